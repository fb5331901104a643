//! Plain text and Markdown to lines.

use super::{Unreadable, chat, front, running};
use crate::bulletin::Document;
use crate::text;

pub(super) fn open(bytes: &[u8]) -> Result<Document, Unreadable> {
    let text = text::decode(bytes)?.text;
    if let Some(document) = chat::open(&text) {
        return Ok(document);
    }
    let mut document = Document::new(&text);
    running::mark(&mut document);
    front::apply(&text, &mut document);
    Ok(document)
}
