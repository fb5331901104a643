//! The words by which others of the same story are found.

use super::profile::{Profile, is_initial};
use super::rarity::Rarity;
use crate::text::fold;

/// The words of what a praise tells that tell most of it, rarest first: names before other words. Each is one word as it
/// stands in the text.
pub fn telling_words(praise: &Profile, rarity: &Rarity, limit: usize) -> Vec<String> {
    let names = praise.names.iter().flat_map(|name| &name.parts).filter(|part| !is_initial(part));
    let names = names.map(|part| (rarity.of_name(part) + 1.0, part.as_ref()));
    let terms = praise.terms.iter().filter(|term| term.told > 0 && !term.usual);
    let terms = terms.map(|term| (rarity.of_stem(&term.stem), term.word.as_ref()));
    let mut words: Vec<(f64, &str)> = names.chain(terms).collect();
    words.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(other.1)));
    let mut telling: Vec<String> = Vec::new();
    for (_, word) in words {
        let word: String =
            word.chars().filter(|letter| letter.is_alphanumeric() || *letter == '\'').collect();
        if !word.is_empty() && !telling.iter().any(|other| other.eq_ignore_ascii_case(&word)) {
            telling.push(word);
        }
        if telling.len() == limit {
            break;
        }
    }
    telling
}

/// The words that a praise and a request have in common, folded as they stand in either: what a person's eye should
/// find first.
pub fn common_words(praise: &Profile, request: &Profile) -> std::collections::BTreeSet<String> {
    let mut words = std::collections::BTreeSet::new();
    for term in praise.terms.iter().filter(|term| !term.usual) {
        if let Ok(at) = request.terms.binary_search_by(|other| other.stem.cmp(&term.stem)) {
            words.insert(fold(&term.word));
            words.extend(request.terms.get(at).map(|other| fold(&other.word)));
        }
    }
    words
}
