//! Reads the rows of tables from the pages of a SQLite file that SQLite does not open any more, and from its log.
//!
//! The form is SQLite's "Database File Format" (sqlite.org/fileformat2.html): b-tree pages (1.6), overflow pages (1.7),
//! records (2.1), the log (4). Only leaves are read, each by itself: what stood above them, and in which table, may be
//! gone. Nothing that is read is trusted: a cell counts only if its record adds up to its length.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use crate::journal::foreign_log;

/// No record is longer, in bytes: originals are kept packed, and no larger.
const LONGEST: u64 = 300 << 20;

/// What a leaf of a table begins with, and one of an index.
const TABLE_LEAF: u8 = 0x0d;
const INDEX_LEAF: u8 = 0x0a;

/// Where the first page's own header begins.
const FIRST: usize = 100;

/// A damaged file with its log.
pub(super) struct Pages {
    file: RefCell<File>,
    log: Option<RefCell<File>>,
    /// Bytes in a page.
    size: usize,
    /// Pages in the file; the last one may have been cut.
    count: u32,
    /// Where the newest version of a page begins in the log.
    newer: BTreeMap<u32, u64>,
}

/// One row as it lay in a page.
pub(super) struct Record {
    /// Its key; `None`: of an index, or of a table that is one.
    pub key: Option<i64>,
    payload: Vec<u8>,
}

/// One value of a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Value<'a> {
    Null,
    Integer(i64),
    Real,
    Text(&'a str),
    Blob(&'a [u8]),
}

impl Pages {
    /// Opens a file to be read, whatever it is, or its log alone where it is gone. `size`: bytes in a page. `with_log`: the
    /// log beside it is its own.
    pub(super) fn open(path: &Path, size: usize, with_log: bool) -> io::Result<Self> {
        let log = with_log.then(|| File::open(foreign_log::log_of(path)).ok()).flatten();
        let (file, length) = match (File::open(path), &log) {
            (Ok(mut file), _) => {
                let length = file.seek(SeekFrom::End(0))?;
                (file, length)
            }
            (Err(_), Some(log)) => (log.try_clone()?, 0),
            (Err(error), None) => return Err(error),
        };
        let count = u32::try_from(length.div_ceil(size as u64)).unwrap_or(u32::MAX);
        let mut pages = Pages {
            file: RefCell::new(file),
            log: log.map(RefCell::new),
            size,
            count,
            newer: BTreeMap::new(),
        };
        pages.newer =
            pages.log.as_ref().map(|log| newest_in(&mut log.borrow_mut(), size)).unwrap_or_default();
        Ok(pages)
    }

    /// The size of a page as the file itself says, if it can be that.
    pub(super) fn told_size(path: &Path) -> Option<usize> {
        let mut head = [0; 18];
        File::open(path).ok()?.read_exact(&mut head).ok()?;
        let size = match u16::from_be_bytes([*head.get(16)?, *head.get(17)?]) {
            1 => 65_536,
            size => usize::from(size),
        };
        (head.starts_with(b"SQLite format 3\0") && size.is_power_of_two() && size >= 512).then_some(size)
    }

    /// Hands over each row that can be read on the first so many pages, of every version that is there of a page.
    pub(super) fn each(&self, most: u32, take: &mut dyn FnMut(&Record)) {
        let highest = self.newer.keys().last().map_or(self.count, |last| self.count.max(*last));
        for number in 1..=highest.min(most) {
            let newer = self.newer.contains_key(&number);
            for page in [self.page(number), newer.then(|| self.older(number)).flatten()].into_iter().flatten()
            {
                self.records(number, &page, take);
            }
        }
    }

    /// The newest version of a page.
    fn page(&self, number: u32) -> Option<Vec<u8>> {
        match (self.newer.get(&number), &self.log) {
            (Some(at), Some(log)) => read(&mut log.borrow_mut(), *at, self.size),
            _ => self.older(number),
        }
    }

    /// A page as it lies in the file itself.
    fn older(&self, number: u32) -> Option<Vec<u8>> {
        let at = u64::from(number.checked_sub(1)?) * self.size as u64;
        (number <= self.count).then(|| read(&mut self.file.borrow_mut(), at, self.size))?
    }

    fn records(&self, number: u32, page: &[u8], take: &mut dyn FnMut(&Record)) {
        let begin = if number == 1 { FIRST } else { 0 };
        let Some(head) = page.get(begin..begin + 8) else { return };
        let (kind, cells) = (head[0], usize::from(u16::from_be_bytes([head[3], head[4]])));
        let pointers = begin + 8;
        if !matches!(kind, TABLE_LEAF | INDEX_LEAF) || pointers + 2 * cells > self.size {
            return;
        }
        for cell in 0..cells {
            let at = pointers + 2 * cell;
            let Some(&[high, low]) = page.get(at..at + 2) else { return };
            let at = usize::from(u16::from_be_bytes([high, low]));
            if at >= pointers + 2 * cells
                && let Some(record) = page.get(at..).and_then(|cell| self.record(kind, cell))
            {
                take(&record);
            }
        }
    }

    fn record(&self, kind: u8, cell: &[u8]) -> Option<Record> {
        let (length, mut at) = varint(cell)?;
        let key = if kind == TABLE_LEAF {
            let (key, more) = varint(cell.get(at..)?)?;
            at += more;
            Some(key as i64)
        } else {
            None
        };
        let here = local(kind, self.size, usize::try_from(length).ok().filter(|_| length <= LONGEST)?);
        let length = length as usize;
        let mut payload = cell.get(at..at + here)?.to_vec();
        // before a chain is followed that a page of noise may name
        (layout(&payload)?.1 == length).then_some(())?;
        if here < length {
            let next = cell.get(at + here..at + here + 4)?;
            self.overflow(u32::from_be_bytes(next.try_into().ok()?), length, &mut payload)?;
        }
        Some(Record { key, payload })
    }

    /// Follows the pages on which the rest of a record lies.
    fn overflow(&self, mut next: u32, length: usize, payload: &mut Vec<u8>) -> Option<()> {
        while payload.len() < length {
            let page = self.page(next)?;
            next = u32::from_be_bytes(page.get(..4)?.try_into().ok()?);
            let wanted = (length - payload.len()).min(self.size - 4);
            payload.extend_from_slice(page.get(4..4 + wanted)?);
        }
        Some(())
    }
}

impl Record {
    /// Its values in their order; `None`: it makes no sense.
    pub(super) fn values(&self) -> Option<Vec<Value<'_>>> {
        let (types, _) = layout(&self.payload)?;
        let (length, _) = varint(&self.payload)?;
        let mut rest = self.payload.get(usize::try_from(length).ok()?..)?;
        types
            .into_iter()
            .map(|kind| {
                let (value, after) = rest.split_at_checked(width(kind)?)?;
                rest = after;
                of_kind(kind, value)
            })
            .collect()
    }
}

/// The kinds of a record's values, and how long the whole of it must be.
fn layout(payload: &[u8]) -> Option<(Vec<u64>, usize)> {
    let (length, mut at) = varint(payload)?;
    let head = payload.get(..usize::try_from(length).ok()?)?;
    let (mut types, mut whole) = (Vec::new(), head.len());
    while at < head.len() {
        let (kind, more) = varint(head.get(at..)?)?;
        at += more;
        whole = whole.checked_add(width(kind)?)?;
        types.push(kind);
    }
    Some((types, whole))
}

/// Bytes of a value.
fn width(kind: u64) -> Option<usize> {
    match kind {
        0 | 8 | 9 => Some(0),
        1..=4 => usize::try_from(kind).ok(),
        5 => Some(6),
        6 | 7 => Some(8),
        10 | 11 => None,
        kind => usize::try_from((kind - 12) / 2).ok(),
    }
}

fn of_kind(kind: u64, bytes: &[u8]) -> Option<Value<'_>> {
    Some(match kind {
        0 => Value::Null,
        7 => Value::Real,
        8 => Value::Integer(0),
        9 => Value::Integer(1),
        1..=6 => {
            let negative = bytes.first().is_some_and(|first| *first >= 0x80);
            let begin = if negative { -1 } else { 0 };
            Value::Integer(bytes.iter().fold(begin, |value: i64, byte| (value << 8) | i64::from(*byte)))
        }
        kind if kind % 2 == 0 => Value::Blob(bytes),
        _ => Value::Text(std::str::from_utf8(bytes).ok()?),
    })
}

/// How many bytes of a record lie on its leaf.
fn local(kind: u8, size: usize, length: usize) -> usize {
    let least = (size - 12) * 32 / 255 - 23;
    let most = if kind == TABLE_LEAF { size - 35 } else { (size - 12) * 64 / 255 - 23 };
    if length <= most {
        return length;
    }
    let wanted = least + (length - least) % (size - 4);
    if wanted <= most { wanted } else { least }
}

/// A number of SQLite's, of 1 to 9 bytes, and how many it took.
fn varint(bytes: &[u8]) -> Option<(u64, usize)> {
    let mut value = 0;
    for (at, byte) in bytes.iter().take(8).enumerate() {
        value = (value << 7) | u64::from(byte & 0x7f);
        if *byte < 0x80 {
            return Some((value, at + 1));
        }
    }
    Some(((value << 8) | u64::from(*bytes.get(8)?), 9))
}

/// A page, with zeros for what was cut off.
fn read(file: &mut File, at: u64, size: usize) -> Option<Vec<u8>> {
    file.seek(SeekFrom::Start(at)).ok()?;
    let mut page = Vec::with_capacity(size);
    // a sector that cannot be read ends the page, and not the salvage
    let _ = file.take(size as u64).read_to_end(&mut page);
    page.resize(size, 0);
    Some(page)
}

/// Where the newest version of each page begins in a log. Only what was committed counts: frames up to the last one that
/// ends a transaction, with the salt of the log's beginning.
fn newest_in(log: &mut File, size: usize) -> BTreeMap<u32, u64> {
    let (mut newest, mut open) = (BTreeMap::new(), BTreeMap::new());
    let Some(head) = read(log, 0, 32) else { return newest };
    let number = |bytes: &[u8], at: usize| {
        bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).map_or(0, u32::from_be_bytes)
    };
    if number(&head, 0) & !1 != 0x377f_0682 || number(&head, 8) as usize != size {
        return newest;
    }
    let length = log.seek(SeekFrom::End(0)).unwrap_or(0);
    let mut at = 32;
    while at + 24 + size as u64 <= length {
        let Some(frame) = read(log, at, 24) else { break };
        if frame.get(8..16) != head.get(16..24) {
            break;
        }
        open.insert(number(&frame, 0), at + 24);
        if number(&frame, 4) > 0 {
            newest.append(&mut open);
        }
        at += 24 + size as u64;
    }
    newest
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_sqlite_wrote_is_read_as_it_was_also_from_the_log_and_over_many_pages() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let conn = rusqlite::Connection::open(&path).unwrap();
        conn.execute_batch(
            "PRAGMA page_size = 1024; PRAGMA journal_mode = WAL;
             CREATE TABLE a(b, c, d, e); CREATE INDEX c ON a(c);",
        )
        .unwrap();
        for number in 0..200_i64 {
            let (long, blob) = ("é".repeat(number as usize * 9), vec![7_u8; number as usize * 3]);
            let sum = number.pow(6) * if number % 2 == 0 { 1 } else { -1 };
            conn.execute("INSERT INTO a VALUES (?, ?, ?, NULL)", rusqlite::params![sum, long, blob]).unwrap();
            if number == 100 {
                conn.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
            }
        }
        let size = Pages::told_size(&path).unwrap();
        assert_eq!(size, 1024);
        let mut found = BTreeMap::new();
        Pages::open(&path, size, true).unwrap().each(u32::MAX, &mut |record| {
            if let (
                Some(key),
                Some([Value::Integer(sum), Value::Text(long), Value::Blob(blob), Value::Null]),
            ) = (record.key, record.values().as_deref())
            {
                found.insert(key, (*sum, long.len(), blob.len()));
            }
        });
        assert_eq!(found.len(), 200);
        for (key, (sum, long, blob)) in found {
            let number = key - 1;
            assert_eq!(sum.abs(), number.pow(6));
            assert_eq!(
                (sum < 0, long, blob),
                (number % 2 == 1 && number > 0, number as usize * 18, number as usize * 3)
            );
        }
    }

    proptest! {
        #[test]
        fn noise_is_read_to_its_end_and_never_further(bytes in proptest::collection::vec(any::<u8>(), 0..5_000)) {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("noise.db");
            for begin in [&[][..], &[TABLE_LEAF, 0, 0, 0, 40, 0, 0, 0]] {
                std::fs::write(&path, [begin, &bytes].concat()).unwrap();
                std::fs::write(folder.path().join("noise.db-wal"), &bytes).unwrap();
                for size in [512, 4096] {
                    Pages::open(&path, size, true).unwrap().each(u32::MAX, &mut |record| drop(record.values()));
                }
            }
        }
    }
}
