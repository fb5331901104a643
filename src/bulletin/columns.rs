//! Tables and columns that were copied as text. A row of theirs holds pieces of different things: none is an item, and
//! what they mean is for the person to say.

use std::ops::Range;

use memchr::memmem;

use super::blocks::{Block, Part};
use super::document::{Document, Line, Mark};
use super::paragraphs::is_short;
use crate::text::squash;

/// Fewer rows make no table.
const FEWEST: usize = 6;

/// So many spaces between two words part two columns.
pub(super) const GUTTER: &str = "   ";

/// The top of a document has at most so many lines.
const TALLEST_TOP: usize = 3;

/// Whether most of the lines are rows.
pub(super) fn are_rows(lines: &[Line]) -> bool {
    let rows = lines.iter().filter(|line| is_row(line)).count();
    rows >= FEWEST && 2 * rows >= lines.len()
}

fn is_row(line: &Line) -> bool {
    line.mark == Mark::Plain
        && line.day.is_none()
        && memmem::find(line.words().trim().as_bytes(), GUTTER.as_bytes()).is_some()
}

/// The lines of a table: its title, and the rest unsorted.
pub(super) fn sort(document: &Document, range: Range<usize>) -> Vec<Block> {
    let lines = document.lines.get(range.clone()).unwrap_or_default();
    let top =
        lines.iter().take_while(|line| !is_row(line) && is_short(&line.text)).count().clamp(1, TALLEST_TOP);
    let block = |(at, line): (usize, &Line)| {
        let part = if at < range.start + top { Part::Title } else { Part::Unsorted };
        Block::new(part, at..at + 1, squash(&line.text))
    };
    (range.start..).zip(lines).map(block).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_kept_and_are_no_items() {
        let rows = "Pray for Ada, who     has a cold. Ask\n".repeat(6);
        let document = Document::new(&format!("Hill Clinic\nPeople: the Sela\n\n{rows}"));
        assert!(are_rows(&document.lines));
        let parts: Vec<Part> = sort(&document, 0..8).iter().map(|block| block.part).collect();
        assert_eq!(parts[..3], [Part::Title, Part::Title, Part::Unsorted]);
        assert_eq!(parts.len(), 8);
        assert!(!are_rows(&Document::new(&"Pray for Ada.  She has a cold.\n".repeat(9)).lines));
    }
}
