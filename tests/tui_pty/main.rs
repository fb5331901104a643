//! The screens on a real terminal: taken over, given back, whatever happens in between.
//!
//! Each test runs this very program again in a pseudo-terminal, on one of the ignored tests at the end, which opens
//! the screens as `kneel` does. Nothing sleeps: a test waits for words on the screen by reading what arrives.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../cli_common/dice.rs"]
mod dice;
mod ends;
mod pty;

use kneel::bulletin::Kinds;
use kneel::clock::Clock;
use kneel::config::Config;
use kneel::journal::{Change, Journal, Visibility};
use kneel::tui;
use pty::Pty;

fn clock() -> Clock {
    let now = "2026-03-12T09:14:00+01:00".parse().unwrap();
    Clock::fixed(kneel::clock::Moment::new(now))
}

/// A journal in a folder of its own, with a few requests.
fn journal() -> (tempfile::TempDir, Journal) {
    let folder = tempfile::tempdir().unwrap();
    let now = clock().now();
    let mut journal = Journal::open(&folder.path().join("journal.db"), now).unwrap();
    for text in ["Rain for our valley", "Ada's surgery", "The roof of the school"] {
        let change = Change::Added {
            text: text.into(),
            region: Some("Our valley".into()),
            kinds: Kinds::REQUEST,
            visibility: Visibility::Private,
        };
        journal.act(now, &[change]).unwrap();
    }
    (folder, journal)
}

#[test]
fn a_walk_is_begun_marked_and_left_and_the_terminal_is_as_before() {
    let (folder, journal) = journal();
    let mut pty = Pty::open("screens_for_a_test", folder.path(), &[]);
    let before = pty.modes_before();
    pty.wait_for("prayed 0 of 3 today");
    assert!(pty.screen().alternate_screen());
    // it stands on the focus, once the picture is drawn
    pty.wait_until(|screen| !screen.hide_cursor());
    assert_eq!(pty.cursor_shape(), Some(6));
    pty.keys("p").wait_for("1 of 3");
    pty.keys(" ").wait_for("2 of 3");
    pty.keys("\x1b").wait_for("prayed 1 of 3 today");
    pty.keys("q");
    assert!(pty.ended_well());
    assert!(pty.is_restored());
    assert_eq!(pty.cursor_shape(), Some(0));
    assert_eq!(pty.modes(), before);
    assert_eq!(journal.overview(clock().now().day()).unwrap().prayed_today, 1);
}

#[test]
fn another_size_brings_another_layout() {
    let (folder, _journal) = journal();
    let mut pty = Pty::open("screens_for_a_test", folder.path(), &[]);
    pty.wait_for("Regions");
    pty.resize(60, 20).wait_without("Regions").wait_for("3 requests");
    pty.resize(120, 40).wait_for("Regions");
    pty.resize(12, 3).wait_for("needs 20 x 5");
    pty.keys("q");
    assert!(pty.ended_well());
}

#[test]
fn a_key_that_comes_with_another_size_is_not_lost() {
    let (folder, _journal) = journal();
    let mut pty = Pty::open("screens_for_a_test", folder.path(), &[]);
    pty.wait_for("prayed 0 of 3 today");
    for _ in 0..10 {
        pty.resize(60, 20).keys("?").wait_for("Esc back");
        pty.resize(120, 40).keys("\x1b").wait_for("Regions");
    }
    pty.keys("q");
    assert!(pty.ended_well());
}

#[test]
fn what_another_program_marks_is_shown() {
    let (folder, mut journal) = journal();
    let mut pty = Pty::open("screens_for_a_test", folder.path(), &[]);
    pty.wait_for("prayed 0 of 3 today");
    let waiting = journal.portion(clock().now().day(), 8).unwrap();
    journal.act(clock().now(), &[Change::Prayed { item: waiting[0].id.clone() }]).unwrap();
    pty.wait_for("prayed 1 of 3 today");
    pty.keys("q");
    assert!(pty.ended_well());
}

#[test]
fn a_note_is_written_in_the_persons_editor() {
    let (folder, _journal) = journal();
    let editor = folder.path().join("editor.sh");
    std::fs::write(&editor, "printf ' and more from the editor' >> \"$1\"\n").unwrap();
    let command = format!("sh {}", editor.display());
    let mut pty =
        Pty::open("screens_for_a_test", folder.path(), &[("VISUAL", &command), ("EDITOR", &command)]);
    pty.wait_for("prayed 0 of 3 today");
    pty.keys("nFirst words").wait_for("First words");
    pty.keys("\x0f").wait_for("and more from the editor");
    pty.keys("\x13").wait_for("undo");
    pty.keys("q");
    assert!(pty.ended_well());
    assert!(pty.is_restored());
}

#[test]
fn a_long_paste_arrives_whole() {
    let (folder, journal) = journal();
    let mut pty = Pty::open("screens_for_a_test", folder.path(), &[]);
    pty.wait_for("prayed 0 of 3 today");
    let long = "Pray for the harbour. ".repeat(400);
    pty.keys("n").wait_for("Ctrl-o editor");
    pty.keys(&format!("\x1b[200~{long}The end.\x1b[201~")).wait_for("The end.");
    pty.keys("\x13").wait_for("undo");
    pty.keys("q");
    assert!(pty.ended_well());
    let day = clock().now().day();
    let waiting = journal.portion(day, 8).unwrap();
    let notes = waiting.iter().flat_map(|row| journal.detail(&row.id).unwrap().unwrap().written);
    assert_eq!(notes.map(|note| note.text).collect::<Vec<_>>(), [format!("{long}The end.")]);
}

#[test]
fn a_bulletin_is_looked_at_put_right_and_kept() {
    let (folder, journal) = journal();
    let letter = folder.path().join("letter.txt");
    let words = "Harbour Light Prayer Requests\n12 March 2026\n\nNorth\n\nPray for the crew of the Heron.\n\nRemember the new engine.\n";
    std::fs::write(&letter, words).unwrap();
    let mut pty = Pty::open("screens_for_a_test", folder.path(), &[]);
    pty.wait_for("prayed 0 of 3 today");
    pty.keys("i").wait_for("you look before anything is kept");
    pty.keys(&format!("\x1b[200~{}\x1b[201~", letter.display())).wait_for("letter.txt");
    pty.keys("\r").wait_for("nothing is written before");
    let everything = |journal: &Journal| journal.overview(clock().now().day()).unwrap();
    assert_eq!(everything(&journal).items, 3, "a look writes nothing");
    // the person knows that the engine runs
    pty.keys("Gp").wait_for("1 request and 1 praise");
    pty.keys("\r").wait_for("kept: ");
    pty.keys("q");
    assert!(pty.ended_well());
    assert!(pty.is_restored());
    assert_eq!((everything(&journal).items, everything(&journal).praises), (5, 1));
}

#[test]
fn a_signal_to_end_gives_the_terminal_back() {
    for signal in ["TERM", "HUP", "INT"] {
        let (folder, _journal) = journal();
        let mut pty = Pty::open("screens_for_a_test", folder.path(), &[]);
        let before = pty.modes_before();
        pty.wait_for("prayed 0 of 3 today");
        pty.signal(signal);
        assert!(!pty.ended_well(), "{signal}: it ends by the signal");
        assert!(pty.is_restored(), "{signal}");
        assert_eq!(pty.modes(), before, "{signal}");
    }
}

#[test]
fn stepping_out_to_the_shell_and_back_draws_anew() {
    let (folder, _journal) = journal();
    let mut pty = Pty::open("screens_for_a_test", folder.path(), &[]);
    pty.wait_for("prayed 0 of 3 today");
    pty.keys("\x1a").wait_until(|screen| !screen.alternate_screen());
    pty.go_on().wait_for("prayed 0 of 3 today");
    pty.keys("q");
    assert!(pty.ended_well());
    assert!(pty.is_restored());
}

#[test]
fn a_vanished_terminal_ends_the_process() {
    let (folder, _journal) = journal();
    let mut pty = Pty::open("screens_for_a_test", folder.path(), &[]);
    pty.wait_for("prayed 0 of 3 today");
    pty.hang_up();
}

#[test]
fn a_vanished_terminal_ends_the_process_that_no_signal_reaches() {
    let (folder, _journal) = journal();
    let mut pty = Pty::open_in_a_session_of_its_own("screens_for_a_test", folder.path());
    pty.wait_for("prayed 0 of 3 today");
    pty.hang_up();
}

#[test]
fn a_panic_gives_the_terminal_back_before_it_speaks() {
    let (folder, _journal) = journal();
    let mut pty = Pty::open("a_fall_for_a_test", folder.path(), &[]);
    let before = pty.modes_before();
    pty.wait_for("kneel met a mistake of its own, at").wait_for("start kneel again");
    assert!(!pty.ended_well());
    assert!(pty.said("tests/tui_pty/main.rs:"));
    assert!(!pty.said("Zephyrine"), "a panic's message may hold what a person wrote");
    assert!(pty.is_restored());
    assert_eq!(pty.modes(), before);
}

#[test]
fn a_terminal_that_only_prints_lines_is_refused_with_what_works_there() {
    let (folder, _journal) = journal();
    let mut pty = Pty::open("screens_for_a_test", folder.path(), &[("TERM", "dumb")]);
    assert!(!pty.ended_well());
    assert!(!pty.screen().alternate_screen());
    let said = std::fs::read_to_string(folder.path().join("said")).unwrap();
    assert!(said.contains("TERM=dumb") && said.contains("kneel pray --plain"), "{said}");
}

#[test]
fn a_terminal_without_other_signs_gets_those_of_ascii() {
    let (folder, _journal) = journal();
    let mut pty = Pty::open("screens_for_a_test", folder.path(), &[("LANG", "C")]);
    pty.wait_for("Regions").wait_for("--------");
    let picture = pty.screen().contents();
    assert!(picture.is_ascii(), "{picture}");
    pty.keys("q");
    assert!(pty.ended_well());
}

/// Not a test: what the tests above run.
#[test]
#[ignore = "run by the other tests in a pseudo-terminal"]
fn screens_for_a_test() {
    let folder = std::path::PathBuf::from(std::env::var_os(pty::FOLDER).unwrap());
    let journal = Journal::open(&folder.join("journal.db"), clock().now()).unwrap();
    if let Err(error) = tui::run(journal, clock(), &Config::default(), tui::Options::default()) {
        std::fs::write(folder.join("said"), error.to_string()).unwrap();
        panic!("{error}");
    }
}

/// Not a test: what the tests above run.
#[test]
#[ignore = "run by the other tests in a pseudo-terminal"]
fn a_fall_for_a_test() {
    let _guard = tui::terminal::Guard::new().unwrap();
    let private = "Zephyrine hides from her brothers";
    panic!("no such line: {private}");
}
