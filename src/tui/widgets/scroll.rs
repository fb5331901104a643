//! Scrolling a text that is longer than its area.

use crate::tui::keymap::Action;
use crate::tui::msg::Seen;

/// Where a text is scrolled to after a movement; never past its end as it was last drawn.
pub fn moved(at: usize, action: Action, seen: Seen) -> Option<usize> {
    let most = seen.text.saturating_sub(seen.reader);
    let page = seen.reader.saturating_sub(1).max(1);
    let to = match action {
        Action::Down => at.saturating_add(1),
        Action::Up => at.min(most).saturating_sub(1),
        Action::PageDown => at.saturating_add(page),
        Action::PageUp => at.min(most).saturating_sub(page),
        Action::First => 0,
        Action::Last => most,
        _ => return None,
    };
    Some(to.min(most))
}

/// How a movement changes a cursor in a list.
pub fn stride(action: Action, seen: Seen) -> Option<isize> {
    let page = seen.list.saturating_sub(1).max(1) as isize;
    match action {
        Action::Down => Some(1),
        Action::Up => Some(-1),
        Action::PageDown => Some(page),
        Action::PageUp => Some(-page),
        Action::First => Some(isize::MIN),
        Action::Last => Some(isize::MAX),
        _ => None,
    }
}
