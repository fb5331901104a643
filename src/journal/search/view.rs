//! A view that a person saved, as a list: in pages, in turn where it holds what is open, else the newest first.

use chrono::NaiveDate;
use rusqlite::params_from_iter;

use super::super::Journal;
use super::super::error::{Doing, Result};
use super::super::filter::{Filter, FilterError, Is};
use super::super::model::{Anchor, ItemRow, Key, Page, Scope};
use super::super::portion::DUE;
use super::super::select::Condition;
use super::streams::{FEW, Stream};
use super::{CANDIDATES, Sought, TEXTS, holds};

/// A filter that a person gave a name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct View {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub filter: Filter,
    /// The day on which it is looked at: filters count days back from it.
    pub today: NaiveDate,
}

impl Scope {
    /// The list of a view, from the name and the filter that a person gave it.
    ///
    /// # Errors
    ///
    /// Where the filter is none.
    pub fn view(name: &str, filter: &str, today: NaiveDate) -> Result<Scope, FilterError> {
        let filter = Filter::parse(filter)?;
        Ok(Scope::View(Box::new(View { name: name.to_owned(), filter, today })))
    }
}

/// How a view's list is ordered.
#[derive(Debug, Clone, Copy)]
struct Order {
    /// The sort value in SQL; the row's key breaks ties.
    sort: &'static str,
    /// Where many are walked through: the tables, in this order, and what they have in common.
    many: (&'static str, &'static str),
    /// Whether the sort value falls as the key grows.
    newest_first: bool,
}

impl Order {
    fn of(filter: &Filter) -> Self {
        if filter.is.contains(&Is::Open) {
            let many = ("item INDEXED BY item_turn", "item.open = 1");
            Order { sort: "item.turn", many, newest_first: false }
        } else {
            Order { sort: "-item.key", many: ("item", "1"), newest_first: true }
        }
    }

    fn clause(self, backwards: bool) -> &'static str {
        match (self.newest_first, backwards) {
            (true, false) => "item.key DESC",
            (true, true) => "item.key",
            (false, false) => "item.turn, item.key",
            (false, true) => "item.turn DESC, item.key DESC",
        }
    }

    /// What stands behind a row (or before it), the row itself included where `with` it.
    fn beyond(self, key: Key, backwards: bool, with: bool) -> String {
        let Key { sort, row } = key;
        let compare = |backwards, with| match (backwards, with) {
            (false, false) => ">",
            (false, true) => ">=",
            (true, false) => "<",
            (true, true) => "<=",
        };
        if self.newest_first {
            format!("item.key {} {row}", compare(!backwards, with))
        } else {
            format!("(item.turn, item.key) {} ({sort}, {row})", compare(backwards, with))
        }
    }
}

/// All that is asked of a view's items.
struct Asked<'a> {
    order: Order,
    condition: &'a Condition,
    sought: &'a [Sought],
}

impl Journal {
    /// A window of at most `limit` rows on the items that a filter names. Where many must be looked through to find few,
    /// it ends where some thousands were. `total` counts the rows of this page at least.
    pub fn filtered(&self, filter: &Filter, anchor: Anchor, limit: usize, today: NaiveDate) -> Result<Page> {
        self.filtered_where(filter, None, anchor, limit, today)
    }

    /// What is still to be prayed on a day of what a filter names, in turn: not resting, not prayed that day; and open,
    /// unless the filter names states of its own. What the day asks for stands first.
    pub fn filtered_due(&self, filter: &Filter, today: NaiveDate, limit: usize) -> Result<Vec<ItemRow>> {
        let mut filter = filter.clone();
        if filter.is.is_empty() {
            filter.is.push(Is::Open);
        }
        let due = DUE.replace("?2", &format!("'{today}'"));
        let mut found = self.filtered_where(&filter, Some(&due), Anchor::First, limit, today)?.rows;
        found.sort_by_key(|row| row.first(today).map_or(3, |first| first as u8));
        Ok(found)
    }

    fn filtered_where(
        &self,
        filter: &Filter,
        also: Option<&str>,
        anchor: Anchor,
        limit: usize,
        today: NaiveDate,
    ) -> Result<Page> {
        let mut filter = filter.clone();
        let Some(sought) = self.sought(&mut filter, None)? else { return Ok(Page::default()) };
        let Some(mut condition) = self.condition(&filter, today)? else { return Ok(Page::default()) };
        if let Some(also) = also {
            condition.plain(also);
        }
        let asked = Asked { order: Order::of(&filter), condition: &condition, sought: &sought };
        let few = match self.few(&filter, &sought, today)? {
            Some(few) => self.keys_of(&asked, &few)?,
            None => return self.window(&asked, anchor, limit),
        };
        let (start, end) = slice(&few, anchor, limit);
        let keys = few.get(start..end).unwrap_or_default();
        Ok(Page {
            rows: self.sorted_rows(keys)?,
            more_before: start > 0,
            more_after: end < few.len(),
            total: few.len() as u64,
        })
    }

    /// A way through few items among which all of the filter's are.
    fn few(&self, filter: &Filter, sought: &[Sought], today: NaiveDate) -> Result<Option<Stream>> {
        if let Some(way) = self.short_way(filter, today)?.filter(|way| way.few) {
            return Ok(Some(way));
        }
        for sought in sought {
            let Some(words) = &sought.expression else { continue };
            let count: usize = self
                .conn
                .prepare_cached(
                    "SELECT count(*) FROM (SELECT rowid FROM search WHERE search MATCH ?1 LIMIT ?2)",
                )
                .and_then(|mut query| query.query_row((words, FEW as i64 + 1), |row| row.get(0)))
                .doing("counting requests")?;
            if count <= FEW {
                return Ok(Some(Stream::of_words(words.clone(), &[])));
            }
        }
        Ok(None)
    }

    /// Where all items of a short way stand in the list, in its order.
    fn keys_of(&self, asked: &Asked<'_>, way: &Stream) -> Result<Vec<Key>> {
        let mut condition = asked.condition.clone();
        let matching = match &way.words {
            Some(words) => {
                condition.values.push(words.clone().into());
                format!("search MATCH ?{} AND {}", condition.values.len(), way.condition)
            }
            None => way.condition.clone(),
        };
        let mut found = Vec::new();
        self.walk(asked, &condition, &way.from, &matching, "", usize::MAX, &mut |key| {
            found.push(key);
            true
        })?;
        found.sort_unstable();
        Ok(found)
    }

    fn window(&self, asked: &Asked<'_>, anchor: Anchor, limit: usize) -> Result<Page> {
        let order = asked.order;
        let read = |bound: String, backwards: bool, most: usize| -> Result<(Vec<Key>, bool)> {
            let mut found = Vec::new();
            let matching = format!("{} AND {bound}", order.many.1);
            let budget = if asked.sought.is_empty() { CANDIDATES } else { TEXTS };
            let ordered = format!("ORDER BY {}", order.clause(backwards));
            self.walk(asked, asked.condition, order.many.0, &matching, &ordered, budget, &mut |key| {
                found.push(key);
                found.len() <= most
            })?;
            let more = found.len() > most;
            found.truncate(most);
            if backwards {
                found.reverse();
            }
            Ok((found, more))
        };
        let (keys, more_before, more_after) = match anchor {
            Anchor::First => {
                let (keys, more) = read("1".into(), false, limit)?;
                (keys, false, more)
            }
            Anchor::Last => {
                let (keys, more) = read("1".into(), true, limit)?;
                (keys, more, false)
            }
            Anchor::After(key) => {
                let (keys, more) = read(order.beyond(key, false, false), false, limit)?;
                (keys, true, more)
            }
            Anchor::Before(key) => {
                let (keys, more) = read(order.beyond(key, true, false), true, limit)?;
                (keys, more, true)
            }
            Anchor::Around(key) => {
                let (mut keys, before) = read(order.beyond(key, true, false), true, limit / 2)?;
                let (behind, after) = read(order.beyond(key, false, true), false, limit - keys.len())?;
                keys.extend(behind);
                (keys, before, after)
            }
        };
        let total = keys.len() as u64;
        Ok(Page { rows: self.sorted_rows(&keys)?, more_before, more_after, total })
    }

    /// Walks through items and tells of each that fits, until nobody wants more or `budget` were looked at.
    #[allow(clippy::too_many_arguments, reason = "the parts of one statement")]
    fn walk(
        &self,
        asked: &Asked<'_>,
        condition: &Condition,
        from: &str,
        matching: &str,
        ordered: &str,
        budget: usize,
        take: &mut dyn FnMut(Key) -> bool,
    ) -> Result<()> {
        let checks: Vec<&Sought> = asked.sought.iter().collect();
        let sql = format!(
            "SELECT item.key, {}, item.text, item.context, item.note_text, item.answer_words, {}
             FROM {from} WHERE {matching} {ordered}",
            condition.parts.join(" AND "),
            asked.order.sort,
        );
        let doing = "reading requests";
        let mut query = self.conn.prepare_cached(&sql).doing(doing)?;
        let mut rows = query.query(params_from_iter(&condition.values)).doing(doing)?;
        let mut looked = 0;
        while looked < budget
            && let Some(row) = rows.next().doing(doing)?
        {
            looked += 1;
            let fits = row.get::<_, Option<bool>>(1).doing(doing)?.unwrap_or(false);
            if fits && holds(row, &checks).doing(doing)? {
                let key = Key { sort: row.get(6).doing(doing)?, row: row.get(0).doing(doing)? };
                if !take(key) {
                    break;
                }
            }
        }
        Ok(())
    }

    fn sorted_rows(&self, keys: &[Key]) -> Result<Vec<ItemRow>> {
        keys.iter().map(|key| Ok(ItemRow { key: *key, ..self.row_of(key.row)? })).collect()
    }
}

/// Which part of a list a window holds.
fn slice(keys: &[Key], anchor: Anchor, limit: usize) -> (usize, usize) {
    let behind = |start: usize| (start, (start + limit).min(keys.len()));
    match anchor {
        Anchor::First => behind(0),
        Anchor::Last => (keys.len().saturating_sub(limit), keys.len()),
        Anchor::After(key) => behind(keys.partition_point(|other| *other <= key)),
        Anchor::Before(key) => {
            let end = keys.partition_point(|other| *other < key);
            (end.saturating_sub(limit), end)
        }
        Anchor::Around(key) => behind(keys.partition_point(|other| *other < key).saturating_sub(limit / 2)),
    }
}
