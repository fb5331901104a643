//! Forgetting in a journal that is too large to be written anew in memory.

use super::*;
use crate::bulletin::Kinds;
use crate::clock::Moment;
use crate::journal::{Change, Visibility};

const WORD: &str = "zorvalq";

fn now() -> Moment {
    Moment::new("2026-03-12T09:14:00+01:00".parse().unwrap())
}

/// Items of many lengths, one in ten of them with the word in its text, its note and what it became, so that rows move from
/// page to page.
fn lived_in(path: &std::path::Path) -> (Journal, Vec<ItemId>) {
    let mut journal = Journal::open(path, now()).unwrap();
    let mut secret = Vec::new();
    for number in 0..1_500_usize {
        let word = if number % 10 == 3 { WORD } else { "harvest" };
        let long = |by: usize, words: &str| format!("{word} {}", words.repeat(1 + number * by % 37));
        let (text, region) = (long(7, "for rain on the hills "), Some("Family".into()));
        let (kinds, visibility) = (Kinds::REQUEST, Visibility::Private);
        let added = journal.act(now(), &[Change::Added { text, region, kinds, visibility }]).unwrap().added;
        let item = added[0].clone();
        let noted = Change::Noted { item: item.clone(), text: long(11, "and again ") };
        let (text, region, kinds) = (Some(long(5, "for rain in the valley ")), None, None);
        journal.act(now(), &[noted, Change::Edited { item: item.clone(), text, region, kinds }]).unwrap();
        if word == WORD {
            secret.push(item);
        }
    }
    (journal, secret)
}

fn times_in(folder: &std::path::Path) -> usize {
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let count = |path: std::path::PathBuf| {
        if path.is_dir() {
            return times_in(&path);
        }
        // the index keeps the beginnings of neighbours only once
        memmem::find_iter(&std::fs::read(&path).unwrap(), &WORD[3..]).count()
    };
    files.map(count).sum()
}

#[test]
fn nothing_of_it_stays_in_a_large_journal_or_its_copy() {
    let folder = tempfile::tempdir().unwrap();
    let (mut journal, secret) = lived_in(&folder.path().join("journal.db"));
    let copy = journal.copy_before(crate::journal::Why::Import, now()).unwrap().unwrap();
    for item in &secret {
        let what = journal.would_forget(item).unwrap();
        // all but the last at once: each writes the whole journal anew
        let writing = write(&mut journal.conn).unwrap();
        if item != &secret[secret.len() - 1] {
            Traces::of(&writing, &what.names).unwrap().remove(&writing).unwrap();
            commit(writing).unwrap();
        }
    }
    assert!(times_in(folder.path()) > 0);
    let mut all = journal.would_forget(&secret[secret.len() - 1]).unwrap();
    journal.forget(&secret[secret.len() - 1]).unwrap();
    all.names.extend(secret.into_iter().map(|item| item.0));
    assert_eq!(journal.forget_in_copies(&all, now()).done, 1);
    assert_eq!(journal.doctor().unwrap().problems, Vec::<String>::new());
    drop(journal);
    assert_eq!(times_in(folder.path()), 0);
    let left: Vec<_> =
        std::fs::read_dir(copy.parent().unwrap()).unwrap().map(|file| file.unwrap().path()).collect();
    assert_eq!(left, [copy]);
}
