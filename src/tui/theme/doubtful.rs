//! Letters of several parts and several columns (families of emoji, flags, some of India's): terminals do not agree how
//! wide they are. One that makes them narrower leaves what stood there before; one that makes them wider draws over what
//! follows. So their place is cleared before, and what follows is drawn again.

use ratatui::buffer::{Buffer, CellDiffOption};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Whether terminals may not agree on a letter's width.
pub fn is_doubtful(symbol: &str) -> bool {
    symbol.len() > 3 && symbol.chars().nth(1).is_some() && symbol.width() > 1
}

/// Has all that such letters may be drawn over drawn again with each picture.
pub(super) fn draw_after(buffer: &mut Buffer) {
    let columns = usize::from(buffer.area.width).max(1);
    for line in buffer.content.chunks_mut(columns) {
        if !line.iter().any(|cell| is_doubtful(cell.symbol())) {
            continue;
        }
        let mut until = 0;
        for (at, cell) in line.iter_mut().enumerate() {
            if at < until {
                cell.set_diff_option(CellDiffOption::AlwaysUpdate);
            }
            if is_doubtful(cell.symbol()) {
                let parts: usize = cell.symbol().chars().filter_map(UnicodeWidthChar::width).sum();
                until = until.max(at + parts);
            }
        }
    }
}
