//! What people receive, opened: each format to lines, with what the format itself says of them.

mod chat;
mod docx;
mod facts;
mod feed;
mod front;
mod html;
mod mail;
#[cfg(feature = "pdf-in")]
mod pdf;
mod running;
mod sniff;
mod text;
mod typed;
#[cfg(not(feature = "pdf-in"))]
mod without_pdf;

use chrono::NaiveDate;

use super::Document;
use crate::text::Undecodable;
#[cfg(not(feature = "pdf-in"))]
use without_pdf as pdf;

/// Why a document could not be read at all, as a sentence for people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It is no text.
    #[error(transparent)]
    Undecodable(#[from] Undecodable),
    /// It is damaged, locked, empty, or more than kneel takes.
    #[error("{0}")]
    Format(String),
}

/// What a document is, told by what it holds and not by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text and Markdown.
    Text,
    /// Web pages and newsletters.
    Html,
    /// One mail, or an mbox of several.
    Mail,
    /// RSS and Atom.
    Feed,
    /// PDF.
    Pdf,
    /// Word.
    Docx,
}

impl Format {
    /// The format of a document. What is neither of these is text, and refused as such if it is none.
    pub fn of(bytes: &[u8]) -> Self {
        sniff::format(bytes)
    }

    /// Whether it needs a parser of a size that a hostile document may break: it is opened by a process with limits.
    pub fn is_risky(self) -> bool {
        self != Format::Text
    }

    /// Opens a document as one of this format, whatever it is.
    pub fn open(self, bytes: &[u8]) -> Result<Document, Unreadable> {
        match self {
            Format::Text => text::open(bytes),
            Format::Html => html::open(bytes),
            Format::Mail => mail::open(bytes),
            Format::Feed => feed::open(bytes),
            Format::Pdf => pdf::open(bytes),
            Format::Docx => docx::open(bytes),
        }
    }
}

/// The day of a moment such as `2019-05-04T10:00:00Z`.
fn day_of(moment: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(moment.get(..10)?, "%Y-%m-%d").ok()
}

/// Opens a document, whatever it is.
pub fn open(bytes: &[u8]) -> Result<Document, Unreadable> {
    Format::of(bytes).open(bytes)
}
