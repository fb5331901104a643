//! Terminals that vanish, signals to end, and sizes that change without end: the program is gone at once, costs nothing
//! more, gives the terminal back, and what was being written is there the next time.
//!
//! `KNEEL_ENDS=200` ends it so often, `KNEEL_RESIZES=5000` resizes it so often.

use std::time::Duration;

use kneel::journal::Journal;

use crate::dice::Dice;
use crate::pty::{Cost, Pty};
use crate::{clock, journal};

/// Promised to one who has the machine; this one may be anybody's.
const SOON: Duration = Duration::from_secs(1);
const BUSY: u32 = 8;
const LITTLE: Duration = Duration::from_millis(200);

fn number(name: &str, else_: usize) -> usize {
    std::env::var(name).ok().map_or(else_, |number| number.parse().unwrap())
}

/// Begins a note and ends the program in the middle of it.
fn ended_by(way: &str) -> Cost {
    let (folder, first) = journal();
    drop(first);
    let mut pty = if way == "drop" {
        Pty::open_in_a_session_of_its_own("screens_for_a_test", folder.path())
    } else {
        Pty::open("screens_for_a_test", folder.path(), &[])
    };
    let before = pty.modes_before();
    pty.wait_for("prayed 0 of 3 today");
    pty.keys("nThe well is").wait_for("The well is");
    let cost = match way {
        "close" | "drop" => pty.hang_up(),
        "stop" => {
            pty.signal("TSTP");
            pty.wait_until(|screen| !screen.alternate_screen());
            pty.go_on().wait_for("The well is");
            let cost = pty.ended_by("TERM");
            assert!(pty.is_restored(), "{way}");
            cost
        }
        signal => {
            let cost = pty.ended_by(signal);
            assert!(pty.is_restored(), "{way}");
            assert_eq!(pty.modes(), before, "{way}");
            cost
        }
    };
    let after = Journal::open(&folder.path().join("journal.db"), clock().now()).unwrap();
    let drafts = after.kept_under("draft:").unwrap();
    assert!(
        drafts.iter().any(|(_, body)| body.contains("The well is")),
        "{way}: the draft is lost: {drafts:?}"
    );
    cost
}

#[test]
fn however_it_is_ended_it_is_gone_and_the_draft_is_there() {
    const WAYS: [&str; 6] = ["close", "drop", "HUP", "TERM", "INT", "stop"];
    let ends = number("KNEEL_ENDS", WAYS.len());
    let costs: Vec<Cost> = (0..ends).map(|round| ended_by(WAYS[round % WAYS.len()])).collect();
    let longest = costs.iter().map(|cost| cost.time).max().unwrap();
    let most = costs.iter().map(|cost| cost.work).max().unwrap();
    let late = costs.iter().filter(|cost| cost.time > SOON).count();
    println!(
        "{ends} ends: the slowest took {longest:?}, {late} longer than {SOON:?}; the most work was {most:?}"
    );
    assert!(longest < SOON * BUSY, "{longest:?}");
    assert!(most < LITTLE, "{most:?} of a processor to end");
}

#[test]
fn another_size_again_and_again_is_drawn() {
    let resizes = number("KNEEL_RESIZES", 60);
    let (folder, _journal) = journal();
    let mut pty = Pty::open("screens_for_a_test", folder.path(), &[]);
    pty.wait_for("prayed 0 of 3 today");
    pty.keys("nThe well is").wait_for("The well is");
    let mut dice = Dice(1);
    for round in 0..resizes {
        let (columns, rows) = (1 + dice.below(300), 1 + dice.below(90));
        pty.resize(columns as u16, rows as u16);
        if round % 50 == 49 {
            pty.resize(120, 40).wait_for("The well is");
        }
    }
    pty.resize(120, 40).wait_for("The well is");
    pty.keys("\x13").wait_for("undo");
    pty.keys("q");
    assert!(pty.ended_well());
    assert!(pty.is_restored());
    println!("{resizes} sizes, drawn without a fall");
}
