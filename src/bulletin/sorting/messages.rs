//! What people say in a chat, each for themselves.

use super::Sorter;
use crate::bulletin::blocks::Part;
use crate::bulletin::cues::Heard;
use crate::bulletin::leads::inline_label;

impl Sorter<'_> {
    /// A message of one person: an item under that name where it asks or gives thanks. What only tells something may be
    /// meant to be prayed for or not, and goes on with nothing that others say.
    pub(super) fn message(&mut self, at: usize, by: &str) -> usize {
        let text = self.paragraphs.get(at).map_or("", |paragraph| paragraph.text.as_str());
        let label = inline_label(text, self.language);
        let asks = label.is_some() || self.heard.get(at).is_some_and(Heard::any);
        let part = match asks {
            _ if self.is_boilerplate(at) => Part::Boilerplate,
            true => Part::Item,
            false => Part::Unsorted,
        };
        self.front &= part != Part::Item;
        let taken = self.push(part, at, 1);
        if let Some(block) = self.blocks.last_mut().filter(|block| block.part == Part::Item) {
            // the name is this message's alone
            (block.lead, block.listed) = (Some(by.to_owned()), true);
            if let Some((label, rest)) = label {
                (block.label, block.text) = (Some(label), rest.to_owned());
            }
        }
        taken
    }
}
