//! A few dated things to choose one of.
//!
//! ```text
//! >  3 Mar  Visit refused again. Pray for the officer on the gate.
//!   14 Feb  First letter arrived.
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::paper::{more, put};
use crate::text;
use crate::tui::msg::Target;
use crate::tui::theme::Theme;
use crate::tui::view::ViewMemory;

/// Something to choose: its day in words, and what it says.
pub type Choice<'a> = (String, &'a str);

/// Draws the choices around the cursor, one line each, their words below each other.
pub fn draw(
    buffer: &mut Buffer,
    area: Rect,
    choices: &[Choice<'_>],
    cursor: usize,
    theme: &Theme,
    memory: &mut ViewMemory,
) {
    let height = usize::from(area.height);
    memory.seen.list = height;
    let skip = (cursor + 1).saturating_sub(height);
    let widest = choices.iter().map(|(day, _)| text::width(day)).max().unwrap_or_default();
    more(buffer, area, skip > 0, choices.len() > skip + height, theme.quiet);
    for ((at, (day, words)), y) in choices.iter().enumerate().skip(skip).zip(0..area.height) {
        let here = at == cursor;
        memory.hits.push((Rect { y: area.y + y, height: 1, ..area }, Target::row(at, here)));
        if here {
            put(buffer, area, 0, y, ">", theme.accent);
        }
        put(buffer, area, 2, y, &format!("{day:>widest$}"), theme.quiet);
        let x = 2 + widest as u16 + if widest > 0 { 2 } else { 0 };
        put(buffer, area, x, y, words, if here { theme.strong } else { theme.text });
    }
}
