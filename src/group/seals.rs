//! What seals and what opens, in a build that can seal and in one that cannot.

use super::sealed::FolderKey;

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
    /// The text of an identity file, as `age-keygen` writes it.
    Identities(&'a str),
    /// The key of a folder.
    Key(&'a FolderKey),
}
