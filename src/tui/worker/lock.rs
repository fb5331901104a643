//! Closing the journal while the screen is locked, and opening it again.

use std::path::PathBuf;
use std::time::Duration;

use super::Desk;
use crate::journal::{Error, Journal, VaultKey};
use crate::passphrase::Passphrase;
use crate::tui::msg::{Command, Msg};

/// After each wrong passphrase so much longer, up to so often.
const LONGER: Duration = Duration::from_millis(500);
const MOST_TIMES: u32 = 6;

/// What waits while the journal is closed.
pub(super) struct Locked {
    path: PathBuf,
    wrong: u32,
    waiting: Vec<Command>,
}

impl Desk {
    /// Closes and opens the journal; what is asked while it is closed waits, in its order, and none of it is lost.
    /// Gives back what is to be carried out now.
    pub(super) fn unless_locked(&mut self, command: Command, tell: &mut dyn FnMut(Msg)) -> Option<Command> {
        match (command, &mut self.locked) {
            (Command::Lock, None) => self.lock(),
            (Command::Lock, Some(_)) | (Command::Unlock(_), None) => {}
            (Command::Unlock(passphrase), Some(_)) => self.unlock(&passphrase, tell),
            (command, Some(locked)) => locked.waiting.push(command),
            (command, None) => return Some(command),
        }
        None
    }

    /// An empty journal in memory stands in its place: file and key are let go.
    fn lock(&mut self) {
        let Some(path) = self.journal.path().map(ToOwned::to_owned) else { return };
        if let Ok(mut empty) = Journal::in_memory(self.clock.now()) {
            empty.take_sights(&self.journal);
            self.journal = empty;
        }
        self.locked = Some(Locked { path, wrong: 0, waiting: Vec::new() });
    }

    fn unlock(&mut self, passphrase: &Passphrase, tell: &mut dyn FnMut(Msg)) {
        let Some(locked) = &mut self.locked else { return };
        let opened = VaultKey::of(&locked.path, passphrase.reveal())
            .and_then(|key| Journal::unlock(&locked.path, &key, self.clock.now()));
        match opened {
            Ok(mut journal) => {
                journal.take_sights(&self.journal);
                self.journal = journal;
                let waiting = self.locked.take().map(|locked| locked.waiting).unwrap_or_default();
                for command in waiting {
                    self.carry_out(command, tell);
                }
                tell(Msg::Unlocked);
            }
            Err(error) => {
                if matches!(error, Error::WrongPassphrase) {
                    locked.wrong += 1;
                    std::thread::sleep(LONGER * locked.wrong.min(MOST_TIMES));
                }
                tell(Msg::StillLocked(error.to_string()));
            }
        }
    }
}
