//! Texts on a screen of fixed columns, measured by what a reader sees as one letter.

use std::borrow::Cow;

use super::{breaks, safe_line};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The widest letter, in columns: the Khmer sign beyyal.
const WIDEST_LETTER: usize = 3;

/// The columns that a text takes on a terminal.
pub fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.graphemes(true).map(letter_width).sum() }
}

/// The columns of one letter, as it is drawn: a sound mark of halfwidth kana, which Unicode joins to the letter before, is
/// given one more, since terminals differ.
fn letter_width(letter: &str) -> usize {
    // most are of ASCII
    if letter.len() == 1 { 1 } else { letter.width() + letter.matches(['\u{FF9E}', '\u{FF9F}']).count() }
}

/// The text, cut to `columns` with "…" at its end where it does not fit; never inside a letter.
pub fn truncate(text: &str, columns: usize) -> Cow<'_, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    let Some(room) = columns.checked_sub(1) else { return Cow::Borrowed("") };
    let kept = text.get(..fitting(text, room)).unwrap_or_default();
    Cow::Owned(format!("{}…", kept.trim_end()))
}

/// The text in lines of at most `columns` (and at least 3, so that each letter fits): broken between words, inside a word only where the word
/// alone is too long, or between the letters of Chinese and Japanese. A line end in the text stays one.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    wrap_first(text, columns, usize::MAX)
}

/// The first lines of an untrusted line, made safe and wrapped: as many as are wanted, and what is not seen costs nothing.
pub fn safe_rows(line: &str, columns: usize, wanted: usize) -> Vec<String> {
    // a letter of many parts is rare: mostly this is enough
    let mut long = columns.saturating_mul(wanted).saturating_mul(8);
    loop {
        let part = line.get(..line.floor_char_boundary(long)).unwrap_or(line);
        // where its end was cut off, the last row may be another
        let mut rows = wrap_first(&safe_line(part), columns, wanted.saturating_add(1));
        if rows.len() > wanted || part.len() == line.len() {
            rows.truncate(wanted);
            return rows;
        }
        long = long.saturating_mul(4).max(1);
    }
}

/// The first lines of a text that is wrapped, as many as are wanted.
fn wrap_first(text: &str, columns: usize, wanted: usize) -> Vec<String> {
    let mut at = 0;
    std::iter::from_fn(|| next_row(text, &mut at, columns)).take(wanted).collect()
}

/// The line that begins at a place of a text that is wrapped, which then is the place of the next; `None` behind the last.
/// Nothing is looked at behind the line, so the first lines of a text without end cost what those of a short one cost.
pub fn next_row(text: &str, at: &mut usize, columns: usize) -> Option<String> {
    const THE_END: usize = usize::MAX;
    let columns = columns.max(WIDEST_LETTER);
    let mut rest = text.get(*at..)?.trim_start_matches(is_blank);
    let (mut row, mut used, mut before) = (String::new(), 0, None);
    // where the line may end: how long it is then, and what the next one begins with
    let mut end = None;
    loop {
        let word = rest.trim_start_matches(is_blank);
        let Some(first) = word.chars().next().filter(|first| *first != '\n') else {
            *at = if word.is_empty() { THE_END } else { text.len() - word.len() + 1 };
            return Some(row);
        };
        let blank = word.len() < rest.len();
        if blank || before.is_some_and(|before| breaks::may_end(before, first)) {
            end = Some((row.len(), word));
        }
        let letter = first_letter(word);
        let size = letter_width(letter);
        if used + usize::from(blank) + size > columns {
            if row.is_empty() {
                let long = fitting(letter, columns);
                // of which nothing fits is shown as it is rather than never
                let long = if long == 0 { letter.len() } else { long };
                row.push_str(letter.get(..long).unwrap_or_default());
                end = Some((row.len(), word.get(long..).unwrap_or_default()));
            }
            let (long, next) = end.unwrap_or((row.len(), word));
            row.truncate(long);
            *at = text.len() - next.len();
            return Some(row);
        }
        if blank {
            row.push(' ');
        }
        row.push_str(letter);
        used += usize::from(blank) + size;
        before = Some(first);
        rest = word.get(letter.len()..).unwrap_or_default();
    }
}

fn is_blank(letter: char) -> bool {
    letter.is_whitespace() && letter != '\n'
}

/// What a reader sees as the first letter of a word; no blank belongs to it.
fn first_letter(word: &str) -> &str {
    if let [first, rest @ ..] = word.as_bytes()
        && first.is_ascii()
        && rest.first().is_none_or(u8::is_ascii)
    {
        return word.get(..1).unwrap_or_default();
    }
    let letter = word.graphemes(true).next().unwrap_or_default();
    letter.split(char::is_whitespace).next().unwrap_or_default()
}

/// The length in bytes of the longest beginning that fits; a letter wider than all the room is cut between its parts.
fn fitting(text: &str, columns: usize) -> usize {
    let (mut end, mut used) = (0, 0);
    for letter in text.graphemes(true) {
        let size = letter_width(letter);
        if used + size > columns {
            break;
        }
        used += size;
        end += letter.len();
    }
    if end == 0 {
        for part in text.chars() {
            let size = letter_width(part.encode_utf8(&mut [0; 4]));
            if used + size > columns {
                break;
            }
            used += size;
            end += part.len_utf8();
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn columns_are_those_a_reader_sees() {
        assert_eq!(width("abc"), 3);
        assert_eq!(width("기도"), 4);
        assert_eq!(width("e\u{301}"), 1);
        assert_eq!(width("👨‍👩‍👧"), 2);
        assert_eq!(width("🇰🇪"), 2);
        assert_eq!(width("ｶﾞ"), 3, "as it is drawn");
        assert_eq!(width("שָׁלוֹם"), 4);
        assert_eq!(width("प्रार्थना"), "प्रार्थना".graphemes(true).map(UnicodeWidthStr::width).sum::<usize>());
    }

    #[test]
    fn a_cut_is_marked_and_whole() {
        assert_eq!(truncate("abc", 3), "abc");
        assert_eq!(truncate("abcd", 3), "ab…");
        assert_eq!(truncate("ab cd", 4), "ab…");
        assert_eq!(truncate("기도", 3), "기…");
        assert_eq!(truncate("기도", 2), "…");
        assert_eq!(truncate("\u{FF9E} ", 2), "…", "a mark alone is as wide as it is drawn");
        assert_eq!(truncate("abc", 0), "");
    }

    #[test]
    fn words_wrap() {
        assert_eq!(wrap("pray for the two of them", 10), ["pray for", "the two of", "them"]);
        assert_eq!(wrap("one\n\ntwo", 10), ["one", "", "two"]);
        assert_eq!(wrap("abcdefgh ij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(wrap("기도하다", 5), ["기도", "하다"]);
        assert_eq!(wrap("", 5), [""]);
        assert_eq!(wrap("今日は、雨が降るように祈る。", 10), ["今日は、雨", "が降るよう", "に祈る。"]);
        assert_eq!(wrap("今日も雨。", 8), ["今日も", "雨。"], "a full stop never begins a line");
        assert_eq!(wrap("Luke 訳の会", 8), ["Luke 訳", "の会"]);
    }

    /// A word of a million letters took as many steps as it has letters for each of its lines.
    #[test]
    fn a_word_without_end_wraps_while_one_waits() {
        for letter in ["a", "é"] {
            let lines = wrap(&letter.repeat(1_000_000), 50);
            assert_eq!(lines.len(), 20_000);
            assert!(lines.iter().all(|line| *line == letter.repeat(50)));
        }
    }

    #[test]
    fn a_letter_wider_than_the_room_stands_alone() {
        assert_eq!(width("\u{17D8}"), WIDEST_LETTER);
        assert_eq!(wrap("\u{17D8}\u{17D8}", 2), ["\u{17D8}", "\u{17D8}"]);
        assert_eq!(wrap("a\u{17D8}", 3), ["a", "\u{17D8}"]);
    }

    proptest! {
        #[test]
        fn the_first_rows_are_those_of_all(text in "[ab 祈\u{301}]{0,200}", columns in 3..12_usize, wanted in 1..9_usize) {
            let mut all = wrap(&safe_line(&text), columns);
            all.truncate(wanted);
            prop_assert_eq!(safe_rows(&text, columns, wanted), all);
        }

        #[test]
        fn no_line_is_too_wide_and_no_letter_is_lost(text in "\\PC{0,60}", columns in WIDEST_LETTER..20) {
            let lines = wrap(&text, columns);
            prop_assert!(lines.iter().all(|line| width(line) <= columns), "{lines:?}");
            let letters = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
            prop_assert!(width(&truncate(&text, columns)) <= columns);
        }
    }

    #[test]
    fn a_sound_mark_without_its_letter_is_not_squeezed_in() {
        assert_eq!(truncate("\u{FF9E} ", 2), "…");
    }
}
