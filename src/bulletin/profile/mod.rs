//! What one publisher's bulletins look like, where the reader cannot know it by itself.
//!
//! A profile is a handful of rules about what comes again in every issue: which lines are headings, what is left out,
//! what stands under a heading. It is learned from what a person puts right, and carried out as corrections of the next
//! issue's reading, so it can do nothing that a person could not do by hand. It is used for its publisher's issues only.

mod apply;
mod learn;
mod rules;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::correction::Fate;
use super::language::Language;
use super::{Bulletin, Issue};
use crate::text::{fold, fold_word, squash, words};

pub(super) use apply::applied;
pub use learn::{Lesson, learn};
pub use rules::Rule;

/// What holds for the bulletins of one publisher, and for nobody else's.
///
/// Lines are compared by their words: case, accents, marks, numbers and the names of months and weekdays do not matter.
/// A rule that ends in `…` is about all lines that begin so.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Profile {
    /// The publisher's name, as the person writes it.
    pub publisher: String,
    /// Names that its bulletins were read under, and titles that tell it where no name is read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
    /// How it writes days in figures, where the language does not tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<Order>,
    /// Whether what was read as one item is several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub split: Option<Split>,
    /// Lines that are the title.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub titles: Vec<String>,
    /// Lines that are headings.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub headings: Vec<String>,
    /// Lines that are items.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<String>,
    /// Lines that tell something and ask nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Lines that belong to the page.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub leave_out: Vec<String>,
    /// Regions that look alike and are two.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_regions: Vec<(String, String)>,
    /// What stands under a heading, by the heading.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub under: BTreeMap<String, Fate>,
    /// The newest name of a region, by an older one.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub regions: BTreeMap<String, String>,
    /// What a newer kneel or a slip of the pen wrote: kept, named to the person, and not used.
    #[serde(flatten)]
    pub unknown: toml::Table,
}

/// Which number of a day in figures is the day: 4/5/2019.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Order {
    /// The fourth of May.
    #[serde(rename = "day first")]
    DayFirst,
    /// The fifth of April.
    #[serde(rename = "month first")]
    MonthFirst,
}

/// Where a new item begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Split {
    /// With each paragraph.
    Paragraph,
    /// With each line.
    Line,
}

impl Profile {
    /// A profile that holds nothing yet.
    pub fn of(publisher: &str) -> Self {
        Profile { publisher: squash(publisher), ..Profile::default() }
    }

    /// Whether it is this publisher's.
    pub fn is_of(&self, publisher: &str) -> bool {
        same(&self.publisher, publisher)
    }

    /// Whether its publisher's name begins so.
    pub fn begins_with(&self, beginning: &str) -> bool {
        fold(&self.publisher).starts_with(&fold(&squash(beginning)))
    }

    /// Whether its publisher's bulletins are known under this name, too.
    fn is_called(&self, name: &str) -> bool {
        self.is_of(name) || self.also.iter().any(|other| same(other, name))
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.rules().is_empty()
    }

    /// The newest name of a region, as far as the person said.
    pub fn newest<'a>(&'a self, region: &'a str) -> &'a str {
        let mut name = region;
        // a circle, which only a slip of the pen makes, ends as well
        for _ in 0..=self.regions.len() {
            let Some((_, newer)) = self.regions.iter().find(|(older, _)| same(older, name)) else { break };
            name = newer;
        }
        name
    }

    /// Whether the person said of two names that they are one region, or two.
    pub fn decided(&self, one: &str, other: &str) -> bool {
        let apart =
            |(a, b): &(String, String)| same(a, one) && same(b, other) || same(a, other) && same(b, one);
        same(self.newest(one), self.newest(other)) || self.not_regions.iter().any(apart)
    }

    /// Whether an issue that was read is its publisher's.
    pub(super) fn is_for(&self, bulletin: &Bulletin, language: &Language) -> bool {
        let mut names = std::iter::once(&self.publisher).chain(&self.also);
        match (&bulletin.publisher, &bulletin.title) {
            (Some(publisher), _) => self.is_called(publisher),
            (None, Some(title)) => {
                names.any(|name| tells(name, language) && key(name, language) == key(title, language))
            }
            (None, None) => false,
        }
    }
}

/// The profile for an issue: its publisher's own before one that only goes by that name, too.
fn profile_for<'a>(profiles: &'a [Profile], issue: &Issue) -> Option<&'a Profile> {
    let Issue { bulletin, .. } = issue;
    let language = Language::of(bulletin.language.as_deref());
    let own = |profile: &&Profile| bulletin.publisher.as_deref().is_some_and(|name| profile.is_of(name));
    profiles.iter().find(own).or_else(|| profiles.iter().find(|profile| profile.is_for(bulletin, language)))
}

/// Whether two names differ in nothing but case, accents and white space.
fn same(one: &str, other: &str) -> bool {
    one == other || fold(&squash(one)) == fold(&squash(other))
}

/// A line's words as rules compare them, each with a blank behind it: without what changes from issue to issue.
fn key(text: &str, language: &Language) -> String {
    let mut key = String::with_capacity(text.len() + 1);
    for word in words(text) {
        let folded = fold_word(word.text);
        if !changes(&folded, language) {
            key.push_str(&folded);
            key.push(' ');
        }
    }
    key
}

fn changes(word: &str, language: &Language) -> bool {
    word.starts_with(|letter: char| letter.is_ascii_digit())
        || language.months.holds(word)
        || language.weekdays.holds(word)
}

/// Whether a name or a title is somebody's own: "Hill Clinic", and not "Weekly Prayer Update".
fn tells(name: &str, language: &Language) -> bool {
    words(name).any(|word| {
        !word.text.starts_with(char::is_lowercase)
            && word.text.chars().count() > 1
            && !language.titles.holds(word.text)
            && !language.name_joins.holds(word.text)
            && !language.leads.holds(word.text)
            && !changes(word.text, language)
    })
}
