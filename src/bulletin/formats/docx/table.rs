//! The cells of a table.

use std::ops::Range;

use super::super::Unreadable;
use super::super::facts::join_rows;
use super::body::Body;
use super::xml::{Xml, name};

/// Reads a table. Its cells are in the body's lines until all of it is known.
pub(super) fn read(body: &mut Body, xml: &mut Xml) -> Result<(), Unreadable> {
    let first = body.lines.len();
    let mut rows: Vec<Vec<Range<usize>>> = Vec::new();
    cells(body, xml, &mut rows)?;
    join_rows(&mut body.lines, first, rows);
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
