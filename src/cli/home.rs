//! `kneel` alone: the screens, or today's portion where there is no terminal.

use super::{Desk, Error, Exit, today};
use crate::journal::{Journal, Through};
use crate::tui::{self, Options};

/// Opens the screens on the journal.
pub fn run(desk: &mut Desk) -> Result<Exit, Error> {
    if desk.asks {
        let journal = desk.journal()?;
        let profiles = Some(desk.paths()?.profiles());
        return screens(desk, journal, Options { profiles, ..Options::default() });
    }
    desk.say("there is no terminal here, so this is today's portion; `kneel --help` lists the commands");
    let journal = desk.journal_if_any()?;
    let rows = today::rows(desk, &journal, &Through::Portion)?;
    today::print(desk, &journal, &rows)?;
    Ok(Exit::Done)
}

/// Opens the screens on a journal, as the options say.
pub fn screens(desk: &mut Desk, journal: Journal, options: Options) -> Result<Exit, Error> {
    let config = desk.config()?;
    let options = Options { places: Some(desk.paths()?), ..options };
    let keeps = !options.loose;
    if tui::run(journal, desk.clock()?, &config, options).map_err(Error::Screens)? && keeps {
        desk.copy_of_the_day();
    }
    Ok(Exit::Done)
}
