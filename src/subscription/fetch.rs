//! One fetch: asks where a subscription is, reads what is new, brings it into the journal, and remembers.
//!
//! The journal is written first and what was learned after it: who is stopped in between fetches again, and importing
//! again changes nothing.

use std::fs;
use std::path::Path;

use super::address::Address;
use super::folder::{Files, name_of};
use super::follow::{self, Answer, Failure, Validators, What};
use super::http::Client;
use super::schedule::Chance;
use super::store::{self, Memory, Place, Subscription};
use crate::bulletin::{self, Problem, Profile, Reading};
use crate::clock::Moment;
use crate::intake::{self, Opener, Source};
use crate::journal::{
    self, ActId, Incoming, Journal, MANY, Plan, PlannedBulletin, Result, Whole, Why, is_export,
};

/// How many documents of a folder are written in one transaction.
const BATCH: usize = 256;

/// How many bytes of documents are written in one transaction, about.
const BATCH_BYTES: usize = 4 << 20;

/// What a fetch works with.
pub struct Fetch<'a> {
    /// Where it goes.
    pub journal: &'a mut Journal,
    /// When it is.
    pub now: Moment,
    /// What one undo takes back.
    pub act: ActId,
    /// This device's chance.
    pub chance: Chance,
    /// Whether the person wants it now, however lately a server was asked.
    pub insist: bool,
    /// Who opens documents.
    pub opener: &'a mut Opener,
    /// What was learned of publishers.
    pub profiles: &'a [Profile],
}

/// What came of a subscription.
#[derive(Debug)]
pub struct Fetched {
    /// How it went.
    pub outcome: Outcome,
    /// Where it is from now on, if the server moved it for good, as it can be shown.
    pub moved: Option<String>,
    /// The documents that came, those left out that the journal has already.
    pub documents: Vec<Document>,
    /// What else is to be said.
    pub told: Option<String>,
}

/// How a fetch went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// What is new was read.
    New,
    /// Nothing is new.
    Nothing,
    /// It was asked for only lately, and rests until then: milliseconds since 1970.
    Resting(i64),
    /// Nothing will ever come again; whether the server said so just now.
    Ended(bool),
    /// It came to nothing, and why.
    Failed(String),
}

/// A document that came.
#[derive(Debug)]
pub enum Document {
    /// It was read.
    Read(Incoming, Vec<PlannedBulletin>, Vec<Problem>),
    /// It could not be read: its name, and why.
    Refused(String, String),
}

impl From<Outcome> for Fetched {
    fn from(outcome: Outcome) -> Self {
        Fetched { outcome, moved: None, documents: Vec::new(), told: None }
    }
}

impl Fetch<'_> {
    /// Fetches what is new in one subscription.
    pub fn fetch(&mut self, one: &Subscription) -> Result<Fetched> {
        let memory = store::memory(self.journal, &one.id)?;
        match &one.place {
            Place::Web(address) => self.web(one, address, memory),
            Place::Folder(folder) => self.folder(one, folder, memory),
        }
    }

    fn web(&mut self, one: &Subscription, address: &Address, mut memory: Memory) -> Result<Fetched> {
        if memory.ended {
            return Ok(Outcome::Ended(false).into());
        }
        if let Some(until) = memory.wait.until(self.now, self.insist) {
            return Ok(Outcome::Resting(until).into());
        }
        let answer = Client::from_env().map_err(Failure::from).and_then(|client| {
            follow::get(address, memory.validators.as_ref(), self.now, |at, known| client.ask(at, known))
        });
        let Answer { what, moved, holds } = match answer {
            Ok(answer) => answer,
            Err(failure) => return self.failed(one, memory, failure),
        };
        let mut fetched = match what {
            What::Gone => {
                memory = Memory { ended: true, last: self.now.unix_ms(), ..Memory::default() };
                store::remember(self.journal, &one.id, &memory)?;
                return Ok(Outcome::Ended(true).into());
            }
            What::Unchanged => Fetched::from(Outcome::Nothing),
            What::Document(bytes, validators) => match self.document(one, &bytes, validators, &mut memory)? {
                Ok(fetched) => fetched,
                Err(why) => return self.failed(one, memory, why.into()),
            },
        };
        memory.answered(self.now, holds, self.chance.of(&one.id));
        store::remember(self.journal, &one.id, &memory)?;
        if let Some(to) = moved {
            let shown = to.shown();
            fetched.moved = store::moved(self.journal, one, to)?.then_some(shown);
        }
        Ok(fetched)
    }

    /// Reads what a server sent. What cannot be read, or asks for nothing, is not taken: a page that says "sign in
    /// here" is no bulletin, and the next answer may be one.
    fn document(
        &mut self,
        one: &Subscription,
        bytes: &[u8],
        validators: Option<Validators>,
        memory: &mut Memory,
    ) -> Result<Result<Fetched, String>> {
        let content = Some(blake3::hash(bytes).to_hex().to_string());
        let mut fetched = Fetched::from(Outcome::Nothing);
        if memory.content != content {
            let mut reading = match self.reading(bytes) {
                Ok(reading) => reading,
                Err(why) => return Ok(Err(format!("what came cannot be read: {why}"))),
            };
            let problems = std::mem::take(&mut reading.problems);
            let bulletins = reading.bulletins();
            if bulletins.iter().all(|bulletin| bulletin.items.is_empty()) {
                return Ok(Err("there are no requests or praises in what came".to_owned()));
            }
            let incoming = Incoming {
                name: one.place.shown(),
                whole: Whole::of(bytes),
                bulletins,
                corrections: Vec::new(),
            };
            self.bring_in(vec![(incoming, problems)], &mut fetched)?;
        }
        memory.validators = validators;
        memory.content = content;
        Ok(Ok(fetched))
    }

    fn failed(&mut self, one: &Subscription, mut memory: Memory, failure: Failure) -> Result<Fetched> {
        memory.failed(self.now, &failure, self.chance.of(&one.id));
        store::remember(self.journal, &one.id, &memory)?;
        Ok(Outcome::Failed(failure.why).into())
    }

    fn folder(&mut self, one: &Subscription, folder: &Path, mut memory: Memory) -> Result<Fetched> {
        let mut fetched = Fetched::from(Outcome::Nothing);
        memory.last = self.now.unix_ms();
        memory.problem = None;
        if folder.is_dir() {
            let mut files = store::files(self.journal, &one.id)?;
            let mut found = intake::below(folder);
            found.retain(|source| {
                let about =
                    |path| fs::metadata(path).map(|about| files.knows(&name_of(folder, path), &about));
                source.file().is_some_and(|path| matches!(about(path), Ok(false)))
            });
            let mut new = found.into_iter().peekable();
            while new.peek().is_some() {
                self.batch(folder, &mut new, &mut files, &mut fetched)?;
                store::remember_files(self.journal, &one.id, &files)?;
            }
        } else {
            let why = "the folder is not there; what came from it before stays in the journal".to_owned();
            memory.problem = Some(why.clone());
            fetched.outcome = Outcome::Failed(why);
        }
        store::remember(self.journal, &one.id, &memory)?;
        Ok(fetched)
    }

    /// Reads the next files of a folder, as many as are written at once.
    fn batch(
        &mut self,
        folder: &Path,
        new: &mut dyn Iterator<Item = Source>,
        files: &mut Files,
        fetched: &mut Fetched,
    ) -> Result<()> {
        let (mut batch, mut weight) = (Vec::new(), 0);
        for source in new {
            let Some(path) = source.file() else { continue };
            let name = name_of(folder, path);
            // before it is read: what is written to it meanwhile is seen the next time
            let Ok(about) = fs::metadata(path) else { continue };
            match intake::load(&source) {
                Ok(bytes) if !files.note(&name, &about, &bytes) || intake::is_foreign(path, &bytes) => {}
                Ok(bytes) => match self.reading(&bytes) {
                    Ok(mut reading) => {
                        weight += bytes.len();
                        let problems = std::mem::take(&mut reading.problems);
                        let (name, bulletins) = (source.name(), reading.bulletins());
                        batch.push((
                            Incoming { name, whole: Whole::of(&bytes), bulletins, corrections: Vec::new() },
                            problems,
                        ));
                    }
                    Err(why) => fetched.documents.push(Document::Refused(name, why)),
                },
                Err(why) => fetched.documents.push(Document::Refused(name, why)),
            }
            if batch.len() >= BATCH || weight >= BATCH_BYTES {
                break;
            }
        }
        self.bring_in(batch, fetched)
    }

    fn reading(&mut self, bytes: &[u8]) -> Result<Reading, String> {
        if is_export(bytes) {
            return Err("it is a journal that kneel exported; `kneel import` merges it".to_owned());
        }
        Ok(bulletin::understand(self.opener.open(bytes)?, self.profiles))
    }

    /// Imports documents; those that bring nothing new are not told of.
    fn bring_in(&mut self, documents: Vec<(Incoming, Vec<Problem>)>, fetched: &mut Fetched) -> Result<()> {
        let (incoming, problems): (Vec<_>, Vec<_>) = documents.into_iter().unzip();
        if self.journal.new_items(&incoming)? > MANY
            && let Err(error) = self.journal.copy_before(Why::Import, self.now)
        {
            fetched.told = Some(journal::not_made(Why::Import, &error));
        }
        let plans = self.journal.import(self.now, self.act, &incoming)?;
        for ((incoming, plans), problems) in incoming.into_iter().zip(plans).zip(problems) {
            if plans.iter().any(|bulletin| bulletin.plan != Plan::Known) {
                fetched.outcome = Outcome::New;
                fetched.documents.push(Document::Read(incoming, plans, problems));
            }
        }
        Ok(())
    }
}
