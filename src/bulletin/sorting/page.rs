//! What belongs to the page, the mail or the office, and not to prayer.

use super::Sorter;
use crate::bulletin::blocks::Part;
use crate::bulletin::cues::Heard;
use crate::bulletin::document::Mark;
use crate::bulletin::leads::inline_label;
use crate::bulletin::paragraphs::{ends_sentence, is_loud, is_number};
use crate::bulletin::{dates, publisher};
use crate::text::sentences;

/// A sentence that tells something has so many words.
const FEWEST_TOLD: usize = 5;

/// Thanks at the end are no longer, in words.
const FEW_THANKS: usize = 6;

impl Sorter<'_> {
    pub(super) fn is_boilerplate(&self, at: usize) -> bool {
        let Some(paragraph) = self.paragraphs.get(at) else { return false };
        let text = paragraph.text.as_str();
        let asks = self.heard.get(at).is_some_and(Heard::any);
        // "Dear friends," and "God bless," open and close a letter; "Verse of the week:" opens nothing a person prays.
        let few = paragraph.mark == Mark::Plain && text.split_whitespace().count() <= 5;
        // "Here are this week's points:" opens a list and is no heading of it.
        let opens =
            paragraph.mark == Mark::Plain && text.ends_with(':') && text.split_whitespace().count() > 4;
        let labelled = || {
            self.paragraphs.get(at + 1).is_some_and(|next| inline_label(&next.text, self.language).is_some())
        };
        let greeted = self.front && self.greeted;
        let heads = is_loud(text) && self.customs.heads_like(text);
        if opens && !asks && !heads && (self.leads_to_items(at) || labelled() || greeted) {
            return true;
        }
        if few && (text.ends_with(',') || text.ends_with(':') && !asks && !self.is_body(at + 1)) {
            return true;
        }
        if paragraph.mark == Mark::Plain && publisher::is_byline(text, self.language) {
            return true;
        }
        if is_trail(text) || self.letter.contains(&at) && self.is_prose(at) || self.is_thanks_at_end(at) {
            return true;
        }
        if asks {
            let brief = !paragraph.mark.is_list() && text.len() < 240 && sentences(text).nth(2).is_none();
            let outside = self.front || text.ends_with(':') || !self.leads_to_body(at);
            // "You receive this because you asked to pray with us" stands at the foot.
            let foot =
                !self.front && !self.leads_to_body(at) && !publisher::opens_with_cue(text, self.language);
            return brief
                && (outside && self.language.letter.any_in(text) && !self.tells(text)
                    || foot && self.language.boilerplate.any_in(text));
        }
        let footnote = paragraph.mark == Mark::Plain
            && text.starts_with(['*', '†', '^', '('])
            && text.len() < 160
            && self.language.boilerplate.any_in(text);
        let all_links = !paragraph.links.is_empty()
            && paragraph.links.iter().map(|link| link.text.len()).sum::<usize>() * 10 > text.len() * 7;
        let pieces: Vec<&str> = text.split(['|', '·', '•', '>', '»']).map(str::trim).collect();
        let menu = pieces.len() > 1
            && !ends_sentence(text)
            && pieces.iter().all(|piece| piece.split(' ').count() <= 8);
        // "This Week in Prayer · Sunday, 30 January 2022" is what the bulletin is, and of which day.
        let names = self.front
            && (dates::find(text, self.language).is_some() || publisher::is_title_alone(text, self.language));
        let menu = menu
            && !names
            && paragraph.day.is_none()
            && paragraph.mark != Mark::Bullet('|')
            && (!self.front || self.titled || text.contains('>'));
        footnote
            || text.starts_with('©')
            || is_address(text)
            || paragraph.mark == Mark::Plain && is_number(text)
            || text.starts_with("Photo:")
            || text.contains(" Photo: ")
            || (all_links || menu) && !self.leads_to_items(at)
            || text.len() < 240 && self.language.boilerplate.any_in(text)
            || text.len() < 400 && !paragraph.mark.is_list() && self.language.letter.any_in(text)
    }

    /// Whether a paragraph tells something before its thanks: "Ruth walks again after her operation! Thank you for
    /// praying."
    fn tells(&self, text: &str) -> bool {
        sentences(text).next().is_some_and(|first| {
            first.split_whitespace().nth(FEWEST_TOLD - 1).is_some()
                && !self.language.letter.any_in(first)
                && !self.language.boilerplate.any_in(first)
        })
    }

    /// A paragraph of sentences, and no verse.
    pub(super) fn is_prose(&self, at: usize) -> bool {
        self.paragraphs.get(at).is_some_and(|paragraph| {
            paragraph.mark == Mark::Plain && ends_sentence(&paragraph.text) && !paragraph.quoted
        })
    }

    /// "Thank you for praying!" under all that is asked.
    pub(super) fn is_thanks_at_end(&self, at: usize) -> bool {
        self.paragraphs.get(at).is_some_and(|paragraph| {
            // "Thank you!"
            let alone = paragraph.text.split_whitespace().nth(2).is_none()
                && self.heard.get(at).is_some_and(|heard| heard.praise);
            paragraph.mark == Mark::Plain
                && paragraph.text.split_whitespace().count() <= FEW_THANKS
                && (alone || self.language.letter.begin(&paragraph.text))
                && !self.leads_to_body(at)
        })
    }

    pub(super) fn is_boilerplate_alone(&self, at: usize) -> bool {
        let asks = self.heard.get(at).is_some_and(Heard::any);
        let listed = self.paragraphs.get(at).is_some_and(|paragraph| paragraph.mark.is_list());
        !asks
            && !listed
            && self
                .paragraphs
                .get(at)
                .is_some_and(|paragraph| self.language.boilerplate.any_in(&paragraph.text))
    }

    /// Whether a paragraph under all that is asked belongs to the page: it stands under its foot, or under a list that
    /// it is no entry of.
    pub(super) fn is_foot(&self, at: usize) -> bool {
        let above = self.newest_but(Part::Scripture);
        let under = above.is_some_and(|block| match block.part {
            Part::Boilerplate | Part::Unsorted => true,
            Part::Item => block.listed,
            _ => false,
        });
        under && self.paragraphs.get(at).is_some_and(|paragraph| paragraph.mark == Mark::Plain)
    }
}

/// Where a page stands: "Home > Pray > Urgent prayer".
fn is_trail(text: &str) -> bool {
    let mut steps = text.split(['>', '»', '›', '/']).map(str::trim);
    let short = |step: &str| !step.is_empty() && step.split(' ').count() <= 5;
    !ends_sentence(text)
        && [" > ", " » ", " › ", " / "].iter().any(|between| text.contains(between))
        && steps.all(short)
}

/// "www.hill.example", "prayer@hill.example" and nothing else.
fn is_address(text: &str) -> bool {
    let known = text.contains('@') || text.starts_with("www.") || text.contains("://");
    known && text.contains('.') && !text.contains(char::is_whitespace)
}
