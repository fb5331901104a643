//! The map: open requests and answers by country, and a list of the countries beside it. One cursor moves in both.
//!
//! The arrow keys go to the next country in their direction. A region of the world can be looked at by itself; then its
//! countries alone are listed, and the keys stay in it. From here one walks through a country's requests, or looks at
//! them on home.

#[path = "map_view.rs"]
mod map_view;

use std::cmp::Ordering;

use chrono::NaiveDate;

pub use map_view::{sketch, told};

use crate::journal::{CountryRow, ItemRow, Scope, Through};
use crate::place::{self, Way};
use crate::tui::keymap::Action;
use crate::tui::msg::{Answer, Command, Query, Seen};
use crate::tui::screens::home::Home;
use crate::tui::screens::walk::Walking;
use crate::tui::state::{Screen, State, Tone};
use crate::tui::widgets::scroll;

/// What the screen knows.
#[derive(Debug, Default)]
pub struct WorldMap {
    /// The countries with anything to tell of, in the order of the list.
    countries: Vec<CountryRow>,
    /// The code of the one under the cursor.
    chosen: Option<String>,
    /// The region that is looked at; `None`: the world.
    region: Option<&'static str>,
    /// Whether the list is in the order of names; else those with the most open requests come first.
    by_name: bool,
    /// The first open requests of a country, and its code.
    requests: (String, Vec<ItemRow>),
    told: bool,
}

impl WorldMap {
    /// Open requests that are read of the chosen country.
    pub const MOST: usize = 24;

    /// Opens the map, on the country that home shows if it shows one.
    pub fn open(state: &mut State) -> Vec<Command> {
        let map = WorldMap { chosen: country(state), ..WorldMap::default() };
        map.push(state)
    }

    fn push(self, state: &mut State) -> Vec<Command> {
        let query = self.query(state.today);
        state.above.push(Screen::Map(Box::new(self)));
        state.settling = true;
        vec![state.ask(query)]
    }

    /// Goes back from the requests of a country to the map, as it was if they were chosen there.
    pub fn reopen(state: &mut State) -> Vec<Command> {
        let here = country(state);
        let mut commands = match state.home.map.take().filter(|map| map.chosen == here) {
            Some(map) => map.push(state),
            None => WorldMap::open(state),
        };
        commands.extend(Home::show(state, Scope::Everything));
        commands
    }

    /// Whether there is no country to tell of.
    pub fn is_empty(&self) -> bool {
        self.countries.is_empty()
    }

    /// Whether an action does something here now.
    pub fn is_of_use(&self, action: Action) -> bool {
        match action {
            Action::Pray | Action::Open => self.row().is_some_and(|row| row.open > 0),
            Action::NextField => match self.region {
                Some(_) => self.regions().len() > 1,
                None => self.chosen.as_deref().is_some_and(|code| region_of(code).is_some()),
            },
            Action::Order => !self.listed().is_sorted_by(|a, b| order(a, b, !self.by_name).is_le()),
            Action::NextChoice => self.place().is_some_and(|at| at + 1 < self.listed().len()),
            _ => true,
        }
    }

    /// What it shows, asked again.
    pub fn query(&self, today: NaiveDate) -> Query {
        Query::Map { today, country: self.chosen.clone() }
    }

    /// Takes an answer; where no country is chosen yet, the one with the most open requests is.
    pub fn deliver(state: &mut State, answer: Answer) -> Vec<Command> {
        let today = state.today;
        let Some(Screen::Map(map)) = state.above.iter_mut().rfind(|screen| matches!(screen, Screen::Map(_)))
        else {
            return Vec::new();
        };
        let Answer::Map { countries, country, requests } = answer else { return Vec::new() };
        map.countries = countries;
        sort(&mut map.countries, map.by_name);
        map.told = true;
        map.requests = (country.unwrap_or_default(), requests);
        if map.region.is_some_and(|region| !map.regions().contains(&region)) {
            map.region = None;
        }
        let listed = map.listed();
        let there = map.chosen.as_ref().is_some_and(|code| listed.iter().any(|row| row.code == *code));
        match listed.first() {
            Some(_) if there => Vec::new(),
            Some(first) => {
                map.chosen = Some(first.code.clone());
                let query = map.query(today);
                vec![state.ask(query)]
            }
            None => Vec::new(),
        }
    }

    /// The countries of the list.
    fn listed(&self) -> Vec<&CountryRow> {
        let here = |row: &&CountryRow| self.region.is_none_or(|region| region_of(&row.code) == Some(region));
        self.countries.iter().filter(here).collect()
    }

    /// The row under the cursor.
    fn row(&self) -> Option<&CountryRow> {
        let code = self.chosen.as_ref()?;
        self.countries.iter().find(|row| row.code == *code)
    }

    /// The regions that have anything to tell of.
    fn regions(&self) -> Vec<&'static str> {
        let told = |region: &&str| self.countries.iter().any(|row| region_of(&row.code) == Some(region));
        place::regions("en").filter(told).collect()
    }

    /// What a key does here.
    pub fn update(state: &mut State, action: Action, seen: Seen) -> Vec<Command> {
        let Some(Screen::Map(map)) = state.above.last_mut() else { return Vec::new() };
        match action {
            Action::Back if map.region.is_some() => {
                map.region = None;
                Vec::new()
            }
            Action::Back => {
                state.above.pop();
                Vec::new()
            }
            Action::Open | Action::Pray => WorldMap::leave(state, action),
            Action::Order => {
                map.by_name = !map.by_name;
                sort(&mut map.countries, map.by_name);
                Vec::new()
            }
            Action::NextField | Action::PreviousField => {
                map.turn(action == Action::NextField);
                let first = map.listed().first().map(|row| row.code.clone());
                let stays = map.listed().iter().any(|row| Some(&row.code) == map.chosen.as_ref());
                if stays { Vec::new() } else { WorldMap::choose(state, first) }
            }
            Action::Up | Action::Down | Action::Left | Action::Right if seen.reader > 0 => {
                let to = map.next(action);
                WorldMap::choose(state, to)
            }
            action => {
                let by = match action {
                    Action::NextChoice => Some(1),
                    Action::PreviousChoice => Some(-1),
                    action => scroll::stride(action, seen),
                };
                let at = map.place().unwrap_or_default();
                by.map_or_else(Vec::new, |by| WorldMap::point(state, at.saturating_add_signed(by)))
            }
        }
    }

    /// A click on a country, by its place in the list.
    pub fn point(state: &mut State, at: usize) -> Vec<Command> {
        let Some(Screen::Map(map)) = state.above.last() else { return Vec::new() };
        let listed = map.listed();
        let code = listed.get(at.min(listed.len().saturating_sub(1))).map(|row| row.code.clone());
        WorldMap::choose(state, code)
    }

    fn choose(state: &mut State, code: Option<String>) -> Vec<Command> {
        let today = state.today;
        let Some(Screen::Map(map)) = state.above.last_mut() else { return Vec::new() };
        if code.is_none() || code == map.chosen {
            return Vec::new();
        }
        map.chosen = code;
        let query = map.query(today);
        vec![state.ask(query)]
    }

    /// The place of the cursor in the list.
    fn place(&self) -> Option<usize> {
        self.listed().iter().position(|row| Some(&row.code) == self.chosen.as_ref())
    }

    /// The region that is looked at next; the first time the one that the cursor stands in.
    fn turn(&mut self, on: bool) {
        let regions = self.regions();
        let Some(last) = regions.len().checked_sub(1) else { return };
        let here = self.region.and_then(|region| regions.iter().position(|other| *other == region));
        let to = match (here, on) {
            (None, _) => {
                self.region = self.chosen.as_ref().and_then(|code| region_of(code));
                return;
            }
            (Some(at), true) => (at + 1) % regions.len(),
            (Some(at), false) => at.checked_sub(1).unwrap_or(last),
        };
        self.region = regions.get(to).copied();
    }

    /// The country next to the chosen one in the direction of an arrow.
    fn next(&self, action: Action) -> Option<String> {
        let way = match action {
            Action::Up => Way::North,
            Action::Down => Way::South,
            Action::Left => Way::West,
            _ => Way::East,
        };
        let told: Vec<_> =
            self.listed().into_iter().filter_map(|row| Some((row, place::position(&row.code)?))).collect();
        let from = told.iter().position(|(row, _)| Some(&row.code) == self.chosen.as_ref())?;
        let places: Vec<_> = told.iter().map(|(_, place)| *place).collect();
        let to = place::neighbour(&places, from, way)?;
        told.get(to).map(|(row, _)| row.code.clone())
    }

    /// On to the requests of the chosen country: to home, which lists them, or through them one by one.
    fn leave(state: &mut State, action: Action) -> Vec<Command> {
        let Some(Screen::Map(map)) = state.above.last() else { return Vec::new() };
        let Some(row) = map.row() else { return Vec::new() };
        let scope = Scope::Country(row.code.clone());
        if row.open == 0 {
            let words = format!("no request is open for {}", name(&row.code));
            state.say(Tone::Plain, words);
            return Vec::new();
        }
        if action == Action::Pray {
            return Walking::begin(state, Through::List(scope));
        }
        if let Some(Screen::Map(map)) = state.above.pop() {
            state.home.map = Some(map);
        }
        state.home.focus = super::home::Focus::List;
        Home::show(state, scope)
    }
}

/// The country that home shows.
fn country(state: &State) -> Option<String> {
    match &state.home.scope {
        Scope::Country(code) => Some(code.clone()),
        _ => None,
    }
}

/// The region of the world that a country lies in.
fn region_of(code: &str) -> Option<&'static str> {
    place::region_of(code, "en")
}

/// A country's name; a code that no country has names itself.
pub fn name(code: &str) -> &str {
    place::country_name(code).unwrap_or(code)
}

/// Puts countries in the order of a list: by name, or those with the most open requests first, then the most answers.
pub fn sort(countries: &mut [CountryRow], by_name: bool) {
    countries.sort_by(|a, b| order(a, b, by_name));
}

fn order(a: &CountryRow, b: &CountryRow, by_name: bool) -> Ordering {
    let weight = |row: &CountryRow| if by_name { (0, 0) } else { (row.open, row.answered) };
    weight(b).cmp(&weight(a)).then_with(|| name(&a.code).cmp(name(&b.code)))
}
