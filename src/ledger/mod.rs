//! A person's own list, kept in a table or a notebook before: text in, requests of their own out.
//!
//! ```text
//! a table:  text --cells--> rows --columns, days--> requests + remarks
//! a list:   text --marks--> lines --list----------> requests + remarks
//! ```
//!
//! Pure: values in, values out. Nothing is dropped: what stands in a table or a list is in a request, in a note of it,
//! or named in a remark with its line. Of the journal it knows nothing but what a request of one's own is.

mod cells;
mod columns;
mod days;
mod list;
mod marks;
mod table;
#[cfg(test)]
mod tests;
mod words;

pub use columns::{Column, Mapping};
pub use days::Order;
pub use list::list;
pub use table::{Table, Trouble, table};
pub use words::Field;

use serde::Serialize;

use crate::journal::{Own, Visibility};

/// A request that was found, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The line it begins on, from 1.
    pub line: usize,
    /// What it is.
    pub own: Own,
}

/// What a person should know of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Remark {
    /// The line, from 1.
    pub line: usize,
    /// What about it, in words.
    pub what: String,
    /// Whether all that stands there comes in; where not, the line is left to the person.
    pub kept: bool,
}

/// What was found in a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct List {
    /// The requests, in their order.
    pub entries: Vec<Entry>,
    /// What the person should know.
    pub remarks: Vec<Remark>,
}

/// A request with nothing said of it but its words.
fn plain(text: String, visibility: Visibility) -> Own {
    Own {
        exported_as: None,
        text,
        day: None,
        region: None,
        kinds: crate::bulletin::Kinds::REQUEST,
        visibility,
        notes: Vec::new(),
        answer: None,
        prayed: None,
        archived: false,
        snoozed_until: None,
        pinned: false,
        follow_up: None,
    }
}

/// The languages that names of months are looked for in, the likeliest first.
fn codes(likely: Option<&str>) -> Vec<&'static str> {
    const ALL: [&str; 8] = ["en", "de", "es", "fr", "it", "ko", "nl", "pt"];
    let mut codes = ALL.to_vec();
    codes.sort_by_key(|code| Some(*code) != likely);
    codes
}
