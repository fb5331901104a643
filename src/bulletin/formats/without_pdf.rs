//! What stands for the reader of PDFs where kneel was built without it.

use super::Unreadable;
use crate::bulletin::Document;

pub(super) fn open(_bytes: &[u8]) -> Result<Document, Unreadable> {
    Err(Unreadable::Format(
        "this kneel was built without its reader of PDFs; save the text of the PDF as a plain text file, and import that"
            .to_owned(),
    ))
}
