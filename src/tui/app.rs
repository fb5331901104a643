//! Between the outside and `update`: understands keys by the keymap, and holds them back while an act is on its way
//! to the disk or a list on its way from it, so that each key meets the row that the one before led to. No key is
//! lost, none comes too early.

use std::collections::VecDeque;

use crossterm::event::{Event, KeyEventKind, MouseButton, MouseEventKind};

use super::keymap::{Action, Keymap};
use super::msg::{Command, Msg, Target};
use super::offers::offers;
use super::state::State;
use super::update::update;
use super::view::ViewMemory;

/// Lines that one notch of the wheel moves.
const NOTCH: i32 = 3;

/// The state with the keymap that is understood on it.
#[derive(Debug)]
pub struct App {
    /// What is on the screens.
    pub state: State,
    /// The keys.
    pub keymap: Keymap,
    /// What the last picture left behind.
    pub memory: ViewMemory,
    held: VecDeque<Event>,
}

impl App {
    /// An app with nothing asked yet.
    pub fn new(state: State, keymap: Keymap) -> Self {
        App { state, keymap, memory: ViewMemory::default(), held: VecDeque::new() }
    }

    /// Something the person did.
    pub fn input(&mut self, event: Event) -> Vec<Command> {
        if !self.held.is_empty() || self.comes_too_early(&event) {
            self.held.push_back(event);
            return Vec::new();
        }
        self.take(&event)
    }

    /// Something that came from outside; what was held back for it follows.
    pub fn tell(&mut self, msg: Msg) -> Vec<Command> {
        if msg == Msg::Idle {
            self.held.clear(); // they were meant for what is not there any more
        }
        if let Msg::Configured { config, .. } = &msg {
            self.keymap = Keymap::new(&config.keys).0;
        }
        let mut commands = update(&mut self.state, msg);
        while self.held.front().is_some_and(|event| !self.comes_too_early(event))
            && let Some(event) = self.held.pop_front()
        {
            commands.extend(self.take(&event));
        }
        commands
    }

    fn take(&mut self, event: &Event) -> Vec<Command> {
        self.understand(event).map_or_else(Vec::new, |msg| update(&mut self.state, msg))
    }

    /// Letters go into a text at once; what is done waits for what it is done with.
    fn comes_too_early(&self, event: &Event) -> bool {
        let typed = || matches!(self.understand(event), Some(Msg::Type(_) | Msg::Paste(_)));
        if self.state.lock.page.is_some() {
            return false; // what the screens behind wait for comes when they are open again
        }
        let State { saving, settling, .. } = &self.state;
        *saving || (*settling && self.state.is_picture_waiting() && !typed())
    }

    /// Tells the state how wide the next picture is.
    pub fn looks(&mut self, columns: u16) {
        self.state.columns = columns;
    }

    /// Takes what the last picture could show into the state.
    pub fn looked(&mut self) {
        let seen = self.memory.seen;
        update(&mut self.state, Msg::Seen(seen));
    }

    fn understand(&self, event: &Event) -> Option<Msg> {
        match event {
            Event::Key(key) if key.kind == KeyEventKind::Release => None,
            Event::Key(key) => {
                let sections = self.state.sections();
                Some(match self.keymap.action(*key, sections) {
                    // what can be done, the keymap knows, and `update` does not
                    Some(Action::Help) => Msg::Actions(offers(&self.keymap, &self.state)),
                    Some(action) => Msg::Do(action),
                    None => Msg::Type(*key),
                })
            }
            Event::Paste(words) => Some(Msg::Paste(words.clone())),
            Event::Mouse(mouse) => match mouse.kind {
                MouseEventKind::ScrollDown | MouseEventKind::ScrollUp => {
                    let down = if mouse.kind == MouseEventKind::ScrollDown { NOTCH } else { -NOTCH };
                    Some(Msg::Wheel { down, over: self.memory.at(mouse.column, mouse.row) })
                }
                MouseEventKind::Down(MouseButton::Left) => {
                    self.memory.at(mouse.column, mouse.row).map(|target| match target {
                        Target::Key(Action::Help) => Msg::Actions(offers(&self.keymap, &self.state)),
                        target => Msg::Point(target),
                    })
                }
                _ => None,
            },
            Event::FocusGained | Event::FocusLost | Event::Resize(..) => None,
        }
    }
}
