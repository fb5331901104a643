//! Journals of every released format: each opens, holds what it held, and is old or new after a kill, never between.
//!
//! `journals/make.sh` says how they were made.

use std::io::Read;
use std::path::Path;

use serde_json::Value;

use crate::cli_common::Home;
use crate::disk::records;
use crate::layer::{Storm, layer, log_of, over};
use crate::{dice, times};

const FORMATS: [u8; 5] = [1, 2, 3, 4, 5];

fn stored(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/weather/journals").join(name)).unwrap()
}

/// A home with a journal of that format.
fn old(format: u8) -> Home {
    let packed = stored(&format!("format-{format}.db.gz"));
    let mut journal = Vec::new();
    flate2::read::GzDecoder::new(packed.as_slice()).read_to_end(&mut journal).unwrap();
    let mut home = Home::new();
    home.on("2026-04-13T07:00:00+01:00");
    home.file("data/journal.db", journal);
    home
}

/// The journal is in order, and holds what the old kneel said it held.
#[track_caller]
fn holds(home: &Home, format: u8) {
    home.kneel(&["doctor"]).done();
    let said: Vec<Value> = serde_json::from_slice(&stored(&format!("format-{format}.json"))).unwrap();
    assert_eq!(said.len(), 8);
    for item in said {
        let now = home.kneel(&["show", "--json", item["id"].as_str().unwrap()]).done().json();
        for (key, value) in item.as_object().unwrap() {
            let found = match key.as_str() {
                "written" => {
                    now["written"].as_array().unwrap().iter().map(|note| note["text"].clone()).collect()
                }
                "words" => now["answer"]["words"].clone(),
                key => now[key].clone(),
            };
            assert_eq!(found, *value, "{key} of format {format}: {now:#}");
        }
    }
}

/// The format that the file itself says it has.
fn format_of(journal: &Path) -> u8 {
    std::fs::read(journal).unwrap()[63]
}

#[test]
fn a_journal_of_every_format_opens_and_holds_what_it_held() {
    for format in FORMATS {
        let home = old(format);
        assert_eq!(format_of(&home.journal()), format);
        holds(&home, format);
        assert!(format_of(&home.journal()) > 5);
        let before: Vec<_> = std::fs::read_dir(home.data().join("backups")).unwrap().collect();
        assert_eq!(before.len(), 1, "a copy was made before it was brought up to date");
        // what a person does next is done, and what they did before can still be taken back
        let last = home.kneel(&["history", "--json"]).done().out;
        home.kneel(&["undo"]).done();
        home.kneel(&["redo"]).done();
        assert_ne!(last, "");
        home.kneel(&["doctor"]).done();
    }
}

#[test]
fn a_kill_while_it_is_brought_up_to_date_costs_nothing() {
    let Some(layer) = layer() else { return };
    let mut dice = dice();
    let kills = times(4, 100) as usize;
    for format in FORMATS {
        let home = old(format);
        over(layer, &home, &["doctor"], None).unwrap().done();
        let steps = records(&log_of(&home)).iter().filter(|record| record.kind != b'A').count();
        std::fs::remove_file(log_of(&home)).unwrap();
        let (mut old_ones, mut new_ones) = (0, 0);
        for kill in 0..kills {
            // one in each part of the way, so that no part is left out
            let step = 1 + kill * steps / kills + dice.below((steps / kills).max(1));
            let home = old(format);
            if over(layer, &home, &["doctor"], Some(Storm::Killed(step))).is_some() {
                continue;
            }
            // what the file says beside its log: both are sound
            if format_of(&home.journal()) == format {
                old_ones += 1;
            } else {
                new_ones += 1;
            }
            holds(&home, format);
            let copies = std::fs::read_dir(home.data().join("backups")).into_iter().flatten();
            for copy in copies.map(|copy| copy.unwrap().path()) {
                if !copy.file_name().unwrap().to_string_lossy().starts_with('.') {
                    assert_eq!(format_of(&copy), format, "the copy is of what was there");
                }
            }
        }
        println!(
            "format {format}: {} kills at {steps} steps; {old_ones} before the file was changed, {new_ones} after; all \
             opened and held what they held",
            old_ones + new_ones
        );
        assert!(old_ones > 0, "no kill came while it was brought up to date");
    }
}
