//! Diaries: documents whose entries belong to days, and open with them.
//!
//! "Friday 1| Pray for ...", "5-8–Kenya: Four days for ...", "Monday 9" on a line of its own, "28 September – Kenya".
//! Such openings are marked on their lines before these are gathered. One alone is only a date; a diary is known by
//! several. What an opening leaves unsaid (its month, its year) is what was said last above it.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use super::calendar::Calendar;
use super::cues::listen;
use super::dates::{self, DateLine, month_said};
use super::document::{Day, Document, Line, Mark, Sheet};
use super::language::Language;
use super::opening::{Form, Opening, closing, opening};
use super::paragraphs::ends_sentence;
use super::scripture;
use super::sections::is_listed;
use crate::text::{Word, has_digit, words};

/// So many openings with a weekday or a month make a diary.
const FEWEST: usize = 3;

/// So many where they are no more than a number ("1–Kenya: ...") or a weekday ("Monday: ...").
const FEWEST_BARE: usize = 4;

/// A list that counts to so many counts the days of a month.
const SHORTEST_MONTH: usize = 28;

/// Days between two issues: entries stand closer together.
const ISSUE: i64 = 5;

/// Parts the lines in which a further day opens behind a sentence ("... by noon. Tuesday 10"), for a document whose days
/// are run together so.
pub(super) fn part(document: &mut Document, sheet: usize, language: &Language) {
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
pub(super) fn mark(document: &mut Document, range: Range<usize>, sheet: &Sheet, language: &Language) {
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
    let whole_month = openings.iter().flatten().count() >= SHORTEST_MONTH;
    let mut calendar = Calendar::new(sent, titled, whole_month);
    for (line, opening) in lines.iter_mut().zip(openings) {
        match opening {
            Some(opening) => {
                let alone = opening.end == line.text.len();
                line.day = Some(Day { date: calendar.day(&opening), opening: opening.end, alone });
            }
            None => calendar.hear(&line.text, language),
        }
    }
}

/// Which line is the date of the issue, with the days of the diary under it: it says its year and nothing else, and either
/// nothing is told of it, or the other days are told on their own lines.
fn dates_issue(lines: &[Line], openings: &[Option<Opening>], language: &Language) -> Option<usize> {
    let is_alone =
        |at: usize, opening: &Opening| lines.get(at).is_some_and(|line| opening.end == line.text.len());
    let mut days = openings.iter().enumerate().filter_map(|(at, opening)| Some((at, opening.as_ref()?)));
    let (first, _) = days.next().filter(|(at, opening)| is_alone(*at, opening))?;
    let is_day = |line: &Line| matches!(dates::whole_line(&line.text, language), Some(DateLine::Day(_)));
    let (next, second) = lines.get(first).filter(|line| is_day(line)).and_then(|_| days.next())?;
    let asks = |line: &Line| is_listed(line) || listen(&line.text, language).any();
    let told = || lines.get(first + 1..next).unwrap_or_default().iter().any(asks);
    let mut apart = || !is_alone(next, second) && !days.any(|(at, opening)| is_alone(at, opening)) && !told();
    (next == first + 1 || apart()).then_some(first)
}

/// The openings of lines that follow the document's custom; none where it has none.
fn customary(lines: &[Line], language: &Language) -> Vec<Option<Opening>> {
    let mut openings: Vec<Option<Opening>> =
        (0..lines.len()).map(|at| at_line(lines, at, language)).collect();
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
    } else if count(&openings, Form::Weekday) >= FEWEST_BARE && ascend(&openings, |opening| opening.weekday) {
        Some(Form::Weekday)
    } else {
        None
    };
    let Some(form) = form else { return numbered(lines) };
    for opening in &mut openings {
        *opening = opening.filter(|opening| opening.form() == Some(form));
    }
    if form == Form::Full && are_issues(lines, &openings, language) {
        return vec![None; lines.len()];
    }
    openings
}

/// "Day 1" says more than "1".
fn fewest_numbers(openings: &[Option<Opening>]) -> usize {
    let counted = openings.iter().flatten().filter(|opening| opening.counted.is_some()).count();
    if counted >= FEWEST { FEWEST } else { FEWEST_BARE }
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
mod tests {
    use super::*;

    /// The days of a document's lines, and the words after them.
    fn days(text: &str, code: &str) -> Vec<String> {
        let language = Language::of(Some(code));
        let mut document = Document::new(text);
        part(&mut document, 0, language);
        let sheet = document.sheets[0].clone();
        mark(&mut document, sheet.lines.clone(), &sheet, language);
        let told = document.lines.iter().filter_map(|line| {
            let day = line.day?;
            let date = day.date.map_or("?".to_owned(), |date| date.to_string());
            Some(format!("{date} {}", line.text.get(day.opening..).unwrap_or_default()).trim_end().to_owned())
        });
        told.collect()
    }

    #[test]
    fn entries_open_with_their_days_in_many_ways() {
        assert_eq!(
            days(
                "Hill Diary\nMARCH 2024\n\nFriday 1| KENYA Pray.\n\nSaturday 2| Pray.\n\nSunday 3| Ask.\n",
                "en"
            ),
            ["2024-03-01 KENYA Pray.", "2024-03-02 Pray.", "2024-03-03 Ask."]
        );
        assert_eq!(
            days(
                "A well a day\nNovember 2019\n\n1–Kenya: Pray.\n\n2–Mali: Ask.\n\n5-8–Chad: Pray.\n\n9–Niger.Pray.\n",
                "en"
            ),
            [
                "2019-11-01 Kenya: Pray.",
                "2019-11-02 Mali: Ask.",
                "2019-11-05 Chad: Pray.",
                "2019-11-09 Niger.Pray."
            ]
        );
        assert_eq!(
            days(
                "Wells, February 2021\n\n1-2 February\nPray.\n\n3-4 February\nPray.\n\n5 February\nPray.\n",
                "en"
            ),
            ["2021-02-01", "2021-02-03", "2021-02-05"]
        );
        assert_eq!(
            days("28 September 2022 – Kenya\n\nPray.\n\n6 August 2022 – Mali\n\nPray.\n", "en"),
            ["2022-09-28 Kenya", "2022-08-06 Mali"]
        );
        assert_eq!(
            days(
                "Hill Diary, May 2024\n\nWeek of 6 May\n\nMonday 6: Pray.\n\nTuesday 7: Pray.\n\nWednesday 8: Pray.\n",
                "en"
            ),
            ["2024-05-06 Pray.", "2024-05-07 Pray.", "2024-05-08 Pray."]
        );
    }

    #[test]
    fn entries_of_one_line_stand_under_each_other() {
        let line = "Ask that those who do not yet know what they seek may find it (Luke 15)";
        assert_eq!(
            days(&format!("Hill, May 2024\n\nMay 7: {line}\nMay 8: {line}\nMay 9: {line}\n"), "en"),
            ["2024-05-07", "2024-05-08", "2024-05-09"].map(|day| format!("{day} {line}"))
        );
    }

    #[test]
    fn a_list_that_counts_ranges_counts_days() {
        assert_eq!(
            days(
                "Hill Agenda, February 2027\n\n1-3 Ask for Europe.\n\n4-6. Ask.\n\n7–8. Chad: Pray.\n\n9. Mali: Pray.\n\n10. Pray.\n",
                "en"
            ),
            [
                "2027-02-01 Ask for Europe.",
                "2027-02-04 Ask.",
                "2027-02-07 Chad: Pray.",
                "2027-02-09 Mali: Pray.",
                "2027-02-10 Pray."
            ]
        );
    }

    #[test]
    fn days_may_be_counted_or_only_named() {
        assert_eq!(
            days(
                "Hill Week\n12-18 May 2024\n\nSunday\nPray.\n\nMonday\nAsk.\n\nTuesday\nPray.\n\nWednesday\nAsk.\n",
                "en"
            ),
            ["2024-05-12", "2024-05-13", "2024-05-14", "2024-05-15"]
        );
        assert_eq!(
            days(
                "Hill, July 2023\n\nDay 1 – Fiji\nPray.\n\nDay 2 – Mali\nAsk.\n\nDay 3\nPray.\n\nDay 4\nAsk.\n",
                "en"
            ),
            ["? Fiji", "? Mali", "?", "?"]
        );
    }

    #[test]
    fn other_languages_write_days_otherwise() {
        assert_eq!(
            days(
                "달력\n2023년 12월 둘째 주\n\n12월 11일 (월) 몽골\n기도.\n\n12월 12일 (화) 네팔\n기도.\n\n12월 13일 (수) 일본\n기도.\n",
                "ko"
            ),
            ["2023-12-11 몽골", "2023-12-12 네팔", "2023-12-13 일본"]
        );
        assert_eq!(
            days(
                "Kalender, Mai 2024\n\nMo 6. Mai – Mali\nBetet.\n\nDi 7. Mai – Togo\nBetet.\n\nMi, 8.\nBetet.\n",
                "de"
            ),
            ["2024-05-06 Mali", "2024-05-07 Togo", "2024-05-08"]
        );
        assert_eq!(
            days(
                "Agenda, mayo de 2024\n\nLunes 6 de mayo: Oren.\n\nMartes 7 de mayo: Oren.\n\nMiércoles 8: Oren.\n",
                "es"
            ),
            ["2024-05-06 Oren.", "2024-05-07 Oren.", "2024-05-08 Oren."]
        );
    }

    #[test]
    fn figures_say_days_and_months() {
        assert_eq!(
            days(
                "Heft, 2/2024\nApril 2024\n\nMo, 01.04. Tal: Betet.\n\nDi, 02.04.: Betet.\n\nSa/So, 6./7.4. Betet.\n",
                "de"
            ),
            ["2024-04-01 Tal: Betet.", "2024-04-02 Betet.", "2024-04-06 Betet."]
        );
        assert_eq!(
            days("Kalender 2022\naugustus 2022\n\nMa 1/8 Bid.\n\nDi 2/8 Bid.\n\nWo 3/8 – Bid.\n", "nl"),
            ["2022-08-01 Bid.", "2022-08-02 Bid.", "2022-08-03 Bid."]
        );
        assert_eq!(
            days("01.04.2024 – Betet.\n\n02.04.2024 – Betet.\n\n03.–05.04.2024 – Betet.\n", "de"),
            ["2024-04-01 Betet.", "2024-04-02 Betet.", "2024-04-03 Betet."]
        );
        let parts = "Heft, April 2024\n\n1.1 – Tal\nBetet.\n\n1.2 – Berg\nBetet.\n\n1.3 – Hof\nBetet.\n";
        assert_eq!(days(parts, "de"), [""; 0]);
    }

    #[test]
    fn a_day_behind_a_sentence_is_an_entry_of_its_own() {
        assert_eq!(
            days(
                "Term, January 2023\n\nMonday 9\nPray for Ada. Tuesday 10\nPray.\nWednesday 11\nPray.\n",
                "en"
            ),
            ["2023-01-09", "2023-01-10", "2023-01-11"]
        );
    }

    #[test]
    fn months_and_years_turn() {
        assert_eq!(
            days("December 2023\n\nSat 30: Pray.\n\nSun 31: Pray.\n\nMon 1: Pray.\n\nTue 2: Pray.\n", "en"),
            ["2023-12-30 Pray.", "2023-12-31 Pray.", "2024-01-01 Pray.", "2024-01-02 Pray."]
        );
        assert_eq!(
            days("Mon 1: Pray.\n\nTue 2: Pray.\n\nWed 3: Pray.\n", "en"),
            ["? Pray.", "? Pray.", "? Pray."]
        );
    }

    #[test]
    fn other_numbers_and_dates_make_no_diary() {
        let none: [&str; 0] = [];
        assert_eq!(
            days("Hill list\nThursday 3 August 2017\n\n1. Rain.\n2. Fuel.\n3. Ada.\n4. Ben.\n", "en"),
            none
        );
        assert_eq!(days("May 2019\n\nTuesday 5 people came.\n\nPray.\n\nMonday 6 we met.\n", "en"), none);
        let issues = "Hill\n\n14 December 2017\n\nPray for Ada.\n\nPray for Ben.\n\n7 December 2017\n\nPray for Cy.\n\nPray for Di.\n\n\
                      30 November 2017\n\nPray for Ed.\n\nPray for Flo.\n";
        assert_eq!(days(issues, "en"), none);
    }
}
