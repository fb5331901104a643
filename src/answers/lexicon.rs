//! What a language speaks of when it asks, and with which words it tells that it was given: `assets/answers/xx.toml`.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::OnceLock;

use foldhash::fast::RandomState;
use frostem::Stemmer;

use super::phrases::phrases;
pub(super) use super::phrases::{Role, Says, parts};
use crate::text::{Table, fold_word};

/// The lists of a language as they were worked out when kneel was built.
struct File {
    code: &'static str,
    /// By the stems of their words.
    stems: Table,
    /// Call-backs, by their words as they are.
    spoken: Table,
    /// The common words as they are listed.
    common: Table,
    nouns: Option<Nouns>,
}

/// By what a noun is told from a name where both have capitals.
struct Nouns {
    /// What stands before nouns, and hardly before names.
    articles: &'static [&'static str],
    /// How nouns end, and hardly a name.
    endings: &'static [&'static str],
}

impl File {
    const EMPTY: File =
        File { code: "", stems: Table::EMPTY, spoken: Table::EMPTY, common: Table::EMPTY, nouns: None };
}

#[allow(clippy::unreadable_literal, reason = "nobody wrote these by hand, or reads them")]
static FILES: &[File] = include!(concat!(env!("OUT_DIR"), "/answers.rs"));

/// One language.
pub(super) struct Lexicon {
    file: &'static File,
    stemmer: Option<Stemmer>,
}

/// All phrases of a table that some words begin with: how many of the words each takes, and what it says. `begins`: a
/// listed word is one that a written word begins with.
fn found(table: Table, words: &[Box<str>], begins: bool) -> Vec<(usize, Says)> {
    let Some(first) = words.first() else { return Vec::new() };
    if !begins {
        return behind(table, first, words, begins);
    }
    let ends = first.char_indices().skip(1).map(|(at, _)| at).chain([first.len()]);
    ends.filter_map(|end| first.get(..end)).flat_map(|begun| behind(table, begun, words, begins)).collect()
}

fn behind(table: Table, first: &str, words: &[Box<str>], begins: bool) -> Vec<(usize, Says)> {
    let is = |word: &str, listed: &str| if begins { word.starts_with(listed) } else { word == listed };
    let found = phrases(table, first).filter_map(|(rest, says)| {
        let listed = rest.split(' ').filter(|word| !word.is_empty());
        let count = listed.clone().count() + 1;
        let behind = words.get(1..count)?;
        behind.iter().zip(listed).all(|(word, listed)| is(word, listed)).then_some((count, says))
    });
    found.collect()
}

/// So many words of a language are remembered with their stems.
const MOST_KNOWN: usize = 8_000;

/// Words, each with its stem.
type Stems = HashMap<Box<str>, Box<str>, RandomState>;

thread_local! {
    static KNOWN: RefCell<HashMap<&'static str, Stems>> = RefCell::default();
}

/// The lexicon of a language by its code; English for one that has none.
pub(super) fn of(code: &str) -> &'static Lexicon {
    static ALL: OnceLock<Vec<Lexicon>> = OnceLock::new();
    static NONE: Lexicon = Lexicon { file: &File::EMPTY, stemmer: None };
    let all = ALL.get_or_init(|| FILES.iter().map(Lexicon::new).collect());
    all.iter().find(|lexicon| lexicon.code() == code).or(all.first()).unwrap_or(&NONE)
}

impl Lexicon {
    fn new(file: &'static File) -> Self {
        Lexicon { file, stemmer: Stemmer::try_from_name(file.code).ok() }
    }

    /// Everything that the stems say, as they follow one another: each with how many of them it takes.
    pub(super) fn at(&self, stems: &[Box<str>]) -> Vec<(usize, Says)> {
        found(self.file.stems, stems, self.stemmer.is_none())
    }

    /// Whether a word says something.
    pub(super) fn says(&self, word: &str, what: Says) -> bool {
        self.at(&[self.stem(word)]).iter().any(|(_, says)| *says == what)
    }

    /// Whether a word with a capital is one that is in every text, as it stands: in Spanish, "Marta" has the stem of
    /// Tuesday.
    pub(super) fn is_common(&self, word: &str) -> bool {
        self.file.common.behind(fold_word(word)).any(|(rest, _)| rest.is_empty())
    }

    /// Whether a word is known by itself: it is one of the language, though a name may look like it.
    pub(super) fn knows(&self, word: &str) -> bool {
        !self.at(&[self.stem(word)]).is_empty()
    }

    /// Whether a word with a capital is a noun rather than a name, in a language in which all nouns have one: it is a
    /// word that is known, stands behind an article or ends as nouns do.
    pub(super) fn is_noun(&self, word: &str, before: Option<&str>) -> bool {
        self.file.nouns.as_ref().is_some_and(|nouns| {
            let listed = |list: &[&str], holds: &dyn Fn(&str) -> bool| list.iter().any(|one| holds(one));
            listed(nouns.articles, &|article| {
                before.is_some_and(|before| before.eq_ignore_ascii_case(article))
            }) || listed(nouns.endings, &|ending| word.ends_with(ending))
                || self.knows(word)
        })
    }

    /// Whether a call-back stands among words, which are folded and no stems: "we prayed for" calls back, "we pray for"
    /// does not.
    pub(super) fn calls_back(&self, words: &[Box<str>]) -> bool {
        (0..words.len()).any(|at| {
            words
                .get(at..)
                .is_some_and(|words| !found(self.file.spoken, words, self.stemmer.is_none()).is_empty())
        })
    }

    /// The stem of a word, by the Snowball stemmer of the language (M. F. Porter, <https://snowballstem.org>), its
    /// accents folded away. Texts that are compared have many words in common, and stemming one takes longer than all
    /// else that is done with it: the last ones are remembered.
    pub(super) fn stem(&self, word: &str) -> Box<str> {
        KNOWN.with_borrow_mut(|known| {
            let known = known.entry(self.code()).or_default();
            if let Some(stem) = known.get(word) {
                return stem.clone();
            }
            if known.len() >= MOST_KNOWN {
                known.clear();
            }
            let stem = self.stem_anew(word);
            known.insert(word.into(), stem.clone());
            stem
        })
    }

    fn stem_anew(&self, word: &str) -> Box<str> {
        let word = word.replace('’', "'").to_lowercase();
        match &self.stemmer {
            Some(stemmer) => fold_word(&stemmer.stem(&word)).into(),
            None => fold_word(&word).into(),
        }
    }

    /// Its code.
    pub(super) fn code(&self) -> &'static str {
        self.file.code
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::words;

    /// The lists as the files have them, without what each says.
    fn listed(code: &str) -> Vec<String> {
        fn gather(value: &toml::Value, found: &mut Vec<String>) {
            match value {
                toml::Value::Array(list) => {
                    found.extend(list.iter().filter_map(|one| one.as_str().map(str::to_owned)));
                }
                toml::Value::Table(table) => {
                    table.iter().for_each(|(name, value)| match (name.as_str(), value) {
                        ("callbacks" | "nouns", _) => {}
                        (_, toml::Value::Array(list)) if list.iter().any(toml::Value::is_integer) => {
                            found.push(name.clone());
                        }
                        (_, toml::Value::Float(_) | toml::Value::Integer(_)) => found.push(name.clone()),
                        (_, value) => gather(value, found),
                    });
                }
                _ => {}
            }
        }
        let path = format!("{}/assets/answers/{code}.toml", env!("CARGO_MANIFEST_DIR"));
        let mut found = Vec::new();
        gather(&std::fs::read_to_string(path).unwrap().parse::<toml::Table>().unwrap().into(), &mut found);
        found
    }

    #[test]
    fn every_phrase_of_every_language_is_found_by_its_stems() {
        for file in FILES {
            let lexicon = of(file.code);
            let listed = listed(file.code);
            assert!(listed.len() > 500, "{}: {}", file.code, listed.len());
            for phrase in listed {
                let stems: Vec<Box<str>> = words(&phrase)
                    .flat_map(|word| parts(word.text))
                    .map(|part| lexicon.stem_anew(part))
                    .collect();
                let whole = lexicon.at(&stems).into_iter().any(|(count, _)| count == stems.len());
                assert!(whole, "{}: {phrase}", file.code);
            }
        }
    }

    #[test]
    fn what_a_phrase_says_is_told() {
        let says = |code: &str, word: &str, what: Says| assert!(of(code).says(word, what), "{word}");
        says("en", "Mrs", Says::Title);
        says("en", "the", Says::Common);
        says("de", "Mutter", Says::Kin);
        let english = of("en");
        let told = |text: &str| -> Vec<(usize, Says)> {
            english.at(&words(text).map(|word| english.stem(word.text)).collect::<Vec<_>>())
        };
        assert!(told("last month").contains(&(2, Says::Ago(30))), "{:?}", told("last month"));
        assert!(told("still waiting").contains(&(2, Says::Still)));
        assert!(told("January").iter().any(|(_, says)| matches!(says, Says::Season(1, 1, true))));
        assert!(told("oncologist").iter().any(|(_, says)| matches!(says, Says::Topic(..))));
        let spoken: Vec<Box<str>> = ["as", "you", "prayed"].map(Into::into).into();
        assert!(english.calls_back(&spoken) && !english.calls_back(&spoken[..1]));
        assert!(english.is_common("The") && !english.is_common("Tolmere"));
    }

    #[test]
    fn inflected_words_are_known() {
        let english = of("en");
        for _ in 0..2 {
            // the second time as it is remembered
            assert_eq!(english.stem("Surgeon’s"), english.stem("surgeons"));
            assert_eq!(english.stem("Surgeons"), english.stem_anew("Surgeons"));
        }
        assert_eq!(of("de").stem("Häusern"), of("de").stem("häuser"));
    }
}
