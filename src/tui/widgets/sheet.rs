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
use crate::tui::field::Field;
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

/// Draws the line of a sheet in which a list is searched; tells where it is typed, and the room for the list below.
/// `None` where there is no room for both.
pub fn search(buffer: &mut Buffer, body: Rect, field: &Field, theme: &Theme) -> Option<(Rect, Rect)> {
    let x = paper::put(buffer, body, 0, 0, "Search", theme.quiet) + 2;
    if body.height == 0 || x >= body.width {
        return None;
    }
    let line = Rect { x: body.x + x, width: body.width - x, height: 1, ..body };
    field.view(buffer, line, theme, true);
    Some((line, paper::inset(body, if body.height >= 6 { 2 } else { 1 }, 0)))
}

/// The part of an area in which a text stands beside a list, or below it: a little wider than by itself.
pub fn beside(area: Rect) -> Rect {
    Rect { width: area.width.min(COLUMNS + 10), ..area }
}

/// The column in which texts are set: in the middle, with a margin of one.
pub fn column(area: Rect) -> Rect {
    paper::column(paper::within(area), COLUMNS)
}
