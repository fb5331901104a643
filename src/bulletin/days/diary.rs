//! Diaries: documents whose entries belong to days, and open with them.
//!
//! "Friday 1| Pray for ...", "5-8–Kenya: Four days for ...", "Monday 9" on a line of its own, "28 September – Kenya".
//! Such openings are marked on their lines before these are gathered. One alone is only a date; a diary is known by
//! several. What an opening leaves unsaid (its month, its year) is what was said last above it.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use super::calendar::Calendar;
use super::dates::{self, DateLine, month_said};
use super::hours::begins_with_time;
use super::opening::{Form, Opening, closing, opening};
use crate::bulletin::cues::listen;
use crate::bulletin::document::{Day, Document, Line, Mark, Sheet};
use crate::bulletin::language::Language;
use crate::bulletin::paragraphs::{ends_sentence, is_capitals, is_short};
use crate::bulletin::scripture;
use crate::bulletin::sections::is_listed;
use crate::text::{Word, has_digit, words};

/// So many openings with a weekday or a month make a diary.
const FEWEST: usize = 3;

/// So many where they are no more than a number ("1–Kenya: ...") or a weekday ("Monday: ...").
const FEWEST_BARE: usize = 4;

/// A list that counts to so many counts the days of a month.
const SHORTEST_MONTH: usize = 28;

/// A line that names the month of the days below it, without a blank line above, is no longer, in bytes.
const LONGEST_MONTH: usize = 40;

/// Days between two issues: entries stand closer together.
const ISSUE: i64 = 5;

/// Parts the lines in which a further day opens behind a sentence ("... by noon. Tuesday 10"), for a document whose days
/// are run together so.
pub fn part(document: &mut Document, sheet: usize, language: &Language) {
    let Some(range) = document.sheets.get(sheet).map(|sheet| sheet.lines.clone()) else { return };
    let lines = document.lines.get(range.clone()).unwrap_or_default();
    let inside: Vec<(usize, Vec<usize>)> =
        (range.start..).zip(lines).map(|(at, line)| (at, openings_inside(&line.text, language))).collect();
    let starts =
        |line: &&Line| opening(&line.text, language).is_some_and(|found| found.form() == Some(Form::Full));
    let many = inside.iter().map(|(_, cuts)| cuts.len()).sum::<usize>();
    if many == 0 || many + lines.iter().filter(starts).count() < FEWEST {
        return;
    }
    for (at, cuts) in inside.into_iter().rev() {
        for cut in cuts.into_iter().rev() {
            document.cut(at, cut);
        }
    }
}

/// Where days open behind a sentence's end, in bytes.
fn openings_inside(text: &str, language: &Language) -> Vec<usize> {
    if !has_digit(text) {
        return Vec::new();
    }
    let opens = |word: &Word| {
        // the end of a sentence is a pause
        if !word.pause || word.start == 0 || !language.weekdays.may_begin_with(word.text) {
            return false;
        }
        let before = text.get(..word.start).unwrap_or_default();
        let rest = text.get(word.start..).unwrap_or_default();
        before.ends_with(char::is_whitespace)
            && ends_sentence(before.trim_end())
            && opening(rest, language).is_some_and(|found| found.form() == Some(Form::Full))
    };
    words(text).filter(opens).map(|word| word.start).collect()
}

/// Marks the days that lines open, where the lines are a diary's.
pub fn mark(document: &mut Document, range: Range<usize>, sheet: &Sheet, language: &Language) {
    let sent = sheet.sent_on.map(|day| (day.year(), day.month()));
    let titled = sheet.title.as_deref().and_then(|title| month_said(title, language));
    let lines = document.lines.get_mut(range).unwrap_or_default();
    let mut openings = customary(lines, language);
    if openings.iter().all(Option::is_none) {
        return;
    }
    if let Some(dated) = dates_issue(lines, &openings, language).and_then(|at| openings.get_mut(at)) {
        *dated = None;
    }
    let to_end = |opening: &Opening| opening.day.is_some_and(|day| day as usize >= SHORTEST_MONTH);
    let whole_month =
        openings.iter().flatten().count() >= SHORTEST_MONTH || openings.iter().flatten().any(to_end);
    let mut calendar = Calendar::new(sent, titled, whole_month);
    let mut begun = false;
    for (line, opening) in lines.iter_mut().zip(openings) {
        match opening {
            Some(opening) => {
                let alone = opening.end == line.text.len();
                line.day = Some(Day { date: calendar.day(&opening), opening: opening.end, alone });
            }
            // a month within a wrapped entry is no month of the diary
            None if begun && !line.gap && line.mark == Mark::Plain && line.text.len() > LONGEST_MONTH => {}
            None => calendar.hear(&line.text, language),
        }
        begun |= line.day.is_some();
    }
}

/// Which line is the date of the issue, with the days of the diary under it: it says its year and nothing else, and either
/// nothing is told of it before the next heading, or the other days are told on their own lines.
fn dates_issue(lines: &[Line], openings: &[Option<Opening>], language: &Language) -> Option<usize> {
    let is_alone =
        |at: usize, opening: &Opening| lines.get(at).is_some_and(|line| opening.end == line.text.len());
    let mut days = openings.iter().enumerate().filter_map(|(at, opening)| Some((at, opening.as_ref()?)));
    let (first, _) = days.next().filter(|(at, opening)| is_alone(*at, opening))?;
    let is_day = |line: &Line| matches!(dates::whole_line(&line.text, language), Some(DateLine::Day(_)));
    let (next, second) = lines.get(first).filter(|line| is_day(line)).and_then(|_| days.next())?;
    let asks = |line: &Line| is_listed(line) || listen(&line.text, language).any();
    let between = lines.get(first + 1..next).unwrap_or_default();
    let heads = |line: &Line| match line.mark {
        Mark::Heading(_) => true,
        _ => line.gap && is_short(&line.text) && is_capitals(&line.text),
    };
    let told = || between.iter().any(asks) && !between.iter().any(heads);
    let mut apart = || !is_alone(next, second) && !days.any(|(at, opening)| is_alone(at, opening)) && !told();
    (next == first + 1 || apart()).then_some(first)
}

/// The openings of lines that follow the document's custom; none where it has none.
fn customary(lines: &[Line], language: &Language) -> Vec<Option<Opening>> {
    let mut openings: Vec<Option<Opening>> =
        (0..lines.len()).map(|at| at_line(lines, at, language)).collect();
    without_programme(lines, &mut openings, language);
    let count = |openings: &[Option<Opening>], form| {
        openings.iter().flatten().filter(|opening| opening.form() == Some(form)).count()
    };
    let full = count(&openings, Form::Full);
    let form = if full >= FEWEST || full == 2 && are_headed(lines, &openings) {
        Some(Form::Full)
    } else if count(&openings, Form::Number) >= fewest_numbers(&openings)
        && ascend(&openings, |opening| opening.day)
    {
        Some(Form::Number)
    } else if count(&openings, Form::Weekday) >= fewest_weekdays(lines, &openings) && weeks_ascend(&openings)
    {
        Some(Form::Weekday)
    } else {
        None
    };
    let Some(form) = form else { return numbered(lines) };
    let between = if form == Form::Full { ranges_between(&openings) } else { Vec::new() };
    for (at, opening) in openings.iter_mut().enumerate() {
        *opening = opening.filter(|opening| opening.form() == Some(form) || between.contains(&at));
    }
    if form == Form::Full && are_issues(lines, &openings, language) {
        return vec![None; lines.len()];
    }
    openings
}

/// Takes away the days of a programme, which have their hours: "Tue 14, 10.00 am Holy Communion". Where most have, those are no diary's.
fn without_programme(lines: &[Line], openings: &mut [Option<Opening>], language: &Language) {
    let is_timed = |(line, opening): (&Line, &Option<Opening>)| {
        opening.is_some() && begins_with_time(&line.text, language)
    };
    let timed = lines.iter().zip(&*openings).filter(|pair| is_timed(*pair)).count();
    if 2 * timed <= openings.iter().flatten().count() {
        return;
    }
    for (line, opening) in lines.iter().zip(openings) {
        if is_timed((line, opening)) {
            *opening = None;
        }
    }
}

/// "Day 1" says more than "1".
fn fewest_numbers(openings: &[Option<Opening>]) -> usize {
    let counted = openings.iter().flatten().filter(|opening| opening.counted.is_some()).count();
    if counted >= FEWEST { FEWEST } else { FEWEST_BARE }
}

/// Weekdays on lines of their own, one day after the other, say more than those before a text or of a programme.
fn fewest_weekdays(lines: &[Line], openings: &[Option<Opening>]) -> usize {
    let days = lines.iter().zip(openings).filter_map(|(line, opening)| Some((line, opening.as_ref()?)));
    let weekdays: Vec<(bool, Option<u32>)> = days
        .filter(|(_, opening)| opening.form() == Some(Form::Weekday))
        .map(|(line, opening)| (opening.end == line.text.len(), opening.weekday))
        .collect();
    let follows = |pair: &[(bool, Option<u32>)]| matches!(pair, [(true, Some(day)), (true, Some(next))] if (day + 1) % 7 == *next);
    if weekdays.windows(2).all(follows) { FEWEST } else { FEWEST_BARE }
}

/// Whether weekdays go up, in weeks that begin with Monday or with Sunday.
fn weeks_ascend(openings: &[Option<Opening>]) -> bool {
    ascend(openings, |opening| opening.weekday)
        || ascend(openings, |opening| opening.weekday.map(|weekday| (weekday + 1) % 7))
}

/// Where a range says no more than its numbers ("29 & 30") and stands between the days above and below it.
fn ranges_between(openings: &[Option<Opening>]) -> Vec<usize> {
    let days: Vec<(usize, &Opening, u32)> = openings
        .iter()
        .enumerate()
        .filter_map(|(at, opening)| Some((at, opening.as_ref()?, opening.as_ref()?.day?)))
        .filter(|(_, opening, _)| opening.form() == Some(Form::Full) || opening.ranged)
        .collect();
    let (mut last, mut found) = (None, Vec::new());
    for (index, &(at, opening, day)) in days.iter().enumerate() {
        let next = days.get(index + 1).map(|&(_, _, day)| day);
        let fits =
            || last.is_some_and(|last| last < day && next.is_none_or(|next| day < next || next < last));
        if opening.form() == Some(Form::Full) {
            last = Some(day);
        } else if fits() {
            found.push(at);
            last = Some(day);
        }
    }
    found
}

/// The days of a calendar whose entries are numbered like a list: "1. ...", "2. ...", to the end of the month.
fn numbered(lines: &[Line]) -> Vec<Option<Opening>> {
    let count = lines.iter().filter(|line| line.mark == Mark::Number).count();
    if !(SHORTEST_MONTH..=31).contains(&count) {
        return vec![None; lines.len()];
    }
    let mut number = 0;
    let day = |line: &Line| {
        (line.mark == Mark::Number).then(|| {
            number += 1;
            Opening { day: Some(number), ..Opening::default() }
        })
    };
    lines.iter().map(day).collect()
}

/// The opening of a line that begins something.
fn at_line(lines: &[Line], at: usize, language: &Language) -> Option<Opening> {
    let line = lines.get(at).filter(|line| !line.aside && line.mark != Mark::Rule)?;
    let found =
        opening(&line.text, language).or_else(|| closing(&line.text, language).filter(|_| line.gap))?;
    let before = at.checked_sub(1).and_then(|before| lines.get(before));
    // entries of one line each stand right under each other
    let follows =
        |before: &Line| opening(&before.text, language).is_some_and(|day| day.form() == found.form());
    let begins = line.gap
        || line.mark != Mark::Plain
        || before
            .is_none_or(|before| ends_sentence(&before.text) || before.text.len() < 60 || follows(before));
    begins.then_some(found)
}

/// Whether each opening is a heading or is followed by one: two of those are enough.
fn are_headed(lines: &[Line], openings: &[Option<Opening>]) -> bool {
    let headed = |(line, opening): (&Line, &Option<Opening>)| {
        opening.is_none_or(|opening| {
            let rest = line.text.get(opening.end..).unwrap_or_default();
            opening.month.is_some()
                && opening.border
                && !rest.is_empty()
                && !ends_sentence(rest)
                && rest.len() < 60
        })
    };
    lines.iter().zip(openings).all(headed)
}

/// Whether days or weekdays go up from one entry to the next; once in a while they may begin again.
fn ascend(openings: &[Option<Opening>], number: impl Fn(&Opening) -> Option<u32>) -> bool {
    let numbers: Vec<u32> = openings.iter().flatten().filter_map(number).collect();
    let downs = numbers.windows(2).filter(|pair| matches!(pair, [a, b] if a >= b)).count();
    downs * 5 <= numbers.len() + 1
}

/// Whether the days are those of issues, and not of entries: whole dates on lines of their own, some days apart, and
/// several requests under each.
fn are_issues(lines: &[Line], openings: &[Option<Opening>], language: &Language) -> bool {
    let days: Vec<NaiveDate> = openings.iter().flatten().filter_map(date_of).collect();
    let count = openings.iter().flatten().count();
    let alone = lines
        .iter()
        .zip(openings)
        .all(|(line, opening)| opening.is_none_or(|opening| opening.end == line.text.len()));
    let close = |pair: &[NaiveDate]| matches!(pair, [a, b] if (*b - *a).num_days().abs() < ISSUE);
    if days.len() < count || !alone || days.windows(2).any(close) {
        return false;
    }
    let asks = |line: &&Line| {
        is_listed(line)
            || line.gap && !scripture::is_half_quotation(&line.text) && listen(&line.text, language).any()
    };
    let first = openings.iter().position(Option::is_some).unwrap_or_default();
    let requests = lines.iter().skip(first).filter(asks).count();
    2 * requests >= 3 * count
}

fn date_of(opening: &Opening) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(opening.year?, opening.month?, opening.day?)
}

#[cfg(test)]
mod tests;
