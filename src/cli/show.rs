//! `kneel show`: all there is to know of an item.

use std::io::Write;

use serde::Serialize;

use super::{Desk, Error, Exit, day, items, today};
use crate::journal::{ItemDetail, Journal, TimelineEntry, Visibility};

/// Show an item with your notes, its answer and what happened to it
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  kneel show 3f
  kneel show 3f --json")]
pub struct Args {
    /// The item, by the beginning of its id
    id: String,
    /// Print it as JSON (kneel.item/1)
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Item<'a> {
    format: &'static str,
    short: String,
    #[serde(flatten)]
    detail: &'a ItemDetail,
    timeline: Vec<TimelineEntry>,
}

pub fn run(args: &Args, desk: &mut Desk) -> Result<Exit, Error> {
    let journal = desk.journal_if_any()?;
    let item = items::detail(&journal, &args.id)?;
    if args.json {
        let (short, timeline) = (journal.short_id(&item.row.id)?, journal.timeline(&item.row.id)?);
        desk.json(&Item { format: "kneel.item/1", short, detail: &item, timeline })?;
    } else {
        print(desk, &journal, &item)?;
        print_timeline(desk, &journal.timeline(&item.row.id)?)?;
    }
    Ok(Exit::Done)
}

/// The item itself: heading line, where it comes from, text, notes, answer.
pub fn print(desk: &mut Desk, journal: &Journal, item: &ItemDetail) -> Result<(), Error> {
    let row = &item.row;
    desk.text(0, &format!("{}  {}", journal.short_id(&row.id)?, row.title))?;
    let region = row.region.as_deref().or(item.heading.as_deref());
    let origin = items::origin(item);
    desk.text(0, &region.map_or_else(|| origin.clone(), |region| format!("{region}. {origin}")))?;
    desk.text(0, &standing(item))?;
    if let Some(context) = &item.context {
        writeln!(desk.out)?;
        desk.text(0, context)?;
    }
    writeln!(desk.out)?;
    today::text_of(desk, 0, item)?;
    for link in &item.links {
        let url = link.url.as_deref().unwrap_or("(its address was lost on the way)");
        desk.text(2, &format!("{}: {url}", link.text))?;
    }
    if !item.written.is_empty() {
        writeln!(desk.out, "\nYour notes")?;
    }
    let several = item.written.len() > 1;
    for (note, number) in item.written.iter().zip(1..) {
        let number = if several { format!("{number}. ") } else { String::new() };
        let along = if note.shared { " (goes along)" } else { "" };
        desk.text(2, &format!("{number}{}{along}: {}", day::long(note.day), note.words()))?;
    }
    if let Some(answer) = &item.answer {
        writeln!(desk.out)?;
        let words = if answer.words.is_empty() { String::new() } else { format!(": {}", answer.words) };
        desk.text(0, &format!("{}, {}{words}", answer.verdict.words(), day::long(answer.day)))?;
        if let Some(praise) = &answer.praise {
            desk.text(2, &format!("told by {}", journal.short_id(praise)?))?;
        }
    }
    Ok(())
}

/// "prayed 3 times since 1 March 2026; private; rests until 3 April 2026".
fn standing(item: &ItemDetail) -> String {
    let row = &item.row;
    let parts = [
        Some(items::prayed(item)),
        match row.visibility {
            Visibility::Private => Some("private".to_owned()),
            Visibility::Group => None,
            Visibility::Public => Some("public".to_owned()),
        },
        (item.prayed_by_others > 0).then(|| format!("prayed {} times by others", item.prayed_by_others)),
        item.taken_by.as_ref().map(|who| format!("taken to heart by {who}")),
        row.snoozed_until.map(|until| format!("rests until {}", day::long(until))),
        row.pinned.then(|| "pinned".to_owned()),
        row.follow_up.map(|wanted| format!("to be looked at again on {}", day::long(wanted))),
        row.archived.then(|| "put away".to_owned()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

fn print_timeline(desk: &mut Desk, timeline: &[TimelineEntry]) -> Result<(), Error> {
    if timeline.is_empty() {
        return Ok(());
    }
    writeln!(desk.out, "\nWhat happened")?;
    for entry in timeline {
        let undone = if entry.undone { " (taken back)" } else { "" };
        let text = entry.text.as_ref().map(|text| format!(": {text}")).unwrap_or_default();
        desk.text(2, &format!("{}: {}{undone}{text}", day::long(entry.day), entry.what))?;
    }
    Ok(())
}
