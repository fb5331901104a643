//! Reading bulletins into the journal: a path, the progress, and what came of it.
//!
//! ```text
//!           Import
//!           a file, or a folder of files
//!
//!           ~/Downloads/open-gate-march.txt
//!             ~/Downloads/open-gate-february.txt
//!             ~/Downloads/open-gate-march.txt
//! ```

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::tui::field::Field;
use crate::tui::keymap::Action;
use crate::tui::msg::{Command, Seen};
use crate::tui::state::{Screen, State, Tone};
use crate::tui::theme::Theme;
use crate::tui::view::ViewMemory;
use crate::tui::widgets::{paper, scroll, sheet};

/// How far it is.
#[derive(Debug, PartialEq, Eq, Default)]
enum Phase {
    /// A path is typed.
    #[default]
    Asking,
    /// Documents are read.
    Reading { done: usize, of: usize },
    /// All is read.
    Over(Vec<String>),
}

/// What the screen knows.
#[derive(Debug, Default)]
pub struct Importing {
    path: Field,
    paths: Vec<String>,
    at: Option<usize>,
    phase: Phase,
    scroll: usize,
}

impl Importing {
    /// Whether the summary is shown.
    pub fn is_over(&self) -> bool {
        matches!(self.phase, Phase::Over(_))
    }

    /// A key that goes into the path.
    pub fn input(&mut self, key: KeyEvent) {
        if self.phase == Phase::Asking {
            self.path.input(key);
            self.forget();
        }
    }

    /// A path that was pasted, or a file that was dropped on the terminal.
    pub fn paste(&mut self, words: &str) {
        if self.phase == Phase::Asking {
            self.path.paste(words);
            self.forget();
        }
    }

    fn forget(&mut self) {
        self.paths.clear();
        self.at = None;
    }

    /// Paths that go on from what was typed: their common beginning is typed out, the rest offered.
    pub fn completed(&mut self, typed: &str, paths: Vec<String>) {
        if self.path.text() != typed {
            return;
        }
        if let Some(common) = common_start(&paths).filter(|common| common.len() > typed.len()) {
            self.path = Field::new(&common);
        }
        self.paths = if paths.len() > 1 { paths } else { Vec::new() };
        self.at = None;
    }

    /// How far the reading is.
    pub fn progress(&mut self, done: usize, of: usize) {
        self.phase = Phase::Reading { done, of };
    }

    /// The reading is over.
    pub fn over(&mut self, summary: Vec<String>) {
        self.phase = Phase::Over(summary);
        self.scroll = 0;
    }

    /// The reading did not begin: back to the path.
    pub fn failed(&mut self) {
        self.phase = Phase::Asking;
    }

    /// What a key does here.
    pub fn update(state: &mut State, action: Action) -> Vec<Command> {
        let seen = state.seen;
        let Some(Screen::Importing(form)) = state.above.last_mut() else { return Vec::new() };
        match (&form.phase, action) {
            (Phase::Over(_), Action::Save) | (Phase::Over(_) | Phase::Asking, Action::Back) => {
                state.above.pop();
            }
            (Phase::Over(_), action) => form.scrolled(action, seen),
            (Phase::Asking, Action::Complete) => return vec![Command::Complete(form.path.text())],
            (Phase::Asking, Action::Down | Action::Up) => form.offer(action == Action::Down),
            (Phase::Asking, Action::Save) if form.path.text().trim().is_empty() => {
                state.say(Tone::Plain, "type the path of a file or a folder; Tab completes it");
            }
            (Phase::Asking, Action::Save) => {
                form.phase = Phase::Reading { done: 0, of: 0 };
                form.forget();
                return vec![Command::Import(form.path.text())];
            }
            _ => {}
        }
        Vec::new()
    }

    fn scrolled(&mut self, action: Action, seen: Seen) {
        if let Some(to) = scroll::moved(self.scroll, action, seen) {
            self.scroll = to;
        }
    }

    fn offer(&mut self, down: bool) {
        let count = self.paths.len();
        if count == 0 {
            return;
        }
        let at = match (self.at, down) {
            (None, true) => 0,
            (None, false) => count - 1,
            (Some(at), true) => (at + 1) % count,
            (Some(at), false) => (at + count - 1) % count,
        };
        if let Some(path) = self.paths.get(at) {
            self.path = Field::new(path);
        }
        self.at = Some(at);
    }

    /// Draws the screen.
    pub fn view(&self, theme: &Theme, memory: &mut ViewMemory, buffer: &mut Buffer, area: Rect) {
        let about = match self.phase {
            Phase::Asking => "a file, or a folder of files",
            _ => "",
        };
        let body = sheet::draw(buffer, area, "Import", about, theme);
        match &self.phase {
            Phase::Asking => self.asking(theme, buffer, body),
            Phase::Reading { of: 0, .. } => {
                paper::put(buffer, body, 0, 0, "reading ...", theme.text);
            }
            Phase::Reading { done, of } => {
                paper::put(buffer, body, 0, 0, &format!("reading: {done} of {of} files"), theme.text);
            }
            Phase::Over(summary) => {
                let columns = usize::from(body.width);
                let lines: Vec<Line<'_>> =
                    summary.iter().flat_map(|line| paper::wrapped(line, columns, 0, theme.text)).collect();
                memory.seen.reader = usize::from(body.height);
                memory.seen.text = paper::lines(buffer, body, &lines, self.scroll, theme.quiet);
            }
        }
    }

    fn asking(&self, theme: &Theme, buffer: &mut Buffer, body: Rect) {
        self.path.view(buffer, Rect { height: body.height.min(1), ..body }, theme, true);
        let list = paper::inset(body, if body.height >= 4 { 2 } else { 1 }, 0);
        let skip = self.at.map_or(0, |at| (at + 1).saturating_sub(usize::from(list.height)));
        let below = self.paths.len() > skip + usize::from(list.height);
        paper::more(buffer, list, skip > 0, below, theme.quiet);
        for ((at, path), y) in self.paths.iter().enumerate().skip(skip).zip(0..list.height) {
            let here = self.at == Some(at);
            if here {
                paper::put(buffer, list, 0, y, ">", theme.accent);
            }
            paper::put(buffer, list, 2, y, path, if here { theme.strong } else { theme.quiet });
        }
    }
}

fn common_start(paths: &[String]) -> Option<String> {
    let (first, rest) = paths.split_first()?;
    let shared = rest.iter().fold(first.chars().count(), |most, path| {
        most.min(first.chars().zip(path.chars()).take_while(|(a, b)| a == b).count())
    });
    Some(first.chars().take(shared).collect())
}
