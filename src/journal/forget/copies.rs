//! Forgetting in the copies beside a journal, where the person asks for it: each is written anew without the item.

use std::fs;
use std::path::{Path, PathBuf};

use super::Forgetting;
use crate::clock::Moment;
use crate::journal::backup::{self, Turn};
use crate::journal::error::{Error, Result};
use crate::journal::vault::{self, VaultKey};
use crate::journal::{Journal, copies, schema};

/// What became of an item in the copies.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InCopies {
    /// From so many it was removed.
    pub done: usize,
    /// Files that could not be read, or not with this key: it may still be in them.
    pub left: Vec<PathBuf>,
}

impl Journal {
    /// Removes what was forgotten here from the copies beside the journal. A copy of an older form gets the newest.
    pub fn forget_in_copies(&self, what: &Forgetting, now: Moment) -> InCopies {
        let mut found = InCopies::default();
        let Some(path) = self.path.as_deref() else { return found };
        let folder = backup::folder(path);
        let turn = Turn::wait(&folder);
        for copy in copies(path, now) {
            match one(&copy.path, self.key.as_ref(), what, &turn, now) {
                Ok(done) => found.done += usize::from(done),
                Err(_) => found.left.push(copy.path),
            }
        }
        // the log of a journal that was moved away as damaged as it was, and whatever else somebody put there
        let others = fs::read_dir(&folder).into_iter().flatten().flatten().map(|entry| entry.path());
        found.left.extend(others.filter(|path| path.extension().is_none_or(|end| end != "db")));
        found
    }
}

/// Removes it from one copy; `false`: it is not in there.
fn one(copy: &Path, key: Option<&VaultKey>, what: &Forgetting, turn: &Turn, now: Moment) -> Result<bool> {
    if vault::is_encrypted(copy)? != key.is_some() {
        return Err(Error::WrongPassphrase);
    }
    let aside = backup::aside(copy.parent().unwrap_or(Path::new(".")))?;
    let there = aside.path().join("journal.db");
    backup::copy_bytes(copy, &there)?;
    let mut journal = Journal::with(schema::open(&there, key)?, Some(there), now)?;
    journal.key = key.cloned();
    if !journal.forget_names(&what.names)? {
        return Ok(false);
    }
    backup::copy_over(&journal.conn, key, copy, turn)?;
    Ok(true)
}
