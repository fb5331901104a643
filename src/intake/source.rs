//! What was named, as single documents: folders are walked by name, of a Maildir the mails are taken.

use std::ffi::OsStr;
use std::fs::{self, File, FileType};
use std::io::Read;
use std::path::{Path, PathBuf};

use super::foreign::is_foreign;
use super::load::reason;

/// What tells a file that is no document, in bytes from its beginning.
const HEAD: u64 = 4 << 10;

/// One document to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// What is piped in.
    Stdin,
    /// A file that was named: it is read, or refused with a sentence.
    Named(PathBuf),
    /// A file that was found in a folder: it is passed over where it is plainly no document.
    Found(PathBuf),
    /// A path that leads to no document, and why.
    Nowhere(PathBuf, String),
}

impl Source {
    /// The path as it is told to people.
    pub fn path(&self) -> String {
        self.file().map_or_else(|| "-".to_owned(), |path| path.display().to_string())
    }

    /// The name that the journal keeps: the folders that lead to it are nobody else's business.
    pub fn name(&self) -> String {
        match self.file() {
            None => "-".to_owned(),
            Some(path) => path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        }
    }

    /// Where it lies; `None` for what is piped in.
    pub fn file(&self) -> Option<&Path> {
        match self {
            Source::Stdin => None,
            Source::Named(path) | Source::Found(path) | Source::Nowhere(path, _) => Some(path),
        }
    }
}

/// The documents that were asked for, in order. A path that leads to none is one that leads nowhere.
pub fn sources(paths: &[PathBuf]) -> Vec<Source> {
    let mut found = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            found.push(Source::Stdin);
        } else if path.is_dir() {
            let inside = below(path);
            if inside.iter().any(may_be_a_document) {
                found.extend(inside);
            } else {
                let why = "no documents in this folder that kneel can read".to_owned();
                found.push(Source::Nowhere(path.clone(), why));
            }
        } else {
            found.push(Source::Named(path.clone()));
        }
    }
    found
}

/// The files below a folder, by name.
pub fn below(folder: &Path) -> Vec<Source> {
    let mut found = Vec::new();
    walk(folder, &mut found);
    found
}

/// Adds the files below a folder. Hidden ones are left out; links to folders are not followed, since they may lead
/// in a circle. Of a Maildir, the mails are taken and not what programs keep beside them.
fn walk(folder: &Path, found: &mut Vec<Source>) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return found.push(Source::Nowhere(folder.to_owned(), reason(&error))),
    };
    // the folder itself tells of most what they are; what a link leads to has to be looked at
    let kind = |entry: &fs::DirEntry| entry.file_type().ok().filter(|kind| !kind.is_symlink());
    let mut paths: Vec<(PathBuf, Option<FileType>)> =
        entries.flatten().map(|entry| (entry.path(), kind(&entry))).collect();
    paths.retain(|(path, _)| !name(path).as_encoded_bytes().starts_with(b"."));
    paths.sort_by(|(one, _), (other, _)| one.cmp(other));
    let holds = |part: &str| paths.iter().any(|(path, _)| name(path) == part && path.is_dir());
    let is_maildir = ["cur", "new", "tmp"].into_iter().all(holds);
    for (path, kind) in paths {
        if kind.map_or_else(|| path.is_dir(), |kind| kind.is_dir()) {
            let unfinished = is_maildir && name(&path) == "tmp";
            if !unfinished && kind.is_some() {
                walk(&path, found);
            }
        } else if !is_maildir && kind.map_or_else(|| path.is_file(), |kind| kind.is_file()) {
            found.push(Source::Found(path));
        }
    }
}

fn name(path: &Path) -> &OsStr {
    path.file_name().unwrap_or_default()
}

/// What cannot be looked into may be one: what is wrong is told when it is read.
fn may_be_a_document(source: &Source) -> bool {
    let Source::Found(path) = source else { return true };
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head));
    read.is_err() || head.starts_with(b"PK") || !is_foreign(path, &head)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(names: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for name in names {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, if name.ends_with("jpg") { b"\xFF\xD8\xFF".as_slice() } else { b"Pray" })
                .unwrap();
        }
        folder
    }

    /// The paths below a folder that are found, in order.
    fn found(folder: &Path) -> Vec<String> {
        let below = |source: Source| match source {
            Source::Found(path) => path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned(),
            other => panic!("{other:?}"),
        };
        sources(&[folder.to_owned()]).into_iter().map(below).collect()
    }

    #[test]
    fn folders_are_walked_by_name_without_hidden_files() {
        let folder = folder(&["b/c/2.MD", "b/1.htm", "a.txt", ".hidden.txt", ".git/x.txt", "d.jpg", "none"]);
        assert_eq!(found(folder.path()), ["a.txt", "b/1.htm", "b/c/2.MD", "d.jpg", "none"]);
    }

    #[test]
    fn what_is_named_keeps_its_place_whatever_it_is() {
        let folder = folder(&["d.jpg"]);
        let named = [folder.path().join("d.jpg"), PathBuf::from("-"), folder.path().join("nowhere.txt")];
        let wanted = [Source::Named(named[0].clone()), Source::Stdin, Source::Named(named[2].clone())];
        assert_eq!(sources(&named), wanted);
    }

    #[test]
    fn a_folder_of_pictures_leads_nowhere() {
        let folder = folder(&["1.jpg", "more/2.jpg"]);
        let path = folder.path().to_owned();
        let why = "no documents in this folder that kneel can read".to_owned();
        assert_eq!(sources(std::slice::from_ref(&path)), [Source::Nowhere(path, why)]);
    }

    #[test]
    fn of_a_maildir_the_mails_are_taken() {
        let folder = folder(&[
            "dovecot.index.cache",
            "new/2.M1.host",
            "cur/1.M1.host:2,S",
            "cur/.hidden",
            "tmp/3.M1.host",
            "Prayer/cur/4.M1.host:2,",
            "Prayer/new/5.M1.host",
            "Prayer/tmp/6.M1.host",
            "notes/tmp/7.txt",
        ]);
        assert_eq!(
            found(folder.path()),
            [
                "Prayer/cur/4.M1.host:2,",
                "Prayer/new/5.M1.host",
                "cur/1.M1.host:2,S",
                "new/2.M1.host",
                "notes/tmp/7.txt",
            ]
        );
    }

    #[test]
    #[cfg(unix)]
    fn a_link_in_a_circle_ends() {
        let folder = folder(&["a.txt"]);
        std::os::unix::fs::symlink(folder.path(), folder.path().join("again")).unwrap();
        assert_eq!(found(folder.path()), ["a.txt"]);
    }
}
