//! An item to be read: its text, what was noted, how it was answered, where it comes from.

use std::borrow::Cow;

use chrono::NaiveDate;
use ratatui::text::{Line, Span};

use super::days;
use super::page::{Part, Parts, gap, words};
use super::paper::line_of;
use crate::bulletin::Issued;
use crate::journal::{AnswerEntry, Chapter, ItemDetail, Verdict, Visibility};
use crate::tui::msg::Known;
use crate::tui::theme::Theme;
use crate::walk::First;
use crate::{text, walk};

/// All that is shown of an item, in lines of at most `columns`.
pub fn parts<'a>(known: &'a Known, columns: usize, today: NaiveDate, theme: &Theme) -> Parts<'a> {
    let detail = &known.detail;
    let mut parts = body(detail, columns, theme);
    answer(known, columns, today, theme, &mut parts);
    gap(&mut parts);
    waiting(known, theme, &mut parts);
    notes(detail, columns, today, theme, &mut parts);
    parts.extend(footing(known, today, None, theme));
    parts
}

/// What it asks and tells: who may see it, the story, the text, the links.
pub fn body<'a>(detail: &'a ItemDetail, columns: usize, theme: &Theme) -> Parts<'a> {
    let mut parts = Parts::new();
    let told = match detail.row.visibility {
        Visibility::Private => Some(("private: never shared", theme.private)),
        Visibility::Public => Some(("public: may go anywhere", theme.quiet)),
        Visibility::Group => None,
    };
    parts.extend(told.map(|(words, style)| Line::styled(line_of(words, columns), style).into()));
    if let Some(context) = &detail.context {
        gap(&mut parts);
        parts.push(words(context, 0, theme.quiet));
    }
    gap(&mut parts);
    parts.extend(asked(&detail.text, &detail.petitions, theme));
    for link in detail.links.iter().filter(|link| link.url.is_some()) {
        let url = link.url.as_deref().unwrap_or_default();
        let told = if link.text.is_empty() || link.text == url {
            url.to_owned()
        } else {
            format!("{}: {url}", link.text)
        };
        parts.push(words(text::safe_line(&told).into_owned(), 2, theme.quiet));
    }
    parts
}

/// A text with what it asks one under another, in its place; as it stands where it asks one thing.
fn asked<'a>(words: &'a str, petitions: &[String], theme: &Theme) -> Parts<'a> {
    let mut parts = Parts::new();
    let mut asked = false;
    for (at, part) in walk::parts(words, petitions).into_iter().enumerate() {
        if !(asked && part.asks) {
            gap(&mut parts);
        }
        asked = part.asks;
        let (margin, head) = if asked { (2, Some(Span::styled("- ", theme.quiet))) } else { (0, None) };
        let words = if at == 0 { text::capital(part.text) } else { part.text.into() };
        parts.push(Part::Words { words, margin, head, style: theme.text });
    }
    parts
}

/// How it was answered, a gap before it; nothing where it was not.
pub fn answer<'a>(known: &'a Known, columns: usize, today: NaiveDate, theme: &Theme, parts: &mut Parts<'a>) {
    if let Some(answer) = &known.detail.answer {
        gap(parts);
        parts.extend(answered(answer, known.praise.as_deref(), columns, today, theme));
    }
}

/// That a praise waits that may answer it, and a gap behind; nothing where none does.
pub fn waiting(known: &Known, theme: &Theme, parts: &mut Parts<'_>) {
    if let Some(title) = &known.told {
        parts.push(words(format!("A praise may answer this: {title}"), 0, theme.praise));
        gap(parts);
    }
}

/// The person's notes with their days, a heading before them and a gap behind; nothing where there are none.
pub fn notes(detail: &ItemDetail, columns: usize, today: NaiveDate, theme: &Theme, parts: &mut Parts<'_>) {
    if detail.written.is_empty() {
        return;
    }
    parts.push(Line::styled("Your notes", theme.strong).into());
    for note in &detail.written {
        parts.extend(dated(&days::short(note.day, today), note.words(), columns, theme));
    }
    gap(parts);
}

/// A text with its day before it, the lines below the first set in.
pub fn dated<'a>(day: &str, told: impl Into<Cow<'a, str>>, columns: usize, theme: &Theme) -> Parts<'a> {
    let (above, margin, head) = if columns >= 40 {
        let margin = text::width(day).max(6) + 4;
        let head = format!("  {day:>width$}  ", width = margin.saturating_sub(4));
        (None, margin, Some(Span::styled(head, theme.quiet)))
    } else {
        (Some(Line::styled(line_of(day, columns), theme.quiet).into()), 2, None)
    };
    let told = Part::Words { words: told.into(), margin, head, style: theme.text };
    above.into_iter().chain([told]).collect()
}

fn answered<'a>(
    answer: &'a AnswerEntry,
    praise: Option<&str>,
    columns: usize,
    today: NaiveDate,
    theme: &Theme,
) -> Parts<'a> {
    let how = match answer.verdict {
        Verdict::Answered => "Answered",
        Verdict::Partly => "Partly answered",
        Verdict::Otherwise => "Answered otherwise",
        Verdict::SetBack => "Set back",
    };
    let head = format!("{how}, {}", days::long(answer.day, today));
    let style = if answer.verdict == Verdict::SetBack { theme.strong } else { theme.answered };
    let mut parts = vec![Line::styled(line_of(&head, columns), style).into()];
    if !answer.words.is_empty() {
        parts.push(words(&answer.words, 2, theme.text));
    }
    if let Some(praise) = praise {
        parts.push(words(format!("\u{201c}{}\u{201d}", text::capital(praise)), 2, theme.praise));
    }
    parts
}

/// One item of a story: its day, what it is to the story, how it begins.
pub fn chapter(chapter: &Chapter, columns: usize, today: NaiveDate, theme: &Theme) -> Parts<'static> {
    let (what, said) = (chapter.words(), text::capital(&chapter.text));
    let told = match &chapter.bulletin {
        _ if chapter.here => format!("{what}, this one"),
        Some(title) => format!("{what} ({title})\n{said}"),
        None => format!("{what}\n{said}"),
    };
    dated(&days::issued_short(chapter.day, today), told, columns, theme)
}

/// The newest item of a story after this one, and a gap behind; nothing where there is none.
pub fn news(story: &[Chapter], columns: usize, today: NaiveDate, theme: &Theme, parts: &mut Parts<'_>) {
    let after = story.iter().skip_while(|chapter| !chapter.here).skip(1);
    let Some(newest) = after.last() else { return };
    parts.push(Line::styled("Since then", theme.strong).into());
    parts.extend(chapter(newest, columns, today, theme));
    gap(parts);
}

/// How it stands and where it comes from, in quiet lines. `above`: why it comes first today, where that is said above it.
pub fn footing(known: &Known, today: NaiveDate, above: Option<First>, theme: &Theme) -> Parts<'static> {
    let told = [standing(&known.detail, today, above), source(known, today)];
    told.into_iter().filter(|told| !told.is_empty()).map(|told| words(told, 0, theme.quiet)).collect()
}

/// How it stands: "Waiting since 11 January. Prayed 7 times."
fn standing(detail: &ItemDetail, today: NaiveDate, above: Option<First>) -> String {
    let row = &detail.row;
    let mut said = Vec::new();
    if row.archived {
        said.push("Put away.".to_owned());
    }
    if let Some(day) = row.snoozed_until.filter(|day| *day > today) {
        said.push(format!("Rests until {}.", days::long(day, today)));
    }
    if row.is_open() {
        // a bulletin may come before its own day
        let since = row.issued.filter(|issued| issued.day() <= detail.added_on);
        let since = since.unwrap_or(Issued::On(detail.added_on));
        said.push(format!("Waiting since {}.", days::issued(since, today)));
    }
    if row.pinned && above != Some(First::Pinned) {
        said.push("Pinned: it comes every day.".to_owned());
    }
    if let Some(day) = row.follow_up.filter(|_| above != Some(First::FollowUp)) {
        said.push(format!("To be looked at again on {}.", days::long(day, today)));
    }
    match (row.times, detail.first_prayed) {
        (0, _) if row.is_open() => said.push("Not prayed yet.".to_owned()),
        (0, _) => {}
        (1, Some(day)) => said.push(format!("Prayed once, on {}.", days::long(day, today))),
        (times, Some(first)) => {
            said.push(format!("Prayed {} since {}.", days::times(times), days::long(first, today)));
        }
        (times, None) => said.push(format!("Prayed {}.", days::times(times))),
    }
    if detail.prayed_by_others > 0 {
        said.push(format!("Prayed {} by others.", days::times(detail.prayed_by_others)));
    }
    said.extend(detail.taken_by.as_ref().map(|who| format!("Taken to heart by {who}.")));
    said.join(" ")
}

/// Where it comes from, and its short name: "Open Gate, March 2026, item 4 (a1b2c3)".
fn source(known: &Known, today: NaiveDate) -> String {
    let detail = &known.detail;
    let mut parts: Vec<String> = Vec::new();
    if detail.row.own {
        parts.push(format!("Your own, {}", days::long(detail.added_on, today)));
    } else {
        let title = detail.bulletin.as_ref().and_then(|place| place.title.as_deref());
        let title = title.or(detail.source.as_deref()).unwrap_or_default();
        // Many titles name their publisher: once is enough.
        parts.extend(detail.row.publisher.clone().filter(|publisher| !title.contains(publisher.as_str())));
        parts.extend(Some(title.to_owned()).filter(|title| !title.is_empty()));
        parts.extend(detail.row.issued.map(|issued| days::issued(issued, today)));
        parts.extend(detail.bulletin.as_ref().map(|place| format!("item {}", place.number)));
    }
    format!("{} ({})", parts.join(", "), known.short)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::fixture::{day, known, row, today};

    #[test]
    fn nothing_waits_longer_than_it_is_there() {
        let ahead =
            crate::journal::ItemRow { issued: Some(Issued::On(day("2026-03-15"))), ..row("a", "Rain") };
        let told = |known: &Known| standing(&known.detail, today(), None);
        assert!(told(&known(row("a", "Rain"), "Rain")).starts_with("Waiting since 1 March."));
        assert!(told(&known(ahead, "Rain")).starts_with("Waiting since 2 March."));
    }
}
