//! Kills at any step of any act, while another process marks: what was said to be done is there, once.

use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::Value;

use crate::cli_common::{Home, letter_of};
use crate::disk::records;
use crate::layer::{Storm, copy, layer, log_of, over};
use crate::{dice, times};

const KINDS: [&str; 10] =
    ["import", "prayed", "note", "answer", "edit", "add", "undo", "backup", "restore", "sync"];

/// What lists show of each item but the one that the other process marks.
fn seen(home: &Home, marked: &str) -> Vec<Value> {
    let mut all = Vec::new();
    for which in ["is:open", "is:answered", "is:praise"] {
        let list = home.kneel(&["list", "--json", which]);
        if list.code == 0 {
            all.extend(list.json()["items"].as_array().unwrap().iter().cloned());
        }
    }
    all.retain(|item| item["id"] != marked);
    all.sort_by_key(|item| item["id"].to_string());
    all.dedup();
    all
}

fn marks(home: &Home, marked: &str) -> u64 {
    home.kneel(&["show", "--json", marked]).done().json()["times"].as_u64().unwrap()
}

/// A journal, what is killed in it and what is marked meanwhile.
struct Field {
    home: Home,
    marked: String,
    item: String,
    letters: u32,
}

impl Field {
    fn new() -> Self {
        let home = Home::with_letter();
        std::fs::create_dir(home.path("carried")).unwrap();
        let carried = home.path("carried").display().to_string();
        if cfg!(feature = "encrypt") {
            home.piped(&["sync", &carried, "--passphrase-fd", "0"], "seven sleepy goats\n").done();
        }
        let ids = ["Tolmere", "Nilufa"].map(|word| home.shown(word)["id"].as_str().unwrap().to_owned());
        home.kneel(&["backup", "copy.db"]).done();
        let [marked, item] = ids;
        Field { home, marked, item, letters: 0 }
    }

    fn args(&mut self, kind: &str, round: u64) -> Vec<String> {
        let item = self.item.clone();
        let text = format!("{kind} {round}");
        let args: Vec<String> = match kind {
            "import" => {
                self.letters += 1;
                vec![self.home.file(&format!("in/{}.txt", self.letters), letter_of(self.letters))]
            }
            "prayed" => vec![item],
            "note" => vec![item, text],
            "answer" => vec![item, "--words".into(), text],
            "edit" => vec![item, "--text".into(), format!("Pray for Nilufa, {text}")],
            "add" => vec![format!("Pray for boat {round}")],
            "backup" => vec![format!("copies/{round}.db")],
            "restore" => vec!["--yes".into(), "copy.db".into()],
            _ => vec![],
        };
        std::iter::once(kind.to_owned()).chain(args).collect()
    }
}

/// Marks again and again until it is told to end, and says how often it was told that it is done.
fn mark(home: &Home, marked: &str, end: &AtomicBool) -> u64 {
    let mut done = 0;
    while !end.load(Ordering::Relaxed) {
        home.kneel(&["prayed", marked]).done();
        done += 1;
    }
    done
}

#[test]
fn a_kill_at_any_step_of_any_act_costs_nothing_that_was_said_to_be_done() {
    let Some(layer) = layer() else { return };
    let mut dice = dice();
    let kills = times(8, 1000);
    let mut field = Field::new();
    let (mut killed, mut marked_meanwhile, mut told, mut whole, mut gone) = (0, 0, 0, 0, 0);
    let (mut round, mut left_behind) = (0, 0);
    let mut steps = std::collections::BTreeMap::new();
    while killed < kills {
        let kind = KINDS[round as usize % KINDS.len()];
        round += 1;
        if kind == "sync" && cfg!(not(feature = "encrypt")) {
            continue;
        }
        // an undo has one note to take back, and nobody else's mark
        let without = seen(&field.home, &field.marked);
        if kind == "undo" {
            field.home.kneel(&["note", &field.item, "to be taken back"]).done();
        }
        let args = field.args(kind, round);
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        // a copy of a machine must not write into the folder that this one writes into: how long a sync is, is guessed
        if kind == "sync" {
            steps.insert(kind, 60);
        }
        let most = *steps.entry(kind).or_insert_with(|| steps_of(layer, &field.home, &args));
        let before = seen(&field.home, &field.marked);
        let marks_before = marks(&field.home, &field.marked);
        let storm = Storm::Killed(1 + dice.below(most));
        let name = format!("round {round}: {args:?} with {storm:?} of {most}");
        let alone = matches!(kind, "undo" | "restore");
        let end = AtomicBool::new(alone);
        let (ran, marked) = std::thread::scope(|scope| {
            let other = scope.spawn(|| mark(&field.home, &field.marked, &end));
            let ran = over(layer, &field.home, &args, Some(storm));
            end.store(true, Ordering::Relaxed);
            (ran, other.join().unwrap())
        });
        let ran = ran.map(|ran| assert!(matches!(ran.code, 0 | 3), "{name}: {ran:?}"));
        killed += u64::from(ran.is_none());
        field.home.kneel(&["doctor"]).done();
        let after = seen(&field.home, &field.marked);
        let there = marks(&field.home, &field.marked);
        match kind {
            "restore" => left_behind += marks_before.saturating_sub(there),
            // what a restore left behind comes again from the folder that had it
            "sync" => {
                let again = there.checked_sub(marks_before + marked).filter(|again| *again <= left_behind);
                let told = format!("{name}: {there} marks where {marks_before} were, and {marked} came");
                left_behind -= again.expect(&told);
            }
            _ => assert_eq!(there, marks_before + marked, "{name}: a mark is lost or doubled"),
        }
        marked_meanwhile += marked;
        let changed = after != before;
        match kind {
            "backup" => {
                let copied = field.home.path(&format!("copies/{round}.db"));
                assert!(copied.exists() || ran.is_none(), "{name}");
                if copied.exists() {
                    let other = Home::new();
                    other.file("data/journal.db", std::fs::read(copied).unwrap());
                    other.kneel(&["doctor"]).done();
                }
            }
            "restore" | "sync" => {}
            "undo" => assert!(after == without || (ran.is_none() && after == before), "{name}: {after:#?}"),
            "import" => {
                let came = after.len() - before.len();
                assert!(came == 5 || (came == 0 && ran.is_none()), "{name}: {came} of 5 items came");
            }
            "add" => assert!(after.len() == before.len() + 1 || (!changed && ran.is_none()), "{name}"),
            _ => {
                let others = |items: &[Value]| {
                    items.iter().filter(|item| item["id"] != *field.item).cloned().collect::<Vec<_>>()
                };
                assert_eq!(others(&after), others(&before), "{name}: something else changed");
                assert!(changed || ran.is_none() || kind == "answer", "{name}: it is not there");
            }
        }
        match (ran.is_some(), changed) {
            (true, _) => told += 1,
            (false, true) => whole += 1,
            (false, false) => gone += 1,
        }
        // what was killed may be done again: it is done, once
        if kind == "import" {
            over(layer, &field.home, &args, Some(Storm::Killed(usize::MAX >> 40))).unwrap();
            assert_eq!(seen(&field.home, &field.marked).len(), before.len() + 5, "{name}: again");
        }
    }
    if cfg!(feature = "encrypt") {
        field.home.kneel(&["sync"]).done();
        let other = Home::new();
        let carried = field.home.path("carried").display().to_string();
        other.piped(&["sync", &carried, "--passphrase-fd", "0"], "seven sleepy goats\n").done();
        other.kneel(&["doctor"]).done();
        assert_eq!(
            seen(&other, &field.marked),
            seen(&field.home, &field.marked),
            "what was carried is all there"
        );
    }
    println!(
        "{killed} kills in {round} acts: {told} ended before it came; of those cut short {whole} are whole in the journal, {gone} \
         not there at all, 0 in part; {marked_meanwhile} marks of another process meanwhile, 0 lost, 0 doubled"
    );
}

/// How many steps an act takes, tried on a copy of the home.
fn steps_of(layer: &std::path::Path, home: &Home, args: &[&str]) -> usize {
    let trial = Home::new();
    copy(&home.path(""), &trial.path(""));
    over(layer, &trial, args, None).unwrap().done();
    let steps = records(&log_of(&trial)).iter().filter(|record| record.kind != b'A').count();
    std::fs::remove_file(log_of(&trial)).unwrap();
    steps
}

#[test]
fn a_restore_that_is_killed_leaves_nothing_for_longer_than_until_the_next_copy() {
    let Some(layer) = layer() else { return };
    let mut dice = dice();
    let home = Home::with_letter();
    home.kneel(&["backup", "copy.db"]).done();
    let restore = ["restore", "--yes", "copy.db"];
    let steps = steps_of(layer, &home, &restore);
    for round in 0..times(6, 200) {
        let storm = Storm::Killed(1 + dice.below(steps));
        over(layer, &home, &restore, Some(storm));
        home.kneel(&["doctor"]).done();
        let kept = format!("data/backups/kneel-{round}.db");
        home.kneel(&["backup", &kept]).done();
        let mut left: Vec<_> = home.files().into_iter().map(|(path, _)| path).collect();
        left.retain(|path| {
            let inside = path.strip_prefix(home.path("")).unwrap();
            inside.iter().any(|part| part.to_string_lossy().starts_with('.'))
        });
        assert_eq!(left, Vec::<std::path::PathBuf>::new(), "{storm:?} of {steps}");
    }
}

#[test]
fn a_forgetting_that_is_killed_is_not_done_or_leaves_not_a_byte() {
    const WORD: &str = "Zorvalq";
    let Some(layer) = layer() else { return };
    let mut dice = dice();
    let before = Home::new();
    before.file("letter.txt", crate::cli_common::LETTER.replace("Joren Askild", WORD));
    before.kneel(&["import", "letter.txt"]).done();
    let id = before.id(WORD);
    before.kneel(&["note", &id, WORD]).done();
    std::fs::remove_file(before.path("letter.txt")).unwrap();
    let forget = ["forget", "--yes", "--backups", &id];
    let steps = steps_of(layer, &before, &forget);
    let (mut gone, mut there) = (0, 0);
    for _ in 0..times(8, 300) {
        let home = Home::new();
        copy(&before.path(""), &home.path(""));
        let storm = Storm::Killed(1 + dice.below(steps));
        let ran = over(layer, &home, &forget, Some(storm));
        home.kneel(&["doctor"]).done();
        if home.kneel(&["list"]).done().out.contains(WORD) {
            assert!(ran.is_none(), "{storm:?} of {steps}");
            there += 1;
            continue;
        }
        gone += 1;
        let holds = |bytes: &[u8]| {
            bytes.windows(WORD.len()).any(|window| window.eq_ignore_ascii_case(WORD.as_bytes()))
        };
        let files = home.files().into_iter().filter(|(_, bytes)| holds(bytes)).map(|(path, _)| path);
        let held: Vec<_> = files.filter(|path| !path.starts_with(home.data().join("backups"))).collect();
        assert_eq!(held, Vec::<std::path::PathBuf>::new(), "{storm:?} of {steps}");
    }
    println!(
        "killed while it forgot: {there} times it is there whole, {gone} times not a byte of it, copies aside"
    );
}
