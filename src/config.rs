//! What a person set in `config.toml`. Every setting has a default; what is not known is named, and the rest
//! still holds.

use std::collections::BTreeMap;
use std::path::Path;

use crate::walk::DEFAULT_PORTION;

/// The settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// How many requests a day's portion holds.
    pub portion: usize,
    /// Prints the passphrase of an encrypted journal: a program with its arguments.
    pub passphrase_command: Option<String>,
    /// After so many minutes without a key the screen of an encrypted journal is locked; 0: never.
    pub lock_after: u32,
    /// Views that the person saved: a name, and the filter of `kneel list` that it stands for.
    pub views: BTreeMap<String, String>,
    /// Keys of the person's own: the screen ("everywhere", "home", "walk", ...), then the action, then its keys.
    pub keys: BTreeMap<String, BTreeMap<String, Vec<String>>>,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            portion: DEFAULT_PORTION,
            passphrase_command: None,
            lock_after: LOCK_AFTER,
            views: BTreeMap::new(),
            keys: BTreeMap::new(),
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
                ("views", toml::Value::Table(views)) => {
                    for (name, filter) in views {
                        match filter.as_str() {
                            Some(filter) => drop(config.views.insert(name.clone(), filter.to_owned())),
                            None => problems
                                .push(format!("`views.{name}` must be a filter, as `kneel list` takes it")),
                        }
                    }
                }
                ("keys", toml::Value::Table(screens)) => read_keys(screens, &mut config, &mut problems),
                (other, _) => {
                    problems.push(format!(
                        "`{other}` is not a setting; there are `portion`, `passphrase_command`, `lock_after`, `views` and `keys`"
                    ));
                }
            }
        }
        (config, problems)
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
    fn views_are_a_name_and_a_filter() {
        let (config, problems) =
            Config::parse("[views]\n\"Tuesday group\" = \"region:asia is:open\"\nbroken = 3");
        assert_eq!(config.views["Tuesday group"], "region:asia is:open");
        assert_eq!((config.views.len(), problems.len()), (1, 1), "{problems:?}");
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
    fn a_broken_file_leaves_the_defaults() {
        let (config, problems) = Config::parse("portion = = 3");
        assert_eq!(config, Config::default());
        assert_eq!(problems.len(), 1);
    }
}
