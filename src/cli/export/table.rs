//! The CSV projection: one row for each item.

use std::io::{self, Write};

use chrono::NaiveDate;

use super::{HeldBack, Items};
use crate::cli::Error;
use crate::journal::ItemDetail;
use crate::text;

/// New ones at the end, since people count columns.
const HEADER: [&str; 21] = [
    "id",
    "issued_on",
    "publisher",
    "bulletin",
    "region",
    "kinds",
    "title",
    "text",
    "countries",
    "visibility",
    "archived",
    "times_prayed",
    "first_prayed",
    "last_prayed",
    "snoozed_until",
    "verdict",
    "answered_on",
    "answer",
    "notes",
    "pinned",
    "follow_up",
];

/// Writes the table and returns how many items were held back.
pub(super) fn write(items: &Items, today: NaiveDate, out: &mut dyn Write) -> Result<HeldBack, Error> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record(HEADER).map_err(cause)?;
    let held_back = items.each(today, |item| {
        Ok(table.write_record(record(item).iter().map(|cell| harmless(cell))).map_err(cause)?)
    })?;
    table.flush()?;
    Ok(held_back)
}

/// What the disk or the pipe said, so that a closed pipe is known as one.
fn cause(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

fn record(item: &ItemDetail) -> [String; HEADER.len()] {
    let row = &item.row;
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let kinds = [("praise", row.kinds.praise), ("request", row.kinds.request)];
    let kinds: Vec<&str> = kinds.into_iter().filter_map(|(name, is)| is.then_some(name)).collect();
    let notes: Vec<String> = item.written.iter().map(|note| format!("{}: {}", note.day, note.text)).collect();
    [
        row.id.to_string(),
        row.issued.map(|issued| issued.to_string()).unwrap_or_default(),
        row.publisher.clone().unwrap_or_default(),
        item.bulletin.as_ref().and_then(|bulletin| bulletin.title.clone()).unwrap_or_default(),
        row.region.clone().unwrap_or_default(),
        kinds.join(" "),
        row.title.clone(),
        item.text.clone(),
        item.countries.join(" "),
        format!("{:?}", row.visibility).to_lowercase(),
        row.archived.to_string(),
        row.times.to_string(),
        day(item.first_prayed),
        day(row.last_prayed),
        day(row.snoozed_until),
        row.verdict.map(|verdict| verdict.words().to_owned()).unwrap_or_default(),
        day(row.answered_on),
        item.answer.as_ref().map(|answer| answer.words.clone()).unwrap_or_default(),
        notes.join("\n"),
        row.pinned.to_string(),
        day(row.follow_up),
    ]
}

/// A spreadsheet runs a cell that begins like a formula, and these texts come from anywhere. A cell that begins with the
/// mark itself gets another, so that `kneel import --csv` can take off the one that was set.
fn harmless(cell: &str) -> String {
    let cell = text::safe(cell);
    let bare = cell.trim_start_matches('\'');
    if bare.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.into_owned() }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn no_cell_is_a_formula() {
        assert_eq!(harmless("=HYPERLINK(\"http://x\")"), "'=HYPERLINK(\"http://x\")");
        assert_eq!(harmless("'=1"), "''=1");
        assert_eq!(harmless("Pray = work"), "Pray = work");
    }
}
