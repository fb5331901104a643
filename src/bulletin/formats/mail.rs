//! Mails to lines: one sheet for each message and for each attachment that is a bulletin.

use super::Unreadable;
use crate::bulletin::Document;

pub(super) fn open(_bytes: &[u8]) -> Result<Document, Unreadable> {
    Err(Unreadable::Format("kneel cannot read mails yet".to_owned()))
}
