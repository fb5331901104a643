//! Settings in words: how each is written in the file, what it must be, and the whole file of the defaults.

use std::fmt::Write as _;

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
        match &setting.kind {
            Kind::Choice { of, .. } => {
                let widest = of.iter().map(|(word, _)| word.len()).max().unwrap_or_default() + 2;
                for (word, means) in *of {
                    let _ = writeln!(file, "#   {:<widest$}  {means}", quoted(word));
                }
            }
            Kind::Number { .. } => comment(&mut file, &setting.must_be(), "#   "),
            Kind::Switch { .. } | Kind::Text { .. } | Kind::Table { .. } => {}
        }
        // what holds is said, and what could be is only shown
        let sign = if setting.literal(&config).is_some() { "" } else { "#" };
        for line in setting.example().lines() {
            file.extend([sign, line, "\n"]);
        }
    }
    file
}

impl Setting {
    /// What it must be, behind "must be".
    pub fn must_be(&self) -> String {
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
            Kind::Text { must_be, .. } => (*must_be).to_owned(),
            Kind::Table { such_as, .. } => {
                let such_as = such_as.lines().next().unwrap_or_default();
                format!("a table: {such_as} and its settings below it")
            }
        }
    }

    /// How it can be written in the file, line by line.
    pub fn example(&self) -> String {
        match &self.kind {
            Kind::Text { such_as, .. } => format!("{} = {}", self.name, quoted(such_as)),
            Kind::Table { such_as, .. } => (*such_as).to_owned(),
            _ => format!("{} = {}", self.name, self.literal(&Config::default()).unwrap_or_default()),
        }
    }

    /// What it is now, as the file has it; `None` where that is nothing, or a table.
    pub fn value(&self, config: &Config) -> Option<toml::Value> {
        match &self.kind {
            Kind::Choice { get, .. } => Some(get(config).into()),
            Kind::Switch { get, .. } => Some(get(config).into()),
            Kind::Number { get, .. } => Some(i64::from(get(config)).into()),
            Kind::Text { get, .. } => get(config).map(toml::Value::from),
            Kind::Table { .. } => None,
        }
    }

    /// What it is now, as it is written in the file; `None` where that is nothing, or a table.
    pub fn literal(&self, config: &Config) -> Option<String> {
        self.value(config).map(|value| value.to_string())
    }

    /// Whether it is a number or a text, so that it can be typed.
    pub fn is_typed(&self) -> bool {
        matches!(self.kind, Kind::Number { .. } | Kind::Text { .. })
    }

    /// Whether it is a number.
    pub fn is_number(&self) -> bool {
        matches!(self.kind, Kind::Number { .. })
    }

    /// What it is now, as a person would type it; `None` where that is nothing, or a table.
    pub fn typed(&self, config: &Config) -> Option<String> {
        self.value(config).map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
    }

    /// What a person typed, as the file has it; `None` for nothing, which leaves it as it is without a file. The error is a
    /// sentence.
    pub fn read(&self, typed: &str) -> Result<Option<toml::Value>, String> {
        let typed = typed.trim();
        let mut config = Config::default();
        let usable = match &self.kind {
            Kind::Table { .. } => false,
            _ if typed.is_empty() => return Ok(None),
            Kind::Choice { of, put, .. } => {
                let chosen = of.iter().find(|(word, _)| *word == typed);
                chosen.map(|(word, _)| put(&mut config, word)).is_some()
            }
            Kind::Switch { put, .. } => {
                let on = matches!(typed, "true" | "yes");
                put(&mut config, on);
                on || matches!(typed, "false" | "no")
            }
            Kind::Text { put, .. } => put(&mut config, typed),
            Kind::Number { least, most, put, .. } => {
                let number = typed.parse().ok().filter(|number| (*least..=*most).contains(number));
                number.map(|number| put(&mut config, number)).is_some()
            }
        };
        if usable { Ok(self.value(&config)) } else { Err(format!("that cannot be: {}", self.must_be())) }
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
