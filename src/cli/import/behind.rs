//! Much is imported behind a copy: what comes is held back until it is known whether it is much.

use super::documents::Document;
use super::{Desk, Error, Import};
use crate::journal::{self, MANY, Why};

/// So many batches are held back at most: then it is much, whatever is in them.
const MOST: usize = 8;

/// What is held back, and how many items of it are new.
#[derive(Default)]
pub(super) struct Waiting {
    batches: Vec<Vec<Document>>,
    items: usize,
}

impl Import {
    /// Takes a batch that is not the last one, perhaps.
    pub(super) fn take(&mut self, desk: &mut Desk, batch: Vec<Document>) -> Result<(), Error> {
        let Some(mut waiting) = self.waiting.take() else { return self.batch(desk, batch) };
        waiting.items += self.new_items(&batch)?;
        if waiting.items == 0 && waiting.batches.is_empty() {
            self.waiting = Some(waiting);
            return self.batch(desk, batch);
        }
        waiting.batches.push(batch);
        if waiting.items <= MANY && waiting.batches.len() < MOST {
            self.waiting = Some(waiting);
            return Ok(());
        }
        if let Err(error) = self.journal.copy_before(Why::Import, self.now) {
            desk.say(&journal::not_made(Why::Import, &error));
        }
        self.all(desk, waiting)
    }

    /// There is no more to come: what waits is not much.
    pub(super) fn end_of_input(&mut self, desk: &mut Desk) -> Result<(), Error> {
        match self.waiting.take() {
            Some(waiting) => self.all(desk, waiting),
            None => Ok(()),
        }
    }

    fn all(&mut self, desk: &mut Desk, waiting: Waiting) -> Result<(), Error> {
        waiting.batches.into_iter().try_for_each(|batch| self.batch(desk, batch))
    }

    /// A journal that is joined may bring anything.
    fn new_items(&self, batch: &[Document]) -> Result<usize, Error> {
        if batch.iter().any(|document| matches!(document, Document::Export(..) | Document::Sealed(..))) {
            return Ok(MANY + 1);
        }
        let read = batch.iter().filter_map(|document| match document {
            Document::Read { incoming, .. } => Some(incoming),
            _ => None,
        });
        Ok(self.journal.new_items(read)?)
    }
}
