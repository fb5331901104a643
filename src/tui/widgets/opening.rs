//! What a walk sets before the text of a request: the verses that its bulletin opens with, and why it comes first today.

use chrono::NaiveDate;
use ratatui::text::Line;

use super::page::{Parts, words};
use super::paper::line_of;
use crate::bulletin::Scripture;
use crate::journal::ItemRow;
use crate::text::capital;
use crate::tui::theme::Theme;

/// The verses with their references, and a gap behind; nothing where there are none.
pub fn verses<'a>(verses: &'a [Scripture], theme: &Theme) -> Parts<'a> {
    let mut parts = Parts::new();
    for Scripture { reference, text } in verses {
        if !text.is_empty() {
            parts.push(words(format!("\u{201c}{text}\u{201d}"), 0, theme.text));
        }
        parts.push(words(reference, 0, theme.quiet));
        parts.push(Line::default().into());
    }
    parts
}

/// Why it stands before what comes in its turn, and a gap behind; nothing where it comes in its turn.
pub fn first(row: &ItemRow, columns: usize, today: NaiveDate, theme: &Theme) -> Parts<'static> {
    let Some(first) = row.first(today) else { return Parts::new() };
    let told = capital(first.words());
    vec![Line::styled(line_of(&told, columns), theme.accent).into(), Line::default().into()]
}
