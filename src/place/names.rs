//! What a language calls the countries: its file of `assets/places`, read when it is first needed.

use std::collections::{BTreeMap, HashMap};
use std::sync::{LazyLock, OnceLock};

use foldhash::fast::RandomState;
use serde::Deserialize;

use super::attached::Attached;
use crate::text::{Key, Signs, Word, capitals, fold_word, words};

/// Every language that names places, English first: its code and its file.
pub(super) const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/places.rs"));

static SOURCES: [OnceLock<Source>; FILES.len()] = [const { OnceLock::new() }; FILES.len()];
static READY: [OnceLock<Names>; FILES.len()] = [const { OnceLock::new() }; FILES.len()];

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Country(&'static str),
    Region,
    /// Holds the name of a country and means none: "Latin American", "the South China Sea".
    Nothing,
}

/// A file of `assets/places`; what each list is for is said in `en.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Source {
    pub before: Vec<String>,
    #[serde(default)]
    pub after: Vec<String>,
    #[serde(default)]
    pub attached: Vec<String>,
    pub joining: Vec<String>,
    pub articles: Vec<String>,
    pub regions: Vec<String>,
    pub nothing: Vec<String>,
    #[serde(default)]
    pub endings: Endings,
    pub countries: Lists,
    pub peoples: Lists,
    pub cities: Lists,
}

/// Names by the code of their country.
pub(super) type Lists = BTreeMap<String, Vec<String>>;

/// How names are inflected: an ending, and what stands in its place in the other forms.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Endings {
    names: BTreeMap<String, Vec<String>>,
    peoples: BTreeMap<String, Vec<String>>,
}

/// One name; its first word is the key that it is found under.
#[derive(Debug, Clone)]
pub(super) struct Name {
    /// Its other words, folded, each with whether a mark stands before it: the comma of "Atlanta, Georgia" is part of the name.
    tail: Vec<(bool, String)>,
    pub meaning: Meaning,
    /// Also a person's name or another word: only counts where a place is spoken of.
    pub doubtful: bool,
    case: Case,
}

impl Name {
    /// Whether the words, which begin with this name, may mean it. In its own language (and in English) a name may be
    /// written small where it is nothing else; a short one in capitals may not: "US" is a country, "us" is not.
    pub fn may_be(&self, words: &[Word], own: bool) -> bool {
        let Some(first) = words.first() else { return false };
        let as_listed = self.case <= Case::of(first.text);
        let is_short = self.case == Case::Capitals && first.text.chars().nth(SHORT).is_none();
        if own { as_listed || !self.doubtful && !is_short } else { as_listed && !self.doubtful }
    }
}

/// Letters of a name in capitals that is a word when it is written small.
const SHORT: usize = 3;

/// How a text must write a name for it to be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Case {
    Any,
    Capital,
    /// All in capitals: "US" is a country, "Us" is not.
    Capitals,
}

impl Case {
    fn of(text: &str) -> Self {
        if text.starts_with(char::is_lowercase) {
            Self::Any
        } else if text.chars().any(char::is_lowercase) {
            Self::Capital
        } else {
            Self::Capitals
        }
    }
}

/// The names of one language, ready to be looked up.
pub(super) struct Names {
    pub source: &'static Source,
    firsts: Signs,
    /// The longest first.
    by_first: HashMap<String, Vec<Name>, RandomState>,
    /// Whether any of them is written small.
    pub small: bool,
    /// The longest has so many words.
    most_words: usize,
    /// For a language that hangs its small words on the names.
    pub attached: Attached,
}

/// The names of a language and, since they are met everywhere, the English ones.
pub(super) fn read_in(language: &str) -> impl Iterator<Item = &'static Names> + Clone {
    let own = FILES.iter().position(|(code, _)| *code == language).unwrap_or(0);
    [Some(own), (own > 0).then_some(0)].into_iter().flatten().filter_map(get)
}

/// The names of every language, English first, each made ready as it is asked for.
pub(super) fn all() -> impl Iterator<Item = &'static Names> {
    (0..FILES.len()).filter_map(get)
}

fn get(at: usize) -> Option<&'static Names> {
    let (_, file) = FILES.get(at)?;
    // A file that could not be read fails the tests; whoever uses kneel reads on without its names.
    let source = SOURCES.get(at)?.get_or_init(|| toml::from_str(file).unwrap_or_default());
    Some(READY.get(at)?.get_or_init(|| Names::new(source)))
}

/// No name takes as much of a text, in bytes.
const LONGEST: usize = 256;

/// What joins words to one.
const JOINTS: [char; 4] = ['\'', '’', '-', '‑'];

/// The words of a text, those that hyphens and apostrophes join taken apart: "Kenya-Team", "l'Inde", "Kenya's".
pub(super) fn parts(text: &str) -> Vec<Word<'_>> {
    some_parts(text, usize::MAX)
}

/// The first of its [parts], not many more than `most`.
fn some_parts(text: &str, most: usize) -> Vec<Word<'_>> {
    let mut parts = Vec::with_capacity(most.min(text.len() / 6));
    for word in words(text) {
        if parts.len() >= most {
            break;
        }
        if is_one(word.text) {
            parts.push(word);
            continue;
        }
        let mut start = word.start;
        for piece in word.text.split_inclusive(JOINTS) {
            let pause = word.pause && start == word.start;
            parts.push(Word { text: piece.trim_end_matches(JOINTS), start, pause });
            start += piece.len();
        }
    }
    parts
}

/// Whether a word is no more than one part.
fn is_one(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_alphanumeric()) || !word.contains(JOINTS)
}

impl Names {
    fn new(source: &'static Source) -> Self {
        let (by_first, attached) = (HashMap::default(), Attached::of(source));
        let firsts = Signs::default();
        let mut names = Self { source, firsts, by_first, small: false, most_words: 0, attached };
        source.each_form(|form, meaning, doubtful| names.add(form, meaning, doubtful));
        names
    }

    fn add(&mut self, form: &str, meaning: Meaning, doubtful: bool) {
        let mut words = parts(form).into_iter();
        let Some(first) = words.next() else { return };
        let tail: Vec<_> = words.map(|word| (word.pause, fold_word(word.text).into_owned())).collect();
        let case = Case::of(first.text);
        self.small |= case == Case::Any;
        self.most_words = self.most_words.max(1 + tail.len());
        let first = fold_word(first.text);
        self.firsts.add(&first);
        let list = self.by_first.entry(first.into_owned()).or_default();
        let place = list.partition_point(|other| other.tail.len() >= tail.len());
        list.insert(place, Name { tail, meaning, doubtful, case });
    }

    /// Whether any name that is written with a capital may stand in a text: a quick no for most.
    pub fn may_stand_in(&'static self, text: &str) -> bool {
        capitals(text).any(|ahead| {
            // hyphens may join any number of words to one
            let ahead = ahead.get(..ahead.floor_char_boundary(LONGEST)).unwrap_or(ahead);
            let word = words(ahead).next().map_or("", |word| word.text);
            let first =
                Key::of(if is_one(word) { word } else { word.split(JOINTS).next().unwrap_or_default() });
            self.firsts.may_hold(&first)
                && self.by_first.contains_key(&*first.folded())
                && self.longest(&some_parts(ahead, self.most_words), false).is_some()
        })
    }

    /// The longest name that the words begin with, and its length in words.
    pub fn longest(&'static self, words: &[Word], any_case: bool) -> Option<(usize, &'static Name)> {
        let first = words.first()?;
        if !(self.small || any_case) && first.text.starts_with(char::is_lowercase) {
            return None;
        }
        let list = self.by_first.get(&*fold_word(first.text))?;
        let case = Case::of(first.text);
        let second = words.get(1).map(|word| (word.pause, fold_word(word.text)));
        list.iter().filter(|name| any_case || name.case <= case).find_map(|name| {
            let Some((part, parts)) = name.tail.split_first() else { return Some((1, name)) };
            let rest = words.get(2..=name.tail.len())?;
            let begins = second.as_ref().is_some_and(|(pause, text)| *pause == part.0 && *text == part.1);
            let same = |((pause, text), word): (&(bool, String), &Word)| {
                word.pause == *pause && *text == fold_word(word.text)
            };
            (begins && parts.iter().zip(rest).all(same)).then_some((1 + name.tail.len(), name))
        })
    }

    /// Every name that the words begin with, however it is written, and its length in words.
    pub fn begin<'a>(
        &'static self,
        words: &'a [Word],
    ) -> impl Iterator<Item = (usize, &'static Name)> + use<'a> {
        let list = words.first().and_then(|first| self.by_first.get(&*fold_word(first.text)));
        list.into_iter().flatten().filter_map(|name| {
            let rest = words.get(1..=name.tail.len())?;
            let same = |((pause, text), word): (&(bool, String), &Word)| {
                word.pause == *pause && *text == fold_word(word.text)
            };
            name.tail.iter().zip(rest).all(same).then_some((1 + name.tail.len(), name))
        })
    }

    /// The countries of which a folded word is a name that is nothing else.
    pub fn alone(&'static self, folded: &str) -> impl Iterator<Item = &'static str> + use<> {
        let list = self.by_first.get(folded);
        list.into_iter().flatten().filter_map(|name| match name.meaning {
            Meaning::Country(code) if name.tail.is_empty() && !name.doubtful => Some(code),
            _ => None,
        })
    }

    /// The words behind an article: "the Caribbean".
    pub fn without_article<'a, 'b>(&self, words: &'a [Word<'b>]) -> Option<&'a [Word<'b>]> {
        let (first, rest) = words.split_first()?;
        let folded = fold_word(first.text);
        self.source.articles.iter().any(|article| *article == folded).then_some(rest)
    }

    /// Whether a word joins two places: "and"; where such words are written onto the names, whether it ends so.
    pub fn joins(&self, folded: &str) -> bool {
        let joined =
            |joining: &String| folded == joining || self.attached.is_used() && folded.ends_with(&**joining);
        self.source.joining.iter().any(joined)
    }

    /// What the words as a whole name.
    pub fn whole(&'static self, words: &[Word], any_case: bool) -> Option<Meaning> {
        self.longest(words, any_case)
            .filter(|&(length, _)| length == words.len())
            .map(|(_, name)| name.meaning)
    }
}

impl Source {
    /// Every name in every form, with what it means and whether it is doubtful.
    pub fn each_form(&'static self, mut add: impl FnMut(&str, Meaning, bool)) {
        static NONE: LazyLock<BTreeMap<String, Vec<String>>> = LazyLock::new(BTreeMap::new);
        let lists = [
            (&self.countries, &self.endings.names),
            (&self.peoples, &self.endings.peoples),
            (&self.cities, &self.endings.names),
        ];
        for (list, endings) in lists {
            for (code, names) in list {
                for name in names {
                    each_form_of(name, endings, |form, doubtful| add(form, Meaning::Country(code), doubtful));
                }
            }
        }
        for (list, meaning) in [(&self.regions, Meaning::Region), (&self.nothing, Meaning::Nothing)] {
            for name in list {
                each_form_of(name, &NONE, |form, doubtful| add(form, meaning, doubtful));
            }
        }
    }
}

/// A name, and its other forms by the longest ending that it has.
fn each_form_of(name: &str, endings: &BTreeMap<String, Vec<String>>, mut add: impl FnMut(&str, bool)) {
    let (name, doubtful) = name.strip_suffix('?').map_or((name, false), |name| (name, true));
    add(name, doubtful);
    let stems = endings.iter().filter_map(|(ending, others)| Some((name.strip_suffix(&**ending)?, others)));
    if let Some((stem, others)) = stems.min_by_key(|(stem, _)| stem.len()) {
        for other in others {
            add(&format!("{stem}{other}"), doubtful);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_places_is_whole() {
        let codes: Vec<_> = all().next().expect("English is there").source.countries.keys().collect();
        assert_eq!(codes.len(), 249, "ISO 3166-1 has 249 codes");
        for (language, file) in FILES {
            let source: Source =
                toml::from_str(file).unwrap_or_else(|error| panic!("{language}.toml: {error}"));
            assert!(
                source.countries.keys().eq(codes.iter().copied()),
                "{language}.toml does not name the 249 countries"
            );
            assert!(source.countries.values().all(|names| !names.is_empty()), "{language}");
            for list in [&source.peoples, &source.cities] {
                assert!(list.keys().all(|code| source.countries.contains_key(code)), "{language}");
            }
            // Where words are written onto the names, peoples are.
            let peoples = source.peoples.len() + source.attached.len();
            assert!(peoples > 60 && source.regions.len() > 80, "{language}");
            assert!(!source.joining.is_empty(), "{language}");
        }
    }

    #[test]
    fn no_name_means_two_things() {
        for ((language, _), names) in FILES.iter().zip(all()) {
            let mut seen: HashMap<String, Meaning> = HashMap::new();
            names.source.each_form(|form, meaning, _| {
                let key: Vec<_> = parts(form)
                    .iter()
                    .map(|word| format!("{}{}", if word.pause { "," } else { "" }, fold_word(word.text)))
                    .collect();
                let other = seen.insert(key.join(" "), meaning);
                assert!(
                    other.is_none_or(|other| other == meaning),
                    "{language}: {form} is {meaning:?} and {other:?}"
                );
            });
        }
    }
}
