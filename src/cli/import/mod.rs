//! `kneel import`: reads bulletins into the journal.
//!
//! Other threads read documents ahead (`readers`), and this one writes each as it comes. So the last is written when it
//! has been read, and however many documents there are, only a few megabytes are in memory. What has come is kept, and
//! told, together: each transaction has to wait for the disk.

mod behind;
mod by_hand;
mod documents;
mod own;
mod readers;
pub(super) mod report;
mod sealed;
mod talk;

use std::io::Write;
use std::path::PathBuf;
use std::thread;

use super::{Desk, Error, Exit, regions};
use crate::bulletin::{Problem, Profile};
use crate::clock::Moment;
use crate::intake::{self, Source};
use crate::journal::{ActId, FEW_PRAISES, Incoming, Journal, Plan, PlannedBulletin, Ready};
use crate::profiles;
use crate::regions::New;
use behind::Waiting;
use documents::Document;
use readers::Readers;
use report::{Report, Tally};

/// How many bytes of documents are written in one transaction, about.
const BATCH_BYTES: usize = 8 << 20;

/// How many documents are written in one transaction at most.
const LARGEST_BATCH: usize = 8192;

/// From how many documents on it is told how far the import is.
const LONG: usize = 512;

/// Read bulletins: files, folders, or `-` for what is piped in
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Reading the same document again changes nothing; a corrected issue revises the
items it corrects and keeps their marks. A document that cannot be read is named
with the reason, and the others are read. A journal that `kneel export` wrote as
JSON is merged without loss, and so is what `kneel share` sealed for you.

What you kept in another app or a notebook comes in as requests of your own,
private unless you say otherwise: a table with --csv, a list with --list. Which
column holds what is guessed from its name and said; --columns puts it right.
Columns can hold: text, title, day, region, kind, note, answered, answer, verdict,
prayed, first_prayed, times, visibility, archived, snoozed, pinned, follow_up, id,
skip.

Examples:
  kneel import bulletin.txt
  kneel import ~/Mail/bulletins/ march.md
  kneel import -                        read what is piped in
  kneel import --dry-run bulletin.txt   show what would be read, change nothing
  kneel import --show bulletin.pdf      show each line and what it was read as
  kneel import --plain bulletin.pdf     the same look line by line, asking by words
  kneel import --fix '12-14 note' --fix '7 split' bulletin.pdf
                                        put lines right, then keep it; kneel
                                        remembers that for this publisher
  kneel import --csv --dry-run prayers.csv
                                        show what a table would bring
  kneel import --csv --columns 'text=Need, day=Since' prayers.csv
  kneel import --list notebook.md       a list: headings, entries, boxes, notes

What --fix says of lines: request, praise, both, heading, note, verse, story,
title, date, out, unsorted, split, join, under \"Asia\"; and of the whole:
'title NAME', 'publisher NAME', 'date 2026-03-07'.")]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Args {
    /// Files, folders (with all below them), or `-`
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Show what would be read and change nothing
    #[arg(long, short = 'n')]
    dry_run: bool,
    /// Print what was read as JSON (kneel.import/1)
    #[arg(long)]
    json: bool,
    /// Show each line of one document with its number and what it is; change nothing
    #[arg(long, conflicts_with = "json")]
    show: bool,
    /// Read one document out line by line and ask, before anything is kept
    #[arg(long, conflicts_with_all = ["json", "show"])]
    plain: bool,
    /// A file with your key of age's, for what was sealed for it
    #[arg(long, value_name = "FILE")]
    identity: Option<PathBuf>,
    /// Put lines of one document right before it is kept; may be given again
    #[arg(long = "fix", value_name = "WHAT")]
    fixes: Vec<String>,
    #[command(flatten)]
    own: own::Kept,
}

impl Args {
    /// Whether it is asked to keep what it finds, and not only to show it.
    pub fn keeps(&self) -> bool {
        !self.dry_run && !self.show
    }
}

pub fn run(args: &Args, desk: &mut Desk) -> Result<Exit, Error> {
    if args.own.asked()? {
        return own::run(&args.own, &args.files, args.dry_run, args.json, desk);
    }
    let now = desk.now()?;
    if args.files.iter().any(|file| file.extension().is_some_and(|end| end == "csv" || end == "tsv")) {
        desk.say(
            "a table is read as a bulletin here; `kneel import --csv` reads its rows as requests of your own",
        );
    }
    let sources = intake::sources(&args.files);
    let profiles = desk.profiles()?;
    // A publisher's setting that cannot be used is said here, where it would have been.
    desk.config()?;
    if args.keeps() {
        desk.say_if_unsure()?;
    }
    if args.show || args.plain || !args.fixes.is_empty() {
        let import = Import::begin(args, desk, now)?;
        return one(args, desk, import, &sources, &profiles);
    }
    let progress = desk.shows_progress && sources.len() > LONG;
    let mut import = thread::scope(|scope| -> Result<Import, Error> {
        // to open a journal, or make one, is to wait for the disk, and others read meanwhile; but what is piped in is
        // only asked for when there is a journal for it
        let begin = || Readers::begin(scope, &sources, &profiles);
        let early = (!sources.contains(&Source::Stdin)).then(begin);
        let mut import = Import::begin(args, desk, now)?;
        let mut readers = early.unwrap_or_else(begin);
        import.report.begin(desk)?;
        while let Some(first) = readers.next() {
            import.take(desk, first, readers.soon()).inspect_err(|_| import.tell_before(desk))?;
            if progress {
                let Tally { read, merged, refused, foreign, .. } = import.tally;
                let done = read + merged + refused + foreign;
                let _ = write!(desk.err, "\r{done} of {} documents", sources.len());
            }
        }
        import.end_of_input(desk).inspect_err(|_| import.tell_before(desk))?;
        Ok(import)
    })?;
    if progress {
        let _ = writeln!(desk.err);
    }
    import.report.end(desk)?;
    let new = std::mem::take(&mut import.new);
    let asked = if args.dry_run || args.json {
        Ok(())
    } else {
        regions::ask(desk, &mut import.journal, &profiles, &new).inspect(|()| import.answers(desk))
    };
    // what came in is kept and said, whatever becomes of the rest
    let exit = import.end(desk);
    asked.map(|()| exit)
}

/// One document, put right by hand.
fn one(
    args: &Args,
    desk: &mut Desk,
    mut import: Import,
    sources: &[Source],
    profiles: &[Profile],
) -> Result<Exit, Error> {
    let right = by_hand::read(sources, profiles, &args.fixes)?;
    if args.plain {
        return talk::through(desk, import, right, profiles);
    }
    let by_hand::Right { path, document, mut reading, incoming } = right;
    if args.show {
        by_hand::show(desk, &reading)?;
        desk.say("this was a look: nothing was kept");
        return Ok(Exit::Done);
    }
    let problems = std::mem::take(&mut reading.problems);
    import.report.begin(desk)?;
    import.take(desk, vec![Document::Read { path, ready: Ready::of(incoming), problems }], || None)?;
    import.end_of_input(desk)?;
    import.report.end(desk)?;
    if !args.dry_run {
        let folder = desk.paths()?.profiles();
        match profiles::remember(&folder, profiles, &document, &reading) {
            Ok(told) => told.iter().for_each(|line| desk.say(line)),
            Err(why) => desk.say(&why),
        }
    }
    Ok(import.end(desk))
}

/// The documents of one transaction, as they come; what is no bulletin, and what is to be told of each, is put aside.
struct Batch<F> {
    coming: std::vec::IntoIter<Document>,
    more: F,
    told: Vec<Told>,
    weight: usize,
}

impl<F: FnMut() -> Option<Vec<Document>>> Iterator for &mut Batch<F> {
    type Item = Ready;

    fn next(&mut self) -> Option<Ready> {
        loop {
            let Some(document) = self.coming.next() else {
                if self.told.len() >= LARGEST_BATCH || self.weight >= BATCH_BYTES {
                    return None;
                }
                self.coming = (self.more)()?.into_iter();
                continue;
            };
            self.weight += document.weight();
            match document {
                Document::Read { path, ready, problems } => {
                    self.told.push(Told::Read(path, problems));
                    return Some(ready);
                }
                Document::Export(path, bytes) => self.told.push(Told::Export(path, bytes)),
                Document::Sealed(path, bytes) => self.told.push(Told::Sealed(path, bytes)),
                Document::Foreign => self.told.push(Told::Foreign),
                Document::Refused(path, why) => self.told.push(Told::Refused(path, why)),
            }
        }
    }
}

/// What is left of a document to tell of once its bulletins are with the journal.
enum Told {
    Read(String, Vec<Problem>),
    Export(String, Vec<u8>),
    Sealed(String, Vec<u8>),
    Refused(String, String),
    Foreign,
}

struct Import {
    /// A file with keys of age's, for what was sealed for one of them.
    identity: Option<PathBuf>,
    journal: Journal,
    now: Moment,
    act: ActId,
    dry: bool,
    report: Report,
    tally: Tally,
    /// What regions may have a new name by.
    new: New,
    /// Until it is known whether much comes; none where nothing is kept.
    waiting: Option<Waiting>,
}

impl Import {
    fn begin(args: &Args, desk: &Desk, now: Moment) -> Result<Self, Error> {
        let journal = if args.keeps() { desk.journal()? } else { desk.journal_if_any()? };
        let waits = !args.dry_run && journal.has_begun()?;
        Ok(Import {
            identity: args.identity.clone(),
            journal,
            now,
            act: ActId::new(now),
            dry: args.dry_run,
            report: if args.json {
                Report::Data { any: false }
            } else {
                Report::Lines { items: args.dry_run }
            },
            tally: Tally::default(),
            new: New::default(),
            waiting: waits.then(Waiting::default),
        })
    }

    /// Writes bulletins in one transaction as they come, then tells of each document in its order.
    fn batch(
        &mut self,
        desk: &mut Desk,
        first: Vec<Document>,
        more: impl FnMut() -> Option<Vec<Document>>,
    ) -> Result<(), Error> {
        let mut batch = Batch { coming: first.into_iter(), more, told: Vec::new(), weight: 0 };
        let done = self.write(&mut batch)?;
        let mut read = done.iter();
        for document in batch.told {
            match document {
                Told::Export(path, bytes) => self.merge(desk, &path, &bytes)?,
                Told::Sealed(path, bytes) => self.unseal(desk, &path, &bytes)?,
                Told::Refused(path, why) => self.refuse(desk, &path, &why)?,
                Told::Foreign => self.tally.foreign += 1,
                Told::Read(path, problems) => {
                    let Some((incoming, plans)) = read.next() else { continue };
                    self.tally.read += 1;
                    self.tally.add(plans);
                    let new = incoming.bulletins.iter().zip(plans).filter(|(_, plan)| plan.plan == Plan::New);
                    new.for_each(|(bulletin, _)| self.new.add(bulletin));
                    self.report.read(desk, &path, &incoming.bulletins, plans, &problems)?;
                }
            }
        }
        Ok(())
    }

    /// What the journal makes of each document.
    fn write(
        &mut self,
        documents: impl Iterator<Item = Ready>,
    ) -> Result<Vec<(Incoming, Vec<PlannedBulletin>)>, Error> {
        if !self.dry {
            return Ok(self.journal.import_as_read(self.now, self.act, documents)?);
        }
        let planned = documents.map(|ready| {
            let incoming = ready.into_incoming();
            let plans = self.journal.plan(&incoming)?;
            Ok((incoming, plans))
        });
        planned.collect()
    }

    /// Merges an export; a dry run merges it with nothing, in memory, to see whether it is whole.
    fn merge(&mut self, desk: &mut Desk, path: &str, bytes: &[u8]) -> Result<(), Error> {
        let merged = if self.dry {
            Journal::in_memory(self.now)?.merge(&mut &*bytes)
        } else {
            self.journal.merge(&mut &*bytes)
        };
        match merged {
            Ok(merged) => {
                self.tally.merged += 1;
                self.report.merged(desk, path, "a journal", &merged)
            }
            Err(error) if error.is_newer() => Err(error.into()),
            Err(error) => self.refuse(desk, path, &error.to_string()),
        }
    }

    /// An import that fails in its middle has read something: says so before the error is told.
    fn tell_before(&self, desk: &mut Desk) {
        if self.tally.read > 0 && !self.dry {
            desk.say(&format!("{} documents were read before this: {}", self.tally.read, self.tally.items()));
        }
    }

    fn refuse(&mut self, desk: &mut Desk, path: &str, why: &str) -> Result<(), Error> {
        self.tally.refused += 1;
        self.report.refused(desk, path, why)
    }

    /// Looks whether what came in answers what was asked, and says so. Many praises at once are left for later: an
    /// import is over as soon as all of it is kept.
    fn answers(&mut self, desk: &mut Desk) {
        match self.journal.look_at_few(FEW_PRAISES) {
            Ok(None) => {
                desk.say("there are many new praises; `kneel suggest` finds what they may answer");
            }
            Ok(Some(0)) => {}
            Ok(Some(1)) => desk.say("1 praise may be an answer; `kneel suggest` shows it"),
            Ok(Some(likely)) => {
                desk.say(&format!("{likely} praises may be answers; `kneel suggest` shows them"));
            }
            Err(error) => desk.say(&format!(
                "what came in is kept; what it may answer was not looked for ({}); `kneel suggest` does it",
                error.in_short()
            )),
        }
    }

    /// Says in words what came of it.
    fn end(self, desk: &mut Desk) -> Exit {
        let Tally { read, merged, refused, foreign, new, .. } = self.tally;
        desk.leave_copy_after(new);
        if foreign > 0 {
            let files = if foreign == 1 { "1 file" } else { &format!("{foreign} files") };
            desk.say(&format!(
                "{files} passed over: no documents but pictures, archives, programs or the like"
            ));
        }
        if self.dry {
            desk.say("this was a dry run: nothing was kept");
        } else if read > 0 {
            let documents = if read == 1 { "document" } else { "documents" };
            desk.say(&format!("{read} {documents} read: {}", self.tally.items()));
        }
        match (read + merged, refused) {
            (_, 0) => Exit::Done,
            (0, _) => Exit::Failed,
            _ => Exit::Partly,
        }
    }
}
