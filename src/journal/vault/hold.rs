//! Who has the journal open: whoever uses it shares its folder, whoever rewrites it has it alone.
//!
//! SQLite's own locks are on the file, and a rewrite puts another file in its place: a kneel that opened the old one
//! a moment before would write into a file that nobody finds again. So each takes hold of the folder first.

use std::fs::{File, TryLockError};
use std::path::Path;

use crate::journal::error::{Error, Result};

/// Holds the folder of a journal until it is dropped, or the process ends in whatever way.
#[derive(Debug)]
pub(crate) struct Hold {
    _folder: Option<File>,
}

impl Hold {
    /// Shares the folder, which is there, with others; waits while somebody rewrites the journal.
    pub fn shared(journal: &Path) -> Self {
        let folder = File::open(folder(journal)).ok();
        // a file system without such locks (some that lie on a network) must not keep anybody from the journal
        Hold { _folder: folder.filter(|folder| folder.lock_shared().is_ok()) }
    }

    /// Has the folder alone, or says that somebody else has the journal open.
    pub fn alone(journal: &Path) -> Result<Self> {
        let path = folder(journal);
        let folder = File::open(path).map_err(Error::io("opening", path))?;
        match folder.try_lock() {
            Ok(()) => Ok(Hold { _folder: Some(folder) }),
            Err(TryLockError::WouldBlock) => Err(Error::InUse),
            Err(TryLockError::Error(error)) => Err(Error::io("locking", path)(error)),
        }
    }
}

fn folder(journal: &Path) -> &Path {
    journal.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_rewrites_is_alone() {
        let folder = tempfile::tempdir().unwrap();
        let journal = folder.path().join("journal.db");
        let (one, other) = (Hold::shared(&journal), Hold::shared(&journal));
        assert!(matches!(Hold::alone(&journal), Err(Error::InUse)));
        drop(one);
        assert!(matches!(Hold::alone(&journal), Err(Error::InUse)));
        drop(other);
        let alone = Hold::alone(&journal).unwrap();
        assert!(matches!(Hold::alone(&journal), Err(Error::InUse)));
        drop(alone);
        Hold::shared(&journal);
    }
}
