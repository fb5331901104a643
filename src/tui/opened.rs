//! A document on its way into the journal: opened to be looked at, or only glanced at, and what came of it.

use std::path::PathBuf;

use crate::bulletin::{Bulletin, Correction, Reading};
use crate::journal::{Incoming, Plan, PlannedBulletin, Whole};
use crate::regions::New;
use crate::text::counted;

/// A document that was opened to be looked at. Nothing of it is in the journal yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// Where it lies.
    pub path: PathBuf,
    /// Its name without its folder.
    pub name: String,
    /// All of it, to be kept.
    pub bytes: Vec<u8>,
    /// What the reader made of it.
    pub reading: Reading,
    /// The name under which corrections wait that are not in the journal yet.
    pub draft: String,
}

impl Opened {
    /// What goes into the journal of it, as the person put it right.
    pub fn incoming(&self, right: Reading, corrections: Vec<Correction>) -> Incoming {
        let (name, whole) = (self.name.clone(), Whole::of(&self.bytes));
        Incoming { name, whole, bulletins: right.bulletins(), corrections }
    }
}

/// What a path leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// A document.
    Document(Box<Opened>),
    /// The files of a folder.
    Folder(Vec<PathBuf>),
}

/// Documents read to be taken in as they are, and those that could not be read: a line for each.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Gathered {
    /// What was read.
    pub documents: Vec<Incoming>,
    /// What was not, and why.
    pub refused: Vec<String>,
    /// What those that were read have and the reading has not: a line for each.
    pub left_out: Vec<String>,
    /// How many of those that were asked for these are: reading stops where memory would be filled.
    pub read: usize,
}

/// What bulletins hold, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// Bulletins with anything in them.
    pub bulletins: usize,
    /// Items that ask.
    pub requests: usize,
    /// Items that only give thanks.
    pub praises: usize,
    /// Lines that nobody could place.
    pub unsorted: usize,
}

impl Count {
    /// Counts bulletins.
    pub fn of<'a>(bulletins: impl IntoIterator<Item = &'a Bulletin>) -> Self {
        let mut count = Count::default();
        for bulletin in bulletins {
            count.bulletins += usize::from(!bulletin.is_empty());
            count.unsorted += bulletin.unsorted.len();
            for item in &bulletin.items {
                count.requests += usize::from(item.kinds.request);
                count.praises += usize::from(!item.kinds.request);
            }
        }
        count
    }

    /// "9 requests and 2 praises"; `None` where there are none.
    pub fn items(&self) -> Option<String> {
        let told = [(self.requests, "request"), (self.praises, "praise")];
        let told: Vec<String> = told
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| counted(count, what))
            .collect();
        (!told.is_empty()).then(|| told.join(" and "))
    }
}

/// What came of an import.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// Bulletins that the journal did not have, and those that correct one it had.
    pub new: usize,
    /// Bulletins that it had.
    pub known: usize,
    /// Those of the new ones that correct an earlier issue.
    pub revised: usize,
    /// What is new in them.
    pub count: Count,
    /// Praises that may answer what was asked before.
    pub answers: usize,
    /// The headings of those that were new.
    pub headings: New,
    /// Documents that were not read: a line for each.
    pub refused: Vec<String>,
    /// What the others have and was left out of them: a line for each.
    pub left_out: Vec<String>,
}

impl Tally {
    /// Counts what the journal made of documents.
    pub fn add(&mut self, documents: &[Incoming], plans: &[Vec<PlannedBulletin>]) {
        let bulletins = documents.iter().flat_map(|document| &document.bulletins);
        for (bulletin, planned) in bulletins.zip(plans.iter().flatten()) {
            match planned.plan {
                _ if bulletin.is_empty() => {}
                Plan::Known => self.known += 1,
                Plan::New => self.new += 1,
                Plan::Revised => {
                    self.new += 1;
                    self.revised += 1;
                }
            }
            if planned.plan != Plan::Known {
                self.count.unsorted += bulletin.unsorted.len();
                self.headings.add(bulletin);
            }
            for (item, planned) in bulletin.items.iter().zip(&planned.items) {
                let new = planned.plan == Plan::New;
                self.count.requests += usize::from(new && item.kinds.request);
                self.count.praises += usize::from(new && !item.kinds.request);
            }
        }
    }

    /// Adds what came of others.
    pub fn join(&mut self, other: Tally) {
        self.new += other.new;
        self.known += other.known;
        self.revised += other.revised;
        self.count.requests += other.count.requests;
        self.count.praises += other.count.praises;
        self.count.unsorted += other.count.unsorted;
        self.answers += other.answers;
        self.headings.join(other.headings);
        self.refused.extend(other.refused);
        self.left_out.extend(other.left_out);
    }

    /// In a line: "9 requests and 2 praises are in the journal".
    pub fn told(&self) -> String {
        match (self.count.items(), self.new, self.known) {
            (Some(items), ..) => format!("kept: {items}"),
            (None, 0, 0) => "nothing was kept".to_owned(),
            (None, 0, known) => format!("nothing new: {} already in the journal", counted(known, "bulletin")),
            (None, ..) if self.revised > 0 => "kept: what you put right".to_owned(),
            (None, ..) => "kept: a bulletin without requests".to_owned(),
        }
    }

    /// "2 praises may be answers: they wait in the inbox"; `None` where there are none.
    pub fn answers_told(&self) -> Option<String> {
        let waits = match self.answers {
            0 => return None,
            1 => "may be an answer: it waits",
            _ => "may be answers: they wait",
        };
        Some(format!("{} {waits} in the inbox", counted(self.answers, "praise")))
    }

    /// In full, line by line.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = vec![self.told()];
        if self.new > 0 {
            lines.push(counted(self.new, "new bulletin"));
        }
        if self.new > 0 && self.known > 0 {
            lines.push(format!("{} already in the journal", counted(self.known, "bulletin")));
        }
        if self.revised > 0 {
            let are = if self.revised == 1 { "1 is".into() } else { format!("{} are each", self.revised) };
            lines.push(format!("{are} a corrected issue of what was there"));
        }
        lines.extend(self.answers_told());
        if self.count.unsorted > 0 {
            lines.push(format!("{} kept as unsorted", counted(self.count.unsorted, "line")));
        }
        if !self.refused.is_empty() {
            lines.push(String::new());
            let were = if self.refused.len() == 1 { "was" } else { "were" };
            lines.push(format!("{} {were} not read:", counted(self.refused.len(), "file")));
            lines.extend(self.refused.iter().cloned());
        }
        if !self.left_out.is_empty() {
            lines.extend([String::new(), "not all of it was read:".to_owned()]);
            lines.extend(self.left_out.iter().cloned());
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tally_says_what_came_and_what_did_not() {
        let count = Count { requests: 14, praises: 1, unsorted: 1, ..Count::default() };
        let refused = vec!["picture.jpg: this is not text".into()];
        let left_out = vec!["news.eml: the attachment “scan” was left out: this is not text".into()];
        let tally = Tally { new: 3, count, refused, left_out, ..Tally::default() };
        assert_eq!(
            tally.lines(),
            [
                "kept: 14 requests and 1 praise",
                "3 new bulletins",
                "1 line kept as unsorted",
                "",
                "1 file was not read:",
                "picture.jpg: this is not text",
                "",
                "not all of it was read:",
                "news.eml: the attachment “scan” was left out: this is not text",
            ]
        );
        let again = Tally { known: 3, ..Tally::default() };
        assert_eq!(again.lines(), ["nothing new: 3 bulletins already in the journal"]);
    }
}
