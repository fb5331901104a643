//! What the journal's worker gathers for a screen about one item, or one evening.

use std::collections::BTreeSet;

use crate::group::Entry;
use crate::group::review::{About, Since};
use crate::journal::{AnswerEntry, ItemDetail, ItemRow, Proposal, Suggestion};

/// An item with what a reader shows of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The item.
    pub detail: ItemDetail,
    /// The shortest name a person can give it.
    pub short: String,
    /// The text of the praise its answer came from.
    pub praise: Option<String>,
    /// The title of a praise that likely answers it, and waits for a word.
    pub told: Option<String>,
}

/// A praise that waits in the inbox.
#[derive(Debug, Clone, PartialEq)]
pub struct Heard {
    /// The praise and what is proposed.
    pub suggestion: Suggestion,
    /// Where it comes from.
    pub from: Option<String>,
    /// The requests, as proposed.
    pub asked: Vec<Asked>,
}

/// A request that a praise may answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// What is proposed.
    pub proposal: Proposal,
    /// The request.
    pub known: Known,
    /// Words that both have, folded.
    pub marks: BTreeSet<String>,
}

/// Which evening is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Matter {
    /// A new one.
    Period {
        /// What it is about.
        about: About,
        /// From when on.
        since: Since,
    },
    /// One that was, by its id.
    Evening(String),
}

/// A request of an evening.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remembered {
    /// How it stands by now.
    pub row: ItemRow,
    /// What was asked and heard.
    pub entry: Entry,
    /// Its answer with the praise it names, which another verdict keeps.
    pub answer: Option<AnswerEntry>,
}

/// What would go with an item that is forgotten for good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// What goes and what stays, a line each, without full stops.
    pub words: Vec<String>,
    /// How many copies lie beside the journal.
    pub copies: usize,
}
