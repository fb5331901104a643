//! Whose turn it is to write: those who wait are served one after the other, not by chance.
//!
//! SQLite has one writer at a time, and whoever comes second looks again and again until the journal happens to be free:
//! of eight that always want something, one can wait for ten seconds. So a writer first waits for a lock on a small file
//! beside the journal, where the system keeps the queue. It only makes the waiting fair. SQLite's own lock decides as
//! before: where such locks do not work (some folders on a network), or somebody stopped with the turn in hand, the rest
//! goes on without a queue. The system takes the turn from a process that ends, in whatever way.

use std::fs::{File, TryLockError};
use std::ops::Deref;
use std::path::Path;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::error::{Doing, Result};
use crate::lasting;

/// How long a writer stands in the queue before it tries its luck without.
const PATIENCE: Duration = Duration::from_secs(15);

/// A writing transaction, and the turn it has until it ends.
pub(super) struct Writing<'a> {
    // dropped in this order: the next one is called when nothing is held any more
    transaction: Transaction<'a>,
    _turn: Option<File>,
}

impl<'a> Writing<'a> {
    /// Begins to write: waits for its turn now, so that nothing read meanwhile is out of date.
    pub fn begin(conn: &'a mut Connection, doing: &'static str) -> Result<Self> {
        let file = conn.path().filter(|path| !path.is_empty()).map(|path| format!("{path}-turn"));
        let turn = file.and_then(|file| turn(Path::new(&file), PATIENCE));
        let transaction = conn.transaction_with_behavior(TransactionBehavior::Immediate).doing(doing)?;
        Ok(Writing { transaction, _turn: turn })
    }

    /// Ends it: the disk has it all.
    pub fn commit(self, doing: &'static str) -> Result<()> {
        self.transaction.commit().doing(doing)
    }
}

impl<'a> Deref for Writing<'a> {
    type Target = Transaction<'a>;

    fn deref(&self) -> &Self::Target {
        &self.transaction
    }
}

/// The turn, which lasts until it is dropped; `None` where it cannot be had.
fn turn(path: &Path, patience: Duration) -> Option<File> {
    let file = lasting::lock_file(path).ok()?;
    match file.try_lock() {
        Ok(()) => Some(file),
        Err(TryLockError::Error(_)) => None,
        Err(TryLockError::WouldBlock) => {
            // A lock knows no end of waiting, so somebody else waits: who comes too late finds nobody, and lets go.
            let (sender, turn) = mpsc::sync_channel(0);
            let queue = move || file.lock().is_ok().then(|| sender.send(file));
            thread::Builder::new().name("turn".into()).spawn(queue).ok()?;
            turn.recv_timeout(patience).ok()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_after_the_other_and_nobody_waits_for_ever() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.db-turn");
        let first = turn(&path, PATIENCE);
        assert!(first.is_some());
        assert!(turn(&path, Duration::from_millis(1)).is_none(), "two have the turn");
        thread::scope(|scope| {
            let next = scope.spawn(|| turn(&path, PATIENCE).is_some());
            drop(first);
            assert!(next.join().unwrap());
        });
        // who waited in vain has let go, too
        assert!(turn(&path, PATIENCE).is_some());
    }

    #[test]
    fn where_there_is_no_queue_it_is_written_without() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.db");
        std::fs::create_dir(folder.path().join("journal.db-turn")).unwrap();
        let mut conn = Connection::open(&path).unwrap();
        let writing = Writing::begin(&mut conn, "writing").unwrap();
        writing.execute_batch("CREATE TABLE told(what TEXT)").unwrap();
        writing.commit("writing").unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn the_file_of_the_queue_is_private() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let mut conn = Connection::open(folder.path().join("journal.db")).unwrap();
        drop(Writing::begin(&mut conn, "writing").unwrap());
        let file = std::fs::metadata(folder.path().join("journal.db-turn")).unwrap();
        assert_eq!((file.permissions().mode() & 0o777, file.len()), (0o600, 0));
    }
}
