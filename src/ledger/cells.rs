//! A table as text to its cells: which sign parts them, what stands in quotes, at which line a row begins.

use std::borrow::Cow;

use crate::text;

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line of the text that it begins on, from 1.
    pub line: usize,
    /// Its cells, made safe, without white space around them.
    pub cells: Vec<String>,
}

impl Row {
    /// Whether no cell holds anything.
    pub fn is_empty(&self) -> bool {
        self.cells.iter().all(String::is_empty)
    }
}

/// A table taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cells {
    /// What parts its cells: a comma, a semicolon, a tab.
    pub separator: char,
    /// Its rows; blank lines are none.
    pub rows: Vec<Row>,
    /// The line of a quotation mark that nothing closes.
    pub open_quote: Option<usize>,
}

/// What may part cells, the usual first.
const SEPARATORS: [char; 4] = [',', ';', '\t', '|'];

/// So many rows tell which sign parts them.
const SAMPLE: usize = 50;

/// Takes a table apart.
pub fn cells(raw: &str) -> Cells {
    let raw = raw.strip_prefix('\u{FEFF}').unwrap_or(raw);
    // Excel says it in a line of its own
    let said = raw.get(..4).filter(|head| head.eq_ignore_ascii_case("sep=")).and_then(|_| {
        let separator = raw.get(4..)?.chars().next().filter(|sign| !sign.is_alphanumeric())?;
        let rest = raw.get(4 + separator.len_utf8()..)?;
        rest.starts_with(['\r', '\n']).then_some((separator, rest))
    });
    match said {
        Some((separator, rest)) => apart(rest, separator),
        None => apart(raw, separator_of(raw)),
    }
}

/// The sign that parts most rows into the same number of cells, and into more than one.
fn separator_of(raw: &str) -> char {
    let end = raw.match_indices('\n').nth(4 * SAMPLE).map_or(raw.len(), |(at, _)| at);
    let sample = raw.get(..end).unwrap_or(raw);
    let fitness = |separator: char| {
        let rows = apart(sample, separator).rows;
        let width = rows.first().map_or(1, |row| row.cells.len());
        let alike = rows.iter().take(SAMPLE).filter(|row| row.cells.len() == width).count();
        if width > 1 { alike * 1000 / rows.len().clamp(1, SAMPLE) * 100 + width.min(99) } else { 0 }
    };
    let best = SEPARATORS.into_iter().rev().max_by_key(|&separator| fitness(separator));
    best.filter(|&separator| fitness(separator) > 0).unwrap_or(',')
}

fn apart(raw: &str, separator: char) -> Cells {
    let mut reader = Reader { rows: Vec::new(), row: Vec::new(), cell: String::new(), line: 1, begun: 1 };
    let mut letters = raw.char_indices().peekable();
    let mut open_quote = None;
    let mut quoted = false;
    while let Some((at, letter)) = letters.next() {
        let newline = matches!(letter, '\n' | '\r');
        if letter == '\r' {
            letters.next_if(|&(_, next)| next == '\n');
        }
        if quoted {
            match letter {
                '"' if letters.next_if(|&(_, next)| next == '"').is_some() => reader.cell.push('"'),
                '"' => quoted = false,
                _ if newline => reader.cell.push('\n'),
                _ => reader.cell.push(letter),
            }
            reader.line += usize::from(newline);
        } else if letter == '"' && reader.cell.trim().is_empty() {
            // a quotation mark that nothing closes would swallow all that follows: it stands for itself
            if closes(raw.get(at + 1..).unwrap_or_default(), separator) {
                quoted = true;
                reader.cell.clear();
            } else {
                open_quote = open_quote.or(Some(reader.line));
                reader.cell.push('"');
            }
        } else if newline {
            reader.end_row();
        } else if letter == separator {
            reader.end_cell();
        } else {
            reader.cell.push(letter);
        }
    }
    reader.end_row();
    Cells { separator, rows: reader.rows, open_quote }
}

/// Whether a quotation mark ahead ends a cell: a separator, a line end or nothing follows it.
fn closes(ahead: &str, separator: char) -> bool {
    let mut rest = ahead;
    while let Some(at) = rest.find('"') {
        let after = rest.get(at + 1..).unwrap_or_default();
        if let Some(doubled) = after.strip_prefix('"') {
            rest = doubled;
        } else {
            let after = after.trim_start_matches(' ');
            return after.is_empty() || after.starts_with([separator, '\n', '\r']);
        }
    }
    false
}

struct Reader {
    rows: Vec<Row>,
    row: Vec<String>,
    cell: String,
    line: usize,
    begun: usize,
}

impl Reader {
    fn end_cell(&mut self) {
        self.row.push(plain(&std::mem::take(&mut self.cell)));
    }

    fn end_row(&mut self) {
        self.end_cell();
        let cells = std::mem::take(&mut self.row);
        // a line with nothing on it is no row
        if cells.len() > 1 || cells.iter().any(|cell| !cell.is_empty()) {
            self.rows.push(Row { line: self.begun, cells });
        }
        self.line += 1;
        self.begun = self.line;
    }
}

/// A cell's text made safe; what stands for a line end in some programs becomes one.
fn plain(cell: &str) -> String {
    let broken = ['\u{B}', '\u{C}', '\u{85}', '\u{2028}', '\u{2029}'];
    let cell =
        if cell.contains(broken) { Cow::Owned(cell.replace(broken, "\n")) } else { Cow::Borrowed(cell) };
    text::safe(&cell).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &str, separator: char, expected: &[(usize, &[&str])]) {
        let found = cells(raw);
        let rows: Vec<(usize, Vec<&str>)> =
            found.rows.iter().map(|row| (row.line, row.cells.iter().map(String::as_str).collect())).collect();
        let expected: Vec<(usize, Vec<&str>)> =
            expected.iter().map(|(line, cells)| (*line, cells.to_vec())).collect();
        assert_eq!((found.separator, rows), (separator, expected), "{raw:?}");
    }

    #[test]
    fn the_sign_that_parts_the_cells_is_found() {
        check("a,b\n1,2\n", ',', &[(1, &["a", "b"]), (2, &["1", "2"])]);
        check("a;b\r\n1,5;2\r\n", ';', &[(1, &["a", "b"]), (2, &["1,5", "2"])]);
        check("\u{FEFF}a\tb\n1, or 2\t3", '\t', &[(1, &["a", "b"]), (2, &["1, or 2", "3"])]);
        check("sep=;\na,x;b\n", ';', &[(2, &["a,x", "b"])]);
        check("one column\nof texts\n", ',', &[(1, &["one column"]), (2, &["of texts"])]);
    }

    #[test]
    fn quotes_hold_line_ends_and_rows_know_their_lines() {
        check(
            "a,b\n\"one\r\ntwo, \"\"three\"\"\",x\n\n4,5",
            ',',
            &[(1, &["a", "b"]), (2, &["one\ntwo, \"three\"", "x"]), (5, &["4", "5"])],
        );
        check("a,b\nshe said \"no\",\"yes\"", ',', &[(1, &["a", "b"]), (2, &["she said \"no\"", "yes"])]);
    }

    #[test]
    fn a_quote_that_nothing_closes_swallows_nothing() {
        check("a,b\n\"open,2\n3,4", ',', &[(1, &["a", "b"]), (2, &["\"open", "2"]), (3, &["3", "4"])]);
        assert_eq!(cells("a,b\n\"open,2\n3,4").open_quote, Some(2));
    }

    #[test]
    fn cells_are_made_safe() {
        check("a,b\nx\u{1B}[2Jy\u{B}z, c ", ',', &[(1, &["a", "b"]), (2, &["xy\nz", "c"])]);
    }
}
