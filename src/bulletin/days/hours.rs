//! Times of the day: "7.30pm", "19:30", "10h30", "um 15 Uhr".

use crate::bulletin::language::Language;
use crate::text::words;

/// Before a time stand no more words than name its day: "Every Tuesday, 5 May at 7pm".
const MOST_BEFORE: usize = 5;

/// No word before a time is longer, in letters, unless it names a day: "at", "um", "las".
const LONGEST_BEFORE: usize = 3;

/// Whether a text begins with a time of the day: "15:00 Choir", "7.30pm", "10-11.30am", "10h30".
pub fn is_clock(text: &str, language: &Language) -> bool {
    let Some(rest) = after_figures(text, 1..=2) else { return false };
    let is_named =
        |rest: &str| rest.trim_start().starts_with(char::is_alphabetic) && language.hours.begin(rest);
    let minutes =
        |rest: &'_ str| rest.get(1..).and_then(|rest| after_figures(rest, 2..=2)).map(str::to_owned);
    match rest.chars().next() {
        Some(':' | 'h' | 'H') if minutes(rest).is_some() => true,
        Some('.') => minutes(rest).is_some_and(|rest| is_named(&rest)),
        Some('-' | '–') => is_clock(rest.trim_start_matches(['-', '–']), language),
        _ => is_named(rest),
    }
}

/// What stands behind the figures that a text begins with, if these are so many.
fn after_figures(text: &str, many: std::ops::RangeInclusive<usize>) -> Option<&str> {
    let figures = text.bytes().take_while(u8::is_ascii_digit).count();
    many.contains(&figures).then(|| text.get(figures..)).flatten()
}

/// Whether a text begins with a time of the day, or with the days on which it is: "Monday 7.30pm PCC", "Jeden Dienstag, 19:30 Chor".
pub fn begins_with_time(text: &str, language: &Language) -> bool {
    // nearly no line has any
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    for (nth, word) in words(text).enumerate().take(MOST_BEFORE + 1) {
        if text.get(word.start..).is_some_and(|rest| is_clock(rest, language)) {
            return true;
        }
        let names_day = language.weekdays.holds(word.text)
            || language.weekends.holds(word.text)
            || language.months.holds(word.text)
            || word.text.starts_with(|letter: char| letter.is_ascii_digit());
        let says_day = names_day || nth > 0 && language.dates.holds(word.text);
        let small =
            word.text.chars().nth(LONGEST_BEFORE).is_none() && word.text.starts_with(char::is_lowercase);
        let every = || nth == 0 && words(text).nth(1).is_some_and(|day| language.weekdays.holds(day.text));
        if !says_day && !small && !every() {
            return false;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_from_days_and_counts() {
        let told = |code: &str, text: &str| is_clock(text, Language::of(Some(code)));
        for (code, text) in [
            ("en", "15:00 Choir"),
            ("en", "7.30pm"),
            ("en", "10am Coffee"),
            ("en", "10-11.30am, in the hall"),
            ("en", "7 p.m. Prayer"),
            ("de", "19.30 Uhr"),
            ("de", "15 Uhr Kaffee"),
            ("fr", "10h30 Messe"),
            ("fr", "20 h Prière"),
            ("nl", "10.00 uur"),
        ] {
            assert!(told(code, text), "{text}");
        }
        for (code, text) in [
            ("en", "10.30"),
            ("en", "12 amateurs"),
            ("en", "3 May"),
            ("de", "5.6. Regen"),
            ("en", "100m"),
            ("fr", "3 hommes"),
        ] {
            assert!(!told(code, text), "{text}");
        }
    }

    #[test]
    fn a_line_of_a_programme_begins_with_its_time() {
        let told = |code: &str, text: &str| begins_with_time(text, Language::of(Some(code)));
        for (code, text) in [
            ("en", "Sunday 10.30am Holy Communion"),
            ("en", "Mon | 7.30pm | Prayer meeting"),
            ("en", "Every Tuesday at 10am Coffee"),
            ("en", "Thursday 5 March, 7pm: Lent group"),
            ("de", "Dienstag, 19:30 Chor"),
            ("de", "Jeden Mittwoch um 15 Uhr Senioren"),
            ("fr", "Samedi 14 mars à 18h30 : messe"),
        ] {
            assert!(told(code, text), "{text}");
        }
        for text in [
            "Ada’s operation on Monday at 8am",
            "Ben Osei: a scan, Tuesday 9.15am",
            "The 7am service",
            "3 nurses",
            "5 May: rain",
        ] {
            assert!(!told("en", text), "{text}");
        }
    }
}
