//! Charts as rows of letters: what plain text prints and the screen colours. Whatever a tone says is said by a letter or a
//! number as well.

use std::fmt::Write as _;

use chrono::{Datelike, Days, NaiveDate};

use super::places::Told;
use super::{Reflection, SHADES};
use crate::journal::{WEEKS, monday};
use crate::text::{capital, safe_line, truncate, width, wrap};

/// The headings of the parts, in their order.
pub const HEADINGS: [&str; 5] = [
    "Day by day",
    "By week and region",
    "Longest not prayed for",
    "Answers through the years",
    "How long answers took",
];

/// What counts as one prayer.
pub(super) const ONCE: &str = "A request counts once for each day on which it was prayed.";

/// Said where a part has nothing to tell.
pub(super) const NO_WEEKS: &str = "Nothing was prayed in these twelve weeks.";
pub(super) const NO_PLACES: &str = "There is no request in the journal.";
pub(super) const NO_ANSWERS: &str = "No answer has been told yet.";

/// What a piece of a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// A heading, a name.
    Strong,
    /// Plain words and numbers.
    Text,
    /// What the eye may pass over.
    Quiet,
    /// A day in its shade, from 0 for nothing.
    Shade(usize),
    /// A bar.
    Bar,
}

/// A row in pieces.
pub type Row = Vec<(Tone, String)>;

/// The letters that charts are drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marks {
    shades: [&'static str; SHADES],
    bar: &'static str,
}

impl Marks {
    /// Small squares, which stand apart and so look calm, and lines.
    pub const SQUARES: Marks = Marks { shades: ["·", "▫", "▪", "■"], bar: "━" };
    /// Letters that every terminal and printer has.
    pub const ASCII: Marks = Marks { shades: [".", "-", "+", "#"], bar: "=" };

    fn shade(&self, shade: usize) -> &'static str {
        self.shades.get(shade).copied().unwrap_or(" ")
    }

    /// A bar beside a number; `most`: the number of the longest one.
    fn bar(&self, count: u64, most: u64, columns: usize) -> String {
        let length = if most == 0 { 0 } else { (count * columns as u64).div_ceil(most) };
        self.bar.repeat(usize::try_from(length).unwrap_or(0).min(columns))
    }
}

/// Room of the names of weekdays.
const WEEKDAY: usize = 4;

/// The days of the period; where there is little room, its last weeks.
pub fn calendar(reflection: &Reflection, columns: usize, marks: Marks) -> Vec<Row> {
    let calendar = &reflection.calendar;
    let all = calendar.weeks.len();
    let step = if columns >= WEEKDAY + 2 * all { 2 } else { 1 };
    let shown = (columns.saturating_sub(WEEKDAY) / step).clamp(1, all.max(1));
    let skipped = all.saturating_sub(shown);
    let mut months = " ".repeat(WEEKDAY);
    for (at, first) in calendar.months().into_iter().filter(|(at, _)| *at >= skipped) {
        let x = WEEKDAY + (at - skipped) * step;
        // the name of a month that has only just begun would end beyond the last week
        if (x == WEEKDAY || x > months.len()) && x + 3 <= WEEKDAY + shown * step {
            months.extend(std::iter::repeat_n(' ', x - months.len()));
            months.push_str(&first.format("%b").to_string());
        }
    }
    let mut rows = vec![vec![(Tone::Quiet, months)]];
    for (weekday, name) in ["Mon", "", "Wed", "", "Fri", "", "Sun"].into_iter().enumerate() {
        let mut row: Row = vec![(Tone::Quiet, format!("{name:<WEEKDAY$}"))];
        for (_, days) in calendar.weeks.iter().skip(skipped) {
            let (tone, mark) = match days.get(weekday).copied().flatten() {
                Some(count) => (Tone::Shade(calendar.shade(count)), marks.shade(calendar.shade(count))),
                None => (Tone::Quiet, " "),
            };
            let piece = format!("{mark:<step$}");
            match row.last_mut() {
                Some((last, pieces)) if *last == tone => pieces.push_str(&piece),
                _ => row.push((tone, piece)),
            }
        }
        rows.push(row);
    }
    rows.push(Row::new());
    if calendar.prayers > 0 {
        let legend = calendar.legend().into_iter().map(|(shade, words)| {
            vec![(Tone::Shade(shade), marks.shade(shade).to_owned()), (Tone::Quiet, format!(" {words}"))]
        });
        rows.extend(flowing(legend.collect(), columns));
    }
    let words = format!("{}, {}.", calendar.words(), reflection.period.words());
    rows.extend(wrapped(Tone::Quiet, &capital(&words), columns));
    if skipped > 0 {
        rows.extend(wrapped(Tone::Quiet, &format!("The last {shown} weeks are drawn."), columns));
    }
    rows
}

/// Room of one week's number.
const WEEK: usize = 4;
/// Room of a year's number.
const YEAR: usize = 6;
/// Room of the names of spans.
const SPAN: usize = 17;
/// The widest that a bar gets.
const BAR: usize = 28;
/// Room of the words that tell when a place was last prayed for.
const LAST: usize = 18;
/// Room of the sum of a row.
const SUM: usize = 6;

/// What was prayed in the last weeks, region by region.
pub fn weeks(reflection: &Reflection, columns: usize, marks: Marks) -> Vec<Row> {
    let places = prayed_for(reflection);
    if places.is_empty() {
        return wrapped(Tone::Quiet, NO_WEEKS, columns);
    }
    let longest = places.iter().map(|told| width(told.name())).max().unwrap_or(0);
    let least = columns.saturating_sub(WEEKS * WEEK + SUM);
    let name = longest.clamp(3, least.max(columns / 3).max(8)).min(columns);
    let shown = (columns.saturating_sub(name + SUM) / WEEK).clamp(1, WEEKS);
    let skipped = WEEKS - shown;
    let mondays: Vec<NaiveDate> = mondays(reflection).into_iter().skip(skipped).collect();
    let (mut head, mut days) = (" ".repeat(name), " ".repeat(name));
    let mut month = None;
    for monday in &mondays {
        let begins = month != Some(monday.month());
        month = Some(monday.month());
        let label = if begins { monday.format("%b").to_string() } else { String::new() };
        let _ = write!(head, "{label:>WEEK$}");
        let _ = write!(days, "{:>WEEK$}", monday.day());
    }
    let mut rows = vec![vec![(Tone::Quiet, head)], vec![(Tone::Quiet, format!("{days}{:>SUM$}", "all"))]];
    let mut all = [0; WEEKS];
    let seen = |told: &&&Told| told.weeks.iter().skip(skipped).any(|week| *week > 0);
    for told in places.iter().filter(seen) {
        all.iter_mut().zip(told.weeks).for_each(|(sum, week)| *sum += week);
        rows.push(numbers(&cell(told.name(), name), Tone::Text, &told.weeks, skipped, marks));
    }
    if places.len() > 1 {
        rows.push(numbers(&cell("all", name), Tone::Quiet, &all, skipped, marks));
    }
    rows
}

/// The places that were prayed for in the last weeks, by name.
pub(super) fn prayed_for(reflection: &Reflection) -> Vec<&Told> {
    let mut places: Vec<&Told> =
        reflection.places.iter().filter(|told| told.weeks.iter().any(|week| *week > 0)).collect();
    places.sort_by_cached_key(|told| (told.place.is_none(), crate::text::fold(told.name())));
    places
}

fn numbers(name: &str, tone: Tone, weeks: &[u64; WEEKS], skipped: usize, marks: Marks) -> Row {
    let mut row = vec![(tone, name.to_owned())];
    let shown = weeks.iter().skip(skipped);
    for week in shown.clone() {
        row.push(match week {
            0 => (Tone::Quiet, format!("{:>WEEK$}", marks.shade(0))),
            week => (tone, format!("{week:>WEEK$}")),
        });
    }
    row.push((Tone::Quiet, format!("{:>SUM$}", shown.sum::<u64>())));
    row
}

/// The Mondays of the last weeks, the oldest first.
pub(super) fn mondays(reflection: &Reflection) -> Vec<NaiveDate> {
    let last = monday(reflection.period.until);
    let before = (0..WEEKS as u64).rev();
    before.filter_map(|weeks| last.checked_sub_days(Days::new(7 * weeks))).collect()
}

/// One place with its last weeks.
pub fn place(reflection: &Reflection, told: &Told, columns: usize, marks: Marks) -> Vec<Row> {
    let mut rows = vec![vec![(Tone::Strong, cut(told.name(), columns))]];
    let last = told.last_words(reflection.period.today);
    let last = if told.last.is_some() { format!("last prayed for {last}") } else { last };
    let words = format!("{}. {}.", capital(&told.open_words()), capital(&last));
    rows.extend(wrapped(Tone::Text, &words, columns));
    if let Some(words) = told.answer_words() {
        rows.extend(wrapped(Tone::Text, &format!("{words}."), columns));
    }
    rows.push(Row::new());
    let most = told.weeks.iter().max().copied().unwrap_or(0);
    if most == 0 {
        rows.extend(wrapped(Tone::Quiet, "Nothing was prayed for it in these twelve weeks.", columns));
        return rows;
    }
    rows.extend(wrapped(Tone::Quiet, "Twelve weeks, each from its Monday, the newest first", columns));
    for (monday, week) in mondays(reflection).into_iter().zip(told.weeks).rev() {
        let day = monday.format("%e %b").to_string();
        rows.push(barred(&day, 8, week, most, bars(columns, 8, most), marks));
    }
    rows
}

/// Every place with the day it was last prayed for, those long not prayed for first.
fn places(reflection: &Reflection, columns: usize) -> Vec<Row> {
    if reflection.places.is_empty() {
        return wrapped(Tone::Quiet, NO_PLACES, columns);
    }
    let longest = reflection.places.iter().map(|told| width(told.name())).max().unwrap_or(0);
    let name = longest.clamp(1, (columns / 2).max(10));
    let mut rows = Vec::new();
    for told in &reflection.places {
        let last = told.last_words(reflection.period.today);
        let open = told.open_words();
        if name + LAST + open.len() + 4 <= columns {
            rows.push(vec![
                (Tone::Text, cell(told.name(), name)),
                (Tone::Text, format!("  {last:<LAST$}")),
                (Tone::Quiet, format!("  {open}")),
            ]);
        } else {
            rows.push(vec![(Tone::Text, cut(told.name(), columns))]);
            rows.extend(indented(Tone::Quiet, &format!("{last}, {open}"), 2, columns));
        }
    }
    rows
}

/// Answers by year.
pub fn years(reflection: &Reflection, columns: usize, marks: Marks) -> Vec<Row> {
    let years = &reflection.answers.years;
    if years.is_empty() {
        return wrapped(Tone::Quiet, NO_ANSWERS, columns);
    }
    let most = years.iter().map(super::Year::answers).max().unwrap_or(0);
    let bars = bars(columns, YEAR, most);
    let behind = YEAR + bars + 1 + most.to_string().len() + 2;
    let beside = years.iter().all(|year| behind + width(&year.words()) <= columns);
    let mut rows = Vec::new();
    for year in years {
        let mut row = barred(&year.year.to_string(), YEAR, year.answers(), most, bars, marks);
        let used: usize = row.iter().map(|(_, piece)| width(piece)).sum();
        if beside {
            row.push((Tone::Quiet, format!("{}{}", " ".repeat(behind.saturating_sub(used)), year.words())));
        }
        rows.push(row);
        if !beside && !year.words().is_empty() {
            rows.extend(indented(Tone::Quiet, &year.words(), YEAR, columns));
        }
    }
    rows
}

/// How long answers took, altogether and region by region.
pub fn took(reflection: &Reflection, columns: usize, marks: Marks) -> Vec<Row> {
    let took = &reflection.answers.took;
    let Some(words) = took.words() else {
        return wrapped(Tone::Quiet, NO_ANSWERS, columns);
    };
    let mut rows = wrapped(Tone::Text, &words, columns);
    rows.push(Row::new());
    let most = took.spans.iter().map(|(_, _, count)| *count).max().unwrap_or(0);
    let names = SPAN.min(columns.saturating_sub(most.to_string().len() + 1));
    for (name, _, count) in &took.spans {
        rows.push(barred(name, names, *count, most, bars(columns, names, most), marks));
    }
    let mut places: Vec<&Told> = reflection.places.iter().filter(|told| told.half.is_some()).collect();
    places.sort_by_cached_key(|told| (std::cmp::Reverse(told.answers), crate::text::fold(told.name())));
    if places.len() > 1 {
        rows.push(Row::new());
        let name = places.iter().map(|told| width(told.name())).max().unwrap_or(0).min(columns / 2);
        for told in places {
            let words = told.answer_words().unwrap_or_default();
            if name + 2 + width(&words) <= columns {
                rows.push(vec![(Tone::Text, cell(told.name(), name)), (Tone::Quiet, format!("  {words}"))]);
            } else {
                rows.push(vec![(Tone::Text, cut(told.name(), columns))]);
                rows.extend(indented(Tone::Quiet, &words, 2, columns));
            }
        }
    }
    rows
}

/// A heading, in as many rows as it needs.
pub fn heading(words: &str, columns: usize) -> Vec<Row> {
    wrapped(Tone::Strong, words, columns)
}

/// All of it, part by part under headings.
pub fn text(reflection: &Reflection, columns: usize, marks: Marks) -> Vec<Row> {
    let parts = [
        calendar(reflection, columns, marks),
        weeks(reflection, columns, marks),
        places(reflection, columns),
        years(reflection, columns, marks),
        took(reflection, columns, marks),
    ];
    let mut rows = Vec::new();
    for (heading, part) in HEADINGS.into_iter().zip(parts) {
        if !rows.is_empty() {
            rows.push(Row::new());
        }
        rows.extend(self::heading(heading, columns));
        rows.push(Row::new());
        rows.extend(part);
    }
    rows.push(Row::new());
    rows.extend(wrapped(Tone::Quiet, ONCE, columns));
    rows
}

/// A name in `names` columns, a bar of at most `bars` and its number; where there is no room, no bar.
fn barred(name: &str, names: usize, count: u64, most: u64, bars: usize, marks: Marks) -> Row {
    let bar = marks.bar(count, most, bars);
    let mut row = vec![(Tone::Text, cell(name, names))];
    if !bar.is_empty() {
        row.extend([(Tone::Bar, bar), (Tone::Text, " ".to_owned())]);
    }
    row.push((if count == 0 { Tone::Quiet } else { Tone::Text }, count.to_string()));
    row
}

/// The widest bar that fits behind names, with its number behind it.
fn bars(columns: usize, names: usize, most: u64) -> usize {
    columns.saturating_sub(names + 1 + most.to_string().len()).min(BAR)
}

/// A text in exactly so many columns.
fn cell(words: &str, columns: usize) -> String {
    let words = cut(words, columns);
    format!("{words}{}", " ".repeat(columns.saturating_sub(width(&words))))
}

fn cut(words: &str, columns: usize) -> String {
    truncate(&safe_line(words), columns).into_owned()
}

fn wrapped(tone: Tone, words: &str, columns: usize) -> Vec<Row> {
    wrap(words, columns).into_iter().map(|line| vec![(tone, line)]).collect()
}

fn indented(tone: Tone, words: &str, margin: usize, columns: usize) -> Vec<Row> {
    let lines = wrap(words, columns.saturating_sub(margin));
    lines.into_iter().map(|line| vec![(tone, format!("{}{line}", " ".repeat(margin)))]).collect()
}

/// Pieces one behind the other, in as many rows as they need.
fn flowing(pieces: Vec<Row>, columns: usize) -> Vec<Row> {
    let mut rows: Vec<Row> = vec![Row::new()];
    let mut used = 0;
    for piece in pieces {
        let takes: usize = piece.iter().map(|(_, words)| width(words)).sum();
        let gap = if used == 0 { 0 } else { 3 };
        if used > 0 && used + gap + takes > columns {
            rows.push(Row::new());
            used = 0;
        }
        if let Some(row) = rows.last_mut() {
            if used > 0 {
                row.push((Tone::Quiet, " ".repeat(gap)));
                used += gap;
            }
            row.extend(piece);
            used += takes;
        }
    }
    rows
}
