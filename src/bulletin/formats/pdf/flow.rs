//! Rows in reading order gathered into paragraphs, over the ends of columns and pages.

use std::collections::HashSet;

use super::paragraph::Paragraph;
use super::words::Row;
use crate::bulletin::{Line, Mark};
use crate::text;

/// Rows further apart than this many times the usual have a gap between them.
const WIDE: f64 = 1.3;

/// Letters this many times as large as those of the text are a heading's.
const LARGE: f64 = 1.15;

/// A document in which more than one row in so many ends in a hyphen comes from a program that breaks words.
const BREAKS_WORDS: usize = 16;

/// The hyphens: as typed, as drawn by a program that breaks words, and as put where a word may be broken.
pub(super) const HYPHENS: [char; 3] = ['-', '‐', '\u{AD}'];

/// A column of fewer rows may not reach its right edge.
const SHORT: usize = 4;

/// A page in reading order: what runs above, the columns, what runs below.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub number: u32,
    pub above: Vec<String>,
    pub columns: Vec<Vec<Row>>,
    pub below: Vec<String>,
}

/// How a document is set.
pub(super) struct Flow {
    /// The size of its text's letters.
    pub body: f64,
    /// Sizes of headings, the largest first.
    pub large: Vec<f64>,
    /// The usual distance between baselines, as a part of the letters' size.
    pub leading: f64,
    /// Where each column reaches.
    columns: Vec<Edges>,
    /// Whether its text is bold, so that bold letters say nothing.
    pub bold: bool,
    /// Its words, those broken at the end of a row left out.
    words: HashSet<String>,
    breaks_words: bool,
}

/// Where a row stands, seen from the one before it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Place {
    /// So far below it.
    Below(f64),
    /// At the top of the next column or page.
    Next,
}

/// From where to where a column reaches.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edges {
    pub left: f64,
    pub right: f64,
}

impl Flow {
    pub(super) fn new(pages: &[Page], body: f64) -> Self {
        let columns = || pages.iter().flat_map(|page| &page.columns);
        let all = || columns().flatten().flat_map(|row| &row.words);
        let letters = |bold: bool| -> usize {
            all().filter(|word| word.hand.bold || !bold).map(|word| word.text.len()).sum()
        };
        let (words, breaks_words) = vocabulary(columns().flatten());
        Self {
            body,
            large: large_sizes(columns().flatten(), body),
            leading: usual_leading(columns()),
            columns: columns().map(|column| edges(column, body)).collect(),
            bold: letters(true) * 2 > letters(false),
            words,
            breaks_words,
        }
    }

    /// The lines of all pages: each a paragraph, a heading, an item, or a row that runs on every page.
    pub(super) fn lines(&self, pages: &[Page]) -> Vec<Line> {
        let mut lines = Lines { flow: self, done: Vec::new(), open: None, asides: Vec::new() };
        for page in pages {
            lines.asides.extend(page.above.iter().map(|words| aside(words, page.number)));
            for column in &page.columns {
                let edges = self.edges(column);
                let mut above: Option<&Row> = None;
                for row in column {
                    let place =
                        above.map_or(Place::Next, |above| Place::Below(above.baseline() - row.baseline()));
                    lines.row(row, place, edges, page.number);
                    above = Some(row);
                }
            }
            lines.asides.extend(page.below.iter().map(|words| aside(words, page.number)));
        }
        lines.close();
        for (index, line) in lines.done.iter_mut().enumerate() {
            line.number = index + 1;
        }
        lines.done
    }

    /// A short column's right edge is that of the others that begin where it begins.
    fn edges(&self, column: &[Row]) -> Edges {
        let own = edges(column, self.body);
        if column.len() >= SHORT {
            return own;
        }
        let alike = self.columns.iter().filter(|other| (other.left - own.left).abs() < 1.5 * self.body);
        Edges { right: alike.map(|column| column.right).fold(own.right, f64::max), ..own }
    }

    /// Whether a row stands so far below the one before it that there is a gap between them.
    pub(super) fn is_gap(&self, distance: f64, size: f64) -> bool {
        distance > WIDE * self.leading * size
    }

    /// Whether the hyphen after `start` was put there to break a word whose rest is `rest`.
    pub(super) fn is_broken(&self, start: &str, rest: &str) -> bool {
        let whole = bare(&format!("{}{rest}", start.trim_end_matches('-')));
        let compound = bare(&format!("{start}{rest}"));
        self.words.contains(&whole) || !self.words.contains(&compound) && self.breaks_words
    }
}

/// The lines so far, the paragraph that comes in, and what runs on the pages that it is on.
struct Lines<'a> {
    flow: &'a Flow,
    done: Vec<Line>,
    open: Option<Paragraph>,
    asides: Vec<Line>,
}

impl Lines<'_> {
    fn row(&mut self, row: &Row, place: Place, edges: Edges, page: u32) {
        match &mut self.open {
            Some(open) if open.goes_on(row, place, edges, self.flow) => open.push(row.clone(), edges),
            _ => {
                self.close();
                let gap = match (place, self.done.last()) {
                    (Place::Below(distance), Some(_)) => {
                        self.flow.is_gap(distance, row.size().max(self.flow.body))
                    }
                    _ => true,
                };
                self.open = Some(Paragraph::new(row.clone(), edges, page, gap));
            }
        }
    }

    fn close(&mut self) {
        let line = self.open.take().and_then(|open| open.line(self.flow));
        self.done.extend(line);
        self.done.append(&mut self.asides);
    }
}

/// Where the text of a column reaches; headings may stand out of it.
fn edges(column: &[Row], body: f64) -> Edges {
    let text = column.iter().filter(|row| row.size() < LARGE * body);
    Edges {
        left: column.iter().map(Row::left).fold(f64::INFINITY, f64::min),
        right: text.map(Row::right).fold(0.0, f64::max),
    }
}

/// A line that belongs to the page.
fn aside(words: &str, page: u32) -> Line {
    Line {
        number: 0,
        page: Some(page),
        text: text::squash(&text::safe_line(words)),
        mark: Mark::Plain,
        indent: 0,
        gap: true,
        quoted: false,
        strong: false,
        aside: true,
        links: Vec::new(),
        by: None,
        day: None,
    }
}

/// The sizes of large letters, the largest first.
fn large_sizes<'a>(rows: impl Iterator<Item = &'a Row>, body: f64) -> Vec<f64> {
    let mut sizes: Vec<f64> = rows.map(Row::size).filter(|size| *size >= LARGE * body).collect();
    sizes.sort_by(|one, other| other.total_cmp(one));
    sizes.dedup_by(|second, first| *first - *second < 0.5);
    sizes
}

/// The distance between baselines that most rows have, as a part of their size.
fn usual_leading<'a>(columns: impl Iterator<Item = &'a Vec<Row>>) -> f64 {
    let mut counts: Vec<(f64, usize)> = Vec::new();
    for pair in columns.flat_map(|column| column.windows(2)) {
        let [above, below] = pair else { continue };
        let leading = (above.baseline() - below.baseline()) / below.size().max(0.1);
        if (above.size() - below.size()).abs() > 0.5 || !(0.8..2.5).contains(&leading) {
            continue;
        }
        match counts.iter_mut().find(|(known, _)| (known - leading).abs() < 0.04) {
            Some((_, count)) => *count += 1,
            None => counts.push((leading, 1)),
        }
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map_or(1.25, |(leading, _)| leading)
}

/// The words of a document, and whether it breaks words at the end of a row: one of those that end in a hyphen stands
/// elsewhere in one piece, or they are too many for compounds that only happen to stand there.
fn vocabulary<'a>(rows: impl Iterator<Item = &'a Row>) -> (HashSet<String>, bool) {
    let mut words = HashSet::new();
    let mut hyphened: Vec<String> = Vec::new();
    let (mut start, mut count) = ("", 0);
    for row in rows {
        count += 1;
        for (at, word) in row.words.iter().enumerate() {
            if !start.is_empty() && word.text.starts_with(char::is_lowercase) {
                hyphened.push(bare(&format!("{}{}", start.trim_end_matches('-'), word.text)));
            }
            start = "";
            if at + 1 == row.words.len() && word.text.chars().count() > 1 && word.text.ends_with(HYPHENS) {
                start = if word.text.ends_with('-') { &word.text } else { "" };
            } else {
                words.insert(bare(&word.text));
            }
        }
    }
    let often = hyphened.len() * BREAKS_WORDS > count && hyphened.len() > 2;
    let breaks = often || hyphened.iter().any(|whole| words.contains(whole));
    (words, breaks)
}

/// A word in small letters, without the marks around it.
fn bare(word: &str) -> String {
    word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase()
}
