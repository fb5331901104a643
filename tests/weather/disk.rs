//! What a disk may hold after a power cut: all that was synced, and of the rest any part.
//!
//! A file's bytes and the names in a folder are synced apart, as on any file system. Of the writes that were not
//! synced each is there, or not, or in some of its 512-byte sectors. Of the names that were not synced the older are
//! there before the newer, as file systems with a journal do it.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use crate::Dice;

const SECTOR: usize = 512;

/// One act upon the disk, as `unsynced.c` wrote it down.
pub struct Record {
    pub kind: u8,
    pub path: PathBuf,
    inode: u64,
    offset: usize,
    pub data: Vec<u8>,
}

/// Reads what was written down.
pub fn records(log: &Path) -> Vec<Record> {
    let bytes = std::fs::read(log).unwrap();
    let (mut rest, mut records) = (bytes.as_slice(), Vec::new());
    while !rest.is_empty() {
        let mut take = |count: usize| {
            let (taken, left) = rest.split_at(count);
            rest = left;
            taken
        };
        let small = |bytes: &[u8]| u32::from_ne_bytes(bytes.try_into().unwrap()) as usize;
        let large = |bytes: &[u8]| u64::from_ne_bytes(bytes.try_into().unwrap());
        let (kind, name) = (small(take(4)) as u8, small(take(4)));
        let (inode, offset, data) = (large(take(8)), large(take(8)) as usize, large(take(8)) as usize);
        let path = PathBuf::from(String::from_utf8(take(name).to_vec()).unwrap());
        records.push(Record { kind, path, inode, offset, data: take(data).to_vec() });
    }
    records
}

/// How the log of the journal is synced.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Synced {
    /// As the program did it.
    AsDone,
    /// As `synchronous=NORMAL` would: only before it is brought home into the journal. The program cannot be told to
    /// do so, and must not be; so its syncs of the log are taken for not done until then.
    Seldom,
}

enum Change {
    Write(usize, Vec<u8>),
    Cut(usize),
}

/// A file's bytes on the disk, and what it was told since.
#[derive(Default)]
struct File {
    synced: Vec<u8>,
    since: Vec<Change>,
}

fn write(bytes: &mut Vec<u8>, at: usize, data: &[u8]) {
    if bytes.len() < at + data.len() {
        bytes.resize(at + data.len(), 0);
    }
    bytes[at..at + data.len()].copy_from_slice(data);
}

fn apply(bytes: &mut Vec<u8>, change: &Change) {
    match change {
        Change::Write(at, data) => write(bytes, *at, data),
        Change::Cut(length) => bytes.resize(*length, 0),
    }
}

impl File {
    fn sync(&mut self) {
        for change in self.since.drain(..) {
            apply(&mut self.synced, &change);
        }
    }

    /// What is there after the cut.
    fn left(&self, dice: &mut Dice) -> Vec<u8> {
        let mut bytes = self.synced.clone();
        for change in &self.since {
            match (dice.below(3), change) {
                (0, _) => {}
                (1, Change::Write(at, data)) => {
                    for (number, sector) in data.chunks(SECTOR).enumerate() {
                        if dice.below(2) == 0 {
                            write(&mut bytes, at + number * SECTOR, sector);
                        }
                    }
                }
                (_, change) => apply(&mut bytes, change),
            }
        }
        bytes
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Node {
    File(usize),
    Folder,
}

type Names = BTreeMap<PathBuf, Node>;

/// The names in a folder on the disk, and what became of them since: `None` takes a name away.
#[derive(Default)]
struct Folder {
    synced: Names,
    since: Vec<Vec<(PathBuf, Option<Node>)>>,
}

/// A disk that was told all that was written down so far.
pub struct Disk {
    synced: Synced,
    files: Vec<File>,
    inodes: HashMap<u64, usize>,
    folders: BTreeMap<PathBuf, Folder>,
    /// What syncs of the journal's log were taken for not done.
    owed: Vec<usize>,
}

impl Disk {
    pub fn new(synced: Synced) -> Self {
        let (files, inodes, folders, owed) = Default::default();
        Disk { synced, files, inodes, folders, owed }
    }

    fn file(&mut self, inode: u64) -> usize {
        *self.inodes.entry(inode).or_insert_with(|| {
            self.files.push(File::default());
            self.files.len() - 1
        })
    }

    fn named(&mut self, changes: Vec<(PathBuf, Option<Node>)>) {
        let folder = changes[0].0.parent().unwrap().to_owned();
        self.folders.entry(folder).or_default().since.push(changes);
    }

    pub fn tell(&mut self, record: &Record) {
        let Record { kind, path, inode, offset, data } = record;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.ends_with("-shm") {
            return; // shared memory, made anew by whoever opens the journal first
        }
        match kind {
            b'C' => {
                self.inodes.remove(inode);
                let file = self.file(*inode);
                self.named(vec![(path.clone(), Some(Node::File(file)))]);
            }
            b'M' => self.named(vec![(path.clone(), Some(Node::Folder))]),
            b'U' => self.named(vec![(path.clone(), None)]),
            b'R' => {
                let (from, file) = (String::from_utf8(data.clone()).unwrap(), self.file(*inode));
                self.named(vec![(from.into(), None), (path.clone(), Some(Node::File(file)))]);
            }
            b'W' => {
                if name == "journal.db" {
                    for file in std::mem::take(&mut self.owed) {
                        self.files[file].sync();
                    }
                }
                let file = self.file(*inode);
                self.files[file].since.push(Change::Write(*offset, data.clone()));
            }
            b'T' => {
                let file = self.file(*inode);
                self.files[file].since.push(Change::Cut(*offset));
            }
            b'S' => {
                let file = self.file(*inode);
                if self.synced == Synced::Seldom && name.ends_with("-wal") {
                    self.owed.push(file);
                } else {
                    self.files[file].sync();
                }
            }
            b'D' => {
                let listing = String::from_utf8(data.clone()).unwrap();
                let names = listing.lines().map(|line| {
                    let mut parts = line.splitn(3, ' ');
                    let (inode, kind) = (parts.next().unwrap().parse().unwrap(), parts.next().unwrap());
                    let node = if kind == "d" { Node::Folder } else { Node::File(self.file(inode)) };
                    (path.join(parts.next().unwrap()), node)
                });
                let synced = names.collect();
                self.folders.insert(path.clone(), Folder { synced, since: Vec::new() });
            }
            _ => {}
        }
    }

    /// Writes what is left after a power cut into a folder, of what was below another.
    pub fn cut(&self, dice: &mut Dice, from: &Path, to: &Path) {
        std::fs::create_dir_all(to).unwrap();
        let Some(folder) = self.folders.get(from) else { return };
        let mut names = folder.synced.clone();
        for changes in &folder.since[..dice.below(folder.since.len() + 1)] {
            for (name, node) in changes {
                match node {
                    Some(node) => drop(names.insert(name.clone(), *node)),
                    None => drop(names.remove(name)),
                }
            }
        }
        for (path, node) in names {
            let to = to.join(path.file_name().unwrap());
            match node {
                Node::Folder => self.cut(dice, &path, &to),
                Node::File(file) => std::fs::write(to, self.files[file].left(dice)).unwrap(),
            }
        }
    }
}
