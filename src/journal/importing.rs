//! Documents are written into the journal, in one transaction as they come from whoever reads them.
//!
//! What a bulletin is to the journal is planned first (see `import`). Nearly all bulletins of an archive are new, and
//! expected to be (see `ready`): for these one look is enough, and nothing is read back that was just written.

use std::borrow::{Borrow, Cow};
use std::collections::HashSet;

use rusqlite::{Connection, params};

use super::error::{Doing, Result};
use super::event::{Log, What};
use super::import::{Arrival, Incoming, Plan, PlannedBulletin, plan};
use super::model::ItemId;
use super::ready::{Expected, Reading, Ready, expect};
use super::revisions::Revision;
use super::rows::{self, NewBulletins};
use super::schema::{self, Cache};
use super::{ActId, Journal, Sights, commit, forget, refold, write};
use crate::bulletin::Bulletin;
use crate::clock::Moment;

/// So many items are counted and indexed together, while the next are still being read: what their words take in memory is
/// less than what the index holds before it writes. Few in tests, so that they see what lies between two such places.
const SETTLED_TOGETHER: usize = if cfg!(test) { 2 } else { 8192 };

impl Journal {
    /// Imports documents in one transaction, as part of an act. What is known already is left alone.
    /// Returns what was done with each bulletin of each document.
    pub fn import(
        &mut self,
        now: Moment,
        act: ActId,
        documents: &[Incoming],
    ) -> Result<Vec<Vec<PlannedBulletin>>> {
        let documents = documents.iter().map(|document| (document, expect(document)));
        Ok(self.import_each(now, act, documents)?.into_iter().map(|(_, done)| done).collect())
    }

    /// Imports documents while they are still being read, all in one transaction that begins with the first. Nothing of
    /// it is kept before this returns, with each document and what was done with its bulletins.
    pub fn import_as_read(
        &mut self,
        now: Moment,
        act: ActId,
        documents: impl Iterator<Item = Ready>,
    ) -> Result<Vec<(Incoming, Vec<PlannedBulletin>)>> {
        schema::hold(&self.conn, Cache::Writing)?;
        let done = self.import_each(now, act, documents.map(Ready::into_parts));
        schema::hold(&self.conn, Cache::Usual)?;
        done
    }

    pub(super) fn import_each<D: Borrow<Incoming>>(
        &mut self,
        now: Moment,
        act: ActId,
        documents: impl Iterator<Item = (D, Vec<Option<Expected>>)>,
    ) -> Result<Vec<(D, Vec<PlannedBulletin>)>> {
        let mut documents = documents.peekable();
        if documents.peek().is_none() {
            return Ok(Vec::new());
        }
        let device = self.device;
        let writing = write(&mut self.conn)?;
        let act = still_standing(&writing, act)?;
        let mut import = Importing::begin(&writing, now, device, act)?;
        let (mut done, mut unsettled) = (Vec::new(), 0);
        for (document, expected) in documents {
            let planned = import.document(document.borrow(), &expected, &self.sights)?;
            unsettled += planned.iter().map(|bulletin| bulletin.items.len()).sum::<usize>();
            done.push((document, planned));
            if unsettled >= SETTLED_TOGETHER {
                rows::settle_new(&writing)?;
                unsettled = 0;
            }
        }
        drop(import);
        commit(writing)?;
        Ok(done)
    }
}

/// The act that the next part of an import belongs to. What was taken back while the rest was still being read stays taken
/// back; all of the rest is another act, of one name.
pub(super) fn still_standing(conn: &Connection, mut act: ActId) -> Result<ActId> {
    let mut taken_back =
        conn.prepare_cached("SELECT 1 FROM act WHERE id = ? AND undone_at IS NOT NULL").doing("importing")?;
    while taken_back.exists([act.0]).doing("importing")? {
        act = act.rest();
    }
    Ok(act)
}

fn store_document(conn: &Connection, document: &Incoming) -> Result<()> {
    conn.prepare_cached("INSERT OR IGNORE INTO document(hash, name, bytes) VALUES (?, ?, ?)")
        .and_then(|mut insert| {
            insert.execute(params![document.whole.hash(), document.name, document.whole.packed()])
        })
        .map(drop)
        .doing("keeping the original")
}

/// Bulletins that come in within one transaction, as one act.
pub(super) struct Importing<'a> {
    conn: &'a Connection,
    /// Where it is told.
    pub log: Log<'a>,
    now: Moment,
    new: NewBulletins<'a>,
    /// Whether no other machine was ever heard of: a journal has no events of what it does not have then.
    alone: bool,
    /// Whether anything was ever forgotten for good, so that each bulletin is looked through for it.
    forgetful: bool,
}

impl<'a> Importing<'a> {
    pub(super) fn begin(conn: &'a Connection, now: Moment, device: i64, act: ActId) -> Result<Self> {
        let log = Log::begin(conn, now, device, act.0)?;
        let alone = conn
            .query_row("SELECT count(*) < 2 FROM (SELECT 1 FROM device LIMIT 2)", [], |row| row.get(0))
            .doing("importing")?;
        let forgetful = forget::anything(conn)?;
        Ok(Importing { conn, log, now, new: NewBulletins::begin(conn)?, alone, forgetful })
    }

    fn document(
        &mut self,
        document: &Incoming,
        expected: &[Option<Expected>],
        sights: &Sights,
    ) -> Result<Vec<PlannedBulletin>> {
        let hash = document.whole.hash();
        let unknown = !exists(self.conn, "SELECT 1 FROM document WHERE hash = ?", hash)?;
        let mut stored = false;
        let mut taken = HashSet::new();
        let mut planned = Vec::with_capacity(document.bulletins.len());
        for (position, bulletin) in document.bulletins.iter().enumerate() {
            let visibility = sights.of(bulletin);
            let arrival = Arrival { visibility, ..Arrival::of(document, hash, position, bulletin) };
            let expected =
                expected.get(position).and_then(Option::as_ref).filter(|_| unknown && !self.forgetful);
            let as_expected = match expected {
                Some(expected)
                    if !taken.contains(&expected.plan.id) && self.is_new(bulletin, &expected.plan)? =>
                {
                    Some(expected)
                }
                _ => None,
            };
            if let Some(Expected { plan, reading }) = as_expected {
                taken.insert(plan.id.clone());
                if !std::mem::replace(&mut stored, true) {
                    store_document(self.conn, document)?;
                }
                self.write(&arrival, plan, reading, true)?;
                planned.push(plan.clone());
                continue;
            }
            let mut plan = plan(self.conn, &arrival, &mut taken)?;
            if plan.plan != Plan::Known {
                if self.bring_in_rest(&arrival, &mut plan)? {
                    stored = true;
                } else {
                    if !std::mem::replace(&mut stored, true) {
                        store_document(self.conn, document)?;
                    }
                    self.bring_in(&arrival, &plan)?;
                }
            }
            planned.push(plan);
        }
        Ok(planned)
    }

    /// Whether a bulletin of a document that never came is new under the id that is expected of it: there is neither
    /// another issue of its publisher and day, which it might correct, nor has anything happened to it or its items.
    fn is_new(&self, bulletin: &Bulletin, plan: &PlannedBulletin) -> Result<bool> {
        let issued: bool = self
            .conn
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM bulletin WHERE id = ?1) OR EXISTS (
                   SELECT 1 FROM bulletin
                   WHERE issued_on = ?3 AND publisher = (SELECT key FROM publisher WHERE name = ?2))",
            )
            .and_then(|mut query| {
                query.query_row(params![plan.id, bulletin.publisher, bulletin.issued_on], |row| row.get(0))
            })
            .doing("looking for earlier issues")?;
        Ok(!issued && !self.is_heard_of(plan)?)
    }

    /// Whether anything ever happened to a bulletin, or to one of its items: others may have told of them before it came.
    fn is_heard_of(&self, plan: &PlannedBulletin) -> Result<bool> {
        let happened = |subject: &str| exists(self.conn, "SELECT 1 FROM event WHERE subject = ?", subject);
        if happened(&plan.id)? {
            return Ok(true);
        }
        for item in plan.items.iter().filter(|_| !self.alone) {
            if happened(&item.id.0)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Writes what is left of a bulletin of which something was forgotten, and keeps no original of it; in `plan`, what was
    /// forgotten counts as known then. `false`: nothing of it was.
    pub(super) fn bring_in_rest(
        &mut self,
        arrival: &Arrival<'_>,
        plan: &mut PlannedBulletin,
    ) -> Result<bool> {
        if !self.forgetful {
            return Ok(false);
        }
        let Some((bulletin, left)) = forget::less(self.conn, arrival.bulletin, plan)? else {
            return Ok(false);
        };
        forget::keep_none(self.conn, arrival.document)?;
        self.bring_in(&Arrival { bulletin: &bulletin, corrections: &[], ..*arrival }, &left)?;
        Ok(true)
    }

    /// Writes a bulletin, as planned.
    pub(super) fn bring_in(&mut self, arrival: &Arrival<'_>, plan: &PlannedBulletin) -> Result<()> {
        let reading = Reading::of(plan, arrival.bulletin, arrival.document, arrival.position)?;
        let unheard_of = plan.plan == Plan::New && !self.is_heard_of(plan)?;
        self.write(arrival, plan, &reading, unheard_of)
    }

    fn write(
        &mut self,
        arrival: &Arrival<'_>,
        plan: &PlannedBulletin,
        reading: &Reading,
        unheard_of: bool,
    ) -> Result<()> {
        let Arrival { document, position, bulletin, corrections, again, visibility } = *arrival;
        let Reading { id, body } = reading;
        self.conn
            .prepare_cached(
                "INSERT OR IGNORE INTO revision(id, bulletin, document, position, body) VALUES (?, ?, ?, ?, ?)",
            )
            .and_then(|mut insert| insert.execute(params![id, plan.id, document, position as i64, body]))
            .doing("writing a bulletin")?;
        let corrections = corrections.to_vec();
        let what = What::Imported { revision: id.clone(), corrections, again, visibility };
        self.log.append(&plan.id, &what)?;
        if !unheard_of {
            return refold::refold_bulletin(self.conn, &plan.id);
        }
        let ids: Vec<ItemId> = plan.items.iter().map(|item| item.id.clone()).collect();
        let revision = Revision { bulletin: Cow::Borrowed(bulletin), ids };
        let (day, visibility) = (self.now.day(), visibility.unwrap_or_default());
        self.new.write(&plan.id, id, &revision, day, visibility)
    }
}

fn exists(conn: &Connection, sql: &str, id: &str) -> Result<bool> {
    conn.prepare_cached(sql).and_then(|mut query| query.exists([id])).doing("looking for the bulletin")
}
