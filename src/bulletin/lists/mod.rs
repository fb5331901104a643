//! Lists: what marks the beginning of an entry, and lists that have no such marks.

pub mod biddings;
pub mod directory;
pub mod entries;
pub mod headed;
pub mod marks;
pub mod pictures;
pub mod rows;
pub mod stanzas;
pub mod ticks;

use super::document::Line;
use super::language::Language;

/// Marks the entries of lists that have no marks of their own.
pub fn mark(lines: &mut [Line], language: &Language) {
    biddings::mark(lines, language);
    pictures::mark(lines);
    rows::mark(lines, language);
    let single = headed::mark(lines, language);
    directory::mark(lines, language);
    for run in single {
        entries::enter(lines, run);
    }
    stanzas::mark(lines, language);
}
