//! Folds again whatever an event is about: a bulletin with its items, one item, an evening.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, params};

use super::error::{Doing, Error, Result};
use super::event::{Event, What, events_of};
use super::fold::Base;
use super::model::{ItemId, Visibility};
use super::revisions::{Revision, revision, revision_if_any};
use super::rows::{Named, bases, key_of, remove_item, settle_new, write_bulletin, write_item};
use crate::bulletin::{Issued, Item, reworded};

/// Folds a bulletin anew, and every item that any of its revisions brought.
pub(super) fn refold_bulletin(conn: &Connection, bulletin: &str) -> Result<()> {
    let readings = readings(conn, bulletin)?;
    let aliases = aliases_in(&readings);
    write_aliases(conn, bulletin, &aliases)?;
    let named = |id: &ItemId| aliases.get(id).unwrap_or(id).clone();
    let mut kept: BTreeMap<ItemId, Base<'_>> = BTreeMap::new();
    // what somebody shared under another name of an item is told of the item
    for alias in aliases.keys() {
        remove_item(conn, alias)?;
    }
    // of two readings that bear one name, another may have taken the place of the one that brought an item
    let there = items_of(conn, bulletin)?;
    let mut gone: BTreeSet<&ItemId> = there.iter().collect();
    let mut newest = None;
    for reading in &readings {
        if reading.undone {
            gone.extend(&reading.revision.ids);
            continue;
        }
        for (base, id) in bases(&reading.revision, reading.day).zip(&reading.revision.ids) {
            let id = named(id);
            let added_on = kept.get(&id).map_or(reading.day, |earlier| earlier.added_on);
            kept.insert(id, Base { added_on, ..base });
        }
        newest = Some(reading);
    }
    for id in gone.into_iter().filter(|id| !kept.contains_key(*id) && !aliases.contains_key(*id)) {
        remove_item(conn, id)?;
        refold_shared(conn, id, &events_of(conn, &id.0)?)?;
    }
    let Some(reading) = newest else {
        return conn
            .execute("DELETE FROM bulletin WHERE id = ?", [bulletin])
            .map(drop)
            .doing("taking back a bulletin");
    };
    // two machines may think differently of a publisher: the stricter counts
    let standing = readings.iter().filter(|reading| !reading.undone);
    let visibility = standing.map(|reading| reading.visibility.unwrap_or_default()).min().unwrap_or_default();
    let (key, publisher) =
        write_bulletin(conn, bulletin, &reading.id, &reading.revision.bulletin, visibility)?;
    // in the bulletin's order, as they first came in: lists break their ties by it
    let mut kept: Vec<(ItemId, Base<'_>)> = kept.into_iter().collect();
    kept.sort_by_key(|(_, base)| base.place.map(|(_, number)| number));
    for (id, mut base) in kept {
        base.place = base.place.map(|(_, number)| (key, number));
        (base.publisher, base.visibility) = (publisher, visibility);
        write_item(conn, &id, &base, &events_of(conn, &id.0)?)?;
    }
    Ok(())
}

fn items_of(conn: &Connection, bulletin: &str) -> Result<Vec<ItemId>> {
    conn.prepare_cached(
        "SELECT item.id FROM bulletin JOIN item ON item.bulletin = bulletin.key WHERE bulletin.id = ?",
    )
    .and_then(|mut query| query.query_map([bulletin], |row| row.get(0).map(ItemId))?.collect())
    .doing("reading a bulletin's items")
}

/// A reading of a bulletin that came in.
struct Reading {
    id: String,
    day: chrono::NaiveDate,
    device: i64,
    undone: bool,
    visibility: Option<Visibility>,
    revision: Revision<'static>,
}

/// The readings of a bulletin, oldest first; without those that have not come yet.
fn readings(conn: &Connection, bulletin: &str) -> Result<Vec<Reading>> {
    let mut readings = Vec::new();
    for Event { day, device, what, undone, .. } in events_of(conn, bulletin)? {
        if let What::Imported { revision: id, visibility, .. } = what
            && let Some(revision) = revision_if_any(conn, &id)?
        {
            readings.push(Reading { id, day, device, undone, visibility, revision });
        }
    }
    Ok(readings)
}

/// Items that two machines named differently, because they saw different issues of the bulletin: the later name of each
/// with the earlier one. One machine does so at every import, so only what came from another is compared. Readings that
/// were taken back give names, too: what happened to an item stays with it while any reading brings it.
fn aliases_in(readings: &[Reading]) -> BTreeMap<ItemId, ItemId> {
    let mut aliases = BTreeMap::new();
    let mut known: BTreeSet<&ItemId> = BTreeSet::new();
    let mut before: Option<&Reading> = None;
    for reading in readings {
        if let Some(before) = before.filter(|before| before.device != reading.device) {
            let Revision { bulletin, ids } = &reading.revision;
            for (new_at, old_at) in super::import::same_items(&before.revision.bulletin, bulletin) {
                let (Some(new), Some(old)) = (ids.get(new_at), before.revision.ids.get(old_at)) else {
                    continue;
                };
                let first = aliases.get(old).unwrap_or(old).clone();
                if new != old && !known.contains(new) && !ids.contains(&first) {
                    aliases.insert(new.clone(), first);
                }
            }
        }
        known.extend(&reading.revision.ids);
        before = Some(reading);
    }
    aliases
}

fn write_aliases(conn: &Connection, bulletin: &str, aliases: &BTreeMap<ItemId, ItemId>) -> Result<()> {
    let doing = "writing the names of items";
    conn.prepare_cached("DELETE FROM alias WHERE bulletin = ?")
        .and_then(|mut delete| delete.execute([bulletin]))
        .doing(doing)?;
    for (id, item) in aliases {
        conn.prepare_cached("INSERT OR REPLACE INTO alias(id, item, bulletin) VALUES (?, ?, ?)")
            .and_then(|mut insert| insert.execute([id.0.as_str(), item.0.as_str(), bulletin]))
            .doing(doing)?;
    }
    Ok(())
}

/// Folds whatever an event is about anew: a bulletin with its items, one item, an evening.
pub(super) fn refold_subject(conn: &Connection, subject: &str) -> Result<()> {
    let ItemId(subject) = &canonical(conn, ItemId(subject.to_owned()))?;
    let events = events_of(conn, subject)?;
    // what was added, taken back and added again stands by the second time
    let brings =
        |event: &&Event| matches!(event.what, What::Imported { .. } | What::Added { .. } | What::Met(_));
    match events.iter().filter(brings).find(|event| !event.undone).or(events.iter().find(brings)) {
        Some(Event { what: What::Imported { .. }, .. }) => refold_bulletin(conn, subject),
        Some(Event { what: What::Met(_), .. }) => refold_evening(conn, subject, &events),
        Some(added) => refold_own(conn, &ItemId(subject.to_owned()), added, &events),
        None => refold_item(conn, &ItemId(subject.to_owned()), &events),
    }
}

fn refold_evening(conn: &Connection, id: &str, events: &[Event]) -> Result<()> {
    let doing = "writing an evening";
    let standing = events.iter().rfind(|event| !event.undone && matches!(event.what, What::Met(_)));
    let Some(Event { clock, day, what: What::Met(evening), .. }) = standing else {
        return conn.execute("DELETE FROM evening WHERE id = ?", [id]).map(drop).doing(doing);
    };
    let body = serde_json::to_string(evening).map_err(Error::json("an evening"))?;
    conn.execute(
        "INSERT OR REPLACE INTO evening(id, clock, day, body) VALUES (?, ?, ?, ?)",
        params![id, clock, day, body],
    )
    .map(drop)
    .doing(doing)
}

/// Folds an item that somebody shared and that neither a bulletin of this journal has nor its person added.
fn refold_shared(conn: &Connection, id: &ItemId, events: &[Event]) -> Result<()> {
    let mut first = None;
    let mut newest = None;
    for event in events.iter().filter(|event| !event.undone) {
        if let What::Shared(shared) = &event.what {
            first.get_or_insert(event.day);
            newest = Some(shared);
        }
    }
    let (Some(added_on), Some(shared)) = (first, newest) else { return remove_item(conn, id) };
    let publisher =
        shared.publisher.as_deref().map(|name| key_of(conn, Named::Publisher, name)).transpose()?;
    let base = Base {
        item: Cow::Borrowed(&shared.item),
        place: None,
        publisher,
        issued: shared.issued(),
        language: shared.language.as_deref(),
        added_on,
        visibility: shared.visibility,
        source: shared.source.as_deref(),
        own: false,
    };
    write_item(conn, id, &base, events)
}

fn refold_own(conn: &Connection, id: &ItemId, added: &Event, events: &[Event]) -> Result<()> {
    let What::Added { text, region, kinds, visibility, day } = &added.what else { return Ok(()) };
    if added.undone {
        return refold_shared(conn, id, events);
    }
    let base = Base {
        item: Cow::Owned(reworded(
            &Item { region: region.clone(), kinds: *kinds, ..Item::default() },
            text,
            None,
        )),
        place: None,
        publisher: None,
        issued: Some(Issued::On(day.unwrap_or(added.day))),
        language: None,
        added_on: added.day,
        visibility: *visibility,
        source: None,
        own: true,
    };
    write_item(conn, id, &base, events)
}

/// The bulletin that an item stands in.
struct Place {
    key: i64,
    publisher: Option<i64>,
    bulletin: String,
    /// The reading in force.
    newest: String,
    /// The day on which the item came in.
    added_on: chrono::NaiveDate,
    /// Who may see its items, where that is not the group.
    sight: Option<String>,
    has_aliases: bool,
}

/// Folds an item of a bulletin that is in the journal.
fn refold_item(conn: &Connection, id: &ItemId, events: &[Event]) -> Result<()> {
    let found: Option<Place> = conn
        .prepare_cached(
            "SELECT bulletin.key, bulletin.publisher, bulletin.id, bulletin.revision, item.added_on,
               bulletin.sight, EXISTS (SELECT 1 FROM alias WHERE alias.bulletin = bulletin.id)
             FROM item JOIN bulletin ON bulletin.key = item.bulletin WHERE item.id = ?",
        )
        .and_then(|mut query| {
            query
                .query_row([&id.0], |row| {
                    Ok(Place {
                        key: row.get(0)?,
                        publisher: row.get(1)?,
                        bulletin: row.get(2)?,
                        newest: row.get(3)?,
                        added_on: row.get(4)?,
                        sight: row.get(5)?,
                        has_aliases: row.get(6)?,
                    })
                })
                .optional()
        })
        .doing("reading an item")?;
    let Some(Place { key, publisher, bulletin, newest, added_on, sight, has_aliases }) = found else {
        return if events.iter().any(|event| matches!(event.what, What::Shared(_))) {
            refold_shared(conn, id, events)
        } else {
            Ok(()) // what it is about has not come yet
        };
    };
    let newest = revision(conn, &newest)?;
    let base = bases(&newest, added_on).zip(&newest.ids).find(|(_, other)| *other == id);
    let Some((base, _)) = base.filter(|_| !has_aliases) else {
        return refold_bulletin(conn, &bulletin); // an earlier revision brought it, or under another name
    };
    let visibility = sight.as_deref().and_then(Visibility::from_name).unwrap_or(base.visibility);
    let base = Base { visibility, ..base };
    let place = base.place.map(|(_, number)| (key, number));
    write_item(conn, id, &Base { place, publisher, ..base }, events)
}

/// Folds anew what an earlier kneel did not fold as it is folded now: pins and follow-ups that one of version 3 or before
/// had joined without knowing them, marks of which there were none, and bulletins of which a reading was taken back, which
/// gives names now.
pub(super) fn refold_unread(conn: &Connection) -> Result<()> {
    let doing = "bringing the journal up to date";
    let subjects: Vec<String> = conn
        .prepare(
            "SELECT DISTINCT subject FROM event
             WHERE kind IN ('pinned', 'follow_up') OR kind = 'prayed_before' AND body ->> 'times' = 0
             UNION SELECT subject FROM act CROSS JOIN event ON event.act = act.id
             WHERE act.undone_at IS NOT NULL AND event.kind = 'imported'",
        )
        .and_then(|mut query| query.query_map([], |row| row.get(0))?.collect())
        .doing(doing)?;
    subjects.iter().try_for_each(|subject| refold_subject(conn, subject))?;
    settle_new(conn)
}

/// The name under which an item is known here.
pub(super) fn canonical(conn: &Connection, id: ItemId) -> Result<ItemId> {
    let alias: Option<String> = conn
        .prepare_cached("SELECT item FROM alias WHERE id = ?")
        .and_then(|mut query| query.query_row([&id.0], |row| row.get(0)).optional())
        .doing("reading the names of items")?;
    Ok(alias.map_or(id, ItemId))
}
