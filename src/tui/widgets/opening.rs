//! What a walk sets around the text of a request: the verses that its bulletin opens with, why it comes first today, and
//! what it asks, one under another.

use chrono::NaiveDate;
use ratatui::text::{Line, Span};

use super::paper::{line_of, wrapped};
use crate::bulletin::Scripture;
use crate::journal::ItemRow;
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
    let mut words = first.words().to_owned();
    if let Some(letter) = words.get_mut(..1) {
        letter.make_ascii_uppercase();
    }
    vec![Line::styled(line_of(&words, columns), theme.accent), Line::default()]
}

/// Each thing that is asked on a line of its own, a gap before; nothing where the text asks but one.
pub fn petitions(petitions: &[String], columns: usize, theme: &Theme) -> Lines {
    if petitions.len() < 2 {
        return Lines::new();
    }
    let mut lines = vec![Line::default()];
    for petition in petitions {
        let mut asked = wrapped(petition, columns, 4, theme.text);
        if let Some(margin) = asked.first_mut().and_then(|line| line.spans.first_mut()) {
            *margin = Span::styled("  - ", theme.quiet);
        }
        lines.extend(asked);
    }
    lines
}
