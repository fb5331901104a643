//! What the screens read: counts, windows on lists, one item. Each answers in a time that does not grow with
//! the journal, but for what it returns.

use chrono::NaiveDate;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, Value, ValueRef};
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};

use super::Journal;
use super::error::{Doing, Error, Result};
use super::model::{
    Anchor, BulletinPlace, ItemDetail, ItemId, ItemRow, Key, Overview, Page, RegionRow, Scope, Verdict,
    Visibility,
};
use crate::bulletin::{Issued, Kinds};

/// The beginning of an id as it was typed; `None` where it is none.
pub(super) fn id_begun(typed: &str) -> Option<String> {
    let prefix = typed.trim().to_ascii_lowercase();
    (!prefix.is_empty() && prefix.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(prefix)
}

/// What a prefix of an id names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// One item.
    One(ItemId),
    /// No item.
    None,
    /// Several, of which these are the first.
    Many(Vec<ItemRow>),
}

/// The columns of an [`ItemRow`], `{sort}` first.
pub(super) const ROW: &str = "item.key, item.id, item.title, item.praise, item.request, region.name,
  publisher.name, item.own, item.issued, item.last_prayed, item.times, item.snoozed_until, item.archived,
  item.verdict, item.answered_on, item.visibility, item.notes,
  item.date, item.pinned, item.follow_up";

/// The ids before and behind one, in their order.
pub(super) const NEIGHBOURS: &str =
    "SELECT (SELECT max(id) FROM item WHERE id < ?1), (SELECT min(id) FROM item WHERE id > ?1)";

/// The regions with their open requests. One's own without a region stand under "My own" alone.
pub(super) const REGIONS: &str = "SELECT name, open - iif(key = 0, (
    SELECT count(*) FROM item INDEXED BY item_own_turn WHERE open = 1 AND own = 1 AND item.region = 0), 0)
  FROM region
  WHERE items > iif(key = 0, (
    SELECT count(*) FROM item INDEXED BY item_key_own WHERE bulletin IS NULL AND own = 1 AND item.region = 0), 0)
  ORDER BY name IS NULL, name COLLATE NOCASE";

/// The tables that [`ROW`] reads.
pub(super) const FROM: &str = "item JOIN region ON region.key = item.region
  LEFT JOIN publisher ON publisher.key = item.publisher";

impl FromSql for Issued {
    /// `2026-03-07`, or `2026-03`.
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let text = value.as_str()?;
        let day = text.parse().map(Issued::On);
        day.or_else(|_| text.parse().map(Issued::In)).map_err(FromSqlError::other)
    }
}

/// Reads an [`ItemRow`] from a row that begins with its sort value and [`ROW`].
pub(super) fn item_row(row: &Row<'_>) -> rusqlite::Result<ItemRow> {
    let verdict: Option<String> = row.get(14)?;
    let visibility: String = row.get(16)?;
    Ok(ItemRow {
        key: Key { sort: row.get(0)?, row: row.get(1)? },
        id: ItemId(row.get(2)?),
        title: row.get(3)?,
        kinds: Kinds { praise: row.get(4)?, request: row.get(5)? },
        region: row.get(6)?,
        publisher: row.get(7)?,
        own: row.get(8)?,
        issued: row.get(9)?,
        last_prayed: row.get(10)?,
        times: row.get(11)?,
        snoozed_until: row.get(12)?,
        archived: row.get(13)?,
        verdict: verdict.as_deref().and_then(Verdict::from_name),
        answered_on: row.get(15)?,
        // a level this program does not know is kept to the person themselves
        visibility: Visibility::from_name(&visibility).unwrap_or(Visibility::Private),
        notes: row.get(17)?,
        date: row.get(18)?,
        pinned: row.get(19)?,
        follow_up: row.get(20)?,
    })
}

pub(super) fn rows(conn: &Connection, sql: &str, values: &[Value]) -> Result<Vec<ItemRow>> {
    conn.prepare_cached(sql)
        .and_then(|mut query| query.query_map(params_from_iter(values), item_row)?.collect())
        .doing("reading requests")
}

/// How the rows of a scope are read: from which tables, in which order, and what they have in common; the words are
/// those of an index.
pub(super) struct List {
    pub source: &'static str,
    pub sort: &'static str,
    pub key: &'static str,
    pub common: &'static str,
}

/// [`FROM`], along the turn of a country.
pub(super) const FROM_COUNTRY: &str = "item_country CROSS JOIN item ON item.key = item_country.item
  JOIN region ON region.key = item.region LEFT JOIN publisher ON publisher.key = item.publisher";

pub(super) fn list_of(scope: &Scope) -> List {
    let (sort, common) = match scope {
        // a view is read in a way of its own, see search/view.rs
        Scope::Everything | Scope::View(_) => ("item.turn", "item.open = 1"),
        Scope::Region(None) => ("item.turn", "item.open = 1 AND item.region = 0 AND item.own = 0"),
        Scope::Region(Some(_)) => ("item.turn", "item.open = 1 AND item.region = ?1"),
        Scope::Country(_) => ("item_country.turn", "item_country.open = 1 AND item_country.code = ?1"),
        Scope::Publisher(_) => ("item.turn", "item.open = 1 AND item.publisher = ?1"),
        Scope::Own => ("item.turn", "item.open = 1 AND item.own = 1"),
        Scope::Praises => ("item.issue_turn", "item.praise = 1 AND item.request = 0 AND item.archived = 0"),
        Scope::Answered => ("item.answer_turn", "item.verdict IS NOT NULL"),
        // of more than are counted those that came in last
        Scope::Inbox => (
            "item.issue_turn",
            "item.key IN (SELECT DISTINCT praise FROM waiting ORDER BY praise DESC LIMIT 999)",
        ),
    };
    let (source, key) = match scope {
        Scope::Country(_) => (FROM_COUNTRY, "item_country.item"),
        _ => (FROM, "item.key"),
    };
    List { source, sort, key, common }
}

/// The rows of a scope, at most `?4`, in one way: `?1` names the scope, `?2` and `?3` the row from where.
pub(super) fn window_sql(scope: &Scope, compare: Option<&str>, way: &str) -> String {
    let List { source, sort, key, common } = list_of(scope);
    let bound = compare
        .map_or(String::from("?2 = ?2 AND ?3 = ?3"), |compare| format!("({sort}, {key}) {compare} (?2, ?3)"));
    format!(
        "SELECT {sort}, {ROW} FROM {source} WHERE {common} AND {bound} AND ?1 = ?1
         ORDER BY {sort} {way}, {key} {way} LIMIT ?4"
    )
}

impl Journal {
    /// The counts on the home screen.
    pub fn overview(&self, today: NaiveDate) -> Result<Overview> {
        let doing = "counting requests";
        let mut overview = self
            .conn
            .prepare_cached("SELECT items, open, own, praises, answered FROM tally")
            .and_then(|mut query| {
                query.query_row([], |row| {
                    Ok(Overview {
                        items: row.get(0)?,
                        open: row.get(1)?,
                        own: row.get(2)?,
                        praises: row.get(3)?,
                        answered: row.get(4)?,
                        ..Overview::default()
                    })
                })
            })
            .doing(doing)?;
        overview.prayed_today = self.prayed_on(today)?;
        overview.waiting = self.praises_waiting()?;
        overview.years_ago = self.years_ago(today)?;
        overview.regions = self
            .conn
            .prepare_cached(REGIONS)
            .and_then(|mut query| {
                query.query_map([], |row| Ok(RegionRow { name: row.get(0)?, open: row.get(1)? }))?.collect()
            })
            .doing(doing)?;
        Ok(overview)
    }

    /// A window of at most `limit` rows on a list.
    pub fn page(&self, scope: &Scope, anchor: Anchor, limit: usize) -> Result<Page> {
        if let Scope::View(view) = scope {
            return self.filtered(&view.filter, anchor, limit, view.today);
        }
        let Some(named) = self.named_by(scope)? else { return Ok(Page::default()) };
        let total = self.total(scope, &named)?;
        let window = Window { journal: self, scope, named };
        let (rows, more_before, more_after) = match anchor {
            Anchor::First => {
                let (rows, more) = window.forward(None, limit)?;
                (rows, false, more)
            }
            Anchor::Last => {
                let (rows, more) = window.backward(None, limit)?;
                (rows, more, false)
            }
            Anchor::After(key) => {
                let (rows, more) = window.forward(Some((key, ">")), limit)?;
                (rows, true, more)
            }
            Anchor::Before(key) => {
                let (rows, more) = window.backward(Some((key, "<")), limit)?;
                (rows, more, true)
            }
            Anchor::Around(key) => {
                let (mut rows, before) = window.backward(Some((key, "<")), limit / 2)?;
                let (behind, after) = window.forward(Some((key, ">=")), limit - rows.len())?;
                rows.extend(behind);
                (rows, before, after)
            }
        };
        Ok(Page { rows, more_before, more_after, total, ..Page::default() })
    }

    fn total(&self, scope: &Scope, named: &Value) -> Result<u64> {
        let sql = match scope {
            Scope::Everything | Scope::View(_) => "SELECT open FROM tally WHERE ?1 = 0",
            Scope::Region(Some(_)) => "SELECT open FROM region WHERE key = ?1",
            Scope::Region(None) => {
                "SELECT count(*) FROM item INDEXED BY item_region_turn WHERE open = 1 AND region = ?1 AND own = 0"
            }
            Scope::Country(_) => "SELECT coalesce((SELECT open FROM country WHERE code = ?1), 0)",
            Scope::Publisher(_) => "SELECT open FROM publisher WHERE key = ?1",
            Scope::Own => "SELECT own FROM tally WHERE ?1 = 0",
            Scope::Praises => "SELECT praises FROM tally WHERE ?1 = 0",
            Scope::Answered => "SELECT answered FROM tally WHERE ?1 = 0",
            Scope::Inbox => {
                "SELECT count(*) FROM (SELECT DISTINCT praise FROM waiting LIMIT 999) WHERE ?1 = 0"
            }
        };
        self.conn
            .prepare_cached(sql)
            .and_then(|mut query| query.query_row([named], |row| row.get(0)))
            .doing("counting requests")
    }

    fn key_named(&self, sql: &str, name: &str) -> Result<Option<Value>> {
        self.conn
            .prepare_cached(sql)
            .and_then(|mut query| query.query_row([name], |row| row.get(0)).optional())
            .doing("looking up a name")
    }

    /// What a list is of, as its statements name it, 0 where it is of no one thing; `None` for a region or publisher
    /// that this journal does not have.
    pub(super) fn named_by(&self, scope: &Scope) -> Result<Option<Value>> {
        match scope {
            Scope::Region(Some(name)) => Ok(self.region_key(name)?.map(Value::from)),
            Scope::Publisher(name) => self.key_named("SELECT key FROM publisher WHERE name = ?", name),
            Scope::Country(code) => Ok(Some(code.clone().into())),
            _ => Ok(Some(0.into())),
        }
    }

    /// The item that a prefix of an id names.
    pub fn find(&self, prefix: &str) -> Result<Found> {
        let Some(prefix) = id_begun(prefix) else { return Ok(Found::None) };
        let sql = format!("SELECT 0, {ROW} FROM {FROM} WHERE item.id >= ?1 AND item.id < ?1 || 'g' LIMIT 9");
        let mut found = rows(&self.conn, &sql, &[prefix.into()])?;
        Ok(match (found.pop(), found.is_empty()) {
            (None, _) => Found::None,
            (Some(one), true) => Found::One(one.id),
            (Some(last), false) => {
                found.push(last);
                Found::Many(found)
            }
        })
    }

    /// The shortest prefix of an id that names no other item, of at least [`ItemId::SHORT`] digits.
    pub fn short_id(&self, id: &ItemId) -> Result<String> {
        let neighbours: [Option<String>; 2] = self
            .conn
            .prepare_cached(NEIGHBOURS)
            .and_then(|mut query| query.query_row([&id.0], |row| Ok([row.get(0)?, row.get(1)?])))
            .doing("looking up an id")?;
        let shared = |other: &String| id.0.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
        let needed = neighbours.iter().flatten().map(shared).max().map_or(0, |shared| shared + 1);
        Ok(id.0.chars().take(needed.max(ItemId::SHORT)).collect())
    }

    /// What lists show of one item.
    pub fn row(&self, id: &ItemId) -> Result<Option<ItemRow>> {
        let sql = format!("SELECT item.turn, {ROW} FROM {FROM} WHERE item.id = ?");
        Ok(rows(&self.conn, &sql, &[id.0.clone().into()])?.pop())
    }

    /// All there is to know of an item.
    pub fn detail(&self, id: &ItemId) -> Result<Option<ItemDetail>> {
        let sql = format!(
            "SELECT item.turn, {ROW}, item.text, item.context, item.petitions, item.links, item.heading,
               item.countries, bulletin.id, bulletin.title, item.number, item.added_on, item.first_prayed,
               item.written, item.answer, item.taken_by, item.others, item.source
             FROM {FROM} LEFT JOIN bulletin ON bulletin.key = item.bulletin WHERE item.id = ?"
        );
        let found = self
            .conn
            .prepare_cached(&sql)
            .and_then(|mut query| query.query_row([&id.0], detail_row).optional())
            .doing("reading a request")?;
        let Some((mut detail, json)) = found else { return Ok(None) };
        let unreadable = || Error::json("an item");
        detail.petitions = serde_json::from_str(&json.petitions).map_err(unreadable())?;
        detail.links = serde_json::from_str(&json.links).map_err(unreadable())?;
        detail.written =
            json.written.map_or(Ok(Vec::new()), |notes| serde_json::from_str(&notes)).map_err(unreadable())?;
        detail.answer =
            json.answer.map(|answer| serde_json::from_str(&answer)).transpose().map_err(unreadable())?;
        Ok(Some(detail))
    }
}

/// The columns of an item that hold JSON.
struct DetailJson {
    petitions: String,
    links: String,
    written: Option<String>,
    answer: Option<String>,
}

fn detail_row(row: &Row<'_>) -> rusqlite::Result<(ItemDetail, DetailJson)> {
    let bulletin: Option<String> = row.get(27)?;
    let (title, number) = (row.get(28)?, row.get(29)?);
    let countries: String = row.get(26)?;
    let detail = ItemDetail {
        row: item_row(row)?,
        text: row.get(21)?,
        context: row.get(22)?,
        petitions: Vec::new(),
        links: Vec::new(),
        heading: row.get(25)?,
        countries: countries.split_whitespace().map(str::to_owned).collect(),
        bulletin: bulletin.map(|id| BulletinPlace { id, title, number }),
        added_on: row.get(30)?,
        first_prayed: row.get(31)?,
        written: Vec::new(),
        answer: None,
        taken_by: row.get(34)?,
        prayed_by_others: row.get(35)?,
        source: row.get(36)?,
    };
    let json = DetailJson {
        petitions: row.get(23)?,
        links: row.get(24)?,
        written: row.get(32)?,
        answer: row.get(33)?,
    };
    Ok((detail, json))
}

/// Reads a list forwards and backwards from a row.
struct Window<'a> {
    journal: &'a Journal,
    scope: &'a Scope,
    named: Value,
}

impl Window<'_> {
    fn forward(&self, from: Option<(Key, &str)>, limit: usize) -> Result<(Vec<ItemRow>, bool)> {
        self.read(from, "ASC", limit)
    }

    fn backward(&self, from: Option<(Key, &str)>, limit: usize) -> Result<(Vec<ItemRow>, bool)> {
        let (mut rows, more) = self.read(from, "DESC", limit)?;
        rows.reverse();
        Ok((rows, more))
    }

    /// One row more than asked for tells whether there are more.
    fn read(&self, from: Option<(Key, &str)>, way: &str, limit: usize) -> Result<(Vec<ItemRow>, bool)> {
        let sql = window_sql(self.scope, from.map(|(_, compare)| compare), way);
        let key = from.map_or(Key::default(), |(key, _)| key);
        let values = [self.named.clone(), key.sort.into(), key.row.into(), (limit as i64 + 1).into()];
        let mut found = rows(&self.journal.conn, &sql, &values)?;
        let more = found.len() > limit;
        found.truncate(limit);
        Ok((found, more))
    }
}
