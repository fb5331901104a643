//! What must hold of what people type, write into settings, and are sent by others.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use kneel::bulletin::{Passage, read};
use kneel::cli::day;
use kneel::clock::Moment;
use kneel::config::{Config, edited};
use kneel::group::share::Share;
use kneel::journal::{
    ActId, Anchor, Change, Filter, ItemDetail, ItemRow, Journal, Own, Plan, Step, Visibility, last_part,
};
use kneel::ledger::{self, Entry, Mapping, Order};
use kneel::profiles;
use kneel::tui::keymap::Keymap;

use super::kept::{MANY, all, assert_sound, incoming, journal, look, now};

const LETTER: &str =
    "Lamplight\n7 March 2026\n\nKenya\n\n- Pray for the well.\n- Thanks for rain.\n\nWhat is this\n";

const SHARED: &[u8] = include_bytes!("../seeds/share/two.json");

const EXPORTED: &[u8] = include_bytes!("../seeds/export/journal.json");

const LIST: &str = "## Asia, South\n\n- [ ] Rain for the herders of Bangladesh (since 3 July 2025)\n\
     - [x] The well - answered 13 July 2025: it has water\n  - a note of Psalm 34\n";

thread_local! {
    /// A journal, to ask.
    static ASKED: Option<(Journal, NaiveDate)> = asked();
}

/// A journal with a letter, of which one request was prayed and answered.
fn asked() -> Option<(Journal, NaiveDate)> {
    let (now, (mut journal, today)) = (now()?, journal()?);
    journal.import(now, ActId::new(now), &[incoming(LETTER.as_bytes())?]).ok()?;
    let list = ledger::list(LIST, None, Visibility::Group, today).ok()?;
    let own: Vec<Own> = list.entries.into_iter().map(|entry| entry.own).collect();
    journal.bring(now, ActId::new(now), &own).ok()?;
    let first = journal.select(&Filter::default(), 1, today).ok()?.into_iter().next()?;
    journal.act(now, &[Change::Prayed { item: first.id }]).ok()?;
    Some((journal, today))
}

/// Any text is a filter or is refused with a sentence, and a filter can be asked. What a search finds stands in the list
/// of the same filter, and nothing else does.
pub fn check_filter(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    assert!(text.is_char_boundary(last_part(&text)));
    ASKED.with(|asked| {
        let Some((journal, today)) = asked else { return };
        assert!(journal.offers(&text).is_ok());
        match Filter::parse(&text) {
            Ok(filter) => assert_agreed(journal, &filter, *today),
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    });
}

fn assert_agreed(journal: &Journal, filter: &Filter, today: NaiveDate) {
    assert!(journal.select(filter, MANY, today).is_ok(), "{filter:?}");
    assert!(journal.filtered_due(filter, today, MANY).is_ok(), "{filter:?}");
    for near in [true, false] {
        let found = journal.search(filter, Step { near, ..Step::default() }, MANY, today);
        let listed = journal.filtered(filter, Anchor::First, MANY, today);
        assert!(found.is_ok() && listed.is_ok(), "{filter:?}");
        let (Ok(found), Ok(listed)) = (found, listed) else { return };
        let ids = |rows: &[ItemRow]| rows.iter().map(|row| row.id.clone()).collect::<BTreeSet<_>>();
        if !near {
            assert_eq!(ids(&found.rows), ids(&listed.rows), "{filter:?}");
            let counted = journal.count_up_to(filter, MANY, today);
            assert!(counted.is_ok_and(|(count, more)| more || count == found.rows.len()), "{filter:?}");
        }
    }
}

/// What others share, opened, is joined or refused, and leaves a sound journal, whatever came before it. Bytes that are no
/// packed share are taken for what would be packed, since changes in packed bytes hardly ever reach it.
pub fn check_share(bytes: &[u8]) {
    let packed = lz4_flex::block::compress_prepend_size(bytes);
    let known = Share::of_bytes(&lz4_flex::block::compress_prepend_size(SHARED));
    for share in [Share::of_bytes(bytes), Share::of_bytes(&packed)].into_iter().flatten() {
        let (Some((mut first, today)), Some((mut last, _)), Ok(known)) = (journal(), journal(), &known)
        else {
            return;
        };
        let taken = share.join(&mut first).is_ok();
        assert!(known.join(&mut first).is_ok() && known.join(&mut last).is_ok());
        assert_eq!(share.join(&mut last).is_ok(), taken, "it is taken by one and refused by another");
        assert_sound(&last);
        look(&last, today);
        assert_eq!(undated(&first, today), undated(&last, today), "it matters which came first");
        assert!(
            !taken || share.join(&mut last).is_ok_and(|merged| merged.events == 0),
            "the same again is new"
        );
    }
}

/// All items, without the days of what was told: these are not in an event's name, so of two events that differ in nothing
/// else, which nobody but a forger makes, the first to come counts.
fn undated(journal: &Journal, today: NaiveDate) -> Vec<ItemDetail> {
    let mut items = all(journal, today);
    for item in &mut items {
        item.added_on = today;
        item.written.iter_mut().for_each(|note| note.day = today);
    }
    items
}

/// An export of a journal is joined wholly or refused, and leaves a sound journal, also where some of it is known.
pub fn check_export(bytes: &[u8]) {
    let Some((mut journal, today)) = journal() else { return };
    if journal.merge(&mut &*bytes).is_err() {
        return;
    }
    assert_sound(&journal);
    look(&journal, today);
    if let Some(mut journal) = known() {
        assert!(journal.merge(&mut &*bytes).is_ok(), "it is taken by one and refused by another");
        assert_sound(&journal);
    }
}

/// A journal with the bulletin of an export, and nothing that happened to it.
fn known() -> Option<Journal> {
    let (mut journal, _) = journal()?;
    let mut export: serde_json::Value = serde_json::from_slice(EXPORTED).ok()?;
    export.get_mut("events")?.as_array_mut()?.truncate(1);
    journal.merge(&mut serde_json::to_vec(&export).ok()?.as_slice()).ok()?;
    Some(journal)
}

/// Settings hold as far as they can be understood; the rest is told on one line each. One of them is changed, or the file
/// is left alone.
pub fn check_config(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (config, problems) = Config::parse(&text);
    let (_, clashes) = Keymap::new(&config.keys);
    for words in problems.iter().chain(&clashes) {
        assert!(!words.trim().is_empty(), "nothing is said");
    }
    for (names, value) in [("theme", Some("dark")), ("views.Our evening", Some("is:open")), ("views.b", None)]
    {
        let names = names.split('.').map(str::to_owned).collect();
        let edits = [(names, value.map(Into::into))];
        if let Ok(changed) = edited(&text, &edits) {
            assert_eq!(edited(&changed, &edits).as_ref(), Ok(&changed), "the same again changes it");
        }
    }
}

/// A profile that is read is written and read again as the same, and no line is lost with it.
pub fn check_profile(bytes: &[u8]) {
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

/// A table or a list of one's own is read or asks. What is read is brought in once, and leaves a sound journal.
pub fn check_ledger(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let Some(now) = now() else { return };
    let mut found = Vec::new();
    for order in [None, Some(Order::DayFirst)] {
        let table = ledger::table(&text, &Mapping::default(), order, Visibility::Private);
        let list = ledger::list(&text, order, Visibility::Private, now.day());
        let entries = [table.map(|table| table.entries).ok(), list.map(|list| list.entries).ok()];
        found.extend(entries.into_iter().flatten().filter(|entries| !entries.is_empty()));
    }
    // one of them, since it takes longer to make a journal than to read them all
    found.pop().into_iter().for_each(|entries| bring(entries, now));
}

fn bring(entries: Vec<Entry>, now: Moment) {
    let own: Vec<Own> = entries.into_iter().map(|entry| entry.own).collect();
    let Some((mut journal, today)) = journal() else { return };
    let brought = journal.bring(now, ActId::new(now), &own);
    assert!(brought.is_ok(), "{brought:?}");
    assert_sound(&journal);
    look(&journal, today);
    let again = journal.bring(now, ActId::new(now), &own);
    let known = again.as_ref().is_ok_and(|again| again.iter().all(|item| item.plan == Plan::Known));
    assert!(known, "the same again: {again:?}");
}
