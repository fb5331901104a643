//! What the terminal is told ([`Msg`]) and what it asks for ([`Command`]): plain values, so that a test can say
//! the one and assert the other.

use std::path::PathBuf;
use std::sync::Arc;

use chrono::NaiveDate;
use crossterm::event::KeyEvent;

use crate::bulletin::Correction;
use crate::group::review::Review;
use crate::journal::Chapter;
use crate::journal::{
    ActId, Anchor, BulletinRow, Change, EveningRow, Incoming, ItemId, ItemRow, Overview, Page,
    PlannedBulletin, Scope, TimelineEntry,
};
use crate::passphrase::Passphrase;
use crate::regions::{New, Question, Verdict};

use super::keymap::Action;
use super::opened::{Count, Found, Gathered, Opened, Tally};
pub use super::shown::{Asked, Heard, Known, Matter, Remembered};

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Msg {
    /// A key that the keymap knows on this screen.
    Do(Action),
    /// A key that goes into a text.
    Type(KeyEvent),
    /// A text that was pasted.
    Paste(String),
    /// A click on something.
    Point(Target),
    /// The mouse wheel, downwards.
    Wheel(i32),
    /// What the last frame could show.
    Seen(Seen),
    /// A query's answer.
    Answered {
        /// The number the query was asked under.
        generation: u64,
        /// The answer.
        answer: Answer,
    },
    /// An act is on the disk.
    Acted {
        /// What the act was, in the journal's words.
        what: String,
        /// Whether it added a request.
        added: bool,
        /// What follows.
        after: After,
    },
    /// An act was taken back or done again; `None`: there was nothing to turn.
    Turned {
        /// Which way.
        turn: Turn,
        /// The act in words.
        what: Option<String>,
    },
    /// An act, or an import, did not come about; a sentence for people.
    Failed(String),
    /// Something beside it did not work; a sentence for people.
    Trouble(String),
    /// A query failed: nobody need wait for its answer.
    Unanswered {
        /// The number the query was asked under.
        generation: u64,
        /// The query's place.
        slot: Slot,
        /// A sentence for people.
        sentence: String,
    },
    /// The editor was closed; `None`: nothing was changed.
    Edited(Option<String>),
    /// Paths that go on from what was typed.
    Completed {
        /// What was typed.
        typed: String,
        /// The paths, folders with a slash behind.
        paths: Vec<String>,
    },
    /// Documents are in the journal.
    Imported {
        /// The act they are part of, for those that follow.
        act: ActId,
        /// What came of them.
        tally: Tally,
    },
    /// What a person said of a region's names is kept.
    Settled {
        /// A sentence for people.
        told: String,
        /// Whether items moved for it, which undo takes back.
        moved: bool,
    },
    /// Nobody has touched a key for as long as the person set.
    Idle,
    /// The journal is open again.
    Unlocked,
    /// It is not: a sentence for people.
    StillLocked(String),
    /// Another program wrote to the journal.
    Elsewhere,
    /// A new day has begun.
    Day(NaiveDate),
}

/// What can be clicked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A line on the left of home.
    Side(usize),
    /// A row of a list.
    Row(usize),
    /// The text that is being read.
    Reader,
}

/// What the last frame could show; movement by pages and the end of scrolling come from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Seen {
    /// Rows of the list on the screen.
    pub list: usize,
    /// Lines of the text on the screen.
    pub reader: usize,
    /// Lines of the text in all.
    pub text: usize,
}

/// Back or forth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// Back.
    Undo,
    /// Forth.
    Redo,
}

/// What follows when an act is on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum After {
    /// Nothing but fresh lists.
    Stay,
    /// The walk goes on to the next request.
    WalkOn {
        /// The request that was prayed; `None`: it was put off.
        prayed: Option<String>,
    },
    /// The form closes, and its draft goes.
    Close {
        /// The name the draft was kept under.
        draft: Option<String>,
    },
    /// The evening is kept, and its screen closes; a sentence for people.
    Kept(String),
}

/// Something to be done outside.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Ask the journal.
    Ask {
        /// Numbers the question; a later one in the same place makes this one stale.
        generation: u64,
        /// The question.
        query: Query,
    },
    /// Read documents.
    Read {
        /// Numbers the errand, as questions are numbered.
        generation: u64,
        /// What is to be read.
        errand: Errand,
    },
    /// Change the journal.
    Act {
        /// The changes, one act.
        changes: Vec<Change>,
        /// What follows.
        after: After,
    },
    /// Take the last act back, or do it again.
    Turn(Turn),
    /// Keep a draft or the walk's place; `None` lets it go.
    Keep {
        /// Its name.
        key: String,
        /// What to keep.
        body: Option<String>,
    },
    /// Take documents into the journal as they were read and put right.
    Import {
        /// The act they are part of; `None`: one of their own.
        act: Option<ActId>,
        /// The documents.
        documents: Vec<Incoming>,
    },
    /// Keep what a person says of a region's names.
    Settle {
        /// What was asked.
        question: Question,
        /// What was said.
        verdict: Verdict,
    },
    /// Close the journal, and forget its key.
    Lock,
    /// Open it again.
    Unlock(Passphrase),
    /// Find paths that go on from what was typed.
    Complete(String),
    /// Open the person's editor on a text.
    Edit(String),
    /// Step back to the shell.
    Suspend,
    /// Leave.
    Quit,
}

/// A question to the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Query {
    /// Counts, regions, and what remains of today's portion.
    Overview {
        /// Today.
        today: NaiveDate,
        /// The portion's size.
        portion: usize,
    },
    /// A window on a list.
    Page {
        /// The list.
        scope: Scope,
        /// Where the window lies.
        anchor: Anchor,
        /// Its rows.
        limit: usize,
    },
    /// All about an item.
    Detail(ItemId),
    /// What happened to an item.
    Timeline(ItemId),
    /// The story that an item belongs to.
    Story(ItemId),
    /// Items with these words.
    Search {
        /// What was typed.
        words: String,
        /// Today.
        today: NaiveDate,
    },
    /// Praises, the newest first.
    Praises {
        /// Words that must be in them; none: all.
        words: String,
        /// Today.
        today: NaiveDate,
    },
    /// What to walk through.
    Walk {
        /// Which requests; `None`: today's portion.
        scope: Option<Scope>,
        /// Today.
        today: NaiveDate,
        /// At most so many.
        size: usize,
    },
    /// A draft.
    Kept(String),
    /// The bulletins read so far.
    Bulletins,
    /// A praise that waits, and what it may answer.
    Inbox {
        /// The praise, if it still waits.
        praise: Option<ItemId>,
        /// Else the one in this place.
        at: usize,
    },
    /// What a group looks at in an evening.
    Review {
        /// Which.
        matter: Matter,
        /// Today.
        today: NaiveDate,
    },
    /// A request of an evening, with what became of it.
    Entry(ItemId),
    /// The evenings that were, the newest first.
    Evenings,
    /// What the journal would make of a document.
    Plan(Box<Incoming>),
    /// Which regions have new names in bulletins that came in.
    Renamed(New),
}

impl Query {
    /// Where its answer goes.
    pub fn slot(&self) -> Slot {
        match self {
            Query::Overview { .. } => Slot::Overview,
            Query::Page { .. } => Slot::Page,
            Query::Detail(_) => Slot::Detail,
            Query::Timeline(_) => Slot::Timeline,
            Query::Story(_) => Slot::Story,
            Query::Search { .. } => Slot::Search,
            Query::Praises { .. } => Slot::Praises,
            Query::Walk { .. } => Slot::Walk,
            Query::Kept(_) => Slot::Kept,
            Query::Bulletins => Slot::Bulletins,
            Query::Inbox { .. } => Slot::Inbox,
            Query::Review { .. } => Slot::Review,
            Query::Entry(_) => Slot::Entry,
            Query::Evenings => Slot::Evenings,
            Query::Plan(_) => Slot::Plan,
            Query::Renamed(_) => Slot::Renamed,
        }
    }
}

/// What is to be read of documents, outside the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Errand {
    /// What a typed path leads to.
    Look(String),
    /// A document, opened to be looked at.
    Open(PathBuf),
    /// What a document holds, in numbers.
    Glance(PathBuf),
    /// Documents, read to be taken in as they are.
    Gather(Vec<PathBuf>),
    /// What the corrections of a document teach of its publisher.
    Learn {
        /// The document as it was read.
        document: Arc<Opened>,
        /// What was put right in it.
        corrections: Vec<Correction>,
    },
}

impl Errand {
    /// Where its answer goes.
    pub fn slot(&self) -> Slot {
        match self {
            Errand::Look(_) | Errand::Open(_) => Slot::Look,
            Errand::Glance(_) | Errand::Gather(_) => Slot::Documents,
            Errand::Learn { .. } => Slot::Learned,
        }
    }
}

/// A place that shows one answer at a time: a newer question to the same place makes the older one stale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is named like its query")]
pub enum Slot {
    Overview,
    Page,
    Detail,
    Timeline,
    Search,
    Praises,
    Walk,
    Kept,
    Bulletins,
    Plan,
    Look,
    Documents,
    Learned,
    Renamed,
    Inbox,
    Story,
    Review,
    Entry,
    Evenings,
}

impl Slot {
    /// How many places there are.
    pub const COUNT: usize = 19;
}

/// What the journal answered.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// Counts, regions, today's portion.
    Overview {
        /// Counts and regions.
        overview: Overview,
        /// What remains of today's portion.
        portion: Vec<ItemRow>,
    },
    /// A window on a list.
    Page {
        /// Where it was asked for.
        anchor: Anchor,
        /// The window.
        page: Page,
    },
    /// An item, if it is there.
    Detail(Option<Box<Known>>),
    /// What happened to an item.
    Timeline(Vec<TimelineEntry>),
    /// The story that an item belongs to.
    Story(Vec<Chapter>),
    /// What a search found, or why it could not search.
    Search(Result<Vec<ItemRow>, String>),
    /// Praises, the newest first.
    Praises(Vec<ItemRow>),
    /// What to walk through.
    Walk {
        /// The requests.
        rows: Vec<ItemRow>,
        /// The walk that was kept when it was last left.
        kept: Option<String>,
    },
    /// A draft.
    Kept(Option<String>),
    /// The bulletins read so far.
    Bulletins(Vec<BulletinRow>),
    /// A praise that waits, and what it may answer.
    Inbox {
        /// The praise; `None`: none waits.
        heard: Option<Box<Heard>>,
        /// Its place among those that wait.
        at: usize,
        /// How many wait.
        waiting: usize,
        /// Praises that are still to be looked at.
        left: u64,
    },
    /// What a group looks at, and the evening that it is opened again from; `None`: there is no such evening.
    Review(Option<Box<(Review, Option<EveningRow>)>>),
    /// A request of an evening; `None`: it is not there, or private.
    Entry(Option<Box<Remembered>>),
    /// The evenings that were.
    Evenings(Vec<EveningRow>),
    /// What the journal would make of a document.
    Plan(Vec<PlannedBulletin>),
    /// What a path leads to.
    Looked(Found),
    /// What a document holds, or why it cannot be read.
    Glanced(Result<Count, String>),
    /// Documents, read to be taken in.
    Gathered(Gathered),
    /// What is remembered of a publisher: a line for each.
    Learned(Vec<String>),
    /// What is to be asked of regions with new names.
    Renamed(Vec<Question>),
}

impl Answer {
    /// Where it goes.
    pub fn slot(&self) -> Slot {
        match self {
            Answer::Overview { .. } => Slot::Overview,
            Answer::Page { .. } => Slot::Page,
            Answer::Detail(_) => Slot::Detail,
            Answer::Timeline(_) => Slot::Timeline,
            Answer::Story(_) => Slot::Story,
            Answer::Search(_) => Slot::Search,
            Answer::Praises(_) => Slot::Praises,
            Answer::Walk { .. } => Slot::Walk,
            Answer::Kept(_) => Slot::Kept,
            Answer::Bulletins(_) => Slot::Bulletins,
            Answer::Inbox { .. } => Slot::Inbox,
            Answer::Review(_) => Slot::Review,
            Answer::Entry(_) => Slot::Entry,
            Answer::Evenings(_) => Slot::Evenings,
            Answer::Plan(_) => Slot::Plan,
            Answer::Looked(_) => Slot::Look,
            Answer::Glanced(_) | Answer::Gathered(_) => Slot::Documents,
            Answer::Learned(_) => Slot::Learned,
            Answer::Renamed(_) => Slot::Renamed,
        }
    }
}
