//! Word documents to lines.

use super::Unreadable;
use crate::bulletin::Document;

pub(super) fn open(_bytes: &[u8]) -> Result<Document, Unreadable> {
    Err(Unreadable::Format("kneel cannot read Word documents yet".to_owned()))
}
