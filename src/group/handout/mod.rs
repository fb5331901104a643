//! A sheet to print or send: Markdown, text, a page or a PDF. The same sheet gives the same bytes.
//!
//! ```text
//! Sheet ─ wording ─> Leaflet ─> Markdown, text, page, PDF
//! ```
//!
//! What is said stands in `wording` alone, made safe; the four formats only say how it looks.

mod markdown;
mod page;
#[cfg(feature = "pdf-out")]
mod pdf;
#[cfg(test)]
mod tests;
mod text;
#[cfg(not(feature = "pdf-out"))]
mod without_pdf;
mod wording;

use thiserror::Error;

use super::Sheet;
#[cfg(not(feature = "pdf-out"))]
use without_pdf as pdf;
use wording::Leaflet;

/// What a handout can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Markdown, to put into something else.
    Markdown,
    /// One page for a browser, which needs nothing beside it.
    Html,
    /// Sheets of A4.
    Pdf,
    /// Plain text of 78 columns.
    Text,
}

impl Format {
    /// All of them.
    pub const ALL: [Format; 4] = [Format::Markdown, Format::Html, Format::Pdf, Format::Text];

    /// Its name: `md`, `html`, `pdf`, `text`.
    pub fn name(self) -> &'static str {
        match self {
            Format::Markdown => "md",
            Format::Html => "html",
            Format::Pdf => "pdf",
            Format::Text => "text",
        }
    }

    /// The one of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Format::ALL.into_iter().find(|format| format.name() == name)
    }
}

/// How a handout is to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Print {
    /// In letters of 18 points instead of 11, on paper and on a page; Markdown and text have no size.
    pub large: bool,
    /// With empty lines to write on under what waits and what is new.
    pub lines: bool,
}

/// A handout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// What goes into the file.
    pub bytes: Vec<u8>,
    /// What it could not show, in words ("Korean letters"), each once; the mark � stands where they were. Only a PDF
    /// has to leave anything out.
    pub missing: Vec<&'static str>,
}

impl Rendered {
    /// What it could not show, as a sentence for whoever asked for it; `None` where it shows all.
    pub fn missing_words(&self) -> Option<String> {
        wording::missing(&self.missing)
    }
}

/// Why there is no handout. The words of the sheet are in none of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Unprintable {
    /// kneel was built without its writer of PDFs.
    #[error(
        "this kneel was built without its writer of PDFs; a handout in html holds the same, and a browser prints it"
    )]
    WithoutPdf,
    /// The writer of PDFs gave up.
    #[error(
        "the PDF could not be made, and nothing was written; a handout in html holds the same, and a browser prints it"
    )]
    Pdf,
    /// The template of the page did not take the sheet.
    #[error("the page could not be made, and nothing was written; a handout in text holds the same")]
    Page,
}

/// The handout of a sheet. The same values give the same bytes, on every machine.
///
/// # Errors
///
/// A PDF where kneel was built without its writer, and what the writers of PDFs and pages could not do.
pub fn render(sheet: &Sheet, format: Format, print: &Print) -> Result<Rendered, Unprintable> {
    let leaflet = Leaflet::of(sheet, *print);
    let whole = |text: String| Rendered { bytes: text.into_bytes(), missing: Vec::new() };
    match format {
        Format::Markdown => Ok(whole(markdown::write(&leaflet))),
        Format::Text => Ok(whole(text::write(&leaflet))),
        Format::Html => page::write(&leaflet).map(whole),
        Format::Pdf => pdf::write(&leaflet),
    }
}
