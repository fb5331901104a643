//! `kneel doctor`: looks the journal over.

use serde::Serialize;

use super::{Desk, Error, Exit, salvage};

/// Look the journal over, and make its tables anew
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Checks the file, and that what lists show is what the journal's history says.
--rebuild makes the lists anew from that history; nothing is lost by it.
--salvage reads what can still be read of a damaged file into a new journal in
the folder `backups`, and takes what is missing from the newest sound copy. Not a
byte of the damaged file changes, and nothing takes its place before you say so.

Examples:
  kneel doctor
  kneel doctor --rebuild
  kneel doctor --salvage    save what can be read of a damaged journal")]
pub struct Args {
    /// Make the tables anew from the history first
    #[arg(long)]
    rebuild: bool,
    /// Save what can be read of a damaged journal into a new one
    #[arg(long, conflicts_with = "rebuild")]
    salvage: bool,
    /// Print what was found as JSON (kneel.doctor/1, kneel.salvage/1)
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Found<'a> {
    format: &'static str,
    journal: String,
    items: u64,
    events: u64,
    problems: &'a [String],
}

pub fn run(args: &Args, desk: &mut Desk) -> Result<Exit, Error> {
    if args.salvage {
        return salvage::run(args.json, desk);
    }
    let Some(mut journal) = desk.existing()? else {
        desk.say("there is no journal yet, so there is nothing to look over");
        return Ok(Exit::Nothing);
    };
    if args.rebuild {
        journal.rebuild()?;
        desk.say("the lists were made anew from the history");
    }
    let report = journal.doctor()?;
    let path = desk.paths()?.journal().display().to_string();
    if args.json {
        desk.json(&Found {
            format: "kneel.doctor/1",
            journal: path,
            items: report.items,
            events: report.events,
            problems: &report.problems,
        })?;
    } else {
        desk.line(&format!("{path}: {} items, {} events", report.items, report.events))?;
        for problem in &report.problems {
            desk.line(&format!("problem: {problem}"))?;
        }
    }
    if report.problems.is_empty() {
        desk.say("all is well");
        return Ok(Exit::Done);
    }
    if !args.rebuild {
        desk.say("`kneel backup` first, then `kneel doctor --rebuild` makes the lists anew");
    }
    Ok(Exit::Failed)
}
