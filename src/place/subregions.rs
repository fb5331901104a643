//! The region of the world that a country lies in, for what may not name the country.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

static REGIONS: LazyLock<Vec<Region>> = LazyLock::new(|| {
    // A file that could not be read fails the tests.
    let file: File = toml::from_str(include_str!("../../assets/places/subregions.toml")).unwrap_or_default();
    file.regions
});

#[derive(Default, Deserialize)]
struct File {
    regions: Vec<Region>,
}

#[derive(Deserialize)]
struct Region {
    codes: Vec<String>,
    /// By the code of the language.
    #[serde(flatten)]
    names: BTreeMap<String, String>,
}

/// The region that a country (its ISO 3166-1 code) lies in, as a language calls it; an unknown language counts as
/// English. `None` where there is no such country.
pub fn region_of(code: &str, language: &str) -> Option<&'static str> {
    let holds = |region: &&Region| region.codes.iter().any(|other| other.eq_ignore_ascii_case(code));
    let region = REGIONS.iter().find(holds)?;
    region.names.get(language).or_else(|| region.names.get("en")).map(String::as_str)
}

/// The regions of the world as a language calls them, part of the world by part; an unknown language counts as English.
pub fn regions(language: &str) -> impl Iterator<Item = &'static str> {
    REGIONS.iter().filter_map(move |region| {
        region.names.get(language).or_else(|| region.names.get("en")).map(String::as_str)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::country_spans;
    use crate::place::names::{FILES, read_in};

    #[test]
    fn each_country_lies_in_one_region() {
        let mut codes: Vec<&String> = REGIONS.iter().flat_map(|region| &region.codes).collect();
        codes.sort_unstable();
        let countries = &read_in("en").next().unwrap().source.countries;
        assert!(codes.iter().copied().eq(countries.keys()), "not each of the 249 codes once: {codes:?}");
        assert_eq!(REGIONS.len(), 22 + 1, "the subregions of M49, and the South Pole");
    }

    #[test]
    fn each_region_has_a_name_in_each_language() {
        for region in REGIONS.iter() {
            for (language, _) in FILES {
                assert!(region.names.get(*language).is_some_and(|name| !name.is_empty()), "{language}");
            }
            assert_eq!(region.names.len(), FILES.len(), "{:?}", region.names);
        }
        assert_eq!(region_of("kg", "de"), Some("Zentralasien"));
        assert_eq!(region_of("KG", "xx"), Some("Central Asia"));
        assert_eq!(region_of("XX", "en"), None);
    }

    #[test]
    fn no_region_names_its_country() {
        for region in REGIONS.iter() {
            for code in &region.codes {
                for (language, name) in &region.names {
                    let told = country_spans(name, Some(language), |other| other == code);
                    // Nothing that lies around the United States is called without its short name.
                    assert!(told.is_empty() || code == "US", "{language}: {name} tells of {code}");
                }
            }
        }
    }
}
