//! kneel over the layer of `unsynced.c`, and what a person does in one session.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use crate::cli_common::{Home, LATER_LETTER, LETTER, Ran};

/// The layer, compiled once; `None`, and a sentence, where that cannot be.
pub fn layer() -> Option<&'static Path> {
    static LAYER: OnceLock<Option<PathBuf>> = OnceLock::new();
    LAYER.get_or_init(compile).as_deref()
}

fn compile() -> Option<PathBuf> {
    let made = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("unsynced-{}.so", std::process::id()));
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/weather/unsynced.c");
    let compiler = std::env::var("CC").unwrap_or_else(|_| "cc".to_owned());
    let mut command = Command::new(compiler);
    command.args(["-O1", "-shared", "-fPIC", "-Wall", "-Werror", "-o"]).arg(&made).arg(source);
    if cfg!(target_os = "linux") && command.status().is_ok_and(|status| status.success()) {
        Some(made)
    } else {
        println!("left out: the layer under the program needs Linux and a C compiler");
        None
    }
}

/// What one act meets.
#[derive(Debug, Clone, Copy)]
pub enum Storm {
    /// From this step on there is no room.
    Full(usize),
    /// This step fails.
    Broken(usize),
    /// The program is killed before this step.
    Killed(usize),
}

/// Runs kneel over the layer. `None`: it was killed.
pub fn over(layer: &Path, home: &Home, args: &[&str], storm: Option<Storm>) -> Option<Ran> {
    ran(command_over(layer, home, args, storm).stdin(Stdio::null()).output().unwrap())
}

/// The same, to be begun and not waited for.
pub fn command_over(layer: &Path, home: &Home, args: &[&str], storm: Option<Storm>) -> Command {
    let mut command = home.plain_command();
    command.args(args).env("LD_PRELOAD", layer).env("KNEEL_WEATHER_UNDER", home.data().parent().unwrap());
    let order = storm.map(|storm| match storm {
        Storm::Full(step) => ("full", step),
        Storm::Broken(step) => ("broken", step),
        Storm::Killed(step) => ("killed", step),
    });
    match order {
        Some((then, step)) => {
            command.env("KNEEL_WEATHER_THEN", then).env("KNEEL_WEATHER_STEP", step.to_string())
        }
        None => command.env("KNEEL_WEATHER_LOG", log_of(home)),
    };
    command
}

/// What a run left; `None`: it was killed.
pub fn ran(output: Output) -> Option<Ran> {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let (out, err) = (text(output.stdout), text(output.stderr));
    output.status.code().map(|code| Ran { code, out, err })
}

/// Where the layer writes down what the disk is told: not below the home that it watches.
pub fn log_of(home: &Home) -> PathBuf {
    let folder = home.path("");
    let name = folder.file_name().unwrap().to_string_lossy().trim_start_matches('.').to_owned();
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("log-{name}"))
}

/// Something that a person does, and the words by which kneel says that it is done.
#[derive(Debug)]
pub struct Act {
    pub args: Vec<String>,
    pub told: &'static str,
}

impl Act {
    pub fn args(&self) -> Vec<&str> {
        self.args.iter().map(String::as_str).collect()
    }
}

/// Every kind of act, once, upon the item that is found by a word of the letter; `None` for those that come before.
pub fn acts(home: &Home, id: Option<&str>) -> Vec<Act> {
    let act = |args: &[&str], told| Act { args: args.iter().map(|&arg| arg.to_owned()).collect(), told };
    let Some(id) = id else {
        return vec![act(&["import", &home.file("in/letter.txt", LETTER)], "new items")];
    };
    vec![
        act(&["prayed", id], "prayed:"),
        act(&["note", id, "she has a lawyer now"], "note on:"),
        act(&["answer", id, "--words", "the judge was just"], "answered:"),
        act(&["import", &home.file("in/later.txt", LATER_LETTER)], "new items"),
        act(&["undo"], "taken back:"),
        act(&["redo"], "done again:"),
        act(&["snooze", id, "2026-04-01"], "rests until"),
        act(&["pin", id], "every day"),
        act(&["add", "Pray for the ferry at Farside", "--region", "Harbour"], "added:"),
        act(&["edit", id, "--text", "Please pray for Nilufa and for her judge."], "edited:"),
        act(&["config", "--set", "portion=7"], "portion"),
        act(&["backup"], "backups/"),
        act(&["archive", id], "put away:"),
        act(&["reopen", id], "opened again:"),
        act(&["forget", "--yes", id], "forgotten:"),
    ]
}

/// What the journal of a data folder holds, looked at in a copy so that not a byte of it changes.
pub fn held(data: &Path) -> String {
    let home = Home::new();
    copy(data, &home.data());
    home.kneel(&["export", "--format", "json"]).done().out
}

/// The id of the one item in which a word is found, looked up in a copy.
pub fn id_of(word: &str, home: &Home) -> String {
    let other = Home::new();
    copy(&home.data(), &other.data());
    other.id(word)
}

/// Copies a folder with all that is in it.
pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let (entry, to) = (entry.unwrap().path(), to);
        let target = to.join(entry.file_name().unwrap());
        if entry.is_dir() { copy(&entry, &target) } else { std::fs::copy(&entry, &target).map(drop).unwrap() }
    }
}
