//! What is new in a folder or a Maildir: by name, size and time, then by content, so that nothing comes in twice.

use std::collections::{BTreeMap, HashSet};
use std::fs::Metadata;
use std::path::Path;
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize, Serializer};

/// The files of a folder that were looked at. What is removed from the folder stays known.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "BTreeMap<String, Seen>")]
pub struct Files {
    seen: BTreeMap<String, Seen>,
    contents: HashSet<String>,
}

/// A file as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Seen {
    size: u64,
    /// Milliseconds since 1970.
    modified: i64,
    content: String,
}

impl From<BTreeMap<String, Seen>> for Files {
    fn from(seen: BTreeMap<String, Seen>) -> Self {
        let contents = seen.values().map(|seen| seen.content.clone()).collect();
        Files { seen, contents }
    }
}

impl Serialize for Files {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        self.seen.serialize(out)
    }
}

impl Files {
    /// Whether a file was looked at as it is now.
    pub fn knows(&self, name: &str, about: &Metadata) -> bool {
        self.seen.get(name).is_some_and(|seen| seen.size == about.len() && seen.modified == modified(about))
    }

    /// Notes a file that was looked at. Tells whether no file had this content before.
    pub fn note(&mut self, name: &str, about: &Metadata, bytes: &[u8]) -> bool {
        let mut content = blake3::hash(bytes).to_hex().to_string();
        content.truncate(32);
        let new = self.contents.insert(content.clone());
        self.seen.insert(name.to_owned(), Seen { size: about.len(), modified: modified(about), content });
        new
    }
}

fn modified(about: &Metadata) -> i64 {
    let since = about.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    since.map_or(0, |since| since.as_millis() as i64)
}

/// What a file is called below its folder. A mail keeps its name while it moves through a Maildir and gathers flags.
pub fn name_of(folder: &Path, file: &Path) -> String {
    let inner = file.strip_prefix(folder).unwrap_or(file).to_string_lossy();
    match inner.strip_prefix("new/").or_else(|| inner.strip_prefix("cur/")) {
        Some(mail) => mail.split(":2,").next().unwrap_or(mail).to_owned(),
        None => inner.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_until_it_changes_and_a_content_for_ever() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            std::fs::write(folder.path().join(name), text).unwrap();
            std::fs::metadata(folder.path().join(name)).unwrap()
        };
        let mut files = Files::default();
        let first = write("a.txt", "one");
        assert!(!files.knows("a.txt", &first));
        assert!(files.note("a.txt", &first, b"one"));
        let json = serde_json::to_string(&files).unwrap();
        let mut files: Files = serde_json::from_str(&json).unwrap();
        assert!(files.knows("a.txt", &first));
        let longer = write("a.txt", "one and two");
        assert!(!files.knows("a.txt", &longer));
        assert!(files.note("a.txt", &longer, b"one and two"));
        let copy = write("b.txt", "one and two");
        assert!(!files.knows("b.txt", &copy));
        assert!(!files.note("b.txt", &copy, b"one and two"), "another file has that content");
        assert!(files.knows("b.txt", &copy));
    }

    #[test]
    fn a_mail_keeps_its_name_on_its_way_through_a_maildir() {
        let folder = Path::new("/home/a/Mail");
        for file in ["new/17.M1.host", "cur/17.M1.host:2,", "cur/17.M1.host:2,RS"] {
            assert_eq!(name_of(folder, &folder.join(file)), "17.M1.host");
        }
        assert_eq!(name_of(folder, &folder.join("2026/march.txt")), "2026/march.txt");
    }
}
