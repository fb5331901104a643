//! Where the terminal's own cursor stands: on the focus, so that screen readers and braille displays follow it.
//!
//! The focus is read off the finished picture, from what shows it to the eyes: the letter that is written next, else
//! the mark `>` of the row that keys are about, else the first words of what is read. So both always agree.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};

use crate::tui::theme::Theme;

/// The focus of a picture in an area; `reader`: the part of it that holds a text to be read.
pub fn find(buffer: &Buffer, area: Rect, reader: Option<Rect>, theme: &Theme) -> Option<Position> {
    let area = area.intersection(buffer.area);
    let written = |cell: &Cell, _: Option<&Cell>| cell.modifier.contains(Modifier::REVERSED);
    let marked = |cell: &Cell, before: Option<&Cell>| {
        cell.symbol() == ">" && looks(cell, theme.accent) && before.is_none_or(is_blank)
    };
    let shown = |cell: &Cell, _: Option<&Cell>| !is_blank(cell);
    first(buffer, area, written)
        .or_else(|| first(buffer, area, marked))
        .or_else(|| first(buffer, reader?.intersection(area), shown))
        .or_else(|| first(buffer, area, shown))
        .or_else(|| (!area.is_empty()).then(|| area.as_position()))
}

/// The first cell of an area, line by line, of which something holds; told with the cell before it in the picture.
fn first(buffer: &Buffer, area: Rect, holds: impl Fn(&Cell, Option<&Cell>) -> bool) -> Option<Position> {
    let columns = usize::from(buffer.area.width).max(1);
    let (from, to) = (area.x - buffer.area.x, area.right() - buffer.area.x);
    let lines = buffer.content.chunks(columns).skip(usize::from(area.y - buffer.area.y));
    lines.zip(area.y..area.bottom()).find_map(|(line, y)| {
        let at = (from..to).find(|x| {
            let at = usize::from(*x);
            let before = at.checked_sub(1).and_then(|at| line.get(at));
            line.get(at).is_some_and(|cell| holds(cell, before))
        })?;
        Some(Position { x: buffer.area.x + at, y })
    })
}

fn looks(cell: &Cell, style: Style) -> bool {
    cell.fg == style.fg.unwrap_or(Color::Reset) && cell.modifier == style.add_modifier
}

/// A rule between two parts is as good as a blank.
fn is_blank(cell: &Cell) -> bool {
    matches!(cell.symbol().trim(), "" | "│" | "─" | "|" | "-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::widgets::paper::put;

    fn found(draw: impl Fn(&mut Buffer, Rect, &Theme), reader: Option<Rect>) -> Option<(u16, u16)> {
        let (area, theme) = (Rect::new(0, 0, 20, 5), Theme::new(true));
        let mut buffer = Buffer::empty(area);
        draw(&mut buffer, area, &theme);
        let inner = Rect { y: 1, height: 3, ..area };
        find(&buffer, inner, reader, &theme).map(|at| (at.x, at.y))
    }

    #[test]
    fn a_letter_goes_before_a_row_and_a_row_before_a_text() {
        let text = |buffer: &mut Buffer, area, theme: &Theme| {
            put(buffer, area, 2, 1, "> quoted, a>b", theme.text);
            put(buffer, area, 9, 2, "> other list", theme.quiet);
        };
        assert_eq!(found(text, None), Some((2, 1)), "where it begins");
        assert_eq!(found(text, Some(Rect::new(8, 2, 12, 2))), Some((9, 2)));
        let row = |buffer: &mut Buffer, area, theme: &Theme| {
            text(buffer, area, theme);
            put(buffer, area, 0, 3, ">", theme.accent);
        };
        assert_eq!(found(row, Some(Rect::new(8, 2, 12, 2))), Some((0, 3)));
        let letter = |buffer: &mut Buffer, area, theme: &Theme| {
            row(buffer, area, theme);
            put(buffer, area, 7, 3, "a", Style::new().add_modifier(Modifier::REVERSED));
        };
        assert_eq!(found(letter, None), Some((7, 3)));
    }

    #[test]
    fn an_empty_screen_has_its_corner_and_the_footer_is_none_of_it() {
        let footer = |buffer: &mut Buffer, area, theme: &Theme| {
            put(buffer, area, 1, 4, "> away", theme.accent);
        };
        assert_eq!(found(footer, None), Some((0, 1)));
        let theme = Theme::new(true);
        assert_eq!(find(&Buffer::empty(Rect::ZERO), Rect::ZERO, None, &theme), None);
    }
}
