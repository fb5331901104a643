//! What can be done where one is, and from home, for the list of all actions: with its keys, and found by name, synonym,
//! key, or a word that is nearly it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::actions::{Action, Section};
use super::bindings::BINDINGS;
use super::keymap::Keymap;
use super::state::State;
use crate::text;

/// Something that can be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Where its keys hold.
    pub section: Section,
    /// What it does.
    pub action: Action,
    /// Its name in `keys.toml`.
    pub name: &'static str,
    /// A word or two.
    pub label: &'static str,
    /// A sentence.
    pub help: &'static str,
    /// Its keys as people write them; none where no key reaches it.
    pub keys: Vec<String>,
    /// Whether it holds where one is; else one goes home first.
    pub here: bool,
}

/// Other words for actions, by their names.
static SYNONYMS: LazyLock<BTreeMap<String, Vec<String>>> =
    LazyLock::new(|| toml::from_str(include_str!("../../assets/synonyms.toml")).unwrap_or_default());

/// All that can be done now: where one is first, section by section, then what home offers.
pub fn offers(keymap: &Keymap, state: &State) -> Vec<Offer> {
    let sections = state.sections();
    let mut offers: Vec<Offer> = Vec::new();
    for section in sections {
        let holding = BINDINGS.iter().filter(|known| known.section == *section);
        for known in holding.filter(|known| !state.without_effect().contains(&known.action)) {
            // a nearer section has the first claim on an action, as it has on a key
            if offers.iter().all(|offer| offer.action != known.action) {
                let keys = keymap.entry_of(known, sections).map(|entry| entry.keys).unwrap_or_default();
                offers.push(Offer::of(known, keys, true));
            }
        }
    }
    if !sections.contains(&Section::Home) {
        let home = BINDINGS.iter().filter(|known| known.section == Section::Home);
        offers.extend(home.map(|known| {
            let keys = keymap.entry_of(known, &[Section::Home]).map(|entry| entry.keys);
            Offer::of(known, keys.unwrap_or_default(), false)
        }));
    }
    offers
}

impl Offer {
    fn of(known: &super::bindings::Known, keys: Vec<String>, here: bool) -> Self {
        let super::bindings::Known { section, action, name, label, help } = *known;
        Offer { section, action, name, label, help, keys, here }
    }

    /// How far the typed words are from it, 0 being the nearest; `None`: they are not about it.
    fn distance(&self, typed: &str) -> Option<u32> {
        let typed = typed.trim();
        if self.keys.iter().any(|key| key == typed) {
            return Some(0);
        }
        if self.keys.iter().any(|key| key.eq_ignore_ascii_case(typed)) {
            return Some(1);
        }
        let told = Told::of(self);
        let folded = text::fold(typed);
        // all that was typed as one name, before its words one by one
        if let Some(whole) =
            [told.label.starts_with(&folded), told.others.contains(&folded)].iter().position(|holds| *holds)
        {
            return Some(whole as u32 + 2);
        }
        folded.split_whitespace().map(|word| told.distance(word)).sum()
    }
}

/// The words by which an offer is found, folded.
struct Told {
    label: String,
    help: String,
    others: Vec<String>,
}

impl Told {
    fn of(offer: &Offer) -> Self {
        let others = SYNONYMS.get(offer.name).into_iter().flatten();
        Told {
            label: text::fold(offer.label),
            help: text::fold(offer.help),
            others: others.map(|word| text::fold(word)).collect(),
        }
    }

    fn distance(&self, word: &str) -> Option<u32> {
        let begins = |line: &str| words(line).any(|other| other.starts_with(word));
        let place = [
            self.label.starts_with(word),
            self.others.iter().any(|other| other == word),
            begins(&self.label),
            self.others.iter().any(|other| begins(other)),
            begins(&self.help),
            self.label.contains(word) || self.help.contains(word),
        ];
        let at = place.iter().position(|holds| *holds);
        at.map(|at| at as u32 + 4).or_else(|| self.nearly(word).map(|at| NEARLY + at))
    }

    /// Where a word stands that is spelt nearly so.
    fn nearly(&self, word: &str) -> Option<u32> {
        let near = |line: &str| {
            words(line).any(|other| strsim::normalized_damerau_levenshtein(word, other) >= ALIKE)
        };
        let place = [
            near(&self.label),
            self.others.iter().any(|other| near(other)),
            is_within(word, &self.label),
            near(&self.help),
        ];
        let at = place.iter().position(|holds| *holds).filter(|_| word.chars().count() >= 4);
        at.map(|at| at as u32)
    }
}

/// The place of what is only nearly the typed word: more than all of a whole query that is found.
const NEARLY: u32 = 1000;
/// How alike two spellings of a word are: one letter in four may differ.
const ALIKE: f64 = 0.75;

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Whether the letters of a word stand in a line in their order.
fn is_within(word: &str, line: &str) -> bool {
    let mut letters = line.chars();
    word.chars().all(|letter| letters.any(|other| other == letter))
}

/// The offers that typed words are about, the nearest first; all in their order where nothing is typed. What is only
/// nearly meant is told where nothing else is.
pub fn matching<'a>(offers: &'a [Offer], typed: &str) -> Vec<&'a Offer> {
    if typed.trim().is_empty() {
        return offers.iter().collect();
    }
    let mut found: Vec<(u32, &Offer)> =
        offers.iter().filter_map(|offer| Some((offer.distance(typed)?, offer))).collect();
    found.sort_by_key(|(distance, _)| *distance); // stable: what holds here stays before what is at home
    if found.first().is_some_and(|(nearest, _)| *nearest < NEARLY) {
        found.retain(|(distance, _)| *distance < NEARLY);
    }
    found.into_iter().map(|(_, offer)| offer).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::keymap::Table;

    fn home() -> Vec<Offer> {
        offers(&Keymap::new(&Table::new()).0, &State::default())
    }

    fn first(typed: &str) -> &'static str {
        matching(&home(), typed).first().map_or("", |offer| offer.name)
    }

    #[test]
    fn every_synonym_is_of_an_action_and_every_list_is_read() {
        assert!(SYNONYMS.len() > 30);
        for name in SYNONYMS.keys() {
            assert!(BINDINGS.iter().any(|known| known.name == name), "{name} is no action");
        }
    }

    #[test]
    fn an_action_is_found_by_name_synonym_key_and_nearly_its_name() {
        for (typed, name) in [
            ("put away", "archive"),
            ("delete", "archive"),
            ("amen", "prayed"),
            ("thanks", "answers"),
            ("find", "search"),
            ("Ctrl-r", "redo"),
            ("ctrl-r", "redo"),
            ("G", "last"),
            ("g", "first"),
            ("bulletns", "bulletins"),
            ("look for", "search"),
            ("take back", "undo"),
            ("what happened", "history"),
            ("seach", "search"),
        ] {
            assert_eq!(first(typed), name, "{typed}");
        }
        assert_eq!(matching(&home(), "xylophone"), Vec::<&Offer>::new());
    }

    #[test]
    fn nothing_typed_is_everything_and_each_action_stands_once() {
        let offers = home();
        assert_eq!(matching(&offers, "  ").len(), offers.len());
        for offer in &offers {
            assert_eq!(offers.iter().filter(|other| other.action == offer.action).count(), 1, "{offer:?}");
            assert!(!offer.help.is_empty());
        }
    }

    #[test]
    fn an_action_without_a_key_is_offered_all_the_same() {
        let (keymap, _) = Keymap::new(&toml::from_str("[home]\nreview = []").unwrap());
        let offers = offers(&keymap, &State::default());
        let review = offers.iter().find(|offer| offer.action == Action::Review).unwrap();
        assert_eq!(review.keys, Vec::<String>::new());
    }
}
