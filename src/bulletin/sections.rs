//! Where one issue ends and the next begins, in lines that came together: an archive of weeks, a bulletin in two
//! languages.

use std::iter;
use std::ops::Range;

use chrono::NaiveDate;

use super::cues::listen;
use super::days::dates::{DateLine, whole_line};
use super::detect::{SAMPLE, detect};
use super::document::{Line, Mark, Sheet};
use super::language::Language;
use super::paragraphs::is_short;
use super::scripture::is_attribution;

/// Less than this, in bytes, tells nothing of a second language.
const LEAST_OF_A_LANGUAGE: usize = 300;

/// And less than this of any where it is known.
const LEAST_TOLD: usize = 100;

/// A line of so many words can be told its language.
const TELLING: usize = 6;

/// The language that a sheet begins in. A few words tell less of it than what is known of the sheet.
pub(super) fn language(sample: &str, sheet: &Sheet) -> Option<&'static str> {
    let known = sheet.language.as_deref().filter(|_| sample.len() < LEAST_TOLD).and_then(Language::known);
    known.map(|language| language.code.as_str()).or_else(|| detect(sample))
}

/// Lines in one language after the other: the places of each part, and its language. Nearly always one part. `beginning`
/// is the language that they begin in; where nothing tells it, it is the one `known`.
pub(super) fn by_language(
    lines: &[Line],
    beginning: Option<&'static str>,
    known: Option<&str>,
) -> Vec<(Range<usize>, Option<&'static str>)> {
    let whole = 0..lines.len();
    let known = || Some(Language::known(known?)?.code.as_str());
    let (head, tail) = lines.split_at_checked(lines.len() / 2).unwrap_or((lines, &[]));
    let last = if bytes(tail) < LEAST_OF_A_LANGUAGE { None } else { detect(&sample(tail)) };
    if beginning.is_some() && (last.is_none() || last == beginning) {
        return vec![(whole, beginning)];
    }
    let first = detect(&sample(head)).or(beginning).or_else(known);
    match (first, last) {
        (Some(one), Some(other)) if one != other => match border(lines, one, other) {
            Some(at) => vec![(0..at, first), (at..lines.len(), last)],
            None => vec![(whole, first)],
        },
        _ => vec![(whole, first)],
    }
}

/// The line from which on a text is in the other language; `None` where both stand side by side.
fn border(lines: &[Line], one: &str, other: &str) -> Option<usize> {
    let told: Vec<(usize, bool)> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.text.split_whitespace().nth(TELLING).is_some())
        .filter_map(|(at, line)| match detect(&line.text)? {
            code if code == one => Some((at, false)),
            code if code == other => Some((at, true)),
            _ => None,
        })
        .collect();
    // how many lines would stand in the wrong part, if the other language began with each of its lines
    let mut wrong = told.iter().filter(|(_, is_other)| !is_other).count();
    let (mut fewest, mut first) = (usize::MAX, None);
    for &(at, is_other) in &told {
        if is_other && wrong < fewest {
            (fewest, first) = (wrong, Some(at));
        }
        wrong = if is_other { wrong + 1 } else { wrong - 1 };
    }
    let at = first?;
    let clean = fewest * 5 <= told.len() && told.iter().any(|&(before, is_other)| before < at && !is_other);
    let top = above_titles(lines, at);
    (clean && top > 0).then_some(top)
}

/// The issues of an archive: each begins with its date, and with the titles right above that.
pub(super) fn by_date(lines: &[Line], language: &Language) -> Vec<Range<usize>> {
    let whole = || iter::once(0..lines.len()).collect();
    let dated: Vec<(usize, NaiveDate)> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.day.is_none() && !line.aside && !line.mark.is_list())
        .filter_map(|(at, line)| match whole_line(&line.text, language)? {
            DateLine::Day(day) => Some((at, day)),
            DateLine::Loose => None,
        })
        .collect();
    if dated.len() < 2 {
        return whole();
    }
    let steps = || dated.windows(2).filter_map(|pair| if let [a, b] = pair { Some(b.1 - a.1) } else { None });
    let zero = chrono::TimeDelta::zero();
    if !(steps().all(|step| step > zero) || steps().all(|step| step < zero)) {
        return whole();
    }
    let starts = dated.iter().skip(1).map(|&(at, _)| above_titles(lines, at));
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for end in starts.chain([lines.len()]) {
        if end <= start {
            return whole();
        }
        found.push(start..end);
        start = end;
    }
    let asks = |line: &Line| is_listed(line) || listen(&line.text, language).any();
    let full = |range: &Range<usize>| lines.get(range.clone()).unwrap_or_default().iter().any(asks);
    if found.iter().all(full) { found } else { whole() }
}

/// Whether a line is an item of a list, and not who said the words above it.
pub(super) fn is_listed(line: &Line) -> bool {
    line.mark.is_list()
        && !is_attribution(&line.text)
        && !matches!(line.mark, Mark::Bullet('–' | '—') if line.quoted)
}

/// The first of the titles, headings and rules that stand right above a line, with nothing else between.
fn above_titles(lines: &[Line], at: usize) -> usize {
    let title = |line: &Line| match line.mark {
        Mark::Heading(_) => true,
        Mark::Plain => is_short(&line.text) && !line.aside,
        _ => false,
    };
    let above = lines.get(..at).unwrap_or_default();
    at - above.iter().rev().take_while(|line| title(line)).count()
}

fn bytes(lines: &[Line]) -> usize {
    lines.iter().map(|line| line.text.len()).sum()
}

/// The beginning of some lines, as much of it as telling its language needs.
pub(super) fn sample(lines: &[Line]) -> String {
    let mut sample = String::new();
    for line in lines {
        if sample.len() >= SAMPLE {
            break;
        }
        sample.push_str(&line.text);
        sample.push('\n');
    }
    sample
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bulletin::Document;

    #[test]
    fn each_date_of_an_archive_begins_an_issue() {
        let text = "Hill Prayers\n\nMay\n14 May 2019\n\nPray for Ada.\n\nAsk for rain.\n\nMore\n7 May 2019\n\nPray for Ben.\n\nThe end\n";
        let document = Document::new(text);
        assert_eq!(by_date(&document.lines, Language::of(None)), [0..5, 5..9]);
        let once = Document::new("Hill\n\n14 May 2019\n\nPray for Ada.\n\n7 May 2019\n");
        assert_eq!(by_date(&once.lines, Language::of(None)).len(), 1, "nothing is asked under the second");
    }

    #[test]
    fn a_second_language_begins_where_its_titles_do() {
        let english = "Pray for the two brothers who crossed the river on Tuesday, and for the mother who waits for them.\n\n";
        let spanish = "Oremos por los dos hermanos que cruzaron el río el martes, y por la madre que los espera en casa.\n\n";
        let text = format!("Hill\n\n{}Colina\n\n{}", english.repeat(4), spanish.repeat(4));
        let document = Document::new(&text);
        assert_eq!(by_language(&document.lines, Some("en"), None), [(0..5, Some("en")), (5..10, Some("es"))]);
        let mixed = Document::new(&format!("Hill\n\n{}", format!("{english}{spanish}").repeat(4)));
        assert_eq!(
            by_language(&mixed.lines, Some("en"), None).len(),
            1,
            "side by side they are one bulletin"
        );
    }
}
