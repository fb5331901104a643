//! Entries of lists that head lists within them, and what stands beside them again.

use crate::bulletin::document::Mark;
use crate::bulletin::paragraphs::Paragraph;

/// Headings, each within the one before it.
#[derive(Debug, Default)]
pub(super) struct Nested {
    /// How far each entry stands from the left, 0 for what is no entry, and its words.
    headings: Vec<(usize, String)>,
    /// Whether the last that was entered was left again, and what comes next stands under the one around it.
    left: bool,
}

impl Nested {
    /// Goes under a heading; `deeper` where it is an entry over a list within it.
    pub fn enter(&mut self, heading: &Paragraph, deeper: bool) {
        let indent = if deeper { heading.indent } else { 0 };
        self.leave_from(indent);
        self.left = false;
        self.headings.push((indent, heading.text.trim_end_matches(':').to_owned()));
    }

    /// The heading of an entry that does not stand under the last one any more.
    pub fn leave(&mut self, entry: &Paragraph) -> Option<String> {
        if !matches!(entry.mark, Mark::Bullet(_) | Mark::Number) {
            return None;
        }
        if self.headings.last().is_some_and(|(indent, _)| *indent > 0 && *indent >= entry.indent) {
            self.leave_from(entry.indent);
            self.left = true;
        }
        self.headings.last().filter(|_| self.left).map(|(_, heading)| heading.clone())
    }

    fn leave_from(&mut self, indent: usize) {
        while self.headings.pop_if(|(last, _)| *last >= indent).is_some() {}
    }
}
