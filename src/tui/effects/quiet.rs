//! How long somebody has been with one request. Where nobody asked for it there is nothing to wait for.

use std::time::{Duration, Instant};

use crate::config::Config;
use crate::journal::ItemId;
use crate::tui::msg::Msg;
use crate::tui::state::{Curtain, Screen, State};

/// The request before the eyes, and since when.
#[derive(Debug)]
pub(super) struct Quiet {
    /// `None`: nobody wants to be told.
    after: Option<Duration>,
    with: Option<(ItemId, Instant)>,
    told: bool,
}

impl Quiet {
    /// As the person set it.
    pub fn new(config: &Config) -> Self {
        let minutes = config.quiet_timer;
        let after = (minutes > 0).then(|| Duration::from_secs(u64::from(minutes) * 60));
        Quiet { after, with: None, told: false }
    }

    /// Looks which request is before the eyes now.
    pub fn look(&mut self, state: &State, now: Instant) {
        if self.after.is_none() {
            return;
        }
        let item = state.above.iter().rev().find_map(|screen| match screen {
            Screen::Walk(walk) => walk.item(),
            _ => None,
        });
        if self.with.as_ref().map(|(item, _)| item) != item.as_ref() {
            (self.with, self.told) = (item.map(|item| (item, now)), false);
        }
    }

    /// How long may still be waited until it is to be said; `None`: there is nothing to say. Who writes, or has something
    /// before the walk, is not interrupted.
    pub fn rest(&self, state: &State, now: Instant) -> Option<Duration> {
        let (after, (_, since)) = (self.after?, self.with.as_ref().filter(|_| !self.told)?);
        let seen = matches!(state.above.last(), Some(Screen::Walk(_)))
            && state.curtain == Curtain::Open
            && state.lock.page.is_none();
        seen.then(|| after.saturating_sub(now.saturating_duration_since(*since)))
    }

    /// Notes what is told, so that it is said once.
    pub fn heard(&mut self, msg: &Msg) {
        self.told |= *msg == Msg::Quiet;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::effects::Start;
    use crate::tui::tests::driver::Driver;

    #[test]
    fn it_is_said_once_for_each_request_and_never_unasked() {
        let begun = Instant::now();
        let at = |seconds| begun + Duration::from_secs(seconds);
        let mut driver = Driver::new(80, 24);
        driver.begin(Start::default());
        driver.keys("p");
        let mut quiet = Quiet::new(&Config::default());
        quiet.look(&driver.app.state, begun);
        assert_eq!(quiet.rest(&driver.app.state, at(9999)), None);
        let mut quiet = Quiet::new(&Config { quiet_timer: 3, ..Config::default() });
        assert_eq!(quiet.rest(&driver.app.state, begun), None);
        quiet.look(&driver.app.state, begun);
        assert_eq!(quiet.rest(&driver.app.state, at(60)), Some(Duration::from_mins(2)));
        assert_eq!(quiet.rest(&driver.app.state, at(200)), Some(Duration::ZERO));
        driver.keys("n");
        quiet.look(&driver.app.state, at(200));
        assert_eq!(quiet.rest(&driver.app.state, at(200)), None, "who writes is not interrupted");
        driver.keys("<esc>");
        quiet.heard(&Msg::Quiet);
        quiet.look(&driver.app.state, at(201));
        assert_eq!(quiet.rest(&driver.app.state, at(400)), None, "once");
        driver.keys("<right>");
        quiet.look(&driver.app.state, at(400));
        assert_eq!(quiet.rest(&driver.app.state, at(400)), Some(Duration::from_mins(3)));
    }
}
