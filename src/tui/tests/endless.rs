//! A request without end on the screens: a key costs what is shown of it, and all of it can be read.

use super::driver::{Driver, now};
use crate::bulletin::{Bulletin, Item, Kinds, Note};
use crate::journal::{ActId, Change, Incoming, Journal, Visibility, Whole};

/// A journal with one request that is so long.
fn over(words: usize) -> Driver {
    let mut journal = Journal::in_memory(now()).unwrap();
    let text = format!("{}That is the end.", "Please pray for rain. ".repeat(words / 4));
    let (kinds, visibility) = (Kinds::REQUEST, Visibility::Private);
    journal.act(now(), &[Change::Added { text, region: None, kinds, visibility }]).unwrap();
    Driver::over(journal, 120, 40)
}

/// The keys that lead to its text from home, where it stands as well.
const WAYS: [&str; 4] = ["", "<enter>", "p", "/please"];

#[test]
fn a_picture_lays_out_what_is_near_to_what_it_shows() {
    for way in WAYS {
        let laid = [20_000, 60_000].map(|words| {
            let mut driver = over(words);
            driver.keys(way);
            assert!(driver.picture().contains("Please pray for rain."), "{}", driver.picture());
            driver.app.memory.page.laid()
        });
        assert!(laid[0] > 1_000 && laid[0] == laid[1], "{way:?}: {laid:?}");
    }
}

#[test]
fn its_end_is_reached_and_its_beginning_again() {
    let mut driver = over(20_000);
    driver.keys("<enter>");
    let beginning = driver.picture();
    driver.keys("G");
    let end = driver.picture();
    assert!(end.contains("That is the end."), "{end}");
    let laid = driver.app.memory.page.laid();
    driver.keys("k");
    assert_ne!(driver.picture(), end, "one line up");
    driver.keys("j");
    assert_eq!(driver.picture(), end);
    driver.keys("jjj");
    assert_eq!(driver.picture(), end, "nothing lies below");
    assert_eq!(driver.app.memory.page.laid(), laid);
    driver.keys("g");
    assert_eq!(driver.picture(), beginning);
}

#[test]
fn of_a_bulletin_without_end_what_is_near_is_laid_out() {
    let laid = [2_000, 4_000].map(|notes| {
        let note = |at: usize| Note { heading: None, text: format!("The road to farm {at} is open") };
        let item = Item { kinds: Kinds::REQUEST, text: "Pray for rain.".into(), ..Item::default() };
        let bulletin = Bulletin {
            title: Some("Open Gate, March".into()),
            items: vec![item],
            notes: (0..notes).map(note).collect(),
            ..Bulletin::default()
        };
        let document = Incoming {
            name: "march.txt".into(),
            whole: Whole::of(b"march"),
            bulletins: vec![bulletin],
            corrections: Vec::new(),
        };
        let mut journal = Journal::in_memory(now()).unwrap();
        journal.import(now(), ActId::new(now()), &[document]).unwrap();
        let mut driver = Driver::over(journal, 120, 40);
        driver.keys("b");
        assert!(driver.picture().contains("The road to farm 0 is open"), "{}", driver.picture());
        driver.app.memory.page.laid()
    });
    assert!(laid[0] > 1_000 && laid[0] == laid[1], "{laid:?}");
}
