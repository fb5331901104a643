//! Lines in the front that say what the bulletin is, and whose.

use super::{Sorter, lead_of};
use crate::bulletin::blocks::Part;
use crate::bulletin::cues::Heard;
use crate::bulletin::days::dates;
use crate::bulletin::days::opening::{Counted, opening};
use crate::bulletin::document::Mark;
use crate::bulletin::paragraphs::{Paragraph, ends_sentence, is_short};
use crate::bulletin::publisher;
use crate::place;
use crate::text::{sentences, words};

impl Sorter<'_> {
    /// In the front, a short line that nothing hangs under; or the very first line.
    pub(super) fn is_title(&self, at: usize) -> bool {
        let Some(paragraph) = self.paragraphs.get(at) else { return false };
        if !self.front
            || paragraph.day.is_some()
            || paragraph.mark.is_list()
            || paragraph.text.ends_with(':')
            || self.notices.contains(&at)
            || opening(&paragraph.text, self.language).is_some_and(|day| day.counted == Some(Counted::Days))
            || !(is_short(&paragraph.text) || is_long_title(paragraph, at == 0))
        {
            return false;
        }
        // facts about a place stand aside, under its heading
        let facts = self.paragraphs.iter().skip(at + 1).take_while(|next| next.aside).count();
        let below = at + 1 + facts;
        let next_is_body = self.is_body(below);
        if self.titled {
            let deep = matches!(paragraph.mark, Mark::Heading(level) if level > 1) || paragraph.strong;
            let dated = self.paragraphs.get(at + 1).is_some_and(|next| self.is_date(next));
            let heads = next_is_body || deep && !dated && self.leads_to_body(at);
            // Under a name alone stands what it issues: "Hill Clinic", "Prayer Calendar".
            let named = self.newest(Part::Title);
            let under_name = named.is_some_and(|name| !publisher::is_title(&name.text, self.language))
                && paragraph.mark == Mark::Plain
                && publisher::is_title_alone(&paragraph.text, self.language)
                && !place::is_region(&paragraph.text, &self.language.code);
            if under_name {
                return true;
            }
            // Right under the title stands whose it is, with its month: "Hill Clinic, June 2026".
            let issue =
                dates::month_said(&paragraph.text, self.language).is_some_and(|(year, _)| year.is_some());
            if issue && !paragraph.gap && paragraph.mark == Mark::Plain && self.blocks.len() == 1 {
                return true;
            }
            // Between a title and a label stands who asks: "Give thanks with us for:".
            let labels = self.paragraphs.get(at + 1).is_some_and(|next| {
                next.text.ends_with(':') && self.heard.get(at + 1).is_some_and(Heard::any)
            });
            if labels
                && !paragraph.gap
                && publisher::is_plain_name(&paragraph.text, self.language)
                && !place::is_region(&paragraph.text, &self.language.code)
            {
                return true;
            }
            // "Prayer for peacemakers" right under a name asks nothing yet.
            let headline = self.blocks.last().is_some_and(|block| block.part == Part::Title)
                && paragraph.mark == Mark::Plain
                && !next_is_body
                && publisher::is_title(&paragraph.text, self.language)
                && publisher::is_capital(&paragraph.text);
            if headline {
                return true;
            }
            // Above the first day of a diary stands what it is, or whose.
            let diary = self.paragraphs.get(at + 1).is_some_and(|next| next.day.is_some());
            let named = paragraph.mark == Mark::Plain && is_short(&paragraph.text);
            if diary
                && named
                && !self.counts_week(&paragraph.text)
                && !place::is_region(&paragraph.text, &self.language.code)
            {
                return true;
            }
            return !heads && !self.is_body(at);
        }
        // The subject of a mail names it; over a list in it stands a heading.
        if self.named && self.leads_to_items(at) && !publisher::is_title(&paragraph.text, self.language) {
            return false;
        }
        // "Kenya: a church without a roof" is the headline of a story, also where no title stands above it; "Kenya" over a
        // label is a heading.
        let labelled = self.paragraphs.get(below).is_some_and(|next| {
            self.language.labels.whole(&next.text).is_some() && self.leads_to_body(below)
        });
        !((next_is_body || labelled) && place::is_region(lead_of(&paragraph.text), &self.language.code))
    }
}

impl Sorter<'_> {
    /// Whether a line says which of several weeks is under it: "WEEK ONE: HOMES", and not "Week of Prayer".
    fn counts_week(&self, text: &str) -> bool {
        let mut words = words(text);
        words.next().is_some_and(|first| self.language.week_words.holds(first.text))
            && words.next().is_some_and(|next| !self.language.date_joins.holds(next.text))
    }
}

/// A title may be longer than a heading where its form says that it is one.
fn is_long_title(paragraph: &Paragraph, first: bool) -> bool {
    let marked = matches!(paragraph.mark, Mark::Heading(_)) || paragraph.strong;
    let one = sentences(&paragraph.text).nth(1).is_none();
    first && one && !ends_sentence(&paragraph.text) && paragraph.text.split_whitespace().nth(14).is_none()
        || marked && paragraph.text.len() <= 160
}
