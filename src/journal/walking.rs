//! Walks: what one can pray through, the place reached in it on this machine and on the person's others, and what a
//! walk came to.

use chrono::NaiveDate;
use rusqlite::{OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::error::{Doing, Error, Result};
use super::event::{Log, What, new_id};
use super::model::{ItemId, ItemRow, Scope};
use super::query::{FROM, ROW, rows as read_rows};
use super::{Journal, by_region, write};
use crate::bulletin::Scripture;
use crate::clock::Moment;
use crate::walk::{self, Walk};

/// What a walk goes through.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Through {
    /// What remains of today's portion.
    #[default]
    Portion,
    /// What is due of a list.
    List(Scope),
    /// A handful by chance, the same all day.
    Random,
    /// As many as a portion holds of what still waits today, beyond the portion too: what one prays on with at the end
    /// of a walk.
    More,
}

impl Through {
    /// Its name, to know whether a walk that was left goes through the same.
    pub fn name(&self) -> String {
        match self {
            Through::Portion => "portion".into(),
            Through::Random => "random".into(),
            Through::More => "more".into(),
            Through::List(scope) => match scope {
                Scope::Everything => "everything".into(),
                Scope::Own => "own".into(),
                Scope::Praises => "praises".into(),
                Scope::Inbox => "inbox".into(),
                Scope::Answered => "answered".into(),
                Scope::Region(None) => "region".into(),
                Scope::Region(Some(name)) => format!("region:{name}"),
                Scope::View(view) => format!("view:{}", view.name),
                Scope::Country(code) => format!("country:{code}"),
                Scope::Publisher(name) => format!("publisher:{name}"),
            },
        }
    }
}

/// Where a walk goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WalkPlace {
    /// Where it was left here, with the requests as they stood.
    Here(Walk),
    /// At a request that another machine of the person's came to last; `None`: it came to the end.
    Elsewhere(Option<ItemId>),
}

/// What a walk came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WalkEnd {
    /// The titles of what was prayed, in that order.
    pub prayed: Vec<String>,
    /// What was noted: the title, and the note.
    pub noted: Vec<(String, String)>,
    /// How many one can pray on with today.
    pub more: usize,
    /// How many come tomorrow.
    pub tomorrow: usize,
}

/// Under which name the place is kept; what its events are about.
const WALK: &str = "walk";

/// So many of the newest places are looked through for the one of a list.
const NEWEST: i64 = 50;

/// How many a pick by chance holds.
const HANDFUL: usize = 5;

/// So many lots are drawn at most: in a small journal several fall on one request.
const LOTS: usize = 100;

/// So many rows are looked at from each lot on for one that is open.
const NEAR: i64 = 300;

/// The first of those near a lot that waits and does not rest, unless it was put off today.
pub(super) const PICK: &str = "
  SELECT id FROM (SELECT id, open, snoozed_until FROM item WHERE id >= ?1 ORDER BY id LIMIT ?3) AS near
  WHERE open = 1 AND (snoozed_until IS NULL OR snoozed_until <= ?2 OR EXISTS (
    SELECT 1 FROM event WHERE event.subject = near.id AND event.kind = 'snoozed' AND event.day = ?2)) LIMIT 1";

/// An item's bulletin with its verses in their order; once without any where it has none.
pub(super) const SCRIPTURE: &str = "SELECT bulletin.id, verse.reference, verse.text
  FROM item JOIN bulletin ON bulletin.key = item.bulletin
  LEFT JOIN verse INDEXED BY verse_bulletin ON verse.bulletin = bulletin.key
  WHERE item.id = ? ORDER BY verse.key";

/// More than anybody prays in a day.
const MOST_PRAYED: usize = 500;

/// A place as this machine keeps it, with the journal's clock.
#[derive(Serialize, Deserialize)]
struct Kept {
    #[serde(default)]
    clock: i64,
    #[serde(flatten)]
    walk: Walk,
}

/// A place as a machine told it.
struct Told {
    clock: i64,
    device: i64,
    /// `None`: the walk came to its end.
    at: Option<ItemId>,
}

/// Under which name an earlier kneel kept how many requests a portion holds.
const PORTION: &str = "portion";

/// A portion as it was changed, and as it was set then.
#[derive(Deserialize)]
struct Portion {
    set: usize,
    size: usize,
}

impl Journal {
    /// What there is to pray of something on a day, at most `most`: first what the day asks for, then in turn, requests of
    /// one region together, of each story the newest. `size`: how many a portion holds.
    pub fn walk_rows(
        &self,
        through: &Through,
        today: NaiveDate,
        size: usize,
        most: usize,
    ) -> Result<Vec<ItemRow>> {
        let found = match through {
            Through::Portion => self.portion(today, size)?,
            Through::List(scope) => self.due(scope, today, most)?,
            Through::Random => {
                let mut picked = self.without_repeats(self.picked(today)?)?;
                picked.retain(|row| {
                    row.last_prayed != Some(today) && row.snoozed_until.is_none_or(|until| until <= today)
                });
                return Ok(picked);
            }
            Through::More => self.due(&Scope::Everything, today, size)?,
        };
        Ok(by_region(self.without_repeats(found)?, today))
    }

    /// A handful by chance of what any walk could hold today, with what was prayed or put off since: that is not replaced by
    /// another, so that going back gives the same. Ids lie evenly, so the next one behind a lot is as good as any; and they
    /// are the same on every machine.
    fn picked(&self, today: NaiveDate) -> Result<Vec<ItemRow>> {
        let sql = format!("SELECT item.turn, {ROW} FROM {FROM} WHERE item.id = ({PICK})");
        let mut picked: Vec<ItemRow> = Vec::new();
        for lot in walk::lots(today).take(LOTS) {
            for from in [lot.as_str(), ""] {
                let values = [from.to_owned().into(), today.to_string().into(), NEAR.into()];
                let Some(row) = read_rows(&self.conn, &sql, &values)?.pop() else { continue };
                if !picked.iter().any(|other| other.id == row.id) {
                    picked.push(row);
                }
                break;
            }
            if picked.len() == HANDFUL {
                break;
            }
        }
        Ok(picked)
    }

    /// Keeps the place in a walk; at its end there is none to keep. `left`: the person's other machines hear of it, by one
    /// event that is no act and that no undo takes back.
    pub fn keep_walk(&mut self, now: Moment, walk: &Walk, left: bool) -> Result<()> {
        if walk.here().is_some() {
            let clock: i64 = self
                .conn
                .query_row("SELECT coalesce(max(clock), 0) FROM event", [], |row| row.get(0))
                .doing("reading the journal's clock")?;
            self.keep_json(WALK, &Kept { clock: clock.max(now.unix_ms() << 16), walk: walk.clone() })?;
        } else {
            self.keep(WALK, None)?;
        }
        if !left {
            return Ok(());
        }
        let what = What::Walked { list: walk.scope.clone(), at: walk.here().map(|id| ItemId(id.to_owned())) };
        let body = serde_json::to_string(&what).map_err(Error::json("an event"))?;
        let device = self.device;
        let writing = write(&mut self.conn)?;
        let last: Option<(i64, String, NaiveDate)> = writing
            .query_row(
                "SELECT device, body, day FROM event JOIN device ON device.key = event.device
                 WHERE subject = ?1 AND device.shared = 0 ORDER BY clock DESC LIMIT 1",
                [WALK],
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
            )
            .optional()
            .doing("reading the place in a walk")?;
        // said again where another machine told something since
        if last != Some((device, body, now.day())) {
            Log::begin(&writing, now, device, new_id(now))?.append(WALK, &what)?;
        }
        writing.commit("writing to the journal")
    }

    /// How many requests a portion holds, where an earlier kneel kept beside the settings that it was changed on a walk;
    /// `None`: as it is set. It holds while the settings say what they said then.
    pub fn portion_beside(&self, set: usize) -> Result<Option<usize>> {
        let changed: Option<Portion> = self.kept_json(PORTION)?;
        Ok(changed.filter(|portion| portion.set == set).map(|portion| portion.size.max(1)))
    }

    /// Forgets what an earlier kneel kept beside the settings: they say it themselves.
    pub fn forget_portion_beside(&mut self) -> Result<()> {
        self.keep(PORTION, None)
    }

    /// The publishers that ask for something, with what is open of each.
    pub fn publishers_asking(&self, limit: usize) -> Result<Vec<(String, u64)>> {
        self.conn
            .prepare_cached(
                "SELECT name, open FROM publisher WHERE open > 0 ORDER BY name COLLATE NOCASE LIMIT ?",
            )
            .and_then(|mut query| {
                query.query_map([limit as i64], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
            })
            .doing("reading publishers")
    }

    /// Where a walk through a list goes on today: the newer of the place that is kept here and of that which another
    /// machine of the person's told. `None`: at the beginning.
    pub fn walk_place(&self, today: NaiveDate, list: &str) -> Result<Option<WalkPlace>> {
        let here: Option<Kept> = self.kept_json(WALK)?;
        let here = here.filter(|kept| kept.walk.goes_on(today, list));
        let told = self.told(today, list)?;
        Ok(match (here, told) {
            (Some(Kept { clock, walk }), Some(told)) if clock >= told.clock => Some(WalkPlace::Here(walk)),
            // what was told last was told here: a walk that came to its end goes on nowhere
            (here, Some(told)) if told.device == self.device => here.map(|kept| WalkPlace::Here(kept.walk)),
            (_, Some(told)) => Some(WalkPlace::Elsewhere(told.at)),
            (Some(Kept { walk, .. }), None) => Some(WalkPlace::Here(walk)),
            (None, None) => None,
        })
    }

    /// The place in a walk through a list that a machine of the person's told last today.
    fn told(&self, today: NaiveDate, list: &str) -> Result<Option<Told>> {
        let told: Vec<(i64, i64, NaiveDate, String)> = self
            .conn
            .prepare_cached(
                "SELECT clock, device, day, body FROM event JOIN device ON device.key = event.device
                 WHERE subject = ?1 AND device.shared = 0 ORDER BY clock DESC LIMIT ?2",
            )
            .and_then(|mut query| {
                query
                    .query_map(params![WALK, NEWEST], |row| {
                        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
                    })?
                    .collect()
            })
            .doing("reading the place in a walk")?;
        for (clock, device, day, body) in told {
            // what a newer kneel tells otherwise is left alone
            let Ok(What::Walked { list: of, at }) = serde_json::from_str(&body) else { continue };
            if day == today && of == list {
                return Ok(Some(Told { clock, device, at }));
            }
        }
        Ok(None)
    }

    /// What a walk came to: what of its requests was prayed and noted on its day. The portion is the whole day's.
    pub fn walk_end(
        &self,
        through: &Through,
        items: &[ItemId],
        today: NaiveDate,
        size: usize,
    ) -> Result<WalkEnd> {
        let sql = format!(
            "SELECT item.turn, {ROW} FROM {FROM} WHERE item.last_prayed = ?1 ORDER BY item.turn, item.key LIMIT ?2"
        );
        let values = [today.to_string().into(), (MOST_PRAYED as i64).into()];
        let mut prayed = read_rows(&self.conn, &sql, &values)?;
        prayed.retain(|row| *through == Through::Portion || items.contains(&row.id));
        let mut noted = Vec::new();
        let others = items.iter().filter(|id| !prayed.iter().any(|row| row.id == **id));
        for id in prayed.iter().filter(|row| row.notes > 0).map(|row| &row.id).chain(others) {
            let Some(detail) = self.detail(id)?.filter(|detail| detail.row.notes > 0) else { continue };
            let today = detail.written.iter().filter(|note| note.day == today && note.beside.is_none());
            noted.extend(today.map(|note| (detail.row.title.clone(), note.text.clone())));
        }
        let more = self.walk_rows(&Through::More, today, size, size)?.len();
        let tomorrow = self.portion(today.succ_opt().unwrap_or(today), size)?.len();
        Ok(WalkEnd { prayed: prayed.into_iter().map(|row| row.title).collect(), noted, more, tomorrow })
    }

    /// The bulletin that an item stands in, with the verses that it opens with.
    pub fn scripture(&self, item: &ItemId) -> Result<Option<(String, Vec<Scripture>)>> {
        let mut query = self.conn.prepare_cached(SCRIPTURE).doing("reading a bulletin")?;
        let found: Vec<(String, Option<Scripture>)> = query
            .query_map([&item.0], |row| {
                let (reference, text): (Option<String>, Option<String>) = (row.get(1)?, row.get(2)?);
                Ok((row.get(0)?, reference.zip(text).map(|(reference, text)| Scripture { reference, text })))
            })
            .and_then(Iterator::collect)
            .doing("reading a bulletin")?;
        let Some(bulletin) = found.first().map(|(bulletin, _)| bulletin.clone()) else { return Ok(None) };
        let scripture = found.into_iter().filter_map(|(_, verse)| verse).collect();
        Ok(Some((bulletin, scripture)))
    }
}
