//! What speaks for and against a praise being the answer to a request: each piece of evidence as one number.

use super::profile::{Capital, Name, Profile, Signal, Term, is_initial};
use super::rarity::Rarity;

/// Evidence, in the order of [`Features`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Feature {
    /// Rare words of what is told that stand in the request.
    Words,
    /// The part of what is told that the request has, by rarity.
    Coverage,
    /// The rarest word that both have.
    RarestWord,
    /// Rare words of what the praise asks further that stand in the request.
    AskedWords,
    /// Words of what is told that stand in what was asked for.
    Petition,
    /// Words that begin alike.
    Beginnings,
    /// Names of people and things that both have, by rarity.
    Names,
    /// A name of two parts that both have, or one part and its initial.
    FullName,
    /// A name of one with another surname or initial in the other.
    OtherName,
    /// Both name people or places, and none is the same.
    NoName,
    /// A country that both speak of.
    Country,
    /// Both speak of countries, of none alike.
    OtherCountry,
    /// The region that both stand under, by rarity.
    Region,
    /// A heading that is no place that both stand under, by rarity.
    Heading,
    /// They stand under different regions.
    OtherRegion,
    /// One speaks of women alone, the other of men.
    OtherSex,
    /// A number that both have.
    Number,
    /// Subjects that both speak of, by rarity.
    Topics,
    /// A subject that is asked for and told the end of.
    NeedOutcome,
    /// A subject in which one asks, and the other speaks of without telling an end.
    NeedAbout,
    /// The request is of the time at which the praise says it was asked; below zero where it is of another.
    Recalled,
    /// Weeks between, as a logarithm.
    Time,
    /// The request is older than a year.
    Old,
    /// They are of the same publisher.
    Publisher,
    /// The request itself gives thanks.
    AlsoPraise,
    /// How long the request is, as a logarithm of its words: long ones share much by chance.
    Length,
    /// Names of places that both have, by rarity.
    Places,
    /// One speaks of somebody, the other of kin of theirs.
    OtherKin,
}

impl Feature {
    /// All of them, in order.
    pub const ALL: [Feature; 28] = [
        Feature::Words,
        Feature::Coverage,
        Feature::RarestWord,
        Feature::AskedWords,
        Feature::Petition,
        Feature::Beginnings,
        Feature::Names,
        Feature::FullName,
        Feature::OtherName,
        Feature::NoName,
        Feature::Country,
        Feature::OtherCountry,
        Feature::Region,
        Feature::Heading,
        Feature::OtherRegion,
        Feature::OtherSex,
        Feature::Number,
        Feature::Topics,
        Feature::NeedOutcome,
        Feature::NeedAbout,
        Feature::Recalled,
        Feature::Time,
        Feature::Old,
        Feature::Publisher,
        Feature::AlsoPraise,
        Feature::Length,
        Feature::Places,
        Feature::OtherKin,
    ];

    /// Whether it speaks for (1) or against (-1) an answer; 0 where it may do either. No weight has the other sign, so
    /// that few examples cannot teach the absurd.
    pub fn side(self) -> i8 {
        match self {
            Feature::OtherName
            | Feature::NoName
            | Feature::OtherCountry
            | Feature::OtherRegion
            | Feature::OtherSex
            | Feature::OtherKin => -1,
            Feature::AskedWords | Feature::Time | Feature::Old | Feature::AlsoPraise | Feature::Length => 0,
            _ => 1,
        }
    }

    /// Its name in data.
    pub fn name(self) -> &'static str {
        match self {
            Feature::Words => "words",
            Feature::Coverage => "coverage",
            Feature::RarestWord => "rarest_word",
            Feature::AskedWords => "asked_words",
            Feature::Petition => "petition",
            Feature::Beginnings => "beginnings",
            Feature::Names => "names",
            Feature::FullName => "full_name",
            Feature::OtherName => "other_name",
            Feature::NoName => "no_name",
            Feature::Country => "country",
            Feature::OtherCountry => "other_country",
            Feature::Region => "region",
            Feature::Heading => "heading",
            Feature::OtherRegion => "other_region",
            Feature::OtherSex => "other_sex",
            Feature::Number => "number",
            Feature::Topics => "topics",
            Feature::NeedOutcome => "need_outcome",
            Feature::NeedAbout => "need_about",
            Feature::Recalled => "recalled",
            Feature::Time => "time",
            Feature::Old => "old",
            Feature::Publisher => "publisher",
            Feature::AlsoPraise => "also_praise",
            Feature::Length => "length",
            Feature::Places => "places",
            Feature::OtherKin => "other_kin",
        }
    }
}

/// One number for each [`Feature`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Features([f64; Feature::ALL.len()]);

impl Default for Features {
    fn default() -> Self {
        Features([0.0; Feature::ALL.len()])
    }
}

impl Features {
    /// The number of one piece of evidence.
    pub fn get(&self, feature: Feature) -> f64 {
        self.0.get(feature as usize).copied().unwrap_or_default()
    }

    /// Those of a list in the order of [`Feature::ALL`]; what it does not have is 0.
    pub fn of(values: &[f64]) -> Self {
        let mut features = Features::default();
        for (feature, value) in Feature::ALL.into_iter().zip(values) {
            features.set(feature, *value);
        }
        features
    }

    fn set(&mut self, feature: Feature, value: f64) {
        if let Some(place) = self.0.get_mut(feature as usize) {
            *place = value;
        }
    }

    /// All of them with their names, in order.
    pub fn iter(&self) -> impl Iterator<Item = (Feature, f64)> + '_ {
        Feature::ALL.into_iter().zip(self.0)
    }
}

/// Compares a praise with an earlier request.
pub fn compare(praise: &Profile, request: &Profile, rarity: &Rarity) -> Features {
    let mut features = Features::default();
    words(praise, request, rarity, &mut features);
    names(praise, request, rarity, &mut features);
    places(praise, request, rarity, &mut features);
    topics(praise, request, rarity, &mut features);
    let she = |profile: &Profile| profile.signals.has(Signal::She);
    let one = |profile: &Profile| she(profile) != profile.signals.has(Signal::He);
    let apart = one(praise) && one(request) && she(praise) != she(request);
    features.set(Feature::OtherSex, f64::from(apart));
    let days = praise.issued_on.zip(request.issued_on).map_or(0, |(told, asked)| (told - asked).num_days());
    features.set(Feature::Time, (days.max(0) as f64 / 7.0).ln_1p());
    if let Some(asked) = request.issued_on.filter(|_| !praise.recalls.is_empty()) {
        let then = praise.recalls.iter().any(|(first, last)| (*first..=*last).contains(&asked));
        features.set(Feature::Recalled, if then { 1.0 } else { -1.0 });
    }
    features.set(Feature::Old, f64::from(days > 400));
    let publisher = praise.publisher.is_some() && praise.publisher == request.publisher;
    features.set(Feature::Publisher, f64::from(publisher));
    features.set(Feature::AlsoPraise, f64::from(request.signals.has(Signal::Praises)));
    features.set(Feature::Length, (request.terms.len() as f64 / 20.0).ln_1p());
    features
}

/// What a word of every day tells, as a part of what another of the same rarity does.
const USUAL: f64 = 0.5;

fn words(praise: &Profile, request: &Profile, rarity: &Rarity, features: &mut Features) {
    let (mut shared, mut all, mut rarest, mut asked, mut petition, mut begins, mut numbers) =
        (0.0, 0.0, 0.0f64, 0.0, 0.0, 0.0, 0.0f64);
    let mut theirs = request.terms.as_slice();
    for term in &praise.terms {
        let rare = rarity.of_stem(&term.stem) * if term.usual { USUAL } else { 1.0 };
        // each in the order of stems: what stands before is behind us
        while let Some((_, rest)) = theirs.split_first().filter(|(first, _)| first.stem < term.stem) {
            theirs = rest;
        }
        let other = theirs.first().filter(|other| other.stem == term.stem);
        if term.told > 0 {
            all += rare;
        }
        match other {
            Some(other) if term.told > 0 => {
                let often = f64::from(other.count());
                // repetition counts, but less each time: the saturation of BM25 (Robertson and Walker, 1994)
                let weight = rare * often * 1.6 / (often + 0.6);
                shared += weight * rare;
                rarest = rarest.max(rare);
                if other.asked > 0 {
                    petition += rare * rare;
                }
                if term.number {
                    numbers = numbers.max(rare);
                }
            }
            Some(_) => asked += rare * rare,
            None if term.told > 0 && begins_alike(term, request) => begins += rare,
            None => {}
        }
    }
    features.set(Feature::Words, f64::ln_1p(shared));
    features.set(Feature::Coverage, if all > 0.0 { shared / (all + 3.0) } else { 0.0 });
    features.set(Feature::RarestWord, rarest);
    features.set(Feature::AskedWords, f64::ln_1p(asked));
    features.set(Feature::Petition, f64::ln_1p(petition));
    features.set(Feature::Beginnings, f64::ln_1p(begins));
    features.set(Feature::Number, numbers);
}

/// Whether a word of the request begins as this one does, for as long as tells something: "Shkodra", "Shkodër".
fn begins_alike(term: &Term, request: &Profile) -> bool {
    let length = term.stem.chars().count();
    if length < 5 {
        return false;
    }
    let prefix: String = term.stem.chars().take((length * 7 / 10).max(5)).collect();
    let at = request.terms.partition_point(|other| *other.stem < *prefix);
    request.terms.get(at).is_some_and(|other| {
        other.stem.starts_with(&prefix) && other.stem.chars().count().abs_diff(length) <= 4
    })
}

fn names(praise: &Profile, request: &Profile, rarity: &Rarity, features: &mut Features) {
    let (mut shared, mut full, mut other) = (0.0, 0.0f64, 0.0f64);
    let (mut places, mut other_kin) = (0.0, 0.0f64);
    let speaks_of_kin = |profile: &Profile| profile.signals.has(Signal::Kin);
    let mut taken: Vec<&str> = Vec::new();
    for name in &praise.names {
        for part in name.parts.iter().map(Box::as_ref).filter(|part| !is_initial(part)) {
            if taken.contains(&part) {
                continue;
            }
            let rare = rarity.of_name(part);
            let mut place = name.place || rarity.is_place(part);
            let (mut best, mut whole) = (0.0f64, 0.0f64);
            for their in &request.names {
                let Some(at) = their.parts.iter().position(|their| same_part(part, their)) else { continue };
                if !name.is_known_beside(their) {
                    continue;
                }
                place |= their.place;
                if name.kin && !speaks_of_kin(request) || their.kin && !speaks_of_kin(praise) {
                    other_kin = other_kin.max(rare);
                }
                match next_to(name, part, their, at) {
                    Next::Same => {
                        best = best.max(rare);
                        whole = whole.max(rare);
                    }
                    Next::Nothing => best = best.max(rare),
                    Next::Other => other = other.max(rare),
                }
            }
            // many things happen in a place, fewer to one person
            if place {
                places += best;
            } else {
                shared += best;
                full = full.max(whole);
            }
            taken.push(part);
        }
        if name.parts.len() > 1 && name.parts.iter().all(|part| is_initial(part)) {
            let initials: Vec<char> = name.parts.iter().filter_map(|part| part.chars().next()).collect();
            let same = request.names.iter().any(|their| {
                their.parts.len() == initials.len()
                    && their.parts.iter().zip(&initials).all(|(part, initial)| part.starts_with(*initial))
            });
            full = full.max(f64::from(same) * 0.7);
        }
    }
    features.set(Feature::Names, f64::ln_1p(shared));
    features.set(Feature::Places, f64::ln_1p(places));
    features.set(Feature::OtherKin, other_kin);
    features.set(Feature::FullName, full);
    features.set(Feature::OtherName, if full > 0.0 { 0.0 } else { other });
    let sure = |profile: &Profile| profile.names.iter().any(|name| name.capital == Capital::Always);
    features.set(Feature::NoName, f64::from(shared + places + full <= 0.0 && sure(praise) && sure(request)));
}

impl Name {
    /// Whether it is a name where both begin a sentence: only what is no word of the language, "Naomi" but not "Hope".
    pub(super) fn is_known_beside(&self, their: &Name) -> bool {
        let always = self.capital == Capital::Always || their.capital == Capital::Always;
        always || self.capital == Capital::Unknown && their.capital == Capital::Unknown
    }
}

/// Whether two parts of names are one: the same, a genitive, or long ones that end differently.
fn same_part(one: &str, other: &str) -> bool {
    let genitive = |one: &str, other: &str| other.len() > 3 && one.strip_suffix('s') == Some(other);
    if one == other || genitive(one, other) || genitive(other, one) {
        return true;
    }
    let shared = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    shared >= 5 && one.chars().count().max(other.chars().count()) - shared <= 2
}

/// What stands beside a part of a name in both.
enum Next {
    Same,
    Nothing,
    Other,
}

fn next_to(name: &Name, part: &str, their: &Name, at: usize) -> Next {
    let ours = name.parts.iter().position(|other| &**other == part).unwrap_or(0);
    let mut verdict = Next::Nothing;
    for (one, other) in [
        (name.parts.get(ours + 1), their.parts.get(at + 1)),
        (
            ours.checked_sub(1).and_then(|before| name.parts.get(before)),
            at.checked_sub(1).and_then(|before| their.parts.get(before)),
        ),
    ] {
        match (one, other) {
            (Some(one), Some(other)) if same_part(one, other) || is_initial_of(one, other) => {
                return Next::Same;
            }
            (Some(_), Some(_)) => verdict = Next::Other,
            _ => {}
        }
    }
    verdict
}

fn is_initial_of(one: &str, other: &str) -> bool {
    (is_initial(one) || is_initial(other)) && one.chars().next() == other.chars().next()
}

fn placed(profile: &Profile) -> bool {
    profile.signals.has(Signal::Placed)
}

fn places(praise: &Profile, request: &Profile, rarity: &Rarity, features: &mut Features) {
    let both = !praise.countries.is_empty() && !request.countries.is_empty();
    let same = praise.countries.iter().any(|code| request.countries.contains(code));
    features.set(Feature::Country, f64::from(same));
    features.set(Feature::OtherCountry, f64::from(both && !same));
    match (&praise.region, &request.region) {
        (Some(one), Some(other)) if one == other => {
            let place = placed(praise);
            features.set(
                if place { Feature::Region } else { Feature::Heading },
                if place { rarity.of_region(one) } else { 1.0 },
            );
        }
        (Some(_), Some(_)) if placed(praise) && placed(request) => features.set(Feature::OtherRegion, 1.0),
        _ => {}
    }
}

fn topics(praise: &Profile, request: &Profile, rarity: &Rarity, features: &mut Features) {
    if praise.lexicon != request.lexicon {
        return;
    }
    let (mut shared, mut pair, mut about) = (0.0, 0.0f64, 0.0f64);
    let mut theirs = request.topics.as_slice();
    for topic in &praise.topics {
        while theirs.first().is_some_and(|first| first.at < topic.at) {
            theirs = theirs.get(1..).unwrap_or_default();
        }
        let Some(other) = theirs.first().filter(|other| other.at == topic.at) else { continue };
        let rare = rarity.of_topic(praise.lexicon, topic.at);
        // a subject that one word alone points to is less sure than one that several do
        let strength = topic.words().min(3.0) * other.words().min(3.0) / 9.0;
        shared += rare * strength.sqrt();
        if other.need > 0.0 && topic.outcome > 0.0 {
            pair = pair.max(rare * (other.need.min(3.0) * topic.outcome.min(3.0)).sqrt() / 3.0);
        } else if other.need > 0.0 {
            about = about.max(rare * strength.sqrt());
        }
    }
    features.set(Feature::Topics, f64::ln_1p(shared));
    features.set(Feature::NeedOutcome, pair);
    features.set(Feature::NeedAbout, about);
}
