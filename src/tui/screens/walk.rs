//! Walking through requests, one at a time. Nothing but the request; no boxes, no timer.
//!
//! ```text
//!  Asia, Central                                                     1 of 3
//!
//!           The court has put off the hearing for a third time. His wife
//!           Nargiza asks that we pray for a just judge ...
//!
//!           Your notes
//!              14 Feb  First letter arrived.
//!
//!           Waiting since 11 January. Prayed 7 times since 12 January.
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::journal::{Change, Chapter, ItemId, Scope};
use crate::tui::keymap::Action;
use crate::tui::msg::{After, Answer, Command, Known, Query, Target};
use crate::tui::state::{Screen, State, Tone};
use crate::tui::theme::Theme;
use crate::tui::view::ViewMemory;
use crate::tui::widgets::{paper, reader, scroll, sheet};
use crate::walk::{Walk, days_round};

/// The name the walk's place is kept under.
pub const KEPT: &str = "walk";

/// What the screen knows.
#[derive(Debug, PartialEq, Eq)]
pub struct Walking {
    /// The list one walks through; `None`: today's portion.
    pub scope: Option<Scope>,
    /// The walk, once the journal has answered.
    pub walk: Option<Walk>,
    /// The request one stands at.
    known: Option<Known>,
    /// The story it belongs to.
    story: Vec<Chapter>,
    /// What was done on the way, to be able to go back to it.
    done: Vec<Step>,
    scroll: usize,
}

/// An act on the way.
#[derive(Debug, PartialEq, Eq)]
struct Step {
    at: usize,
    what: String,
    prayed: Option<String>,
}

impl Walking {
    /// Begins a walk, or goes on with the one that was left.
    pub fn begin(state: &mut State, scope: Option<Scope>) -> Vec<Command> {
        let query = Query::Walk { scope: scope.clone(), today: state.today, size: state.portion };
        let walking =
            Walking { scope, walk: None, known: None, story: Vec::new(), done: Vec::new(), scroll: 0 };
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
        self.known.as_ref().filter(|known| known.detail.row.id.0 == here)
    }

    /// Whether the end is reached.
    pub fn is_over(&self) -> bool {
        self.walk.as_ref().is_some_and(|walk| walk.here().is_none())
    }

    /// The region one prays for, or the walk's name.
    pub fn heading(&self) -> String {
        match self.known() {
            Some(known) if known.detail.row.own => "My own".into(),
            Some(Known { detail, .. }) => {
                let row = &detail.row;
                row.region.clone().or_else(|| row.publisher.clone()).unwrap_or_else(|| "kneel".into())
            }
            None => "kneel".into(),
        }
    }

    /// "1 of 3", or nothing.
    pub fn place(&self) -> String {
        match &self.walk {
            Some(walk) if !self.is_over() => format!("{} of {}", walk.at + 1, walk.items.len()),
            _ => String::new(),
        }
    }

    /// Takes an answer.
    pub fn deliver(state: &mut State, answer: Answer) -> Vec<Command> {
        let (today, open) = (state.today, state.home.overview.open);
        let Some(Screen::Walk(walking)) = state.above.iter_mut().rfind(|s| matches!(s, Screen::Walk(_)))
        else {
            return Vec::new();
        };
        match answer {
            Answer::Detail(known) => {
                walking.known = known.map(|known| *known);
                Vec::new()
            }
            Answer::Story(story) => {
                walking.story = story;
                Vec::new()
            }
            Answer::Walk { rows, kept } => {
                let name = name_of(walking.scope.as_ref());
                let kept: Option<Walk> = kept.and_then(|kept| serde_json::from_str(&kept).ok());
                let resumed = kept.filter(|walk| walk.goes_on(today, &name));
                let told = match (&resumed, &walking.scope) {
                    (Some(walk), _) if walk.at > 0 => "going on where you stopped".to_owned(),
                    (_, None) if !rows.is_empty() => {
                        let days = match days_round(open, state.portion) {
                            0 | 1 => String::new(),
                            days => format!(", all in {days} days"),
                        };
                        format!("today: {} of {open} open{days}", rows.len())
                    }
                    _ => String::new(),
                };
                let items = rows.into_iter().map(|row| row.id.0).collect();
                walking.walk = Some(resumed.unwrap_or_else(|| Walk::new(today, name, items)));
                if !told.is_empty() {
                    state.say(Tone::Plain, told);
                }
                Walking::arrive(state)
            }
            _ => Vec::new(),
        }
    }

    /// Keeps the place, or lets it go at the end.
    fn keep(state: &mut State) -> Command {
        let mut body = None;
        if let Some(Screen::Walk(walking)) = state.above.last_mut() {
            walking.scroll = 0;
            walking.story.clear();
            let walk = walking.walk.as_ref().filter(|walk| walk.here().is_some());
            body = walk.and_then(|walk| serde_json::to_string(walk).ok());
        }
        Command::Keep { key: KEPT.into(), body }
    }

    /// Keeps the place and reads the request one stands at now.
    fn arrive(state: &mut State) -> Vec<Command> {
        let here = match state.above.last() {
            Some(Screen::Walk(walking)) => walking.item(),
            _ => None,
        };
        state.settling = here.is_some();
        let mut commands = vec![Walking::keep(state)];
        if let Some(id) = here {
            commands.push(state.ask(Query::Detail(id.clone())));
            commands.push(state.ask(Query::Story(id)));
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
                state.above.pop();
                Some(state.refresh())
            }
            (Action::Pray, _) if over => Some(Walking::begin(state, Some(Scope::Everything))),
            (Action::Back, _) => {
                state.above.pop();
                if !over {
                    state.say(Tone::Plain, "your place is kept");
                }
                Some(state.refresh())
            }
            (Action::GoOn, _) if !over => Some(Walking::turn(state, Walk::forward)),
            (Action::Prayed, Some(row)) if row.last_prayed == Some(today) => {
                Some(Walking::turn(state, Walk::forward))
            }
            (Action::Prayed, Some(row)) => {
                state.saving = true;
                Some(vec![Command::Act {
                    changes: vec![Change::Prayed { item: row.id }],
                    after: After::WalkOn { prayed: Some(row.title) },
                }])
            }
            (Action::NotToday, Some(row)) => {
                state.saving = true;
                let until = today.succ_opt();
                Some(vec![Command::Act {
                    changes: vec![Change::Snoozed { item: row.id, until }],
                    after: After::WalkOn { prayed: None },
                }])
            }
            (action, _) => {
                let to = scroll::moved(walking.scroll, action, seen)?;
                walking.scroll = to;
                Some(Vec::new())
            }
        }
    }

    /// Goes on after an act that is on the disk; the caller reads afresh.
    pub fn walk_on(state: &mut State, what: String, prayed: Option<String>) -> Command {
        if let Some(Screen::Walk(Walking { walk: Some(walk), done, .. })) = state.above.last_mut() {
            done.push(Step { at: walk.at, what, prayed });
        }
        Walking::step(state, Walk::forward);
        Walking::keep(state)
    }

    /// Goes back to the request whose act was just taken back; the caller reads afresh.
    pub fn undone(state: &mut State, what: &str) -> Option<Command> {
        let Some(Screen::Walk(walking)) = state.above.last_mut() else { return None };
        let step = walking.done.pop_if(|step| step.what == what)?;
        Walking::step(state, |walk| walk.at = step.at);
        Some(Walking::keep(state))
    }

    /// Draws the screen.
    pub fn view(
        &self,
        state: &State,
        theme: &Theme,
        memory: &mut ViewMemory,
        buffer: &mut Buffer,
        area: Rect,
    ) {
        let top = if area.height >= 16 { area.height / 8 } else { 0 };
        let area = sheet::column(paper::inset(area, top, 0));
        memory.hits.push((area, Target::Reader));
        let columns = usize::from(area.width);
        let mut lines = Vec::new();
        if self.is_over() {
            lines.extend(self.end(state, columns, theme));
        } else if let Some(known) = self.known() {
            let detail = &known.detail;
            lines.extend(reader::body(detail, columns, theme));
            reader::answer(known, columns, state.today, theme, &mut lines);
            lines.push(Line::default());
            reader::waiting(known, columns, theme, &mut lines);
            reader::news(&self.story, columns, state.today, theme, &mut lines);
            reader::notes(detail, columns, state.today, theme, &mut lines);
            if detail.row.last_prayed == Some(state.today) {
                lines.push(Line::styled("Prayed today.", theme.strong));
            }
            lines.extend(reader::footing(known, columns, state.today, theme));
        }
        memory.seen.reader = usize::from(area.height);
        memory.seen.text = paper::lines(buffer, area, &lines, self.scroll, theme.quiet);
    }

    fn end(&self, state: &State, columns: usize, theme: &Theme) -> Vec<Line<'static>> {
        let prayed: Vec<&String> = self.done.iter().filter_map(|step| step.prayed.as_ref()).collect();
        let told = match (prayed.len(), self.walk.as_ref().is_none_or(|walk| walk.items.is_empty())) {
            (0, true) if self.scope.as_ref().is_some_and(|scope| *scope != Scope::Everything) => {
                "Nothing more waits here today."
            }
            (0, true) => "Nothing more waits today.",
            (0, false) => "You have come to the end.",
            _ => "You prayed for",
        };
        let mut lines = vec![Line::styled(told, theme.strong)];
        if prayed.is_empty() {
            let open = state.home.overview.open;
            let more =
                if open == 0 { "No request is open." } else { "What is open comes round in its turn." };
            lines.push(Line::styled(more, theme.quiet));
        }
        for title in prayed {
            lines.extend(paper::wrapped(title, columns, 3, theme.text));
        }
        lines
    }
}

/// The name of a list, to know whether a walk that was left goes through the same one.
fn name_of(scope: Option<&Scope>) -> String {
    match scope {
        None => "portion".into(),
        Some(Scope::Everything) => "everything".into(),
        Some(Scope::Own) => "own".into(),
        Some(Scope::Praises) => "praises".into(),
        Some(Scope::Inbox) => "inbox".into(),
        Some(Scope::Answered) => "answered".into(),
        Some(Scope::View(view)) => format!("view:{}", view.name),
        Some(Scope::Country(code)) => format!("country:{code}"),
        Some(Scope::Region(None)) => "region".into(),
        Some(Scope::Region(Some(name))) => format!("region:{name}"),
    }
}
