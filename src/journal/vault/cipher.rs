//! Keys, and giving them to SQLCipher.
//!
//! SQLCipher makes the key itself from passphrase and salt, 256,000 rounds of HMAC-SHA512 for each connection: a
//! tenth of a second or so, which is what makes guessing slow. It is made anew for every connection, of which a command
//! has one: the libraries that could make it once for all are seven times slower than OpenSSL. So its own tools
//! open the file with the passphrase, after `PRAGMA cipher_page_size = 8192`.

use std::fmt;
use std::path::Path;

use rusqlite::{Connection, ToSql};
use zeroize::Zeroizing;

use super::{MARK, SALT, salt};
use crate::journal::error::{Doing, Error, Result};
use crate::journal::schema;

/// Opens one encrypted file, and the copies made of it. Wiped from memory when it is dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct VaultKey {
    passphrase: Zeroizing<String>,
    salt: [u8; SALT],
}

impl fmt::Debug for VaultKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("VaultKey(..)")
    }
}

impl VaultKey {
    /// What a passphrase makes for an encrypted file. Whether it opens the file is seen when it is opened.
    pub fn of(path: &Path, passphrase: &str) -> Result<Self> {
        let salt = salt(path)?.ok_or_else(|| Error::Foreign { path: path.to_owned() })?;
        Ok(VaultKey { passphrase: Zeroizing::new(passphrase.to_owned()), salt })
    }

    /// A key for a file that is still to be written.
    pub fn fresh(passphrase: &str) -> Result<Self> {
        let mut salt: [u8; SALT] = Connection::open_in_memory()
            .and_then(|conn| conn.query_row("SELECT randomblob(16)", [], |row| row.get(0)))
            .doing("making a key")?;
        for (byte, mark) in salt.iter_mut().zip(MARK) {
            *byte = *mark;
        }
        Ok(VaultKey { passphrase: Zeroizing::new(passphrase.to_owned()), salt })
    }

    /// Whether a file has this key's salt, as the copies of one journal have.
    pub fn opens(&self, path: &Path) -> bool {
        salt(path).is_ok_and(|salt| salt == Some(self.salt))
    }

    pub(super) fn passphrase(&self) -> &str {
        &self.passphrase
    }
}

/// Gives the key to a new connection, before it reads anything.
pub(crate) fn apply(conn: &Connection, key: &VaultKey) -> Result<()> {
    // it would write what it thinks of a wrong key to stderr, over the screen
    set(conn, None, "cipher_log_level", &"NONE")?;
    set(conn, None, "key", &key.passphrase())?;
    shape(conn, None, key)
}

/// Says of a file that has its passphrase how it is laid out.
///
/// SQLCipher keeps keys in memory of its own, which it wipes. `cipher_memory_security` would wipe all else that the
/// database ever allocates, at a price in speed and of memory that may not be swapped; the texts are in memory of
/// ours as well, so it stays off.
pub(super) fn shape(conn: &Connection, schema: Option<&str>, key: &VaultKey) -> Result<()> {
    use std::fmt::Write as _;
    let mut salt = String::from("x'");
    for byte in key.salt {
        let _ = write!(salt, "{byte:02x}");
    }
    salt.push('\'');
    set(conn, schema, "cipher_salt", &salt)?;
    set(conn, schema, "cipher_page_size", &schema::PAGE)
}

fn set(conn: &Connection, schema: Option<&str>, name: &str, value: &dyn ToSql) -> Result<()> {
    match conn.pragma_update_and_check(schema, name, value, |_| Ok(())) {
        Ok(()) | Err(rusqlite::Error::QueryReturnedNoRows) => Ok(()),
        Err(error) => Err(error).doing("opening the journal"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_opens_with_the_passphrase_as_sqlcipher_would() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let key = VaultKey::fresh("herons at 'dusk'").unwrap();
        let conn = Connection::open(&path).unwrap();
        apply(&conn, &key).unwrap();
        conn.execute_batch("CREATE TABLE a(b); INSERT INTO a VALUES ('reed')").unwrap();
        let rounds: String = conn.query_row("PRAGMA kdf_iter", [], |row| row.get(0)).unwrap();
        let hash: String = conn.query_row("PRAGMA cipher_kdf_algorithm", [], |row| row.get(0)).unwrap();
        assert_eq!(
            (rounds.as_str(), hash.as_str()),
            ("256000", "PBKDF2_HMAC_SHA512"),
            "what the README says"
        );
        drop(conn);
        assert_eq!(VaultKey::of(&path, "herons at 'dusk'").unwrap(), key);
        assert!(key.opens(&path));
        let theirs = Connection::open(&path).unwrap();
        theirs.execute_batch("PRAGMA key = 'herons at ''dusk'''; PRAGMA cipher_page_size = 8192;").unwrap();
        let word: String = theirs.query_row("SELECT b FROM a", [], |row| row.get(0)).unwrap();
        assert_eq!(word, "reed");
        assert_eq!(format!("{key:?}"), "VaultKey(..)");
    }
}
