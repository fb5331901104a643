//! Regions that seem to have a new name: one that came issue after issue is gone, and another stands where it stood.
//!
//! Publishers rename their regions ("Southeast Asia" becomes "Asia Pacific"), and nobody tells the reader. Of two names
//! only one ever stands in an issue; besides, they share words, or countries that their items speak of, or their place
//! between the same neighbours. That is a question to a person, never an answer.

use std::collections::BTreeSet;

use crate::text::{bare_name, fold_word, words};

/// How many issues back a region may have come last, to be gone now and not long ago.
const RECENT: usize = 4;

/// How often a region must have come to be one that always comes, unless the newer name has the same words.
const OFTEN: usize = 2;

/// What makes two names look like one region, in all.
const ENOUGH: usize = 3;

/// A heading of an issue, with the countries that the items under it speak of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The heading as printed.
    pub heading: String,
    /// Codes of countries.
    pub countries: BTreeSet<String>,
}

/// Two names that look like one region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renaming {
    /// The name that is gone.
    pub older: String,
    /// The name that came.
    pub newer: String,
    /// Why they look like one: "same words", "same countries", "same place in the order".
    pub why: Vec<&'static str>,
}

/// The renamings that issues of one publisher seem to hold, oldest issue first.
pub fn renamings(issues: &[Vec<Section>]) -> Vec<Renaming> {
    let regions = regions(issues);
    let mut pairs = Vec::new();
    for newer in regions.iter().filter(|region| region.first > 0) {
        let gone = |older: &&Region| {
            let often = older.times >= OFTEN.min(newer.first) || names(older.name) == names(newer.name);
            older.last < newer.first && older.last + RECENT >= newer.first && often
        };
        for older in regions.iter().filter(gone) {
            let why = alike(older, newer);
            let weight: usize = why.iter().map(|(weight, _)| weight).sum();
            if weight >= ENOUGH {
                pairs.push((weight, older, newer, why));
            }
        }
    }
    pairs.sort_by_key(|(weight, older, ..)| (std::cmp::Reverse(*weight), std::cmp::Reverse(older.last)));
    let mut found: Vec<Renaming> = Vec::new();
    for (_, older, newer, why) in pairs {
        let taken = found.iter().any(|one| one.older == older.name || one.newer == newer.name);
        if !taken {
            let why = why.into_iter().map(|(_, why)| why).collect();
            found.push(Renaming { older: older.name.to_owned(), newer: newer.name.to_owned(), why });
        }
    }
    found
}

/// What the issues say of one heading.
struct Region<'a> {
    name: &'a str,
    folded: String,
    first: usize,
    last: usize,
    times: usize,
    countries: BTreeSet<&'a str>,
    /// The headings before and after it, where it stood first and last.
    began: Neighbours,
    ended: Neighbours,
}

/// Folded, none at the ends of an issue.
type Neighbours = (Option<String>, Option<String>);

fn regions(issues: &[Vec<Section>]) -> Vec<Region<'_>> {
    let mut regions: Vec<Region<'_>> = Vec::new();
    for (at, issue) in issues.iter().enumerate() {
        for (place, section) in issue.iter().enumerate() {
            let folded = bare_name(&section.heading);
            let beside = |place: Option<usize>| {
                place.and_then(|place| issue.get(place)).map(|other| bare_name(&other.heading))
            };
            let neighbours = (beside(place.checked_sub(1)), beside(Some(place + 1)));
            let countries = section.countries.iter().map(String::as_str);
            if let Some(region) = regions.iter_mut().find(|region| region.folded == folded) {
                region.times += usize::from(region.last != at);
                region.last = at;
                region.ended = neighbours;
                region.countries.extend(countries);
            } else {
                regions.push(Region {
                    name: &section.heading,
                    folded,
                    first: at,
                    last: at,
                    times: 1,
                    countries: countries.collect(),
                    began: neighbours.clone(),
                    ended: neighbours,
                });
            }
        }
    }
    regions
}

/// What speaks for two names being one region, and how much.
fn alike(older: &Region<'_>, newer: &Region<'_>) -> Vec<(usize, &'static str)> {
    let (before, after) = (names(older.name), names(newer.name));
    let words = match before.intersection(&after).count() {
        0 => 0,
        all if all == before.len() && all == after.len() => ENOUGH,
        _ => 2,
    };
    let both = older.countries.intersection(&newer.countries).count();
    let countries = if both == 0 { 0 } else { 1 + usize::from(both * 2 >= newer.countries.len()) };
    let place = usize::from(older.ended.0 == newer.began.0) + usize::from(older.ended.1 == newer.began.1);
    let reasons = [(words, "same words"), (countries, "same countries"), (place, "same place in the order")];
    reasons.into_iter().filter(|(weight, _)| *weight > 0).collect()
}

/// The words of a heading that name something.
fn names(heading: &str) -> BTreeSet<String> {
    let capital = words(heading).filter(|word| !word.text.starts_with(char::is_lowercase));
    capital.map(|word| fold_word(word.text).into_owned()).filter(|word| word.chars().count() > 2).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An issue in one line: "Africa: KE UG | Asia: IN".
    fn issue(line: &str) -> Vec<Section> {
        let section = |part: &str| {
            let (heading, countries) = part.split_once(':').unwrap_or((part, ""));
            Section {
                heading: heading.trim().to_owned(),
                countries: countries.split_whitespace().map(str::to_owned).collect(),
            }
        };
        line.split('|').map(section).collect()
    }

    fn check(lines: &[&str], expected: &[&str]) {
        let issues: Vec<_> = lines.iter().map(|line| issue(line)).collect();
        let found: Vec<String> = renamings(&issues)
            .iter()
            .map(|one| format!("{} > {} ({})", one.older, one.newer, one.why.join(", ")))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_region_that_went_where_another_came_is_asked_about() {
        let old = "Hill Office | Highlands: PE BO | Coast: EC";
        check(
            &[old, old, "Hill Office | Highlands & Lakes: PE | Coast: EC"],
            &["Highlands > Highlands & Lakes (same words, same countries, same place in the order)"],
        );
        check(
            &[old, old, "Hill Office | Upper Valleys: BO PE | Coast: EC"],
            &["Highlands > Upper Valleys (same countries, same place in the order)"],
        );
        check(
            &["Coast: EC", "Coast: EC", "Coast + Isles: PE", "Coast & Isles: CL"],
            &[
                "Coast + Isles > Coast & Isles (same words, same place in the order)",
                "Coast > Coast + Isles (same words, same place in the order)",
            ],
        );
    }

    #[test]
    fn what_only_rests_or_is_only_new_is_not() {
        let old = "Hill Office | Highlands: PE | Coast: EC";
        check(&[old, old, "Hill Office | Coast: EC", old], &[]);
        check(&[old, old, "Hill Office | Highlands: PE | Isles: PE | Coast: EC"], &[]);
        check(&[old, old, "Hill Office | A feast day: KE | Coast: EC"], &[]);
        check(&[old, old, "Hill Office | Highlands & Lakes: PE | Highlands: PE | Coast: EC"], &[]);
    }

    #[test]
    fn each_name_is_asked_about_once_and_through_the_years() {
        let issues = [
            "Delta: BD | Coast: EC",
            "Delta: BD | Coast: EC",
            "Delta & Plains: BD NP | Coast: EC",
            "Delta & Plains: BD NP | Coast: EC",
            "Great Plains: NP BD | Coast: EC",
        ];
        check(
            &issues,
            &[
                "Delta & Plains > Great Plains (same words, same countries, same place in the order)",
                "Delta > Delta & Plains (same words, same countries, same place in the order)",
            ],
        );
        check(&[], &[]);
    }
}
