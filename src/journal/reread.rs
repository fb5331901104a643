//! Kept originals read again: what today's reader finds otherwise, and how it is written.
//!
//! An original is read again where a bulletin's reading in force comes from it; an issue that a later document corrected
//! is left to that one. Items keep their ids, matched by likeness as those of a corrected issue, and with them marks,
//! notes and answers. What a person wrote over an item stays as they wrote it, because it lies in events over the
//! reading. What is not found any more is put away, unless somebody did something with it.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;

use super::error::{Doing, Error, Result};
use super::event::{Event, What, events_of};
use super::import::{self, Arrival, PlannedBulletin};
use super::importing::Importing;
use super::model::ItemId;
use super::packed::Packed;
use super::refold;
use super::revisions::{self, Revision};
use super::{ActId, Journal, Plan, commit, write};
use crate::bulletin::{Bulletin, Correction, Item, title_of};
use crate::clock::Moment;

/// A document as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Original {
    /// The hash that names it in this journal.
    pub hash: String,
    /// The name it had.
    pub name: String,
    /// All of it.
    pub bytes: Vec<u8>,
    /// What the person put right in its reading, in order.
    pub corrections: Vec<Correction>,
}

/// What reading an original again would change in one bulletin.
#[derive(Debug, Clone, PartialEq)]
pub struct Reread {
    /// What is done with the bulletin.
    pub planned: PlannedBulletin,
    /// Its title as read now.
    pub title: Option<String>,
    /// What is otherwise.
    pub differences: Vec<Difference>,
    reading: Option<Found>,
    /// Items that are put away.
    gone: Vec<ItemId>,
}

/// What was read, and where.
#[derive(Debug, Clone, PartialEq)]
struct Found {
    document: String,
    position: usize,
    bulletin: Bulletin,
    corrections: Vec<Correction>,
}

/// One thing that is read otherwise now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The item that it is about; `None`: the bulletin.
    pub item: Option<ItemId>,
    /// The item in a few words.
    pub about: Option<String>,
    /// What is otherwise.
    pub what: Aspect,
    /// What it was, where that can be said.
    pub from: Option<String>,
    /// What it is now, where that can be said.
    pub to: Option<String>,
}

/// What may be read otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Aspect {
    /// The bulletin's title.
    Title,
    /// Its publisher.
    Publisher,
    /// The day of the issue.
    Date,
    /// Its language.
    Language,
    /// Its verses, notes or unsorted lines.
    Rest,
    /// An item is found that was not.
    New,
    /// An item is found no more, and is put away.
    Gone,
    /// An item is found no more, and stays because somebody did something with it.
    Stays,
    /// An item's words.
    Text,
    /// What it does.
    Kinds,
    /// The heading over it.
    Heading,
    /// Its region.
    Region,
    /// Its day.
    Day,
    /// What is read in its words: countries, petitions, links, context, its short title.
    Details,
}

impl Journal {
    /// The originals behind the readings in force, in the order in which they came; of one bulletin or of all.
    pub fn originals(&self, bulletin: Option<&str>) -> Result<Vec<String>> {
        self.conn
            .prepare_cached(
                "SELECT DISTINCT document.hash, document.key FROM bulletin
                 JOIN revision ON revision.id = bulletin.revision
                 JOIN document ON document.hash = revision.document
                 WHERE (?1 IS NULL OR bulletin.id = ?1) AND document.bytes <> x'' ORDER BY document.key",
            )
            .and_then(|mut query| query.query_map([bulletin], |row| row.get(0))?.collect())
            .doing("looking for originals")
    }

    /// An original with what was put right in it.
    pub fn original(&self, hash: &str) -> Result<Option<Original>> {
        let found: Option<(String, Packed<'_>)> = self
            .conn
            .prepare_cached("SELECT name, bytes FROM document WHERE hash = ?")
            .and_then(|mut query| query.query_row([hash], |row| Ok((row.get(0)?, row.get(1)?))).optional())
            .doing("reading an original")?;
        let Some((name, Packed(bytes))) = found else { return Ok(None) };
        let corrections = self.corrections(hash)?;
        Ok(Some(Original { hash: hash.to_owned(), name, bytes: bytes.into_owned(), corrections }))
    }

    /// What was last put right in a document, by its hash.
    fn corrections(&self, hash: &str) -> Result<Vec<Correction>> {
        let bodies: Vec<String> = self
            .conn
            .prepare_cached(
                "SELECT event.body FROM event JOIN act ON act.id = event.act
                 WHERE event.subject IN (SELECT bulletin FROM revision WHERE document = ?1)
                   AND act.undone_at IS NULL AND event.body ->> 'corrections' IS NOT NULL
                   AND event.body ->> 'revision' IN (SELECT id FROM revision WHERE document = ?1)
                 ORDER BY event.clock DESC, event.id DESC LIMIT 1",
            )
            .and_then(|mut query| query.query_map([hash], |row| row.get(0))?.collect())
            .doing("reading what was put right")?;
        let Some(body) = bodies.first() else { return Ok(Vec::new()) };
        match serde_json::from_str(body).map_err(Error::json("an event"))? {
            What::Imported { corrections, .. } => Ok(corrections),
            _ => Ok(Vec::new()),
        }
    }

    /// What a new reading of an original would change: an entry for each bulletin that is otherwise. Writes nothing.
    pub fn plan_reread(&self, original: &Original, bulletins: Vec<Bulletin>) -> Result<Vec<Reread>> {
        let old = in_force(&self.conn, &original.hash)?;
        let mut taken: HashSet<String> = old.iter().map(|old| old.id.clone()).collect();
        let pairs = pairs(&old, &bulletins);
        let mut old: Vec<Option<InForce>> = old.into_iter().map(Some).collect();
        let mut rereads = Vec::new();
        for (position, (bulletin, pair)) in bulletins.into_iter().zip(pairs).enumerate() {
            let (document, corrections) = (original.hash.clone(), original.corrections.clone());
            let reading = Found { document, position, bulletin, corrections };
            let before = pair.and_then(|at| old.get_mut(at)).and_then(Option::take);
            rereads.extend(match before {
                Some(before) => self.changed(before, reading)?,
                None => self.arrived(reading, &mut taken)?,
            });
        }
        for lost in old.into_iter().flatten() {
            rereads.extend(self.lost(&lost)?);
        }
        Ok(rereads)
    }

    /// Writes what was planned, all of it as one act. Returns what was done, in words.
    pub fn reread(&mut self, now: Moment, rereads: &[Reread]) -> Result<String> {
        let act = ActId::new(now);
        let device = self.device;
        let writing = write(&mut self.conn)?;
        let mut import = Importing::begin(&writing, now, device, act)?;
        for Reread { planned, reading, gone, .. } in rereads {
            if let Some(Found { document, position, bulletin, corrections }) = reading {
                let (position, visibility) = (*position, self.sights.said_of(bulletin));
                let arrival = Arrival { document, position, bulletin, corrections, again: true, visibility };
                // a better reader may find in it what was forgotten, and stands in no other original any more
                if !import.bring_in_rest(&arrival, &mut planned.clone())? {
                    import.bring_in(&arrival, planned)?;
                }
            }
            for item in gone {
                import.log.append(&item.0, &What::Archived { archived: true })?;
                refold::refold_subject(&writing, &item.0)?;
            }
        }
        let what = super::history::describe(&writing, &act.0)?;
        drop(import);
        commit(writing)?;
        Ok(what)
    }

    /// A bulletin that is read otherwise; `None` where nothing that a person would see is.
    fn changed(&self, old: InForce, reading: Found) -> Result<Option<Reread>> {
        let items = import::match_items(&old.id, &old.revision, &reading.bulletin);
        let mut differences = whole(&old.revision.bulletin, &reading.bulletin);
        let language = reading.bulletin.language.as_deref();
        for (item, planned) in reading.bulletin.items.iter().zip(&items) {
            let at = old.revision.ids.iter().position(|id| *id == planned.id);
            match at.and_then(|at| old.revision.bulletin.items.get(at)) {
                Some(before) => {
                    let said = said_by_hand(&events_of(&self.conn, &planned.id.0)?);
                    differences.extend(item_differences(before, item, said).into_iter().map(|mut one| {
                        one.about = Some(title_of(&item.text, language));
                        one.item = Some(planned.id.clone());
                        one
                    }));
                }
                None => differences.push(about(Aspect::New, &planned.id, item, language)),
            }
        }
        let kept: HashSet<&ItemId> = items.iter().map(|planned| &planned.id).collect();
        let missing = old.revision.ids.iter().zip(&old.revision.bulletin.items);
        let missing = missing.filter(|(id, _)| !kept.contains(id));
        let gone = self.gone(missing, language, &mut differences)?;
        Ok((!differences.is_empty()).then(|| Reread {
            title: reading.bulletin.title.clone(),
            planned: PlannedBulletin { id: old.id, plan: Plan::Revised, items },
            differences,
            reading: Some(reading),
            gone,
        }))
    }

    /// A bulletin that was not found in the document before, unless it is in the journal by another one.
    fn arrived(&self, reading: Found, taken: &mut HashSet<String>) -> Result<Option<Reread>> {
        let planned = import::plan_anew(&self.conn, &reading.bulletin, taken)?;
        if planned.plan != Plan::New {
            return Ok(None);
        }
        let language = reading.bulletin.language.as_deref();
        let items = reading.bulletin.items.iter().zip(&planned.items);
        let differences =
            items.map(|(item, planned)| about(Aspect::New, &planned.id, item, language)).collect();
        Ok(Some(Reread {
            title: reading.bulletin.title.clone(),
            planned,
            differences,
            reading: Some(reading),
            gone: Vec::new(),
        }))
    }

    /// A bulletin that is not found in its document any more: its items go, the bulletin stays.
    fn lost(&self, old: &InForce) -> Result<Option<Reread>> {
        let Bulletin { items, language, title, .. } = old.revision.bulletin.as_ref();
        let mut differences = Vec::new();
        let gone = self.gone(old.revision.ids.iter().zip(items), language.as_deref(), &mut differences)?;
        // without anything to put away it would be told again each time
        Ok((!gone.is_empty()).then(|| Reread {
            title: title.clone(),
            planned: PlannedBulletin { id: old.id.clone(), plan: Plan::Known, items: Vec::new() },
            differences,
            reading: None,
            gone,
        }))
    }

    /// Of items that are found no more, those that are put away.
    fn gone<'a>(
        &self,
        missing: impl Iterator<Item = (&'a ItemId, &'a Item)>,
        language: Option<&str>,
        differences: &mut Vec<Difference>,
    ) -> Result<Vec<ItemId>> {
        let mut gone = Vec::new();
        for (id, item) in missing {
            let events = events_of(&self.conn, &id.0)?;
            let stands = |event: &&Event| !event.undone;
            let archived =
                events.iter().rfind(|event| stands(event) && matches!(event.what, What::Archived { .. }));
            if archived.is_some_and(|event| event.what == What::Archived { archived: true }) {
                continue;
            }
            let stays = events.iter().any(|event| !event.undone);
            differences.push(about(if stays { Aspect::Stays } else { Aspect::Gone }, id, item, language));
            if !stays {
                gone.push(id.clone());
            }
        }
        Ok(gone)
    }
}

/// A bulletin with its reading in force.
struct InForce {
    id: String,
    revision: Revision<'static>,
}

/// The bulletins whose readings in force come from a document, in its order.
fn in_force(conn: &Connection, document: &str) -> Result<Vec<InForce>> {
    let found: Vec<(String, String)> = conn
        .prepare_cached(
            "SELECT bulletin.id, revision.id FROM revision JOIN bulletin ON bulletin.revision = revision.id
             WHERE revision.document = ? ORDER BY revision.position",
        )
        .and_then(|mut query| {
            query.query_map(params![document], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        })
        .doing("looking for the bulletin")?;
    let with = |(id, revision): (String, String)| {
        Ok(InForce { revision: revisions::revision(conn, &revision)?, id })
    };
    found.into_iter().map(with).collect()
}

/// For each bulletin that is read now the one that it was: by its place where there are as many, else by its items,
/// those most alike first.
fn pairs(old: &[InForce], new: &[Bulletin]) -> Vec<Option<usize>> {
    if old.len() == new.len() {
        return (0..new.len()).map(Some).collect();
    }
    let likeness = |(old_at, old): (usize, &InForce), (new_at, new): (usize, &Bulletin)| {
        (import::shared(&old.revision.bulletin, new), new_at, old_at)
    };
    let all =
        new.iter().enumerate().flat_map(|new| old.iter().enumerate().map(move |old| likeness(old, new)));
    let mut all: Vec<_> = all.filter(|(alike, ..)| *alike >= import::SAME_ISSUE).collect();
    all.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut pairs = vec![None; new.len()];
    for (_, new_at, old_at) in all {
        let free = !pairs.contains(&Some(old_at));
        if let Some(slot) = pairs.get_mut(new_at).filter(|slot| slot.is_none() && free) {
            *slot = Some(old_at);
        }
    }
    pairs
}

fn about(what: Aspect, id: &ItemId, item: &Item, language: Option<&str>) -> Difference {
    let about = Some(title_of(&item.text, language));
    Difference { item: Some(id.clone()), about, what, from: None, to: None }
}

fn difference(what: Aspect, from: Option<String>, to: Option<String>) -> Option<Difference> {
    (from != to).then_some(Difference { item: None, about: None, what, from, to })
}

/// What is otherwise about a bulletin itself.
fn whole(old: &Bulletin, new: &Bulletin) -> Vec<Difference> {
    let day = |bulletin: &Bulletin| bulletin.issued().map(|issued| issued.to_string());
    let rest = old.scripture != new.scripture || old.notes != new.notes || old.unsorted != new.unsorted;
    let rest =
        rest.then_some(Difference { item: None, about: None, what: Aspect::Rest, from: None, to: None });
    [
        difference(Aspect::Title, old.title.clone(), new.title.clone()),
        difference(Aspect::Publisher, old.publisher.clone(), new.publisher.clone()),
        difference(Aspect::Date, day(old), day(new)),
        difference(Aspect::Language, old.language.clone(), new.language.clone()),
        rest,
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What a person set by hand on an item, which a reading does not change.
#[derive(Debug, Clone, Copy, Default)]
struct Said {
    text: bool,
    region: bool,
    kinds: bool,
}

fn said_by_hand(events: &[Event]) -> Said {
    let mut said = Said::default();
    for event in events.iter().filter(|event| !event.undone) {
        if let What::Edited { text, region, kinds } = &event.what {
            said.text |= text.is_some();
            said.region |= region.is_some();
            said.kinds |= kinds.is_some();
        }
    }
    said
}

fn item_differences(old: &Item, new: &Item, said: Said) -> Vec<Difference> {
    let kinds = |item: &Item| {
        Some(match (item.kinds.praise, item.kinds.request) {
            (true, true) => "praise and request".to_owned(),
            (true, false) => "praise".to_owned(),
            _ => "request".to_owned(),
        })
    };
    let day = |item: &Item| item.date.map(|day| day.to_string());
    let mut found: Vec<Difference> = [
        difference(Aspect::Text, Some(old.text.clone()), Some(new.text.clone())).filter(|_| !said.text),
        difference(Aspect::Kinds, kinds(old), kinds(new)).filter(|_| !said.kinds),
        difference(Aspect::Heading, old.heading.clone(), new.heading.clone()),
        // a region that follows its heading is told with it
        difference(Aspect::Region, old.region.clone(), new.region.clone())
            .filter(|_| !(said.region || old.region == old.heading && new.region == new.heading)),
        difference(Aspect::Day, day(old), day(new)),
    ]
    .into_iter()
    .flatten()
    .collect();
    let bare = |item: &Item| Item {
        title: String::new(),
        text: String::new(),
        heading: None,
        region: None,
        ..item.clone()
    };
    let same_rest =
        Item { kinds: new.kinds, date: new.date, ..bare(old) } == bare(new) && old.title == new.title;
    if found.is_empty() && !same_rest && !said.text {
        found.push(Difference { item: None, about: None, what: Aspect::Details, from: None, to: None });
    }
    found
}
