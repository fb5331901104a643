//! What a person set in `config.toml`: no setting is needed, what is not known is named with its line, and the rest
//! still holds.
//!
//! [`SETTINGS`] describes every setting once. From it the file is read, the file of `kneel config --default` is
//! written, and the settings screen is made.

mod reading;
mod settings;
mod tables;
mod telling;
mod write;

use std::collections::BTreeMap;
use std::path::Path;

use chrono::NaiveTime;

use crate::walk::DEFAULT_PORTION;

pub use reading::{Problem, Reading, read, unknown_setting};
pub use settings::{Kind, SETTINGS, Setting};
pub use telling::defaults;
pub use write::{Edit, Unwritten, edited, put, write};

/// The settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The theme's name: one of those that the setting may be.
    pub theme: &'static str,
    /// Whether only the signs of ASCII are drawn, also where the terminal has others.
    pub ascii: bool,
    /// How many requests a day's portion holds.
    pub portion: usize,
    /// When the person means to pray, in local time, as [`time_of_day`] reads it; `kneel remind` puts it into a calendar.
    pub prayer_time: Option<String>,
    /// After so many minutes without a key nothing is shown until one is pressed; 0: never.
    pub blank_after: u32,
    /// After so many minutes with one request a walk says so, once; 0: never.
    pub quiet_timer: u32,
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
    /// Whether not all was understood that the file says of publishers, or may say: what comes in is private until then.
    pub unsure: bool,
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

/// A time of day as people write it: `07:30`, `7.30`.
pub fn time_of_day(written: &str) -> Option<NaiveTime> {
    NaiveTime::parse_from_str(&written.trim().replace('.', ":"), "%H:%M").ok()
}

/// Minutes until the screen is locked: long enough to pray through one request in silence.
const LOCK_AFTER: u32 = 10;

impl Default for Config {
    fn default() -> Self {
        Config {
            theme: settings::THEMES[0].0,
            ascii: false,
            portion: DEFAULT_PORTION,
            prayer_time: None,
            blank_after: 0,
            quiet_timer: 0,
            passphrase_command: None,
            lock_after: LOCK_AFTER,
            keys: BTreeMap::new(),
            privacy: Privacy::default(),
            publishers: BTreeMap::new(),
            unsure: false,
            views: BTreeMap::new(),
        }
    }
}

impl Config {
    /// Reads the file, if it is there, with what in it could not be used: one sentence each, which begins with the
    /// file and the line.
    pub fn load(path: &Path) -> (Self, Vec<String>) {
        match reading::load(path) {
            Ok(reading) => {
                let told = reading.problems.iter().map(|problem| problem.at(path)).collect();
                (reading.config, told)
            }
            Err(error) => (Config { unsure: true, ..Config::default() }, vec![error]),
        }
    }

    /// Reads settings from TOML, with what could not be used: one sentence each.
    pub fn parse(text: &str) -> (Self, Vec<String>) {
        let reading = read(text);
        (reading.config, reading.problems.into_iter().map(|problem| problem.words).collect())
    }
}

/// Reads the file as [`read`] does; one that is not there says nothing.
pub fn load(path: &Path) -> Result<Reading, String> {
    reading::load(path)
}

#[cfg(test)]
mod tests;
