//! Where the bulletins lie that are to be read: the path of a file or a folder.
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

use crate::text;
use crate::tui::field::Field;
use crate::tui::keymap::{Action, Keymap, Section};
use crate::tui::msg::{Answer, Command, Errand, Slot, Target};
use crate::tui::opened::Found;
use crate::tui::screens::documents::Documents;
use crate::tui::screens::preview::Preview;
use crate::tui::state::{Screen, State, Tone};
use crate::tui::theme::Theme;
use crate::tui::view::ViewMemory;
use crate::tui::widgets::{paper, sheet};

/// What stands in the field while nothing is typed.
const ASKS: &str = "its path, such as ~/Downloads; Tab shows what is there";

/// What the screen knows.
#[derive(Debug, Default)]
pub struct Importing {
    path: Field,
    paths: Vec<String>,
    at: Option<usize>,
    /// Whether the path is being looked at.
    looking: bool,
}

/// How one begins, where nothing is there yet: " On home, i reads a bulletin."
pub fn begins(keymap: &Keymap) -> String {
    let key = keymap.key(Action::Import, &[Section::Home]);
    key.map_or_else(String::new, |key| format!(" On home, {key} reads a bulletin."))
}

impl Importing {
    /// A key that goes into the path.
    pub fn input(&mut self, key: KeyEvent) {
        if !self.looking {
            self.path.input(key);
            self.forget();
        }
    }

    /// A path that was pasted, or a file that was dropped on the terminal.
    pub fn paste(&mut self, words: &str) {
        if !self.looking {
            self.path.paste(words);
            self.forget();
        }
    }

    /// Whether an action does something here now.
    pub fn is_of_use(&self, action: Action) -> bool {
        match action {
            Action::Save => !self.looking && !self.path.text().trim().is_empty(),
            Action::Complete => !self.looking,
            _ => true,
        }
    }

    /// Takes a path that is offered.
    pub fn point(&mut self, at: usize) {
        if let Some(path) = self.paths.get(at).filter(|_| !self.looking) {
            self.path = Field::new(path);
            self.at = Some(at);
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

    /// Nothing came of the path: back to it.
    pub fn failed(&mut self) {
        self.looking = false;
    }

    /// What the path leads to is shown.
    pub fn deliver(state: &mut State, answer: Answer) -> Vec<Command> {
        let Some(Screen::Importing(form)) = state.above.last_mut() else { return Vec::new() };
        form.looking = false;
        match answer {
            Answer::Looked(Found::Document(opened)) => Preview::open(state, *opened),
            Answer::Looked(Found::Folder(files)) => Documents::open(state, files),
            _ => Vec::new(),
        }
    }

    /// What a key does here.
    pub fn update(state: &mut State, action: Action) -> Vec<Command> {
        let Some(Screen::Importing(form)) = state.above.last_mut() else { return Vec::new() };
        match action {
            Action::Back if form.looking => {
                form.looking = false;
                state.call_off(Slot::Look);
            }
            Action::Back => {
                state.above.pop();
            }
            _ if form.looking => {}
            Action::Complete => return vec![Command::Complete(form.path.text())],
            Action::Down | Action::Up => form.offer(action == Action::Down),
            Action::Save if form.path.text().trim().is_empty() => {
                state.say(Tone::Plain, "type the path of a file or a folder; Tab completes it");
            }
            Action::Save => {
                form.looking = true;
                form.forget();
                let errand = Errand::Look(form.path.text());
                return vec![state.send(errand)];
            }
            _ => {}
        }
        Vec::new()
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
        let about = if self.looking { "" } else { "a file or a folder; you look before anything is kept" };
        let body = sheet::draw(buffer, area, "Import", about, theme);
        if self.looking {
            paper::put(buffer, body, 0, 0, "reading ...", theme.text);
        } else {
            self.asking(theme, memory, buffer, body);
        }
    }

    fn asking(&self, theme: &Theme, memory: &mut ViewMemory, buffer: &mut Buffer, body: Rect) {
        if self.path.is_empty() && text::width(ASKS) + 2 <= usize::from(body.width) {
            paper::put(buffer, body, 2, 0, ASKS, theme.quiet);
        }
        self.path.view(buffer, Rect { height: body.height.min(1), ..body }, theme, true);
        let list = paper::inset(body, if body.height >= 4 { 2 } else { 1 }, 0);
        let skip = self.at.map_or(0, |at| (at + 1).saturating_sub(usize::from(list.height)));
        let below = self.paths.len() > skip + usize::from(list.height);
        paper::more(buffer, list, skip > 0, below, theme.quiet);
        for ((at, path), y) in self.paths.iter().enumerate().skip(skip).zip(0..list.height) {
            let here = self.at == Some(at);
            memory.hits.push((Rect { y: list.y + y, height: 1, ..list }, Target::row(at, here)));
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
