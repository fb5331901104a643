//! Shows pictures so that a terminal with other thoughts about the width of a letter shows nothing stale: where such a
//! letter goes, blanks go first. And it does so with few bytes, for those who pray over a slow line: where only some
//! letters of a line are others, writing the few between them once more is shorter than jumping over them, and the rest
//! of a line that is blank now is erased.

use std::io::{self, Write};
use std::mem;

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::queue;
use crossterm::style::Print;
use crossterm::terminal::{Clear, ClearType};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};

use crate::text;
use crate::tui::theme::is_doubtful;

/// So few letters are shorter than a jump over them.
const NEAR: usize = 7;
/// From so many blanks on, a jump and a word to erase them are shorter.
const FAR: usize = 14;

/// The terminal behind a writer, and the picture that stands on it.
pub struct Steady<W: Write> {
    behind: CrosstermBackend<W>,
    shown: Buffer,
    next: Buffer,
}

/// A cell and where it stands.
type Placed<'a> = (u16, u16, &'a Cell);

impl<W: Write> Steady<W> {
    /// Shows pictures by a writer, on a terminal of which nothing is known yet.
    pub fn new(writer: W) -> Self {
        let nothing = Buffer::empty(Rect::ZERO);
        Steady { behind: CrosstermBackend::new(writer), shown: nothing.clone(), next: nothing }
    }

    /// Shows what `paint` makes of a blank picture of an area, and the cursor where it says.
    pub fn show(
        &mut self,
        area: Rect,
        paint: impl FnOnce(&mut Buffer) -> Option<Position>,
    ) -> io::Result<()> {
        if self.shown.area != area {
            self.wipe(area)?;
        }
        self.next.resize(area);
        self.next.reset();
        let cursor = paint(&mut self.next);
        draw(&mut self.behind, &self.next, &changed(&self.shown, &self.next))?;
        mem::swap(&mut self.shown, &mut self.next);
        if let Some(Position { x, y }) = cursor {
            queue!(self.behind, Show, MoveTo(x, y))
        } else {
            queue!(self.behind, Hide)
        }
    }

    /// Leaves nothing on the terminal: it has another size, or something else was drawn there.
    pub fn wipe(&mut self, area: Rect) -> io::Result<()> {
        self.shown = Buffer::empty(area);
        queue!(self.behind, Clear(ClearType::All))
    }
}

/// The cells of a picture that are not as in the one before. From one key to the next few lines change, and only of those
/// the letters are measured.
fn changed<'a>(before: &Buffer, after: &'a Buffer) -> Vec<Placed<'a>> {
    let mut changed = Vec::new();
    for row in after.area.rows() {
        let [was, is] = [before, after].map(|picture| line(picture, row.y));
        if !was.iter().zip(is).all(|(was, is)| looks_same(was, is)) {
            let [was, is] = [was, is].map(|line| Buffer { area: row, content: line.to_vec() });
            changed.extend(was.diff_iter(&is).filter_map(|(x, y, _)| Some((x, y, after.cell((x, y))?))));
        }
    }
    changed
}

/// Whether two cells look the same. Each cell of each picture is asked, and nearly all hold one plain letter: the library's
/// own comparison, which goes by way of a comparison of texts, takes twice as long.
fn looks_same(one: &Cell, other: &Cell) -> bool {
    let letters = match (one.symbol().as_bytes(), other.symbol().as_bytes()) {
        ([one], [other]) => one == other,
        (one, other) => one == other,
    };
    letters && one.modifier == other.modifier && one.fg == other.fg && one.bg == other.bg
}

/// The cells of a line of a picture.
fn line(picture: &Buffer, y: u16) -> &[Cell] {
    let columns = usize::from(picture.area.width);
    let start = usize::from(y.saturating_sub(picture.area.y)) * columns;
    picture.content.get(start..start + columns).unwrap_or_default()
}

/// Draws what changed of a picture.
fn draw<W: Write>(
    behind: &mut CrosstermBackend<W>,
    picture: &Buffer,
    changed: &[Placed<'_>],
) -> io::Result<()> {
    let doubtful = changed.iter().filter(|(.., cell)| is_doubtful(cell.symbol()));
    let blanks: Vec<(u16, u16, Cell)> = doubtful
        .flat_map(|(x, y, cell)| {
            let mut blank = (*cell).clone();
            blank.set_symbol(" ");
            (0..columns(cell) as u16).map(move |by| (x + by, *y, blank.clone()))
        })
        .collect();
    let mut cells: Vec<Placed<'_>> = Vec::with_capacity(changed.len() * 2);
    cells.extend(blanks.iter().map(|(x, y, blank)| (*x, *y, blank)));
    let mut last: Option<Placed<'_>> = None;
    for placed in changed.iter().copied() {
        if let Some((x, y, cell)) = last {
            let between = between(picture, (x, y, cell), placed);
            cells.extend((x + 1..).zip(between).map(|(x, cell)| (x, y, cell)));
        }
        cells.push(placed);
        last = Some(placed);
    }
    let mut written: Vec<&[Placed<'_>]> = Vec::new();
    for run in cells.chunk_by(are_blank) {
        match run {
            [(x, y, _), ..] if run.len() >= FAR => {
                queue!(behind, MoveTo(*x, *y), Print(format!("\x1b[{}X", run.len())))?;
            }
            _ => written.push(run),
        }
    }
    behind.draw(written.into_iter().flatten().copied())
}

/// What stands between two cells and is shorter written once more than jumped over: a few plain letters of a line that
/// look like the one or the other.
fn between<'a>(
    picture: &'a Buffer,
    (x, y, before): Placed<'_>,
    (next, row, after): Placed<'_>,
) -> &'a [Cell] {
    let gap = usize::from(x) + 1..usize::from(next);
    if y != row || gap.is_empty() || gap.len() > NEAR || !is_plain(before) {
        return &[];
    }
    let cells = line(picture, y).get(gap).unwrap_or_default();
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

#[cfg(test)]
mod tests {
    use ratatui::style::Style;

    use super::super::Canvas;
    use super::*;
    use crate::tui::theme::Theme;

    /// A terminal of one line, and what is written to it.
    struct Line {
        steady: Steady<Canvas>,
        canvas: Canvas,
        columns: u16,
    }

    impl Line {
        fn new(columns: u16) -> Self {
            let canvas = Canvas::default();
            Line { steady: Steady::new(canvas.clone()), canvas, columns }
        }

        /// What is written for a picture.
        fn show(&mut self, words: &str, style: impl FnOnce(&mut Buffer)) -> String {
            let area = Rect::new(0, 0, self.columns, 1);
            let paint = |buffer: &mut Buffer| {
                buffer.set_string(0, 0, words, Style::new());
                style(buffer);
                None
            };
            self.steady.show(area, paint).unwrap();
            String::from_utf8(self.canvas.0.take()).unwrap()
        }
    }

    /// What a terminal shows that gives every part of a letter its own columns.
    fn shown(pictures: &[&str]) -> String {
        let (mut line, mut parser) = (Line::new(16), vt100::Parser::new(1, 16, 0));
        for picture in pictures {
            parser.process(line.show(picture, |buffer| Theme::new(true).finish(buffer)).as_bytes());
        }
        parser.screen().contents().trim_end().to_owned()
    }

    #[test]
    fn a_picture_has_the_size_that_the_terminal_was_wiped_in() {
        let mut line = Line::new(4);
        line.show("rain", |_| ());
        line.columns = 9;
        line.steady.wipe(Rect::new(0, 0, 9, 1)).unwrap();
        assert!(line.show("rain, sun", |buffer| assert_eq!(buffer.area.width, 9)).contains("rain, sun"));
    }

    #[test]
    fn a_letter_that_is_wider_there_is_drawn_over_and_leaves_nothing() {
        assert!(shown(&["👨‍👩‍👧 ab"]).ends_with(" ab"), "{:?}", shown(&["👨‍👩‍👧 ab"]));
        assert_eq!(shown(&["👨‍👩‍👧", "a"]), "a");
        assert_eq!(shown(&["x👨‍👩‍👧    y", "x  "]), "x");
    }

    /// What is written for the second of two pictures.
    fn written(first: &str, second: &str) -> String {
        let mut line = Line::new(40);
        line.show(first, |_| {});
        line.show(second, |_| {})
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

    #[test]
    fn nothing_of_a_line_that_stayed_is_written() {
        let area = Rect::new(0, 0, 20, 3);
        let canvas = Canvas::default();
        let mut steady = Steady::new(canvas.clone());
        for last in ["c", "d"] {
            canvas.0.borrow_mut().clear();
            let paint = |buffer: &mut Buffer| {
                ["Asia", "Europe", last].into_iter().zip(0..).for_each(|(words, y)| {
                    buffer.set_string(0, y, words, Style::new());
                });
                Some(Position { x: 4, y: 1 })
            };
            steady.show(area, paint).unwrap();
        }
        let written = String::from_utf8(canvas.0.take()).unwrap();
        assert!(written.starts_with("\u{1b}[3;1Hd\u{1b}["), "{written:?}");
        assert!(
            written.ends_with("\u{1b}[?25h\u{1b}[2;5H"),
            "and the cursor stands where it should: {written:?}"
        );
    }

    #[test]
    fn another_size_and_other_drawings_begin_anew() {
        let mut line = Line::new(20);
        line.show("Asia", |_| {});
        assert!(!line.show("Asia", |_| {}).contains("Asia"), "it stands there");
        line.columns = 18;
        assert!(line.show("Asia", |_| {}).contains("\u{1b}[2J\u{1b}[1;1HAsia"));
        line.steady.wipe(Rect::new(0, 0, 18, 1)).unwrap();
        assert!(line.show("Asia", |_| {}).contains("\u{1b}[2J\u{1b}[1;1HAsia"));
    }

    proptest::proptest! {
        /// However pictures follow on each other, the terminal shows the last of them.
        #[test]
        fn the_terminal_shows_what_was_drawn_last(pictures in proptest::collection::vec("[ab 東]{0,16}[ x]{0,30}", 1..6)) {
            let (mut parser, mut line) = (vt100::Parser::new(1, 64, 0), Line::new(64));
            for (at, picture) in pictures.iter().enumerate() {
                let bold = |buffer: &mut Buffer| {
                    if at % 2 == 1 {
                        buffer.set_style(Rect::new(3, 0, 9, 1), Style::new().bold());
                    }
                };
                parser.process(line.show(picture, bold).as_bytes());
            }
            let last = pictures.last().map_or("", String::as_str);
            let shown = parser.screen().contents();
            proptest::prop_assert_eq!(shown.trim_end(), last.trim_end());
        }
    }

    #[test]
    fn a_letter_that_is_narrower_there_leaves_nothing_of_what_was() {
        let place = |symbol: &str| {
            let mut line = Line::new(4);
            line.show("qqqq", |_| {});
            line.show(symbol, |_| {})
        };
        let family = place("👨‍👩‍👧");
        assert!(family.contains("\u{1b}[1;1H  \u{1b}[1;1H👨‍👩‍👧"), "{family:?}");
        for plain in ["기", "e\u{301}"] {
            let written = place(plain);
            assert!(written.starts_with(&format!("\u{1b}[1;1H{plain}")), "all agree on these: {written:?}");
        }
    }
}
