//! The settings that are tables: keys, privacy, publishers, views.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Config;
use super::reading::unknown;
use crate::place;
use crate::text::squash;

/// Who may see what a publisher's bulletins bring.
const VISIBILITIES: [&str; 3] = ["private", "group", "public"];

/// What the file says of one setting, and where what is made of it goes.
#[derive(Debug)]
pub struct Said<'a, 'text> {
    /// The settings.
    pub(super) config: &'a mut Config,
    /// What could not be used: where in the file, and a sentence.
    pub(super) problems: &'a mut Vec<(usize, String)>,
    /// What it is.
    pub(super) value: &'a Spanned<DeValue<'text>>,
}

impl<'a, 'text> Said<'a, 'text> {
    /// Tells of something at a place in the file.
    pub(super) fn problem(&mut self, at: usize, words: String) {
        self.problems.push((at, words));
    }

    fn told(&mut self, at: Range<usize>, words: String) {
        self.problem(at.start, words);
    }

    fn table(&self) -> Option<&'a DeTable<'text>> {
        self.value.get_ref().as_table()
    }
}

/// `names` and `countries`, each one or a list. What can be used of a list holds: a name that is left out would be told.
pub(super) fn read_privacy(said: &mut Said<'_, '_>) {
    for (key, value) in said.table().into_iter().flatten() {
        let name = key.get_ref().as_ref();
        if !matches!(name, "names" | "countries") {
            said.told(key.span(), unknown("privacy.", name, &["names", "countries"]));
            continue;
        }
        let list = value.get_ref().as_array();
        let values = list.map_or(std::slice::from_ref(value), |list| list);
        for value in values {
            let word = value.get_ref().as_str().map(squash).filter(|word| !word.is_empty());
            let Some(word) = word else {
                said.told(
                    value.span(),
                    format!("`privacy.{name}` must be a list of names in quotes: {name} = [\"...\"]"),
                );
                continue;
            };
            match (name, place::country_code(&word)) {
                ("names", _) => said.config.privacy.names.push(word),
                (_, Some(code)) => said.config.privacy.countries.push(code.to_owned()),
                (_, None) => said.told(value.span(), format!(
                    "`privacy.countries`: no country is called \"{word}\", so it is not hidden; its code of two letters is understood, too"
                )),
            }
        }
    }
}

/// `[publishers."Open Gate"]` then `visibility = "private"`.
pub(super) fn read_publishers(said: &mut Said<'_, '_>) {
    for (key, value) in said.table().into_iter().flatten() {
        let publisher = key.get_ref().as_ref();
        let Some(settings) = value.get_ref().as_table() else {
            said.told(key.span(), format!(
                "`publishers.{publisher}` must be a table: [publishers.\"{publisher}\"] and below it visibility = \"private\"; its items are private until then"
            ));
            said.config.publishers.insert(publisher.to_owned(), "private".to_owned());
            continue;
        };
        for (key, value) in settings {
            if key.get_ref() != "visibility" {
                let table = format!("publishers.{publisher}.");
                said.told(key.span(), unknown(&table, key.get_ref(), &["visibility"]));
                said.config.publishers.entry(publisher.to_owned()).or_insert_with(|| "private".to_owned());
                continue;
            }
            let word = value.get_ref().as_str().filter(|word| VISIBILITIES.contains(word));
            if word.is_none() {
                said.told(value.span(), format!(
                    "`publishers.{publisher}.visibility` must be \"private\", \"group\" or \"public\"; its items are private until then"
                ));
            }
            // Who wanted to say who may see it wants less than what is usual more often than more.
            let word = word.unwrap_or("private").to_owned();
            said.config.publishers.insert(publisher.to_owned(), word);
        }
    }
}

/// `"Tuesday group" = "region:asia is:open"`.
pub(super) fn read_views(said: &mut Said<'_, '_>) {
    for (key, filter) in said.table().into_iter().flatten() {
        let name = key.get_ref().as_ref();
        match filter.get_ref().as_str() {
            Some(filter) => {
                said.config.views.insert(name.to_owned(), filter.to_owned());
            }
            None => said.told(filter.span(), format!(
                "`views.{name}` must be a filter in quotes, as `kneel list` takes it: \"region:asia is:open\""
            )),
        }
    }
}

/// `[keys.walk]` then `prayed = "space"` or `prayed = ["space", "enter"]`.
pub(super) fn read_keys(said: &mut Said<'_, '_>) {
    for (key, actions) in said.table().into_iter().flatten() {
        let screen = key.get_ref().as_ref();
        let Some(actions) = actions.get_ref().as_table() else {
            said.told(
                key.span(),
                format!("`keys.{screen}` must be a table: [keys.{screen}] and below it action = \"key\""),
            );
            continue;
        };
        for (action, keys) in actions {
            let words = |value: &DeValue<'_>| value.as_str().map(str::to_owned);
            let list: Option<Vec<String>> = match keys.get_ref() {
                DeValue::Array(keys) => keys.iter().map(|key| words(key.get_ref())).collect(),
                key => words(key).map(|key| vec![key]),
            };
            let action = action.get_ref().as_ref();
            match list {
                Some(list) => {
                    let of_screen = said.config.keys.entry(screen.to_owned()).or_default();
                    of_screen.insert(action.to_owned(), list);
                }
                None => said.told(
                    keys.span(),
                    format!("`keys.{screen}.{action}` must be a key or a list of keys, in quotes"),
                ),
            }
        }
    }
}
