//! Machines that sync over a folder which brings their logs late, in half, twice or not at all.

use std::path::{Path, PathBuf};

use chrono::DateTime;
use tempfile::TempDir;

use super::*;
use crate::bulletin::Kinds;
use crate::journal::{Change, Is, ItemId, Verdict, Visibility};

fn at(minute: u32) -> Moment {
    let text = format!("2026-03-{:02}T09:{:02}:00+01:00", 2 + minute / 60, minute % 60);
    Moment::new(DateTime::parse_from_rfc3339(&text).unwrap())
}

struct Machine {
    journal: Journal,
    folder: PathBuf,
    minute: u32,
}

const PASSPHRASE: &str = "seven sleepy goats";

impl Machine {
    fn new(folder: &Path, number: u32, whose: Whose) -> Self {
        let mut journal = Journal::in_memory(at(number)).unwrap();
        enter(&mut journal, folder, whose, PASSPHRASE).unwrap();
        Machine { journal, folder: folder.to_owned(), minute: number }
    }

    fn now(&mut self) -> Moment {
        self.minute += 1;
        at(self.minute)
    }

    fn add(&mut self, text: &str, visibility: Visibility) -> ItemId {
        let added = Change::Added { text: text.into(), region: None, kinds: Kinds::REQUEST, visibility };
        let now = self.now();
        self.journal.act(now, &[added]).unwrap().added.remove(0)
    }

    fn act(&mut self, change: Change) {
        let now = self.now();
        self.journal.act(now, &[change]).unwrap();
    }

    fn sync(&mut self) -> Synced {
        let now = self.now();
        sync(&mut self.journal, &self.folder, now, &Redaction::new(&[], &[])).unwrap()
    }

    fn texts(&self) -> Vec<String> {
        let mut texts = Vec::new();
        for is in [vec![], vec![Is::Archived]] {
            let filter = Filter { is, ..Filter::default() };
            for row in self.journal.select(&filter, 1000, at(0).day()).unwrap() {
                let item = self.journal.detail(&row.id).unwrap().unwrap();
                texts.push(item.text);
                texts.extend(item.written.into_iter().map(|note| note.text));
                texts.extend(item.answer.map(|answer| answer.words));
            }
        }
        texts.sort();
        texts
    }

    fn log(&self) -> PathBuf {
        let machine = self.journal.device_id().unwrap().simple().to_string();
        self.folder.join(format!("{machine}.kneel"))
    }
}

/// Two machines of one person that share a folder.
fn two() -> (TempDir, Machine, Machine) {
    let folder = tempfile::tempdir().unwrap();
    let one = Machine::new(folder.path(), 0, Whose::Own);
    let other = Machine::new(folder.path(), 100, Whose::Own);
    (folder, one, other)
}

#[test]
fn what_one_machine_writes_the_other_has_and_nothing_goes_twice() {
    let (_folder, mut one, mut other) = two();
    let item = one.add("Rain for Moyale", Visibility::Private);
    let went = one.sync();
    assert_eq!((went.went, went.came.events), (1, 0));
    let came = other.sync();
    assert_eq!((came.came.events, came.went), (1, 0), "what came from the folder does not go there again");
    other.act(Change::Noted { item, text: "It rained a little".into() });
    assert_eq!(other.sync().went, 1);
    assert_eq!(one.sync().came.events, 1);
    assert_eq!(one.texts(), ["It rained a little", "Rain for Moyale"]);
    let size = std::fs::metadata(one.log()).unwrap().len();
    let quiet = one.sync();
    assert_eq!((quiet.came.events, quiet.went, quiet.bytes), (0, 0, 0));
    assert_eq!(std::fs::metadata(one.log()).unwrap().len(), size);
    assert!(!quiet.is_missing_something());
}

#[test]
fn nothing_of_it_can_be_read_in_the_folder() {
    let (folder, mut one, _) = two();
    one.add("Pastor Ruslan's hearing", Visibility::Private);
    one.sync();
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        assert!(!bytes.windows(6).any(|window| window == b"Ruslan"));
    }
}

#[test]
fn half_of_a_log_brings_what_is_whole_in_it_and_says_so() {
    let (_folder, mut one, mut other) = two();
    one.add("first", Visibility::Private);
    one.sync();
    one.add("second", Visibility::Private);
    one.sync();
    let whole = std::fs::read(one.log()).unwrap();
    for cut in [whole.len() - 1, whole.len() - 200] {
        std::fs::write(one.log(), &whole[..cut]).unwrap();
        let synced = other.sync();
        assert_eq!(synced.logs[0].state, "half");
        assert_eq!(other.texts(), ["first"]);
    }
    std::fs::write(one.log(), &whole).unwrap();
    assert_eq!(other.sync().logs[0].state, "read");
    assert_eq!(other.texts(), ["first", "second"]);
}

#[test]
fn a_damaged_piece_is_named_and_those_behind_it_are_read() {
    let (_folder, mut one, mut other) = two();
    one.add("first", Visibility::Private);
    one.sync();
    let first_end = std::fs::metadata(one.log()).unwrap().len() as usize;
    one.add("second", Visibility::Private);
    one.sync();
    let whole = std::fs::read(one.log()).unwrap();
    let mut damaged = whole.clone();
    damaged[first_end - 5] ^= 1;
    std::fs::write(one.log(), damaged).unwrap();
    assert_eq!(other.sync().logs[0].state, "damaged");
    assert_eq!(other.texts(), ["second"]);
    std::fs::write(one.log(), &whole).unwrap();
    assert_eq!(other.sync().logs[0].state, "read");
    assert_eq!(other.texts(), ["first", "second"]);
}

#[test]
fn an_older_log_a_vanished_one_and_an_empty_folder_delete_nothing() {
    let (folder, mut one, mut other) = two();
    one.add("first", Visibility::Private);
    one.sync();
    let older = std::fs::read(one.log()).unwrap();
    one.add("second", Visibility::Private);
    one.sync();
    other.sync();
    std::fs::write(one.log(), &older).unwrap();
    assert!(other.sync().logs[0].anew);
    assert_eq!(other.texts(), ["first", "second"]);
    // its own machine notices, and what was lost on the way is there again
    let mended = one.sync();
    assert!(mended.written_again && mended.went >= 1);
    let third = Machine::new(folder.path(), 200, Whose::Own);
    let mut third = third;
    third.sync();
    assert_eq!(third.texts(), ["first", "second"]);
    std::fs::remove_file(one.log()).unwrap();
    let synced = other.sync();
    assert_eq!(synced.vanished.len(), 1);
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        std::fs::remove_file(entry.unwrap().path()).unwrap();
    }
    for machine in [&mut one, &mut other, &mut third] {
        machine.sync();
        assert_eq!(machine.texts(), ["first", "second"]);
    }
    let mut fourth = Machine::new(folder.path(), 300, Whose::Own);
    fourth.sync();
    assert_eq!(fourth.texts(), ["first", "second"], "the key and the logs are there again");
}

#[test]
fn a_folder_that_is_not_there_is_told_and_nothing_is_made() {
    let journal = Journal::in_memory(at(0)).unwrap();
    let nowhere = tempfile::tempdir().unwrap().path().join("not-mounted");
    let error = needs(&journal, &nowhere).unwrap_err();
    assert!(error.to_string().contains("is not there"), "{error}");
    assert!(!nowhere.exists());
}

#[test]
fn a_wrong_passphrase_is_refused_and_foreign_files_are_left_alone() {
    let (folder, mut one, _) = two();
    let mut stranger = Journal::in_memory(at(50)).unwrap();
    assert_eq!(needs(&stranger, folder.path()).unwrap(), Needs::Passphrase);
    let wrong = enter(&mut stranger, folder.path(), Whose::Own, "eight sleepy goats");
    assert!(matches!(wrong, Err(Error::WrongPassphrase)));
    let group = enter(&mut stranger, folder.path(), Whose::Group, PASSPHRASE);
    assert!(matches!(group, Err(Error::Folder(_))), "a person's folder is no group's");
    std::fs::write(folder.path().join("notes.txt"), "milk").unwrap();
    std::fs::write(folder.path().join(".stfolder"), "").unwrap();
    std::fs::write(folder.path().join("other.kneel"), "kneel-log/1 0123456789abcdef\nrubbish").unwrap();
    let synced = one.sync();
    assert_eq!(synced.foreign, ["notes.txt"]);
    assert_eq!(synced.logs.iter().find(|log| log.name == "other.kneel").unwrap().state, "other key");
    assert_eq!(std::fs::read(folder.path().join("notes.txt")).unwrap(), b"milk");
}

#[test]
fn a_copy_that_a_carrier_made_of_a_conflict_is_read_as_a_log_of_its_own() {
    let (folder, mut one, mut other) = two();
    one.add("first", Visibility::Private);
    one.sync();
    let aside = folder.path().join("log.sync-conflict-20260312-091400-ABCDEF.kneel");
    std::fs::rename(one.log(), aside).unwrap();
    assert_eq!(other.sync().came.events, 1);
    assert_eq!(other.texts(), ["first"]);
}

#[test]
fn two_machines_that_made_a_key_at_once_go_on_together() {
    let (a, b) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (mut one, mut other) =
        (Machine::new(a.path(), 0, Whose::Own), Machine::new(b.path(), 100, Whose::Own));
    one.add("from one", Visibility::Private);
    other.add("from the other", Visibility::Private);
    one.sync();
    other.sync();
    let carry = |from: &Path, to: &Path| {
        for entry in std::fs::read_dir(from).unwrap() {
            let file = entry.unwrap().path();
            std::fs::copy(&file, to.join(file.file_name().unwrap())).unwrap();
        }
    };
    carry(a.path(), b.path());
    carry(b.path(), a.path());
    for machine in [&mut one, &mut other] {
        let folder = machine.folder.clone();
        enter(&mut machine.journal, &folder, Whose::Own, PASSPHRASE).unwrap();
        machine.sync();
    }
    carry(a.path(), b.path());
    carry(b.path(), a.path());
    one.sync();
    other.sync();
    assert_eq!(one.texts(), ["from one", "from the other"]);
    assert_eq!(other.texts(), one.texts());
    // what they write from then on is read, too, also by who has nothing but the first key
    one.add("later from one", Visibility::Private);
    other.add("later from the other", Visibility::Private);
    one.sync();
    other.sync();
    for (log, to) in [(one.log(), b.path()), (other.log(), a.path())] {
        std::fs::copy(&log, to.join(log.file_name().unwrap())).unwrap();
    }
    assert!(!one.sync().is_missing_something());
    assert!(!other.sync().is_missing_something());
    assert_eq!(one.texts(), ["from one", "from the other", "later from one", "later from the other"]);
    assert_eq!(other.texts(), one.texts());
}

#[test]
fn a_second_key_is_asked_for_and_may_have_a_passphrase_of_its_own() {
    let (a, b) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut one = Machine::new(a.path(), 0, Whose::Own);
    let mut other = Journal::in_memory(at(100)).unwrap();
    enter(&mut other, b.path(), Whose::Own, "nine sleepy goats").unwrap();
    sync(&mut other, b.path(), at(100), &Redaction::new(&[], &[])).unwrap();
    one.sync();
    assert_eq!(needs(&one.journal, a.path()).unwrap(), Needs::Nothing);
    for entry in std::fs::read_dir(b.path()).unwrap() {
        let file = entry.unwrap().path();
        std::fs::copy(&file, a.path().join(file.file_name().unwrap())).unwrap();
    }
    assert_eq!(needs(&one.journal, a.path()).unwrap(), Needs::OtherPassphrase);
    assert_eq!(one.sync().logs[0].state, "other key", "it goes on without");
    let wrong = enter(&mut one.journal, a.path(), Whose::Own, "ten sleepy goats");
    assert!(matches!(wrong, Err(Error::WrongPassphrase)));
    enter(&mut one.journal, a.path(), Whose::Own, "nine sleepy goats").unwrap();
    assert_eq!(needs(&one.journal, a.path()).unwrap(), Needs::Nothing);
    assert_eq!(one.sync().logs[0].state, "read");
}

#[test]
fn what_only_a_vanished_log_held_is_in_the_folder_again() {
    let (folder, mut one, mut other) = two();
    one.add("from a machine that is given away", Visibility::Private);
    one.sync();
    other.add("from the one that stays", Visibility::Private);
    other.sync();
    std::fs::remove_file(one.log()).unwrap();
    assert_eq!(other.sync().vanished.len(), 1);
    let quiet = other.sync();
    assert!(quiet.vanished.is_empty() && quiet.bytes == 0, "it is told, and mended, once: {quiet:?}");
    let mut third = Machine::new(folder.path(), 200, Whose::Own);
    third.sync();
    assert_eq!(third.texts(), ["from a machine that is given away", "from the one that stays"]);
}

#[test]
fn a_log_that_was_emptied_is_written_again() {
    let (folder, mut one, mut other) = two();
    one.add("first", Visibility::Private);
    one.sync();
    for left in ["", "kneel-lo"] {
        std::fs::write(one.log(), left).unwrap();
        let mended = one.sync();
        assert!(mended.written_again && mended.foreign.is_empty(), "{mended:?}");
    }
    other.sync();
    assert_eq!(other.texts(), ["first"]);
    let key = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
    let key = key.into_iter().find(|file| file.extension().unwrap() == "age").unwrap();
    std::fs::copy(&key, folder.path().join("copy of it.key.age")).unwrap();
    assert_eq!(
        needs(&one.journal, folder.path()).unwrap(),
        Needs::Nothing,
        "a copy of a key is no second key"
    );
}

#[test]
fn a_folder_is_the_same_with_a_slash_at_its_end() {
    let (folder, mut one, _) = two();
    let slashed = PathBuf::from(format!("{}/", folder.path().display()));
    sync(&mut one.journal, &slashed, at(5), &Redaction::new(&[], &[])).unwrap();
    assert_eq!(folders(&one.journal).unwrap(), [folder.path()]);
}

#[test]
fn a_group_hears_what_it_may_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let mut one = Machine::new(folder.path(), 0, Whose::Group);
    let mut other = Machine::new(folder.path(), 100, Whose::Group);
    let known = one.add("Rain for Moyale", Visibility::Group);
    let secret = one.add("Pastor Ruslan's hearing", Visibility::Private);
    one.act(Change::Prayed { item: known.clone() });
    one.act(Change::Prayed { item: secret });
    one.act(Change::Noted { item: known.clone(), text: "only for me".into() });
    let synced = one.sync();
    assert_eq!((synced.went, synced.held_back.items, synced.held_back.notes), (1, 1, 1));
    other.sync();
    assert_eq!(other.texts(), ["Rain for Moyale"]);
    let item = other.journal.detail(&known).unwrap().unwrap();
    assert_eq!((item.row.times, item.prayed_by_others, item.row.own), (0, 1, false));
    // marks are counted, not added up, however often they are told
    one.act(Change::Prayed { item: known.clone() });
    one.sync();
    other.sync();
    assert_eq!(other.journal.detail(&known).unwrap().unwrap().prayed_by_others, 2);
    assert_eq!(one.sync().went, 0);
    // an answer, and then another word on it, is one answer; and it can be taken off
    let answered = |words: &str| Change::Answered {
        item: known.clone(),
        verdict: Verdict::Answered,
        words: words.into(),
        day: at(0).day(),
        praise: None,
    };
    one.act(answered("It rained"));
    one.sync();
    other.sync();
    one.act(answered("It rained for three days"));
    one.sync();
    other.sync();
    assert_eq!(other.texts(), ["It rained for three days", "Rain for Moyale"]);
    one.act(Change::Reopened { item: known.clone() });
    one.sync();
    other.sync();
    assert_eq!(other.texts(), ["Rain for Moyale"]);
    // what both write at once, both have
    one.act(answered("as one saw it"));
    other.act(answered("as the other saw it"));
    for _ in 0..2 {
        one.sync();
        other.sync();
    }
    let shared = ["Rain for Moyale", "as one saw it", "as the other saw it"];
    assert_eq!(other.texts(), shared);
    assert_eq!(one.texts(), [&["Pastor Ruslan's hearing"], &shared[..], &["only for me"]].concat());
    assert_eq!(one.journal.doctor().unwrap().problems, Vec::<String>::new());
    assert_eq!(other.journal.doctor().unwrap().problems, Vec::<String>::new());
}

#[test]
fn a_folder_that_moved_is_known_where_it_lies_now_alone() {
    let above = tempfile::tempdir().unwrap();
    let [before, after] = ["before", "after"].map(|name| above.path().join(name));
    std::fs::create_dir(&before).unwrap();
    let mut one = Machine::new(&before, 0, Whose::Own);
    one.sync();
    std::fs::rename(&before, &after).unwrap();
    assert_eq!(needs(&one.journal, &after).unwrap(), Needs::Nothing);
    one.folder = after.clone();
    one.sync();
    assert_eq!(folders(&one.journal).unwrap(), [after]);
}
