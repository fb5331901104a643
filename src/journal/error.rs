//! What can go wrong with a journal, in words for people who are not programmers.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use crate::text;

/// Why something could not be done with the journal. Each sentence says what happened, what is safe
/// and what to do.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file was written by a newer kneel.
    #[error(
        "{} was written by a newer kneel (format {found}, this one knows {known}); nothing was changed; \
         update kneel and try again", path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: i64,
        /// The newest format that this program knows.
        known: i64,
    },
    /// The file was last written by an older kneel, and was only looked at.
    #[error(
        "{} is from an older kneel; nothing was changed; open it once with `kneel`, which makes a copy and brings it \
         up to date", path.display()
    )]
    Older {
        /// The file.
        path: PathBuf,
    },
    /// The file is some other program's.
    #[error(
        "{} is not a kneel journal; nothing was changed; move that file away, or name another folder \
         with KNEEL_DATA_DIR", path.display()
    )]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// The file is damaged.
    #[error(
        "{} is damaged ({detail}); nothing was changed; keep the file, and bring back a copy with \
         `kneel restore FILE` (copies lie in {}), or save what can be read with `kneel doctor --salvage`",
        path.display(), backups.display()
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What the database said.
        detail: String,
        /// Where copies lie.
        backups: PathBuf,
    },
    /// There is no journal, and there was one.
    #[error(
        "there is no journal at {}, but {} of one in {}; no new one was begun in its place; \
         `kneel restore {}` brings the newest back, of {day}; to begin a new journal instead, move that folder away",
        path.display(), if *copies == 1 { "there is a copy" } else { "there are copies" },
        newest.parent().unwrap_or(newest).display(), shell_words::quote(&newest.to_string_lossy())
    )]
    Missing {
        /// Where it was.
        path: PathBuf,
        /// How many copies there are.
        copies: usize,
        /// The newest of them.
        newest: PathBuf,
        /// Its day.
        day: chrono::NaiveDate,
    },
    /// The journal is encrypted, and nobody gave its passphrase.
    #[error("{} is encrypted; its passphrase is needed to open it; nothing was changed", path.display())]
    Locked {
        /// The file.
        path: PathBuf,
    },
    /// The journal is encrypted, which this build knows nothing of.
    #[error(
        "{} is encrypted, and this kneel was built without encryption; nothing was changed; \
         `cargo install kneel --features sqlcipher` builds one that opens it, and needs a C compiler and \
         OpenSSL with its headers (libssl-dev, openssl-devel)", path.display()
    )]
    NeedsCipher {
        /// The file.
        path: PathBuf,
    },
    /// This build cannot encrypt.
    #[error(
        "this kneel was built without encryption; nothing was changed; `cargo install kneel --features sqlcipher` \
         builds one that encrypts, and needs a C compiler and OpenSSL with its headers (libssl-dev, openssl-devel)"
    )]
    NoCipher,
    /// The passphrase is not the journal's.
    #[error("this passphrase does not open the journal; nothing was changed")]
    WrongPassphrase,
    /// Somebody else has the journal open.
    #[error(
        "another kneel has the journal open; close it, also on other terminals and in timers, and try again; \
         nothing was changed"
    )]
    InUse,
    /// A new journal does not hold what the old one does.
    #[error(
        "the rewritten journal is not the same as the old one, so it was thrown away; nothing was changed; \
         `kneel doctor` looks for the cause"
    )]
    NotAlike,
    /// A copy does not hold what the journal does.
    #[error(
        "a copy was made and is not sound ({detail}), so it was thrown away; the journal is as it was; \
         `kneel doctor` looks for the cause"
    )]
    BadCopy {
        /// What is wrong with it.
        detail: String,
    },
    /// A copy would fill the disk.
    #[error(
        "there is no room for a copy of the journal in {}: it needs {}, and {} are free; what was there is safe; \
         free some space and try again", folder.display(), text::bytes(*needs), text::bytes(*free)
    )]
    NoRoom {
        /// Where it would lie.
        folder: PathBuf,
        /// So many bytes must be free.
        needs: u64,
        /// So many are.
        free: u64,
    },
    /// An encrypted copy cannot take the place of a journal that anybody can read.
    #[error(
        "{} is encrypted and the journal is not; nothing was changed; `kneel encrypt` first, then restore it",
        path.display()
    )]
    EncryptedCopy {
        /// The copy.
        path: PathBuf,
    },
    /// Nothing of a journal is in the file.
    #[error(
        "nothing of a journal can be read in {}; nothing was changed; `kneel backup --list` shows copies",
        path.display()
    )]
    NothingToSalvage {
        /// The file.
        path: PathBuf,
    },
    /// A damaged file that is encrypted.
    #[error(
        "{} is encrypted: without its passphrase nothing can be read in it, and kneel reads damaged files only where they \
         are not; nothing was changed; `kneel restore` brings back a copy (`kneel backup --list`)", path.display()
    )]
    EncryptedSalvage {
        /// The file.
        path: PathBuf,
    },
    /// The disk is full.
    #[error(
        "the disk is full while {doing}; nothing of it was written and what was there is safe; \
         free some space and try again"
    )]
    Full {
        /// What was being done.
        doing: &'static str,
    },
    /// Another process kept the journal for too long.
    #[error(
        "another kneel is busy with the journal, so {doing} had to wait too long; nothing was changed; \
         try again in a moment"
    )]
    Busy {
        /// What was being done.
        doing: &'static str,
    },
    /// The folder or file may not be written.
    #[error(
        "the journal may not be written while {doing}; nothing was changed; check who owns its folder, \
         or name another with KNEEL_DATA_DIR"
    )]
    ReadOnly {
        /// What was being done.
        doing: &'static str,
    },
    /// The database refused something else.
    #[error("{doing} failed ({source}); what was there is safe; `kneel doctor` looks for the cause")]
    Sql {
        /// What was being done.
        doing: &'static str,
        /// What the database said.
        source: rusqlite::Error,
    },
    /// The journal's file, or its folder, is a link that leads nowhere: what, in words.
    #[error(
        "{0}; no new journal was begun and nothing was changed. Is the disk there that it leads to? \
         Else take the link away"
    )]
    LeadsNowhere(String),
    /// A file beside the journal could not be used.
    #[error("{doing} {} failed: {source}; the journal is unchanged", path.display())]
    Io {
        /// What was being done.
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Something was forgotten, and the file was not written anew after it.
    #[error(
        "it is forgotten, but the file could not be written anew after it ({0}); pieces of it may lie in the file until \
         something else is forgotten"
    )]
    NotWrittenAnew(String),
    /// No such item.
    #[error("there is no item {0}; `kneel list` shows ids")]
    NoItem(String),
    /// No such note.
    #[error("this item has no note {0}; `kneel show` lists its notes")]
    NoNote(String),
    /// No such act.
    #[error("nothing was done that is called {0}; `kneel history` lists what was")]
    NoAct(String),
    /// Several acts.
    #[error(
        "{0} names several acts; type more of its letters, or see `kneel history --json`; nothing was changed"
    )]
    ManyActs(String),
    /// An act of somebody who shared what they did.
    #[error("somebody else did that, and shared it; it cannot be taken back here; nothing was changed")]
    OthersAct,
    /// A text that must not be empty is.
    #[error("there is nothing written; nothing was changed")]
    Empty,
    /// A file that is no export of a journal.
    #[error("this is not a journal that kneel exported ({0}); nothing was changed")]
    NotAnExport(String),
    /// Bytes in the journal that this program cannot make sense of.
    #[error("{what} in the journal cannot be read ({detail}); nothing was changed; run `kneel doctor`")]
    Unreadable {
        /// Which part.
        what: &'static str,
        /// Why.
        detail: String,
    },
    /// The SQLite in this build can lose committed writes.
    #[error("this kneel was built with SQLite {0}, which can lose writes; build it with 3.51.3 or newer")]
    OldSqlite(&'static str),
}

/// A result of this room.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// Whether only a newer kneel can open this journal (exit code 5).
    pub fn is_newer(&self) -> bool {
        matches!(self, Error::Newer { .. })
    }

    /// Why, in a few words, for a sentence that tells the rest.
    pub fn in_short(&self) -> String {
        match self {
            Error::Full { .. } => "the disk is full".to_owned(),
            Error::Busy { .. } => "another kneel is busy with the journal".to_owned(),
            Error::Sql { source, .. } => source.to_string(),
            error => error.to_string(),
        }
    }

    pub(super) fn io(doing: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> Error {
        move |source| Error::Io { doing, path: path.to_owned(), source }
    }

    pub(super) fn json(what: &'static str) -> impl FnOnce(serde_json::Error) -> Error {
        move |error| Error::Unreadable { what, detail: error.to_string() }
    }
}

/// Says what was being done when the database refused.
pub(super) trait Doing<T> {
    /// Turns a database error into a sentence; `doing` reads on from "while ...".
    fn doing(self, doing: &'static str) -> Result<T>;
}

impl<T> Doing<T> for rusqlite::Result<T> {
    fn doing(self, doing: &'static str) -> Result<T> {
        self.map_err(|source| match source.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Error::Full { doing },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Error::Busy { doing },
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => {
                Error::ReadOnly { doing }
            }
            _ => Error::Sql { doing, source },
        })
    }
}
