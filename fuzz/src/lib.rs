//! What must hold of whatever is read.

mod kept;
mod typed;

use std::io::{Cursor, Write};

use kneel::bulletin::{Document, Format, Reading, read, title_of, understand};
use kneel::text;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

pub use kept::check_import;
pub use typed::{
    check_config, check_day, check_export, check_filter, check_ledger, check_profile, check_share,
};

/// No bytes make a reader panic, hang or lose a line, taken for a document of this format.
pub fn check(format: Format, bytes: &[u8]) {
    if let Ok(document) = format.open(bytes) {
        check_reading(document);
    }
}

/// As [`check`], the format told by the bytes.
pub fn check_any(bytes: &[u8]) {
    if let Ok(reading) = read(bytes, &[]) {
        check_reading(reading.document);
    }
}

/// As [`check`] for a Word document. What is no archive becomes the part of one that holds the words, since changes in
/// packed bytes hardly ever reach them.
pub fn check_docx(bytes: &[u8]) {
    if bytes.starts_with(b"PK") {
        check(Format::Docx, bytes);
    } else {
        check(Format::Docx, &packed(bytes).unwrap_or_default());
    }
}

fn packed(part: &[u8]) -> Option<Vec<u8>> {
    const RELATIONS: &[u8] =
        br#"<R><Relationship Id="d" Type="http://x/officeDocument" Target="word/document.xml"/></R>"#;
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, part) in [("_rels/.rels", RELATIONS), ("word/document.xml", part)] {
        archive.start_file(name, stored).ok()?;
        archive.write_all(part).ok()?;
    }
    Some(archive.finish().ok()?.into_inner())
}

/// As [`check_reading`], for what the process that opens documents sent: also one that a document has taken hold of.
pub fn check_reply(bytes: &[u8]) {
    match serde_json::from_slice::<Document>(bytes) {
        Ok(document) if document.is_whole() => drop(understood(document)),
        _ => {}
    }
}

fn check_reading(document: Document) {
    assert!(document.is_whole(), "the sheets do not hold each line once");
    for item in understood(document).issues.iter().flat_map(|issue| &issue.bulletin.items) {
        assert!(text::width(&title_of(&item.text, None)) <= 80, "a title is too wide");
        assert_eq!(text::safe(&item.text), item.text, "an item is not safe");
    }
}

/// What is understood of a document, of which each line is in one block.
fn understood(document: Document) -> Reading {
    let reading = understand(document, &[]);
    let mut next = 0;
    for block in reading.issues.iter().flat_map(|issue| &issue.blocks) {
        assert_eq!(block.lines.start, next, "a gap or an overlap");
        assert!(block.lines.end > block.lines.start, "an empty block");
        next = block.lines.end;
    }
    assert_eq!(next, reading.document.lines.len(), "lines are lost");
    reading
}
