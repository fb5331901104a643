//! `kneel keys`: every key of the screens, as the person's config has them, without opening the screens.

use std::io::Write;

use serde::Serialize;

use super::{Desk, Error, Exit};
use crate::text;
use crate::tui::keymap::{self, Keymap};

/// List the keys of the screens, with your own
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Keys of your own go into config.toml, under [keys.SCREEN]; --json names each
screen and action as they are called there.

Examples:
  kneel keys
  kneel keys --toml                        as there were to begin with, to change
  kneel keys --json")]
pub struct Args {
    /// Print them as JSON (kneel.keys/1)
    #[arg(long)]
    json: bool,
    /// Print the keys there were to begin with, as config.toml takes them
    #[arg(long, conflicts_with = "json")]
    toml: bool,
}

#[derive(Serialize)]
struct Keys {
    format: &'static str,
    actions: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    screen: &'static str,
    action: &'static str,
    keys: Vec<String>,
    help: &'static str,
}

/// The widest that keys are set.
const COLUMNS: usize = 20;

pub fn run(args: &Args, desk: &mut Desk) -> Result<Exit, Error> {
    if args.toml {
        write!(desk.out, "{}", keymap::DEFAULTS.replace("\n[", "\n[keys."))?;
        return Ok(Exit::Done);
    }
    let (keymap, problems) = Keymap::new(&desk.config()?.keys);
    for problem in problems {
        desk.say(&problem);
    }
    if args.json {
        let row = |listed: keymap::Listed| Row {
            screen: listed.section.name(),
            action: listed.name,
            keys: listed.keys,
            help: listed.help,
        };
        let actions = keymap.listed().map(row).collect();
        desk.json(&Keys { format: "kneel.keys/1", actions })?;
        return Ok(Exit::Done);
    }
    let mut before = None;
    for listed in keymap.listed() {
        if before != Some(listed.section) {
            let gap = if before.is_some() { "\n" } else { "" };
            desk.line(&format!("{gap}{}", listed.section.title()))?;
            before = Some(listed.section);
        }
        let keys = if listed.keys.is_empty() { "no key".to_owned() } else { listed.keys.join(" ") };
        let gap = " ".repeat(COLUMNS.saturating_sub(text::width(&keys)).max(1));
        desk.line(&format!("  {keys}{gap}{}", listed.help))?;
    }
    Ok(Exit::Done)
}
