//! Where a line may end inside what has no blanks: between the letters of Chinese and Japanese, but so that no line begins
//! with what closes (a full stop, a bracket, a small kana) and none ends with what opens. Korean has blanks, and ends lines
//! there.

/// What never begins a line.
const CLOSING: &str = "、。，．・：；？！ー〜～…‥）」』】〕〉》］｝〙〗々ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ)]},.!?:;%”’»";

/// What never ends one.
const OPENING: &str = "（「『【〔〈《［｛〘〖([{“‘«";

/// Whether a line may end between two letters of a word, told by the first sign of each.
pub(super) fn may_end(before: char, after: char) -> bool {
    (stands_alone(before) || stands_alone(after)) && !OPENING.contains(before) && !CLOSING.contains(after)
}

/// A letter or sign of Chinese or Japanese.
fn stands_alone(letter: char) -> bool {
    matches!(letter, '\u{2E80}'..='\u{312F}' | '\u{3190}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF01}'..='\u{FF65}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use unicode_segmentation::UnicodeSegmentation;

    use super::*;

    /// A word, cut where a line may end.
    fn parts(word: &str) -> Vec<String> {
        let mut parts = vec![String::new()];
        let mut before = None;
        for letter in word.graphemes(true) {
            let first = letter.chars().next();
            if before.zip(first).is_some_and(|(before, first)| may_end(before, first)) {
                parts.push(String::new());
            }
            parts.last_mut().unwrap().push_str(letter);
            before = first;
        }
        parts
    }

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
