//! The days that lines open with: what their first words say.

use super::dates::{day_number, day_words, in_figures, month, year_number};
use super::hours::is_clock;
use super::ranges::{is_dash, is_joint, joint_of};
use crate::bulletin::language::Language;
use crate::text::{Key, Word, has_digit, words};

/// A line that ends with its day is no longer, in bytes.
const LONGEST_NAMED: usize = 60;

/// What the first words of a line say of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Opening {
    pub weekday: Option<u32>,
    pub day: Option<u32>,
    pub month: Option<u32>,
    pub year: Option<i32>,
    /// Where the words after it begin, in bytes; the text's end where it is all there is.
    pub end: usize,
    /// Whether more than a space parts it from what follows.
    pub border: bool,
    /// What is counted, where the number is no date.
    pub counted: Option<Counted>,
    /// Whether it is of several days: "1-3", "29 & 30".
    pub ranged: bool,
    /// Whether it is called a weekend, which may begin on a Friday.
    pub weekend: bool,
}

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// "Day 3".
    Days,
    /// "Week 3".
    Weeks,
}

/// How much an opening says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A day with its weekday or its month.
    Full,
    /// A number alone.
    Number,
    /// A weekday alone.
    Weekday,
}

impl Opening {
    pub fn form(&self) -> Option<Form> {
        match (self.weekday.is_some() || self.weekend, self.day, self.month) {
            (true, Some(_), _) | (_, Some(_), Some(_)) => Some(Form::Full),
            (false, Some(_), None) => Some(Form::Number),
            (true, None, None) => Some(Form::Weekday),
            _ => None,
        }
    }
}

/// The day that a text opens with, if it does: alone, or before a border or a new sentence.
pub fn opening(text: &str, language: &Language) -> Option<Opening> {
    let first = Key::of(day_words(text, language).next()?.text);
    let begins = text.starts_with(|letter: char| letter.is_ascii_digit())
        || language.weekdays.may_begin_with(&first)
        || language.weekends.may_begin_with(&first)
        || language.day_words.may_begin_with(&first)
        || language.week_words.may_begin_with(&first)
        || language.months.may_begin_with(&first);
    if !begins {
        return None;
    }
    let mut said = Opening::default();
    let (mut joined, mut figures, mut dashed) = (false, false, false);
    // Whether the word before was a weekday, and whether one may come again: "6 Thu - 7 Fri".
    let (mut named, mut again) = (false, false);
    let all: Vec<Word> = day_words(text, language).take(10).collect();
    let mut next = 0;
    while let Some(&word) = all.get(next) {
        next += 1;
        if said.end == 0 && said.counted.is_none() {
            said.counted = counted(&word, language);
            if said.counted.is_some() {
                said.end = word.end();
                continue;
            }
        }
        let between = text.get(said.end..word.start)?;
        if text.get(word.start..).is_some_and(|rest| is_clock(rest, language)) {
            break;
        }
        if let Some(dated) = counted_and_dated(text, &said, word.start, language) {
            return Some(dated);
        }
        if !joined && said.end > 0 && !said.takes(&word, between, language) {
            break;
        }
        dashed |= said.day.is_some() && is_dash(joint_of(between)) || is_range(word.text);
        let ranges = said.end > 0 && is_joint(joint_of(between));
        said.ranged |= dashed || said.day.is_some() && ranges;
        again |= ranges && (named || language.weekdays.holds(word.text));
        if !joined && said.ranges_by(&word, all.get(next), language) {
            (said.ranged, again, joined) = (true, true, true);
            continue;
        }
        joined = said.end > 0 && language.date_joins.holds(word.text);
        if joined && said.counted == Some(Counted::Weeks) {
            // "Week of 6 May"
            return None;
        }
        if joined {
            continue;
        }
        let rest = text.get(word.start..)?;
        if let Some((count, ())) = language.weekends.beginning(rest).filter(|_| !said.weekend) {
            (said.weekend, next) = (true, next + count - 1);
        } else if let Some((day, month, year, last)) = said.figures(text, &all, next - 1, language) {
            said.day.get_or_insert(day);
            said.month.get_or_insert(month);
            said.year = said.year.or(year);
            (figures, next) = (true, last + 1);
        } else if !said.add(&word, again, language) {
            break;
        }
        named = language.weekdays.holds(word.text);
        again &= !named;
        said.end = all.get(next - 1)?.end();
    }
    said.form()?;
    let after = text.get(said.end..)?;
    let bare = after.trim_start_matches([')', ']', '】', ',', '.', ' ', '\u{a0}']);
    let rest =
        bare.trim_start_matches(|letter: char| letter.is_whitespace() || ")]】|:–—-.,/·~*".contains(letter));
    said.border =
        after.get(..after.len() - rest.len())?.contains(|letter: char| "|:–—-./·]】".contains(letter));
    let spaced = after.starts_with("  ") || after.starts_with('\t');
    let parted = said.border || spaced || dashed && said.form() == Some(Form::Number);
    said.end = text.len() - rest.len();
    let opens =
        rest.chars().find(|letter| letter.is_alphanumeric()).is_none_or(|letter| !letter.is_lowercase());
    let enough = match said.form()? {
        Form::Full => opens && (!figures || said.weekday.is_some() || said.border || rest.is_empty()),
        // "MONDAY - our elders"
        Form::Weekday if said.border => true,
        Form::Number | Form::Weekday => {
            opens && (parted || rest.is_empty() && (said.ranged || !is_bare(text)))
        }
    };
    enough.then_some(said)
}

/// "Day 1 – Monday 4 January": the day of which it is says more than how many went before.
fn counted_and_dated(text: &str, said: &Opening, start: usize, language: &Language) -> Option<Opening> {
    let counted = said.counted == Some(Counted::Days) && said.day.is_some() && !said.ranged;
    let rest = text.get(start..).filter(|_| counted)?;
    let again = language.day_words.begin(rest) || language.week_words.begin(rest);
    let dated = if again { None } else { opening(rest, language) }?;
    (dated.form() == Some(Form::Full)).then_some(Opening { end: start + dated.end, ..dated })
}

/// The day that a line of a few words ends with, where its first words call that day by another name: "Ash Wednesday, 18
/// February".
pub fn closing(text: &str, language: &Language) -> Option<Opening> {
    let brief = text.len() <= LONGEST_NAMED && text.ends_with(char::is_alphanumeric);
    if !brief || !has_digit(text) {
        return None;
    }
    let named = words(text).any(|word| language.weekdays.holds(word.text));
    words(text).zip(words(text).skip(1)).find_map(|(before, word)| {
        // "Boxing Day, 26 December", and not "Ten Days of Prayer, 26 December"
        let rest = text.get(word.start..).filter(|_| named || language.day_words.holds(before.text))?;
        let found =
            opening(rest, language).filter(|found| found.end == rest.len() && found.month.is_some())?;
        (found.form() == Some(Form::Full)).then_some(Opening { end: text.len(), ..found })
    })
}

/// What a word counts: "day", "week".
fn counted(word: &Word, language: &Language) -> Option<Counted> {
    let key = Key::of(word.text);
    let days = language.day_words.holds(&key).then_some(Counted::Days);
    days.or_else(|| language.week_words.holds(&key).then_some(Counted::Weeks))
}

/// Whether a word is two numbers: "1-3".
fn is_range(word: &str) -> bool {
    let number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    word.split_once('-').is_some_and(|(from, to)| number(from) && number(to))
}

/// Whether a text is figures and nothing else.
fn is_bare(text: &str) -> bool {
    !text.chars().any(char::is_alphabetic)
}

impl Opening {
    /// Whether a further word may belong to it, by what stands between.
    fn takes(&self, word: &Word, between: &str, language: &Language) -> bool {
        let number = word.text.starts_with(|letter: char| letter.is_ascii_digit());
        let named = month(word, language).is_some() || language.weekdays.holds(word.text);
        match joint_of(between) {
            "" | "," | "(" => true,
            // "1 | We"
            "|" => self.weekday.is_none() && !number && named,
            // A range of days: "3 – 8 June".
            joint => {
                is_joint(joint)
                    && (self.day.is_some() && (number || named) || self.weekday.is_some() && !number && named)
            }
        }
    }

    /// Whether a small word makes a range of the day before it and the one behind it: "6. bis 7. Februar", "29 and 30".
    fn ranges_by(&self, word: &Word, next: Option<&Word>, language: &Language) -> bool {
        let joins = || language.joining.holds(word.text) || language.dates.holds(word.text);
        let later =
            |next: &Word| language.weekdays.holds(next.text) || day_number(next.text, language) > self.day;
        self.day.is_some() && !word.is_capital() && next.is_some_and(later)
            // "for 12 nurses"
            && joins() && !language.biddings.holds(word.text)
    }

    /// What figures at a word say of the day. Without a weekday, a year or a zero, "1.2" counts a part of a text.
    fn figures(
        &self,
        text: &str,
        words: &[Word],
        at: usize,
        language: &Language,
    ) -> Option<(u32, u32, Option<i32>, usize)> {
        let figures = in_figures(text, words, at, language)?;
        let known = self.weekday.is_some() || self.day.is_some() || figures.2.is_some() || figures.3 > at;
        (self.month.is_none() && known || words.get(at)?.text.len() == "01.04".len()).then_some(figures)
    }

    /// Takes a word in; `false` where it is none of a date. `again`: whether a further weekday may end a range.
    fn add(&mut self, word: &Word, again: bool, language: &Language) -> bool {
        if let Some(weekday) = language.weekdays.word(word.text)
            && (again || self.weekday.is_none() || self.day.is_none() && self.month.is_none())
            && word.text.chars().count() > usize::from(word.text.is_ascii())
        {
            // The second of two is the end of a range, here and below.
            self.weekday.get_or_insert(weekday);
            return true;
        }
        if let Some(month) = month(word, language) {
            self.month.get_or_insert(month);
            return true;
        }
        if let Some(day) = day_number(word.text, language) {
            self.day.get_or_insert(day);
            return true;
        }
        if let Some(year) = year_number(word.text, language)
            && self.year.is_none()
        {
            self.year = Some(year);
            return true;
        }
        false
    }
}
