//! A quiet sheet for a form: a heading, a line about what it concerns, and room below.
//!
//! ```text
//!                 Note
//!                 Pastor R.: hearing moved to 20 March
//!
//!                 ...
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::paper;
use crate::tui::theme::Theme;

/// The widest a text is set, for the eye's sake.
pub const COLUMNS: u16 = 66;

/// Draws the heading and tells the room below it.
pub fn draw(buffer: &mut Buffer, area: Rect, heading: &str, about: &str, theme: &Theme) -> Rect {
    let area = column(area);
    let top = u16::from(area.height >= 12);
    paper::put(buffer, area, 0, top, heading, theme.strong);
    let mut used = top + 1;
    if !about.is_empty() && area.height >= 5 {
        paper::put(buffer, area, 0, used, about, theme.quiet);
        used += 1;
    }
    paper::inset(area, used + u16::from(area.height >= 8), 0)
}

/// The column in which texts are set: in the middle, with a margin of one.
pub fn column(area: Rect) -> Rect {
    let inner = Rect { x: area.x + 1.min(area.width), width: area.width.saturating_sub(2), ..area };
    paper::column(inner, COLUMNS)
}
