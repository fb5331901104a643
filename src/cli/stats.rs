//! `kneel stats`: looking back, as text, data, a page or a picture.

use std::path::{Path, PathBuf};

use super::export::into_file;
use super::{Desk, Error, Exit, leaving};
use crate::group::HeldBack;
use crate::journal::{LookingBack, Place};
use crate::reflect::{self, Marks, Period, Reflection, Tone};
use crate::tui::terminal::Surroundings;

/// Columns of what is printed where no terminal is.
const COLUMNS: usize = 80;

/// Look back on what was prayed and answered
#[derive(Debug, clap::Args)]
#[command(after_help = "\
A calendar of days, the last twelve weeks region by region, the regions that were
long not prayed for first, answers through the years and how long they took.
Requests are counted and never named. On the page and in the picture, regions
that hold nothing but private requests have no name; names and countries from the
config are hidden. An existing file is never overwritten.

Examples:
  kneel stats
  kneel stats --year 2025
  kneel stats --json
  kneel stats --html looking-back.html")]
pub struct Args {
    /// A year of the calendar instead of the last 53 weeks
    #[arg(long, value_name = "YEAR")]
    year: Option<i32>,
    /// Print it as JSON (kneel.stats/1)
    #[arg(long, conflicts_with_all = ["html", "svg", "ascii"])]
    json: bool,
    /// Write one page for a browser to a new file
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Write the charts as a picture to a new file
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// Draw with letters that every terminal and printer has
    #[arg(long)]
    ascii: bool,
}

pub fn run(args: &Args, desk: &mut Desk) -> Result<Exit, Error> {
    let Some(journal) = desk.existing()? else {
        desk.say("there is no journal yet, so there is nothing to look back on");
        return Ok(Exit::Nothing);
    };
    let today = desk.now()?.day();
    let period = match args.year {
        None => Period::last_year(today),
        Some(year) => Period::year(year, today).ok_or_else(|| {
            Error::Usage(format!("{year} is still to come, or no year; name one that has begun"))
        })?,
    };
    let back = journal.looking_back(period.since, period.until)?;
    if args.html.is_some() || args.svg.is_some() {
        let told = Reflection::new(&for_others(desk, back)?, period);
        if let Some(path) = &args.html {
            write(desk, path, reflect::page(&told))?;
        }
        if let Some(path) = &args.svg {
            write(desk, path, reflect::picture(&told))?;
        }
        return Ok(Exit::Done);
    }
    let told = Reflection::new(&back, period);
    if args.json {
        desk.json(&reflect::data(&told))?;
        return Ok(Exit::Done);
    }
    let config = desk.config()?;
    // a program that reads on gets what was asked for, a terminal no more than it can show
    let ascii = match desk.width {
        Some(_) => Surroundings::here().theme(&config).ascii,
        None => config.ascii,
    };
    let marks = if args.ascii || ascii { Marks::ASCII } else { Marks::SQUARES };
    for row in reflect::text(&told, desk.width.unwrap_or(COLUMNS), marks) {
        let heading = row.first().is_some_and(|(tone, _)| *tone == Tone::Strong);
        let line: String = row.into_iter().map(|(_, words)| words).collect();
        desk.line(if heading { line.to_uppercase() } else { line }.trim_end())?;
    }
    Ok(Exit::Done)
}

/// What others may know: private places have no name, and what the person hides is hidden in the others.
fn for_others(desk: &mut Desk, back: LookingBack) -> Result<LookingBack, Error> {
    let redaction = leaving::redaction(desk)?;
    let mut held_back = HeldBack::default();
    let mut back = back.for_others();
    for place in &mut back.places {
        if let Some(Place::Region(name)) = &mut place.place {
            *name = redaction.text(name, None, &mut held_back);
        }
    }
    leaving::say_held_back(desk, &held_back);
    Ok(back)
}

fn write(desk: &mut Desk, path: &Path, made: Result<String, reflect::Unmade>) -> Result<(), Error> {
    let made = made.map_err(|error| Error::Failed(error.to_string()))?;
    into_file(path, |out| Ok(out.write_all(made.as_bytes())?))?;
    desk.say(&format!(
        "it is in {}; it names regions and counts requests, and none of them is named",
        path.display()
    ));
    Ok(())
}
