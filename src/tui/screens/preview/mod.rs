//! A document beside what was read in it, before anything is written: each line's fate is seen and can be put right.
//!
//! ```text
//!  letter.txt               line 5 of 7, 1 unsorted │ Harbour Light Prayer Requests
//!      1 T  Harbour Light Prayer Requests           │ Harbour Light, 12 March 2026
//!      3 D  12 March 2026                           │
//!      5 H  Asia                                    │ Asia
//!  >   7 R╷ Pray for the crew of the Heron,         │ > request  Pray for the crew of the Heron,
//!      8  ╵ and for calm seas.                      │            and for calm seas.
//!     10 ?  Tea: Ann                                │   unsorted Tea: Ann
//! ```
//!
//! This file holds what the screen knows, how one moves in it, and how it ends; `mending.rs` what is put right,
//! `forms.rs` what is asked for on the way, `lines.rs` and `found.rs` draw the two sides.

mod forms;
mod found;
mod lines;
mod mending;

use std::sync::Arc;

use crossterm::event::KeyEvent;

use crate::bulletin::{Correction, Fate, Outcome, Reading, apply};
use crate::journal::{Plan, PlannedBulletin};
use crate::tui::keymap::{Action, Section};
use crate::tui::msg::{Answer, Command, Errand, Query, Seen};
use crate::tui::opened::{Count, Opened, Tally};
use crate::tui::state::{Screen, State, Tone};
use crate::tui::widgets::scroll;

use forms::Form;

/// Which side keys move in; where there is room for one only, the one that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Side {
    #[default]
    Lines,
    Found,
}

/// What the screen knows.
#[derive(Debug)]
pub struct Preview {
    document: Arc<Opened>,
    /// The reading as it was put right.
    reading: Reading,
    /// What was put right, in order.
    made: Vec<Correction>,
    /// What was taken back, the last of it first.
    undone: Vec<Correction>,
    /// What the journal would make of the document as it was read.
    plans: Vec<PlannedBulletin>,
    /// The line under the cursor, by its place.
    cursor: usize,
    /// Where the chosen lines begin or end, other than at the cursor.
    anchor: Option<usize>,
    side: Side,
    form: Option<Form>,
}

impl Preview {
    /// Opens the screen, and asks for corrections that wait and for what the journal has already.
    pub fn open(state: &mut State, document: Opened) -> Vec<Command> {
        let kept = Query::Kept(document.draft.clone());
        let plan = Query::Plan(Box::new(document.incoming(document.reading.clone(), Vec::new())));
        let preview = Preview {
            reading: document.reading.clone(),
            document: Arc::new(document),
            made: Vec::new(),
            undone: Vec::new(),
            plans: Vec::new(),
            cursor: 0,
            anchor: None,
            side: Side::default(),
            form: None,
        };
        state.above.push(Screen::Preview(Box::new(preview)));
        state.settling = true;
        vec![state.ask(kept), state.ask(plan)]
    }

    /// Takes an answer.
    pub fn deliver(state: &mut State, answer: Answer) {
        let Some(Screen::Preview(preview)) = state.above.last_mut() else { return };
        match answer {
            Answer::Plan(plans) => preview.plans = plans,
            Answer::Kept(Some(body)) => {
                let corrections: Vec<Correction> = serde_json::from_str(&body).unwrap_or_default();
                preview.again(corrections);
                if !preview.made.is_empty() {
                    state.say(Tone::Plain, "what you had put right in it is here again");
                }
            }
            _ => {}
        }
    }

    /// The sections of the keymap that hold now.
    pub fn sections(&self) -> &'static [Section] {
        match &self.form {
            None => &[Section::Preview, Section::Moving, Section::Everywhere],
            Some(Form::Letter(_)) => &[Section::Letter],
            Some(Form::Naming(..)) => &[Section::Naming],
            Some(Form::Region(_) | Form::Leaving(_)) => &[Section::Picking],
        }
    }

    /// The actions that the footer names.
    pub fn foremost(&self) -> &'static [Action] {
        use Action as A;
        match &self.form {
            None if self.anchor.is_some() => &[
                A::Save,
                A::Sort(Fate::Request),
                A::Sort(Fate::Praise),
                A::Join,
                A::Sort(Fate::Boilerplate),
                A::Back,
                A::Help,
            ],
            None if self.count().unsorted > 0 => &[
                A::Save,
                A::NextUnsorted,
                A::Sort(Fate::Request),
                A::Sort(Fate::Praise),
                A::Sort(Fate::Boilerplate),
                A::Back,
                A::Help,
            ],
            None => &[
                A::Save,
                A::Sort(Fate::Request),
                A::Sort(Fate::Praise),
                A::Sort(Fate::Boilerplate),
                A::Split,
                A::Back,
                A::Help,
            ],
            Some(Form::Letter(_)) => &[A::Save, A::Right, A::NextChoice, A::Back, A::Help],
            Some(Form::Naming(..)) => &[A::Save, A::Back, A::Help],
            Some(Form::Region(_) | Form::Leaving(_)) => &[A::Open, A::Back, A::Help],
        }
    }

    /// Whether an action does something here now.
    pub fn is_of_use(&self, action: Action) -> bool {
        if let Some(form) = &self.form {
            return self.is_of_use_in(form, action);
        }
        match action {
            Action::NextUnsorted => self.unsorted_from(true) != self.cursor,
            Action::Sort(fate) => self.chosen_outcomes().any(|outcome| outcome.fate != fate),
            Action::Split => self.reading.block_of(self.cursor).start != self.cursor,
            Action::Join if self.anchor.is_some() => self.chosen_outcomes().count() > 1,
            Action::Join => self.reading.block_of(self.cursor).start > 0,
            _ => true,
        }
    }

    /// The blocks that keys are about.
    fn chosen_outcomes(&self) -> impl Iterator<Item = Outcome<'_>> {
        let lines = self.chosen();
        let all = self.outcomes().into_iter().map(|(_, outcome)| outcome);
        all.filter(move |outcome| {
            outcome.block.lines.start < lines.end && lines.start < outcome.block.lines.end
        })
    }

    /// A key that goes into a field.
    pub fn input(&mut self, key: KeyEvent) {
        match &mut self.form {
            Some(Form::Naming(_, field)) => field.input(key),
            Some(Form::Region(regions)) => regions.input(key),
            _ => {}
        }
    }

    /// A text that was pasted.
    pub fn paste(&mut self, words: &str) {
        match &mut self.form {
            Some(Form::Naming(_, field)) => field.paste(words),
            Some(Form::Region(regions)) => regions.paste(words),
            _ => {}
        }
    }

    /// Puts the cursor on a line.
    pub fn point(&mut self, line: usize) {
        self.cursor = line.min(self.reading.document.lines.len().saturating_sub(1));
    }

    /// A click: on a line, or on what a form offers.
    pub fn click(&mut self, at: usize) {
        match &mut self.form {
            Some(Form::Region(regions)) => regions.cursor = at.min(regions.offered().len().saturating_sub(1)),
            Some(Form::Leaving(choice)) => *choice = at.min(forms::LEAVING.len() - 1),
            Some(Form::Letter(_) | Form::Naming(..)) => {}
            None => self.point(at),
        }
    }

    /// Whether a form offers choices.
    pub fn is_choosing(&self) -> bool {
        matches!(self.form, Some(Form::Region(_) | Form::Leaving(_)))
    }

    /// What a key does here.
    pub fn update(state: &mut State, action: Action) -> Vec<Command> {
        let seen = state.seen;
        let Some(Screen::Preview(preview)) = state.above.last_mut() else { return Vec::new() };
        if preview.form.is_some() {
            return forms::update(state, action);
        }
        match action {
            Action::Save => Preview::keep(state),
            Action::Back if preview.anchor.take().is_some() => Vec::new(),
            Action::Back if preview.made.is_empty() => Preview::leave(state),
            Action::Back => {
                preview.form = Some(Form::Leaving(0));
                Vec::new()
            }
            action if preview.moved(action, seen) => Vec::new(),
            action => mending::update(state, action),
        }
    }

    /// Moves the cursor; `false` where the action is no movement.
    fn moved(&mut self, action: Action, seen: Seen) -> bool {
        let by_block = self.side == Side::Found;
        let to = match action {
            Action::NextBlock => self.block_after(),
            Action::PreviousBlock => self.block_before(),
            Action::Down if by_block => self.block_after(),
            Action::Up if by_block => self.block_before(),
            Action::NextUnsorted | Action::PreviousUnsorted => {
                self.unsorted_from(action == Action::NextUnsorted)
            }
            Action::Right | Action::Left => {
                self.side = if self.side == Side::Lines { Side::Found } else { Side::Lines };
                self.cursor
            }
            Action::Select => {
                self.anchor = if self.anchor.is_some() { None } else { Some(self.cursor) };
                self.cursor
            }
            Action::SelectDown | Action::SelectUp => {
                self.anchor.get_or_insert(self.cursor);
                self.cursor.saturating_add_signed(if action == Action::SelectDown { 1 } else { -1 })
            }
            action => match scroll::stride(action, seen) {
                Some(by) => self.cursor.saturating_add_signed(by),
                None => return false,
            },
        };
        self.point(to);
        true
    }

    /// Each block with the issue it is in, in the order of the document.
    fn outcomes(&self) -> Vec<(usize, Outcome<'_>)> {
        let issues = self.reading.issues.iter().enumerate();
        issues.flat_map(|(at, issue)| issue.outcomes().map(move |outcome| (at, outcome))).collect()
    }

    fn block_after(&self) -> usize {
        let starts = self.outcomes().into_iter().map(|(_, outcome)| outcome.block.lines.start);
        starts.filter(|start| *start > self.cursor).min().unwrap_or(self.cursor)
    }

    fn block_before(&self) -> usize {
        let starts = self.outcomes().into_iter().map(|(_, outcome)| outcome.block.lines.start);
        starts.filter(|start| *start < self.cursor).max().unwrap_or(self.cursor)
    }

    /// The next line that nobody could place, round the end.
    fn unsorted_from(&self, onward: bool) -> usize {
        let outcomes = self.outcomes();
        let unsorted = outcomes.iter().filter(|(_, outcome)| outcome.fate == Fate::Unsorted);
        let starts: Vec<usize> = unsorted.map(|(_, outcome)| outcome.block.lines.start).collect();
        let found = if onward {
            starts.iter().find(|start| **start > self.cursor).or(starts.first())
        } else {
            starts.iter().rfind(|start| **start < self.cursor).or(starts.last())
        };
        found.copied().unwrap_or(self.cursor)
    }

    fn count(&self) -> Count {
        Count::of(self.reading.issues.iter().map(|issue| &issue.bulletin))
    }

    /// Corrections once more, from the reading as it was.
    fn again(&mut self, corrections: Vec<Correction>) {
        let (reading, unfit) = apply(self.document.reading.clone(), &corrections);
        self.reading = reading;
        self.made = corrections.into_iter().filter(|correction| !unfit.contains(correction)).collect();
        self.point(self.cursor);
    }

    /// Keeps what was put right so far, for a day when the document is opened again.
    fn draft(&self) -> Command {
        let body = (!self.made.is_empty()).then(|| serde_json::to_string(&self.made).ok()).flatten();
        Command::Keep { key: self.document.draft.clone(), body }
    }

    /// What Enter does, in a sentence; shown where nothing else is to be said.
    pub fn promise(&self, key: &str) -> String {
        if self.form.is_some() {
            return String::new();
        }
        let known = !self.plans.is_empty() && self.plans.iter().all(|plan| plan.plan == Plan::Known);
        if known && self.made.is_empty() {
            return "all of it is in the journal already".to_owned();
        }
        if known {
            return format!("{key} corrects what the journal has of it");
        }
        match self.count().items() {
            Some(items) => format!("{key} keeps {items}; nothing is written before"),
            None => "no request and no praise was found".to_owned(),
        }
    }

    /// Takes the document into the journal as it is read and put right now.
    fn keep(state: &mut State) -> Vec<Command> {
        let Some(Screen::Preview(preview)) = state.above.last() else { return Vec::new() };
        let incoming = preview.document.incoming(preview.reading.clone(), preview.made.clone());
        state.saving = true;
        vec![Command::Import { act: None, documents: vec![incoming] }]
    }

    /// It is in the journal: the screen closes, and its draft goes.
    pub fn kept(state: &mut State, tally: &Tally) -> Vec<Command> {
        let Some(Screen::Preview(preview)) = state.above.pop() else { return Vec::new() };
        match state.above.last_mut() {
            Some(Screen::Importing(_)) => drop(state.above.pop()),
            Some(Screen::Documents(documents)) => documents.kept(&preview.document.path),
            _ => {}
        }
        state.saving = false;
        state.settling = true;
        let answers = tally.answers_told().map(|told| format!("; {told}")).unwrap_or_default();
        state.say(Tone::Done, format!("{}{answers}", tally.told()));
        let Preview { document, made: corrections, .. } = *preview;
        let mut commands = vec![Command::Keep { key: document.draft.clone(), body: None }];
        if !corrections.is_empty() {
            commands.push(state.send(Errand::Learn { document, corrections }));
        }
        commands.push(state.ask(Query::Renamed(tally.headings.clone())));
        commands.extend(state.refresh());
        commands
    }

    fn leave(state: &mut State) -> Vec<Command> {
        state.above.pop();
        Vec::new()
    }
}
