//! An item in words of the person's own: what is read in a text follows the text.

use super::cues::listen;
use super::language::Language;
use super::{Item, title_of};
use crate::place;

/// The item with another text, and with the title, petitions and countries that are read in it. What the person
/// alone decides (its kinds and its region) and what its bulletin says (heading, context, links) stays.
pub fn reworded(item: &Item, text: &str, language: Option<&str>) -> Item {
    Item {
        title: title_of(text, language),
        petitions: listen(text, Language::of(language)).petitions,
        countries: countries(item.heading.as_deref(), text, Language::of(language)),
        text: text.to_owned(),
        ..item.clone()
    }
}

/// The countries that an item speaks of, or stands under: codes in alphabetical order.
pub(super) fn countries(heading: Option<&str>, text: &str, language: &Language) -> Vec<String> {
    let within = |text| place::countries_in(text, &language.code);
    let mut codes = within(text);
    // "Jordan (Asia)": the name alone is the country's
    let name = heading.and_then(|heading| heading.split_once(" (")).map(|(name, _)| name);
    codes.extend(heading.into_iter().chain(name).flat_map(within));
    codes.sort_unstable();
    codes.dedup();
    codes.into_iter().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_in_a_text_follows_it() {
        let item = Item { heading: Some("Ethiopia".into()), text: "Rain".into(), ..Item::default() };
        let read = reworded(&item, "Pray that rain would fall in Kenya. Ask for seed in time.", None);
        assert_eq!(read.title, "Rain would fall in Kenya");
        assert_eq!(read.petitions, ["Pray that rain would fall in Kenya", "Ask for seed in time"]);
        assert_eq!(read.countries, ["ET", "KE"]);
        assert_eq!(read.heading, item.heading);
    }
}
