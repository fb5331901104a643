//! `kneel import --csv` and `--list`: what a person kept in another app or a notebook, as requests of their own.

use std::path::PathBuf;

use clap::ValueEnum;
use serde::Serialize;

use super::report::{Tally, kind};
use crate::cli::add::Sight;
use crate::cli::{Desk, Error, Exit, day};
use crate::clock::Moment;
use crate::intake::{self, Source};
use crate::journal::{ActId, ItemId, Journal, MANY, Own, Plan, PlannedItem, Visibility, Why};
use crate::ledger::{self, Column, Entry, Field, Mapping, Order, Remark, Trouble};
use crate::text::{self, Undecodable};

/// What a person kept elsewhere.
#[derive(Debug, clap::Args)]
pub struct Kept {
    /// Read tables of requests that you kept elsewhere (CSV)
    #[arg(long, conflicts_with_all = ["list", "show", "fixes"])]
    csv: bool,
    /// Read lists of requests that you kept yourself (Markdown or text)
    #[arg(long, conflicts_with_all = ["show", "fixes"])]
    list: bool,
    /// With --csv: which column holds what, where kneel guesses wrong
    #[arg(long, value_name = "FIELD=NAME", requires = "csv")]
    columns: Vec<String>,
    /// With --csv or --list: whether 3/4/2026 is 3 April or March 4
    #[arg(long, value_enum, value_name = "ORDER")]
    dates: Option<Dates>,
    /// With --csv or --list: who may see what comes in [default: private]
    #[arg(long, value_enum)]
    visibility: Option<Sight>,
}

/// The order of the numbers of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Dates {
    /// 3/4/2026 is 3 April
    DayFirst,
    /// 3/4/2026 is March 4
    MonthFirst,
}

impl Kept {
    /// Whether the documents are a person's own tables or lists. What only goes with those is refused without.
    pub fn asked(&self) -> Result<bool, Error> {
        let own = self.csv || self.list;
        if !own && (self.dates.is_some() || self.visibility.is_some()) {
            let why = "`--dates` and `--visibility` go with `--csv` or `--list`; see `kneel import --help`";
            return Err(Error::Usage(why.to_owned()));
        }
        Ok(own)
    }
}

/// One document, as data.
#[derive(Serialize)]
struct DocumentData<'a> {
    path: &'a str,
    status: &'static str,
    problem: Option<String>,
    bulletins: [(); 0],
    #[serde(skip_serializing_if = "Option::is_none")]
    columns: Option<Vec<ColumnData<'a>>>,
    dates: Option<&'static str>,
    items: Vec<ItemData<'a>>,
    remarks: &'a [Remark],
}

#[derive(Serialize)]
struct ColumnData<'a> {
    name: &'a str,
    field: &'static str,
}

#[derive(Serialize)]
struct ItemData<'a> {
    id: &'a ItemId,
    plan: Plan,
    line: usize,
    #[serde(flatten)]
    own: &'a Own,
}

#[derive(Serialize)]
struct Told {
    format: &'static str,
    documents: Vec<serde_json::Value>,
}

/// What was read in a document.
struct Read {
    columns: Option<Vec<Column>>,
    order: Option<(Order, &'static str)>,
    entries: Vec<Entry>,
    remarks: Vec<Remark>,
}

impl Read {
    fn own(&self) -> Vec<Own> {
        self.entries.iter().map(|entry| entry.own.clone()).collect()
    }
}

/// How documents are read.
struct Reader<'a> {
    args: &'a Kept,
    mapping: Mapping,
    order: Option<Order>,
    now: Moment,
}

struct Import {
    journal: Journal,
    now: Moment,
    act: ActId,
    dry: bool,
    tally: Tally,
    /// Lines that did not come in.
    left: usize,
    told: Option<Vec<serde_json::Value>>,
}

pub fn run(args: &Kept, files: &[PathBuf], dry: bool, json: bool, desk: &mut Desk) -> Result<Exit, Error> {
    let mut mapping = Mapping::default();
    for said in &args.columns {
        mapping = mapping.and(Mapping::parse(said).map_err(|why| Error::Usage(format!("--columns: {why}")))?);
    }
    let now = desk.now()?;
    let order = args.dates.map(|dates| match dates {
        Dates::DayFirst => Order::DayFirst,
        Dates::MonthFirst => Order::MonthFirst,
    });
    let mut reader = Reader { args, mapping, order, now };
    // all are read before any is kept: what is asked of the person then is asked in time
    let mut documents = Vec::new();
    for source in intake::sources(files) {
        let read = reader.read(desk, &source)?;
        documents.push((source.path(), read));
    }
    let mut import = Import {
        journal: if dry { desk.journal_if_any()? } else { desk.journal()? },
        now,
        act: ActId::new(now),
        dry,
        tally: Tally::default(),
        left: 0,
        told: json.then(Vec::new),
    };
    import.copy_before(desk, documents.iter().filter_map(|(_, read)| read.as_ref().ok()))?;
    for (path, read) in documents {
        match read {
            Ok(read) => import.keep(desk, &path, &read)?,
            Err(why) => import.refuse(desk, &path, why)?,
        }
    }
    import.end(desk)
}

impl Reader<'_> {
    /// Reads a document, or says why it cannot be.
    fn read(&mut self, desk: &mut Desk, source: &Source) -> Result<Result<Read, String>, Error> {
        let bytes = match intake::load(source) {
            Ok(bytes) => bytes,
            Err(why) => return Ok(Err(why)),
        };
        let words = if self.args.csv {
            text::letters(&bytes, None).map(|(letters, _)| letters.into_owned())
        } else {
            text::decode(&bytes).map(|decoded| decoded.text)
        };
        let words = match words {
            Ok(words) => words,
            Err(why) => return Ok(Err(self.undecodable(&why))),
        };
        loop {
            match self.understand(&words) {
                Ok(read) => return Ok(Ok(read)),
                Err(Trouble::Columns(why)) => return Err(Error::Usage(format!("{}: {why}", source.path()))),
                Err(Trouble::Order(a, b, year)) => self.order = Some(ask(desk, &source.path(), a, b, year)?),
            }
        }
    }

    fn undecodable(&self, why: &Undecodable) -> String {
        match why {
            Undecodable::Known(kind) if self.args.csv => {
                format!("kneel cannot read {kind} as a table: save the sheet as CSV and import that")
            }
            Undecodable::Binary if self.args.csv => {
                "this is not a text file: save the table as CSV and import that".to_owned()
            }
            why => why.to_string(),
        }
    }

    fn understand(&self, words: &str) -> Result<Read, Trouble> {
        let visibility = self.args.visibility.map_or(Visibility::Private, Visibility::from);
        if self.args.csv {
            let table = ledger::table(words, &self.mapping, self.order, visibility)?;
            let ledger::Table { columns, order, entries, remarks, .. } = table;
            return Ok(Read { columns: Some(columns), order, entries, remarks });
        }
        let ledger::List { entries, remarks } = ledger::list(words, self.order, visibility, self.now.day())?;
        Ok(Read { columns: None, order: None, entries, remarks })
    }
}

impl Import {
    /// Much is brought in behind a copy.
    fn copy_before<'a>(
        &self,
        desk: &mut Desk,
        all: impl Iterator<Item = &'a Read> + Clone,
    ) -> Result<(), Error> {
        if self.dry || all.clone().map(|read| read.entries.len()).sum::<usize>() <= MANY {
            return Ok(());
        }
        let mut new = 0;
        for read in all {
            let plans = self.journal.plan_own(self.now, &read.own())?;
            new += plans.iter().filter(|planned| planned.plan == Plan::New).count();
        }
        if new > MANY {
            desk.copy_before(&self.journal, Why::Import, self.now);
        }
        Ok(())
    }

    /// Brings in what was read, or looks what that would do, and tells of it.
    fn keep(&mut self, desk: &mut Desk, path: &str, read: &Read) -> Result<(), Error> {
        let own = read.own();
        let plans = if self.dry {
            self.journal.plan_own(self.now, &own)?
        } else {
            self.journal.bring(self.now, self.act, &own)?
        };
        let mut tally = Tally::default();
        for PlannedItem { plan, .. } in &plans {
            tally.count(*plan);
            self.tally.count(*plan);
        }
        self.tally.read += 1;
        self.left += read.remarks.iter().filter(|remark| !remark.kept).count();
        say_columns(desk, path, read);
        for Remark { line, what, .. } in &read.remarks {
            desk.say(&format!("{path}:{line}: {what}"));
        }
        let came = read.entries.iter().zip(&plans).filter(|(_, plan)| plan.plan != Plan::Known);
        let undated = came.filter_map(|(entry, _)| entry.own.answer.as_ref());
        match undated.filter(|answer| answer.day.is_none()).count() {
            0 => {}
            1 => desk.say(&format!("{path}: 1 answer has no day; it gets the day of this import")),
            many => desk.say(&format!("{path}: {many} answers have no day; they get the day of this import")),
        }
        if let Some(told) = &mut self.told {
            told.push(data(path, read, &plans)?);
            return Ok(());
        }
        desk.line(&format!("{path}: {}", tally.items()))?;
        if self.dry { print(desk, &read.entries) } else { Ok(()) }
    }

    fn refuse(&mut self, desk: &mut Desk, path: &str, why: String) -> Result<(), Error> {
        self.tally.refused += 1;
        desk.say(&format!("{path}: {why}"));
        if let Some(told) = &mut self.told {
            let items = Vec::new();
            let (columns, dates, bulletins, remarks) = (None, None, [], &[][..]);
            let data = DocumentData {
                path,
                status: "refused",
                problem: Some(why),
                bulletins,
                columns,
                dates,
                items,
                remarks,
            };
            told.push(serde_json::to_value(data).map_err(std::io::Error::from)?);
        }
        Ok(())
    }

    fn end(self, desk: &mut Desk) -> Result<Exit, Error> {
        desk.leave_copy_after(self.tally.new);
        if let Some(documents) = self.told {
            desk.json(&Told { format: "kneel.import/1", documents })?;
        }
        if self.left > 0 {
            let lines = if self.left == 1 { "1 line was" } else { &format!("{} lines were", self.left) };
            desk.say(&format!(
                "{lines} left out, named above; put them right and import again: what came in stays as it is"
            ));
        }
        if self.dry {
            desk.say("this was a dry run: nothing was kept");
        } else if self.tally.new + self.tally.revised > 0 {
            desk.say(&format!("{}; `kneel undo` takes it all back", self.tally.items()));
        } else if self.tally.read > 0 {
            desk.say(&format!("{}; nothing was changed", self.tally.items()));
        }
        Ok(match (self.tally.read, self.tally.refused + self.left) {
            (_, 0) => Exit::Done,
            (0, _) => Exit::Failed,
            _ => Exit::Partly,
        })
    }
}

/// Asks what nothing in the document tells.
fn ask(desk: &mut Desk, path: &str, a: u32, b: u32, year: i32) -> Result<Order, Error> {
    let in_words =
        |month, on| chrono::NaiveDate::from_ymd_opt(year, month, on).map(day::long).unwrap_or_default();
    let (day_first, month_first) = (in_words(b, a), in_words(a, b));
    if !desk.asks {
        return Err(Error::Usage(format!(
            "{path}: {a}/{b}/{year} may be {day_first} or {month_first}, and nothing in the document tells which; \
             say --dates day-first or --dates month-first"
        )));
    }
    loop {
        let question = format!("{path}: is {a}/{b}/{year} 1) {day_first} or 2) {month_first}? [1, 2]");
        match desk.ask(&question)?.as_deref() {
            Some("1") => return Ok(Order::DayFirst),
            Some("2") => return Ok(Order::MonthFirst),
            Some(_) => {}
            None => return Err(Error::Failed("nothing was said, so nothing was read".to_owned())),
        }
    }
}

/// Says what each column was taken for, so that a guess can be put right.
fn say_columns(desk: &mut Desk, path: &str, read: &Read) {
    let Some(columns) = &read.columns else { return };
    let one = |column: &Column| format!("{}={}", column.field.name(), column.name);
    let known: Vec<String> =
        columns.iter().filter(|column| !column.unknown && column.field != Field::Skip).map(one).collect();
    desk.say(&format!("{path}: --columns '{}'", known.join(", ")));
    let names = |is: fn(&&Column) -> bool| {
        let names: Vec<&str> = columns.iter().filter(is).map(|column| column.name.as_str()).collect();
        names.join(", ")
    };
    let (unknown, skipped) = (names(|column| column.unknown), names(|column| column.field == Field::Skip));
    if !unknown.is_empty() {
        desk.say(&format!("{path}: kept in notes: {unknown}; 'skip=NAME' leaves one out"));
    }
    if !skipped.is_empty() {
        desk.say(&format!("{path}: left out: {skipped}"));
    }
    if let Some((order, why)) = read.order {
        desk.say(&format!("{path}: days are read {}, {why}", order.words()));
    }
}

fn data(path: &str, read: &Read, plans: &[PlannedItem]) -> Result<serde_json::Value, Error> {
    let columns = read.columns.as_ref().map(|columns| {
        columns.iter().map(|column| ColumnData { name: &column.name, field: column.field.name() }).collect()
    });
    let items = read.entries.iter().zip(plans);
    let items = items.map(|(entry, PlannedItem { id, plan })| ItemData {
        id,
        plan: *plan,
        line: entry.line,
        own: &entry.own,
    });
    let data = DocumentData {
        path,
        status: "read",
        problem: None,
        bulletins: [],
        columns,
        dates: read.order.map(|(order, _)| order.words()),
        items: items.collect(),
        remarks: &read.remarks,
    };
    Ok(serde_json::to_value(data).map_err(std::io::Error::from)?)
}

/// One line for each request under its region.
fn print(desk: &mut Desk, entries: &[Entry]) -> Result<(), Error> {
    let mut region = None;
    for Entry { own, .. } in entries {
        if region != Some(own.region.as_deref()) {
            region = Some(own.region.as_deref());
            desk.text(2, own.region.as_deref().unwrap_or("(no region)"))?;
        }
        let mut more: Vec<String> = own.day.map(day::long).into_iter().collect();
        if let Some(answer) = &own.answer {
            let on = answer.day.map(|on| format!(" {}", day::long(on))).unwrap_or_default();
            more.push(format!("{}{on}", answer.verdict.words()));
        }
        if let Some(prayed) = &own.prayed {
            more.push(if prayed.times == 1 {
                "prayed once".to_owned()
            } else {
                format!("prayed {} times", prayed.times)
            });
        }
        match own.notes.len() {
            0 => {}
            1 => more.push("1 note".to_owned()),
            many => more.push(format!("{many} notes")),
        }
        if own.archived {
            more.push("let go".to_owned());
        }
        if own.pinned {
            more.push("every day".to_owned());
        }
        more.extend(own.follow_up.map(|again| format!("again on {}", day::long(again))));
        let more = if more.is_empty() { String::new() } else { format!(" ({})", more.join("; ")) };
        let title = crate::bulletin::title_of(&own.text, None);
        desk.text(4, &format!("{}: {title}{more}", kind(own.kinds)))?;
    }
    Ok(())
}
