//! `kneel handout`: an evening's sheet, to print or to send.

use std::io::IsTerminal;
use std::path::PathBuf;

use clap::ValueEnum;

use super::export::into_file;
use super::{Desk, Error, Exit, day, leaving, share};
use crate::group::handout::{Format, Print, render};
use crate::group::review::{About, review, sheet, since_last};

/// Write a sheet of answers and requests, to print or to send
#[derive(Debug, clap::Args)]
#[command(after_help = "\
In the order of an evening: what was answered, partly or set back, what still
waits, what is new. Private items never go onto a sheet, notes only where they are
marked; names and countries from the config are hidden. What was held back is
counted. The same journal gives the same bytes.

Examples:
  kneel handout --since 3m                          read it here
  kneel handout --since 3m --format pdf --to april.pdf
  kneel handout --format html --large --lines --to evening.html
  kneel handout --view \"Tuesday group\" --format md")]
pub struct Args {
    /// Only what these filters of `kneel list` name
    filter: Vec<String>,
    /// The beginning of the period: `last` (the last evening), `all`, 3m, 2w, 1y or a date
    #[arg(long, value_name = "WHEN", default_value = "last")]
    since: String,
    /// Only what this view from the config names
    #[arg(long)]
    view: Option<String>,
    /// How it is written
    #[arg(long, value_enum, default_value_t = Written::Text)]
    format: Written,
    /// In large print
    #[arg(long)]
    large: bool,
    /// With empty lines to write on
    #[arg(long)]
    lines: bool,
    /// Write to a new file instead of stdout
    #[arg(long, short = 'o', value_name = "FILE")]
    to: Option<PathBuf>,
    /// Do not ask before writing
    #[arg(long, short)]
    yes: bool,
}

/// A format, as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Written {
    /// Plain text
    Text,
    /// Markdown
    Md,
    /// One page for a browser or a phone
    Html,
    /// Sheets of A4
    Pdf,
}

impl From<Written> for Format {
    fn from(written: Written) -> Self {
        match written {
            Written::Text => Format::Text,
            Written::Md => Format::Markdown,
            Written::Html => Format::Html,
            Written::Pdf => Format::Pdf,
        }
    }
}

pub fn run(args: &Args, desk: &mut Desk) -> Result<Exit, Error> {
    let Some(journal) = desk.existing()? else {
        desk.say("there is no journal yet, so there is nothing to print");
        return Ok(Exit::Nothing);
    };
    let today = desk.now()?.day();
    let about = about(desk, args.view.as_deref(), &args.filter)?;
    let since = match args.since.as_str() {
        "last" => Some(since_last(&journal, about.view.as_deref(), today)?),
        "all" => None,
        typed => Some(day::since(typed, today)?),
    };
    let redaction = leaving::redaction(desk)?;
    let sheet = sheet(&journal, &review(&journal, &about, since, today)?, &redaction)?;
    let print = Print { large: args.large, lines: args.lines };
    let failed = |error: crate::group::handout::Unprintable| Error::Failed(error.to_string());
    let rendered = render(&sheet, args.format.into(), &print).map_err(failed)?;
    match &args.to {
        None if args.format == Written::Pdf && std::io::stdout().is_terminal() => {
            return Err(Error::Usage("a PDF is nothing for a terminal; name a file with --to".to_owned()));
        }
        None => desk.out.write_all(&rendered.bytes)?,
        Some(to) => {
            let text = render(&sheet, Format::Text, &Print::default()).map_err(failed)?;
            desk.say(&String::from_utf8_lossy(&text.bytes));
            leaving::say_held_back(desk, &sheet.held_back);
            if !leaving::agreed(desk, args.yes, &format!("write this to {}?", to.display()))? {
                desk.say("nothing was written");
                return Ok(Exit::Nothing);
            }
            into_file(to, |out| Ok(out.write_all(&rendered.bytes)?))?;
            desk.say(&format!("it is in {}", to.display()));
        }
    }
    if let Some(words) = rendered.missing_words() {
        desk.say(&words);
    }
    if args.to.is_none() {
        leaving::say_held_back(desk, &sheet.held_back);
    }
    Ok(Exit::Done)
}

/// What a sheet or an evening is about, by the view and the filters that were typed.
pub(super) fn about(desk: &mut Desk, view: Option<&str>, typed: &[String]) -> Result<About, Error> {
    let filter = share::filter(desk, view, typed)?;
    let named = [view.map(str::to_owned), (!typed.is_empty()).then(|| typed.join(" "))];
    let named: Vec<String> = named.into_iter().flatten().collect();
    Ok(About::new((!named.is_empty()).then(|| named.join(", ")), filter))
}
