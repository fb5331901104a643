//! Lists whose marks are pictures, as in a chat: "🙏 Rain for Sela", "1️⃣ Rain".

use super::ticks;
use crate::bulletin::document::{Line, Mark};

/// So many lines that begin with a picture are a list.
const FEWEST: usize = 3;

/// What makes a key of the digit before it, as on a telephone.
const KEY: char = '\u{20E3}';

/// Marks the lines of such a list. A title may have a picture, too.
pub fn mark(lines: &mut [Line]) {
    let pictured = |line: &Line| line.mark == Mark::Plain && !line.aside && picture(&line.text).is_some();
    let below_title = lines.iter().position(|line| !line.aside).map_or(0, |title| title + 1);
    let listed = lines.iter().skip(below_title).filter(|line| pictured(line)).nth(FEWEST - 1).is_some();
    let entries = |line: &&mut Line| pictured(line) && (listed || ticks::begins_with_tick(line));
    for line in lines.iter_mut().skip(below_title).filter(entries) {
        if let Some((mark, words)) = picture(&line.text) {
            let (mark, words) = ticks::ticked(mark, words);
            (line.mark, line.text) = (mark, words.to_owned());
        }
    }
}

/// Whether a letter is a picture that people begin lines with.
pub fn is_picture(letter: char) -> bool {
    matches!(letter, '\u{25A0}'..='\u{27BF}' | '\u{2B1B}'..='\u{2B55}' | '\u{1F300}'..='\u{1FAFF}')
}

/// The mark that a picture at the beginning of a line is, and the words after it and the pictures beside it.
fn picture(text: &str) -> Option<(Mark, &str)> {
    let joins = |letter: char| matches!(letter, '\u{200D}' | '\u{FE0F}' | KEY);
    let first = text.chars().next()?;
    let (mark, words) = if is_picture(first) {
        (Mark::Bullet(first), text.trim_start_matches(|letter| is_picture(letter) || joins(letter)))
    } else {
        let keys = text.trim_start_matches(|letter: char| letter.is_ascii_digit() || joins(letter));
        (Mark::Number, text.get(..text.len() - keys.len())?.ends_with(KEY).then_some(keys)?)
    };
    let parted = words.starts_with(char::is_whitespace) && !words.trim().is_empty();
    parted.then(|| (mark, words.trim_start()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bulletin::Document;

    #[test]
    fn pictures_and_keys_are_marks() {
        let text = "📌 Hill Radio\n1️⃣ Rain for Sela\n2️⃣ Two nurses\n1️⃣0️⃣ 5 readers\n";
        let mut document = Document::new(text);
        mark(&mut document.lines);
        let told: Vec<_> = document.lines.iter().map(|line| (line.mark, line.text.as_str())).collect();
        assert_eq!(
            told,
            [
                (Mark::Plain, "📌 Hill Radio"),
                (Mark::Number, "Rain for Sela"),
                (Mark::Number, "Two nurses"),
                (Mark::Number, "5 readers"),
            ]
        );
        assert_eq!(picture("5 readers"), None);
    }
}
