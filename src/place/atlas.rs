//! Where countries lie, and which of them lies next in a direction.
//!
//! Around a place there are four quarters, bounded by the diagonals; a step leads to the nearest place of a quarter, north
//! and east added together. So each step that leads towards a place comes nearer to it, and every place can be
//! reached from every other.

use crate::text::Table;

/// By the codes of countries: the degrees to the east and to the north.
#[allow(clippy::unreadable_literal, reason = "nobody wrote it by hand, or reads it")]
static POSITIONS: Table = include!(concat!(env!("OUT_DIR"), "/positions.rs"));

/// A place on the globe, in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    /// East of Greenwich, -180 to 180.
    pub longitude: f64,
    /// North of the equator, -90 to 90.
    pub latitude: f64,
}

/// A direction on a map with the north above.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each says itself")]
pub enum Way {
    North,
    South,
    East,
    West,
}

/// Where a country (its ISO 3166-1 code in capitals) lies; `None` where there is no such country.
pub fn position(code: &str) -> Option<Position> {
    let (_, degrees) = POSITIONS.behind(code).next()?;
    let (longitude, latitude) = degrees.split_once(' ')?;
    Some(Position { longitude: longitude.parse().ok()?, latitude: latitude.parse().ok()? })
}

/// The place that lies next to the one at `from`, in a direction, the date line being no border. To the east and the
/// west there always is one, if there is another at all: where nothing more lies that way, it is looked for from the other
/// edge. `None` where there is none.
pub fn neighbour(places: &[Position], from: usize, way: Way) -> Option<usize> {
    let here = *places.get(from)?;
    let others = || places.iter().enumerate().filter(|(at, _)| *at != from);
    let near = others().filter_map(|(at, place)| {
        let (east, north) = apart(here, *place);
        (quarter(east, north)? == way).then_some((at, east.abs() + north.abs()))
    });
    let nearest = |found: Option<(usize, f64)>| found.map(|(at, _)| at);
    let by_distance = |a: &(usize, f64), b: &(usize, f64)| a.1.total_cmp(&b.1);
    if let Some(at) = nearest(near.min_by(by_distance)) {
        return Some(at);
    }
    let around = others().map(|(at, place)| {
        let east = (place.longitude - here.longitude).rem_euclid(360.0);
        (at, if way == Way::East { east } else { (360.0 - east).rem_euclid(360.0) })
    });
    match way {
        Way::East | Way::West => nearest(around.min_by(by_distance)),
        Way::North | Way::South => None,
    }
}

/// How far a place lies to the east (the short way around) and to the north.
fn apart(here: Position, there: Position) -> (f64, f64) {
    let east = (there.longitude - here.longitude + 180.0).rem_euclid(360.0) - 180.0;
    (east, there.latitude - here.latitude)
}

/// In which quarter a place lies that is so far to the east and the north; each has one of the diagonals beside it.
fn quarter(east: f64, north: f64) -> Option<Way> {
    let (rising, falling) = (east + north, east - north);
    if rising > 0.0 && falling >= 0.0 {
        Some(Way::East)
    } else if rising >= 0.0 && falling < 0.0 {
        Some(Way::North)
    } else if rising < 0.0 && falling <= 0.0 {
        Some(Way::West)
    } else if falling > 0.0 {
        Some(Way::South)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::place::region_of;
    use crate::place::tests::source;

    const WAYS: [Way; 4] = [Way::North, Way::South, Way::East, Way::West];

    fn all() -> Vec<(&'static str, Position)> {
        codes().into_iter().filter_map(|code| Some((code, position(code)?))).collect()
    }

    /// In alphabetical order.
    fn codes() -> Vec<&'static str> {
        let mut codes: Vec<_> = POSITIONS.lines.lines().filter_map(|line| line.split('\t').next()).collect();
        codes.sort_unstable();
        codes
    }

    #[test]
    fn every_country_has_its_own_place() {
        assert!(codes().into_iter().eq(source("en").countries.keys()), "not each of the 249 codes once");
        assert_eq!(all().len(), 249);
        let mut seen = BTreeSet::new();
        for (code, Position { longitude, latitude }) in all() {
            assert!((-180.0..=180.0).contains(&longitude) && (-90.0..=90.0).contains(&latitude), "{code}");
            assert!(
                (longitude * 2.0).fract() == 0.0 && (latitude * 2.0).fract() == 0.0,
                "{code}: half degrees"
            );
            assert!(seen.insert(format!("{longitude} {latitude}")), "{code} lies upon another");
        }
        assert_eq!(position("XX"), None);
    }

    /// West, east, south and north of each region, some islands that belong to far countries aside.
    #[test]
    fn each_lies_in_its_part_of_the_world() {
        let parts = [
            ("North Africa", [-18, 37, 8, 38]),
            ("East Africa", [21, 73, -50, 19]),
            ("Central Africa", [5, 32, -19, 24]),
            ("Southern Africa", [11, 34, -36, -16]),
            ("West Africa", [-26, 16, -17, 28]),
            ("the Caribbean", [-86, -59, 9, 28]),
            ("Central America", [-118, -77, 7, 33]),
            ("South America", [-82, 4, -57, 13]),
            ("North America", [-170, -10, 24, 84]),
            ("Central Asia", [46, 88, 35, 56]),
            ("East Asia", [73, 147, 18, 54]),
            ("Southeast Asia", [92, 142, -12, 29]),
            ("South Asia", [44, 98, -1, 40]),
            ("West Asia", [25, 60, 12, 44]),
            ("Eastern Europe", [12, 180, 41, 78]),
            ("Northern Europe", [-25, 32, 48, 81]),
            ("Southern Europe", [-10, 30, 34, 48]),
            ("Western Europe", [-6, 18, 41, 56]),
            ("Australasia", [72, 180, -55, -9]),
            ("Melanesia", [140, 180, -24, 0]),
            ("the Northwest Pacific", [130, 178, -3, 21]),
            ("the far South", [-180, 180, -90, -60]),
        ];
        for (code, Position { longitude, latitude }) in all() {
            let region = region_of(code, "en").unwrap();
            let Some((_, [west, east, south, north])) = parts.iter().find(|(name, _)| *name == region) else {
                assert_eq!(region, "Polynesia", "{code}");
                assert!(longitude.abs() > 125.0 && (-30.0..30.0).contains(&latitude), "{code}");
                continue;
            };
            let inside = (f64::from(*west)..f64::from(*east)).contains(&longitude)
                && (f64::from(*south)..f64::from(*north)).contains(&latitude);
            assert!(inside, "{code} in {region}: {longitude}, {latitude}");
        }
    }

    fn next(from: &str, way: Way, among: &[&str]) -> Option<String> {
        let places: Vec<Position> = among.iter().filter_map(|code| position(code)).collect();
        let at = among.iter().position(|code| *code == from)?;
        neighbour(&places, at, way).map(|at| among[at].to_owned())
    }

    #[test]
    fn a_step_leads_where_a_person_looks() {
        let codes = codes();
        let around = |from, way| next(from, way, &codes).unwrap();
        assert_eq!(WAYS.map(|way| around("KE", way)), ["ET", "TZ", "SO", "UG"]);
        assert_eq!(WAYS.map(|way| around("DE", way)), ["DK", "LI", "CZ", "LU"]);
        assert_eq!(WAYS[..2].iter().map(|way| around("US", *way)).collect::<Vec<_>>(), ["CA", "MX"]);
        assert_eq!(around("JP", Way::West), "KR");
        assert_eq!(next("KE", Way::North, &["KE", "BR", "JP"]), None, "nothing lies there");
    }

    #[test]
    fn the_date_line_and_the_edges_are_no_end() {
        assert_eq!(next("FJ", Way::East, &["FJ", "WS", "AU", "CL"]).as_deref(), Some("WS"));
        assert_eq!(next("WS", Way::West, &["FJ", "WS", "AU", "CL"]).as_deref(), Some("FJ"));
        assert_eq!(next("JP", Way::East, &["JP", "KE", "PT"]).as_deref(), Some("PT"), "from the other edge");
        assert_eq!(next("PT", Way::West, &["JP", "KE", "PT"]).as_deref(), Some("JP"));
        assert_eq!(next("KE", Way::East, &["KE"]), None);
    }

    /// Which places can be reached from the first one, with every step turned around or not.
    fn reached(places: &[Position], backwards: bool) -> usize {
        let steps: Vec<(usize, usize)> = (0..places.len())
            .flat_map(|from| WAYS.iter().filter_map(move |way| Some((from, neighbour(places, from, *way)?))))
            .map(|(from, to)| if backwards { (to, from) } else { (from, to) })
            .collect();
        let mut seen = BTreeSet::from([0]);
        let mut left = vec![0];
        while let Some(at) = left.pop() {
            left.extend(steps.iter().filter(|(from, to)| *from == at && seen.insert(*to)).map(|(_, to)| *to));
        }
        seen.len()
    }

    #[test]
    fn every_country_is_reached_from_every_other() {
        let places: Vec<Position> = all().into_iter().map(|(_, place)| place).collect();
        assert_eq!((reached(&places, false), reached(&places, true)), (249, 249));
    }

    proptest! {
        #[test]
        fn so_are_those_of_any_journal(places in proptest::sample::subsequence(all(), 1..60)) {
            let codes: Vec<&str> = places.iter().map(|(code, _)| *code).collect();
            let places: Vec<Position> = places.iter().map(|(_, place)| *place).collect();
            prop_assert_eq!(reached(&places, false), places.len(), "{:?}", codes);
            prop_assert_eq!(reached(&places, true), places.len(), "{:?}", codes);
        }
    }
}
