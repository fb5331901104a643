//! The story of an item: when it was asked, asked again, told of, answered, by whichever items of the journal tell it.
//! Worked out when it is asked for; what a person decided counts over what is worked out.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rusqlite::OptionalExtension;
use serde::Serialize;

use super::Journal;
use super::candidates::{Finder, key_of};
use super::error::{Doing, Result};
use super::model::{ItemId, ItemRow, Verdict};
use super::stop::{Stop, never};
use crate::answers::{self, Profile, Rarity, Step, Weights};
use crate::bulletin::Issued;

/// So many words of an item tell which others may repeat it.
const TELLING: usize = 6;

/// One item of a story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Chapter {
    /// The item.
    pub item: ItemId,
    /// When it was issued, or the day on which it was added.
    pub day: Issued,
    /// What it is to the story; `None`: with it the story begins.
    pub step: Option<Step>,
    /// What the person said that it was to the item whose story was asked for: counts over the step.
    pub verdict: Option<Verdict>,
    /// Whether it is the item whose story was asked for.
    pub here: bool,
    /// Its text.
    pub text: String,
    /// The title of its bulletin.
    pub bulletin: Option<String>,
}

impl Chapter {
    /// What it is to the story, in words: "asked first", "asked again", "partly answered".
    pub fn words(&self) -> &'static str {
        match (self.verdict, self.step) {
            (Some(verdict), _) => verdict.words(),
            (None, Some(step)) => step.words(),
            (None, None) => "asked first",
        }
    }
}

impl Journal {
    /// The story that an item belongs to, oldest first; the item alone where no other tells of it.
    pub fn story(&self, id: &ItemId) -> Result<Vec<Chapter>> {
        let mut finder = Finder::new(&self.conn);
        Ok(self.told_by(&mut finder, id, &mut never)?.unwrap_or_default())
    }

    /// The story as [`Journal::story`] tells it, unless somebody asks to `stop`, which is asked again in less than a
    /// millisecond: `None`. What was seen until then is held for the next time.
    pub fn story_until(&mut self, id: &ItemId, stop: Stop<'_>) -> Result<Option<Vec<Chapter>>> {
        let mut ahead = self.take_ahead()?;
        let mut finder = Finder::with(&self.conn, std::mem::take(&mut ahead.held));
        let story = self.told_by(&mut finder, id, stop)?;
        if story.is_none() {
            ahead.held = finder.into_held();
        }
        self.ahead = ahead;
        Ok(story)
    }

    fn told_by(&self, finder: &mut Finder<'_>, id: &ItemId, stop: Stop<'_>) -> Result<Option<Vec<Chapter>>> {
        let Some(key) = key_of(&self.conn, id)? else { return Ok(Some(Vec::new())) };
        let Some(profile) = finder.profile(key)? else { return Ok(Some(Vec::new())) };
        let weights = Weights::shipped();
        let Some(field) = finder.around(key, &profile, stop)? else { return Ok(None) };
        let linked = self.linked(id)?;
        let apart = self.told_apart(id)?;
        let mut keys: HashSet<i64> = HashSet::new();
        for seen in &field.requests {
            if stop() {
                return Ok(None);
            }
            if answers::same_story(&profile, &seen.profile, &field.rarity, weights) >= weights.one_story {
                keys.insert(seen.key);
            }
        }
        keys.retain(|key| !apart.contains(key));
        keys.extend(linked.keys());
        keys.insert(key);
        let mut chapters = Vec::new();
        for other in keys {
            if let (Some(profile), Some(row)) = (finder.profile(other)?, self.chapter_row(other)?) {
                chapters.push((other, profile, row));
            }
        }
        chapters.sort_by_key(|(key, _, row)| (row.1.day(), *key));
        let chapters = chapters.into_iter().enumerate().map(
            |(place, (other, profile, (item, day, text, bulletin, asks)))| Chapter {
                item,
                day,
                step: (place > 0).then(|| answers::step(&profile, asks)),
                verdict: linked.get(&other).copied().flatten(),
                here: other == key,
                text,
                bulletin,
            },
        );
        Ok(Some(chapters.collect()))
    }

    /// Rows without those that an other of them repeats: of each story the newest stays.
    pub fn without_repeats(&self, rows: Vec<ItemRow>) -> Result<Vec<ItemRow>> {
        // what stands in one issue twice is two requests
        let issue = |row: &ItemRow| (row.publisher.clone(), row.issued);
        if rows.first().is_none_or(|first| rows.iter().all(|row| issue(row) == issue(first))) {
            return Ok(rows);
        }
        let mut finder = Finder::new(&self.conn);
        let mut profiles: Vec<Option<Arc<Profile>>> = Vec::with_capacity(rows.len());
        for row in &rows {
            profiles.push(finder.profile(row.key.row)?);
        }
        let rarity = Rarity::of(profiles.iter().flatten().map(|profile| &**profile));
        let weights = Weights::shipped();
        let mut holding: HashMap<String, Vec<usize>> = HashMap::new();
        let mut repeated: HashSet<usize> = HashSet::new();
        for (at, profile) in profiles.iter().enumerate() {
            let Some(profile) = profile else { continue };
            for word in answers::telling_words(profile, &rarity, TELLING) {
                let others = holding.entry(word).or_default();
                for other in others.iter().copied() {
                    let Some(earlier) = profiles.get(other).and_then(Option::as_ref) else { continue };
                    if rows.get(at).map(issue) == rows.get(other).map(issue) {
                        continue;
                    }
                    if answers::same_story(profile, earlier, &rarity, weights) >= weights.one_story {
                        let day = |at: usize| rows.get(at).and_then(|row| row.issued.map(Issued::day));
                        repeated.insert(if day(at) > day(other) { other } else { at });
                    }
                }
                others.push(at);
            }
        }
        let kept = rows.into_iter().enumerate().filter(|(at, _)| !repeated.contains(at));
        Ok(kept.map(|(_, row)| row).collect())
    }

    /// What a person linked with an item: the praise that told of its answer, with the verdict, and the requests that it
    /// answered.
    fn linked(&self, id: &ItemId) -> Result<HashMap<i64, Option<Verdict>>> {
        self.conn
            .prepare_cached(
                "SELECT key, NULL FROM item WHERE answer IS NOT NULL AND answer ->> 'praise' = ?1
                 UNION SELECT praise.key, item.verdict
                 FROM item JOIN item AS praise ON praise.id = item.answer ->> 'praise' WHERE item.id = ?1",
            )
            .and_then(|mut query| {
                let verdict = |name: Option<String>| name.as_deref().and_then(Verdict::from_name);
                query.query_map([&id.0], |row| Ok((row.get(0)?, verdict(row.get(1)?))))?.collect()
            })
            .doing("reading a story")
    }

    /// What a person said does not belong to it.
    fn told_apart(&self, id: &ItemId) -> Result<HashSet<i64>> {
        self.conn
            .prepare_cached(
                "SELECT other.key FROM item JOIN json_each(item.dismissed) AS apart
                   JOIN item AS other ON other.id = apart.value WHERE item.id = ?1
                 UNION SELECT key FROM item INDEXED BY item_key_dismissed WHERE dismissed IS NOT NULL
                   AND instr(dismissed, '\"' || ?1 || '\"') > 0",
            )
            .and_then(|mut query| query.query_map([&id.0], |row| row.get(0))?.collect())
            .doing("reading a story")
    }

    #[allow(clippy::type_complexity, reason = "one row, taken apart at once")]
    fn chapter_row(&self, key: i64) -> Result<Option<(ItemId, Issued, String, Option<String>, bool)>> {
        self.conn
            .prepare_cached(
                "SELECT item.id, coalesce(item.issued, item.added_on), item.text, bulletin.title, item.request
                 FROM item LEFT JOIN bulletin ON bulletin.key = item.bulletin WHERE item.key = ?",
            )
            .and_then(|mut query| {
                query
                    .query_row([key], |row| {
                        Ok((ItemId(row.get(0)?), row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
                    })
                    .optional()
            })
            .doing("reading a story")
    }
}
