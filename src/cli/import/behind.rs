//! Much is imported behind a copy: what comes is held back until it is known whether it is much.

use super::documents::Document;
use super::{BATCH_BYTES, Desk, Error, Import, LARGEST_BATCH};
use crate::journal::{MANY, Why};

/// What is held back, and how many items of it are new.
#[derive(Default)]
pub(super) struct Waiting {
    documents: Vec<Document>,
    weight: usize,
    items: usize,
}

impl Import {
    /// Takes documents that are not the last ones, perhaps. `more`: what comes soon after them.
    pub(super) fn take(
        &mut self,
        desk: &mut Desk,
        documents: Vec<Document>,
        more: impl FnMut() -> Option<Vec<Document>>,
    ) -> Result<(), Error> {
        let Some(mut waiting) = self.waiting.take() else { return self.batch(desk, documents, more) };
        waiting.items += self.new_items(&documents)?;
        if waiting.items == 0 && waiting.documents.is_empty() {
            self.waiting = Some(waiting);
            return self.batch(desk, documents, || None);
        }
        waiting.weight += documents.iter().map(Document::weight).sum::<usize>();
        waiting.documents.extend(documents);
        // as much as is written at once is much, whatever is in it
        let less = waiting.weight < BATCH_BYTES && waiting.documents.len() < LARGEST_BATCH;
        if waiting.items <= MANY && less {
            self.waiting = Some(waiting);
            return Ok(());
        }
        desk.copy_before(&self.journal, Why::Import, self.now);
        self.batch(desk, waiting.documents, more)
    }

    /// There is no more to come: what waits is not much.
    pub(super) fn end_of_input(&mut self, desk: &mut Desk) -> Result<(), Error> {
        match self.waiting.take() {
            Some(waiting) => self.batch(desk, waiting.documents, || None),
            None => Ok(()),
        }
    }

    /// A journal that is joined may bring anything.
    fn new_items(&self, documents: &[Document]) -> Result<usize, Error> {
        if documents.iter().any(|document| matches!(document, Document::Export(..) | Document::Sealed(..))) {
            return Ok(MANY + 1);
        }
        let read = documents.iter().filter_map(|document| match document {
            Document::Read { ready, .. } => Some(ready.incoming()),
            _ => None,
        });
        Ok(self.journal.new_items(read)?)
    }
}
