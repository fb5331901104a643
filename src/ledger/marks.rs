//! What the form of a line of a list says, and what its words say beside what is asked: a day, that it was answered.

use chrono::NaiveDate;

use super::days::{Written, without_year, written};
use super::table::verdict_of;
use super::words::begins;
use crate::journal::Verdict;

/// A box before an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    /// `[ ]`
    Open,
    /// `[x]`
    Done,
    /// `[-]`: nobody will.
    Dropped,
}

/// What a line is by its form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape<'a> {
    /// Nothing, or a rule between parts.
    Blank,
    /// A heading and its level, from 1.
    Heading(usize, &'a str),
    /// An entry: its box and its words.
    Entry(Option<Check>, &'a str),
    /// Words without a mark.
    Words(&'a str),
}

/// The form of a line, and by how many columns it stands in.
pub fn shape(line: &str) -> (usize, Shape<'_>) {
    let body = line.trim_start();
    let indent = line.len() - body.len();
    let body = body.trim_end();
    if body.is_empty()
        || body.len() >= 3 && ["-", "*", "_", "=", "- ", "* "].iter().any(|sign| is_only(body, sign))
    {
        return (indent, Shape::Blank);
    }
    let hashes = body.bytes().take_while(|byte| *byte == b'#').count();
    if (1..=6).contains(&hashes)
        && let Some(title) = body.get(hashes..).filter(|title| title.starts_with(' '))
    {
        return (indent, Shape::Heading(hashes, title.trim().trim_end_matches('#').trim()));
    }
    if let Some((check, words)) = boxed(body) {
        return (indent, Shape::Entry(Some(check), words));
    }
    if let Some(words) = unbulleted(body) {
        return match boxed(words) {
            Some((check, words)) => (indent, Shape::Entry(Some(check), words)),
            None => (indent, Shape::Entry(None, words)),
        };
    }
    // a short line of its own that ends with a colon or is bold stands over what follows
    let bold =
        body.strip_prefix("**").and_then(|rest| rest.strip_suffix("**")).filter(|rest| !rest.contains("**"));
    if indent == 0 && body.chars().count() <= 60 {
        let over = bold.or(body.strip_suffix([':', '：']));
        if let Some(title) =
            over.map(|title| title.trim().trim_end_matches(':')).filter(|title| !title.is_empty())
        {
            return (indent, Shape::Heading(9, title));
        }
    }
    (indent, Shape::Words(body))
}

fn is_only(body: &str, sign: &str) -> bool {
    body.replace(sign.trim(), "").trim().is_empty() && body.contains(sign.trim())
}

/// What stands behind a bullet or a number.
fn unbulleted(body: &str) -> Option<&str> {
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    let behind = if (1..=3).contains(&digits) {
        body.get(digits..)?.strip_prefix(['.', ')'])?
    } else {
        body.strip_prefix(['-', '*', '+', '•', '–', '—', '▪', '◦', '·', '‣'])?
    };
    behind.strip_prefix(' ').map(str::trim).filter(|words| !words.is_empty())
}

/// What stands behind a box.
fn boxed(body: &str) -> Option<(Check, &str)> {
    const BOXES: [(&str, Check); 17] = [
        ("[ ]", Check::Open),
        ("[]", Check::Open),
        ("[x]", Check::Done),
        ("[X]", Check::Done),
        ("[✓]", Check::Done),
        ("[✔]", Check::Done),
        ("[-]", Check::Dropped),
        ("[~]", Check::Dropped),
        ("☐", Check::Open),
        ("⬜", Check::Open),
        ("☑", Check::Done),
        ("✓", Check::Done),
        ("✔", Check::Done),
        ("✅", Check::Done),
        ("🗹", Check::Done),
        ("☒", Check::Dropped),
        ("✗", Check::Dropped),
    ];
    let (sign, check) = BOXES.iter().find(|(sign, _)| body.starts_with(sign))?;
    let words = body.get(sign.len()..)?.trim_start_matches('\u{FE0F}').trim();
    (!words.is_empty()).then_some((*check, words))
}

/// A day that a line tells: settled, or waiting for the order in which the list writes days; with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// The day.
    pub day: Written,
    /// As it stands.
    pub words: String,
}

/// How something was answered, on which day, and the words.
pub type Answer = (Verdict, Option<Dated>, String);

/// What the words of an entry say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Said {
    /// What is asked.
    pub text: String,
    /// The day it was asked on.
    pub day: Option<Dated>,
    /// How it was answered, on which day, and the words.
    pub answer: Option<Answer>,
    /// Whether it is struck through.
    pub struck: bool,
    /// What stands behind what was struck through.
    pub more: Option<String>,
}

/// Where days are looked for.
#[derive(Debug, Clone, Copy)]
pub struct Calendar<'a> {
    /// The languages of the names of months, the likeliest first.
    pub codes: &'a [&'a str],
    /// Days after it are no days that something was asked on.
    pub today: NaiveDate,
}

/// Takes the words of an entry apart.
pub fn said(words: &str, calendar: Calendar<'_>) -> Said {
    let mut said = Said::default();
    let mut rest = words.trim();
    if let Some((inside, behind)) = rest.strip_prefix("~~").and_then(|after| after.split_once("~~")) {
        said.struck = true;
        let behind = behind.trim();
        match answer(behind.trim_start_matches(['-', '–', '—', '(', ' ']).trim_end_matches(')'), calendar)
        {
            Some(told) => said.answer = Some(told),
            None => said.more = Some(behind.to_owned()).filter(|more| !more.is_empty()),
        }
        rest = inside.trim();
    }
    if let Some((before, told)) = answered_behind(unticked(rest), calendar) {
        rest = before;
        said.answer = Some(told);
    }
    let bare = unticked(rest);
    if bare != rest {
        rest = bare;
        said.answer.get_or_insert((Verdict::Answered, None, String::new()));
    }
    if let Some((dated, behind)) = day_before(rest, calendar) {
        (said.day, rest) = (Some(dated), behind);
    } else if let Some((before, dated)) = day_behind(rest, calendar) {
        (said.day, rest) = (Some(dated), before);
    }
    rest.clone_into(&mut said.text);
    said
}

/// Without a tick at the end.
fn unticked(words: &str) -> &str {
    words.trim_end_matches(|letter: char| {
        matches!(letter, '✓' | '✔' | '✅' | '\u{FE0F}') || letter.is_whitespace()
    })
}

/// "answered 3 May: he found work", "erhört am 3. Mai". What goes on as a sentence ("answer her letter") tells no answer.
pub fn answer(words: &str, calendar: Calendar<'_>) -> Option<Answer> {
    let (what, rest) = begins(words)?;
    let parted = rest.trim_start().starts_with(|letter: char| !letter.is_alphanumeric());
    let rest = rest.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    let second = || rest.split_once(' ').and_then(|(_, after)| leading_day(after, calendar, false));
    let (dated, behind) = match leading_day(rest, calendar, false).or_else(second) {
        Some((dated, behind)) => (Some(dated), behind),
        None if parted || rest.is_empty() => (None, rest),
        None => return None,
    };
    let is_sign = |letter: char| ":,;.-–—!".contains(letter) || letter.is_whitespace();
    Some((verdict_of(what)?, dated, behind.trim_start_matches(is_sign).trim().to_owned()))
}

/// "Job for Sam (answered 3 May)", "Job for Sam — answered: he starts on Monday".
fn answered_behind<'a>(words: &'a str, calendar: Calendar<'_>) -> Option<(&'a str, Answer)> {
    let bare = words.trim_end_matches(['.', '!', ' ']);
    for (open, close) in [("(", ")"), ("[", "]"), ("*", "*"), ("_", "_")] {
        let Some(inside) = bare.strip_suffix(close) else { continue };
        let Some((before, inside)) = inside.rsplit_once(open) else { continue };
        if let Some(told) = answer(inside.trim_matches(['*', '_']), calendar)
            && !before.trim().is_empty()
        {
            return Some((before.trim_end_matches(['*', '_', ' ', ',']), told));
        }
    }
    for parting in [" — ", " – ", " -- ", " - ", " → ", " => ", " -> "] {
        for (at, _) in words.match_indices(parting) {
            let (before, behind) = (words.get(..at)?, words.get(at + parting.len()..)?);
            if let Some(told) = answer(behind, calendar) {
                return Some((before.trim(), told));
            }
        }
    }
    None
}

/// "2026-03-01 Rain", "3 May: Rain", "(3 May) Rain".
pub fn day_before<'a>(words: &'a str, calendar: Calendar<'_>) -> Option<(Dated, &'a str)> {
    for (open, close) in [('(', ')'), ('[', ']')] {
        if let Some((inside, behind)) = words.strip_prefix(open).and_then(|rest| rest.split_once(close))
            && let Some(dated) = whole_day(inside, calendar)
        {
            let behind = behind.trim_start_matches([':', ',', ' ', '-', '–', '—']);
            return (!behind.is_empty()).then_some((dated, behind));
        }
    }
    let (dated, behind) = leading_day(words, calendar, true)?;
    (!behind.is_empty()).then_some((dated, behind))
}

/// "Rain (3 May 2026)", "Rain — 2026-03-01". A day that stands in a sentence is no day of asking.
fn day_behind<'a>(words: &'a str, calendar: Calendar<'_>) -> Option<(&'a str, Dated)> {
    for (open, close) in [('(', ')'), ('[', ']')] {
        if let Some((before, inside)) = words.strip_suffix(close).and_then(|rest| rest.rsplit_once(open))
            && let Some(dated) = whole_day(inside, calendar)
        {
            return (!before.trim().is_empty()).then_some((before.trim(), dated));
        }
    }
    [" — ", " – ", " - "].into_iter().find_map(|parting| {
        let (before, behind) = words.rsplit_once(parting)?;
        Some((before.trim(), whole_day(behind, calendar)?))
    })
}

/// The day that all of these words are.
fn whole_day(words: &str, calendar: Calendar<'_>) -> Option<Dated> {
    let Calendar { codes, today } = calendar;
    let yearless = || without_year(words, codes, today).map(Written::Day);
    // a hearing is on a day to come: that is no day it was asked on
    let day = written(words, codes).or_else(yearless)?;
    let come = match day {
        Written::Day(day) => day <= today,
        Written::Numbers(..) => true,
    };
    come.then(|| Dated { day, words: words.trim().to_owned() })
}

/// The day that words begin with, the longest that is one, and what follows. `parted`: where it has no year or is named by
/// a month, a colon or a dash follows it.
fn leading_day<'a>(words: &'a str, calendar: Calendar<'_>, parted: bool) -> Option<(Dated, &'a str)> {
    let ends = words
        .char_indices()
        .filter(|(_, letter)| letter.is_whitespace() || matches!(letter, ':' | ',' | ';'));
    let ends: Vec<usize> = ends
        .map(|(at, _)| at)
        .filter(|at| *at < 40)
        .chain([words.len()].into_iter().filter(|at| *at < 40))
        .collect();
    ends.into_iter().rev().find_map(|end| {
        let (head, behind) = (words.get(..end)?.trim(), words.get(end..)?);
        let trimmed = behind.trim_start();
        let numbers = head.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '-' | '/' | '.'));
        let sign = trimmed.starts_with([':', '-', '–', '—', ';']) || trimmed.is_empty();
        // "6 weeks", "3 May": few words, and one of them a number
        if head.is_empty() || head.split_whitespace().count() > 6 || parted && !numbers && !sign {
            return None;
        }
        let dated = whole_day(head, calendar)?;
        let behind = trimmed.trim_start_matches([':', ',', ';', '-', '–', '—', ' ']);
        Some((dated, behind))
    })
}
