//! Looking back as one page for a browser, or as a picture: no scripts, nothing remote, every word escaped by the
//! template, and each chart told in words and as a table as well.

use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, UndefinedBehavior, context, value};
use serde::Serialize;

use super::chart::{self, Chart};
use super::places::Told;
use super::{HEADINGS, Reflection, rows};
use crate::text::safe_line;

/// How it looks. Its name ends in `.html`, which is what turns the escaping on.
const TEMPLATE: (&str, &str) = ("page.html", include_str!("../../assets/looking_back/page.html"));

/// The template is at odds with what it is filled with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the page could not be made; this is a mistake in kneel, please tell us")]
pub struct Unmade;

/// What the page says.
#[derive(Debug, Serialize)]
struct Page {
    title: &'static str,
    period: String,
    once: &'static str,
    parts: Vec<Part>,
    /// The charts of a picture, each with the line on which it begins.
    stacked: Vec<(u32, Chart)>,
    height: u32,
}

/// A part of the page.
#[derive(Debug, Serialize)]
struct Part {
    heading: &'static str,
    chart: Option<Chart>,
    /// Said below the chart, or where there is none.
    words: String,
    table: Table,
    /// Whether the table says what no chart does, and so is seen at once.
    open: bool,
}

#[derive(Debug, Default, Serialize)]
struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// The page.
pub fn page(reflection: &Reflection) -> Result<String, Unmade> {
    render(reflection, false).map_err(|_| Unmade)
}

/// The charts as one picture (SVG).
pub fn picture(reflection: &Reflection) -> Result<String, Unmade> {
    render(reflection, true).map_err(|_| Unmade)
}

fn render(reflection: &Reflection, picture: bool) -> Result<String, minijinja::Error> {
    let mut templates = Environment::new();
    templates.set_undefined_behavior(UndefinedBehavior::Strict);
    templates.set_syntax(
        SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build()?,
    );
    templates.add_template(TEMPLATE.0, TEMPLATE.1)?;
    let values = context! { page => value::Serde(contents(reflection)), picture };
    templates.get_template(TEMPLATE.0)?.render(values)
}

fn contents(reflection: &Reflection) -> Page {
    let parts =
        vec![days(reflection), weeks(reflection), places(reflection), years(reflection), took(reflection)];
    let mut stacked = Vec::new();
    let mut height = 60;
    for chart in parts.iter().filter_map(|part| part.chart.clone()) {
        let below = height + chart.height + 60;
        stacked.push((height, chart));
        height = below;
    }
    Page {
        title: "Looking back",
        period: reflection.period.words(),
        once: rows::ONCE,
        parts,
        stacked,
        height,
    }
}

fn safe(words: &str) -> String {
    safe_line(words).into_owned()
}

fn days(reflection: &Reflection) -> Part {
    let calendar = &reflection.calendar;
    let row = |(monday, days): &(chrono::NaiveDate, [Option<u64>; 7])| {
        let all: u64 = days.iter().flatten().sum();
        let day = |count: &Option<u64>| count.map_or_else(String::new, |count| count.to_string());
        let first = [monday.format("%-d %B %Y").to_string()];
        first.into_iter().chain(days.iter().map(day)).chain([all.to_string()]).collect()
    };
    let head = ["Week from", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "all"];
    let chart = chart::calendar(reflection);
    Part {
        heading: HEADINGS[0],
        words: chart.description.clone(),
        chart: Some(chart),
        table: Table {
            head: head.map(str::to_owned).to_vec(),
            rows: calendar.weeks.iter().map(row).collect(),
        },
        open: false,
    }
}

fn weeks(reflection: &Reflection) -> Part {
    let places = rows::prayed_for(reflection);
    let mondays = rows::mondays(reflection);
    let heads = mondays.iter().map(|monday| monday.format("%-d %b").to_string());
    let row = |told: &&Told| {
        let weeks = told.weeks.iter().map(u64::to_string);
        let all = told.weeks.iter().sum::<u64>().to_string();
        [safe(told.name())].into_iter().chain(weeks).chain([all]).collect()
    };
    let chart = (!places.is_empty()).then(|| chart::weeks(reflection, &places));
    Part {
        heading: HEADINGS[1],
        words: chart.as_ref().map_or(rows::NO_WEEKS.to_owned(), |chart| chart.description.clone()),
        table: Table {
            head: ["Region".to_owned()].into_iter().chain(heads).chain(["all".to_owned()]).collect(),
            rows: places.iter().map(row).collect(),
        },
        chart,
        open: false,
    }
}

fn places(reflection: &Reflection) -> Part {
    let row = |told: &Told| {
        let answers = told.answer_words().unwrap_or_default();
        vec![safe(told.name()), told.last_words(reflection.period.today), told.open_words(), answers]
    };
    let rows: Vec<Vec<String>> = reflection.places.iter().map(row).collect();
    Part {
        heading: HEADINGS[2],
        chart: None,
        words: if rows.is_empty() { rows::NO_PLACES.to_owned() } else { String::new() },
        table: Table { head: ["Region", "Prayed for", "Open", "Answers"].map(str::to_owned).to_vec(), rows },
        open: true,
    }
}

fn years(reflection: &Reflection) -> Part {
    let years = &reflection.answers.years;
    let chart = (!years.is_empty()).then(|| chart::years(reflection));
    let row = |year: &super::Year| vec![year.year.to_string(), year.answers().to_string(), year.words()];
    Part {
        heading: HEADINGS[3],
        words: chart.as_ref().map_or(rows::NO_ANSWERS.to_owned(), |chart| chart.description.clone()),
        chart,
        table: Table {
            head: ["Year", "Answers", "Among them"].map(str::to_owned).to_vec(),
            rows: years.iter().map(row).collect(),
        },
        open: false,
    }
}

fn took(reflection: &Reflection) -> Part {
    let took = &reflection.answers.took;
    let chart = (took.answers > 0).then(|| chart::took(reflection));
    let row = |(name, _, count): &(&str, Option<u64>, u64)| vec![(*name).to_owned(), count.to_string()];
    Part {
        heading: HEADINGS[4],
        words: took.words().unwrap_or_else(|| rows::NO_ANSWERS.to_owned()),
        table: Table {
            head: ["They came", "Answers"].map(str::to_owned).to_vec(),
            rows: if chart.is_some() { took.spans.iter().map(row).collect() } else { Vec::new() },
        },
        chart,
        open: false,
    }
}
