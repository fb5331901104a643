//! Whether two items tell one story: the same request asked again, a stage of it, its answer.

use super::features::{Features, compare};
use super::profile::{News, Profile, Signal};
use super::rarity::Rarity;
use super::weights::Weights;

/// How one item goes on with the story of an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// It asks again.
    AskedAgain,
    /// It tells how things stand.
    Update,
    /// It tells that it went the other way.
    SetBack,
    /// It gives thanks for an end.
    Told,
}

impl Step {
    /// In words: "asked again".
    pub fn words(self) -> &'static str {
        match self {
            Step::AskedAgain => "asked again",
            Step::Update => "update",
            Step::SetBack => "set back",
            Step::Told => "thanks given",
        }
    }
}

/// What a later item is to a story.
pub fn step(later: &Profile, asks: bool) -> Step {
    match (later.signals.has(Signal::Praises), later.news()) {
        (_, News::SetBack) if later.signals.has(Signal::Praises) => Step::SetBack,
        (false, _) => Step::AskedAgain,
        (true, News::Answer) if !asks => Step::Told,
        (true, _) => Step::Update,
    }
}

/// How likely two items are of one story, 0 to 1; the order of their days does not matter.
pub fn same_story(one: &Profile, other: &Profile, rarity: &Rarity, weights: &Weights) -> f64 {
    let (later, earlier) = if one.issued_on >= other.issued_on { (one, other) } else { (other, one) };
    weights.story(&compare(later, earlier, rarity))
}

impl Weights {
    /// How likely evidence makes it that two items are of one story, 0 to 1.
    pub fn story(&self, features: &Features) -> f64 {
        let sum: f64 = features.iter().zip(&self.story).map(|((_, value), weight)| value * weight).sum();
        1.0 / (1.0 + (-(sum + self.story_begins)).exp())
    }
}
