//! A text that is read on the screen, laid out as far as it is looked at. What is laid out stays while the text and its width do:
//! so a picture of a text without end costs what it shows, and not what there is.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::paper;
use crate::text;
use crate::tui::view::ViewMemory;

/// So many lines below those that are shown are laid out with them: of whatever people write, all. How long a text is in all is known
/// where it ends among them.
const AHEAD: usize = 1_000;

/// A part of a text, below the one before.
#[derive(Debug, Clone, PartialEq)]
pub enum Part<'a> {
    /// A line that fits.
    Line(Line<'static>),
    /// Words that are wrapped.
    Words {
        /// As they came in.
        words: Cow<'a, str>,
        /// So many columns stay free before them.
        margin: usize,
        /// What stands there before the first line.
        head: Option<Span<'static>>,
        /// How they look.
        style: Style,
    },
}

/// A text in its parts.
pub type Parts<'a> = Vec<Part<'a>>;

/// Words that are wrapped, with a margin before each line.
pub fn words<'a>(words: impl Into<Cow<'a, str>>, margin: usize, style: Style) -> Part<'a> {
    Part::Words { words: words.into(), margin, head: None, style }
}

/// Parts in lines of at most `columns`, all of them.
pub fn lines(parts: Parts<'_>, columns: usize) -> Vec<Line<'static>> {
    let mut page = Page::default();
    page.show(parts, columns);
    page.first(usize::MAX);
    page.lines
}

/// A free line, but where there is one already.
pub fn gap(parts: &mut Parts<'_>) {
    if parts.last().is_some_and(|last| !last.ends_free()) {
        parts.push(Line::default().into());
    }
}

/// Draws a text from line `skip` on, and remembers how far it goes.
pub fn draw(
    buffer: &mut Buffer,
    area: Rect,
    parts: Parts<'_>,
    skip: usize,
    arrow: Style,
    memory: &mut ViewMemory,
) {
    let height = usize::from(area.height);
    memory.page.show(parts, usize::from(area.width));
    let lines = memory.page.first(skip.saturating_add(height));
    paper::lines(buffer, area, lines, skip, arrow);
    memory.seen.reader = height;
    memory.seen.text = memory.page.length().unwrap_or(usize::MAX);
}

impl Part<'_> {
    /// The same with words of its own.
    fn kept(self) -> Part<'static> {
        match self {
            Part::Line(line) => Part::Line(line),
            Part::Words { words, margin, head, style } => {
                Part::Words { words: Cow::Owned(words.into_owned()), margin, head, style }
            }
        }
    }

    fn ends_free(&self) -> bool {
        match self {
            Part::Line(line) => line.width() == 0,
            Part::Words { words, margin, .. } => {
                *margin == 0 && words.rsplit('\n').next().is_none_or(|last| last.trim().is_empty())
            }
        }
    }
}

impl From<Line<'static>> for Part<'_> {
    fn from(line: Line<'static>) -> Self {
        Part::Line(line)
    }
}

/// What was last laid out.
#[derive(Debug, Default)]
pub struct Page {
    parts: Parts<'static>,
    columns: usize,
    lines: Vec<Line<'static>>,
    /// The part that each of them is of.
    of: Vec<usize>,
    /// The part that the next line is of, and the place in it where that line begins.
    next: (usize, usize),
    /// Its words, where they had to be made safe.
    safe: Option<String>,
}

impl Page {
    /// Takes a text to be laid out; nothing happens where it is the one that is.
    pub fn show(&mut self, parts: Parts<'_>, columns: usize) {
        if self.columns != columns || self.parts != parts {
            let parts = parts.into_iter().map(Part::kept).collect();
            *self = Page { parts, columns, ..Page::default() };
        }
    }

    /// The first lines: so many and some more, as far as there are.
    pub fn first(&mut self, wanted: usize) -> &[Line<'static>] {
        let wanted = wanted.saturating_add(AHEAD);
        while self.lines.len() < wanted {
            let part = self.next.0;
            if !self.lay() {
                break;
            }
            self.of.resize(self.lines.len(), part);
        }
        &self.lines
    }

    /// How many lines there are in all, where that is known.
    pub fn length(&self) -> Option<usize> {
        (self.next.0 >= self.parts.len()).then_some(self.lines.len())
    }

    /// The lines that were laid out, each with its number and that of its part.
    pub fn lines_with_parts(&self) -> impl Iterator<Item = (usize, usize, &Line<'static>)> {
        self.lines.iter().zip(&self.of).enumerate().map(|(at, (line, part))| (at, *part, line))
    }

    /// How many lines were laid out.
    pub fn laid(&self) -> usize {
        self.lines.len()
    }

    /// Lays out the next line, if there is a part left.
    fn lay(&mut self) -> bool {
        let (part, at) = &mut self.next;
        let line = match self.parts.get(*part) {
            None => return false,
            Some(Part::Line(line)) => {
                *part += 1;
                self.lines.push(line.clone());
                return true;
            }
            Some(Part::Words { words, margin, head, style }) => {
                let begins = *at == 0;
                if begins && let Cow::Owned(safe) = text::safe(words) {
                    self.safe = Some(safe);
                }
                let words = self.safe.as_deref().unwrap_or(words);
                let room = self.columns.saturating_sub(*margin).max(2);
                text::next_row(words, at, room).map(|row| {
                    let head = head.clone().filter(|_| begins);
                    let before = head.unwrap_or_else(|| " ".repeat(*margin).into());
                    Line::from(vec![before, Span::styled(row, *style)])
                })
            }
        };
        if line.is_none() {
            self.next = (*part + 1, 0);
            self.safe = None;
        }
        self.lines.extend(line);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(lines: &[Line<'_>]) -> Vec<String> {
        lines.iter().map(ToString::to_string).collect()
    }

    fn some_parts() -> Parts<'static> {
        let head = Some(Span::raw("- "));
        let asked = "rain and for\n\nseed".into();
        vec![
            Line::raw("Asia").into(),
            words("pray for the two", 0, Style::new()),
            Part::Words { words: asked, margin: 2, head, style: Style::new() },
        ]
    }

    #[test]
    fn parts_stand_below_each_other_in_their_margins() {
        let laid = ["Asia", "pray for", "the two", "- rain", "  and for", "  ", "  seed"];
        assert_eq!(told(&lines(some_parts(), 9)), laid);
    }

    #[test]
    fn what_steers_a_terminal_is_taken_out_of_each_part() {
        let parts = vec![words("pray\u{1b}[2J for", 0, Style::new()), words("rain", 0, Style::new())];
        assert_eq!(told(&lines(parts, 20)), ["pray for", "rain"]);
    }

    #[test]
    fn a_gap_is_one_line_and_never_two() {
        let mut parts = Parts::new();
        gap(&mut parts);
        assert_eq!(parts, [], "nothing stands above it");
        parts.push(words("rain", 0, Style::new()));
        gap(&mut parts);
        gap(&mut parts);
        assert_eq!(told(&lines(parts, 9)), ["rain", ""]);
        let mut free = vec![words("rain\n", 0, Style::new())];
        gap(&mut free);
        assert_eq!(told(&lines(free, 9)), ["rain", ""]);
    }

    #[test]
    fn a_text_without_end_is_laid_out_as_far_as_it_is_looked_at_and_once() {
        let long = "pray for rain ".repeat(60_000);
        let shown = |page: &mut Page, columns| page.show(vec![words(&long, 0, Style::new())], columns);
        let mut page = Page::default();
        shown(&mut page, 14);
        page.first(40);
        assert_eq!((page.laid(), page.length()), (40 + AHEAD, None));
        shown(&mut page, 14);
        page.first(20);
        assert_eq!(page.laid(), 40 + AHEAD, "what is there is not done again");
        page.first(usize::MAX);
        assert_eq!(page.length(), Some(60_000));
        shown(&mut page, 20);
        assert_eq!(page.laid(), 0, "another width is another text");
        page.first(1);
        page.show(vec![words("rain", 0, Style::new())], 20);
        page.first(1);
        assert_eq!(told(&page.lines), ["rain"]);
    }
}
