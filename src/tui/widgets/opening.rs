//! What a walk sets before the text of a request: the verses that its bulletin opens with, and why it comes first today.

use chrono::NaiveDate;
use ratatui::text::Line;

use super::paper::{line_of, wrapped};
use crate::bulletin::Scripture;
use crate::journal::ItemRow;
use crate::text::capital;
use crate::tui::theme::Theme;

type Lines = Vec<Line<'static>>;

/// The verses with their references, and a gap behind; nothing where there are none.
pub fn verses(verses: &[Scripture], columns: usize, theme: &Theme) -> Lines {
    let mut lines = Lines::new();
    for Scripture { reference, text } in verses {
        if !text.is_empty() {
            lines.extend(wrapped(&format!("\u{201c}{text}\u{201d}"), columns, 0, theme.text));
        }
        lines.extend(wrapped(reference, columns, 0, theme.quiet));
        lines.push(Line::default());
    }
    lines
}

/// Why it stands before what comes in its turn, and a gap behind; nothing where it comes in its turn.
pub fn first(row: &ItemRow, columns: usize, today: NaiveDate, theme: &Theme) -> Lines {
    let Some(first) = row.first(today) else { return Lines::new() };
    let words = capital(first.words());
    vec![Line::styled(line_of(&words, columns), theme.accent), Line::default()]
}
