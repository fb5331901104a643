//! The footer: at most seven keys, and never half a word.
//!
//! ```text
//!  p pray   Space prayed   n note   a answered   / search   i import   ? all keys
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::paper;
use crate::text;
use crate::tui::keymap::Entry;
use crate::tui::theme::Theme;

const MOST: usize = 7;
const GAP: usize = 3;

/// Draws as many entries as fit whole, the weightiest first.
pub fn draw(buffer: &mut Buffer, area: Rect, entries: &[Entry], theme: &Theme) {
    let mut x = 1;
    for (key, label) in fitting(entries, usize::from(area.width)) {
        x += paper::put(buffer, area, x, 0, key, theme.accent) + 1;
        x += paper::put(buffer, area, x, 0, label, theme.text) + GAP as u16;
    }
}

fn fitting(entries: &[Entry], columns: usize) -> Vec<(&str, &'static str)> {
    let mut room = columns.saturating_sub(1);
    let mut chosen = Vec::new();
    for entry in entries.iter().take(MOST) {
        let Some(key) = entry.keys.first() else { continue };
        let gap = if chosen.is_empty() { 0 } else { GAP };
        let takes = gap + text::width(key) + 1 + text::width(entry.label);
        if takes > room {
            continue;
        }
        room -= takes;
        chosen.push((key.as_str(), entry.label));
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(key: &str, label: &'static str) -> Entry {
        Entry { keys: vec![key.into()], label, help: "" }
    }

    #[test]
    fn entries_are_whole_or_not_there() {
        let entries = [entry("p", "pray"), entry("Space", "prayed"), entry("?", "keys")];
        assert_eq!(fitting(&entries, 80).len(), 3);
        assert_eq!(fitting(&entries, 17), [("p", "pray"), ("?", "keys")], "a longer one is left out");
        assert_eq!(fitting(&entries, 6), []);
    }

    #[test]
    fn there_are_at_most_seven() {
        let entries: Vec<Entry> = (0..9).map(|_| entry("x", "y")).collect();
        assert_eq!(fitting(&entries, 400).len(), 7);
    }
}
