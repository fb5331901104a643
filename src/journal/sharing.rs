//! What there is to tell others of an item, and what others told: it comes in as events under names that are made from
//! what they say, so that the same thing told twice, or by two ways, is one.

use chrono::NaiveDate;
use rusqlite::OptionalExtension;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::error::{Doing, Error, Result};
use super::event::{OVER_OWN, What, events_of, is_clock, is_day};
use super::import::hash_parts;
use super::join::{Merged, join};
use super::model::{AnswerEntry, ItemId, Visibility};
use super::parcel::{self, Parcel};
use super::written::Written;
use super::{Journal, commit, write};
use crate::bulletin::{Issued, Item, Month};
use crate::text;

/// Under which name the journal keeps the name of its person among those who share.
const SHARER: &str = "sharer";

/// So many notes of one item are taken from what somebody shared.
const MOST_NOTES: usize = 100;

/// When something was written, by the journal's clock, and the day it was where the person is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Stamp {
    /// The hybrid logical clock.
    pub clock: i64,
    /// The day.
    pub day: NaiveDate,
}

/// An item as somebody shared it: redacted, without the document that it stood in.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SharedItem {
    /// What was read of it, in the words that it had.
    pub item: Item,
    /// Who published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// The day of its issue, or the day it was added.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued_on: Option<NaiveDate>,
    /// The month of its issue, where no day is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued_in: Option<Month>,
    /// The language of its bulletin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Where it stood: the title of its bulletin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Who may see it: the group, or anybody.
    #[serde(default)]
    pub visibility: Visibility,
    /// Whether the words are a person's and not the bulletin's: who has others keeps both.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub reworded: bool,
}

impl SharedItem {
    /// When it was issued, as far as is known.
    pub fn issued(&self) -> Option<Issued> {
        self.issued_on.map(Issued::On).or(self.issued_in.map(Issued::In))
    }
}

/// What there is to tell others of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Telling {
    /// The item.
    pub id: ItemId,
    /// What it says; `None` where its words are others' to tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shared: Option<SharedItem>,
    /// When its words were last written; the beginning of the day of its issue where they stand as first printed.
    pub written: Stamp,
    /// Its verdict; `None` in it: it was taken off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<(Stamp, Option<AnswerEntry>)>,
    /// Notes that are marked to go along: when, which, what.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<(Stamp, String, String)>,
    /// Who takes it to heart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken: Option<(Stamp, String)>,
    /// How often it was prayed.
    #[serde(default)]
    pub times: u32,
}

impl Journal {
    /// What this person has to tell of an item, with the number of notes that stay home; `None` where all that is known
    /// of it came from others. Nobody has looked at who may see it.
    pub fn telling(&self, id: &ItemId) -> Result<Option<(Telling, usize)>> {
        let Some(detail) = self.detail(id)? else { return Ok(None) };
        // what others told is theirs to tell
        let others = self.devices_of_others()?;
        let mut events = events_of(&self.conn, &id.0)?;
        events.retain(|event| !others.contains(&event.device));
        let own_words = detail.row.own || detail.bulletin.is_some();
        if events.is_empty() && !own_words {
            return Ok(None);
        }
        // when a field last changed: also by taking something back, or doing it again
        let last = |wanted: &dyn Fn(&What) -> bool| {
            let about = events.iter().filter(|event| wanted(&event.what));
            let changed = about.map(|event| Stamp { clock: event.clock.max(event.turned), day: event.day });
            changed.max_by_key(|stamp| stamp.clock)
        };
        let mut written = Written::default();
        for event in &events {
            written.gather(event);
        }
        let reworded = last(&|what| matches!(what, What::Edited { .. } | What::Flagged { .. }));
        let asked = detail.row.issued.map_or(detail.added_on, Issued::day);
        let midnight = asked.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_millis();
        let corrected = self.corrected_at(id)?.unwrap_or_default();
        // an issue may be older than all clocks
        let as_printed = Stamp { clock: (midnight.max(0) << 16).max(corrected), day: asked };
        let item = Item {
            // nobody needs it: the region says where it stands
            heading: None,
            region: detail.row.region.clone(),
            countries: detail.countries.clone(),
            date: detail.row.date,
            kinds: detail.row.kinds,
            title: detail.row.title.clone(),
            text: detail.text.clone(),
            context: detail.context.clone(),
            petitions: detail.petitions.clone(),
            follows_up: false,
            links: detail.links.clone(),
        };
        let answering = |what: &What| matches!(what, What::Answered(_) | What::Reopened);
        let answer = last(&answering).map(|stamp| (stamp, written.answer().cloned()));
        let own = detail.written.iter().filter(|note| written.has_note(&note.id));
        let (along, home): (Vec<_>, Vec<_>) = own.partition(|note| note.shared);
        let notes = along.into_iter().filter_map(|note| {
            let about = |what: &What| {
                matches!(what, What::Noted { note: id, .. } | What::NoteEdited { note: id, .. } if *id == note.id)
            };
            Some((last(&about)?, note.id.clone(), note.text.clone()))
        });
        let taken = last(&|what| matches!(what, What::Taken { .. }));
        let language = self.language(id)?;
        let (day, month) = detail.row.issued.map_or((None, None), Issued::apart);
        let telling = Telling {
            id: id.clone(),
            // the words of what others told are theirs to tell; of it one tells only what one did with it
            shared: own_words.then(|| SharedItem {
                item,
                publisher: detail.row.publisher.clone(),
                issued_on: day,
                issued_in: month,
                language,
                source: detail
                    .bulletin
                    .as_ref()
                    .and_then(|place| place.title.clone())
                    .or(detail.source.clone()),
                visibility: detail.row.visibility,
                reworded: written.is_reworded(),
            }),
            written: reworded
                .map_or(as_printed, |stamp| Stamp { clock: stamp.clock.max(as_printed.clock), ..stamp }),
            answer,
            notes: notes.collect(),
            taken: taken.map(|stamp| (stamp, written.taken_by().unwrap_or_default())),
            times: detail.row.times,
        };
        Ok(Some((telling, home.len())))
    }

    /// Keys of devices that only speak for others.
    fn devices_of_others(&self) -> Result<Vec<i64>> {
        self.conn
            .prepare_cached("SELECT key FROM device WHERE shared = 1")
            .and_then(|mut query| query.query_map([], |row| row.get(0))?.collect())
            .doing("reading this journal's devices")
    }

    /// The language of the bulletin that an item stands in.
    pub fn language(&self, id: &ItemId) -> Result<Option<String>> {
        self.conn
            .prepare_cached(
                "SELECT bulletin.language FROM item JOIN bulletin ON bulletin.key = item.bulletin
                 WHERE item.id = ?",
            )
            .and_then(|mut query| query.query_row([&id.0], |row| row.get(0)).optional())
            .map(Option::flatten)
            .doing("reading a request")
    }

    /// The name under which this person's marks are counted by others. It is made from their oldest machine, and tells
    /// nothing of it.
    pub fn sharer(&mut self) -> Result<String> {
        if let Some(name) = self.kept(SHARER)? {
            return Ok(name); // whoever counts under it goes on to
        }
        let name = self.own_names()?.into_iter().next().unwrap_or_default();
        self.keep(SHARER, Some(&name))?;
        Ok(name)
    }

    /// The names under which this person's machines may have been counted, that of the oldest first.
    fn own_names(&self) -> Result<Vec<String>> {
        let devices: Vec<Uuid> = self
            .conn
            .prepare_cached("SELECT id FROM device WHERE shared = 0 ORDER BY id")
            .and_then(|mut query| query.query_map([], |row| row.get(0))?.collect())
            .doing("reading this journal's devices")?;
        Ok(devices.iter().map(|id| hash_parts(&["sharer", &id.simple().to_string()])).collect())
    }

    /// When a bulletin that was corrected since it came last came in, for one of its items.
    fn corrected_at(&self, id: &ItemId) -> Result<Option<i64>> {
        self.conn
            .prepare_cached(
                "SELECT max(event.clock) FROM item JOIN bulletin ON bulletin.key = item.bulletin
                 JOIN event ON event.subject = bulletin.id
                 WHERE item.id = ? AND event.kind = 'imported' HAVING count(*) > 1",
            )
            .and_then(|mut query| query.query_row([&id.0], |row| row.get(0)).optional())
            .map(Option::flatten)
            .doing("reading a request")
    }

    /// Takes in what somebody told, as one transaction. What this person told themselves changes nothing.
    pub fn join_tellings(&mut self, by: &str, tellings: &[Telling]) -> Result<Merged> {
        if self.kept(SHARER)?.is_some_and(|name| name == by)
            || self.own_names()?.iter().any(|name| name == by)
        {
            return Ok(Merged::default());
        }
        let writing = write(&mut self.conn)?;
        let mut parcel = Parcel::default();
        let mut told = std::collections::HashSet::new();
        for telling in tellings.iter().filter(|telling| told.insert(&telling.id)) {
            events_for(by, telling, &mut parcel.events)?;
        }
        let merged = join(&writing, parcel)?;
        commit(writing)?;
        Ok(merged)
    }

    /// Of these records those that a folder does not have from here yet.
    pub fn not_sent(&self, folder: &str, records: &[String]) -> Result<Vec<bool>> {
        let mut query = self
            .conn
            .prepare_cached("SELECT 1 FROM sent WHERE folder = ? AND record = ?")
            .doing("reading what was sent")?;
        records
            .iter()
            .map(|record| query.exists([folder, record]).map(|there| !there).doing("reading what was sent"))
            .collect()
    }

    /// Notes that a folder has these records from here, or forgets all that it had.
    pub fn note_sent(&mut self, folder: &str, records: Option<&[String]>) -> Result<()> {
        let writing = write(&mut self.conn)?;
        match records {
            None => drop(
                writing
                    .execute("DELETE FROM sent WHERE folder = ?", [folder])
                    .doing("noting what was sent")?,
            ),
            Some(records) => {
                for record in records {
                    writing
                        .prepare_cached("INSERT OR IGNORE INTO sent(folder, record) VALUES (?, ?)")
                        .and_then(|mut insert| insert.execute([folder, record]))
                        .doing("noting what was sent")?;
                }
            }
        }
        commit(writing)
    }
}

/// The events that a telling is.
fn events_for(by: &str, telling: &Telling, events: &mut Vec<parcel::Event>) -> Result<()> {
    let Telling { id, shared, written, answer, notes, taken, times } = telling;
    // an item with any other id could not be named
    if !is_whole(id) {
        return Err(Error::NotAnExport("an id in it cannot be".to_owned()));
    }
    let line = |text: &str| text::safe_line(text).into_owned();
    let safe = |text: &str| text::safe(text).into_owned();
    let mut tell = |stamp: Stamp, what: &What| -> Result<()> {
        if !is_clock(stamp.clock) {
            return Err(Error::NotAnExport("a clock in it cannot be".to_owned()));
        }
        if !is_day(stamp.day) {
            return Err(Error::NotAnExport("a day in it cannot be".to_owned()));
        }
        let body = serde_json::to_value(what).map_err(Error::json("what was shared"))?;
        let named = |parts: &[&str]| {
            let hash = hash_parts(parts);
            Uuid::new_v8(u128::from_str_radix(&hash, 16).unwrap_or_default().to_be_bytes())
        };
        let (clock, day) = (stamp.clock.to_string(), stamp.day.to_string());
        events.push(parcel::Event {
            id: named(&["told", by, &id.0, &clock, &body.to_string()]),
            act: named(&["told", by, &day]),
            device: named(&["sharer", by]),
            clock: stamp.clock,
            day: stamp.day,
            subject: id.0.clone(),
            body,
            over: Some(OVER_OWN.to_owned()),
            shared: true,
        });
        Ok(())
    };
    let told =
        shared.iter().flat_map(|shared| [shared.issued().map(Issued::day), shared.item.date]).flatten();
    let answered = answer.iter().filter_map(|(_, answer)| answer.as_ref().map(|answer| answer.day));
    if !told.chain(answered).all(is_day) {
        return Err(Error::NotAnExport("a day in it cannot be".to_owned()));
    }
    if let Some(shared) = shared {
        tell(*written, &What::Shared(Box::new(made_safe(shared))))?;
    }
    if let Some((stamp, answer)) = answer {
        let what = answer.clone().map_or(What::Reopened, |answer| {
            What::Answered(AnswerEntry { words: safe(&answer.words), ..answer })
        });
        tell(*stamp, &what)?;
    }
    for (stamp, note, text) in notes.iter().take(MOST_NOTES) {
        tell(*stamp, &What::Noted { note: line(note), text: safe(text), day: None })?;
    }
    if let Some((stamp, who)) = taken {
        tell(*stamp, &What::Taken { who: line(who) })?;
    }
    if *times > 0 {
        tell(*written, &What::Counted { by: line(by), times: *times })?;
    }
    Ok(())
}

/// Whether it is an id as items have it, and not a part of one or something else.
fn is_whole(id: &ItemId) -> bool {
    id.0.len() == 32 && id.0.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// What somebody else's file says, made safe as everything that comes in.
fn made_safe(shared: &SharedItem) -> SharedItem {
    let line = |text: &String| text::safe_line(text).into_owned();
    let safe = |text: &String| text::safe(text).into_owned();
    let item = &shared.item;
    SharedItem {
        item: Item {
            heading: item.heading.as_ref().map(line),
            region: item.region.as_ref().map(line),
            countries: item.countries.iter().map(line).collect(),
            date: item.date,
            kinds: item.kinds,
            title: line(&item.title),
            text: safe(&item.text),
            context: item.context.as_ref().map(safe),
            petitions: item.petitions.iter().map(safe).collect(),
            follows_up: item.follows_up,
            links: item
                .links
                .iter()
                .map(|link| crate::bulletin::Link {
                    text: line(&link.text),
                    url: link.url.as_ref().map(line),
                })
                .collect(),
        },
        publisher: shared.publisher.as_ref().map(line),
        issued_on: shared.issued_on,
        issued_in: shared.issued_in,
        language: shared.language.as_ref().map(line),
        source: shared.source.as_ref().map(line),
        visibility: shared.visibility,
        reworded: shared.reworded,
    }
}
