//! What a document does throughout.

use crate::bulletin::document::Mark;
use crate::bulletin::language::Language;
use crate::bulletin::lists::{FEWEST_COLONS, has_few_words};
use crate::bulletin::paragraphs::{Paragraph, is_loud, is_short};

/// What a document does throughout.
#[derive(Debug, Clone, Copy)]
pub(super) struct Customs {
    /// Whether some paragraphs open days.
    pub diary: bool,
    /// Whether headings end in a colon: "Travel:".
    colons: bool,
    /// Whether headings in capitals do: "HEALTH:".
    loud_colons: bool,
}

impl Customs {
    pub fn of(paragraphs: &[Paragraph], language: &Language) -> Self {
        let heads = |paragraph: &&Paragraph| {
            let text = paragraph.text.as_str();
            paragraph.mark == Mark::Plain
                && text.ends_with(':')
                && (has_few_words(text) || is_loud(text))
                && is_short(text)
                && language.labels.whole(text).is_none()
        };
        let (loud, small): (Vec<_>, Vec<_>) =
            paragraphs.iter().filter(heads).partition(|paragraph| is_loud(&paragraph.text));
        Customs {
            diary: paragraphs.iter().any(|paragraph| paragraph.day.is_some()),
            colons: small.len() >= FEWEST_COLONS,
            loud_colons: loud.len() >= FEWEST_COLONS,
        }
    }

    /// Whether headings are written as a label with a colon is, and in capitals as it is: "PRAISES:".
    pub fn heads_like(self, label: &str) -> bool {
        if is_loud(label) { self.loud_colons } else { self.colons }
    }
}
