//! The picture of a state: header, the topmost screen, status and footer.
//!
//! ```text
//!  kneel                                    Thu 12 March        prayed 6 of 14 today
//! ----------------------------------------------------------------------------------
//!  the screen
//! ----------------------------------------------------------------------------------
//!  prayed: Youth camp permit   u undo
//!  p pray   Space prayed   n note   a answered   / search   i import   ? all actions
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::journal::{ItemRow, Key};
use crate::text;

use super::keymap::{Action, Keymap};
use super::msg::{Seen, Target};
use super::screens::home;
use super::state::{Curtain, Screen, State, Tone};
use super::theme::Theme;
use super::widgets::page::Page;
use super::widgets::{focus, footer, paper};

/// The smallest terminal that shows anything of use.
const LEAST: (u16, u16) = (20, 5);
/// From this height on, rules divide the picture.
const ROOMY: u16 = 16;
/// From this height on, there is room for two lines below.
const TALL: u16 = 8;

/// What one picture leaves behind for the next, and for the mouse.
#[derive(Debug, Default)]
pub struct ViewMemory {
    /// What can be clicked where.
    pub hits: Vec<(Rect, Target)>,
    /// What the picture could show.
    pub seen: Seen,
    /// The text that was last read.
    pub page: Page,
    top: Option<Key>,
    line: usize,
    stands: [usize; 3],
}

/// A text whose parts take several lines, which stands still while the cursor moves in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The lines of a document.
    Lines,
    /// What was found in it.
    Found,
    /// The list of all actions.
    Actions,
}

impl ViewMemory {
    /// What lies at a place on the screen.
    pub fn at(&self, x: u16, y: u16) -> Option<Target> {
        let hit = self.hits.iter().rev().find(|(area, _)| area.contains(Position::new(x, y)));
        hit.map(|(_, target)| *target)
    }

    /// The first row to draw, so that rows stand still while the cursor moves among them.
    pub fn top(&mut self, rows: &[ItemRow], cursor: usize, height: usize) -> usize {
        let stood = self.top.and_then(|top| rows.iter().position(|row| row.key == top));
        let start = stood.unwrap_or_else(|| cursor.saturating_sub(self.line));
        let lowest = (cursor + 1).saturating_sub(height);
        let top = start.clamp(lowest, cursor.max(lowest)).min(rows.len().saturating_sub(height).max(lowest));
        self.top = rows.get(top).map(|row| row.key);
        self.line = cursor.saturating_sub(top);
        top
    }

    /// The first of `count` parts to draw, so that the part under the cursor is seen, and one on each side of it, while
    /// the others stand still. `height`: how many of the `room` lines a part takes.
    pub fn stand(
        &mut self,
        place: Place,
        cursor: usize,
        count: usize,
        room: usize,
        height: impl Fn(usize) -> usize,
    ) -> usize {
        let Some(top) = self.stands.get_mut(place as usize) else { return cursor };
        let last = (cursor + 1).min(count.saturating_sub(1));
        let mut highest = (*top).min(cursor.saturating_sub(1));
        let mut lowest = last;
        let mut used = height(last);
        while lowest > highest && used + height(lowest - 1) <= room {
            lowest -= 1;
            used += height(lowest);
        }
        highest = highest.max(lowest.min(cursor));
        *top = highest;
        highest
    }
}

/// Draws a state, and tells where the focus is, on which the terminal's cursor is put.
pub fn view(
    state: &State,
    keymap: &Keymap,
    theme: &Theme,
    memory: &mut ViewMemory,
    buffer: &mut Buffer,
) -> Option<Position> {
    let screen = paint(state, keymap, theme, memory, buffer, buffer.area);
    let reader = memory.hits.iter().find(|(_, target)| *target == Target::Reader).map(|(area, _)| *area);
    let focus = screen.and_then(|screen| focus::find(buffer, screen, reader, theme));
    theme.finish(buffer);
    focus
}

/// Draws a state and tells where its screen lies; `None` where there is nothing to look at.
fn paint(
    state: &State,
    keymap: &Keymap,
    theme: &Theme,
    memory: &mut ViewMemory,
    buffer: &mut Buffer,
    area: Rect,
) -> Option<Rect> {
    memory.hits.clear();
    memory.seen = Seen::default();
    if state.curtain == Curtain::Drawn && state.lock.page.is_none() {
        paper::put(buffer, area, 1, 0, "kneel", theme.quiet);
        return None;
    }
    if area.width < LEAST.0 || area.height < LEAST.1 {
        paper::put(buffer, area, 0, 0, "needs 20 x 5", theme.text);
        return None;
    }
    if let Some(locked) = &state.lock.page {
        let foot = Rect { y: area.bottom() - 1, height: 1, ..area };
        let page = Rect { height: area.height - 1, ..area };
        locked.view(theme, buffer, page);
        footer::draw(buffer, foot, &state.footer(keymap), theme, memory);
        return Some(page);
    }
    let roomy = area.height >= ROOMY;
    let further = u16::from(is_long(state, area));
    let (above, below) = if roomy { (2, 3 + further) } else { (1, 1 + further) };
    header(state, buffer, area, theme);
    let foot = Rect { y: area.bottom() - 1, height: 1, ..area };
    let entries = state.footer(keymap);
    if roomy {
        paper::rule(buffer, area, 1, theme.quiet);
        paper::rule(buffer, area, area.height - below, theme.quiet);
        let above_it = Rect { y: foot.y - 1 - further, height: 1 + further, ..foot };
        status(state, keymap, buffer, above_it, theme);
        footer::draw(buffer, foot, &entries, theme, memory);
    } else if state.status.is_some() {
        let line = Rect { y: foot.y - further, height: 1 + further, ..foot };
        status(state, keymap, buffer, line, theme);
    } else {
        footer::draw(buffer, foot, &entries, theme, memory);
    }
    let inner = paper::inset(area, above, below);
    screen(state, keymap, theme, memory, buffer, inner);
    Some(inner)
}

fn screen(
    state: &State,
    keymap: &Keymap,
    theme: &Theme,
    memory: &mut ViewMemory,
    buffer: &mut Buffer,
    area: Rect,
) {
    match state.above.last() {
        None => state.home.view(state, keymap, theme, memory, buffer, area),
        Some(Screen::Walk(walk)) => walk.view(state, theme, memory, buffer, area),
        Some(Screen::Item(item)) => item.view(state, theme, memory, buffer, area),
        Some(Screen::Search(search)) => search.view(state, theme, memory, buffer, area),
        Some(Screen::Bulletins(bulletins)) => bulletins.view(state, keymap, theme, memory, buffer, area),
        Some(Screen::Palette(palette)) => palette.view(theme, memory, buffer, area),
        Some(Screen::History(history)) => history.view(state, keymap, theme, memory, buffer, area),
        Some(Screen::Writing(writing)) => writing.view(theme, buffer, area),
        Some(Screen::Answering(answering)) => answering.view(state.today, theme, memory, buffer, area),
        Some(Screen::Notes(notes)) => notes.view(state, theme, memory, buffer, area),
        Some(Screen::Praises(praises)) => praises.view(state, theme, memory, buffer, area),
        Some(Screen::Ways(ways)) => ways.view(theme, memory, buffer, area),
        Some(Screen::Snooze(snooze)) => snooze.view(state, theme, memory, buffer, area),
        Some(Screen::Forgetting(form)) => form.view(theme, memory, buffer, area),
        Some(Screen::Inbox(inbox)) => inbox.view(state, theme, memory, buffer, area),
        Some(Screen::Importing(importing)) => importing.view(theme, memory, buffer, area),
        Some(Screen::Documents(documents)) => documents.view(theme, memory, buffer, area),
        Some(Screen::Preview(preview)) => preview.view(state, theme, memory, buffer, area),
        Some(Screen::Renamed(renamed)) => renamed.view(theme, memory, buffer, area),
        Some(Screen::Gather(gather)) => gather.view(theme, memory, buffer, area),
        Some(Screen::Settings(settings)) => settings.view(state, theme, memory, buffer, area),
        Some(Screen::Evenings(evenings)) => evenings.view(theme, memory, buffer, area),
        Some(Screen::LookingBack(screen)) => screen.view(state, keymap, theme, memory, buffer, area),
        Some(Screen::Links(links)) => links.view(theme, memory, buffer, area),
        Some(Screen::Map(map)) => map.view(state, keymap, theme, memory, buffer, area),
        Some(Screen::Review(review)) => review.view(state, theme, memory, buffer, area),
    }
}

fn header(state: &State, buffer: &mut Buffer, area: Rect, theme: &Theme) {
    if let Some(review) = state.above.iter().rev().find_map(Screen::review) {
        review.header(state, buffer, area, theme);
        return;
    }
    let name = match state.above.last() {
        Some(Screen::Walk(walk)) => walk.heading(),
        Some(Screen::LookingBack(_)) => "Looking back".to_owned(),
        _ => "kneel".to_owned(),
    };
    let day = state.today.format("%a %-d %B").to_string();
    let prayed = state.home.overview.prayed_today;
    let of = prayed + state.home.portion.len() as u64;
    let told = match state.above.last() {
        Some(Screen::Walk(walk)) => walk.place(),
        Some(Screen::Inbox(inbox)) => inbox.place(),
        _ if of == 0 => String::new(),
        _ => format!("prayed {prayed} of {of} today"),
    };
    let told = match (area.width < 60, told.is_empty()) {
        (_, true) => day,
        (true, false) => told,
        (false, false) => format!("{day}     {told}"),
    };
    let line = Rect { width: area.width - 1, ..area };
    // a long name gives way to what stands beside it, and what stands beside it to a short name
    let beside = line.width.saturating_sub(text::width(&told) as u16 + 2);
    let room = Rect { width: beside.max(SHORT_NAME), ..line };
    let taken = 1 + paper::put(buffer, room, 1, 0, &name, theme.strong);
    paper::put_right(buffer, line, 0, taken + 2, &told, theme.quiet);
}

/// So many columns are a screen's name's own in the header.
const SHORT_NAME: u16 = 14;

/// Whether what is to be said takes two lines. What was done has one: it is said after each mark, and the picture stands still.
fn is_long(state: &State, area: Rect) -> bool {
    let long = |words: &str| text::width(words) + 2 > usize::from(area.width);
    let told = |tone| matches!(tone, Tone::Plain | Tone::Trouble);
    area.height >= TALL
        && state.status.as_ref().is_some_and(|status| told(status.tone) && long(&status.words))
}

fn status(state: &State, keymap: &Keymap, buffer: &mut Buffer, area: Rect, theme: &Theme) {
    let Some(status) = &state.status else {
        let key = |action| keymap.key(action, state.sections()).unwrap_or_default();
        let promise = match state.above.last() {
            Some(Screen::Preview(preview)) => preview.promise(&key(Action::Save)),
            Some(Screen::Documents(documents)) => documents.promise(&key(Action::KeepAll)),
            None if !state.home.is_empty() => {
                let told = state.home.overview.years_ago.as_ref();
                let words =
                    told.map(|told| home::remembered(told, usize::from(area.width.saturating_sub(2))));
                paper::put(buffer, area, 1, 0, &words.unwrap_or_default(), theme.quiet);
                return;
            }
            _ => return,
        };
        // what it does comes first, what it does not where there is room
        let fits = text::width(&promise) + 2 <= usize::from(area.width);
        let told = if fits { promise.as_str() } else { promise.split(';').next().unwrap_or_default() };
        paper::put(buffer, area, 1, 0, told, theme.quiet);
        return;
    };
    let style = if status.tone == Tone::Trouble { theme.trouble } else { theme.text };
    let turn = match status.tone {
        Tone::Done => Some((Action::Undo, "undo")),
        Tone::Undone => Some((Action::Redo, "redo")),
        Tone::Plain | Tone::Trouble => None,
    };
    let turn = turn.and_then(|(action, word)| Some((keymap.key(action, state.sections())?, word)));
    let taken = turn.as_ref().map_or(0, |(key, word)| (text::width(key) + 1 + word.len()) as u16 + 4);
    let room = Rect { width: area.width.saturating_sub(taken.max(1)), ..area };
    let mut words = status.words.clone();
    if area.height > 1 {
        let safe = text::safe_line(&words);
        let mut rows = text::wrap(&safe, usize::from(room.width).saturating_sub(1)).into_iter();
        paper::put(buffer, room, 1, 0, &rows.next().unwrap_or_default(), style);
        words = rows.collect::<Vec<_>>().join(" ");
    }
    let end = 1 + paper::put(buffer, room, 1, area.height - 1, &words, style);
    if let Some((key, word)) = turn {
        let x = end + 3 + paper::put(buffer, area, end + 3, 0, &key, theme.accent);
        paper::put(buffer, area, x + 1, 0, word, theme.quiet);
    }
}
