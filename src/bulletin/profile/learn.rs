//! What a person put right, made into rules for the publisher's next issues.
//!
//! Each difference between what the reader finds and what the person made of it suggests rules: about a line that may
//! come again, a beginning that several lines share, what stands under a heading, a region's name. A correction of one
//! item's text suggests none. A rule is kept only if it is safe: the document is read again with it, and it must bring
//! that reading nearer to the person's and take nothing away that was right. Rules are tried in the order of how much
//! they say, so that one about a beginning makes those about its lines unneeded.

use std::collections::{BTreeMap, BTreeSet};

use super::apply::{is_filling, sections, text_of};
use super::rules::Lines;
use super::{Order, Profile, Rule, Split, key, same, tells};
use crate::bulletin::blocks::{Block, Part};
use crate::bulletin::correction::{Fate, Outcome};
use crate::bulletin::document::Document;
use crate::bulletin::language::Language;
use crate::bulletin::paragraphs::ends_sentence;
use crate::bulletin::{Issue, Reading, understand};
use crate::place;
use crate::text::squash;

/// A line longer than this, in words, is named by its beginning.
const LONGEST: usize = 12;

/// How many words then.
const BEGINNING: usize = 8;

/// The longest label before a colon, in words.
const LONGEST_LABEL: usize = 5;

/// How many first words several lines must share to be one kind of line.
const SHARED: usize = 3;

/// What was learned of one publisher.
#[derive(Debug, Clone, PartialEq)]
pub struct Lesson {
    /// The profile as it is now.
    pub profile: Profile,
    /// What is new in it.
    pub rules: Vec<Rule>,
}

/// Learns from a reading that a person put right: `document` is as it was opened or read, `right` what it came to. Gives a lesson
/// for each publisher of whom something is new. Where no publisher is named, nothing can be kept.
pub fn learn(profiles: &[Profile], document: &Document, right: &Reading) -> Vec<Lesson> {
    let plain = understand(document.unmarked(), &[]);
    let mut lessons: Vec<Lesson> = Vec::new();
    for (at, issue) in right.issues.iter().enumerate() {
        let Some(name) = issue.bulletin.publisher.as_deref() else { continue };
        let earlier = lessons.iter().map(|lesson| &lesson.profile);
        let known = earlier.chain(profiles).find(|profile| profile.is_of(name)).cloned();
        let Some(pupil) = Pupil::new(&plain, right, at) else { continue };
        let others = |other: &str| profiles.iter().any(|profile| profile.is_of(other));
        let (profile, rules) = pupil.learn(known.unwrap_or_else(|| Profile::of(name)), &others);
        if rules.is_empty() {
            continue;
        }
        match lessons.iter_mut().find(|lesson| lesson.profile.is_of(name)) {
            Some(lesson) => {
                lesson.profile = profile;
                lesson.rules.extend(rules);
            }
            None => lessons.push(Lesson { profile, rules }),
        }
    }
    lessons
}

/// Learns from one issue.
struct Pupil<'a> {
    plain: &'a Reading,
    right: &'a Reading,
    at: usize,
    before: &'a Issue,
    after: &'a Issue,
    language: &'static Language,
}

impl<'a> Pupil<'a> {
    fn new(plain: &'a Reading, right: &'a Reading, at: usize) -> Option<Self> {
        let (before, after) = (plain.issues.get(at)?, right.issues.get(at)?);
        let language = Language::of(after.bulletin.language.as_deref());
        Some(Pupil { plain, right, at, before, after, language })
    }

    /// The profile with all rules that help, and those rules.
    fn learn(&self, mut profile: Profile, others: &dyn Fn(&str) -> bool) -> (Profile, Vec<Rule>) {
        let goal = facts(self.right, self.at);
        let mut best = Score::of(&self.read(&profile), &goal);
        let mut kept = Vec::new();
        let mut again = true;
        while again && best.missing > 0 {
            again = false;
            for rule in self.suggested(&profile) {
                let tried = profile.with(&rule);
                let score = Score::of(&self.read(&tried), &goal);
                if score.betters(&best) {
                    (profile, best, again) = (tried, score, true);
                    kept.push(rule);
                }
            }
        }
        if let Some(name) = self.name().filter(|name| !profile.is_called(name) && !others(name)) {
            let rule = Rule::Also(name);
            profile = profile.with(&rule);
            kept.insert(0, rule);
        }
        (profile, kept)
    }

    /// What a profile makes of the issue.
    fn read(&self, profile: &Profile) -> Facts {
        facts(&profile.put_right(self.plain.clone(), self.at), self.at)
    }

    /// The name under which the reader takes the issue; where it finds none, its title, if that is somebody's own.
    fn name(&self) -> Option<String> {
        let name = self.before.bulletin.publisher.as_deref().or(self.before.bulletin.title.as_deref())?;
        tells(name, self.language).then(|| squash(name))
    }

    /// All rules that what was put right suggests, those that say most first.
    fn suggested(&self, profile: &Profile) -> Vec<Rule> {
        let changed = self.changed();
        let mut rules = beginnings(&changed, self.language);
        rules.extend(filled(&changed));
        rules.extend(changed.iter().filter_map(|changed| self.labelled(changed)));
        rules.extend(changed.iter().filter_map(|changed| self.line(changed, profile)));
        rules.extend(self.renamed());
        if self.before.bulletin.issued_on != self.after.bulletin.issued_on {
            rules.extend([Order::DayFirst, Order::MonthFirst].map(Rule::Days));
        }
        let begun = self.after.blocks.len().saturating_sub(self.before.blocks.len());
        if begun > 1 {
            rules.extend([Split::Paragraph, Split::Line].map(Rule::Split));
        }
        rules
    }

    /// The blocks that the person says are something else.
    fn changed(&self) -> Vec<Changed<'a>> {
        let sections = sections(self.after);
        let mut found = Vec::new();
        for (Outcome { block, fate, .. }, section) in self.after.outcomes().zip(sections) {
            let number = self.right.document.lines.get(block.lines.start).map(|line| line.number);
            let was = self.before.outcomes().find(|outcome| {
                let lines = self.plain.document.lines.get(outcome.block.lines.clone()).unwrap_or_default();
                lines.iter().any(|line| Some(line.number) == number)
            });
            let text = text_of(&self.right.document, block);
            let titled = fate == Fate::Title && self.after.bulletin.title.as_ref() == Some(&text);
            let retitled = titled && self.before.bulletin.title != self.after.bulletin.title;
            if let Some(Outcome { block: before, fate: was, .. }) = was
                && (was != fate || retitled)
            {
                found.push(Changed { before, part: block.part, fate, section, text });
            }
        }
        found
    }

    /// A rule about a line that may come again. What asks for something in a whole sentence will not.
    fn line(&self, changed: &Changed<'_>, profile: &Profile) -> Option<Rule> {
        let Changed { before, fate, text, .. } = changed;
        if key(text, self.language).is_empty() {
            return None;
        }
        if fate.is_item() || matches!(fate, Fate::Date | Fate::Scripture | Fate::Story | Fate::Unsorted) {
            // it was a rule that misled the reader
            let said = Lines::of(profile, self.language).fate(text, self.language)?;
            let fate = if fate.is_item() { Fate::Item } else { *fate };
            return (said != fate).then(|| Rule::Line(fate, text.clone()));
        }
        let asks = before.part == Part::Item && before.heard.any() && ends_sentence(text);
        (!asks).then(|| Rule::Line(*fate, named(text)))
    }

    /// A rule about all lines with a label, of which one is no item: "Rota of the tea room: Ann".
    fn labelled(&self, changed: &Changed<'_>) -> Option<Rule> {
        let Changed { before, fate, text, .. } = changed;
        let (label, value) = text.split_once(": ")?;
        let brief = label.split_whitespace().count() <= LONGEST_LABEL && !value.trim().is_empty();
        let telling = matches!(fate, Fate::Note | Fate::Boilerplate) && before.part != Part::Item;
        let says = telling
            && brief
            && !place::is_region(label, &self.language.code)
            && !key(label, self.language).is_empty();
        says.then(|| Rule::Line(*fate, format!("{label}: …")))
    }

    /// Headings whose items all went to one other.
    fn renamed(&self) -> Vec<Rule> {
        let mut moved: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for item in &self.before.bulletin.items {
            let Some(heading) = item.heading.as_deref() else { continue };
            let now = self.after.bulletin.items.iter().find(|other| other.text == item.text);
            let Some(region) = now.and_then(|now| now.region.as_deref()) else { continue };
            moved.entry(heading).or_default().insert(region);
            *counts.entry(heading).or_default() += 1;
        }
        let to_one = |(heading, regions): (&str, BTreeSet<&str>)| {
            let region = regions.first().filter(|region| regions.len() == 1 && !same(region, heading))?;
            let several = counts.get(heading).is_some_and(|count| *count > 1);
            several.then(|| Rule::Region(heading.to_owned(), (*region).to_owned()))
        };
        moved.into_iter().filter_map(to_one).collect()
    }
}

/// A block that the person says is something else.
struct Changed<'a> {
    /// What the reader made of its first line.
    before: &'a Block,
    part: Part,
    fate: Fate,
    /// The heading over it.
    section: Option<&'a str>,
    text: String,
}

/// A line as rules name it.
fn named(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    match words.get(..BEGINNING) {
        Some(first) if words.len() > LONGEST => format!("{} …", first.join(" ")),
        _ => text.to_owned(),
    }
}

/// Rules about what stands under a heading, where several blocks under it became the same.
fn filled(changed: &[Changed<'_>]) -> Vec<Rule> {
    let mut under: BTreeMap<(&str, &str), Vec<&Changed<'_>>> = BTreeMap::new();
    for one in changed.iter().filter(|one| is_filling(one.part) || one.fate == Fate::Boilerplate) {
        if let Some(section) = one.section {
            under.entry((section, one.fate.name())).or_default().push(one);
        }
    }
    let mut rules = Vec::new();
    for ((section, _), all) in under.into_iter().filter(|(_, all)| all.len() > 1) {
        let Some(fate) = all.first().map(|one| one.fate) else { continue };
        if fate.is_item() && all.iter().all(|one| one.before.part != Part::Item) {
            rules.push(Rule::Under(section.to_owned(), Fate::Item));
        }
        rules.push(Rule::Under(section.to_owned(), fate));
    }
    rules
}

/// Rules about beginnings that several lines share which became the same: "Photo: ...".
fn beginnings(changed: &[Changed<'_>], language: &Language) -> Vec<Rule> {
    let mut rules: Vec<Rule> = Vec::new();
    for (at, one) in changed.iter().enumerate() {
        for other in changed.iter().skip(at + 1).filter(|other| other.fate == one.fate) {
            let pairs = one.text.split_whitespace().zip(other.text.split_whitespace());
            let shared: Vec<&str> = pairs.take_while(|(a, b)| same(a, b)).map(|(a, _)| a).collect();
            let beginning = shared.join(" ");
            let whole = key(&one.text, language) == key(&other.text, language);
            let fate = if one.fate.is_item() { Fate::Item } else { one.fate };
            let rule = Rule::Line(fate, format!("{beginning} …"));
            let says = shared.len() >= SHARED || shared.last().is_some_and(|word| word.ends_with(':'));
            if says && !whole && !key(&beginning, language).is_empty() && !rules.contains(&rule) {
                rules.push(rule);
            }
        }
    }
    rules
}

/// What a reading says of each line of an issue: its number, what is said, and how.
type Facts = BTreeSet<(usize, &'static str, String)>;

fn facts(reading: &Reading, at: usize) -> Facts {
    let Some(issue) = reading.issues.get(at) else { return Facts::new() };
    let number = |at: usize| reading.document.lines.get(at).map_or(0, |line| line.number);
    let mut facts = Facts::new();
    for Outcome { block, fate, item } in issue.outcomes() {
        facts.insert((number(block.lines.start), "begins", String::new()));
        for line in block.lines.clone() {
            facts.insert((number(line), "is", fate.name().to_owned()));
            if let Some(item) = item {
                facts.insert((number(line), "region", item.region.clone().unwrap_or_default()));
            }
        }
    }
    let bulletin = &issue.bulletin;
    facts.insert((0, "publisher", bulletin.publisher.clone().unwrap_or_default()));
    facts.insert((0, "title", bulletin.title.clone().unwrap_or_default()));
    facts.insert((0, "day", bulletin.issued_on.map(|day| day.to_string()).unwrap_or_default()));
    facts
}

/// How near a reading is to the right one.
struct Score {
    right: Facts,
    missing: usize,
    wrong: usize,
}

impl Score {
    fn of(found: &Facts, goal: &Facts) -> Self {
        let right: Facts = found.intersection(goal).cloned().collect();
        Score { missing: goal.len() - right.len(), wrong: found.len() - right.len(), right }
    }

    /// Whether it is nearer than another, and nothing that was right is lost.
    fn betters(&self, other: &Score) -> bool {
        self.missing + self.wrong < other.missing + other.wrong && other.right.is_subset(&self.right)
    }
}
