//! What is told to others: items, answers, marked notes and anonymous counts, redacted; as a file, or as what a group's
//! folder does not have yet.

use serde::{Deserialize, Serialize};

use super::error::{Error, Result};
use super::redact::Redaction;
use super::sheet::HeldBack;
use crate::journal::{AnswerEntry, Filter, Is, ItemId, Journal, Merged, SharedItem, Telling, Visibility};

/// The name of the format.
const FORMAT: &str = "kneel.share/1";

/// More than anybody has to tell, in bytes: what is larger was made to fill a machine.
const MOST_BYTES: usize = 128 << 20;

/// What somebody tells others. It holds nothing private and is redacted already.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    format: String,
    /// Under which name their marks are counted; it tells nobody's.
    by: String,
    items: Vec<Telling>,
}

/// Who a share is for: what may be in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// A group whose members know each other.
    Group,
    /// Anybody.
    Anybody,
}

impl Audience {
    fn may_see(self, visibility: Visibility) -> bool {
        match self {
            Audience::Group => visibility >= Visibility::Group,
            Audience::Anybody => visibility == Visibility::Public,
        }
    }
}

/// Gathers what a filter names, as it may leave, and counts what is held back.
pub fn gather(
    journal: &mut Journal,
    filter: &Filter,
    today: chrono::NaiveDate,
    audience: Audience,
    redaction: &Redaction,
) -> Result<(Share, HeldBack)> {
    let mut held_back = HeldBack::default();
    let mut items = Vec::new();
    let away = Filter { is: filter.is.iter().copied().chain([Is::Archived]).collect(), ..filter.clone() };
    let mut leaving = Vec::new();
    for filter in [filter, &away] {
        for row in journal.select(filter, usize::MAX >> 1, today)? {
            if audience.may_see(row.visibility) {
                leaving.push(row.id);
            } else {
                held_back.items += 1;
            }
        }
    }
    let leaves: std::collections::HashSet<&ItemId> = leaving.iter().collect();
    for id in &leaving {
        let Some((mut telling, home)) = journal.telling(id)? else { continue };
        held_back.notes += home;
        // an answer may name a praise that stays home
        if let Some((_, Some(answer))) = &mut telling.answer
            && answer.praise.as_ref().is_some_and(|praise| !leaves.contains(praise))
        {
            answer.praise = None;
        }
        items.push(redacted(telling, redaction, &mut held_back));
    }
    Ok((Share { format: FORMAT.to_owned(), by: journal.sharer()?, items }, held_back))
}

fn redacted(telling: Telling, redaction: &Redaction, held_back: &mut HeldBack) -> Telling {
    if redaction.is_empty() {
        return telling;
    }
    let Telling { id, shared, written, answer, notes, taken, times } = telling;
    let speaks = shared.as_ref().and_then(|shared| shared.language.clone());
    let shared = shared.map(|shared| hidden(shared, redaction, held_back));
    let mut line = |text: &str| redaction.text(text, speaks.as_deref(), held_back);
    let answer = answer.map(|(stamp, answer)| {
        let told = |answer: AnswerEntry| AnswerEntry { words: line(&answer.words), ..answer };
        (stamp, answer.map(told))
    });
    let notes = notes.into_iter().map(|(stamp, note, text)| (stamp, note, line(&text))).collect();
    let taken = taken.map(|(stamp, who)| (stamp, line(&who)));
    Telling { id, shared, written, answer, notes, taken, times }
}

/// The words of an item as they may leave.
fn hidden(shared: SharedItem, redaction: &Redaction, held_back: &mut HeldBack) -> SharedItem {
    let SharedItem { mut item, publisher, issued_on, issued_in, language, source, visibility, reworded } =
        shared;
    let speaks = language.clone();
    let mut line = |text: &str| redaction.text(text, speaks.as_deref(), held_back);
    let before = item.text.clone();
    item.text = line(&item.text);
    item.title = line(&item.title);
    item.context = item.context.as_deref().map(&mut line);
    item.heading = item.heading.as_deref().map(&mut line);
    item.region = item.region.as_deref().map(&mut line);
    item.petitions = item.petitions.iter().map(|text| line(text)).collect();
    // a link leads to what the words no longer say
    if item.text != before || item.countries.iter().any(|code| redaction.hides(code)) {
        item.links.clear();
    }
    for link in &mut item.links {
        link.text = line(&link.text);
        let url = link.url.take();
        link.url = url.filter(|url| line(url) == *url);
    }
    item.countries.retain(|code| !redaction.hides(code));
    let (publisher, source) = (publisher.as_deref().map(&mut line), source.as_deref().map(&mut line));
    SharedItem { item, publisher, issued_on, issued_in, language, source, visibility, reworded }
}

impl Share {
    /// How many items are told of.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether nothing is told.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The items, to show what leaves.
    pub fn items(&self) -> &[Telling] {
        &self.items
    }

    /// As bytes, to be sealed.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        let json = serde_json::to_vec(self).map_err(|error| Error::Sealing(error.to_string()))?;
        Ok(lz4_flex::block::compress_prepend_size(&json))
    }

    /// Reads what somebody sealed.
    pub fn of_bytes(bytes: &[u8]) -> Result<Self> {
        let json = super::unpacked(bytes, MOST_BYTES).ok_or(Error::NotShared)?;
        let head: Head = serde_json::from_slice(&json).map_err(|_| Error::NotShared)?;
        match head.format.as_deref() {
            Some(FORMAT) => {
                serde_json::from_slice(&json).map_err(|_| Error::Damaged("what was shared".to_owned()))
            }
            Some(other) if other.starts_with("kneel.share/") => Err(Error::Newer(other.to_owned())),
            _ => Err(Error::NotShared),
        }
    }

    /// Takes it into a journal. The same again, or an older one, changes nothing.
    pub fn join(&self, journal: &mut Journal) -> Result<Merged> {
        Ok(journal.join_tellings(&self.by, &self.items)?)
    }

    /// What names each telling, for a folder that has some of them.
    pub(super) fn records(&self) -> Vec<String> {
        let hash = |telling: &Telling| {
            let json = serde_json::to_vec(telling).unwrap_or_default();
            blake3::hash(&json).to_hex().to_string()
        };
        self.items.iter().map(hash).collect()
    }

    /// Only the tellings that are wanted.
    pub(super) fn only(mut self, wanted: &[bool]) -> Self {
        let mut wanted = wanted.iter();
        self.items.retain(|_| wanted.next().copied().unwrap_or(true));
        self
    }
}

#[derive(Deserialize)]
struct Head {
    format: Option<String>,
}
