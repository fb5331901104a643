//! What a handout says, in the same words in every format.

use chrono::NaiveDate;
use serde::Serialize;

use super::Print;
use crate::bulletin::Issued;
use crate::group::{Entry, Heard, HeldBack, Part, PartKind, Said, Sheet};
use crate::text::{capital, counted, fold, safe, safe_line, squash};

/// What all handouts are called.
const NAME: &str = "Prayers and answers";

/// On every sheet, since sheets get parted.
const CONFIDENTIAL: &str = "For this group only: please do not pass on, post or photograph.";

/// A sheet in words. All of it is safe to show; line ends stand only within [`Line::text`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Leaflet {
    /// What it is.
    pub(super) name: &'static str,
    /// Of whom or what it tells: "Kenya".
    pub(super) about: Option<String>,
    /// From when to when.
    pub(super) period: String,
    /// To be kept to themselves.
    pub(super) confidential: &'static str,
    /// The parts that hold something.
    pub(super) parts: Vec<Section>,
    /// Said where no part does.
    pub(super) nothing: Option<&'static str>,
    /// What was held back, counted.
    pub(super) held_back: Option<String>,
    /// Whether it is to be in large letters.
    pub(super) large: bool,
}

/// One part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Section {
    pub(super) heading: &'static str,
    pub(super) entries: Vec<Told>,
    /// What the sheet does not hold: "and 6 more".
    pub(super) more: Option<String>,
}

/// One request and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Told {
    pub(super) title: String,
    pub(super) region: Option<String>,
    /// The request.
    pub(super) asked: Vec<Line>,
    /// What was heard of it.
    pub(super) heard: Vec<Line>,
    /// Notes that go along.
    pub(super) notes: Vec<Line>,
    /// How many empty lines to write on come after it.
    pub(super) room: usize,
}

/// Words and what they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Line {
    pub(super) role: Role,
    pub(super) text: String,
}

/// What words are, which tells how they look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Role {
    /// What somebody asked, told or wrote; it may have line ends.
    Words,
    /// Where and when: "asked 11 November 2025".
    Facts,
    /// How it was answered: "Answered after 25 weeks, on 3 March 2026".
    Verdict,
}

impl Leaflet {
    /// A sheet in words.
    pub(super) fn of(sheet: &Sheet, print: Print) -> Self {
        let holding = sheet.parts.iter().filter(|part| !part.entries.is_empty() || part.more > 0);
        let parts: Vec<Section> = holding.map(|part| Section::of(part, print)).collect();
        Leaflet {
            name: NAME,
            about: sheet.title.as_deref().and_then(one_line),
            period: period(sheet.since, sheet.until),
            confidential: CONFIDENTIAL,
            nothing: parts.is_empty().then_some("Nothing was asked or answered in this time."),
            parts,
            held_back: held_back(sheet.held_back),
            large: print.large,
        }
    }

    /// Its name and what it is about, on one line.
    pub(super) fn title(&self) -> String {
        self.about.as_ref().map_or_else(|| self.name.to_owned(), |about| format!("{}: {about}", self.name))
    }
}

impl Section {
    fn of(part: &Part, print: Print) -> Self {
        // two: a day and a few words
        let room = if print.lines && matches!(part.kind, PartKind::Waiting | PartKind::New) { 2 } else { 0 };
        Section {
            heading: part.kind.words(),
            entries: part.entries.iter().map(|entry| Told::of(entry, room)).collect(),
            more: (part.more > 0).then(|| format!("and {} more", part.more)),
        }
    }
}

impl Told {
    fn of(entry: &Entry, room: usize) -> Self {
        let title = one_line(&entry.title).unwrap_or_else(|| "A request".to_owned());
        let text = several_lines(&capital(&entry.asked.text));
        // a short request is its own heading: it is not said twice
        let (title, words) = match text {
            Some(text) if says_little_more(&text, &title) => (safe_line(&text).into_owned(), None),
            text => (title, text),
        };
        let mut asked: Vec<Line> = words.map(|text| Line { role: Role::Words, text }).into_iter().collect();
        asked.extend(facts(entry));
        Told {
            title,
            region: entry.region.as_deref().and_then(one_line),
            asked,
            heard: entry.heard.as_ref().map(|heard| answer(entry, heard)).unwrap_or_default(),
            notes: entry.notes.iter().flat_map(note).collect(),
            room,
        }
    }
}

/// Whether a request holds no more than its heading and the words that open it ("Please pray for").
fn says_little_more(text: &str, title: &str) -> bool {
    let count = |text: &str| text.split_whitespace().count();
    !text.contains('\n') && count(text) <= count(title) + 3 && fold(text).contains(fold(title).as_str())
}

/// "asked 11 November 2025 · Lamplight, item 2 · speaks of 12 January 2026".
fn facts(entry: &Entry) -> Option<Line> {
    let asked = whence("asked", &entry.asked);
    let day = entry.day.map(|day| format!("speaks of {}", words_of(day)));
    let taken = entry.taken_by.as_deref().and_then(one_line).map(|name| format!("taken to heart by {name}"));
    line_of_facts([asked, day, taken])
}

fn answer(entry: &Entry, heard: &Heard) -> Vec<Line> {
    let when = match entry.days_to_answer() {
        Some(days) => format!("{}, {}", after(days), on(days, heard.day)),
        None => format!("on {}", words_of(heard.day)),
    };
    let verdict = format!("{} {when}", capital(heard.verdict.words()));
    let mut lines = vec![Line { role: Role::Verdict, text: verdict }];
    let words = heard.words.as_deref().and_then(|words| several_lines(&capital(words)));
    let praise = heard.praise.as_ref().and_then(|praise| several_lines(&capital(&praise.text)));
    // who answers from the inbox often leaves the praise's words as they are
    let same = words.is_some() && words.as_deref().map(squash) == praise.as_deref().map(squash);
    lines.extend(words.filter(|_| !same).map(|text| Line { role: Role::Words, text }));
    lines.extend(praise.map(|text| Line { role: Role::Words, text }));
    lines
        .extend(heard.praise.as_ref().and_then(|praise| line_of_facts([whence("told", praise), None, None])));
    lines
}

fn note(note: &Said) -> Vec<Line> {
    let Some(text) = several_lines(&note.text) else { return Vec::new() };
    let facts = line_of_facts([whence("noted", note), None, None]);
    std::iter::once(Line { role: Role::Words, text }).chain(facts).collect()
}

fn line_of_facts(facts: [Option<String>; 3]) -> Option<Line> {
    let told: Vec<String> = facts.into_iter().flatten().collect();
    (!told.is_empty()).then(|| Line { role: Role::Facts, text: told.join(" · ") })
}

/// When and where something was said, as far as it is known: "asked 11 November 2025 · Lamplight, item 2".
fn whence(how: &str, said: &Said) -> Option<String> {
    match (said.day.map(Issued::in_words), said.source.as_deref().and_then(one_line)) {
        (Some(day), Some(source)) => Some(format!("{how} {day} · {source}")),
        (Some(day), None) => Some(format!("{how} {day}")),
        (None, Some(source)) => Some(format!("{how} in {source}")),
        (None, None) => None,
    }
}

/// A day in words: "3 March 2026".
fn words_of(day: NaiveDate) -> String {
    Issued::On(day).in_words()
}

fn on(days: i64, day: NaiveDate) -> String {
    if days == 0 { words_of(day) } else { format!("on {}", words_of(day)) }
}

/// How long an answer took, in days, said as one says it.
fn after(days: i64) -> String {
    match days {
        0 => "on the same day".to_owned(),
        1..21 => format!("after {}", counted(days, "day")),
        21..730 => format!("after {}", counted(days / 7, "week")),
        _ => {
            // a month of the calendar has 30.44 days
            let months = days * 100 / 3044;
            let years = counted(months / 12, "year");
            match months % 12 {
                0 => format!("after {years}"),
                rest => format!("after {years} and {}", counted(rest, "month")),
            }
        }
    }
}

fn period(since: Option<NaiveDate>, until: NaiveDate) -> String {
    match since {
        Some(since) if since == until => words_of(until),
        Some(since) => format!("{} to {}", words_of(since), words_of(until)),
        None => format!("Until {}", words_of(until)),
    }
}

/// What was kept from the sheet, counted and never named; `None` where nothing was.
fn held_back(held: HeldBack) -> Option<String> {
    let say = |count: usize, one: &str, many: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}.")),
        _ => Some(format!("{count} {many}.")),
    };
    let said: Vec<String> = [
        say(held.items, "private item was held back", "private items were held back"),
        say(held.notes, "note was held back", "notes were held back"),
        say(held.names, "name is given by its initials", "names are given by their initials"),
        say(held.places, "place is given by its region", "places are given by their region"),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!said.is_empty()).then(|| said.join(" "))
}

/// What a PDF cannot show, as a sentence; `None` where it shows all.
pub(super) fn missing(missing: &[&str]) -> Option<String> {
    let (last, before) = missing.split_last()?;
    let all =
        if before.is_empty() { (*last).to_owned() } else { format!("{} and {last}", before.join(", ")) };
    Some(format!("the PDF cannot show {all}, a mark stands in their place; a handout in html shows them"))
}

/// Which page of how many: "2 of 5".
#[cfg(feature = "pdf-out")]
pub(super) fn page_of(number: usize, all: usize) -> String {
    format!("{number} of {all}")
}

/// Safe, on one line, without spaces around; `None` where nothing is left.
fn one_line(text: &str) -> Option<String> {
    let line = squash(&safe_line(text)).trim().to_owned();
    (!line.is_empty()).then_some(line)
}

/// Safe, each line without spaces around, without empty lines; `None` where nothing is left.
fn several_lines(text: &str) -> Option<String> {
    let text = safe(text);
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn spans_are_said_as_people_say_them() {
        let said = |days| after(days);
        assert_eq!(said(0), "on the same day");
        assert_eq!(said(1), "after 1 day");
        assert_eq!(said(20), "after 20 days");
        assert_eq!(said(21), "after 3 weeks");
        assert_eq!(said(175), "after 25 weeks");
        assert_eq!(said(729), "after 104 weeks");
        assert_eq!(said(731), "after 2 years");
        assert_eq!(said(765), "after 2 years and 1 month");
        assert_eq!(said(1060), "after 2 years and 10 months");
        assert_eq!(said(3653), "after 10 years");
    }

    #[test]
    fn a_period_has_its_days() {
        let (since, until) = (day(2025, 12, 11), day(2026, 3, 3));
        assert_eq!(period(Some(since), until), "11 December 2025 to 3 March 2026");
        assert_eq!(period(Some(until), until), "3 March 2026");
        assert_eq!(period(None, until), "Until 3 March 2026");
    }

    #[test]
    fn what_was_held_back_is_counted() {
        assert_eq!(held_back(HeldBack::default()), None);
        let held = |items, notes, names, places| held_back(HeldBack { items, notes, names, places }).unwrap();
        assert_eq!(held(2, 0, 0, 0), "2 private items were held back.");
        assert_eq!(
            held(1, 1, 1, 1),
            "1 private item was held back. 1 note was held back. 1 name is given by its initials. \
             1 place is given by its region."
        );
    }

    #[test]
    fn what_is_missing_is_said_plainly() {
        assert_eq!(missing(&[]), None);
        let said = |all: &[&str]| missing(all).unwrap();
        assert!(said(&["Korean letters"]).starts_with("the PDF cannot show Korean letters, a mark"));
        assert!(
            said(&["Thai letters", "Korean letters", "pictures"])
                .contains("Thai letters, Korean letters and pictures,")
        );
    }

    #[test]
    fn a_short_request_is_not_said_twice() {
        assert!(says_little_more("Please pray for Ada's surgery.", "Ada's surgery"));
        assert!(!says_little_more(
            "Please pray for Ada's surgery and for her three small children.",
            "Ada's surgery"
        ));
        assert!(!says_little_more("Pray for rain.", "Ada's surgery"));
    }

    #[test]
    fn nothing_unsafe_and_nothing_empty_gets_in() {
        assert_eq!(one_line(" a\n\u{1B}[31mb  c\u{202E} "), Some("a b c".to_owned()));
        assert_eq!(one_line("\u{200B} \n"), None);
        assert_eq!(several_lines("\n one \n\n \u{1B}[2Jtwo\n"), Some("one\ntwo".to_owned()));
        assert_eq!(several_lines(" \n"), None);
    }
}
