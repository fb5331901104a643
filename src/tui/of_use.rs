//! Whether an action does something where one is just now: of what a screen's footer would name, it names only that, by
//! what it does now. An empty list has nothing to mark, the last row nothing below it.

use super::keymap::{Action, Entry, Keymap};
use super::state::{Screen, State};
use crate::journal::ItemRow;

/// Whether the answer key would take an answer off, since it leaves nothing to ask.
pub(super) fn is_answered(row: &ItemRow) -> bool {
    row.verdict.is_some_and(|verdict| !verdict.keeps_open())
}

impl State {
    /// The footer: what it names, with its keys.
    pub fn footer(&self, keymap: &Keymap) -> Vec<Entry> {
        let entries = keymap.footer(self.sections(), &self.named()).into_iter();
        entries
            .map(|entry| Entry { label: self.label(entry.action).unwrap_or(entry.label), ..entry })
            .collect()
    }

    /// What a key is called where it does the opposite of what it usually does, or something else.
    fn label(&self, action: Action) -> Option<&'static str> {
        if self.lock.page.is_some() {
            return None;
        }
        match (self.above.last(), action) {
            (_, Action::Answer) => self.subject().filter(|row| is_answered(row)).map(|_| "reopen"),
            (Some(Screen::History(history)), Action::TakeBack) => {
                history.is_taken_back().then_some("do again")
            }
            (Some(Screen::Review(review)), Action::Back) => review.way_out(),
            (None, Action::Left) => Some("lists"),
            _ => None,
        }
    }

    /// The actions the footer names: the foremost of the screen, but for those that would do nothing now.
    pub fn named(&self) -> Vec<Action> {
        self.foremost().iter().copied().filter(|action| self.is_of_use(*action)).collect()
    }

    fn is_of_use(&self, action: Action) -> bool {
        if self.lock.page.is_some() {
            return true;
        }
        match self.above.last() {
            None | Some(Screen::Item(_)) => self.has_subject_for(action),
            Some(Screen::Walk(walk)) => walk.is_of_use(action) && self.has_subject_for(action),
            Some(Screen::Bulletins(bulletins)) => bulletins.is_of_use(action),
            Some(Screen::History(history)) => history.is_of_use(action),
            Some(Screen::Search(search)) => search.is_of_use(action),
            Some(Screen::Ways(ways)) => ways.is_of_use(action),
            Some(Screen::Palette(palette)) => palette.is_of_use(action),
            Some(Screen::Praises(praises)) => praises.is_of_use(action),
            Some(Screen::Evenings(evenings)) => evenings.is_of_use(action),
            Some(Screen::Map(map)) => map.is_of_use(action),
            Some(Screen::Gather(gather)) => gather.is_of_use(action),
            Some(Screen::LookingBack(screen)) => screen.is_of_use(action),
            Some(Screen::Review(review)) => review.is_of_use(action),
            Some(Screen::Writing(writing)) => writing.is_of_use(action),
            Some(Screen::Answering(answering)) => answering.is_of_use(action),
            Some(Screen::Inbox(inbox)) => inbox.is_of_use(action),
            Some(Screen::Importing(importing)) => importing.is_of_use(action),
            Some(Screen::Preview(preview)) => preview.is_of_use(action),
            Some(Screen::Settings(settings)) => settings.is_of_use(action, &self.config),
            Some(Screen::Snooze(snooze)) => snooze.is_of_use(action, self.today),
            Some(Screen::Documents(documents)) => documents.is_of_use(action),
            Some(Screen::Links(links)) => links.is_of_use(action),
            Some(Screen::Notes(_) | Screen::Renamed(_) | Screen::Forgetting(_)) => true,
        }
    }

    /// Whether there is an item that an action about items can be about.
    fn has_subject_for(&self, action: Action) -> bool {
        use Action as A;
        match action {
            A::Answer => self.subject().is_some_and(|row| row.kinds.request),
            A::Rewrite => self.subject_detail().is_some_and(|detail| !detail.written.is_empty()),
            A::Prayed | A::NotToday | A::Note | A::Snooze | A::Privacy => self.subject().is_some(),
            _ => true,
        }
    }
}
