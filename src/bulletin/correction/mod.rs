//! What a person puts right in a reading: operations on its lines, which leave each line in exactly one block.
//!
//! A correction names its line by place and words, so that it can be found again when a newer reader opens the same
//! document otherwise. [`apply`] takes any corrections to any reading and comes to an end; what finds no line is given
//! back. The bulletin is assembled from the corrected blocks by the same step as from those that were read.

mod hand;
mod phrase;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::days::dates;
use super::language::Language;
use super::{Block, Issue, Item, Kinds, Part, Reading};

/// One thing put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The line it is about, or the first of them.
    pub at: Spot,
    /// What is put right.
    pub fix: Fix,
}

/// A line of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    /// Its place in the document's lines.
    pub line: usize,
    /// Its words.
    pub words: String,
}

/// What is put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fix {
    /// Something new begins in this line.
    Split {
        /// How many letters of the line stand before it; none where the line itself begins it.
        after: usize,
    },
    /// What the line belongs to goes on with what stands before.
    Join,
    /// Lines are something else than what they were read as.
    Sort {
        /// How many, from the first.
        lines: usize,
        /// What they are.
        fate: Fate,
    },
    /// The items in these lines stand under another heading.
    Under {
        /// How many lines, from the first.
        lines: usize,
        /// The heading; `None`: under none.
        heading: Option<String>,
    },
    /// The title of the bulletin that the line is in; `None`: it has none.
    Title(Option<String>),
    /// Who publishes it.
    Publisher(Option<String>),
    /// The day of the issue.
    Date(Option<NaiveDate>),
}

/// What becomes of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Fate {
    /// The bulletin's title, and lines beside it.
    Title,
    /// The day of the issue or of what follows.
    Date,
    /// A verse with its reference.
    Scripture,
    /// A region, a section.
    Heading,
    /// It tells something and asks nothing.
    Note,
    /// A story that introduces what follows.
    Story,
    /// An item; what it does is told by its words.
    Item,
    /// An item that asks.
    Request,
    /// An item that gives thanks.
    Praise,
    /// An item that does both.
    Both,
    /// Left out: it belongs to the page, the mail or the office.
    Boilerplate,
    /// Nobody knows yet.
    Unsorted,
}

impl Fate {
    /// All of them.
    pub const ALL: [Fate; 12] = [
        Fate::Request,
        Fate::Praise,
        Fate::Both,
        Fate::Item,
        Fate::Heading,
        Fate::Note,
        Fate::Story,
        Fate::Scripture,
        Fate::Title,
        Fate::Date,
        Fate::Boilerplate,
        Fate::Unsorted,
    ];

    /// Its name in data and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Fate::Title => "title",
            Fate::Date => "date",
            Fate::Scripture => "scripture",
            Fate::Heading => "heading",
            Fate::Note => "note",
            Fate::Story => "story",
            Fate::Item => "item",
            Fate::Request => "request",
            Fate::Praise => "praise",
            Fate::Both => "both",
            Fate::Boilerplate => "boilerplate",
            Fate::Unsorted => "unsorted",
        }
    }

    /// The one of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Fate::ALL.into_iter().find(|fate| fate.name() == name)
    }

    /// Whether a person prays through it.
    pub fn is_item(self) -> bool {
        self.part() == Part::Item
    }

    fn part(self) -> Part {
        match self {
            Fate::Title => Part::Title,
            Fate::Date => Part::Date,
            Fate::Scripture => Part::Scripture,
            Fate::Heading => Part::Heading,
            Fate::Note => Part::Note,
            Fate::Story => Part::Story,
            Fate::Item | Fate::Request | Fate::Praise | Fate::Both => Part::Item,
            Fate::Boilerplate => Part::Boilerplate,
            Fate::Unsorted => Part::Unsorted,
        }
    }

    /// What an item of this fate does; `None` where its words tell.
    fn kinds(self) -> Option<Kinds> {
        match self {
            Fate::Request => Some(Kinds::REQUEST),
            Fate::Praise => Some(Kinds::PRAISE),
            Fate::Both => Some(Kinds::BOTH),
            _ => None,
        }
    }

    fn of(part: Part, item: Option<&Item>) -> Self {
        match part {
            Part::Title => Fate::Title,
            Part::Date => Fate::Date,
            Part::Scripture => Fate::Scripture,
            Part::Heading => Fate::Heading,
            Part::Note => Fate::Note,
            Part::Story => Fate::Story,
            Part::Boilerplate => Fate::Boilerplate,
            Part::Unsorted => Fate::Unsorted,
            Part::Item => match item.map(|item| item.kinds) {
                Some(Kinds::BOTH) => Fate::Both,
                Some(Kinds::PRAISE) => Fate::Praise,
                Some(_) => Fate::Request,
                None => Fate::Item,
            },
        }
    }
}

/// What was said of a block by hand, over what its words say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[allow(clippy::option_option, reason = "not said, said to be none, said to be this")]
pub(super) struct Said {
    pub kinds: Option<Kinds>,
    pub heading: Option<Option<String>>,
}

/// What was said of an issue by hand, over what its lines say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[allow(clippy::option_option, reason = "not said, said to be none, said to be this")]
pub(super) struct Head {
    pub title: Option<Option<String>>,
    pub publisher: Option<Option<String>>,
    pub issued_on: Option<Option<NaiveDate>>,
    /// The newest names of regions, by their headings.
    pub regions: BTreeMap<String, String>,
}

/// A block beside what became of it.
#[derive(Debug, Clone, Copy)]
pub struct Outcome<'a> {
    /// The block.
    pub block: &'a Block,
    /// What it is.
    pub fate: Fate,
    /// The item that was made of it.
    pub item: Option<&'a Item>,
}

impl Issue {
    /// Each block with what became of it, in order.
    pub fn outcomes(&self) -> impl Iterator<Item = Outcome<'_>> {
        let mut items = self.bulletin.items.iter();
        self.blocks.iter().map(move |block| {
            let item = if block.part == Part::Item { items.next() } else { None };
            Outcome { block, fate: Fate::of(block.part, item), item }
        })
    }
}

/// Applies corrections to a reading, one after the other; gives back those that fit no line of it.
pub fn apply(reading: Reading, corrections: &[Correction]) -> (Reading, Vec<Correction>) {
    if corrections.is_empty() {
        return (reading, Vec::new());
    }
    let mut hand = hand::Hand::new(reading);
    let unfit = corrections.iter().filter(|correction| hand.correct(correction).is_none()).cloned().collect();
    (hand.done(), unfit)
}

/// The day that words in a language of this code tell: "7 March 2026".
pub fn day_in(words: &str, code: Option<&str>) -> Option<NaiveDate> {
    dates::find(words, Language::of(code)).map(|found| found.day)
}

/// The day that words in a language of this code are, with nothing beside it: "Saturday, 7 March 2026".
pub fn day_alone(words: &str, code: Option<&str>) -> Option<NaiveDate> {
    match dates::whole_line(words, Language::of(code)) {
        Some(dates::DateLine::Day(day)) => Some(day),
        _ => None,
    }
}

impl Reading {
    /// A correction of the line at a place of the document; `None` where there is none. What is joined to what stands
    /// before is named by its first line.
    pub fn correction(&self, line: usize, fix: Fix) -> Option<Correction> {
        let holds = |block: &&Block| block.lines.contains(&line);
        let block = self.issues.iter().flat_map(|issue| &issue.blocks).find(holds);
        let line = if fix == Fix::Join { block?.lines.start } else { line };
        let words = self.document.lines.get(line)?.text.clone();
        Some(Correction { at: Spot { line, words }, fix })
    }

    /// The issue that a line is in.
    pub fn issue_of(&self, line: usize) -> Option<usize> {
        let holds = |issue: &Issue| issue.blocks.iter().any(|block| block.lines.contains(&line));
        self.issues.iter().position(holds)
    }
}
