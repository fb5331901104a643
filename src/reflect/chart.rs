//! Charts as shapes on a plane, for a page or a picture: a pure description that the template draws.

use chrono::Datelike;
use serde::Serialize;

use super::places::Told;
use super::{Reflection, SHADES};
use crate::journal::WEEKS;
use crate::text::counted;
use crate::text::{safe_line, truncate};

/// A chart with its name and a sentence for those who do not see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Chart {
    pub id: &'static str,
    pub title: &'static str,
    pub description: String,
    pub width: u32,
    pub height: u32,
    pub shapes: Vec<Shape>,
}

/// A piece of a chart; `class` says how it looks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum Shape {
    Box { x: u32, y: u32, width: u32, height: u32, class: String, told: Option<String> },
    Words { x: u32, y: u32, class: &'static str, words: String },
}

/// All charts are as wide.
const WIDTH: u32 = 740;

fn words(x: u32, y: u32, class: &'static str, words: impl Into<String>) -> Shape {
    Shape::Words { x, y, class, words: words.into() }
}

fn shaded(shade: usize) -> String {
    format!("shade{}", shade.min(SHADES - 1))
}

/// The days of the period.
pub(super) fn calendar(reflection: &Reflection) -> Chart {
    const LEFT: u32 = 34;
    const TOP: u32 = 20;
    const STEP: u32 = 13;
    const CELL: u32 = 11;
    let calendar = &reflection.calendar;
    let mut shapes = Vec::new();
    let mut end = 0;
    for (at, first) in calendar.months() {
        let x = LEFT + at as u32 * STEP;
        if x >= end && at + 1 < calendar.weeks.len() {
            shapes.push(words(x, TOP - 8, "quiet", first.format("%b").to_string()));
            end = x + 28;
        }
    }
    for (weekday, name) in [(0, "Mon"), (2, "Wed"), (4, "Fri"), (6, "Sun")] {
        shapes.push(words(0, TOP + weekday * STEP + 9, "quiet", name));
    }
    for (at, (monday, days)) in calendar.weeks.iter().enumerate() {
        for ((count, day), y) in days.iter().zip(monday.iter_days()).zip(0..) {
            let Some(count) = *count else { continue };
            let told = format!("{}: {}", day.format("%-d %B %Y"), counted(count, "prayer"));
            shapes.push(Shape::Box {
                x: LEFT + at as u32 * STEP,
                y: TOP + y * STEP,
                width: CELL,
                height: CELL,
                class: shaded(calendar.shade(count)),
                told: Some(told),
            });
        }
    }
    let below = TOP + 7 * STEP + 12;
    let mut x = LEFT;
    let legend = if calendar.prayers > 0 { calendar.legend() } else { Vec::new() };
    for (shade, meaning) in legend {
        let (width, height, class) = (CELL, CELL, shaded(shade));
        shapes.push(Shape::Box { x, y: below, width, height, class, told: None });
        let long = meaning.len() as u32;
        shapes.push(words(x + CELL + 5, below + 9, "quiet", meaning));
        x += CELL + 20 + long * 7;
    }
    let description = format!("{}, {}.", calendar.words(), reflection.period.words());
    Chart { id: "days", title: super::HEADINGS[0], description, width: WIDTH, height: below + 16, shapes }
}

/// Names, bars and their numbers.
struct Bars {
    id: &'static str,
    title: &'static str,
    description: String,
    /// Room of the names.
    names: u32,
}

fn bars(of: Bars, rows: &[(String, u64)]) -> Chart {
    const STEP: u32 = 26;
    let most = rows.iter().map(|(_, count)| *count).max().unwrap_or(0).max(1);
    let room = WIDTH - of.names - 50;
    let mut shapes = Vec::new();
    for ((name, count), at) in rows.iter().zip(0..) {
        let y = 4 + at * STEP;
        shapes.push(words(0, y + 13, "text", name.clone()));
        let width = u32::try_from(count * u64::from(room) / most).unwrap_or(room);
        if *count > 0 {
            let (x, width, class) = (of.names, width.max(3), "bar".to_owned());
            shapes.push(Shape::Box { x, y: y + 2, width, height: 14, class, told: None });
        }
        let x = of.names + if *count > 0 { width.max(3) + 8 } else { 0 };
        shapes.push(words(x, y + 13, "text", count.to_string()));
    }
    let height = 8 + rows.len() as u32 * STEP;
    Chart { id: of.id, title: of.title, description: of.description, width: WIDTH, height, shapes }
}

/// Answers by year.
pub(super) fn years(reflection: &Reflection) -> Chart {
    let years = &reflection.answers.years;
    let rows: Vec<(String, u64)> = years.iter().map(|year| (year.year.to_string(), year.answers())).collect();
    let all: u64 = rows.iter().map(|(_, count)| count).sum();
    let description = format!("{} by year, the newest year first.", counted(all, "answer"));
    bars(Bars { id: "years", title: super::HEADINGS[3], description, names: 60 }, &rows)
}

/// How long answers took.
pub(super) fn took(reflection: &Reflection) -> Chart {
    let took = &reflection.answers.took;
    let rows: Vec<(String, u64)> =
        took.spans.iter().map(|(name, _, count)| ((*name).to_owned(), *count)).collect();
    let description = took.words().unwrap_or_default();
    bars(Bars { id: "took", title: super::HEADINGS[4], description, names: 160 }, &rows)
}

/// Letters of a name that fit beside the weeks.
const NAME: usize = 26;

/// What was prayed in the last weeks, region by region.
pub(super) fn weeks(reflection: &Reflection, places: &[&Told]) -> Chart {
    const LEFT: u32 = 200;
    const TOP: u32 = 38;
    const STEP: u32 = 24;
    const WIDE: u32 = 42;
    let most = places.iter().flat_map(|told| told.weeks).max().unwrap_or(0).max(1);
    let mut shapes = Vec::new();
    let mut month = None;
    for (monday, x) in super::rows::mondays(reflection).into_iter().zip((LEFT..).step_by(WIDE as usize)) {
        if month != Some(monday.month()) {
            month = Some(monday.month());
            shapes.push(words(x + WIDE / 2, TOP - 22, "quiet middle", monday.format("%b").to_string()));
        }
        shapes.push(words(x + WIDE / 2, TOP - 8, "quiet middle", monday.day().to_string()));
    }
    for (told, y) in places.iter().zip((TOP..).step_by(STEP as usize)) {
        let name = safe_line(told.name()).into_owned();
        shapes.push(words(0, y + 15, "text name", truncate(&name, NAME)));
        for (count, x) in told.weeks.iter().zip((LEFT..).step_by(WIDE as usize)) {
            let shade = (count * (SHADES as u64 - 1)).div_ceil(most);
            let class = shaded(usize::try_from(shade).unwrap_or(0));
            let (width, height) = (WIDE - 2, STEP - 2);
            shapes.push(Shape::Box { x, y, width, height, class: class.clone(), told: None });
            if *count > 0 {
                let ink = if shade >= 3 { "middle over" } else { "middle text" };
                shapes.push(words(x + width / 2, y + 15, ink, count.to_string()));
            }
        }
    }
    let all: u64 = places.iter().flat_map(|told| told.weeks).sum();
    let description = format!(
        "{} in the last {WEEKS} weeks, in {}.",
        counted(all, "prayer"),
        counted(places.len() as u64, "region")
    );
    let height = TOP + places.len() as u32 * STEP + 4;
    Chart { id: "weeks", title: super::HEADINGS[1], description, width: WIDTH, height, shapes }
}
