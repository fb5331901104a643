//! What the journal tells to the screen that looks back.

use crate::journal::{Error, Journal};
use crate::reflect::{Period, Reflection};
use crate::tui::msg::Answer;

/// A period, looked back on.
pub(super) fn answer(journal: &Journal, period: Period) -> Result<Answer, Error> {
    let back = journal.looking_back(period.since, period.until)?;
    Ok(Answer::LookingBack(Box::new(Reflection::new(&back, period))))
}
