//! Forgetting an item for good on the screens: never by one key, and nothing of it is shown after.

use super::driver::{Driver, now};
use super::pictures::at_every_size;
use crate::journal::{Filter, Journal, Why};
use crate::tui::state::{Screen, Tone};

fn items(driver: &Driver) -> u64 {
    driver.journal().overview(now().day()).unwrap().items
}

#[test]
fn what_goes_and_what_is_out_of_reach_is_said_first_and_one_key_takes_nothing() {
    let mut driver = Driver::new(80, 30);
    driver.keys("nVisit refused.<ctrl-s>X");
    insta::assert_snapshot!("forget_80x30", driver.snapshot());
    for words in ["its words, 1 note, and all", "the original march.txt", "copies that you made elsewhere"] {
        assert!(driver.picture().contains(words), "{words}: {}", driver.picture());
    }
    driver.keys("<enter>");
    assert!(driver.app.state.above.is_empty(), "the first choice is to keep it");
    assert_eq!(items(&driver), 7);
    driver.keys("X<down><esc>");
    assert_eq!(items(&driver), 7);
    driver.keys("X<down>");
    at_every_size("forgetting", &mut driver);
    driver.resize(60, 20);
    insta::assert_snapshot!("forget_60x20", driver.snapshot());
    driver.keys("<pagedown><pagedown>");
    assert!(driver.picture().contains("for a while."), "all of it can be read: {}", driver.picture());
}

#[test]
fn it_goes_from_home_and_no_undo_brings_it_back() {
    let mut driver = Driver::new(80, 24);
    let title = driver.app.state.subject().unwrap().title.clone();
    driver.keys("nVisit refused.<ctrl-s>X<down><enter>");
    assert_eq!((driver.status(), items(&driver)), ("forgotten for good", 6));
    assert_eq!(driver.app.state.status.as_ref().unwrap().tone, Tone::Plain, "no undo is offered");
    assert!(!driver.picture().contains(&title), "{}", driver.picture());
    driver.keys("uu");
    assert!(!driver.picture().contains(&title) && !driver.picture().contains("refused"));
    driver.keys("UUU");
    assert_eq!(items(&driver), 6);
    assert_eq!(driver.journal_mut().doctor().unwrap().problems, Vec::<String>::new());
}

#[test]
fn the_screen_of_an_item_closes_and_a_walk_goes_on_with_the_next() {
    let mut driver = Driver::new(80, 24);
    driver.keys("<enter>X<down><enter>");
    assert!(driver.app.state.above.is_empty(), "{}", driver.picture());
    driver.keys("/pray<enter>X<down><enter>");
    assert!(matches!(driver.app.state.above.as_slice(), [Screen::Search(_)]), "{}", driver.picture());
    assert_eq!(items(&driver), 5);
    driver.keys("<esc>p<space>");
    let here = driver.app.state.subject().unwrap().title.clone();
    driver.keys("X<down><enter>");
    let next = driver.app.state.subject().unwrap().title.clone();
    assert_ne!(here, next);
    assert!(driver.picture().contains("2 of 3"), "{}", driver.picture());
    driver.keys("u");
    assert!(driver.picture().contains("1 of 3"), "{}", driver.picture());
}

#[test]
fn the_last_request_of_a_walk_leaves_its_end() {
    let mut driver = Driver::over(Journal::in_memory(now()).unwrap(), 80, 24);
    driver.keys("+Rain for our valley<ctrl-s>pX<down><enter>");
    assert!(driver.picture().contains("Nothing more waits today."), "{}", driver.picture());
}

#[test]
fn copies_forget_it_only_where_that_is_chosen() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.db");
    let mut driver = Driver::over(Journal::open(&path, now()).unwrap(), 80, 30);
    driver.keys("+Rain for our valley<ctrl-s>+Snow for our hill<ctrl-s>+Hail for our roof<ctrl-s>");
    driver.keys("X");
    assert!(!driver.picture().contains("copies too"), "there are none: {}", driver.picture());
    let copy = driver.journal().copy_before(Why::Import, now()).unwrap().unwrap();
    let held = |words: &str| {
        let copied = Journal::open(&copy, now()).unwrap();
        !copied.select(&Filter::parse(words).unwrap(), 1, now().day()).unwrap().is_empty()
    };
    driver.keys("<esc>gX<down><enter>");
    assert_eq!(driver.status(), "forgotten for good");
    driver.keys("X");
    assert!(driver.picture().contains("Stays in the copy in `backups`"), "{}", driver.picture());
    driver.keys("<down><down><enter>");
    assert_eq!(driver.status(), "forgotten for good, in 1 copy too");
    assert_eq!(["rain", "snow", "hail"].map(held).into_iter().filter(|held| *held).count(), 2);
    std::fs::write(folder.path().join("backups/damaged.txt"), "?").unwrap();
    driver.keys("X<down><down><enter>");
    assert!(driver.status().starts_with("forgotten here; ") && driver.status().contains("damaged.txt"));
    assert_eq!(items(&driver), 0);
}
