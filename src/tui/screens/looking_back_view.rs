//! How looking back looks. Three areas from 100 columns, two from 60, one below.
//!
//! ```text
//!  Longest not prayed for               │ Day by day
//!                                       │     Mar Apr May Jun  Jul Aug Sep
//!  > Pacific     not yet prayed  23 open│ Mon ■▪▫▪▪·▫·▪·▪■·■■▫■▫■▪▫···■■■·
//!    Middle East 23 weeks ago    27 open│ ─────────────────────────────────
//!    Europe      6 weeks ago     36 open│ Pacific
//!                                       │ 23 open, not yet prayed for.
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{LookingBack, Part};
use crate::reflect::{self, HEADINGS, Marks, Reflection, Row, Told, Tone};
use crate::text;
use crate::tui::keymap::{Action, Keymap, Section};
use crate::tui::msg::Target;
use crate::tui::state::State;
use crate::tui::theme::Theme;
use crate::tui::view::ViewMemory;
use crate::tui::widgets::{days, paper};

/// The widest a chart gets.
const CHART: u16 = 80;
/// The widest the list of regions gets, and the least that shows all of its columns.
const LIST: (u16, u16) = (50, 44);

impl LookingBack {
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
        let Some(known) = self.known.as_deref() else { return };
        let inner = paper::within(area);
        if known.is_empty() {
            return nothing(keymap, theme, buffer, inner);
        }
        if area.width >= paper::BESIDE {
            self.three(known, state, theme, memory, buffer, area);
        } else {
            let top = tabs(self.part, theme, memory, buffer, inner);
            self.one_part(known, state, theme, memory, buffer, paper::inset(inner, top, 0));
        }
    }

    fn three(
        &self,
        known: &Reflection,
        state: &State,
        theme: &Theme,
        memory: &mut ViewMemory,
        buffer: &mut Buffer,
        area: Rect,
    ) {
        let width = (area.width * 2 / 5).min(LIST.0 + 2);
        let side = Rect { x: area.x + 1, width: width - 2, ..area };
        paper::divide(buffer, area, width, theme.quiet);
        paper::put(buffer, side, 0, 0, HEADINGS[2], theme.strong);
        self.list(known, state, theme, memory, buffer, paper::inset(side, 2.min(area.height / 8), 0));
        let rest = Rect { x: area.x + width + 2, width: (area.width - width - 3).min(CHART), ..area };
        let columns = usize::from(rest.width);
        let mut upper = reflect::heading(HEADINGS[0], columns);
        upper.extend(reflect::calendar(known, columns, marks(theme)));
        let lines = lines(upper, theme);
        let tall = (lines.len() as u16).min(area.height);
        paper::lines(buffer, Rect { height: tall, ..rest }, &lines, 0, theme.quiet);
        if area.height > tall + 2 {
            paper::rule(buffer, rest, tall, theme.quiet);
            let below = match self.part {
                Part::Days => days_below(known, columns, marks(theme)),
                Part::Regions => {
                    self.told().map_or_else(Vec::new, |told| region(known, told, columns, marks(theme)))
                }
                Part::Answers => answers(known, columns, marks(theme)),
            };
            self.text(below, theme, memory, buffer, paper::inset(rest, tall + 1, 0));
        }
    }

    fn one_part(
        &self,
        known: &Reflection,
        state: &State,
        theme: &Theme,
        memory: &mut ViewMemory,
        buffer: &mut Buffer,
        area: Rect,
    ) {
        let area = Rect { width: area.width.min(CHART), ..area };
        let columns = usize::from(area.width);
        match self.part {
            Part::Days => {
                let mut rows = reflect::calendar(known, columns, marks(theme));
                rows.push(Row::new());
                rows.extend(days_below(known, columns, marks(theme)));
                self.text(rows, theme, memory, buffer, area);
            }
            Part::Answers => self.text(answers(known, columns, marks(theme)), theme, memory, buffer, area),
            Part::Regions if area.width + 2 >= paper::ABOVE && area.height >= 12 => {
                let rows = known.places.len() as u16;
                let upper = rows.min(area.height / 2).max(1);
                self.list(known, state, theme, memory, buffer, Rect { height: upper, ..area });
                paper::rule(buffer, area, upper, theme.quiet);
                let below =
                    self.told().map_or_else(Vec::new, |told| region(known, told, columns, marks(theme)));
                let list = memory.seen.list;
                self.text(below, theme, memory, buffer, paper::inset(area, upper + 1, 0));
                memory.seen.list = list;
            }
            Part::Regions => self.list(known, state, theme, memory, buffer, area),
        }
    }

    fn text(&self, rows: Vec<Row>, theme: &Theme, memory: &mut ViewMemory, buffer: &mut Buffer, area: Rect) {
        memory.hits.push((area, Target::Reader));
        memory.seen.reader = usize::from(area.height);
        memory.seen.text = paper::lines(buffer, area, &lines(rows, theme), self.scroll, theme.quiet);
    }

    fn list(
        &self,
        known: &Reflection,
        state: &State,
        theme: &Theme,
        memory: &mut ViewMemory,
        buffer: &mut Buffer,
        area: Rect,
    ) {
        memory.seen.list = usize::from(area.height);
        let all = area.width >= LIST.1;
        let last = |told: &Told| match told.last {
            _ if all => told.last_words(state.today),
            Some(last) => days::ago(last, state.today),
            None => "not yet".to_owned(),
        };
        let widest = |of: &dyn Fn(&Told) -> usize| known.places.iter().map(of).max().unwrap_or(0) as u16;
        let lasts = widest(&|told| text::width(&last(told)));
        let opens = if all { widest(&|told| text::width(&told.open_words())) + 2 } else { 0 };
        let behind = area.width.saturating_sub(opens);
        let names = behind.saturating_sub(2 + 2 + lasts).min(widest(&|told| text::width(told.name())));
        let skip = (self.cursor + 1).saturating_sub(usize::from(area.height));
        for ((at, told), y) in known.places.iter().enumerate().skip(skip).zip(0..area.height) {
            let line = Rect { y: area.y + y, height: 1, ..area };
            let focused = self.part == Part::Regions;
            let here = at == self.cursor;
            memory.hits.push((line, Target::row(at, here && focused)));
            if here {
                paper::put(buffer, line, 0, 0, ">", if focused { theme.accent } else { theme.quiet });
            }
            let style = if here && focused { theme.strong } else { theme.text };
            paper::put(buffer, Rect { width: 2 + names, ..line }, 2, 0, told.name(), style);
            paper::put(buffer, line, names + 4, 0, &last(told), theme.text);
            if all {
                let open = told.open_words();
                let x = names + 4 + lasts + 2;
                let room = Rect { width: (x + opens - 2).min(line.width), ..line };
                paper::put_right(buffer, room, 0, x, &open, theme.quiet);
            }
        }
        let below = known.places.len() > skip + usize::from(area.height);
        paper::more(buffer, area, skip > 0, below, theme.quiet);
    }
}

/// One quiet line where there is nothing yet, and the keys that help.
fn nothing(keymap: &Keymap, theme: &Theme, buffer: &mut Buffer, area: Rect) {
    let key = |action, section| keymap.key(action, &[section]).unwrap_or_default();
    let words = format!(
        "Nothing to look back on yet. {} goes back home, where {} begins.",
        key(Action::Back, Section::Everywhere),
        key(Action::Pray, Section::Home)
    );
    let room = Rect { width: area.width.min(66), ..area };
    let lines = paper::wrapped(&words, usize::from(room.width), 0, theme.quiet);
    paper::lines(buffer, paper::inset(room, u16::from(area.height > 5), 0), &lines, 0, theme.quiet);
}

/// The names of the parts, and how many lines they take.
fn tabs(now: Part, theme: &Theme, memory: &mut ViewMemory, buffer: &mut Buffer, area: Rect) -> u16 {
    if area.height < 4 {
        return 0;
    }
    let gap: u16 = if area.width < 30 { 0 } else { 2 };
    let mut x = 0;
    for (at, part) in Part::ALL.into_iter().enumerate() {
        let (mark, style) = if part == now { (">", theme.strong) } else { ("", theme.quiet) };
        if area.width < 28 && part != now {
            continue; // all three do not fit
        }
        paper::put(buffer, area, x, 0, mark, theme.accent);
        let taken = paper::put(buffer, area, x + 2, 0, part.name(), style);
        memory.hits.push((Rect { x: area.x + x, width: taken + 2, height: 1, ..area }, Target::Side(at)));
        x += 2 + taken + gap;
    }
    if area.height < 12 { 1 } else { 2 }
}

/// The letters that charts are drawn with.
fn marks(theme: &Theme) -> Marks {
    if theme.ascii { Marks::ASCII } else { Marks::SQUARES }
}

fn days_below(known: &Reflection, columns: usize, marks: Marks) -> Vec<Row> {
    let mut rows = reflect::heading(HEADINGS[1], columns);
    rows.extend(reflect::weeks(known, columns, marks));
    rows
}

fn region(known: &Reflection, told: &Told, columns: usize, marks: Marks) -> Vec<Row> {
    reflect::place(known, told, columns.min(56), marks)
}

fn answers(known: &Reflection, columns: usize, marks: Marks) -> Vec<Row> {
    let mut rows = reflect::heading(HEADINGS[3], columns);
    rows.extend(reflect::years(known, columns, marks));
    rows.push(Row::new());
    rows.extend(reflect::heading(HEADINGS[4], columns));
    rows.extend(reflect::took(known, columns, marks));
    rows
}

fn lines(rows: Vec<Row>, theme: &Theme) -> Vec<Line<'static>> {
    let style = |tone| match tone {
        Tone::Strong => theme.strong,
        Tone::Quiet | Tone::Shade(0) => theme.quiet,
        Tone::Shade(_) | Tone::Bar => theme.answered,
        Tone::Text => theme.text,
    };
    let line = |row: Row| row.into_iter().map(|(tone, words)| Span::styled(words, style(tone))).collect();
    rows.into_iter().map(line).collect()
}
