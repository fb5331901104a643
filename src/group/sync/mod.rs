//! Journals kept alike over a folder that another program carries: Syncthing, Nextcloud, git, a stick.
//!
//! Each machine has one log in the folder, which only it writes and only ever adds to. Syncing is: read what is new in
//! the logs of the others, then add to one's own what the folder does not have. The journal is the union of all events,
//! so no order, repetition or gap of the carrier can do harm, and what is missing in the folder is missing in no journal.

mod folder;
mod log;
mod taking;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::error::{Error, Result};
use super::redact::Redaction;
use super::sealed::FolderKey;
use super::share::{self, Audience, Share};
use super::sheet::HeldBack;
use crate::clock::Moment;
use crate::journal::{Carried, Filter, Journal, Merged, Parcel};
use crate::lasting;
pub use folder::{Contents, Folder, Whose, look};
pub use log::Ending;
use log::Place;
use taking::Taking;

/// Under which name the journal keeps what it knows of a folder.
fn kept_as(id: &str) -> String {
    format!("folder:{id}")
}

/// Under which name the journal keeps which folder lies at a path.
fn path_as(path: &Path) -> String {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    // with a slash at its end, as shells complete it, it is the same folder
    let path: PathBuf = path.components().collect();
    format!("folder-at:{}", path.display())
}

/// What this machine keeps of a folder.
#[derive(Serialize, Deserialize)]
struct Known {
    secret: String,
    whose: Whose,
    sealed_key: Vec<u8>,
    /// What the folder has from here.
    carried: Carried,
    /// Up to where each log was read, by its name.
    read: BTreeMap<String, Place>,
}

/// What a machine has to be told before it can sync with a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Needs {
    /// Nothing: it knows the folder.
    Nothing,
    /// The passphrase of the folder.
    Passphrase,
    /// A new passphrase: nobody has synced here before.
    NewPassphrase,
    /// The passphrase of a second key, made by a machine that could not see this one's. It can go on without.
    OtherPassphrase,
}

/// What syncing brought, sent, and missed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Synced {
    /// What came.
    pub came: Merged,
    /// Events, or for a group items, that went.
    pub went: usize,
    /// Bytes that were added to this machine's log.
    pub bytes: u64,
    /// The logs of other machines, by name.
    pub logs: Vec<LogSeen>,
    /// Files that are nothing of kneel's; they were left alone.
    pub foreign: Vec<String>,
    /// Logs that were here last time and are not now. Nothing is deleted for it; what they held is in this machine's log.
    pub vanished: Vec<String>,
    /// Whether the log of this machine was not here any more, or an older one, and was written again.
    pub written_again: bool,
    /// What was held back from a group.
    pub held_back: HeldBack,
}

impl Synced {
    /// Whether something has not come whole.
    pub fn is_missing_something(&self) -> bool {
        !self.vanished.is_empty() || self.logs.iter().any(|log| log.state != "read")
    }
}

/// A log as it was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LogSeen {
    /// The file's name.
    pub name: String,
    /// `read`, `half`, `damaged`, `other key`, `of another kind`, `newer`.
    pub state: &'static str,
    /// Events that were read in it; some of them may have come before by another way.
    pub events: u64,
    /// Whether it was another or an older file than last time, and was read from its beginning.
    pub anew: bool,
}

/// A piece of a log, opened.
#[derive(Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Piece {
    Events(Parcel),
    Share(Share),
}

/// What a machine needs before it can sync with a folder.
pub fn needs(journal: &Journal, path: &Path) -> Result<Needs> {
    let contents = look(path)?;
    if known_key(journal, path, &contents)?.is_some() {
        // a copy that somebody made of a key has another name
        let other = unknown_keys(journal, &contents)?.iter().any(|file| folder::key_id(file).is_some());
        return Ok(if other { Needs::OtherPassphrase } else { Needs::Nothing });
    }
    match (contents.keys.is_empty(), contents.logs.is_empty()) {
        (false, _) => Ok(Needs::Passphrase),
        (true, true) => Ok(Needs::NewPassphrase),
        (true, false) => Err(Error::Folder(format!(
            "{} has logs but not their key (a file that ends in .key.age); it may still be on its way; \
             nothing was changed; try again when its carrier is done",
            path.display()
        ))),
    }
}

/// The id of a key that this machine knows and the folder has, or had when it was last here.
fn known_key(journal: &Journal, path: &Path, contents: &Contents) -> Result<Option<String>> {
    let mut ids: Vec<String> = contents.keys.iter().filter_map(|file| folder::key_id(file)).collect();
    ids.extend(contents.logs.iter().map(|(_, key)| key.clone()));
    if contents.is_new() {
        ids.extend(journal.kept(&path_as(path))?);
    }
    // two machines that began while they could not see each other made two keys: all go on with the first
    ids.sort();
    for id in ids {
        if journal.kept(&kept_as(&id))?.is_some() {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

/// The files of keys that this machine does not know.
fn unknown_keys(journal: &Journal, contents: &Contents) -> Result<Vec<PathBuf>> {
    let mut unknown = Vec::new();
    for file in &contents.keys {
        match folder::key_id(file) {
            Some(id) if journal.kept(&kept_as(&id))?.is_some() => {}
            _ => unknown.push(file.clone()),
        }
    }
    Ok(unknown)
}

/// Makes this machine know a folder: makes its key where it has none, else opens those of its keys that the passphrase
/// opens. Where it opens none, that is an error.
pub fn enter(journal: &mut Journal, path: &Path, whose: Whose, passphrase: &str) -> Result<Whose> {
    let contents = look(path)?;
    if contents.keys.is_empty() {
        let folder = Folder::make(path, whose, passphrase)?;
        keep(journal, &folder)?;
        return Ok(whose);
    }
    let (mut entered, mut closed) = (None, None);
    for file in &unknown_keys(journal, &contents)? {
        let folder = match Folder::open(path, file, passphrase) {
            Ok(folder) => folder,
            // each key may have a passphrase of its own
            Err(error @ (Error::WrongPassphrase | Error::Damaged(_))) => {
                closed.get_or_insert(error);
                continue;
            }
            Err(error) => return Err(error),
        };
        if folder.whose != whose {
            let (is, option) = match folder.whose {
                Whose::Own => ("of one person's machines", "leave --group out"),
                Whose::Group => ("of a group", "say --group"),
            };
            return Err(Error::Folder(format!(
                "{} is a folder {is}; nothing was changed; {option} if that is what you want",
                path.display()
            )));
        }
        keep(journal, &folder)?;
        entered = Some(folder.whose);
    }
    match (entered, closed) {
        (None, Some(error)) => Err(error),
        (entered, _) => Ok(entered.unwrap_or(whose)),
    }
}

fn keep(journal: &mut Journal, folder: &Folder) -> Result<()> {
    let id = folder.key.id();
    let known = Known {
        secret: folder.key.secret(),
        whose: folder.whose,
        sealed_key: folder.sealed_key.clone(),
        carried: Carried::default(),
        read: BTreeMap::new(),
    };
    if journal.kept(&kept_as(&id))?.is_none() {
        journal.keep_json(&kept_as(&id), &known)?;
    }
    Ok(journal.keep(&path_as(&folder.path), Some(&id))?)
}

/// Whose machines a folder is for that this machine knows.
pub fn whose(journal: &Journal, path: &Path) -> Result<Option<Whose>> {
    let Some(id) = known_key(journal, path, &look(path)?)? else { return Ok(None) };
    Ok(journal.kept_json::<Known>(&kept_as(&id))?.map(|known| known.whose))
}

/// Whether this machine knows a folder and never synced with it.
pub fn is_first(journal: &Journal, path: &Path) -> Result<bool> {
    let Some(id) = known_key(journal, path, &look(path)?)? else { return Ok(false) };
    let known: Option<Known> = journal.kept_json(&kept_as(&id))?;
    Ok(known.is_some_and(|known| known.read.is_empty() && known.carried == Carried::default()))
}

/// Syncs with a folder that this machine knows.
pub fn sync(journal: &mut Journal, path: &Path, now: Moment, redaction: &Redaction) -> Result<Synced> {
    let _turn = take_turn(journal)?;
    let contents = look(path)?;
    let id = known_key(journal, path, &contents)?
        .ok_or_else(|| Error::Folder("this machine does not know the folder yet".to_owned()))?;
    let mut known: Known = journal
        .kept_json(&kept_as(&id))?
        .ok_or_else(|| Error::Damaged("what this machine keeps of the folder".to_owned()))?;
    let (key, sealed_key) = (FolderKey::parse(&known.secret)?, known.sealed_key.clone());
    let folder = Folder { path: path.to_owned(), key, whose: known.whose, sealed_key };
    let machine: String = journal.device_id()?.simple().to_string();
    let own = folder.log_of(&machine);
    let foreign = contents.foreign.iter().filter(|file| **file != own).map(|file| name(file)).collect();
    let mut synced = Synced { foreign, ..Synced::default() };
    let here: Vec<String> = contents.logs.iter().map(|(file, _)| name(file)).collect();
    synced.vanished =
        known.read.keys().filter(|log| **log != name(&own) && !here.contains(log)).cloned().collect();
    let mut taking = Taking::of(journal, &folder, &mut known);
    let mut anew = true; // it is not there, or emptied
    for (file, log_key) in &contents.logs {
        let seen = taking.log(file, log_key)?;
        if *file == own && seen.state == "newer" {
            return Err(Error::Newer("this machine's log".to_owned()));
        } else if *file == own {
            // one that begins with another key cannot go on with this one
            anew = *log_key != folder.key.id();
            if anew || seen.anew || seen.state != "read" {
                synced.written_again = true;
                // before anything is kept: who is stopped from here on still writes all of it next time
                taking.known.carried = Carried::default();
            }
        } else {
            synced.logs.push(seen);
        }
    }
    taking.join()?;
    synced.came = taking.came;
    if anew {
        synced.written_again |= known.read.remove(&name(&own)).is_some();
    }
    if synced.written_again || !synced.vanished.is_empty() {
        // the folder may lack anything now, and who wrote it may never come back: this log tells all
        known.carried = Carried::default();
        known.read.retain(|log, _| !synced.vanished.contains(log));
        journal.note_sent(&id, None)?;
    }
    folder.put_key()?;
    match folder.whose {
        Whose::Own => send_events(journal, &folder, &own, &mut known, &mut synced)?,
        Whose::Group => send_share(journal, &folder, &own, &mut known, &mut synced, (now, redaction))?,
    }
    journal.keep_json(&kept_as(&id), &known)?;
    journal.keep(&path_as(path), Some(&id))?;
    forget_moved(journal, &path_as(path), &id)?;
    Ok(synced)
}

/// Forgets where a folder lay that lies elsewhere now.
fn forget_moved(journal: &mut Journal, now_at: &str, id: &str) -> Result<()> {
    for (path, key) in journal.kept_under("folder-at:")? {
        let kept = path_as(Path::new(&path));
        if key == id && kept != now_at && !Path::new(&path).exists() {
            journal.keep(&kept, None)?;
        }
    }
    Ok(())
}

/// Two kneels that sync at once would write one log over the other.
fn take_turn(journal: &Journal) -> Result<Option<File>> {
    let Some(path) = journal.path().map(|path| path.with_file_name("sync.lock")) else { return Ok(None) };
    let file = lasting::lock_file(&path).map_err(Error::io("making", &path))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(std::fs::TryLockError::WouldBlock) => Err(Error::Busy),
        Err(std::fs::TryLockError::Error(error)) => Err(Error::io("locking", &path)(error)),
    }
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn packed(piece: &Piece) -> Result<Vec<u8>> {
    let json = serde_json::to_vec(piece).map_err(|error| Error::Sealing(error.to_string()))?;
    Ok(lz4_flex::block::compress_prepend_size(&json))
}

/// Adds to this machine's log all events that the folder does not have.
fn send_events(
    journal: &Journal,
    folder: &Folder,
    own: &Path,
    known: &mut Known,
    synced: &mut Synced,
) -> Result<()> {
    let (mut pieces, mut carried) = (Vec::new(), known.carried.clone());
    loop {
        let (parcel, next) = journal.unsent(&carried)?;
        let done = next == carried;
        carried = next;
        if !parcel.is_empty() {
            synced.went += parcel.events();
            pieces.push(packed(&Piece::Events(parcel))?);
        }
        if done {
            break;
        }
    }
    add(folder, own, known, synced, &pieces)?;
    known.carried = carried;
    Ok(())
}

/// Adds to this machine's log what the group may see and the folder does not have.
fn send_share(
    journal: &mut Journal,
    folder: &Folder,
    own: &Path,
    known: &mut Known,
    synced: &mut Synced,
    (now, redaction): (Moment, &Redaction),
) -> Result<()> {
    let id = folder.key.id();
    let (share, held_back) = unsent(journal, Some(&id), now, redaction)?;
    synced.held_back = held_back;
    synced.went = share.len();
    let records = share.records();
    let pieces = if share.is_empty() { Vec::new() } else { vec![packed(&Piece::Share(share))?] };
    add(folder, own, known, synced, &pieces)?;
    Ok(journal.note_sent(&id, Some(&records))?)
}

/// What would go to a group's folder now, with what is held back.
pub fn to_send(
    journal: &mut Journal,
    path: &Path,
    now: Moment,
    redaction: &Redaction,
) -> Result<(Share, HeldBack)> {
    let id = known_key(journal, path, &look(path)?)?;
    unsent(journal, id.as_deref(), now, redaction)
}

/// What the group may see and the folder of a key does not have; `None`: nobody has synced there yet.
fn unsent(
    journal: &mut Journal,
    id: Option<&str>,
    now: Moment,
    redaction: &Redaction,
) -> Result<(Share, HeldBack)> {
    let (share, held_back) =
        share::gather(journal, &Filter::default(), now.day(), Audience::Group, redaction)?;
    let Some(id) = id else { return Ok((share, held_back)) };
    let wanted = journal.not_sent(id, &share.records())?;
    Ok((share.only(&wanted), held_back))
}

fn add(
    folder: &Folder,
    own: &Path,
    known: &mut Known,
    synced: &mut Synced,
    pieces: &[Vec<u8>],
) -> Result<()> {
    let name = name(own);
    let through = known.read.get(&name).cloned().unwrap_or_default();
    if pieces.is_empty() && through != Place::default() {
        return Ok(());
    }
    let end = log::append(own, &folder.key, &through, pieces)?;
    synced.bytes = end.end - through.end;
    known.read.insert(name, end);
    Ok(())
}

/// The folders that this machine syncs with, by the paths where they were last.
pub fn folders(journal: &Journal) -> Result<Vec<PathBuf>> {
    Ok(journal.kept_under("folder-at:")?.into_iter().map(|(path, _)| PathBuf::from(path)).collect())
}
