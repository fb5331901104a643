//! A log of one machine: a line that names its key, then pieces that are only ever added, each sealed by itself.
//!
//! ```text
//! kneel-log/1 KEY\n   | length, 4 bytes | BLAKE3 of the sealed piece, 16 bytes | sealed piece | length | ...
//! ```
//!
//! So a carrier that brought half of it has brought whole pieces and the beginning of one, which tells itself.

use std::fs::File;
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::group::error::{Error, Result};
use crate::group::sealed::{self, FolderKey, Opening, Seal};
use crate::lasting;

/// The first word of every log.
const MAGIC: &str = "kneel-log/1 ";

/// Length and hash before each piece, in bytes.
const HEAD: u64 = 20;

/// No piece is longer, in bytes: a length beyond it is damage.
const LONGEST: u64 = 256 << 20;

/// Up to where a log was read, and the hash of the last piece before that, by which one knows it again.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Place {
    /// In bytes; 0: nothing was read.
    pub end: u64,
    /// Where the last piece begins.
    last: u64,
    /// Its hash.
    check: [u8; 16],
}

/// How a log ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// With its last piece.
    Whole,
    /// In the middle of a piece: the rest has not come yet.
    Half,
    /// With pieces in it that are damaged; those after them were read.
    Damaged,
    /// With pieces that another key opens.
    Foreign,
}

/// What reading a log came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// Up to where all was taken.
    pub place: Place,
    /// How it ended.
    pub ending: Ending,
    /// Whether it was another file than the one that was read last, and so was read from its beginning.
    pub anew: bool,
}

/// The key that a log names in its first line; `None`: it is no log.
pub fn key_of(path: &Path) -> Option<String> {
    let mut head = Vec::new();
    File::open(path).ok()?.take(64).read_to_end(&mut head).ok()?;
    let line = head.split(|byte| *byte == b'\n').next()?;
    let id = std::str::from_utf8(line).ok()?.strip_prefix(MAGIC)?;
    is_key_id(id).then(|| id.to_owned())
}

/// Whether it is an id as keys have it.
pub fn is_key_id(id: &str) -> bool {
    id.len() == 16 && id.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The first line of a log.
pub fn first_line(key: &FolderKey) -> Vec<u8> {
    format!("{MAGIC}{}\n", key.id()).into_bytes()
}

/// Reads what a log holds behind a place, piece by piece, opened. `take` is given each; where it fails, nothing behind
/// that piece counts as read.
pub fn read(
    path: &Path,
    key: &FolderKey,
    from: &Place,
    mut take: impl FnMut(Vec<u8>) -> Result<()>,
) -> Result<Progress> {
    let failed = |error| Error::io("reading", path)(error);
    let mut file = File::open(path).map_err(failed)?;
    let length = file.metadata().map_err(failed)?.len();
    let first = first_line(key).len() as u64;
    let known = from.end > 0 && from.end <= length && same_piece(&mut file, from).map_err(failed)?;
    let mut place = if known { from.clone() } else { Place { end: first, ..Place::default() } };
    let mut result = Progress { place: place.clone(), ending: Ending::Whole, anew: from.end > 0 && !known };
    file.seek(SeekFrom::Start(place.end)).map_err(failed)?;
    while place.end < length {
        let Some((size, check)) = head(&mut file).map_err(failed)? else {
            result.ending = worse(result.ending, Ending::Half);
            break;
        };
        let end = place.end + HEAD + size;
        if size > LONGEST {
            result.ending = Ending::Damaged;
            break;
        }
        if end > length {
            result.ending = worse(result.ending, Ending::Half);
            break;
        }
        let mut piece = vec![0; usize::try_from(size).unwrap_or(0)];
        file.read_exact(&mut piece).map_err(failed)?;
        place = Place { end, last: place.end, check };
        if hash(&piece) == check {
            match sealed::open(&piece, &Opening::Key(key)) {
                Ok(bytes) => take(bytes)?,
                Err(_) => result.ending = worse(result.ending, Ending::Foreign),
            }
        } else {
            result.ending = Ending::Damaged;
        }
        // behind what could not be read, nothing counts as read: it may come whole later
        if result.ending == Ending::Whole {
            result.place = place.clone();
        }
    }
    Ok(result)
}

fn worse(ending: Ending, now: Ending) -> Ending {
    if ending == Ending::Whole { now } else { ending }
}

/// Whether the piece before a place is the one that was there.
fn same_piece(file: &mut File, place: &Place) -> std::io::Result<bool> {
    if place.last == 0 {
        return Ok(true); // nothing but the first line was read
    }
    file.seek(SeekFrom::Start(place.last))?;
    let there = head(file)?;
    Ok(there.is_some_and(|(size, check)| check == place.check && place.last + HEAD + size == place.end))
}

/// Length and hash of the next piece; `None` where the file ends before.
fn head(file: &mut File) -> std::io::Result<Option<(u64, [u8; 16])>> {
    let mut bytes = [0; HEAD as usize];
    match file.read_exact(&mut bytes) {
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(None),
        other => other?,
    }
    let (size, check) = bytes.split_at(4);
    let size = size.try_into().map_or(0, u32::from_le_bytes);
    Ok(Some((u64::from(size), check.try_into().unwrap_or_default())))
}

fn hash(piece: &[u8]) -> [u8; 16] {
    let hash = blake3::hash(piece);
    let mut check = [0; 16];
    check.iter_mut().zip(hash.as_bytes()).for_each(|(to, from)| *to = *from);
    check
}

/// Adds pieces behind the whole ones that a log holds up to a place (0: a new log), so that at no moment anybody
/// sees less than before: another file is written, and takes the name when the disk has it. Returns its new end.
pub fn append(path: &Path, key: &FolderKey, through: &Place, pieces: &[Vec<u8>]) -> Result<Place> {
    let failed = |error| Error::io("writing", path)(error);
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new()
        .prefix(".kneel-")
        .tempfile_in(folder)
        .map_err(Error::io("writing in", folder))?;
    let mut place = Place { end: through.end, ..through.clone() };
    if through.end == 0 {
        let first = first_line(key);
        file.write_all(&first).map_err(failed)?;
        place.end = first.len() as u64;
    } else {
        let there = File::open(path).map_err(failed)?;
        std::io::copy(&mut there.take(through.end), &mut file).map_err(failed)?;
    }
    for piece in pieces {
        let sealed = sealed::seal(piece, &Seal::Key(key))?;
        let (size, check) = (u32::try_from(sealed.len()).unwrap_or(u32::MAX), hash(&sealed));
        file.write_all(&size.to_le_bytes())
            .and_then(|()| file.write_all(&check))
            .and_then(|()| file.write_all(&sealed))
            .map_err(failed)?;
        place = Place { end: place.end + HEAD + sealed.len() as u64, last: place.end, check };
    }
    lasting::put(file, path).map_err(failed)?;
    Ok(place)
}

/// Writes a file that is there whole or not at all, and never over another.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<()> {
    let failed = |error| Error::io("writing", path)(error);
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new()
        .prefix(".kneel-")
        .tempfile_in(folder)
        .map_err(Error::io("writing in", folder))?;
    file.write_all(bytes).map_err(failed)?;
    lasting::put_new(file, path).map_err(failed)
}
