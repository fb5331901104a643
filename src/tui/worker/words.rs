//! Has the words of languages read beside all else, before they are needed: that takes longer than a key may wait.

use std::collections::BTreeSet;
use std::thread;

use crate::answers;
use crate::bulletin::Passage;

/// What is read already, or being read.
#[derive(Debug, Default)]
pub(super) struct Words {
    books: bool,
    languages: BTreeSet<String>,
}

impl Words {
    /// Somebody begins to search, and may be after a passage of scripture.
    pub(super) fn of_books(&mut self) {
        if !std::mem::replace(&mut self.books, true) {
            aside(Passage::read_books);
        }
    }

    /// Whether items can be compared in a language now; else they can soon.
    pub(super) fn of_language(&mut self, language: Option<&str>) -> bool {
        let language = language.unwrap_or("en").to_owned();
        if answers::is_read(&language) {
            return true;
        }
        // who was sent for them before and never came back will not come now either
        !self.languages.insert(language.clone()) || !aside(move || answers::read(&language))
    }
}

/// Whether somebody does it now on a thread of their own.
fn aside(what: impl FnOnce() + Send + 'static) -> bool {
    thread::Builder::new().name("words".into()).spawn(what).is_ok()
}
