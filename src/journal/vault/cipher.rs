//! Keys, and giving them to SQLCipher.
//!
//! A key is made of passphrase and salt exactly as SQLCipher would make it, so that its own tools open the file with
//! the passphrase (`PRAGMA cipher_page_size = 8192`). It is made here, once: SQLCipher would make it anew for each
//! connection, and each time takes a good part of a second, which is what makes guessing slow.

use std::fmt;
use std::path::Path;

use pbkdf2::pbkdf2_hmac;
use rusqlite::Connection;
use sha2::Sha512;
use zeroize::Zeroizing;

use super::{MARK, SALT, salt};
use crate::journal::error::{Doing, Error, Result};
use crate::journal::schema;

/// SQLCipher 4's count: each guess costs so many rounds of HMAC-SHA512.
const ROUNDS: u32 = 256_000;

/// Opens one encrypted file, and the copies made of it. Wiped from memory when it is dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct VaultKey {
    raw: Zeroizing<[u8; 32]>,
    salt: [u8; SALT],
}

impl fmt::Debug for VaultKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("VaultKey(..)")
    }
}

impl VaultKey {
    /// The key that a passphrase makes for an encrypted file. Whether it opens the file is seen when it is opened.
    pub fn of(path: &Path, passphrase: &str) -> Result<Self> {
        let salt = salt(path)?.ok_or_else(|| Error::Foreign { path: path.to_owned() })?;
        Ok(VaultKey::derived(passphrase, salt))
    }

    /// A key for a file that is still to be written.
    pub fn fresh(passphrase: &str) -> Result<Self> {
        let random: [u8; SALT] = Connection::open_in_memory()
            .and_then(|conn| conn.query_row("SELECT randomblob(16)", [], |row| row.get(0)))
            .doing("making a key")?;
        let mut salt = random;
        for (byte, mark) in salt.iter_mut().zip(MARK) {
            *byte = *mark;
        }
        Ok(VaultKey::derived(passphrase, salt))
    }

    /// Whether a file has this key's salt, as the copies of one journal have.
    pub fn opens(&self, path: &Path) -> bool {
        salt(path).is_ok_and(|salt| salt == Some(self.salt))
    }

    fn derived(passphrase: &str, salt: [u8; SALT]) -> Self {
        let mut raw = Zeroizing::new([0; 32]);
        pbkdf2_hmac::<Sha512>(passphrase.as_bytes(), &salt, ROUNDS, raw.as_mut_slice());
        VaultKey { raw, salt }
    }

    /// As SQLCipher wants to be told a key that is made already: `x'KEYSALT'`.
    pub(super) fn spelled(&self) -> Zeroizing<String> {
        use std::fmt::Write as _;
        let mut spelled = Zeroizing::new(String::with_capacity(2 * (32 + SALT) + 3));
        spelled.push_str("x'");
        for byte in self.raw.iter().chain(&self.salt) {
            let _ = write!(spelled, "{byte:02x}");
        }
        spelled.push('\'');
        spelled
    }
}

/// Gives the key to a new connection, before it reads anything.
///
/// SQLCipher keeps keys in memory of its own, which it wipes. `cipher_memory_security` would wipe all else that the
/// database ever allocates, at a price in speed and of memory that may not be swapped; the texts are in memory of
/// ours as well, so it stays off.
pub(crate) fn apply(conn: &Connection, key: &VaultKey) -> Result<()> {
    // it would write what it thinks of a wrong key to stderr, over the screen
    let set = |name, value: &dyn rusqlite::ToSql| conn.pragma_update_and_check(None, name, value, |_| Ok(()));
    let quiet = |result| match result {
        Err(rusqlite::Error::QueryReturnedNoRows) => Ok(()),
        other => other,
    };
    quiet(set("cipher_log_level", &"NONE")).doing("opening the journal")?;
    quiet(set("key", &*key.spelled())).doing("opening the journal")?;
    quiet(set("cipher_page_size", &schema::PAGE)).doing("opening the journal")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_the_one_that_sqlcipher_makes_of_the_passphrase() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let key = VaultKey::fresh("herons at 'dusk'").unwrap();
        let conn = Connection::open(&path).unwrap();
        apply(&conn, &key).unwrap();
        conn.execute_batch("CREATE TABLE a(b); INSERT INTO a VALUES ('reed')").unwrap();
        drop(conn);
        assert_eq!(VaultKey::of(&path, "herons at 'dusk'").unwrap(), key);
        let theirs = Connection::open(&path).unwrap();
        theirs.execute_batch("PRAGMA key = 'herons at ''dusk'''; PRAGMA cipher_page_size = 8192;").unwrap();
        let word: String = theirs.query_row("SELECT b FROM a", [], |row| row.get(0)).unwrap();
        assert_eq!(word, "reed");
        assert_eq!(format!("{key:?}"), "VaultKey(..)");
    }
}
