//! What happened: every act, the newest first, with what it touched; any one is taken back, or done again.
//!
//! ```text
//!  What happened                                  │ prayed: Youth camp permit
//!                                                 │ Thursday 12 March 2026, 09:14
//!  >  today 09:14  prayed: Youth camp permit      │
//!    3 Mar  21:03  note on: Pastor R.             │ Youth camp permit
//!    2 Mar  08:00  imported: Open Gate, March     │
//! ```

use chrono::{DateTime, Datelike, FixedOffset, Offset, Utc};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::journal::{ActId, Anchor, MOST_LATER, Past, PastAct, Touched};
use crate::text;
use crate::tui::keymap::{Action, Keymap};
use crate::tui::msg::{Answer, Command, Query, Seen, Target, Turn};
use crate::tui::screens::importing::begins;
use crate::tui::state::{Screen, State, Tone};
use crate::tui::theme::Theme;
use crate::tui::view::ViewMemory;
use crate::tui::widgets::{paper, scroll};

/// Acts fetched at once: more than any screen shows, few enough to be instant.
const ACTS: usize = 160;
/// How near to an edge the cursor comes before the window moves on.
const MARGIN: usize = 50;
/// The column of the time, as wide as "12 Mar 09:14".
const WHEN: usize = 12;

/// What the screen knows.
#[derive(Debug, Default)]
pub struct History {
    past: Past,
    /// Where the person's clock stands to UTC.
    offset: Option<FixedOffset>,
    /// The act under the cursor, in the window.
    cursor: usize,
    /// What it touched, once the journal has said so.
    touched: Option<(ActId, Touched)>,
    /// Whether keys move in what it touched, and how far that is scrolled.
    inside: bool,
    scroll: usize,
    /// An act that others stand on, and how many: asked about once more.
    doubt: Option<(ActId, usize)>,
    told: bool,
}

impl History {
    /// Opens the list.
    pub fn open(state: &mut State) -> Vec<Command> {
        state.above.push(Screen::History(Box::default()));
        state.settling = true;
        vec![state.ask(Query::Past { anchor: Anchor::First, limit: ACTS })]
    }

    fn act(&self) -> Option<&PastAct> {
        self.past.acts.get(self.cursor)
    }

    /// Whether an action does something here now.
    pub fn is_of_use(&self, action: Action) -> bool {
        match action {
            Action::TakeBack => self.act().is_some(),
            _ => true,
        }
    }

    /// Whether the act under the cursor is taken back already.
    pub fn is_taken_back(&self) -> bool {
        self.act().is_some_and(|act| act.undone)
    }

    /// The questions for what is before the eyes now.
    pub fn queries(&self) -> Vec<Query> {
        let anchor = self.act().filter(|_| self.cursor > 0 || self.past.more_before);
        let anchor = anchor.map_or(Anchor::First, |act| Anchor::Around(act.key));
        vec![Query::Past { anchor, limit: ACTS }]
    }

    /// Takes an answer.
    pub fn deliver(state: &mut State, answer: Answer) -> Vec<Command> {
        let Some(history) = History::of(state) else { return Vec::new() };
        match answer {
            Answer::Past { anchor, past, offset } => {
                let here = history.act().map(|act| act.key.sort);
                let last = past.acts.len().saturating_sub(1);
                let at = |sort| past.acts.partition_point(|act| act.key.sort < sort).min(last);
                history.cursor = match (anchor, here) {
                    (Anchor::Last, _) => last,
                    (Anchor::Around(_), Some(sort)) => at(sort),
                    _ => 0,
                };
                (history.past, history.offset, history.told) = (past, Some(offset), true);
                history.inside &= history.act().is_some();
                History::read(state)
            }
            Answer::Touched { act, touched } => {
                history.touched = Some((act, touched));
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn of(state: &mut State) -> Option<&mut History> {
        state.above.iter_mut().rev().find_map(|screen| match screen {
            Screen::History(history) => Some(history.as_mut()),
            _ => None,
        })
    }

    /// Asks what the act under the cursor touched.
    fn read(state: &mut State) -> Vec<Command> {
        let act = History::of(state).and_then(|history| history.act()).map(|act| act.act);
        act.map(|act| state.ask(Query::Touched(act))).into_iter().collect()
    }

    /// A click: on an act, or on what it touched.
    pub fn point(state: &mut State, target: Target) -> Vec<Command> {
        if let Some(history) = History::of(state) {
            let Target::Row(at) = target else {
                history.inside = target == Target::Reader && history.act().is_some();
                return Vec::new();
            };
            history.cursor = at.min(history.past.acts.len().saturating_sub(1));
            (history.doubt, history.inside, history.scroll) = (None, false, 0);
        }
        History::read(state)
    }

    /// The mouse wheel: over the list it goes through the acts, over what one touched it scrolls.
    pub fn wheel(state: &mut State, down: i32, over: Option<Target>) -> Vec<Command> {
        let most = state.seen.text.saturating_sub(state.seen.reader);
        let Some(history) = History::of(state) else { return Vec::new() };
        let inside = match over {
            Some(Target::Reader) => true,
            Some(Target::Row(_)) => false,
            _ => history.inside,
        };
        if !inside {
            return History::step(state, down as isize);
        }
        history.scroll = history.scroll.saturating_add_signed(down as isize).min(most);
        Vec::new()
    }

    /// Others stand on an act that was to be taken back.
    pub fn doubted(state: &mut State, act: ActId, later: usize) {
        if let Some(history) = History::of(state) {
            history.doubt = Some((act, later));
            state.say(Tone::Plain, format!("{}; once more takes it back", standing(later)));
        }
    }

    /// What a key does here.
    pub fn update(state: &mut State, action: Action, seen: Seen) -> Vec<Command> {
        let Some(Screen::History(history)) = state.above.last_mut() else { return Vec::new() };
        let doubt = history.doubt.take();
        match action {
            Action::Back if doubt.is_some() => Vec::new(),
            Action::Back | Action::Left if history.inside => {
                (history.inside, history.scroll) = (false, 0);
                Vec::new()
            }
            Action::Right => {
                history.inside = history.act().is_some();
                Vec::new()
            }
            Action::Back => {
                state.above.pop();
                state.refresh()
            }
            Action::TakeBack => {
                let Some(PastAct { act, undone, .. }) = history.act() else { return Vec::new() };
                let turn = if *undone { Turn::Redo } else { Turn::Undo };
                let sure = doubt.is_some_and(|(of, _)| of == *act);
                let command = Command::TurnOne { act: *act, turn, sure };
                state.saving = true;
                vec![command]
            }
            action if history.inside => {
                history.doubt = doubt; // reading what it is about answers nothing
                if let Some(to) = scroll::moved(history.scroll, action, seen) {
                    history.scroll = to;
                }
                Vec::new()
            }
            action => {
                let jump = match action {
                    Action::First if history.past.more_before => Some(Anchor::First),
                    Action::Last if history.past.more_after => Some(Anchor::Last),
                    _ => None,
                };
                if let Some(anchor) = jump {
                    state.settling = true;
                    return vec![state.ask(Query::Past { anchor, limit: ACTS })];
                }
                let Some(by) = scroll::stride(action, seen) else { return Vec::new() };
                History::step(state, by)
            }
        }
    }

    fn step(state: &mut State, by: isize) -> Vec<Command> {
        let Some(history) = History::of(state) else { return Vec::new() };
        let before = history.cursor;
        let last = history.past.acts.len().saturating_sub(1);
        history.cursor = before.saturating_add_signed(by).min(last);
        if history.cursor == before {
            return Vec::new();
        }
        history.scroll = 0;
        let near_start = by < 0 && history.past.more_before && history.cursor < MARGIN;
        let near_end = by > 0 && history.past.more_after && history.cursor + MARGIN > last;
        if near_start || near_end {
            let queries = history.queries();
            return queries.into_iter().map(|query| state.ask(query)).collect();
        }
        History::read(state)
    }

    /// Draws the screen.
    pub fn view(
        &self,
        state: &State,
        keymap: &Keymap,
        theme: &Theme,
        memory: &mut ViewMemory,
        buffer: &mut Buffer,
        area: Rect,
    ) {
        let area = paper::within(area);
        if area.width + 2 >= paper::BESIDE {
            let left = Rect { width: area.width * 3 / 5, ..area };
            let right = Rect { x: left.right() + 3, width: area.width - left.width - 3, ..area };
            paper::divide(buffer, area, left.width + 1, theme.quiet);
            self.list(state, keymap, theme, memory, buffer, left);
            self.reader(theme, memory, buffer, right);
        } else if area.width + 2 >= paper::ABOVE && area.height >= 10 {
            let rows = u16::try_from(self.past.acts.len()).unwrap_or(u16::MAX).saturating_add(1);
            let upper = Rect { height: (area.height / 2).min(rows.max(4)), ..area };
            self.list(state, keymap, theme, memory, buffer, upper);
            paper::rule(buffer, area, upper.height, theme.quiet);
            self.reader(theme, memory, buffer, paper::inset(area, upper.height + 1, 0));
        } else if self.inside {
            self.reader(theme, memory, buffer, area);
        } else {
            self.list(state, keymap, theme, memory, buffer, area);
        }
    }

    fn list(
        &self,
        state: &State,
        keymap: &Keymap,
        theme: &Theme,
        memory: &mut ViewMemory,
        buffer: &mut Buffer,
        area: Rect,
    ) {
        let taken = paper::put(buffer, area, 0, 0, "What happened", theme.strong) + 2;
        let list = paper::inset(area, 1 + u16::from(area.height >= 12), 0);
        memory.seen.list = usize::from(list.height);
        if self.past.acts.is_empty() {
            if self.told {
                let words = format!("Nothing was done yet.{}", begins(keymap));
                paper::sentence(buffer, list, &words, theme.quiet);
            }
            return;
        }
        paper::put_right(buffer, area, 0, taken, "newest first", theme.quiet);
        let room = usize::from(list.height);
        let top = (self.cursor + 1).saturating_sub(room.div_ceil(2).max(1));
        let top = top.min(self.past.acts.len().saturating_sub(room));
        let roomy = list.width >= 44;
        for ((at, act), y) in self.past.acts.iter().enumerate().skip(top).zip(0..list.height) {
            let line = Rect { y: list.y + y, height: 1, ..list };
            memory.hits.push((line, Target::Row(at)));
            let here = at == self.cursor;
            if here {
                paper::put(buffer, line, 0, 0, ">", if self.inside { theme.quiet } else { theme.accent });
            }
            let words = match (here && !self.inside, act.undone) {
                (true, _) => theme.strong,
                (_, true) => theme.quiet,
                _ => theme.text,
            };
            if !roomy {
                let what = if act.undone { format!("back: {}", act.what) } else { act.what.clone() };
                paper::put(buffer, line, 2, 0, &what, words);
                continue;
            }
            let when = self.when(act, state);
            let gap = WHEN.saturating_sub(text::width(&when)) as u16;
            paper::put(buffer, line, 2 + gap, 0, &when, theme.quiet);
            let told = if act.undone { "taken back" } else { "" };
            let room = Rect { width: line.width.saturating_sub(told.len() as u16 + 2), ..line };
            let x = 2 + WHEN as u16 + 2;
            let end = x + paper::put(buffer, room, x, 0, &act.what, words);
            paper::put_right(buffer, line, 0, end, told, theme.quiet);
        }
        paper::more(buffer, list, top > 0, self.past.acts.len() > top + room, theme.quiet);
    }

    fn local(&self, act: &PastAct) -> DateTime<FixedOffset> {
        act.at.with_timezone(&self.offset.unwrap_or_else(|| Utc.fix()))
    }

    /// "today 09:14", "3 Mar 09:14", or "3 Mar 2025".
    fn when(&self, act: &PastAct, state: &State) -> String {
        let at = self.local(act);
        let day = at.date_naive();
        let form = match (day == state.today, day.year() == state.today.year()) {
            (true, _) => "today %H:%M",
            (false, true) => "%-d %b %H:%M",
            (false, false) => "%-d %b %Y",
        };
        at.format(form).to_string()
    }

    fn reader(&self, theme: &Theme, memory: &mut ViewMemory, buffer: &mut Buffer, area: Rect) {
        memory.hits.push((area, Target::Reader));
        let Some(act) = self.act() else { return };
        let columns = usize::from(area.width);
        let mut lines = paper::wrapped(&act.what, columns, 0, theme.strong);
        let at = self.local(act).format("%A %-d %B %Y, %H:%M").to_string();
        let told = if act.undone { format!("{at}; taken back") } else { at };
        lines.extend(paper::wrapped(&told, columns, 0, theme.quiet));
        lines.push(Line::default());
        if let Some((_, later)) = self.doubt.filter(|(of, _)| *of == act.act) {
            let what = if later == 1 { "It stays" } else { "They stay" };
            let words = format!(
                "{}. {what} in the journal, and out of sight until this one is done again.",
                standing(later)
            );
            lines.extend(paper::wrapped(&words, columns, 0, theme.text));
            lines.push(Line::default());
        }
        if let Some((_, touched)) = self.touched.as_ref().filter(|(of, _)| *of == act.act) {
            // one name that stands above already is not said twice
            let said = matches!(touched.titles.as_slice(), [title] if act.what.contains(title.as_str()));
            for title in touched.titles.iter().filter(|_| !said) {
                lines.push(Line::styled(paper::line_of(title, columns), theme.text));
            }
            if touched.more {
                lines.push(Line::styled("and more", theme.quiet));
            }
        }
        memory.seen.reader = usize::from(area.height);
        memory.seen.text = paper::lines(buffer, area, &lines, self.scroll, theme.quiet);
    }
}

/// "3 later acts stand on it".
fn standing(later: usize) -> String {
    match later {
        1 => "1 later act stands on it".to_owned(),
        MOST_LATER => format!("{MOST_LATER} later acts and more stand on it"),
        later => format!("{later} later acts stand on it"),
    }
}
