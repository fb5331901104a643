//! What a person set in `config.toml`. Every setting has a default; what is not known is named, and the rest
//! still holds.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::NaiveTime;

use crate::place;
use crate::text::{likeness, squash};
use crate::walk::DEFAULT_PORTION;

/// The settings that there are.
const SETTINGS: [&str; 8] =
    ["portion", "prayer_time", "keys", "passphrase_command", "lock_after", "privacy", "publishers", "views"];

/// Who may see what a publisher's bulletins bring.
const VISIBILITIES: [&str; 3] = ["private", "group", "public"];

/// The settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// How many requests a day's portion holds.
    pub portion: usize,
    /// When the person means to pray, in local time; `kneel remind` puts it into a calendar.
    pub prayer_time: Option<NaiveTime>,
    /// Prints the passphrase of an encrypted journal: a program with its arguments.
    pub passphrase_command: Option<String>,
    /// After so many minutes without a key the screen of an encrypted journal is locked; 0: never.
    pub lock_after: u32,
    /// Keys of the person's own: the screen ("everywhere", "home", "walk", ...), then the action, then its keys.
    pub keys: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    /// What is hidden from all that leaves the journal.
    pub privacy: Privacy,
    /// Who may see the items that a publisher's bulletins bring, by the publisher's name: "private", "group" or "public".
    pub publishers: BTreeMap<String, String>,
    /// Filters by the name that the person gave them, not looked at yet.
    pub views: BTreeMap<String, String>,
}

/// What is hidden from all that leaves the journal.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Privacy {
    /// Names of people, which become initials.
    pub names: Vec<String>,
    /// ISO 3166-1 codes of the countries that become their region.
    pub countries: Vec<String>,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            portion: DEFAULT_PORTION,
            prayer_time: None,
            passphrase_command: None,
            lock_after: LOCK_AFTER,
            keys: BTreeMap::new(),
            privacy: Privacy::default(),
            publishers: BTreeMap::new(),
            views: BTreeMap::new(),
        }
    }
}

/// More than anybody prays in a day, and still quick to read.
const LARGEST_PORTION: i64 = 500;

/// Minutes until the screen is locked: long enough to pray through one request in silence.
const LOCK_AFTER: u32 = 10;

/// A day.
const LATEST_LOCK: i64 = 24 * 60;

impl Config {
    /// Reads the file, if it is there, with what in it could not be used: one sentence each.
    pub fn load(path: &Path) -> (Self, Vec<String>) {
        match std::fs::read_to_string(path) {
            Ok(text) => {
                let (config, problems) = Config::parse(&text);
                let named = |problem| format!("{}: {problem}", path.display());
                (config, problems.into_iter().map(named).collect())
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => (Config::default(), Vec::new()),
            Err(error) => (Config::default(), vec![format!("{}: {error}", path.display())]),
        }
    }

    /// Reads settings from TOML.
    pub fn parse(text: &str) -> (Self, Vec<String>) {
        let mut config = Config::default();
        let mut problems = Vec::new();
        let table: toml::Table = match text.parse() {
            Ok(table) => table,
            Err(error) => {
                return (config, vec![format!("{} (the defaults are used)", error.message())]);
            }
        };
        for (key, value) in &table {
            match (key.as_str(), value) {
                ("portion", toml::Value::Integer(number)) if (1..=LARGEST_PORTION).contains(number) => {
                    config.portion = usize::try_from(*number).unwrap_or(DEFAULT_PORTION);
                }
                ("portion", _) => {
                    problems.push(format!("`portion` must be a number from 1 to {LARGEST_PORTION}"));
                }
                ("prayer_time", value) => match value.as_str().map(time_of_day) {
                    Some(Some(time)) => config.prayer_time = Some(time),
                    _ => {
                        problems.push("`prayer_time` must be a time in quotes, such as \"07:30\"".to_owned())
                    }
                },
                ("passphrase_command", toml::Value::String(command)) if !command.trim().is_empty() => {
                    config.passphrase_command = Some(command.clone());
                }
                ("passphrase_command", _) => {
                    problems.push("`passphrase_command` must be a program with its arguments".to_owned());
                }
                ("lock_after", toml::Value::Integer(number)) if (0..=LATEST_LOCK).contains(number) => {
                    config.lock_after = u32::try_from(*number).unwrap_or(LOCK_AFTER);
                }
                ("lock_after", _) => {
                    problems.push(format!(
                        "`lock_after` must be a number of minutes up to {LATEST_LOCK}, or 0 for never"
                    ));
                }
                ("keys", toml::Value::Table(screens)) => read_keys(screens, &mut config, &mut problems),
                ("privacy", toml::Value::Table(lists)) => {
                    read_privacy(lists, &mut config.privacy, &mut problems);
                }
                ("publishers", toml::Value::Table(publishers)) => {
                    read_publishers(publishers, &mut config, &mut problems);
                }
                ("views", toml::Value::Table(views)) => read_views(views, &mut config, &mut problems),
                ("keys" | "privacy" | "publishers" | "views", _) => {
                    problems.push(format!("`{key}` must be a table: [{key}] and its settings below it"));
                }
                (other, _) => problems.push(unknown("", other, &SETTINGS)),
            }
        }
        (config, problems)
    }
}

/// A time of day as people write it: `07:30`, `7.30`.
pub fn time_of_day(written: &str) -> Option<NaiveTime> {
    NaiveTime::parse_from_str(&written.trim().replace('.', ":"), "%H:%M").ok()
}

/// What is said of a key that is none of `known`, which stand below `table`.
fn unknown(table: &str, key: &str, known: &[&str]) -> String {
    let near = known.iter().max_by(|one, other| likeness(key, one).total_cmp(&likeness(key, other)));
    match near.filter(|near| likeness(key, near) > 0.5) {
        Some(near) => format!("`{table}{key}` is not a setting; did you mean `{near}`?"),
        None => format!("`{table}{key}` is not a setting; there are {}", listed(known)),
    }
}

/// "`a`, `b` and `c`".
fn listed(words: &[&str]) -> String {
    let mut words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match words.pop() {
        Some(last) if !words.is_empty() => format!("{} and {last}", words.join(", ")),
        last => last.unwrap_or_default(),
    }
}

/// `names` and `countries`, each one or a list. What can be used of a list holds: a name that is left out would be told.
fn read_privacy(lists: &toml::Table, privacy: &mut Privacy, problems: &mut Vec<String>) {
    for (key, value) in lists {
        if !matches!(key.as_str(), "names" | "countries") {
            problems.push(unknown("privacy.", key, &["names", "countries"]));
            continue;
        }
        let values = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        for value in values {
            let Some(name) = value.as_str().map(squash).filter(|name| !name.is_empty()) else {
                problems
                    .push(format!("`privacy.{key}` must be a list of names in quotes: {key} = [\"...\"]"));
                continue;
            };
            match (key.as_str(), place::country_code(&name)) {
                ("names", _) => privacy.names.push(name),
                (_, Some(code)) => privacy.countries.push(code.to_owned()),
                (_, None) => problems.push(format!(
                    "`privacy.countries`: no country is called \"{name}\", so it is not hidden; its code of two letters is understood, too"
                )),
            }
        }
    }
}

/// `[publishers."Open Gate"]` then `visibility = "private"`.
fn read_publishers(publishers: &toml::Table, config: &mut Config, problems: &mut Vec<String>) {
    for (publisher, settings) in publishers {
        let Some(settings) = settings.as_table() else {
            problems.push(format!(
                "`publishers.{publisher}` must be a table: [publishers.\"{publisher}\"] and below it visibility = \"private\""
            ));
            continue;
        };
        for (key, value) in settings {
            let word = value.as_str().filter(|word| VISIBILITIES.contains(word));
            match word {
                _ if key != "visibility" => {
                    problems.push(unknown(&format!("publishers.{publisher}."), key, &["visibility"]));
                }
                Some(word) => {
                    config.publishers.insert(publisher.clone(), word.to_owned());
                }
                None => problems.push(format!(
                    "`publishers.{publisher}.visibility` must be \"private\", \"group\" or \"public\"; its items are private until then"
                )),
            }
            // Who wanted to say who may see it wants less than what is usual more often than more.
            if key == "visibility" && word.is_none() {
                config.publishers.insert(publisher.clone(), "private".to_owned());
            }
        }
    }
}

/// `"Tuesday group" = "region:asia is:open"`.
fn read_views(views: &toml::Table, config: &mut Config, problems: &mut Vec<String>) {
    for (name, filter) in views {
        match filter.as_str() {
            Some(filter) => {
                config.views.insert(name.clone(), filter.to_owned());
            }
            None => problems.push(format!(
                "`views.{name}` must be a filter in quotes, as `kneel list` takes it: \"region:asia is:open\""
            )),
        }
    }
}

/// `[keys.walk]` then `prayed = "space"` or `prayed = ["space", "enter"]`.
fn read_keys(screens: &toml::Table, config: &mut Config, problems: &mut Vec<String>) {
    for (screen, actions) in screens {
        let Some(actions) = actions.as_table() else {
            problems.push(format!(
                "`keys.{screen}` must be a table: [keys.{screen}] and below it action = \"key\""
            ));
            continue;
        };
        for (action, keys) in actions {
            let list: Option<Vec<String>> = match keys {
                toml::Value::String(key) => Some(vec![key.clone()]),
                toml::Value::Array(keys) => keys.iter().map(|key| key.as_str().map(str::to_owned)).collect(),
                _ => None,
            };
            match list {
                Some(list) => {
                    config.keys.entry(screen.clone()).or_default().insert(action.clone(), list);
                }
                None => problems.push(format!("`keys.{screen}.{action}` must be a key or a list of keys")),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_read() {
        let (config, problems) = Config::parse("prayer_time = \"7:30\"");
        assert_eq!((config.prayer_time, problems.len()), (NaiveTime::from_hms_opt(7, 30, 0), 0));
        for wrong in ["\"25:00\"", "\"early\"", "7", "07:30:00"] {
            let (config, problems) = Config::parse(&format!("prayer_time = {wrong}"));
            assert_eq!((config.prayer_time, problems.len()), (None, 1), "{wrong}");
        }
        let (config, problems) = Config::parse("passphrase_command = \"pass show kneel\"\nlock_after = 3");
        assert_eq!((config.lock_after, problems.len()), (3, 0));
        assert_eq!(config.passphrase_command.as_deref(), Some("pass show kneel"));
        let (config, problems) = Config::parse("passphrase_command = 1\nlock_after = -1");
        assert_eq!((config.lock_after, problems.len(), config.passphrase_command), (LOCK_AFTER, 2, None));
        let (config, problems) =
            Config::parse("portion = 12\n[keys.walk]\nprayed = [\"space\", \"enter\"]\nback = \"b\"\n");
        assert_eq!(problems, Vec::<String>::new());
        assert_eq!(config.portion, 12);
        assert_eq!(config.keys["walk"]["prayed"], ["space", "enter"]);
        assert_eq!(config.keys["walk"]["back"], ["b"]);
    }

    #[test]
    fn what_is_not_known_is_named_and_the_rest_holds() {
        let (config, problems) =
            Config::parse("portoin = 3\nportion = 0\n[keys]\nwalk = 1\n[keys.home]\nimport = \"i\"");
        assert_eq!(config.portion, DEFAULT_PORTION);
        assert_eq!(config.keys["home"]["import"], ["i"]);
        assert_eq!(problems.len(), 3, "{problems:?}");
    }

    #[test]
    fn privacy_publishers_and_views_are_read() {
        let (config, problems) = Config::parse(
            "[privacy]\nnames = [\"Aigul  Bekova\"]\ncountries = [\"Kirgisistan\", \"uz\"]\n\
             [publishers.\"Open Gate\"]\nvisibility = \"private\"\n\
             [views]\n\"Tuesday group\" = \"region:asia is:open\"\n",
        );
        assert_eq!(problems, Vec::<String>::new());
        assert_eq!(config.privacy.names, ["Aigul Bekova"]);
        assert_eq!(config.privacy.countries, ["KG", "UZ"]);
        assert_eq!(config.publishers["Open Gate"], "private");
        assert_eq!(config.views["Tuesday group"], "region:asia is:open");
    }

    #[test]
    fn one_thing_that_cannot_be_used_leaves_the_others() {
        let (config, problems) = Config::parse(
            "view = 1\n[privacy]\nnames = [3, \"Aigul\"]\ncountry = \"KG\"\ncountries = [\"Atlantis\", \"KG\"]\n\
             [publishers]\nLamplight = 1\n[publishers.\"Open Gate\"]\nvisibility = \"secret\"\nvisible = 1\n\
             [views]\nall = 3\nasia = \"region:asia\"\n",
        );
        assert_eq!(config.privacy.names, ["Aigul"]);
        assert_eq!(config.privacy.countries, ["KG"]);
        assert_eq!(
            config.publishers["Open Gate"], "private",
            "what was meant to be said is not told to more"
        );
        assert_eq!(config.views["asia"], "region:asia");
        let said = |words: &str| problems.iter().filter(|problem| problem.contains(words)).count();
        assert_eq!(problems.len(), 8, "{problems:#?}");
        assert_eq!(said("no country is called \"Atlantis\""), 1, "{problems:#?}");
        assert_eq!(said("did you mean `views`?"), 1, "{problems:#?}");
        assert_eq!(said("did you mean `countries`?"), 1, "{problems:#?}");
        assert_eq!(said("did you mean `visibility`?"), 1, "{problems:#?}");
    }

    #[test]
    fn a_broken_file_leaves_the_defaults() {
        let (config, problems) = Config::parse("portion = = 3");
        assert_eq!(config, Config::default());
        assert_eq!(problems.len(), 1);
    }
}
