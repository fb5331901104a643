//! A list of items.
//!
//! ```text
//!   due  9 days    Pastor R.: hearing moved to 20 March    private     Open Gate, Mar
//! > due  new       Aigul's family: heating for winter      1 note      Lamplight, Feb
//! ```

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::paper::put;
use super::{days, paper};
use crate::journal::{ItemRow, Verdict, Visibility};
use crate::text;
use crate::tui::msg::Target;
use crate::tui::theme::Theme;
use crate::tui::view::ViewMemory;

/// Where the columns of a list stand, for its width.
#[derive(Debug, Clone, Copy)]
struct Columns {
    state: u16,
    when: u16,
    title: u16,
    title_width: u16,
    flags: Option<u16>,
    from: Option<u16>,
}

const FROM: u16 = 22;
const FLAGS: u16 = 9;

impl Columns {
    fn new(width: u16, verdicts: bool) -> Self {
        let state_width: u16 = match (verdicts, width) {
            (true, 40..) => 11,
            (true, _) => 9,
            (false, _) => 6,
        };
        let (state, when) = (2, 2 + state_width);
        let title = when + if width >= 44 { 10 } else { 0 };
        let from = (width >= 84).then(|| width - FROM);
        let flags_end = from.unwrap_or(width);
        let flags = (width >= 60).then(|| flags_end - FLAGS);
        Columns {
            state,
            when,
            title,
            title_width: flags.unwrap_or(width).saturating_sub(title + 1),
            flags,
            from,
        }
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
    let columns = Columns::new(area.width, look.verdicts);
    let top = memory.top(rows, cursor, usize::from(area.height));
    for ((at, row), y) in rows.iter().enumerate().skip(top).zip(0..area.height) {
        let line = Rect { y: area.y + y, height: 1, ..area };
        memory.hits.push((line, Target::Row(at)));
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
    let title = paper::line_of(&row.title, usize::from(columns.title_width));
    put(buffer, line, columns.title, 0, &title, words);
    if let Some(x) = columns.flags {
        let room = Rect { width: (x + FLAGS - 1).min(line.width), ..line };
        let (flag, style) = flag(row, theme);
        put(buffer, room, x, 0, &flag, style);
    }
    if let Some(x) = columns.from {
        put(buffer, line, x, 0, &from(row, look.today), theme.quiet);
    }
}

fn state(row: &ItemRow, look: Look<'_>, theme: &Theme) -> (&'static str, Style) {
    if look.verdicts {
        return match row.verdict {
            Some(Verdict::Answered) => ("answered", theme.answered),
            Some(Verdict::Partly) => ("in part", theme.answered),
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
        ("due", theme.accent)
    } else if row.kinds.praise && !row.kinds.request {
        ("praise", theme.praise)
    } else {
        ("", theme.text)
    }
}

fn when(row: &ItemRow, look: Look<'_>) -> String {
    let day = if look.verdicts { row.answered_on } else { row.last_prayed };
    match day {
        Some(day) if look.verdicts => days::short(day, look.today),
        Some(day) => days::ago(day, look.today),
        None if row.kinds.request && !look.verdicts => "new".into(),
        None => row.issued_on.map(|day| days::short(day, look.today)).unwrap_or_default(),
    }
}

fn flag(row: &ItemRow, theme: &Theme) -> (String, Style) {
    match (row.visibility, row.notes) {
        (Visibility::Private, _) => ("private".into(), theme.private),
        (_, 0) => (String::new(), theme.quiet),
        (_, 1) => ("1 note".into(), theme.quiet),
        (_, notes) => (format!("{notes} notes"), theme.quiet),
    }
}

fn from(row: &ItemRow, today: NaiveDate) -> String {
    let issue = row.issued_on.map(|day| days::month(day, today)).unwrap_or_default();
    let publisher = match &row.publisher {
        Some(publisher) => publisher.as_str(),
        None if row.own => "my own",
        None => return issue,
    };
    let room = usize::from(FROM).saturating_sub(text::width(&issue) + 2);
    format!("{}, {issue}", paper::line_of(publisher, room)).trim_end_matches([',', ' ']).to_owned()
}
