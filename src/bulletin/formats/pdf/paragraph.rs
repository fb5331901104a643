//! A paragraph while its rows come in, and the line that it becomes.

use super::super::typed::marked;
use super::flow::{Edges, Flow, HYPHENS, Place};
use super::words::{Row, Word};
use crate::bulletin::lists::marks::is_private;
use crate::bulletin::{Line, Link, Mark};
use crate::text;

/// A heading has no more words than this.
const LONGEST_HEADING: usize = 14;

/// A column narrower than so many times its letters' size holds no prose, and its rows end where they end.
const NARROWEST: f64 = 12.0;

/// Letters that fonts of symbols have where others have these, when a program lost sight of the font.
const DRAWN: &str = "o§ØüvqnlÃ¨Ÿàè";

/// After these, a hyphen at the end of a row stands for the rest of a word: "prayer- and praise-letters".
const BETWEEN: [&str; 10] = ["and", "or", "und", "oder", "bzw.", "en", "of", "et", "ou", "y"];

/// The rows of a paragraph so far.
pub(super) struct Paragraph {
    rows: Vec<Row>,
    /// Where the column of the last row reaches.
    edges: Edges,
    /// How far its words stand from the left of its column, its mark not counted; in points.
    indent: f64,
    page: u32,
    gap: bool,
}

impl Paragraph {
    pub(super) fn new(row: Row, edges: Edges, page: u32, gap: bool) -> Self {
        let skipped = drawn_mark(&row.words) || matches!(mark(&row), Mark::Bullet(_) | Mark::Number);
        let words = row.words.get(usize::from(skipped)).or_else(|| row.words.first());
        let indent = words.map_or(0.0, |word| word.left - edges.left);
        Self { rows: vec![row], edges, indent, page, gap }
    }

    pub(super) fn push(&mut self, row: Row, edges: Edges) {
        self.rows.push(row);
        self.edges = edges;
    }

    /// Whether a row goes on with it.
    pub(super) fn goes_on(&self, row: &Row, place: Place, edges: Edges, flow: &Flow) -> bool {
        let (Some(last), Some(first)) = (self.rows.last(), row.words.first()) else { return false };
        let size = row.size().max(last.size());
        if (row.size() - last.size()).abs() > 0.08 * size {
            return false;
        }
        if let Place::Below(distance) = place
            && flow.is_gap(distance, size)
        {
            return false;
        }
        let open = !ends_sentence(&last.text());
        let small = first.text.starts_with(char::is_lowercase);
        let prose = self.edges.right - self.edges.left > NARROWEST * size;
        let full = prose && last.right() + 0.3 * size + (first.right - first.left) > self.edges.right;
        let flows = open && (full || small);
        // A dash or a number may be within a sentence, but not where an item began with one.
        let begins = |other: &Row| mark(other) == mark(row) && (other.left() - row.left()).abs() < 0.5 * size;
        match mark(row) {
            Mark::Plain => {}
            Mark::Bullet('-' | '–' | '—' | '*' | '+') | Mark::Number
                if flows && !self.rows.first().is_some_and(begins) => {}
            _ => return false,
        }
        let was_bold = !flow.bold && self.rows.iter().flat_map(|row| &row.words).all(|word| word.hand.bold);
        let turns_bold =
            !flow.bold && first.hand.bold && last.words.last().is_some_and(|word| !word.hand.bold);
        let turns_plain = was_bold && !first.hand.bold;
        if turns_plain && !(open && small) || turns_bold && !flows {
            return false;
        }
        // Where a sentence has ended at the right edge, what is set in begins a paragraph, but in a list it goes on.
        let hangs = self.indent > 0.8 * size && (row.left() - edges.left - self.indent).abs() < 0.4 * size;
        let set_in = row.left() > last.left() + 0.8 * size;
        flows
            || full
                && match place {
                    Place::Next => hangs,
                    Place::Below(_) => !set_in || self.rows.len() == 1 && hangs,
                }
    }

    /// The line that it becomes; `None` when nothing is left of it.
    pub(super) fn line(&self, flow: &Flow) -> Option<Line> {
        let first = self.rows.first()?;
        let drawn = drawn_mark(&first.words);
        let (words, links) = self.words(usize::from(drawn), flow);
        let (mark, words) = match marked(&words) {
            (Mark::Plain, words) if drawn => (Mark::Bullet('•'), words),
            (mark, words) => (mark, words),
        };
        let level = flow.large.iter().position(|size| first.size() >= size - 0.5);
        let heads = words.split(' ').count() <= LONGEST_HEADING && !words.ends_with(['.', ',', ';']);
        let mark = match level {
            Some(level) if mark == Mark::Plain && heads => Mark::Heading(level.min(5) as u8 + 1),
            _ => mark,
        };
        let strong = !flow.bold && self.rows.iter().flat_map(|row| &row.words).all(|word| word.hand.bold);
        (!words.is_empty()).then(|| Line {
            number: 0,
            page: Some(self.page),
            text: words.to_owned(),
            mark,
            indent: (self.indent / (flow.body / 2.0).max(1.0)).round() as usize,
            gap: self.gap,
            quoted: false,
            strong,
            aside: false,
            links,
            by: None,
            day: None,
        })
    }

    /// Its words on one line, from the first but `skipped` on, and its links.
    fn words(&self, skipped: usize, flow: &Flow) -> (String, Vec<Link>) {
        let mut words = String::new();
        let mut links: Vec<Link> = Vec::new();
        let mut before: Option<&Word> = None;
        let mut breaks = false;
        for row in &self.rows {
            for word in row.words.iter().skip(if before.is_none() { skipped } else { 0 }) {
                if let Some(before) = before {
                    join(&mut words, &before.text, &word.text, breaks, flow);
                }
                let goes_on = before.is_some_and(|before| before.url.is_some() && before.url == word.url);
                match (&word.url, links.last_mut()) {
                    (Some(_), Some(link)) if goes_on => {
                        link.text.push(' ');
                        link.text.push_str(&word.text);
                    }
                    (Some(url), _) => {
                        links.push(Link {
                            text: word.text.clone(),
                            url: Some(text::safe_line(url).into_owned()),
                        });
                    }
                    (None, _) => {}
                }
                words.push_str(&word.text);
                (before, breaks) = (Some(word), false);
            }
            breaks = true;
        }
        for link in &mut links {
            link.text = text::squash(&text::safe_line(&link.text));
        }
        (text::squash(&text::safe_line(&words)), links)
    }
}

/// Puts what belongs between two words. At the end of a row a hyphen goes where it broke a word, and stays where it is
/// the word's own.
fn join(words: &mut String, before: &str, next: &str, breaks: bool, flow: &Flow) {
    let hyphened = breaks && before.chars().count() > 1 && before.ends_with(HYPHENS);
    if !hyphened || BETWEEN.contains(&next) {
        words.push(' ');
        return;
    }
    let small = next.starts_with(char::is_lowercase);
    if before.ends_with('\u{AD}') || small && (before.ends_with('‐') || flow.is_broken(before, next)) {
        words.pop();
    }
}

/// Whether the first word of a row is a bullet that only its font knows.
fn drawn_mark(words: &[Word]) -> bool {
    let [first, next, ..] = words else { return false };
    let mut letters = first.text.chars();
    let (Some(letter), None) = (letters.next(), letters.next()) else { return false };
    let alone = first.hand.font != next.hand.font && next.left - first.right > 0.3 * next.size;
    first.hand.symbols || is_private(letter) || alone && DRAWN.contains(letter)
}

/// The mark that a row begins with.
fn mark(row: &Row) -> Mark {
    if drawn_mark(&row.words) { Mark::Bullet('•') } else { marked(&row.text()).0 }
}

fn ends_sentence(words: &str) -> bool {
    let words = words.trim_end_matches(|letter: char| "\"'”’»“)]*".contains(letter));
    words.ends_with(['.', '!', '?', '…', '。', '！', '？'])
}
