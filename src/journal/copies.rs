//! The copies that lie beside a journal: what each is named by, when kneel makes one by itself, and which are kept.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Utc};
use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;

use super::backup::{self, Turn};
use super::error::{Doing, Error, Result};
use super::vault::{self, Hold, VaultKey};
use super::{Incoming, Journal, foreign_log, schema};
use crate::clock::Moment;
use crate::lasting;

/// An import of more items than this is made behind a copy.
pub const MANY: usize = 1_000;

/// So many of the newest days keep their copy.
const DAYS: usize = 7;

/// Of so many weeks before those the first copy is kept.
const WEEKS: usize = 4;

/// So many copies of before an import, and as many of before a sync, are kept.
const ACTS: usize = 3;

/// Why a copy was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Somebody asked for it.
    Asked,
    /// One is made on each day on which something changed.
    Daily,
    /// Much was about to be imported.
    Import,
    /// The journal was about to be joined to a folder for the first time.
    Sync,
    /// Another copy was about to take the journal's place.
    Restore,
    /// The journal was about to get the form of a newer kneel.
    Upgrade,
    /// It was saved out of a damaged journal.
    Salvaged,
    /// Nobody knows: somebody gave it a name of its own.
    Unknown,
}

impl Why {
    const NAMED: [Why; 7] =
        [Why::Asked, Why::Daily, Why::Import, Why::Sync, Why::Restore, Why::Upgrade, Why::Salvaged];

    /// How the names of such copies begin.
    fn beginning(self) -> &'static str {
        match self {
            Why::Asked => "kneel-",
            Why::Daily => "daily-",
            Why::Import => "before-import-",
            Why::Sync => "before-sync-",
            Why::Restore => "before-restore-",
            Why::Upgrade => "before-format-",
            Why::Salvaged => "salvaged-",
            Why::Unknown => "",
        }
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Why::Asked => "asked for",
            Why::Daily => "of the day",
            Why::Import => "before an import",
            Why::Sync => "before the first sync",
            Why::Restore => "before a restore",
            Why::Upgrade => "before an upgrade",
            Why::Salvaged => "salvaged",
            Why::Unknown => "put here by hand",
        }
    }
}

/// A copy as it lies there. Nobody has looked into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copy {
    /// The file.
    pub path: PathBuf,
    /// When it was made, where the person was.
    pub made: NaiveDateTime,
    /// Its size in bytes.
    pub bytes: u64,
    /// Why.
    pub why: Why,
}

/// The copies beside a journal, the newest first.
pub fn copies(journal: &Path, now: Moment) -> Vec<Copy> {
    let entries = fs::read_dir(backup::folder(journal)).into_iter().flatten().flatten();
    let mut copies: Vec<Copy> = entries.filter_map(|entry| copy_at(entry.path(), now)).collect();
    // of the same second the later one has a number behind it, and more digits in that
    let order = |copy: &Copy| (copy.made, copy.path.as_os_str().len(), copy.path.clone());
    copies.sort_by_cached_key(|copy| Reverse(order(copy)));
    copies
}

/// The newest copy that is not encrypted and in which nothing is damaged.
pub fn newest_sound_copy(journal: &Path, now: Moment) -> Option<Copy> {
    copies(journal, now).into_iter().find(|copy| is_sound(&copy.path))
}

/// Whether a file is a journal that is not encrypted and in which nothing is damaged. It is only looked at.
pub fn is_sound(path: &Path) -> bool {
    let sound = |conn: Connection| backup::check(&conn, path).is_ok() && newest_event(&conn).is_ok();
    schema::refuse_other_files(path, None).is_ok() && foreign_log::without_log(path, None).is_some_and(sound)
}

fn copy_at(path: PathBuf, now: Moment) -> Option<Copy> {
    let name = path.file_name()?.to_str()?.strip_suffix(".db")?;
    let file = fs::metadata(&path).ok().filter(fs::Metadata::is_file)?;
    let named = Why::NAMED.into_iter().find(|why| name.starts_with(why.beginning()));
    let told = named.and_then(|why| moment_in(name.strip_prefix(why.beginning())?));
    // whoever names a copy `daily-of-mine.db` has not asked kneel to thin it out
    let why = named.filter(|why| *why == Why::Upgrade || told.is_some()).unwrap_or(Why::Unknown);
    let written = || {
        let at: DateTime<Utc> = file.modified().ok()?.into();
        Some(at.with_timezone(now.local().offset()).naive_local())
    };
    let made = told.or_else(written)?;
    Some(Copy { made, bytes: file.len(), why, path })
}

/// The moment that a copy's name tells, behind its beginning; behind it, a number may tell it from others of the same
/// second.
fn moment_in(rest: &str) -> Option<NaiveDateTime> {
    let (moment, number) = rest.split_at_checked(17)?;
    let is_number = |number: &str| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let ends = number.is_empty() || number.strip_prefix('-').is_some_and(is_number);
    NaiveDateTime::parse_from_str(moment, "%Y-%m-%d-%H%M%S").ok().filter(|_| ends)
}

fn is_there(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|file| file.len() > 0)
}

/// Whether of a journal only its log is left: SQLite would throw that away with the first page of a new one.
pub fn is_log_alone(journal: &Path) -> bool {
    !is_there(journal) && is_there(&foreign_log::log_of(journal))
}

/// Refuses to begin a new journal where copies, or a log, tell that there was one. An empty file is none: a journal was
/// never begun in it, or all of it was cut off.
pub fn refuse_missing(journal: &Path, now: Moment) -> Result<()> {
    if is_there(journal) {
        return Ok(());
    }
    if let Some(words) = lasting::leads_nowhere(journal) {
        return Err(Error::LeadsNowhere(words));
    }
    let copies = copies(journal, now);
    match copies.iter().find(|copy| copy.bytes > 0) {
        None if is_log_alone(journal) => Err(Error::Damaged {
            path: journal.to_owned(),
            detail: "it is gone, and its log, which ends in -wal, is still there".to_owned(),
            backups: backup::folder(journal),
        }),
        None => Ok(()),
        Some(newest) => Err(Error::Missing {
            path: journal.to_owned(),
            copies: copies.len(),
            newest: newest.path.clone(),
            day: newest.made.date(),
        }),
    }
}

/// A name for a copy that nobody has yet. A clock that stands still or is set back must keep nobody from making one.
pub(super) fn name(journal: &Path, why: Why, now: Moment) -> PathBuf {
    let stamp = now.local().format("%Y-%m-%d-%H%M%S");
    let named = |more: String| backup::folder(journal).join(format!("{}{stamp}{more}.db", why.beginning()));
    (2..1_000)
        .map(|number| named(format!("-{number}")))
        .fold(named(String::new()), |free, next| if free.exists() { next } else { free })
}

impl Journal {
    /// Makes a copy before something that is more than one undo takes back. `None`: there is nothing in the journal yet,
    /// or it is in memory.
    pub fn copy_before(&self, why: Why, now: Moment) -> Result<Option<PathBuf>> {
        let Some(path) = self.path.as_deref() else { return Ok(None) };
        if newest_event(&self.conn)?.is_none() {
            return Ok(None);
        }
        let copy = name(path, why, now);
        backup::room_to_spare(&self.conn, path)?;
        backup::copy_to(&self.conn, self.key.as_ref(), &copy)?;
        thin_out(path, now);
        Ok(Some(copy))
    }

    /// Whether there is something to copy: anything ever happened to it.
    pub fn has_begun(&self) -> Result<bool> {
        Ok(newest_event(&self.conn)?.is_some())
    }

    /// How many items documents have of which the journal has no original yet.
    pub fn new_items<'a>(&self, documents: impl IntoIterator<Item = &'a Incoming>) -> Result<usize> {
        let mut known =
            self.conn.prepare_cached("SELECT 1 FROM document WHERE hash = ?").doing("importing")?;
        let mut items = 0;
        for document in documents {
            if !known.exists([document.whole.hash()]).doing("importing")? {
                items += document.bulletins.iter().map(|bulletin| bulletin.items.len()).sum::<usize>();
            }
        }
        Ok(items)
    }

    /// Somebody who makes the copy of a day by a connection of their own, on whichever thread. `None`: in memory.
    pub fn copyist(&self) -> Option<Copyist> {
        Some(Copyist { journal: self.path.clone()?, key: self.key.clone() })
    }
}

/// Makes the copy of the day.
#[derive(Debug)]
pub struct Copyist {
    /// The journal's file.
    pub journal: PathBuf,
    /// Opens it, if it is encrypted.
    pub key: Option<VaultKey>,
}

impl Copyist {
    /// Makes the copy of the day, where there is none yet and something happened since the last copy of any kind.
    /// `None`: there was none to make, or somebody else is making copies just now.
    pub fn copy(&self, now: Moment) -> Result<Option<PathBuf>> {
        if copied_today(&self.journal, now) {
            return Ok(None);
        }
        let _hold = Hold::shared(&self.journal);
        let conn = schema::open(&self.journal, self.key.as_ref())?;
        // it reads each page once, and should not take the memory of the screens
        conn.execute_batch("PRAGMA cache_size = -1024").doing("making a copy")?;
        let Some(newest) = newest_event(&conn)? else { return Ok(None) };
        let before = copies(&self.journal, now).into_iter().next();
        if before.is_some_and(|copy| newest_in(&copy.path, self.key.as_ref()) == Some(newest)) {
            return Ok(None);
        }
        backup::room_to_spare(&conn, &self.journal)?;
        let Some(turn) = Turn::now(&backup::folder(&self.journal)) else { return Ok(None) };
        // another may have been first
        if copied_today(&self.journal, now) {
            return Ok(None);
        }
        let copy = name(&self.journal, Why::Daily, now);
        backup::copy_in_turn(&conn, self.key.as_ref(), &copy, &turn)?;
        thin_out(&self.journal, now);
        Ok(Some(copy))
    }
}

/// Whether a journal has its copy of today.
pub fn copied_today(journal: &Path, now: Moment) -> bool {
    copies(journal, now).iter().any(|copy| copy.why == Why::Daily && copy.made.date() == now.day())
}

fn newest_event(conn: &Connection) -> Result<Option<Vec<u8>>> {
    conn.query_row("SELECT id FROM event ORDER BY key DESC LIMIT 1", [], |row| row.get(0))
        .optional()
        .doing("making a copy")
}

/// The newest event of a copy; `None` where it cannot be read, or not with this key.
fn newest_in(copy: &Path, key: Option<&VaultKey>) -> Option<Vec<u8>> {
    let encrypted = vault::is_encrypted(copy).ok()?;
    let conn = (encrypted == key.is_some()).then(|| foreign_log::without_log(copy, key))??;
    newest_event(&conn).ok()?
}

/// Removes the copies that kneel made by itself and that are not kept any longer. What cannot be removed stays.
fn thin_out(journal: &Path, now: Moment) {
    let copies = copies(journal, now);
    let of = |why: Why| copies.iter().filter(move |copy| copy.why == why);
    let days = kept(&of(Why::Daily).map(|copy| copy.made.date()).collect(), now.day());
    let daily = of(Why::Daily).filter(|copy| !days.contains(&copy.made.date()));
    // a clock that was wrong for a while must not cost those that were made since
    let past = |copy: &&Copy| copy.made.date() <= now.day();
    let acts = of(Why::Import).filter(past).skip(ACTS).chain(of(Why::Sync).filter(past).skip(ACTS));
    for copy in daily.chain(acts) {
        let _ = fs::remove_file(&copy.path);
    }
}

/// Of days with a copy those that keep it: the newest seven, and before those the first of each of the newest four weeks
/// that have one. Days that are still to come are kept, too: they were made by a clock that was wrong, and count when
/// they have come.
fn kept(days: &BTreeSet<NaiveDate>, today: NaiveDate) -> BTreeSet<NaiveDate> {
    let mut kept: BTreeSet<NaiveDate> = days.iter().filter(|day| **day > today).copied().collect();
    let past: Vec<NaiveDate> = days.iter().rev().filter(|day| **day <= today).copied().collect();
    let (newest, older) = past.split_at(past.len().min(DAYS));
    kept.extend(newest);
    let weeks = older.chunk_by(|one, other| one.iso_week() == other.iso_week());
    kept.extend(weeks.take(WEEKS).filter_map(<[_]>::last));
    kept
}

/// A sentence for a copy that could not be made, while what it was made for goes on.
pub fn not_made(why: Why, error: &Error) -> String {
    let what = match why {
        Why::Daily => "the copy of today",
        Why::Import => "a copy of the journal as it was before this import",
        _ => "a copy of the journal as it was before",
    };
    format!("{what} could not be made: {error}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(number: i32) -> NaiveDate {
        NaiveDate::from_num_days_from_ce_opt(739_000 + number).unwrap()
    }

    fn days(numbers: impl IntoIterator<Item = i32>) -> BTreeSet<NaiveDate> {
        numbers.into_iter().map(day).collect()
    }

    #[test]
    fn a_year_of_days_leaves_a_week_and_the_mondays_of_the_four_weeks_before() {
        let mut there = BTreeSet::new();
        for number in 0..365 {
            there.insert(day(number));
            there = kept(&there, day(number));
        }
        let told: Vec<String> = there.iter().map(|day| day.format("%a %-d %b").to_string()).collect();
        assert_eq!(
            told,
            [
                "Mon 24 Mar",
                "Mon 31 Mar",
                "Mon 7 Apr",
                "Mon 14 Apr",
                "Thu 17 Apr",
                "Fri 18 Apr",
                "Sat 19 Apr",
                "Sun 20 Apr",
                "Mon 21 Apr",
                "Tue 22 Apr",
                "Wed 23 Apr"
            ]
        );
    }

    proptest! {
        #[test]
        fn the_newest_days_are_kept_and_what_is_thinned_out_early_is_not_missed_later(
            numbers in proptest::collection::btree_set(0..400, 0..60),
            today in 0..400,
            next in 0_u64..30,
        ) {
            let (all, today) = (days(numbers), day(today));
            let thin = kept(&all, today);
            prop_assert!(thin.is_subset(&all));
            prop_assert_eq!(kept(&thin, today), thin.clone());
            let past = |days: &BTreeSet<NaiveDate>| -> Vec<NaiveDate> {
                days.iter().rev().filter(|day| **day <= today).copied().collect()
            };
            prop_assert!(past(&thin).len() <= DAYS + WEEKS);
            prop_assert!(all.iter().filter(|day| **day > today).all(|day| thin.contains(day)));
            prop_assert!(past(&all).iter().take(DAYS).all(|day| thin.contains(day)));
            // whoever thins out every day has at last what they had who thinned out once
            let later = today + chrono::Days::new(next);
            let with = |mut days: BTreeSet<NaiveDate>| { days.insert(later); kept(&days, later) };
            prop_assert_eq!(with(thin), with(all));
        }
    }
}
