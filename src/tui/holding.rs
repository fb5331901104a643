//! Which keys hold on the topmost screen, and which of them its footer names.

use super::keymap::{Action, Section};
use super::screens::home::Focus;
use super::state::{Curtain, Screen, State};
use super::widgets::paper;

/// The sections that hold together on some screen, the nearest first.
pub(super) const TOGETHER: &[&[Section]] = {
    use Section as S;
    &[
        &[S::Home, S::Item, S::Moving, S::Everywhere],
        &[S::Walk, S::Item, S::Everywhere],
        &[S::WalkEnd, S::Everywhere],
        &[S::Item, S::Moving, S::Everywhere],
        &[S::Bulletins, S::Moving, S::Everywhere],
        &[S::Map, S::Everywhere],
        &[S::LookingBack, S::Moving, S::Everywhere],
        &[S::Writing],
        &[S::Answering],
        &[S::Choosing],
        &[S::Picking],
        &[S::Searching],
        &[S::Importing],
        &[S::Letter],
        &[S::Naming],
        &[S::AllActions],
        &[S::Locked],
        &[S::Blanked],
        &[S::Gather, S::Everywhere],
        &[S::Review, S::Everywhere],
        &[S::Inbox, S::Moving, S::Everywhere],
        &[S::Documents, S::Moving, S::Everywhere],
        &[S::History, S::Moving, S::Everywhere],
        &[S::Links, S::Moving, S::Everywhere],
        &[S::Settings, S::Moving, S::Everywhere],
        &[S::Preview, S::Moving, S::Everywhere],
    ]
};

impl State {
    /// The sections of the keymap that hold now, the nearest first.
    pub fn sections(&self) -> &'static [Section] {
        use Section as S;
        if self.lock.page.is_some() {
            return &[S::Locked];
        }
        if self.curtain == Curtain::Drawn {
            return &[S::Blanked];
        }
        match self.above.last() {
            None => &[S::Home, S::Item, S::Moving, S::Everywhere],
            Some(Screen::Walk(walk)) if walk.is_over() => &[S::WalkEnd, S::Everywhere],
            Some(Screen::Walk(_)) => &[S::Walk, S::Item, S::Everywhere],
            Some(Screen::Item(_)) => &[S::Item, S::Moving, S::Everywhere],
            Some(Screen::Bulletins(_)) => &[S::Bulletins, S::Moving, S::Everywhere],
            Some(Screen::Palette(_)) => &[S::AllActions],
            Some(Screen::History(_)) => &[S::History, S::Moving, S::Everywhere],
            Some(Screen::Search(search)) => search.sections(),
            Some(Screen::Writing(_)) => &[S::Writing],
            Some(Screen::Answering(_)) => &[S::Answering],
            Some(
                Screen::Ways(_)
                | Screen::Notes(_)
                | Screen::Praises(_)
                | Screen::Evenings(_)
                | Screen::Forgetting(_),
            ) => &[S::Picking],
            Some(Screen::Gather(_)) => &[S::Gather, S::Everywhere],
            Some(Screen::LookingBack(_)) => &[S::LookingBack, S::Moving, S::Everywhere],
            Some(Screen::Review(review)) => review.sections(),
            Some(Screen::Snooze(_) | Screen::Renamed(_)) => &[S::Choosing],
            Some(Screen::Map(_)) => &[S::Map, S::Everywhere],
            Some(Screen::Inbox(_)) => &[S::Inbox, S::Moving, S::Everywhere],
            Some(Screen::Importing(_)) => &[S::Importing],
            Some(Screen::Documents(_)) => &[S::Documents, S::Moving, S::Everywhere],
            Some(Screen::Links(_)) => &[S::Links, S::Moving, S::Everywhere],
            Some(Screen::Preview(preview)) => preview.sections(),
            Some(Screen::Settings(settings)) if settings.is_typing() => &[S::Naming],
            Some(Screen::Settings(_)) => &[S::Settings, S::Moving, S::Everywhere],
        }
    }

    /// What the sections that hold offer, and what does nothing on this screen.
    pub fn without_effect(&self) -> &'static [Action] {
        use Action as A;
        match self.above.last() {
            Some(Screen::Item(_)) => &[A::Open, A::Right, A::Left],
            Some(Screen::Documents(_) | Screen::Links(_)) => &[A::Right, A::Left],
            _ => &[],
        }
    }

    /// The actions the footer names, the weightiest first; the last one and the way back or out stay too where there is little
    /// room.
    pub fn foremost(&self) -> &'static [Action] {
        use Action as A;
        if self.lock.page.is_some() {
            return &[A::Open, A::Quit];
        }
        match self.above.last() {
            None if self.home.is_empty() => &[A::Import, A::Own, A::Quit, A::Help],
            None if self.home.is_side_alone(self.columns) => &[A::Open, A::Pray, A::Search, A::Quit, A::Help],
            // where the lists are out of sight, the way to them is named
            None if self.columns < paper::BESIDE && self.home.focus == Focus::List => {
                &[A::Pray, A::Prayed, A::Left, A::Note, A::Answer, A::Quit, A::Help]
            }
            None => &[A::Pray, A::Prayed, A::Note, A::Answer, A::Search, A::Quit, A::Help],
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
            Some(Screen::History(_)) => &[A::TakeBack, A::Back, A::Help],
            Some(Screen::Search(search)) => search.foremost(),
            Some(Screen::Palette(_)) => &[A::Open, A::Back],
            Some(
                Screen::Ways(_)
                | Screen::Notes(_)
                | Screen::Praises(_)
                | Screen::Evenings(_)
                | Screen::Forgetting(_),
            ) => &[A::Open, A::Back, A::Help],
            Some(Screen::Map(map)) if map.is_empty() => &[A::Back, A::Help],
            Some(Screen::Map(_)) => {
                &[A::Back, A::Pray, A::Open, A::NextField, A::NextChoice, A::Order, A::Help]
            }
            Some(Screen::Gather(_)) => &[A::Save, A::NextChoice, A::Period, A::Evenings, A::Back, A::Help],
            Some(Screen::LookingBack(screen)) => screen.foremost(),
            Some(Screen::Review(review)) => review.foremost(),
            Some(Screen::Writing(writing)) if writing.has_fields() => {
                &[A::Save, A::Back, A::NextField, A::Editor, A::Help]
            }
            Some(Screen::Writing(_)) => &[A::Save, A::Back, A::Editor, A::Help],
            Some(Screen::Answering(_)) => &[A::Save, A::NextField, A::NextChoice, A::Back, A::Help],
            Some(Screen::Snooze(_) | Screen::Renamed(_)) => &[A::Save, A::NextChoice, A::Back, A::Help],
            Some(Screen::Inbox(inbox)) if inbox.is_empty() => &[A::Back, A::Help],
            Some(Screen::Inbox(_)) => {
                &[A::Answered, A::Partly, A::SetBack, A::NotThis, A::GoOn, A::Back, A::Help]
            }
            Some(Screen::Importing(_)) => &[A::Save, A::Complete, A::Back, A::Help],
            Some(Screen::Documents(documents)) if documents.is_over() || documents.is_keeping() => {
                &[A::Back, A::Help]
            }
            Some(Screen::Documents(_)) => &[A::KeepAll, A::Open, A::Back, A::Help],
            Some(Screen::Links(_)) => &[A::Open, A::Copy, A::Back, A::Help],
            Some(Screen::Preview(preview)) => preview.foremost(),
            Some(Screen::Settings(settings)) if settings.is_typing() => &[A::Save, A::Back, A::Help],
            Some(Screen::Settings(_)) => {
                &[A::Back, A::NextChoice, A::PreviousChoice, A::Undo, A::Reload, A::Help]
            }
        }
    }
}
