//! Regions through the years: the headings of a publisher's issues, and which items stand under a region.

use std::collections::BTreeSet;

use rusqlite::{Row, params};

use super::Journal;
use super::error::{Doing, Result};
use super::model::ItemId;
use crate::bulletin::Section;

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
        self.conn
            .prepare_cached(
                "SELECT item.id FROM item JOIN region ON region.key = item.region
                 JOIN publisher ON publisher.key = item.publisher
                 WHERE region.name = ?1 AND publisher.name = ?2 AND (?3 IS NULL OR item.heading = ?3)
                 ORDER BY item.key",
            )
            .and_then(|mut query| {
                query.query_map(params![region, publisher, heading], |row| row.get(0).map(ItemId))?.collect()
            })
            .doing("reading requests")
    }
}
