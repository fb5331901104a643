//! The bulletins read so far: a window on many, and one of them from within.

use super::driver::{Driver, journal, now};
use crate::bulletin::{Bulletin, Item, Kinds, Note, Scripture};
use crate::journal::{ActId, Incoming, Journal, Whole};
use crate::tui::state::Screen;

/// A journal with so many bulletins, a day apart, the last of them of 12 March.
pub fn with_bulletins(count: u64) -> Journal {
    let mut journal = Journal::in_memory(now()).unwrap();
    let bulletins = (0..count).map(|back| {
        let day = now().day() - chrono::Days::new(back);
        let item = |heading: &str, kinds, text: String| Item {
            heading: Some(heading.into()),
            kinds,
            text,
            ..Item::default()
        };
        Bulletin {
            title: Some(format!("Letter {back}")),
            publisher: Some("Lamplight".into()),
            issued_on: Some(day),
            scripture: vec![Scripture { reference: "Micah 6:8".into(), text: "An invented verse.".into() }],
            items: vec![
                item("Asia, Central", Kinds::REQUEST, format!("Pray for the school of town {back}.")),
                item("Asia, Central", Kinds::PRAISE, format!("Thank God for the bridge of town {back}.")),
                item("Europe", Kinds::REQUEST, format!("Pray for the choir of town {back}.")),
            ],
            notes: vec![Note { heading: None, text: "The office is closed in May.".into() }],
            ..Bulletin::default()
        }
    });
    let document = Incoming {
        name: "letters.txt".into(),
        whole: Whole::of(b"letters"),
        bulletins: bulletins.collect(),
        corrections: Vec::new(),
    };
    journal.import(now(), ActId::new(now()), &[document]).unwrap();
    journal
}

#[test]
fn the_bulletins_look_as_they_should() {
    for (columns, rows) in [(120, 40), (80, 24), (60, 20), (40, 12), (20, 5)] {
        let mut driver = Driver::over(with_bulletins(3), columns, rows);
        driver.keys("b");
        insta::assert_snapshot!(format!("bulletins_{columns}x{rows}"), driver.snapshot());
        driver.keys("<enter><down>");
        insta::assert_snapshot!(format!("bulletin_{columns}x{rows}"), driver.snapshot());
    }
}

#[test]
fn a_bulletin_is_gone_into_and_an_item_of_it_opened() {
    let mut driver = Driver::over(with_bulletins(3), 120, 40);
    driver.keys("b<down><enter><down><down><enter>");
    let Some(Screen::Item(item)) = driver.app.state.above.last() else { panic!("{}", driver.picture()) };
    assert_eq!(item.known.as_ref().unwrap().detail.text, "Pray for the choir of town 1.");
    driver.keys("<esc><esc>");
    assert!(matches!(driver.app.state.above.last(), Some(Screen::Bulletins(list)) if !list.is_inside()));
    driver.keys("<esc>");
    assert!(driver.app.state.above.is_empty());
}

#[test]
fn a_click_goes_in_too() {
    let mut driver = Driver::over(with_bulletins(3), 120, 40);
    driver.keys("b").click("Letter 2").click("choir of town 2").click("choir of town 2");
    assert!(matches!(driver.app.state.above.last(), Some(Screen::Item(_))), "{}", driver.picture());
}

#[test]
fn the_window_follows_the_cursor_through_all_of_many() {
    let mut driver = Driver::over(with_bulletins(700), 120, 40);
    driver.keys("b");
    for back in 1..700 {
        driver.keys("j");
        let picture = driver.picture();
        assert!(picture.contains(&format!("The school of town {back}\n")), "{picture}");
    }
    driver.keys("j<pageup><pageup>k");
    assert!(driver.picture().contains("> "), "{}", driver.picture());
    driver.keys("G");
    assert!(driver.picture().contains("The school of town 699\n"), "{}", driver.picture());
    driver.keys("g");
    assert!(driver.picture().contains("The school of town 0\n"), "{}", driver.picture());
}

#[test]
fn an_import_taken_back_meanwhile_leaves_an_empty_list() {
    let mut driver = Driver::over(journal(), 80, 24);
    driver.keys("b<enter>u");
    assert!(
        driver.picture().contains("No bulletin was read yet. On home, i reads a bulletin."),
        "{}",
        driver.picture()
    );
    driver.keys("<down><enter><esc>");
    assert!(driver.app.state.above.is_empty());
}
