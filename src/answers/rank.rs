//! Candidates in the order of their scores.

use super::confidence::{Confidence, Signs};
use super::features::{Feature, Features, compare};
use super::profile::{Profile, Signal};
use super::rarity::Rarity;
use super::weights::Weights;

/// A request that a praise may answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Its place among the requests given.
    pub at: usize,
    /// How certain it is that the praise answers it, 0 to 1.
    pub certainty: f64,
    /// What that comes to in a word; `None`: hardly worth a look.
    pub confidence: Option<Confidence>,
    /// The evidence.
    pub features: Features,
}

/// Ranks requests by how well a praise answers them, the best `limit` of them first. `stop` is asked again and again;
/// `None`: it was told to.
pub fn rank(
    praise: &Profile,
    requests: &[&Profile],
    rarity: &Rarity,
    weights: &Weights,
    limit: usize,
    stop: &mut dyn FnMut() -> bool,
) -> Option<Vec<Candidate>> {
    let scored = scored_until(praise, requests, rarity, weights, stop)?;
    let mut candidates = Vec::new();
    for place in 0..scored.len().min(limit) {
        if stop() {
            return None;
        }
        let signs = signs(praise, requests, &scored, place, rarity);
        let Some((signs, (at, _, features))) = signs.zip(scored.get(place).copied()) else { continue };
        let certainty = weights.certainty(&signs, &features);
        let confidence = if certainty >= weights.likely {
            Some(Confidence::Likely)
        } else {
            (certainty >= weights.possible).then_some(Confidence::Possible)
        };
        candidates.push(Candidate { at, certainty, confidence, features });
    }
    Some(candidates)
}

/// The requests by their places, each with its score and evidence, best first.
pub fn scored(
    praise: &Profile,
    requests: &[&Profile],
    rarity: &Rarity,
    weights: &Weights,
) -> Vec<(usize, f64, Features)> {
    scored_until(praise, requests, rarity, weights, &mut || false).unwrap_or_default()
}

fn scored_until(
    praise: &Profile,
    requests: &[&Profile],
    rarity: &Rarity,
    weights: &Weights,
    stop: &mut dyn FnMut() -> bool,
) -> Option<Vec<(usize, f64, Features)>> {
    let mut scored: Vec<(usize, f64, Features)> = Vec::with_capacity(requests.len());
    for (at, request) in requests.iter().enumerate() {
        if stop() {
            return None;
        }
        let features = compare(praise, request, rarity);
        scored.push((at, weights.score(&features), features));
    }
    scored.sort_by(|one, other| other.1.total_cmp(&one.1));
    Some(scored)
}

/// So many of the best are asked whether they tell the same story.
const RIVALS: usize = 24;

/// What the certainty of the candidate in a place is told from.
pub fn signs(
    praise: &Profile,
    requests: &[&Profile],
    scored: &[(usize, f64, Features)],
    place: usize,
    rarity: &Rarity,
) -> Option<Signs> {
    let (at, score, features) = scored.get(place)?;
    let request = requests.get(*at)?;
    let (mut best, mut others) = (f64::MIN, 0.0);
    for (other, (other_at, rival, _)) in scored.iter().enumerate() {
        let same = || requests.get(*other_at).is_some_and(|other| same_story(request, other, rarity));
        if other != place && (other >= RIVALS || !same()) {
            best = best.max(*rival);
            others += (rival - score).exp();
        }
    }
    let margin = if best > f64::MIN { score - best } else { 4.0 };
    let odds = -(others + 1e-3).ln();
    Some(Signs([
        1.0,
        *score,
        odds,
        features.get(Feature::Coverage),
        features.get(Feature::Topics),
        margin.clamp(-4.0, 4.0),
        f64::from(praise.calls_back()),
        f64::from(praise.signals.has(Signal::Ends)),
        f64::from(praise.signals.has(Signal::GoesOn)),
        f64::from(praise.signals.has(Signal::SetBack)),
        features.get(Feature::Names).min(1.0),
        features.get(Feature::NeedOutcome).min(1.0),
        [Feature::NoName, Feature::OtherName, Feature::OtherKin]
            .map(|feature| features.get(feature).min(1.0))
            .into_iter()
            .fold(0.0, f64::max),
    ]))
}

/// Whether two requests tell one story: of the same people, or in nearly the same words.
fn same_story(one: &Profile, other: &Profile, rarity: &Rarity) -> bool {
    let features = compare(one, other, rarity);
    features.get(Feature::FullName) > 0.4
        || features.get(Feature::Names) > 0.4 && features.get(Feature::OtherName) <= 0.0
        || features.get(Feature::Coverage) > 0.5
}
