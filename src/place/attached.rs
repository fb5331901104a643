//! Names in a language that writes its small words onto them: Korean says "in Kenya" in one word.

use std::ops::Range;

use super::names::{Meaning, Name};
use crate::text::{Table, Word};

/// More letters than a name has hanging on it.
const LONGEST_END: usize = 12;

/// What stands between places that are listed, beside words.
const MARKS: [char; 5] = [' ', ',', '·', '/', '、'];

const QUOTES: [char; 8] = ['"', '\'', '”', '’', '」', '』', '》', '>'];

/// The names of such a language; of any other, nothing.
pub(super) struct Attached {
    /// Whole, as they are written, by their first letters; the longest first.
    pub names: Table,
    /// What may hang on a name.
    pub endings: &'static [&'static str],
    /// What makes a doubtful name before it a place.
    pub after: &'static [&'static str],
    /// What joins two places.
    pub joining: &'static [&'static str],
}

impl Attached {
    /// Whether the language is such a one.
    pub fn is_used(&self) -> bool {
        !self.names.lines.is_empty()
    }

    /// Calls `add` with the code of each country that the text, in these words, speaks of.
    pub fn each_country(&self, text: &str, words: &[Word], mut add: impl FnMut(&'static str)) {
        // Where the last country's name ended, and where its word may go on.
        let (mut country_end, mut until) = (None, 0);
        for word in words {
            let (Some(before), Some(ahead)) = (text.get(..word.start), text.get(word.start..)) else {
                continue;
            };
            if word.start < until || closes_quotation(before) {
                continue;
            }
            let between = country_end.and_then(|end| text.get(end..word.start));
            let listed = between.is_some_and(|between| self.only_joins(between));
            let Some(name) = self.longest(ahead, text, listed) else { continue };
            until = word.start + name.listed.len();
            if let Meaning::Country(code) = name.meaning {
                country_end = Some(until);
                add(code);
            }
        }
    }

    /// Calls `add` with the place and the code of each country that `is_sought`, also where another word hangs on its
    /// name, or its name on another.
    pub fn each_sought(
        &self,
        text: &str,
        is_sought: impl Fn(&str) -> bool,
        mut add: impl FnMut(Range<usize>, &'static str),
    ) {
        let (mut within, mut until) = (false, 0);
        for (at, letter) in text.char_indices() {
            let begins = !within;
            within = letter.is_alphanumeric();
            let Some(ahead) = text.get(at..).filter(|_| within && at >= until) else { continue };
            let may_be = |name: &Name| {
                let behind = ahead.get(name.listed.len()..).unwrap_or_default();
                let letters = name.listed.chars().count();
                match name.meaning {
                    Meaning::Country(_) if begins => letters > 1 && !name.doubtful || self.ends(behind),
                    Meaning::Country(_) => letters > 2 && !name.doubtful,
                    _ => false,
                }
            };
            let Some(name) = self.begin(ahead).find(may_be) else { continue };
            until = at + name.listed.len();
            if let Meaning::Country(code) = name.meaning
                && is_sought(code)
            {
                add(at..until, code);
            }
        }
    }

    fn longest(&self, ahead: &str, text: &str, listed: bool) -> Option<Name> {
        self.begin(ahead).find(|name| {
            let behind = ahead.get(name.listed.len()..).unwrap_or_default();
            let sure = || {
                listed || self.is_place(behind) || self.lists_another(behind) || text.trim() == name.listed
            };
            name.meaning == Meaning::Nothing || self.ends(behind) && (!name.doubtful || sure())
        })
    }

    /// The names that the text begins with, the longest first.
    fn begin<'a>(&self, text: &'a str) -> impl Iterator<Item = Name> + use<'a> {
        let letter = text.chars().next().and_then(|letter| text.get(..letter.len_utf8()));
        let names = self.names.behind(letter.unwrap_or_default());
        names.filter(|(name, _)| text.starts_with(name)).map(Name::read)
    }

    /// Whether the word ends here, or goes on with nothing but what may hang on a name.
    fn ends(&self, behind: &str) -> bool {
        let end = behind.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(behind.len());
        let end = behind.get(..end).unwrap_or_default();
        end.chars().nth(LONGEST_END).is_none() && self.are_attached(end)
    }

    fn are_attached(&self, end: &str) -> bool {
        let mut rests = self.endings.iter().filter_map(|ending| end.strip_prefix(*ending));
        end.is_empty() || rests.any(|rest| self.are_attached(rest))
    }

    /// Whether what follows a doubtful name makes it a place.
    fn is_place(&self, behind: &str) -> bool {
        self.after.iter().any(|after| behind.starts_with(*after))
    }

    /// Whether a list goes on with a country that is not doubtful.
    fn lists_another(&self, behind: &str) -> bool {
        let bare = behind.trim_start_matches(MARKS);
        let joined = self.joining.iter().find_map(|joining| bare.strip_prefix(*joining));
        let rest = joined.unwrap_or(bare).trim_start_matches(MARKS);
        let sure = |name: Name| {
            matches!(name.meaning, Meaning::Country(_))
                && !name.doubtful
                && self.ends(rest.get(name.listed.len()..).unwrap_or_default())
        };
        rest.len() < behind.trim_start().len() && self.begin(rest).any(sure)
    }

    /// Whether these are nothing but what joins two places.
    fn only_joins(&self, between: &str) -> bool {
        let bare = between.trim_matches(MARKS);
        !between.trim().is_empty() && (bare.is_empty() || self.joining.contains(&bare))
    }
}

/// Whether a quotation closes here, right behind a letter: what hangs on it is no name.
fn closes_quotation(before: &str) -> bool {
    let bare = before.trim_end_matches(QUOTES);
    bare.len() < before.len() && bare.ends_with(char::is_alphanumeric)
}
