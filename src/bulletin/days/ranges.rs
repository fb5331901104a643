//! Days from the one to the other.

use super::dates::{day_number, month, year_number};
use crate::bulletin::language::Language;
use crate::text::Word;

/// What joins two days, without the full stop behind the first and spaces.
pub fn joint_of(between: &str) -> &str {
    between.trim().trim_start_matches('.').trim_start()
}

/// Whether a mark makes of two days all those from the first to the second.
pub fn is_joint(mark: &str) -> bool {
    is_dash(mark) || matches!(mark, "/" | "&" | "+")
}

pub fn is_dash(between: &str) -> bool {
    matches!(between, "-" | "–" | "—")
}

/// The end of a range that turns a month, behind the last word of its beginning: the last of its words, its year, and its
/// month and day. "27 February - 5 March 2023", "del 27 de febrero al 5 de marzo de 2023".
pub fn end(text: &str, words: &[Word], last: usize, language: &Language) -> Option<(usize, i32, (u32, u32))> {
    let small = |word: &Word| language.dates.holds(word.text) || language.date_joins.holds(word.text);
    let next = |from: usize| (from..from + 3).find(|&at| words.get(at).is_none_or(|word| !small(word)));
    let first = next(last + 1)?;
    let between = text.get(words.get(last)?.end()..words.get(first)?.start)?;
    if first == last + 1 && !is_dash(joint_of(between)) {
        return None;
    }
    let second = next(first + 1)?;
    let (one, other) = (words.get(first)?, words.get(second)?);
    let (day, month) = match day_number(one.text, language) {
        Some(day) => (day, month(other, language)?),
        None => (day_number(other.text, language)?, month(one, language)?),
    };
    let at = next(second + 1)?;
    Some((at, year_number(words.get(at)?.text, language)?, (month, day)))
}

#[cfg(test)]
mod tests {
    use crate::bulletin::days::dates::find;
    use crate::bulletin::language::Language;

    #[test]
    fn a_range_that_turns_a_month_is_of_its_first_day() {
        let check = |code, text: &str, expected: &str| {
            let found = find(text, Language::of(Some(code)));
            let found = found.map(|found| format!("{} {}", found.day, &text[found.start..found.end]));
            assert_eq!(found.unwrap_or_default(), expected, "{text}");
        };
        check("en", "Week 1: 27 February - 5 March 2023", "2023-02-27 27 February - 5 March 2023");
        check("en", "February 27 – March 5, 2023", "2023-02-27 February 27 – March 5, 2023");
        check("en", "from 28 December to 3 January 2024", "2023-12-28 28 December to 3 January 2024");
        check("de", "27. Februar bis 5. März 2023", "2023-02-27 27. Februar bis 5. März 2023");
        check(
            "es",
            "del 27 de febrero al 5 de marzo de 2023",
            "2023-02-27 27 de febrero al 5 de marzo de 2023",
        );
        check("fr", "du 27 février au 5 mars 2023", "2023-02-27 27 février au 5 mars 2023");
        check("en", "Born 3 May, ill since 4 June 2023", "2023-06-04 4 June 2023");
        check("en", "27 February 2023 - 5 March 2023", "2023-02-27 27 February 2023");
    }
}
