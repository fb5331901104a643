//! Lines that run from the right (Hebrew, Arabic) in a picture of columns.
//!
//! Letters stand in the picture in the order in which they are read. A terminal that turns them for display takes a line
//! as one text running from the left, and what stands between two words that run from the right, a gap between columns
//! or a number, would be turned along with them, so that the columns change places. A mark of no width that runs from
//! the left (U+200E), put where a column ends, keeps them. It is put here alone, and only on lines that need it.

use ratatui::buffer::Buffer;

const LEFT_TO_RIGHT: char = '\u{200E}';

/// Ends each run from the right where its column ends: before two blanks, before a rule.
pub(super) fn keep_columns(buffer: &mut Buffer) {
    let columns = usize::from(buffer.area.width).max(1);
    for line in buffer.content.chunks_mut(columns) {
        if !line.iter().any(|cell| runs_from_right(cell.symbol())) {
            continue;
        }
        let mut from_right = false;
        for at in 0..line.len() {
            let symbol = |at: usize| line.get(at).map_or(" ", |cell| cell.symbol());
            if runs_from_right(symbol(at)) {
                from_right = true;
            } else if symbol(at).starts_with(char::is_alphabetic) {
                from_right = false;
            }
            let gap = symbol(at) == " " && symbol(at + 1) == " ";
            let ends = from_right && (gap || matches!(symbol(at), "│" | "┃" | "|"));
            if let Some(cell) = line.get_mut(at).filter(|_| ends) {
                let marked = format!("{}{LEFT_TO_RIGHT}", cell.symbol());
                cell.set_symbol(&marked);
                from_right = false;
            }
        }
    }
}

/// Whether a letter is of a script that runs from the right.
pub(super) fn runs_from_right(symbol: &str) -> bool {
    symbol.len() > 1 && symbol.chars().any(|letter| {
        matches!(letter, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
    })
}
