//! The rules of the house, checked from its source: who knows whom, who may touch what.
//!
//! `ARCHITECTURE.md` says why. A rule that stands in the way is changed there and here in one
//! commit, with its reason; it is not worked around.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod source;

use source::Source;

/// Each room with the rooms that it may know. A room that is not here may not be there.
const ROOMS: &[(&str, &[&str])] = &[
    // pure: values in, values out
    ("text", &[]),
    ("place", &["text"]),
    ("bulletin", &["text", "place"]),
    ("answers", &["text", "place", "bulletin"]),
    ("walk", &["text", "place", "bulletin"]),
    // beside the floors: what meets the machine
    ("clock", &[]),
    ("paths", &[]),
    ("lasting", &[]),
    ("config", &["text", "place", "walk", "lasting"]),
    ("editor", &["text"]),
    ("passphrase", &[]),
    ("profiles", &["text", "bulletin", "lasting"]),
    // the journal, and what people see of it
    ("journal", &["text", "place", "bulletin", "answers", "walk", "clock", "lasting"]),
    ("regions", &["bulletin", "journal", "clock", "profiles"]),
    // of the journal, `ledger` only needs to know what a request of one's own is
    ("ledger", &["text", "bulletin", "journal"]),
    ("group", &["text", "place", "bulletin", "answers", "walk", "journal", "clock", "lasting"]),
    // of `group`, only how a span of days is said
    ("reflect", &["text", "journal", "group"]),
    // what comes in from outside; of the journal, `intake` only needs to know how an export begins
    ("intake", &["bulletin", "journal"]),
    ("subscription", &["text", "bulletin", "journal", "clock", "intake"]),
    (
        "tui",
        &[
            "text",
            "place",
            "bulletin",
            "answers",
            "walk",
            "journal",
            "clock",
            "paths",
            "config",
            "editor",
            "passphrase",
            "profiles",
            "intake",
            "regions",
            "group",
            "reflect",
        ],
    ),
    // `kneel` without a command opens the screens: the command line is the one that knows them
    (
        "cli",
        &[
            "text",
            "place",
            "bulletin",
            "answers",
            "walk",
            "journal",
            "clock",
            "paths",
            "lasting",
            "config",
            "editor",
            "passphrase",
            "profiles",
            "intake",
            "ledger",
            "regions",
            "group",
            "reflect",
            "subscription",
            "tui",
        ],
    ),
    // the doors
    ("main", &["cli"]),
    ("lib", &[]),
];

/// The rooms that are values in, values out.
const PURE: &[&str] = &["text", "place", "bulletin", "walk", "ledger", "reflect"];

/// What meets the machine, and so no pure room may name.
const MACHINE: &[&str] = &[
    "std::fs",
    "std::env",
    "std::process",
    "std::net",
    "std::thread",
    "std::time::SystemTime",
    "std::time::Instant",
    "std::os",
    "tempfile",
    "directories",
    "rusqlite",
    "ratatui",
    "crossterm",
    "crate::clock::Clock",
];

/// Crates that belong to one room.
const OWNED: &[(&str, &str)] = &[
    ("rusqlite", "journal"),
    ("ratatui", "tui"),
    ("ratatui_textarea", "tui"),
    ("crossterm", "tui"),
    ("age", "group"),
    ("krilla", "group"),
    ("rustybuzz", "group"),
    ("clap_complete", "cli"),
    ("clap_mangen", "cli"),
    ("chardetng", "text"),
    ("encoding_rs", "text"),
];

/// The files of `tui` that meet the machine; all others are state, update and view.
const TUI_MACHINE: &[&str] = &["src/tui/effects", "src/tui/worker", "src/tui/terminal"];

/// Files over the limit that have a reason to be.
const LONG: &[(&str, &str)] = &[];

/// Where a file wants to be cut.
const MOST_LINES: usize = 500;

/// Whether `path` is `prefix` or lies inside it.
fn within(path: &str, prefix: &str) -> bool {
    path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// Fails with all that was found and what to do about it.
#[track_caller]
fn none(found: &[String], advice: &str) {
    assert!(found.is_empty(), "\n{}\n\n{advice}\n", found.join("\n"));
}

fn knows_too_much(source: &Source) -> Vec<String> {
    let Some((room, known)) = ROOMS.iter().find(|(room, _)| *room == source.room()) else {
        return vec![format!("{}: `{}` is a new room", source.path, source.room())];
    };
    let strangers = source.paths().into_iter().filter_map(|(line, path)| {
        let door = if *room == "main" { "kneel::" } else { "crate::" };
        let other = path.strip_prefix(door)?.split("::").next()?.to_owned();
        let is_room = ROOMS.iter().any(|(name, _)| *name == other);
        (is_room && other != *room && !known.contains(&other.as_str()))
            .then(|| format!("{}:{line}: `{room}` may not know `{other}` ({path})", source.path))
    });
    strangers.collect()
}

#[test]
fn each_floor_knows_only_those_below() {
    let found: Vec<String> = source::all().iter().flat_map(knows_too_much).collect();
    none(
        &found,
        "Pass the value in from above, or move what both need to a lower floor. ROOMS in this test has the rules.",
    );
}

#[test]
fn the_rule_of_floors_has_teeth() {
    let low = Source::new("src/text/fold.rs", "use crate::journal::Journal;");
    assert_eq!(
        knows_too_much(&low),
        ["src/text/fold.rs:1: `text` may not know `journal` (crate::journal::Journal)"]
    );
    let climbing = Source::new("src/walk/portion.rs", "fn a() { super::super::tui::run() }");
    assert_eq!(knows_too_much(&climbing).len(), 1);
    let stranger = Source::new("src/cellar/mod.rs", "");
    assert_eq!(knows_too_much(&stranger), ["src/cellar/mod.rs: `cellar` is a new room"]);
}

#[test]
fn pure_rooms_do_not_meet_the_machine() {
    let mut found = Vec::new();
    for source in source::all().iter().filter(|s| PURE.contains(&s.room())) {
        for (line, path) in source.paths() {
            if MACHINE.iter().any(|machine| within(&path, machine)) {
                found.push(format!("{}:{line}: `{path}` in a pure room", source.path));
            }
        }
    }
    none(
        &found,
        "Pure rooms take values and give values: read the file, the clock or the variable above, and pass it in.",
    );
}

#[test]
fn crates_stay_in_their_room() {
    let mut found = Vec::new();
    for source in &source::all() {
        for (line, path) in source.paths() {
            for (name, room) in OWNED {
                if within(&path, name) && source.room() != *room {
                    found.push(format!("{}:{line}: `{name}` belongs to `{room}`", source.path));
                }
            }
        }
    }
    none(&found, "Ask that room for a function which speaks in kneel's own words.");
}

#[test]
fn one_file_opens_connections() {
    const DOOR: &str = "src/subscription/http.rs";
    let mut found = Vec::new();
    let sources = source::all();
    for source in sources.iter().filter(|source| source.path != DOOR) {
        for (line, path) in source.paths() {
            if within(&path, "ureq") || within(&path, "std::net") {
                found.push(format!("{}:{line}: `{path}` outside {DOOR}", source.path));
            }
        }
    }
    none(&found, "Nothing is sent anywhere but by `kneel fetch`, to what the person named.");
    let door = sources.iter().find(|source| source.path == DOOR).unwrap();
    assert!(door.paths().iter().any(|(_, path)| within(path, "ureq")), "the door is where this test looks");
}

#[test]
fn sql_is_spoken_in_the_journal_alone() {
    const SQL: &[&str] =
        &["SELECT ", "INSERT INTO", "INSERT OR", "DELETE FROM", "UPDATE ", "CREATE TABLE", "PRAGMA "];
    let mut found = Vec::new();
    for source in source::all().iter().filter(|s| s.room() != "journal") {
        for (number, line) in source.code.lines().enumerate() {
            if let Some(word) = SQL.iter().find(|word| line.contains(**word)) {
                found.push(format!("{}:{}: `{}` outside the journal", source.path, number + 1, word.trim()));
            }
        }
    }
    none(&found, "Add a query to `journal` and call it.");
}

#[test]
fn screens_leave_the_machine_to_the_effects() {
    const MACHINE: &[&str] =
        &["std::fs", "std::env", "std::process", "std::net", "std::thread", "std::io", "tempfile"];
    let mut found = Vec::new();
    for source in source::all().iter().filter(|s| s.room() == "tui") {
        if TUI_MACHINE.iter().any(|file| source.path.starts_with(file)) {
            continue;
        }
        for (line, path) in source.paths() {
            if MACHINE.iter().any(|machine| within(&path, machine)) {
                found.push(format!("{}:{line}: `{path}` in a screen", source.path));
            }
        }
    }
    none(
        &found,
        "Return a `Command` from update and carry it out in the effects, so that tests can assert it.",
    );
}

#[test]
fn files_stay_readable() {
    let mut found = Vec::new();
    for source in &source::all() {
        let lines = source.text.lines().count();
        let listed = LONG.iter().any(|(path, _)| *path == source.path);
        if lines > MOST_LINES && !listed {
            found.push(format!("{}: {lines} lines", source.path));
        }
        if listed && lines <= MOST_LINES {
            found.push(format!("{}: {lines} lines, take it off the list", source.path));
        }
    }
    for (path, _) in LONG.iter().filter(|(path, _)| source::all().iter().all(|s| s.path != *path)) {
        found.push(format!("{path}: listed, but not there"));
    }
    none(&found, "Cut the file by what it is for, or list it in LONG with the reason.");
}

#[test]
fn nothing_is_left_to_do() {
    let mut found = Vec::new();
    for source in &source::all() {
        for (number, line) in source.bare.lines().enumerate() {
            if let Some(word) = ["todo!", "unimplemented!"].iter().find(|word| line.contains(**word)) {
                found.push(format!("{}:{}: `{word}`", source.path, number + 1));
            }
        }
    }
    none(&found, "Finish it, or take it out until it can be finished.");
}

#[test]
fn each_file_says_what_it_is_for() {
    let silent = source::all().into_iter().filter(|source| !source.text.starts_with("//! "));
    let found: Vec<String> = silent.map(|source| source.path).collect();
    none(&found, "Begin the file with one `//!` line that says what it is for.");
}

#[test]
fn each_dependency_is_used_and_has_its_reason() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |name: &str| std::fs::read_to_string(root.join(name)).unwrap();
    let (manifest, reasons) = (read("Cargo.toml"), read("ARCHITECTURE.md"));
    let listed = manifest.lines().skip_while(|line| *line != "[dependencies]").skip(1);
    let listed = listed.take_while(|line| !line.starts_with('['));
    let names: Vec<&str> = listed.filter_map(|line| line.split_once(" = ").map(|(name, _)| name)).collect();
    assert!(names.len() > 10, "the dependencies in Cargo.toml are found: {names:?}");
    let sources = source::all();
    let mut found = Vec::new();
    for name in names {
        let word = name.replace('-', "_");
        if !sources.iter().any(|source| source.bare.contains(&word)) {
            found.push(format!("Cargo.toml: nothing in src uses `{name}`"));
        }
        if !reasons.contains(&format!("`{name}`")) {
            found.push(format!("ARCHITECTURE.md: no reason is given for `{name}`"));
        }
    }
    none(&found, "Take the crate out, or say in the table of crates why it is there.");
}
