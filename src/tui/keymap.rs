//! Keys and what they do: one keymap, from which keys are understood and from which the footer, the help and the
//! README's table are made.

use std::collections::{BTreeMap, HashMap};

use crokey::{KeyCombination, KeyCombinationFormat};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use foldhash::fast::RandomState;

pub use super::actions::{Action, Section};
use super::bindings::{BINDINGS, Known};
use super::clashes::{Asked, clashes, is_typed, keep_ways_out};

/// The keys that kneel comes with, as the settings take them, with what they may be.
pub const DEFAULTS: &str = include_str!("../../assets/keys.toml");

const NO_SCREEN: &str = "there is no such screen";

/// Which keys do what, section by section.
#[derive(Debug, Clone, PartialEq)]
pub struct Keymap {
    actions: HashMap<(Section, KeyCombination), Action, RandomState>,
    keys: HashMap<(Section, Action), Vec<KeyCombination>, RandomState>,
}

/// The keys of actions as they are written down: section, action, keys.
pub type Table = BTreeMap<String, BTreeMap<String, Vec<String>>>;

/// One line of the help or the footer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it is about.
    pub action: Action,
    /// The keys as people write them.
    pub keys: Vec<String>,
    /// A word or two.
    pub label: &'static str,
    /// A sentence.
    pub help: &'static str,
}

/// An action in its section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Where its keys hold.
    pub section: Section,
    /// Its name in `keys.toml`.
    pub name: &'static str,
    /// Its keys as people write them.
    pub keys: Vec<String>,
    /// A sentence.
    pub help: &'static str,
}

impl Keymap {
    /// The keys kneel comes with, and those of the person's config over them. What the config says that cannot be
    /// followed is told, line by line; the rest holds.
    pub fn new(overrides: &Table) -> (Self, Vec<String>) {
        let (actions, keys) = (2 * BINDINGS.len(), BINDINGS.len());
        let mut map = Keymap {
            actions: HashMap::with_capacity_and_hasher(actions, RandomState::default()),
            keys: HashMap::with_capacity_and_hasher(keys, RandomState::default()),
        };
        let mut problems = Vec::new();
        for (section, name, keys) in defaults() {
            let laid = Section::named(section).ok_or_else(|| NO_SCREEN.to_owned());
            if let Err(words) = laid.and_then(|section| map.lay(section, name, keys)) {
                problems.push(format!("keys.{section}.{name}: {words}"));
            }
        }
        if overrides.is_empty() {
            return (map, problems);
        }
        let defaults = map.clone();
        let asked = map.lay_over(overrides, &mut problems);
        problems.extend(clashes(&map, &defaults, &asked));
        keep_ways_out(&mut map, &mut problems);
        (map, problems)
    }

    fn lay_over(&mut self, table: &Table, problems: &mut Vec<String>) -> Vec<Asked> {
        let mut asked = Vec::new();
        for (section_name, actions) in table {
            let Some(section) = Section::named(section_name) else {
                problems.push(format!("keys.{section_name}: {NO_SCREEN}"));
                continue;
            };
            for (name, keys) in actions {
                let place = format!("keys.{section_name}.{name}");
                match self.lay(section, name, keys.iter().map(String::as_str)) {
                    Ok((known, keys)) => asked.push(Asked { known, keys, place }),
                    Err(words) => problems.push(format!("{place}: {words}")),
                }
            }
        }
        asked
    }

    /// Gives an action these keys in the place of those it had, or says why not.
    fn lay<'k>(
        &mut self,
        section: Section,
        name: &str,
        keys: impl Iterator<Item = &'k str>,
    ) -> Result<(&'static Known, Vec<KeyCombination>), String> {
        let known = BINDINGS
            .iter()
            .find(|known| known.section == section && known.name == name)
            .ok_or("there is no such action")?;
        let read = |key: &str| match parse(key) {
            None => Err(format!("\"{key}\" is not a key")),
            Some(typed) if is_typed(section, typed) => {
                Err(format!("\"{key}\" is typed there; take a key with ctrl or alt, or one such as f9"))
            }
            Some(key) => Ok(key),
        };
        let keys = keys.map(read).collect::<Result<Vec<_>, _>>()?;
        self.bind(section, known.action, &keys);
        Ok((known, keys))
    }

    /// What a key does in a section.
    pub(super) fn at(&self, section: Section, key: KeyCombination) -> Option<Action> {
        self.actions.get(&(section, key)).copied()
    }

    /// The keys of an action of a section.
    pub(super) fn keys_of(&self, section: Section, action: Action) -> &[KeyCombination] {
        self.keys.get(&(section, action)).map_or(&[], Vec::as_slice)
    }

    /// Gives an action one more key.
    pub(super) fn give(&mut self, section: Section, action: Action, key: KeyCombination) {
        self.take_away(section, key);
        self.actions.insert((section, key), action);
        self.keys.entry((section, action)).or_default().push(key);
    }

    /// Takes a key away from whatever it does in a section.
    pub(super) fn take_away(&mut self, section: Section, key: KeyCombination) {
        if let Some(before) = self.actions.remove(&(section, key))
            && let Some(list) = self.keys.get_mut(&(section, before))
        {
            list.retain(|other| *other != key);
        }
    }

    fn bind(&mut self, section: Section, action: Action, keys: &[KeyCombination]) {
        for before in self.keys.insert((section, action), Vec::new()).into_iter().flatten() {
            self.actions.remove(&(section, before));
        }
        for key in keys {
            self.give(section, action, *key);
        }
    }

    /// What a key does where these sections hold, the nearest first.
    pub fn action(&self, key: KeyEvent, sections: &[Section]) -> Option<Action> {
        let key = KeyCombination::from(key);
        sections.iter().find_map(|section| self.actions.get(&(*section, key)).copied())
    }

    /// The footer of a screen: its foremost actions with their first key, in the order of their weight.
    pub fn footer(&self, sections: &[Section], foremost: &[Action]) -> Vec<Entry> {
        foremost.iter().filter_map(|action| self.entry(*action, sections)).collect()
    }

    /// The first key of an action, as people write it.
    pub fn key(&self, action: Action, sections: &[Section]) -> Option<String> {
        self.entry(action, sections)?.keys.into_iter().next()
    }

    fn entry(&self, action: Action, sections: &[Section]) -> Option<Entry> {
        sections.iter().find_map(|section| {
            let known = BINDINGS.iter().find(|k| k.section == *section && k.action == action)?;
            self.entry_of(known, sections)
        })
    }

    /// `None` where no key reaches the action, or only keys that a nearer section claims for something else.
    pub(super) fn entry_of(&self, known: &Known, sections: &[Section]) -> Option<Entry> {
        let keys: Vec<String> = self
            .keys
            .get(&(known.section, known.action))?
            .iter()
            .filter(|key| {
                let nearest = sections.iter().find_map(|section| self.actions.get(&(*section, **key)));
                nearest == Some(&known.action)
            })
            .map(|key| shown(*key))
            .collect();
        (!keys.is_empty()).then_some(Entry {
            action: known.action,
            keys,
            label: known.label,
            help: known.help,
        })
    }

    /// The help of a screen, section by section with its heading.
    pub fn help(&self, sections: &[Section]) -> Vec<(&'static str, Vec<Entry>)> {
        let of = |section: &Section| {
            let known = BINDINGS.iter().filter(|k| k.section == *section);
            (section.title(), known.filter_map(|k| self.entry_of(k, sections)).collect::<Vec<_>>())
        };
        sections.iter().map(of).filter(|(_, entries)| !entries.is_empty()).collect()
    }

    /// Every action of every section with its keys, also those without.
    pub fn listed(&self) -> impl Iterator<Item = Listed> {
        let known =
            |section: &'static Section| BINDINGS.iter().filter(move |known| known.section == *section);
        Section::ALL.iter().flat_map(known).map(|known| Listed {
            section: known.section,
            name: known.name,
            keys: self.keys_of(known.section, known.action).iter().map(|key| shown(*key)).collect(),
            help: known.help,
        })
    }

    /// Every section with all its entries, for a whole account.
    pub fn everything(&self) -> Vec<(&'static str, Vec<Entry>)> {
        Section::ALL.iter().flat_map(|section| self.help(&[*section])).collect()
    }
}

/// The keys kneel comes with, by section and action, read line by line: to have each start understand all of TOML for them
/// would take a tenth of its time. A test holds that TOML says the same.
fn defaults() -> impl Iterator<Item = (&'static str, &'static str, impl Iterator<Item = &'static str>)> {
    let mut section = "";
    DEFAULTS.lines().filter(|line| !line.starts_with('#')).filter_map(move |line| {
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            section = name;
            return None;
        }
        let (name, keys) = line.split_once(" = ")?;
        Some((section, name, keys.split('"').skip(1).step_by(2)))
    })
}

/// The README's table of keys.
pub fn markdown_table() -> String {
    let (keymap, _) = Keymap::new(&Table::new());
    let mut table = String::from("| Where | Key | What it does |\n| --- | --- | --- |\n");
    for (title, entries) in keymap.everything() {
        for entry in entries {
            let keys: Vec<String> = entry.keys.iter().map(|k| format!("<kbd>{k}</kbd>")).collect();
            let row = ["| ", title, " | ", &keys.join(" "), " | ", entry.help, " |\n"];
            table.extend(row);
        }
    }
    table
}

/// A key by its name. A single character stands for itself, so that `G` means the capital letter, which crokey
/// would read as `g`.
pub(super) fn parse(name: &str) -> Option<KeyCombination> {
    let mut letters = name.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) => {
            Some(KeyCombination::from(KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE)))
        }
        _ => crokey::parse(name).ok().map(KeyCombination::normalized),
    }
}

pub(super) fn shown(key: KeyCombination) -> String {
    let plain = KeyCombinationFormat::default().with_implicit_shift();
    let name = plain.to_string(key);
    match name.as_str() {
        "PageDown" => "PgDn".into(),
        "PageUp" => "PgUp".into(),
        "BackTab" => "Shift-Tab".into(),
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(code: char) -> KeyEvent {
        KeyEvent::new(KeyCode::Char(code), KeyModifiers::NONE)
    }

    #[test]
    fn the_defaults_name_every_action_and_nothing_else() {
        let (keymap, problems) = Keymap::new(&Table::new());
        assert_eq!(problems, Vec::<String>::new());
        let (mut kept, mut told) = (keymap.clone(), Vec::new());
        keep_ways_out(&mut kept, &mut told);
        assert_eq!((kept, told), (keymap.clone(), Vec::new()), "they lead out of everywhere");
        for known in BINDINGS {
            let keys = keymap.keys.get(&(known.section, known.action));
            assert!(keys.is_some_and(|k| !k.is_empty()), "{} has no key", known.name);
        }
    }

    #[test]
    fn the_defaults_are_read_as_toml_reads_them() {
        let mut read = Table::new();
        for (section, name, keys) in defaults() {
            let keys = keys.map(str::to_owned).collect();
            read.entry(section.to_owned()).or_default().insert(name.to_owned(), keys);
        }
        let said: Table = toml::from_str(DEFAULTS).unwrap();
        assert_eq!(read, said);
        let over_themselves = Keymap::new(&said);
        assert_eq!(Keymap::new(&Table::new()), over_themselves);
    }

    #[test]
    fn capital_letters_and_small_ones_differ() {
        let (keymap, _) = Keymap::new(&Table::new());
        let sections = [Section::Home, Section::Moving];
        assert_eq!(keymap.action(press('g'), &sections), Some(Action::First));
        assert_eq!(keymap.action(press('G'), &sections), Some(Action::Last));
        let shifted = KeyEvent::new(KeyCode::Char('G'), KeyModifiers::SHIFT);
        assert_eq!(keymap.action(shifted, &sections), Some(Action::Last));
    }

    #[test]
    fn the_config_replaces_keys_and_its_mistakes_are_told() {
        let config = "[home]\npray = ['f9']\nfly = ['y']\nown = ['hyperspace']\n[moon]\n";
        let (keymap, problems) = Keymap::new(&toml::from_str(config).unwrap());
        let home = [Section::Home];
        assert_eq!(keymap.action(press('p'), &home), None);
        assert_eq!(keymap.key(Action::Pray, &home).as_deref(), Some("F9"));
        assert_eq!(keymap.key(Action::Own, &home).as_deref(), Some("+"), "a bad key leaves the old one");
        assert_eq!(
            problems,
            [
                "keys.home.fly: there is no such action",
                "keys.home.own: \"hyperspace\" is not a key",
                "keys.moon: there is no such screen",
            ]
        );
    }

    #[test]
    fn a_key_taken_for_something_else_leaves_its_old_action() {
        let (keymap, _) = Keymap::new(&toml::from_str("[home]\nown = ['p']").unwrap());
        assert_eq!(keymap.action(press('p'), &[Section::Home]), Some(Action::Own));
        assert_eq!(keymap.key(Action::Pray, &[Section::Home]), None);
    }

    #[test]
    fn a_nearer_section_hides_a_key_of_a_farther_one() {
        let (keymap, _) = Keymap::new(&Table::new());
        let sections = [Section::Walk, Section::Item];
        let help = keymap.help(&sections);
        let all: Vec<&str> = help.iter().flat_map(|(_, entries)| entries.iter().map(|e| e.help)).collect();
        assert!(!all.iter().any(|help| help.contains("let it rest until a day")), "{all:?}");
    }
}
