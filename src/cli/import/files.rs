//! From what was typed to documents that were read: files, folders, stdin. Each that cannot be read is refused
//! with a reason, and the others go on.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::bulletin::{self, Problem, Profile, Reading};
use crate::journal::Incoming;

/// The largest document that is read.
const LARGEST: u64 = 50 << 20;

/// The longest line that a document may have: a longer one is not written by or for people.
const LONGEST_LINE: usize = 4 << 20;

/// What is read from folders. A file named on the command line is read whatever it is called.
const READABLE: [&str; 5] = ["txt", "text", "md", "markdown", "mkd"];

/// One document to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// What is piped in.
    Stdin,
    /// A file.
    File(PathBuf),
    /// A path that leads to no document, and why.
    Nowhere(PathBuf, String),
}

impl Source {
    /// The path as it is told to people.
    fn path(&self) -> String {
        match self {
            Source::Stdin => "-".to_owned(),
            Source::File(path) | Source::Nowhere(path, _) => path.display().to_string(),
        }
    }

    /// The name that the journal keeps: the folders that lead to it are nobody else's business.
    fn name(&self) -> String {
        match self {
            Source::Stdin => "-".to_owned(),
            Source::File(path) | Source::Nowhere(path, _) => {
                path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
            }
        }
    }
}

/// What a source turned out to be.
#[derive(Debug)]
pub enum Document {
    /// A bulletin, or several.
    Read {
        /// Its path.
        path: String,
        /// What goes into the journal.
        incoming: Incoming,
        /// What the person should know about it.
        problems: Vec<Problem>,
    },
    /// A journal that kneel exported, to be merged: its path and all of it.
    Export(String, Vec<u8>),
    /// It cannot be read: its path and why.
    Refused(String, String),
}

impl Document {
    /// How much memory it holds, roughly.
    pub fn weight(&self) -> usize {
        match self {
            Document::Read { incoming, .. } => incoming.bytes.len(),
            Document::Export(_, bytes) => bytes.len(),
            Document::Refused(..) => 0,
        }
    }
}

/// The documents that were asked for, in order; folders are walked by name.
pub fn sources(paths: &[PathBuf]) -> Vec<Source> {
    let mut found = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            found.push(Source::Stdin);
        } else if path.is_dir() {
            let before = found.len();
            walk(path, &mut found);
            if found.len() == before {
                let why =
                    format!("no documents in this folder that kneel can read ({})", READABLE.join(", "));
                found.push(Source::Nowhere(path.clone(), why));
            }
        } else {
            found.push(Source::File(path.clone()));
        }
    }
    found
}

/// The documents below a folder, by name.
pub fn below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    walk(folder, &mut found);
    found
        .into_iter()
        .filter_map(|source| if let Source::File(path) = source { Some(path) } else { None })
        .collect()
}

/// Adds what is readable below a folder. Hidden files are left out; links to folders are not followed, since
/// they may lead in a circle.
fn walk(folder: &Path, found: &mut Vec<Source>) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return found.push(Source::Nowhere(folder.to_owned(), reason(&error))),
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let mails = holds_mails(folder);
    for path in paths {
        if path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b".")) {
            continue;
        }
        if path.is_dir() {
            if !path.is_symlink() {
                walk(&path, found);
            }
        } else if path.is_file() && (mails || is_readable(&path)) {
            found.push(Source::File(path));
        }
    }
}

/// Whether all files of a folder are mails, whatever they are called: it is `new` or `cur` of a Maildir.
fn holds_mails(folder: &Path) -> bool {
    (folder.ends_with("new") || folder.ends_with("cur"))
        && ["new", "cur", "tmp"].iter().all(|part| folder.with_file_name(part).is_dir())
}

fn is_readable(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| READABLE.contains(&ending.as_str()))
}

/// Reads one document.
pub fn read(source: &Source, profiles: &[Profile]) -> Document {
    let path = source.path();
    let bytes = match source {
        Source::Nowhere(_, why) => return Document::Refused(path, why.clone()),
        Source::Stdin => bytes(io::stdin().lock(), 0),
        Source::File(file) => load(file),
    };
    match bytes.and_then(|bytes| Ok((understood(&bytes, profiles)?, bytes))) {
        Ok((Some(mut reading), bytes)) => {
            let problems = std::mem::take(&mut reading.problems);
            let incoming = Incoming {
                name: source.name(),
                bytes,
                bulletins: reading.bulletins(),
                corrections: Vec::new(),
            };
            Document::Read { path, incoming, problems }
        }
        Ok((None, bytes)) => Document::Export(path, bytes),
        Err(why) => Document::Refused(path, why),
    }
}

/// The bytes of a file.
pub fn load(file: &Path) -> Result<Vec<u8>, String> {
    let size = fs::metadata(file).map_or(0, |about| about.len().min(LARGEST)) as usize;
    File::open(file).map_err(|error| reason(&error)).and_then(|file| bytes(file, size))
}

/// The reading of a document that is no export.
pub fn reading(bytes: &[u8], profiles: &[Profile]) -> Result<Reading, String> {
    understood(bytes, profiles)?
        .ok_or_else(|| "it is a journal that kneel exported; `kneel import` merges it".to_owned())
}

/// The reading of a document; `None` for a journal that kneel exported.
fn understood(bytes: &[u8], profiles: &[Profile]) -> Result<Option<Reading>, String> {
    if crate::journal::is_export(bytes) {
        return Ok(None);
    }
    let longest = bytes.split(|byte| *byte == b'\n').map(<[u8]>::len).max().unwrap_or_default();
    if longest > LONGEST_LINE {
        return Err(format!(
            "one of its lines is {} MB long; no bulletin has such lines",
            longest / 1_000_000
        ));
    }
    bulletin::read(bytes, profiles).map(Some).map_err(|unreadable| unreadable.to_string())
}

/// All bytes of a document of about this `size`. An export of kneel's own may be larger than any bulletin.
fn bytes(mut from: impl Read, size: usize) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::with_capacity(size + 1);
    from.by_ref().take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| reason(&error))?;
    if bytes.len() as u64 > LARGEST {
        if !crate::journal::is_export(&bytes) {
            return Err(format!("it is larger than {} MB; no bulletin is", LARGEST >> 20));
        }
        from.read_to_end(&mut bytes).map_err(|error| reason(&error))?;
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err("it is empty".to_owned());
    }
    Ok(bytes)
}

/// Why a file cannot be read, in words.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "it may not be read; its permissions forbid it".to_owned(),
        _ => format!("it cannot be read ({error})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_walked_by_name_without_hidden_and_other_files() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir_all(at("b/c")).unwrap();
        fs::create_dir_all(at(".git")).unwrap();
        for name in ["b/c/2.MD", "b/1.txt", "a.txt", ".hidden.txt", ".git/x.txt", "photo.jpg", "none"] {
            fs::write(at(name), "x").unwrap();
        }
        let found = sources(&[folder.path().to_owned(), PathBuf::from("-"), at("photo.jpg")]);
        let wanted = ["a.txt", "b/1.txt", "b/c/2.MD"].map(|name| Source::File(at(name)));
        assert_eq!(found[..3], wanted);
        assert_eq!(found[3..], [Source::Stdin, Source::File(at("photo.jpg"))]);
    }

    #[test]
    fn the_mails_of_a_maildir_are_found_whatever_they_are_called() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        for name in ["mail/new/2.M1.host", "mail/cur/1.M1.host:2,S", "mail/tmp/3.M1.host", "new/4.M1.host"] {
            fs::create_dir_all(at(name).parent().unwrap()).unwrap();
            fs::write(at(name), "x").unwrap();
        }
        assert_eq!(below(folder.path()), ["mail/cur/1.M1.host:2,S", "mail/new/2.M1.host"].map(at));
    }

    #[test]
    #[cfg(unix)]
    fn a_link_in_a_circle_ends() {
        let folder = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(folder.path(), folder.path().join("again")).unwrap();
        assert!(matches!(&sources(&[folder.path().to_owned()])[..], [Source::Nowhere(..)]));
    }

    #[test]
    fn an_export_is_known_by_its_first_words() {
        assert!(crate::journal::is_export(b"{\"format\":\"kneel.export/1\",\"events\":[]}"));
        assert!(crate::journal::is_export(b" {\n  \"format\" : \"kneel.export/1\",\n"));
        assert!(!crate::journal::is_export(b"{\"format\":\"kneel.import/1\"}"));
        assert!(!crate::journal::is_export(b"Pray for \"format\":\"kneel.export/1\""));
    }
}
