//! Web pages and newsletters to lines.

use super::Unreadable;
use crate::bulletin::{Document, Line};

/// The lines of a page or of a part of one, numbered from 1; what no reader sees of it is left out.
pub(super) fn lines(_source: &str) -> Vec<Line> {
    Vec::new()
}

pub(super) fn open(_bytes: &[u8]) -> Result<Document, Unreadable> {
    Err(Unreadable::Format("kneel cannot read web pages yet".to_owned()))
}
