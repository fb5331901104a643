//! Bad weather: power cuts, full and broken disks, kills at every step, old journals, many at once, clocks that lie.
//!
//! The real program runs over `unsynced.c`, which writes down all that the disk is told and can have any act fail. That
//! needs Linux and a C compiler; elsewhere those tests say that they were left out. The short form runs with
//! `cargo test`; `KNEEL_WEATHER=long cargo test --test weather -- --nocapture` is the long one, whose figures stand in
//! docs/reliability.md. `KNEEL_WEATHER_SEED` chooses other moments.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

#[path = "../cli_common/mod.rs"]
mod cli_common;
mod crowd;
mod damage;
#[path = "../cli_common/dice.rs"]
mod dice;
mod disk;
mod full;
mod kills;
mod layer;
mod old;
mod parts;
mod power;

use dice::Dice;

/// How many of something: the first in the short form, the second in the long one.
fn times(short: u64, long: u64) -> u64 {
    if std::env::var("KNEEL_WEATHER").is_ok_and(|form| form == "long") { long } else { short }
}

/// The weather's dice: the same seed has the same weather.
fn dice() -> Dice {
    let seed = std::env::var("KNEEL_WEATHER_SEED").ok().and_then(|seed| seed.parse().ok());
    Dice(seed.unwrap_or(0x6b6e_6565_6c00_0001))
}
