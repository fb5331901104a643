//! Draws so that a terminal with other thoughts about the width of a letter shows nothing stale: where such a letter goes,
//! blanks go first. And it draws with few bytes, for those who pray over a slow line: where only some letters of a line are
//! others, writing the few between them once more is shorter than jumping over them, and the rest of a line that is blank
//! now is erased.

use std::io::{self, Write};

use crossterm::cursor::MoveTo;
use crossterm::queue;
use crossterm::style::Print;
use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use crate::text;
use crate::tui::theme::is_doubtful;

/// So few letters are shorter than a jump over them.
const NEAR: usize = 7;
/// From so many blanks on, a jump and a word to erase them are shorter.
const FAR: usize = 14;

/// The terminal behind a writer.
pub struct Steady<W: Write> {
    behind: CrosstermBackend<W>,
    /// What stands on the terminal, row by row; what lies beyond is blank.
    drawn: Vec<Vec<Cell>>,
}

/// A cell and where it stands.
type Placed<'a> = (u16, u16, &'a Cell);

impl<W: Write> Steady<W> {
    /// Draws by a writer.
    pub fn new(writer: W) -> Self {
        Steady { behind: CrosstermBackend::new(writer), drawn: Vec::new() }
    }

    /// Has every place of what is to be drawn be known, blank where nothing was drawn yet.
    fn make_room(&mut self, content: &[Placed<'_>]) {
        let right = content.iter().map(|(x, ..)| usize::from(*x) + 1).max().unwrap_or(0);
        let below = content.iter().map(|(_, y, _)| usize::from(*y) + 1).max().unwrap_or(0);
        if self.drawn.len() < below {
            self.drawn.resize_with(below, Vec::new);
        }
        for row in self.drawn.iter_mut().filter(|row| row.len() < right) {
            row.resize_with(right, Cell::default);
        }
    }

    /// Remembers what is drawn; what stood under the second half of a wide letter is gone.
    fn remember(&mut self, (x, y, cell): Placed<'_>) {
        let Some(row) = self.drawn.get_mut(usize::from(y)) else { return };
        let mut places = row.iter_mut().skip(usize::from(x)).take(columns(cell));
        if let Some(place) = places.next() {
            place.clone_from(cell);
        }
        places.for_each(Cell::reset);
    }
}

/// What stands between two cells and is shorter written once more than jumped over: a few plain letters of a line that
/// look like the one or the other.
fn between<'a>(
    drawn: &'a [Vec<Cell>],
    (x, y, before): Placed<'_>,
    (next, row, after): Placed<'_>,
) -> &'a [Cell] {
    let gap = usize::from(x) + 1..usize::from(next);
    if y != row || gap.is_empty() || gap.len() > NEAR || !is_plain(before) {
        return &[];
    }
    let cells = drawn.get(usize::from(y)).and_then(|row| row.get(gap)).unwrap_or_default();
    let like = |other: &Cell| cells.iter().all(|cell| cell.style() == other.style());
    let fit = cells.iter().all(is_plain) && (like(before) || like(after));
    if fit { cells } else { &[] }
}

/// The columns that a cell covers, one at least.
fn columns(cell: &Cell) -> usize {
    if is_plain(cell) { 1 } else { text::width(cell.symbol()).max(1) }
}

/// Whether a cell holds one letter that every terminal draws in one column.
fn is_plain(cell: &Cell) -> bool {
    matches!(cell.symbol().as_bytes(), [b' '..=b'~'])
}

/// Whether two cells stand beside each other, both blank, in the terminal's own colours.
fn are_blank((x, y, cell): &Placed<'_>, (next, row, after): &Placed<'_>) -> bool {
    y == row && x + 1 == *next && **cell == Cell::EMPTY && cell == after
}

impl<W: Write> Backend for Steady<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = Placed<'a>>,
    {
        let content: Vec<Placed<'_>> = content.collect();
        self.make_room(&content);
        let doubtful = content.iter().filter(|(.., cell)| is_doubtful(cell.symbol()));
        let blanks: Vec<(u16, u16, Cell)> = doubtful
            .flat_map(|(x, y, cell)| {
                let mut blank = (*cell).clone();
                blank.set_symbol(" ");
                (0..columns(cell) as u16).map(move |by| (x + by, *y, blank.clone()))
            })
            .collect();
        let mut cells: Vec<Placed<'_>> = Vec::with_capacity(content.len() * 2);
        cells.extend(blanks.iter().map(|(x, y, blank)| (*x, *y, blank)));
        let mut last: Option<Placed<'_>> = None;
        for placed in content.iter().copied() {
            if let Some((x, y, cell)) = last {
                let between = between(&self.drawn, (x, y, cell), placed);
                cells.extend((x + 1..).zip(between).map(|(x, cell)| (x, y, cell)));
            }
            cells.push(placed);
            last = Some(placed);
        }
        let mut written: Vec<&[Placed<'_>]> = Vec::new();
        for run in cells.chunk_by(are_blank) {
            match run {
                [(x, y, _), ..] if run.len() >= FAR => {
                    queue!(self.behind, MoveTo(*x, *y), Print(format!("\x1b[{}X", run.len())))?;
                }
                _ => written.push(run),
            }
        }
        self.behind.draw(written.into_iter().flatten().copied())?;
        for placed in content.iter().copied() {
            self.remember(placed);
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.behind.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.behind.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.behind.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.behind.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.drawn.clear();
        self.behind.clear()
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.drawn.clear();
        self.behind.clear_region(clear_type)
    }

    fn size(&self) -> io::Result<Size> {
        self.behind.size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.behind.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.behind)
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

    /// What is written for the second of two pictures.
    fn written(first: &str, second: &str) -> String {
        let [blank, first, second] = ["", first, second].map(|words| {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 40, 1));
            buffer.set_string(0, 0, words, Style::new());
            buffer
        });
        let (mut before, mut bytes) = (Vec::new(), Vec::new());
        let mut steady = Steady::new(&mut before);
        steady.draw(blank.diff(&first).into_iter()).unwrap();
        let drawn = steady.drawn;
        let mut steady = Steady { behind: CrosstermBackend::new(&mut bytes), drawn };
        steady.draw(first.diff(&second).into_iter()).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn a_few_letters_between_others_are_written_rather_than_jumped_over() {
        assert!(
            written("Pray for rain", "Pray and rein").starts_with("\u{1b}[1;6Hand re"),
            "not more than it takes"
        );
        assert!(
            written("one 東 two", "ten 東 six").contains("ten\u{1b}[1;8Hsix"),
            "wide letters are jumped over"
        );
        assert!(written("a fourteen letters b", "c fourteen letters d").contains("c\u{1b}[1;20Hd"));
    }

    #[test]
    fn the_rest_of_a_line_is_erased_in_one_word() {
        let words = "The court has put off the hearing again.";
        assert!(
            written(words, "The court").contains("\u{1b}[1;11H\u{1b}[30X"),
            "{:?}",
            written(words, "The court")
        );
        assert!(!written("The court sits", "The court").contains('X'), "a few are written over");
    }

    proptest::proptest! {
        /// However pictures follow on each other, the terminal shows the last of them.
        #[test]
        fn the_terminal_shows_what_was_drawn_last(pictures in proptest::collection::vec("[ab 東]{0,16}[ x]{0,30}", 1..6)) {
            let (mut parser, area) = (vt100::Parser::new(1, 64, 0), Rect::new(0, 0, 64, 1));
            let mut bytes = Vec::new();
            let mut before = Buffer::empty(area);
            let mut steady = Steady::new(&mut bytes);
            for (at, picture) in pictures.iter().enumerate() {
                let mut next = Buffer::empty(area);
                next.set_string(0, 0, picture, Style::new());
                if at % 2 == 1 {
                    next.set_style(Rect::new(3, 0, 9, 1), Style::new().bold());
                }
                steady.draw(before.diff(&next).into_iter()).unwrap();
                before = next;
            }
            parser.process(&bytes);
            let last = pictures.last().map_or("", String::as_str);
            let shown = parser.screen().contents();
            proptest::prop_assert_eq!(shown.trim_end(), last.trim_end());
        }
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
