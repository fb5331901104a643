//! Bytes in, bulletins out.
//!
//! Data flows one way, and each file here is one step of it:
//!
//! ```text
//! bytes --text::decode--> text --document--> lines --paragraphs--> paragraphs --blocks--> blocks --assemble--> bulletin
//! ```
//!
//! Reading never fails on a text and never drops a line of it: each ends in exactly one block, and what no rule can
//! place is kept as unsorted for the person to see. Only what is no text at all is refused. What the languages say with
//! which words is data in `assets/cues`.

mod assemble;
mod blocks;
mod cues;
mod dates;
mod detect;
mod document;
mod inline;
mod language;
mod leads;
mod links;
mod model;
mod paragraphs;
mod phrases;
mod publisher;
mod scripture;
mod title;
mod wording;

pub use blocks::{Block, Part};
pub use document::{Document, Line, Mark};
pub use model::*;
pub use title::title_of;
pub use wording::reworded;

use crate::text::{self, Undecodable};
use language::Language;

/// What was read from a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The charset that the document was written in.
    pub charset: &'static str,
    /// The document's lines.
    pub document: Document,
    /// What the lines are; each line is in exactly one block.
    pub blocks: Vec<Block>,
    /// The issues found in it.
    pub bulletins: Vec<Bulletin>,
    /// What a person should know about the reading.
    pub problems: Vec<Problem>,
}

/// Something that did not go as it should; reading went on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The line it is about, from 1; `None` where it is about all of the document.
    pub line: Option<usize>,
    /// What it is, in words for people.
    pub what: String,
}

/// Why a document could not be read at all, as a sentence for people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(transparent)]
pub struct Unreadable(#[from] Undecodable);

/// Reads a document.
pub fn read(bytes: &[u8]) -> Result<Reading, Unreadable> {
    let decoded = text::decode(bytes)?;
    let code = detect::detect(&decoded.text);
    let language = Language::of(code);
    let document = Document::new(&decoded.text);
    let paragraphs = paragraphs::gather(&document, language);
    let blocks = blocks::sort(&paragraphs, language);
    let bulletin = assemble::assemble(&blocks, &document, language, code);
    let problems = problems(&bulletin);
    Ok(Reading { charset: decoded.charset, document, blocks, bulletins: vec![bulletin], problems })
}

fn problems(bulletin: &Bulletin) -> Vec<Problem> {
    let unsorted = bulletin.unsorted.iter().map(|unsorted| Problem {
        line: Some(unsorted.line),
        what: "kneel could not tell what this line is, and kept it".to_owned(),
    });
    let empty = bulletin
        .items
        .is_empty()
        .then(|| Problem { line: None, what: "no requests or praises were found".to_owned() });
    empty.into_iter().chain(unsorted).collect()
}

#[cfg(test)]
mod tests;
