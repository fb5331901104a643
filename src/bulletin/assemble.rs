//! Blocks to a bulletin: which heading an item stands under, what it does, where it plays.

use std::collections::HashSet;

use super::blocks::{Block, Part};
use super::cues;
use super::days::dateline;
use super::days::dates::{self, DateLine};
use super::document::{Day, Document};
use super::language::{Field, Label, Language};
use super::links::links;
use super::publisher;
use super::{Bulletin, Item, Kinds, Month, Note, Scripture, Unsorted, title_of, wording};
use crate::text::sentences;

/// What is known of an issue beside its lines: from its format, or from the issues around it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Told {
    pub title: Option<String>,
    pub publisher: Option<String>,
    pub issued_on: Option<chrono::NaiveDate>,
    pub issued_in: Option<Month>,
}

/// Folds the blocks of one issue, in order, to its values.
pub(super) fn assemble(
    blocks: &[Block],
    document: &Document,
    told: &Told,
    language: &Language,
    code: Option<&str>,
) -> Bulletin {
    let titles = blocks.iter().filter(|block| block.part == Part::Title);
    let titles = titles.map(|block| without_field(&block.text, language));
    let mut tops: Vec<&str> = titles.collect();
    if tops.is_empty() {
        tops.extend(told.title.as_deref());
    }
    let quiet = |block: &&Block| matches!(block.part, Part::Boilerplate | Part::Unsorted | Part::Note);
    let foot: Vec<&str> = blocks.iter().filter(quiet).map(|block| &*block.text).collect();
    let named = publisher::name(&tops, &foot, told.publisher.as_deref(), language);
    let of_page = || told.title.as_deref().and_then(|title| publisher::of_page(title, language));
    let mut bulletin = Bulletin {
        title: named.title.map(|title| undated(&title, language)),
        publisher: named.publisher.or_else(|| told.publisher.clone()).or_else(of_page),
        issued_on: issued_on(blocks, told, language),
        language: code.map(str::to_owned),
        ..Bulletin::default()
    };
    if bulletin.issued_on.is_none() {
        bulletin.issued_in = issued_in(blocks, language).or(told.issued_in);
    }
    let repeated = labels_repeat(blocks);
    let ends = end_of_days(blocks, document);
    let mut place = Place::default();
    for (at, block) in blocks.iter().enumerate() {
        if let Some(day) = block.day {
            place.begin(day);
        }
        if ends == Some(at) {
            (place.day, place.of_day) = (None, false);
        }
        match block.part {
            Part::Heading => place.enter(block, repeated),
            Part::Boilerplate if block.label.is_some() => place.label = block.label,
            Part::Story => place.tell(&block.text),
            Part::Scripture => {
                let reference = block.reference.clone().unwrap_or_default();
                bulletin.scripture.push(Scripture { reference, text: block.text.clone() });
            }
            Part::Note => {
                bulletin.notes.push(Note { heading: place.heading.clone(), text: block.text.clone() });
            }
            Part::Unsorted => {
                let line = document.lines.get(block.lines.start).map_or(0, |line| line.number);
                bulletin.unsorted.push(Unsorted { line, text: block.text.clone() });
            }
            Part::Item => bulletin.items.push(place.item(block, language)),
            Part::Title | Part::Date | Part::Boilerplate => {}
        }
    }
    if bulletin.issued().is_none() {
        (bulletin.issued_on, bulletin.issued_in) = dateline::at_foot(blocks, document, language);
    }
    if bulletin.issued().is_none() {
        // a diary is of the month in which its days begin
        bulletin.issued_in = bulletin.items.iter().filter_map(|item| item.date).min().map(Month::of);
    }
    bulletin
}

/// A title without a date in figures stuck to its end; one in words belongs to it ("for the week of May 4, 2019").
fn undated(title: &str, language: &Language) -> String {
    let at_end = dates::find(title, language).filter(|found| found.end == title.len());
    let figures = at_end.and_then(|found| title.split_at_checked(found.start));
    match figures {
        Some((head, date)) if !head.trim().is_empty() && !date.contains(char::is_alphabetic) => {
            head.trim().to_owned()
        }
        _ => title.to_owned(),
    }
}

/// The day of the issue: a date line's, else one in the title or in what the format tells as such (a mail's subject), else
/// that on which it was sent. What corrects an issue comes later and names the same day.
fn issued_on(blocks: &[Block], told: &Told, language: &Language) -> Option<chrono::NaiveDate> {
    let day = |block: &Block| match dates::whole_line(&block.text, language)? {
        DateLine::Day(day) => Some(day),
        DateLine::Loose => None,
    };
    let front = blocks.iter().take_while(|block| !matches!(block.part, Part::Item | Part::Heading));
    let quiet = front.clone().filter(|block| matches!(block.part, Part::Boilerplate | Part::Unsorted));
    let mut lines = front.clone().filter(|block| block.part == Part::Date && block.day.is_none());
    let titles = front.clone().filter(|block| block.part == Part::Title);
    let named = titles.map(|block| &*block.text).chain(told.title.as_deref());
    let mut named = named.chain(quiet.map(|block| &*block.text));
    let dated = lines.find_map(day);
    // A diary is of the days that its entries say, and its title speaks of those; what stands above a calendar is not.
    let first_day = blocks.iter().position(|block| block.day.is_some());
    let first_item = blocks.iter().position(|block| block.part == Part::Item);
    let is_diary = first_day.is_some_and(|day| first_item.is_none_or(|item| day <= item));
    if dated.is_some() || is_diary {
        return dated.or(told.issued_on);
    }
    named.find_map(|text| Some(dates::find(text, language)?.day)).or(told.issued_on)
}

/// The month of an issue that names no day: a date line's, else one with which a line above the items begins or ends.
fn issued_in(blocks: &[Block], language: &Language) -> Option<Month> {
    let front = blocks.iter().take_while(|block| !matches!(block.part, Part::Item | Part::Heading));
    let lines = front.clone().filter(|block| block.part == Part::Date && block.day.is_none());
    let titles = front.clone().filter(|block| block.part == Part::Title);
    let quiet = front.filter(|block| matches!(block.part, Part::Boilerplate | Part::Unsorted));
    // "Serving Tolmere since May 1987" is of no issue
    let quiet = quiet.filter(|block| dates::is_of_issue(&block.text, language));
    lines.chain(titles).chain(quiet).find_map(|block| dates::month_alone(&block.text, language))
}

/// A title without the field of a mail's head and what stands before subjects, where somebody copied that line along:
/// "Subject: Prayer for May", "Correction: Prayer for May".
fn without_field<'a>(mut title: &'a str, language: &Language) -> &'a str {
    let mail = &language.mail;
    let is_field = |field: &str| {
        mail.fields.whole(field) == Some(Field::Subject) || mail.prefixes.whole(field).is_some()
    };
    while let Some((_, subject)) = title.split_once(": ").filter(|(field, _)| is_field(field)) {
        title = subject;
    }
    title
}

/// Whether labels stand again and again, under each heading, and are no headings of their own.
fn labels_repeat(blocks: &[Block]) -> bool {
    let mut labels = blocks.iter().filter(|block| block.part == Part::Heading && block.label.is_some());
    let mut seen = HashSet::new();
    labels.any(|block| !seen.insert(&block.text))
}

/// Which block ends the last day of a diary: a heading with a blank line above it, under what belongs to that day, where no day
/// before has a heading over its items.
fn end_of_days(blocks: &[Block], document: &Document) -> Option<usize> {
    let opens = |at: &usize| blocks.get(*at).is_some_and(|block| block.day.is_some());
    let days: Vec<usize> = (0..blocks.len()).filter(opens).collect();
    let heads = |pair: &[usize]| {
        let of_day = pair.first().zip(pair.last()).and_then(|(day, next)| blocks.get(day + 1..*next));
        let mut headed = of_day.unwrap_or_default().iter().skip_while(|block| block.part != Part::Heading);
        headed.any(|block| block.part == Part::Item)
    };
    let last = *days.get(1..)?.last()?;
    if days.windows(2).any(heads) {
        return None;
    }
    let next = |from: usize, wanted: &dyn Fn(&Block) -> bool| {
        (from..blocks.len()).find(|&at| blocks.get(at).is_some_and(wanted))
    };
    let apart = |block: &Block| document.lines.get(block.lines.start).is_some_and(|line| line.gap);
    let item = next(last, &|block| block.part == Part::Item)?;
    next(item, &|block| block.part == Part::Heading && apart(block))
}

/// Where in the bulletin the reader is.
#[derive(Debug, Default)]
struct Place {
    heading: Option<String>,
    label: Option<Label>,
    story: Option<String>,
    /// The day of a diary.
    day: Option<Day>,
    /// Whether the heading was seen since that day began.
    of_day: bool,
    /// Whether nothing was asked yet under the heading, which stands on a line of its own: it may stand over further days.
    ahead: bool,
}

impl Place {
    /// A day begins: what stood under the day before stands there no more.
    fn begin(&mut self, day: Day) {
        if std::mem::take(&mut self.of_day) && !std::mem::take(&mut self.ahead) {
            (self.heading, self.label) = (None, None);
        }
        (self.day, self.story) = (Some(day), None);
    }

    fn enter(&mut self, block: &Block, labels_repeat: bool) {
        if block.label.is_none() {
            self.story = None;
        }
        self.label = block.label;
        if block.label.is_none() || !labels_repeat || self.heading.is_none() {
            self.heading = Some(block.text.trim_end_matches(':').to_owned());
            self.of_day = self.day.is_some();
            self.ahead = block.day.is_none();
        }
    }

    fn tell(&mut self, text: &str) {
        match &mut self.story {
            Some(story) => {
                story.push(' ');
                story.push_str(text);
            }
            None => self.story = Some(text.to_owned()),
        }
    }

    fn item(&mut self, block: &Block, language: &Language) -> Item {
        let read = || block.lead.clone().or_else(|| self.heading.clone());
        let heading = block.said.heading.clone().unwrap_or_else(read);
        // An item that opens its day stands under what is printed above that day.
        self.ahead = false;
        if block.lead.is_some() && !block.listed {
            self.heading.clone_from(&block.lead);
            self.of_day = self.day.is_some();
        }
        Item {
            region: heading.clone(),
            title: title_of(&block.text, Some(&language.code)),
            countries: wording::countries(heading.as_deref(), &block.text, language),
            heading,
            date: self.day.and_then(|day| day.date),
            kinds: block.said.kinds.unwrap_or_else(|| kinds(block, block.label.or(self.label), language)),
            context: self.story.clone(),
            petitions: block.heard.petitions.clone(),
            follows_up: block.heard.follows_up,
            links: links(&block.text, &block.links, language),
            text: block.text.clone(),
        }
    }
}

/// What an item does: what it says itself, and what the label over it says. Good news is praise also without a word of
/// thanks; where more is told with it, or it stands under what asks, it goes on being prayed for.
fn kinds(block: &Block, label: Option<Label>, language: &Language) -> Kinds {
    let heard = &block.heard;
    // a single sentence that asks is sure of nothing
    let asks = || heard.request && sentences(&block.text).nth(1).is_none();
    let news = || if heard.news && !asks() { cues::good_news(&block.text, language) } else { None };
    match label {
        Some(Label::Praise) => Kinds { praise: true, request: heard.request },
        Some(Label::Request) | None if heard.praise => heard.kinds(),
        Some(Label::Request) => Kinds { praise: news().is_some(), request: true },
        None => match news() {
            Some(alone) => Kinds { praise: true, request: heard.request || !alone },
            None => heard.kinds(),
        },
    }
}
