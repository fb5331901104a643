//! Tables: those that hold facts, row by row, and those that only arrange a page, cell by cell.

use std::ops::Range;

use super::super::Unreadable;
use super::body::Body;
use super::xml::{Xml, name};
use crate::bulletin::{Line, Mark};

/// A fact has no more letters than this.
const LONGEST_FACT: usize = 60;

/// Reads a table. Its cells are in the body's lines until all of it is known.
pub(super) fn read(body: &mut Body, xml: &mut Xml) -> Result<(), Unreadable> {
    let first = body.lines.len();
    let mut rows: Vec<Vec<Range<usize>>> = Vec::new();
    cells(body, xml, &mut rows)?;
    rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
    if holds_facts(&rows, &body.lines) {
        let cells = body.lines.split_off(first);
        let joined = rows.iter().filter_map(|row| {
            let row = row.iter().cloned().flatten();
            join(row.filter_map(|at| cells.get(at.checked_sub(first)?)))
        });
        body.lines.extend(joined.enumerate().map(|(at, line)| Line { gap: at == 0, ..line }));
    }
    Ok(())
}

/// Walks through rows and cells, however they are wrapped.
fn cells(body: &mut Body, xml: &mut Xml, rows: &mut Vec<Vec<Range<usize>>>) -> Result<(), Unreadable> {
    xml.each(|xml, tag| {
        match name(tag) {
            "tr" => rows.push(Vec::new()),
            "tc" => {
                let start = body.lines.len();
                body.inside(xml)?;
                if let Some(row) = rows.last_mut() {
                    row.push(start..body.lines.len());
                }
            }
            "del" | "moveFrom" => xml.skip()?,
            _ => {}
        }
        Ok(())
    })
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
