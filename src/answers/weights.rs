//! How much each piece of evidence counts: `assets/answers/weights.toml`, which `examples/fit` makes.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::confidence::{Sign, Signs};
use super::features::{Feature, Features};

const SHIPPED: &str = include_str!("../../assets/answers/weights.toml");

/// What evidence counts, and from which certainty on something is said.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// For each feature, in the order of [`Feature::ALL`].
    pub evidence: Vec<f64>,
    /// What a journal's decisions add to each.
    pub learned: Vec<f64>,
    /// For each sign of certainty, in the order of [`Sign::ALL`].
    pub signs: Vec<f64>,
    /// What each feature counts for two items being of one story, and what is added to it.
    pub story: Vec<f64>,
    /// What is added to that.
    pub story_begins: f64,
    /// From which likelihood on two items are told as one story.
    pub one_story: f64,
    /// The certainty from which a candidate is likely.
    pub likely: f64,
    /// The certainty from which a candidate is worth a look.
    pub possible: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    likely: f64,
    possible: f64,
    story_begins: f64,
    one_story: f64,
    evidence: BTreeMap<String, f64>,
    story: BTreeMap<String, f64>,
    signs: BTreeMap<String, f64>,
}

impl Weights {
    /// Those that kneel comes with.
    pub fn shipped() -> &'static Weights {
        static READ: OnceLock<Weights> = OnceLock::new();
        READ.get_or_init(|| {
            // a test reads the file; it cannot be unreadable here
            Weights::parse(SHIPPED).unwrap_or(Weights {
                evidence: vec![0.0; Feature::ALL.len()],
                learned: Vec::new(),
                signs: vec![0.0; Sign::ALL.len()],
                story: vec![0.0; Feature::ALL.len()],
                story_begins: 0.0,
                one_story: 1.0,
                likely: 1.0,
                possible: 1.0,
            })
        })
    }

    /// Reads the file; `None` where it is none. What it does not name counts nothing.
    fn parse(text: &str) -> Option<Weights> {
        let file: File = toml::from_str(text).ok()?;
        let evidence = Feature::ALL.iter().map(|feature| file.evidence.get(feature.name()).copied());
        let signs = Sign::ALL.iter().map(|sign| file.signs.get(sign.name()).copied());
        let story = Feature::ALL.iter().map(|feature| file.story.get(feature.name()).copied());
        Some(Weights {
            story: story.map(Option::unwrap_or_default).collect(),
            story_begins: file.story_begins,
            one_story: file.one_story,
            evidence: evidence.map(Option::unwrap_or_default).collect(),
            learned: vec![0.0; Feature::ALL.len()],
            signs: signs.map(Option::unwrap_or_default).collect(),
            likely: file.likely,
            possible: file.possible,
        })
    }

    /// The weight of one piece of evidence, with what was learned.
    pub fn of(&self, feature: Feature) -> f64 {
        self.evidence.get(feature as usize).copied().unwrap_or_default() + self.learned(feature)
    }

    /// What was learned of it.
    pub fn learned(&self, feature: Feature) -> f64 {
        self.learned.get(feature as usize).copied().unwrap_or_default()
    }

    /// All evidence of a pair as one number, without a unit: it compares candidates of one praise.
    pub fn score(&self, features: &Features) -> f64 {
        features.iter().map(|(feature, value)| value * self.of(feature)).sum()
    }

    /// How certain the signs make that a candidate is an answer, 0 to 1; evidence that has come to count more or less in
    /// this journal counts so here, too.
    pub fn certainty(&self, signs: &Signs, features: &Features) -> f64 {
        let learned: f64 = features.iter().map(|(feature, value)| value * self.learned(feature)).sum();
        1.0 / (1.0 + (-(self.odds(signs) + learned)).exp())
    }

    /// The logarithm of the odds that the signs give, before anything was learned.
    pub fn odds(&self, signs: &Signs) -> f64 {
        signs.iter().zip(&self.signs).map(|((_, value), weight)| value * weight).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_names_every_weight() {
        let file: File = toml::from_str(SHIPPED).unwrap();
        let names: Vec<&str> = file.evidence.keys().map(String::as_str).collect();
        let mut known: Vec<&str> = Feature::ALL.iter().map(|feature| feature.name()).collect();
        known.sort_unstable();
        assert_eq!(names, known);
        let mut signs: Vec<&str> = Sign::ALL.iter().map(|sign| sign.name()).collect();
        signs.sort_unstable();
        assert_eq!(file.signs.keys().map(String::as_str).collect::<Vec<_>>(), signs);
        assert!(file.possible > 0.0 && file.possible < file.likely && file.likely < 1.0);
    }
}
