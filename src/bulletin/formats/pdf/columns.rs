//! The columns of a page, in the order in which they are read.
//!
//! A column ends where a gap goes down the page over many rows, with prose or lists on both sides of it. What crosses
//! the gap (a heading, a paragraph as wide as the page) divides the page into what is read before and after it. Facts
//! in a table and marks before their items have such gaps, too, but no prose on one of the sides.

use super::words::{Row, Word, rows};

/// A gap between columns is at least this wide, as a part of the letters' size.
const LEAST_GAP: f64 = 0.9;

/// So many rows on each side make columns.
const FEWEST_ROWS: usize = 4;

/// Of lists, so many are enough.
const FEWEST_ITEMS: usize = 2;

/// The middle one of a column's rows has at least so many letters, unless it is a list.
const FEWEST_LETTERS: usize = 15;

/// Columns within columns, at most.
const DEEPEST: usize = 8;

/// A gap that goes down the page beside `rows`.
struct Gap {
    x: f64,
    rows: std::ops::Range<usize>,
}

/// The columns of a page, or of a part of it, each as its words.
pub(super) fn columns(words: Vec<Word>) -> Vec<Vec<Word>> {
    let mut columns = Vec::new();
    divide(words, 0, &mut columns);
    columns.retain(|column| !column.is_empty());
    columns
}

fn divide(words: Vec<Word>, depth: usize, columns: &mut Vec<Vec<Word>>) {
    let rows = rows(words);
    let gap = if depth < DEEPEST { widest_gap(&rows) } else { None };
    let Some(gap) = gap else {
        columns.push(rows.into_iter().flat_map(|row| row.words).collect());
        return;
    };
    let (mut above, mut left, mut right, mut below) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (at, row) in rows.into_iter().enumerate() {
        if at < gap.rows.start {
            above.extend(row.words);
        } else if at >= gap.rows.end {
            below.extend(row.words);
        } else {
            let (before, after): (Vec<Word>, Vec<Word>) =
                row.words.into_iter().partition(|word| word.left < gap.x);
            left.extend(before);
            right.extend(after);
        }
    }
    for part in [above, left, right, below] {
        divide(part, depth + 1, columns);
    }
}

/// The gap with the most rows beside it.
fn widest_gap(rows: &[Row]) -> Option<Gap> {
    let mut best: Option<(usize, Gap)> = None;
    let mut tried: Vec<(f64, usize)> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        // Columns that share no baseline have no row in common; there a gap is left of where a row begins.
        let between = row.words.windows(2).filter_map(|pair| match pair {
            [one, other] => Some(f64::midpoint(one.right, other.left)),
            _ => None,
        });
        for x in between.chain([row.left() - LEAST_GAP * row.size() / 2.0]) {
            let start = at - rows.get(..at)?.iter().rev().take_while(|row| is_gap(row, x)).count();
            let end = at + rows.get(at..)?.iter().take_while(|row| is_gap(row, x)).count();
            if end == at || tried.iter().any(|(known, from)| *from == start && (known - x).abs() < 1.0) {
                continue;
            }
            tried.push((x, start));
            let score = score(rows.get(start..end)?, x);
            if score > best.as_ref().map_or(0, |(best, _)| *best) {
                best = Some((score, Gap { x, rows: start..end }));
            }
        }
    }
    best.map(|(_, gap)| gap)
}

/// Whether a row leaves a place free: it ends before it, begins after it, or has a wide gap there.
fn is_gap(row: &Row, x: f64) -> bool {
    let left = row.words.iter().rfind(|word| word.left < x);
    let right = row.words.iter().find(|word| word.left >= x);
    match (left, right) {
        (Some(left), Some(right)) => {
            left.right < x && right.left - left.right >= LEAST_GAP * left.size.max(right.size)
        }
        (Some(left), None) => left.right < x,
        _ => true,
    }
}

/// How many rows stand beside a gap; none when one of the sides is no column.
fn score(beside: &[Row], x: f64) -> usize {
    let side = |is_left: bool| -> Vec<Row> {
        let words = |row: &Row| row.words.iter().filter(|word| (word.left < x) == is_left).cloned().collect();
        beside.iter().map(|row| Row { words: words(row) }).filter(|row| !row.words.is_empty()).collect()
    };
    let (left, right) = (side(true), side(false));
    let facing = |one: &[Row], other: &[Row]| {
        let top = other.first().map_or(0.0, Row::baseline);
        let bottom = other.last().map_or(0.0, Row::baseline);
        let beside = |row: &&Row| (bottom - row.size()..=top + row.size()).contains(&row.baseline());
        one.iter().filter(beside).count()
    };
    let sides = facing(&left, &right).min(facing(&right, &left));
    let lists = is_list(&left) && is_list(&right);
    let columns = lists && sides >= FEWEST_ITEMS
        || sides >= FEWEST_ROWS && [&left, &right].iter().all(|side| is_list(side) || is_prose(side));
    if columns { left.len() + right.len() } else { 0 }
}

/// Whether the middle one of the rows, by its length, is as long as those of prose.
fn is_prose(rows: &[Row]) -> bool {
    let mut letters: Vec<usize> = rows.iter().map(Row::letters).collect();
    letters.sort_unstable();
    letters.get(letters.len() / 2).is_some_and(|letters| *letters >= FEWEST_LETTERS)
}

/// Whether at least half of the rows begin with a mark.
fn is_list(rows: &[Row]) -> bool {
    let is_mark = |word: &Word| !word.text.chars().any(char::is_alphanumeric);
    let listed = rows.iter().filter(|row| row.words.len() > 1 && row.words.first().is_some_and(is_mark));
    listed.count() * 2 >= rows.len()
}
