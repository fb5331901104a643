//! Which earlier request does a praise answer? A praise and requests in, ranked candidates with reasons out. Pure.
//!
//! Each item is looked at once ([`profile()`]); a praise is compared with each request in pieces of evidence
//! ([`Feature`]), which [`Weights`] turn into one score and a confidence. The weights are fitted to series of
//! bulletins whose answers are known, see `examples/fit`. What the languages say with which words is data in
//! `assets/answers`.

mod confidence;
mod features;
mod learn;
mod lexicon;
mod phrases;
mod profile;
mod rank;
mod rarity;
mod reasons;
mod story;
#[cfg(test)]
mod tests;
mod weights;
mod words;

pub use confidence::{Confidence, Sign, Signs};
pub use features::{Feature, Features, compare};
pub use learn::{Decision, learned};
pub use profile::{News, Profile, Source, profile};
pub use rank::{Candidate, rank, scored, signs};
pub use rarity::Rarity;
pub use reasons::reasons;
pub use story::{Step, same_story, step};
pub use weights::Weights;
pub use words::{common_words, telling_words};
