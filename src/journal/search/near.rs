//! What a word may mean that no text in the journal has: another word with a letter changed, or the name of a region, a
//! publisher or a country.

use super::super::Journal;
use super::super::error::{Doing, Result};
use super::super::filter::Filter;
use super::super::select::{PUBLISHER_NAMES, REGION_NAMES};
use super::super::stop::Stop;
use super::vocabulary::Vocabulary;
use crate::{place, text};

/// So many other words are sought in the place of one.
const MOST: usize = 8;
/// Where fewer letters are typed, any name would do.
const SHORTEST: usize = 4;

impl Journal {
    /// What is meant, in words for people, and the words of the index to seek; where it is a name, the filter has it.
    /// `None`: nothing that is near.
    pub(super) fn meant(
        &self,
        typed: &str,
        vocabulary: &mut Vocabulary<'_>,
        filter: &mut Filter,
        stop: Stop<'_>,
    ) -> Result<Option<(Vec<String>, Vec<String>)>> {
        let folded = text::fold(typed);
        if folded.chars().count() < SHORTEST {
            return Ok(None);
        }
        if let Some(meant) = self.named(&folded, typed, 0, filter)? {
            return Ok(Some((vec![meant], Vec::new())));
        }
        let words = vocabulary.near(&folded, MOST, stop)?;
        if !words.is_empty() {
            return Ok(Some((words.clone(), words)));
        }
        Ok(self.named(&folded, typed, 1, filter)?.map(|meant| (vec![meant], Vec::new())))
    }

    /// The region, publisher or country of a name with so many wrong letters in it.
    fn named(&self, folded: &str, typed: &str, wrong: usize, filter: &mut Filter) -> Result<Option<String>> {
        for (sql, what) in [(REGION_NAMES, "region"), (PUBLISHER_NAMES, "publisher")] {
            if let Some(name) = self.names(sql)?.into_iter().find(|name| has_word(name, folded, wrong)) {
                if what == "region" { &mut filter.region } else { &mut filter.publisher }.push(name.clone());
                return Ok(Some(format!("{what} {name}")));
            }
        }
        let code = if wrong == 0 { place::country_code(typed) } else { place::country_near(typed) };
        let Some(code) = code else { return Ok(None) };
        filter.country.push(code.to_owned());
        Ok(Some(format!("country {}", place::country_name(code).unwrap_or(code))))
    }

    /// Names of regions or publishers.
    pub(super) fn names(&self, sql: &str) -> Result<Vec<String>> {
        self.conn
            .prepare_cached(sql)
            .and_then(|mut query| query.query_map([], |row| row.get(1))?.collect())
            .doing("reading names")
    }
}

/// Whether a word of a name begins with the given one, or is it but for so many letters.
fn has_word(name: &str, folded: &str, wrong: usize) -> bool {
    text::terms(name).any(|term| {
        if wrong == 0 {
            term.folded.starts_with(folded)
        } else {
            term.folded.chars().count() >= SHORTEST && strsim::levenshtein(&term.folded, folded) <= wrong
        }
    })
}
