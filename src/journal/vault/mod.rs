//! The journal encrypted: SQLCipher's file, the key that opens it, and how the one becomes the other.
//!
//! An encrypted file has no header: it begins with a salt and looks random to its end. So that kneel, also one that
//! cannot open it, knows it from a foreign file, the salt is chosen to begin with [`MARK`]; ten random bytes follow,
//! which no table of ready-made keys covers. A mark within the file cannot be lost, as one beside it could.

#[cfg(feature = "sqlcipher")]
mod cipher;
#[cfg(not(feature = "sqlcipher"))]
#[path = "without.rs"]
mod cipher;
mod hold;
mod rewrite;

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

use super::error::{Error, Result};
use super::schema;

pub use cipher::VaultKey;
pub(super) use cipher::apply;
pub(super) use hold::Hold;
pub use rewrite::{Copies, rewrite, rewrite_copies};
pub(super) use rewrite::{clear_away, copy_of};

/// What the salt of an encrypted journal begins with: not a text, and with the number of its form.
const MARK: &[u8; 6] = b"kneel\x01";

/// Bytes of a salt.
const SALT: usize = 16;

/// Whether this program can open encrypted journals.
pub const CAN: bool = cfg!(feature = "sqlcipher");

/// Whether a file is an encrypted journal. One that is not there is none.
pub fn is_encrypted(path: &Path) -> Result<bool> {
    salt(path).map(|salt| salt.is_some())
}

/// The salt of an encrypted journal; `None`: the file is something else, or not there.
fn salt(path: &Path) -> Result<Option<[u8; SALT]>> {
    let mut file = match File::open(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        opened => opened.map_err(Error::io("opening", path))?,
    };
    let size = file.metadata().map_err(Error::io("reading", path))?.len();
    let mut salt = [0; SALT];
    if size == 0 || size % u64::from(schema::PAGE) != 0 || file.read_exact(&mut salt).is_err() {
        return Ok(None);
    }
    Ok(salt.starts_with(MARK).then_some(salt))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encrypted_journal_is_known_from_what_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.db");
        let mut bytes = vec![0x5a; 2 * schema::PAGE as usize];
        let is = |bytes: &[u8]| {
            std::fs::write(&path, bytes).unwrap();
            is_encrypted(&path).unwrap()
        };
        assert!(!is(&bytes), "random bytes without the mark");
        bytes[..MARK.len()].copy_from_slice(MARK);
        assert!(is(&bytes));
        assert!(!is(&bytes[1..]) && !is(&bytes[..100]) && !is(b""), "no whole pages");
        assert!(!is(b"kneel is what I call my list of things to buy"));
        assert!(!is_encrypted(&folder.path().join("none.db")).unwrap());
    }
}
