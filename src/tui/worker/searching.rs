//! Searches for the screens: a step at a time, so that a newer question never waits for an older one.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::journal::{Error, Filter, Journal, Searched, Step, lacks_value, last_part};
use crate::tui::asking::{Answer, Query};
use crate::tui::screens::search::{Hits, Search};
use crate::tui::screens::views::{MOST_COUNTED, Saved};

/// So many verses are told.
const VERSES: usize = 3;

/// So many items are told at first, more than most screens show: a key waits for no more.
const FIRST: usize = 48;

/// Whether a question is about what follows the first items of a search: nobody waits for it.
pub(super) fn goes_on(query: &Query) -> bool {
    matches!(query, Query::Search { step, .. } if *step != Step::default())
}

/// A step of a search. What is still being typed of a filter is no mistake as long as it may become one. `None`: it was
/// told to stop before anything was known.
pub(super) fn search(
    journal: &Journal,
    words: &str,
    step: Step,
    today: NaiveDate,
    asked: &mut dyn FnMut() -> bool,
) -> Result<Option<Answer>, Error> {
    let offers = journal.offers(words)?;
    let finished = Filter::parse(words.get(..last_part(words)).unwrap_or_default());
    let begun = !offers.is_empty();
    let mut hits = Hits { step, offers, ..Hits::default() };
    let mut without_key = None;
    let filter = match (Filter::parse(words), finished) {
        (Ok(_), Ok(finished)) if lacks_value(words) => finished,
        (Ok(filter), finished) => {
            // the beginning of a key that is in no text narrows nothing down yet
            let key = hits.offers.first().is_some_and(|offer| offer.ends_with(':'));
            without_key = finished.ok().filter(|finished| key && !finished.is_empty());
            filter
        }
        (Err(error), Ok(finished)) => {
            hits.complaint = Some(error.to_string()).filter(|_| !begun);
            finished
        }
        (Err(error), Err(_)) => return Ok(Some(Answer::Search(Err(error.to_string())))),
    };
    if !filter.is_empty() {
        let only_words = Filter { words: filter.words.clone(), ..Filter::default() } == filter;
        if only_words && step == Step::default() {
            hits.verses = journal.verses(&filter.words, VERSES)?;
        }
        let mut searched = found(journal, &filter, step, today, asked)?;
        let nowhere =
            |searched: &Searched| searched.rows.is_empty() && searched.rest.is_none_or(|rest| rest.near);
        if let Some(without) = without_key.filter(|_| searched.as_ref().is_some_and(nowhere)) {
            searched = found(journal, &without, step, today, asked)?;
        }
        let Some(searched) = searched else { return Ok(None) };
        hits.searched = searched;
    }
    Ok(Some(Answer::Search(Ok(Box::new(hits)))))
}

fn found(
    journal: &Journal,
    filter: &Filter,
    step: Step,
    today: NaiveDate,
    asked: &mut dyn FnMut() -> bool,
) -> Result<Option<Searched>, Error> {
    if step != Step::default() {
        return journal.search_on(filter, step, Search::MOST, today, asked);
    }
    let first = journal.search(filter, step, FIRST, today)?;
    // what does not come in the order of its keys has no place to go on from
    let whole = first.rest.is_some() || first.rows.len() < FIRST;
    Ok(Some(if whole { first } else { journal.search(filter, step, Search::MOST, today)? }))
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
