//! Paragraphs sorted into blocks, one after the other, by what they say and by what stands around them.

mod ahead;
mod customs;
mod days;
mod messages;
mod nested;
mod notices;
mod over;
mod page;
mod stories;
mod titles;

use std::cell::OnceCell;
use std::collections::HashSet;
use std::ops::Range;

use super::blocks::{Block, Part};
use super::cues::{self, Heard};
use super::days::dates;
use super::document::Mark;
use super::language::{Label, Language};
use super::leads::{Leads, inline_label};
use super::lists::ticks;
use super::paragraphs::{Paragraph, ends_sentence, has_words, is_short};
use super::{answered, letter, scripture};
use crate::place;
use crate::text::sentences;
use ahead::Next;
use customs::Customs;
use nested::Nested;

/// Between a heading and what it heads stand no more others.
const MOST_HEADINGS: usize = 2;

/// Sorts the paragraphs of a document.
///
/// `named`: whether the format says what they are together, so that no line need say it.
pub(super) fn sort(paragraphs: &[Paragraph], named: bool, language: &Language) -> Vec<Block> {
    let heard = ticks::listen(paragraphs, language);
    let leads = Leads::of(paragraphs, language);
    let next = || Next::new(paragraphs.len());
    let mut sorter = Sorter {
        paragraphs,
        language,
        heard,
        leads,
        bodies: vec![OnceCell::new(); paragraphs.len()],
        loud: next(),
        untold: next(),
        unfinished: next(),
        of_days: next(),
        letter: 0..0,
        apart_from: ahead::apart_from(paragraphs, language),
        customs: Customs::of(paragraphs, language),
        nested: Nested::default(),
        notices: notices::headings(paragraphs, language),
        announced: None,
        repeated: over::repeated(paragraphs),
        last: 0,
        section: None,
        blocks: Vec::new(),
        newest: [None; Part::COUNT],
        greeted: false,
        gathers: false,
        imprint: false,
        titled: false,
        named,
        front: true,
        fresh: false,
    };
    sorter.last = sorter.last_item();
    sorter.letter = letter::before_list(paragraphs, &sorter.heard, language);
    let mut at = 0;
    while at < paragraphs.len() {
        at += sorter.place(at).max(1);
    }
    sorter.blocks
}

#[allow(clippy::struct_excessive_bools, reason = "each is something that was seen, or is told, on its own")]
struct Sorter<'a> {
    paragraphs: &'a [Paragraph],
    language: &'a Language,
    heard: Vec<Heard>,
    leads: Leads,
    /// Whether each paragraph is a [body](Self::is_body), as far as it was asked.
    bodies: Vec<OnceCell<bool>>,
    /// The next that is a body, or neither a verse nor a date nor anything else that is [quiet](Self::is_quiet).
    loud: Next,
    /// The next that does more than [tell](Self::is_told).
    untold: Next,
    /// The next that is no plain paragraph of sentences.
    unfinished: Next,
    /// The next that opens a day or is a body.
    of_days: Next,
    blocks: Vec<Block>,
    /// The place of the newest block of each part.
    newest: [Option<usize>; Part::COUNT],
    /// Whether somebody was greeted above: "Dear friends,".
    greeted: bool,
    /// Whether something above gathers the paragraphs under it: a heading, a lead, a day.
    gathers: bool,
    /// Whether a line that [belongs to the page](Self::is_imprint) stands over what comes now.
    imprint: bool,
    /// Whether the bulletin's name was seen.
    titled: bool,
    /// Whether the format says it.
    named: bool,
    /// The paragraphs of a letter that a list of requests follows: what is to be prayed stands in the list.
    letter: Range<usize>,
    /// The last paragraph that asks, gives thanks, or is an item by its form.
    last: usize,
    /// From which paragraph on none heads others by its form or its name; nowhere in a letter.
    apart_from: Option<usize>,
    customs: Customs,
    /// The headings that what comes next stands under.
    nested: Nested,
    /// The headings of [what is announced](notices::headings).
    notices: Vec<usize>,
    /// The one of them that what comes next stands under.
    announced: Option<usize>,
    /// The lines that lead on and come [more than once](over::repeated).
    repeated: HashSet<&'a str>,
    /// What the section's heading says of its items. In one of thanks each paragraph is an item of its own.
    section: Option<Label>,
    /// Whether only what stands before the first heading and item was seen.
    front: bool,
    /// Whether nothing but the heading was seen since the last heading.
    fresh: bool,
}

impl Sorter<'_> {
    fn last_item(&self) -> usize {
        let is_item = |(paragraph, heard): (&Paragraph, &Heard)| {
            !paragraph.aside
                && (paragraph.mark.is_list()
                    || paragraph.day.is_some()
                    || heard.any()
                    || inline_label(&paragraph.text, self.language).is_some()
                    || matches!(paragraph.mark, Mark::Heading(_))
                    || self.language.labels.whole(&paragraph.text).is_some())
        };
        self.paragraphs.iter().zip(&self.heard).rposition(is_item).unwrap_or(0)
    }

    /// Places the paragraph, and those after it that are one with it; says how many.
    fn place(&mut self, at: usize) -> usize {
        let Some(paragraph) = self.paragraphs.get(at) else { return 1 };
        if paragraph.mark == Mark::Rule || paragraph.aside {
            return self.push(Part::Boilerplate, at, 1);
        }
        if let Some(taken) = self.scripture(at).or_else(|| self.quotation(at)) {
            return taken;
        }
        if let Some(by) = &paragraph.by {
            return self.message(at, by);
        }
        if paragraph.day.is_some_and(|day| day.alone)
            || dates::whole_line(&paragraph.text, self.language).is_some()
        {
            self.front &= paragraph.day.is_none();
            return self.push(Part::Date, at, 1);
        }
        if self.is_boilerplate(at) {
            return self.push(Part::Boilerplate, at, 1);
        }
        if let Some(taken) = self.label(at).or_else(|| self.introduction(at)) {
            return taken;
        }
        if self.is_title(at) {
            self.titled = true;
            return self.push(Part::Title, at, 1);
        }
        if self.is_heading(at) {
            (self.front, self.fresh) = (false, true);
            self.section = cues::label(&paragraph.text, self.language);
            return self.push(Part::Heading, at, 1);
        }
        self.body(at)
    }

    /// A verse and its reference, in one paragraph or in two, in either order.
    fn scripture(&mut self, at: usize) -> Option<usize> {
        let paragraph = self.paragraphs.get(at)?;
        let (text, language) = (paragraph.text.as_str(), self.language);
        let next = self.paragraphs.get(at + 1).map(|next| next.text.as_str());
        let asks = self.heard.get(at).is_some_and(Heard::any);
        if let Some(reference) = scripture::named_reference(text, language).filter(|_| !asks) {
            return Some(self.push_scripture(at, 1, reference, ""));
        }
        if let Some(reference) = scripture::reference(text, language) {
            let verse = next.filter(|next| {
                scripture::is_quotation(next) && scripture::verse_and_reference(next, language).is_none()
            });
            // The quotation after a reference is its verse, unless that one has a reference of its own below it.
            let below =
                self.paragraphs.get(at + 2).and_then(|below| scripture::reference(&below.text, language));
            let verse = verse.filter(|_| below.is_none());
            return Some(self.push_scripture(
                at,
                1 + usize::from(verse.is_some()),
                reference,
                verse.unwrap_or_default(),
            ));
        }
        let may_be_verse = |text: &str| {
            scripture::is_half_quotation(text)
                || paragraph.quoted
                || self.front && !asks && ends_sentence(text)
        };
        if let Some((verse, reference)) = scripture::verse_and_reference(text, language)
            && may_be_verse(verse)
        {
            return Some(self.push_scripture(at, 1, reference, verse));
        }
        if let Some((reference, verse)) = scripture::reference_and_verse(text, language) {
            return Some(self.push_scripture(at, 1, reference, verse));
        }
        let reference = next.and_then(|next| scripture::reference(next, language))?;
        may_be_verse(text).then(|| self.push_scripture(at, 2, reference, text))
    }

    fn push_scripture(&mut self, at: usize, count: usize, reference: &str, verse: &str) -> usize {
        let (reference, verse) = (reference.to_owned(), scripture::unquoted(verse).to_owned());
        let taken = self.push(Part::Scripture, at, count);
        if let Some(block) = self.blocks.last_mut() {
            block.reference = Some(reference);
            block.text = verse;
        }
        taken
    }

    /// Somebody else's words with their name: neither verse nor item.
    fn quotation(&mut self, at: usize) -> Option<usize> {
        let paragraph = self.paragraphs.get(at)?;
        let text = paragraph.text.as_str();
        if !text.starts_with(['"', '“', '«', '„']) {
            return None;
        }
        let dash = text.rfind(['—', '–', '~']).or_else(|| text.rfind("\" - ").map(|quote| quote + 2));
        if let Some((words, name)) = dash.and_then(|dash| text.split_at_checked(dash))
            && scripture::is_quotation(words)
            && scripture::is_attribution(name)
        {
            return Some(self.push(Part::Boilerplate, at, 1));
        }
        let next = self.paragraphs.get(at + 1)?;
        let dashed = matches!(next.mark, Mark::Bullet('-' | '–' | '—')) && is_short(&next.text);
        let named = dashed || next.mark == Mark::Plain && scripture::is_attribution(&next.text);
        (scripture::is_quotation(text) && named).then(|| self.push(Part::Boilerplate, at, 2))
    }

    /// A short line that something hangs under.
    fn is_heading(&self, at: usize) -> bool {
        let Some(paragraph) = self.paragraphs.get(at) else { return false };
        match paragraph.mark {
            Mark::Heading(_) => true,
            // An entry of one line right above the next day.
            Mark::Plain if self.is_whole_day(at) => false,
            Mark::Plain => {
                // Right under what a letter ends with stands who wrote it.
                is_short(&paragraph.text)
                    && (paragraph.gap || !self.letter.contains(&at))
                    && (at < self.last
                        || place::is_place(lead_of(&paragraph.text), &self.language.code)
                        || self.heads_news(at))
                    && !self
                        .heard
                        .get(at)
                        .is_some_and(|heard| heard.request || heard.praise && self.is_among_asked(at))
                    && !answered::is_answered(&paragraph.text, self.language)
                    && self.leads_to_body(at)
            }
            // "1. Kenya" over "a. Pray for ...", "1. OFFICE" over "• Pray for ..."
            _ => {
                let names = || customs::names_those_within(self.paragraphs, at);
                let numbered = |next| customs::is_numbered_head(paragraph, next);
                self.customs.numbered && self.paragraphs.get(at + 1).is_some_and(numbered)
                    || self.customs.nested && names() && !self.heard.get(at).is_some_and(Heard::any)
                    || customs::is_over_deeper(self.paragraphs, at)
                        && place::is_place(&paragraph.text, &self.language.code)
            }
        }
    }

    fn is_date(&self, paragraph: &Paragraph) -> bool {
        dates::whole_line(&paragraph.text, self.language).is_some()
    }

    /// Whether a paragraph that was not placed yet is something that stands under headings.
    fn is_body(&self, at: usize) -> bool {
        let Some((paragraph, known)) = self.paragraphs.get(at).zip(self.bodies.get(at)) else { return false };
        *known.get_or_init(|| self.is_body_by_form(paragraph, at))
    }

    fn is_body_by_form(&self, paragraph: &Paragraph, at: usize) -> bool {
        match paragraph.mark {
            // what somebody else says stands under nothing
            _ if paragraph.by.is_some() => false,
            Mark::Bullet(_) | Mark::Number | Mark::Entry => !scripture::is_attribution(&paragraph.text),
            Mark::Plain => {
                let named =
                    is_short(&paragraph.text) && dates::whole_line(&paragraph.text, self.language).is_some();
                let verse = scripture::reference(&paragraph.text, self.language).is_some()
                    || scripture::is_quotation(&paragraph.text)
                    || scripture::verse_and_reference(&paragraph.text, self.language)
                        .is_some_and(|(verse, _)| scripture::is_half_quotation(verse));
                let says = ends_sentence(&paragraph.text) && has_words(&paragraph.text, 5);
                !named && !verse && (says || self.heard.get(at).is_some_and(Heard::any))
            }
            _ => false,
        }
    }

    /// Whether items follow, with at most verses, dates, rules and a few more headings between.
    fn leads_to_body(&self, at: usize) -> bool {
        let loud = |next: usize| self.is_body(next) || !self.is_quiet(next);
        let (mut headings, mut next) = (0, at);
        loop {
            next = self.loud.from(next + 1, loud);
            let Some(paragraph) = self.paragraphs.get(next) else { return false };
            if self.is_body(next) {
                return !self.is_boilerplate_alone(next);
            }
            headings += 1;
            if headings > MOST_HEADINGS
                || paragraph.by.is_some()
                || !(is_short(&paragraph.text) || matches!(paragraph.mark, Mark::Heading(_)))
            {
                return false;
            }
        }
    }

    /// Whether a paragraph may stand between a heading and what it heads, and is no heading.
    fn is_quiet(&self, at: usize) -> bool {
        self.paragraphs.get(at).is_some_and(|paragraph| {
            paragraph.mark == Mark::Rule
                || paragraph.aside
                || self.is_date(paragraph)
                || scripture::reference(&paragraph.text, self.language).is_some()
                || scripture::is_half_quotation(&paragraph.text)
        })
    }

    /// The newest block of a part.
    fn newest(&self, part: Part) -> Option<&Block> {
        self.newest.get(part as usize).copied().flatten().and_then(|at| self.blocks.get(at))
    }

    /// The newest block that is not of a part.
    fn newest_but(&self, part: Part) -> Option<&Block> {
        let others = self.newest.iter().enumerate().filter(|(other, _)| *other != part as usize);
        others.filter_map(|(_, at)| *at).max().and_then(|at| self.blocks.get(at))
    }

    /// Whether the line after this one is a list's item.
    fn leads_to_items(&self, at: usize) -> bool {
        let mut below = self.paragraphs.iter().skip(at + 1).skip_while(|next| next.mark == Mark::Rule);
        below.next().is_some_and(|next| next.mark.is_list())
    }

    /// What is left: items, notes, stories, and what goes on with an item.
    fn body(&mut self, at: usize) -> usize {
        let Some(paragraph) = self.paragraphs.get(at) else { return 1 };
        if self.is_announced(at) {
            return self.push(Part::Boilerplate, at, 1);
        }
        let asks = self.heard.get(at).is_some_and(Heard::any);
        let label = inline_label(&paragraph.text, self.language);
        let lead = self.leads.lead(&paragraph.text, paragraph.mark.is_list(), self.language);
        if paragraph.mark.is_list() || asks || label.is_some() || lead.is_some() || paragraph.day.is_some() {
            if asks && label.is_none() && lead.is_none() && self.ends_story(at) {
                return 1;
            }
            let says = paragraph.text.chars().any(char::is_alphanumeric);
            let part = if says { Part::Item } else { Part::Unsorted };
            let outer = self.nested.leave(paragraph);
            let (front, fresh) = (false, false);
            let taken = self.push(part, at, 1);
            (self.front, self.fresh) = (front, fresh);
            if let Some(block) = self.blocks.last_mut() {
                if let Some((lead, rest)) = lead {
                    self.gathers = true;
                    (block.lead, block.text) = (Some(lead), rest);
                } else if let Some((label, rest)) = label {
                    (block.label, block.text) = (Some(label), rest.to_owned());
                }
                if block.lead.is_none() {
                    block.lead = outer;
                }
            }
            return taken;
        }
        let says = (ends_sentence(&paragraph.text) || sentences(&paragraph.text).nth(2).is_some())
            && has_words(&paragraph.text, 3);
        if !says && self.is_of_day(at) {
            return if self.continue_item(at) { 1 } else { self.push(Part::Item, at, 1) };
        }
        if !says {
            // Names and addresses after the rule that ends the prayers are the foot of the page.
            let foot = self.blocks.last().is_some_and(|block| block.part == Part::Boilerplate)
                && !self.leads_to_body(at);
            return self.push(if foot && !self.front { Part::Boilerplate } else { Part::Unsorted }, at, 1);
        }
        if self.is_note(at) {
            return self.push(Part::Note, at, 1);
        }
        if self.front && self.titled && self.is_above_label(at) && self.tells_story(at) {
            return self.push(Part::Story, at, 1);
        }
        if self.front {
            let after_verse = self.newest(Part::Scripture).is_some();
            if !(after_verse && sentences(&paragraph.text).nth(1).is_some()) {
                return self.push(Part::Unsorted, at, 1);
            }
            self.front = false;
            return self.push(Part::Item, at, 1);
        }
        if self.tells_story(at) {
            return self.push(Part::Story, at, 1);
        }
        if let Some(part) = self.foot(at).filter(|_| at > self.last && !self.fresh) {
            return self.push(part, at, 1);
        }
        let apart = self.section == Some(Label::Praise)
            || self.leads.begins(&paragraph.text, self.language)
            || self.is_apart(at);
        if !self.fresh && !apart && self.continue_item(at) {
            return 1;
        }
        self.fresh = false;
        self.push(Part::Item, at, 1)
    }

    /// Whether a paragraph without a cue is an item of its own: where no heading gathers paragraphs and no letter tells a
    /// story, each is, unless its first word leads back ("She fell on Monday").
    fn is_apart(&self, at: usize) -> bool {
        self.paragraphs.get(at).is_some_and(|paragraph| !self.language.goes_on.begin(&paragraph.text))
            && !self.leads.customary
            && self.apart_from.is_some_and(|from| from <= at)
            && !self.gathers
    }

    /// Adds a paragraph without a cue of its own to the item that stands right before it.
    fn continue_item(&mut self, at: usize) -> bool {
        let (Some(paragraph), Some(block)) = (self.paragraphs.get(at), self.blocks.last_mut()) else {
            return false;
        };
        if block.part != Part::Item || block.lines.end != paragraph.lines.start {
            return false;
        }
        block.lines.end = paragraph.lines.end;
        block.text.push(' ');
        block.text.push_str(&paragraph.text);
        block.links.extend(paragraph.links.iter().cloned());
        true
    }

    fn push(&mut self, part: Part, at: usize, count: usize) -> usize {
        let taken = self.paragraphs.get(at..at + count).unwrap_or_default();
        let Some((first, last)) = taken.first().zip(taken.last()) else { return count };
        let text = taken.iter().map(|paragraph| paragraph.text.as_str()).collect::<Vec<_>>().join(" ");
        self.greeted |= part == Part::Boilerplate && self.language.letter.begin(&text);
        self.gathers |= part == Part::Heading || first.day.is_some();
        if part == Part::Heading {
            self.nested.enter(first, customs::is_over_deeper(self.paragraphs, at));
            self.enter_section(at);
        }
        self.imprint = match part {
            Part::Boilerplate => self.imprint || self.is_imprint(&text),
            Part::Heading | Part::Item => false,
            _ => self.imprint,
        };
        if let Some(newest) = self.newest.get_mut(part as usize) {
            *newest = Some(self.blocks.len());
        }
        self.blocks.push(Block {
            day: first.day,
            listed: first.mark.is_list(),
            heard: self.heard.get_mut(at).map(std::mem::take).unwrap_or_default(),
            links: taken.iter().flat_map(|paragraph| paragraph.links.iter().cloned()).collect(),
            ..Block::new(part, first.lines.start..last.lines.end, text)
        });
        count
    }
}

/// What a headline begins with: the place of "Kenya: a church without a roof".
fn lead_of(headline: &str) -> &str {
    headline.split_once(": ").map_or(headline, |(lead, _)| lead)
}
