//! `kneel due`: how much of today's portion waits, quickly enough for a shell's prompt.

use serde::Serialize;

use super::{Desk, Error, Exit};
use crate::config::Config;
use crate::journal::Journal;

/// What `--format` puts the number in for.
const NUMBER: &str = "{due}";

/// Tell how many of today's requests wait, for prompts and timers
#[derive(Debug, clap::Args)]
#[command(after_help = "\
It ends with 0 when something is due and with 3 when nothing is, and then prints
nothing. It changes nothing, makes no journal and asks for no passphrase: an
encrypted journal is not opened. In FORMAT, {due} is the number.

Examples:
  kneel due                              6 requests wait
  kneel due --format '({due} to pray) '  for a shell's prompt
  kneel due --quiet && notify-send 'kneel: time to pray'
  kneel due --json")]
pub struct Args {
    /// Print this instead, with the number for {due}
    #[arg(long, value_name = "FORMAT", conflicts_with_all = ["quiet", "json"])]
    format: Option<String>,
    /// Print nothing: only how it ends tells
    #[arg(long, short, conflicts_with = "json")]
    quiet: bool,
    /// Print it as JSON (kneel.due/1)
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Document {
    format: &'static str,
    day: chrono::NaiveDate,
    due: usize,
}

pub fn run(args: &Args, desk: &mut Desk) -> Result<Exit, Error> {
    let day = desk.now()?.day();
    let paths = desk.paths()?;
    // what is wrong with the config is said where somebody reads it, not before each prompt
    let (config, _) = Config::load(&paths.config_file());
    let due = match Journal::look(&paths.journal())? {
        Some(journal) => {
            journal.portion(day, journal.portion_beside(config.portion)?.unwrap_or(config.portion))?.len()
        }
        None => 0,
    };
    let ended = if due == 0 { Exit::Nothing } else { Exit::Done };
    match (&args.format, due) {
        _ if args.json => desk.json(&Document { format: "kneel.due/1", day, due })?,
        _ if args.quiet => {}
        // a prompt or a timer that has nothing to tell stays silent; a person who asked is told
        (_, 0) if desk.width.is_some() => desk.say("nothing is due"),
        (_, 0) => {}
        (Some(format), _) => desk.line(&format.replace(NUMBER, &due.to_string()))?,
        (None, 1) => desk.line("1 request waits")?,
        (None, _) => desk.line(&format!("{due} requests wait"))?,
    }
    Ok(ended)
}
