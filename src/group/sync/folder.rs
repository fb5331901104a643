//! A folder that another program carries: its key, sealed with a passphrase, and the logs of the machines.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::log;
use crate::group::error::{Error, Result};
use crate::group::sealed::{self, FolderKey, Opening, Seal};

/// The end of the name of a file that holds a folder's key.
const KEY_END: &str = ".key.age";

/// The end of the name of a log.
const LOG_END: &str = ".kneel";

/// The name of the key's format.
const FORMAT: &str = "kneel.folder/1";

/// Whose machines a folder is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whose {
    /// One person's: everything goes, private items too.
    Own,
    /// A group's: what the group may see goes, redacted.
    Group,
}

/// What a key file holds.
#[derive(Debug, Serialize, Deserialize)]
struct KeyFile {
    format: String,
    whose: Whose,
    secret: String,
}

/// A folder with its key.
pub struct Folder {
    /// Where it lies.
    pub path: PathBuf,
    /// What opens and seals its logs.
    pub key: FolderKey,
    /// Whose machines it is for.
    pub whose: Whose,
    /// The key as it lies in the folder, sealed: to put it back where it vanished.
    pub sealed_key: Vec<u8>,
}

/// What lies in a folder.
#[derive(Debug, Default)]
pub struct Contents {
    /// Files with keys, by name.
    pub keys: Vec<PathBuf>,
    /// Logs with the ids of their keys, by name.
    pub logs: Vec<(PathBuf, String)>,
    /// Files that are neither.
    pub foreign: Vec<PathBuf>,
}

impl Contents {
    /// Whether kneel never wrote anything here, as far as one sees.
    pub fn is_new(&self) -> bool {
        self.keys.is_empty() && self.logs.is_empty()
    }
}

/// Looks into a folder. What carriers keep for themselves (hidden files, unfinished ones) is passed over.
pub fn look(path: &Path) -> Result<Contents> {
    let entries = std::fs::read_dir(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Error::Folder(format!(
            "{} is not there; is it mounted, and has its carrier made it? nothing was changed",
            path.display()
        )),
        _ => Error::io("looking into", path)(error),
    })?;
    let mut contents = Contents::default();
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths.into_iter().filter(|path| path.is_file()) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with(['.', '~']) || name.ends_with(".tmp") || name.ends_with(".part") {
            continue;
        }
        if name.ends_with(KEY_END) {
            contents.keys.push(path);
        } else if let Some(key) = log::key_of(&path) {
            contents.logs.push((path, key));
        } else {
            contents.foreign.push(path);
        }
    }
    Ok(contents)
}

impl Folder {
    /// Makes a key for a folder that has none, and seals it with a passphrase.
    pub fn make(path: &Path, whose: Whose, passphrase: &str) -> Result<Self> {
        let key = FolderKey::generate();
        let file = KeyFile { format: FORMAT.to_owned(), whose, secret: key.secret() };
        let bytes = serde_json::to_vec(&file).map_err(|error| Error::Sealing(error.to_string()))?;
        let sealed_key = sealed::seal(&bytes, &Seal::Passphrase(passphrase))?;
        let folder = Folder { path: path.to_owned(), key, whose, sealed_key };
        folder.put_key()?;
        Ok(folder)
    }

    /// Opens a folder by one of its keys and the passphrase.
    pub fn open(path: &Path, key_file: &Path, passphrase: &str) -> Result<Self> {
        let sealed_key = std::fs::read(key_file).map_err(Error::io("reading", key_file))?;
        let damaged = || Error::Damaged("the key of the folder".to_owned());
        let bytes = sealed::open(&sealed_key, &Opening::Passphrase(passphrase))?;
        let file: KeyFile = serde_json::from_slice(&bytes).map_err(|_| damaged())?;
        if file.format != FORMAT {
            return Err(Error::Newer(file.format));
        }
        let key = FolderKey::parse(&file.secret)?;
        Ok(Folder { path: path.to_owned(), key, whose: file.whose, sealed_key })
    }

    /// The file of the folder's key.
    pub fn key_file(&self) -> PathBuf {
        self.path.join(format!("{}{KEY_END}", self.key.id()))
    }

    /// Puts the key where it is not.
    pub fn put_key(&self) -> Result<()> {
        let file = self.key_file();
        if file.exists() { Ok(()) } else { log::write_new(&file, &self.sealed_key) }
    }

    /// The log of a machine.
    pub fn log_of(&self, machine: &str) -> PathBuf {
        self.path.join(format!("{machine}{LOG_END}"))
    }
}

/// The id of the key in a file of that name; `None`: kneel did not name it.
pub fn key_id(file: &Path) -> Option<String> {
    let id = file.file_name()?.to_str()?.strip_suffix(KEY_END)?;
    log::is_key_id(id).then(|| id.to_owned())
}
