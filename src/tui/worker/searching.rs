//! Searches for the screens: a step at a time, so that a newer question never waits for an older one.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::journal::{Error, Filter, Journal, Step, lacks_value, last_part};
use crate::tui::asking::Answer;
use crate::tui::screens::search::{Hits, Search};
use crate::tui::screens::views::{MOST_COUNTED, Saved};

/// So many verses are told.
const VERSES: usize = 3;

/// A step of a search. What is still being typed of a filter is no mistake as long as it may become one.
pub(super) fn search(journal: &Journal, words: &str, step: Step, today: NaiveDate) -> Result<Answer, Error> {
    let offers = journal.offers(words)?;
    let finished = Filter::parse(words.get(..last_part(words)).unwrap_or_default());
    let begun = !offers.is_empty();
    let mut hits = Hits { step, offers, ..Hits::default() };
    let filter = match (Filter::parse(words), finished) {
        (Ok(_), Ok(finished)) if lacks_value(words) => finished,
        (Ok(filter), finished) => {
            // the beginning of a key that is in no text narrows nothing down yet
            let key = hits.offers.first().is_some_and(|offer| offer.ends_with(':'));
            let nowhere = key && journal.count_up_to(&filter, 1, today)?.0 == 0;
            finished.ok().filter(|finished| nowhere && !finished.is_empty()).unwrap_or(filter)
        }
        (Err(error), Ok(finished)) => {
            hits.complaint = Some(error.to_string()).filter(|_| !begun);
            finished
        }
        (Err(error), Err(_)) => return Ok(Answer::Search(Err(error.to_string()))),
    };
    if !filter.is_empty() {
        let only_words = Filter { words: filter.words.clone(), ..Filter::default() } == filter;
        if only_words && step == Step::default() {
            hits.verses = journal.verses(&filter.words, VERSES)?;
        }
        hits.searched = journal.search(&filter, step, Search::MOST, today)?;
    }
    Ok(Answer::Search(Ok(Box::new(hits))))
}

/// How much each view holds, counted as far as is done in an instant.
pub(super) fn views(
    journal: &Journal,
    views: &BTreeMap<String, String>,
    today: NaiveDate,
) -> Result<Answer, Error> {
    let mut saved = Vec::new();
    for (name, filter) in views {
        let count = match Filter::parse(filter) {
            Ok(filter) => Some(journal.count_up_to(&filter, MOST_COUNTED, today)?),
            Err(_) => None,
        };
        saved.push(Saved { name: name.clone(), count });
    }
    Ok(Answer::Views(saved))
}
