//! Reads documents into the journal. A document that cannot be read is named, and the others go on.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::bulletin::{self, Profile};
use crate::clock::Moment;
use crate::journal::{ActId, Error, Incoming, Journal, Plan, PlannedBulletin, is_export};
use crate::tui::effects::paths;
use crate::tui::msg::Msg;

/// Documents written in one transaction.
const BATCH: usize = 40;

/// No bulletin is larger; a file that is was chosen by mistake.
const LARGEST: u64 = 32 * 1024 * 1024;

/// Imports a file, or the files of a folder, as one act that one undo takes back.
pub fn import(
    journal: &mut Journal,
    profiles: &[Profile],
    now: Moment,
    typed: &str,
    tell: &mut dyn FnMut(Msg),
) {
    let path = paths::expanded(typed);
    let files = match files(&path) {
        Ok(files) if files.is_empty() => {
            tell(Msg::Failed(format!("there is no file in {}", path.display())));
            return;
        }
        Ok(files) => files,
        Err(error) => {
            tell(Msg::Failed(format!("{}: {}", path.display(), plain(&error))));
            return;
        }
    };
    let act = ActId::new(now);
    let mut summary = Summary::default();
    for batch in files.chunks(BATCH) {
        let documents: Vec<Incoming> = batch.iter().filter_map(|file| summary.read(file, profiles)).collect();
        match journal.import(now, act, &documents) {
            Ok(plans) => summary.count(&documents, plans),
            Err(error) => {
                tell(Msg::Failed(stopped(&error, &summary)));
                return;
            }
        }
        tell(Msg::Importing { done: summary.seen, of: files.len() });
    }
    tell(Msg::Imported(summary.told()));
}

fn stopped(error: &Error, summary: &Summary) -> String {
    match summary.documents {
        0 => error.to_string(),
        read => format!("{error} ({} before that came in)", counted(read, "document")),
    }
}

fn files(path: &Path) -> std::io::Result<Vec<PathBuf>> {
    if !fs::metadata(path)?.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(path)? {
        let path = entry?.path();
        let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        if path.is_file() && !hidden {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// What came of an import.
#[derive(Debug, Default)]
struct Summary {
    seen: usize,
    documents: usize,
    new: usize,
    known: usize,
    revised: usize,
    requests: usize,
    praises: usize,
    unsorted: usize,
    problems: Vec<String>,
}

impl Summary {
    fn read(&mut self, file: &Path, profiles: &[Profile]) -> Option<Incoming> {
        self.seen += 1;
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut bytes = Vec::new();
        let read = fs::File::open(file).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes));
        if let Err(error) = read {
            self.problems.push(format!("{name}: {}", plain(&error)));
            return None;
        }
        if bytes.len() as u64 > LARGEST {
            self.problems.push(format!("{name}: too large to be a bulletin"));
            return None;
        }
        if is_export(&bytes) {
            self.problems
                .push(format!("{name}: a whole journal; `kneel import` on the command line joins it"));
            return None;
        }
        match bulletin::read(&bytes, profiles) {
            Ok(reading) => {
                Some(Incoming { name, bytes, bulletins: reading.bulletins(), corrections: Vec::new() })
            }
            Err(error) => {
                self.problems.push(format!("{name}: {error}"));
                None
            }
        }
    }

    fn count(&mut self, documents: &[Incoming], plans: Vec<Vec<PlannedBulletin>>) {
        self.documents += documents.len();
        for (document, plans) in documents.iter().zip(plans) {
            for (bulletin, planned) in document.bulletins.iter().zip(plans) {
                match planned.plan {
                    Plan::New => self.new += 1,
                    Plan::Known => self.known += 1,
                    Plan::Revised => self.revised += 1,
                }
                if planned.plan != Plan::Known {
                    self.unsorted += bulletin.unsorted.len();
                }
                for (item, planned) in bulletin.items.iter().zip(planned.items) {
                    let new = planned.plan == Plan::New;
                    self.requests += usize::from(new && item.kinds.request);
                    self.praises += usize::from(new && item.kinds.praise && !item.kinds.request);
                }
            }
        }
    }

    /// "read 3 bulletins: 14 requests, 5 praises", then what else there is to know.
    fn told(self) -> Vec<String> {
        let bulletins = counted(self.new + self.revised, "new bulletin");
        let mut lines = match (self.new + self.revised, self.known) {
            (0, 0) => vec!["no bulletin was found".to_owned()],
            (0, known) => vec![format!("nothing new: {} already in the journal", counted(known, "bulletin"))],
            _ => vec![format!(
                "read {bulletins}: {}, {}",
                counted(self.requests, "request"),
                counted(self.praises, "praise")
            )],
        };
        if self.new + self.revised > 0 && self.known > 0 {
            lines.push(format!("{} already in the journal", counted(self.known, "bulletin")));
        }
        if self.revised > 0 {
            lines.push(format!("{} a corrected issue of what was there", counted_are(self.revised)));
        }
        if self.unsorted > 0 {
            lines.push(format!(
                "{} unsorted; kneel import --json in a shell shows them",
                counted(self.unsorted, "line")
            ));
        }
        if !self.problems.is_empty() {
            lines.push(String::new());
            lines.push(format!("{} not read:", counted_were(self.problems.len())));
            lines.extend(self.problems);
        }
        lines
    }
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

fn counted_are(count: usize) -> String {
    if count == 1 { "1 is".into() } else { format!("{count} are each") }
}

fn counted_were(count: usize) -> String {
    if count == 1 { "1 file was".into() } else { format!("{count} files were") }
}

/// An error of the machine in words for people.
fn plain(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file or folder".into(),
        std::io::ErrorKind::PermissionDenied => "it may not be read".into(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_says_what_came_and_what_did_not() {
        let summary = Summary {
            new: 3,
            requests: 14,
            praises: 5,
            unsorted: 1,
            problems: vec!["picture.jpg: this is not text".into()],
            ..Summary::default()
        };
        assert_eq!(
            summary.told(),
            [
                "read 3 new bulletins: 14 requests, 5 praises",
                "1 line unsorted; kneel import --json in a shell shows them",
                "",
                "1 file was not read:",
                "picture.jpg: this is not text",
            ]
        );
        let again = Summary { known: 3, ..Summary::default() };
        assert_eq!(again.told(), ["nothing new: 3 bulletins already in the journal"]);
    }
}
