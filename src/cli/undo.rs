//! `kneel undo`, `kneel redo`, `kneel history`: steps taken, taken back, taken again.

use serde::Serialize;

use super::{Desk, Error, Exit};
use crate::journal::{ActEntry, Turned};

/// Take the last step back, or any one of them
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Each step can be taken back, also after a restart: marks, notes, answers, whole
imports. Nothing is deleted: `kneel redo` takes the step again.

Examples:
  kneel undo
  kneel history                            see what there is to take back
  kneel undo 4f09c1                        take back this one; what came after stays")]
pub struct Args {
    /// The step, by its letters in `kneel history`
    #[arg(value_name = "ID")]
    step: Option<String>,
    /// Also where later steps are about what it brought: they go out of sight with it
    #[arg(long, requires = "step")]
    yes: bool,
}

pub fn run(args: &Args, desk: &mut Desk) -> Result<Exit, Error> {
    let now = desk.now()?;
    let Some(step) = &args.step else {
        let turned = desk.journal_if_any()?.undo(now)?;
        return Ok(tell(desk, turned, "taken back", "there is nothing to take back"));
    };
    let act = desk.journal_if_any()?.act_named(step)?;
    let later = desk.journal_if_any()?.standing_on(act)?;
    if later > 0 && !args.yes {
        let acts = if later == 1 { "1 later step is".to_owned() } else { format!("{later} later steps are") };
        return Err(Error::Failed(format!(
            "{acts} about what it brought, and would go out of sight with it until it is done again; \
             `kneel undo --yes {step}` takes it back all the same; nothing was changed"
        )));
    }
    let turned = desk.journal_if_any()?.undo_act(now, act)?;
    Ok(tell(desk, turned, "taken back", "that step is taken back already"))
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
  kneel undo && kneel redo                 all is as it was
  kneel redo 4f09c1                        take this one again")]
pub struct RedoArgs {
    /// The step, by its letters in `kneel history`
    #[arg(value_name = "ID")]
    step: Option<String>,
}

pub fn redo(args: &RedoArgs, desk: &mut Desk) -> Result<Exit, Error> {
    let now = desk.now()?;
    if let Some(step) = &args.step {
        let act = desk.journal_if_any()?.act_named(step)?;
        let turned = desk.journal_if_any()?.redo_act(now, act)?;
        return Ok(tell(desk, turned, "done again", "that step stands; there is nothing to do again"));
    }
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
    let letters = letters(&acts);
    for act in acts {
        let at = chrono::DateTime::parse_from_rfc3339(&act.at)
            .map_or(act.at, |at| at.with_timezone(&offset).format("%Y-%m-%d %H:%M").to_string());
        let undone = if act.undone { "  (taken back)" } else { "" };
        let name = act.act.get(act.act.len().saturating_sub(letters)..).unwrap_or_default();
        desk.line(&format!("{at}  {name}  {}{undone}", act.what))?;
    }
    Ok(Exit::Done)
}

/// How many of the last letters of their ids tell these steps apart: the first ones tell the time.
fn letters(acts: &[ActEntry]) -> usize {
    let apart = |letters: &usize| {
        let ends = acts.iter().map(|act| act.act.get(act.act.len().saturating_sub(*letters)..));
        ends.collect::<std::collections::BTreeSet<_>>().len() == acts.len()
    };
    (6..32).find(apart).unwrap_or(32)
}
