//! The region of the world that a country lies in, for what may not name the country.

use crate::text::Table;

/// By the codes of countries: which of the regions each lies in.
#[allow(clippy::unreadable_literal, reason = "nobody wrote it by hand, or reads it")]
static REGIONS: Table = include!(concat!(env!("OUT_DIR"), "/regions.rs"));

/// By the codes of languages: what each calls the regions.
#[allow(clippy::unreadable_literal, reason = "nobody wrote it by hand, or reads it")]
static CALLED: Table = include!(concat!(env!("OUT_DIR"), "/regions-called.rs"));

/// The region that a country (its ISO 3166-1 code) lies in, as a language calls it; an unknown language counts as
/// English. `None` where there is no such country.
pub fn region_of(code: &str, language: &str) -> Option<&'static str> {
    let (_, at) = REGIONS.behind(code.to_ascii_uppercase()).next()?;
    regions(language).nth(at.parse().ok()?)
}

/// The regions of the world as a language calls them, part of the world by part; an unknown language counts as English.
pub fn regions(language: &str) -> impl Iterator<Item = &'static str> {
    let called = |language| CALLED.behind(language).map(|(name, _)| name);
    let language = called(language).next().map_or("en", |_| language);
    called(language)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::place::country_spans;
    use crate::place::names::{ALL, Names};
    use crate::place::tests::{file, source};

    /// The regions as the file has them: their countries, and their names by the code of the language.
    fn listed() -> Vec<(Vec<String>, BTreeMap<String, String>)> {
        let file: toml::Table = file("subregions");
        let regions = file["regions"].as_array().unwrap().iter().map(|region| {
            let mut region = region.as_table().unwrap().clone();
            let codes = region.remove("codes").unwrap().try_into().unwrap();
            (codes, toml::Value::Table(region).try_into().unwrap())
        });
        regions.collect()
    }

    #[test]
    fn each_country_lies_in_one_region() {
        let regions = listed();
        let mut codes: Vec<&String> = regions.iter().flat_map(|(codes, _)| codes).collect();
        codes.sort_unstable();
        let countries = source("en").countries;
        assert!(codes.iter().copied().eq(countries.keys()), "not each of the 249 codes once: {codes:?}");
        assert_eq!(regions.len(), 22 + 1, "the subregions of M49, and the South Pole");
    }

    #[test]
    fn each_region_has_a_name_in_each_language() {
        for (codes, names) in listed() {
            for Names { code: language, .. } in ALL {
                assert!(names.get(*language).is_some_and(|name| !name.is_empty()), "{language}");
                for code in &codes {
                    assert_eq!(region_of(code, language), names.get(*language).map(String::as_str), "{code}");
                }
            }
            assert_eq!(names.len(), ALL.len(), "{names:?}");
        }
        assert!(ALL.iter().all(|names| regions(names.code).count() == listed().len()));
        assert_eq!(region_of("kg", "de"), Some("Zentralasien"));
        assert_eq!(region_of("KG", "xx"), Some("Central Asia"));
        assert_eq!(region_of("XX", "en"), None);
    }

    #[test]
    fn no_region_names_its_country() {
        for (codes, names) in listed() {
            for code in &codes {
                for (language, name) in &names {
                    let told = country_spans(name, Some(language), |other| other == code);
                    // Nothing that lies around the United States is called without its short name.
                    assert!(told.is_empty() || code == "US", "{language}: {name} tells of {code}");
                }
            }
        }
    }
}
