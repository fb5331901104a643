//! Copies of the journal while the screens are open: that of the day when nobody asks for anything, on a thread of its
//! own with a connection of its own; and one before much is imported.

use std::path::PathBuf;
use std::thread::{self, JoinHandle};

use super::Desk;
use crate::journal::{ActId, Error, Incoming, MANY, Why, not_made};
use crate::tui::msg::Msg;

/// So often nobody was there when it was looked, a second each, until a copy is made.
const QUIET: u32 = 20;

/// How far the copies are.
#[derive(Default)]
pub(super) struct Copying {
    /// How often nobody was there, one time after the other.
    quiet: u32,
    running: Option<JoinHandle<Result<Option<PathBuf>, Error>>>,
    /// That it cannot be made is said once.
    told: bool,
    /// The act of an import that comes in parts, with the items that it brought so far.
    bringing: Option<(ActId, usize)>,
}

impl Copying {
    /// Whether nobody has been there for longer than it takes until a copy is made.
    pub(super) fn is_long_quiet(&self) -> bool {
        self.quiet > QUIET
    }

    /// Somebody asks for something.
    pub(super) fn is_asked(&mut self) {
        self.quiet = 0;
    }
}

impl Desk {
    /// Nobody asked for anything for a while. Nobody waits for the thread either: a copy that is not done when kneel is
    /// left has no name yet, and the next one clears it away.
    pub(super) fn copy_when_quiet(&mut self, tell: &mut dyn FnMut(Msg)) {
        let now = self.clock.now();
        let copying = &mut self.copying;
        if copying.running.as_ref().is_some_and(JoinHandle::is_finished)
            && let Some(Ok(Err(error))) = copying.running.take().map(JoinHandle::join)
            && !std::mem::replace(&mut copying.told, true)
        {
            tell(Msg::Trouble(not_made(Why::Daily, &error)));
        }
        copying.quiet = copying.quiet.saturating_add(1);
        // once in each pause; a locked journal is one in memory
        if copying.quiet != QUIET || copying.running.is_some() {
            return;
        }
        if let Some(copyist) = self.journal.copyist() {
            // without a thread there is no copy now
            copying.running =
                thread::Builder::new().name("copy".into()).spawn(move || copyist.copy(now)).ok();
        }
    }

    /// Makes a copy before that part of an import with which it becomes much.
    pub(super) fn copy_before(&mut self, act: ActId, documents: &[Incoming], tell: &mut dyn FnMut(Msg)) {
        let before =
            self.copying.bringing.filter(|(bringing, _)| *bringing == act).map_or(0, |(_, items)| items);
        let items = before + self.journal.new_items(documents).unwrap_or(0);
        self.copying.bringing = Some((act, items));
        if before <= MANY
            && items > MANY
            && let Err(error) = self.journal.copy_before(Why::Import, self.clock.now())
        {
            tell(Msg::Trouble(not_made(Why::Import, &error)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{Clock, Moment};
    use crate::journal::{Change, Journal, copied_today};

    fn desk(folder: &std::path::Path) -> (Desk, Moment) {
        let now = Moment::new("2026-03-12T09:14:00+01:00".parse().unwrap());
        let mut journal = Journal::open(&folder.join("journal.db"), now).unwrap();
        let text = "Pray for the ferry at Farside".to_owned();
        let (region, kinds) = (None, crate::bulletin::Kinds::REQUEST);
        let visibility = crate::journal::Visibility::Private;
        journal.act(now, &[Change::Added { text, region, kinds, visibility }]).unwrap();
        (Desk::new(journal, Clock::fixed(now), None), now)
    }

    /// What is told until the thread has come to its end.
    fn told(desk: &mut Desk) -> Vec<Msg> {
        let mut told = Vec::new();
        for _ in 0..QUIET {
            desk.copy_when_quiet(&mut |msg| told.push(msg));
        }
        if let Some(running) = desk.copying.running.take() {
            let ended = running.join().unwrap();
            desk.copying.running = Some(thread::spawn(move || ended));
            while !desk.copying.running.as_ref().is_none_or(JoinHandle::is_finished) {
                thread::yield_now();
            }
            desk.copy_when_quiet(&mut |msg| told.push(msg));
        }
        told
    }

    #[test]
    fn the_day_has_its_copy_when_nobody_asked_for_a_while() {
        let folder = tempfile::tempdir().unwrap();
        let (mut desk, now) = desk(folder.path());
        for _ in 0..QUIET - 1 {
            desk.copy_when_quiet(&mut |_| {});
        }
        desk.copying.is_asked();
        assert!(desk.copying.running.is_none(), "somebody is there");
        assert_eq!(told(&mut desk), []);
        assert!(copied_today(&folder.path().join("journal.db"), now));
        assert!(
            desk.copying.is_long_quiet(),
            "it is looked seldom from now on whether another program wrote"
        );
        desk.copying.is_asked();
        assert!(!desk.copying.is_long_quiet());
    }

    #[test]
    fn a_copy_that_cannot_be_made_is_said_once() {
        let folder = tempfile::tempdir().unwrap();
        let (mut desk, _) = desk(folder.path());
        std::fs::write(folder.path().join("backups"), "no folder").unwrap();
        let told_first = told(&mut desk);
        assert!(
            matches!(told_first.as_slice(), [Msg::Trouble(why)] if why.starts_with("the copy of today could not be made: ")),
            "{told_first:?}"
        );
        desk.copying.is_asked();
        assert_eq!(told(&mut desk), []);
    }
}
