//! What can go wrong between people and machines, in words.

use std::path::PathBuf;

use crate::journal;

/// Why something could not be shared or joined.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The journal refused.
    #[error(transparent)]
    Journal(#[from] journal::Error),
    /// The passphrase does not open it.
    #[error("this passphrase does not open it; nothing was changed; ask whoever sent it, and try again")]
    WrongPassphrase,
    /// It was sealed for keys.
    #[error("it is sealed for a key and not with a passphrase; name yours with --identity FILE")]
    SealedForKeys,
    /// It was sealed for somebody else.
    #[error("it is sealed for another key; nothing was changed; ask whoever sent it to seal it for yours")]
    OtherKey,
    /// Opening it would take too long.
    #[error(
        "opening it would take this machine many minutes, as if made to keep it busy; nothing was changed"
    )]
    TooMuchWork,
    /// It does not hold together.
    #[error("{0} is damaged or not whole; nothing was changed; have it sent again")]
    Damaged(String),
    /// Sealing failed.
    #[error("sealing failed ({0}); nothing was written")]
    Sealing(String),
    /// No public key.
    #[error("{0} is no public key; those of age begin with age1")]
    NoRecipient(String),
    /// No identity file.
    #[error("this is no file with a key of age's; `age-keygen` makes one")]
    NoIdentity,
    /// It was made by a newer kneel.
    #[error("it was made by a newer kneel ({0}); nothing was changed; update kneel and try again")]
    Newer(String),
    /// It holds something else.
    #[error("it was opened, but nothing in it was shared by kneel; nothing was changed")]
    NotShared,
    /// A folder may not be used as asked.
    #[error("{0}")]
    Folder(String),
    /// Another kneel is at it.
    #[error("another kneel is syncing just now; nothing was changed; try again in a moment")]
    Busy,
    /// A file could not be used.
    #[error("{doing} {} failed: {source}; the journal is as it was", path.display())]
    Io {
        /// What was being done.
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// This build cannot seal.
    #[error("this kneel was built without `encrypt`, so it can neither share nor join; nothing was changed")]
    Without,
}

/// A result of this room.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    pub(super) fn io(doing: &'static str, path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Error {
        move |source| Error::Io { doing, path: path.to_owned(), source }
    }
}
