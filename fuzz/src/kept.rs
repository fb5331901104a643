//! What must hold of what is read and then kept.

use chrono::NaiveDate;
use kneel::bulletin::read;
use kneel::clock::Moment;
use kneel::group::{Redaction, handout, review};
use kneel::journal::{ActId, Error, Filter, Incoming, Is, ItemDetail, ItemRow, Journal, Plan, Whole};
use kneel::reflect::{self, Marks, Period, Reflection};

/// Between two documents of one input: a form feed on a line of its own.
const BETWEEN: &[u8] = b"\n\x0c\n";

/// More documents than this of one input are not kept.
const MOST: usize = 4;

/// More than any journal here holds.
pub(crate) const MANY: usize = 99;

pub(crate) fn now() -> Option<Moment> {
    Some(Moment::new("2026-03-12T09:14:00+01:00".parse().ok()?))
}

/// An empty journal, and the day it is.
pub(crate) fn journal() -> Option<(Journal, NaiveDate)> {
    let now = now()?;
    Some((Journal::in_memory(now).ok()?, now.day()))
}

/// A document as it comes in.
pub(crate) fn incoming(bytes: &[u8]) -> Option<Incoming> {
    let bulletins = read(bytes, &[]).ok()?.bulletins();
    let whole = Whole::of(bytes);
    Some(Incoming { name: "a.txt".to_owned(), whole, bulletins, corrections: Vec::new() })
}

/// Documents that come in one after the other, some of which correct others, leave a sound journal, in which answers
/// can be looked for. The same again is known, another journal takes an export of it, and an undo takes back the last.
pub fn check_import(bytes: &[u8]) {
    let (Some(now), Some((mut journal, today))) = (now(), journal()) else { return };
    let documents: Vec<Incoming> = parts(bytes).take(MOST).filter_map(incoming).collect();
    for document in &documents {
        let document = std::slice::from_ref(document);
        let taken = journal.import(now, ActId::new(now), document);
        assert!(taken.is_ok(), "{taken:?}");
        let again = journal.import(now, ActId::new(now), document).unwrap_or_default();
        let known = again.iter().flatten().all(|bulletin| bulletin.plan == Plan::Known);
        assert!(known && again.len() == 1, "the same again: {again:?}");
    }
    if documents.is_empty() {
        return;
    }
    while journal.look_for_answers().is_ok_and(|looked| looked.left > 0) {}
    assert_sound(&journal);
    look(&journal, today);
    let mut export = Vec::new();
    assert!(journal.export(&mut export).is_ok());
    let Ok(mut other) = Journal::in_memory(now) else { return };
    assert!(other.merge(&mut export.as_slice()).is_ok(), "its export is not taken");
    assert_eq!(all(&journal, today), all(&other, today));
    assert!(journal.undo(now).is_ok());
    assert_sound(&journal);
}

fn parts(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = Some(bytes);
    std::iter::from_fn(move || {
        let whole = rest?;
        let at = whole.windows(BETWEEN.len()).position(|window| window == BETWEEN);
        rest = at.and_then(|at| whole.get(at + BETWEEN.len()..));
        whole.get(..at.unwrap_or(whole.len()))
    })
}

pub(crate) fn assert_sound(journal: &Journal) {
    let found = journal.doctor().map(|report| report.problems);
    assert!(matches!(&found, Ok(problems) if problems.is_empty()), "{found:?}");
}

/// All items of a journal with what there is to know of them, in the order of their ids and wherever they lie in its file.
pub(crate) fn all(journal: &Journal, today: NaiveDate) -> Vec<ItemDetail> {
    let mut rows: Vec<ItemRow> = Vec::new();
    for is in [Vec::new(), vec![Is::Archived]] {
        rows.extend(journal.select(&Filter { is, ..Filter::default() }, MANY, today).unwrap_or_default());
    }
    rows.sort_by(|one, other| one.id.cmp(&other.id));
    let details = rows.iter().filter_map(|row| journal.detail(&row.id).ok().flatten());
    details
        .map(|mut detail| {
            detail.row.key.row = 0;
            detail
        })
        .collect()
}

/// Whatever a journal holds can be looked at, told and printed.
pub(crate) fn look(journal: &Journal, today: NaiveDate) {
    let shown = || -> Result<(), Error> {
        journal.overview(today)?;
        journal.history(MANY)?;
        journal.bulletins(MANY)?;
        journal.countries(today)?;
        journal.portion(today, 8)?;
        journal.share(today, 8)?;
        journal.years_ago(today)?;
        journal.verses(&["Psalm".to_owned()], MANY)?;
        journal.suggestions(|_| Ok::<(), Error>(()))?;
        for item in all(journal, today) {
            let id = &item.row.id;
            journal.timeline(id)?;
            journal.story(id)?;
            journal.telling(id)?;
            journal.scripture(id)?;
            journal.short_id(id)?;
        }
        let period = Period::last_year(today);
        let reflection = Reflection::new(&journal.looking_back(period.since, period.until)?, period);
        reflect::text(&reflection, 60, Marks::ASCII);
        Ok(())
    };
    let shown = shown();
    assert!(shown.is_ok(), "{shown:?}");
    let about = review::About::new(None, Filter::default());
    let redaction = Redaction::new(&["Nilufa".to_owned()], &["BD".to_owned()]);
    let sheet = review::review(journal, &about, None, today)
        .and_then(|evening| review::sheet(journal, &evening, &redaction));
    assert!(sheet.is_ok(), "{sheet:?}");
    if let Ok(sheet) = sheet {
        for format in [handout::Format::Markdown, handout::Format::Html, handout::Format::Text] {
            assert!(handout::render(&sheet, format, &handout::Print::default()).is_ok());
        }
    }
}
