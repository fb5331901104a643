//! What a language speaks of when it asks, and with which words it tells that it was given: `assets/answers/xx.toml`.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::OnceLock;

use foldhash::fast::RandomState;
use frostem::Stemmer;
use serde::Deserialize;

use crate::text::{fold_word, words};

const SOURCES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/answers.rs"));

/// What a word or phrase says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Says {
    /// That it belongs to a subject of life, by its place in the list of subjects.
    Topic(u16, Role),
    /// That it calls back to what was asked.
    CallBack,
    /// When something was asked: so many days ago.
    Ago(u16),
    /// When something was asked: from one month of the year to another; whether it has a capital then.
    Season(u8, u8, bool),
    /// That the story goes on.
    Still,
    /// That it went the other way.
    SetBack,
    /// That something came to its end.
    Ending,
    /// Who somebody is: "Mrs", "Pastor".
    Title,
    /// That a woman is spoken of.
    She,
    /// That a man is spoken of.
    He,
    /// Whose kin somebody is: "mother", "cousin".
    Kin,
    /// That a place follows: "in", "near".
    In,
    /// That the name of a thing follows where a noun comes behind it: "the Moyale pump".
    OfThing,
    /// That the name before it is one of people after all: "the Moyo family".
    Household,
    /// Who somebody is, behind a name.
    TitleBehind,
    /// Nobody, though it has a capital: "Bible".
    NoName,
    /// Nothing: it is in every text.
    Common,
    /// Little: it is of every day.
    Usual,
}

/// How a word of a subject stands to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// One asks with it.
    Need,
    /// One tells with it how it came out.
    Outcome,
    /// It is of that subject.
    About,
}

/// One language.
pub(super) struct Lexicon {
    code: &'static str,
    /// How nouns look where all have capitals.
    nouns: Option<Nouns>,
    stemmer: Option<Stemmer>,
    /// The common words as they are listed.
    common: HashSet<Box<str>, RandomState>,
    /// By their stems.
    stems: Phrases,
    /// By their words as they are.
    spoken: Phrases,
}

/// By what a noun is told from a name where both have capitals.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Nouns {
    /// What stands before nouns, and hardly before names.
    articles: Vec<Box<str>>,
    /// How nouns end, and hardly a name.
    endings: Vec<Box<str>>,
}

/// What words say that follow one another.
struct Phrases {
    /// Whether a listed word is one that a written word begins with.
    begins: bool,
    by_first: HashMap<Box<str>, Vec<Phrase>, RandomState>,
}

/// What the words behind a first one must be, and what they say then.
struct Phrase {
    rest: Vec<Box<str>>,
    says: Says,
}

impl Phrases {
    fn new(begins: bool) -> Self {
        Phrases { begins, by_first: HashMap::default() }
    }

    fn add(&mut self, mut words: impl Iterator<Item = Box<str>>, says: Says) {
        if let Some(first) = words.next() {
            self.by_first.entry(first).or_default().push(Phrase { rest: words.collect(), says });
        }
    }

    /// All phrases that some words begin with: how many of the words each takes, and what it says.
    fn at(&self, words: &[Box<str>]) -> Vec<(usize, Says)> {
        let Some(first) = words.first() else { return Vec::new() };
        if !self.begins {
            return self.behind(first, words);
        }
        let ends = first.char_indices().skip(1).map(|(at, _)| at).chain([first.len()]);
        ends.filter_map(|end| first.get(..end)).flat_map(|begun| self.behind(begun, words)).collect()
    }

    fn behind(&self, first: &str, words: &[Box<str>]) -> Vec<(usize, Says)> {
        let is =
            |word: &str, listed: &str| if self.begins { word.starts_with(listed) } else { word == listed };
        let phrases = self.by_first.get(first).into_iter().flatten();
        let found = phrases.filter_map(|phrase| {
            let behind = words.get(1..=phrase.rest.len())?;
            let same = behind.iter().zip(&phrase.rest).all(|(word, listed)| is(word, listed));
            same.then_some((phrase.rest.len() + 1, phrase.says))
        });
        found.collect()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    callbacks: Vec<String>,
    still: Vec<String>,
    setback: Vec<String>,
    ending: Vec<String>,
    #[serde(default)]
    titles: Vec<String>,
    #[serde(default)]
    she: Vec<String>,
    #[serde(default)]
    he: Vec<String>,
    #[serde(default)]
    kin: Vec<String>,
    #[serde(default, rename = "in")]
    places_follow: Vec<String>,
    #[serde(default)]
    of_things: Vec<String>,
    #[serde(default)]
    households: Vec<String>,
    #[serde(default)]
    titles_behind: Vec<String>,
    #[serde(default)]
    no_names: Vec<String>,
    nouns: Option<Nouns>,
    #[serde(default)]
    common: Vec<String>,
    #[serde(default)]
    usual: Vec<String>,
    /// Months by phrase.
    #[serde(default)]
    ago: BTreeMap<String, f64>,
    #[serde(default)]
    seasons: BTreeMap<String, [u8; 2]>,
    topics: BTreeMap<String, TopicSource>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TopicSource {
    #[serde(default)]
    need: Vec<String>,
    #[serde(default)]
    outcome: Vec<String>,
    #[serde(default)]
    about: Vec<String>,
}

/// So many words of a language are remembered with their stems.
const MOST_KNOWN: usize = 8_000;

/// Words, each with its stem.
type Stems = HashMap<Box<str>, Box<str>, RandomState>;

thread_local! {
    static KNOWN: RefCell<HashMap<&'static str, Stems>> = RefCell::default();
}

static READ: [OnceLock<Lexicon>; SOURCES.len()] = [const { OnceLock::new() }; SOURCES.len()];

/// The place of a language by its code; English for one that has none.
fn place(code: &str) -> usize {
    SOURCES.iter().position(|(other, _)| *other == code).unwrap_or(0)
}

/// The lexicon of a language by its code.
pub(super) fn of(code: &str) -> &'static Lexicon {
    static EMPTY: OnceLock<Lexicon> = OnceLock::new();
    let at = place(code);
    match (READ.get(at), SOURCES.get(at)) {
        (Some(read), Some((code, source))) => read.get_or_init(|| Lexicon::read(code, source)),
        _ => EMPTY.get_or_init(|| Lexicon::empty("en")),
    }
}

/// Whether the words of a language were read already.
pub fn is_read(code: &str) -> bool {
    READ.get(place(code)).is_some_and(|read| read.get().is_some())
}

/// Reads the words of a language, once: what is compared in it later does not wait for that. It takes some milliseconds.
pub fn read(code: &str) {
    of(code);
}

impl Lexicon {
    fn empty(code: &'static str) -> Self {
        let stemmer = Stemmer::try_from_name(code).ok();
        let begins = stemmer.is_none();
        Lexicon {
            code,
            nouns: None,
            stemmer,
            common: HashSet::default(),
            stems: Phrases::new(begins),
            spoken: Phrases::new(begins),
        }
    }

    fn read(code: &'static str, source: &str) -> Self {
        let mut lexicon = Lexicon::empty(code);
        // a test reads every file; none of them can be unreadable here
        let Ok(source) = toml::from_str::<Source>(source) else { return lexicon };
        let lists = [
            (&source.still, Says::Still),
            (&source.setback, Says::SetBack),
            (&source.ending, Says::Ending),
            (&source.titles, Says::Title),
            (&source.she, Says::She),
            (&source.he, Says::He),
            (&source.kin, Says::Kin),
            (&source.places_follow, Says::In),
            (&source.of_things, Says::OfThing),
            (&source.households, Says::Household),
            (&source.titles_behind, Says::TitleBehind),
            (&source.no_names, Says::NoName),
            (&source.common, Says::Common),
            (&source.usual, Says::Usual),
        ];
        for (list, says) in lists {
            for phrase in list {
                lexicon.add(phrase, says);
            }
        }
        for phrase in &source.callbacks {
            lexicon.spoken.add(words(phrase).map(|word| (&*fold_word(word.text)).into()), Says::CallBack);
        }
        for (phrase, months) in &source.ago {
            lexicon.add(phrase, Says::Ago((months * 30.4) as u16));
        }
        for (name, [from, to]) in &source.seasons {
            lexicon.add(name, Says::Season(*from, *to, name.starts_with(char::is_uppercase)));
        }
        for (at, topic) in source.topics.values().enumerate() {
            let roles =
                [(&topic.need, Role::Need), (&topic.outcome, Role::Outcome), (&topic.about, Role::About)];
            for (list, role) in roles {
                for phrase in list {
                    lexicon.add(phrase, Says::Topic(at as u16, role));
                }
            }
        }
        lexicon.common = source.common.iter().map(|word| (&*fold_word(word)).into()).collect();
        lexicon.nouns = source.nouns;
        lexicon
    }

    fn add(&mut self, phrase: &str, says: Says) {
        let parts = words(phrase).flat_map(|word| parts(word.text));
        let stems: Vec<Box<str>> = parts.map(|part| self.stem_anew(part)).collect();
        self.stems.add(stems.into_iter(), says);
    }

    /// Everything that the stems say, as they follow one another: each with how many of them it takes.
    pub(super) fn at(&self, stems: &[Box<str>]) -> Vec<(usize, Says)> {
        self.stems.at(stems)
    }

    /// Whether a word says something.
    pub(super) fn says(&self, word: &str, what: Says) -> bool {
        self.stems.at(&[self.stem(word)]).iter().any(|(_, says)| *says == what)
    }

    /// Whether a word with a capital is one that is in every text, as it stands: in Spanish, "Marta" has the stem of
    /// Tuesday.
    pub(super) fn is_common(&self, word: &str) -> bool {
        self.common.contains(&*fold_word(word))
    }

    /// Whether a word is known by itself: it is one of the language, though a name may look like it.
    pub(super) fn knows(&self, word: &str) -> bool {
        !self.stems.at(&[self.stem(word)]).is_empty()
    }

    /// Whether a word with a capital is a noun rather than a name, in a language in which all nouns have one: it is a
    /// word that is known, stands behind an article or ends as nouns do.
    pub(super) fn is_noun(&self, word: &str, before: Option<&str>) -> bool {
        self.nouns.as_ref().is_some_and(|nouns| {
            let listed = |list: &[Box<str>], holds: &dyn Fn(&str) -> bool| list.iter().any(|one| holds(one));
            listed(&nouns.articles, &|article| {
                before.is_some_and(|before| before.eq_ignore_ascii_case(article))
            }) || listed(&nouns.endings, &|ending| word.ends_with(ending))
                || self.knows(word)
        })
    }

    /// Whether a call-back stands among words, which are folded and no stems: "we prayed for" calls back, "we pray for"
    /// does not.
    pub(super) fn calls_back(&self, words: &[Box<str>]) -> bool {
        (0..words.len()).any(|at| words.get(at..).is_some_and(|words| !self.spoken.at(words).is_empty()))
    }

    /// The stem of a word, by the Snowball stemmer of the language (M. F. Porter, <https://snowballstem.org>), its
    /// accents folded away. Texts that are compared have many words in common, and stemming one takes longer than all
    /// else that is done with it: the last ones are remembered.
    pub(super) fn stem(&self, word: &str) -> Box<str> {
        KNOWN.with_borrow_mut(|known| {
            let known = known.entry(self.code).or_default();
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
        self.code
    }
}

/// The words that a written word is joined of: "mother-and-baby".
pub(super) fn parts(word: &str) -> impl Iterator<Item = &str> {
    word.split(['-', '‑', '/']).filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_read() {
        for (code, source) in SOURCES {
            let read = toml::from_str::<Source>(source);
            assert!(read.is_ok(), "assets/answers/{code}.toml: {}", read.err().unwrap());
            assert!(!of(code).stems.by_first.is_empty(), "{code}");
        }
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
