//! Tables whose head says that their rows ask: "Date | Who | Please pray for".

use crate::bulletin::cues::label;
use crate::bulletin::document::{Line, Mark};
use crate::bulletin::language::Language;

/// One row under a head is no table.
const FEWEST: usize = 2;

/// What stands between the cells of a row.
const CELLS: &str = " | ";

/// Marks the rows of such tables.
pub fn mark(lines: &mut [Line], language: &Language) {
    // nearly every line is no row
    let has_cells = |line: &Line| memchr::memchr(b'|', line.text.as_bytes()).is_some();
    let cells = |line: &Line| if has_cells(line) { line.text.matches(CELLS).count() } else { 0 };
    let mut at = 0;
    while let Some(head) = lines.get(at) {
        let (wide, first) = (cells(head), at);
        let below = lines.iter().skip(first + 1);
        let is_row =
            |line: &&Line| line.mark == Mark::Plain && !line.gap && !line.aside && cells(line) == wide;
        let count = if wide == 0 { 0 } else { below.take_while(is_row).count() };
        at += 1 + count;
        let asks = |head: &Line| {
            head.mark == Mark::Plain && head.text.split(CELLS).any(|cell| label(cell, language).is_some())
        };
        if count < FEWEST || !lines.get(first).is_some_and(asks) {
            continue;
        }
        for (nth, line) in lines.iter_mut().skip(first).take(count + 1).enumerate() {
            line.aside = nth == 0;
            line.mark = if nth == 0 { Mark::Plain } else { Mark::Bullet('|') };
        }
    }
}
