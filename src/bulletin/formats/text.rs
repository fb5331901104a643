//! Plain text and Markdown to lines.

use super::Unreadable;
use crate::bulletin::Document;
use crate::text;

pub(super) fn open(bytes: &[u8]) -> Result<Document, Unreadable> {
    Ok(Document::new(&text::decode(bytes)?.text))
}
