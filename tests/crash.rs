//! Kills the program at random moments and looks whether anything that it acknowledged is lost.
//!
//! Each round runs one act of the real program on one journal (an import, a mark, a note) and kills it
//! (SIGKILL) after a random part of the time that such an act takes, then asks `kneel doctor` and reads
//! everything back. `KNEEL_CRASH_KILLS` says how often (20; `.ci/run` kills 200 times), `KNEEL_CRASH_SEED`
//! which moments.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

#[path = "cli_common/dice.rs"]
mod dice;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use dice::Dice;

/// A journal in a folder of its own.
struct House {
    folder: tempfile::TempDir,
}

impl House {
    fn new() -> Self {
        House { folder: tempfile::tempdir().unwrap() }
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn environment<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command
            .env_clear()
            .env("KNEEL_DATA_DIR", self.data())
            .env("KNEEL_CONFIG_DIR", self.folder.path().join("config"))
            .env("KNEEL_NOW", "2026-03-12T09:14:00+01:00")
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .stdin(Stdio::null())
    }

    fn kneel(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kneel"));
        self.environment(command.args(args)).output().unwrap()
    }

    fn json(&self, args: &[&str]) -> serde_json::Value {
        let output = self.kneel(args);
        assert!(output.status.success(), "kneel {args:?}: {}", words(&output));
        serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("kneel {args:?}: {e}"))
    }

    /// What the journal holds: for each item how often it was prayed and how many notes it has.
    fn items(&self) -> BTreeMap<String, (u64, u64)> {
        let list = self.json(&["list", "--json"]);
        let rows = list["items"].as_array().expect("list --json has items");
        rows.iter()
            .map(|row| {
                let number = |key: &str| row[key].as_u64().unwrap_or_else(|| panic!("no {key} in {row}"));
                (row["id"].as_str().expect("a row has an id").to_owned(), (number("times"), number("notes")))
            })
            .collect()
    }

    fn doctor(&self, round: &str) {
        let output = self.kneel(&["doctor"]);
        assert!(output.status.success(), "{round}: the doctor found a problem: {}", words(&output));
    }

    /// A bulletin with a day of its own: no other issue that it could correct.
    fn bulletin(&self, number: u64, items: u64) -> PathBuf {
        let (day, year) = (number % 28 + 1, 2000 + number / 28);
        let mut text = format!("Tidewater Prayer Requests\n\nMarch {day}, {year}\n\nEast Africa\n\n");
        for item in 0..items {
            writeln!(
                text,
                "  • Please pray for family {number}-{item}, whose boat {number} is out on the lake tonight \
                 with lamp {item}, and for all who wait for it on the shore.\n"
            )
            .unwrap();
        }
        let path = self.folder.path().join(format!("tidewater-{number}.txt"));
        std::fs::write(&path, text).unwrap();
        path
    }
}

fn words(output: &Output) -> String {
    format!(
        "{} {}{}",
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

/// What a round does to the journal.
#[derive(Debug)]
enum Act {
    Import(PathBuf),
    Pray(String),
    Note(String),
}

impl Act {
    fn args(&self) -> Vec<&str> {
        match self {
            Act::Import(path) => vec!["import", "--json", path.to_str().expect("a path in UTF-8")],
            Act::Pray(id) => vec!["prayed", id],
            Act::Note(id) => vec!["note", id, "they came home"],
        }
    }

    fn kind(&self) -> usize {
        match self {
            Act::Import(_) => 0,
            Act::Pray(_) => 1,
            Act::Note(_) => 2,
        }
    }
}

/// Runs an act and kills it after `delay`. Says whether the program had acknowledged it before.
fn run_and_kill(house: &House, act: &Act, delay: Duration) -> bool {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kneel"));
    house.environment(command.args(act.args())).stdout(Stdio::piped()).stderr(Stdio::piped());
    let started = Instant::now();
    let mut child = command.spawn().unwrap();
    // Not a wait for something to be ready: the delay is the moment of the kill itself.
    while started.elapsed() < delay {
        if child.try_wait().unwrap().is_some() {
            break;
        }
        std::thread::sleep(Duration::from_micros(50));
    }
    child.kill().unwrap();
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    output.status.success()
        || match act {
            Act::Import(_) => serde_json::from_slice::<serde_json::Value>(&output.stdout).is_ok(),
            Act::Pray(_) => said.contains("prayed:"),
            Act::Note(_) => said.contains("note on:"),
        }
}

fn from_environment(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

#[test]
fn nothing_acknowledged_is_lost_to_a_kill() {
    let kills = from_environment("KNEEL_CRASH_KILLS", 20);
    let seed = from_environment("KNEEL_CRASH_SEED", 0x6b6e_6565_6c00_0001);
    let mut dice = Dice(seed);
    let house = House::new();

    // One of each act, unharmed, tells how long it takes.
    let mut took = [Duration::ZERO; 3];
    let first = Act::Import(house.bulletin(0, 25));
    let time = |act: &Act, took: &mut [Duration; 3]| {
        let started = Instant::now();
        let output = house.kneel(&act.args());
        assert!(output.status.success(), "{act:?}: {}", words(&output));
        took[act.kind()] = started.elapsed();
    };
    time(&first, &mut took);
    let mut known = house.items();
    assert_eq!(known.len(), 25, "the bulletin of 25 items was read as {}", known.len());
    let id = known.keys().next().unwrap().clone();
    time(&Act::Pray(id.clone()), &mut took);
    time(&Act::Note(id), &mut took);
    known = house.items();

    let (mut acknowledged, mut kept, mut gone) = (0, 0, 0);
    for round in 1..=kills {
        let ids: Vec<&String> = known.keys().collect();
        let id = dice.of(&ids).clone();
        let act = match dice.below(4) {
            0 => Act::Import(house.bulletin(round, 1 + dice.below(60) as u64)),
            1 | 2 => Act::Pray(id),
            _ => Act::Note(id),
        };
        let longest = took[act.kind()].as_micros() as usize * 5 / 4;
        let delay = Duration::from_micros(dice.below(longest) as u64);
        let told = run_and_kill(&house, &act, delay);
        let name =
            format!("round {round} of seed {seed}, {act:?} killed after {delay:?}, acknowledged: {told}");
        house.doctor(&name);
        let now = house.items();
        match (told, check(&name, &act, told, &known, &now)) {
            (true, _) => acknowledged += 1,
            (false, true) => kept += 1,
            (false, false) => gone += 1,
        }
        known = now;
    }
    println!(
        "{kills} kills: {acknowledged} acknowledged, 0 of them lost; {} cut short, {kept} of them whole in the \
         journal, {gone} not there at all, 0 in part (seed {seed})",
        kept + gone
    );
    assert!(kills < 20 || gone > 0, "no kill came in time to cut anything short: this proves nothing");
}

/// The journal after a kill is the one before it, or the one before it with the whole act: says which.
fn check(
    name: &str,
    act: &Act,
    told: bool,
    before: &BTreeMap<String, (u64, u64)>,
    after: &BTreeMap<String, (u64, u64)>,
) -> bool {
    let done = match act {
        Act::Import(path) => {
            let text = std::fs::read_to_string(path).unwrap();
            let whole = text.matches('•').count();
            let came = after.len() - before.len().min(after.len());
            assert!(came == 0 || came == whole, "{name}: {came} of the bulletin's {whole} items came");
            came == whole
        }
        Act::Pray(id) | Act::Note(id) => before.get(id) != after.get(id),
    };
    assert!(done || !told, "{name}: it was acknowledged, and is not in the journal");
    for (id, marks) in before {
        let mut wanted = *marks;
        match act {
            Act::Pray(prayed) if prayed == id && done => wanted.0 += 1,
            Act::Note(noted) if noted == id && done => wanted.1 += 1,
            _ => {}
        }
        assert_eq!(after.get(id), Some(&wanted), "{name}: item {id} is not as it was left");
    }
    done
}

/// A full disk, as far as a limit on the size of files can play one: said plainly, nothing lost, and the next
/// act works.
#[cfg(unix)]
#[test]
fn a_full_disk_costs_the_act_and_nothing_else() {
    let house = House::new();
    let first = house.bulletin(1, 10);
    house.json(&["import", "--json", first.to_str().unwrap()]);
    let id = house.items().keys().next().unwrap().clone();
    assert!(house.kneel(&["prayed", &id]).status.success());
    let before = house.items();

    // 512-byte blocks: what there is, and a little more. The signal is ignored so that the write fails instead.
    let blocks = largest_file(&house.data()) / 512 + 64;
    let large = house.bulletin(2, 2_000);
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" import --json \"$1\"");
    let mut command = Command::new("sh");
    command.args(["-c", &script, env!("CARGO_BIN_EXE_kneel"), large.to_str().unwrap()]);
    let output = house.environment(&mut command).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "the import had no room: {}", words(&output));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("error") || said.contains("disk") || said.contains("room"), "not told why: {said}");

    house.doctor("after a full disk");
    assert_eq!(house.items(), before);
    assert!(house.kneel(&["prayed", &id]).status.success(), "the next act works when there is room");
    assert_eq!(house.items()[&id].0, before[&id].0 + 1);
}

#[cfg(unix)]
fn largest_file(folder: &Path) -> u64 {
    let sizes = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().metadata().unwrap());
    sizes.filter(std::fs::Metadata::is_file).map(|m| m.len()).max().unwrap_or(0)
}
