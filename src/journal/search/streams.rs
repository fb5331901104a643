//! The ways to walk through items: all of them, those with some words, and those that have what few have. Whichever is
//! shortest is gone first.

use chrono::NaiveDate;
use rusqlite::types::Value;

use super::super::error::{Doing, Result};
use super::super::filter::{Filter, Is, Prayed};
use super::super::select::back;
use super::super::{Journal, select};
use super::Sought;

/// So many items are looked through to the last one, whatever their order.
pub(super) const FEW: usize = 1_000;

/// Items one after the other.
#[derive(Debug, Clone)]
pub(super) struct Stream {
    /// The tables, with `item` among them.
    pub from: String,
    /// What they have in common.
    pub condition: String,
    /// The column of the item's key by which it is walked, the newest first.
    pub key: &'static str,
    /// A column that goes before the key in the order.
    pub before: Option<&'static str>,
    /// At most [`FEW`].
    pub few: bool,
    /// Whether it is a way for few only: its index does not tell the newest of many.
    only_few: bool,
    /// What is sought in the index, where it is asked.
    pub words: Option<String>,
    /// Whether words must meet for it, which takes long where they hardly ever do.
    pub meets: bool,
}

impl Stream {
    /// All items.
    pub(super) fn all() -> Self {
        Stream {
            from: "item".into(),
            condition: "1".into(),
            key: "item.key",
            before: None,
            few: false,
            only_few: false,
            words: None,
            meets: false,
        }
    }

    /// The items that the index names for an expression.
    pub(super) fn of_words(expression: String, sought: &[Sought]) -> Self {
        let words = sought.iter().filter(|sought| sought.expression.is_some());
        let several = |sought: &Sought| sought.needles.iter().any(|needle| needle.terms.len() > 1);
        Stream {
            from: "search CROSS JOIN item ON item.key = search.rowid".into(),
            key: "search.rowid",
            words: Some(expression),
            meets: words.clone().count() > 1 || words.clone().any(several),
            ..Stream::all()
        }
    }

    fn by(index: &str, condition: impl Into<String>) -> Self {
        Stream { from: format!("item INDEXED BY {index}"), condition: condition.into(), ..Stream::all() }
    }

    fn of_country(code: &str) -> Self {
        Stream {
            from:
                "item_country INDEXED BY item_country_newest CROSS JOIN item ON item.key = item_country.item"
                    .into(),
            condition: format!("item_country.code = '{code}'"),
            key: "item_country.item",
            ..Stream::all()
        }
    }

    fn newest_issue(self) -> Self {
        Stream { before: Some("item.issued_on DESC"), ..self }
    }

    /// The order in SQL.
    pub(super) fn order(&self) -> String {
        match self.before {
            Some(before) if !self.few => format!("{before}, {} DESC", self.key),
            _ => format!("{} DESC", self.key),
        }
    }

    /// Whether it is walked by the items' keys alone, so that one can go on behind one of them.
    pub(super) fn by_key(&self) -> bool {
        self.before.is_none() || self.few
    }
}

impl Journal {
    /// The shortest way through the items that a filter names, where an index has one; the words are left aside.
    pub(super) fn short_way(&self, filter: &Filter, today: NaiveDate) -> Result<Option<Stream>> {
        let mut ways = self.ways(filter, today)?;
        for way in &mut ways {
            // an index alone is asked, in an instant
            let from = if way.key == "item_country.item" { "item_country" } else { way.from.as_str() };
            let sql = format!(
                "SELECT count(*) FROM (SELECT 1 FROM {from} WHERE {} LIMIT {})",
                way.condition,
                FEW + 1
            );
            let count: usize = self
                .conn
                .prepare_cached(&sql)
                .and_then(|mut query| query.query_row([], |row| row.get(0)))
                .doing("counting requests")?;
            way.few = count <= FEW;
            if way.few {
                return Ok(Some(way.clone()));
            }
        }
        Ok(ways.into_iter().find(|way| !way.only_few))
    }

    /// The ways that indexes offer, those that are most likely short first.
    fn ways(&self, filter: &Filter, today: NaiveDate) -> Result<Vec<Stream>> {
        let mut ways = Vec::new();
        for state in &filter.is {
            ways.extend(match state {
                Is::Answered => Some(("item_key_verdict", "item.verdict IS NOT NULL")),
                Is::Snoozed => Some(("item_key_snoozed", "item.snoozed_until IS NOT NULL")),
                Is::Archived => Some(("item_key_archived", "item.archived = 1")),
                Is::Own => Some(("item_key_own", "item.own = 1")),
                Is::Private => Some(("item_private", "item.visibility = 'private'")),
                Is::Noted => Some(("item_key_noted", "item.notes > 0")),
                Is::Open | Is::Praise | Is::Request | Is::Pinned | Is::FollowUp => None,
            });
        }
        let mut ways: Vec<Stream> =
            ways.into_iter().map(|(index, condition)| Stream::by(index, condition)).collect();
        // nobody pins many; their indexes are in the order of the walk
        let of_the_walk = [
            (Is::Pinned, "item_pinned", "item.pinned = 1"),
            (Is::FollowUp, "item_follow_up", "item.follow_up IS NOT NULL"),
        ];
        let asked = of_the_walk.into_iter().filter(|(state, ..)| filter.is.contains(state));
        ways.extend(
            asked.map(|(_, index, condition)| Stream { only_few: true, ..Stream::by(index, condition) }),
        );
        if let Some(Prayed::Within(days)) = filter.prayed {
            let condition = format!("item.last_prayed > '{}'", back(today, days));
            ways.push(Stream {
                before: Some("item.last_prayed DESC"),
                ..Stream::by("item_prayed", condition)
            });
        }
        if let Some(keys) = self.bulletins_of(filter)? {
            ways.push(Stream::by("item_bulletin", format!("item.bulletin IN ({keys})")));
        }
        ways.extend(filter.country.iter().map(|code| Stream::of_country(code)));
        for (names, column, index) in
            [(&filter.publisher, "publisher", "item_publisher"), (&filter.region, "region", "item_region")]
        {
            for part in names {
                let sql = if column == "region" { select::REGION_NAMES } else { select::PUBLISHER_NAMES };
                let Some(keys) = self.keys_named(sql, part)? else { continue };
                let only_few = keys.contains(',');
                let way = Stream::by(index, format!("item.{column} IN ({keys})"));
                ways.push(Stream { only_few, ..way });
            }
        }
        let days = [("<", &filter.before), (">=", &filter.after)];
        let meant = days.into_iter().filter_map(|(compare, day)| Some((compare, day.as_ref()?.on(today)?)));
        for (compare, day) in meant {
            let condition = format!("item.issued_on {compare} '{day}'");
            ways.push(Stream::by("item_issued", condition).newest_issue());
        }
        Ok(ways)
    }

    /// The key of the newest item that was issued before a day.
    pub(super) fn newest_before(&self, day: NaiveDate) -> Result<Option<i64>> {
        self.conn
            .prepare_cached("SELECT max(key) FROM item INDEXED BY item_issued WHERE issued_on < ?")
            .and_then(|mut query| query.query_row([Value::from(day.to_string())], |row| row.get(0)))
            .doing("reading requests")
    }
}
