//! Home: regions, the list of one of them, and a reader for the row under the cursor. This file holds what home
//! knows and does; `home_view.rs` draws it.

use crate::journal::{Anchor, ItemRow, Overview, Scope};

use crate::tui::keymap::Action;
use crate::tui::msg::{Answer, Command, Known, Query, Seen, Target};
use crate::tui::screens::map::WorldMap;
use crate::tui::screens::views::{self, Saved};
use crate::tui::state::State;
use crate::tui::widgets::window::{self, Window};
use crate::tui::widgets::{paper, scroll};

#[path = "home_side.rs"]
mod side;
#[path = "home_view.rs"]
mod view;

pub use side::remembered;

/// Where keys move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Focus {
    /// In the regions.
    Side,
    /// In the list.
    #[default]
    List,
    /// In the text.
    Reader,
}

/// What home knows.
#[derive(Debug, Default)]
pub struct Home {
    /// Counts and regions.
    pub overview: Overview,
    /// The views that the person saved, as lists.
    pub views: Vec<Scope>,
    /// How much each of them holds; those that are not understood are here alone.
    pub saved: Vec<Saved>,
    /// What remains of today's portion.
    pub portion: Vec<ItemRow>,
    /// The list that is shown.
    pub scope: Scope,
    /// The map on which it was chosen, to go back to as it was.
    pub map: Option<Box<WorldMap>>,
    /// A window on it.
    pub list: Window,
    /// The item that was last read.
    pub known: Option<Known>,
    /// Where keys move.
    pub focus: Focus,
    /// How far the text is scrolled.
    pub scroll: usize,
    /// Whether the journal has answered at all.
    pub told: bool,
}

impl Home {
    /// Whether there is nothing in the journal yet.
    pub fn is_empty(&self) -> bool {
        self.told && self.overview.items == 0
    }

    /// The lists that the left side offers, in its order.
    pub fn scopes(&self) -> Vec<Scope> {
        let regions = self.overview.regions.iter().map(|region| Scope::Region(region.name.clone()));
        // an inbox with nothing in it asks for no look
        let inbox = (self.overview.waiting > 0).then_some(Scope::Inbox);
        let fixed = [Scope::Answered, Scope::Praises];
        // a country that was chosen on the map
        let country = Some(self.scope.clone()).filter(|scope| matches!(scope, Scope::Country(_)));
        let lists = [Scope::Everything].into_iter().chain(inbox).chain(fixed).chain(regions);
        lists.chain(country).chain([Scope::Own]).chain(self.views.iter().cloned()).collect()
    }

    /// Whether the lists on the left are all that is seen: they stand beside one where there is room.
    pub fn is_side_alone(&self, columns: u16) -> bool {
        self.focus == Focus::Side && columns < paper::BESIDE
    }

    fn side(&self) -> usize {
        self.scopes().iter().position(|scope| *scope == self.scope).unwrap_or(0)
    }

    /// Asks again for all that home shows.
    pub fn refresh(state: &mut State) -> Vec<Command> {
        let overview = Query::Overview { today: state.today, portion: state.portion };
        let mut commands = vec![state.ask(overview)];
        state.home.views = views::scopes(&state.views, state.today);
        state.home.look_again();
        if state.views.is_empty() {
            state.home.saved.clear();
        } else {
            // to count what they hold takes longer than all else: the picture does not wait for it
            let views = Query::Views { views: state.views.clone(), today: state.today };
            commands.push(state.ask_beside(views));
        }
        commands.push(Home::fetch(state, state.home.list.anchor()));
        commands
    }

    /// The view that is shown, as it is today.
    fn look_again(&mut self) {
        let Scope::View(shown) = &self.scope else { return };
        let same = |scope: &&Scope| matches!(scope, Scope::View(view) if view.name == shown.name);
        match self.views.iter().find(same) {
            Some(view) => self.scope = view.clone(),
            None => self.scope = Scope::Everything,
        }
    }

    fn fetch(state: &mut State, anchor: Anchor) -> Command {
        state.settling |= !matches!(anchor, Anchor::Around(_));
        state.ask(Query::Page { scope: state.home.scope.clone(), anchor, limit: window::rows(anchor) })
    }

    /// Looks on in a list of which a part was not looked through. Who does something else is not kept waiting by it.
    fn look_on(state: &mut State) -> Option<Command> {
        let anchor = state.home.list.unread()?;
        let scope = state.home.scope.clone();
        Some(state.ask_beside(Query::Page { scope, anchor, limit: window::rows(anchor) }))
    }

    /// Shows another list.
    pub fn show(state: &mut State, scope: Scope) -> Vec<Command> {
        if state.home.scope == scope {
            return Vec::new();
        }
        state.home.scope = scope;
        vec![Home::fetch(state, Anchor::First)]
    }

    /// Takes an answer.
    pub fn deliver(state: &mut State, answer: Answer) -> Vec<Command> {
        let home = &mut state.home;
        home.told = true;
        match answer {
            Answer::Overview { overview, portion } => {
                home.overview = overview;
                home.portion = portion;
                if !home.scopes().contains(&home.scope) {
                    return Home::show(state, Scope::Everything);
                }
                Vec::new()
            }
            Answer::Views(saved) => {
                home.saved = saved;
                Vec::new()
            }
            Answer::Page { anchor, page } => {
                home.list.place(anchor, page);
                let added = matches!(anchor, Anchor::After(_) | Anchor::Before(_));
                let mut commands = Home::read(state, !added);
                commands.extend(Home::look_on(state));
                commands
            }
            Answer::Detail(known) => {
                if home.known.as_ref().map(|known| &known.detail.row.id)
                    != known.as_ref().map(|k| &k.detail.row.id)
                {
                    home.scroll = 0;
                }
                home.known = known.map(|known| *known);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// Reads the item under the cursor, unless it was read already, or another screen shows another item.
    fn read(state: &mut State, afresh: bool) -> Vec<Command> {
        if state.above.iter().any(|screen| !screen.is_form()) {
            return Vec::new();
        }
        let Some(id) = state.home.list.row().map(|row| row.id.clone()) else {
            state.home.known = None;
            return Vec::new();
        };
        let same = state.home.known.as_ref().is_some_and(|known| known.detail.row.id == id);
        if same && !afresh { Vec::new() } else { vec![state.ask(Query::Detail(id))] }
    }

    /// What a key does here.
    pub fn update(state: &mut State, action: Action) -> Vec<Command> {
        match action {
            Action::Left | Action::Right => {
                state.home.turn(action == Action::Right);
                Vec::new()
            }
            Action::Back
                if state.home.focus == Focus::List && matches!(state.home.scope, Scope::Country(_)) =>
            {
                WorldMap::reopen(state)
            }
            // on the left, to open is to go into the list
            Action::Back | Action::Open => {
                state.home.focus = Focus::List;
                Vec::new()
            }
            Action::Answers => {
                state.home.focus = Focus::List;
                Home::show(state, Scope::Answered)
            }
            _ => Home::moved(state, action),
        }
    }

    fn turn(&mut self, right: bool) {
        self.focus = match (self.focus, right) {
            (Focus::Side, true) | (Focus::Reader, false) => Focus::List,
            (Focus::List | Focus::Reader, true) => Focus::Reader,
            (Focus::Side | Focus::List, false) => Focus::Side,
        };
    }

    fn moved(state: &mut State, action: Action) -> Vec<Command> {
        let seen = state.seen;
        match state.home.focus {
            Focus::Reader => {
                if let Some(to) = scroll::moved(state.home.scroll, action, seen) {
                    state.home.scroll = to;
                }
                Vec::new()
            }
            Focus::Side => {
                let seen = Seen { list: state.home.scopes().len(), ..seen };
                scroll::stride(action, seen).map_or_else(Vec::new, |by| Home::side_step(state, by))
            }
            Focus::List => {
                let jump = match action {
                    Action::First if state.home.list.page.more_before => Some(Anchor::First),
                    Action::Last if state.home.list.page.more_after => Some(Anchor::Last),
                    _ => None,
                };
                if let Some(anchor) = jump {
                    return vec![Home::fetch(state, anchor)];
                }
                let Some(by) = scroll::stride(action, seen) else { return Vec::new() };
                Home::step(state, by)
            }
        }
    }

    fn side_step(state: &mut State, by: isize) -> Vec<Command> {
        let scopes = state.home.scopes();
        let to = state.home.side().saturating_add_signed(by).min(scopes.len().saturating_sub(1));
        scopes.into_iter().nth(to).map_or_else(Vec::new, |scope| Home::show(state, scope))
    }

    fn step(state: &mut State, by: isize) -> Vec<Command> {
        let before = state.home.list.cursor;
        let more = state.home.list.step(by);
        if state.home.list.cursor == before {
            return Vec::new();
        }
        let mut commands = Home::read(state, false);
        if let Some(anchor) = more {
            commands.push(Home::fetch(state, anchor));
        }
        commands
    }

    /// A click.
    pub fn point(state: &mut State, target: Target) -> Vec<Command> {
        match target {
            Target::Side(at) => {
                state.home.focus = Focus::Side;
                let scope = state.home.scopes().into_iter().nth(at);
                scope.map_or_else(Vec::new, |scope| Home::show(state, scope))
            }
            Target::Row(at) => {
                state.home.focus = Focus::List;
                state.home.list.point(at);
                Home::read(state, false)
            }
            Target::Here | Target::Key(_) => Vec::new(),
            Target::Reader => {
                state.home.focus = Focus::Reader;
                Vec::new()
            }
        }
    }

    /// The mouse wheel, over an area or, where it is over none, over that in which keys move.
    pub fn wheel(state: &mut State, down: i32, over: Option<Target>) -> Vec<Command> {
        let area = match over {
            Some(Target::Side(_)) => Focus::Side,
            Some(Target::Row(_) | Target::Here) => Focus::List,
            Some(Target::Reader) => Focus::Reader,
            Some(Target::Key(_)) | None => state.home.focus,
        };
        match area {
            Focus::Side => Home::side_step(state, down.signum() as isize),
            Focus::Reader => {
                let most = state.seen.text.saturating_sub(state.seen.reader);
                state.home.scroll = state.home.scroll.saturating_add_signed(down as isize).min(most);
                Vec::new()
            }
            Focus::List => Home::step(state, down as isize),
        }
    }
}
