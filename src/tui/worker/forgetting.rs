//! Says what would go with an item, and forgets it.

use crate::clock::Moment;
use crate::journal::{self, Error, InCopies, ItemId, Journal};
use crate::tui::msg::{Answer, Loss, Msg, Told};
use crate::tui::screens::forgetting;

/// What forgetting an item would take away. Changes nothing.
pub fn loss(journal: &Journal, now: Moment, item: &ItemId) -> Result<Answer, Error> {
    let words = journal.forgetting_words(&journal.would_forget(item)?)?;
    let copies = journal.path().map_or(0, |path| journal::copies(path, now).len());
    Ok(Answer::Loss(Box::new(Loss { words, copies })))
}

/// Forgets an item for good. `from_copies`: in the copies beside the journal, too.
pub fn forget(journal: &mut Journal, now: Moment, item: ItemId, from_copies: bool) -> Result<Msg, Error> {
    let what = journal.would_forget(&item)?;
    let not_anew = match journal.forget(&item) {
        Err(error @ Error::NotWrittenAnew(_)) => Some(error.to_string()), // it is forgotten all the same
        forgotten => forgotten.map(|_| None)?,
    };
    let found = if from_copies { journal.forget_in_copies(&what, now) } else { InCopies::default() };
    let left: Vec<String> = found.left.iter().map(|path| path.display().to_string()).collect();
    let told = match not_anew {
        Some(words) => Told { words, trouble: true },
        None => forgetting::told(found.done, &left),
    };
    Ok(Msg::Forgotten { item, told })
}
