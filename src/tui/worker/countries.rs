//! What the map asks: the counts of every country, and the first open requests of one.

use chrono::NaiveDate;

use crate::journal::{Anchor, Journal, Result, Scope};
use crate::tui::msg::Answer;
use crate::tui::screens::map::WorldMap;

/// Answers the map.
pub fn answer(journal: &Journal, today: NaiveDate, country: Option<String>) -> Result<Answer> {
    let mut countries = journal.countries(today)?;
    countries.retain(|row| row.open + row.answered + row.praises > 0);
    let requests = match &country {
        Some(code) => journal.page(&Scope::Country(code.clone()), Anchor::First, WorldMap::MOST)?.rows,
        None => Vec::new(),
    };
    Ok(Answer::Map { countries, country, requests })
}
