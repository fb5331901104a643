//! The inbox by key strings.

use super::driver::{Driver, now};
use super::pictures::at_every_size;
use crate::bulletin::{Bulletin, Item, Kinds};
use crate::journal::{ActId, Incoming, Journal, Verdict, Whole};

/// A journal with two issues of one publisher: four requests, then three praises, of which two answer.
pub fn journal() -> Journal {
    let item = |region: &str, kinds, text: &str| Item {
        heading: Some(region.into()),
        region: Some(region.into()),
        kinds,
        text: text.into(),
        ..Item::default()
    };
    let issue = |day: &str, items| Bulletin {
        title: Some(format!("Open Gate, {day}")),
        publisher: Some("Open Gate".into()),
        issued_on: Some(day.parse().unwrap()),
        language: Some("en".into()),
        items,
        ..Bulletin::default()
    };
    let asked = issue(
        "2025-11-11",
        vec![
            item(
                "Kenya",
                Kinds::REQUEST,
                "Pray for clean water at Moyale before the school term opens. The old pump broke in June.",
            ),
            item(
                "Kenya",
                Kinds::REQUEST,
                "Pray for rain for the herders around Marsabit, who are selling their goats.",
            ),
            item(
                "Nepal",
                Kinds::REQUEST,
                "Sunita Rai waits for her residence visa. Pray that the ministry would grant it soon.",
            ),
            item(
                "Peru",
                Kinds::REQUEST,
                "Pray for the trial of the ferry owner in Iquitos on 3 December, and for a just verdict.",
            ),
        ],
    );
    let told = issue(
        "2026-03-01",
        vec![
            item(
                "Kenya",
                Kinds::PRAISE,
                "Thank God: the new pump at Moyale ran on Saturday, and 340 families draw clean water from it.",
            ),
            item("Nepal", Kinds::PRAISE, "Praise God! Sunita Rai has her visa, stamped for two years."),
            item("Chad", Kinds::PRAISE, "Give thanks for a merry harvest feast with drums and millet cakes."),
        ],
    );
    let mut journal = Journal::in_memory(now()).unwrap();
    for (name, bulletin) in [("a.txt", asked), ("b.txt", told)] {
        let document = Incoming {
            name: name.into(),
            whole: Whole::of(name.as_bytes()),
            bulletins: vec![bulletin],
            corrections: Vec::new(),
        };
        journal.import(now(), ActId::new(now()), &[document]).unwrap();
    }
    journal
}

fn opened(columns: u16, rows: u16) -> Driver {
    let mut driver = Driver::over(journal(), columns, rows);
    driver.keys("I");
    driver
}

fn verdict(driver: &Driver, words: &str) -> Option<Verdict> {
    let filter = crate::journal::Filter::parse(words).unwrap();
    driver.journal().select(&filter, 1, now().day()).unwrap()[0].verdict
}

#[test]
fn the_inbox_shows_a_praise_beside_what_it_may_answer() {
    for (columns, rows) in [(120, 40), (80, 24), (60, 20), (20, 5)] {
        insta::assert_snapshot!(format!("inbox_{columns}x{rows}"), opened(columns, rows).snapshot());
    }
}

#[test]
fn one_key_keeps_an_answer_and_undo_takes_it_back() {
    let mut driver = opened(120, 40);
    assert!(driver.picture().contains("the new pump at Moyale"), "{}", driver.picture());
    driver.keys("y");
    assert_eq!(verdict(&driver, "school term"), Some(Verdict::Answered));
    assert!(driver.picture().contains("Sunita Rai has her visa"), "{}", driver.picture());
    driver.keys("u");
    assert_eq!(verdict(&driver, "school term"), None);
    assert!(driver.picture().contains("the new pump at Moyale"), "{}", driver.picture());
    driver.keys("np");
    assert_eq!(verdict(&driver, "residence visa"), Some(Verdict::Partly));
}

#[test]
fn what_is_not_this_one_is_not_proposed_again() {
    let mut driver = opened(120, 40);
    driver.keys("x");
    assert_eq!(driver.status(), "not the answer to: Clean water at Moyale before the school term opens");
    assert!(!driver.picture().contains("The old pump broke"), "{}", driver.picture());
    driver.keys("u");
    assert!(driver.picture().contains("The old pump broke"), "{}", driver.picture());
    driver.keys("Xy");
    assert!(driver.picture().contains("No praise waits"), "{}", driver.picture());
    assert_eq!(verdict(&driver, "school term"), None);
}

#[test]
fn home_counts_what_waits_and_a_request_says_so() {
    let mut driver = opened(120, 40);
    driver.keys("<esc>");
    let picture = driver.picture();
    let line = picture.lines().find(|line| line.contains("Inbox")).unwrap();
    assert!(line.contains(" 2 "), "{line}");
    driver.keys("/school term<enter>");
    assert!(driver.picture().contains("A praise may answer this"), "{}", driver.picture());
}

#[test]
fn the_inbox_is_drawn_at_every_size() {
    at_every_size("inbox", &mut opened(120, 40));
}

#[test]
fn the_story_of_a_request_stands_on_its_screen() {
    let mut driver = opened(120, 40);
    driver.keys("y<esc>/school term<enter>");
    let picture = driver.picture();
    assert!(picture.contains("The story"), "{picture}");
    assert!(picture.contains("answered (Open Gate, 2026-03-01)"), "{picture}");
}

#[test]
fn a_walk_shows_what_was_heard_since() {
    let mut driver = opened(120, 40);
    driver.keys("p<esc>p");
    for _ in 0..4 {
        if driver.picture().contains("school term") {
            break;
        }
        driver.keys("<right>");
    }
    let picture = driver.picture();
    assert!(picture.contains("Since then") && picture.contains("partly answered"), "{picture}");
    assert!(picture.contains("340 families"), "{picture}");
}

#[test]
fn a_praise_longer_than_its_place_is_read_to_its_end() {
    let mut driver = Driver::over(journal(), 60, 12);
    driver.keys("I");
    let praise = |driver: &Driver| driver.picture();
    assert!(praise(&driver).contains('\u{2193}'), "{}", praise(&driver));
    let mut seen = praise(&driver);
    for _ in 0..8 {
        driver.keys("<pagedown>");
        seen += &praise(&driver);
    }
    let end = praise(&driver);
    assert!(end.contains('\u{2191}') && !end.contains('\u{2193}'), "{end}");
    driver.keys("<pagedown>");
    assert_eq!(praise(&driver), end, "not past the end");
    driver.keys("<pageup><pageup><pageup><pageup><pageup><pageup><pageup><pageup>");
    assert!(praise(&driver).contains("We heard"), "{}", praise(&driver));
    for words in ["We heard", "We asked", "Why:"] {
        assert!(seen.contains(words), "{words}: {seen}");
    }
}
