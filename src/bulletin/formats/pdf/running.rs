//! What is printed on every page: running headers and footers, and the numbers of pages.

use std::collections::HashMap;

use super::words::Row;

/// Only so many rows from the top and from the bottom of a page can be running.
const EDGE: usize = 3;

/// Rows on two pages stand at the same height when they differ by no more than this, in points.
const SAME_HEIGHT: f64 = 8.0;

/// A heading's text is no further below it than this many times its letters' size.
const CLOSE: f64 = 1.8;

/// The parts of a page, at the top and at the bottom, that may hold what a file says belongs to the page.
const MARGIN: f64 = 0.15;

/// What stands on a page.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// The rows, from the top down.
    pub rows: Vec<Row>,
    /// What does not stand upright.
    pub turned: String,
    /// Its height, in points.
    pub height: f64,
}

/// For each page, which of its rows are running. `body` is the size of the letters of the text.
pub(super) fn running(pages: &[Page], body: f64) -> Vec<Vec<bool>> {
    let mut alike: HashMap<String, Vec<(usize, &Row)>> = HashMap::new();
    for (number, page) in pages.iter().enumerate() {
        for (_, row) in edge(page) {
            alike.entry(without_numbers(&row.text())).or_default().push((number, row));
        }
    }
    let mut running: Vec<Vec<bool>> = pages.iter().map(|page| vec![false; page.rows.len()]).collect();
    for ((number, page), found) in pages.iter().enumerate().zip(&mut running) {
        for (at, row) in edge(page) {
            let same = alike.get(&without_numbers(&row.text())).into_iter().flatten();
            let mut on: Vec<usize> =
                same.filter(|(_, other)| is_same_place(row, other)).map(|(page, _)| *page).collect();
            on.dedup();
            // Left and right pages may differ, and the first has often none.
            let repeated = on.len() >= (pages.len() / 3).max(2) && !heads_text(page, at, body);
            if let Some(found) = found.get_mut(at) {
                *found =
                    repeated || is_number_alone(page, at, number + 1, pages.len()) || is_marked(page, row);
            }
        }
    }
    running
}

/// The rows near the edges of a page, each with its place among the rows.
fn edge(page: &Page) -> impl Iterator<Item = (usize, &Row)> {
    let count = page.rows.len();
    page.rows.iter().enumerate().filter(move |(at, _)| *at < EDGE || at + EDGE >= count)
}

/// Words in which all numbers are alike.
fn without_numbers(text: &str) -> String {
    let mut words = String::new();
    for letter in text.chars() {
        if !letter.is_ascii_digit() {
            words.extend(letter.to_lowercase());
        } else if !words.ends_with('0') {
            words.push('0');
        }
    }
    words
}

fn is_same_place(one: &Row, other: &Row) -> bool {
    (one.baseline() - other.baseline()).abs() <= SAME_HEIGHT && (one.size() - other.size()).abs() < 1.0
}

/// Whether a row is the heading of what stands close below it: "Day 1" and "Day 2" on two pages, "Praise" on each.
fn heads_text(page: &Page, at: usize, body: f64) -> bool {
    let (Some(row), Some(below)) = (page.rows.get(at), page.rows.get(at + 1)) else { return false };
    let stands_out = row.size() > 1.1 * body || row.words.iter().all(|word| word.hand.bold);
    stands_out && at < EDGE && row.baseline() - below.baseline() < CLOSE * row.size()
}

/// Whether the first or last row of a page is its number and little else: "3", "- 3 -", "page 3 of 8".
fn is_number_alone(page: &Page, at: usize, number: usize, count: usize) -> bool {
    let text = page.rows.get(at).map(Row::text).unwrap_or_default();
    let numbers = text.split(|letter: char| !letter.is_ascii_digit()).filter(|number| !number.is_empty());
    let numbers: Vec<usize> = numbers.filter_map(|number| number.parse().ok()).collect();
    let words = text.split(' ').filter(|word| word.chars().any(char::is_alphabetic)).count();
    (at == 0 || at + 1 == page.rows.len())
        && (numbers == [number] && words == 0 || numbers == [number, count] && words < 3)
}

/// Whether the file says that a row at the edge belongs to the page.
fn is_marked(page: &Page, row: &Row) -> bool {
    let margin = MARGIN * page.height;
    let outer = row.baseline() < margin || row.baseline() > page.height - margin;
    outer && row.words.iter().all(|word| word.hand.artifact)
}
