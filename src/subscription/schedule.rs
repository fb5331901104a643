//! When a server may be asked again: manners that hold up when a million people read one bulletin.
//!
//! Pure: the moment and the chance come in. A [`Chance`] is this device's own, so that readers whom one clock wakes, or
//! one failure put off, do not all come back in the same second.

use std::time::Duration;

use chrono::DateTime;
use serde::{Deserialize, Serialize};

use crate::clock::Moment;

/// How long a server is left alone after it answered: an hour, less what an hourly timer may be early.
const REST: Duration = Duration::from_mins(55);

/// The longest rest after failures: less than a day, so that a daily timer never misses a day by a minute.
const LONGEST_BACKOFF: Duration = Duration::from_hours(23);

/// The longest that a server may ask for.
const LONGEST_ASKED: Duration = Duration::from_hours(7 * 24);

/// Over how long those come back whom a server sent away until the same moment.
const SCATTER: Duration = Duration::from_mins(10);

/// No rest is longer; what says so was written by a clock that was wrong.
const LONGEST: Duration = Duration::from_hours(8 * 24);

/// Chance that is one device's own.
#[derive(Debug, Clone, Copy)]
pub struct Chance([u8; 32]);

impl Chance {
    /// The chance that comes of a seed.
    pub fn new(seed: &[u8]) -> Self {
        Chance(*blake3::hash(seed).as_bytes())
    }

    /// A number from 0 up to 1, always the same for the same words.
    pub fn of(&self, words: &str) -> f64 {
        let hash = blake3::keyed_hash(&self.0, words.as_bytes());
        let number =
            hash.as_bytes().iter().take(4).fold(0, |number: u32, byte| number << 8 | u32::from(*byte));
        f64::from(number) / (f64::from(u32::MAX) + 1.0)
    }
}

/// Until when a server is left alone. Times are milliseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Wait {
    /// By kneel's own manners, which a person may go past.
    rest: i64,
    /// Because the server asked for it.
    asked: i64,
    /// How often it failed since it last answered.
    failures: u32,
}

impl Wait {
    /// The rest after an answer that says for how long it holds.
    pub fn after_answer(now: Moment, holds: Option<Duration>, chance: f64) -> Self {
        let held = holds.filter(|holds| *holds > REST);
        let rest = held.map_or(REST, |holds| holds.min(LONGEST_ASKED) + SCATTER.mul_f64(chance));
        Wait { rest: after(now, rest), asked: 0, failures: 0 }
    }

    /// The rest after a failure: an hour, then twice as long each time, and as long as the server asked for.
    pub fn after_failure(self, now: Moment, asked: Option<Duration>, chance: f64) -> Self {
        let failures = self.failures.saturating_add(1);
        let doubled = REST * 2u32.pow((failures - 1).min(8));
        let rest = doubled.min(LONGEST_BACKOFF).mul_f64(1.0 - chance / 2.0);
        let asked = asked.map_or(0, |asked| after(now, asked.min(LONGEST_ASKED) + SCATTER.mul_f64(chance)));
        Wait { rest: after(now, rest), asked, failures }
    }

    /// Until when the server is left alone; `None` if it may be asked now. A person who insists goes past kneel's own
    /// manners, not past what the server asked for.
    pub fn until(self, now: Moment, insist: bool) -> Option<i64> {
        let until = if insist { self.asked } else { self.rest.max(self.asked) };
        (now.unix_ms()..=after(now, LONGEST)).contains(&(until - 1)).then_some(until)
    }
}

fn after(now: Moment, wait: Duration) -> i64 {
    now.unix_ms().saturating_add(i64::try_from(wait.as_millis()).unwrap_or(i64::MAX))
}

/// How long a scheduled fetch waits, so that all whom the same clock woke come spread over `within`.
pub fn spread(within: Duration, chance: Chance) -> Duration {
    within.mul_f64(chance.of("spread"))
}

/// What `Retry-After` asks for: seconds, or a moment.
pub fn retry_after(value: &str, now: Moment) -> Option<Duration> {
    if let Ok(seconds) = value.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = DateTime::parse_from_rfc2822(value.trim()).ok()?.timestamp_millis();
    u64::try_from(until - now.unix_ms()).ok().map(Duration::from_millis)
}

/// For how long an answer holds, as its `Cache-Control` says.
pub fn max_age(cache_control: &str) -> Option<Duration> {
    let named = |part: &str| part.trim().to_ascii_lowercase();
    let parts: Vec<String> = cache_control.split(',').map(named).collect();
    if parts.iter().any(|part| part.starts_with("no-cache") || part == "no-store") {
        return None;
    }
    let seconds = parts.iter().find_map(|part| part.strip_prefix("max-age="))?;
    seconds.trim_matches('"').parse().ok().map(Duration::from_secs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        Moment::new(DateTime::parse_from_rfc3339(text).unwrap())
    }

    const SIX: &str = "2026-03-12T06:00:00+01:00";

    fn minutes(until: Option<i64>) -> Option<i64> {
        until.map(|until| (until - at(SIX).unix_ms()) / 60_000)
    }

    #[test]
    fn after_an_answer_an_hourly_timer_is_not_sent_away_and_a_second_look_is() {
        let wait = Wait::after_answer(at(SIX), None, 0.9);
        assert_eq!(minutes(wait.until(at(SIX), false)), Some(55));
        assert!(wait.until(at("2026-03-12T06:54:59+01:00"), false).is_some());
        assert_eq!(wait.until(at("2026-03-12T06:55:00+01:00"), false), None);
        assert_eq!(wait.until(at(SIX), true), None, "who insists may look at once");
    }

    #[test]
    fn an_answer_holds_as_long_as_the_server_says_and_never_for_ever() {
        let holds = |seconds, chance| {
            let wait = Wait::after_answer(at(SIX), Some(Duration::from_secs(seconds)), chance);
            minutes(wait.until(at(SIX), false))
        };
        assert_eq!(holds(60, 0.5), Some(55));
        assert_eq!(holds(6 * 3600, 0.0), Some(360));
        assert_eq!(holds(6 * 3600, 0.5), Some(365));
        assert_eq!(holds(u64::MAX, 0.0), Some(7 * 24 * 60));
    }

    #[test]
    fn failures_put_off_twice_as_long_each_time_and_less_than_a_day() {
        let mut wait = Wait::default();
        let mut rests = Vec::new();
        for _ in 0..7 {
            wait = wait.after_failure(at(SIX), None, 0.0);
            rests.extend(minutes(wait.until(at(SIX), false)));
        }
        assert_eq!(rests, [55, 110, 220, 440, 880, 1380, 1380]);
        let lucky = Wait::default().after_failure(at(SIX), None, 0.5);
        assert_eq!(minutes(lucky.until(at(SIX), false)), Some(41));
        assert_eq!(Wait::after_answer(at(SIX), None, 0.0).failures, 0);
    }

    #[test]
    fn nobody_insists_past_what_the_server_asked_for() {
        let wait = Wait::default().after_failure(at(SIX), Some(Duration::from_hours(2)), 0.5);
        assert_eq!(minutes(wait.until(at(SIX), false)), Some(125));
        assert_eq!(minutes(wait.until(at(SIX), true)), Some(125));
        let greedy = Wait::default().after_failure(at(SIX), Some(Duration::MAX), 0.0);
        assert_eq!(minutes(greedy.until(at(SIX), true)), Some(7 * 24 * 60));
    }

    #[test]
    fn what_a_wrong_clock_wrote_is_not_waited_for() {
        let wait = Wait::after_answer(at("2099-01-01T00:00:00Z"), None, 0.0);
        assert_eq!(wait.until(at(SIX), false), None);
    }

    #[test]
    fn retry_after_is_seconds_or_a_moment() {
        let seconds = |value| retry_after(value, at(SIX)).map(|wait| wait.as_secs());
        assert_eq!(seconds("120"), Some(120));
        assert_eq!(seconds("Thu, 12 Mar 2026 05:30:00 GMT"), Some(1800));
        assert_eq!(seconds("Thu, 12 Mar 2026 04:30:00 GMT"), None, "it has passed");
        assert_eq!(seconds("-5"), None);
        assert_eq!(seconds("soon"), None);
    }

    #[test]
    fn max_age_is_found_among_its_neighbours() {
        let seconds = |value| max_age(value).map(|age| age.as_secs());
        assert_eq!(seconds("public, Max-Age=3600, must-revalidate"), Some(3600));
        assert_eq!(seconds("max-age=\"60\""), Some(60));
        assert_eq!(seconds("no-cache, max-age=3600"), None);
        assert_eq!(seconds("s-maxage=9"), None);
    }

    #[test]
    fn chance_is_a_devices_own_and_spreads() {
        let chances: Vec<f64> =
            (0..1000u32).map(|seed| Chance::new(&seed.to_le_bytes()).of("spread")).collect();
        for tenth in 0..10 {
            let low = f64::from(tenth) / 10.0;
            let there = chances.iter().filter(|chance| (low..low + 0.1).contains(*chance)).count();
            assert!((60..140).contains(&there), "{there} of 1000 devices from {low}");
        }
        let one = Chance::new(b"one");
        assert_eq!(one.of("a").to_bits(), one.of("a").to_bits());
        assert_ne!(one.of("a").to_bits(), one.of("b").to_bits());
        assert!(spread(Duration::from_mins(30), one) < Duration::from_mins(30));
    }
}
