//! What the journal has to say of walks.

use chrono::NaiveDate;

use crate::journal::{Anchor, Error, ItemId, Journal, Scope, Through};
use crate::tui::msg::Answer;
use crate::tui::screens::walk::LONGEST;
use crate::tui::screens::ways::Offer;

/// More publishers than anybody reads.
const MOST_PUBLISHERS: usize = 2000;

/// What to walk through, and where to go on.
pub fn begin(journal: &Journal, through: &Through, today: NaiveDate, size: usize) -> Result<Answer, Error> {
    use Scope::{Country, Everything, Own, Publisher, Region};
    let open = match through {
        Through::List(scope @ (Everything | Own | Region(_) | Country(_) | Publisher(_))) => {
            usize::try_from(journal.page(scope, Anchor::First, 1)?.total).unwrap_or(usize::MAX)
        }
        // how many a view holds is not known at once, and other lists hold what is not open
        _ => 0,
    };
    Ok(Answer::Walk {
        open,
        rows: journal.walk_rows(through, today, size, LONGEST)?,
        place: journal.walk_place(today, &through.name())?,
        share: journal.share(today, size)?,
    })
}

/// What a walk came to.
pub fn end(
    journal: &Journal,
    through: &Through,
    items: &[ItemId],
    today: NaiveDate,
    size: usize,
) -> Result<Answer, Error> {
    Ok(Answer::WalkEnd(Box::new(journal.walk_end(through, items, today, size)?)))
}

/// What there is to choose from.
pub fn ways(journal: &Journal, today: NaiveDate, size: usize) -> Result<Answer, Error> {
    let countries = journal.countries(today)?;
    let open = countries.into_iter().filter(|country| country.open > 0);
    Ok(Answer::Ways(Box::new(Offer {
        share: journal.share(today, size)?,
        countries: open.map(|country| (country.code, country.open)).collect(),
        publishers: journal.publishers_asking(MOST_PUBLISHERS)?,
    })))
}
