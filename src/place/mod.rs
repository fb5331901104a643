//! Regions and countries, and their names.
//!
//! The names are data of our own in `assets/places`: facts that everybody knows, copied from nowhere.

mod names;

use crate::text::{Word, fold_word, words};
use names::{Meaning, NAMES};

/// Words after which a name that is also a person's is a country: "in Jordan", "from Chad".
const PLACE_WORDS: &[&str] = &[
    "in",
    "from",
    "to",
    "across",
    "into",
    "of",
    "near",
    "within",
    "throughout",
    "southern",
    "northern",
    "eastern",
    "western",
    "via",
    "inside",
    "outside",
    "south",
    "north",
    "east",
    "west",
    "central",
    "leaving",
    "left",
    "around",
    "visiting",
    "rural",
];

/// The countries that a text speaks of, by their names, the names of their peoples and their great cities: ISO 3166-1
/// codes in alphabetical order, each once.
pub fn countries_in(text: &str) -> Vec<&'static str> {
    let mut found = Vec::new();
    let words: Vec<Word> = words(text).collect();
    let mut at = 0;
    while let Some(ahead) = words.get(at..).filter(|ahead| !ahead.is_empty()) {
        let Some((length, meaning)) =
            ahead.first().filter(|word| word.is_capital()).and_then(|_| longest(ahead))
        else {
            at += 1;
            continue;
        };
        if let Meaning::Country(code) = meaning
            && (!names::is_also_a_person(code) || is_place_here(&words, at, length, text))
            && !found.contains(&code)
        {
            found.push(code);
        }
        at += length;
    }
    found.sort_unstable();
    found
}

/// The longest name that the words begin with, and its length in words.
fn longest(words: &[Word]) -> Option<(usize, Meaning)> {
    let first = fold_word(words.first()?.text);
    let bare = first.strip_suffix("'s").unwrap_or(&first);
    let list = NAMES.by_first.get(bare).or_else(|| NAMES.by_first.get(bare.strip_suffix('s')?))?;
    list.iter().find_map(|(tail, meaning)| {
        let rest = words.get(1..1 + tail.len())?;
        let same = |(part, word): (&String, &Word)| {
            let folded = fold_word(word.text);
            let folded = folded.strip_suffix("'s").unwrap_or(&folded);
            let (part, comma) = part.strip_prefix(',').map_or((part.as_str(), false), |part| (part, true));
            word.pause == comma && (part == folded || folded.strip_suffix('s').is_some_and(|one| one == part))
        };
        tail.iter().zip(rest).all(same).then_some((1 + tail.len(), *meaning))
    })
}

/// Whether a name that people also bear stands where a place does: alone, or after a word of place, and not before a
/// surname.
fn is_place_here(words: &[Word], at: usize, length: usize, text: &str) -> bool {
    if words.len() == length {
        return true;
    }
    let after = words.get(at + length);
    if after.is_some_and(|word| word.is_capital() && !word.pause) {
        return false;
    }
    let Some(before) = at.checked_sub(1).and_then(|before| words.get(before)) else {
        return after.is_some_and(|word| word.pause) && text.contains(':');
    };
    let here = words.get(at).is_some_and(|word| word.pause);
    here && before.is_capital() || !here && PLACE_WORDS.contains(&&*fold_word(before.text))
}

/// A country's name in English.
pub fn country_name(code: &str) -> Option<&'static str> {
    NAMES.countries.get(code.to_ascii_uppercase().as_str()).map(String::as_str)
}

/// The code of a country by one of its names, or by the code itself.
pub fn country_code(name: &str) -> Option<&'static str> {
    if let Some((code, _)) = NAMES.countries.get_key_value(name.trim().to_ascii_uppercase().as_str()) {
        return Some(code);
    }
    let words: Vec<Word> = words(name).collect();
    match longest(&words)? {
        (length, Meaning::Country(code)) if length == words.len() => Some(code),
        _ => None,
    }
}

/// Whether a heading names a region, a country, or places of which one is known ("Leicester, England").
pub fn is_region(heading: &str) -> bool {
    let mut parts = heading.split([',', '&', '+', '/']).flat_map(|part| part.split(" and "));
    is_place(heading) || parts.any(is_place)
}

/// Whether a text is the name of one region, country or great city.
pub(crate) fn is_place(name: &str) -> bool {
    let name = name.trim();
    let bare = name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name);
    let words: Vec<Word> = words(bare).take(8).collect();
    longest(&words).is_some_and(|(length, meaning)| length == words.len() && meaning != Meaning::Nothing)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(countries_in(text), expected, "{text}");
    }

    #[test]
    fn countries_are_found_by_any_of_their_names() {
        check("Kenyan judges met Ugandans in Nairobi.", &["KE", "UG"]);
        check("Peru’s rivers, and the U.S. and the U.K.", &["GB", "PE", "US"]);
        check("nothing here", &[]);
        check("Pray for the Dominican Republic and for Dominica.", &["DM", "DO"]);
    }

    #[test]
    fn the_longest_name_wins() {
        check("Papua New Guinea", &["PG"]);
        check("Equatorial Guinea, Guinea-Bissau and Guinea", &["GN", "GQ", "GW"]);
        check("the Democratic Republic of the Congo", &["CD"]);
        check("Congo-Brazzaville", &["CG"]);
        check("South Sudan and Sudan", &["SD", "SS"]);
        check("Niger and Nigeria", &["NE", "NG"]);
        check("Latin American churches and the South China Sea", &[]);
        check("New Mexico", &["US"]);
    }

    #[test]
    fn names_of_people_and_things_are_no_countries() {
        check("Pray for Jordan, who is ill.", &[]);
        check("Jordan Smith in Chad", &["TD"]);
        check("we ate turkey with Chad and Georgia", &[]);
        check("Atlanta, Georgia", &["US"]);
        check("Moundou, Chad", &["TD"]);
        check("Jordan", &["JO"]);
        check("churches in Georgia and from Jordan", &["GE", "JO"]);
    }

    #[test]
    fn names_and_codes_lead_to_each_other() {
        assert_eq!(country_name("ke"), Some("Kenya"));
        assert_eq!(country_code("kenya"), Some("KE"));
        assert_eq!(country_code("KE"), Some("KE"));
        assert_eq!(country_code("Kenyan hills"), None);
        assert_eq!(country_name("XX"), None);
    }

    #[test]
    fn regions_are_known() {
        for region in [
            "Latin America",
            "Southeast Asia",
            "Africa + Europe",
            "Middle East",
            "Leicester, England",
            "KENYA",
        ] {
            assert!(is_region(region), "{region}");
        }
        for other in ["Josephat", "Home Office", "Safety in the smoke"] {
            assert!(!is_region(other), "{other}");
        }
    }
}
