//! The person's settings: read with their keys, read again, written one by one. What is wrong in the file is said with
//! its line.

use std::path::{Path, PathBuf};

use super::Desk;
use crate::config::{self, Config, Edit, Problem, Reading};
use crate::journal::{Journal, Visibility};
use crate::tui::keymap::Keymap;
use crate::tui::msg::{Command, Msg, Told};

/// Where settings are read and written.
#[derive(Debug, Default)]
pub(super) struct Settings {
    /// The file, if there is one that may be read.
    path: Option<PathBuf>,
    /// What stands for the file where nothing is to be written into it.
    loose: Option<String>,
}

impl Desk {
    /// Says where the settings lie. `loose`: what is changed of them is not written there.
    pub fn keep_settings(&mut self, path: Option<PathBuf>, loose: bool) {
        let text = path.as_ref().filter(|_| loose).and_then(|path| std::fs::read_to_string(path).ok());
        self.settings = Settings { path, loose: loose.then(|| text.unwrap_or_default()) };
    }

    /// Reads the settings again.
    pub(super) fn reload(&mut self, tell: &mut dyn FnMut(Msg)) {
        self.tell_settings("the settings were read again", tell);
    }

    /// A portion that an earlier kneel kept beside the settings goes into them, once.
    pub fn portion_into_settings(&mut self, set: usize) -> Vec<Command> {
        let Some(size) = self.journal.portion_beside(set).ok().flatten() else { return Vec::new() };
        // what could not be forgotten is told again next time, to the same end
        let _ = self.journal.forget_portion_beside();
        vec![Command::Set(vec![(vec!["portion".to_owned()], Some((size as i64).into()))])]
    }

    /// Writes settings, and reads all of them.
    pub(super) fn set(&mut self, edits: &[Edit], tell: &mut dyn FnMut(Msg)) {
        let Settings { path, loose } = &mut self.settings;
        let written = match (path, loose) {
            (Some(path), None) => config::write(path, edits).map_err(|error| error.to_string()),
            (_, loose) => {
                let text = loose.get_or_insert_default();
                let changed = config::edited(text, edits);
                changed
                    .map(|changed| *text = changed)
                    .map_err(|_| "the settings could not be changed; they are as they were".to_owned())
            }
        };
        match written {
            Ok(()) => self.tell_settings("", tell),
            Err(sentence) => tell(Msg::Failed(sentence)),
        }
    }

    fn tell_settings(&mut self, told: &str, tell: &mut dyn FnMut(Msg)) {
        let Settings { path, loose } = &self.settings;
        let reading = match (loose, path) {
            (Some(text), _) => Ok(with_keys(config::read(text))),
            (None, Some(path)) => read(path),
            (None, None) => Ok(Reading::default()),
        };
        match reading {
            Ok(reading) => {
                set_sights(&mut self.journal, &reading.config);
                let told = told_of(&reading, path.as_deref(), told);
                tell(Msg::Configured { config: Box::new(reading.config), told });
            }
            Err(sentence) => {
                set_sights(&mut self.journal, &Config { unsure: true, ..Config::default() });
                tell(Msg::Failed(sentence));
            }
        }
    }
}

/// Reads a file of settings, with the keys in it understood: what is wrong with those is told among the problems. One
/// that is not there says nothing; the error is a sentence for people.
pub fn read(path: &Path) -> Result<Reading, String> {
    config::load(path).map(with_keys)
}

fn with_keys(mut reading: Reading) -> Reading {
    if reading.config.keys.is_empty() {
        return reading; // a test holds that the keys that kneel comes with have no problems
    }
    let (_, problems) = Keymap::new(&reading.config.keys);
    for words in problems {
        // "keys.home.fly: there is no such action": the line is that of the longest name in front
        let name = words.split(": ").next().unwrap_or_default();
        let line = reading.lines.get(name).or(reading.lines.get("keys")).copied().unwrap_or(1);
        reading.problems.push(Problem { line, words });
    }
    reading.problems.sort_by_key(|problem| problem.line);
    reading
}

/// Tells the journal who may see what publishers bring, as the person set it.
pub fn set_sights(journal: &mut Journal, config: &Config) {
    let known = |(name, word): (&String, &String)| Some((name.clone(), Visibility::from_name(word)?));
    let sights: Vec<(String, Visibility)> = config.publishers.iter().filter_map(known).collect();
    let others = config.unsure.then_some(Visibility::Private);
    journal.set_sights(sights.iter().map(|(name, sight)| (name.as_str(), *sight)), others);
}

/// What is said of a file in which something cannot be used; `None` where all can.
pub fn trouble(path: &Path) -> Option<String> {
    let told = match read(path) {
        Ok(reading) => told_of(&reading, Some(path), ""),
        Err(words) => Told { words, trouble: true },
    };
    told.trouble.then_some(told.words)
}

/// The first problem, how many more there are, and what that means for what comes in; `well` where there is none.
fn told_of(reading: &Reading, path: Option<&Path>, well: &str) -> Told {
    let Reading { config, problems, .. } = reading;
    let Some(first) = problems.first() else { return Told { words: well.to_owned(), trouble: false } };
    let file = path.and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    let place = format!("{}, line {}", file.unwrap_or_else(|| "the settings".to_owned()), first.line);
    let more = match problems.len() - 1 {
        0 => String::new(),
        more => format!(" ({more} more: kneel config --check)"),
    };
    let unsure = if config.unsure { "; what comes in is private until then" } else { "" };
    Told { words: format!("{place}: {}{more}{unsure}", first.words), trouble: true }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_understood_and_their_problems_have_lines() {
        let text =
            "portion = 0\n[keys.home]\n\npray = ['p']\nown = ['hyperspace']\n[keys.moon]\nrise = 'r'\n";
        let reading = with_keys(config::read(text));
        let lines: Vec<usize> = reading.problems.iter().map(|problem| problem.line).collect();
        assert_eq!(lines, [1, 5, 6], "{:?}", reading.problems);
        let told = told_of(&reading, Some(Path::new("/home/a/config.toml")), "");
        assert_eq!(
            told.words,
            "config.toml, line 1: `portion` must be a number of requests from 1 to 500 (2 more: kneel config --check)"
        );
        assert!(!told_of(&Reading::default(), None, "well").trouble);
        let told = told_of(&config::read("[publisher.Lamplight]\n"), None, "");
        assert!(told.words.ends_with("; what comes in is private until then"), "{}", told.words);
    }
}
