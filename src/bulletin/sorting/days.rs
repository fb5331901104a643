//! What stands under the days of a diary without asking or telling: a name, a parish, a school.

use super::Sorter;
use crate::bulletin::blocks::Part;
use crate::bulletin::document::Mark;

impl Sorter<'_> {
    /// Whether a line is all that stands under its day: the next day opens before anything that a heading could head.
    pub(super) fn is_whole_day(&self, at: usize) -> bool {
        let Some(paragraph) = self.paragraphs.get(at).filter(|_| self.customs.diary) else { return false };
        if paragraph.day.is_some()
            && !paragraph.gap
            && at.checked_sub(1).is_some_and(|above| self.opens_day(above))
        {
            // right under the day before, as the last of a list of days stands above the next section
            return true;
        }
        let heads = paragraph.day.is_some() && !self.opens_day(at + 1);
        let ahead = || self.of_days.from(at + 1, |next| self.opens_day(next) || self.is_body(next));
        let ends = |next| next == self.paragraphs.len() || self.opens_day(next);
        !heads && (paragraph.day.is_some() || self.is_of_day(at)) && ends(ahead())
    }

    fn opens_day(&self, at: usize) -> bool {
        self.paragraphs.get(at).is_some_and(|paragraph| paragraph.day.is_some())
    }

    /// Whether a line that says nothing is the entry of a day, or a further line of it: "St Anne's, Dock Street".
    pub(super) fn is_of_day(&self, at: usize) -> bool {
        let gap = self.paragraphs.get(at).is_some_and(|paragraph| paragraph.gap);
        self.blocks.last().is_some_and(|block| match block.part {
            Part::Date | Part::Heading => block.day.is_some(),
            Part::Item => self.customs.diary && !gap && !block.listed && !block.heard.any(),
            _ => false,
        })
    }

    /// Adds what is asked right under a line that only tells: both are one entry of a day.
    pub(super) fn ends_story(&mut self, at: usize) -> bool {
        let plain = self.paragraphs.get(at).is_some_and(|paragraph| {
            paragraph.mark == Mark::Plain && !paragraph.gap && paragraph.day.is_none()
        });
        let tells = self.blocks.last().is_some_and(|block| {
            block.part == Part::Item && !block.listed && !block.heard.any() && block.label.is_none()
        });
        let continued = self.customs.diary && plain && tells && self.continue_item(at);
        if !continued {
            return false;
        }
        let heard = self.heard.get_mut(at).map(std::mem::take).unwrap_or_default();
        if let Some(block) = self.blocks.last_mut() {
            block.heard = heard;
        }
        true
    }
}
