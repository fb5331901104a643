//! Looking back: days, regions long not prayed for, answers. This file holds what the screen knows and does;
//! `looking_back_view.rs` draws it.

use crate::journal::Through;
use crate::reflect::{Period, Reflection, Told};
use crate::tui::keymap::Action;
use crate::tui::msg::{Answer, Command, Query, Seen, Target};
use crate::tui::screens::walk::Walking;
use crate::tui::state::{Screen, State};
use crate::tui::widgets::scroll;

#[path = "looking_back_view.rs"]
mod view;

/// What is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Part {
    /// The calendar, and the last weeks region by region.
    #[default]
    Days,
    /// The regions, those long not prayed for first.
    Regions,
    /// Answers through the years, and how long they took.
    Answers,
}

impl Part {
    /// In their order.
    pub const ALL: [Part; 3] = [Part::Days, Part::Regions, Part::Answers];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Part::Days => "Days",
            Part::Regions => "Regions",
            Part::Answers => "Answers",
        }
    }

    fn beside(self, right: bool) -> Self {
        let at = Part::ALL.iter().position(|part| *part == self).unwrap_or(0);
        let to = if right { at + 1 } else { at + Part::ALL.len() - 1 };
        Part::ALL.get(to % Part::ALL.len()).copied().unwrap_or_default()
    }
}

/// What the screen knows.
#[derive(Debug, Default)]
pub struct LookingBack {
    /// What the journal tells, once it has answered.
    known: Option<Box<Reflection>>,
    /// What is looked at.
    pub part: Part,
    /// The region under the cursor.
    cursor: usize,
    /// How far the text is scrolled.
    scroll: usize,
}

impl LookingBack {
    /// Opens the screen.
    pub fn open(state: &mut State) -> Vec<Command> {
        state.above.push(Screen::LookingBack(Box::default()));
        state.settling = true;
        let query = LookingBack::query(state);
        vec![state.ask(query)]
    }

    /// What it asks.
    pub fn query(state: &State) -> Query {
        Query::LookingBack(Period::last_year(state.today))
    }

    /// Takes an answer. The cursor stays on its region.
    pub fn deliver(&mut self, answer: Answer) {
        let Answer::LookingBack(known) = answer else { return };
        let here = self.told().and_then(|told| told.place.clone());
        let again =
            here.and_then(|here| known.places.iter().position(|told| told.place.as_ref() == Some(&here)));
        self.known = Some(known);
        self.point(again.unwrap_or(self.cursor));
    }

    /// The region under the cursor.
    fn told(&self) -> Option<&Told> {
        self.known.as_ref()?.places.get(self.cursor)
    }

    fn point(&mut self, at: usize) {
        let last = self.known.as_ref().map_or(0, |known| known.places.len().saturating_sub(1));
        if self.cursor != at.min(last) {
            self.scroll = 0;
        }
        self.cursor = at.min(last);
    }

    fn turn_to(&mut self, part: Part) {
        if self.part != part {
            (self.part, self.scroll) = (part, 0);
        }
    }

    /// The actions that the footer names.
    pub fn foremost(&self) -> &'static [Action] {
        use Action as A;
        match self.part {
            _ if self.known.as_ref().is_none_or(|known| known.is_empty()) => &[A::Back, A::Help],
            Part::Regions => &[A::Back, A::Pray, A::Right, A::Help],
            Part::Days | Part::Answers => &[A::Back, A::Right, A::Help],
        }
    }

    /// Whether an action does something here now.
    pub fn is_of_use(&self, action: Action) -> bool {
        match action {
            Action::Pray => self.told().is_some_and(|told| told.place.is_some()),
            _ => true,
        }
    }

    /// What a key does here.
    pub fn update(state: &mut State, action: Action, seen: Seen) -> Vec<Command> {
        let Some(Screen::LookingBack(screen)) = state.above.last_mut() else { return Vec::new() };
        match action {
            Action::Back => {
                state.above.pop();
                return state.refresh();
            }
            Action::Right | Action::Left => screen.turn_to(screen.part.beside(action == Action::Right)),
            Action::Pray if screen.part != Part::Regions => screen.turn_to(Part::Regions),
            Action::Pray => {
                let scope =
                    screen.told().and_then(|told| told.place.as_ref()).map(crate::journal::Place::scope);
                return scope.map_or_else(Vec::new, |scope| Walking::begin(state, Through::List(scope)));
            }
            action if screen.part == Part::Regions => {
                if let Some(by) = scroll::stride(action, seen) {
                    screen.point(screen.cursor.saturating_add_signed(by));
                }
            }
            action => {
                if let Some(to) = scroll::moved(screen.scroll, action, seen) {
                    screen.scroll = to;
                }
            }
        }
        Vec::new()
    }

    /// The mouse wheel: over the list it goes through the regions, over the text it scrolls.
    pub fn wheel(state: &mut State, down: i32, over: Option<Target>) -> Vec<Command> {
        let seen = state.seen;
        let Some(Screen::LookingBack(screen)) = state.above.last_mut() else { return Vec::new() };
        let in_list = match over {
            Some(Target::Row(_) | Target::Here) => true,
            Some(Target::Reader) => false,
            _ => screen.part == Part::Regions,
        };
        if in_list {
            screen.turn_to(Part::Regions);
            screen.point(screen.cursor.saturating_add_signed(down as isize));
        } else {
            let most = seen.text.saturating_sub(seen.reader);
            screen.scroll = screen.scroll.saturating_add_signed(down as isize).min(most);
        }
        Vec::new()
    }

    /// A click: on the name of a part, or on a region.
    pub fn click(&mut self, target: Target) {
        match target {
            Target::Side(at) => self.turn_to(Part::ALL.get(at).copied().unwrap_or_default()),
            Target::Row(at) => {
                self.turn_to(Part::Regions);
                self.point(at);
            }
            _ => {}
        }
    }
}
