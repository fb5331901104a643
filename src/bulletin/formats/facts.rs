//! Tables that hold facts, row by row; those that only arrange a page stay cell by cell.

use std::ops::Range;

use crate::bulletin::{Line, Mark};

/// A fact has no more letters than this.
const LONGEST_FACT: usize = 60;

/// Makes a line of each row of a table if its cells are facts. Its lines are those from `first` on; each row is the
/// places of its cells in all `lines`.
pub(super) fn join_rows(lines: &mut Vec<Line>, first: usize, mut rows: Vec<Vec<Range<usize>>>) {
    rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
    if holds_facts(&rows, lines) {
        let cells = lines.split_off(first);
        let joined = rows.iter().filter_map(|row| {
            let row = row.iter().cloned().flatten();
            join(row.filter_map(|at| cells.get(at.checked_sub(first)?)))
        });
        lines.extend(joined.enumerate().map(|(at, line)| Line { gap: at == 0, ..line }));
    }
}

/// Whether a table's cells are facts: at least two by two, each of a few words on one line.
fn holds_facts(rows: &[Vec<Range<usize>>], lines: &[Line]) -> bool {
    let is_fact = |cell: &Range<usize>| match lines.get(cell.clone()) {
        Some([]) => true,
        Some([line]) => {
            matches!(line.mark, Mark::Plain | Mark::Heading(_))
                && line.text.chars().count() <= LONGEST_FACT
                && !line.text.ends_with(['.', '!', '?'])
        }
        _ => false,
    };
    let wide = rows.iter().filter(|row| row.iter().filter(|cell| !cell.is_empty()).count() > 1).count();
    wide > 1 && rows.iter().flatten().all(is_fact)
}

/// The cells of a row as one line.
fn join<'a>(cells: impl Iterator<Item = &'a Line>) -> Option<Line> {
    cells.cloned().reduce(|mut row, cell| {
        row.text.push_str(" | ");
        row.text.push_str(&cell.text);
        row.strong &= cell.strong;
        row.links.extend(cell.links);
        row.mark = Mark::Plain;
        row
    })
}
