//! Two machines with a stick between them: what is on it is copied there and back, and pulled out too early.

use std::fs;
use std::path::Path;

use crate::cli_common::LETTER;
use crate::machine::{Machine, PASSPHRASE, are_alike, corrected_letter, kept};

/// Copies all that is in one folder over what is in the other, as a file manager does.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for (name, bytes) in kept(from) {
        fs::write(to.join(name), bytes).unwrap();
    }
}

/// The same, but of one file the copy has the first half only.
fn copy_half(from: &Path, to: &Path, half: &str) {
    copy(from, to);
    let bytes = fs::read(from.join(half)).unwrap();
    fs::write(to.join(half), &bytes[..bytes.len() / 2]).unwrap();
}

#[test]
fn two_machines_come_together_over_a_stick() {
    let mut one = Machine::new("2026-03-12T09:14:00+01:00", "prayer");
    let mut other = Machine::new("2026-03-11T07:00:00+01:00", "prayer");
    one.make_folder();
    other.make_folder();
    let stick = tempfile::tempdir().unwrap();
    one.add("Grandmother Wilhelmina's operation");
    one.enter();
    one.import("letter.txt", LETTER);
    one.sync();
    other.add("The roof of the Quillby hall");

    // the key has come in half, then the log
    let key = kept(&one.folder).into_keys().find(|name| name.ends_with(".key.age")).unwrap();
    copy_half(&one.folder, &other.folder, &key);
    let ran = other.try_to_enter(PASSPHRASE).ends(1);
    assert!(ran.err.contains("damaged") || ran.err.contains("whole"), "{ran:#?}");
    copy(&one.folder, stick.path());
    copy_half(stick.path(), &other.folder, one.log_name());
    let before = kept(&other.folder);
    let ran = other.try_to_enter(PASSPHRASE).ends(4);
    other.note_log(&before);
    assert_eq!(ran.json()["folders"][0]["logs"][0]["state"], "half");
    let words = other.sync_in_words();
    assert!(words.contains("has not come whole yet; the rest is read when it is there"), "{words}");
    copy(stick.path(), &other.folder);
    other.sync();
    assert!(other.finds("Wilhelmina") && other.finds("Tolmere"));

    // an old copy of everything comes back over what is newer
    other.answer("Wilhelmina", "Home since Tuesday, says Hesketh");
    other.import("again.txt", &corrected_letter());
    other.sync();
    copy(stick.path(), &other.folder);
    one.note("Wilhelmina", "Flowers from Ferrowmoor");
    one.sync();
    for _ in 0..2 {
        for (from, to) in [(&other, &one), (&one, &other)] {
            from.sync();
            copy(&from.folder, stick.path());
            copy(stick.path(), &to.folder);
            to.sync();
        }
    }
    are_alike(&one, &other, &["Wilhelmina", "Quillby", "Hesketh", "Ferrowmoor", "Ilmari", "Suvarna"]);
}

#[test]
fn two_that_began_before_they_saw_each_other_are_asked_and_go_on_together() {
    let mut one = Machine::new("2026-03-12T09:14:00+01:00", "prayer");
    let mut other = Machine::new("2026-03-11T07:00:00+01:00", "prayer");
    for (machine, text) in [(&mut one, "The Wilhelmina bridge"), (&mut other, "The Quillby hall")] {
        machine.make_folder();
        machine.add(text);
        machine.enter();
    }
    copy(&one.folder, &other.folder);
    copy(&other.folder, &one.folder);
    // a timer has nobody to ask, and goes on with what it can read
    let words = one.sync_in_words();
    assert!(words.contains("what is sealed with it waits until you give its passphrase"), "{words}");
    assert!(!one.finds("Quillby"));
    for machine in [&one, &other] {
        machine.try_to_enter("eight sleepy goats").ends(1);
        machine.try_to_enter(PASSPHRASE).done();
    }
    assert!(one.finds("Quillby") && other.finds("Wilhelmina"));
    one.add("From then on, Hesketh");
    other.add("From then on, Corisande");
    for (from, to) in [(&one, &other), (&other, &one), (&one, &other)] {
        from.sync();
        fs::copy(from.log(), to.folder.join(from.log_name())).unwrap();
        to.sync();
    }
    are_alike(&one, &other, &["Wilhelmina", "Quillby", "Hesketh", "Corisande"]);
}
