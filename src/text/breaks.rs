//! Where a line may end inside what has no blanks: between the letters of Chinese and Japanese, but so that no line begins
//! with what closes (a full stop, a bracket, a small kana) and none ends with what opens. Korean has blanks, and ends lines
//! there.

use unicode_segmentation::UnicodeSegmentation;

/// What never begins a line.
const CLOSING: &str = "、。，．・：；？！ー〜～…‥）」』】〕〉》］｝〙〗々ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ)]},.!?:;%”’»";

/// What never ends one.
const OPENING: &str = "（「『【〔〈《［｛〘〖([{“‘«";

/// The parts of a word between which a line may end; a word of letters that stay together is one part.
pub(super) fn parts(word: &str) -> Vec<&str> {
    if word.is_ascii() {
        return vec![word];
    }
    let mut parts = Vec::new();
    let (mut start, mut before) = (0, None);
    for (at, letter) in word.grapheme_indices(true) {
        let first = letter.chars().next();
        if before.zip(first).is_some_and(|(before, first)| may_end(before, first)) {
            parts.extend(word.get(start..at));
            start = at;
        }
        before = first;
    }
    parts.extend(word.get(start..));
    parts
}

fn may_end(before: char, after: char) -> bool {
    (stands_alone(before) || stands_alone(after)) && !OPENING.contains(before) && !CLOSING.contains(after)
}

/// A letter or sign of Chinese or Japanese.
fn stands_alone(letter: char) -> bool {
    matches!(letter, '\u{2E80}'..='\u{312F}' | '\u{3190}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF01}'..='\u{FF65}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_between_letters_that_stand_alone() {
        assert_eq!(parts("祈りの家"), ["祈", "り", "の", "家"]);
        assert_eq!(parts("「雨」を、"), ["「雨」", "を、"]);
        assert_eq!(parts("Lukeの訳"), ["Luke", "の", "訳"]);
        assert_eq!(parts("ちょっと"), ["ちょっ", "と"]);
        assert_eq!(parts("기도하다"), ["기도하다"]);
        assert_eq!(parts("Überlegung"), ["Überlegung"]);
    }
}
