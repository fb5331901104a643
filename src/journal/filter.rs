//! The filter language of `kneel list` and the search: `region:africa is:open prayed:<30d well`.

use chrono::NaiveDate;

use crate::place;
use crate::text::days;

/// Which items a list holds. Everything named must hold.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Filter {
    /// Parts of the region's name.
    pub region: Vec<String>,
    /// States.
    pub is: Vec<Is>,
    /// Codes of countries that the text speaks of.
    pub country: Vec<String>,
    /// Parts of the publisher's name.
    pub publisher: Vec<String>,
    /// How the bulletin's id begins.
    pub bulletin: Vec<String>,
    /// Issued before this day.
    pub before: Option<TypedDay>,
    /// Issued on this day or later.
    pub after: Option<TypedDay>,
    /// When it was last prayed.
    pub prayed: Option<Prayed>,
    /// Words that begin a word of the text, a note or an answer; one with spaces is a phrase.
    pub words: Vec<String>,
}

/// A day that has come, as it was typed: which one "yesterday" is depends on when the filter is used, since a view keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TypedDay(Box<str>);

impl TypedDay {
    fn parse(typed: &str) -> Option<Self> {
        // what is a day at all is one whenever it is asked
        days::past(typed, NaiveDate::default()).map(|_| TypedDay(typed.into()))
    }

    /// The day that is meant today.
    pub fn on(&self, today: NaiveDate) -> Option<NaiveDate> {
        days::past(&self.0, today)
    }
}

/// A state that an item can be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Is {
    /// A request that still waits.
    Open,
    /// Has a verdict.
    Answered,
    /// Rests until a day.
    Snoozed,
    /// Gives thanks.
    Praise,
    /// Asks.
    Request,
    /// Was put away.
    Archived,
    /// The person's own.
    Own,
    /// Private.
    Private,
    /// Has a note.
    Noted,
    /// Comes in every day's portion.
    Pinned,
    /// Is to be looked at again on a day.
    FollowUp,
}

pub(super) const STATES: [(&str, Is); 11] = [
    ("open", Is::Open),
    ("answered", Is::Answered),
    ("snoozed", Is::Snoozed),
    ("praise", Is::Praise),
    ("request", Is::Request),
    ("archived", Is::Archived),
    ("own", Is::Own),
    ("private", Is::Private),
    ("noted", Is::Noted),
    ("pinned", Is::Pinned),
    ("follow-up", Is::FollowUp),
];

pub(super) const KEYS: [&str; 8] =
    ["region", "is", "country", "publisher", "bulletin", "before", "after", "prayed"];

/// When an item was last prayed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Prayed {
    /// Not once.
    Never,
    /// Less than so many days ago.
    Within(u32),
    /// So many days ago or longer, or never.
    NotFor(u32),
}

/// What is wrong with a filter, and what would be right.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FilterError {
    /// There is no such key.
    #[error("no filter is called `{0}:`; did you mean `{1}:`? (words with a colon go in quotes)")]
    Key(String, &'static str),
    /// There is no such state.
    #[error("`is:{0}` is not known; it can be {states}", states = STATES.map(|(name, _)| name).join(", "))]
    State(String),
    /// There is no such country.
    #[error("no country is called `{0}`; use its name or its two-letter code")]
    Country(String),
    /// That is no day.
    #[error("`{0}` is not a day; write it as 2026-03-12, yesterday or friday")]
    Day(String),
    /// That is no span of days.
    #[error("`prayed:{0}` is not known; write prayed:<30d, prayed:>2w, prayed:today or prayed:never")]
    Span(String),
}

impl Filter {
    /// What can be named before a colon.
    pub const KEYS: &[&str] = &KEYS;

    /// What can stand behind `is:`.
    pub fn states() -> impl Iterator<Item = &'static str> {
        STATES.iter().map(|(name, _)| *name)
    }

    /// Reads a filter as a person types it, made safe. Parts are divided by spaces; quotes keep spaces together.
    pub fn parse(text: &str) -> Result<Filter, FilterError> {
        let mut filter = Filter::default();
        for part in split(&crate::text::safe_line(text)) {
            match part.split_once(':') {
                Some((key, value)) if !part.quoted && is_key(key) && !value.is_empty() => {
                    filter.set(key, value)?;
                }
                _ => filter.words.push(part.text),
            }
        }
        Ok(filter)
    }

    /// Whether it names anything at all.
    pub fn is_empty(&self) -> bool {
        *self == Filter::default()
    }

    fn set(&mut self, key: &str, value: &str) -> Result<(), FilterError> {
        let day =
            |value: &str| TypedDay::parse(value).ok_or_else(|| FilterError::Day(value.to_owned())).map(Some);
        match key {
            "region" => self.region.push(value.to_owned()),
            "publisher" => self.publisher.push(value.to_owned()),
            "bulletin" => self.bulletin.push(value.to_owned()),
            "is" => {
                let value_of = |name: &str| name.replace('-', "").to_ascii_lowercase();
                let state = STATES.iter().find(|(name, _)| value_of(value) == value_of(name));
                self.is.push(state.ok_or_else(|| FilterError::State(value.to_owned()))?.1);
            }
            "country" => {
                let code =
                    place::country_code(value).ok_or_else(|| FilterError::Country(value.to_owned()))?;
                self.country.push(code.to_owned());
            }
            "before" => self.before = day(value)?,
            "after" => self.after = day(value)?,
            "prayed" => self.prayed = Some(span(value).ok_or_else(|| FilterError::Span(value.to_owned()))?),
            other => {
                let near = |key: &&str| (strsim::normalized_damerau_levenshtein(other, key) * 1000.0) as u32;
                let nearest = KEYS.into_iter().max_by_key(near).unwrap_or("region");
                return Err(FilterError::Key(other.to_owned(), nearest));
            }
        }
        Ok(())
    }
}

/// The part of a filter that is being typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Open<'a> {
    /// A word or a phrase, or nothing yet.
    Words,
    /// The beginning of a key.
    Key(&'a str),
    /// What follows a key, without its quotation marks.
    Value { key: &'a str, begun: &'a str },
}

/// Where the part of a filter begins that is being typed, in bytes.
pub fn last_part(typed: &str) -> usize {
    let (mut start, mut inside) = (0, false);
    for (at, letter) in typed.char_indices() {
        inside ^= letter == '"';
        if letter.is_whitespace() && !inside {
            start = at + letter.len_utf8();
        }
    }
    start
}

/// Whether the part that is being typed is a key with nothing behind it yet.
pub fn lacks_value(typed: &str) -> bool {
    matches!(unfinished(typed), Open::Value { begun: "", .. })
}

/// The part of a filter that is being typed, the last one.
pub(super) fn unfinished(typed: &str) -> Open<'_> {
    let part = typed.get(last_part(typed)..).unwrap_or_default();
    match part.split_once(':') {
        Some((key, begun)) if KEYS.contains(&key) => Open::Value { key, begun: begun.trim_matches('"') },
        None if part.len() >= 2 && KEYS.iter().any(|key| key.starts_with(part)) => Open::Key(part),
        _ => Open::Words,
    }
}

/// Only what looks like a key is one, so that "Romans 3:25" and "https://..." are words.
fn is_key(key: &str) -> bool {
    KEYS.contains(&key)
        || (key.bytes().all(|byte| byte.is_ascii_lowercase())
            && KEYS.iter().any(|known| strsim::damerau_levenshtein(key, known) <= 2 && key.len() > 3))
}

fn span(value: &str) -> Option<Prayed> {
    match value {
        "never" => return Some(Prayed::Never),
        "today" => return Some(Prayed::Within(1)),
        _ => {}
    }
    let (within, rest) = match value.split_at_checked(1)? {
        ("<", rest) => (true, rest),
        (">", rest) => (false, rest),
        _ => return None,
    };
    let days = span_of_days(rest)?;
    Some(if within { Prayed::Within(days) } else { Prayed::NotFor(days) })
}

/// A number of days: `30d`, `2w`, `3m` (of 30 days), `1y`; a bare number is days.
fn span_of_days(text: &str) -> Option<u32> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let number: u32 = digits.parse().ok()?;
    let unit = match text.get(digits.len()..)? {
        "" | "d" => 1,
        "w" => 7,
        "m" => 30,
        "y" => 365,
        _ => return None,
    };
    number.checked_mul(unit)
}

struct Part {
    text: String,
    /// Whether it began with a quote, and so is words whatever it looks like.
    quoted: bool,
}

impl std::ops::Deref for Part {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

fn split(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut part: Option<Part> = None;
    let mut inside = false;
    for c in text.chars() {
        match c {
            '"' => {
                let began = part.is_none();
                part.get_or_insert(Part { text: String::new(), quoted: began });
                inside = !inside;
            }
            c if c.is_whitespace() && !inside => parts.extend(part.take()),
            c => part.get_or_insert(Part { text: String::new(), quoted: false }).text.push(c),
        }
    }
    parts.extend(part.take());
    parts.retain(|part| !part.text.trim().is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_words() {
        let filter =
            Filter::parse("region:\"east africa\" is:open prayed:<30d \"clean water\" well").unwrap();
        assert_eq!(
            filter,
            Filter {
                region: vec!["east africa".into()],
                is: vec![Is::Open],
                prayed: Some(Prayed::Within(30)),
                words: vec!["clean water".into(), "well".into()],
                ..Filter::default()
            }
        );
    }

    #[test]
    fn countries_by_name_and_code() {
        for text in ["country:kenya", "country:KE"] {
            assert_eq!(Filter::parse(text).unwrap().country, ["KE"], "{text}");
        }
        assert_eq!(Filter::parse("country:narnia"), Err(FilterError::Country("narnia".into())));
    }

    #[test]
    fn spans() {
        let prayed = |text: &str| Filter::parse(text).map(|filter| filter.prayed);
        assert_eq!(prayed("prayed:>2w"), Ok(Some(Prayed::NotFor(14))));
        assert_eq!(prayed("prayed:never"), Ok(Some(Prayed::Never)));
        assert_eq!(prayed("prayed:today"), Ok(Some(Prayed::Within(1))));
        assert_eq!(prayed("prayed:often"), Err(FilterError::Span("often".into())));
        assert!(Filter::parse("prayed:<99999999999d").is_err());
    }

    #[test]
    fn days_are_typed_as_elsewhere_and_meant_when_the_filter_is_used() {
        let after = |typed: &str, today: &str| {
            let filter = Filter::parse(typed).unwrap();
            filter.after.unwrap().on(today.parse().unwrap()).unwrap().to_string()
        };
        for (typed, meant) in [
            ("after:2026-03-01", "2026-03-01"),
            ("after:today", "2026-03-12"),
            ("after:Yesterday", "2026-03-11"),
            ("after:friday", "2026-03-06"),
            ("after:\"20 march\"", "2025-03-20"),
            ("after:\"29 feb\"", "2024-02-29"),
            ("after:24.12.", "2025-12-24"),
        ] {
            assert_eq!(after(typed, "2026-03-12"), meant, "{typed}");
        }
        assert_eq!(after("after:yesterday", "2026-04-01"), "2026-03-31");
        assert_eq!(Filter::parse("before:tomorrow"), Err(FilterError::Day("tomorrow".into())));
    }

    #[test]
    fn a_slip_is_named_and_mended() {
        let error = Filter::parse("regoin:africa").unwrap_err();
        assert!(error.to_string().contains("did you mean `region:`"), "{error}");
        assert!(Filter::parse("is:opne").unwrap_err().to_string().contains("open, answered"));
        assert_eq!(Filter::parse("before:soon"), Err(FilterError::Day("soon".into())));
        for typed in ["is:follow-up", "is:followup", "is:Follow-Up"] {
            assert_eq!(Filter::parse(typed).unwrap().is, [Is::FollowUp], "{typed}");
        }
    }

    #[test]
    fn a_colon_in_words_is_no_key() {
        for text in ["3:25", "https://example.org", "\"region:x\"", "note:"] {
            let filter = Filter::parse(text).unwrap();
            assert_eq!(filter.words, [text.trim_matches('"')], "{text}");
        }
    }
}
