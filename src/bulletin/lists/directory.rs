//! Directories: sheets of lines that each name whom they are for, "In hospital: Ada Bell, Ben Osei".

use super::entries::MOST_NAME_WORDS;
use crate::bulletin::cues::{label, listen};
use crate::bulletin::document::{Line, Mark};
use crate::bulletin::language::Language;
use crate::bulletin::publisher::is_title;
use crate::bulletin::scripture::reference;

/// So many such lines make a directory.
const FEWEST: usize = 4;

/// Marks the lines of a sheet that is hardly anything else than names after what they have in common.
pub fn mark(lines: &mut [Line], language: &Language) {
    let groups = |line: &Line| names_group(line, language);
    let count = lines.iter().filter(|line| groups(line)).count();
    if count >= FEWEST && 2 * count > lines.len() {
        lines.iter_mut().filter(|line| groups(line)).for_each(|line| line.mark = Mark::Entry);
    }
}

/// Whether a line names whom it is for.
pub fn names_group(line: &Line, language: &Language) -> bool {
    let plain = line.mark == Mark::Plain && !line.aside && line.day.is_none();
    let parted = plain && memchr::memchr(b':', line.text.as_bytes()).is_some();
    parted.then(|| line.text.split_once(": ")).flatten().is_some_and(|(lead, names)| {
        lead.starts_with(char::is_uppercase)
            && lead.split_whitespace().nth(MOST_NAME_WORDS).is_none()
            && names.starts_with(char::is_alphabetic)
            && !names.contains(['@', '/'])
            && language.mail.fields.whole(lead).is_none()
            && language.sources.whole(lead).is_none()
            && !is_title(lead, language)
            && label(lead, language).is_none()
            && !listen(&line.text, language).any()
            && reference(names, language).is_none()
    })
}
