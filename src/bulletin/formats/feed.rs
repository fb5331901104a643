//! RSS and Atom to lines: one sheet for each entry.

use super::Unreadable;
use crate::bulletin::Document;

pub(super) fn open(_bytes: &[u8]) -> Result<Document, Unreadable> {
    Err(Unreadable::Format("kneel cannot read feeds yet".to_owned()))
}
