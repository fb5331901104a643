//! The order of a view's list, and the index along which it is walked in that order.

use super::super::error::{Doing, Result};
use super::super::filter::{Filter, Is};
use super::super::model::Key;
use super::super::{Journal, select};

/// So many regions or publishers are walked beside each other; more are found by looking at every item.
const MOST_BESIDE: usize = 24;

/// How a view's list is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// As the rotation has it.
    InTurn,
    /// The last to come in first.
    NewestFirst,
}

impl Order {
    pub(super) fn of(filter: &Filter) -> Self {
        if filter.is.contains(&Is::Open) { Order::InTurn } else { Order::NewestFirst }
    }
}

/// Items one after the other in the order of a list.
#[derive(Debug, Clone)]
pub(super) struct Line {
    order: Order,
    /// The tables, with `item` among them.
    from: String,
    /// What the items have in common; where there are several, each is a line of its own, and they are told as one.
    common: Vec<String>,
    /// The columns of an item's turn and key that the index has.
    turn: &'static str,
    key: &'static str,
}

impl Line {
    fn of(order: Order, from: impl Into<String>, common: Vec<String>) -> Self {
        Line { order, from: from.into(), common, turn: "item.turn", key: "item.key" }
    }

    fn all(order: Order) -> Self {
        match order {
            Order::InTurn => Line::of(order, "item INDEXED BY item_turn", vec!["item.open = 1".into()]),
            Order::NewestFirst => Line::of(order, "item", vec!["1".into()]),
        }
    }

    /// Any items, in no order.
    pub(super) fn any(order: Order, from: &str, common: &str) -> Self {
        Line::of(order, from, vec![common.to_owned()])
    }

    /// What stands behind an item of the list (or before it), the item itself included where `with` it.
    pub(super) fn beyond(&self, key: Key, backwards: bool, with: bool) -> String {
        let Key { sort, row } = key;
        let compare = |backwards, with| match (backwards, with) {
            (false, false) => ">",
            (false, true) => ">=",
            (true, false) => "<",
            (true, true) => "<=",
        };
        match self.order {
            Order::NewestFirst => format!("{} {} {row}", self.key, compare(!backwards, with)),
            Order::InTurn => {
                format!("({}, {}) {} ({sort}, {row})", self.turn, self.key, compare(backwards, with))
            }
        }
    }

    /// The statement that reads `columns` of the items, each with its key first and its sort value second.
    pub(super) fn read(&self, columns: &str, bound: &str) -> String {
        let sort = match self.order {
            Order::InTurn => self.turn.to_owned(),
            Order::NewestFirst => format!("-{}", self.key),
        };
        let lines: Vec<String> = self
            .common
            .iter()
            .map(|common| {
                let (key, from) = (self.key, &self.from);
                format!("SELECT {key}, {sort}, {columns} FROM {from} WHERE {common} AND {bound}")
            })
            .collect();
        lines.join(" UNION ALL ")
    }

    /// The order of that statement.
    pub(super) fn ordered(&self, backwards: bool) -> &'static str {
        match (self.order, backwards) {
            (Order::InTurn, false) => "ORDER BY 2, 1",
            (Order::InTurn, true) => "ORDER BY 2 DESC, 1 DESC",
            (Order::NewestFirst, false) => "ORDER BY 1 DESC",
            (Order::NewestFirst, true) => "ORDER BY 1",
        }
    }
}

impl Journal {
    /// The line that leads through the fewest items that a filter does not name, as far as counts tell.
    pub(super) fn line(&self, filter: &Filter, order: Order) -> Result<Line> {
        if let Some(line) = filter.is.iter().find_map(|state| by_state(*state, order)) {
            return Ok(line);
        }
        let mut lines: Vec<(u64, Line)> = Vec::new();
        let (region, publisher, open) = match order {
            Order::InTurn => ("item_region_turn", "item_publisher_turn", " AND item.open = 1"),
            Order::NewestFirst => ("item_region", "item_publisher", ""),
        };
        for (part, names, table, index) in [
            (filter.region.first(), select::REGION_NAMES, "region", region),
            (filter.publisher.first(), select::PUBLISHER_NAMES, "publisher", publisher),
        ] {
            let Some(part) = part else { continue };
            let Some(keys) = self.keys_named(names, part)? else { continue };
            let common: Vec<String> =
                keys.split(", ").map(|key| format!("item.{table} = {key}{open}")).collect();
            if common.len() <= MOST_BESIDE {
                let count = self.open_in(&format!("sum(open) FROM {table} WHERE key IN ({keys})"))?;
                lines.push((count, Line::of(order, format!("item INDEXED BY {index}"), common)));
            }
        }
        if let Some(code) = filter.country.first() {
            let (index, open) = match order {
                Order::InTurn => ("item_country_open", " AND item_country.open = 1"),
                Order::NewestFirst => ("item_country_newest", ""),
            };
            let from =
                format!("item_country INDEXED BY {index} CROSS JOIN item ON item.key = item_country.item");
            let count = self.open_in(&format!("sum(open) FROM country WHERE code = '{code}'"))?;
            let line = Line::of(order, from, vec![format!("item_country.code = '{code}'{open}")]);
            lines.push((count, Line { turn: "item_country.turn", key: "item_country.item", ..line }));
        }
        let shortest = lines.into_iter().min_by_key(|(count, _)| *count);
        Ok(shortest.map_or_else(|| Line::all(order), |(_, line)| line))
    }

    fn open_in(&self, counted: &str) -> Result<u64> {
        self.conn
            .prepare_cached(&format!("SELECT coalesce((SELECT {counted}), 0)"))
            .and_then(|mut query| query.query_row([], |row| row.get(0)))
            .doing("counting requests")
    }
}

/// The line of the items in a state, where an index has it in this order.
fn by_state(state: Is, order: Order) -> Option<Line> {
    let (index, common) = match (order, state) {
        (Order::InTurn, Is::Own) => ("item_own_turn", "item.open = 1 AND item.own = 1"),
        (Order::InTurn, Is::Pinned) => ("item_pinned", "item.pinned = 1"),
        (Order::NewestFirst, Is::Answered) => ("item_key_verdict", "item.verdict IS NOT NULL"),
        (Order::NewestFirst, Is::Snoozed) => ("item_key_snoozed", "item.snoozed_until IS NOT NULL"),
        (Order::NewestFirst, Is::Archived) => ("item_key_archived", "item.archived = 1"),
        (Order::NewestFirst, Is::Own) => ("item_key_own", "item.own = 1"),
        (Order::NewestFirst, Is::Private) => ("item_private", "item.visibility = 'private'"),
        (Order::NewestFirst, Is::Noted) => ("item_key_noted", "item.notes > 0"),
        _ => return None,
    };
    Some(Line::of(order, format!("item INDEXED BY {index}"), vec![common.to_owned()]))
}
