//! A window on a list that may be very long: some rows around the cursor, and more fetched when it nears an edge.

use crate::journal::{Anchor, ItemRow, Key, Page};

/// Rows fetched around one: more than any screen shows, few enough to be instant.
pub const ROWS: usize = 160;

/// How many rows are fetched from an anchor: at an end of the list there are none on its other side.
pub fn rows(anchor: Anchor) -> usize {
    if matches!(anchor, Anchor::First | Anchor::Last) { ROWS / 2 } else { ROWS }
}

/// How near to an edge the cursor comes before the window moves on.
const MARGIN: usize = 50;

/// The rows and the cursor on one of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Window {
    /// The rows that were fetched.
    pub page: Page,
    /// The row under the cursor, counted in the page.
    pub cursor: usize,
}

impl Window {
    /// The row under the cursor.
    pub fn row(&self) -> Option<&ItemRow> {
        self.page.rows.get(self.cursor)
    }

    /// Where to fetch the same window again.
    pub fn anchor(&self) -> Anchor {
        match self.row() {
            Some(row) if self.cursor > 0 || self.page.more_before => Anchor::Around(row.key),
            _ => Anchor::First,
        }
    }

    /// Moves the cursor; `Some` says where to fetch, as an edge is near that is not the list's.
    pub fn step(&mut self, by: isize) -> Option<Anchor> {
        let last = self.page.rows.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
        let near_start = by < 0 && self.page.more_before && self.cursor < MARGIN;
        let near_end = by > 0 && self.page.more_after && self.cursor + MARGIN > last;
        (near_start || near_end).then(|| self.anchor())
    }

    /// Puts the cursor on a row of the page.
    pub fn point(&mut self, at: usize) {
        self.cursor = at.min(self.page.rows.len().saturating_sub(1));
    }

    /// Where to look on, as rows are wanted around the cursor where nobody has looked yet.
    pub fn unread(&self) -> Option<Anchor> {
        let behind = self.page.rows.len() - self.cursor.min(self.page.rows.len());
        let before = self.page.unread_before.filter(|_| self.cursor < MARGIN).map(Anchor::Before);
        before.or_else(|| self.page.unread_after.filter(|_| behind < ROWS / 2).map(Anchor::After))
    }

    /// Takes a fetched page. The cursor stays on its row, or where that row stood; what was looked on for is added.
    pub fn place(&mut self, anchor: Anchor, mut page: Page) {
        match anchor {
            Anchor::After(key) if self.page.unread_after == Some(key) => {
                self.page.rows.append(&mut page.rows);
                self.page.total += page.total;
                (self.page.more_after, self.page.unread_after) = (page.more_after, page.unread_after);
                return;
            }
            Anchor::Before(key) if self.page.unread_before == Some(key) => {
                self.cursor += page.rows.len();
                page.rows.append(&mut self.page.rows);
                self.page.rows = page.rows;
                self.page.total += page.total;
                (self.page.more_before, self.page.unread_before) = (page.more_before, page.unread_before);
                return;
            }
            _ => {}
        }
        let here = self.row().map(|row| row.key);
        let last = page.rows.len().saturating_sub(1);
        let at = |key: Key| page.rows.partition_point(|row| row.key < key);
        self.cursor = match (anchor, here) {
            (Anchor::Last, _) => last,
            (Anchor::Around(_), Some(key)) | (Anchor::Around(key), None) => at(key).min(last),
            _ => 0,
        };
        self.page = page;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::fixture;

    fn page(keys: std::ops::Range<i64>, of: i64) -> Page {
        let row = |sort| ItemRow { key: Key { sort, row: sort }, ..fixture::row("a", "A request") };
        Page {
            more_before: keys.start > 0,
            more_after: keys.end < of,
            total: of as u64,
            rows: keys.map(row).collect(),
            ..Page::default()
        }
    }

    #[test]
    fn what_was_not_looked_through_is_asked_for_and_added() {
        let place = |sort| Some(Key { sort, row: sort });
        let mut window = Window::default();
        window.place(Anchor::First, Page { unread_after: place(90), ..page(0..0, 1) });
        let on = window.unread().unwrap();
        assert_eq!(on, Anchor::After(place(90).unwrap()));
        window.place(on, Page { unread_after: place(200), ..page(100..140, 500) });
        assert_eq!((window.cursor, window.page.rows.len(), window.page.total), (0, 40, 501));
        let on = window.unread().unwrap();
        window.place(on, page(240..280, 280));
        assert_eq!((window.unread(), window.page.more_after, window.page.rows.len()), (None, false, 80));
        // upwards, only where the cursor comes near
        let mut window = Window::default();
        window.place(Anchor::Last, Page { unread_before: place(300), ..page(400..500, 500) });
        assert_eq!(window.unread(), None);
        window.point(10);
        let (here, on) = (window.row().unwrap().key, window.unread().unwrap());
        window.place(on, page(0..5, 500));
        assert_eq!((window.cursor, window.row().unwrap().key, window.unread()), (15, here, None));
    }

    #[test]
    fn the_window_moves_on_only_near_an_edge_that_is_not_the_lists() {
        let mut window = Window::default();
        window.place(Anchor::First, page(0..160, 1000));
        assert_eq!(window.step(1), None);
        assert_eq!(window.step(-1), None, "the list's own start");
        window.point(120);
        let here = window.row().unwrap().key;
        assert_eq!(window.step(-1), None);
        assert_eq!(window.step(1), Some(Anchor::Around(here)));
        window.place(Anchor::Around(here), page(40..200, 1000));
        assert_eq!((window.cursor, window.row().unwrap().key), (80, here));
    }

    #[test]
    fn the_cursor_stays_in_its_place_when_its_row_has_gone() {
        let mut window = Window::default();
        window.place(Anchor::First, page(0..10, 10));
        window.point(4);
        let mut without = page(0..10, 10);
        without.rows.remove(4);
        window.place(window.anchor(), without);
        assert_eq!(window.row().unwrap().key.sort, 5);
        window.place(window.anchor(), Page::default());
        assert_eq!(window.row(), None);
    }

    #[test]
    fn steps_stop_at_the_ends() {
        let mut window = Window::default();
        assert_eq!(window.step(5), None);
        window.place(Anchor::First, page(0..3, 3));
        window.step(isize::MAX);
        assert_eq!(window.cursor, 2);
        window.step(isize::MIN);
        assert_eq!(window.cursor, 0);
    }
}
