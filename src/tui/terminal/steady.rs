//! Draws so that a terminal with other thoughts about the width of a letter shows nothing stale: where such a letter goes,
//! blanks go first.

use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use crate::text;
use crate::tui::theme::is_doubtful;

/// The terminal behind a writer.
pub struct Steady<W: Write>(CrosstermBackend<W>);

impl<W: Write> Steady<W> {
    /// Draws by a writer.
    pub fn new(writer: W) -> Self {
        Steady(CrosstermBackend::new(writer))
    }
}

impl<W: Write> Backend for Steady<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let content: Vec<(u16, u16, &Cell)> = content.collect();
        let mut cleared: Vec<(u16, u16, Cell)> = Vec::new();
        for (x, y, cell) in content.iter().filter(|(.., cell)| is_doubtful(cell.symbol())) {
            let mut blank = (*cell).clone();
            blank.set_symbol(" ");
            cleared.extend((0..text::width(cell.symbol()) as u16).map(|by| (x + by, *y, blank.clone())));
        }
        self.0.draw(cleared.iter().map(|(x, y, cell)| (*x, *y, cell)).chain(content))
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.0.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.0.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.0.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.0.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.0.clear()
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.0.clear_region(clear_type)
    }

    fn size(&self) -> io::Result<Size> {
        self.0.size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.0.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.0)
    }
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;
    use crate::tui::theme::Theme;

    /// What a terminal shows that gives every part of a letter its own columns.
    fn shown(pictures: &[&str]) -> String {
        let area = Rect::new(0, 0, 16, 1);
        let mut bytes = Vec::new();
        let mut before = Buffer::empty(area);
        for picture in pictures {
            let mut next = Buffer::empty(area);
            next.set_string(0, 0, picture, Style::new());
            Theme::new(true).finish(&mut next);
            Steady::new(&mut bytes).draw(before.diff(&next).into_iter()).unwrap();
            before = next;
        }
        let mut parser = vt100::Parser::new(1, 16, 0);
        parser.process(&bytes);
        parser.screen().contents().trim_end().to_owned()
    }

    #[test]
    fn a_letter_that_is_wider_there_is_drawn_over_and_leaves_nothing() {
        assert!(shown(&["👨‍👩‍👧 ab"]).ends_with(" ab"), "{:?}", shown(&["👨‍👩‍👧 ab"]));
        assert_eq!(shown(&["👨‍👩‍👧", "a"]), "a");
        assert_eq!(shown(&["x👨‍👩‍👧    y", "x  "]), "x");
    }

    #[test]
    fn a_letter_that_is_narrower_there_leaves_nothing_of_what_was() {
        let place = |symbol: &str| {
            let mut cells = vec![Cell::new("q"); 4];
            cells[0].set_symbol(symbol);
            let mut bytes = Vec::new();
            Steady::new(&mut bytes).draw([(0, 0, &cells[0])].into_iter()).unwrap();
            String::from_utf8(bytes).unwrap()
        };
        let family = place("👨‍👩‍👧");
        assert!(family.contains("\u{1b}[1;1H  \u{1b}[1;1H👨‍👩‍👧"), "{family:?}");
        assert!(!place("기").contains(' ') && !place("e\u{301}").contains(' '), "all agree on these");
    }
}
