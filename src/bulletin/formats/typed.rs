//! Marks that people type, and that fonts draw, at the beginning of a line.

use crate::bulletin::document::Mark;
use crate::bulletin::lists::marks::mark_of;

/// The mark of a line, and the words after it.
pub(super) fn marked(text: &str) -> (Mark, &str) {
    match mark_of(text) {
        (mark @ (Mark::Bullet(_) | Mark::Number | Mark::Rule), words) => (mark, words),
        _ => (Mark::Plain, text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_bullets_are_marks() {
        assert_eq!(marked("\u{F0B7} Pray."), (Mark::Bullet('•'), "Pray."));
        assert_eq!(marked("• Pray."), (Mark::Bullet('•'), "Pray."));
        assert_eq!(marked("2) Pray."), (Mark::Number, "Pray."));
        assert_eq!(marked("# 3 of us pray."), (Mark::Plain, "# 3 of us pray."));
        assert_eq!(marked("⁃ Pray."), (Mark::Bullet('⁃'), "Pray."));
        assert_eq!(marked("\u{F0B7}"), (Mark::Plain, "\u{F0B7}"));
    }

    #[test]
    fn word_puts_wide_and_hard_spaces_behind_marks() {
        assert_eq!(marked("–\u{A0}Pray."), (Mark::Bullet('–'), "Pray."));
        assert_eq!(marked("1.\u{A0}Pray."), (Mark::Number, "Pray."));
        assert_eq!(marked("a.\u{A0}Pray."), (Mark::Number, "Pray."));
        assert_eq!(marked("o \u{A0} Pray."), (Mark::Bullet('o'), "Pray."));
        for words in ["o Senhor abençoe", "o  ", "of Sela", "1.\u{A0}Mai 2026", "–Ada"] {
            assert_eq!(marked(words).0, Mark::Plain, "{words}");
        }
    }
}
