//! Days, as bulletins write them.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use super::quarters::{december, is_quarter, quarter};
use super::ranges;
use crate::bulletin::Month;
use crate::bulletin::language::Language;
use crate::text::{Key, Word, has_digit, words};

/// The longest line that only dates an issue, in words: "Week of Saturday, the 7th of June 2014 to ...".
const LONGEST_DATE_LINE: usize = 14;

/// What is wider than this, in bytes, is looked through for digits in more time than its first word tells.
const WIDEST_DATE_LINE: usize = 100;

/// The longest line that names the month of an issue beside other words.
const MOST_WORDS: usize = 40;

/// The years in which bulletins are written. What stands in the place of a day that nobody knows, as 1 January of the
/// year 1 in pages, is none of them.
const YEARS: Range<i32> = 1900..2200;

/// A year that has every day.
const LEAP_YEAR: u32 = 2000;

/// Whether a bulletin may be of this day.
pub fn is_likely(day: NaiveDate) -> bool {
    YEARS.contains(&day.year())
}

/// A day found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    pub day: NaiveDate,
    /// Where it stands, in bytes, its weekday with it.
    pub start: usize,
    pub end: usize,
}

/// What a line that is nothing but a date says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateLine {
    Day(NaiveDate),
    /// A month, a week or a weekday: no day of its own.
    Loose,
}

/// The first full day in a text.
pub fn find(text: &str, language: &Language) -> Option<Found> {
    if !has_digit(text) {
        return None;
    }
    let words: Vec<Word> = day_words(text, language).collect();
    (0..words.len()).find_map(|at| {
        let (day, first, last) =
            named(text, &words, at, language).or_else(|| numeric(text, &words, at, language))?;
        let before = first.checked_sub(1).and_then(|before| words.get(before));
        let weekday = before.filter(|word| language.weekdays.holds(word.text));
        let start = weekday.or(words.get(first))?.start;
        Some(Found { day, start, end: words.get(last)?.end() })
    })
}

/// What may stand behind the numbers of a day where no spaces part them.
const COUNTERS: &[char] = &['年', '月', '日', '号', '號'];

/// The words of a text, and of a day or of days that are one word each for itself: "01-Jan-2027", "Sat-Sun", "2024年5月3日".
pub fn day_words<'a>(text: &'a str, language: &'a Language) -> impl Iterator<Item = Word<'a>> {
    words(text).flat_map(move |word| {
        let is_month = |text| month(&Word { text, ..word }, language).is_some();
        let begins = word.text.starts_with(|letter: char| letter.is_ascii_digit());
        let hyphened = word.text.contains('-') && !language.weekdays.holds(word.text);
        let weekdays = || word.text.split('-').all(|part| language.weekdays.holds(part));
        let tied = hyphened && if begins { word.text.split('-').any(is_month) } else { weekdays() };
        let counted = begins && !tied && word.text.contains(['年', '月']);
        let ends = move |letter| tied && letter == '-' || counted && COUNTERS.contains(&letter);
        let mut next = word.start;
        word.text.split_inclusive(ends).map(move |piece| {
            let start = next;
            next += piece.len();
            Word { text: if tied { piece.trim_end_matches('-') } else { piece }, start, ..word }
        })
    })
}

/// What the line says if it dates the issue and does nothing else: "Published 5 October 2023 (morning prayers)".
pub fn whole_line(text: &str, language: &Language) -> Option<DateLine> {
    // Nearly every line is none. Most say so by having no digit, the others with their first word.
    if text.len() <= WIDEST_DATE_LINE && !has_digit(text) {
        return None;
    }
    let bare = match text.split_once('(') {
        Some((before, after)) if after.trim_end().ends_with(')') => before,
        _ => text,
    };
    let (mut names, mut numbers, mut foreign, mut years) = (0, 0, 0, 0);
    for (at, word) in day_words(bare, language).enumerate() {
        if at == LONGEST_DATE_LINE {
            return None;
        }
        let key = Key::of(word.text);
        if language.weekdays.holds(&key)
            || month(&word, language).is_some()
            || language.week_words.holds(&key)
            || is_quarter(&word, language)
        {
            names += 1;
        } else if word.text.starts_with(|letter: char| letter.is_ascii_digit()) {
            numbers += 1;
            years += usize::from(year_number(word.text, language).is_some());
        } else if month_of_year(&word, language).is_some() {
            foreign += 1;
        } else if !language.dates.holds(&key) {
            return None;
        }
    }
    match find(bare, language) {
        Some(found) => Some(DateLine::Day(found.day)),
        None if foreign > 0 && years == 0 => None,
        None => (names + foreign > 0 && numbers > 0).then_some(DateLine::Loose),
    }
}

/// Whether a number is that of the issue and no day: "Letter no. 14 – June 2021".
fn counts(text: &str, words: &[Word], number: usize, language: &Language) -> bool {
    let (Some(before), Some(word), Some(after)) =
        (number.checked_sub(1).and_then(|at| words.get(at)), words.get(number), words.get(number + 1))
    else {
        return false;
    };
    let parted = text.get(word.end()..after.start).is_some_and(|gap| gap.contains(['-', '–', '—', ',', '|']));
    (parted || language.numbering.holds(before.text))
        && word.text.bytes().all(|byte| byte.is_ascii_digit())
        && (language.titles.holds(before.text) || language.numbering.holds(before.text))
        && month(after, language).is_some()
}

/// "27 April 2019", "April 27, 2019", "3 – 8 June 2024" (its first day), "12 de marzo de 2022", around the month's name.
fn named(text: &str, words: &[Word], at: usize, language: &Language) -> Option<(NaiveDate, usize, usize)> {
    let month = month_of_year(words.get(at)?, language)?;
    let step = |index: usize, back: bool| -> Option<usize> {
        let next = if back { index.checked_sub(1)? } else { index + 1 };
        if !language.date_joins.holds(words.get(next)?.text) {
            return Some(next);
        }
        if back { next.checked_sub(1) } else { Some(next + 1) }
    };
    let before = step(at, true)
        .filter(|&index| !counts(text, words, index, language))
        .and_then(|index| Some((index, day_number(words.get(index)?.text, language)?)));
    let (day, first, last_day) = if let Some((index, day)) = before {
        // A range: the number before this one is its first day.
        let number = |at: usize| Some((at, day_number(words.get(at)?.text, language)?));
        let opening = index.checked_sub(1).and_then(|earlier| {
            // "3 au 9 juin": a small word may stand between.
            let between = || {
                language
                    .dates
                    .holds(words.get(earlier)?.text)
                    .then_some(())
                    .and_then(|()| number(earlier.checked_sub(1)?))
            };
            // of "Week 1: 27 February" the 1 is none
            let gap = text.get(words.get(earlier)?.end()..words.get(index)?.start)?;
            number(earlier).filter(|_| ranges::is_joint(ranges::joint_of(gap))).or_else(between)
        });
        match opening {
            Some((earlier, first_day)) if first_day < day => (first_day, earlier, at),
            _ => (day, index, at),
        }
    } else {
        let index = step(at, false)?;
        let day = day_number(words.get(index)?.text, language)?;
        let closing = words
            .get(index + 1)
            .and_then(|word| day_number(word.text, language))
            .filter(|&other| other > day);
        (day, at, index + usize::from(closing.is_some()))
    };
    let year = |at: usize| year_number(words.get(at)?.text, language);
    let after = step(last_day, false).and_then(|at| Some((at, year(at)?)));
    if let Some((at, year)) = after {
        return Some((NaiveDate::from_ymd_opt(year, month, day)?, first, at));
    }
    if let Some((at, year, end)) = ranges::end(text, words, last_day, language) {
        let year = if end < (month, day) { year - 1 } else { year };
        return Some((NaiveDate::from_ymd_opt(year, month, day)?, first, at));
    }
    // The year may stand first: "2023년 12월 3일".
    let leading = first.checked_sub(1)?;
    Some((NaiveDate::from_ymd_opt(year(leading)?, month, day)?, leading, last_day))
}

/// The month that a title speaks of, with its year where it says it: "March 2024", "2023년 12월 둘째 주".
pub fn month_said(text: &str, language: &Language) -> Option<(Option<i32>, u32)> {
    if let Some(found) = find(text, language) {
        return Some((Some(found.day.year()), found.day.month()));
    }
    let words: Vec<Word> = day_words(text, language).collect();
    let at = words.iter().position(|word| month(word, language).is_some())?;
    let near = |at: usize| words.get(at).and_then(|word| year_number(word.text, language));
    // "February Prayer Agenda, 2027"
    let year = (at + 1..=at + 3).find_map(near).or_else(|| at.checked_sub(1).and_then(near));
    Some((year, month(words.get(at)?, language)?))
}

/// The month and year that a text begins or ends with, as an issue is dated by: "Prayer letter, March 2024", "2023년 12월".
/// What stands between other words is rather what the text is about. A quarter counts as the month that it begins with, as
/// two months do, and Advent as December. A season is no month: spring is September in half of the world, and of "Winter
/// 2025" nobody can tell in which of two years it was.
pub fn month_alone(text: &str, language: &Language) -> Option<Month> {
    if !has_digit(text) {
        return None;
    }
    let words: Vec<Word> = day_words(text, language).take(MOST_WORDS).collect();
    // of "October-November 2025" the first
    let in_word =
        |word: &Word| word.text.split('-').find_map(|text| month_of_year(&Word { text, ..*word }, language));
    let named = |at: usize| {
        let word = words.get(at)?;
        let alone = in_word(word).or(december(word, language)).map(|month| (at, at, month));
        alone.or_else(|| quarter(&words, at, language))
    };
    let Some((began, at, number)) = (0..words.len()).find_map(named) else {
        return month_in_figures(text, &words, language);
    };
    let year = |at: usize| {
        let word = words.get(at)?;
        let short = || {
            let cut = text.get(..word.start)?.ends_with(['\'', '’']);
            word.text.parse().ok().filter(|year: &i32| cut && *year < 100).map(|year| year + 2000)
        };
        Some((at, year_number(word.text, language).or_else(short)?))
    };
    let (year_at, year) = (at + 1..=at + 3).find_map(year).or_else(|| year(began.checked_sub(1)?))?;
    let first = began.min(year_at);
    let outer = first == 0 || at.max(year_at) + 1 == words.len();
    (outer && dates_it(text.get(..words.get(first)?.start)?, language))
        .then(|| NaiveDate::from_ymd_opt(year, number, 1).map(Month::of))
        .flatten()
}

/// Whether what stands before a date at the end of a line lets it date the issue: it is parted from it, or says that it is one.
/// "Serving Tolmere since May 1987" does not.
fn dates_it(before: &str, language: &Language) -> bool {
    let before = before.trim_end_matches(['(', '[', '\'', '’']).trim_end();
    before.is_empty()
        || before.ends_with([',', ';', ':', '.', '-', '–', '—', '|', '/', '•', '·'])
        || words(before).any(|word| language.titles.holds(word.text) || language.numbering.holds(word.text))
}

/// A month in figures at the end of a text: "10/2025", "2025-10". Behind "No." it is the number of an issue.
fn month_in_figures(text: &str, words: &[Word], language: &Language) -> Option<Month> {
    let last = text.split_whitespace().next_back()?;
    let (first, second) = last.split_once(['/', '-', '.'])?;
    let (year, number) = if first.len() == 4 { (first, second) } else { (second, first) };
    let year = Some(year).filter(|year| year.len() == 4)?.parse().ok().filter(|year| YEARS.contains(year))?;
    let counted = words.iter().any(|word| language.numbering.holds(word.text));
    let first = NaiveDate::from_ymd_opt(year, number.parse().ok()?, 1).filter(|_| !counted)?;
    let before = text.trim_end().strip_suffix(last)?;
    dates_it(before, language).then(|| Month::of(first))
}

/// Whether a line is of an issue and of nothing else: its date, its number.
pub fn is_of_issue(text: &str, language: &Language) -> bool {
    whole_line(text, language).is_some()
        || words(text).take(MOST_WORDS).any(|word| language.numbering.holds(word.text))
        || words(text).nth(2).is_none()
}

/// "2019-04-27", "4/27/19", "27.4.2019", "2023. 12. 3.".
fn numeric(text: &str, words: &[Word], at: usize, language: &Language) -> Option<(NaiveDate, usize, usize)> {
    let word = words.get(at)?;
    if !word.text.starts_with(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let parts: Vec<u32> = word.text.split(['-', '.']).map(str::parse).collect::<Result<_, _>>().ok()?;
    if let &[a, b, c] = parts.as_slice() {
        let day = if a > 31 { ymd(a, b, c) } else { ymd(c, b, a) };
        return Some((day?, at, at));
    }
    let (second, third) = (words.get(at + 1)?, words.get(at + 2)?);
    let between = text.get(word.end()..second.start).filter(|between| matches!(*between, "/" | ". "))?;
    if text.get(second.end()..third.start) != Some(between) {
        return None;
    }
    let (a, b, c) = (word.text.parse().ok()?, second.text.parse().ok()?, third.text.parse().ok()?);
    let day = match between {
        _ if a > 31 => ymd(a, b, c),
        // "2. 3. 4" counts; only a year makes it a day.
        ". " if c < 1900 => None,
        // The month may stand first, and not where that cannot be.
        "/" if language.month_first && a <= 12 => ymd(c, a, b),
        _ => ymd(c, b, a),
    };
    Some((day?, at, at + 2))
}

/// The day, the month and perhaps the year that figures say, and the last word that does: "01.04.", "1/8", "01.04.2024".
pub fn in_figures(
    text: &str,
    words: &[Word],
    at: usize,
    language: &Language,
) -> Option<(u32, u32, Option<i32>, usize)> {
    if let Some((day, _, last)) = numeric(text, words, at, language) {
        return Some((day.day(), day.month(), Some(day.year()), last));
    }
    let (word, next) = (words.get(at)?, words.get(at + 1));
    let (first, second, last) = match (word.text.split_once('.'), next) {
        (Some((first, second)), _) => (first, second, at),
        (None, Some(next)) if text.get(word.end()..next.start) == Some("/") => (word.text, next.text, at + 1),
        _ => return None,
    };
    // "6/7 June" is two days
    if words.get(last + 1).is_some_and(|next| month(next, language).is_some()) {
        return None;
    }
    let (first, second): (u32, u32) = (first.parse().ok()?, second.parse().ok()?);
    let leads = last > at && language.month_first && first <= 12;
    let (day, month) = if leads { (second, first) } else { (first, second) };
    ymd(LEAP_YEAR, month, day).map(|_| (day, month, None, last))
}

fn ymd(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    let year = match year {
        0..=69 => year + 2000,
        70..=99 => year + 1900,
        year => year,
    };
    NaiveDate::from_ymd_opt(i32::try_from(year).ok().filter(|year| YEARS.contains(year))?, month, day)
}

/// A month by its name; names of months have capitals in some languages, and "may" and "mar" are also words.
pub fn month(word: &Word, language: &Language) -> Option<u32> {
    let number = language.months.word(word.text)?;
    (!language.months_capital || word.is_capital()).then_some(number)
}

/// A month that stands beside its year, by its name in any language: a letter in English may be of "Oktober 2025".
fn month_of_year(word: &Word, language: &Language) -> Option<u32> {
    // a short name is a word of other languages, too: "set", "out"
    let tells = || word.is_capital() || word.text.chars().nth(3).is_some();
    let foreign = || {
        crate::bulletin::detect::month(word.text)
            .filter(|_| tells() && language.months.word(word.text).is_none())
    };
    month(word, language).or_else(foreign)
}

/// "1", "1st", "09", "3일".
pub fn day_number(text: &str, language: &Language) -> Option<u32> {
    let (digits, ending) = number(text)?;
    let day: u32 = digits.parse().ok()?;
    let plain = ending.is_empty() || ending.starts_with('-') || language.date_endings.holds(ending);
    (plain && (1..=31).contains(&day)).then_some(day)
}

/// "2023", "2023년".
pub fn year_number(text: &str, language: &Language) -> Option<i32> {
    let (digits, ending) = number(text)?;
    let plain = ending.is_empty() || language.date_endings.holds(ending);
    digits.parse().ok().filter(|year| plain && digits.len() == 4 && YEARS.contains(year))
}

/// A word's figures, and what hangs on them.
pub fn number(text: &str) -> Option<(&str, &str)> {
    text.split_at_checked(text.bytes().take_while(u8::is_ascii_digit).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let found = find(text, Language::of(Some("en")));
        let found = found.map(|found| format!("{} {}", found.day, &text[found.start..found.end]));
        assert_eq!(found.unwrap_or_default(), expected, "{text}");
    }

    #[test]
    fn days_are_found_as_people_write_them() {
        check("April 27, 2019", "2019-04-27 April 27, 2019");
        check("for Saturday, June 7, 2014!", "2014-06-07 Saturday, June 7, 2014");
        check("1st May 2022", "2022-05-01 1st May 2022");
        check("the 3rd of Sept. 2020", "2020-09-03 3rd of Sept. 2020");
        check("3 – 8 June 2024", "2024-06-03 3 – 8 June 2024");
        check("sent 01-Jan-2027, late", "2027-01-01 01-Jan-2027");
        check("3-8-June-2024", "2024-06-03 3-8-June-2024");
        check("a 10-year-old, March-born, 2024", "");
        check("from 3 to 9 June 2024", "2024-06-03 3 to 9 June 2024");
        check("9-15 January 2023", "2023-01-09 9-15 January 2023");
        check("January 9-15, 2023", "2023-01-09 January 9-15, 2023");
        check("E-mail 5/13/11", "2011-05-13 5/13/11");
        check("27/4/2019", "2019-04-27 27/4/2019");
        check("Week of 2026-11-15", "2026-11-15 2026-11-15");
        check("27.4.2019", "2019-04-27 27.4.2019");
        check("May 2019", "");
        check("31 February 2019", "");
        check("they may 3 2019", "");
        check("at 10-12-14 Mill Lane", "2014-12-10 10-12-14");
    }

    #[test]
    fn each_language_has_its_own_way_to_write_a_day() {
        let check = |code, text, expected: &str| {
            let found = find(text, Language::of(Some(code))).map(|found| found.day.to_string());
            assert_eq!(found.as_deref().unwrap_or_default(), expected, "{text}");
        };
        check("es", "Sábado, 14 de marzo de 2022", "2022-03-14");
        check("es", "14/3/2022", "2022-03-14");
        check("pt", "1º de maio de 2023", "2023-05-01");
        check("de", "Freitag, den 15. Oktober 2021", "2021-10-15");
        check("de", "15. 10. 2021", "2021-10-15");
        check("fr", "samedi 1er juin 2019", "2019-06-01");
        check("nl", "4 november 2024", "2024-11-04");
        check("it", "1° settembre 2020", "2020-09-01");
        check("ko", "2023년 12월 3일 (일)", "2023-12-03");
        check("ko", "2023. 12. 3.", "2023-12-03");
        check("zh", "2024年5月3日 星期五", "2024-05-03");
        check("ru", "3 мая 2024 г.", "2024-05-03");
        check("id", "Senin, 14 Agustus 2023", "2023-08-14");
        check("pl", "1 czerwca 2024 r.", "2024-06-01");
        check("en", "1. 2. 3", "");
    }

    #[test]
    fn an_issue_may_be_dated_by_its_month_alone() {
        let check = |code, text, expected: &str| {
            let found = month_alone(text, Language::of(Some(code))).map(|month| month.to_string());
            assert_eq!(found.as_deref().unwrap_or_default(), expected, "{text}");
        };
        check("en", "October 2025", "2025-10");
        check("en", "OCTOBER, 2025", "2025-10");
        check("en", "Lamplight Prayer Letter – October 2025", "2025-10");
        check("en", "February Prayer Agenda, 2027", "2027-02");
        check("en", "January–March 2025", "2025-01");
        check("pt", "Agenda de oração – Maio de 2023", "2023-05");
        check("ko", "2023년 12월 기도 달력", "2023-12");
        check("en", "October-November 2025", "2025-10");
        check("en", "Dec 2025/Jan 2026", "2025-12");
        check("en", "Prayer Letter, Oct. '25", "2025-10");
        check("de", "Rundbrief 10/2025", "2025-10");
        check("en", "2025-10", "2025-10");
        check("en", "Letter No. 10/2025", "");
        check("en", "Read Psalm 10/2", "");
        check("en", "13/2025", "");
        check("en", "Prayer Letter Q3 2025", "2025-07");
        check("en", "2025 Q4 – Hill Clinic", "2025-10");
        check("en", "3rd Quarter 2025", "2025-07");
        check("de", "Gebetsbrief, 3. Quartal 2025", "2025-07");
        check("de", "1. Quartal 2025 Gebetsbrief", "2025-01");
        check("de", "Rundbrief Advent 2025", "2025-12");
        check("en", "Christmas 2025", "2025-12");
        check("en", "July–September 2025", "2025-07");
        for season in [
            "Spring 2025",
            "Winter 2025",
            "5th Quarter 2025",
            "Q7 2025",
            "After the Christmas 2024 floods here",
        ] {
            check("en", season, "");
        }
        check("de", "Frühjahr 2025", "");
        check("en", "Prayer Letter Oktober 2025", "2025-10");
        check("de", "Gebetsbrief, October 2025", "2025-10");
        check("en", "Octobre 2025", "2025-10");
        check("en", "Prayer set 2025", "");
        check("de", "Gebetsbrief Oktober", "");
        check("en", "After the March 2024 floods in Tolmere", "");
        check("en", "they may 2024", "");
    }

    fn line(text: &str, expected: Option<DateLine>) {
        assert_eq!(whole_line(text, Language::of(Some("en"))), expected, "{text}");
    }

    #[test]
    fn a_line_that_only_dates_is_known() {
        let day = |year, month, day| Some(DateLine::Day(NaiveDate::from_ymd_opt(year, month, day).unwrap()));
        line("Week of 2026-11-15", day(2026, 11, 15));
        line("Published 5 October 2023", day(2023, 10, 5));
        line("Thursday 3 August 2017 (morning prayers, 07:40)", day(2017, 8, 3));
        line("MARCH 2024", Some(DateLine::Loose));
        line("Tuesday 5", Some(DateLine::Loose));
        line("Kenya, 5 October 2023", None);
        line("May", None);
        line("3. Oktober 2025", day(2025, 10, 3));
        line("Mai 2025", Some(DateLine::Loose));
        line("Q3 2025", Some(DateLine::Loose));
        line("3rd Quarter 2025", Some(DateLine::Loose));
        line("Christmas 2025", None);
        line("Julio 12", None);
        line("1234", None);
    }
}
