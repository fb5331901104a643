//! Where subscriptions are kept: in the journal, among what is this machine's own.
//!
//! So they are in every copy of the journal and in no export, nobody else can read them, and two processes cannot
//! spoil them. Each has a row for what the person said, and beside it one for what was learned by fetching.

use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::address::Address;
use super::folder::Files;
use super::follow::{Failure, Validators};
use super::schedule::Wait;
use crate::clock::Moment;
use crate::journal::{Journal, Result};
use crate::text;

/// What the person said.
const SUBSCRIPTION: &str = "subscription:";

/// What the last fetch learned.
const FETCHED: &str = "fetched:";

/// The files of a folder that were looked at.
const FILES: &str = "files:";

/// Digits of an id.
const ID: usize = 8;

/// Something that a person wants to be read whenever there is something new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscription {
    /// Its id, the same on every machine.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Where it is.
    pub place: Place,
}

/// Where bulletins come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// A page or a feed.
    Web(Address),
    /// A folder or a Maildir.
    Folder(PathBuf),
}

impl Place {
    /// As much of it as can be told to anybody.
    pub fn shown(&self) -> String {
        match self {
            Place::Web(address) => address.shown(),
            Place::Folder(folder) => folder.display().to_string(),
        }
    }

    /// All of it.
    pub fn whole(&self) -> String {
        match self {
            Place::Web(address) => address.whole().to_owned(),
            Place::Folder(folder) => folder.display().to_string(),
        }
    }

    /// What it is called unless the person says otherwise.
    fn name(&self) -> String {
        match self {
            Place::Web(address) => address.shown(),
            Place::Folder(folder) => {
                folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy().into_owned()
            }
        }
    }
}

/// What is written down of a subscription.
#[derive(Serialize, Deserialize)]
struct Row {
    name: String,
    place: Place,
}

/// What the last fetch learned.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Memory {
    /// When it was, in milliseconds since 1970; 0 for never.
    pub last: i64,
    /// When the next may be.
    pub wait: Wait,
    /// What went wrong.
    pub problem: Option<String>,
    /// Whether the server said that nothing will ever come again.
    pub ended: bool,
    /// What to send back to the server.
    pub validators: Option<Validators>,
    /// The hash of the document that was read last.
    pub content: Option<String>,
}

impl Memory {
    /// An answer came.
    pub fn answered(&mut self, now: Moment, holds: Option<Duration>, chance: f64) {
        self.last = now.unix_ms();
        self.wait = Wait::after_answer(now, holds, chance);
        self.problem = None;
    }

    /// None came, or none that is of use.
    pub fn failed(&mut self, now: Moment, failure: &Failure, chance: f64) {
        self.last = now.unix_ms();
        self.wait = self.wait.after_failure(now, failure.retry_after, chance);
        self.problem = Some(failure.why.clone());
    }
}

/// All subscriptions, by name. What a newer kneel wrote and this one cannot read is left alone.
pub fn all(journal: &Journal) -> Result<Vec<Subscription>> {
    let mut all: Vec<Subscription> = journal
        .kept_under(SUBSCRIPTION)?
        .into_iter()
        .filter_map(|(id, body)| {
            let Row { name, place } = serde_json::from_str(&body).ok()?;
            Some(Subscription { id, name, place })
        })
        .collect();
    all.sort_by_cached_key(|one| (text::fold(&one.name), one.id.clone()));
    Ok(all)
}

/// Subscribes. What is subscribed to already, there or where it has moved to since, gets the new name, if there is one, and
/// begins anew if it had ended. Tells whether anything is other than before.
pub fn add(journal: &mut Journal, place: Place, name: Option<String>) -> Result<(Subscription, bool)> {
    let id = new_id(&place);
    let known = all(journal)?.into_iter().find(|one| one.place == place || one.id == id);
    let ended =
        known.as_ref().map_or(Ok(false), |one| memory(journal, &one.id).map(|memory| memory.ended))?;
    let mut one = known.clone().unwrap_or_else(|| Subscription { id, name: place.name(), place });
    one.name = name.unwrap_or(one.name);
    if known.is_none() || ended {
        journal.keep(&format!("{FETCHED}{}", one.id), None)?;
    }
    let row = Row { name: one.name.clone(), place: one.place.clone() };
    journal.keep_json(&format!("{SUBSCRIPTION}{}", one.id), &row)?;
    let changed = ended || known.as_ref() != Some(&one);
    Ok((one, changed))
}

/// Ends a subscription. What it brought stays.
pub fn remove(journal: &mut Journal, id: &str) -> Result<()> {
    [SUBSCRIPTION, FETCHED, FILES].iter().try_for_each(|row| journal.keep(&format!("{row}{id}"), None))
}

/// Writes down that a subscription is at another address from now on, if it still stands as it was read.
pub fn moved(journal: &mut Journal, one: &Subscription, to: Address) -> Result<bool> {
    let row = format!("{SUBSCRIPTION}{}", one.id);
    let Some(held) = journal.kept(&row)? else { return Ok(false) };
    let Ok(Row { name, place }) = serde_json::from_str(&held) else { return Ok(false) };
    if place != one.place {
        return Ok(false);
    }
    let moved = Row { name, place: Place::Web(to) };
    match serde_json::to_string(&moved) {
        Ok(body) => journal.exchange(&row, &held, &body),
        Err(_) => Ok(false),
    }
}

/// What the last fetch learned.
pub fn memory(journal: &Journal, id: &str) -> Result<Memory> {
    Ok(journal.kept_json(&format!("{FETCHED}{id}"))?.unwrap_or_default())
}

/// Writes down what a fetch learned.
pub fn remember(journal: &mut Journal, id: &str, memory: &Memory) -> Result<()> {
    journal.keep_json(&format!("{FETCHED}{id}"), memory)
}

/// The files of a folder that were looked at.
pub fn files(journal: &Journal, id: &str) -> Result<Files> {
    Ok(journal.kept_json(&format!("{FILES}{id}"))?.unwrap_or_default())
}

/// Writes them down.
pub fn remember_files(journal: &mut Journal, id: &str, files: &Files) -> Result<()> {
    journal.keep_json(&format!("{FILES}{id}"), files)
}

fn new_id(place: &Place) -> String {
    let mut id = blake3::hash(place.whole().as_bytes()).to_hex().to_string();
    id.truncate(ID);
    id
}
