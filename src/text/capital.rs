//! The first letter of a line, as sentences begin.

use std::borrow::Cow;

/// A text with a capital: "The Caribbean". Georgian has capitals, and sentences begin without them.
pub fn capital(text: &str) -> Cow<'_, str> {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) if first.is_lowercase() && !('\u{10d0}'..='\u{10ff}').contains(&first) => {
            (first.to_uppercase().to_string() + letters.as_str()).into()
        }
        _ => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_letter_is_made_large_in_any_script() {
        let told = ["the lake", "élan", "ß", "水", "", "გზა"].map(capital);
        assert_eq!(told, ["The lake", "Élan", "SS", "水", "", "გზა"]);
    }
}
