//! The head of a sheet, where what stands at its left has the number or the day of the issue far at its right:
//! "Servants of the Coast            June 2026".

use super::days::dates;
use super::document::{Document, Line};
use super::language::Language;
use crate::text::words;

/// A head has at most so many lines.
const TALLEST: usize = 4;

/// So many spaces part what stands at the left from what stands at the right.
const GUTTER: &str = "    ";

/// Parts the lines of a head before what stands at their right.
pub(super) fn part(document: &mut Document, sheet: usize, language: &Language) {
    let Some(first) = document.sheets.get(sheet).map(|sheet| sheet.lines.start) else { return };
    let lines = document.lines.get(first..).unwrap_or_default();
    let right = |line: &Line| {
        let gutter = line.text.find(GUTTER)?;
        let right = line.text.get(gutter..)?.trim_start();
        tells_issue(right, language).then(|| line.text.len() - right.len())
    };
    let cuts: Vec<(usize, usize)> =
        (first..).zip(lines.iter().take(TALLEST)).filter_map(|(at, line)| Some((at, right(line)?))).collect();
    for (at, cut) in cuts.into_iter().rev() {
        document.cut(at, cut);
    }
}

/// Whether a text says which issue it is, or of which day, and nothing else: "Vol. 12, No. 6", "June 2026".
fn tells_issue(text: &str, language: &Language) -> bool {
    let figures = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let number = words(text).all(|word| figures(word.text) || language.titles.holds(word.text))
        && words(text).any(|word| figures(word.text));
    // "Selby, 4 May 2026"
    let behind_place = text.split_once(", ").map_or(text, |(_, day)| day);
    let dated = |text: &str| dates::whole_line(text, language).is_some();
    number || !text.contains(GUTTER) && (dated(text) || dated(behind_place))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_days_at_the_right_are_lines_of_their_own() {
        let mut document = Document::new(
            "Monthly Prayer Bulletin          Vol. 12, No. 6\nFriends of Sela                  June 2026\n\nAda     Ben     Cy\nRain    8\n",
        );
        part(&mut document, 0, Language::of(Some("en")));
        let told: Vec<&str> = document.lines.iter().map(|line| line.text.as_str()).collect();
        let head = ["Monthly Prayer Bulletin", "Vol. 12, No. 6", "Friends of Sela", "June 2026"];
        assert_eq!(told[..4], head);
        assert_eq!(told[4], "Ada     Ben     Cy");
        assert!(document.is_whole());
    }
}
