//! Web pages and newsletters to lines.

use super::Unreadable;
use crate::bulletin::Document;

pub(super) fn open(_bytes: &[u8]) -> Result<Document, Unreadable> {
    Err(Unreadable::Format("kneel cannot read web pages yet".to_owned()))
}

pub(super) fn lines(source: &str) -> Vec<crate::bulletin::Line> {
    Document::new(source).lines
}
