//! Links named in an item.

use memchr::memmem;

use super::Link;
use super::language::Language;
use crate::text::{addresses, sentences};

/// A link's words are few.
const MOST_WORDS: usize = 12;

/// The sentence that was a link is no longer, in bytes.
const LONGEST_LINK: usize = 300;

/// The links of an item: those whose addresses are `known`, bare addresses in its text, and a last sentence that was
/// a link before its address was lost ("Read the full story .").
pub(super) fn links(text: &str, known: &[Link], language: &Language) -> Vec<Link> {
    let mut links = known.to_vec();
    let addressed = if memmem::find(text.as_bytes(), b"://").is_some() { text } else { "" };
    for address in addresses(addressed) {
        if links.iter().all(|link| link.text != address && link.url.as_deref() != Some(address)) {
            links.push(Link { text: address.to_owned(), url: Some(address.to_owned()) });
        }
    }
    if links.is_empty() {
        links.extend(lost_link(text, language));
    }
    links
}

fn lost_link(text: &str, language: &Language) -> Option<Link> {
    let tail = text.get(text.ceil_char_boundary(text.len().saturating_sub(LONGEST_LINK))..)?;
    let last = sentences(tail).last().filter(|last| last.len() < tail.len() || tail.len() == text.len())?;
    let words = last.trim_end_matches(['.', ' ', '»', '>', '→']);
    if words.is_empty() || words.len() == text.len() || words.split_whitespace().count() > MOST_WORDS {
        return None;
    }
    // The space before the full stop is where the link's end was.
    let torn = last.ends_with(" .");
    (torn || language.links.begin(words)).then(|| Link { text: words.to_owned(), url: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        let found = links(text, &[], Language::of(Some("en")));
        assert_eq!(found.first().map(|link| link.text.as_str()), expected, "{text}");
    }

    #[test]
    fn a_lost_link_is_the_whole_last_sentence() {
        check("The well is dug. Read the full story .", Some("Read the full story"));
        check("The well is dug. See how deep it is .", Some("See how deep it is"));
        check("The well is dug. Learn more about wells.", Some("Learn more about wells"));
        check("The well is dug. Pray for rain.", None);
        check("See http://well.example/a, and pray.", Some("http://well.example/a"));
    }

    #[test]
    fn a_known_link_is_kept_as_it_is() {
        let known = [Link { text: "The well".into(), url: Some("http://well.example".into()) }];
        assert_eq!(links("It is dug. Read more .", &known, Language::of(None)), known);
    }
}
