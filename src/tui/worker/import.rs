//! Reads documents into the journal. A document that cannot be read is named, and the others go on.

use crate::bulletin::{self, Profile};
use crate::clock::Moment;
use crate::intake::{self, Opened, Opener, Source};
use crate::journal::{ActId, Error, Incoming, Journal, Plan, PlannedBulletin};
use crate::tui::effects::paths;
use crate::tui::msg::Msg;

/// Documents written in one transaction.
const BATCH: usize = 40;

/// Imports a file, or the files of a folder, as one act that one undo takes back.
pub fn import(
    journal: &mut Journal,
    profiles: &[Profile],
    now: Moment,
    typed: &str,
    tell: &mut dyn FnMut(Msg),
) {
    let sources = intake::sources(&[paths::expanded(typed)]);
    if let [Source::Nowhere(path, why)] = sources.as_slice() {
        tell(Msg::Failed(format!("{}: {why}", path.display())));
        return;
    }
    let mut opener = Opener::new();
    let act = ActId::new(now);
    let mut summary = Summary::default();
    for batch in sources.chunks(BATCH) {
        let documents: Vec<Incoming> =
            batch.iter().filter_map(|source| summary.read(source, &mut opener, profiles)).collect();
        match journal.import(now, act, &documents) {
            Ok(plans) => summary.count(&documents, plans),
            Err(error) => {
                tell(Msg::Failed(stopped(&error, &summary)));
                return;
            }
        }
        tell(Msg::Importing { done: summary.seen, of: sources.len() });
    }
    tell(Msg::Imported(summary.told()));
}

fn stopped(error: &Error, summary: &Summary) -> String {
    match summary.documents {
        0 => error.to_string(),
        read => format!("{error} ({} before that came in)", counted(read, "document")),
    }
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
    fn read(&mut self, source: &Source, opener: &mut Opener, profiles: &[Profile]) -> Option<Incoming> {
        self.seen += 1;
        let name = source.name();
        let problem = match opener.read(source) {
            Opened::Document(bytes, document) => {
                let bulletins = bulletin::understand(document, profiles).bulletins();
                return Some(Incoming { name, bytes, bulletins, corrections: Vec::new() });
            }
            Opened::Foreign => return None,
            Opened::Export(_) => "a whole journal; `kneel import` on the command line joins it".to_owned(),
            Opened::Refused(why) => why,
        };
        self.problems.push(format!("{name}: {problem}"));
        None
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
