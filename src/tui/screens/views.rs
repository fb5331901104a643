//! The views that a person saved: on the left of home, and kept from the search.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::journal::{Filter, Scope, View};
use crate::tui::keymap::Action;
use crate::tui::msg::Command;
use crate::tui::screens::home::Home;
use crate::tui::state::{Screen, State, Tone};

/// A view is counted up to so many.
pub const MOST_COUNTED: usize = 200;

/// A view on the left of home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// Its name.
    pub name: String,
    /// How much it holds, and whether there may be more; `None`: its filter is not understood.
    pub count: Option<(usize, bool)>,
}

impl Saved {
    /// "4", "200+".
    pub fn told(&self) -> String {
        match self.count {
            Some((count, more)) => format!("{count}{}", if more { "+" } else { "" }),
            None => "not understood".to_owned(),
        }
    }
}

/// The views that are understood, as lists.
pub fn scopes(views: &BTreeMap<String, String>, today: NaiveDate) -> Vec<Scope> {
    let view = |(name, filter): (&String, &String)| {
        let filter = Filter::parse(filter).ok()?;
        Some(Scope::View(Box::new(View { name: name.clone(), filter, today })))
    };
    views.iter().filter_map(view).collect()
}

/// What a key does while the name of a view is typed.
pub fn named(state: &mut State, action: Action) -> Vec<Command> {
    let Some(Screen::Search(search)) = state.above.last_mut() else { return Vec::new() };
    let Some((field, was)) = search.naming.take() else { return Vec::new() };
    let (name, filter) = (field.text().trim().to_owned(), search.field.text().trim().to_owned());
    match (action, name.is_empty(), was) {
        (Action::Save, false, _) => vec![Command::KeepView { name, filter: Some(filter) }],
        (Action::Save, true, Some(was)) => vec![Command::KeepView { name: was, filter: None }],
        _ => Vec::new(),
    }
}

/// A view is in the settings, or out of them.
pub fn kept(state: &mut State, name: String, filter: Option<String>) -> Vec<Command> {
    match filter {
        Some(filter) => {
            state.say(Tone::Plain, format!("kept as a view: {name}; it stands on the left of home"));
            state.views.insert(name, filter);
        }
        None => {
            state.views.remove(&name);
            state.say(Tone::Plain, format!("no view any more: {name}; its requests stay where they are"));
        }
    }
    Home::refresh(state)
}
