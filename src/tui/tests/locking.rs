//! The locked screen, by key strings: it shows nothing, loses nothing, and opens with the passphrase alone.

use super::driver::{Driver, now};
use super::pictures::at_every_size;
use crate::journal::Journal;
use crate::tui::msg::{Command, Msg};

/// The app over the invented bulletin, as if its journal were encrypted.
fn driver(columns: u16, rows: u16) -> Driver {
    let mut driver = Driver::new(columns, rows);
    driver.app.state.lock.can = true;
    driver
}

#[test]
fn the_page_looks_as_it_should() {
    for (columns, rows) in [(120, 40), (80, 24), (60, 20), (20, 5)] {
        let mut driver = driver(120, 40);
        driver.keys("pnFor the officer").tell(Msg::Idle).keys("herons").resize(columns, rows);
        insta::assert_snapshot!(format!("locked_{columns}x{rows}"), driver.snapshot());
        let said = "this passphrase does not open the journal; nothing was changed";
        driver.tell(Msg::StillLocked(said.into()));
        insta::assert_snapshot!(format!("locked_wrong_{columns}x{rows}"), driver.snapshot());
    }
    let mut driver = driver(120, 40);
    driver.tell(Msg::Idle);
    at_every_size("locked", &mut driver);
}

#[test]
fn nothing_of_the_journal_or_the_passphrase_is_shown() {
    for keys in ["", "p", "<enter>", "/pray", "nVisit refused", "?", "<space>"] {
        let mut driver = driver(120, 40);
        driver.keys(keys).tell(Msg::Idle).keys("quailhouse");
        let picture = driver.picture();
        for word in ["pray", "Pray", "Asia", "Moyale", "Visit", "refused", "quail", "March", "undo"] {
            assert!(!picture.contains(word), "{word} after {keys}: {picture}");
        }
        assert!(!format!("{:?}", driver.app.state.lock.page).contains("quailhouse"));
    }
}

#[test]
fn keys_do_nothing_behind_the_page_and_all_is_there_again() {
    let mut driver = driver(80, 24);
    driver.keys("nVisit refused").tell(Msg::Idle).keys("<space>uq?pj").tell(Msg::Idle);
    assert!(driver.others.is_empty(), "q is a letter here: {:?}", driver.others);
    assert_eq!(driver.journal().history(10).unwrap().len(), 1, "the import alone");
    driver.tell(Msg::Unlocked);
    assert!(driver.picture().contains("Visit refused"), "{}", driver.picture());
    driver.keys("<ctrl-s>");
    assert!(driver.status().contains("note"), "{}", driver.status());
}

#[test]
fn what_is_typed_goes_to_be_tried_and_nothing_else_does() {
    let mut driver = driver(80, 24);
    let lock = driver.app.tell(Msg::Idle);
    assert_eq!(lock, [Command::Lock]);
    driver.keys("<enter>").keys("wrong<ctrl-u>heronz<backspace>s").paste(" at\n dusk");
    let enter = crossterm::event::KeyEvent::from(crossterm::event::KeyCode::Enter);
    let commands = driver.app.input(crossterm::event::Event::Key(enter));
    let [Command::Unlock(passphrase)] = commands.as_slice() else { panic!("{commands:?}") };
    assert_eq!(passphrase.reveal(), "herons at dusk");
    assert!(!format!("{commands:?}").contains("herons"));
    driver.keys("x");
    assert!(driver.picture().contains("one moment"), "{}", driver.picture());
    driver.tell(Msg::StillLocked("this passphrase does not open the journal".into()));
    assert!(driver.picture().contains("does not open"), "{}", driver.picture());
    driver.keys("<ctrl-c>");
    assert_eq!(driver.others, [Command::Quit]);
}

#[test]
fn a_journal_that_is_not_encrypted_is_not_locked() {
    let mut driver = Driver::new(80, 24);
    driver.tell(Msg::Idle).keys("<ctrl-l>");
    assert!(driver.app.state.lock.page.is_none());
    assert!(driver.status().contains("not encrypted"), "{}", driver.status());
}

/// The journal is closed and opened again; what was asked meanwhile waits.
#[cfg(feature = "sqlcipher")]
#[test]
fn the_passphrase_opens_it_and_another_does_not() {
    use crate::journal::VaultKey;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.db");
    drop(Journal::open(&path, now()).unwrap());
    let key = VaultKey::fresh("herons at dusk").unwrap();
    crate::journal::rewrite(&path, None, Some(&key), now()).unwrap();
    let mut driver = Driver::over(Journal::unlock(&path, &key, now()).unwrap(), 80, 24);
    driver.app.state.lock.can = true;
    driver.keys("+Rain for our valley<ctrl-s>").keys("<ctrl-l>");
    assert!(driver.journal().path().is_none(), "the journal is closed");
    // nobody holds it: it could be rewritten now
    crate::journal::rewrite(&path, Some(&key), Some(&key), now()).unwrap();
    driver.keys("herons at dawn<enter>");
    assert!(driver.picture().contains("does not open the journal"), "{}", driver.picture());
    assert!(driver.journal().path().is_none());
    driver.keys("herons at dusk<enter>");
    assert!(driver.picture().contains("Rain for our valley"), "{}", driver.picture());
    driver.keys("<space>");
    assert!(driver.status().contains("prayed"), "{}", driver.status());
}

#[cfg(not(feature = "sqlcipher"))]
#[test]
fn a_build_without_encryption_stays_locked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.db");
    let mut driver = Driver::over(Journal::open(&path, now()).unwrap(), 80, 24);
    driver.app.state.lock.can = true;
    driver.keys("<ctrl-l>herons<enter>");
    let picture = driver.picture().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(picture.contains("built without encryption"), "{}", driver.picture());
}
