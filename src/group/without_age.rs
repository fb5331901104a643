//! Stands in for sealing where kneel was built without it: nothing is shared, and it says so.

use super::Error;
pub use super::seals::{Opening, Seal};

/// The secret of a folder, of which there is none here.
pub struct FolderKey(());

impl FolderKey {
    /// One that seals nothing.
    pub fn generate() -> Self {
        FolderKey(())
    }

    /// Cannot be read.
    pub fn parse(_: &str) -> Result<Self, Error> {
        Err(Error::Without)
    }

    /// Nothing.
    pub fn secret(&self) -> String {
        String::new()
    }

    /// Names nothing.
    pub fn id(&self) -> String {
        "0".repeat(16)
    }
}

/// As if one did: it is asked for before it is found that nothing can be opened.
pub fn wants_passphrase(_: &[u8]) -> bool {
    true
}

/// Cannot be done.
pub fn seal(_: &[u8], _: &Seal<'_>) -> Result<Vec<u8>, Error> {
    Err(Error::Without)
}

/// Cannot be done.
pub fn open(_: &[u8], _: &Opening<'_>) -> Result<Vec<u8>, Error> {
    Err(Error::Without)
}
