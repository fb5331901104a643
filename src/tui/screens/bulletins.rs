//! The bulletins read so far, the newest first.
//!
//! ```text
//!  Bulletins
//!  > 12 Mar 2026   Open Gate, March 2026              Open Gate        14 items
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::journal::BulletinRow;
use crate::tui::keymap::Action;
use crate::tui::msg::{Answer, Seen, Target};
use crate::tui::state::State;
use crate::tui::theme::Theme;
use crate::tui::view::ViewMemory;
use crate::tui::widgets::{days, paper, scroll};

/// What the screen knows.
#[derive(Debug, Default)]
pub struct Bulletins {
    /// The bulletins.
    pub rows: Vec<BulletinRow>,
    /// The one under the cursor.
    pub cursor: usize,
    /// Whether the journal has answered.
    pub told: bool,
}

impl Bulletins {
    /// At most so many are shown.
    pub const MOST: usize = 500;

    /// Takes an answer.
    pub fn deliver(&mut self, answer: Answer) {
        if let Answer::Bulletins(rows) = answer {
            self.rows = rows;
            self.told = true;
            self.cursor = self.cursor.min(self.rows.len().saturating_sub(1));
        }
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
        let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2).min(100), ..area };
        paper::put(buffer, area, 0, 0, "Bulletins", theme.strong);
        let list = paper::inset(area, 1, 0);
        memory.seen.list = usize::from(list.height);
        if self.rows.is_empty() && self.told {
            paper::put(buffer, list, 2, 0, "no bulletin was read yet", theme.quiet);
        }
        let skip = (self.cursor + 1).saturating_sub(usize::from(list.height));
        for ((at, row), y) in self.rows.iter().enumerate().skip(skip).zip(0..list.height) {
            let line = Rect { y: list.y + y, height: 1, ..list };
            memory.hits.push((line, Target::Row(at)));
            let here = at == self.cursor;
            if here {
                paper::put(buffer, line, 0, 0, ">", theme.accent);
            }
            let day = row.issued_on.map(|day| days::short(day, state.today)).unwrap_or_default();
            paper::put(buffer, line, 2, 0, &day, theme.quiet);
            let count = if row.items == 1 { "1 item".to_owned() } else { format!("{} items", row.items) };
            let title = row.title.as_deref().or(row.publisher.as_deref()).unwrap_or("without a title");
            let told = match &row.publisher {
                Some(publisher) if !title.contains(publisher.as_str()) => format!("{title}, {publisher}"),
                _ => title.to_owned(),
            };
            let room = Rect { width: line.width.saturating_sub(count.len() as u16 + 2), ..line };
            let taken = paper::put(buffer, room, 15, 0, &told, if here { theme.strong } else { theme.text });
            paper::put_right(buffer, line, 0, 15 + taken, &count, theme.quiet);
        }
    }
}
