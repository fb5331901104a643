//! Which of several notes to rewrite, the newest first.
//!
//! ```text
//!           Which note
//!           Pastor R.: hearing moved to 20 March
//!
//!        >  3 Mar  Visit refused again. Pray for the officer on ...
//!          14 Feb  First letter arrived.
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::journal::{ItemDetail, NoteEntry};
use crate::tui::keymap::Action;
use crate::tui::msg::{Command, Seen};
use crate::tui::screens::writing::Writing;
use crate::tui::state::{Screen, State, Tone};
use crate::tui::theme::Theme;
use crate::tui::view::ViewMemory;
use crate::tui::widgets::{choices, days, scroll, sheet};

/// What the screen knows.
#[derive(Debug, PartialEq, Eq)]
pub struct Notes {
    detail: ItemDetail,
    /// The note under the cursor, counted from the newest.
    pub cursor: usize,
}

impl Notes {
    /// Rewrites the only note of an item, or asks which one; says so where there is none.
    pub fn begin(state: &mut State, detail: ItemDetail) -> Vec<Command> {
        match detail.written.as_slice() {
            [] => {
                state.say(Tone::Plain, "there is no note on it yet");
                Vec::new()
            }
            [note] => Writing::rewrite(state, &detail, note),
            _ => {
                state.above.push(Screen::Notes(Box::new(Notes { detail, cursor: 0 })));
                Vec::new()
            }
        }
    }

    fn newest_first(&self) -> impl Iterator<Item = &NoteEntry> {
        self.detail.written.iter().rev()
    }

    /// Puts the cursor on a note.
    pub fn point(&mut self, at: usize) {
        self.cursor = at.min(self.detail.written.len().saturating_sub(1));
    }

    /// What a key does here.
    pub fn update(state: &mut State, action: Action, seen: Seen) -> Vec<Command> {
        let Some(Screen::Notes(notes)) = state.above.last_mut() else { return Vec::new() };
        match action {
            Action::Back => {
                state.above.pop();
            }
            Action::Open => {
                let Some(note) = notes.newest_first().nth(notes.cursor).cloned() else { return Vec::new() };
                let detail = notes.detail.clone();
                state.above.pop();
                return Writing::rewrite(state, &detail, &note);
            }
            action => {
                if let Some(by) = scroll::stride(action, seen) {
                    notes.point(notes.cursor.saturating_add_signed(by));
                }
            }
        }
        Vec::new()
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
        let body = sheet::draw(buffer, area, "Which note", &self.detail.row.title, theme);
        let choices: Vec<choices::Choice<'_>> = self
            .newest_first()
            .map(|note| (days::short(note.day, state.today), note.text.as_str()))
            .collect();
        choices::draw(buffer, body, &choices, self.cursor, theme, memory);
    }
}
