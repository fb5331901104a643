//! The keys of the screen below, made from the keymap that dispatches them.
//!
//! ```text
//!           While you pray
//!              Space          mark it as prayed and go on
//!              s              not today: it rests until tomorrow
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::text;
use crate::tui::keymap::{Action, Keymap, Section};
use crate::tui::msg::{Seen, Target};
use crate::tui::theme::Theme;
use crate::tui::view::ViewMemory;
use crate::tui::widgets::{paper, scroll, sheet};

/// Which keys are told.
#[derive(Debug, PartialEq, Eq)]
pub struct Help {
    /// The sections of the screen below.
    pub of: &'static [Section],
    /// How far it is scrolled.
    pub scroll: usize,
}

impl Help {
    /// Scrolls.
    pub fn moved(&mut self, action: Action, seen: Seen) {
        if let Some(to) = scroll::moved(self.scroll, action, seen) {
            self.scroll = to;
        }
    }

    /// Draws the screen.
    pub fn view(
        &self,
        keymap: &Keymap,
        theme: &Theme,
        memory: &mut ViewMemory,
        buffer: &mut Buffer,
        area: Rect,
    ) {
        let area = sheet::column(area);
        memory.hits.push((area, Target::Reader));
        let columns = usize::from(area.width);
        let margin = if columns >= 44 { 20 } else { columns / 2 };
        let mut lines: Vec<Line<'_>> = Vec::new();
        for (title, entries) in keymap.help(self.of) {
            if !lines.is_empty() {
                lines.push(Line::default());
            }
            lines.push(Line::styled(title, theme.strong));
            for entry in entries {
                let keys = text::truncate(&entry.keys.join(" "), margin.saturating_sub(2)).into_owned();
                let mut told = paper::wrapped(entry.help, columns, margin, theme.text);
                if let Some(first) = told.first_mut().and_then(|line| line.spans.first_mut()) {
                    let gap = " ".repeat(margin.saturating_sub(text::width(&keys) + 1));
                    *first = Span::styled(format!(" {keys}{gap}"), theme.accent);
                }
                lines.extend(told);
            }
        }
        memory.seen.reader = usize::from(area.height);
        memory.seen.text = paper::lines(buffer, area, &lines, self.scroll, theme.quiet);
    }
}
