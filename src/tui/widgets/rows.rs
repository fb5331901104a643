//! A list of items.
//!
//! ```text
//!   due  9 days    Pastor R.: hearing moved to 20 March          P     Open Gate, Mar
//! > due  new       Aigul's family: heating for winter      1 note      Lamplight, Feb
//! ```

use std::borrow::Cow;

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::paper::put;
use super::{days, paper};
use crate::journal::{ItemRow, Verdict, Visibility};
use crate::text::{self, counted};
use crate::tui::msg::Target;
use crate::tui::theme::Theme;
use crate::tui::view::ViewMemory;

/// Where the columns of a list stand, for its width.
#[derive(Debug, Clone, Copy)]
struct Columns {
    state: u16,
    when: u16,
    title: u16,
    title_end: u16,
    flags: bool,
    from: Option<(u16, u16)>,
}

impl Columns {
    /// `source`: the columns that the widest source on the screen wants.
    fn new(width: u16, verdicts: bool, source: u16) -> Self {
        let state_width: u16 = match (verdicts, width) {
            (true, 40..) => 11,
            (true, _) => 9,
            (false, _) => 8,
        };
        let (state, when) = (2, 2 + state_width);
        let title = when + if width >= 48 { 10 } else { 0 };
        let from_width = source.min(width / 3);
        let from = (width >= 76 && from_width > 0).then(|| (width - from_width, from_width));
        let title_end = from.map_or(width, |(x, _)| x - 2);
        Columns { state, when, title, title_end, flags: width >= 56, from }
    }
}

/// The letter of what never leaves the journal.
pub const PRIVATE: &str = "P";

/// The letter before a title where it is private.
pub fn lettered(row: &ItemRow) -> Cow<'_, str> {
    if row.visibility == Visibility::Private {
        Cow::Owned(format!("{PRIVATE}  {}", row.title))
    } else {
        Cow::Borrowed(&row.title)
    }
}

/// What a list of items shows beside the rows.
#[derive(Debug, Clone, Copy)]
pub struct Look<'a> {
    /// Today.
    pub today: NaiveDate,
    /// What remains of today's portion.
    pub portion: &'a [ItemRow],
    /// Whether keys move in this list.
    pub focused: bool,
    /// Whether the list is one of answers.
    pub verdicts: bool,
}

/// The column in which titles begin.
pub fn titles(width: u16) -> u16 {
    Columns::new(width, false, 0).title
}

/// Draws the rows around the cursor.
pub fn draw(
    buffer: &mut Buffer,
    area: Rect,
    rows: &[ItemRow],
    cursor: usize,
    look: Look<'_>,
    theme: &Theme,
    memory: &mut ViewMemory,
) {
    memory.seen.list = usize::from(area.height);
    let height = usize::from(area.height);
    let top = memory.top(rows, cursor, height);
    let source = |row| text::width(&from(row, usize::from(area.width), look.today));
    let widest = rows.iter().skip(top).take(height).map(source).max().unwrap_or_default();
    let columns = Columns::new(area.width, look.verdicts, widest as u16);
    for ((at, row), y) in rows.iter().enumerate().skip(top).zip(0..area.height) {
        let line = Rect { y: area.y + y, height: 1, ..area };
        memory.hits.push((line, Target::row(at, at == cursor)));
        draw_row(buffer, line, row, at == cursor, columns, look, theme);
    }
}

fn draw_row(
    buffer: &mut Buffer,
    line: Rect,
    row: &ItemRow,
    here: bool,
    columns: Columns,
    look: Look<'_>,
    theme: &Theme,
) {
    let (mark, words) = match (here, look.focused) {
        (true, true) => (theme.accent, theme.strong),
        (true, false) => (theme.quiet, theme.text),
        _ => (theme.text, theme.text),
    };
    if here {
        put(buffer, line, 0, 0, ">", mark);
    }
    let (state, style) = state(row, look, theme);
    put(buffer, line, columns.state, 0, state, style);
    if columns.title > columns.when {
        put(buffer, line, columns.when, 0, &when(row, look), theme.quiet);
    }
    let (flag, flag_style) = flag(row, columns.flags, theme);
    let titles = Rect { width: columns.title_end.min(line.width), ..line };
    let taken = if flag.is_empty() { 0 } else { flag.len() as u16 + 2 };
    let room = Rect { width: titles.width.saturating_sub(taken), ..titles };
    let end = columns.title + put(buffer, room, columns.title, 0, &row.title, words);
    paper::put_right(buffer, titles, 0, end, &flag, flag_style);
    if let Some((x, width)) = columns.from {
        put(buffer, line, x, 0, &from(row, usize::from(width), look.today), theme.quiet);
    }
}

fn state(row: &ItemRow, look: Look<'_>, theme: &Theme) -> (&'static str, Style) {
    if look.verdicts {
        return match row.verdict {
            Some(Verdict::Answered) => ("answered", theme.answered),
            Some(Verdict::Partly) => ("partly", theme.answered),
            Some(Verdict::Otherwise) => ("otherwise", theme.answered),
            Some(Verdict::SetBack) => ("set back", theme.text),
            None => ("", theme.text),
        };
    }
    if row.archived {
        ("away", theme.quiet)
    } else if row.snoozed_until.is_some_and(|day| day > look.today) {
        ("rests", theme.quiet)
    } else if row.verdict.is_some_and(|verdict| !verdict.keeps_open()) {
        ("done", theme.answered)
    } else if look.portion.iter().any(|due| due.id == row.id) {
        ("due", theme.due)
    } else if row.kinds.praise && !row.kinds.request {
        ("praise", theme.praise)
    } else {
        ("", theme.text)
    }
}

fn when(row: &ItemRow, look: Look<'_>) -> String {
    let day = if look.verdicts { row.answered_on } else { row.last_prayed };
    match day {
        Some(day) if look.verdicts => days::narrow(day, look.today),
        Some(day) => days::ago(day, look.today),
        None if row.kinds.request && !look.verdicts => "new".into(),
        None => row.issued.map(|issued| days::issued_narrow(issued, look.today)).unwrap_or_default(),
    }
}

/// The letter of what is to be looked at again on a day.
pub const FOLLOW_UP: &str = "F";

/// The sign of what is pinned.
pub const PINNED: &str = "*";

/// What holds of it wherever it stands, a letter each: to be looked at again, pinned, private; its notes, where there is
/// room.
fn flag(row: &ItemRow, roomy: bool, theme: &Theme) -> (String, Style) {
    let private = row.visibility == Visibility::Private;
    let letters = [(row.follow_up.is_some(), FOLLOW_UP), (row.pinned, PINNED), (private, PRIVATE)];
    let letters = letters.iter().filter(|(holds, _)| *holds).map(|(_, letter)| *letter);
    let notes = Some(counted(row.notes, "note")).filter(|_| roomy && row.notes > 0 && !private);
    let told: Vec<&str> = notes.as_deref().into_iter().chain(letters).collect();
    (told.join(" "), if private { theme.private } else { theme.quiet })
}

fn from(row: &ItemRow, columns: usize, today: NaiveDate) -> String {
    let issue = row.issued.map(|issued| days::month(issued.day(), today)).unwrap_or_default();
    let publisher = match &row.publisher {
        Some(publisher) => publisher.as_str(),
        None if row.own => "my own",
        None => return issue,
    };
    if issue.is_empty() {
        return paper::line_of(publisher, columns);
    }
    let room = columns.saturating_sub(text::width(&issue) + 2);
    format!("{}, {issue}", paper::line_of(publisher, room))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::fixture::{row, today};

    #[test]
    fn a_publisher_without_an_issue_has_all_the_room() {
        let issued = row("a", "Rain");
        let without = ItemRow { issued: None, ..issued.clone() };
        assert_eq!([9, 6].map(|columns| from(&without, columns, today())), ["Open Gate", "Open…"]);
        assert_eq!([14, 11].map(|columns| from(&issued, columns, today())), ["Open Gate, Mar", "Open…, Mar"]);
    }
}
