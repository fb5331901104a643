//! What a person does to the journal, before it becomes events.

use chrono::NaiveDate;

use super::model::{Evening, ItemId, Verdict, Visibility};
use crate::bulletin::Kinds;

/// What a person does to the journal in one act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Marks an item as prayed now.
    Prayed {
        /// The item.
        item: ItemId,
    },
    /// Writes a note on an item.
    Noted {
        /// The item.
        item: ItemId,
        /// The note.
        text: String,
    },
    /// Writes a note that goes along with what is shared, as one act.
    NotedAlong {
        /// The item.
        item: ItemId,
        /// The note.
        text: String,
    },
    /// Rewrites a note; an empty text takes it away. Its history stays in the events.
    NoteEdited {
        /// The item.
        item: ItemId,
        /// The note's id.
        note: String,
        /// Its new text.
        text: String,
    },
    /// Says how a request was answered.
    Answered {
        /// The request.
        item: ItemId,
        /// How.
        verdict: Verdict,
        /// In the person's words; may be empty.
        words: String,
        /// On which day.
        day: NaiveDate,
        /// The praise that told of it.
        praise: Option<ItemId>,
    },
    /// Says that a praise does not answer a request, or nothing that was asked.
    Dismissed {
        /// The praise.
        item: ItemId,
        /// The request; `None`: none at all.
        request: Option<ItemId>,
    },
    /// Takes the verdict off again.
    Reopened {
        /// The request.
        item: ItemId,
    },
    /// Lets an item rest until a day; `None` wakes it.
    Snoozed {
        /// The item.
        item: ItemId,
        /// The first day on which it is due again.
        until: Option<NaiveDate>,
    },
    /// Sets the text, region or kinds of an item; `None` leaves one as it is.
    Edited {
        /// The item.
        item: ItemId,
        /// The new text.
        text: Option<String>,
        /// The new region; `Some(None)` takes it away.
        region: Option<Option<String>>,
        /// The new kinds.
        kinds: Option<Kinds>,
    },
    /// Says who may see an item.
    Flagged {
        /// The item.
        item: ItemId,
        /// Who.
        visibility: Visibility,
    },
    /// Says who takes a request to heart; `None`: nobody.
    Taken {
        /// The request.
        item: ItemId,
        /// Their name, as the group calls them.
        who: Option<String>,
    },
    /// Lets a note go along with what is shared, or no longer.
    NoteShared {
        /// The item.
        item: ItemId,
        /// The note's id.
        note: String,
        /// Along or not.
        shared: bool,
    },
    /// Keeps an evening of the group.
    Met {
        /// What was looked at.
        evening: Evening,
    },
    /// Puts an item away, or back.
    Archived {
        /// The item.
        item: ItemId,
        /// Away or back.
        archived: bool,
    },
    /// Has an item come in every day's portion, or no longer.
    Pinned {
        /// The item.
        item: ItemId,
        /// Every day or not.
        pinned: bool,
    },
    /// Has an item come first on a day, to look at it again; `None`: no longer.
    FollowUp {
        /// The item.
        item: ItemId,
        /// From this day on.
        day: Option<NaiveDate>,
    },
    /// Adds a request of the person's own.
    Added {
        /// Its text.
        text: String,
        /// Its region.
        region: Option<String>,
        /// What it does.
        kinds: Kinds,
        /// Who may see it.
        visibility: Visibility,
    },
}
