//! An evening of remembered answers with a group: what the screen knows and does; `review_view.rs` draws it.
//! Nothing private is ever here: it is counted where the list is made, and gone when it becomes so.

use std::collections::HashSet;

use crossterm::event::KeyEvent;

use crate::group::review as evening;
use crate::journal::{Change, EveningRow, ItemId, ItemRow, Verdict};
use crate::tui::field::Field;
use crate::tui::keymap::{Action, Section};
use crate::tui::msg::{After, Answer, Command, Matter, Query, Remembered, Seen, Turn};
use crate::tui::screens::evenings::Evenings;
use crate::tui::screens::writing::Writing;
use crate::tui::state::{Screen, State, Tone};
use crate::tui::widgets::{days, scroll};

#[path = "review_view.rs"]
mod view;

/// What the screen knows.
#[derive(Debug, Default)]
pub struct Review {
    /// What is looked at, once the journal has answered.
    list: Option<evening::Review>,
    /// The evening that is opened again.
    was: Option<EveningRow>,
    /// The request before the eyes, counted through all parts.
    at: usize,
    /// What became of it.
    known: Option<Box<Remembered>>,
    /// What was looked at.
    seen: HashSet<ItemId>,
    /// What was done here, and what of it was taken back.
    done: Vec<Step>,
    undone: Vec<Step>,
    /// How many sit together, where that was said already.
    people: Option<u32>,
    mode: Mode,
    scroll: usize,
    /// Whether kneel was started for it, and ends with it: home would show the group what is private.
    alone: bool,
}

/// An act of the evening.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Step {
    item: ItemId,
    what: String,
}

#[derive(Debug, Default)]
enum Mode {
    #[default]
    Looking,
    /// Who takes it is being said.
    Who(Field),
    /// How many there are is being said.
    People(Field),
    /// It is over, and kept.
    Kept(String),
}

impl Review {
    /// Opens an evening.
    pub fn open(state: &mut State, matter: Matter) -> Vec<Command> {
        Review::show(state, matter, Review::default())
    }

    /// Opens the evening that kneel was started for; `people`: how many sit together, where that was said already.
    pub fn begin(state: &mut State, matter: Matter, people: Option<u32>) -> Vec<Command> {
        Review::show(state, matter, Review { people, alone: true, ..Review::default() })
    }

    fn show(state: &mut State, matter: Matter, review: Review) -> Vec<Command> {
        state.above.push(Screen::Review(Box::new(review)));
        state.settling = true;
        let today = state.today;
        vec![state.ask(Query::Review { matter, today })]
    }

    fn top(state: &mut State) -> Option<&mut Review> {
        match state.above.last_mut() {
            Some(Screen::Review(review)) => Some(review),
            _ => None,
        }
    }

    fn row(&self) -> Option<&ItemRow> {
        self.list.as_ref()?.items().nth(self.at).map(|(_, row)| row)
    }

    /// The request before the eyes.
    pub fn here(&self) -> Option<ItemId> {
        self.row().map(|row| row.id.clone())
    }

    fn count(&self) -> usize {
        self.list.as_ref().map_or(0, |list| list.items().count())
    }

    /// The sections of the keymap that hold now.
    pub fn sections(&self) -> &'static [Section] {
        match self.mode {
            Mode::Who(_) | Mode::People(_) => &[Section::Naming],
            Mode::Looking | Mode::Kept(_) => &[Section::Review, Section::Everywhere],
        }
    }

    /// The actions the footer names.
    pub fn foremost(&self) -> &'static [Action] {
        use Action as A;
        match self.mode {
            Mode::Who(_) | Mode::People(_) => &[A::Save, A::Back, A::Help],
            Mode::Kept(_) => &[A::Back, A::Undo, A::Evenings, A::Help],
            Mode::Looking if self.count() == 0 => &[A::Back, A::Evenings, A::Help],
            Mode::Looking => &[A::GoOn, A::Answered, A::Take, A::Note, A::Back, A::Blank, A::Help],
        }
    }

    /// Where the key leads that finishes an evening, once there is nothing to finish.
    pub fn way_out(&self) -> Option<&'static str> {
        match self.mode {
            Mode::Kept(_) if self.alone => Some("quit"),
            Mode::Kept(_) => Some("home"),
            Mode::Looking if self.was.is_some() => Some(if self.alone { "quit" } else { "back" }),
            _ => None,
        }
    }

    /// Whether an action does something here now.
    pub fn is_of_use(&self, action: Action) -> bool {
        match action {
            Action::GoOn => self.at + 1 < self.count(),
            Action::Answered => {
                self.known().is_some_and(|known| known.row.verdict != Some(Verdict::Answered))
            }
            Action::Take => self.known().is_some(),
            _ => true,
        }
    }

    /// Takes an answer.
    pub fn deliver(state: &mut State, answer: Answer) -> Vec<Command> {
        let Some(review) = state.above.iter_mut().rev().find_map(|screen| match screen {
            Screen::Review(review) => Some(review),
            _ => None,
        }) else {
            return Vec::new();
        };
        match answer {
            Answer::Review(None) => {
                state.above.pop();
                state.say(Tone::Plain, "that evening is not there any more");
                Vec::new()
            }
            Answer::Review(Some(found)) => {
                (review.list, review.was) = (Some(found.0), found.1);
                let here = review.here();
                state.settling |= here.is_some();
                here.map(|id| state.ask(Query::Entry(id))).into_iter().collect()
            }
            Answer::Entry(Some(known)) => {
                review.take_in(known);
                Vec::new()
            }
            // it became private meanwhile, or is gone
            Answer::Entry(None) => {
                review.drop_here();
                let here = review.here();
                here.map(|id| state.ask(Query::Entry(id))).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    fn take_in(&mut self, known: Box<Remembered>) {
        let rows = self.list.iter_mut().flat_map(|list| &mut list.parts).flat_map(|(_, rows, _)| rows);
        for row in rows.filter(|row| row.id == known.row.id) {
            *row = known.row.clone();
        }
        self.known = Some(known);
    }

    fn drop_here(&mut self) {
        let Some(here) = self.here() else { return };
        self.known = None;
        if let Some(list) = &mut self.list {
            for (_, rows, _) in &mut list.parts {
                rows.retain(|row| row.id != here);
            }
            list.private += 1;
        }
        self.at = self.at.min(self.count().saturating_sub(1));
    }

    /// What is known of the request before the eyes.
    fn known(&self) -> Option<&Remembered> {
        let row = self.row()?;
        self.known.as_deref().filter(|known| known.row.id == row.id)
    }

    /// Goes to a request and reads it.
    fn go(state: &mut State, to: usize) -> Vec<Command> {
        let Some(review) = Review::top(state) else { return Vec::new() };
        review.seen.extend(review.here());
        review.at = to.min(review.count().saturating_sub(1));
        review.scroll = 0;
        let here = review.here();
        state.settling |= here.is_some();
        here.map(|id| state.ask(Query::Entry(id))).into_iter().collect()
    }

    /// A click on a request in the list.
    pub fn point(state: &mut State, at: usize) -> Vec<Command> {
        match Review::top(state).map(|review| &review.mode) {
            Some(Mode::Looking) => Review::go(state, at),
            _ => Vec::new(),
        }
    }

    /// Whether keys go into a field.
    pub fn is_typing(&self) -> bool {
        matches!(self.mode, Mode::Who(_) | Mode::People(_))
    }

    /// A key that goes into a field.
    pub fn input(&mut self, key: KeyEvent) {
        if let Mode::Who(field) | Mode::People(field) = &mut self.mode {
            field.input(key);
        }
    }

    /// A text that was pasted.
    pub fn paste(&mut self, words: &str) {
        if let Mode::Who(field) | Mode::People(field) = &mut self.mode {
            field.paste(words);
        }
    }

    /// What a key does here.
    pub fn update(state: &mut State, action: Action, seen: Seen) -> Vec<Command> {
        let today = state.today;
        let Some(review) = Review::top(state) else { return Vec::new() };
        match (&mut review.mode, action) {
            (Mode::Who(_) | Mode::People(_), Action::Back) => {
                review.mode = Mode::Looking;
                return Vec::new();
            }
            (Mode::Who(field), Action::Save) => {
                let who = field.text().trim().to_owned();
                return Review::takes(state, who);
            }
            (Mode::People(field), Action::Save) => {
                let typed = field.text().trim().to_lowercase();
                return Review::keep(state, &typed);
            }
            (Mode::Who(_) | Mode::People(_), _) => return Vec::new(),
            (_, Action::Undo | Action::Redo) => return Review::turn(state, action),
            (Mode::Kept(_), Action::Back) => return Review::close(state),
            (Mode::Kept(_), Action::Evenings) => return Evenings::open(state),
            (Mode::Kept(_), _) => {
                state.say(Tone::Plain, "the evening is over");
                return Vec::new();
            }
            (Mode::Looking, _) => {}
        }
        let at = review.at;
        let verdict = match action {
            Action::GoOn | Action::KeepWaiting if at + 1 >= review.count() => {
                review.seen.extend(review.here());
                state.say(Tone::Plain, "this was the last one");
                return Vec::new();
            }
            Action::GoOn | Action::KeepWaiting => return Review::go(state, at + 1),
            Action::GoBack => return Review::go(state, at.saturating_sub(1)),
            Action::First => return Review::go(state, 0),
            Action::Last => return Review::go(state, usize::MAX),
            Action::Back => return Review::finish(state),
            Action::Evenings => return Evenings::open(state),
            Action::Answered => Verdict::Answered,
            Action::Partly => Verdict::Partly,
            Action::Otherwise => Verdict::Otherwise,
            Action::SetBack => Verdict::SetBack,
            Action::Take => {
                let who = review.known().and_then(|known| known.entry.taken_by.clone()).unwrap_or_default();
                if review.known().is_some() {
                    review.mode = Mode::Who(Field::new(&who));
                }
                return Vec::new();
            }
            Action::Note => {
                let row = review.row().cloned();
                return row.map_or_else(Vec::new, |row| Writing::along(state, &row));
            }
            Action::Archive => {
                let Some(row) = review.known().map(|known| &known.row) else { return Vec::new() };
                let change = Change::Archived { item: row.id.clone(), archived: !row.archived };
                return act(state, change);
            }
            action => {
                if let Some(to) = scroll::moved(review.scroll, action, seen) {
                    review.scroll = to;
                }
                return Vec::new();
            }
        };
        let Some(known) = review.known() else { return Vec::new() };
        if known.row.verdict == Some(verdict) {
            state.say(Tone::Plain, format!("it is {} already", verdict.words()));
            return Vec::new();
        }
        // what told of an earlier answer still stands behind this one
        let (words, praise) =
            known.answer.clone().map_or((String::new(), None), |answer| (answer.words, answer.praise));
        let item = known.row.id.clone();
        act(state, Change::Answered { item, verdict, words, day: today, praise })
    }

    fn takes(state: &mut State, who: String) -> Vec<Command> {
        let Some(review) = Review::top(state) else { return Vec::new() };
        review.mode = Mode::Looking;
        let Some(known) = review.known() else { return Vec::new() };
        if known.entry.taken_by.as_deref().unwrap_or_default() == who {
            return Vec::new();
        }
        let item = known.row.id.clone();
        act(state, Change::Taken { item, who: Some(who).filter(|who| !who.is_empty()) })
    }

    /// Whether there is an evening to keep: more was done than to open it.
    fn is_touched(&self) -> bool {
        self.was.is_none() && (!self.seen.is_empty() || !self.done.is_empty())
    }

    fn finish(state: &mut State) -> Vec<Command> {
        let Some(review) = Review::top(state) else { return Vec::new() };
        if !review.is_touched() {
            return Review::close(state);
        }
        let people = review.people.map(|people| people.to_string()).unwrap_or_default();
        review.mode = Mode::People(Field::new(&people));
        Vec::new()
    }

    fn close(state: &mut State) -> Vec<Command> {
        if Review::top(state).is_some_and(|review| review.alone) {
            state.ended = true;
            return vec![Command::Quit];
        }
        state.above.pop();
        state.refresh()
    }

    /// Keeps the evening with the number of people that was typed; "no" leaves without.
    fn keep(state: &mut State, typed: &str) -> Vec<Command> {
        let today = state.today;
        let people = match typed {
            "" => None,
            "no" => {
                state.say(Tone::Plain, "the evening was not kept; what you said of each stays");
                return Review::close(state);
            }
            number => {
                let Ok(people) = number.parse::<u32>() else {
                    state.say(Tone::Trouble, "type a number, or nothing");
                    return Vec::new();
                };
                Some(people).filter(|people| *people > 0)
            }
        };
        let Some(list) = Review::top(state).and_then(|review| review.list.as_ref()) else {
            return Vec::new();
        };
        let evening = list.evening(people);
        let told = format!("Kept: {}, {}.", days::long(today, today), evening.words());
        state.saving = true;
        vec![Command::Act { changes: vec![Change::Met { evening }], after: After::Kept(told) }]
    }

    /// The evening is on the disk. Its last page shows nothing else: the group may still be there.
    pub fn kept(state: &mut State, told: String) -> Vec<Command> {
        state.say(Tone::Done, told.clone());
        if let Some(review) = Review::top(state) {
            review.mode = Mode::Kept(told);
        }
        Vec::new()
    }

    /// Remembers an act that is on the disk, if it was done in an evening.
    pub fn acted(state: &mut State, what: &str) {
        if let Some(review) = Review::top(state)
            && let Some(item) = review.here()
        {
            review.undone.clear();
            review.done.push(Step { item, what: what.to_owned() });
        }
    }

    fn turn(state: &mut State, action: Action) -> Vec<Command> {
        let Some(review) = Review::top(state) else { return Vec::new() };
        let (turn, any) = match action {
            Action::Undo => (Turn::Undo, !review.done.is_empty() || matches!(review.mode, Mode::Kept(_))),
            _ => (Turn::Redo, !review.undone.is_empty() && !matches!(review.mode, Mode::Kept(_))),
        };
        if !any {
            state.say(Tone::Plain, "nothing was done here this evening");
            return Vec::new();
        }
        state.saving = true;
        vec![Command::Turn(turn)]
    }

    /// Goes to the request whose act was taken back or done again, and tells what may be said of it before a group:
    /// nothing of an act that was not done here.
    pub fn turned(state: &mut State, turn: Turn, what: Option<String>) -> Option<String> {
        let Some(review) = Review::top(state) else { return what };
        let what = what?;
        if turn == Turn::Undo && matches!(review.mode, Mode::Kept(_)) {
            review.mode = Mode::Looking;
            return Some("the evening".to_owned());
        }
        let (from, to) = match turn {
            Turn::Undo => (&mut review.done, &mut review.undone),
            Turn::Redo => (&mut review.undone, &mut review.done),
        };
        let Some(step) = from.pop_if(|step| step.what == what) else {
            return Some("what was done last on this machine".to_owned());
        };
        let at = review.list.as_ref().and_then(|list| list.items().position(|(_, row)| row.id == step.item));
        review.at = at.unwrap_or(review.at);
        review.scroll = 0;
        to.push(step);
        Some(what)
    }
}

fn act(state: &mut State, change: Change) -> Vec<Command> {
    state.saving = true;
    vec![Command::Act { changes: vec![change], after: After::Stay }]
}
