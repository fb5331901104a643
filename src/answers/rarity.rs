//! How rare words, names, subjects and regions are among the requests of a journal: what is rare tells more.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::profile::Profile;

/// So many texts are thought of besides those that were counted, so that little is not made of few.
const THOUGHT: f64 = 40.0;

/// In how many of some texts each thing stands.
#[derive(Debug, Clone, Default)]
pub struct Rarity {
    texts: u32,
    stems: HashMap<Box<str>, u32, RandomState>,
    names: HashMap<Box<str>, u32, RandomState>,
    /// Of names, in how many they are said to be a place.
    places: HashMap<Box<str>, u32, RandomState>,
    regions: HashMap<Box<str>, u32, RandomState>,
    topics: HashMap<(&'static str, u16), u32, RandomState>,
}

impl Rarity {
    /// Counts texts, best all among which one looks for what was asked.
    pub fn of<'a>(profiles: impl IntoIterator<Item = &'a Profile>) -> Self {
        let mut rarity = Rarity::default();
        for profile in profiles {
            rarity.add(profile);
        }
        rarity
    }

    /// Counts one more.
    pub fn add(&mut self, profile: &Profile) {
        self.texts += 1;
        for term in &profile.terms {
            count(&mut self.stems, &term.stem);
        }
        let mut names: Vec<&Box<str>> = profile.names.iter().flat_map(|name| &name.parts).collect();
        names.sort_unstable();
        names.dedup();
        for name in names {
            count(&mut self.names, name);
        }
        let said = profile.names.iter().filter(|name| name.place);
        let mut places: Vec<&Box<str>> = said.flat_map(|name| &name.parts).collect();
        places.sort_unstable();
        places.dedup();
        for place in places {
            count(&mut self.places, place);
        }
        if let Some(region) = &profile.region {
            count(&mut self.regions, region);
        }
        for topic in &profile.topics {
            *self.topics.entry((profile.lexicon, topic.at)).or_default() += 1;
        }
    }

    pub(super) fn of_stem(&self, stem: &str) -> f64 {
        self.weight(self.stems.get(stem))
    }

    pub(super) fn of_name(&self, part: &str) -> f64 {
        self.weight(self.names.get(part))
    }

    /// Whether a name is one of a place rather than of somebody: said so in a third of the texts that have it.
    pub(super) fn is_place(&self, part: &str) -> bool {
        self.places.get(part).is_some_and(|places| self.names.get(part).is_some_and(|all| places * 3 >= *all))
    }

    pub(super) fn of_region(&self, region: &str) -> f64 {
        self.weight(self.regions.get(region))
    }

    pub(super) fn of_topic(&self, lexicon: &'static str, topic: u16) -> f64 {
        self.weight(self.topics.get(&(lexicon, topic)))
    }

    /// 1 for what stands nowhere else, near 0 for what stands everywhere: the inverse document frequency of K. Spärck
    /// Jones (1972), as a part of the highest there can be, so that journals of any size weigh alike.
    fn weight(&self, count: Option<&u32>) -> f64 {
        let texts = f64::from(self.texts) + THOUGHT;
        let count = f64::from(count.copied().unwrap_or(0).max(1));
        ((texts + 1.0) / (count + 0.5)).ln() / ((texts + 1.0) / 1.5).ln()
    }
}

fn count(counts: &mut HashMap<Box<str>, u32, RandomState>, what: &str) {
    match counts.get_mut(what) {
        Some(count) => *count += 1,
        None => {
            counts.insert(what.into(), 1);
        }
    }
}
