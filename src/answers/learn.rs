//! What a person's decisions teach: how much each piece of evidence counts in their journal.
//!
//! The weights that kneel comes with are the prior, and decisions move them: the most probable weights under a Gaussian
//! around the shipped ones (maximum a posteriori adaptation of C. Chelba and A. Acero, "Adaptation of maximum entropy
//! capitalizer", 2006). A few decisions move little, and no number of them more than [`BOUND`] allows.

use super::features::{Feature, Features};
use super::weights::Weights;

/// How far a weight is thought to stray from the shipped one, as a part of it.
const SPREAD: f64 = 0.3;

/// Also for what counts nothing yet.
const LEAST: f64 = 0.05;

/// How many spreads a weight may stray at most: half of the shipped one.
const BOUND: f64 = 1.6;

/// Steps of the ascent, and the length of each in spreads.
const STEPS: usize = 200;
const STEP: f64 = 0.1;

/// A person's word on one suggestion.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// The evidence there was.
    pub features: Features,
    /// What the shipped weights thought of it: the logarithm of the odds.
    pub odds: f64,
    /// Whether the person said that the praise answers the request, well or not.
    pub right: bool,
}

/// The weights of a journal in which so was decided; the order of the decisions does not matter.
pub fn learned(shipped: &Weights, decisions: &[Decision]) -> Weights {
    let spread: Vec<f64> = shipped.evidence.iter().map(|weight| (SPREAD * weight.abs()).max(LEAST)).collect();
    // each in its own spread
    let mut moved = vec![0.0; Feature::ALL.len()];
    for _ in 0..STEPS {
        let mut slope: Vec<f64> = moved.iter().map(|moved: &f64| -moved).collect();
        for decision in decisions {
            let values = decision.features.iter().map(|(_, value)| value).zip(&spread).zip(&moved);
            let change: f64 = values.map(|((value, spread), moved)| value * spread * moved).sum();
            let thought = 1.0 / (1.0 + (-(decision.odds + change)).exp());
            let error = f64::from(decision.right) - thought;
            for ((slope, (_, value)), spread) in slope.iter_mut().zip(decision.features.iter()).zip(&spread) {
                *slope += error * value * spread;
            }
        }
        let steepest = slope.iter().fold(1.0, |most: f64, slope| most.max(slope.abs()));
        for (moved, slope) in moved.iter_mut().zip(&slope) {
            *moved = (*moved + STEP * slope / steepest).clamp(-BOUND, BOUND);
        }
    }
    let learned = moved.iter().zip(&spread).map(|(moved, spread)| moved * spread).collect();
    Weights { learned, ..shipped.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::{Rarity, Source, compare, profile};

    fn decision(right: bool, odds: f64) -> Decision {
        let of = |text| {
            profile(&Source { text, region: Some("Kenya"), language: Some("en"), ..Source::default() })
        };
        let (told, asked) = (of("The pump at Moyale ran."), of("Pray for the pump at Moyale."));
        let features = compare(&told, &asked, &Rarity::of([&asked]));
        Decision { features, odds, right }
    }

    #[test]
    fn nothing_decided_moves_nothing() {
        let shipped = Weights::shipped();
        assert_eq!(learned(shipped, &[]).learned, vec![0.0; Feature::ALL.len()]);
    }

    #[test]
    fn what_was_rejected_counts_less_and_what_was_kept_more() {
        let shipped = Weights::shipped();
        let features = decision(true, 0.0).features;
        let score = |right| learned(shipped, &[decision(right, 0.0)]).score(&features);
        assert!(score(false) < shipped.score(&features) && shipped.score(&features) < score(true));
    }

    #[test]
    fn however_often_something_is_rejected_a_weight_keeps_half_of_itself() {
        let shipped = Weights::shipped();
        let journal = learned(shipped, &vec![decision(false, 3.0); 500]);
        for (feature, weight) in Feature::ALL.iter().zip(&shipped.evidence) {
            let moved = (journal.of(*feature) - weight).abs();
            assert!(moved <= (0.5 * weight.abs()).max(BOUND * LEAST) + 1e-9, "{feature:?} moved by {moved}");
        }
        assert!(
            journal.score(&decision(false, 3.0).features) < shipped.score(&decision(false, 3.0).features)
        );
    }

    #[test]
    fn the_order_of_decisions_does_not_matter() {
        let (one, other) = (decision(true, -1.0), decision(false, 2.0));
        let there = learned(Weights::shipped(), &[one.clone(), other.clone()]);
        let back = learned(Weights::shipped(), &[other, one]);
        for (there, back) in there.learned.iter().zip(&back.learned) {
            assert!((there - back).abs() < 1e-9);
        }
    }
}
