//! The evenings that were, to open one again.
//!
//! ```text
//!           The evenings that were
//!
//!        > 12 March 2026  7 of us, 4 answers, Tuesday group
//!          5 February     5 of us, 2 answers
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::group::words;
use crate::journal::EveningRow;
use crate::tui::keymap::Action;
use crate::tui::msg::{Answer, Command, Matter, Query, Seen};
use crate::tui::screens::review::Review;
use crate::tui::state::{Screen, State};
use crate::tui::theme::Theme;
use crate::tui::view::ViewMemory;
use crate::tui::widgets::{choices, paper, scroll, sheet};

/// What the screen knows.
#[derive(Debug, Default)]
pub struct Evenings {
    rows: Vec<EveningRow>,
    cursor: usize,
    told: bool,
}

impl Evenings {
    /// More than a group has in its life.
    pub const MOST: usize = 10_000;

    /// Opens the list.
    pub fn open(state: &mut State) -> Vec<Command> {
        state.above.push(Screen::Evenings(Box::default()));
        state.settling = true;
        vec![state.ask(Query::Evenings)]
    }

    /// Takes an answer.
    pub fn deliver(&mut self, answer: Answer) {
        if let Answer::Evenings(rows) = answer {
            (self.rows, self.told) = (rows, true);
            self.point(self.cursor);
        }
    }

    /// Whether an action does something here now.
    pub fn is_of_use(&self, action: Action) -> bool {
        action != Action::Open || !self.rows.is_empty()
    }

    /// Puts the cursor on an evening.
    pub fn point(&mut self, at: usize) {
        self.cursor = at.min(self.rows.len().saturating_sub(1));
    }

    /// What a key does here.
    pub fn update(state: &mut State, action: Action, seen: Seen) -> Vec<Command> {
        let Some(Screen::Evenings(list)) = state.above.last_mut() else { return Vec::new() };
        match action {
            Action::Back => {
                state.above.pop();
            }
            Action::Open => {
                let Some(id) = list.rows.get(list.cursor).map(|row| row.id.clone()) else {
                    return Vec::new();
                };
                state.above.pop();
                return Review::open(state, Matter::Evening(id));
            }
            action => {
                if let Some(by) = scroll::stride(action, seen) {
                    list.point(list.cursor.saturating_add_signed(by));
                }
            }
        }
        Vec::new()
    }

    /// Draws the screen.
    pub fn view(&self, theme: &Theme, memory: &mut ViewMemory, buffer: &mut Buffer, area: Rect) {
        let body = sheet::draw(buffer, area, "The evenings that were", "", theme);
        if self.rows.is_empty() {
            let words = if self.told { "No evening was kept yet." } else { "" };
            paper::put(buffer, body, 0, 0, words, theme.quiet);
            return;
        }
        let told: Vec<String> = self
            .rows
            .iter()
            .map(|row| {
                let view = row.evening.view.as_deref().map(words::name_of);
                let view = view.map(|view| format!(", {view}")).unwrap_or_default();
                row.evening.words() + &view
            })
            .collect();
        let day = |row: &EveningRow| row.day.format("%-d %b %Y").to_string();
        let listed: Vec<choices::Choice<'_>> =
            self.rows.iter().zip(&told).map(|(row, told)| (day(row), told.as_str())).collect();
        choices::draw(buffer, body, &listed, self.cursor, theme, memory);
    }
}
