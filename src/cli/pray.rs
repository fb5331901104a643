//! `kneel pray`: what there is to pray, one request after the other, on the screen or in plain lines for screen readers and
//! pipes.

use super::{Desk, Error, Exit, home, plain, today};
use crate::journal::{Journal, Scope, Through};
use crate::tui::{Options, Start};
use crate::{place, text};

/// Pray through today's portion, or something else, one by one
#[derive(Debug, clap::Args)]
#[command(after_help = "\
What the day asks for comes first: what you wanted to look at again, what a
diary says of today, what you pinned. Your place is kept until the day is over.

With --plain, each request is printed as lines and you are asked for a word:
prayed, next, before, not today, note, answered, look again, pin, undo, quit. The
first letters are enough. On its own, Enter goes to the next one and marks
nothing. Undo takes back what was last done on this walk and goes back to it;
quit and the end of the input leave it, and the next walk goes on there.
Where there is no terminal to ask on, the requests are printed in full and
nothing is marked.

Examples:
  kneel pray                               on the screen
  kneel pray --region \"Asia, South\"
  kneel pray --country kenya
  kneel pray --random                      a handful by chance
  kneel pray --plain                       line by line")]
pub struct Args {
    /// Print lines and ask for words, without the screen
    #[arg(long)]
    plain: bool,
    /// What is due in one region, instead of the portion
    #[arg(long, value_name = "NAME", group = "through")]
    region: Option<String>,
    /// What is due of one country, by its name or code
    #[arg(long, value_name = "NAME", group = "through")]
    country: Option<String>,
    /// What is due of one publisher
    #[arg(long, value_name = "NAME", group = "through")]
    publisher: Option<String>,
    /// What is due of a view that you saved in config.toml
    #[arg(long, value_name = "NAME", group = "through")]
    view: Option<String>,
    /// Everything due
    #[arg(long, group = "through")]
    due: bool,
    /// A handful by chance, the same all day
    #[arg(long, group = "through")]
    random: bool,
}

pub fn run(args: &Args, desk: &mut Desk) -> Result<Exit, Error> {
    if !args.plain && desk.asks {
        let journal = desk.journal()?;
        let through = through(args, desk, &journal)?;
        let profiles = Some(desk.paths()?.profiles());
        let options = Options { start: Start::Walk(through), profiles, ..Options::default() };
        return home::screens(desk, journal, options);
    }
    let mut journal = desk.journal_if_any()?;
    let through = through(args, desk, &journal)?;
    let rows = today::rows(desk, &journal, &through)?;
    if rows.is_empty() || !desk.asks {
        return today::print(desk, &journal, &rows);
    }
    plain::walk(desk, &mut journal, &through, rows)?;
    Ok(Exit::Done)
}

/// What the person wants to pray through.
fn through(args: &Args, desk: &mut Desk, journal: &Journal) -> Result<Through, Error> {
    if let Some(name) = &args.region {
        let regions = journal.overview(desk.now()?.day())?.regions.into_iter().filter_map(|row| row.name);
        let region = named(regions, name).ok_or_else(|| {
            Error::Failed(format!("no region is called {name}; `kneel list` shows regions"))
        })?;
        return Ok(Through::List(Scope::Region(Some(region))));
    }
    if let Some(name) = &args.country {
        let code = place::country_code(name).ok_or_else(|| {
            Error::Usage(format!("no country is called {name}; use its name or its two-letter code"))
        })?;
        return Ok(Through::List(Scope::Country(code.to_owned())));
    }
    if let Some(name) = &args.publisher {
        let publisher = named(journal.publishers()?.into_iter(), name).ok_or_else(|| {
            Error::Failed(format!("no publisher is called {name}; `kneel bulletins` shows them"))
        })?;
        return Ok(Through::List(Scope::Publisher(publisher)));
    }
    if let Some(name) = &args.view {
        let views = desk.config()?.views;
        let view = named(views.keys().cloned(), name).ok_or_else(|| {
            Error::Failed(format!("no view is called {name}; views are set in config.toml below [views]"))
        })?;
        let words = views.get(&view).map(String::as_str).unwrap_or_default();
        let scope = Scope::view(&view, words, desk.now()?.day());
        return Ok(Through::List(scope.map_err(|error| Error::Failed(format!("the view {view}: {error}")))?));
    }
    Ok(match (args.due, args.random) {
        (true, _) => Through::List(Scope::Everything),
        (_, true) => Through::Random,
        _ => Through::Portion,
    })
}

/// The one that a person names, in any case.
fn named(names: impl Iterator<Item = String>, wanted: &str) -> Option<String> {
    let wanted = text::fold(wanted);
    names.into_iter().find(|name| text::fold(name) == wanted)
}
