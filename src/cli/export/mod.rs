//! `kneel export`: the whole journal as JSON without loss, or readable projections of it.

mod documents;
mod markdown;
mod table;

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::{Desk, Error, Exit};
use crate::journal::{Filter, Is, ItemDetail, Journal, Visibility};
use crate::lasting;

/// Write the journal as JSON, Markdown or CSV
#[derive(Debug, clap::Args)]
#[command(after_help = "\
JSON is the whole journal, private items too: `kneel import` reads it back without
loss, on any machine. Markdown and CSV are for reading: private items and your
notes are held back unless you say --private and --notes. An existing file is
never overwritten, and what is written can be read by you alone. --documents
writes the bulletins as they came. docs/export.md says what each field of the
JSON means, and --schema prints its JSON Schema; neither needs kneel to be read.

Examples:
  kneel export -o journal.json
  kneel export --format markdown -o journal.md
  kneel export --format csv --private --notes > journal.csv
  kneel export --documents bulletins    each document as it came
  kneel export --schema > schema.json")]
pub struct Args {
    /// How to write it
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
    /// Write to a new file instead of stdout
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Put private items into Markdown and CSV too
    #[arg(long)]
    private: bool,
    /// Put your notes into Markdown and CSV too
    #[arg(long)]
    notes: bool,
    /// Write each document that was imported, as it came, into a folder
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["format", "output", "private", "notes"])]
    documents: Option<PathBuf>,
    /// Print the JSON Schema of the JSON export
    #[arg(long, conflicts_with_all = ["format", "output", "private", "notes", "documents"])]
    schema: bool,
}

/// What the JSON export looks like (JSON Schema, draft 2020-12).
const SCHEMA: &str = include_str!("../../../assets/schema/export.json");

/// What a projection held back.
#[derive(Debug, Clone, Copy, Default)]
struct HeldBack {
    items: usize,
    notes: usize,
}

impl HeldBack {
    /// In words; `None` where nothing was.
    fn words(self) -> Option<String> {
        let counted = |count: usize, what: &str, option: &str| match count {
            0 => None,
            1 => Some(format!("1 {what} is held back; {option} includes it")),
            many => Some(format!("{many} {what}s are held back; {option} includes them")),
        };
        let parts =
            [counted(self.items, "private item", "--private"), counted(self.notes, "note", "--notes")];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join("\n"))
    }
}

/// How an export is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// All of it, without loss
    Json,
    /// To read and print
    Markdown,
    /// For a spreadsheet
    Csv,
}

pub fn run(args: &Args, desk: &mut Desk) -> Result<Exit, Error> {
    if args.schema {
        desk.out.write_all(SCHEMA.as_bytes())?;
        return Ok(Exit::Done);
    }
    let Some(journal) = desk.existing()? else {
        desk.say("there is no journal yet, so there is nothing to export");
        return Ok(Exit::Nothing);
    };
    if let Some(folder) = &args.documents {
        return documents::write(desk, &journal, folder);
    }
    let held_back = match &args.output {
        Some(path) if path.as_os_str() != "-" => into_file(path, |out| write(args, desk, &journal, out))?,
        _ => {
            let mut out = std::mem::replace(&mut desk.out, Box::new(std::io::sink()));
            let written = write(args, desk, &journal, &mut out);
            desk.out = out;
            written?
        }
    };
    if args.format == Format::Json {
        desk.say("this is the whole journal, private items too");
    } else if let Some(words) = held_back.words() {
        desk.say(&words);
    }
    Ok(Exit::Done)
}

/// Writes the export and returns what was held back.
fn write(args: &Args, desk: &Desk, journal: &Journal, out: &mut dyn Write) -> Result<HeldBack, Error> {
    if args.format == Format::Json {
        journal.export(out)?;
        writeln!(out)?;
        return Ok(HeldBack::default());
    }
    let items = Items { journal, private: args.private, notes: args.notes };
    let today = desk.now()?.day();
    match args.format {
        Format::Csv => table::write(&items, today, out),
        Format::Json | Format::Markdown => markdown::write(&items, today, out),
    }
}

/// The items of a projection.
struct Items<'a> {
    journal: &'a Journal,
    private: bool,
    notes: bool,
}

impl Items<'_> {
    /// Hands over each item that may leave, in turn, those that were put away last; one at a time, so that only
    /// their rows are in memory. Returns what was held back.
    fn each(
        &self,
        today: chrono::NaiveDate,
        mut give: impl FnMut(&ItemDetail) -> Result<(), Error>,
    ) -> Result<HeldBack, Error> {
        let away = Filter { is: vec![Is::Archived], ..Filter::default() };
        let mut held_back = HeldBack::default();
        for filter in [Filter::default(), away] {
            for row in self.journal.select(&filter, usize::MAX >> 1, today)? {
                if row.visibility == Visibility::Private && !self.private {
                    held_back.items += 1;
                } else if let Some(mut item) = self.journal.detail(&row.id)? {
                    if !self.notes {
                        held_back.notes += std::mem::take(&mut item.written).len();
                    }
                    give(&item)?;
                }
            }
        }
        Ok(held_back)
    }
}

/// Writes a new file that only its owner may read, whole or not at all.
pub(super) fn into_file<T>(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<T, Error>,
) -> Result<T, Error> {
    let failed = |error: &std::io::Error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => {
            Error::Failed(format!("{} is there already; name another file", path.display()))
        }
        _ => Error::Failed(format!("{} could not be written: {error}", path.display())),
    };
    if path.exists() {
        return Err(failed(&std::io::ErrorKind::AlreadyExists.into()));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(|error| failed(&error))?;
    let mut out = BufWriter::new(file.as_file_mut());
    let done = write(&mut out)?;
    out.flush().map_err(|error| failed(&error))?;
    drop(out);
    lasting::put_new(file, path).map_err(|error| failed(&error))?;
    Ok(done)
}
