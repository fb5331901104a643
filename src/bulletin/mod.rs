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

mod assemble;
mod blocks;
mod correction;
mod cues;
mod dates;
mod detect;
mod document;
mod formats;
mod inline;
mod language;
mod leads;
mod links;
mod model;
mod paragraphs;
mod phrases;
mod profile;
mod publisher;
mod scripture;
mod title;
mod wording;

pub use blocks::{Block, Part};
pub use correction::{Correction, Fate, Fix, Outcome, Spot, apply};
pub use document::{Document, Line, Mark, Sheet};
pub use formats::{Format, Unreadable, open};
pub use model::*;
pub use profile::{Lesson, Order, Profile, Rule, Split, learn};
pub use title::title_of;
pub use wording::reworded;

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
pub fn understand(document: Document, profiles: &[Profile]) -> Reading {
    let mut issues = Vec::new();
    for sheet in &document.sheets {
        let code = detect::detect(&sample(&document, sheet));
        let language = Language::of(code);
        let paragraphs = paragraphs::gather(&document, sheet, language);
        let blocks = blocks::sort(&paragraphs, language);
        let head = correction::Head::default();
        let bulletin = assembled(&document, &blocks, &head, code);
        issues.push(Issue { blocks, bulletin, head });
    }
    let problems = problems(&document, &issues);
    profile::applied(Reading { document, issues, problems }, profiles)
}

/// The bulletin that blocks make, with what was said of it by hand.
fn assembled(document: &Document, blocks: &[Block], head: &correction::Head, code: Option<&str>) -> Bulletin {
    let mut bulletin = assemble::assemble(blocks, document, Language::of(code), code);
    let correction::Head { title, publisher, issued_on, regions } = head.clone();
    bulletin.title = title.unwrap_or(bulletin.title);
    bulletin.publisher = publisher.unwrap_or(bulletin.publisher);
    bulletin.issued_on = issued_on.unwrap_or(bulletin.issued_on);
    for item in &mut bulletin.items {
        if let Some(newest) = item.heading.as_ref().and_then(|heading| regions.get(heading)) {
            item.region = Some(newest.clone());
        }
    }
    bulletin
}

/// The beginning of a sheet, as much of it as telling its language needs.
fn sample(document: &Document, sheet: &Sheet) -> String {
    let mut sample = String::new();
    for line in document.lines_of(sheet) {
        if sample.len() >= detect::SAMPLE {
            break;
        }
        sample.push_str(&line.text);
        sample.push('\n');
    }
    sample
}

fn problems(document: &Document, issues: &[Issue]) -> Vec<Problem> {
    let opening = document.problems.iter().map(|what| Problem { line: None, what: what.clone() });
    let unsorted = issues.iter().flat_map(|issue| &issue.bulletin.unsorted).map(|unsorted| Problem {
        line: Some(unsorted.line),
        what: "kneel could not tell what this line is, and kept it".to_owned(),
    });
    let empty = issues
        .iter()
        .all(|issue| issue.bulletin.items.is_empty())
        .then(|| Problem { line: None, what: "no requests or praises were found".to_owned() });
    opening.chain(empty).chain(unsorted).collect()
}

#[cfg(test)]
mod tests;
