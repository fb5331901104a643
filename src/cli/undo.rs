//! `kneel undo`, `kneel redo`, `kneel history`: steps taken, taken back, taken again.

use serde::Serialize;

use super::{Desk, Error, Exit};
use crate::journal::{ActEntry, Turned};

/// Take the last step back
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Each step can be taken back, also after a restart: marks, notes, answers, whole
imports. Nothing is deleted: `kneel redo` takes the step again.

Examples:
  kneel undo
  kneel history                            see what there is to take back")]
pub struct Args;

pub fn run(desk: &mut Desk) -> Result<Exit, Error> {
    let now = desk.now()?;
    let turned = desk.journal_if_any()?.undo(now)?;
    Ok(tell(desk, turned, "taken back", "there is nothing to take back"))
}

fn tell(desk: &mut Desk, turned: Option<Turned>, done: &str, nothing: &str) -> Exit {
    if let Some(Turned { what }) = turned {
        desk.say(&format!("{done}: {what}"));
        Exit::Done
    } else {
        desk.say(nothing);
        Exit::Nothing
    }
}

/// Take a step again that was taken back
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  kneel undo && kneel redo                 all is as it was")]
pub struct RedoArgs;

pub fn redo(desk: &mut Desk) -> Result<Exit, Error> {
    let now = desk.now()?;
    let turned = desk.journal_if_any()?.redo(now)?;
    Ok(tell(desk, turned, "done again", "there is nothing to do again"))
}

/// Show what was done, newest first
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  kneel history
  kneel history --limit 200 --json")]
pub struct HistoryArgs {
    /// How many steps
    #[arg(long, default_value_t = 30, value_name = "N")]
    limit: usize,
    /// Print them as JSON (kneel.history/1)
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct History {
    format: &'static str,
    acts: Vec<ActEntry>,
}

pub fn history(args: &HistoryArgs, desk: &mut Desk) -> Result<Exit, Error> {
    let acts = desk.journal_if_any()?.history(args.limit)?;
    if args.json {
        desk.json(&History { format: "kneel.history/1", acts })?;
        return Ok(Exit::Done);
    }
    if acts.is_empty() {
        desk.say("nothing was done yet");
    }
    let offset = *desk.now()?.local().offset();
    for act in acts {
        let at = chrono::DateTime::parse_from_rfc3339(&act.at)
            .map_or(act.at, |at| at.with_timezone(&offset).format("%Y-%m-%d %H:%M").to_string());
        let undone = if act.undone { "  (taken back)" } else { "" };
        desk.line(&format!("{at}  {}{undone}", act.what))?;
    }
    Ok(Exit::Done)
}
