//! Reminders as a calendar's file (iCalendar, RFC 5545). Pure: the same reminders at the same moment give the same bytes.
//!
//! A calendar is often shared and lies on other people's servers, so an entry says when to pray or to look again; never
//! at what, at whom or where. Times float: half past seven is half past seven wherever one is.

use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};

use uuid::Uuid;

use crate::clock::Moment;

/// The longest line in bytes, its end not counted.
const LONGEST: usize = 75;

/// How long the entry of a prayer time is, in minutes; it is shown as free.
const MINUTES: u32 = 15;

/// What is to be remembered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminders {
    /// What the entry of the prayer time is called.
    pub title: String,
    /// The prayer time, if there is one.
    pub at: Option<NaiveTime>,
    /// On which days of the week; all seven: every day.
    pub days: Vec<Weekday>,
    /// So many minutes before the time the calendar rings; `None`: it does not.
    pub alarm: Option<u32>,
    /// The days on which requests are to be looked at again, each with a name that stays its own when the day moves.
    pub again: Vec<(NaiveDate, Uuid)>,
}

impl Reminders {
    /// On which of the days the prayer time comes next, today at the soonest.
    fn first(&self, today: NaiveDate) -> NaiveDate {
        let week = today.iter_days().take(7);
        week.into_iter().find(|day| self.days.contains(&day.weekday())).unwrap_or(today)
    }

    /// How the prayer time comes again.
    fn rule(&self) -> String {
        if self.days.len() >= 7 {
            return "FREQ=DAILY".to_owned();
        }
        let days: Vec<&str> = self.days.iter().map(|day| code(*day)).collect();
        format!("FREQ=WEEKLY;BYDAY={}", days.join(","))
    }
}

/// What is to be done on a day on which so many requests are looked at again.
pub fn look_again(requests: u64) -> String {
    match requests {
        1 => "look again at 1 request".to_owned(),
        many => format!("look again at {many} requests"),
    }
}

/// The file.
pub fn write(reminders: &Reminders, now: Moment) -> String {
    let mut file = File { text: String::new(), stamp: stamp(now) };
    file.line("BEGIN:VCALENDAR");
    file.line("VERSION:2.0");
    file.line(concat!("PRODID:-//kneel//kneel ", env!("CARGO_PKG_VERSION"), "//EN"));
    file.line("CALSCALE:GREGORIAN");
    file.line("METHOD:PUBLISH");
    if let Some(at) = reminders.at {
        file.begin(&["time", &reminders.title], &reminders.title);
        file.line(&format!("DTSTART:{}T{}", day(reminders.first(now.day())), at.format("%H%M00")));
        file.line(&format!("DURATION:PT{MINUTES}M"));
        file.line(&format!("RRULE:{}", reminders.rule()));
        if let Some(minutes) = reminders.alarm {
            file.line("BEGIN:VALARM");
            file.line("ACTION:DISPLAY");
            file.line(&format!("DESCRIPTION:{}", escaped(&reminders.title)));
            file.line(&format!("TRIGGER:{}PT{minutes}M", if minutes > 0 { "-" } else { "" }));
            file.line("END:VALARM");
        }
        file.line("END:VEVENT");
    }
    for (on, name) in &reminders.again {
        let summary = format!("kneel: {}", look_again(1));
        file.begin(&["again", &reminders.title, &name.simple().to_string()], &summary);
        file.line(&format!("DTSTART;VALUE=DATE:{}", day(*on)));
        file.line(&format!("DTEND;VALUE=DATE:{}", day(on.succ_opt().unwrap_or(*on))));
        file.line("END:VEVENT");
    }
    file.line("END:VCALENDAR");
    file.text
}

struct File {
    text: String,
    stamp: String,
}

impl File {
    /// Begins an entry. Its name is made of what it is about, so that importing the file again moves the entry instead of
    /// adding another; the title is part of it, for two people who share one calendar.
    fn begin(&mut self, about: &[&str], summary: &str) {
        let name = blake3::hash(about.join("\n").as_bytes()).to_hex();
        self.line("BEGIN:VEVENT");
        self.line(&format!("UID:{}@kneel", name.get(..32).unwrap_or_default()));
        let stamp = self.stamp.clone();
        self.line(&format!("DTSTAMP:{stamp}"));
        self.line(&format!("LAST-MODIFIED:{stamp}"));
        self.line(&format!("SUMMARY:{}", escaped(summary)));
        self.line("CLASS:PRIVATE");
        self.line("TRANSP:TRANSPARENT");
    }

    /// One line, folded where it is too long, never inside a letter.
    fn line(&mut self, words: &str) {
        let mut taken = 0;
        for letter in words.chars() {
            if taken + letter.len_utf8() > LONGEST {
                self.text.push_str("\r\n ");
                taken = 1;
            }
            self.text.push(letter);
            taken += letter.len_utf8();
        }
        self.text.push_str("\r\n");
    }
}

/// A text as a value: what divides values is said otherwise.
fn escaped(words: &str) -> String {
    let safe = crate::text::safe_line(words);
    safe.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,")
}

fn stamp(now: Moment) -> String {
    now.local().naive_utc().format("%Y%m%dT%H%M%SZ").to_string()
}

fn day(day: NaiveDate) -> String {
    day.format("%Y%m%d").to_string()
}

fn code(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "MO",
        Weekday::Tue => "TU",
        Weekday::Wed => "WE",
        Weekday::Thu => "TH",
        Weekday::Fri => "FR",
        Weekday::Sat => "SA",
        Weekday::Sun => "SU",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Thursday, 12 March 2026.
    fn now() -> Moment {
        Moment::new("2026-03-12T09:14:00+01:00".parse().unwrap())
    }

    fn all() -> Vec<Weekday> {
        use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
        vec![Mon, Tue, Wed, Thu, Fri, Sat, Sun]
    }

    fn reminders() -> Reminders {
        Reminders {
            title: "Prayer".into(),
            at: NaiveTime::from_hms_opt(7, 30, 0),
            days: all(),
            alarm: None,
            again: vec![
                ("2026-03-20".parse().unwrap(), Uuid::from_u128(1)),
                ("2026-12-31".parse().unwrap(), Uuid::from_u128(2)),
            ],
        }
    }

    #[test]
    fn the_whole_file() {
        let file = write(&reminders(), now());
        let wanted = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            concat!("PRODID:-//kneel//kneel ", env!("CARGO_PKG_VERSION"), "//EN"),
            "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH",
            "BEGIN:VEVENT",
            "UID:*@kneel",
            "DTSTAMP:20260312T081400Z",
            "LAST-MODIFIED:20260312T081400Z",
            "SUMMARY:Prayer",
            "CLASS:PRIVATE",
            "TRANSP:TRANSPARENT",
            "DTSTART:20260312T073000",
            "DURATION:PT15M",
            "RRULE:FREQ=DAILY",
            "END:VEVENT",
            "BEGIN:VEVENT",
            "UID:*@kneel",
            "DTSTAMP:20260312T081400Z",
            "LAST-MODIFIED:20260312T081400Z",
            "SUMMARY:kneel: look again at 1 request",
            "CLASS:PRIVATE",
            "TRANSP:TRANSPARENT",
            "DTSTART;VALUE=DATE:20260320",
            "DTEND;VALUE=DATE:20260321",
            "END:VEVENT",
            "BEGIN:VEVENT",
            "UID:*@kneel",
            "DTSTAMP:20260312T081400Z",
            "LAST-MODIFIED:20260312T081400Z",
            "SUMMARY:kneel: look again at 1 request",
            "CLASS:PRIVATE",
            "TRANSP:TRANSPARENT",
            "DTSTART;VALUE=DATE:20261231",
            "DTEND;VALUE=DATE:20270101",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ];
        let without_names = |line: &str| match line.strip_prefix("UID:") {
            Some(name) => {
                let hash = name.strip_suffix("@kneel").unwrap();
                assert!(hash.len() == 32 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()), "{name}");
                "UID:*@kneel".to_owned()
            }
            None => line.to_owned(),
        };
        let lines: Vec<String> = file.split("\r\n").map(without_names).collect();
        assert_eq!(lines, wanted);
        assert!(!file.replace("\r\n", "").contains(['\r', '\n']), "each line ends with both");
    }

    fn names(file: &str) -> Vec<&str> {
        file.split("\r\n").filter_map(|line| line.strip_prefix("UID:")).collect()
    }

    #[test]
    fn a_later_file_names_the_same_entries() {
        let later = Moment::new("2026-03-14T20:00:00+05:00".parse().unwrap());
        let mut moved = reminders();
        moved.at = NaiveTime::from_hms_opt(21, 0, 0);
        moved.again[0].0 = "2026-04-02".parse().unwrap();
        let (one, other) = (write(&reminders(), now()), write(&moved, later));
        assert_eq!(names(&one), names(&other));
        let mut apart = names(&one);
        apart.dedup();
        assert_eq!(apart.len(), 3, "each entry has a name of its own");
        moved.title = "Prayer, Ben".into();
        assert_ne!(names(&one)[0], names(&write(&moved, later))[0]);
    }

    #[test]
    fn days_of_the_week_begin_on_the_next_of_them() {
        let some = Reminders { days: vec![Weekday::Mon, Weekday::Wed], ..reminders() };
        let file = write(&some, now());
        assert!(file.contains("\r\nDTSTART:20260316T073000\r\n"), "{file}");
        assert!(file.contains("\r\nRRULE:FREQ=WEEKLY;BYDAY=MO,WE\r\n"), "{file}");
    }

    #[test]
    fn an_alarm_rings_at_the_time_or_before() {
        for (minutes, trigger) in [(0, "TRIGGER:PT0M"), (10, "TRIGGER:-PT10M")] {
            let file = write(&Reminders { alarm: Some(minutes), ..reminders() }, now());
            let alarm = format!(
                "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:Prayer\r\n{trigger}\r\nEND:VALARM\r\nEND:VEVENT\r\n"
            );
            assert!(file.contains(&alarm), "{file}");
            assert_eq!(file.matches("BEGIN:VALARM").count(), 1, "the other days ring not");
        }
    }

    #[test]
    fn a_long_title_is_folded_and_read_back() {
        let title = "Gebet; Anna, Ben \\ und alle, 기도 시간 ".repeat(6) + "Ende";
        let file = write(&Reminders { title: title.clone(), ..reminders() }, now());
        for line in file.split("\r\n") {
            assert!(line.len() <= LONGEST, "{} bytes: {line}", line.len());
        }
        let unfolded = file.replace("\r\n ", "");
        let summary = unfolded.split("\r\n").find_map(|line| line.strip_prefix("SUMMARY:")).unwrap();
        let plain = summary.replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\");
        assert_eq!(plain, title);
        assert!(file.split("\r\n").any(|line| line.starts_with(' ')), "it was folded");
    }

    #[test]
    fn a_title_of_several_lines_cannot_add_any() {
        let title = "Prayer\r\nATTACH:https://example.org/x";
        let file = write(&Reminders { title: title.into(), ..reminders() }, now());
        assert!(!file.contains("\nATTACH"), "{file}");
    }
}
