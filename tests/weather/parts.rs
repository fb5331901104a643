//! An import that takes several transactions, met between them: taken back by somebody else, killed, and with no room for
//! what is left.
//!
//! One thread reads sixteen letters, another what is piped in. That comes when all the others are there, and so in a
//! transaction of its own.

use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use crate::cli_common::{Home, LATER_LETTER, Ran, letter_of};
use crate::disk::records;
use crate::layer::{Storm, command_over, layer, log_of, ran};
use crate::{dice, times};

const LETTERS: u32 = 16;

/// What the first transaction brings, and both.
const FIRST: usize = 5 * LETTERS as usize;
const ALL: usize = FIRST + 2;

fn home() -> Home {
    let home = Home::new();
    for number in 0..LETTERS {
        home.file(&format!("in/{number:02}.txt"), letter_of(number));
    }
    // by its name alone it is the copy of the day: that one is not what is tried here
    home.file("data/backups/daily-2026-03-12-080000.db", "");
    home
}

/// All that lists show.
fn lists(home: &Home) -> Vec<String> {
    ["is:open", "is:praise", "is:answered"].map(|which| home.kneel(&["list", "--json", which]).out).to_vec()
}

fn items(home: &Home) -> usize {
    let counted = |told: serde_json::Value| told["items"].as_array().unwrap().len();
    let list = home.kneel(&["list", "--json"]);
    if list.code == 0 { counted(list.json()) } else { 0 }
}

/// Imports all; what is done in between is done when the first transaction is there and the second has not begun.
fn import(home: &Home, layer: &Path, storm: Option<Storm>, between: impl FnOnce()) -> Option<Ran> {
    let mut command = command_over(layer, home, &["import", "in", "-"], storm);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    while child.try_wait().unwrap().is_none() {
        if home.journal().exists() && items(home) == FIRST {
            between();
            break;
        }
    }
    // one that has ended reads nothing any more
    let _ = child.stdin.take().unwrap().write_all(LATER_LETTER.as_bytes());
    ran(child.wait_with_output().unwrap())
}

fn again(home: &Home) -> Ran {
    home.piped(&["import", "in", "-"], LATER_LETTER).done()
}

/// How many steps the whole import takes, and how many its first transaction; the lists then.
fn steps(layer: &Path) -> (usize, usize, Vec<String>) {
    let (home, mut first) = (home(), 0);
    let written = || records(&log_of(&home)).iter().filter(|record| record.kind != b'A').count();
    import(&home, layer, None, || first = written()).unwrap().done();
    let all = written();
    std::fs::remove_file(log_of(&home)).unwrap();
    assert!(first < all, "it was one transaction: this proves nothing");
    (all, first, lists(&home))
}

#[test]
fn what_is_taken_back_in_the_middle_of_an_import_stays_so_and_the_rest_is_one_act() {
    let Some(layer) = layer() else { return };
    let home = home();
    let undone = || drop(home.kneel(&["undo"]).done());
    let told = import(&home, layer, None, undone).unwrap().done();
    assert!(told.err.contains("17 documents read: 82 new items"), "{told:?}");
    assert_eq!(items(&home), ALL - FIRST);
    home.kneel(&["doctor"]).done();
    home.kneel(&["undo"]).done();
    assert_eq!(items(&home), 0);
    assert!(again(&home).err.contains("82 new items"));
    assert_eq!(items(&home), ALL);
    home.kneel(&["undo"]).done();
    assert_eq!(items(&home), 0);
    home.kneel(&["redo"]).done();
    assert_eq!(items(&home), ALL);
    home.kneel(&["doctor"]).done();
}

#[test]
fn an_import_that_is_killed_between_its_transactions_is_made_whole_by_doing_it_again() {
    let Some(layer) = layer() else { return };
    let mut dice = dice();
    let (all, first, wanted) = steps(layer);
    let (mut none, mut some, mut every) = (0, 0, 0);
    while none + some + every < times(6, 200) || some == 0 {
        assert!(none + every < 300, "no kill came between the transactions: this proves nothing");
        let home = home();
        // most of them behind the first transaction, which other tests kill in its middle
        let step = if dice.below(4) == 0 { 1 + dice.below(all) } else { first + 1 + dice.below(all - first) };
        let name = format!("killed before step {step} of {all}, {first} of them in the first part");
        let told = import(&home, layer, Some(Storm::Killed(step)), || {});
        home.kneel(&["doctor"]).done();
        let left = items(&home);
        match left {
            0 => none += 1,
            FIRST => some += 1,
            ALL => every += 1,
            left => panic!("{name}: {left} items"),
        }
        assert!(told.is_none_or(|told| told.code == 0 && left == ALL), "{name}");
        again(&home);
        assert_eq!(lists(&home), wanted, "{name}: done again");
        // each part that came by itself goes by itself
        home.kneel(&["undo"]).done();
        assert_eq!(items(&home), if left == ALL { 0 } else { left }, "{name}: taken back");
        home.kneel(&["doctor"]).done();
    }
    println!(
        "killed with nothing there {none} times, between the transactions {some} times, with all there {every} times"
    );
}

#[test]
fn a_disk_that_is_full_after_the_first_transaction_keeps_that_and_says_so() {
    let Some(layer) = layer() else { return };
    let mut dice = dice();
    let (all, first, wanted) = steps(layer);
    let (mut refused, mut done) = (0, 0);
    for _ in 0..times(12, 200) {
        let step = first + 1 + dice.below(all - first);
        for storm in [Storm::Full(step), Storm::Broken(step)] {
            let home = home();
            let name = format!("{storm:?} of {all}, {first} of them in the first part");
            let told = import(&home, layer, Some(storm), || {}).expect("nobody killed it");
            let left = items(&home);
            if told.code == 1 {
                let said = told.err.contains("16 documents were read before this: 80 new items");
                assert!(said, "{name}: {told:?}");
                // where only the last sync failed, all may be there though nobody promised it
                assert!(left == FIRST || left == ALL, "{name}: {left}");
                refused += 1;
            } else {
                assert_eq!((told.code, left), (0, ALL), "{name}: {told:?}");
                done += 1;
            }
            home.kneel(&["doctor"]).done();
            again(&home);
            assert_eq!(lists(&home), wanted, "{name}: done again");
            home.kneel(&["doctor"]).done();
        }
    }
    println!(
        "{refused} were refused after their first part, and it was there; {done} were done all the same"
    );
    assert!(refused > 0, "no step failed: this proves nothing");
}
