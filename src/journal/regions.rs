//! Regions through the years: the headings of a publisher's issues, and which items stand under a region.
//!
//! Names that differ in how they are written, "KENYA:" and "Kenya", are one region, whoever wrote them. Its row bears the
//! one that reads best of those that came; each item keeps its heading as it was printed.

use std::cmp::Reverse;
use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::Journal;
use super::error::{Doing, Result};
use super::model::ItemId;
use super::select::REGION_NAMES;
use crate::bulletin::Section;
use crate::text::{bare_name, squash};

/// The newest items of a publisher that are looked at for its headings; years of any publisher.
const NEWEST: i64 = 20_000;

impl Journal {
    /// Everybody who published something, by name.
    pub fn publishers(&self) -> Result<Vec<String>> {
        self.conn
            .prepare_cached(
                "SELECT name FROM publisher
                 WHERE EXISTS (SELECT 1 FROM bulletin WHERE bulletin.publisher = publisher.key) ORDER BY name",
            )
            .and_then(|mut query| query.query_map([], |row| row.get(0))?.collect())
            .doing("reading publishers")
    }

    /// The headings of a publisher's dated issues, oldest issue first.
    pub fn sections(&self, publisher: &str) -> Result<Vec<Vec<Section>>> {
        let read = |row: &Row<'_>| Ok((row.get(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?));
        let rows: Vec<(i64, String, String)> = self
            .conn
            .prepare_cached(
                "SELECT bulletin.key, item.heading, item.countries
                 FROM publisher JOIN bulletin ON bulletin.publisher = publisher.key
                 JOIN item ON item.bulletin = bulletin.key
                 WHERE publisher.name = ?1 AND bulletin.issued_on IS NOT NULL AND item.heading IS NOT NULL
                 ORDER BY bulletin.issued_on DESC, bulletin.key DESC, item.number DESC LIMIT ?2",
            )
            .and_then(|mut query| query.query_map(params![publisher, NEWEST], read)?.collect())
            .doing("reading headings")?;
        let mut issues: Vec<(i64, Vec<Section>)> = Vec::new();
        for (bulletin, heading, countries) in rows.into_iter().rev() {
            if issues.last().is_none_or(|(key, _)| *key != bulletin) {
                issues.push((bulletin, Vec::new()));
            }
            let Some((_, sections)) = issues.last_mut() else { continue };
            let countries = countries.split_whitespace().map(str::to_owned);
            match sections.iter_mut().find(|section| section.heading == heading) {
                Some(section) => section.countries.extend(countries),
                None => sections.push(Section { heading, countries: countries.collect::<BTreeSet<_>>() }),
            }
        }
        Ok(issues.into_iter().map(|(_, sections)| sections).collect())
    }

    /// The items of a publisher that stand under a region; with a heading, only those printed under it.
    pub fn items_under(&self, publisher: &str, region: &str, heading: Option<&str>) -> Result<Vec<ItemId>> {
        let Some(region) = self.region_key(region)? else { return Ok(Vec::new()) };
        let found: Vec<(ItemId, Option<String>)> = self
            .conn
            .prepare_cached(
                "SELECT item.id, item.heading FROM item JOIN publisher ON publisher.key = item.publisher
                 WHERE item.region = ?1 AND publisher.name = ?2 ORDER BY item.key",
            )
            .and_then(|mut query| {
                let read = |row: &Row<'_>| Ok((ItemId(row.get(0)?), row.get(1)?));
                query.query_map(params![region, publisher], read)?.collect()
            })
            .doing("reading requests")?;
        let heading = heading.map(bare_name);
        let printed = |under: Option<String>| heading.is_none() || under.as_deref().map(bare_name) == heading;
        Ok(found.into_iter().filter_map(|(id, under)| printed(under).then_some(id)).collect())
    }

    /// The key of the region of a name, however it is written.
    pub(super) fn region_key(&self, name: &str) -> Result<Option<i64>> {
        let exact = self
            .conn
            .prepare_cached("SELECT key FROM region WHERE name = ?")
            .and_then(|mut query| query.query_row([name], |row| row.get(0)).optional())
            .doing(DOING)?;
        if exact.is_some() {
            return Ok(exact);
        }
        let bare = bare_name(name);
        let all = names(&self.conn, REGION_NAMES)?;
        Ok(all.into_iter().find(|(_, other)| bare_name(other) == bare).map(|(key, _)| key))
    }
}

const DOING: &str = "reading the names of regions";

fn names(conn: &Connection, sql: &str) -> Result<Vec<(i64, String)>> {
    conn.prepare_cached(sql)
        .and_then(|mut query| query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect())
        .doing(DOING)
}

/// How a name reads, the best first: all in capitals last, then without one, then with other signs around it; with its
/// accents rather than without.
fn look(name: &str) -> impl Ord + use<> {
    let low = name.chars().any(char::is_lowercase);
    let capital = name.chars().any(char::is_uppercase);
    let around = squash(name).chars().count().saturating_sub(bare_name(name).chars().count());
    let accents = name.chars().filter(|letter| !letter.is_ascii() && letter.is_alphabetic()).count();
    (capital && !low, low && !capital, around, Reverse(accents), name.to_owned())
}

/// Has the region of a key bear a name, where that reads better than the one it has.
fn show(conn: &Connection, key: i64, shown: &str, name: &str) -> Result<()> {
    if look(name) >= look(shown) {
        return Ok(());
    }
    conn.prepare_cached("UPDATE region SET name = ?2 WHERE key = ?1")
        .and_then(|mut update| update.execute(params![key, name]))
        .map(drop)
        .doing("writing a name")
}

/// The region that has this name in another spelling. What was read of the names is kept beside (`following.sql`), since
/// an archive may bring very many.
pub(super) fn spelled_otherwise(conn: &Connection, name: &str) -> Result<Option<i64>> {
    const NEW: &str = "SELECT key, name FROM region
        WHERE name IS NOT NULL AND key > (SELECT coalesce(max(region), 0) FROM temp.spelling)";
    const KNOWN: &str = "SELECT spelling.region, region.name FROM temp.spelling
        LEFT JOIN main.region ON region.key = spelling.region WHERE bare = ?";
    let bare = bare_name(name);
    for _ in 0..2 {
        for (key, name) in names(conn, NEW)? {
            conn.prepare_cached("INSERT OR IGNORE INTO temp.spelling(region, bare) VALUES (?, ?)")
                .and_then(|mut insert| insert.execute(params![key, bare_name(&name)]))
                .doing(DOING)?;
        }
        let known: Option<(i64, Option<String>)> = conn
            .prepare_cached(KNOWN)
            .and_then(|mut query| query.query_row([&bare], |row| Ok((row.get(0)?, row.get(1)?))).optional())
            .doing(DOING)?;
        match known {
            None => break,
            Some((key, Some(shown))) if bare_name(&shown) == bare => {
                show(conn, key, &shown, name)?;
                return Ok(Some(key));
            }
            // another process made the regions anew
            Some(_) => conn.execute_batch("DELETE FROM temp.spelling").doing(DOING)?,
        }
    }
    Ok(None)
}

/// Makes one of the regions that an earlier kneel kept apart for their spelling: all go where most are.
pub(super) fn join_spellings(conn: &Connection) -> Result<()> {
    let all = names(conn, "SELECT key, name FROM region WHERE name IS NOT NULL ORDER BY items DESC, key")?;
    let mut known: HashMap<String, (i64, String)> = HashMap::with_capacity(all.len());
    for (key, name) in all {
        match known.entry(bare_name(&name)) {
            Entry::Vacant(new) => drop(new.insert((key, name))),
            Entry::Occupied(mut kept) => {
                let (to, shown) = kept.get_mut();
                for sql in JOINED {
                    conn.execute(sql, params![*to, key]).doing("joining regions")?;
                }
                show(conn, *to, shown, &name)?;
                if look(&name) < look(shown) {
                    *shown = name;
                }
            }
        }
    }
    Ok(())
}

/// Everything of the region `?2` goes to `?1`; the counts of the regions follow by themselves.
const JOINED: [&str; 4] = [
    "UPDATE item SET region = ?1 WHERE region = ?2",
    "INSERT INTO prayed_day(place, day, requests) SELECT ?1, day, requests FROM prayed_day WHERE place = ?2
     ON CONFLICT (place, day) DO UPDATE SET requests = requests + excluded.requests",
    "DELETE FROM prayed_day WHERE place = ?2 AND ?1 = ?1",
    "DELETE FROM region WHERE key = ?2 AND ?1 = ?1",
];
