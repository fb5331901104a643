//! An evening in lines, for screen readers and pipes.

use std::io::Write;

use chrono::NaiveDate;

use crate::bulletin::Issued;
use crate::cli::{Desk, Error, day};
use crate::group::review::{self, Review};
use crate::group::{Entry, HeldBack, PartKind, Said, words};
use crate::journal::{EveningRow, Journal};
use crate::text::capital;

/// What it is about, the period, how much there is, and what is held back.
pub fn heading(desk: &mut Desk, review: &Review, was: Option<&EveningRow>) -> Result<(), Error> {
    let name = review.view.as_deref().map_or_else(|| "everything".to_owned(), words::name_of);
    desk.text(0, &format!("Group review: {name}"))?;
    if let Some(was) = was {
        desk.text(0, &format!("The evening of {}, {}.", day::long(was.day), was.evening.words()))?;
    }
    let period = match review.since {
        Some(since) => format!("From {} to {}", day::long(since), day::long(review.until)),
        None => format!("From the beginning to {}", day::long(review.until)),
    };
    let counts: Vec<String> = PartKind::ALL
        .into_iter()
        .map(|kind| match (kind, review.count(kind)) {
            (PartKind::Answered, 1) => "1 answered".to_owned(),
            (PartKind::Answered, count) => format!("{count} answered"),
            (PartKind::InPart, count) => format!("{count} partly or set back"),
            (PartKind::Waiting, count) => format!("{count} still waiting"),
            (PartKind::New, count) => format!("{count} new"),
        })
        .collect();
    desk.text(0, &format!("{period}: {}.", counts.join(", ")))?;
    if let Some(told) = words::held_back(review.private) {
        desk.text(0, &format!("{told}."))?;
    }
    Ok(writeln!(desk.out)?)
}

/// All parts with all their entries.
pub fn print(desk: &mut Desk, journal: &Journal, review: &Review) -> Result<(), Error> {
    let mut number = 0;
    for (kind, rows, more) in &review.parts {
        if rows.is_empty() {
            continue;
        }
        part(desk, *kind, review.count(*kind))?;
        for row in rows {
            number += 1;
            if let Some(entry) = review::entry(journal, &row.id, &mut HeldBack::default())? {
                desk.text(0, &format!("{number}. {}", entry.title))?;
                body(desk, &entry, review.until)?;
                writeln!(desk.out)?;
            }
        }
        if *more > 0 {
            desk.text(0, &format!("And {more} more."))?;
            writeln!(desk.out)?;
        }
    }
    Ok(())
}

/// The heading of a part: "STILL WAITING (8)".
pub fn part(desk: &mut Desk, kind: PartKind, count: usize) -> Result<(), Error> {
    desk.text(0, &format!("{} ({count})", kind.words().to_uppercase()))?;
    Ok(writeln!(desk.out)?)
}

/// What was asked and heard, how long it took, who takes it, and the notes that go along.
pub fn body(desk: &mut Desk, entry: &Entry, until: NaiveDate) -> Result<(), Error> {
    desk.text(3, &format!("{}:", headed("We asked", entry.asked.day, entry.asked.source.as_deref())))?;
    desk.text(5, &capital(&entry.asked.text))?;
    if let Some(heard) = &entry.heard {
        let took = entry.days_to_answer().map(|days| match days {
            0 => ", on the same day".to_owned(),
            days => format!(", after {}", words::span(days)),
        });
        let told = format!("{}{}", heard.verdict.words(), took.unwrap_or_default());
        let source = heard.praise.as_ref().and_then(|praise| praise.source.as_deref());
        desk.text(3, &format!("{}: {told}.", headed("We heard", Some(Issued::On(heard.day)), source)))?;
        if let Some(praise) = &heard.praise {
            desk.text(5, &capital(&praise.text))?;
        }
        if let Some(words) = &heard.words {
            desk.text(5, &capital(words))?;
        }
    }
    if let Some(on) = entry.day {
        let passed = if on < until && entry.heard.is_none() { ", which has passed" } else { "" };
        desk.text(3, &format!("Its day: {}{passed}.", day::long(on)))?;
    }
    match entry.times {
        0 => {}
        1 => desk.text(3, "Prayed once.")?,
        2 => desk.text(3, "Prayed twice.")?,
        times => desk.text(3, &format!("Prayed {times} times."))?,
    }
    if let Some(who) = &entry.taken_by {
        desk.text(3, &format!("{who} takes it."))?;
    }
    for Said { text, day, .. } in &entry.notes {
        let day = day.map(|day| format!(", {}", day.in_words())).unwrap_or_default();
        desk.text(3, &format!("Noted{day}: {text}"))?;
    }
    Ok(())
}

/// "We asked, 11 November 2025 (Lamplight, item 2)".
fn headed(verb: &str, day: Option<Issued>, source: Option<&str>) -> String {
    let day = day.map(|day| format!(", {}", day.in_words())).unwrap_or_default();
    let source = source.map(|source| format!(" ({source})")).unwrap_or_default();
    format!("{verb}{day}{source}")
}
