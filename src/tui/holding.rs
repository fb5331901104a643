//! Which keys hold on the topmost screen, and which of them its footer names.

use super::keymap::{Action, Section};
use super::state::{Curtain, Screen, State};

impl State {
    /// The sections of the keymap that hold now, the nearest first.
    pub fn sections(&self) -> &'static [Section] {
        use Section as S;
        if self.lock.page.is_some() {
            return &[S::Locked];
        }
        if self.curtain == Curtain::Drawn {
            return &[];
        }
        match self.above.last() {
            None => &[S::Home, S::Item, S::Moving, S::Everywhere],
            Some(Screen::Walk(walk)) if walk.is_over() => &[S::WalkEnd, S::Everywhere],
            Some(Screen::Walk(_)) => &[S::Walk, S::Item, S::Everywhere],
            Some(Screen::Item(_)) => &[S::Item, S::Moving, S::Everywhere],
            Some(Screen::Bulletins(_)) => &[S::Bulletins, S::Moving, S::Everywhere],
            Some(Screen::Help(_)) => &[S::Moving, S::Everywhere],
            Some(Screen::Search(_) | Screen::Ways(_)) => &[S::Searching],
            Some(Screen::Writing(_)) => &[S::Writing],
            Some(Screen::Answering(_)) => &[S::Answering],
            Some(Screen::Notes(_) | Screen::Praises(_) | Screen::Evenings(_)) => &[S::Picking],
            Some(Screen::Gather(_)) => &[S::Gather, S::Everywhere],
            Some(Screen::Review(review)) => review.sections(),
            Some(Screen::Snooze(_) | Screen::Renamed(_)) => &[S::Choosing],
            Some(Screen::Inbox(_)) => &[S::Inbox, S::Moving, S::Everywhere],
            Some(Screen::Importing(_)) => &[S::Importing],
            Some(Screen::Documents(_)) => &[S::Documents, S::Moving, S::Everywhere],
            Some(Screen::Links(_)) => &[S::Links, S::Moving, S::Everywhere],
            Some(Screen::Preview(preview)) => preview.sections(),
            Some(Screen::Settings(_)) => &[S::Settings, S::Moving, S::Everywhere],
        }
    }

    /// The actions the footer names, the weightiest first; the last one stays too where there is little room.
    pub fn foremost(&self) -> &'static [Action] {
        use Action as A;
        if self.lock.page.is_some() {
            return &[A::Open, A::Quit];
        }
        match self.above.last() {
            None if self.home.is_empty() => &[A::Import, A::Own, A::Help, A::Quit],
            None => &[A::Pray, A::Prayed, A::Note, A::Answer, A::Search, A::Import, A::Help],
            Some(Screen::Walk(walk)) if walk.is_over() => &[A::Home, A::Pray, A::GoBack, A::Help],
            Some(Screen::Walk(_)) => {
                &[A::Prayed, A::NotToday, A::Note, A::Answer, A::Back, A::GoBack, A::Help]
            }
            Some(Screen::Item(item)) if item.known.as_ref().is_some_and(|k| !k.detail.written.is_empty()) => {
                &[A::Back, A::Prayed, A::Note, A::Rewrite, A::Answer, A::Snooze, A::Help]
            }
            Some(Screen::Item(_)) => {
                &[A::Back, A::Prayed, A::Note, A::Answer, A::Snooze, A::Privacy, A::Help]
            }
            Some(Screen::Bulletins(_)) => &[A::Back, A::Open, A::Help],
            Some(Screen::Help(_)) => &[A::Back, A::Down],
            Some(
                Screen::Search(_)
                | Screen::Ways(_)
                | Screen::Notes(_)
                | Screen::Praises(_)
                | Screen::Evenings(_),
            ) => &[A::Open, A::Back],
            Some(Screen::Gather(_)) => &[A::Save, A::NextChoice, A::Period, A::Evenings, A::Back],
            Some(Screen::Review(review)) => review.foremost(),
            Some(Screen::Writing(writing)) if writing.has_fields() => {
                &[A::Save, A::Back, A::NextField, A::Editor]
            }
            Some(Screen::Writing(_)) => &[A::Save, A::Back, A::Editor],
            Some(Screen::Answering(_)) => &[A::Save, A::NextField, A::NextChoice, A::Back],
            Some(Screen::Snooze(_) | Screen::Renamed(_)) => &[A::Save, A::NextChoice, A::Back],
            Some(Screen::Inbox(_)) => {
                &[A::Answered, A::Partly, A::SetBack, A::NotThis, A::Down, A::GoOn, A::Help]
            }
            Some(Screen::Importing(_)) => &[A::Save, A::Complete, A::Back],
            Some(Screen::Documents(documents)) if documents.is_over() || documents.is_keeping() => &[A::Back],
            Some(Screen::Documents(_)) => &[A::KeepAll, A::Open, A::Back, A::Help],
            Some(Screen::Links(_)) => &[A::Open, A::Copy, A::Back, A::Help],
            Some(Screen::Preview(preview)) => preview.foremost(),
            Some(Screen::Settings(_)) => {
                &[A::NextChoice, A::PreviousChoice, A::Reload, A::Undo, A::Back, A::Help]
            }
        }
    }
}
