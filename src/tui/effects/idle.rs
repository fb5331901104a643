//! How long nobody has touched a key, and what comes of it: a blank screen, or a locked one.

use std::time::{Duration, Instant};

use crate::clock::{Clock, Moment};
use crate::config::Config;
use crate::tui::msg::Msg;
use crate::tui::state::{Curtain, State};

/// How often it is looked whether an encrypted journal is to be locked: a machine may have slept meanwhile.
const GLANCE: Duration = Duration::from_secs(5);

/// What the person set, and since when nobody was there.
#[derive(Debug)]
pub(super) struct Idle {
    lock: Option<Duration>,
    blank: Option<Duration>,
    clock: Clock,
    touched: Instant,
    moment: Moment,
}

/// What to wait for.
#[derive(Debug, PartialEq)]
pub(super) enum Wait {
    /// For whatever comes: no time limits it.
    Forever,
    /// So long at most.
    For(Duration),
    /// No longer: this is to be told.
    Over(Msg),
}

impl Idle {
    /// Somebody is there now. `lockable`: whether the journal is encrypted.
    pub fn new(config: &Config, lockable: bool, clock: Clock) -> Self {
        let minutes = |minutes: u32| (minutes > 0).then(|| Duration::from_secs(u64::from(minutes) * 60));
        Idle {
            lock: minutes(config.lock_after).filter(|_| lockable),
            blank: minutes(config.blank_after),
            clock,
            touched: Instant::now(),
            moment: clock.now(),
        }
    }

    /// A key was touched.
    pub fn touch(&mut self) {
        (self.touched, self.moment) = (Instant::now(), self.clock.now());
    }

    /// What is to be waited for now. A locked screen waits for its passphrase, a blank one for a key.
    pub fn wait(&self, state: &State) -> Wait {
        let open = state.lock.page.is_none();
        let lock = self.lock.filter(|_| open).map(|after| self.rest(after));
        let blank = self.blank.filter(|_| open && state.curtain == Curtain::Open);
        let blank = blank.map(|after| self.rest(after));
        if lock.is_some_and(|rest| rest.is_zero()) {
            return Wait::Over(Msg::Idle);
        }
        if blank.is_some_and(|rest| rest.is_zero()) {
            return Wait::Over(Msg::Unattended);
        }
        let rest = lock.map(|rest| rest.min(GLANCE)).into_iter().chain(blank).min();
        rest.map_or(Wait::Forever, Wait::For)
    }

    /// How long may still be waited. A machine that slept counts no time, so the clock is asked, too.
    fn rest(&self, after: Duration) -> Duration {
        let told = self.clock.now().unix_ms() - self.moment.unix_ms();
        let told = Duration::from_millis(u64::try_from(told).unwrap_or(0));
        after.saturating_sub(self.touched.elapsed().max(told))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Clock {
        Clock::fixed(Moment::new(text.parse().unwrap()))
    }

    fn idle(lock_after: u32, blank_after: u32, lockable: bool) -> Idle {
        let config = Config { blank_after, lock_after, ..Config::default() };
        Idle::new(&config, lockable, at("2026-03-12T09:14:00+01:00"))
    }

    #[test]
    fn time_passes_by_the_clock_or_by_the_machine() {
        let ten = Duration::from_mins(10);
        let mut idle = idle(10, 0, true);
        assert!(idle.rest(ten) > Duration::from_secs(590));
        idle.clock = at("2026-03-12T09:22:00+01:00");
        assert!((100..=120).contains(&idle.rest(ten).as_secs()), "{:?}", idle.rest(ten));
        idle.clock = at("2026-03-12T19:22:00+01:00");
        assert_eq!(idle.rest(ten), Duration::ZERO);
        idle.touch();
        assert!(idle.rest(ten) > Duration::from_secs(590));
    }

    #[test]
    fn nothing_is_waited_for_where_nothing_was_set() {
        let state = State::default();
        assert_eq!(idle(0, 0, true).wait(&state), Wait::Forever);
        assert_eq!(idle(10, 0, false).wait(&state), Wait::Forever, "what is not encrypted is not locked");
        assert_eq!(idle(10, 0, true).wait(&state), Wait::For(GLANCE));
        let Wait::For(rest) = idle(0, 5, false).wait(&state) else { panic!("one wait until it is due") };
        assert!((290..=300).contains(&rest.as_secs()), "{rest:?}");
    }

    #[test]
    fn the_screen_is_blank_when_its_time_has_come_and_then_waits_for_a_key() {
        let mut state = State::default();
        let mut idle = idle(10, 5, true);
        idle.clock = at("2026-03-12T09:19:00+01:00");
        assert_eq!(idle.wait(&state), Wait::Over(Msg::Unattended));
        state.curtain = Curtain::Drawn;
        assert_eq!(idle.wait(&state), Wait::For(GLANCE), "it is locked in its time");
        idle.clock = at("2026-03-12T09:24:00+01:00");
        assert_eq!(idle.wait(&state), Wait::Over(Msg::Idle));
        let mut idle = self::idle(0, 5, true);
        idle.clock = at("2026-03-12T10:00:00+01:00");
        assert_eq!(idle.wait(&state), Wait::Forever);
    }
}
