//! Writing on the screen: every text that comes from the journal passes through here, is made safe again, and is
//! cut where it does not fit.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::text;

/// A text on one line of at most `columns`.
pub fn line_of(words: &str, columns: usize) -> String {
    text::truncate(&text::safe_line(words), columns).into_owned()
}

/// Writes a text at a place in an area and tells how many columns it took.
pub fn put(buffer: &mut Buffer, area: Rect, x: u16, y: u16, words: &str, style: Style) -> u16 {
    if y >= area.height || x >= area.width {
        return 0;
    }
    let room = area.width - x;
    let words = line_of(words, usize::from(room));
    write(buffer, (area.x + x, area.y + y), &words, room, style)
}

/// Writes a text that is safe in at most `room` columns and tells how many it took. What ratatui does, and of plain
/// letters without looking for those that belong together, which takes most of the time of a picture.
fn write(buffer: &mut Buffer, (x, y): (u16, u16), words: &str, room: u16, style: Style) -> u16 {
    let plain = words.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    if !plain || !buffer.area.contains(Position { x, y }) {
        let (end, _) = buffer.set_stringn(x, y, words, usize::from(room), style);
        return end.saturating_sub(x);
    }
    let room = usize::from(room.min(buffer.area.right() - x));
    let start = buffer.index_of(x, y);
    let cells = buffer.content.get_mut(start..).unwrap_or_default();
    let mut taken = 0;
    for (cell, byte) in cells.iter_mut().zip(words.bytes()).take(room) {
        cell.set_char(char::from(byte)).set_style(style);
        taken += 1;
    }
    taken
}

/// Writes a line of spans at a place in a picture, in at most `room` columns.
pub fn put_line(buffer: &mut Buffer, (x, y): (u16, u16), line: &Line<'_>, room: u16) {
    let mut taken = 0;
    for span in &line.spans {
        if taken >= room {
            break;
        }
        let style = line.style.patch(span.style);
        taken += write(buffer, (x + taken, y), &span.content, room - taken, style);
    }
}

/// Writes a text so that it ends at the right edge; `false` where it does not fit behind `from`.
pub fn put_right(buffer: &mut Buffer, area: Rect, y: u16, from: u16, words: &str, style: Style) -> bool {
    let columns = text::width(words);
    let fits = usize::from(from) + columns <= usize::from(area.width);
    if fits {
        put(buffer, area, area.width - columns as u16, y, words, style);
    }
    fits
}

/// Draws a line across an area.
pub fn rule(buffer: &mut Buffer, area: Rect, y: u16, style: Style) {
    if y < area.height {
        fill(buffer, Rect { y: area.y + y, height: 1, ..area }, "─", style);
    }
}

/// Draws a line down an area, between what stands beside each other in it.
pub fn divide(buffer: &mut Buffer, area: Rect, x: u16, style: Style) {
    if x < area.width {
        fill(buffer, Rect { x: area.x + x, width: 1, ..area }, "│", style);
    }
}

/// Writes a sign of one column into each cell of an area.
fn fill(buffer: &mut Buffer, area: Rect, sign: &str, style: Style) {
    for place in area.intersection(buffer.area).positions() {
        if let Some(cell) = buffer.cell_mut(place) {
            cell.set_symbol(sign).set_style(style);
        }
    }
}

/// Wraps a text and gives every line the same style, with a margin before it.
pub fn wrapped(words: &str, columns: usize, margin: usize, style: Style) -> Vec<Line<'static>> {
    let room = columns.saturating_sub(margin).max(2);
    let safe = text::safe(words);
    let lines = text::wrap(&safe, room);
    lines
        .into_iter()
        .map(|line| Line::from(vec![" ".repeat(margin).into(), Span::styled(line, style)]))
        .collect()
}

/// Draws lines from `skip` on, with an arrow beside them where more stand above or below, and tells how many there
/// are in all.
pub fn lines(buffer: &mut Buffer, area: Rect, lines: &[Line<'_>], skip: usize, arrow: Style) -> usize {
    let height = usize::from(area.height);
    let skip = skip.min(lines.len().saturating_sub(height));
    for (line, y) in lines.iter().skip(skip).zip(0..area.height) {
        put_line(buffer, (area.x, area.y + y), line, area.width);
    }
    more(buffer, area, skip > 0, lines.len() > skip + height, arrow);
    lines.len()
}

/// Writes a sentence in as many lines as it takes.
pub fn sentence(buffer: &mut Buffer, area: Rect, words: &str, style: Style) {
    lines(buffer, area, &wrapped(words, usize::from(area.width), 0, style), 0, style);
}

/// Draws arrows beside an area that more stands above or below of.
pub fn more(buffer: &mut Buffer, area: Rect, above: bool, below: bool, arrow: Style) {
    for (more, y, sign) in [(above, area.y, "↑"), (below, area.bottom().saturating_sub(1), "↓")] {
        if more && area.height > 1 && buffer.area.contains(Position::new(area.right(), y)) {
            buffer.set_string(area.right(), y, sign, arrow);
        }
    }
}

/// From so many columns on, areas of a screen stand beside each other.
pub const BESIDE: u16 = 100;
/// From so many on, one stands above the other; below that there is one.
pub const ABOVE: u16 = 60;

/// An area without a column on each side.
pub fn within(area: Rect) -> Rect {
    Rect { x: area.x + 1.min(area.width), width: area.width.saturating_sub(2), ..area }
}

/// The part of an area left when `top` and `bottom` lines are taken off.
pub fn inset(area: Rect, top: u16, bottom: u16) -> Rect {
    let top = top.min(area.height);
    Rect { y: area.y + top, height: area.height - top - bottom.min(area.height - top), ..area }
}

/// A column of at most `columns` in the middle of an area.
pub fn column(area: Rect, columns: u16) -> Rect {
    let width = area.width.min(columns);
    Rect { x: area.x + (area.width - width) / 2, width, ..area }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::{Color, Modifier};

    /// Each line is written over another, in a picture that begins somewhere, by kneel and by ratatui.
    #[test]
    fn plain_letters_are_written_as_ratatui_writes_them() {
        let (bold, red) = (Style::new().add_modifier(Modifier::BOLD), Style::new().fg(Color::Red));
        let texts =
            ["", "plain", "with blanks  and ~", "as wide as there is room for", "Élie 水 and", "水水"];
        for first in texts {
            for second in texts {
                for x in [3, 5, 12, 22, 40] {
                    let line =
                        Line::from(vec![Span::styled(first, bold), Span::styled(second, red)]).style(red);
                    let area = Rect::new(3, 2, 20, 2);
                    let mut ours = Buffer::filled(area, ratatui::buffer::Cell::new("x"));
                    let mut theirs = ours.clone();
                    put_line(&mut ours, (x, 2), &line, 17);
                    if area.contains(Position { x, y: 2 }) {
                        theirs.set_line(x, 2, &line, 17);
                    }
                    assert_eq!(ours, theirs, "{first:?} {second:?} at {x}");
                }
            }
        }
    }
}
