//! What the terminal is told ([`Msg`]) and what it asks for ([`Command`]): plain values, so that a test can say
//! the one and assert the other.

use chrono::NaiveDate;
use crossterm::event::KeyEvent;

use crate::config::{Config, Edit};
use crate::journal::{ActId, Change, Incoming, ItemId};
use crate::passphrase::Passphrase;
use crate::regions::{Question, Verdict};
use crate::text::Address;
use crate::walk::Walk;

pub use super::asking::{Answer, Errand, Query, Slot};
use super::keymap::Action;
use super::offers::Offer;
use super::opened::Tally;
pub use super::shown::{Asked, Heard, Known, Loss, Matter, Remembered};

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Msg {
    /// A key that the keymap knows on this screen.
    Do(Action),
    /// The key that opens the list of all actions, with what can be done now.
    Actions(Vec<Offer>),
    /// A key that goes into a text.
    Type(KeyEvent),
    /// A text that was pasted.
    Paste(String),
    /// A click on something.
    Point(Target),
    /// The mouse wheel.
    Wheel {
        /// How many lines it turned downwards.
        down: i32,
        /// What lies under the pointer.
        over: Option<Target>,
    },
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
    /// Later acts stand on what an act brought that was to be taken back.
    Doubted {
        /// The act.
        act: ActId,
        /// How many.
        later: usize,
    },
    /// An item is forgotten for good.
    Forgotten {
        /// The item.
        item: ItemId,
        /// What is said of it.
        told: Told,
    },
    /// An act, or an import, did not come about; a sentence for people.
    Failed(String),
    /// Something beside it did not work; a sentence for people.
    Trouble(String),
    /// Something beside it was done; a sentence for people.
    Told(String),
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
    /// Nobody has touched a key for so long that nothing is to be shown.
    Unattended,
    /// One request has been before the eyes for as long as the person set.
    Quiet,
    /// The settings were read, or one of them was written.
    Configured {
        /// What they are now.
        config: Box<Config>,
        /// What is said of it.
        told: Told,
    },
    /// The journal is open again.
    Unlocked,
    /// It is not: a sentence for people.
    StillLocked(String),
    /// Another program wrote to the journal.
    Elsewhere,
    /// A new day has begun.
    Day(NaiveDate),
}

/// What is said of something that was done outside the journal's acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// A sentence for people.
    pub words: String,
    /// Whether something went wrong in it.
    pub trouble: bool,
}

/// What can be clicked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A line on the left of home.
    Side(usize),
    /// A row of a list.
    Row(usize),
    /// The row that the cursor is on already.
    Here,
    /// The text that is being read.
    Reader,
    /// A key that the footer names.
    Key(Action),
}

impl Target {
    /// A row of a list, where it is known whether the cursor is on it.
    pub fn row(at: usize, here: bool) -> Self {
        if here { Target::Here } else { Target::Row(at) }
    }
}

/// What the last frame could show; movement by pages and the end of scrolling come from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Seen {
    /// Rows of the list on the screen.
    pub list: usize,
    /// Lines of the text on the screen.
    pub reader: usize,
    /// Lines of the text in all; more than any has where it goes on behind what was looked at.
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
    WalkOn,
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
    /// Take one act back, whatever came after, or do it again.
    TurnOne {
        /// The act.
        act: ActId,
        /// Which way.
        turn: Turn,
        /// Whether the person knows of the later acts that stand on it.
        sure: bool,
    },
    /// Forget an item for good.
    Forget {
        /// The item.
        item: ItemId,
        /// Whether the copies beside the journal are to forget it, too.
        from_copies: bool,
    },
    /// Keep the place in a walk.
    Place {
        /// The walk.
        walk: Walk,
        /// Whether it is left, so that the person's other machines hear of it.
        left: bool,
    },
    /// Keep a draft; `None` lets it go.
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
    /// Read the settings again.
    Reload,
    /// Write settings into the person's file, all of them or none.
    Set(Vec<Edit>),
    /// Copy a text to the clipboard.
    Copy(String),
    /// Open an address in the person's browser.
    Browse(Address),
    /// Take the mouse, or let it go.
    Mouse(bool),
    /// Open the person's editor on a text.
    Edit(String),
    /// Step back to the shell.
    Suspend,
    /// Leave.
    Quit,
}
