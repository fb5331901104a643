//! The table of names, read once from `assets/places`.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::text::{fold_word, words};

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Country(&'static str),
    Region,
    /// Holds the name of a country and means none: "Latin American", "the South China Sea".
    Nothing,
}

pub(super) struct Names {
    /// A country's first name by its code.
    pub countries: BTreeMap<&'static str, String>,
    /// Names by their first word, the longest first; all folded, a word after a comma with that comma.
    pub by_first: HashMap<String, Vec<(Vec<String>, Meaning)>>,
}

/// `assets/places/countries.toml`: each code with its name first, then other names, peoples and cities.
static COUNTRIES: LazyLock<BTreeMap<String, Vec<String>>> =
    LazyLock::new(|| toml::from_str(include_str!("../../assets/places/countries.toml")).unwrap_or_default());

/// `assets/places/regions.toml`.
static REGIONS: LazyLock<Regions> =
    LazyLock::new(|| toml::from_str(include_str!("../../assets/places/regions.toml")).unwrap_or_default());

pub(super) static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let mut names = Names { countries: BTreeMap::new(), by_first: HashMap::new() };
    for (code, list) in COUNTRIES.iter() {
        let Some(name) = list.first() else { continue };
        names.countries.insert(code, name.clone());
        names.add_all(list, Meaning::Country(code));
    }
    names.add_all(&REGIONS.headings, Meaning::Region);
    names.add_all(&REGIONS.nothing, Meaning::Nothing);
    names
});

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Regions {
    /// Names of regions.
    headings: Vec<String>,
    /// Names that hold a country's name and mean no country.
    nothing: Vec<String>,
    /// Codes of countries whose names people bear, too.
    people: Vec<String>,
}

/// Whether people bear the country's name, too.
pub(super) fn is_also_a_person(code: &str) -> bool {
    REGIONS.people.iter().any(|person| person == code)
}

impl Names {
    fn add_all(&mut self, names: &[String], meaning: Meaning) {
        for name in names {
            self.add(name, meaning);
        }
    }

    fn add(&mut self, name: &str, meaning: Meaning) {
        let mut parts = words(name);
        let Some(first) = parts.next().map(|word| fold_word(word.text).into_owned()) else { return };
        // The comma of "Atlanta, Georgia" is part of the name.
        let comma = |pause: bool| if pause { "," } else { "" };
        let tail: Vec<String> =
            parts.map(|word| format!("{}{}", comma(word.pause), fold_word(word.text))).collect();
        let list = self.by_first.entry(first).or_default();
        let place = list.partition_point(|(other, _)| other.len() >= tail.len());
        list.insert(place, (tail, meaning));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_is_there_once() {
        assert_eq!(COUNTRIES.len(), 249, "ISO 3166-1 has 249 codes");
        let mut seen: HashMap<String, &str> = HashMap::new();
        for (code, list) in COUNTRIES.iter() {
            assert!(code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase()), "{code}");
            for name in list {
                let other = seen.insert(fold_word(name).into_owned(), code);
                assert!(
                    other.is_none_or(|other| other == code),
                    "{name} stands for {other:?} and for {code}"
                );
            }
        }
        assert!(REGIONS.people.iter().all(|code| COUNTRIES.contains_key(code)));
        assert!(REGIONS.headings.len() > 50);
    }
}
