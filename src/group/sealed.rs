//! Bytes sealed for others with age (age-encryption.org/v1): by a passphrase, or for the keys of those who may open them.

use std::io::{BufReader, Read};
use std::str::FromStr;

use age::secrecy::{ExposeSecret, SecretString};
use age::{DecryptError, Decryptor, Encryptor};

use super::Error;
pub use super::seals::{Opening, Seal};

/// How much work a guess at a passphrase is: two to this power of scrypt's blocks, about a second of a laptop and 256 MB.
const WORK: u8 = if cfg!(test) { 10 } else { 18 };

/// The most work that is done to open what somebody sent.
const MOST_WORK: u8 = 20;

/// The secret that all machines of a shared folder have.
pub struct FolderKey(age::x25519::Identity);

impl FolderKey {
    /// A new one.
    pub fn generate() -> Self {
        FolderKey(age::x25519::Identity::generate())
    }

    /// Reads one that was kept.
    pub fn parse(text: &str) -> Result<Self, Error> {
        age::x25519::Identity::from_str(text.trim())
            .map(FolderKey)
            .map_err(|_| Error::Damaged("the key of the folder".to_owned()))
    }

    /// To be kept where only its owner reads.
    pub fn secret(&self) -> String {
        self.0.to_string().expose_secret().to_owned()
    }

    /// What names it; it opens nothing.
    pub fn id(&self) -> String {
        let hash = blake3::hash(self.0.to_public().to_string().as_bytes()).to_hex();
        hash.chars().take(16).collect()
    }
}

/// Whether a passphrase opens a sealed file, and not a key.
pub fn wants_passphrase(bytes: &[u8]) -> bool {
    Decryptor::new(bytes).is_ok_and(|decryptor| decryptor.is_scrypt())
}

/// Seals bytes.
pub fn seal(bytes: &[u8], seal: &Seal<'_>) -> Result<Vec<u8>, Error> {
    let failed = |error: &dyn std::fmt::Display| Error::Sealing(error.to_string());
    match seal {
        Seal::Passphrase(passphrase) => {
            let mut recipient = age::scrypt::Recipient::new(SecretString::from((*passphrase).to_owned()));
            recipient.set_work_factor(WORK);
            age::encrypt(&recipient, bytes).map_err(|error| failed(&error))
        }
        Seal::Key(key) => age::encrypt(&key.0.to_public(), bytes).map_err(|error| failed(&error)),
        Seal::Recipients(keys) => {
            let recipients = keys
                .iter()
                .map(|key| {
                    age::x25519::Recipient::from_str(key.trim()).map_err(|_| Error::NoRecipient(key.clone()))
                })
                .collect::<Result<Vec<_>, _>>()?;
            let recipients = recipients.iter().map(|recipient| recipient as &dyn age::Recipient);
            let encryptor = Encryptor::with_recipients(recipients).map_err(|error| failed(&error))?;
            let mut sealed = Vec::with_capacity(bytes.len() + 512);
            let mut writer = encryptor.wrap_output(&mut sealed).map_err(|error| failed(&error))?;
            std::io::Write::write_all(&mut writer, bytes).map_err(|error| failed(&error))?;
            writer.finish().map_err(|error| failed(&error))?;
            Ok(sealed)
        }
    }
}

/// Opens what was sealed: all of it, or nothing where a byte of it was changed.
pub fn open(sealed: &[u8], with: &Opening<'_>) -> Result<Vec<u8>, Error> {
    let decryptor = Decryptor::new(sealed).map_err(|error| told(&error, with))?;
    match with {
        Opening::Passphrase(passphrase) => {
            let mut identity = age::scrypt::Identity::new(SecretString::from((*passphrase).to_owned()));
            identity.set_max_work_factor(MOST_WORK);
            all(decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity)), with)
        }
        Opening::Key(key) => all(decryptor.decrypt(std::iter::once(&key.0 as &dyn age::Identity)), with),
        Opening::Identities(text) => {
            let file = age::IdentityFile::from_buffer(BufReader::new(text.as_bytes()));
            let keys =
                file.map_err(|_| Error::NoIdentity)?.into_identities().map_err(|_| Error::NoIdentity)?;
            all(decryptor.decrypt(keys.iter().map(|key| key.as_ref() as &dyn age::Identity)), with)
        }
    }
}

fn all(opened: Result<impl Read, DecryptError>, with: &Opening<'_>) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let mut reader = opened.map_err(|error| told(&error, with))?;
    reader.read_to_end(&mut bytes).map_err(|_| Error::Damaged("what was sealed".to_owned()))?;
    Ok(bytes)
}

fn told(error: &DecryptError, with: &Opening<'_>) -> Error {
    match (error, with) {
        (DecryptError::ExcessiveWork { .. }, _) => Error::TooMuchWork,
        (DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed, Opening::Passphrase(_)) => {
            Error::WrongPassphrase
        }
        (DecryptError::NoMatchingKeys, Opening::Passphrase(_)) => Error::SealedForKeys,
        (DecryptError::NoMatchingKeys, _) => Error::OtherKey,
        _ => Error::Damaged("what was sealed".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_is_opened_by_who_may_and_nobody_else() {
        let secret = b"Pastor Ruslan's hearing";
        let sealed = seal(secret, &Seal::Passphrase("seven sleepy goats")).unwrap();
        assert!(wants_passphrase(&sealed));
        assert!(!sealed.windows(6).any(|window| window == b"Ruslan"));
        assert_eq!(open(&sealed, &Opening::Passphrase("seven sleepy goats")).unwrap(), secret);
        let wrong = open(&sealed, &Opening::Passphrase("eight sleepy goats"));
        assert!(matches!(wrong, Err(Error::WrongPassphrase)), "{wrong:?}");
        let (key, other) = (FolderKey::generate(), FolderKey::generate());
        let sealed = seal(secret, &Seal::Recipients(&[key.0.to_public().to_string()])).unwrap();
        assert_eq!(open(&sealed, &Opening::Identities(&key.secret())).unwrap(), secret);
        assert!(matches!(open(&sealed, &Opening::Key(&other)), Err(Error::OtherKey)));
        assert!(matches!(open(&sealed, &Opening::Passphrase("x")), Err(Error::SealedForKeys)));
    }

    #[test]
    fn a_changed_or_cut_byte_is_told() {
        let key = FolderKey::generate();
        let sealed = seal(b"a request", &Seal::Key(&key)).unwrap();
        for at in [30, 120, sealed.len() - 1] {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(open(&changed, &Opening::Key(&key)).is_err(), "byte {at}");
            assert!(open(&sealed[..at], &Opening::Key(&key)).is_err(), "cut at {at}");
        }
    }

    #[test]
    fn what_is_no_key_is_named() {
        let bad = seal(b"x", &Seal::Recipients(&["age1nokey".to_owned()]));
        assert!(matches!(bad, Err(Error::NoRecipient(key)) if key == "age1nokey"));
    }
}
