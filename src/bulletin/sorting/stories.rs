//! What is told above the list of what is asked.

use super::Sorter;
use crate::bulletin::blocks::Part;
use crate::bulletin::cues::{self, Heard};
use crate::bulletin::document::Mark;
use crate::bulletin::leads::inline_label;
use crate::bulletin::paragraphs::{Paragraph, ends_sentence, is_short};
use crate::place;

/// News above a list has no more sections than this.
const MOST_SECTIONS: usize = 12;

impl Sorter<'_> {
    /// A story: paragraphs without any cue under a heading, before the list or the labelled prayer that they introduce.
    pub(super) fn tells_story(&self, at: usize) -> bool {
        let (mut sections, mut next) = (0, at);
        loop {
            next = self.untold.from(next + 1, |next| !self.is_told(next));
            let Some(paragraph) = self.paragraphs.get(next) else { return false };
            if paragraph.mark.is_list()
                || self.is_labelled(paragraph)
                || paragraph.text.ends_with(':') && is_short(&paragraph.text)
            {
                let above = self.newest_but(Part::Boilerplate);
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
            return false;
        }
    }

    /// Whether a paragraph that was not placed yet tells, and does nothing else: it neither asks nor heads others.
    fn is_told(&self, at: usize) -> bool {
        self.paragraphs.get(at).is_some_and(|paragraph| {
            paragraph.mark == Mark::Plain
                && ends_sentence(&paragraph.text)
                && !self.heard.get(at).is_some_and(Heard::any)
                && !self.is_labelled(paragraph)
        })
    }

    fn is_labelled(&self, paragraph: &Paragraph) -> bool {
        inline_label(&paragraph.text, self.language).is_some()
            || self.language.labels.whole(&paragraph.text).is_some()
    }

    /// Whether a label stands ahead, with nothing but paragraphs of sentences before it.
    pub(super) fn is_above_label(&self, at: usize) -> bool {
        let unfinished = |next: usize| {
            self.paragraphs
                .get(next)
                .is_some_and(|paragraph| paragraph.mark != Mark::Plain || !ends_sentence(&paragraph.text))
        };
        let next = self.paragraphs.get(self.unfinished.from(at + 1, unfinished));
        next.is_some_and(|next| self.language.labels.whole(&next.text).is_some())
    }

    /// Whether what is told here stands under a heading that names no place and gathers no items.
    pub(super) fn is_in_news(&self) -> bool {
        let asked = self.newest(Part::Item).is_some();
        !asked
            && self.newest(Part::Heading).is_some_and(|heading| {
                !place::is_region(&heading.text, &self.language.code) && heading.label.is_none()
            })
    }
}
