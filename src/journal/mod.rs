//! The journal: everything, in one SQLite file. The only room that knows SQL.
//!
//! What a person does is an `event`, appended in one transaction with the rows it changes. The state
//! of an item is the `fold` of its events; the tables that screens and queries read are that fold, kept up to
//! date by `rows`, and made anew by [`Journal::rebuild`]. From that come the timeline of an item, undo and
//! redo across restarts, an honest history, and a way to join two journals.

mod act;
mod backup;
mod bulletins;
mod candidates;
mod carry;
mod change;
mod copies;
mod countries;
mod days;
mod doctor;
mod error;
mod event;
mod filter;
mod fold;
mod following;
mod foreign_log;
mod forget;
mod gathering;
mod history;
mod import;
mod importing;
mod join;
mod kept;
mod lessons;
mod look;
mod looking_back;
mod model;
mod newly;
mod own;
mod packed;
mod parcel;
mod past;
mod portion;
mod query;
mod ready;
mod refold;
mod regions;
mod register;
mod reread;
mod revisions;
mod rows;
mod salvage;
mod schema;
mod search;
mod select;
mod sharing;
mod stop;
mod story;
mod suggest;
#[cfg(test)]
mod tests;
mod transfer;
mod turn;
mod vault;
mod verses;
mod walking;
mod written;
mod years_ago;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use crate::bulletin::Bulletin;
use crate::clock::Moment;
use error::Doing;
use turn::Writing;

pub use act::Receipt;
pub use backup::restore;
pub use bulletins::{BulletinDetail, BulletinPage, BulletinRow};
pub use carry::Carried;
pub use change::Change;
pub use copies::{
    Copy, Copyist, MANY, Why, copied_today, copies, is_log_alone, is_sound, newest_sound_copy, not_made,
    refuse_missing,
};
pub use doctor::Report;
pub use error::{Error, Result};
pub use filter::{Filter, FilterError, Is, Prayed, TypedDay, lacks_value, last_part};
pub use forget::{Forgetting, Gone, InCopies, OUT_OF_REACH};
pub use gathering::{Gathering, Period};
pub use import::{Incoming, Plan, PlannedBulletin, PlannedItem};
pub use join::Merged;
pub use looking_back::{AnswerBack, LookingBack, Place, PlaceBack, WEEKS, monday};
pub use model::*;
pub use own::{Own, OwnAnswer, OwnNote, PrayedElsewhere};
pub use packed::Whole;
pub use parcel::Parcel;
pub use past::{MOST_LATER, Past, PastAct, Touched};
pub use portion::{FollowUp, by_region};
pub use query::Found;
pub use ready::Ready;
pub use reread::{Aspect, Difference, Original, Reread};
pub use salvage::{Salvaged, salvage};
pub use search::{Near, Searched, Step, View};
pub use sharing::{SharedItem, Stamp, Telling};
pub use story::Chapter;
pub use suggest::{Evidence, FEW_PRAISES, Looked, Proposal, Suggestion};
pub use transfer::is_export;
pub use vault::{CAN as CAN_ENCRYPT, Copies, VaultKey, is_encrypted, rewrite, rewrite_copies};
pub use verses::VerseRow;
pub use walking::{Through, WalkEnd, WalkPlace};
pub use years_ago::YearsAgo;

/// An open journal.
pub struct Journal {
    conn: Connection,
    /// This machine's key in the table of devices.
    device: i64,
    /// `None`: in memory.
    path: Option<PathBuf>,
    /// Opens the file, if it is encrypted.
    key: Option<VaultKey>,
    /// What SQLite last said of other connections' writes.
    seen: i64,
    sights: Sights,
    /// What praises may answer, worked out ahead.
    ahead: suggest::Ahead,
    /// The praises that wait, as they were read last.
    line: suggest::Line,
    /// Nobody puts another file in the place of this one meanwhile.
    hold: Option<vault::Hold>,
}

/// Who may see the items of a publisher, by its folded name, where that is not the group.
#[derive(Clone, Default)]
struct Sights {
    of: BTreeMap<String, Visibility>,
    /// Who may see those of all others, where that is not the group.
    others: Option<Visibility>,
}

impl Sights {
    /// As it was said of a bulletin's publisher.
    fn said_of(&self, bulletin: &Bulletin) -> Option<Visibility> {
        self.of.get(&crate::text::fold(bulletin.publisher.as_deref()?)).copied()
    }

    fn of(&self, bulletin: &Bulletin) -> Option<Visibility> {
        self.said_of(bulletin).or(self.others)
    }
}

/// Names an act, which one undo takes back: several imports of one command share one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActId(Uuid);

impl ActId {
    /// A new act.
    pub fn new(now: Moment) -> Self {
        ActId(event::new_id(now))
    }

    /// The act of what comes after this one was taken back.
    fn rest(self) -> Self {
        let mut bytes = [0; 16];
        blake3::Hasher::new().update(b"rest of").update(self.0.as_bytes()).finalize_xof().fill(&mut bytes);
        ActId(Uuid::new_v8(bytes))
    }

    /// Its whole name, in hexadecimal digits.
    pub fn name(self) -> String {
        self.0.simple().to_string()
    }
}

impl Journal {
    /// Opens the journal in a file, making it where there is none.
    pub fn open(path: &Path, now: Moment) -> Result<Self> {
        Journal::open_with(path, None, now)
    }

    /// Opens an encrypted journal.
    pub fn unlock(path: &Path, key: &VaultKey, now: Moment) -> Result<Self> {
        Journal::open_with(path, Some(key), now)
    }

    fn open_with(path: &Path, key: Option<&VaultKey>, now: Moment) -> Result<Self> {
        refuse_missing(path, now)?;
        schema::create_private(path)?;
        let hold = vault::Hold::shared(path);
        vault::clear_away(path)?;
        let conn = schema::open(path, key)?;
        let mut journal =
            Journal::with(conn, Some(path.to_owned()), now).map_err(|error| schema::damaged(error, path))?;
        (journal.key, journal.hold) = (key.cloned(), Some(hold));
        Ok(journal)
    }

    /// Opens the journal in a file; `None` where there is none and never was. Makes no file.
    pub fn open_existing(path: &Path, now: Moment) -> Result<Option<Self>> {
        refuse_missing(path, now)?;
        if path.exists() { Journal::open(path, now).map(Some) } else { Ok(None) }
    }

    /// A journal in memory, gone when it is dropped.
    pub fn in_memory(now: Moment) -> Result<Self> {
        Journal::with(schema::in_memory()?, None, now)
    }

    fn with(conn: Connection, path: Option<PathBuf>, now: Moment) -> Result<Self> {
        let (key, hold, sights) = (None, None, Sights::default());
        let ahead = suggest::Ahead::default();
        let mut journal = Journal { conn, device: 0, path, key, seen: 0, sights, ahead, line: None, hold };
        journal.device = journal.this_device(now)?;
        journal.changed_elsewhere()?;
        Ok(journal)
    }

    fn this_device(&mut self, now: Moment) -> Result<i64> {
        const FIND: &str = "SELECT device.key FROM kept JOIN device ON lower(hex(device.id)) = kept.body
             WHERE kept.name = 'device'";
        let find = |conn: &Connection| {
            conn.query_row(FIND, [], |row| row.get(0)).optional().doing("reading this device's name")
        };
        if let Some(key) = find(&self.conn)? {
            return Ok(key);
        }
        let writing = write(&mut self.conn)?;
        let key = if let Some(key) = find(&writing)? {
            key // another process was first
        } else {
            let id = event::new_id(now);
            writing
                .execute("INSERT OR REPLACE INTO kept VALUES ('device', ?)", [id.simple().to_string()])
                .doing("naming this device")?;
            event::device_key(&writing, &id)?
        };
        writing.commit("naming this device")?;
        Ok(key)
    }

    /// Says who may see the items of publishers that are imported from now on, where that is not the group; and who may
    /// see those of all `others`.
    pub fn set_sights<'a>(
        &mut self,
        sights: impl IntoIterator<Item = (&'a str, Visibility)>,
        others: Option<Visibility>,
    ) {
        let folded = sights.into_iter().map(|(name, sight)| (crate::text::fold(name), sight));
        self.sights = Sights { of: folded.collect(), others };
    }

    /// Takes over what another journal was told of who may see what.
    pub fn take_sights(&mut self, other: &Journal) {
        self.sights = other.sights.clone();
    }

    /// The journal's file; `None` for one in memory.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Whether the journal lies encrypted on the disk.
    pub fn is_encrypted(&self) -> bool {
        self.key.is_some()
    }

    /// Whether another connection wrote to the journal since this was last asked.
    pub fn changed_elsewhere(&mut self) -> Result<bool> {
        let version = self
            .conn
            .pragma_query_value(None, "data_version", |row| row.get(0))
            .doing("looking for changes")?;
        Ok(std::mem::replace(&mut self.seen, version) != version)
    }
}

/// Ends a writing transaction: new items are counted and indexed, and the disk has it all.
fn commit(writing: Writing<'_>) -> Result<()> {
    rows::settle_new(&writing)?;
    writing.commit("writing to the journal")
}

/// Begins to write: waits for its turn now, so that nothing read meanwhile is out of date.
fn write(conn: &mut Connection) -> Result<Writing<'_>> {
    let writing = Writing::begin(conn, "beginning to write")?;
    if following::begin(&writing)? {
        regions::join_spellings(&writing)?;
    }
    Ok(writing)
}
