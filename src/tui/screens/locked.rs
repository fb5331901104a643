//! The page that stands before all others while the screen is locked. It shows nothing of the journal, which is
//! closed meanwhile: a locked kneel could not read it either.
//!
//! ```text
//!  kneel
//!
//!               kneel is locked
//!               passphrase: ···
//!
//!               this passphrase does not open the journal
//! ```

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use zeroize::Zeroizing;

use crate::passphrase::Passphrase;
use crate::tui::keymap::Action;
use crate::tui::msg::{Command, Msg};
use crate::tui::state::{Curtain, State, Tone};
use crate::tui::theme::Theme;
use crate::tui::widgets::paper;

/// What is typed, letter by letter, is never longer.
const MOST: usize = 1024;

/// What stands for anything typed, however long it is.
const DOTS: &str = "···";

const TITLE: &str = "kneel is locked";
const ASKS: &str = "passphrase: ";
const CHECKING: &str = "one moment";

/// Whether the screens can be locked, and are.
#[derive(Debug, Default)]
pub struct Lock {
    /// The journal is encrypted.
    pub can: bool,
    /// What stands before all screens while they are locked.
    pub page: Option<Locked>,
}

/// A locked screen.
#[derive(Debug, Default)]
pub struct Locked {
    typed: Zeroizing<String>,
    checking: bool,
    said: Option<String>,
}

impl Locked {
    /// Locks the screen, if the journal is encrypted and it is not locked yet.
    pub fn begin(state: &mut State) -> Vec<Command> {
        if !state.lock.can || state.lock.page.is_some() {
            return Vec::new();
        }
        state.lock.page = Some(Locked::default());
        state.status = None;
        vec![Command::Lock]
    }

    /// Locks it because the person wants to.
    pub fn asked(state: &mut State) -> Vec<Command> {
        if !state.lock.can {
            state.say(Tone::Plain, "the journal is not encrypted, so there is nothing to lock it with");
        }
        Locked::begin(state)
    }

    fn write(&mut self, letter: char) {
        // as long as it ever gets, so that it never moves and leaves no copy behind
        if self.typed.capacity() == 0 {
            self.typed.reserve(MOST);
        }
        if self.typed.len() + letter.len_utf8() <= MOST {
            self.typed.push(letter);
        }
    }

    fn input(&mut self, key: KeyEvent) {
        self.said = None;
        match key.code {
            KeyCode::Char('u') if key.modifiers == KeyModifiers::CONTROL => self.typed.clear(),
            KeyCode::Char(letter) if (key.modifiers - KeyModifiers::SHIFT).is_empty() => self.write(letter),
            KeyCode::Backspace => drop(self.typed.pop()),
            KeyCode::Esc => self.typed.clear(),
            _ => {}
        }
    }

    fn open(&mut self) -> Vec<Command> {
        let typed = std::mem::take(&mut self.typed);
        match Passphrase::new((*typed).clone()) {
            Ok(passphrase) => {
                (self.checking, self.said) = (true, None);
                vec![Command::Unlock(passphrase)]
            }
            Err(_) => Vec::new(),
        }
    }

    /// Draws the page.
    pub fn view(&self, theme: &Theme, buffer: &mut Buffer, area: Rect) {
        paper::put(buffer, area, 1, 0, "kneel", theme.strong);
        let said = if self.checking { CHECKING } else { self.said.as_deref().unwrap_or_default() };
        let width = [TITLE, said].iter().map(|line| line.chars().count()).max().unwrap_or_default() as u16;
        let left = (area.width.saturating_sub(width) / 2).max(1);
        let room = area.width.saturating_sub(left + 1);
        let top = area.height.saturating_sub(1).min(area.height / 3);
        let low = area.height < 6;
        let dots = if self.typed.is_empty() { "" } else { DOTS };
        let inner = Rect { x: area.x + left, width: room, ..area };
        let mut line = if low { 1 } else { top };
        // where there is little room, what went wrong is worth more than where one is
        if !low || said.is_empty() {
            paper::put(buffer, inner, 0, line, TITLE, theme.text);
            line += 1;
        }
        let end = paper::put(buffer, inner, 0, line, ASKS, theme.quiet);
        paper::put(buffer, inner, end, line, dots, theme.text);
        line += if low { 1 } else { 2 };
        let style = if self.checking { theme.quiet } else { theme.trouble };
        for words in paper::wrapped(said, usize::from(room), 0, style) {
            if line < area.height {
                buffer.set_line(inner.x, area.y + line, &words, room);
            }
            line += 1;
        }
    }
}

/// What a locked screen makes of a message before anybody else does. `None`: it is for the others, who go on behind
/// the page but ask the journal nothing.
pub fn first(state: &mut State, msg: &Msg) -> Option<Vec<Command>> {
    let locked = state.lock.page.as_mut()?;
    match msg {
        Msg::Do(Action::Quit) => {
            state.ended = true;
            return Some(vec![Command::Quit]);
        }
        Msg::Do(Action::Suspend) => return Some(vec![Command::Suspend]),
        Msg::Do(Action::Open) if !locked.checking => return Some(locked.open()),
        Msg::Type(key) if !locked.checking => locked.input(*key),
        Msg::Paste(words) if !locked.checking => {
            for letter in words.chars().filter(|letter| !letter.is_control()) {
                locked.write(letter);
            }
        }
        Msg::StillLocked(sentence) => {
            (locked.checking, locked.said) = (false, Some(sentence.clone()));
        }
        Msg::Unlocked => {
            state.lock.page = None;
            // who has given the passphrase is there, and wants to see
            state.curtain = Curtain::Open;
            return Some(state.refresh());
        }
        Msg::Day(today) => state.today = *today,
        Msg::Do(_)
        | Msg::Type(_)
        | Msg::Paste(_)
        | Msg::Point(_)
        | Msg::Wheel { .. }
        | Msg::Idle
        | Msg::Elsewhere => {}
        _ => return None,
    }
    Some(Vec::new())
}
