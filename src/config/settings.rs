//! Every setting, described once: its name, what it means, what it may be, and where it is kept.

use super::Config;
use super::tables::{self, Said};

/// A setting.
#[derive(Debug)]
pub struct Setting {
    /// Its name in the file.
    pub name: &'static str,
    /// Its name on the screen.
    pub label: &'static str,
    /// What it means, in a sentence.
    pub means: &'static str,
    /// What it may be.
    pub kind: Kind,
}

/// What a setting may be, and how it is taken from the settings and put into them.
#[derive(Debug)]
#[allow(missing_docs, reason = "`get` and `put` are told above")]
pub enum Kind {
    /// One of some words, each with what it means; the first holds where nothing is said.
    Choice {
        of: &'static [(&'static str, &'static str)],
        get: fn(&Config) -> &'static str,
        put: fn(&mut Config, &'static str),
    },
    /// Yes or no.
    Switch { get: fn(&Config) -> bool, put: fn(&mut Config, bool) },
    /// A number of something, from `least` to `most`; what 0 means, where it means something of its own.
    Number {
        least: u32,
        most: u32,
        of: &'static str,
        zero: Option<&'static str>,
        get: fn(&Config) -> u32,
        put: fn(&mut Config, u32),
    },
    /// A text that need not be there. `put` gives `false` for one that cannot be used.
    Text {
        must_be: &'static str,
        such_as: &'static str,
        get: fn(&Config) -> Option<&str>,
        put: fn(&mut Config, &str) -> bool,
    },
    /// Settings of their own below the name; `such_as`: lines of an example.
    Table { such_as: &'static str, read: fn(&mut Said<'_, '_>), count: fn(&Config) -> usize },
}

/// The themes, the usual one first.
pub(super) const THEMES: [(&str, &str); 5] = [
    ("default", "sixteen colours on your own background"),
    ("light", "dark ink on a light ground"),
    ("dark", "light ink on a dark ground"),
    ("high-contrast", "white and yellow on black"),
    ("none", "no colour, only weight"),
];

/// Every setting, in the order in which they are shown.
pub const SETTINGS: &[Setting] = &[
    Setting {
        name: "theme",
        label: "Theme",
        means: "How kneel looks. Where NO_COLOR is set there is never any colour.",
        kind: Kind::Choice {
            of: &THEMES,
            get: |config| config.theme,
            put: |config, theme| config.theme = theme,
        },
    },
    Setting {
        name: "ascii",
        label: "Plain signs",
        means: "Lines and signs drawn with plain letters only. Where a terminal has no others, kneel does so anyway.",
        kind: Kind::Switch { get: |config| config.ascii, put: |config, ascii| config.ascii = ascii },
    },
    Setting {
        name: "portion",
        label: "A day's portion",
        means: "How many requests a day's portion holds.",
        kind: Kind::Number {
            least: 1,
            most: 500, // more than anybody prays in a day, and still quick to read
            of: "requests",
            zero: None,
            get: |config| config.portion as u32,
            put: |config, portion| config.portion = portion as usize,
        },
    },
    Setting {
        name: "prayer_time",
        label: "Time of prayer",
        means: "When you mean to pray, in your local time. `kneel remind --ics` puts it into your calendar.",
        kind: Kind::Text {
            must_be: "a time, such as 07:30",
            such_as: "07:30",
            get: |config| config.prayer_time.as_deref(),
            put: |config, time| {
                let read = super::time_of_day(time);
                config.prayer_time = read.map(|time| time.format("%H:%M").to_string());
                read.is_some()
            },
        },
    },
    Setting {
        name: "blank_after",
        label: "Blank the screen after",
        means: "After so many minutes without a key nothing is shown until one is pressed, as ! does at once. It does not count on anybody praying in silence, so it is off unless you want it.",
        kind: Kind::Number {
            least: 0,
            most: A_DAY,
            of: "minutes",
            zero: Some("never"),
            get: |config| config.blank_after,
            put: |config, minutes| config.blank_after = minutes,
        },
    },
    Setting {
        name: "quiet_timer",
        label: "Say how long I have prayed",
        means: "After so many minutes with one request one quiet line says so, once. Nothing moves, nothing rings and nothing is counted.",
        kind: Kind::Number {
            least: 0,
            most: A_DAY,
            of: "minutes",
            zero: Some("never"),
            get: |config| config.quiet_timer,
            put: |config, minutes| config.quiet_timer = minutes,
        },
    },
    Setting {
        name: "lock_after",
        label: "Lock the screen after",
        means: "After so many minutes without a key the screen of an encrypted journal is locked, and asks for the passphrase.",
        kind: Kind::Number {
            least: 0,
            most: A_DAY,
            of: "minutes",
            zero: Some("never"),
            get: |config| config.lock_after,
            put: |config, minutes| config.lock_after = minutes,
        },
    },
    Setting {
        name: "passphrase_command",
        label: "Passphrase from a program",
        means: "A program that prints the passphrase of an encrypted journal, so that you are not asked for it.",
        kind: Kind::Text {
            must_be: "a program with its arguments",
            such_as: "pass show kneel",
            get: |config| config.passphrase_command.as_deref(),
            put: |config, command| {
                let usable = !command.trim().is_empty();
                if usable {
                    config.passphrase_command = Some(command.to_owned());
                }
                usable
            },
        },
    },
    Setting {
        name: "keys",
        label: "Keys",
        means: "Keys of your own, by screen and action. Naming an action replaces all keys it had; an empty list leaves it without. `kneel keys --toml` prints all there are.",
        kind: Kind::Table {
            such_as: "[keys.home]\npray = [\"p\", \"f6\"]",
            read: tables::read_keys,
            count: |config| config.keys.values().map(std::collections::BTreeMap::len).sum(),
        },
    },
    Setting {
        name: "privacy",
        label: "Hidden in what leaves",
        means: "What is hidden in all that leaves the journal: names of people become initials, countries become their region.",
        kind: Kind::Table {
            such_as: "[privacy]\nnames = [\"Aigul Bekova\"]\ncountries = [\"KG\"]",
            read: tables::read_privacy,
            count: |config| config.privacy.names.len() + config.privacy.countries.len(),
        },
    },
    Setting {
        name: "publishers",
        label: "Publishers",
        means: "Who may see what a publisher's bulletins bring: private, group or public.",
        kind: Kind::Table {
            such_as: "[publishers.\"Open Gate\"]\nvisibility = \"private\"",
            read: tables::read_publishers,
            count: |config| config.publishers.len(),
        },
    },
    Setting {
        name: "views",
        label: "Saved views",
        means: "Filters that you use often, by a name of yours, as `kneel list` takes them.",
        kind: Kind::Table {
            such_as: "[views]\n\"Tuesday group\" = \"region:asia is:open\"",
            read: tables::read_views,
            count: |config| config.views.len(),
        },
    },
];

/// Minutes.
const A_DAY: u32 = 24 * 60;

impl Setting {
    /// The setting of a name.
    pub fn named(name: &str) -> Option<&'static Setting> {
        SETTINGS.iter().find(|setting| setting.name == name)
    }
}
