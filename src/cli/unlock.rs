//! Opening an encrypted journal: its passphrase is asked once for a command, before anything else is done.

use std::path::Path;

use super::{Desk, Error};
use crate::clock::Moment;
use crate::config::Config;
use crate::journal::{self, Journal, VaultKey};
use crate::passphrase::{self, Passphrase, Source};

/// What a terminal shows for the journal's passphrase.
const PROMPT: &str = "passphrase of the journal";

/// How this command asks for passphrases, and the key that it was given.
#[derive(Debug, Default)]
pub struct Asking {
    /// The file descriptor that was named on the command line.
    pub fd: Option<u32>,
    source: Option<Source>,
    /// For what is not the journal's.
    other: Option<Source>,
    key: Option<VaultKey>,
}

impl Desk {
    /// Opens the journal in a file; asks for its passphrase if it is encrypted.
    pub(super) fn open(&self, path: &Path, now: Moment) -> Result<Journal, Error> {
        match self.journal_key(path)? {
            None => Ok(Journal::open(path, now)?),
            Some(key) => Ok(Journal::unlock(path, &key, now)?),
        }
    }

    /// Where the passphrase is the first line of the input, it is read before a command reads on.
    pub(super) fn read_first_line(&mut self, fd: Option<u32>) -> Result<(), Error> {
        self.asking.get_mut().fd = passphrase::fd_from_env(fd)?;
        if self.asking.get_mut().fd == Some(0) {
            self.journal_key(&self.paths()?.journal())?;
        }
        Ok(())
    }

    /// The key of the journal in a file; `None`: it is not encrypted, or this program cannot open it anyway.
    pub(super) fn journal_key(&self, path: &Path) -> Result<Option<VaultKey>, Error> {
        if !journal::CAN_ENCRYPT || !journal::is_encrypted(path)? {
            return Ok(None);
        }
        if let Some(key) = &self.asking.borrow().key {
            return Ok(Some(key.clone()));
        }
        let passphrase = self.passphrase(|source| source.ask(PROMPT))?;
        let key = VaultKey::of(path, passphrase.reveal())?;
        self.asking.borrow_mut().key = Some(key.clone());
        Ok(Some(key))
    }

    /// Asks for a passphrase of something else than the journal, which `passphrase_command` does not know.
    pub(super) fn other_passphrase(
        &self,
        ask: impl FnOnce(&Source) -> Result<Passphrase, passphrase::Error>,
    ) -> Result<Passphrase, Error> {
        let mut asking = self.asking.borrow_mut();
        let fd = asking.fd;
        asked(&mut asking.other, || Ok(Source::new(fd, None)), ask)
    }

    /// Asks for a passphrase in the way that the person set.
    pub(super) fn passphrase(
        &self,
        ask: impl FnOnce(&Source) -> Result<Passphrase, passphrase::Error>,
    ) -> Result<Passphrase, Error> {
        let mut asking = self.asking.borrow_mut();
        let fd = asking.fd;
        let begin = || {
            let (config, _) = Config::load(&self.paths()?.config_file());
            Ok(Source::new(fd, config.passphrase_command))
        };
        asked(&mut asking.source, begin, ask)
    }
}

/// Asks a source for a passphrase, beginning it where it was not asked before: what it read so far stays read.
fn asked(
    kept: &mut Option<Source>,
    begin: impl FnOnce() -> Result<Source, Error>,
    ask: impl FnOnce(&Source) -> Result<Passphrase, passphrase::Error>,
) -> Result<Passphrase, Error> {
    passphrase::leave_no_image();
    let source = match kept.take() {
        Some(source) => source,
        None => begin()?,
    };
    Ok(ask(kept.insert(source))?)
}
