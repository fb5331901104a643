//! Has the books of Scripture read beside all else, before they are needed: that takes longer than a key may wait.

use std::thread;

use crate::bulletin::Passage;

/// What is read already, or being read.
#[derive(Debug, Default)]
pub(super) struct Words {
    books: bool,
}

impl Words {
    /// Somebody begins to search, and may be after a passage of scripture.
    pub(super) fn of_books(&mut self) {
        if !std::mem::replace(&mut self.books, true) {
            // without a thread of its own it is read when it is asked for
            drop(thread::Builder::new().name("words".into()).spawn(Passage::read_books));
        }
    }
}
