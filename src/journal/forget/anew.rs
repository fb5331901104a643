//! The journal written anew after something was forgotten: what is removed is overwritten in its place (`secure_delete`),
//! but where rows moved from page to page, a page may keep an old piece behind its own rows.

use std::time::Duration;

use rusqlite::Connection;

use super::DOING;
use crate::journal::backup::{self, Turn};
use crate::journal::error::{Doing, Error, Result};
use crate::journal::{Journal, schema};

/// A file up to this size, in bytes, is written anew in memory; few in tests, so that they see the other way.
const IN_MEMORY: u64 = if cfg!(test) { 1 << 20 } else { 256 << 20 };

/// So often it is tried where others write meanwhile.
const TRIES: u32 = 4;

impl Journal {
    /// Refuses to forget where there is no room to write the journal anew: it takes another file, and the log by which that
    /// comes in.
    pub(super) fn has_room_to_write_anew(&self) -> Result<()> {
        match &self.path {
            Some(path) if self.key.is_none() && self.is_large()? => backup::room_to_spare(&self.conn, path),
            _ => Ok(()),
        }
    }

    fn is_large(&self) -> Result<bool> {
        Ok(self.path.is_some() && backup::size(&self.conn)? > IN_MEMORY)
    }

    /// Leaves nothing in the file, or in its log, but what is in the journal. While another process reads, the log stays until
    /// that ends.
    pub(super) fn write_anew(&mut self) -> Result<()> {
        match (self.is_large()?, &self.key) {
            (false, _) => self.conn.execute_batch("VACUUM").doing(DOING)?,
            (true, None) => self.write_anew_by_a_file()?,
            // what a page may keep is as encrypted as the rest
            (true, Some(_)) => {}
        }
        self.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).doing(DOING)
    }

    fn write_anew_by_a_file(&mut self) -> Result<()> {
        let Some(path) = self.path.clone() else { return Ok(()) };
        let folder = backup::folder(&path);
        schema::private_folder(&folder)?;
        let _turn = Turn::wait(&folder);
        let other = schema::open(&path, None)?;
        for _ in 0..TRIES {
            let aside = backup::aside(&folder)?;
            let file = aside.path().join("journal.db");
            schema::create_private(&file)?;
            let before = version(&other)?;
            other.execute("VACUUM INTO ?", [file.to_string_lossy()]).doing(DOING)?;
            let source = schema::open(&file, None)?;
            // what somebody wrote since is not in the file
            let backup = backup::locked(&source, &mut self.conn, DOING)?;
            if version(&other)? == before {
                return backup.run_to_completion(1_000, Duration::ZERO, None).doing(DOING);
            }
        }
        Err(Error::Busy { doing: "writing the journal anew" })
    }
}

/// Changes with whatever others write.
fn version(conn: &Connection) -> Result<i64> {
    schema::read_pragma(conn, "data_version")
}
