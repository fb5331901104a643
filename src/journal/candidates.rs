//! Which requests a praise is compared with: those of its publisher shortly before, one's own, and whatever else holds
//! its rarest words. So the work does not grow with the journal.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::error::{Doing, Error, Result};
use super::model::ItemId;
use super::stop::Stop;
use crate::answers::{self, Profile, Rarity, Source};

/// How many requests of the praise's publisher are looked at, newest first.
const NEAR: i64 = 400;

/// How many of one's own.
const OWN: i64 = 100;

/// How many words are looked for in all of the journal, rarest first, and how many items each may bring.
const WORDS: usize = 16;
const HITS: i64 = 60;

/// A word that brings so many is too common to tell anything.
const COMMON: usize = 50;

/// How many profiles are held for the praises to come.
const HELD: usize = 2_000;

/// What was seen in items, by their keys.
pub(super) type Held = HashMap<i64, Arc<Profile>>;

/// An item with what is seen in it.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    pub key: i64,
    pub profile: Arc<Profile>,
}

/// A praise and what it is compared with.
pub(super) struct Field {
    pub requests: Vec<Seen>,
    pub rarity: Rarity,
}

/// Finds candidates for one praise after another; what was looked at once is not looked at again.
pub(super) struct Finder<'a> {
    conn: &'a Connection,
    held: Held,
}

/// What an item's profile is made of.
const COLUMNS: &str = "item.key, item.text, item.context, item.petitions, region.name, item.countries,
  publisher.name, item.issued_on, bulletin.language, item.praise";

/// Whether an item is an open request of an earlier issue than a praise's. Of two issues of one month, as of those without
/// a day, the earlier is the one that came in first.
const ASKED_BEFORE: &str = "SELECT EXISTS (
  SELECT 1 FROM item, item AS praise WHERE item.key = ?1 AND praise.key = ?2
    AND item.open = 1 AND item.key <> praise.key AND item.bulletin IS NOT praise.bulletin
    AND iif(item.issued_on IS NULL OR praise.issued_on IS NULL
              OR item.issued_on = praise.issued_on AND (item.month_only OR praise.month_only),
            item.key < praise.key, item.issued_on < praise.issued_on))";

/// Whether an item is of another issue than this one, and not put away.
const ANOTHER_ISSUE: &str = "SELECT EXISTS (
  SELECT 1 FROM item, item AS this WHERE item.key = ?1 AND this.key = ?2
    AND item.archived = 0 AND item.key <> this.key AND item.bulletin IS NOT this.bulletin)";

const TABLES: &str = "item JOIN region ON region.key = item.region
  LEFT JOIN publisher ON publisher.key = item.publisher
  LEFT JOIN bulletin ON bulletin.key = item.bulletin";

impl<'a> Finder<'a> {
    pub(super) fn new(conn: &'a Connection) -> Self {
        Finder::with(conn, Held::new())
    }

    /// A finder that knows what was seen before, where nothing was written since.
    pub(super) fn with(conn: &'a Connection, held: Held) -> Self {
        Finder { conn, held }
    }

    /// What was seen, for the next finder.
    pub(super) fn into_held(self) -> Held {
        self.held
    }

    /// What is seen in an item; `None` where it is gone.
    pub(super) fn profile(&mut self, key: i64) -> Result<Option<Arc<Profile>>> {
        if let Some(profile) = self.held.get(&key) {
            return Ok(Some(Arc::clone(profile)));
        }
        let sql = format!("SELECT {COLUMNS} FROM {TABLES} WHERE item.key = ?");
        let found = self
            .conn
            .prepare_cached(&sql)
            .and_then(|mut query| query.query_row([key], Columns::read).optional())
            .doing("reading what was asked")?;
        let Some(columns) = found else { return Ok(None) };
        if self.held.len() >= HELD {
            self.held.clear();
        }
        let profile = Arc::new(columns.profile()?);
        self.held.insert(key, Arc::clone(&profile));
        Ok(Some(profile))
    }

    /// The open requests that a praise is compared with, and how rare words are among those near it. `None`: it was
    /// stopped, and what was seen until then is held.
    pub(super) fn field(&mut self, praise: i64, profile: &Profile, stop: Stop<'_>) -> Result<Option<Field>> {
        let near = self.near(praise)?;
        self.field_of(praise, profile, near, ASKED_BEFORE, stop)
    }

    /// Items that an item is compared with to find its story: of its publisher shortly before and after, and of anybody
    /// with its rarest words. `None`: it was stopped.
    pub(super) fn around(&mut self, item: i64, profile: &Profile, stop: Stop<'_>) -> Result<Option<Field>> {
        let of_publisher = |compare: &str, way: &str| {
            format!(
                "SELECT item.key FROM item AS this
                 JOIN bulletin ON bulletin.publisher IS this.publisher
                   AND iif(bulletin.issued_on IS NULL OR this.issued_on IS NULL
                             OR bulletin.issued_on = this.issued_on AND (bulletin.month_only OR this.month_only),
                           bulletin.key {compare} this.bulletin, bulletin.issued_on {compare} this.issued_on)
                 JOIN item ON item.bulletin = bulletin.key
                 WHERE this.key = ?1 AND item.archived = 0
                 ORDER BY bulletin.issued_on {way}, bulletin.key {way}, item.number LIMIT ?2"
            )
        };
        let mut near = self.keys(&of_publisher("<", "DESC"), item, NEAR / 2)?;
        near.append(&mut self.keys(&of_publisher(">", "ASC"), item, NEAR / 2)?);
        self.field_of(item, profile, near, ANOTHER_ISSUE, stop)
    }

    /// The items that are near, and those far away that hold a rare word and of which more holds.
    fn field_of(
        &mut self,
        item: i64,
        profile: &Profile,
        near: Vec<i64>,
        holds: &str,
        stop: Stop<'_>,
    ) -> Result<Option<Field>> {
        let (mut requests, mut rarity) = (Vec::with_capacity(near.len()), Rarity::default());
        for key in &near {
            if stop() {
                return Ok(None);
            }
            if let Some(profile) = self.profile(*key)? {
                rarity.add(&profile);
                requests.push(Seen { key: *key, profile });
            }
        }
        let known: BTreeSet<i64> = near.into_iter().collect();
        let Some(far) = self.far(item, profile, &rarity, &known, holds, stop)? else { return Ok(None) };
        for key in far {
            if stop() {
                return Ok(None);
            }
            if let Some(profile) = self.profile(key)? {
                requests.push(Seen { key, profile });
            }
        }
        Ok(Some(Field { requests, rarity }))
    }

    /// Requests of the praise's publisher before it, newest first, and one's own.
    fn near(&self, praise: i64) -> Result<Vec<i64>> {
        // what bears no day comes in the order in which it came in; who bears no name has none to share it with but such
        let of_publisher = "SELECT item.key FROM item AS praise
             JOIN bulletin ON bulletin.publisher IS praise.publisher
               AND iif(bulletin.issued_on IS NULL OR praise.issued_on IS NULL
                         OR bulletin.issued_on = praise.issued_on AND (bulletin.month_only OR praise.month_only),
                       bulletin.key < praise.bulletin, bulletin.issued_on < praise.issued_on)
             JOIN item ON item.bulletin = bulletin.key
             WHERE praise.key = ?1 AND item.open = 1
             ORDER BY bulletin.issued_on DESC, bulletin.key DESC, item.number LIMIT ?2";
        let own = "SELECT item.key FROM item AS praise JOIN item ON item.open = 1 AND item.own = 1
             WHERE praise.key = ?1 AND item.key <> praise.key
               AND item.added_on <= coalesce(
                 iif(praise.month_only, date(praise.issued_on, '+1 month', '-1 day'), praise.issued_on), praise.added_on)
             ORDER BY item.turn DESC LIMIT ?2";
        let mut near = self.keys(of_publisher, praise, NEAR)?;
        near.append(&mut self.keys(own, praise, OWN)?);
        Ok(near)
    }

    fn keys(&self, sql: &str, praise: i64, limit: i64) -> Result<Vec<i64>> {
        self.conn
            .prepare_cached(sql)
            .and_then(|mut query| query.query_map([praise, limit], |row| row.get(0))?.collect())
            .doing("looking for what was asked")
    }

    /// Items of anybody in which a rare word of this one stands, and of which more holds.
    fn far(
        &self,
        item: i64,
        profile: &Profile,
        rarity: &Rarity,
        known: &BTreeSet<i64>,
        holds: &str,
        stop: Stop<'_>,
    ) -> Result<Option<Vec<i64>>> {
        let mut found: HashMap<i64, u32> = HashMap::new();
        for word in answers::telling_words(profile, rarity, WORDS) {
            if stop() {
                return Ok(None);
            }
            let hits: Vec<i64> = self
                .conn
                .prepare_cached("SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?")
                .and_then(|mut query| {
                    query
                        .query_map(params![format!("{{text context}} : \"{word}\""), HITS], |row| row.get(0))?
                        .collect()
                })
                .doing("looking for what was asked")?;
            if hits.len() < COMMON {
                hits.into_iter()
                    .filter(|key| !known.contains(key))
                    .for_each(|key| *found.entry(key).or_default() += 1);
            }
        }
        let mut found: Vec<(i64, u32)> = found.into_iter().collect();
        found.sort_by_key(|&(key, words)| (std::cmp::Reverse(words), std::cmp::Reverse(key)));
        let mut far = Vec::new();
        for (key, _) in found {
            let fits: bool = self
                .conn
                .prepare_cached(holds)
                .and_then(|mut query| query.query_row([key, item], |row| row.get(0)))
                .doing("looking for what was asked")?;
            if fits {
                far.push(key);
            }
            if far.len() >= OWN as usize {
                break;
            }
        }
        Ok(Some(far))
    }
}

/// The columns of an item that are looked at.
struct Columns {
    text: String,
    context: Option<String>,
    petitions: String,
    region: Option<String>,
    countries: String,
    publisher: Option<String>,
    issued_on: Option<chrono::NaiveDate>,
    language: Option<String>,
    praises: bool,
}

impl Columns {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Columns {
            text: row.get(1)?,
            context: row.get(2)?,
            petitions: row.get(3)?,
            region: row.get(4)?,
            countries: row.get(5)?,
            publisher: row.get(6)?,
            issued_on: row.get(7)?,
            language: row.get(8)?,
            praises: row.get(9)?,
        })
    }

    fn profile(self) -> Result<Profile> {
        let petitions: Vec<String> = serde_json::from_str(&self.petitions).map_err(Error::json("an item"))?;
        let countries: Vec<String> = self.countries.split_whitespace().map(str::to_owned).collect();
        Ok(answers::profile(&Source {
            text: &self.text,
            context: self.context.as_deref(),
            petitions: &petitions,
            region: self.region.as_deref(),
            countries: &countries,
            publisher: self.publisher.as_deref(),
            issued_on: self.issued_on,
            language: self.language.as_deref(),
            praises: self.praises,
        }))
    }
}

/// The row of an item.
pub(super) fn key_of(conn: &Connection, id: &ItemId) -> Result<Option<i64>> {
    conn.prepare_cached("SELECT key FROM item WHERE id = ?")
        .and_then(|mut query| query.query_row([&id.0], |row| row.get(0)).optional())
        .doing("looking up an item")
}
