//! Bytes in, bulletins out.
//!
//! Data flows one way, and each file here is one step of it:
//!
//! ```text
//! bytes --formats--> document --paragraphs--> paragraphs --blocks--> blocks --assemble--> bulletin
//! ```
//!
//! Reading never fails on a text and never drops a line of it: each ends in exactly one block, and what no rule can
//! place is kept as unsorted for the person to see. Only what is no text at all is refused. What the languages say with
//! which words is data in `assets/cues`.

mod answered;
mod assemble;
mod blocks;
mod columns;
mod correction;
mod cues;
mod days;
mod detect;
mod document;
mod formats;
mod inline;
mod issued;
mod language;
mod leads;
mod letter;
mod links;
mod lists;
mod masthead;
mod model;
mod paragraphs;
mod passage;
mod phrases;
mod profile;
mod publisher;
mod quotes;
mod renaming;
mod scripture;
mod sections;
mod sorting;
mod title;
mod wording;

pub use blocks::{Block, Part};
pub use correction::{Correction, Fate, Fix, Outcome, Spot, apply, day_alone, day_in};
pub use document::{Document, Line, Mark, Sheet};
pub use formats::{Format, Unreadable, open};
pub use issued::{Issued, Month};
pub use model::*;
pub use passage::Passage;
pub use profile::{Lesson, Order, Profile, Rule, Split, learn};
pub use renaming::{Renaming, Section, renamings};
pub use title::title_of;
pub use wording::reworded;

use std::ops::Range;

use days::{dates, diary};
use language::Language;

/// What was read from a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The document's lines.
    pub document: Document,
    /// The issues found in it, in order.
    pub issues: Vec<Issue>,
    /// What a person should know about the reading.
    pub problems: Vec<Problem>,
}

/// One bulletin of a document, beside the lines that it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// What its lines are; each line of the document is in exactly one block of one issue.
    pub blocks: Vec<Block>,
    /// What was read.
    pub bulletin: Bulletin,
    told: assemble::Told,
    head: correction::Head,
}

impl Reading {
    /// Only what was read.
    pub fn bulletins(self) -> Vec<Bulletin> {
        self.issues.into_iter().map(|issue| issue.bulletin).collect()
    }
}

/// Something that did not go as it should; reading went on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The line it is about, from 1; `None` where it is about all of the document.
    pub line: Option<usize>,
    /// What it is, in words for people.
    pub what: String,
}

/// Reads a document of any format in one go. What is [risky](Format::is_risky) is better opened by a process of its own.
pub fn read(bytes: &[u8], profiles: &[Profile]) -> Result<Reading, Unreadable> {
    Ok(understand(open(bytes)?, profiles))
}

/// Finds the bulletins in a document. Whatever it holds, this comes to an end and keeps every line. A profile is used
/// for the bulletins of its publisher only.
pub fn understand(mut document: Document, profiles: &[Profile]) -> Reading {
    for sheet in &mut document.sheets {
        sheet.sent_on = sheet.sent_on.filter(|day| dates::is_likely(*day));
    }
    let mut issues = Vec::new();
    for sheet in 0..document.sheets.len() {
        issues.append(&mut read_sheet(&mut document, sheet));
    }
    let problems = problems(&document, &issues);
    profile::applied(Reading { document, issues, problems }, profiles)
}

/// The issues of one sheet.
fn read_sheet(document: &mut Document, at: usize) -> Vec<Issue> {
    let beginning = document.sheets.get(at).map(|sheet| sections::sample(document.lines_of(sheet)));
    let beginning = beginning.and_then(|sample| sections::language(&sample, document.sheets.get(at)?));
    masthead::part(document, at, Language::of(beginning));
    diary::part(document, at, Language::of(beginning));
    let Some(sheet) = document.sheets.get(at).cloned() else { return Vec::new() };
    let parts = sections::by_language(document.lines_of(&sheet), beginning, sheet.language.as_deref());
    let bilingual = parts.len() > 1;
    let mut issues: Vec<Issue> = Vec::new();
    for (range, code) in parts {
        let language = Language::of(code);
        let range = sheet.lines.start + range.start..sheet.lines.start + range.end;
        quotes::mark(document.lines.get_mut(range.clone()).unwrap_or_default(), language);
        diary::mark(document, range.clone(), &sheet, language);
        let lines = document.lines.get_mut(range.clone()).unwrap_or_default();
        lists::mark(lines, language);
        for section in sections::by_date(document.lines.get(range.clone()).unwrap_or_default(), language) {
            let section = range.start + section.start..range.start + section.end;
            issues.push(read_issue(document, section, &sheet, code));
        }
    }
    share(document, &mut issues, bilingual);
    issues
}

/// Reads the lines of one issue.
fn read_issue(document: &Document, range: Range<usize>, sheet: &Sheet, code: Option<&str>) -> Issue {
    let language = Language::of(code);
    let lines = document.lines.get(range.clone()).unwrap_or_default();
    let blocks = if columns::are_rows(lines) {
        columns::sort(document, range)
    } else {
        sorting::sort(
            &paragraphs::gather(document, range, sheet.hard, language),
            sheet.title.is_some(),
            language,
        )
    };
    let told = assemble::Told {
        title: sheet.title.clone(),
        publisher: sheet.publisher.clone(),
        issued_on: sheet.sent_on,
        issued_in: None,
    };
    let mut issue = Issue { blocks, bulletin: Bulletin::default(), told, head: correction::Head::default() };
    issue.bulletin = assembled(document, &issue, code);
    issue
}

/// Lets the issues of a sheet know what only one of them says: a page has one title and one foot. Of a bulletin in two
/// languages both parts are one publisher's.
fn share(document: &Document, issues: &mut [Issue], bilingual: bool) {
    if issues.len() < 2 {
        return;
    }
    let tops = |issue: &Issue| issue.blocks.iter().any(|block| block.part == Part::Title);
    let first = |of: fn(&Bulletin) -> Option<String>| issues.iter().find_map(|issue| of(&issue.bulletin));
    let (title, own) =
        (first(|bulletin| bulletin.title.clone()), first(|bulletin| bulletin.publisher.clone()));
    // The whole name stands at the foot of the page, which is the last issue's.
    let names = issues.iter().filter_map(|issue| issue.bulletin.publisher.clone());
    let longer = names.filter(|name| own.as_ref().is_some_and(|own| name.starts_with(own.as_str())));
    let publisher = longer.max_by_key(String::len).or(own);
    let is_short = |name: &str| publisher.as_ref().is_some_and(|whole| whole.starts_with(name));
    let day = issues.iter().find_map(|issue| issue.bulletin.issued_on).filter(|_| bilingual);
    let month = issues.iter().find_map(|issue| issue.bulletin.issued_in).filter(|_| bilingual);
    for issue in issues {
        issue.told.title = issue.told.title.take().or_else(|| title.clone());
        issue.told.issued_on = issue.told.issued_on.or(day);
        issue.told.issued_in = month;
        let code = issue.bulletin.language.take();
        issue.bulletin = assembled(document, issue, code.as_deref());
        if bilingual || !tops(issue) || issue.bulletin.publisher.as_deref().is_none_or(is_short) {
            issue.bulletin.publisher.clone_from(&publisher);
        }
    }
}

/// The bulletin that the blocks of an issue make, with what was said of it by hand.
fn assembled(document: &Document, issue: &Issue, code: Option<&str>) -> Bulletin {
    let language = Language::of(code);
    let mut bulletin = assemble::assemble(&issue.blocks, document, &issue.told, language, code);
    let correction::Head { title, publisher, issued_on, regions } = issue.head.clone();
    bulletin.title = title.unwrap_or(bulletin.title);
    bulletin.publisher = publisher.unwrap_or(bulletin.publisher);
    if let Some(day) = issued_on {
        (bulletin.issued_on, bulletin.issued_in) = (day, None);
    }
    for item in &mut bulletin.items {
        if let Some(newest) = item.heading.as_ref().and_then(|heading| regions.get(heading)) {
            item.region = Some(newest.clone());
        }
    }
    bulletin
}

fn problems(document: &Document, issues: &[Issue]) -> Vec<Problem> {
    let opening = document.problems.iter().map(|what| Problem { line: None, what: what.clone() });
    let unsorted = issues.iter().flat_map(|issue| &issue.bulletin.unsorted).map(|unsorted| Problem {
        line: Some(unsorted.line),
        what: "kneel could not tell what this line is, and kept it".to_owned(),
    });
    let whole = if issues.iter().all(|issue| issue.bulletin.items.is_empty()) {
        Some("no requests or praises were found")
    } else if issues.iter().all(|issue| !has_sign(issue)) {
        Some(
            "this does not look like a prayer bulletin: nothing in it asks or gives thanks, and it names no day or region",
        )
    } else {
        None
    };
    let whole = whole.map(|what| Problem { line: None, what: what.to_owned() });
    opening.chain(whole).chain(unsorted).collect()
}

/// Whether anything in an issue is a bulletin's: what asks or gives thanks, a verse, a day, a region, a name such as "Prayer
/// list"; or whether it is in a language in which nobody could tell.
fn has_sign(issue: &Issue) -> bool {
    let Issue { blocks, bulletin, .. } = issue;
    let language = Language::of(bulletin.language.as_deref());
    let named = |name: &String| publisher::is_title(name, language);
    let placed = |item: &Item| {
        item.date.is_some()
            || item.kinds.praise
            || item.region.as_ref().is_some_and(|name| crate::place::is_region(name, &language.code))
    };
    bulletin.language.is_none()
        || bulletin.issued().is_some()
        || !bulletin.scripture.is_empty()
        || bulletin.title.as_ref().is_some_and(named)
        || bulletin.items.iter().any(placed)
        || blocks.iter().any(|block| block.heard.any() || block.label.is_some())
}

#[cfg(test)]
mod tests;
