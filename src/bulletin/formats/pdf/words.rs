//! Letters to words, and words to the rows that they stand in.

use std::rc::Rc;

use super::flatten::{Area, Hand};
use super::glyphs::Glyph;

/// Letters are of one row when their baselines differ by no more than this part of their size.
const SAME_ROW: f64 = 0.2;

/// A gap between letters is one between words from this part of their size on.
const WORD_GAP: f64 = 0.16;

/// In words set wide ("A F R I C A") a gap between words is so many times the one between letters.
const WIDER: f64 = 1.7;

/// The same letter drawn twice this close, as a part of its size, is drawn once and bold.
const TWICE: f64 = 0.12;

/// A word and its place, in points from the lower left corner.
#[derive(Debug, Clone)]
pub(super) struct Word {
    pub text: String,
    pub left: f64,
    pub right: f64,
    pub baseline: f64,
    pub size: f64,
    pub hand: Hand,
    pub url: Option<Rc<str>>,
}

/// Words beside each other.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    /// From left to right.
    pub words: Vec<Word>,
}

impl Row {
    pub fn left(&self) -> f64 {
        self.words.first().map_or(0.0, |word| word.left)
    }

    pub fn right(&self) -> f64 {
        self.words.iter().map(|word| word.right).fold(0.0, f64::max)
    }

    /// How many letters it has.
    pub fn letters(&self) -> usize {
        self.words.iter().map(|word| word.text.chars().count()).sum()
    }

    /// The word with the most letters: its size and baseline are those of the row.
    fn main(&self) -> Option<&Word> {
        self.words.iter().rev().max_by_key(|word| word.text.chars().count())
    }

    pub fn size(&self) -> f64 {
        self.main().map_or(0.0, |word| word.size)
    }

    pub fn baseline(&self) -> f64 {
        self.main().map_or(0.0, |word| word.baseline)
    }

    pub fn text(&self) -> String {
        self.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
    }
}

/// The words that letters make. Each with the address that it leads to, if any.
pub(super) fn words(mut glyphs: Vec<Glyph>, links: &[Area]) -> Vec<Word> {
    glyphs.sort_by(|one, other| other.baseline.total_cmp(&one.baseline));
    let mut words = Vec::new();
    while !glyphs.is_empty() {
        let (baseline, size) = glyphs.first().map_or((0.0, 0.0), |first| (first.baseline, first.size));
        let end = glyphs.partition_point(|glyph| baseline - glyph.baseline <= SAME_ROW * size);
        let rest = glyphs.split_off(end.max(1));
        row_of_words(std::mem::replace(&mut glyphs, rest), &mut words);
    }
    let urls: Vec<Rc<str>> = links.iter().map(|area| Rc::from(area.url.as_str())).collect();
    for word in &mut words {
        let (x, y) = (f64::midpoint(word.left, word.right), word.baseline + word.size / 4.0);
        let within =
            |area: &Area| (area.left..=area.right).contains(&x) && (area.bottom..=area.top).contains(&y);
        word.url = links.iter().position(within).and_then(|at| urls.get(at)).cloned();
    }
    words
}

/// Cuts letters of one baseline into words.
fn row_of_words(mut glyphs: Vec<Glyph>, words: &mut Vec<Word>) {
    glyphs.sort_by(|one, other| one.left.total_cmp(&other.left));
    glyphs.dedup_by(|second, first| {
        let twice = second.text == first.text && (second.left - first.left).abs() < TWICE * first.size;
        first.hand.bold |= twice;
        twice
    });
    let wide = least_gap(&glyphs);
    let mut open: Option<Word> = None;
    for glyph in glyphs {
        match &mut open {
            _ if glyph.text.trim().is_empty() => words.extend(open.take()),
            Some(word)
                if glyph.left - word.right < wide * glyph.size.min(word.size)
                    && word.hand.symbols == glyph.hand.symbols =>
            {
                word.text.push_str(glyph.text.trim_end());
                word.right = word.right.max(glyph.right);
                word.hand.bold &= glyph.hand.bold;
            }
            _ => {
                let Glyph { text, left, right, baseline, size, hand } = glyph;
                let text = text.trim().to_owned();
                words.extend(open.replace(Word { text, left, right, baseline, size, hand, url: None }));
            }
        }
    }
    words.extend(open);
}

/// The gap from which on letters are of two words, as a part of their size.
fn least_gap(glyphs: &[Glyph]) -> f64 {
    let pairs = glyphs.windows(2).filter_map(|pair| match pair {
        [one, other] if !one.text.trim().is_empty() && !other.text.trim().is_empty() => {
            Some((other.left - one.right) / one.size)
        }
        _ => None,
    });
    let mut gaps: Vec<f64> = pairs.collect();
    gaps.sort_by(f64::total_cmp);
    let usual = gaps.get(gaps.len() / 2).copied().unwrap_or(0.0);
    if gaps.len() > 4 && (WORD_GAP..1.0).contains(&usual) { usual * WIDER } else { WORD_GAP }
}

/// The rows that words stand in, from the top down. What is small and a little higher or lower (the "th" of a day, the
/// number of a footnote), and a lone mark (a bullet from another font), goes to the row beside it.
pub(super) fn rows(mut words: Vec<Word>) -> Vec<Row> {
    words.sort_by(|one, other| other.baseline.total_cmp(&one.baseline));
    let mut rows: Vec<Row> = Vec::new();
    for word in words {
        match rows.last_mut() {
            Some(row) if fits(row, &word) => row.words.push(word),
            _ => rows.push(Row { words: vec![word] }),
        }
    }
    let mut merged: Vec<Row> = Vec::new();
    for row in rows {
        match merged.last_mut() {
            Some(above) if belong(above, &row) => above.words.extend(row.words),
            _ => merged.push(row),
        }
    }
    for row in &mut merged {
        row.words.sort_by(|one, other| one.left.total_cmp(&other.left));
    }
    merged
}

fn fits(row: &Row, word: &Word) -> bool {
    row.words
        .first()
        .is_some_and(|first| first.baseline - word.baseline <= SAME_ROW * first.size.min(word.size))
}

/// Whether two rows, one a little above the other, are one.
fn belong(above: &Row, below: &Row) -> bool {
    let (large, small) = if above.letters() >= below.letters() { (above, below) } else { (below, above) };
    let apart = (above.baseline() - below.baseline()) / large.size().max(0.1);
    let minor = small.size() <= 0.85 * large.size()
        && small.words.iter().all(|word| word.text.chars().count() <= 4)
        || small.letters() == 1;
    let beside = small.words.iter().all(|word| {
        let middle = f64::midpoint(word.left, word.right);
        large.words.iter().all(|other| middle < other.left || middle > other.right)
    });
    (apart < 0.3 || minor && apart < 0.6) && beside
}
