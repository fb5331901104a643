//! What stands in the place of `cipher` where kneel is built without the feature `sqlcipher`: an encrypted journal is
//! left as it is, and what it would need is said.

use std::convert::Infallible;
use std::path::Path;

use rusqlite::Connection;

use crate::journal::error::{Error, Result};

/// There is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VaultKey {
    never: Infallible,
}

impl VaultKey {
    /// Says what an encrypted journal would need.
    pub fn of(path: &Path, _passphrase: &str) -> Result<Self> {
        Err(Error::NeedsCipher { path: path.to_owned() })
    }

    /// Says what an encrypted journal would need.
    pub fn fresh(_passphrase: &str) -> Result<Self> {
        Err(Error::NoCipher)
    }

    /// Opens nothing.
    pub fn opens(&self, _path: &Path) -> bool {
        match self.never {}
    }

    pub(super) fn passphrase(&self) -> &str {
        match self.never {}
    }
}

/// Cannot be asked to.
pub(crate) fn apply(_: &Connection, key: &VaultKey) -> Result<()> {
    match key.never {}
}

/// Cannot be asked to.
pub(super) fn shape(_: &Connection, _: Option<&str>, key: &VaultKey) -> Result<()> {
    match key.never {}
}
