//! How long nobody has touched a key.

use std::time::{Duration, Instant};

use crate::clock::{Clock, Moment};

/// Tells when the screen is to be locked.
#[derive(Debug)]
pub(super) struct Idle {
    after: Duration,
    clock: Clock,
    touched: Instant,
    moment: Moment,
}

impl Idle {
    /// After so many minutes; `None` where that is never.
    pub fn after(minutes: u32, clock: Clock) -> Option<Self> {
        let after = Duration::from_secs(u64::from(minutes) * 60);
        (minutes > 0).then(|| Idle { after, clock, touched: Instant::now(), moment: clock.now() })
    }

    /// A key was touched.
    pub fn touch(&mut self) {
        (self.touched, self.moment) = (Instant::now(), self.clock.now());
    }

    /// How long may still be waited. A machine that slept counts no time, so the clock is asked, too.
    pub fn rest(&self) -> Duration {
        let told = self.clock.now().unix_ms() - self.moment.unix_ms();
        let told = Duration::from_millis(u64::try_from(told).unwrap_or(0));
        self.after.saturating_sub(self.touched.elapsed().max(told))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_passes_by_the_clock_or_by_the_machine() {
        let moment = |text: &str| Moment::new(text.parse().unwrap());
        let begun = moment("2026-03-12T09:14:00+01:00");
        assert!(Idle::after(0, Clock::fixed(begun)).is_none());
        let mut idle = Idle::after(10, Clock::fixed(begun)).unwrap();
        assert!(idle.rest() > Duration::from_secs(590));
        idle.clock = Clock::fixed(moment("2026-03-12T09:22:00+01:00"));
        assert!((100..=120).contains(&idle.rest().as_secs()), "{:?}", idle.rest());
        idle.clock = Clock::fixed(moment("2026-03-12T19:22:00+01:00"));
        assert_eq!(idle.rest(), Duration::ZERO);
        idle.touch();
        assert!(idle.rest() > Duration::from_secs(590));
    }
}
