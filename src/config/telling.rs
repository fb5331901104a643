//! Settings in words: how each is written in the file, what it must be, and the whole file of the defaults.

use super::Config;
use super::settings::{Kind, SETTINGS, Setting};
use crate::text;

/// The widest line of the file.
const COLUMNS: usize = 90;

const HEAD: &str = "kneel's settings. Every one is as it would be without this file, so keep only what you want to be otherwise. \
    In kneel, F5 reads them again, and the settings screen (, on home) writes them here. \
    `kneel config --check` tells what cannot be used.";

/// A whole file that says of every setting what it means and what holds without it.
pub fn defaults() -> String {
    let mut file = String::new();
    let comment = |file: &mut String, words: &str, before: &str| {
        for line in text::wrap(words, COLUMNS - before.len()) {
            file.push_str(before);
            file.push_str(&line);
            file.push('\n');
        }
    };
    comment(&mut file, HEAD, "# ");
    let config = Config::default();
    for setting in SETTINGS {
        file.push('\n');
        comment(&mut file, setting.means, "# ");
        let Setting { name, kind, .. } = setting;
        match kind {
            Kind::Choice { of, .. } => {
                let widest = of.iter().map(|(word, _)| word.len()).max().unwrap_or_default() + 2;
                for (word, means) in *of {
                    let quoted = format!("\"{word}\"");
                    comment(
                        &mut file,
                        &format!("{quoted}\u{a0}{:1$}{means}", "", widest - quoted.len()),
                        "#   ",
                    );
                }
            }
            Kind::Number { .. } => comment(&mut file, &setting.must_be(), "#   "),
            Kind::Switch { .. } | Kind::Text { .. } | Kind::Table { .. } => {}
        }
        match kind {
            Kind::Text { such_as, .. } if setting.literal(&config).is_none() => {
                file.push_str(&format!("#{name} = {}\n", quoted(such_as)));
            }
            Kind::Table { such_as, .. } => {
                for line in such_as.lines() {
                    file.push_str(&format!("#{line}\n"));
                }
            }
            _ => file.push_str(&format!("{name} = {}\n", setting.literal(&config).unwrap_or_default())),
        }
    }
    file
}

impl Setting {
    /// What it must be, behind "must be".
    pub(super) fn must_be(&self) -> String {
        match &self.kind {
            Kind::Choice { of, .. } => {
                let words: Vec<String> = of.iter().map(|(word, _)| format!("\"{word}\"")).collect();
                match words.split_last() {
                    Some((last, before)) => format!("{} or {last}", before.join(", ")),
                    None => String::new(),
                }
            }
            Kind::Switch { .. } => "true or false".to_owned(),
            Kind::Number { most, of, zero: Some(zero), .. } => {
                format!("a number of {of} up to {most}, or 0 for {zero}")
            }
            Kind::Number { least, most, of, zero: None, .. } => {
                format!("a number of {of} from {least} to {most}")
            }
            Kind::Text { must_be, such_as, .. } => format!("{must_be}, in quotes: {}", quoted(such_as)),
            Kind::Table { such_as, .. } => {
                let such_as = such_as.lines().next().unwrap_or_default();
                format!("a table: {such_as} and its settings below it")
            }
        }
    }

    /// What it is now, as it is written in the file; `None` where that is nothing, or a table.
    pub fn literal(&self, config: &Config) -> Option<String> {
        match &self.kind {
            Kind::Choice { get, .. } => Some(quoted(get(config))),
            Kind::Switch { get, .. } => Some(get(config).to_string()),
            Kind::Number { get, .. } => Some(get(config).to_string()),
            Kind::Text { get, .. } => get(config).map(quoted),
            Kind::Table { .. } => None,
        }
    }

    /// What it is now, in a word or two for people.
    pub fn told(&self, config: &Config) -> String {
        match &self.kind {
            Kind::Choice { get, .. } => get(config).to_owned(),
            Kind::Switch { get, .. } => if get(config) { "yes" } else { "no" }.to_owned(),
            Kind::Number { of, zero, get, .. } => match (get(config), zero) {
                (0, Some(zero)) => (*zero).to_owned(),
                (1, _) => format!("1 {}", of.strip_suffix('s').unwrap_or(of)),
                (number, _) => format!("{number} {of}"),
            },
            Kind::Text { get, .. } => get(config).unwrap_or("none").to_owned(),
            Kind::Table { count, .. } => match count(config) {
                0 => "none".to_owned(),
                count => format!("{count} set"),
            },
        }
    }
}

/// A text as TOML writes it.
pub(super) fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}
