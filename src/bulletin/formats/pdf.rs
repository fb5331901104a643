//! PDF pages to lines, by the positions of their letters.

use super::Unreadable;
use crate::bulletin::Document;

pub(super) fn open(_bytes: &[u8]) -> Result<Document, Unreadable> {
    Err(Unreadable::Format("kneel cannot read PDFs yet".to_owned()))
}
