//! What is told above the list of what is asked.

use super::Sorter;
use crate::bulletin::blocks::Part;
use crate::bulletin::cues::{self, Heard};
use crate::bulletin::document::Mark;
use crate::bulletin::leads::inline_label;
use crate::bulletin::paragraphs::{ends_sentence, is_short};
use crate::place;

/// News above a list has no more sections than this.
const MOST_SECTIONS: usize = 12;

impl Sorter<'_> {
    /// A story: paragraphs without any cue under a heading, before the list or the labelled prayer that they introduce.
    pub(super) fn tells_story(&self, at: usize) -> bool {
        let ahead = self.paragraphs.iter().enumerate().skip(at + 1);
        let mut sections = 0;
        for (next, paragraph) in ahead {
            let label = inline_label(&paragraph.text, self.language).is_some()
                || self.language.labels.whole(&paragraph.text).is_some();
            if paragraph.mark.is_list() || label || paragraph.text.ends_with(':') && is_short(&paragraph.text)
            {
                let above = self.blocks.iter().rfind(|block| block.part != Part::Boilerplate);
                let listed =
                    || cues::label(&paragraph.text, self.language).is_some() && self.leads_to_items(next);
                if sections > 0 && !listed() {
                    return false;
                }
                return above.is_some_and(|block| match block.part {
                    Part::Heading | Part::Story | Part::Scripture => true,
                    Part::Title | Part::Date => self.titled,
                    _ => false,
                });
            }
            if paragraph.mark == Mark::Rule || self.heard.get(next).is_some_and(Heard::any) {
                return false;
            }
            // News under several headings, and at their end "Please pray:" over a list.
            let heading = matches!(paragraph.mark, Mark::Heading(_))
                || paragraph.gap && is_short(&paragraph.text) && !ends_sentence(&paragraph.text);
            let named = || place::is_region(&paragraph.text, &self.language.code);
            if heading && sections < MOST_SECTIONS && !named() && (sections > 0 || self.is_in_news()) {
                sections += 1;
                continue;
            }
            if matches!(paragraph.mark, Mark::Heading(_)) {
                return false;
            }
            if !ends_sentence(&paragraph.text) {
                return false;
            }
        }
        false
    }

    /// Whether what is told here stands under a heading that names no place and gathers no items.
    pub(super) fn is_in_news(&self) -> bool {
        let heading = self.blocks.iter().rfind(|block| block.part == Part::Heading);
        let asked = self.blocks.iter().any(|block| block.part == Part::Item);
        !asked
            && heading.is_some_and(|heading| {
                !place::is_region(&heading.text, &self.language.code) && heading.label.is_none()
            })
    }
}
