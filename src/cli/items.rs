//! Items as the command line names and shows them.

use serde::Serialize;

use super::{Desk, Error, day};
use crate::bulletin::Issued;
use crate::clock::Moment;
use crate::journal::{ActId, Change, Found, ItemDetail, ItemId, ItemRow, Journal};
use crate::text;

/// How many candidates are listed for a prefix that is too short.
const CANDIDATES: usize = 12;

/// The item that a prefix of its id names.
pub fn named(journal: &Journal, prefix: &str) -> Result<ItemId, Error> {
    if prefix.trim().is_empty() {
        return Err(Error::Usage("an empty id names no item; `kneel list` shows ids".to_owned()));
    }
    match journal.find(prefix)? {
        Found::One(id) => Ok(id),
        Found::None => Err(Error::NoItem(prefix.to_owned())),
        Found::Many(rows) => {
            let candidates = rows
                .into_iter()
                .take(CANDIDATES)
                .map(|row| Ok((journal.short_id(&row.id)?, row.title)))
                .collect::<Result<_, Error>>()?;
            Err(Error::Ambiguous { prefix: prefix.to_owned(), candidates })
        }
    }
}

/// All there is to know of the item that a prefix names.
pub fn detail(journal: &Journal, prefix: &str) -> Result<ItemDetail, Error> {
    let id = named(journal, prefix)?;
    journal.detail(&id)?.ok_or_else(|| Error::NoItem(prefix.to_owned()))
}

/// Does changes as one act and says what was done.
pub fn act(desk: &mut Desk, journal: &mut Journal, changes: &[Change]) -> Result<ActId, Error> {
    let receipt = journal.act(desk.now()?, changes)?;
    desk.say(&receipt.what);
    Ok(receipt.act)
}

/// Takes back an act that was done in a talk: that one, and not what a timer or another terminal did since.
pub fn take_back(desk: &mut Desk, journal: &mut Journal, act: ActId) -> Result<(), Error> {
    let turned = journal.undo_act(desk.now()?, act)?;
    desk.say(&turned.map_or_else(
        || "it was taken back already".to_owned(),
        |turned| format!("taken back: {}", turned.what),
    ));
    Ok(())
}

#[derive(Serialize)]
struct Listed<'a> {
    short: String,
    #[serde(flatten)]
    row: &'a ItemRow,
}

#[derive(Serialize)]
struct Items<'a> {
    format: &'static str,
    items: Vec<Listed<'a>>,
}

/// Prints items as a document.
pub fn print_json(desk: &mut Desk, journal: &Journal, rows: &[ItemRow]) -> Result<(), Error> {
    let mut listed = Vec::with_capacity(rows.len());
    for row in rows {
        listed.push(Listed { short: journal.short_id(&row.id)?, row });
    }
    desk.json(&Items { format: "kneel.items/1", items: listed })
}

/// Prints one line for each item: id, title, region, how it stands. Aligned on a terminal, separated by tabs
/// where a program reads it.
pub fn print_lines(desk: &mut Desk, journal: &Journal, rows: &[ItemRow], now: Moment) -> Result<(), Error> {
    for row in rows {
        let id = journal.short_id(&row.id)?;
        let region = row.region.as_deref().unwrap_or(if row.own { "my own" } else { "" });
        let state = state(row, now);
        let line = match desk.width {
            None => format!("{id}\t{}\t{}\t{state}", text::safe_line(&row.title), text::safe_line(region)),
            Some(width) => aligned(width, &id, &row.title, region, &state),
        };
        writeln!(desk.out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// The four columns within a width; the region gives way on a narrow terminal.
fn aligned(width: usize, id: &str, title: &str, region: &str, state: &str) -> String {
    const STATE: usize = 14;
    let region_width = if width >= 70 { 18 } else { 0 };
    let taken = id.len() + 2 + STATE + 2 + if region_width > 0 { region_width + 2 } else { 0 };
    let title = column(title, width.saturating_sub(taken).max(10));
    if region_width == 0 {
        format!("{id}  {title}  {state}")
    } else {
        format!("{id}  {title}  {}  {state}", column(region, region_width))
    }
}

fn column(words: &str, width: usize) -> String {
    let words = text::safe_line(words);
    let cut = text::truncate(&words, width);
    let blanks = width.saturating_sub(text::width(&cut));
    format!("{cut}{:blanks$}", "")
}

/// How an item stands, in a word or two.
pub fn state(row: &ItemRow, now: Moment) -> String {
    let today = now.day();
    if row.archived {
        return "put away".to_owned();
    }
    if let Some(verdict) = row.verdict {
        return verdict.words().to_owned();
    }
    if let Some(until) = row.snoozed_until.filter(|until| *until > today) {
        return format!("rests to {}", day::short(until));
    }
    if row.kinds.praise && !row.kinds.request {
        return "praise".to_owned();
    }
    match row.last_prayed {
        None => "not yet prayed".to_owned(),
        Some(last) if last == today => "today".to_owned(),
        Some(last) => day::ago(last, today),
    }
}

/// Where an item comes from: "Lamplight, 3 March 2026, item 4".
pub fn origin(item: &ItemDetail) -> String {
    let row = &item.row;
    if row.own {
        return format!("my own, added {}", day::long(item.added_on));
    }
    let title = item.bulletin.as_ref().and_then(|bulletin| bulletin.title.clone());
    let title = title.or(item.source.clone());
    let parts = [
        row.publisher.clone().or(title),
        row.issued.map(Issued::in_words),
        item.bulletin.as_ref().map(|bulletin| format!("item {}", bulletin.number)),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// How often and since when an item was prayed.
pub fn prayed(item: &ItemDetail) -> String {
    let times = match item.row.times {
        0 => return "not yet prayed".to_owned(),
        1 => "prayed once".to_owned(),
        times => format!("prayed {times} times"),
    };
    match item.first_prayed {
        Some(first) if item.row.times > 1 => format!("{times} since {}", day::long(first)),
        Some(first) => format!("{times}, on {}", day::long(first)),
        None => times,
    }
}
