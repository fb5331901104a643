//! The views that a person saved: on the left of home, and kept from the search.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::journal::Scope;
use crate::tui::keymap::Action;
use crate::tui::msg::Command;
use crate::tui::screens::search::Naming;
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
    /// "4", "200+"; "?" where none was found in an instant, and not all was looked through.
    pub fn told(&self) -> String {
        match self.count {
            Some((0, true)) => "?".to_owned(),
            Some((count, more)) => format!("{count}{}", if more { "+" } else { "" }),
            None => "not understood".to_owned(),
        }
    }
}

/// The views that are understood, as lists.
pub fn scopes(views: &BTreeMap<String, String>, today: NaiveDate) -> Vec<Scope> {
    views.iter().filter_map(|(name, filter)| Scope::view(name, filter, today).ok()).collect()
}

/// What a key does while the name of a view is typed. The name stays until the view is in the settings, or let go.
pub fn named(state: &mut State, action: Action) -> Vec<Command> {
    let Some(Screen::Search(search)) = state.above.last_mut() else { return Vec::new() };
    let Some(Naming { field, is, from }) = &search.naming else { return Vec::new() };
    let (name, filter) = (field.text().trim().to_owned(), search.field.text().trim().to_owned());
    let named = |name: &str| vec!["views".to_owned(), name.to_owned()];
    let mine = is.as_ref() == Some(&name) || (is.is_none() && from.as_ref() == Some(&name));
    let edits = match (action, is) {
        (Action::Save, Some(is)) if name.is_empty() => vec![(named(is), None)],
        (Action::Save, Some(_)) if mine => Vec::new(),
        (Action::Save, _) if name.is_empty() => Vec::new(),
        (Action::Save, _) if !mine && state.views.contains_key(&name) => {
            state.say(
                Tone::Plain,
                format!("there is a view called {name} already; give this one another name"),
            );
            return Vec::new();
        }
        (Action::Save, was) => {
            let old = was.as_ref().map(|was| (named(was), None));
            let new = (named(&name), Some(filter.into()));
            [Some(new), old].into_iter().flatten().collect()
        }
        (Action::Back, _) => Vec::new(),
        _ => return Vec::new(),
    };
    if edits.is_empty() {
        search.naming = None;
        return Vec::new();
    }
    state.saving = true;
    vec![Command::Set(edits)]
}

/// Says what became of the person's views, where one was kept, renamed or taken off in the search, and remembers what would
/// take that back.
pub fn tell(state: &mut State, before: &BTreeMap<String, String>) {
    let after = &state.views;
    let Some(Screen::Search(search)) = state.above.last_mut() else { return };
    let changed = |name: &&String| before.get(*name) != after.get(*name);
    let names: Vec<&String> = before.keys().chain(after.keys()).filter(changed).collect();
    let (Some(first), last) = (names.first().copied(), names.last().copied()) else { return };
    let told = match (before.get(first), last.and_then(|last| after.get(last))) {
        _ if search.taking_back => "taken back; the views are as they were".to_owned(),
        (Some(was), Some(now)) if was == now && Some(first) != last => {
            format!("the view {first} is called {} now", last.map_or("", String::as_str))
        }
        (Some(_), Some(_)) => format!("the view {first} holds this now"),
        (None, _) => format!("kept as a view: {first}; it stands on the left of home"),
        (Some(_), None) => format!("no view any more: {first}; its requests stay where they are"),
    };
    let tone = if search.taking_back { Tone::Plain } else { Tone::Done };
    if search.taking_back {
        search.changed.pop();
    } else {
        let back = |name: &&String| {
            (vec!["views".to_owned(), (*name).clone()], before.get(*name).map(|words| words.as_str().into()))
        };
        search.changed.push(names.iter().map(back).collect());
        search.from = after.keys().find(|name| names.contains(name)).cloned();
    }
    (search.naming, search.taking_back) = (None, false);
    state.say(tone, told);
}
