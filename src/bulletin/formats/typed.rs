//! Marks that people type, and that fonts draw, at the beginning of a line.

use crate::bulletin::document::{Mark, mark_of};

/// The mark of a line, and the words after it. A first letter that only its font knows is a bullet: Symbol and
/// Wingdings are used for little else.
pub(super) fn marked(text: &str) -> (Mark, &str) {
    let mut letters = text.chars();
    if letters.next().is_some_and(is_private) {
        return (Mark::Bullet('•'), letters.as_str().trim_start());
    }
    match mark_of(text) {
        (mark @ (Mark::Bullet(_) | Mark::Number | Mark::Rule), words) => (mark, words),
        _ => (Mark::Plain, text),
    }
}

/// Whether a letter means something in its own font only.
pub(super) fn is_private(letter: char) -> bool {
    matches!(letter, '\u{E000}'..='\u{F8FF}')
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
    }
}
