//! The rules of a profile one by one: in words, looked up, added.

use std::fmt;

use super::{Order, Profile, Split, key, same};
use crate::bulletin::correction::Fate;
use crate::bulletin::language::Language;
use crate::text::squash;

/// One thing that a profile says. Shown, it is a sentence for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// The publisher's bulletins are read under this name, too.
    Also(String),
    /// What a line is.
    Line(Fate, String),
    /// What stands under a heading.
    Under(String, Fate),
    /// A region has a newer name.
    Region(String, String),
    /// Two regions are two.
    Apart(String, String),
    /// How days are written in figures.
    Days(Order),
    /// Where items begin.
    Split(Split),
}

impl Profile {
    /// All that it says.
    pub fn rules(&self) -> Vec<Rule> {
        let Profile { also, days, split, not_regions, under, regions, .. } = self;
        let lines = self
            .lines()
            .into_iter()
            .flat_map(|(fate, lines)| lines.iter().map(move |line| Rule::Line(fate, line.clone())));
        let also = also.iter().cloned().map(Rule::Also);
        let under = under.iter().map(|(heading, fate)| Rule::Under(heading.clone(), *fate));
        let regions = regions.iter().map(|(older, newer)| Rule::Region(older.clone(), newer.clone()));
        let apart = not_regions.iter().map(|(one, other)| Rule::Apart(one.clone(), other.clone()));
        let forms = days.map(Rule::Days).into_iter().chain(split.map(Rule::Split));
        also.chain(forms).chain(lines).chain(under).chain(regions).chain(apart).collect()
    }

    /// The profile with one rule more; what it said of the same line or region before no longer holds.
    #[must_use]
    pub fn with(&self, rule: &Rule) -> Self {
        let mut profile = self.clone();
        match rule {
            Rule::Also(name) => {
                if !profile.also.iter().any(|other| same(other, name)) {
                    profile.also.push(name.clone());
                }
            }
            Rule::Line(fate, line) => {
                for (_, lines) in profile.lines_mut() {
                    lines.retain(|other| !same(other, line));
                }
                if let Some((_, lines)) = profile.lines_mut().into_iter().find(|(of, _)| of == fate) {
                    lines.push(line.clone());
                }
            }
            Rule::Under(heading, fate) => {
                profile.under.retain(|other, _| !same(other, heading));
                profile.under.insert(heading.clone(), *fate);
            }
            Rule::Region(older, newer) => {
                profile.forget_regions(older, newer);
                profile.regions.insert(squash(older), squash(newer));
            }
            Rule::Apart(one, other) => {
                profile.forget_regions(one, other);
                profile.not_regions.push((squash(one), squash(other)));
            }
            Rule::Days(order) => profile.days = Some(*order),
            Rule::Split(split) => profile.split = Some(*split),
        }
        profile
    }

    /// Nothing is said of these two any more.
    fn forget_regions(&mut self, one: &str, other: &str) {
        let pair = |a: &str, b: &str| same(a, one) && same(b, other) || same(a, other) && same(b, one);
        self.regions.retain(|older, newer| !pair(older, newer));
        self.not_regions.retain(|(a, b)| !pair(a, b));
    }

    /// The rules about lines: what the line is, and which.
    pub(super) fn lines(&self) -> [(Fate, &Vec<String>); 5] {
        let Profile { titles, headings, items, notes, leave_out, .. } = self;
        [
            (Fate::Title, titles),
            (Fate::Heading, headings),
            (Fate::Item, items),
            (Fate::Note, notes),
            (Fate::Boilerplate, leave_out),
        ]
    }

    fn lines_mut(&mut self) -> [(Fate, &mut Vec<String>); 5] {
        let Profile { titles, headings, items, notes, leave_out, .. } = self;
        [
            (Fate::Title, titles),
            (Fate::Heading, headings),
            (Fate::Item, items),
            (Fate::Note, notes),
            (Fate::Boilerplate, leave_out),
        ]
    }
}

/// The rules about lines made ready for one language.
pub(super) struct Lines(Vec<(Fate, String, bool)>);

impl Lines {
    pub fn of(profile: &Profile, language: &Language) -> Self {
        let ready = |fate: Fate, line: &String| (fate, key(line, language), is_beginning(line));
        let all = profile.lines();
        let lines = all.iter().flat_map(|(fate, lines)| lines.iter().map(move |line| ready(*fate, line)));
        Lines(lines.filter(|(_, words, _)| !words.is_empty()).collect())
    }

    /// What the rules say of a line; what is said of the whole line counts before what is said of its beginning.
    pub fn fate(&self, text: &str, language: &Language) -> Option<Fate> {
        if self.0.is_empty() {
            return None;
        }
        let found = key(text, language);
        let whole = self.0.iter().find(|(_, words, _)| *words == found);
        let begun = || self.0.iter().find(|(_, words, beginning)| *beginning && found.starts_with(words));
        whole.or_else(begun).map(|(fate, ..)| *fate)
    }
}

/// Whether a rule is about all lines that begin so.
fn is_beginning(line: &str) -> bool {
    line.ends_with('…') || line.ends_with("...")
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Rule::Also(name) => write!(f, "“{name}” is the same publisher"),
            Rule::Line(fate, line) if is_beginning(line) => {
                let beginning = line.trim_end_matches(['…', '.', ' ']);
                let are = match fate {
                    Fate::Heading => "are headings",
                    Fate::Title => "are the title",
                    Fate::Note => "are notes",
                    Fate::Boilerplate => "are left out",
                    Fate::Item => "are items",
                    _ => "are read as they stand",
                };
                write!(f, "lines that begin with “{beginning}” {are}")
            }
            Rule::Line(fate, line) => {
                let is = match fate {
                    Fate::Heading => "is a heading",
                    Fate::Title => "is the title",
                    Fate::Note => "is a note",
                    Fate::Boilerplate => "is left out",
                    Fate::Item => "is an item",
                    _ => "is read as it stands",
                };
                write!(f, "“{line}” {is}")
            }
            Rule::Under(heading, fate) => {
                let is = match fate {
                    Fate::Praise => "a praise",
                    Fate::Request => "a request",
                    Fate::Both => "both praise and request",
                    Fate::Item => "an item",
                    Fate::Boilerplate => "left out",
                    other => return write!(f, "under “{heading}” everything is a {}", other.name()),
                };
                write!(f, "under “{heading}” everything is {is}")
            }
            Rule::Region(older, newer) => write!(f, "“{newer}” is the new name of “{older}”"),
            Rule::Apart(one, other) => write!(f, "“{one}” and “{other}” are two regions"),
            Rule::Days(Order::DayFirst) => f.write_str("days in figures begin with the day"),
            Rule::Days(Order::MonthFirst) => f.write_str("days in figures begin with the month"),
            Rule::Split(Split::Line) => f.write_str("each line is an item of its own"),
            Rule::Split(Split::Paragraph) => f.write_str("each paragraph is an item of its own"),
        }
    }
}
