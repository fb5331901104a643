//! `kneel config`: what is set, where the file lies, and what in it cannot be used.

use std::io::Write;

use serde::Serialize;

use super::{Desk, Error, Exit};
use crate::config::{self, Kind, Reading, SETTINGS, Setting};
use crate::{editor, tui};

/// Show the settings, and check their file
#[derive(Debug, clap::Args)]
#[command(after_help = "\
No settings are needed. On the screens, the key , opens them.

Examples:
  kneel config                     what holds now
  kneel config --default           a whole file, with what each setting means
  kneel config --check             what in your file cannot be used, with its line
  kneel config --set theme=dark    write one setting into the file
  kneel config --edit              open the file in your editor")]
pub struct Args {
    #[command(flatten)]
    what: What,
    /// Print what holds, or what is wrong, as JSON (kneel.config/1)
    #[arg(long, conflicts_with_all = ["default", "path", "set", "edit"])]
    json: bool,
}

#[derive(Debug, clap::Args)]
#[group(multiple = false)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag that a person types")]
struct What {
    /// Print a file with every setting as it is without one
    #[arg(long)]
    default: bool,
    /// Look for what cannot be used; exit 1 if there is any, 3 if there is no file
    #[arg(long)]
    check: bool,
    /// Print where the file lies, or would lie
    #[arg(long)]
    path: bool,
    /// Write a setting into the file; nothing behind the = takes it out
    #[arg(long, value_name = "NAME=VALUE")]
    set: Option<String>,
    /// Open the file in your editor, and check what you wrote
    #[arg(long)]
    edit: bool,
}

#[derive(Serialize)]
struct Data {
    format: &'static str,
    path: String,
    there: bool,
    settings: serde_json::Map<String, serde_json::Value>,
    problems: Vec<Problem>,
}

#[derive(Serialize)]
struct Problem {
    line: usize,
    problem: String,
}

pub fn run(args: &Args, desk: &mut Desk) -> Result<Exit, Error> {
    let path = desk.paths()?.config_file();
    match &args.what {
        What { default: true, .. } => write!(desk.out, "{}", config::defaults())?,
        What { path: true, .. } => desk.line(&path.display().to_string())?,
        What { set: Some(said), .. } => return set(said, desk),
        What { edit: true, .. } => return edit(desk),
        What { check, .. } => {
            let reading = tui::settings(&path).map_err(Error::Failed)?;
            let exit = match (*check, reading.problems.is_empty(), path.exists()) {
                (true, false, _) => Exit::Failed,
                (true, _, false) => Exit::Nothing,
                _ => Exit::Done,
            };
            if args.json {
                desk.json(&data(&path.display().to_string(), path.exists(), &reading))?;
            } else if *check {
                tell_problems(desk, &reading)?;
            } else {
                tell(desk, &reading)?;
            }
            return Ok(exit);
        }
    }
    Ok(Exit::Done)
}

/// What holds, and where it comes from.
fn tell(desk: &mut Desk, reading: &Reading) -> Result<(), Error> {
    let path = desk.paths()?.config_file();
    let there = if path.exists() { "" } else { " (there is none yet)" };
    desk.say(&format!("settings: {}{there}", path.display()));
    for problem in &reading.problems {
        desk.say(&problem.at(&path));
    }
    for setting in SETTINGS {
        desk.line(&format!("{:<18}  {}", setting.name, setting.told(&reading.config)))?;
    }
    Ok(())
}

fn tell_problems(desk: &mut Desk, reading: &Reading) -> Result<(), Error> {
    let path = desk.paths()?.config_file();
    for problem in &reading.problems {
        desk.line(&problem.at(&path))?;
    }
    if !path.exists() {
        desk.say(&format!("there is no file {}; kneel does without", path.display()));
    } else if reading.problems.is_empty() {
        desk.say(&format!("all of {} can be used", path.display()));
    }
    Ok(())
}

fn data(path: &str, there: bool, reading: &Reading) -> Data {
    let value = |value: toml::Value| serde_json::to_value(value).unwrap_or_default();
    let settings = SETTINGS.iter().map(|setting| {
        let said = setting.value(&reading.config).map(value).unwrap_or_default();
        (setting.name.to_owned(), said)
    });
    let mut settings: serde_json::Map<_, _> = settings.collect();
    let config = &reading.config;
    let privacy = serde_json::json!({ "names": config.privacy.names, "countries": config.privacy.countries });
    settings.insert("keys".to_owned(), serde_json::json!(config.keys));
    settings.insert("privacy".to_owned(), privacy);
    settings.insert("publishers".to_owned(), serde_json::json!(config.publishers));
    settings.insert("views".to_owned(), serde_json::json!(config.views));
    let problem = |problem: &config::Problem| Problem { line: problem.line, problem: problem.words.clone() };
    Data {
        format: "kneel.config/1",
        path: path.to_owned(),
        there,
        settings,
        problems: reading.problems.iter().map(problem).collect(),
    }
}

/// Writes one setting.
fn set(said: &str, desk: &mut Desk) -> Result<Exit, Error> {
    let Some((name, value)) = said.split_once('=') else {
        return Err(Error::Usage(
            "say which setting and what it is to be, such as --set theme=dark".to_owned(),
        ));
    };
    let (name, value) = (name.trim(), value.trim());
    let Some(setting) = Setting::named(name) else {
        return Err(Error::Usage(config::unknown_setting(name)));
    };
    if matches!(setting.kind, Kind::Table { .. }) {
        return Err(Error::Usage(format!("`{name}` is a table of the file; `kneel config --edit` opens it")));
    }
    let value =
        setting.read(value).map_err(|_| Error::Usage(format!("`{name}` must be {}", setting.must_be())))?;
    let path = desk.paths()?.config_file();
    let Reading { config: before, .. } = tui::settings(&path).map_err(Error::Failed)?;
    if setting.value(&before) == value {
        desk.say(&format!("{name} is {} already", setting.told(&before)));
        return Ok(Exit::Nothing);
    }
    config::write(&path, &[(vec![name.to_owned()], value)])
        .map_err(|error| Error::Failed(error.to_string()))?;
    let after = tui::settings(&path).map_err(Error::Failed)?.config;
    desk.say(&format!("{name} is {} now; before, it was {}", setting.told(&after), setting.told(&before)));
    Ok(Exit::Done)
}

/// The file in the person's editor; where there is none, a whole one with the defaults.
fn edit(desk: &mut Desk) -> Result<Exit, Error> {
    if !desk.asks {
        return Err(Error::Usage(
            "an editor needs a terminal; `kneel config --path` tells which file to change".to_owned(),
        ));
    }
    let path = desk.paths()?.config_file();
    let failed = |error: std::io::Error| Error::Failed(format!("{}: {error}", path.display()));
    let text =
        if path.exists() { std::fs::read_to_string(&path).map_err(failed)? } else { config::defaults() };
    let Some(text) = editor::edit(&text)? else {
        desk.say("nothing was changed");
        return Ok(Exit::Nothing);
    };
    config::put(&path, &text).map_err(failed)?;
    let reading = tui::settings(&path).map_err(Error::Failed)?;
    tell_problems(desk, &reading)?;
    Ok(if reading.problems.is_empty() { Exit::Done } else { Exit::Failed })
}
