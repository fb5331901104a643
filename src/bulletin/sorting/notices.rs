//! What is announced beside what is prayed for: services, meetings, who reads and who makes the coffee.

use super::Sorter;
use crate::bulletin::cues::{self, Heard};
use crate::bulletin::days::hours::begins_with_time;
use crate::bulletin::document::Mark;
use crate::bulletin::language::Language;
use crate::bulletin::leads::inline_label;
use crate::bulletin::paragraphs::{Paragraph, ends_sentence, is_capitals, is_short};
use crate::place;
use crate::text::{has_digit, words};

/// What makes two headings alike: of what form they are, in capitals, in bold, with a colon.
fn form(paragraph: &Paragraph) -> (Mark, bool, bool, bool) {
    let text = paragraph.text.as_str();
    (paragraph.mark, is_capitals(text), paragraph.strong, text.ends_with(':'))
}

/// The headings of what is announced, by their places: each has another beside it, of the same form, over what is asked or given
/// thanks for. Where none has, all of a bulletin is prayed for, also under "Meetings".
pub(super) fn headings(paragraphs: &[Paragraph], language: &Language) -> Vec<usize> {
    let may_head =
        |paragraph: &Paragraph| matches!(paragraph.mark, Mark::Heading(_) | Mark::Plain) && !paragraph.aside;
    let is_one =
        |(_, paragraph): &(usize, &Paragraph)| may_head(paragraph) && announces(&paragraph.text, language);
    let found: Vec<(usize, &Paragraph)> = paragraphs.iter().enumerate().filter(is_one).collect();
    if found.is_empty() {
        return Vec::new();
    }
    let over = |next: &Paragraph| next.mark.is_list() || !is_short(&next.text);
    let asking = |pair: &[Paragraph]| match pair {
        [head, next] if may_head(head) && over(next) => cues::label(&head.text, language).map(|_| form(head)),
        _ => None,
    };
    let asking: Vec<_> = paragraphs.windows(2).filter_map(asking).collect();
    found.into_iter().filter(|(_, head)| asking.contains(&form(head))).map(|(at, _)| at).collect()
}

/// Whether a line is made of words that head notices and of such as say for when: "Notices for this week", "EVENTS 15-22 March".
fn announces(text: &str, language: &Language) -> bool {
    if !is_short(text) || ends_sentence(text) {
        return false;
    }
    let (mut ahead, mut found) = (words(text), false);
    while let Some(word) = ahead.next() {
        let notices = language.notices.at(word.text, &ahead);
        found |= notices.is_some();
        let says_when = || {
            has_digit(word.text)
                || language.joining.holds(word.text)
                || language.dates.holds(word.text)
                || language.months.holds(word.text)
                || language.weekdays.holds(word.text)
        };
        let beside = || language.beside.at(word.text, &ahead).or_else(|| says_when().then_some((1, ())));
        let Some((length, ())) = notices.or_else(beside) else { return false };
        ahead.by_ref().take(length - 1).for_each(drop);
    }
    found
}

impl Sorter<'_> {
    /// Tells whether what comes under a heading is announced: under a heading of notices, and under those within it.
    pub(super) fn enter_section(&mut self, at: usize) {
        if self.notices.contains(&at) {
            self.announced = Some(at);
            return;
        }
        let place = |at: usize| self.paragraphs.get(at);
        let Some((outer, inner)) = self.announced.and_then(place).zip(place(at)) else { return };
        let within = match (outer.mark, inner.mark) {
            (Mark::Heading(outer), Mark::Heading(inner)) => inner > outer,
            (Mark::Heading(_), _) => true,
            (_, Mark::Heading(_)) => false,
            _ => is_capitals(&outer.text) && !is_capitals(&inner.text),
        };
        let asks = cues::label(&inner.text, self.language).is_some()
            || place::is_region(&inner.text, &self.language.code);
        self.announced = self.announced.filter(|_| within && !asks);
    }

    /// Whether a paragraph is announced and asks for nothing: it stands under a heading of notices, or is a line of a
    /// programme, and one beside it too.
    pub(super) fn is_announced(&self, at: usize) -> bool {
        self.only_tells(at) && (self.announced.is_some() || self.is_of_programme(at))
    }

    fn only_tells(&self, at: usize) -> bool {
        let text = self.paragraphs.get(at).map_or("", |paragraph| paragraph.text.as_str());
        !self.heard.get(at).is_some_and(Heard::any) && inline_label(text, self.language).is_none()
    }

    fn is_of_programme(&self, at: usize) -> bool {
        let is_line = |at: usize| {
            let timed = |paragraph: &Paragraph| {
                paragraph.by.is_none() && begins_with_time(&paragraph.text, self.language)
            };
            self.paragraphs.get(at).is_some_and(timed)
        };
        let beside = || is_line(at + 1) && self.only_tells(at + 1) || at.checked_sub(1).is_some_and(is_line);
        self.section.is_none() && is_line(at) && beside()
    }
}
