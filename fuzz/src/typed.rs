//! What must hold of what people type, write into settings, and are sent by others.

use chrono::NaiveDate;
use kneel::bulletin::{Passage, read};
use kneel::cli::day;
use kneel::clock::Moment;
use kneel::config::Config;
use kneel::group::share::Share;
use kneel::journal::{Filter, Journal, Visibility, last_part};
use kneel::ledger::{self, Mapping, Order};
use kneel::profiles;
use kneel::tui::keymap::Keymap;

fn now() -> Option<Moment> {
    Some(Moment::new("2026-03-12T09:14:00+01:00".parse().ok()?))
}

fn journal() -> Option<(Journal, NaiveDate)> {
    let now = now()?;
    Some((Journal::in_memory(now).ok()?, now.day()))
}

thread_local! {
    /// An empty journal, to ask.
    static ASKED: Option<(Journal, NaiveDate)> = journal();
}

/// Any text is a filter or is refused with a sentence, and a filter can be asked.
pub fn check_filter(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    assert!(text.is_char_boundary(last_part(&text)));
    match Filter::parse(&text) {
        Ok(filter) => ASKED.with(|asked| {
            if let Some((journal, today)) = asked {
                assert!(journal.select(&filter, 9, *today).is_ok_and(|rows| rows.is_empty()), "{filter:?}");
            }
        }),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// What others share, opened, is joined or refused, and leaves a sound journal. Bytes that are no packed share are taken
/// for what would be packed, since changes in packed bytes hardly ever reach it.
pub fn check_share(bytes: &[u8]) {
    let packed = lz4_flex::block::compress_prepend_size(bytes);
    for share in [Share::of_bytes(bytes), Share::of_bytes(&packed)].into_iter().flatten() {
        let Some((mut journal, _)) = journal() else { return };
        if share.join(&mut journal).is_ok() {
            assert_sound(&journal);
            assert!(share.join(&mut journal).is_ok(), "the same again is refused");
        }
    }
}

/// An export of a journal is joined wholly or refused, and leaves a sound journal.
pub fn check_export(bytes: &[u8]) {
    let Some((mut journal, _)) = journal() else { return };
    if journal.merge(&mut &*bytes).is_ok() {
        assert_sound(&journal);
    }
}

fn assert_sound(journal: &Journal) {
    let found = journal.doctor().map(|report| report.problems);
    assert!(matches!(&found, Ok(problems) if problems.is_empty()), "{found:?}");
}

/// Settings hold as far as they can be understood; the rest is told on one line each.
pub fn check_config(bytes: &[u8]) {
    let (config, problems) = Config::parse(&String::from_utf8_lossy(bytes));
    let (_, clashes) = Keymap::new(&config.keys);
    for words in problems.iter().chain(&clashes) {
        assert!(!words.trim().is_empty(), "nothing is said");
    }
}

/// A profile that is read is written and read again as the same, and no line is lost with it.
pub fn check_profile(bytes: &[u8]) {
    const LETTER: &str =
        "Lamplight\n7 March 2026\n\nKenya\n\n- Pray for the well.\n- Thanks for rain.\n\nWhat is this\n";
    let Ok((profile, _)) = profiles::parse(&String::from_utf8_lossy(bytes)) else { return };
    if let Ok(text) = profiles::written(&profile) {
        let again = profiles::parse(&text);
        assert!(again.as_ref().is_ok_and(|(again, _)| *again == profile), "{text}\n{again:?}");
    }
    if let Ok(reading) = read(LETTER.as_bytes(), &[profile]) {
        let lines: usize =
            reading.issues.iter().flat_map(|issue| &issue.blocks).map(|block| block.lines.len()).sum();
        assert_eq!(lines, reading.document.lines.len(), "lines are lost");
    }
}

/// Any text is a day, a verse, or neither.
pub fn check_day(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let Some(now) = now() else { return };
    let today = now.day();
    if let Ok(day) = day::coming(&text, today) {
        assert!(day > today);
    }
    for day in [day::past(&text, today), day::since(&text, today)].into_iter().flatten() {
        assert!(day <= today);
    }
    for line in text.lines() {
        if let Some((passage, rest)) = Passage::read(line, None) {
            assert!(line.ends_with(rest), "{passage:?} is not read from the beginning of {line:?}");
        }
        let _ = Passage::of(line);
    }
}

/// A table or a list of one's own is read or asks.
pub fn check_ledger(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let Some(now) = now() else { return };
    for order in [None, Some(Order::DayFirst)] {
        let _ = ledger::table(&text, &Mapping::default(), order, Visibility::Private);
        let _ = ledger::list(&text, order, Visibility::Private, now.day());
    }
}
