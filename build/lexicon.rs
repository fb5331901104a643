//! What `assets/answers` lists, as the tables of `src/answers/phrases.rs`: stems are worked out here and not on somebody's
//! machine each time that praises are compared.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;
use std::path::Path;

use frostem::Stemmer;
use serde::Deserialize;

use super::phrases::{PLAIN, Role, Says, parts};
use super::{read, table};
use crate::text::{fold_word, words};

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
    topics: BTreeMap<String, Topic>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nouns {
    articles: Vec<String>,
    endings: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Topic {
    #[serde(default)]
    need: Vec<String>,
    #[serde(default)]
    outcome: Vec<String>,
    #[serde(default)]
    about: Vec<String>,
}

/// Writes the tables of a language into a folder; gives back the Rust that names them.
pub fn compile(code: &str, source: &Path, out: &Path) -> io::Result<String> {
    let source: Source = read(source)?;
    let stemmer = Stemmer::try_from_name(code).ok();
    // as kneel does with the words of a text; a test of the lexicon holds both against each other
    let stem = |word: &str| {
        let word = word.replace('’', "'").to_lowercase();
        fold_word(&stemmer.as_ref().map_or_else(|| word.clone(), |stemmer| stemmer.stem(&word).to_string()))
            .into_owned()
    };
    let in_stems =
        |phrase: &str| -> Vec<String> { words(phrase).flat_map(|word| parts(word.text)).map(stem).collect() };
    let folded = |phrase: &str| -> Vec<String> {
        words(phrase).map(|word| fold_word(word.text).into_owned()).collect()
    };
    let line = |words: Vec<String>, says: Says| (words.join(" "), written(says));
    let stems = source.phrases().into_iter().map(|(phrase, says)| line(in_stems(phrase), says)).collect();
    let spoken = source.callbacks.iter().map(|phrase| line(folded(phrase), Says::CallBack)).collect();
    let common =
        source.common.iter().map(|word| line(vec![fold_word(word).into_owned()], Says::Common)).collect();
    let mut rust = format!("    File {{ code: {code:?}, ");
    let tables: [(&str, Vec<(String, String)>); 3] =
        [("stems", stems), ("spoken", spoken), ("common", common)];
    for (name, phrases) in tables {
        let _ = write!(rust, "{name}: {}, ", table::write(out, &format!("answers-{code}-{name}"), phrases)?);
    }
    let nouns = source.nouns.map(|Nouns { articles, endings }| {
        format!("Some(Nouns {{ articles: &{articles:?}, endings: &{endings:?} }})")
    });
    Ok(rust + &format!("nouns: {} }},\n", nouns.unwrap_or_else(|| "None".to_owned())))
}

impl Source {
    /// What is compared by its stems.
    fn phrases(&self) -> Vec<(&str, Says)> {
        let lists = [
            (&self.still, Says::Still),
            (&self.setback, Says::SetBack),
            (&self.ending, Says::Ending),
            (&self.titles, Says::Title),
            (&self.she, Says::She),
            (&self.he, Says::He),
            (&self.kin, Says::Kin),
            (&self.places_follow, Says::In),
            (&self.of_things, Says::OfThing),
            (&self.households, Says::Household),
            (&self.titles_behind, Says::TitleBehind),
            (&self.no_names, Says::NoName),
            (&self.common, Says::Common),
            (&self.usual, Says::Usual),
        ];
        let mut phrases: Vec<(&str, Says)> = Vec::new();
        for (list, says) in lists {
            phrases.extend(list.iter().map(|phrase| (phrase.as_str(), says)));
        }
        let days = |months: f64| (months * 30.4) as u16;
        phrases.extend(self.ago.iter().map(|(phrase, months)| (phrase.as_str(), Says::Ago(days(*months)))));
        phrases.extend(self.seasons.iter().map(|(name, [from, to])| {
            (name.as_str(), Says::Season(*from, *to, name.starts_with(char::is_uppercase)))
        }));
        for (topic, at) in self.topics.values().zip(0..) {
            let roles =
                [(&topic.need, Role::Need), (&topic.outcome, Role::Outcome), (&topic.about, Role::About)];
            for (list, role) in roles {
                phrases.extend(list.iter().map(|phrase| (phrase.as_str(), Says::Topic(at, role))));
            }
        }
        phrases
    }
}

/// What a phrase says, as its line has it.
fn written(says: Says) -> String {
    match says {
        Says::Topic(topic, Role::Need) => format!("need {topic}"),
        Says::Topic(topic, Role::Outcome) => format!("outcome {topic}"),
        Says::Topic(topic, Role::About) => format!("about {topic}"),
        Says::Ago(days) => format!("ago {days}"),
        Says::Season(from, to, capital) => format!("season {from} {to} {capital}"),
        plain => PLAIN.iter().find(|(_, says)| *says == plain).map_or("", |(name, _)| *name).to_owned(),
    }
}
