//! Walking through requests, one at a time. Nothing but the request; no boxes. This file holds what the walk knows and
//! does; `walk_view.rs` draws it.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::bulletin::Scripture;
use crate::journal::{Change, Chapter, ItemId, ItemRow, Scope, Through, WalkEnd, WalkPlace};
use crate::tui::keymap::Action;
use crate::tui::msg::{After, Answer, Command, Known, Query};
use crate::tui::state::{Screen, State, Tone};
use crate::tui::widgets::scroll;
use crate::walk::{Share, Walk};

#[path = "walk_view.rs"]
mod view;

/// More than anybody prays in a day.
const LARGEST_PORTION: usize = 500;

/// More than anybody walks through at once.
pub const LONGEST: usize = 500;

/// What the screen knows.
#[derive(Debug, PartialEq, Eq)]
pub struct Walking {
    /// What one walks through.
    pub through: Through,
    /// The walk, once the journal has answered.
    pub walk: Option<Walk>,
    /// The request one stands at.
    known: Option<Box<Known>>,
    /// The story it belongs to.
    story: Vec<Chapter>,
    /// The verses that its bulletin opens with, where it is the first of that bulletin on this walk.
    verses: Vec<Scripture>,
    /// With which item each bulletin was opened.
    opened: BTreeMap<String, String>,
    /// What the walk came to, at its end.
    end: Option<WalkEnd>,
    /// What was done on the way, to be able to go back to it.
    done: Vec<Step>,
    scroll: usize,
}

/// An act on the way.
#[derive(Debug, PartialEq, Eq)]
struct Step {
    at: usize,
    what: String,
}

impl Walking {
    /// Begins a walk, or goes on with the one that was left.
    pub fn begin(state: &mut State, through: Through) -> Vec<Command> {
        let query = Query::Walk { through: through.clone(), today: state.today, size: state.portion };
        let walking = Walking {
            through,
            walk: None,
            known: None,
            story: Vec::new(),
            verses: Vec::new(),
            opened: BTreeMap::new(),
            end: None,
            done: Vec::new(),
            scroll: 0,
        };
        match state.above.last_mut() {
            Some(Screen::Walk(old)) => *old = walking,
            _ => state.above.push(Screen::Walk(walking)),
        }
        state.settling = true;
        vec![state.ask(query)]
    }

    /// The item one stands at.
    pub fn item(&self) -> Option<ItemId> {
        self.walk.as_ref()?.here().map(|id| ItemId(id.to_owned()))
    }

    /// What is known of it, unless the walk is over.
    pub fn known(&self) -> Option<&Known> {
        let here = self.walk.as_ref()?.here()?;
        self.known.as_deref().filter(|known| known.detail.row.id.0 == here)
    }

    /// Whether the end is reached.
    pub fn is_over(&self) -> bool {
        self.walk.as_ref().is_some_and(|walk| walk.here().is_none())
    }

    /// Whether an action does something here now.
    pub fn is_of_use(&self, action: Action) -> bool {
        match action {
            Action::GoBack => self.walk.as_ref().is_some_and(|walk| walk.at > 0),
            Action::Pray => self.goes_on(),
            _ => true,
        }
    }

    /// Whether more waits today when the end is reached.
    fn goes_on(&self) -> bool {
        self.end.as_ref().is_some_and(|end| end.more > 0)
    }

    /// What there is to ask of the journal for what is shown.
    pub fn queries(&self, today: NaiveDate, size: usize) -> Vec<Query> {
        match (self.item(), &self.walk) {
            (Some(id), _) => {
                vec![Query::Detail(id.clone()), Query::Story(id.clone()), Query::Scripture(id)]
            }
            (None, Some(walk)) => {
                let items = walk.items.iter().cloned().map(ItemId).collect();
                vec![Query::WalkEnd { through: self.through.clone(), items, today, size }]
            }
            (None, None) => Vec::new(),
        }
    }

    /// Takes an answer.
    pub fn deliver(state: &mut State, answer: Answer) -> Vec<Command> {
        let is_topmost = matches!(state.above.last(), Some(Screen::Walk(_)));
        let Some(Screen::Walk(walking)) = state.above.iter_mut().rfind(|s| matches!(s, Screen::Walk(_)))
        else {
            return Vec::new();
        };
        match answer {
            Answer::Detail(None) if is_topmost => {
                walking.leave_out();
                return Walking::arrive(state);
            }
            Answer::Detail(known) => walking.known = known,
            Answer::Story(story) => walking.story = story,
            Answer::Scripture(found) => walking.open(found),
            Answer::WalkEnd(end) => walking.end = Some(*end),
            Answer::Walk { rows, open, place, share } => {
                return Walking::set_out(state, &rows, open, place, share);
            }
            _ => {}
        }
        Vec::new()
    }

    /// Goes on without the request one stands at: it is not in the journal any more.
    fn leave_out(&mut self) {
        if let Some(walk) = &mut self.walk {
            walk.leave_out();
            let at = walk.at;
            self.done.retain(|step| step.at != at);
            self.done.iter_mut().filter(|step| step.at > at).for_each(|step| step.at -= 1);
        }
        self.known = None;
    }

    /// A bulletin is opened once on a walk, with the first of its items.
    fn open(&mut self, found: Option<(String, Vec<Scripture>)>) {
        let (Some(here), Some((bulletin, verses))) = (self.item(), found) else { return };
        let with = self.opened.entry(bulletin).or_insert_with(|| here.0.clone());
        self.verses = if *with == here.0 { verses } else { Vec::new() };
    }

    /// `open`: how many the list has that one walks through; more than there are rows where the walk leaves some out.
    fn set_out(
        state: &mut State,
        rows: &[ItemRow],
        open: usize,
        place: Option<WalkPlace>,
        share: Share,
    ) -> Vec<Command> {
        let (today, size) = (state.today, state.portion);
        let ids: Vec<String> = rows.iter().map(|row| row.id.0.clone()).collect();
        let Some(Screen::Walk(walking)) = state.above.iter_mut().rfind(|s| matches!(s, Screen::Walk(_)))
        else {
            return Vec::new();
        };
        let count = ids.len();
        let name = walking.through.name();
        let mut told = match &walking.through {
            Through::Portion if count > 0 => share.words(count),
            Through::Random if count > 0 => format!("{count} by chance, the same all day"),
            Through::More if count > 0 => format!("{count} more, in turn"),
            Through::List(Scope::View(view)) if count > 0 => format!("{}: {count}", view.name),
            Through::List(_) if count >= LONGEST && open > count => {
                format!("{count} of {open} open, for one walk")
            }
            // which of these it was is not told apart
            Through::List(_) if count > 0 && open > LONGEST => {
                format!(
                    "{count} of {open} open: at most {LONGEST}, each story once, none prayed today or at rest"
                )
            }
            Through::List(_) if count > 0 && open > count => {
                format!("{count} of {open} open: each story once, without what was prayed today or rests")
            }
            _ => String::new(),
        };
        if let Some(walk) = &mut walking.walk {
            // the portion was changed on the way
            walk.remaining(ids);
            told = format!("a portion is {size} now, in the settings too; {}", share.words(count));
        } else {
            let mut walk = Walk::new(today, name, ids);
            match place {
                Some(WalkPlace::Here(kept)) => {
                    if kept.at > 0 {
                        "going on where you stopped".clone_into(&mut told);
                    }
                    walk = kept;
                    // what the day has come to ask for since
                    let first = rows.iter().filter(|row| row.first(today).is_some());
                    walk.come_next(first.map(|row| row.id.0.clone()));
                }
                Some(WalkPlace::Elsewhere(Some(at))) => {
                    walk.go_to(&at.0);
                    if walk.at > 0 {
                        "going on where you stopped on your other machine".clone_into(&mut told);
                    }
                }
                Some(WalkPlace::Elsewhere(None)) | None => {}
            }
            walking.walk = Some(walk);
        }
        if !told.is_empty() {
            state.say(Tone::Plain, told);
        }
        Walking::arrive(state)
    }

    /// Keeps the place; at the end the person's other machines hear of it.
    fn keep(state: &mut State) -> Option<Command> {
        let Some(Screen::Walk(walking)) = state.above.last_mut() else { return None };
        walking.scroll = 0;
        walking.story.clear();
        walking.verses.clear();
        let walk = walking.walk.clone()?;
        let left = walk.here().is_none() && !walk.items.is_empty();
        Some(Command::Place { walk, left })
    }

    /// What is to be done when one leaves in the middle of a walk, however one does: the place is told to the person's
    /// other machines.
    pub fn leaving(state: &State) -> Option<Command> {
        let walk = state.above.iter().rev().find_map(|screen| match screen {
            Screen::Walk(walking) => walking.walk.clone(),
            _ => None,
        })?;
        walk.here().is_some().then_some(Command::Place { walk, left: true })
    }

    /// Keeps the place and reads what there is at the one that was reached.
    fn arrive(state: &mut State) -> Vec<Command> {
        let mut commands: Vec<Command> = Walking::keep(state).into_iter().collect();
        let queries = match state.above.last() {
            Some(Screen::Walk(walking)) => walking.queries(state.today, state.portion),
            _ => Vec::new(),
        };
        state.settling = !queries.is_empty();
        for query in queries {
            commands.push(state.ask(query));
        }
        commands
    }

    fn step(state: &mut State, step: impl FnOnce(&mut Walk)) {
        if let Some(Screen::Walk(Walking { walk: Some(walk), .. })) = state.above.last_mut() {
            step(walk);
        }
    }

    fn turn(state: &mut State, step: impl FnOnce(&mut Walk)) -> Vec<Command> {
        Walking::step(state, step);
        Walking::arrive(state)
    }

    /// What a key does here; `None`: as everywhere.
    pub fn update(state: &mut State, action: Action) -> Option<Vec<Command>> {
        let (today, seen) = (state.today, state.seen);
        let Some(Screen::Walk(walking)) = state.above.last_mut() else { return None };
        let over = walking.is_over();
        let row = walking.known().map(|known| known.detail.row.clone());
        match (action, row) {
            (Action::GoBack, _) => Some(Walking::turn(state, Walk::back)),
            (Action::Home, _) if over => {
                state.above.clear();
                Some(state.refresh())
            }
            (Action::Pray, _) if over => Some(Walking::begin(state, Through::More)),
            (Action::Back, _) => {
                let mut commands: Vec<Command> = Walking::leaving(state).into_iter().collect();
                state.above.pop();
                if !over {
                    state.say(Tone::Plain, "your place is kept");
                }
                commands.extend(state.refresh());
                Some(commands)
            }
            (Action::More, _) => Some(Walking::resize(state, state.portion + 1)),
            (Action::Less, _) => Some(Walking::resize(state, state.portion.saturating_sub(1))),
            (Action::GoOn, _) if !over => Some(Walking::turn(state, Walk::forward)),
            (Action::Prayed, Some(row)) if row.last_prayed == Some(today) => {
                Some(Walking::turn(state, Walk::forward))
            }
            (Action::Prayed, Some(row)) => Some(Walking::act(state, Change::Prayed { item: row.id })),
            (Action::NotToday, Some(row)) => {
                let until = today.succ_opt();
                Some(Walking::act(state, Change::Snoozed { item: row.id, until }))
            }
            (action, _) => {
                let to = scroll::moved(walking.scroll, action, seen)?;
                walking.scroll = to;
                Some(Vec::new())
            }
        }
    }

    fn act(state: &mut State, change: Change) -> Vec<Command> {
        state.saving = true;
        vec![Command::Act { changes: vec![change], after: After::WalkOn }]
    }

    /// Has the portion hold another number of requests, in the settings.
    fn resize(state: &mut State, size: usize) -> Vec<Command> {
        let Some(Screen::Walk(walking)) = state.above.last() else { return Vec::new() };
        if walking.through != Through::Portion {
            state.say(Tone::Plain, "this walk is no portion: it holds all there is");
            return Vec::new();
        }
        let size = size.clamp(1, LARGEST_PORTION);
        if size == state.portion {
            return Vec::new();
        }
        state.saving = true;
        let value = Some(i64::try_from(size).unwrap_or(i64::MAX).into());
        vec![Command::Set(vec![(vec!["portion".to_owned()], value)])]
    }

    /// The portion in the settings is another: what remains of the walk changes at once.
    pub fn resized(state: &mut State) -> Option<Command> {
        let walking = state.above.iter().any(
            |screen| matches!(screen, Screen::Walk(walking) if walking.through == Through::Portion && walking.walk.is_some()),
        );
        let query = Query::Walk { through: Through::Portion, today: state.today, size: state.portion };
        walking.then(|| state.ask(query))
    }

    /// Says how long one has been with a request.
    pub fn quiet(state: &mut State) {
        let told = match state.config.quiet_timer {
            1 => "1 minute has passed".to_owned(),
            minutes => format!("{minutes} minutes have passed"),
        };
        state.say(Tone::Plain, told);
    }

    /// Goes on after an act that is on the disk; the caller reads afresh.
    pub fn walk_on(state: &mut State, what: String) -> Option<Command> {
        if let Some(Screen::Walk(Walking { walk: Some(walk), done, .. })) = state.above.last_mut() {
            done.push(Step { at: walk.at, what });
        }
        Walking::step(state, Walk::forward);
        Walking::keep(state)
    }

    /// Goes back to the request whose act was just taken back; the caller reads afresh.
    pub fn undone(state: &mut State, what: &str) -> Option<Command> {
        let Some(Screen::Walk(walking)) = state.above.last_mut() else { return None };
        let step = walking.done.pop_if(|step| step.what == what)?;
        Walking::step(state, |walk| walk.at = step.at);
        Walking::keep(state)
    }
}
