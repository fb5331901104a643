//! Plain text and Markdown to lines.

use super::{Unreadable, chat, front};
use crate::bulletin::Document;
use crate::text;

pub(super) fn open(bytes: &[u8]) -> Result<Document, Unreadable> {
    let text = text::decode(bytes)?.text;
    if let Some(document) = chat::open(&text) {
        return Ok(document);
    }
    let mut document = Document::new(&text);
    front::apply(&text, &mut document);
    Ok(document)
}
