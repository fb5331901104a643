//! The first letter of a line, as sentences begin.

/// A text with a capital: "The Caribbean".
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().to_string() + letters.as_str()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_letter_is_made_large_in_any_script() {
        let told = ["the lake", "élan", "ß", "水", ""].map(capital);
        assert_eq!(told, ["The lake", "Élan", "SS", "水", ""]);
    }
}
