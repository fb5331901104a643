//! Why a candidate is one, in plain words, what tells most first.

use super::features::{Feature, Features};
use super::profile::Profile;
use super::rarity::Rarity;
use crate::place::country_name;
use crate::text::fold;

/// So many words of one kind are named.
const NAMED: usize = 3;

/// Why a praise may answer a request: "same name: Abha", "same country: Kenya", "asked 5 weeks before".
pub fn reasons(praise: &Profile, request: &Profile, features: &Features, rarity: &Rarity) -> Vec<String> {
    let mut reasons = Vec::new();
    let names = shared_names(praise, request);
    if !names.is_empty() {
        reasons.push(format!("same name: {}", names.join(", ")));
    }
    if features.get(Feature::NeedOutcome) > 0.0
        && let Some((need, outcome)) = shared_topic(praise, request, true)
    {
        reasons.push(format!("“{need}” was asked, “{outcome}” is told"));
    }
    let words = shared_words(praise, request, rarity);
    if !words.is_empty() {
        let quoted: Vec<String> = words.iter().map(|word| format!("“{word}”")).collect();
        reasons.push(format!("same word{}: {}", if quoted.len() == 1 { "" } else { "s" }, quoted.join(", ")));
    }
    if features.get(Feature::NeedOutcome) <= 0.0
        && let Some((one, other)) = shared_topic(praise, request, false)
    {
        reasons.push(format!("“{one}” and “{other}” belong together"));
    }
    let country = praise.countries.iter().find(|code| request.countries.contains(code));
    if let Some(name) = country.and_then(|code| country_name(code)) {
        reasons.push(format!("same country: {name}"));
    } else if features.get(Feature::Region) > 0.0 {
        reasons.push("same region".to_owned());
    }
    if praise.calls_back() {
        reasons.push("the praise calls back to what was asked".to_owned());
    }
    if let Some(weeks) =
        praise.issued_on.zip(request.issued_on).map(|(told, asked)| (told - asked).num_weeks())
    {
        reasons.push(match weeks {
            ..=0 => "asked a few days before".to_owned(),
            1 => "asked a week before".to_owned(),
            2..=15 => format!("asked {weeks} weeks before"),
            16..=103 => format!("asked {} months before", (weeks * 12 + 26) / 52),
            _ => format!("asked {} years before", (weeks + 26) / 52),
        });
    }
    if features.get(Feature::Publisher) > 0.0 {
        reasons.push("same publisher".to_owned());
    }
    reasons
}

/// The names that both have, each as far as both have it: of "Daniel Musyoka" and "Daniel's friends", "Daniel".
fn shared_names(praise: &Profile, request: &Profile) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in &praise.names {
        let others = request.names.iter().filter(|their| name.is_known_beside(their));
        let shared = others.map(|their| {
            let written = name.written.split(' ').zip(&name.parts);
            let both = written.filter(|(_, part)| their.parts.contains(part)).map(|(written, _)| written);
            both.collect::<Vec<_>>().join(" ")
        });
        let Some(longest) = shared.filter(|name| name.chars().nth(1).is_some()).max_by_key(String::len)
        else {
            continue;
        };
        let longest = longest.trim_end_matches("'s").trim_end_matches("’s").to_owned();
        if !names.iter().any(|other| other.contains(&longest)) && names.len() < NAMED {
            names.push(longest);
        }
    }
    names
}

/// The rarest words that both have, names left out.
fn shared_words<'a>(praise: &'a Profile, request: &Profile, rarity: &Rarity) -> Vec<&'a str> {
    let named = |word: &str| praise.names.iter().any(|name| name.written.contains(word));
    let mut words: Vec<(f64, &str)> = praise
        .terms
        .iter()
        .filter(|term| request.terms.binary_search_by(|other| other.stem.cmp(&term.stem)).is_ok())
        .filter(|term| !term.usual && !named(&term.word))
        .map(|term| (rarity.of_stem(&term.stem), term.word.as_ref()))
        .filter(|(rare, _)| *rare > 0.4)
        .collect();
    words.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(other.1)));
    words.into_iter().take(NAMED).map(|(_, word)| word).collect()
}

/// The words in which the subject shows that both speak of most; different words, for the same are told as such.
fn shared_topic<'a>(praise: &'a Profile, request: &'a Profile, ended: bool) -> Option<(&'a str, &'a str)> {
    if praise.lexicon != request.lexicon {
        return None;
    }
    let pairs = praise.topics.iter().filter_map(|topic| {
        let place = request.topics.binary_search_by_key(&topic.at, |other| other.at).ok()?;
        Some((topic, request.topics.get(place)?))
    });
    let fitting = pairs.filter(|(topic, other)| {
        (!ended || topic.outcome > 0.0 && other.need > 0.0)
            && topic.words() + other.words() > 1.2
            && !alike(&topic.word, &other.word)
    });
    let best = fitting.max_by(|one, other| {
        (one.0.words() * one.1.words()).total_cmp(&(other.0.words() * other.1.words()))
    })?;
    Some((&best.1.word, &best.0.word))
}

/// Whether two words are one in other forms: "opens", "opened". As a pair they would tell nothing.
fn alike(one: &str, other: &str) -> bool {
    let (one, other) = (fold(one), fold(other));
    let shared = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    shared >= 4 || one == other
}
