//! What a group looks at together, on a screen or on paper: answers first, then what still waits, then what is new.

use chrono::NaiveDate;
use serde::Serialize;

use crate::bulletin::Issued;
use crate::journal::{ItemId, Verdict};

/// An evening's matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sheet {
    /// Of whom or what it is: the name of a view, a region; `None` for all.
    pub title: Option<String>,
    /// The first day of the period; `None`: from the beginning.
    pub since: Option<NaiveDate>,
    /// Its last day.
    pub until: NaiveDate,
    /// Its parts in the order in which they are looked at; those that hold nothing too.
    pub parts: Vec<Part>,
    /// What was held back.
    pub held_back: HeldBack,
}

/// What was kept from a sheet: counted, never named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct HeldBack {
    /// Private items.
    pub items: usize,
    /// Notes that were not marked for sharing.
    pub notes: usize,
    /// Names that became initials.
    pub names: usize,
    /// Places in sensitive countries that became their region.
    pub places: usize,
}

/// Entries of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    /// Which.
    pub kind: PartKind,
    /// In the order in which they are looked at.
    pub entries: Vec<Entry>,
    /// How many more there are, which the sheet does not hold.
    pub more: usize,
}

/// What the entries of a part have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PartKind {
    /// Answered in the period, as asked or otherwise.
    Answered,
    /// Answered in part in the period, or set back.
    InPart,
    /// Open since before the period.
    Waiting,
    /// Come in during the period.
    New,
}

impl PartKind {
    /// All of them, in order.
    pub const ALL: [PartKind; 4] = [PartKind::Answered, PartKind::InPart, PartKind::Waiting, PartKind::New];

    /// Its heading: "Still waiting".
    pub fn words(self) -> &'static str {
        match self {
            PartKind::Answered => "Answered",
            PartKind::InPart => "Partly, or set back",
            PartKind::Waiting => "Still waiting",
            PartKind::New => "New",
        }
    }
}

/// One request and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// The request.
    pub item: ItemId,
    /// Its short heading.
    pub title: String,
    /// The region it stands under.
    pub region: Option<String>,
    /// What was asked, when and in which bulletin.
    pub asked: Said,
    /// The day it speaks of: a hearing, a birth.
    pub day: Option<NaiveDate>,
    /// What was heard of it.
    pub heard: Option<Heard>,
    /// How often it was prayed.
    pub times: u32,
    /// Who takes it to heart.
    pub taken_by: Option<String>,
    /// Notes that go along, oldest first.
    pub notes: Vec<Said>,
}

impl Entry {
    /// Days from asking to the answer, where both days are known.
    pub fn days_to_answer(&self) -> Option<i64> {
        let (asked, heard) = (self.asked.day?.day(), self.heard.as_ref()?.day);
        Some((heard - asked).num_days()).filter(|days| *days >= 0)
    }
}

/// Words with their day and where they stood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Said {
    /// The words.
    pub text: String,
    /// Their day, or the month of their bulletin.
    pub day: Option<Issued>,
    /// Where they stood: "Lamplight, item 2".
    pub source: Option<String>,
}

/// An answer as it was heard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Heard {
    /// How.
    pub verdict: Verdict,
    /// When.
    pub day: NaiveDate,
    /// In the words of whoever wrote it down.
    pub words: Option<String>,
    /// The praise that told of it.
    pub praise: Option<Said>,
}
