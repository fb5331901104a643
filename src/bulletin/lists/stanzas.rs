//! Sheets that say what they are and hold nothing but short lines: a request each, in stanzas between blank lines, many of
//! them under a name such as "Health Concerns". No mark says that they are lists.

use std::ops::Range;

use super::entries::{Width, enter, is_entry};
use crate::bulletin::columns::GUTTER;
use crate::bulletin::cues;
use crate::bulletin::days::dates;
use crate::bulletin::document::{Line, Mark};
use crate::bulletin::language::Language;
use crate::bulletin::paragraphs::is_short;
use crate::bulletin::publisher::is_title;
use crate::text::{has_digit, words};

/// A sheet says within so many lines what it is.
const HEAD: usize = 4;

/// So many stanzas under a name are a custom,
const FEWEST_NAMED: usize = 2;
/// and the name has no more words.
const LONGEST_NAME: usize = 4;

/// Without a name so many lines are a list.
const FEWEST: usize = 3;

/// A label that other words are joined to is no shorter, in bytes.
const SHORTEST: usize = 5;

/// And no label is longer, in bytes.
const LONGEST: usize = 48;

/// A name and what it needs, and no more, may stand in columns.
const MOST_CELLS: usize = 2;

/// What the name of a stanza does not hold; an entry may.
const IN_ENTRIES: [&str; 6] = [",", "(", ":", " - ", " – ", " — "];

/// Marks the entries of such a sheet.
pub fn mark(lines: &mut [Line], language: &Language) {
    if lines.iter().any(|line| line.day.is_some()) {
        // what is prayed on a day may take several lines
        return;
    }
    let says = |line: &Line| is_of_prayer(&line.text, language);
    let Some(title) = lines.iter().take(HEAD).position(says) else { return };
    let entries = |stanza: &Range<usize>| {
        let lines = lines.get(stanza.clone()).unwrap_or_default();
        let is_own = |(at, line): (usize, &Line)| {
            is_entry(lines, at, Width::Narrow, language)
                && line
                    .text
                    .trim_end()
                    .split(GUTTER)
                    .filter(|cell| !cell.is_empty())
                    .nth(MOST_CELLS)
                    .is_none()
                && !language.joining.begin(&line.text)
                && !is_foot(line, language)
        };
        lines.iter().enumerate().all(is_own)
    };
    let below: Vec<Range<usize>> = stanzas(lines).into_iter().filter(|stanza| stanza.start > title).collect();
    let named: Vec<Range<usize>> = below
        .iter()
        .filter(|stanza| stanza.len() > 1 && lines.get(stanza.start).is_some_and(is_name))
        .filter(|stanza| entries(&(stanza.start + 1..stanza.end)) && is_told(lines, stanza, language))
        .map(|stanza| stanza.start + 1..stanza.end)
        .collect();
    // where anything says how requests are written, a line by itself says nothing
    let bare =
        || lines.iter().all(|line| line.mark == Mark::Plain && !cues::listen(&line.text, language).any());
    let mut told = below.iter().filter(|stanza| is_told(lines, stanza, language)).cloned();
    let found = if named.len() >= FEWEST_NAMED && named.iter().any(|stanza| stanza.len() > 1) {
        named
    } else if bare() {
        let apart: Vec<Range<usize>> = told.filter(entries).collect();
        if apart.len() >= FEWEST {
            apart
        } else {
            apart.into_iter().filter(|stanza| stanza.len() >= FEWEST).take(1).collect()
        }
    } else {
        told.next().filter(|stanza| stanza.len() >= FEWEST && entries(stanza)).into_iter().collect()
    };
    for stanza in found {
        enter(lines, stanza);
    }
}

/// Lines that stand together and have no mark.
fn stanzas(lines: &[Line]) -> Vec<Range<usize>> {
    let mut stanzas: Vec<Range<usize>> = Vec::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.mark == Mark::Plain && !line.aside) {
        match stanzas.last_mut() {
            Some(last) if last.end == at && !line.gap => last.end += 1,
            _ => stanzas.push(at..at + 1),
        }
    }
    stanzas
}

/// Whether a stanza says more than what the sheet is, and of which day.
fn is_told(lines: &[Line], stanza: &Range<usize>, language: &Language) -> bool {
    let lines = lines.get(stanza.clone()).unwrap_or_default();
    !lines.iter().any(|line| dates::whole_line(&line.text, language).is_some())
        && !lines.iter().all(|line| is_of_prayer(&line.text, language))
}

/// Whether a line is a title that speaks of prayer: "Prayer Concerns", "Gebetsliste".
fn is_of_prayer(text: &str, language: &Language) -> bool {
    let begins = |word: &str| {
        (SHORTEST..=word.len().min(LONGEST))
            .filter_map(|end| word.get(..end))
            .any(|part| language.labels.holds(part))
    };
    // "Pray for Ada."
    !text.ends_with(['.', '?'])
        && is_title(text, language)
        && (language.labels.any_in(text) || words(text).any(|word| begins(word.text)))
}

/// Whether a line may be what a stanza is about.
fn is_name(line: &Line) -> bool {
    let text = line.text.as_str();
    is_short(text)
        && text.split_whitespace().nth(LONGEST_NAME).is_none()
        && !has_digit(text)
        && !IN_ENTRIES.iter().any(|mark| text.contains(mark))
}

/// Whether a line says how the publisher is reached, or what else stands at the foot of a page.
fn is_foot(line: &Line, language: &Language) -> bool {
    line.text.contains('@')
        || line.text.contains("www.")
        || line.text.contains("://")
        || language.boilerplate.any_in(&line.text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bulletin::{Document, lists};

    fn entries(text: &str, code: &str) -> Vec<String> {
        let (mut document, language) = (Document::new(text), Language::of(Some(code)));
        lists::mark(&mut document.lines, language);
        document.lines.into_iter().filter(|line| line.mark.is_list()).map(|line| line.text).collect()
    }

    #[test]
    fn lines_under_names_are_entries() {
        let sheet = "Hill Chapel\nPrayer List for Wednesday, 6 May 2026\n\nHealth Concerns\nAda Bell - knee, on the 11th\nBen Osei\n\n\
            Bereaved\nThe family of Cy Lund\n\nTo add a name, please call the office at 555-0142 by noon on Tuesday.\n";
        assert_eq!(
            entries(sheet, "en"),
            ["Ada Bell - knee, on the 11th", "Ben Osei", "The family of Cy Lund"]
        );
        let sheet = "Hauskreis Hügel – Gebetsliste\n\nKranke\nAda Huber – Hüft-OP\nBen Vogt\n\nTrauernde\nFamilie Lund\nCy Kurz\n";
        assert_eq!(entries(sheet, "de"), ["Ada Huber – Hüft-OP", "Ben Vogt", "Familie Lund", "Cy Kurz"]);
    }

    #[test]
    fn lines_under_the_title_are_entries() {
        let names = ["Ada Bell", "Ben and Dee Osei", "Little Cy Lund"];
        let sheet = "Please Remember in Prayer\n\nAda Bell\nBen and Dee Osei\nLittle Cy Lund\n\nNames stay on this list for four weeks.\n";
        assert_eq!(entries(sheet, "en"), names);
        let apart = "Hill Chapel Prayer List\n3 May 2026\n\nAda Bell\n\nBen and Dee Osei\n\nLittle Cy Lund\n";
        assert_eq!(entries(apart, "en"), names);
    }

    #[test]
    fn names_and_needs_in_two_columns_are_entries() {
        let sheet = "Hill Chapel Prayer Concerns\n\nAda Bell          cataracts\nBen Osei          Hospice\nOur troops\n";
        let told = ["Ada Bell          cataracts", "Ben Osei          Hospice", "Our troops"];
        assert_eq!(entries(sheet, "en"), told);
        let table = "Hill Chapel Prayer Rota\n\nMon          Ada Bell          roof\nTue          Ben Osei          well\nWed          Cy Lund          rain\n";
        assert_eq!(entries(table, "en"), [""; 0]);
    }

    #[test]
    fn other_short_lines_are_none() {
        let none: [&str; 0] = [];
        // nothing says that it is prayed for
        assert_eq!(
            entries("Hill Chapel News\n\nCleaning\nAda Bell\nBen Osei\n\nFlowers\nCy Lund\nDee Osei\n", "en"),
            none
        );
        // how the office is reached
        assert_eq!(
            entries(
                "Hill Chapel Prayer Letter\n\nPray for rain.\n\nContact\nHill Street\nada@hill.example\n\nWith love\nAda\nBen\n",
                "en"
            ),
            none
        );
        // two lines of a masthead
        assert_eq!(
            entries("Prayer Letter\n\nHill Chapel\nSela\n\nDear friends,\n\nPray for rain.\n", "en"),
            none
        );
    }
}
