//! The journal as a whole: two processes, copies, export, the doctor.

use std::path::Path;

use super::*;
use crate::bulletin::Scripture;

fn on_disk(folder: &Path) -> Journal {
    let mut journal = Journal::open(&folder.join("journal.db"), at(1, 0)).unwrap();
    import(&mut journal, at(2, 0), &incoming("march.txt", bulletin("2026-03-01", &MARCH)));
    journal
}

#[test]
fn what_was_written_is_there_after_opening_again_undo_too() {
    let folder = tempfile::tempdir().unwrap();
    let mut journal = on_disk(folder.path());
    let item = named(&journal, "Aigul");
    let before = picture(&journal);
    do_it(&mut journal, at(3, 0), Change::Prayed { item });
    let after = picture(&journal);
    drop(journal);
    let mut journal = Journal::open(&folder.path().join("journal.db"), at(4, 0)).unwrap();
    assert_eq!(picture(&journal), after);
    journal.undo(at(4, 1)).unwrap();
    assert_eq!(picture(&journal), before);
    drop(journal);
    let mut journal = Journal::open(&folder.path().join("journal.db"), at(5, 0)).unwrap();
    journal.redo(at(5, 1)).unwrap();
    assert_eq!(picture(&journal), after);
}

#[test]
fn another_process_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let mut one = on_disk(folder.path());
    assert!(!one.changed_elsewhere().unwrap());
    let mut other = Journal::open(&folder.path().join("journal.db"), at(3, 0)).unwrap();
    let item = named(&other, "Aigul");
    do_it(&mut other, at(3, 1), Change::Prayed { item: item.clone() });
    assert!(one.changed_elsewhere().unwrap());
    assert!(!one.changed_elsewhere().unwrap());
    assert_eq!(detail(&one, &item).row.times, 1);
    // one device: what the command line did, the screen can take back
    one.undo(at(3, 2)).unwrap();
    assert_eq!(detail(&other, &item).row.times, 0);
}

#[test]
fn writers_side_by_side_lose_nothing_and_never_see_a_lock() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.db");
    let item = named(&on_disk(folder.path()), "Aigul");
    let workers: Vec<_> = (0..4)
        .map(|_| {
            let (path, item) = (path.clone(), item.clone());
            std::thread::spawn(move || {
                let mut journal = Journal::open(&path, at(3, 0)).unwrap();
                for minute in 0..25 {
                    journal.act(at(3, minute), &[Change::Prayed { item: item.clone() }]).unwrap();
                }
            })
        })
        .collect();
    for worker in workers {
        worker.join().unwrap();
    }
    let journal = Journal::open(&path, at(4, 0)).unwrap();
    assert_eq!(detail(&journal, &item).row.times, 100);
    assert_sound(&journal);
}

#[test]
fn opening_for_the_first_time_side_by_side_makes_one_journal() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new/journal.db");
    let workers: Vec<_> = (0..8)
        .map(|n| {
            let path = path.clone();
            std::thread::spawn(move || {
                let mut journal = Journal::open(&path, at(3, n)).unwrap();
                let text = format!("request {n}");
                let (region, kinds, visibility) = (None, Kinds::REQUEST, Visibility::Private);
                journal.act(at(3, n), &[Change::Added { text, region, kinds, visibility }]).unwrap();
            })
        })
        .collect();
    for worker in workers {
        worker.join().unwrap();
    }
    let mut journal = Journal::open(&path, at(4, 0)).unwrap();
    assert_eq!(journal.overview(day("2026-03-04")).unwrap().own, 8);
    for _ in 0..8 {
        assert!(journal.undo(at(4, 1)).unwrap().is_some(), "all eight share one device");
    }
}

#[test]
fn an_export_joined_to_an_empty_journal_is_the_same_journal() {
    let mut journal = journal();
    let item = named(&journal, "Aigul");
    do_it(
        &mut journal,
        at(3, 0),
        Change::Noted { item: item.clone(), text: "a \"quoted\" note\nof two lines".into() },
    );
    do_it(&mut journal, at(3, 1), Change::Prayed { item });
    journal.undo(at(3, 2)).unwrap();
    journal.keep("draft:x", Some("half")).unwrap();
    let exported = export(&journal);
    let mut other = Journal::in_memory(at(4, 0)).unwrap();
    let merged = other.merge(&mut exported.as_bytes()).unwrap();
    assert_eq!((merged.documents, merged.events), (1, 4));
    assert_eq!(picture(&other), picture(&journal));
    assert_eq!(export(&other), exported);
    assert_sound(&other);
    assert_eq!(other.merge(&mut exported.as_bytes()).unwrap(), Merged::default());
}

fn export(journal: &Journal) -> String {
    let mut out = Vec::new();
    journal.export(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn two_journals_joined_both_ways_come_to_the_same() {
    let (mut one, mut other) = (journal(), Journal::in_memory(at(1, 0)).unwrap());
    other.merge(&mut export(&one).as_bytes()).unwrap();
    let item = named(&one, "Aigul");
    do_it(&mut one, at(5, 0), Change::Noted { item: item.clone(), text: "from one".into() });
    do_it(&mut other, at(5, 1), Change::Noted { item: item.clone(), text: "from the other".into() });
    do_it(&mut other, at(5, 2), Change::Prayed { item });
    let (from_one, from_other) = (export(&one), export(&other));
    one.merge(&mut from_other.as_bytes()).unwrap();
    other.merge(&mut from_one.as_bytes()).unwrap();
    assert_eq!(picture(&one), picture(&other));
    assert_eq!(export(&one), export(&other));
    assert_sound(&one);
    assert_sound(&other);
}

#[test]
fn what_is_no_export_is_refused_whole() {
    let mut journal = journal();
    let before = picture(&journal);
    let broken = export(&journal).replace("\"hash\":\"", "\"hash\":\"0");
    for text in [
        "",
        "{}",
        "[1, 2]",
        "{\"format\":\"kneel.export/9\",\"documents\":[],\"revisions\":[],\"events\":[]}",
        &broken,
    ] {
        assert!(matches!(journal.merge(&mut text.as_bytes()), Err(Error::NotAnExport(_))), "{text:.40}");
    }
    assert_eq!(picture(&journal), before);
}

#[test]
fn a_backup_restores_and_what_it_replaced_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.db");
    let mut journal = on_disk(folder.path());
    let copy = folder.path().join("copies/one.db");
    journal.backup(&copy).unwrap();
    let before = picture(&journal);
    assert!(matches!(journal.backup(&copy), Err(Error::Io { .. })), "a copy is never overwritten");
    let item = named(&journal, "Aigul");
    do_it(&mut journal, at(3, 0), Change::Prayed { item });
    let replaced = picture(&journal);
    drop(journal);
    let bytes = std::fs::read(&copy).unwrap();
    let kept = restore(&path, None, &copy, None, at(4, 0)).unwrap().unwrap();
    assert_eq!(std::fs::read(&copy).unwrap(), bytes);
    let journal = Journal::open(&path, at(5, 0)).unwrap();
    assert_eq!(picture(&journal), before);
    assert_sound(&journal);
    assert_eq!(picture(&Journal::open(&kept, at(5, 0)).unwrap()), replaced);
}

#[test]
fn restoring_what_is_no_journal_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.db");
    let journal = on_disk(folder.path());
    let before = picture(&journal);
    let list = folder.path().join("list.txt");
    std::fs::write(&list, "milk, bread and a long enough list of other things to be read as a whole header")
        .unwrap();
    assert!(
        matches!(restore(&path, None, &list, None, at(4, 0)), Err(Error::Foreign { path }) if path == list)
    );
    assert_eq!(picture(&journal), before);
}

#[test]
fn the_doctor_finds_what_was_tampered_with_and_rebuilding_mends_it() {
    let tampered = [
        "UPDATE item SET times = 7 WHERE number = 2",
        "DELETE FROM item WHERE number = 1",
        "UPDATE tally SET open = 99",
        "UPDATE region SET open = 3 WHERE name = 'Asia, Central'",
        "INSERT INTO country VALUES ('KE', 1, 9, 0)",
        "INSERT INTO country_answers VALUES ('KE', 2026, 9)",
        "INSERT INTO item_country VALUES ('KE', 1, 1, 1)",
        "UPDATE act SET undone_at = 5",
        "INSERT INTO search(search, rowid, text) VALUES ('delete', 1, 'Wisdom')",
    ];
    for sql in tampered {
        let mut journal = journal();
        let before = picture(&journal);
        journal.conn.execute(sql, []).unwrap();
        let problems = journal.doctor().unwrap().problems;
        assert!(!problems.is_empty(), "{sql}");
        assert!(!problems.join(" ").contains("Aigul"), "no private text in {problems:?}");
        journal.rebuild().unwrap();
        assert_sound(&journal);
        assert_eq!(picture(&journal), before, "{sql}");
    }
}

#[test]
fn a_failure_in_the_middle_leaves_nothing_behind() {
    let mut journal = journal();
    let before = (picture(&journal), journal.doctor().unwrap());
    // the third event of the act cannot be written
    journal.conn.execute_batch("CREATE TEMP TRIGGER full AFTER INSERT ON main.event WHEN new.key > 3 BEGIN SELECT raise(ABORT, 'full'); END").unwrap();
    let prayed: Vec<Change> =
        ["Aigul", "Ruslan", "Moyale"].map(|word| Change::Prayed { item: named(&journal, word) }).into();
    assert!(journal.act(at(3, 0), &prayed).is_err());
    journal.conn.execute_batch("DROP TRIGGER full").unwrap();
    assert_eq!((picture(&journal), journal.doctor().unwrap()), before);
}

#[test]
fn a_note_on_a_correction_that_came_alone_is_not_lost_in_joining() {
    let mut items = MARCH;
    items[1].1 = "Pastor Ruslan waits for his hearing on 20 March; pray for a just judge";
    let corrected = incoming("corrected.txt", bulletin("2026-03-01", &items));
    let (mut one, mut other) = (journal(), Journal::in_memory(at(1, 0)).unwrap());
    import(&mut one, at(3, 0), &corrected);
    import(&mut other, at(3, 0), &corrected);
    let item = named(&other, "Ruslan");
    do_it(&mut other, at(4, 0), Change::Noted { item, text: "he wrote from there".into() });
    let (from_one, from_other) = (export(&one), export(&other));
    one.merge(&mut from_other.as_bytes()).unwrap();
    other.merge(&mut from_one.as_bytes()).unwrap();
    named(&one, "wrote");
    assert_eq!(picture(&one), picture(&other));
    assert_sound(&one);
    assert_sound(&other);
}

#[test]
fn a_broken_index_of_verses_is_made_anew() {
    let mut journal = journal();
    let mut letter = bulletin("2026-03-01", &[("Kenya", "Pray for rain in Moyale.")]);
    let verse = |text: &str| Scripture { reference: "Micah 6:8".into(), text: text.into() };
    letter.scripture = vec![verse("An invented verse."), verse("And another.")];
    import(&mut journal, at(1, 0), &incoming("letter.txt", letter));
    journal.conn.execute("UPDATE verses_data SET block = x'00' WHERE id = 10", []).unwrap();
    journal.rebuild().unwrap();
    assert_sound(&journal);
}
