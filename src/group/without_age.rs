//! Stands in for sealing where kneel was built without it: nothing is shared, and it says so.

use super::Error;

/// What seals.
pub enum Seal<'a> {
    /// A passphrase that both sides know.
    Passphrase(&'a str),
    /// Public keys, `age1...`.
    Recipients(&'a [String]),
    /// The key of a folder.
    Key(&'a FolderKey),
}

/// What opens.
pub enum Opening<'a> {
    /// A passphrase.
    Passphrase(&'a str),
    /// The text of an identity file.
    Identities(&'a str),
    /// The key of a folder.
    Key(&'a FolderKey),
}

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
