//! Keys while a hostile document is read, and on what came of it: whoever presses one is answered.
//!
//! `KNEEL_ENTRIES=100000` makes the feed and the list so long.

use std::time::Duration;

use crate::cli_common::{Home, LETTER};
use crate::documents::{feed, line, mail, word};
use crate::number;
use crate::screen::Screen;

/// Promised to one who has the machine; this one may be anybody's, and this is no release build.
const SOON: Duration = Duration::from_millis(100);
const BUSY: u32 = 10;

/// Reads a document on the screens, and presses keys meanwhile and on what comes of it. The slowest answers to both.
fn pressed(name: &str, words: &str) -> [Duration; 2] {
    let home = Home::with_letter();
    match name {
        "holes.txt" => {
            let holes = home.file(name, "");
            std::fs::File::options().write(true).open(holes).unwrap().set_len(1 << 30).unwrap();
        }
        "line.txt" => drop(home.file(name, line(10 << 20))),
        "broad.txt" => drop(home.file(name, line(900_000))),
        "word.txt" => drop(home.file(name, format!("Please pray for {}", "é".repeat(450_000)))),
        "lines.txt" => {
            let lines =
                (0..number("KNEEL_ENTRIES", 2_000)).map(|at| format!("- Pray for rain at farm {at}.\n"));
            home.file(name, format!("Lamplight\n\n7 March 2026\n\n{}", lines.collect::<String>()));
        }
        "many.rss" => drop(home.file(name, feed(number("KNEEL_ENTRIES", 2_000)))),
        "parts.eml" => drop(home.file(name, mail(9_000))),
        "bomb.docx" => {
            let mut text = b"<w:document><w:body><w:p><w:r><w:t>".to_vec();
            text.resize(200 << 20, b' ');
            home.file(name, word(&text));
        }
        name => drop(home.file(name, LETTER)),
    }
    let mut screen = Screen::open(&home, (120, 40), &[], &[]);
    screen.wait_for("prayed 0 of");
    let read = |screen: &mut Screen| {
        screen.keys("i").wait_for("you look before anything is kept");
        screen.keys(&format!("\x1b[200~{name}\x1b[201~")).wait_for(name);
        screen.keys("\r");
    };
    read(&mut screen);
    // back to the path, and home: it is read on
    screen.keys("\x1b").keys("\x1b").wait_for("prayed 0 of");
    let mut meanwhile = Duration::ZERO;
    for _ in 0..8 {
        for key in ["j", "k", "?", "\x1b", "\r", "\x1b"] {
            meanwhile = meanwhile.max(screen.answered(key));
        }
    }
    read(&mut screen);
    screen.wait_for(words);
    let mut behind = Duration::ZERO;
    for key in ["j", "k", "G", "g", "\x1b[6~", "\x1b[5~", "?", "\x1b"] {
        behind = behind.max(screen.answered(key));
    }
    if ["broad.txt", "word.txt"].contains(&name) {
        // what was kept of it is one request without end
        screen.keys("\r").wait_for("kept");
        for key in ["/", "p", "r", "\x1b[B", "\r", "j", "k", "\x1b[6~", "G", "g", "\x1b"] {
            behind = behind.max(screen.answered(key));
        }
    }
    println!("{name}: a key meanwhile {meanwhile:?} at most, on what came of it {behind:?}");
    [meanwhile, behind]
}

#[test]
fn keys_are_answered_while_something_hostile_is_read() {
    for (name, words) in [
        ("letter.txt", "Enter keep"),
        ("holes.txt", "larger than"),
        ("line.txt", "longer than a million"),
        ("broad.txt", "Enter keep"),
        ("word.txt", "Enter keep"),
        ("bomb.docx", "unpacks to more"),
        ("parts.eml", "Enter keep"),
        ("many.rss", "Enter keep"),
        ("lines.txt", "Enter keep"),
    ] {
        let slowest = pressed(name, words);
        assert!(slowest.iter().all(|slowest| *slowest < SOON * BUSY), "{name}: {slowest:?}");
    }
}

/// A mail with a PDF that is torn.
const MAIL: &str = "From: Harbour Light <post@harbour.example>\nSubject: March\nMIME-Version: 1.0\n\
    Content-Type: multipart/mixed; boundary=\"xx\"\n\n\
    --xx\nContent-Type: text/plain\n\nPray for the crew of the Heron.\n\
    --xx\nContent-Type: application/pdf; name=\"list.pdf\"\nContent-Transfer-Encoding: base64\n\
    Content-Disposition: attachment; filename=\"list.pdf\"\n\nJVBERi0xLjQgdG9ybg==\n--xx--\n";

#[test]
fn of_files_of_a_folder_it_is_told_in_the_end_what_was_left_out() {
    let home = Home::new();
    home.file("letters/march.eml", MAIL);
    home.file("letters/letter.txt", LETTER);
    let mut screen = Screen::open(&home, (100, 30), &[], &[]);
    screen.wait_for("quit").keys("i").wait_for("you look before anything is kept");
    screen.keys("\x1b[200~letters\x1b[201~").wait_for("letters");
    screen.keys("\r").wait_for("nothing is written before").keys("a");
    screen.wait_for("march.eml: the attachment “list.pdf” was left out: this PDF is damaged");
}
