//! Marks what was sought where it stands on the screen, by weight and a line below it: not by colour alone.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::text::{Needle, places};

/// How what was found looks.
const FOUND: Modifier = Modifier::BOLD.union(Modifier::UNDERLINED);

/// Marks all that was sought in an area that is drawn already.
pub fn mark(buffer: &mut Buffer, area: Rect, needles: &[Needle]) {
    if needles.is_empty() {
        return;
    }
    let area = area.intersection(buffer.area);
    for y in area.top()..area.bottom() {
        let (line, columns) = line_of(buffer, area, y);
        for place in places(&line, needles) {
            for (_, x) in columns.iter().filter(|(at, _)| place.contains(at)) {
                if let Some(cell) = buffer.cell_mut((*x, y)) {
                    cell.set_style(Style::new().add_modifier(FOUND).remove_modifier(Modifier::DIM));
                }
            }
        }
    }
}

/// The first of some lines, each with its number, that has what was sought.
pub fn first<'a>(
    lines: impl IntoIterator<Item = (usize, &'a ratatui::text::Line<'a>)>,
    needles: &[Needle],
) -> Option<usize> {
    let mut lines = lines.into_iter().filter(|(_, line)| {
        let text: String = line.spans.iter().map(|span| span.content.as_ref()).collect();
        !places(&text, needles).is_empty()
    });
    lines.next().map(|(at, _)| at)
}

/// A line of the screen as text, and the column of each of its bytes that begins a cell.
fn line_of(buffer: &Buffer, area: Rect, y: u16) -> (String, Vec<(usize, u16)>) {
    let (mut line, mut columns) = (String::new(), Vec::new());
    for x in area.left()..area.right() {
        let Some(cell) = buffer.cell((x, y)) else { continue };
        columns.push((line.len(), x));
        line.push_str(cell.symbol());
    }
    (line, columns)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sought_is_marked_in_its_columns() {
        let area = Rect::new(0, 0, 30, 1);
        let mut buffer = Buffer::empty(area);
        buffer.set_string(0, 0, "Água for María, 水 and water", Style::new());
        let needles = ["agua", "mari"].map(|typed| Needle::of(typed).unwrap());
        mark(&mut buffer, area, &needles);
        let marked: String = buffer
            .content
            .iter()
            .filter(|cell| cell.modifier.contains(FOUND))
            .map(ratatui::buffer::Cell::symbol)
            .collect();
        assert_eq!(marked, "ÁguaMaría");
    }
}
