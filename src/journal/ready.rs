//! What a document will be in the journal if nobody ever heard of its bulletins: worked out where it is read, beside
//! the thread that writes. Of an archive that is nearly every bulletin, and what is left to do with one is a look
//! whether it is so.

use std::borrow::Cow;

use super::error::{Error, Result};
use super::import::{Incoming, Plan, PlannedBulletin, hash_parts, new_items};
use super::model::ItemId;
use super::packed::Packed;
use super::revisions::Revision;
use crate::bulletin::Bulletin;
use crate::text;

/// A document that was read, ready to be written.
#[derive(Debug)]
pub struct Ready {
    incoming: Incoming,
    expected: Vec<Option<Expected>>,
}

impl Ready {
    /// Makes a document ready.
    pub fn of(incoming: Incoming) -> Self {
        let expected = expect(&incoming);
        Ready { incoming, expected }
    }

    /// Its length as it came, in bytes.
    pub fn size(&self) -> usize {
        self.incoming.whole.size()
    }

    /// The document.
    pub fn incoming(&self) -> &Incoming {
        &self.incoming
    }

    /// The document alone.
    pub fn into_incoming(self) -> Incoming {
        self.incoming
    }

    /// The document, and what is expected of each of its bulletins.
    pub(super) fn into_parts(self) -> (Incoming, Vec<Option<Expected>>) {
        (self.incoming, self.expected)
    }
}

/// A bulletin that the journal has not heard of.
#[derive(Debug)]
pub(super) struct Expected {
    /// Its ids.
    pub plan: PlannedBulletin,
    /// What is kept of its reading.
    pub reading: Reading,
}

/// A reading of a bulletin, as the journal keeps it.
#[derive(Debug)]
pub(super) struct Reading {
    pub id: String,
    /// The bulletin and the ids of its items, packed.
    pub body: Vec<u8>,
}

impl Reading {
    /// The reading of a bulletin that stands in a place of a document.
    pub(super) fn of(
        plan: &PlannedBulletin,
        bulletin: &Bulletin,
        document: &str,
        position: usize,
    ) -> Result<Self> {
        let ids: Vec<ItemId> = plan.items.iter().map(|item| item.id.clone()).collect();
        let body = serde_json::to_vec(&Revision { bulletin: Cow::Borrowed(bulletin), ids })
            .map_err(Error::json("a bulletin"))?;
        let id = reading_id(&plan.id, document, &position.to_string(), &body);
        Ok(Reading { id, body: Packed(Cow::Owned(body)).pack() })
    }
}

/// The id of a reading, by what it says: another reader of the same document, or a machine that never saw the issue it
/// corrects and so gives its items other ids, makes another reading.
pub(super) fn reading_id(bulletin: &str, document: &str, position: &str, body: &[u8]) -> String {
    hash_parts(&["revision", bulletin, document, position, &blake3::hash(body).to_hex()])
}

/// What is expected of each bulletin of a document; `None` where it is not told by publisher and day, or was put right:
/// such a one is looked for in the journal.
pub(super) fn expect(document: &Incoming) -> Vec<Option<Expected>> {
    let one = |(position, bulletin): (usize, &Bulletin)| {
        let id =
            issue_id(bulletin.publisher.as_deref().filter(|_| document.corrections.is_empty())?, bulletin)?;
        let plan = PlannedBulletin { items: new_items(&id, bulletin), id, plan: Plan::New };
        let reading = Reading::of(&plan, bulletin, document.whole.hash(), position).ok()?;
        Some(Expected { plan, reading })
    };
    document.bulletins.iter().enumerate().map(one).collect()
}

/// The id of a dated issue: it is named by publisher (or title) and day, so that two machines that saw different
/// corrections of it agree.
pub(super) fn issue_id(name: &str, bulletin: &Bulletin) -> Option<String> {
    let name = text::fold(name);
    let day = bulletin.issued_on.filter(|_| !name.is_empty())?.to_string();
    Some(hash_parts(&["bulletin", &name, &day]))
}
