//! What a fetch tells: as data (`kneel.fetch/1`) or as lines for a person.

use serde::Serialize;

use super::super::import::report::{Tally, print_bulletin};
use super::super::subscriptions::moment;
use super::super::{Desk, Error, Exit};
use crate::bulletin::{Issued, Problem};
use crate::clock::Moment;
use crate::journal::{Incoming, Plan, PlannedBulletin};
use crate::subscription::{Document, Fetched, Outcome, Subscription};

/// Gathers what came of each subscription.
#[derive(Debug)]
pub struct Report {
    /// For data; `None` where a person reads.
    data: Option<Vec<Entry>>,
    /// Whether that nothing is new goes without saying.
    quiet: bool,
    now: Moment,
    new: Tally,
    /// Subscriptions that were asked and answered, or need not be.
    well: usize,
    /// Subscriptions that could not be fetched, and documents that could not be read.
    failed: usize,
}

#[derive(Debug, Serialize)]
struct Entry {
    id: String,
    name: String,
    place: String,
    status: &'static str,
    problem: Option<String>,
    /// Until when the server is left alone.
    rests_until: Option<String>,
    moved_to: Option<String>,
    documents: Vec<DocumentEntry>,
}

#[derive(Debug, Serialize)]
struct DocumentEntry {
    name: String,
    status: &'static str,
    problem: Option<String>,
    bulletins: Vec<BulletinEntry>,
}

#[derive(Debug, Serialize)]
struct BulletinEntry {
    id: String,
    plan: Plan,
    title: Option<String>,
    publisher: Option<String>,
    #[serde(flatten, serialize_with = "Issued::fields")]
    issued: Option<Issued>,
    new: usize,
    revised: usize,
    known: usize,
}

#[derive(Serialize)]
struct Data {
    format: &'static str,
    subscriptions: Vec<Entry>,
}

impl Report {
    /// A report for a person, or as data; a quiet one does not say that nothing is new.
    pub fn new(data: bool, quiet: bool, now: Moment) -> Self {
        Report {
            data: data.then(Vec::new),
            quiet: quiet || data,
            now,
            new: Tally::default(),
            well: 0,
            failed: 0,
        }
    }

    /// Tells what came of one subscription.
    pub fn tell(&mut self, desk: &mut Desk, one: &Subscription, fetched: Fetched) -> Result<(), Error> {
        let Fetched { outcome, moved, documents, told } = fetched;
        if let Some(told) = told {
            desk.say(&told);
        }
        for document in &documents {
            match document {
                Document::Read(incoming, plans, problems) => {
                    self.new.read += 1;
                    self.new.add(plans);
                    if self.data.is_none() {
                        print(desk, incoming, plans, problems)?;
                    }
                }
                Document::Refused(name, why) => {
                    self.failed += 1;
                    desk.say(&format!("{}: {name}: {why}", one.name));
                }
            }
        }
        if let Some(to) = &moved {
            desk.say(&format!("{}: it has moved for good, and is fetched from {to} from now on", one.name));
        }
        let said = match &outcome {
            Outcome::New => None,
            Outcome::Nothing => Some("nothing new".to_owned()),
            Outcome::Resting(until) => Some(format!("asked already; it rests until {}", self.clock(*until))),
            Outcome::Ended(_) => Some(format!(
                "it has ended: the server says that nothing more will come (410); \
                 `kneel unsubscribe {}` takes it off the list",
                one.id
            )),
            Outcome::Failed(why) => Some(why.clone()),
        };
        match &outcome {
            Outcome::Failed(_) => self.failed += 1,
            _ => self.well += 1,
        }
        if let Some(said) =
            said.filter(|_| !self.quiet || matches!(outcome, Outcome::Failed(_) | Outcome::Ended(true)))
        {
            desk.say(&format!("{}: {said}", one.name));
        }
        if let Some(data) = &mut self.data {
            data.push(Entry::new(one, outcome, moved, documents, self.now));
        }
        Ok(())
    }

    /// Ends, and tells how it went.
    pub fn end(self, desk: &mut Desk) -> Result<Exit, Error> {
        let Tally { read, .. } = self.new;
        if read > 0 {
            let documents = if read == 1 { "document" } else { "documents" };
            desk.say(&format!("{read} {documents} came: {}; `kneel undo` takes them back", self.new.items()));
        }
        if let Some(subscriptions) = self.data {
            desk.json(&Data { format: "kneel.fetch/1", subscriptions })?;
        }
        Ok(match (read, self.well, self.failed) {
            (0, _, 0) => Exit::Nothing,
            (_, _, 0) => Exit::Done,
            (0, 0, _) => Exit::Failed,
            _ => Exit::Partly,
        })
    }

    /// A moment of today as a time, another with its day.
    fn clock(&self, unix_ms: i64) -> String {
        let at = moment(unix_ms, self.now);
        let form = if at.date_naive() == self.now.day() { "%H:%M" } else { "%Y-%m-%d %H:%M" };
        at.format(form).to_string()
    }
}

fn print(
    desk: &mut Desk,
    incoming: &Incoming,
    plans: &[PlannedBulletin],
    problems: &[Problem],
) -> Result<(), Error> {
    for (bulletin, plan) in incoming.bulletins.iter().zip(plans) {
        if plan.plan != Plan::Known {
            print_bulletin(desk, &incoming.name, bulletin, plan)?;
        }
    }
    for Problem { line, what } in problems {
        let line = line.map(|line| format!(":{line}")).unwrap_or_default();
        desk.say(&format!("{}{line}: {what}", incoming.name));
    }
    Ok(())
}

impl Entry {
    fn new(
        one: &Subscription,
        outcome: Outcome,
        moved_to: Option<String>,
        documents: Vec<Document>,
        now: Moment,
    ) -> Self {
        let (status, problem, until) = match outcome {
            Outcome::New => ("new", None, None),
            Outcome::Nothing => ("nothing", None, None),
            Outcome::Resting(until) => ("resting", None, Some(until)),
            Outcome::Ended(_) => ("ended", None, None),
            Outcome::Failed(why) => ("failed", Some(why), None),
        };
        Entry {
            id: one.id.clone(),
            name: one.name.clone(),
            place: one.place.shown(),
            status,
            problem,
            rests_until: until.map(|until| moment(until, now).to_rfc3339()),
            moved_to,
            documents: documents.into_iter().map(DocumentEntry::from).collect(),
        }
    }
}

impl From<Document> for DocumentEntry {
    fn from(document: Document) -> Self {
        match document {
            Document::Read(incoming, plans, _) => DocumentEntry {
                name: incoming.name,
                status: "read",
                problem: None,
                bulletins: incoming
                    .bulletins
                    .into_iter()
                    .zip(plans)
                    .map(|(bulletin, planned)| {
                        let mut tally = Tally::default();
                        tally.add(std::slice::from_ref(&planned));
                        BulletinEntry {
                            id: planned.id,
                            plan: planned.plan,
                            issued: bulletin.issued(),
                            title: bulletin.title,
                            publisher: bulletin.publisher,
                            new: tally.new,
                            revised: tally.revised,
                            known: tally.known,
                        }
                    })
                    .collect(),
            },
            Document::Refused(name, why) => {
                DocumentEntry { name, status: "refused", problem: Some(why), bulletins: Vec::new() }
            }
        }
    }
}
