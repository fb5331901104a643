//! What somebody sealed for the person: opened, shown as a number, joined.

use std::path::Path;

use super::{Desk, Error, Import};
use crate::group;
use crate::group::sealed::{self, Opening};
use crate::group::share::Share;
use crate::journal::Journal;

impl Import {
    /// Joins what was sealed; a dry run joins it with nothing, in memory, to see whether it is whole.
    pub(super) fn unseal(&mut self, desk: &mut Desk, path: &str, sealed: &[u8]) -> Result<(), Error> {
        let joined = opened(desk, path, sealed, self.identity.as_deref()).and_then(|share| {
            let merged = if self.dry {
                share.join(&mut Journal::in_memory(self.now)?)?
            } else {
                share.join(&mut self.journal)?
            };
            Ok((merged, share.len()))
        });
        match joined {
            Ok((merged, items)) => {
                self.tally.merged += 1;
                let what = format!("{items} items that somebody shared");
                self.report.merged(desk, path, &what, &merged)
            }
            Err(Error::Group(group::Error::Journal(error))) if error.is_newer() => Err(error.into()),
            Err(error) => self.refuse(desk, path, &error.to_string()),
        }
    }
}

/// Opens it, asking for its passphrase where it has one.
fn opened(desk: &mut Desk, path: &str, bytes: &[u8], identity: Option<&Path>) -> Result<Share, Error> {
    let opened = if sealed::wants_passphrase(bytes) {
        let passphrase = desk.other_passphrase(|source| source.ask(&format!("the passphrase of {path}")))?;
        sealed::open(bytes, &Opening::Passphrase(passphrase.reveal()))?
    } else {
        let identity = identity.ok_or(group::Error::SealedForKeys)?;
        let keys = std::fs::read_to_string(identity)
            .map_err(|error| Error::Failed(format!("{} could not be read: {error}", identity.display())))?;
        sealed::open(bytes, &Opening::Identities(&keys))?
    };
    Ok(Share::of_bytes(&opened)?)
}
