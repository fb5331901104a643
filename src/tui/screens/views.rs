//! The views that a person saved: on the left of home, and kept from the search.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::journal::Scope;
use crate::tui::keymap::Action;
use crate::tui::msg::Command;
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
    views.iter().filter_map(|(name, filter)| Scope::view(name, filter, today).ok()).collect()
}

/// What a key does while the name of a view is typed.
pub fn named(state: &mut State, action: Action) -> Vec<Command> {
    let Some(Screen::Search(search)) = state.above.last_mut() else { return Vec::new() };
    let Some((field, was)) = search.naming.take() else { return Vec::new() };
    let (name, filter) = (field.text().trim().to_owned(), search.field.text().trim().to_owned());
    let other = state.views.get(&name).filter(|other| **other != filter && was.as_ref() != Some(&name));
    if let (Action::Save, Some(other)) = (action, other) {
        let told = format!("{name} is kept already, as: {other}; give this one another name");
        search.naming = Some((field, was));
        state.say(Tone::Plain, told);
        return Vec::new();
    }
    let (name, filter) = match (action, name.is_empty(), was) {
        (Action::Save, false, _) => (name, Some(toml::Value::String(filter))),
        (Action::Save, true, Some(was)) => (was, None),
        _ => return Vec::new(),
    };
    state.saving = true;
    vec![Command::Set { names: vec!["views".to_owned(), name], value: filter }]
}

/// Says which view is in the settings now, or out of them, where one was kept from the search.
pub fn tell(state: &mut State, before: &BTreeMap<String, String>) {
    if !matches!(state.above.last(), Some(Screen::Search(_))) {
        return;
    }
    let kept =
        state.views.iter().find(|(name, filter)| before.get(*name) != Some(filter)).map(|(name, _)| name);
    let gone = before.keys().find(|name| !state.views.contains_key(*name));
    let told = match (kept, gone) {
        (Some(name), _) => format!("kept as a view: {name}; it stands on the left of home"),
        (None, Some(name)) => format!("no view any more: {name}; its requests stay where they are"),
        (None, None) => return,
    };
    state.say(Tone::Plain, told);
}
