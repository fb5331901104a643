//! An item to be read: its text, what was noted, how it was answered, where it comes from.

use chrono::NaiveDate;
use ratatui::text::{Line, Span};

use super::days;
use super::paper::{line_of, wrapped};
use crate::journal::{AnswerEntry, Chapter, ItemDetail, Verdict, Visibility};
use crate::tui::msg::Known;
use crate::tui::theme::Theme;
use crate::walk::First;
use crate::{text, walk};

type Lines = Vec<Line<'static>>;

/// All that is shown of an item, in lines of at most `columns`.
pub fn lines(known: &Known, columns: usize, today: NaiveDate, theme: &Theme) -> Lines {
    let detail = &known.detail;
    let mut lines = body(detail, columns, theme);
    answer(known, columns, today, theme, &mut lines);
    gap(&mut lines);
    waiting(known, columns, theme, &mut lines);
    notes(detail, columns, today, theme, &mut lines);
    lines.extend(footing(known, columns, today, None, theme));
    lines
}

/// What it asks and tells: who may see it, the story, the text, the links.
pub fn body(detail: &ItemDetail, columns: usize, theme: &Theme) -> Lines {
    let mut lines = Lines::new();
    let told = match detail.row.visibility {
        Visibility::Private => Some(("private: never shared", theme.private)),
        Visibility::Public => Some(("public: may go anywhere", theme.quiet)),
        Visibility::Group => None,
    };
    lines.extend(told.map(|(words, style)| Line::styled(line_of(words, columns), style)));
    if let Some(context) = &detail.context {
        gap(&mut lines);
        lines.extend(wrapped(context, columns, 0, theme.quiet));
    }
    gap(&mut lines);
    lines.extend(asked(&detail.text, &detail.petitions, columns, theme));
    for link in detail.links.iter().filter(|link| link.url.is_some()) {
        let url = link.url.as_deref().unwrap_or_default();
        let words = if link.text.is_empty() || link.text == url {
            url.to_owned()
        } else {
            format!("{}: {url}", link.text)
        };
        lines.extend(wrapped(&text::safe_line(&words), columns, 2, theme.quiet));
    }
    lines
}

/// A text with what it asks one under another, in its place; as it stands where it asks one thing.
fn asked(words: &str, petitions: &[String], columns: usize, theme: &Theme) -> Lines {
    let mut lines = Lines::new();
    let mut asked = false;
    for part in walk::parts(words, petitions) {
        if !(asked && part.asks) {
            gap(&mut lines);
        }
        asked = part.asks;
        let mut said = wrapped(part.text, columns, if asked { 2 } else { 0 }, theme.text);
        if let Some(margin) = said.first_mut().and_then(|line| line.spans.first_mut()).filter(|_| asked) {
            *margin = Span::styled("- ", theme.quiet);
        }
        lines.extend(said);
    }
    lines
}

/// How it was answered, a gap before it; nothing where it was not.
pub fn answer(known: &Known, columns: usize, today: NaiveDate, theme: &Theme, lines: &mut Lines) {
    if let Some(answer) = &known.detail.answer {
        gap(lines);
        lines.extend(answered(answer, known.praise.as_deref(), columns, today, theme));
    }
}

/// That a praise waits that may answer it, and a gap behind; nothing where none does.
pub fn waiting(known: &Known, columns: usize, theme: &Theme, lines: &mut Lines) {
    if let Some(title) = &known.told {
        lines.extend(wrapped(&format!("A praise may answer this: {title}"), columns, 0, theme.praise));
        gap(lines);
    }
}

/// The person's notes with their days, a heading before them and a gap behind; nothing where there are none.
pub fn notes(detail: &ItemDetail, columns: usize, today: NaiveDate, theme: &Theme, lines: &mut Lines) {
    if detail.written.is_empty() {
        return;
    }
    lines.push(Line::styled("Your notes", theme.strong));
    for note in &detail.written {
        let words = note.words();
        lines.extend(dated(&days::short(note.day, today), &words, columns, theme));
    }
    gap(lines);
}

/// A text with its day before it, the lines below the first set in.
pub fn dated(day: &str, words: &str, columns: usize, theme: &Theme) -> Lines {
    let margin = if columns >= 40 { text::width(day).max(6) + 4 } else { 2 };
    let mut lines = wrapped(words, columns, margin, theme.text);
    let head = format!("  {day:>width$}  ", width = margin.saturating_sub(4));
    if columns < 40 {
        lines.insert(0, Line::styled(line_of(day, columns), theme.quiet));
    } else if let Some(first) = lines.first_mut().and_then(|line| line.spans.first_mut()) {
        *first = Span::styled(head, theme.quiet);
    }
    lines
}

fn answered(
    answer: &AnswerEntry,
    praise: Option<&str>,
    columns: usize,
    today: NaiveDate,
    theme: &Theme,
) -> Lines {
    let how = match answer.verdict {
        Verdict::Answered => "Answered",
        Verdict::Partly => "Partly answered",
        Verdict::Otherwise => "Answered otherwise",
        Verdict::SetBack => "Set back",
    };
    let head = format!("{how}, {}", days::long(answer.day, today));
    let style = if answer.verdict == Verdict::SetBack { theme.strong } else { theme.answered };
    let mut lines = vec![Line::styled(line_of(&head, columns), style)];
    if !answer.words.is_empty() {
        lines.extend(wrapped(&answer.words, columns, 2, theme.text));
    }
    if let Some(praise) = praise {
        lines.extend(wrapped(&format!("\u{201c}{praise}\u{201d}"), columns, 2, theme.praise));
    }
    lines
}

/// One item of a story: its day, what it is to the story, how it begins.
pub fn chapter(chapter: &Chapter, columns: usize, today: NaiveDate, theme: &Theme) -> Lines {
    let what = chapter.words();
    let words = match &chapter.bulletin {
        _ if chapter.here => format!("{what}, this one"),
        Some(title) => format!("{what} ({title})\n{}", chapter.text),
        None => format!("{what}\n{}", chapter.text),
    };
    dated(&days::short(chapter.day, today), &words, columns, theme)
}

/// The newest item of a story after this one, and a gap behind; nothing where there is none.
pub fn news(story: &[Chapter], columns: usize, today: NaiveDate, theme: &Theme, lines: &mut Lines) {
    let after = story.iter().skip_while(|chapter| !chapter.here).skip(1);
    let Some(newest) = after.last() else { return };
    lines.push(Line::styled("Since then", theme.strong));
    lines.extend(chapter(newest, columns, today, theme));
    gap(lines);
}

/// How it stands and where it comes from, in quiet lines. `above`: why it comes first today, where that is said above it.
pub fn footing(
    known: &Known,
    columns: usize,
    today: NaiveDate,
    above: Option<First>,
    theme: &Theme,
) -> Lines {
    let told = [standing(&known.detail, today, above), source(known, today)];
    let told = told.iter().filter(|words| !words.is_empty());
    told.flat_map(|words| wrapped(words, columns, 0, theme.quiet)).collect()
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
        let since = row.issued_on.unwrap_or(detail.added_on);
        said.push(format!("Waiting since {}.", days::long(since, today)));
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
        parts.extend(detail.row.issued_on.map(|day| days::long(day, today)));
        parts.extend(detail.bulletin.as_ref().map(|place| format!("item {}", place.number)));
    }
    format!("{} ({})", parts.join(", "), known.short)
}

fn gap(lines: &mut Lines) {
    if lines.last().is_some_and(|line| line.width() > 0) {
        lines.push(Line::default());
    }
}
