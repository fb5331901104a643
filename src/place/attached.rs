//! Names in a language that writes its small words onto them: Korean says "in Kenya" in one word.

use std::collections::HashMap;

use super::names::{Meaning, Source, parts};

/// The names of such a language; of any other, nothing.
#[derive(Default)]
pub(super) struct Attached {
    /// By first letter, the longest first; each with whether it is doubtful.
    by_letter: HashMap<char, Vec<(String, Meaning, bool)>>,
    /// What may hang on a name, one after the other.
    endings: &'static [String],
    /// What follows a doubtful name where it is a place, written onto it or behind a space.
    after: &'static [String],
}

impl Attached {
    pub fn of(source: &'static Source) -> Self {
        let mut attached =
            Self { by_letter: HashMap::new(), endings: &source.attached, after: &source.after };
        if attached.endings.is_empty() {
            return attached;
        }
        source.each_form(|form, meaning, doubtful| {
            let Some(letter) = form.chars().next() else { return };
            let list = attached.by_letter.entry(letter).or_default();
            let place = list.partition_point(|(other, ..)| other.len() >= form.len());
            list.insert(place, (form.to_owned(), meaning, doubtful));
        });
        attached
    }

    /// Whether the language is such a one.
    pub fn is_used(&self) -> bool {
        !self.by_letter.is_empty()
    }

    /// Calls `add` with the code of each country that the text speaks of.
    pub fn each_country(&self, text: &str, mut add: impl FnMut(&'static str)) {
        let mut until = 0;
        for word in parts(text) {
            let Some(ahead) = text.get(word.start..).filter(|_| word.start >= until) else { continue };
            let Some((name, meaning)) = self.longest(ahead, text) else { continue };
            until = word.start + name.len();
            if let Meaning::Country(code) = meaning {
                add(code);
            }
        }
    }

    fn longest(&self, ahead: &str, text: &str) -> Option<(&str, Meaning)> {
        let list = self.by_letter.get(&ahead.chars().next()?)?;
        let found = list.iter().find(|(name, meaning, doubtful)| {
            ahead.strip_prefix(&**name).is_some_and(|behind| match meaning {
                Meaning::Nothing => true,
                _ => self.ends(behind) && (!doubtful || self.is_place(behind) || text.trim() == *name),
            })
        });
        found.map(|(name, meaning, _)| (&**name, *meaning))
    }

    /// Whether the word ends here, or goes on with nothing but endings.
    fn ends(&self, behind: &str) -> bool {
        !behind.starts_with(char::is_alphanumeric)
            || self
                .endings
                .iter()
                .any(|ending| behind.strip_prefix(&**ending).is_some_and(|rest| self.ends(rest)))
    }

    fn is_place(&self, behind: &str) -> bool {
        self.after.iter().any(|after| behind.starts_with(&**after))
    }
}
