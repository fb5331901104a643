//! Search as a person types: the newest items that a filter names, in an instant among a million.
//!
//! ```text
//!  words ─ vocabulary ─> words of the index, or "too many begin so" ─┐
//!                                                                     ├─ stream ─ pass ─> the newest that fit
//!  filter ─ short way ─> what few items have, by its own index ──────┘
//! ```
//!
//! FTS5 gathers everything that begins with `p` before it tells the first; so its index is only asked for whole words,
//! which it tells one after the other, and what too many words begin with is looked for in the texts themselves, where
//! it is soon found. Each step looks at so many items at most and then says up to where it came: who asks goes on from
//! there, or lets it be when something else was typed meanwhile.

mod along;
mod near;
mod offers;
mod streams;
#[cfg(test)]
mod tests;
mod view;
mod vocabulary;

use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{DropBehavior, Row, params_from_iter};

use super::Journal;
use super::error::{Doing, Result};
use super::filter::Filter;
use super::model::ItemRow;
use super::query::{FROM, ROW, item_row};
use super::select::Condition;
use super::stop::{Stop, never};
use crate::text::Needle;
use streams::Stream;
pub use view::View;
use vocabulary::Vocabulary;

/// So many items are looked at in one step by what is known of them,
const CANDIDATES: usize = 1_000;
/// and so many where their texts are read.
const TEXTS: usize = 300;
/// What more words than this begin with is looked for in the texts.
const MOST_WORDS: usize = 12;
/// Several words that hardly ever stand together are looked for among so many items in one step.
const SPAN: i64 = 2_000;
/// So many steps are gone at once where nobody waits,
const STEPS: usize = 25;
/// and after so many items it is looked whether somebody does.
const SLICE: usize = 16;

/// What a step of a search found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Searched {
    /// The items, the last to come in first.
    pub rows: Vec<ItemRow>,
    /// What was sought, to be shown in the texts.
    pub needles: Vec<Needle>,
    /// What was sought in the place of words that the journal does not have.
    pub near: Vec<Near>,
    /// How to go on; `None`: there is no more, or as many as were asked for are in another order.
    pub rest: Option<Step>,
    /// How many of the newest items were looked through, where there are more to look through.
    pub looked: u64,
}

/// A step of a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Step {
    /// Only what came in before this item, by its key; `None`: from the newest on.
    pub below: Option<i64>,
    /// Whether what is near is sought in the place of a word that the journal does not have.
    pub near: bool,
}

/// A word that the journal does not have, and what was sought in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    /// What was typed.
    pub typed: String,
    /// The words, or the names of a region, a publisher or a country.
    pub meant: Vec<String>,
}

/// One word or phrase of those that are sought.
#[derive(Debug, Clone, Default)]
struct Sought {
    /// Any of these must stand in the text.
    needles: Vec<Needle>,
    /// What the index is asked; `None`: it would name too many.
    expression: Option<String>,
    /// Whether the index says less than is sought.
    to_check: bool,
}

/// Where words are told that are near, and whether to stop looking for them.
struct Nearby<'n> {
    found: &'n mut Vec<Near>,
    asked: Stop<'n>,
}

/// The items that one step found.
#[derive(Debug, Default)]
struct Pass {
    keys: Vec<i64>,
    /// The last one that was looked at; `None`: all were, or they are not in the order of their keys.
    reached: Option<i64>,
    /// Whether as many were found as were asked for.
    full: bool,
}

impl Journal {
    /// Searches for the newest items that a filter names, at most `limit`, in a step that a key may wait for.
    pub fn search(&self, filter: &Filter, step: Step, limit: usize, today: NaiveDate) -> Result<Searched> {
        let searched = self.search_in(filter, step, limit, today, (1, &mut never))?;
        Ok(searched.unwrap_or_default())
    }

    /// Searches on, many steps as one, for whom nobody waits: until there are as many as `limit` or somebody `asked`
    /// for something else, which is looked after between the steps. `None`: it was stopped before anything was known.
    pub fn search_on(
        &self,
        filter: &Filter,
        step: Step,
        limit: usize,
        today: NaiveDate,
        asked: Stop<'_>,
    ) -> Result<Option<Searched>> {
        self.search_in(filter, step, limit, today, (STEPS, asked))
    }

    fn search_in(
        &self,
        filter: &Filter,
        step: Step,
        limit: usize,
        today: NaiveDate,
        (steps, asked): (usize, Stop<'_>),
    ) -> Result<Option<Searched>> {
        // one look at the file for all that is asked of it: else each statement locks it anew
        let mut look = self.conn.unchecked_transaction().doing("searching")?;
        look.set_drop_behavior(DropBehavior::Commit);
        let mut filter = filter.clone();
        let mut searched = Searched::default();
        let near = step.near.then_some(Nearby { found: &mut searched.near, asked: &mut *asked });
        let sought = self.sought(&mut filter, near)?;
        if step.near && asked() {
            return Ok(None);
        }
        let Some(sought) = sought else {
            searched.rest = (!step.near).then_some(Step { near: true, ..step });
            return Ok(Some(searched));
        };
        let Some(condition) = self.condition(&filter, today)? else { return Ok(Some(searched)) };
        searched.needles = sought.iter().flat_map(|sought| sought.needles.iter().cloned()).collect();
        let (mut keys, mut below) = (Vec::new(), step.below);
        for _ in 0..steps {
            let pass =
                self.step(&filter, &condition, &sought, below, (limit - keys.len(), &mut *asked), today)?;
            keys.extend(pass.keys);
            below = pass.reached;
            if pass.full || below.is_none() || asked() {
                break;
            }
        }
        if let Some(reached) = below {
            searched.rest = Some(Step { below, ..step });
            searched.looked = u64::try_from(self.newest()? - reached + 1).unwrap_or(0);
        }
        searched.rows = keys.iter().map(|key| self.row_of(*key)).collect::<Result<_>>()?;
        Ok(Some(searched))
    }

    /// How many items a filter names, counted up to `most` in one step from the newest on, and whether there may be more.
    fn count_newest(&self, filter: &Filter, most: usize, today: NaiveDate) -> Result<(usize, bool)> {
        let mut filter = filter.clone();
        let Some(sought) = self.sought(&mut filter, None)? else { return Ok((0, false)) };
        let Some(condition) = self.condition(&filter, today)? else { return Ok((0, false)) };
        let pass = self.step(&filter, &condition, &sought, None, (most, &mut never), today)?;
        Ok((pass.keys.len(), pass.full || pass.reached.is_some()))
    }

    fn step(
        &self,
        filter: &Filter,
        condition: &Condition,
        sought: &[Sought],
        from: Option<i64>,
        (limit, asked): (usize, Stop<'_>),
        today: NaiveDate,
    ) -> Result<Pass> {
        let short = self.short_way(filter, today)?;
        let all: Vec<&Sought> = sought.iter().collect();
        if let Some(few) = short.as_ref().filter(|way| way.few) {
            return self.pass(few, condition, &all, from, limit, (usize::MAX, &mut never));
        }
        let expressions: Vec<&str> =
            sought.iter().filter_map(|sought| sought.expression.as_deref()).collect();
        let to_check: Vec<&Sought> = sought.iter().filter(|sought| sought.to_check).collect();
        let way = match expressions.as_slice() {
            [] => Stream::all(),
            _ => Stream::of_words(expressions.join(" AND "), sought),
        };
        let budget = |checks: &[&Sought]| if checks.is_empty() { CANDIDATES } else { TEXTS };
        let long = self.pass(&way, condition, &to_check, from, limit, (budget(&to_check), &mut *asked))?;
        let Some(reached) = long.reached.filter(|_| !long.full) else { return Ok(long) };
        let Some(short) = short.filter(|way| way.by_key() || from.is_none()) else { return Ok(long) };
        let other = self.pass(&short, condition, &all, from, limit, (budget(&all), asked))?;
        if other.full || other.reached.is_none() {
            return Ok(other);
        }
        if short.by_key() {
            return Ok(if other.reached < Some(reached) { other } else { long });
        }
        // by the day of the issue: what was found is told, and the rest is looked for from the newest that it can be
        let before = filter.before.as_ref().and_then(|day| day.on(today));
        let newest = before.map(|day| self.newest_before(day)).transpose()?.flatten();
        let mut keys = long.keys;
        keys.extend(other.keys.into_iter().filter(|key| *key < reached));
        keys.sort_unstable_by_key(|key| std::cmp::Reverse(*key));
        let reached = newest.map_or(reached, |newest| reached.min(newest + 1));
        Ok(Pass { full: keys.len() >= limit, keys, reached: Some(reached) })
    }

    /// Walks along a stream and takes what fits, until it was looked at as many as it may or somebody `asked`.
    fn pass(
        &self,
        way: &Stream,
        condition: &Condition,
        checks: &[&Sought],
        from: Option<i64>,
        limit: usize,
        (budget, asked): (usize, Stop<'_>),
    ) -> Result<Pass> {
        let below = from.map_or_else(|| Ok::<_, super::Error>(self.newest()? + 1), Ok)?;
        let floor = if way.meets { (below - SPAN).max(0) } else { 0 };
        let mut values = condition.values.clone();
        let mut number = |value: Value| {
            values.push(value);
            format!("?{}", values.len())
        };
        let key = way.key;
        let bounds = format!("{key} < {} AND {key} > {}", number(below.into()), number(floor.into()));
        let matching = way.words.clone().map(|words| format!("search MATCH {} AND ", number(words.into())));
        let sql = format!(
            "SELECT {key}, {}{} FROM {} WHERE {}{} AND {bounds} ORDER BY {}",
            condition.parts.join(" AND "),
            if checks.is_empty() {
                ""
            } else {
                ", item.text, item.context, item.note_text, item.answer_words"
            },
            way.from,
            matching.unwrap_or_default(),
            way.condition,
            way.order(),
        );
        let doing = "searching";
        let mut query = self.conn.prepare_cached(&sql).doing(doing)?;
        let mut rows = query.query(params_from_iter(&values)).doing(doing)?;
        let mut pass = Pass::default();
        let mut looked = 0;
        while let Some(row) = rows.next().doing(doing)? {
            let key: i64 = row.get(0).doing(doing)?;
            let fits = row.get::<_, Option<bool>>(1).doing(doing)?.unwrap_or(false);
            if fits && (checks.is_empty() || holds(row, checks).doing(doing)?) {
                pass.keys.push(key);
                if pass.keys.len() >= limit {
                    pass.full = true;
                    pass.reached = way.by_key().then_some(key);
                    return Ok(pass);
                }
            }
            looked += 1;
            if looked >= budget || (looked % SLICE == 0 && asked()) {
                pass.reached = Some(key);
                return Ok(pass);
            }
        }
        pass.reached = (floor > 0).then_some(floor + 1);
        Ok(pass)
    }

    /// What is sought for each of the filter's words. Where what is `near` is asked for, too, those that no text has but
    /// that name a region, a publisher or a country become that part of the filter. `None`: something is nowhere.
    fn sought(&self, filter: &mut Filter, mut near: Option<Nearby<'_>>) -> Result<Option<Vec<Sought>>> {
        let mut needles: Vec<(String, Needle)> = Vec::new();
        for word in std::mem::take(&mut filter.words) {
            let needle = Needle::of(&word).filter(|needle| needles.iter().all(|(_, other)| other != needle));
            // a word that is typed twice is sought once, and what is near it said once
            needles.extend(needle.map(|needle| (word, needle)));
        }
        let mut sought = Vec::new();
        if needles.is_empty() {
            return Ok(Some(sought));
        }
        let mut vocabulary = Vocabulary::of(&self.conn)?;
        for (typed, needle) in needles {
            let Some((last, before)) = needle.terms.split_last() else { continue };
            let found = match vocabulary.beginning(last, MOST_WORDS)? {
                None => Sought {
                    expression: (!before.is_empty()).then(|| quoted(before)),
                    to_check: true,
                    needles: vec![needle],
                },
                Some(words) if !words.is_empty() => Sought {
                    expression: Some(any_of(before, &words)),
                    to_check: false,
                    needles: vec![needle],
                },
                Some(_) if !before.is_empty() => return Ok(None),
                Some(_) => {
                    let Some(Nearby { found, asked }) = &mut near else { return Ok(None) };
                    let Some((meant, words)) = self.meant(&typed, &mut vocabulary, filter, *asked)? else {
                        return Ok(None);
                    };
                    found.push(Near { typed, meant });
                    if words.is_empty() {
                        continue;
                    }
                    let expression = Some(any_of(&[], &words));
                    let needles = words.into_iter().map(|word| Needle { terms: vec![word], whole: true });
                    Sought { needles: needles.collect(), expression, to_check: false }
                }
            };
            sought.push(found);
        }
        Ok(Some(sought))
    }

    fn newest(&self) -> Result<i64> {
        self.conn
            .prepare_cached("SELECT settled FROM tally")
            .and_then(|mut query| query.query_row([], |row| row.get(0)))
            .doing("searching")
    }

    pub(super) fn row_of(&self, key: i64) -> Result<ItemRow> {
        self.conn
            .prepare_cached(&format!("SELECT item.turn, {ROW} FROM {FROM} WHERE item.key = ?"))
            .and_then(|mut query| query.query_row([key], item_row))
            .doing("reading requests")
    }
}

/// Whether all that is sought stands in an item's texts, which are the columns from the third on.
fn holds(row: &Row<'_>, checks: &[&Sought]) -> rusqlite::Result<bool> {
    let mut texts = Vec::with_capacity(4);
    for column in 2..6 {
        texts.extend(row.get_ref(column)?.as_str_or_null()?);
    }
    Ok(checks
        .iter()
        .all(|sought| sought.needles.iter().any(|needle| texts.iter().any(|text| needle.is_in(text)))))
}

/// Any of some words, each behind the same others, as FTS5 reads it.
fn any_of(before: &[String], words: &[String]) -> String {
    let phrases: Vec<String> =
        words.iter().map(|word| quoted(&[before, std::slice::from_ref(word)].concat())).collect();
    format!("({})", phrases.join(" OR "))
}

/// Words as a phrase of FTS5; quoted, so that no word is taken for an operator.
fn quoted(words: &[String]) -> String {
    format!("\"{}\"", words.join(" "))
}
