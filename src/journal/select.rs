//! Lists by filter and by words: the filter language as SQL, the words through FTS5.

use chrono::{Days, NaiveDate};
use rusqlite::types::Value;

use super::Journal;
use super::error::{Doing, Result};
use super::filter::{Filter, Is, Prayed};
use super::model::ItemRow;
use super::query::id_begun;
use super::query::{FROM, FROM_COUNTRY, ROW, rows};
use crate::text;

pub(super) const REGION_NAMES: &str = "SELECT key, name FROM region WHERE name IS NOT NULL";
pub(super) const PUBLISHER_NAMES: &str = "SELECT key, name FROM publisher";

/// What is open and what is not, each with its index in turn, and with the one of a region.
const STATES: [(&str, &str, &str); 2] = [
    ("item.open = 1", "item_turn", "item_region_turn"),
    ("item.open = 0", "item_closed_turn", "item_region_closed_turn"),
];

/// Of so many regions at most each is read by itself.
const MOST_REGIONS: usize = 8;

/// The condition of a filter and its values.
#[derive(Debug, Clone, Default)]
pub(super) struct Condition {
    pub parts: Vec<String>,
    pub values: Vec<Value>,
}

impl Condition {
    /// Adds a part; its `?` is replaced by the number of its value.
    pub(super) fn with(&mut self, part: &str, value: impl Into<Value>) {
        self.values.push(value.into());
        self.parts.push(part.replace('?', &format!("?{}", self.values.len())));
    }

    pub(super) fn plain(&mut self, part: &str) {
        self.parts.push(part.to_owned());
    }
}

impl Journal {
    /// The items that a filter names: with words, the last to come in first; without, in turn.
    /// What was put away is left out unless asked for.
    pub fn select(&self, filter: &Filter, limit: usize, today: NaiveDate) -> Result<Vec<ItemRow>> {
        match self.selection(filter, limit, today)? {
            Some((sql, values)) => rows(&self.conn, &sql, &values),
            None => Ok(Vec::new()),
        }
    }

    /// The statement of a filter, and its values; `None` where it can name nothing.
    pub(super) fn selection(
        &self,
        filter: &Filter,
        limit: usize,
        today: NaiveDate,
    ) -> Result<Option<(String, Vec<Value>)>> {
        let Some(mut condition) = self.condition(filter, today)? else { return Ok(None) };
        // along the turn of the first country; of what words find, each row is looked at
        let along = filter.country.first().filter(|_| filter.words.is_empty());
        if let Some(code) = along {
            condition.with("item_country.code = ?", code.clone());
            if filter.is.contains(&Is::Open) {
                condition.plain("item_country.open = 1");
            }
        }
        let Condition { parts, mut values } = condition;
        values.push((limit as i64).into());
        let (source, order) = match match_expression(&filter.words) {
            Some(words) => {
                values.push(words.into());
                let found = format!(
                    "search CROSS JOIN item ON item.key = search.rowid
                     JOIN region ON region.key = item.region
                     LEFT JOIN publisher ON publisher.key = item.publisher
                     WHERE search MATCH ?{} AND {}",
                    values.len(),
                    parts.join(" AND ")
                );
                (found, "search.rowid DESC")
            }
            None if along.is_some() => (
                format!("{FROM_COUNTRY} WHERE {}", parts.join(" AND ")),
                "item_country.turn, item_country.item",
            ),
            None if filter.words.is_empty() => {
                if let Some(lists) = self.in_turn(filter)? {
                    return Ok(Some((merged(&lists, &parts, values.len()), values)));
                }
                (format!("{FROM} WHERE {}", parts.join(" AND ")), "item.turn, item.key")
            }
            None => return Ok(None), // words, but nothing in them to search for
        };
        let limit_at = if filter.words.is_empty() { values.len() } else { values.len() - 1 };
        let sql = format!("SELECT item.turn, {ROW} FROM {source} ORDER BY {order} LIMIT ?{limit_at}");
        Ok(Some((sql, values)))
    }

    /// The lists, each in turn in an index, that together hold what a filter names: what is open, what is not, and of each
    /// region by itself. `None`: there is a shorter way, or a longer one is as good.
    fn in_turn(&self, filter: &Filter) -> Result<Option<Vec<String>>> {
        let Filter { region, is, country, publisher, bulletin, before, after, prayed, words } = filter;
        let plain = country.is_empty() && publisher.is_empty() && bulletin.is_empty() && words.is_empty();
        let plain = plain && before.is_none() && after.is_none() && prayed.is_none();
        let common = |state: &Is| matches!(state, Is::Open | Is::Request);
        if !plain || !is.iter().all(common) {
            return Ok(None);
        }
        let states = if is.contains(&Is::Open) { &STATES[..1] } else { &STATES[..] };
        let keys = match region.as_slice() {
            [] => None,
            [first, ..] => self.keys_named(REGION_NAMES, first)?,
        };
        let list = |index: &str, condition: &str| {
            let from = FROM.replacen("item ", &format!("item INDEXED BY {index} "), 1);
            format!("{from} WHERE {condition}")
        };
        // of more regions than these each row is looked at
        Ok(Some(match keys.filter(|keys| keys.split(", ").count() <= MOST_REGIONS) {
            Some(keys) => keys
                .split(", ")
                .flat_map(|key| states.iter().map(move |state| (key, state)))
                .map(|(key, (open, _, index))| list(index, &format!("item.region = {key} AND {open}")))
                .collect(),
            None => states.iter().map(|(open, index, _)| list(index, open)).collect(),
        }))
    }

    /// `None` where a name in the filter names nothing in this journal.
    pub(super) fn condition(&self, filter: &Filter, today: NaiveDate) -> Result<Option<Condition>> {
        let mut condition = Condition::default();
        for state in &filter.is {
            match state {
                Is::Open => condition.plain("item.open = 1"),
                Is::Answered => condition.plain("item.verdict IS NOT NULL"),
                Is::Snoozed => condition.with("item.snoozed_until > ?", today.to_string()),
                Is::Praise => condition.plain("item.praise = 1"),
                Is::Request => condition.plain("item.request = 1"),
                Is::Archived => condition.plain("item.archived = 1"),
                Is::Own => condition.plain("item.own = 1"),
                Is::Private => condition.plain("item.visibility = 'private'"),
                Is::Noted => condition.plain("item.notes > 0"),
                Is::Pinned => condition.plain("item.pinned = 1"),
                Is::FollowUp => condition.plain("item.follow_up IS NOT NULL"),
            }
        }
        if !filter.is.contains(&Is::Archived) {
            condition.plain("item.archived = 0");
        }
        for part in &filter.region {
            let Some(keys) = self.keys_named(REGION_NAMES, part)? else { return Ok(None) };
            condition.plain(&format!("item.region IN ({keys})"));
        }
        for part in &filter.publisher {
            let Some(keys) = self.keys_named(PUBLISHER_NAMES, part)? else { return Ok(None) };
            condition.plain(&format!("item.publisher IN ({keys})"));
        }
        if !filter.bulletin.is_empty() {
            let Some(keys) = self.bulletins_of(filter)? else { return Ok(None) };
            condition.plain(&format!("item.bulletin IN ({keys})"));
        }
        for code in &filter.country {
            condition.with("instr(item.countries, ?) > 0", format!(" {code} "));
        }
        if let Some(day) = filter.before.as_ref().and_then(|day| day.on(today)) {
            condition.with("item.issued_on < ?", day.to_string());
        }
        if let Some(day) = filter.after.as_ref().and_then(|day| day.on(today)) {
            condition.with("item.issued_on >= ?", day.to_string());
        }
        let back = |days| back(today, days).to_string();
        match filter.prayed {
            None => {}
            Some(Prayed::Never) => condition.plain("item.last_prayed IS NULL"),
            Some(Prayed::Within(days)) => condition.with("item.last_prayed > ?", back(days)),
            Some(Prayed::NotFor(days)) => {
                condition.with("(item.last_prayed IS NULL OR item.last_prayed <= ?)", back(days));
            }
        }
        Ok(Some(condition))
    }

    /// The keys of the bulletins that a filter names, divided by commas; `None` where it names none that is there.
    pub(super) fn bulletins_of(&self, filter: &Filter) -> Result<Option<String>> {
        let mut keys = Vec::new();
        for prefix in filter.bulletin.iter().filter_map(|typed| id_begun(typed)) {
            let found: Vec<i64> = self
                .conn
                .prepare_cached("SELECT key FROM bulletin WHERE id >= ?1 AND id < ?1 || 'g'")
                .and_then(|mut query| query.query_map([prefix], |row| row.get(0))?.collect())
                .doing("looking up a bulletin")?;
            keys.extend(found.iter().map(i64::to_string));
        }
        Ok((!keys.is_empty()).then(|| keys.join(", ")))
    }

    /// The keys of the rows whose name holds a part, as a person may type it, divided by commas.
    pub(super) fn keys_named(&self, sql: &str, part: &str) -> Result<Option<String>> {
        let named: Vec<(i64, String)> = self
            .conn
            .prepare_cached(sql)
            .and_then(|mut query| query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect())
            .doing("reading names")?;
        let (part, bare) = (text::fold(part), text::bare_name(part));
        let is_named = |name: &str| text::fold(name).contains(&part) || text::bare_name(name).contains(&bare);
        let keys: Vec<String> =
            named.iter().filter(|(_, name)| is_named(name)).map(|(key, _)| key.to_string()).collect();
        Ok((!keys.is_empty()).then(|| keys.join(", ")))
    }
}

/// Lists that are in turn each, as one in turn, of which the parts hold; the last value says how many rows.
fn merged(lists: &[String], parts: &[String], limit_at: usize) -> String {
    let one = |list: &String| format!("SELECT item.turn, {ROW} FROM {list} AND {}", parts.join(" AND "));
    let lists: Vec<String> = lists.iter().map(one).collect();
    format!("{} ORDER BY 1, 2 LIMIT ?{limit_at}", lists.join(" UNION ALL "))
}

/// The day so many days before today.
pub(super) fn back(today: NaiveDate, days: u32) -> NaiveDate {
    today.checked_sub_days(Days::new(u64::from(days))).unwrap_or(NaiveDate::MIN)
}

/// Words as FTS5 reads them, each the beginning of a word; `None` where nothing can be searched for.
/// Quoted, so that no word is taken for an operator.
pub(super) fn match_expression(words: &[String]) -> Option<String> {
    let words: Vec<String> = words
        .iter()
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .map(|word| format!("\"{}\"*", word.replace('"', "\"\"")))
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}
