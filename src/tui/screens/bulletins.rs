//! The bulletins read so far, and what stands in the one under the cursor. This file holds what the screen knows and
//! does; `bulletins_view.rs` draws it.

use crate::journal::{BulletinDetail, BulletinPage, BulletinRow, ItemId};
use crate::tui::keymap::Action;
use crate::tui::msg::{Answer, Command, Query, Seen, Target};
use crate::tui::screens::item::Item;
use crate::tui::state::{Screen, State};
use crate::tui::widgets::scroll;

#[path = "bulletins_view.rs"]
mod view;

/// How near to an edge of the window the cursor comes before the window moves on.
const MARGIN: usize = 50;

/// What the screen knows.
#[derive(Debug, Default)]
pub struct Bulletins {
    /// A window on the bulletins.
    page: BulletinPage,
    /// The bulletin under the cursor, counted from the newest of all.
    cursor: usize,
    /// What stands in it.
    whole: Option<BulletinDetail>,
    /// The item under the cursor, where keys move in the bulletin; `None`: they move in the list.
    item: Option<usize>,
    /// Whether the journal has answered.
    told: bool,
}

impl Bulletins {
    /// Bulletins fetched at once.
    pub const ROWS: usize = 200;

    /// Opens the list.
    pub fn open(state: &mut State) -> Vec<Command> {
        state.above.push(Screen::Bulletins(Box::default()));
        state.settling = true;
        vec![state.ask(Query::Bulletins(0))]
    }

    /// Asks again for all that is shown.
    pub fn queries(&self) -> Vec<Query> {
        let whole = self.row().map(|row| Query::Bulletin(row.id.clone()));
        std::iter::once(Query::Bulletins(self.page.before)).chain(whole).collect()
    }

    /// The bulletin under the cursor.
    fn row(&self) -> Option<&BulletinRow> {
        self.page.rows.get(self.cursor.checked_sub(self.page.before)?)
    }

    /// What stands in it, once it was read.
    fn whole(&self) -> Option<&BulletinDetail> {
        let id = &self.row()?.id;
        self.whole.as_ref().filter(|whole| whole.row.id == *id)
    }

    /// The item under the cursor, where keys move in the bulletin.
    fn item(&self) -> Option<ItemId> {
        self.whole()?.items.get(self.item?).map(|(_, row)| row.id.clone())
    }

    /// Whether keys move in the bulletin.
    pub fn is_inside(&self) -> bool {
        self.item.is_some()
    }

    /// Whether an action does something here now.
    pub fn is_of_use(&self, action: Action) -> bool {
        action != Action::Open || self.whole().is_some_and(|whole| !whole.items.is_empty())
    }

    /// Takes an answer.
    pub fn deliver(state: &mut State, answer: Answer) -> Vec<Command> {
        let Some(list) = topmost(state) else { return Vec::new() };
        match answer {
            Answer::Bulletins(page) => {
                list.cursor = list.cursor.min(page.total.saturating_sub(1));
                (list.page, list.told) = (page, true);
                Bulletins::read(state)
            }
            Answer::Bulletin(whole) => {
                list.whole = whole.map(|whole| *whole);
                let most = list.whole.as_ref().map_or(0, |whole| whole.items.len()).checked_sub(1);
                list.item = list.item.zip(most).map(|(item, most)| item.min(most));
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// Reads the bulletin under the cursor, unless it was read already.
    fn read(state: &mut State) -> Vec<Command> {
        let Some(list) = topmost(state).filter(|list| list.whole().is_none()) else { return Vec::new() };
        match list.row().map(|row| Query::Bulletin(row.id.clone())) {
            Some(query) => vec![state.ask(query)],
            None => Vec::new(),
        }
    }

    /// What a key does here.
    pub fn update(state: &mut State, action: Action, seen: Seen) -> Vec<Command> {
        let Some(list) = topmost(state) else { return Vec::new() };
        match action {
            Action::Back | Action::Left if list.item.is_some() => {
                list.item = None;
                Vec::new()
            }
            Action::Back => {
                state.above.pop();
                state.refresh()
            }
            Action::Open | Action::Right if list.item.is_none() => {
                list.item = list.whole().filter(|whole| !whole.items.is_empty()).map(|_| 0);
                Vec::new()
            }
            Action::Open => match list.item() {
                Some(id) => Item::open(state, id),
                None => Vec::new(),
            },
            action => scroll::stride(action, seen).map_or_else(Vec::new, |by| Bulletins::step(state, by)),
        }
    }

    fn step(state: &mut State, by: isize) -> Vec<Command> {
        let Some(list) = topmost(state) else { return Vec::new() };
        if let Some(item) = list.item {
            let most = list.whole().map_or(0, |whole| whole.items.len().saturating_sub(1));
            list.item = Some(item.saturating_add_signed(by).min(most));
            return Vec::new();
        }
        let to = list.cursor.saturating_add_signed(by).min(list.page.total.saturating_sub(1));
        Bulletins::go(state, to)
    }

    /// Puts the cursor on a bulletin, and moves the window with it.
    fn go(state: &mut State, to: usize) -> Vec<Command> {
        let Some(list) = topmost(state) else { return Vec::new() };
        list.cursor = to;
        let (before, behind) = (list.page.before, list.page.before + list.page.rows.len());
        let near = (before > 0 && to < before + MARGIN) || (behind < list.page.total && to + MARGIN > behind);
        let mut commands = Bulletins::read(state);
        if near {
            let from = to.saturating_sub(Bulletins::ROWS / 2);
            state.settling = !(before..behind).contains(&to);
            commands.push(state.ask(Query::Bulletins(from)));
        }
        commands
    }

    /// A click.
    pub fn point(state: &mut State, target: Target) -> Vec<Command> {
        let Some(list) = topmost(state) else { return Vec::new() };
        match target {
            Target::Side(at) => {
                list.item = None;
                Bulletins::go(state, at)
            }
            Target::Row(at) => {
                list.item = Some(at);
                Vec::new()
            }
            Target::Here => match list.item() {
                Some(id) => Item::open(state, id),
                None => Bulletins::update(state, Action::Open, Seen::default()),
            },
            Target::Reader | Target::Key(_) => Vec::new(),
        }
    }

    /// The mouse wheel: over the list it goes through the bulletins, over one of them through its items.
    pub fn wheel(state: &mut State, down: i32, over: Option<Target>) -> Vec<Command> {
        let Some(list) = topmost(state) else { return Vec::new() };
        match over {
            Some(Target::Side(_)) => list.item = None,
            Some(Target::Row(at)) if list.item.is_none() => {
                list.item = Some(at);
                return Vec::new();
            }
            _ => {}
        }
        Bulletins::step(state, down as isize)
    }
}

fn topmost(state: &mut State) -> Option<&mut Bulletins> {
    state.above.iter_mut().rev().find_map(|screen| match screen {
        Screen::Bulletins(list) => Some(&mut **list),
        _ => None,
    })
}
