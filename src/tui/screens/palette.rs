//! All actions: what can be done here and from home, made from the keymap that dispatches the keys. With nothing typed
//! it is the help; with some letters typed it finds an action by name, synonym or key.
//!
//! ```text
//!           All actions
//!           Search  put
//!
//!           With a request or praise
//!         > x                 put it away, or take it back
//!           v                 who may see it: private, group, public
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::text;
use crate::tui::field::Field;
use crate::tui::keymap::Action;
use crate::tui::msg::{Command, Seen, Target};
use crate::tui::offers::{Offer, matching};
use crate::tui::state::{Screen, State, Tone};
use crate::tui::theme::Theme;
use crate::tui::update::act;
use crate::tui::view::{Place, ViewMemory};
use crate::tui::widgets::{paper, scroll, sheet};

/// More steps back than there are screens above one another.
const MOST_STEPS: usize = 20;

/// What stands in the field while nothing is typed.
const ASKS: &str = "what you want to do, or a key";

/// What the screen knows.
#[derive(Debug, Default)]
pub struct Palette {
    /// What is typed.
    field: Field,
    /// What can be done.
    offers: Vec<Offer>,
    /// The one under the cursor, among those that are shown.
    cursor: usize,
    /// What the screen below last showed, by which it moves.
    below: Seen,
}

impl Palette {
    /// Opens the list over what is on the screen.
    pub fn open(state: &mut State, offers: Vec<Offer>) {
        let below = state.seen;
        state.above.push(Screen::Palette(Box::new(Palette { offers, below, ..Palette::default() })));
    }

    fn shown(&self) -> Vec<&Offer> {
        matching(&self.offers, &self.field.text())
    }

    /// Whether an action does something here now.
    pub fn is_of_use(&self, action: Action) -> bool {
        action != Action::Open || !self.shown().is_empty()
    }

    /// Something was typed, or pasted.
    pub fn typed(&mut self, into: impl FnOnce(&mut Field)) {
        let before = self.field.text();
        into(&mut self.field);
        if self.field.text() != before {
            self.cursor = 0;
        }
    }

    /// A click: on another action it moves there, on the one under the cursor it does it.
    pub fn point(state: &mut State, at: usize) -> Vec<Command> {
        let Some(Screen::Palette(palette)) = state.above.last_mut() else { return Vec::new() };
        if palette.cursor == at {
            return Palette::choose(state);
        }
        palette.cursor = at.min(palette.shown().len().saturating_sub(1));
        Vec::new()
    }

    /// What a key does here.
    pub fn update(state: &mut State, action: Action, seen: Seen) -> Vec<Command> {
        let Some(Screen::Palette(palette)) = state.above.last_mut() else { return Vec::new() };
        match action {
            Action::Back => {
                state.above.pop();
                Vec::new()
            }
            Action::Open => Palette::choose(state),
            action => {
                if let Some(by) = scroll::stride(action, seen) {
                    let last = palette.shown().len().saturating_sub(1);
                    palette.cursor = palette.cursor.saturating_add_signed(by).min(last);
                }
                Vec::new()
            }
        }
    }

    /// Closes the list and does what is under the cursor, exactly as its key would.
    fn choose(state: &mut State) -> Vec<Command> {
        let Some(Screen::Palette(palette)) = state.above.last_mut() else { return Vec::new() };
        let Some((action, here)) =
            palette.shown().get(palette.cursor).map(|offer| (offer.action, offer.here))
        else {
            return Vec::new();
        };
        if action == Action::Help {
            // its key would open this list, which is open already
            (palette.field, palette.cursor) = (Field::default(), 0);
            return Vec::new();
        }
        state.seen = palette.below;
        state.above.pop();
        if here {
            return act(state, action);
        }
        if state.above.iter().any(Screen::is_to_be_finished) {
            state.say(Tone::Plain, "that is done from home; finish what is open here first, or go back");
            return Vec::new();
        }
        let mut commands = Vec::new();
        for _ in 0..MOST_STEPS {
            if state.above.is_empty() {
                commands.extend(act(state, action));
                break;
            }
            commands.extend(act(state, Action::Back));
        }
        commands
    }

    /// Draws the screen.
    pub fn view(&self, theme: &Theme, memory: &mut ViewMemory, buffer: &mut Buffer, area: Rect) {
        let body = sheet::draw(buffer, area, "All actions", "", theme);
        let Some((line, list)) = sheet::search(buffer, body, &self.field, theme) else { return };
        if self.field.is_empty() && text::width(ASKS) + 2 <= usize::from(line.width) {
            paper::put(buffer, line, 2, 0, ASKS, theme.quiet);
        }
        let shown = self.shown();
        if shown.is_empty() {
            paper::put(buffer, list, 0, 0, "nothing here is called so", theme.quiet);
        }
        memory.seen.list = usize::from(list.height);
        self.rows(&shown, theme, memory, buffer, list);
    }

    fn rows(
        &self,
        shown: &[&Offer],
        theme: &Theme,
        memory: &mut ViewMemory,
        buffer: &mut Buffer,
        area: Rect,
    ) {
        let columns = usize::from(area.width);
        let grouped = self.field.text().trim().is_empty();
        let mut heights = Vec::new();
        let parts: Vec<Vec<Line<'_>>> = shown
            .iter()
            .enumerate()
            .map(|(at, offer)| {
                let mut lines = Vec::new();
                let before = at.checked_sub(1).and_then(|before| shown.get(before));
                if grouped && before.is_none_or(|before| before.section != offer.section) {
                    if before.is_some() {
                        lines.push(Line::default());
                    }
                    let title = offer.section.title();
                    let from = if offer.here { "" } else { ", from anywhere" };
                    lines.push(Line::styled(format!("{title}{from}"), theme.strong));
                }
                let row = row(offer, at == self.cursor, grouped, columns, theme);
                heights.push(row.len());
                lines.extend(row);
                lines
            })
            .collect();
        let room = usize::from(area.height);
        let height = |at: usize| parts.get(at).map_or(0, Vec::len);
        let top = memory.stand(Place::Actions, self.cursor, parts.len(), room, height);
        // where there is little room, the heading goes before the keys do
        let over = height(top).saturating_sub(room);
        let heading = heights.get(top).map_or(0, |row| height(top) - row);
        let mut y = 0;
        for (at, lines) in parts.iter().enumerate().skip(top) {
            let from = y;
            for line in lines.iter().skip(if at == top { over.min(heading) } else { 0 }) {
                if y < area.height {
                    paper::put_line(buffer, (area.x, area.y + y), line, area.width);
                    y += 1;
                }
            }
            memory.hits.push((Rect { y: area.y + from, height: y - from, ..area }, Target::Row(at)));
        }
        let rest: usize = parts.iter().skip(top).map(Vec::len).sum();
        paper::more(buffer, area, top > 0, rest > room, theme.quiet);
    }
}

/// An action with its keys and what it does.
fn row(offer: &Offer, here: bool, grouped: bool, columns: usize, theme: &Theme) -> Vec<Line<'static>> {
    let margin = if columns >= 44 { 20 } else { columns / 2 };
    let keys = if offer.keys.is_empty() { "no key".to_owned() } else { offer.keys.join(" ") };
    let keys = text::truncate(&keys, margin.saturating_sub(3)).into_owned();
    let mut words = offer.help.to_owned();
    if offer.keys.is_empty() {
        words.push_str("; Enter does it");
    }
    if !grouped && !offer.here {
        words.push_str(" (home)");
    }
    let style = if here { theme.strong } else { theme.text };
    let mut lines = paper::wrapped(&words, columns, margin, style);
    let gap = " ".repeat(margin.saturating_sub(text::width(&keys) + 2));
    let keys_style = if offer.keys.is_empty() { theme.quiet } else { theme.accent };
    if let Some(first) = lines.first_mut() {
        let told = first.spans.pop().unwrap_or_default();
        *first = Line::from(vec![
            Span::styled(if here { "> " } else { "  " }, theme.accent),
            Span::styled(keys, keys_style),
            gap.into(),
            told,
        ]);
    }
    lines
}
