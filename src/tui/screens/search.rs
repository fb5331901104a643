//! Search as one types.
//!
//! ```text
//!  Search  kenya rain
//!
//!  > due   9 days    Rain for the herders around Moyale            Wordbridge, Mar
//!          2 months  The well at Moyale                            Lamplight, May
//! ```

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::journal::ItemRow;
use crate::tui::field::Field;
use crate::tui::keymap::Action;
use crate::tui::msg::{Answer, Query, Seen};
use crate::tui::state::State;
use crate::tui::theme::Theme;
use crate::tui::view::ViewMemory;
use crate::tui::widgets::{paper, rows, scroll};

/// What the screen knows.
#[derive(Debug, Default)]
pub struct Search {
    /// What is typed.
    pub field: Field,
    /// What was found.
    pub rows: Vec<ItemRow>,
    /// Why nothing could be searched.
    pub complaint: Option<String>,
    /// The row under the cursor.
    pub cursor: usize,
    /// Whether the journal has answered at all.
    pub told: bool,
}

impl Search {
    /// At most so many are shown: who needs more narrows the words.
    pub const MOST: usize = 200;

    /// The question for what is typed now.
    pub fn query(&self, today: NaiveDate) -> Query {
        Query::Search { words: self.field.text(), today }
    }

    /// Takes an answer.
    pub fn deliver(&mut self, answer: Answer) {
        let Answer::Search(found) = answer else { return };
        self.told = true;
        match found {
            Ok(rows) => {
                self.rows = rows;
                self.complaint = None;
            }
            Err(complaint) => self.complaint = Some(complaint),
        }
        self.cursor = self.cursor.min(self.rows.len().saturating_sub(1));
    }

    /// Moves the cursor.
    pub fn moved(&mut self, action: Action, seen: Seen) {
        if let Some(by) = scroll::stride(action, seen) {
            self.cursor = self.cursor.saturating_add_signed(by).min(self.rows.len().saturating_sub(1));
        }
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
        let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        let label = if area.width < 40 { "/" } else { "Search" };
        let x = paper::put(buffer, area, 0, 0, label, theme.strong) + 2;
        self.field.view(
            buffer,
            Rect { x: area.x + x, width: area.width.saturating_sub(x), height: 1, ..area },
            theme,
            true,
        );
        let gap = u16::from(area.height >= 8);
        let below = paper::inset(area, 1 + gap, 0);
        if let Some(complaint) = &self.complaint {
            paper::put(buffer, below, 0, 0, complaint, theme.quiet);
        } else if self.field.is_empty() {
            paper::put(buffer, below, 0, 0, "words, or for example: is:answered country:kenya", theme.quiet);
        } else if self.rows.is_empty() && self.told {
            paper::put(buffer, below, 0, 0, "nothing found", theme.quiet);
        } else {
            let look = rows::Look {
                today: state.today,
                portion: &state.home.portion,
                focused: true,
                verdicts: false,
            };
            rows::draw(buffer, below, &self.rows, self.cursor, look, theme, memory);
        }
    }
}
