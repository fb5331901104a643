//! Reads what is new in the logs of a folder, and joins it to the journal.

use std::path::Path;

use super::folder::Folder;
use super::log::{self, Ending, Place};
use super::{Known, LogSeen, Piece, Whose, kept_as, name};
use crate::group::error::Result;
use crate::group::sealed::FolderKey;
use crate::group::unpacked;
use crate::journal::{Journal, Merged, Parcel};

/// No piece unpacks to more, in bytes.
const MOST_BYTES: usize = 512 << 20;

/// So many events are joined at once: many at once are folded once, and fit in memory.
const AT_ONCE: usize = 200_000;

/// Reads logs, and joins what they hold to the journal, many pieces at once.
pub(super) struct Taking<'a> {
    journal: &'a mut Journal,
    folder: &'a Folder,
    pub known: &'a mut Known,
    /// What came so far.
    pub came: Merged,
    held: Held,
}

/// What was read and is not in the journal yet, with the places up to where it was read.
#[derive(Default)]
struct Held {
    parcel: Parcel,
    places: Vec<(String, Place)>,
}

impl<'a> Taking<'a> {
    /// Begins to read.
    pub(super) fn of(journal: &'a mut Journal, folder: &'a Folder, known: &'a mut Known) -> Self {
        Taking { journal, folder, known, came: Merged::default(), held: Held::default() }
    }

    /// Reads what is new in a log.
    pub(super) fn log(&mut self, file: &Path, log_key: &str) -> Result<LogSeen> {
        let mut seen = LogSeen { name: name(file), state: "read", events: 0, anew: false };
        let folder = self.folder;
        // a log of the second of two keys that were made at once
        let other: Option<Known> =
            if log_key == folder.key.id() { None } else { self.journal.kept_json(&kept_as(log_key))? };
        let other = other.map(|other| FolderKey::parse(&other.secret)).transpose()?;
        let key = match &other {
            Some(key) => key,
            None if log_key == folder.key.id() => &folder.key,
            None => {
                seen.state = "other key";
                return Ok(seen);
            }
        };
        let from = self.known.read.get(&seen.name).cloned().unwrap_or_default();
        let mut strange = None;
        let read = log::read(file, key, &from, |bytes| {
            match piece(&bytes) {
                Ok(Piece::Events(parcel)) if folder.whose == Whose::Own && parcel.is_sound() => {
                    seen.events += parcel.events() as u64;
                    self.held.parcel.add(parcel);
                }
                // one piece that makes no sense keeps nobody from the others; it is whole, so a newer kneel may read it
                Ok(Piece::Events(_)) if folder.whose == Whose::Own => strange = Some("newer"),
                Ok(Piece::Share(share)) if folder.whose == Whose::Group => {
                    let merged = share.join(self.journal)?;
                    seen.events += merged.events;
                    self.came.add(merged);
                }
                Ok(_) => strange = strange.or(Some("of another kind")),
                Err("newer") => strange = Some("newer"),
                Err(state) => strange = strange.or(Some(state)),
            }
            Ok(())
        })?;
        seen.anew = read.anew;
        seen.state = match (read.ending, strange) {
            (Ending::Whole, None) => "read",
            (Ending::Half, None) => "half",
            (Ending::Damaged, _) => "damaged",
            (Ending::Foreign, _) => "other key",
            (_, Some(state)) => state,
        };
        // what this kneel could not make sense of, a newer one may: it is read again then
        if strange != Some("newer") {
            self.held.places.push((seen.name.clone(), read.place));
        }
        if self.held.parcel.events() >= AT_ONCE {
            self.join()?;
        }
        Ok(seen)
    }

    /// Joins what was read. Only then does it count as read, so that who is stopped in between reads it again.
    pub(super) fn join(&mut self) -> Result<()> {
        let Held { parcel, places } = std::mem::take(&mut self.held);
        if !parcel.is_empty() {
            let merged = self.journal.join(parcel)?;
            self.known.carried.came(merged.rows);
            self.came.add(merged);
        }
        if !places.is_empty() {
            self.known.read.extend(places);
            self.journal.keep_json(&kept_as(&self.folder.key.id()), &*self.known)?;
        }
        Ok(())
    }
}

/// What a piece holds; where this kneel cannot tell, why.
fn piece(bytes: &[u8]) -> Result<Piece, &'static str> {
    let json = unpacked(bytes, MOST_BYTES).ok_or("damaged")?;
    serde_json::from_slice(&json).map_err(|_| "newer")
}
