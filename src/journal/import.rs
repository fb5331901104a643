//! Bulletins come in: which are new, which are known, which correct an earlier issue.
//!
//! Ids are hashes (BLAKE3), so that two machines that read the same bulletin agree on them: a bulletin is its
//! publisher and issue, an item its bulletin and its text as first seen. A corrected issue keeps the ids of the
//! items it corrects, matched by likeness.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::NaiveDate;
use foldhash::fast::RandomState;
use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;

use super::error::{Doing, Result};
use super::model::{ItemId, Visibility};
use super::packed::Whole;
use super::ready::issue_id;
use super::refold;
use super::revisions::{self, Revision};
use super::{Journal, forget};
use crate::bulletin::{Bulletin, Correction, Issued, Item};
use crate::text;

/// How alike two texts must be for one to be the other's correction.
const SAME_ITEM: f64 = 0.6;

/// The part of its items that an issue must share with another to be its correction.
pub(super) const SAME_ISSUE: f64 = 0.3;

/// The part of its items that an issue without a day must share to the word with another to be its correction; and one
/// that has neither a publisher nor a title.
const SAME_WORDS: f64 = 0.5;
const SAME_NAMELESS: f64 = 0.8;

/// A document that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incoming {
    /// The file's name, without its folder.
    pub name: String,
    /// The document itself, kept so that a better reader can read it again.
    pub whole: Whole,
    /// What was read in it.
    pub bulletins: Vec<Bulletin>,
    /// What the person put right in the reading, in order; kept, to be put right again whenever it is read again.
    pub corrections: Vec<Correction>,
}

/// What an import does, or would do, with a bulletin or an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Plan {
    /// It is not in the journal.
    New,
    /// It is there as it stands.
    Known,
    /// It is there in other words, which this one corrects.
    Revised,
}

/// What an import does with a bulletin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlannedBulletin {
    /// Its id.
    pub id: String,
    /// What is done with it.
    pub plan: Plan,
    /// What is done with each of its items, in order.
    pub items: Vec<PlannedItem>,
}

/// What an import does with an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlannedItem {
    /// Its id.
    pub id: ItemId,
    /// What is done with it.
    pub plan: Plan,
}

impl Journal {
    /// What importing a document would do. Writes nothing.
    pub fn plan(&self, document: &Incoming) -> Result<Vec<PlannedBulletin>> {
        let hash = document.whole.hash();
        let mut taken = HashSet::new();
        let forgetful = forget::anything(&self.conn)?;
        document
            .bulletins
            .iter()
            .enumerate()
            .map(|(position, bulletin)| {
                let arrival = Arrival::of(document, hash, position, bulletin);
                let mut plan = plan(&self.conn, &arrival, &mut taken)?;
                if forgetful && plan.plan != Plan::Known {
                    forget::less(&self.conn, bulletin, &mut plan)?;
                }
                Ok(plan)
            })
            .collect()
    }
}

/// A bulletin that comes in, from which place of which document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Arrival<'a> {
    /// The document's hash.
    pub document: &'a str,
    pub position: usize,
    pub bulletin: &'a Bulletin,
    pub corrections: &'a [Correction],
    /// Whether the original was read again.
    pub again: bool,
    /// Who may see its items, where that is not the group.
    pub visibility: Option<Visibility>,
}

impl<'a> Arrival<'a> {
    pub(super) fn of(document: &'a Incoming, hash: &'a str, position: usize, bulletin: &'a Bulletin) -> Self {
        let corrections = &document.corrections;
        Arrival { document: hash, position, bulletin, corrections, again: false, visibility: None }
    }
}

/// What to do with a bulletin. `taken` holds the ids given in this document so far.
pub(super) fn plan(
    conn: &Connection,
    arrival: &Arrival<'_>,
    taken: &mut HashSet<String>,
) -> Result<PlannedBulletin> {
    let Arrival { document, position, bulletin, corrections, .. } = *arrival;
    if let Some((id, known)) = revision_in_force(conn, document, position)? {
        // what a person puts right counts over what was read before
        if !corrections.is_empty() && *known.bulletin != *bulletin {
            taken.insert(id.clone());
            let items = match_items(&id, &known, bulletin);
            return Ok(PlannedBulletin { id, plan: Plan::Revised, items });
        }
        let known = known
            .ids
            .into_iter()
            .map(|id| Ok(PlannedItem { id: refold::canonical(conn, id)?, plan: Plan::Known }));
        let items = known.collect::<Result<_>>()?;
        return Ok(PlannedBulletin { id, plan: Plan::Known, items });
    }
    if bulletin.is_empty() && !corrections.is_empty() {
        // left out by the person: there is nothing to bring in
        let id = new_bulletin_id(conn, bulletin, taken)?;
        return Ok(PlannedBulletin { id, plan: Plan::Known, items: Vec::new() });
    }
    plan_anew(conn, bulletin, taken)
}

/// What to do with a bulletin of a document that did not bring it before.
pub(super) fn plan_anew(
    conn: &Connection,
    bulletin: &Bulletin,
    taken: &mut HashSet<String>,
) -> Result<PlannedBulletin> {
    for (id, issue) in same_issues(conn, bulletin)? {
        if !taken.contains(&id) && corrects(&issue.bulletin, bulletin) {
            taken.insert(id.clone());
            let items = match_items(&id, &issue, bulletin);
            let plan = if *issue.bulletin == *bulletin { Plan::Known } else { Plan::Revised };
            return Ok(PlannedBulletin { id, plan, items });
        }
    }
    let id = new_bulletin_id(conn, bulletin, taken)?;
    taken.insert(id.clone());
    let items = new_items(&id, bulletin);
    Ok(PlannedBulletin { id, plan: Plan::New, items })
}

/// The bulletin that this very document brought, where that import stands and nothing newer corrected it.
fn revision_in_force(
    conn: &Connection,
    document: &str,
    position: usize,
) -> Result<Option<(String, Revision<'static>)>> {
    let found: Option<(String, String)> = conn
        .prepare_cached(
            "SELECT bulletin.id, revision.id FROM revision JOIN bulletin ON bulletin.id = revision.bulletin
             WHERE revision.document = ? AND revision.position = ? AND EXISTS (
               SELECT 1 FROM event JOIN act ON act.id = event.act
               WHERE event.subject = bulletin.id AND act.undone_at IS NULL
                 AND event.body ->> 'revision' = revision.id)
             ORDER BY revision.id = bulletin.revision DESC LIMIT 1",
        )
        .and_then(|mut query| {
            query
                .query_row(params![document, position as i64], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()
        })
        .doing("looking for the bulletin")?;
    found.map(|(id, revision)| Ok((id, revisions::revision(conn, &revision)?))).transpose()
}

/// The bulletins that one may correct: those of its publisher (or, without one, title) and day. Where there is no day, those
/// of its title and month.
fn same_issues(conn: &Connection, bulletin: &Bulletin) -> Result<Vec<(String, Revision<'static>)>> {
    let Bulletin { issued_on, publisher, title, .. } = bulletin;
    let issued = bulletin.issued();
    let mut found: Vec<(String, String)> = Vec::new();
    // before months were known, an issue that names one had no day at all
    let months = issued.filter(|_| issued_on.is_none()).map(|_| None);
    for day in [issued.map(Issued::day)].into_iter().chain(months) {
        let more: rusqlite::Result<Vec<(String, String)>> = conn
            .prepare_cached(
                "SELECT bulletin.id, bulletin.revision FROM bulletin
                 WHERE issued_on IS ?1 AND publisher IS (SELECT key FROM publisher WHERE name = ?2)
                   AND (publisher IS NOT NULL OR ?2 IS NULL) AND (?2 IS NOT NULL AND ?4 OR title IS ?3)
                   AND month_only = (?1 IS NOT NULL AND NOT ?4)
                 ORDER BY bulletin.key DESC LIMIT 100",
            )
            .and_then(|mut query| {
                let values = params![day, publisher, title, issued_on.is_some()];
                query.query_map(values, |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
            });
        found.extend(more.doing("looking for earlier issues")?);
    }
    found.into_iter().map(|(id, revision)| Ok((id, revisions::revision(conn, &revision)?))).collect()
}

/// Whether a bulletin corrects another of its publisher. Without a day that both bear, letters of one kind are easily
/// alike ("Pray for rain", "Pray for peace"), and to take one for the other would lose it: then their words must tell.
fn corrects(old: &Bulletin, new: &Bulletin) -> bool {
    if new.issued_on.is_some() || old.items.is_empty() || new.items.is_empty() {
        return shared(old, new) >= SAME_ISSUE;
    }
    let said: HashSet<String> = old.items.iter().map(wording).collect();
    let same = new.items.iter().filter(|item| said.contains(&wording(item))).count();
    let named = new.title.is_some() || new.publisher.is_some();
    let needed = if named { SAME_WORDS } else { SAME_NAMELESS };
    same as f64 >= needed * old.items.len().max(new.items.len()) as f64
}

/// The part of the shorter bulletin's items that stand in the other, too.
pub(super) fn shared(old: &Bulletin, new: &Bulletin) -> f64 {
    let shorter = old.items.len().min(new.items.len());
    if shorter == 0 {
        // without items there is nothing to tell a correction by, but that it says the same
        let same = old.items == new.items && old.notes == new.notes && old.unsorted == new.unsorted;
        return if same { 1.0 } else { 0.0 };
    }
    let same: HashSet<String> = old.items.iter().map(wording).collect();
    let alike = |item: &&Item| {
        let close = |other: &Item| text::likeness(&item.text, &other.text) >= SAME_ITEM;
        same.contains(&wording(item)) || old.items.iter().any(close)
    };
    let alike = new.items.iter().filter(alike).count();
    alike.min(shorter) as f64 / shorter as f64
}

/// An item's text as far as it tells it from others: what is alike to the last word needs no comparing.
fn wording(item: &Item) -> String {
    text::squash(&text::fold(&item.text))
}

/// Gives each item the id of the one it corrects, else a new one. The most alike pairs are taken first.
pub(super) fn match_items(bulletin_id: &str, old: &Revision<'_>, bulletin: &Bulletin) -> Vec<PlannedItem> {
    let mut given: Vec<Option<PlannedItem>> = vec![None; bulletin.items.len()];
    for (new_at, old_at) in same_items(&old.bulletin, bulletin) {
        if let (Some(slot), Some(id)) = (given.get_mut(new_at), old.ids.get(old_at)) {
            let same = bulletin.items.get(new_at) == old.bulletin.items.get(old_at);
            *slot =
                Some(PlannedItem { id: id.clone(), plan: if same { Plan::Known } else { Plan::Revised } });
        }
    }
    let mut ids: BTreeSet<ItemId> = old.ids.iter().cloned().collect();
    let mut times: HashMap<&str, u32, RandomState> = HashMap::default();
    given
        .into_iter()
        .zip(&bulletin.items)
        .map(|(slot, item)| {
            slot.unwrap_or_else(|| {
                // The same words may stand in one bulletin twice.
                let again = times.entry(&item.text).or_default();
                let mut id = new_item_id(bulletin_id, &item.text, *again);
                while !ids.insert(id.clone()) {
                    *again += 1;
                    id = new_item_id(bulletin_id, &item.text, *again);
                }
                PlannedItem { id, plan: Plan::New }
            })
        })
        .collect()
}

/// The places of items that are each other's correction, the new one's and the old one's; each in one pair at most.
pub(super) fn same_items(old: &Bulletin, new: &Bulletin) -> Vec<(usize, usize)> {
    let mut pairs = alike_items(&old.items, &new.items);
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let (mut news, mut olds) = (BTreeSet::new(), BTreeSet::new());
    pairs.retain(|(_, new, old)| {
        let free = !news.contains(new) && !olds.contains(old);
        free && news.insert(*new) && olds.insert(*old)
    });
    pairs.into_iter().map(|(_, new, old)| (new, old)).collect()
}

/// Pairs of items that are alike: how much, and the places of the new and the old one. Who says the same to the last word
/// is compared with nobody else.
fn alike_items(old: &[Item], new: &[Item]) -> Vec<(f64, usize, usize)> {
    let mut pairs = Vec::new();
    if old.is_empty() {
        return pairs;
    }
    let mut same: HashMap<String, Vec<usize>> = HashMap::new();
    for (old_at, other) in old.iter().enumerate().rev() {
        same.entry(wording(other)).or_default().push(old_at);
    }
    let mut changed = Vec::new();
    for (new_at, item) in new.iter().enumerate() {
        match same.get_mut(&wording(item)).and_then(Vec::pop) {
            Some(old_at) => pairs.push((1.0, new_at, old_at)),
            None => changed.push((new_at, item)),
        }
    }
    let left: HashSet<usize> = same.into_values().flatten().collect();
    for (new_at, item) in changed {
        for (old_at, other) in old.iter().enumerate().filter(|(old_at, _)| left.contains(old_at)) {
            let alike = text::likeness(&item.text, &other.text);
            if alike >= SAME_ITEM {
                pairs.push((alike, new_at, old_at));
            }
        }
    }
    pairs
}

/// Gives each item of a bulletin that corrects none a new id.
pub(super) fn new_items(bulletin_id: &str, bulletin: &Bulletin) -> Vec<PlannedItem> {
    let none = Revision { bulletin: Cow::Owned(Bulletin::default()), ids: Vec::new() };
    match_items(bulletin_id, &none, bulletin)
}

pub(super) fn new_item_id(bulletin: &str, text: &str, again: u32) -> ItemId {
    ItemId(hash_parts(&["item", bulletin, text, &again.to_string()]))
}

/// The id of a bulletin that is not in the journal. A dated issue is named by publisher and day, so that two
/// machines that saw different corrections of it agree; an undated one, or a second of the same day, by its texts.
fn new_bulletin_id(conn: &Connection, bulletin: &Bulletin, taken: &HashSet<String>) -> Result<String> {
    let name = bulletin.publisher.as_deref().or(bulletin.title.as_deref()).unwrap_or_default();
    let free = |id: &str| {
        conn.prepare_cached("SELECT 1 FROM bulletin WHERE id = ?")
            .and_then(|mut query| query.exists([id]))
            .map(|there| !there && !taken.contains(id))
            .doing("looking for the bulletin")
    };
    if let Some(dated) = issue_id(name, bulletin)
        && free(&dated)?
    {
        return Ok(dated);
    }
    let name = text::fold(name);
    let day = bulletin.issued_on.map(|day: NaiveDate| day.to_string()).unwrap_or_default();
    let mut parts = vec!["bulletin", &name, &day];
    parts.extend(bulletin.items.iter().map(|item| item.text.as_str()));
    parts.extend(bulletin.unsorted.iter().map(|line| line.text.as_str()));
    Ok(hash_parts(&parts))
}

/// 128 bits in hexadecimal of parts that cannot run into each other.
pub(super) fn hash_parts(parts: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    let mut hex = hasher.finalize().to_hex().to_string();
    hex.truncate(32);
    hex
}
