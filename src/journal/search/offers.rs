//! What a filter may go on with, for who types one: its keys, and the names that the journal has.

use super::super::Journal;
use super::super::error::Result;
use super::super::filter::{KEYS, Open, STATES, unfinished};
use super::super::select::{PUBLISHER_NAMES, REGION_NAMES};
use crate::{place, text};

/// So many are offered.
const MOST: usize = 12;

impl Journal {
    /// What may stand in the place of the part that is being typed, as filter words; nothing where it is a word.
    pub fn offers(&self, typed: &str) -> Result<Vec<String>> {
        let part = unfinished(typed);
        let names = match &part {
            Open::Words => return Ok(Vec::new()),
            Open::Key(begun) => {
                let keys = KEYS.iter().filter(|key| key.starts_with(begun));
                return Ok(keys.map(|key| format!("{key}:")).collect());
            }
            Open::Value { key: "is", .. } => STATES.iter().map(|(name, _)| (*name).to_owned()).collect(),
            Open::Value { key: "region", .. } => self.names(REGION_NAMES)?,
            Open::Value { key: "publisher", .. } => self.names(PUBLISHER_NAMES)?,
            Open::Value { key: "country", .. } => self.names_of_countries()?,
            Open::Value { key: "prayed", .. } => {
                ["never", "today", "<30d", ">30d"].map(str::to_owned).to_vec()
            }
            Open::Value { .. } => Vec::new(),
        };
        let Open::Value { key, begun } = part else { return Ok(Vec::new()) };
        let begun = text::fold(begun);
        let (first, others): (Vec<String>, Vec<String>) = names
            .into_iter()
            .filter(|name| text::fold(name).contains(&begun))
            .partition(|name| text::fold(name).starts_with(&begun));
        let quoted = |name: String| {
            if name.contains(char::is_whitespace) {
                format!("{key}:\"{name}\"")
            } else {
                format!("{key}:{name}")
            }
        };
        Ok(first.into_iter().chain(others).take(MOST).map(quoted).collect())
    }

    /// The countries that items speak of, by their English names.
    fn names_of_countries(&self) -> Result<Vec<String>> {
        let codes = self.names("SELECT 0, code FROM country WHERE items > 0")?;
        let mut names: Vec<String> =
            codes.iter().map(|code| place::country_name(code).unwrap_or(code).to_owned()).collect();
        names.sort();
        Ok(names)
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::journal;

    #[test]
    fn what_is_typed_is_gone_on_with() {
        let journal = journal();
        let offers = |typed: &str| journal.offers(typed).unwrap();
        assert_eq!(offers("pray re"), ["region:"]);
        assert_eq!(offers("p"), Vec::<String>::new(), "one letter is a word");
        assert_eq!(offers("region:asia"), ["region:\"Asia, Central\""]);
        assert_eq!(offers("water region:\"asia, c"), ["region:\"Asia, Central\""]);
        assert_eq!(offers("region:cent"), ["region:\"Asia, Central\""], "in the middle of a name, too");
        assert_eq!(offers("is:an"), ["is:answered"]);
        assert_eq!(offers("is:").len(), 11);
        assert_eq!(offers("publisher:"), ["publisher:\"Open Gate\""]);
        assert_eq!(offers("region:asia "), Vec::<String>::new(), "it is finished");
        assert_eq!(offers("well"), Vec::<String>::new());
    }
}
