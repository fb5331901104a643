//! A profile carried out: its rules become corrections of a reading.

use chrono::NaiveDate;

use super::rules::Lines;
use super::{Order, Profile, Split, profile_for, same};
use crate::bulletin::blocks::{Block, Part};
use crate::bulletin::correction::{Correction, Fate, Fix, Outcome, apply};
use crate::bulletin::document::Document;
use crate::bulletin::language::Language;
use crate::bulletin::{Issue, Reading, assembled};

/// The reading with each issue put right by the profile of its publisher, where there is one.
pub(in crate::bulletin) fn applied(mut reading: Reading, profiles: &[Profile]) -> Reading {
    if profiles.is_empty() {
        return reading;
    }
    for at in 0..reading.issues.len() {
        let profile = reading.issues.get(at).and_then(|issue| profile_for(profiles, issue));
        if let Some(profile) = profile {
            reading = profile.put_right(reading, at);
        }
    }
    reading
}

impl Profile {
    /// The reading with one issue put right. Each step sees what the one before made of it.
    pub(super) fn put_right(&self, mut reading: Reading, at: usize) -> Reading {
        for step in [Profile::head, Profile::sorted, Profile::begun, Profile::filled] {
            let Some(issue) = reading.issues.get(at) else { return reading };
            let corrections = step(self, &reading, issue);
            (reading, _) = apply(reading, &corrections);
        }
        self.named(&mut reading, at);
        reading
    }

    /// Who publishes the issue, and when it came out.
    fn head(&self, reading: &Reading, issue: &Issue) -> Vec<Correction> {
        let Some(first) = issue.blocks.first().map(|block| block.lines.start) else { return Vec::new() };
        // said also where it is read so: what follows may take the line away that it was read from
        let publisher = Some(Fix::Publisher(Some(self.publisher.clone())));
        let day = self.days.and_then(|order| {
            issue
                .blocks
                .iter()
                .take_while(|block| is_front(block))
                .find_map(|block| in_figures(&block.text, order))
        });
        let day = day.filter(|day| issue.bulletin.issued_on != Some(*day)).map(|day| Fix::Date(Some(day)));
        publisher.into_iter().chain(day).filter_map(|fix| reading.correction(first, fix)).collect()
    }

    /// What the lines are.
    fn sorted(&self, reading: &Reading, issue: &Issue) -> Vec<Correction> {
        let language = Language::of(issue.bulletin.language.as_deref());
        let lines = Lines::of(self, language);
        let title = issue.bulletin.title.as_deref();
        let mut found = Vec::new();
        for Outcome { block, fate: now, .. } in issue.outcomes() {
            let is_so = |fate: Fate, text: &str| match fate {
                Fate::Item => now.is_item(),
                Fate::Title => now == fate && title == Some(text),
                fate => now == fate,
            };
            let whole = text_of(&reading.document, block);
            if let Some(fate) = lines.fate(&whole, language) {
                if !is_so(fate, &whole) {
                    found.extend(
                        reading.correction(block.lines.start, Fix::Sort { lines: block.lines.len(), fate }),
                    );
                }
                continue;
            }
            // a line that was joined to others
            for at in block.lines.clone().filter(|_| block.lines.len() > 1) {
                let Some(line) = reading.document.lines.get(at) else { continue };
                let fate = lines.fate(&line.text, language).filter(|fate| !is_so(*fate, &line.text));
                found.extend(fate.and_then(|fate| reading.correction(at, Fix::Sort { lines: 1, fate })));
            }
        }
        found
    }

    /// Where items begin.
    fn begun(&self, reading: &Reading, issue: &Issue) -> Vec<Correction> {
        let Some(split) = self.split else { return Vec::new() };
        let items = issue.blocks.iter().filter(|block| block.part == Part::Item);
        let inner = items.flat_map(|block| block.lines.clone().skip(1));
        let begins =
            |at: &usize| split == Split::Line || reading.document.lines.get(*at).is_some_and(|line| line.gap);
        inner.filter(begins).filter_map(|at| reading.correction(at, Fix::Split { after: 0 })).collect()
    }

    /// What stands under headings.
    fn filled(&self, reading: &Reading, issue: &Issue) -> Vec<Correction> {
        if self.under.is_empty() {
            return Vec::new();
        }
        let wanted =
            |heading: &str| self.under.iter().find(|(name, _)| same(name, heading)).map(|(_, fate)| *fate);
        let outcomes = issue.outcomes().zip(sections(issue));
        let fix = |(Outcome { block, fate: now, .. }, section): (Outcome<'_>, Option<&str>)| {
            let fate = wanted(section?).filter(|_| is_filling(block.part))?;
            let is_so = if fate == Fate::Item { now.is_item() } else { now == fate };
            (!is_so).then(|| {
                reading.correction(block.lines.start, Fix::Sort { lines: block.lines.len(), fate })
            })?
        };
        outcomes.filter_map(fix).collect()
    }

    /// Which regions the headings stand for.
    fn named(&self, reading: &mut Reading, at: usize) {
        let Some(issue) = reading.issues.get_mut(at).filter(|_| !self.regions.is_empty()) else { return };
        let headings = issue.bulletin.items.iter().filter_map(|item| item.heading.as_deref());
        let renamed = headings.filter(|heading| self.newest(heading) != *heading);
        issue.head.regions =
            renamed.map(|heading| (heading.to_owned(), self.newest(heading).to_owned())).collect();
        let code = issue.bulletin.language.clone();
        issue.bulletin = assembled(&reading.document, issue, code.as_deref());
    }
}

/// What may stand under a heading and be something else there than it looks.
pub(super) fn is_filling(part: Part) -> bool {
    matches!(part, Part::Item | Part::Note | Part::Story | Part::Unsorted)
}

/// The heading or label over each block of an issue.
pub(super) fn sections(issue: &Issue) -> Vec<Option<&str>> {
    let mut above: Option<&str> = None;
    let mut all = Vec::with_capacity(issue.blocks.len());
    for block in &issue.blocks {
        if block.part == Part::Heading || block.part == Part::Boilerplate && block.label.is_some() {
            above = Some(block.text.trim_end_matches(':'));
        }
        all.push(block.lead.as_deref().or(above));
    }
    all
}

/// The words of a block's lines, as they stand.
pub(super) fn text_of(document: &Document, block: &Block) -> String {
    let lines = document.lines.get(block.lines.clone()).unwrap_or_default();
    crate::text::squash(&lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" "))
}

fn is_front(block: &Block) -> bool {
    !matches!(block.part, Part::Item | Part::Heading)
}

/// The first day in figures: 4/5/2019, 4.5.19.
fn in_figures(text: &str, order: Order) -> Option<NaiveDate> {
    text.split(|letter: char| !letter.is_ascii_digit() && !matches!(letter, '/' | '.' | '-')).find_map(
        |word| {
            let numbers = word
                .trim_matches('.')
                .split(['/', '.', '-'])
                .map(str::parse)
                .collect::<Result<Vec<u32>, _>>();
            let &[first, second, year] = numbers.ok()?.as_slice() else { return None };
            let year = if year < 100 { year + 2000 } else { year };
            let (day, month) = match order {
                Order::DayFirst => (first, second),
                Order::MonthFirst => (second, first),
            };
            NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
        },
    )
}
