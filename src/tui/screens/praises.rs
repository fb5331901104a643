//! Which praise told of an answer: the newest first, fewer as one types.
//!
//! ```text
//!           Which praise told of it
//!           Clean water before the school term opens
//!
//!           Search  pump
//!
//!         > 4 May  The pump ran on Saturday, and 340 families ...
//! ```

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::journal::{ItemId, ItemRow};
use crate::tui::field::Field;
use crate::tui::keymap::Action;
use crate::tui::msg::{Answer, Command, Query, Seen};
use crate::tui::state::{Screen, State};
use crate::tui::theme::Theme;
use crate::tui::view::ViewMemory;
use crate::tui::widgets::{choices, days, paper, rows, scroll, sheet};

/// What the screen knows.
#[derive(Debug, Default)]
pub struct Praises {
    /// The request that was answered; it cannot tell of its own answer.
    item: Option<ItemId>,
    about: String,
    /// What is typed.
    pub field: Field,
    /// The praises with these words.
    rows: Vec<ItemRow>,
    /// The row under the cursor.
    cursor: usize,
    /// Whether the journal has answered at all.
    told: bool,
}

impl Praises {
    /// At most so many are shown: who needs an older one types a word of it.
    pub const MOST: usize = 200;

    /// Opens the list over the form that asks for a praise, with some letters typed already.
    pub fn open(state: &mut State, item: ItemId, about: String, typed: &str) -> Vec<Command> {
        let praises = Praises { item: Some(item), about, field: Field::new(typed), ..Praises::default() };
        let query = praises.query(state.today);
        state.above.push(Screen::Praises(Box::new(praises)));
        state.settling = true;
        vec![state.ask(query)]
    }

    /// The question for what is typed now.
    pub fn query(&self, today: NaiveDate) -> Query {
        Query::Praises { words: self.field.text(), today }
    }

    /// Takes an answer.
    pub fn deliver(&mut self, answer: Answer) {
        let Answer::Praises(mut rows) = answer else { return };
        rows.retain(|row| Some(&row.id) != self.item.as_ref());
        self.told = true;
        self.rows = rows;
        self.point(self.cursor);
    }

    /// Whether an action does something here now.
    pub fn is_of_use(&self, action: Action) -> bool {
        action != Action::Open || !self.rows.is_empty()
    }

    /// Puts the cursor on a row.
    pub fn point(&mut self, at: usize) {
        self.cursor = at.min(self.rows.len().saturating_sub(1));
    }

    /// What a key does here.
    pub fn update(state: &mut State, action: Action, seen: Seen) -> Vec<Command> {
        let Some(Screen::Praises(praises)) = state.above.last_mut() else { return Vec::new() };
        match action {
            Action::Back => {
                state.above.pop();
            }
            Action::Open => {
                let Some(row) = praises.rows.get(praises.cursor).cloned() else { return Vec::new() };
                state.above.pop();
                if let Some(Screen::Answering(form)) = state.above.last_mut() {
                    return form.link(row);
                }
            }
            action => {
                if let Some(by) = scroll::stride(action, seen) {
                    praises.point(praises.cursor.saturating_add_signed(by));
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
        let body = sheet::draw(buffer, area, "Which praise told of it", &self.about, theme);
        let Some((_, list)) = sheet::search(buffer, body, &self.field, theme) else { return };
        if self.rows.is_empty() && self.told {
            let words =
                if self.field.is_empty() { "no praise has come in yet" } else { "no praise has these words" };
            paper::put(buffer, list, 0, 0, words, theme.quiet);
        }
        let day = |row: &ItemRow| {
            row.issued.map(|issued| days::issued_short(issued, state.today)).unwrap_or_default()
        };
        let titles: Vec<_> = self.rows.iter().map(rows::lettered).collect();
        let choices: Vec<choices::Choice<'_>> =
            self.rows.iter().zip(&titles).map(|(row, title)| (day(row), title.as_ref())).collect();
        choices::draw(buffer, list, &choices, self.cursor, theme, memory);
    }
}
