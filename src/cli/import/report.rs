//! What an import tells: as data (`kneel.import/1`) or as lines for a person.

use std::io::Write;

use serde::Serialize;

use crate::bulletin::{self, Bulletin, Issued, Item, Kinds, Note, Problem, Scripture, Unsorted};
use crate::cli::{Desk, Error};
use crate::journal::{ItemId, Merged, Plan, PlannedBulletin};

/// Counts what came in.
#[derive(Debug, Default, Clone, Copy)]
pub struct Tally {
    /// Bulletins' documents that were read.
    pub read: usize,
    /// Exports that were merged.
    pub merged: usize,
    /// Documents that were refused.
    pub refused: usize,
    /// Files of folders that were passed over, being plainly no documents.
    pub foreign: usize,
    /// Items that the journal did not have.
    pub new: usize,
    /// Items that it has already.
    pub known: usize,
    /// Items that were corrected.
    pub revised: usize,
}

impl Tally {
    /// Counts what was planned for the items of some bulletins.
    pub fn add(&mut self, plans: &[PlannedBulletin]) {
        plans.iter().flat_map(|bulletin| &bulletin.items).for_each(|item| self.count(item.plan));
    }

    /// Counts one item.
    pub fn count(&mut self, plan: Plan) {
        match plan {
            Plan::New => self.new += 1,
            Plan::Known => self.known += 1,
            Plan::Revised => self.revised += 1,
        }
    }

    /// "9 new items, 2 known".
    pub fn items(&self) -> String {
        let mut words = vec![format!("{} new {}", self.new, if self.new == 1 { "item" } else { "items" })];
        if self.revised > 0 {
            words.push(format!("{} revised", self.revised));
        }
        if self.known > 0 {
            words.push(format!("{} known", self.known));
        }
        words.join(", ")
    }
}

#[derive(Serialize)]
struct DocumentData<'a> {
    path: &'a str,
    status: &'static str,
    problem: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    merged: Option<&'a Merged>,
    bulletins: Vec<BulletinData<'a>>,
}

#[derive(Serialize)]
struct BulletinData<'a> {
    id: &'a str,
    plan: Plan,
    title: Option<&'a str>,
    publisher: Option<&'a str>,
    #[serde(flatten, serialize_with = "Issued::fields")]
    issued: Option<Issued>,
    language: Option<&'a str>,
    scripture: &'a [Scripture],
    items: Vec<ItemData<'a>>,
    notes: &'a [Note],
    unsorted: &'a [Unsorted],
}

#[derive(Serialize)]
struct ItemData<'a> {
    id: &'a ItemId,
    plan: Plan,
    #[serde(flatten)]
    item: &'a Item,
}

impl<'a> BulletinData<'a> {
    fn new(bulletin: &'a Bulletin, planned: &'a PlannedBulletin) -> Self {
        let items = bulletin.items.iter().zip(&planned.items);
        BulletinData {
            id: &planned.id,
            plan: planned.plan,
            title: bulletin.title.as_deref(),
            publisher: bulletin.publisher.as_deref(),
            issued: bulletin.issued(),
            language: bulletin.language.as_deref(),
            scripture: &bulletin.scripture,
            items: items
                .map(|(item, planned)| ItemData { id: &planned.id, plan: planned.plan, item })
                .collect(),
            notes: &bulletin.notes,
            unsorted: &bulletin.unsorted,
        }
    }
}

/// Tells of one document after the other, so that nothing has to be kept.
#[derive(Debug)]
pub enum Report {
    /// As data; whether a document was told already.
    Data {
        /// Whether one was.
        any: bool,
    },
    /// As lines; whether each item gets one.
    Lines {
        /// Whether it does.
        items: bool,
    },
}

impl Report {
    /// Begins to tell.
    pub fn begin(&self, desk: &mut Desk) -> Result<(), Error> {
        if let Report::Data { .. } = self {
            write!(desk.out, "{{ \"format\": \"kneel.import/1\", \"documents\": [")?;
        }
        Ok(())
    }

    /// Tells of a document that was read.
    pub fn read(
        &mut self,
        desk: &mut Desk,
        path: &str,
        bulletins: &[Bulletin],
        plans: &[PlannedBulletin],
        problems: &[Problem],
    ) -> Result<(), Error> {
        let mut both = bulletins.iter().zip(plans);
        match *self {
            Report::Data { .. } => {
                let bulletins = both.map(|(bulletin, plan)| BulletinData::new(bulletin, plan)).collect();
                // what a line is about stands with the line
                let whole = problems.iter().filter(|problem| problem.line.is_none());
                let told = whole.map(|problem| problem.what.as_str()).collect::<Vec<_>>().join("; ");
                let problem = Some(told.as_str()).filter(|told| !told.is_empty());
                self.data(desk, &DocumentData { path, status: "read", problem, merged: None, bulletins })
            }
            Report::Lines { items } => {
                both.try_for_each(|(bulletin, plan)| {
                    print_bulletin(desk, path, bulletin, plan)?;
                    if items { print_items(desk, bulletin) } else { Ok(()) }
                })?;
                for Problem { line, what } in problems {
                    let line = line.map(|line| format!(":{line}")).unwrap_or_default();
                    desk.say(&format!("{path}{line}: {what}"));
                }
                Ok(())
            }
        }
    }

    /// Tells of what was merged: a journal, or what somebody shared.
    pub fn merged(&mut self, desk: &mut Desk, path: &str, what: &str, merged: &Merged) -> Result<(), Error> {
        match self {
            Report::Data { .. } => {
                let (merged, bulletins) = (Some(merged), Vec::new());
                self.data(desk, &DocumentData { path, status: "merged", problem: None, merged, bulletins })
            }
            Report::Lines { .. } => {
                let Merged { events, documents, .. } = merged;
                desk.line(&format!(
                    "{path}: {what}; {events} events and {documents} documents of it were new"
                ))
            }
        }
    }

    /// Tells of a document that was refused: always in words, and in the data too.
    pub fn refused(&mut self, desk: &mut Desk, path: &str, why: &str) -> Result<(), Error> {
        desk.say(&format!("{path}: {why}"));
        match self {
            Report::Lines { .. } => Ok(()),
            Report::Data { .. } => {
                let (problem, bulletins) = (Some(why), Vec::new());
                self.data(desk, &DocumentData { path, status: "refused", problem, merged: None, bulletins })
            }
        }
    }

    /// Comes to an end.
    pub fn end(&self, desk: &mut Desk) -> Result<(), Error> {
        if let Report::Data { .. } = self {
            writeln!(desk.out, " ] }}")?;
        }
        Ok(())
    }

    fn data(&mut self, desk: &mut Desk, document: &DocumentData) -> Result<(), Error> {
        if let Report::Data { any } = self {
            write!(desk.out, "{}\n  ", if *any { "," } else { "" })?;
            *any = true;
        }
        desk.json_part(document)
    }
}

/// One line for a bulletin.
pub fn print_bulletin(
    desk: &mut Desk,
    path: &str,
    bulletin: &Bulletin,
    plan: &PlannedBulletin,
) -> Result<(), Error> {
    let mut tally = Tally::default();
    tally.add(std::slice::from_ref(plan));
    let title = bulletin.title.as_deref().or(bulletin.publisher.as_deref()).unwrap_or(path);
    let date = bulletin.issued().map(|issued| format!(", {}", issued.in_words())).unwrap_or_default();
    desk.line(&format!("{title}{date}: {}", tally.items()))
}

/// One line for each item under its heading, then what could not be placed.
fn print_items(desk: &mut Desk, bulletin: &Bulletin) -> Result<(), Error> {
    let mut heading = None;
    for item in &bulletin.items {
        if heading != Some(item.heading.as_deref()) {
            heading = Some(item.heading.as_deref());
            desk.text(2, item.heading.as_deref().unwrap_or("(no heading)"))?;
        }
        let title = bulletin::title_of(&item.text, bulletin.language.as_deref());
        desk.text(4, &format!("{}: {title}", kind(item.kinds)))?;
    }
    bulletin.unsorted.iter().try_for_each(|unsorted| {
        desk.text(2, &format!("line {} is kept as it stands: {}", unsorted.line, unsorted.text))
    })
}

/// What an item does, in words.
pub fn kind(kinds: Kinds) -> &'static str {
    match (kinds.praise, kinds.request) {
        (true, true) => "praise and request",
        (true, false) => "praise",
        _ => "request",
    }
}
