//! The footer: at most seven keys, never half a word, and the way to all keys wherever there is room for it.
//!
//! ```text
//!  p pray   Space prayed   n note   a answered   / search   i import   ? all actions
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::paper;
use crate::text;
use crate::tui::keymap::{Action, Entry};
use crate::tui::msg::Target;
use crate::tui::theme::Theme;
use crate::tui::view::ViewMemory;

const MOST: usize = 7;
const GAP: usize = 3;

/// Draws as many entries as fit whole, in their order. A click on one does it.
pub fn draw(buffer: &mut Buffer, area: Rect, entries: &[Entry], theme: &Theme, memory: &mut ViewMemory) {
    let mut x = 1;
    for (entry, key) in fitting(entries, usize::from(area.width)) {
        let from = x;
        x += paper::put(buffer, area, x, 0, key, theme.accent) + 1;
        x += paper::put(buffer, area, x, 0, entry.label, theme.text);
        let words = Rect { x: area.x + from, width: x - from, height: 1, ..area };
        memory.hits.push((words, Target::Key(entry.action)));
        x += GAP as u16;
    }
}

/// The first entry has the first claim on the room, the way back the second, the last one the third, for it leads to all the
/// others, and the way out; then those between, in their order.
fn fitting(entries: &[Entry], columns: usize) -> Vec<(&Entry, &str)> {
    let entries: Vec<(&Entry, &str)> =
        entries.iter().take(MOST).filter_map(|entry| Some((entry, entry.keys.first()?.as_str()))).collect();
    let last = entries.len().saturating_sub(1);
    let place = |action| entries.iter().position(|(entry, _)| entry.action == action);
    let (back, out) = (place(Action::Back), place(Action::Quit));
    let mut room = columns.saturating_sub(1) + GAP;
    let mut chosen: Vec<usize> = Vec::new();
    for at in [Some(0), back, Some(last), out].into_iter().flatten().chain(1..last) {
        let Some((entry, key)) = entries.get(at).filter(|_| !chosen.contains(&at)) else { continue };
        let takes = text::width(key) + 1 + text::width(entry.label) + GAP;
        if takes <= room {
            room -= takes;
            chosen.push(at);
        }
    }
    chosen.sort_unstable();
    chosen.into_iter().filter_map(|at| entries.get(at).copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(key: &str, label: &'static str) -> Entry {
        Entry { action: Action::Open, keys: vec![key.into()], label, help: "" }
    }

    fn shown(entries: &[Entry], columns: usize) -> Vec<(&str, &str)> {
        fitting(entries, columns).into_iter().map(|(entry, key)| (key, entry.label)).collect()
    }

    #[test]
    fn entries_are_whole_or_not_there() {
        let entries = [entry("p", "pray"), entry("Space", "prayed"), entry("?", "keys")];
        assert_eq!(shown(&entries, 80).len(), 3);
        assert_eq!(shown(&entries, 17), [("p", "pray"), ("?", "keys")], "a longer one is left out");
        assert_eq!(shown(&entries, 6), []);
    }

    #[test]
    fn the_first_and_the_last_stay_the_longest() {
        let entries = [entry("Space", "prayed"), entry("n", "note"), entry("?", "keys")];
        assert_eq!(shown(&entries, 25), [("Space", "prayed"), ("?", "keys")]);
        assert_eq!(shown(&entries, 14), [("Space", "prayed")]);
    }

    #[test]
    fn the_way_back_stays_where_others_give_way_and_keeps_its_place() {
        let back = Entry { action: Action::Back, ..entry("Esc", "back") };
        let entries =
            [entry("Space", "prayed"), entry("s", "not today"), back, entry("n", "note"), entry("?", "keys")];
        assert_eq!(
            shown(&entries, 36),
            [("Space", "prayed"), ("Esc", "back"), ("?", "keys")],
            "not today is before it, and gives way"
        );
        assert_eq!(shown(&entries, 80).len(), 5);
    }

    #[test]
    fn the_way_back_goes_last_and_the_way_out_before_it() {
        let [back, out] =
            [Action::Back, Action::Quit].map(|action| Entry { action, ..entry("Esc", "leave") });
        let keys = entry("F1", "all actions");
        let [back, out] = [back, out].map(|leave| [entry("Enter", "open"), leave, keys.clone()]);
        assert_eq!(shown(&back, 28), [("Enter", "open"), ("Esc", "leave")]);
        assert_eq!(shown(&out, 28), [("Enter", "open"), ("F1", "all actions")]);
    }

    #[test]
    fn there_are_at_most_seven() {
        let entries: Vec<Entry> = (0..9).map(|_| entry("x", "y")).collect();
        assert_eq!(shown(&entries, 400).len(), 7);
    }
}
