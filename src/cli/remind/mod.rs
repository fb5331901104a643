//! `kneel remind`: a time to pray and days to look again, as lines or for a calendar.

mod calendar;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use chrono::{NaiveDate, NaiveTime, Weekday};
use serde::Serialize;
use uuid::Uuid;

use super::{Desk, Error, Exit, day};
use crate::config::time_of_day;
use crate::lasting;
use calendar::Reminders;

/// The week as people count it.
const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

/// Give your calendar a time to pray and the days to look again
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Entries hold no names, no texts and no places: \"kneel: look again at 1 request\".
Importing the file again moves entries instead of doubling them. The time is
--at, or prayer_time = \"07:30\" in config.toml; without either, the file has
only the days to look again. Times are local, wherever you are.

Examples:
  kneel remind                              what there is, in words
  kneel remind --ics --at 07:30 > kneel.ics
  kneel remind --ics --at 6:45 --days mon-fri --alarm --out ~/Sync/kneel.ics
  kneel remind --ics --title 'Prayer, Ben'  where two share one calendar")]
pub struct Args {
    /// Print a calendar's file (iCalendar)
    #[arg(long, conflicts_with = "json")]
    ics: bool,
    /// The time to pray, such as 07:30
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    /// On which days: mon,wed or mon-fri; every day unless said
    #[arg(long, value_name = "DAYS")]
    days: Option<String>,
    /// Let the calendar ring, at the time or so many minutes before
    #[arg(long, value_name = "MINUTES", num_args = 0..=1, default_missing_value = "0")]
    alarm: Option<u32>,
    /// What the entry of the time is called
    #[arg(long, default_value = "Prayer")]
    title: String,
    /// Write the calendar's file here, over an earlier one
    #[arg(long, short, value_name = "FILE", conflicts_with = "json")]
    out: Option<PathBuf>,
    /// Print it as JSON (kneel.remind/1)
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Data<'a> {
    format: &'static str,
    prayer_time: Option<String>,
    days: Vec<String>,
    look_again: &'a [Again],
}

#[derive(Serialize)]
struct Again {
    day: NaiveDate,
    requests: u64,
}

pub fn run(args: &Args, desk: &mut Desk) -> Result<Exit, Error> {
    let now = desk.now()?;
    let set = desk.config()?.prayer_time.as_deref().and_then(time_of_day);
    let at = args.at.as_deref().map(time).transpose()?.or(set);
    let days = args.days.as_deref().map_or_else(|| Ok(WEEK.to_vec()), weekdays)?;
    let again = again(desk)?;
    let reminders = Reminders { title: args.title.clone(), at, days, alarm: args.alarm, again };
    let empty = reminders.at.is_none() && reminders.again.is_empty();
    let ended = if empty { Exit::Nothing } else { Exit::Done };
    if args.json {
        print_json(desk, &reminders)?;
    } else if empty && args.out.is_none() {
        desk.say("there is nothing to remember: name a time with --at 07:30, or follow requests up");
    } else if let Some(path) = &args.out {
        put(path, &calendar::write(&reminders, now))?;
        desk.say(&format!("{} is written; import it into your calendar", path.display()));
    } else if args.ics {
        desk.out.write_all(calendar::write(&reminders, now).as_bytes())?;
    } else {
        print(desk, &reminders)?;
    }
    Ok(ended)
}

/// In words, a line for each.
fn print(desk: &mut Desk, reminders: &Reminders) -> Result<(), Error> {
    if let Some(at) = reminders.at {
        let days: Vec<String> = reminders.days.iter().map(ToString::to_string).collect();
        let days = if days.len() == 7 { "every day".to_owned() } else { days.join(", ") };
        desk.line(&format!("{days} at {}: {}", at.format("%H:%M"), reminders.title))?;
    }
    for (on, requests) in by_day(reminders) {
        desk.line(&format!("{}: {}", day::long(on), calendar::look_again(requests)))?;
    }
    Ok(())
}

/// The days on which requests are to be looked at again; what waits since an earlier day waits today.
fn again(desk: &mut Desk) -> Result<Vec<(NaiveDate, Uuid)>, Error> {
    let today = desk.now()?.day();
    let last = NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or(today);
    let follow_ups = desk.journal_if_any()?.follow_ups(NaiveDate::default(), last)?;
    Ok(follow_ups.into_iter().map(|one| (one.day.max(today), one.name)).collect())
}

/// How many requests are to be looked at again on each day.
fn by_day(reminders: &Reminders) -> BTreeMap<NaiveDate, u64> {
    let mut days = BTreeMap::new();
    for (day, _) in &reminders.again {
        *days.entry(*day).or_default() += 1;
    }
    days
}

fn print_json(desk: &mut Desk, reminders: &Reminders) -> Result<(), Error> {
    let again: Vec<Again> =
        by_day(reminders).into_iter().map(|(day, requests)| Again { day, requests }).collect();
    desk.json(&Data {
        format: "kneel.remind/1",
        prayer_time: reminders.at.map(|at| at.format("%H:%M").to_string()),
        days: reminders.days.iter().map(|day| day.to_string().to_lowercase()).collect(),
        look_again: &again,
    })
}

/// Writes the file whole or not at all: a calendar may read it at any moment.
fn put(path: &Path, text: &str) -> Result<(), Error> {
    let failed =
        |error: &std::io::Error| Error::Failed(format!("{} could not be written: {error}", path.display()));
    // what is at that place may be something else that the person keeps
    if fs::read(path).is_ok_and(|there| !there.is_empty() && !there.starts_with(b"BEGIN:VCALENDAR")) {
        return Err(Error::Failed(format!(
            "{} is there and is no calendar; nothing was written",
            path.display()
        )));
    }
    let path = lasting::led_to(path).map_err(|error| failed(&error))?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(|error| failed(&error))?;
    file.write_all(text.as_bytes()).map_err(|error| failed(&error))?;
    lasting::put(file, &path).map_err(|error| failed(&error))
}

/// A time of day as people type it: `07:30`, `7:30`, `7.30`.
fn time(typed: &str) -> Result<NaiveTime, Error> {
    time_of_day(typed).ok_or_else(|| Error::Usage(format!("{typed} is no time; write it as 07:30")))
}

/// Days of the week as people type them: `mon,wed`, `mon-fri`.
fn weekdays(typed: &str) -> Result<Vec<Weekday>, Error> {
    let wrong =
        || Error::Usage(format!("{typed} names no days; write mon,wed,sat or mon-fri or every day's name"));
    let mut wanted = Vec::new();
    for part in typed.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let (from, to) = part.split_once('-').unwrap_or((part, part));
        let from: Weekday = from.trim().parse().map_err(|_| wrong())?;
        let to: Weekday = to.trim().parse().map_err(|_| wrong())?;
        let span = from.days_since(Weekday::Mon)..=from.days_since(Weekday::Mon) + to.days_since(from);
        wanted.extend(span.filter_map(|at| WEEK.get(at as usize % WEEK.len()).copied()));
    }
    let days: Vec<Weekday> = WEEK.into_iter().filter(|day| wanted.contains(day)).collect();
    if days.is_empty() { Err(wrong()) } else { Ok(days) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Weekday::{Fri, Mon, Sat, Sun, Thu, Wed};

    #[test]
    fn days_as_people_type_them() {
        assert_eq!(weekdays("mon-wed").unwrap(), [Mon, Weekday::Tue, Wed]);
        assert_eq!(weekdays("sat-mon, Thursday").unwrap(), [Mon, Thu, Sat, Sun]);
        assert_eq!(weekdays("fri,fri").unwrap(), [Fri]);
        assert_eq!(weekdays("mon-sun").unwrap().len(), 7);
        for wrong in ["", ",", "someday", "mon-", "1-3"] {
            assert!(matches!(weekdays(wrong), Err(Error::Usage(_))), "{wrong}");
        }
    }

    #[test]
    fn times_as_people_type_them() {
        for typed in ["07:30", "7:30", " 7.30 "] {
            assert_eq!(time(typed).unwrap().to_string(), "07:30:00");
        }
        for wrong in ["", "25:00", "7", "half past seven", "07:30:99"] {
            assert!(matches!(time(wrong), Err(Error::Usage(_))), "{wrong}");
        }
    }
}
