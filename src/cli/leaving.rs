//! What leaves the journal is shown before it does: as counts, and as the text itself.

use super::{Desk, Error, day};
use crate::bulletin::Issued;
use crate::group::share::Share;
use crate::group::{HeldBack, Redaction};
use crate::journal::Telling;

/// So many items are shown in full before the rest is counted, on a terminal.
const SHOWN: usize = 40;

/// What is hidden in all that leaves, as the person set it.
pub fn redaction(desk: &mut Desk) -> Result<Redaction, Error> {
    let privacy = desk.config_to_hide_by()?.privacy;
    Ok(Redaction::new(&privacy.names, &privacy.countries))
}

/// What was held back, in words; `None` where nothing was.
pub fn held_back(held_back: &HeldBack) -> Option<String> {
    let HeldBack { items, notes, names, places } = *held_back;
    let counted = |count: usize, one: &str, many: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        count => Some(format!("{count} {many}")),
    };
    let stay: Vec<String> = [
        counted(items, "item that others may not see", "items that others may not see"),
        counted(notes, "note that is not marked for sharing", "notes that are not marked for sharing"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let changed: Vec<String> = [
        counted(names, "name became initials", "names became initials"),
        counted(places, "place became its region", "places became their regions"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let stay = (!stay.is_empty()).then(|| format!("held back: {}", stay.join(", ")));
    let parts: Vec<String> =
        stay.into_iter().chain((!changed.is_empty()).then(|| changed.join(", "))).collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// Says what was held back, where something was.
pub fn say_held_back(desk: &mut Desk, held: &HeldBack) {
    if let Some(words) = held_back(held) {
        desk.say(&words);
    }
}

/// "1 item is", "12 items are".
pub fn counted(items: usize, one: &str, many: &str) -> String {
    if items == 1 { format!("1 item {one}") } else { format!("{items} items {many}") }
}

/// Prints on stdout all that would leave in a share.
pub fn print(desk: &mut Desk, share: &Share, held: &HeldBack) -> Result<(), Error> {
    for telling in share.items() {
        for line in lines(telling) {
            desk.text(0, &line)?;
        }
        desk.line("")?;
    }
    let held = held_back(held).map(|words| format!("; {words}")).unwrap_or_default();
    desk.say(&format!("{} to go out{held}", counted(share.len(), "is", "are")));
    Ok(())
}

/// Shows on stderr what would leave in a share.
pub fn show(desk: &mut Desk, share: &Share, held: &HeldBack) {
    let items = share.items();
    for telling in items.iter().take(SHOWN) {
        for line in lines(telling) {
            desk.say(&line);
        }
        desk.say("");
    }
    if items.len() > SHOWN {
        desk.say(&format!("and {} more; --dry-run shows all of them on stdout", items.len() - SHOWN));
    }
    desk.say(&counted(items.len(), "goes out", "go out"));
    say_held_back(desk, held);
}

/// What a telling says, as whoever opens it reads it.
pub fn lines(telling: &Telling) -> Vec<String> {
    let Telling { shared, answer, notes, taken, times, .. } = telling;
    let mut lines = Vec::new();
    if let Some(shared) = shared {
        let title = shared.source.clone();
        let issued = shared.issued().map(Issued::in_words);
        let origin: Vec<String> = [shared.item.region.clone(), shared.publisher.clone(), title, issued]
            .into_iter()
            .flatten()
            .collect();
        lines.push(format!("  {}", origin.join(", ")));
        lines.extend(shared.item.context.iter().map(|context| format!("  {context}")));
        lines.push(format!("  {}", shared.item.text));
        for link in &shared.item.links {
            lines.push(format!("    link: {} {}", link.text, link.url.as_deref().unwrap_or_default()));
        }
        let spoken_of = shared.item.date.map(|date| format!("the day {}", day::long(date)));
        let countries = shared.item.countries.join(" ");
        let countries = (!countries.is_empty()).then(|| format!("countries {countries}"));
        let seen: Vec<String> = spoken_of.into_iter().chain(countries).collect();
        if !seen.is_empty() {
            lines.push(format!("    as kneel read it: {}", seen.join(", ")));
        }
    } else {
        lines.push("  what others told, with what you did with it:".to_owned());
    }
    if let Some((_, Some(answer))) = answer {
        let words = if answer.words.is_empty() { String::new() } else { format!(": {}", answer.words) };
        lines.push(format!("    {}, {}{words}", answer.verdict.words(), day::long(answer.day)));
    }
    for (stamp, _, text) in notes {
        lines.push(format!("    note of {}: {text}", day::long(stamp.day)));
    }
    if let Some((_, who)) = taken.as_ref().filter(|(_, who)| !who.is_empty()) {
        lines.push(format!("    {who} takes it"));
    }
    if *times > 0 {
        lines.push(format!("    prayed {times} times (a number; no name, no days)"));
    }
    lines
}

/// Whether the person lets it go. Where nobody can be asked, only `yes` lets it.
pub fn agreed(desk: &mut Desk, yes: bool, question: &str) -> Result<bool, Error> {
    if yes {
        return Ok(true);
    }
    if !desk.asks {
        return Err(Error::Usage(
            "nothing was written: there is nobody to ask; look with --dry-run, then say --yes".to_owned(),
        ));
    }
    let answer = desk.ask(&format!("{question} [y/N]"))?.unwrap_or_default();
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}
