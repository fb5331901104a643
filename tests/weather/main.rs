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
mod disk;
mod full;
mod kills;
mod layer;
mod old;
mod power;

/// How many of something: the first in the short form, the second in the long one.
fn times(short: u64, long: u64) -> u64 {
    if std::env::var("KNEEL_WEATHER").is_ok_and(|form| form == "long") { long } else { short }
}

/// Marsaglia's xorshift: the same seed has the same weather.
struct Random(u64);

impl Random {
    fn new() -> Self {
        let seed = std::env::var("KNEEL_WEATHER_SEED").ok().and_then(|seed| seed.parse().ok());
        Random(seed.unwrap_or(0x6b6e_6565_6c00_0001).max(1))
    }

    /// A number below `limit`.
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}
