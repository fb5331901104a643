//! Lines that stand over others and say what these do.

use std::collections::HashSet;

use super::Sorter;
use crate::bulletin::blocks::Part;
use crate::bulletin::cues::{self, Heard};
use crate::bulletin::document::Mark;
use crate::bulletin::language::Label;
use crate::bulletin::paragraphs::{Paragraph, is_capitals, is_loud, is_short};
use crate::bulletin::title::names_somebody;

/// The lines that lead on and come more than once, word for word.
pub(super) fn repeated(paragraphs: &[Paragraph]) -> HashSet<&str> {
    let mut seen = HashSet::new();
    let leading = paragraphs.iter().map(|paragraph| paragraph.text.as_str()).filter(|text| leads_on(text));
    leading.filter(|text| !seen.insert(*text)).collect()
}

/// Whether a text ends as one that something follows: "Pray for:", "Pray for ...".
fn leads_on(text: &str) -> bool {
    text.ends_with([':', '…']) || text.ends_with("...")
}

impl Sorter<'_> {
    /// Whether the next line of one that gives thanks asks or gives thanks as well: "Praise for rain" over "Pray for Sam".
    pub(super) fn is_among_asked(&self, at: usize) -> bool {
        let next = self.paragraphs.get(at + 1).filter(|next| !next.gap && next.mark == Mark::Plain);
        let text = self.paragraphs.get(at).map_or("", |paragraph| paragraph.text.as_str());
        !is_capitals(text)
            && next.is_some_and(|next| is_short(&next.text))
            && self.heard.get(at + 1).is_some_and(Heard::any)
    }

    /// A line that says what the items under it do: "PRAISE", "Prayer requests:".
    pub(super) fn label(&mut self, at: usize) -> Option<usize> {
        let paragraph = self.paragraphs.get(at)?;
        let label = cues::label(&paragraph.text, self.language);
        let colon = leads_on(&paragraph.text);
        let asks = || self.heard.get(at).is_some_and(Heard::any);
        // What stands over one list after the other is no heading of any.
        let again = || self.leads_to_items(at) && self.repeated.contains(paragraph.text.as_str());
        // "PRAY FOR NURSES" over what is told of them.
        let loud = || {
            let below = self.paragraphs.get(at + 1).filter(|below| below.mark == Mark::Plain);
            paragraph.mark == Mark::Plain
                && is_capitals(&paragraph.text)
                && is_short(&paragraph.text)
                && asks()
                && self.is_body(at + 1)
                && below.is_some_and(|below| !is_loud(&below.text))
        };
        let loud = label.is_none() && loud();
        if label.is_none() && !loud && !(colon && is_short(&paragraph.text) && (asks() || again())) {
            return None;
        }
        let dated = self.paragraphs.get(at + 1).is_some_and(|next| self.is_date(next));
        // Without a letter above it, the first line of all is the title: "Prayer requests".
        let told = || [Part::Boilerplate, Part::Unsorted].iter().any(|part| self.newest(*part).is_some());
        let below = || self.named || self.greeted || told();
        let listed = || below() && self.leads_to_items(at);
        let named = || self.titled || colon || listed();
        if self.front && (dated || !named()) || !self.leads_to_body(at) {
            return None;
        }
        self.front = false;
        let asking = || self.customs.asking && asks() && colon;
        let named = label.is_none() && (names_somebody(&paragraph.text, self.language) || asking());
        let like = || self.customs.asking || self.customs.heads_like(&paragraph.text);
        let heads = named || loud || label.is_some() && (!colon || like());
        let part = if heads { Part::Heading } else { Part::Boilerplate };
        self.fresh |= part == Part::Heading;
        let taken = self.push(part, at, 1);
        self.section = label;
        if let Some(block) = self.blocks.last_mut() {
            // "And give thanks with us:"
            let thanks = block.heard.praise && !block.heard.request;
            block.label = label.or(Some(if thanks { Label::Praise } else { Label::Request }));
        }
        Some(taken)
    }

    /// In the front, a paragraph that asks for all that stands under it: "Join us in prayer for these topics:".
    pub(super) fn introduction(&mut self, at: usize) -> Option<usize> {
        let paragraph = self.paragraphs.get(at)?;
        let next = self.paragraphs.get(at + 1)?;
        let opens = self.front && paragraph.text.ends_with(':') && !paragraph.mark.is_list();
        let leads = next.mark.is_list() || is_short(&next.text);
        (opens && leads && self.heard.get(at)?.any()).then(|| self.push(Part::Unsorted, at, 1))
    }
}
