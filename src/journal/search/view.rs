//! A view that a person saved, as a list: in pages, in turn where it holds what is open, else the newest first.

use chrono::NaiveDate;
use rusqlite::params_from_iter;

use super::super::Journal;
use super::super::error::{Doing, Error, Result};
use super::super::filter::{Filter, FilterError, Is};
use super::super::model::{Anchor, ItemRow, Key, Page, Scope};
use super::super::portion::DUE;
use super::super::select::Condition;
use super::along::{Line, Order};
use super::streams::{FEW, Stream};
use super::{Sought, holds};

/// So many items are looked at for one page by what is known of them,
const CANDIDATES: usize = 4_000;
/// and so many where their texts are read.
const TEXTS: usize = 1_000;
/// Where all is looked through, the items with a word are read out of turn and sorted as long as they are no more: their
/// texts take longest.
const MANY: usize = 50_000;

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

/// All that is asked of a view's items.
struct Asked<'a> {
    condition: &'a Condition,
    sought: &'a [Sought],
    /// So many items are looked at for one page.
    budget: usize,
}

/// What a walk along a line came to.
#[derive(Default)]
struct Walked {
    keys: Vec<Key>,
    /// Whether more follow, or may follow.
    more: bool,
    /// The last item that was looked at, where there are more to look through.
    reached: Option<Key>,
}

impl Walked {
    /// Nothing, as it was read before.
    fn more() -> Self {
        Walked { more: true, ..Walked::default() }
    }
}

impl Journal {
    /// A window of at most `limit` rows on the items that a filter names. Where many must be looked through to find few,
    /// it ends where some thousands were, and says so: there it is gone on. `total` counts the rows of this page at least.
    pub fn filtered(&self, filter: &Filter, anchor: Anchor, limit: usize, today: NaiveDate) -> Result<Page> {
        self.filtered_where(filter, None, anchor, limit, today)
    }

    /// How many items a filter names, counted up to `most` as far as is done in an instant, and whether there may be more.
    pub fn count_up_to(&self, filter: &Filter, most: usize, today: NaiveDate) -> Result<(usize, bool)> {
        let (found, more) = self.count_newest(filter, most, today)?;
        if !more || found == most {
            return Ok((found, more));
        }
        // as the view's list is walked
        let mut filter = filter.clone();
        let Some(sought) = self.sought(&mut filter, None)? else { return Ok((0, false)) };
        let Some(condition) = self.condition(&filter, today)? else { return Ok((0, false)) };
        let budget = if sought.is_empty() { CANDIDATES } else { TEXTS };
        let asked = Asked { condition: &condition, sought: &sought, budget };
        let line = self.line(&filter, Order::of(&filter))?;
        let walked = self.walk(&asked, &line, "1", line.ordered(false), most)?;
        Ok((walked.keys.len().max(found), walked.more))
    }

    /// What is still to be prayed on a day of what a filter names, in turn: not resting, not prayed that day; and open,
    /// unless the filter names states of its own. What the day asks for stands first. Looks until there are so many.
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

    /// `also`: what must hold besides; then all are looked through.
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
        let budget = match also {
            Some(_) => usize::MAX,
            None if sought.is_empty() => CANDIDATES,
            None => TEXTS,
        };
        let asked = Asked { condition: &condition, sought: &sought, budget };
        let order = Order::of(&filter);
        let most = if also.is_some() { MANY } else { FEW };
        let few = match self.few(&filter, &sought, today, most)? {
            Some(few) => self.keys_of(&asked, order, &few)?,
            None => return self.window(&asked, &self.line(&filter, order)?, anchor, limit),
        };
        let (start, end) = slice(&few, anchor, limit);
        let keys = few.get(start..end).unwrap_or_default();
        Ok(Page {
            rows: self.sorted_rows(keys)?,
            more_before: start > 0,
            more_after: end < few.len(),
            total: few.len() as u64,
            ..Page::default()
        })
    }

    /// A way through few items among which all of the filter's are: through at most so many that have one of its words.
    fn few(
        &self,
        filter: &Filter,
        sought: &[Sought],
        today: NaiveDate,
        most: usize,
    ) -> Result<Option<Stream>> {
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
                .and_then(|mut query| query.query_row((words, most as i64 + 1), |row| row.get(0)))
                .doing("counting requests")?;
            if count <= most {
                return Ok(Some(Stream::of_words(words.clone(), &[])));
            }
        }
        Ok(None)
    }

    /// Where all items of a short way stand in the list, in its order.
    fn keys_of(&self, asked: &Asked<'_>, order: Order, way: &Stream) -> Result<Vec<Key>> {
        let mut condition = asked.condition.clone();
        let matching = match &way.words {
            Some(words) => {
                condition.values.push(words.clone().into());
                format!("search MATCH ?{} AND {}", condition.values.len(), way.condition)
            }
            None => way.condition.clone(),
        };
        let asked = Asked { condition: &condition, budget: usize::MAX, ..*asked };
        let line = Line::any(order, &way.from, &matching);
        let mut found = self.walk(&asked, &line, "1", "", usize::MAX)?.keys;
        found.sort_unstable();
        Ok(found)
    }

    fn window(&self, asked: &Asked<'_>, line: &Line, anchor: Anchor, limit: usize) -> Result<Page> {
        let read = |bound: String, backwards: bool, most: usize| {
            let mut walked = self.walk(asked, line, &bound, line.ordered(backwards), most)?;
            if backwards {
                walked.keys.reverse();
            }
            Ok::<_, Error>(walked)
        };
        let (before, behind) = match anchor {
            Anchor::First => (Walked::default(), read("1".into(), false, limit)?),
            Anchor::Last => (read("1".into(), true, limit)?, Walked::default()),
            Anchor::After(key) => (Walked::more(), read(line.beyond(key, false, false), false, limit)?),
            Anchor::Before(key) => (read(line.beyond(key, true, false), true, limit)?, Walked::more()),
            Anchor::Around(key) => {
                let before = read(line.beyond(key, true, false), true, limit / 2)?;
                let rest = limit - before.keys.len();
                (before, read(line.beyond(key, false, true), false, rest)?)
            }
        };
        let keys = [before.keys, behind.keys].concat();
        Ok(Page {
            rows: self.sorted_rows(&keys)?,
            more_before: before.more,
            more_after: behind.more,
            unread_before: before.reached,
            unread_after: behind.reached,
            total: keys.len() as u64,
        })
    }

    /// Walks along a line and gathers where the items that fit stand, `most` of them at most.
    fn walk(
        &self,
        asked: &Asked<'_>,
        line: &Line,
        bound: &str,
        ordered: &str,
        most: usize,
    ) -> Result<Walked> {
        let checks: Vec<&Sought> = asked.sought.iter().collect();
        let texts = match checks.as_slice() {
            [] => "NULL, NULL, NULL, NULL",
            _ => "item.text, item.context, item.note_text, item.answer_words",
        };
        let columns = format!("{texts}, {}", asked.condition.parts.join(" AND "));
        let sql = format!("{} {ordered}", line.read(&columns, bound));
        let doing = "reading requests";
        let mut query = self.conn.prepare_cached(&sql).doing(doing)?;
        let mut rows = query.query(params_from_iter(&asked.condition.values)).doing(doing)?;
        let mut walked = Walked::default();
        let mut looked = 0;
        while let Some(row) = rows.next().doing(doing)? {
            let key = Key { row: row.get(0).doing(doing)?, sort: row.get(1).doing(doing)? };
            let fits = row.get::<_, Option<bool>>(6).doing(doing)?.unwrap_or(false);
            if fits && holds(row, &checks).doing(doing)? {
                if walked.keys.len() == most {
                    walked.more = true;
                    break;
                }
                walked.keys.push(key);
            }
            looked += 1;
            if looked >= asked.budget {
                (walked.more, walked.reached) = (true, Some(key));
                break;
            }
        }
        Ok(walked)
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
