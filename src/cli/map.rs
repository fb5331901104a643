//! `kneel map`: what is open and answered in each country.

use std::io::Write;

use serde::Serialize;

use super::{Desk, Error, Exit};
use crate::journal::CountryRow;
use crate::place;
use crate::text;
use crate::tui::screens::map::{name, sketch, sort, told};
use crate::tui::terminal::Surroundings;

/// Columns below which no map is drawn, and the widest one.
const LEAST: usize = 38;
const WIDEST: usize = 76;

/// Show what is open and answered in each country
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The countries are those that the texts speak of; those with the most open requests
come first. On a terminal a small map stands above the list; the map of the screens
(`kneel`, then M) is larger, and one moves on it.

Without a terminal each line has code, name, open requests, answers, answers of this
year and praises, with tabs between.

Examples:
  kneel map
  kneel map --plain                the list in words, without a map
  kneel map --by-name --json
  kneel list country:kenya is:open")]
pub struct Args {
    /// In the order of names
    #[arg(long)]
    by_name: bool,
    /// Without the map, each country in words
    #[arg(long)]
    plain: bool,
    /// Print them as JSON (kneel.map/1)
    #[arg(long, conflicts_with = "plain")]
    json: bool,
}

#[derive(Serialize)]
struct Map {
    format: &'static str,
    countries: Vec<Country>,
}

#[derive(Serialize)]
struct Country {
    name: String,
    region: Option<&'static str>,
    longitude: Option<f64>,
    latitude: Option<f64>,
    #[serde(flatten)]
    row: CountryRow,
}

pub fn run(args: &Args, desk: &mut Desk) -> Result<Exit, Error> {
    let today = desk.now()?.day();
    let mut countries = desk.journal_if_any()?.countries(today)?;
    countries.retain(|row| row.open + row.answered + row.praises > 0);
    sort(&mut countries, args.by_name);
    if args.json {
        let countries = countries.into_iter().map(country).collect();
        desk.json(&Map { format: "kneel.map/1", countries })?;
        return Ok(Exit::Done);
    }
    if countries.is_empty() {
        desk.say("no request names a country yet; `kneel import FILE` reads a bulletin");
    }
    match desk.width {
        Some(width) if !args.plain && width >= LEAST && !countries.is_empty() => {
            let theme = Surroundings::here().theme(&desk.config()?);
            for line in sketch(&countries, width.min(WIDEST) as u16, theme.ascii) {
                desk.line(&line)?;
            }
            desk.line("")?;
        }
        _ => {}
    }
    for row in &countries {
        let name = name(&row.code);
        let line = match desk.width {
            None if !args.plain => {
                let CountryRow { code, open, praises, answered, answered_this_year } = row;
                let (code, name) = (text::safe_line(code), text::safe_line(name));
                format!("{code}\t{name}\t{open}\t{answered}\t{answered_this_year}\t{praises}")
            }
            _ => format!("{}: {}", text::safe_line(name), told(row)),
        };
        // not made safe as one text: the tabs between are kept
        writeln!(desk.out, "{line}")?;
    }
    Ok(Exit::Done)
}

fn country(row: CountryRow) -> Country {
    let place = place::position(&row.code);
    Country {
        name: name(&row.code).to_owned(),
        region: place::region_of(&row.code, "en"),
        longitude: place.map(|place| place.longitude),
        latitude: place.map(|place| place.latitude),
        row,
    }
}
