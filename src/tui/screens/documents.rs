//! The documents of a folder: what each holds, before anything is written. One can be opened, or all be kept as they are.
//!
//! ```text
//!  ~/Mail/bulletins                            bulletins  requests  praises  unsorted
//!  > harbour-light.txt                                 1         9        2         3
//!    old-letter.txt                                                               kept
//!    picture.jpg: this is not text
//! ```

use std::path::{Path, PathBuf};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::journal::ActId;
use crate::text::counted;
use crate::tui::keymap::Action;
use crate::tui::msg::{Answer, Command, Errand, Query, Slot, Target};
use crate::tui::opened::{Count, Found, Tally};
use crate::tui::screens::preview::Preview;
use crate::tui::state::{Screen, State, Tone};
use crate::tui::theme::Theme;
use crate::tui::view::ViewMemory;
use crate::tui::widgets::{paper, scroll};

/// A column of numbers: its head, and what it counts.
type Column = (&'static str, fn(&Count) -> usize);

/// Documents handed over at once to be kept.
const BATCH: usize = 40;

/// A document of the folder.
#[derive(Debug)]
struct Row {
    path: PathBuf,
    name: String,
    /// What it holds, or why it cannot be read; `None`: nobody looked yet.
    glance: Option<Result<Count, String>>,
    kept: bool,
}

/// What is done with the documents.
#[derive(Debug, Default)]
enum Phase {
    /// They are looked through, and chosen from.
    #[default]
    Choosing,
    /// They are taken in, one batch after the other.
    Keeping {
        /// The act that all of them are.
        act: Option<ActId>,
        /// The first that is not yet taken in.
        next: usize,
        /// How many were handed over in this batch.
        taken: usize,
        tally: Tally,
        /// Whether the person asked to stop.
        stopped: bool,
    },
    /// All is taken in.
    Over(Vec<String>),
}

/// What the screen knows.
#[derive(Debug, Default)]
pub struct Documents {
    rows: Vec<Row>,
    cursor: usize,
    phase: Phase,
    /// Whether one is on its way to be shown.
    opening: bool,
    scroll: usize,
}

impl Documents {
    /// Opens the screen, and begins to look through the documents.
    pub fn open(state: &mut State, files: Vec<PathBuf>) -> Vec<Command> {
        let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let row = |path: PathBuf| Row { name: name(&path), path, glance: None, kept: false };
        let documents = Documents { rows: files.into_iter().map(row).collect(), ..Documents::default() };
        let errand = documents.glance();
        state.above.push(Screen::Documents(Box::new(documents)));
        errand.map(|errand| state.send(errand)).into_iter().collect()
    }

    /// Whether the summary is shown.
    pub fn is_over(&self) -> bool {
        matches!(self.phase, Phase::Over(_))
    }

    /// Whether documents are being taken in.
    pub fn is_keeping(&self) -> bool {
        matches!(self.phase, Phase::Keeping { .. })
    }

    /// Whether an action does something here now.
    pub fn is_of_use(&self, action: Action) -> bool {
        let here = || self.rows.get(self.cursor);
        action != Action::Open || here().is_some_and(|row| !matches!(row.glance, Some(Err(_))))
    }

    /// A look at the first document that nobody looked at.
    fn glance(&self) -> Option<Errand> {
        self.rows.iter().find(|row| row.glance.is_none()).map(|row| Errand::Glance(row.path.clone()))
    }

    fn this(state: &mut State) -> Option<&mut Documents> {
        state.above.iter_mut().rev().find_map(|screen| match screen {
            Screen::Documents(documents) => Some(&mut **documents),
            _ => None,
        })
    }

    /// Takes an answer.
    pub fn deliver(state: &mut State, answer: Answer) -> Vec<Command> {
        let Some(documents) = Documents::this(state) else { return Vec::new() };
        match answer {
            Answer::Looked(Found::Document(opened)) => {
                documents.opening = false;
                return Preview::open(state, *opened);
            }
            Answer::Glanced(glance) => {
                if let Some(row) = documents.rows.iter_mut().find(|row| row.glance.is_none()) {
                    row.glance = Some(glance);
                }
                let next = documents.glance();
                return next.map(|errand| state.send(errand)).into_iter().collect();
            }
            Answer::Gathered(gathered) => {
                if let Phase::Keeping { act, taken, tally, .. } = &mut documents.phase {
                    *taken = gathered.read;
                    tally.refused.extend(gathered.refused);
                    tally.left_out.extend(gathered.left_out);
                    return vec![Command::Import { act: *act, documents: gathered.documents }];
                }
            }
            _ => {}
        }
        Vec::new()
    }

    /// A document could not be opened.
    pub fn failed(&mut self) {
        self.opening = false;
        self.phase = Phase::Choosing;
    }

    /// A document is in the journal that was looked at by itself.
    pub fn kept(&mut self, path: &Path) {
        for row in self.rows.iter_mut().filter(|row| row.path == path) {
            row.kept = true;
        }
    }

    /// An act was taken back: nobody knows any more which of them are in the journal.
    pub fn turned(&mut self) {
        self.rows.iter_mut().for_each(|row| row.kept = false);
    }

    /// A batch is in the journal.
    pub fn imported(state: &mut State, of: ActId, came: Tally) -> Vec<Command> {
        let Some(documents) = Documents::this(state) else { return Vec::new() };
        if let Phase::Keeping { act, next, taken, tally, .. } = &mut documents.phase {
            *act = Some(of);
            tally.join(came);
            let done = *next + *taken;
            for row in documents.rows.iter_mut().take(done).skip(*next) {
                row.kept = !matches!(row.glance, Some(Err(_)));
            }
            *next = done;
        }
        Documents::go_on(state)
    }

    /// Hands the next batch over, or comes to an end.
    fn go_on(state: &mut State) -> Vec<Command> {
        let Some(documents) = Documents::this(state) else { return Vec::new() };
        let Phase::Keeping { next, tally, stopped, .. } = &mut documents.phase else { return Vec::new() };
        // what cannot be read, or is kept already, is not asked for again
        while let Some(row) =
            documents.rows.get(*next).filter(|row| row.kept || matches!(row.glance, Some(Err(_))))
        {
            if let Some(Err(why)) = &row.glance {
                tally.refused.push(why.clone());
            }
            *next += 1;
        }
        let rest = documents.rows.iter().skip(*next);
        let paths: Vec<PathBuf> = rest
            .take_while(|row| !row.kept && !matches!(row.glance, Some(Err(_))))
            .take(BATCH)
            .map(|row| row.path.clone())
            .collect();
        if paths.is_empty() || *stopped {
            let headings = std::mem::take(&mut tally.headings);
            documents.phase = Phase::Over(tally.lines());
            documents.scroll = 0;
            state.settling = true;
            let mut commands = vec![state.ask(Query::Renamed(headings))];
            commands.extend(state.refresh());
            return commands;
        }
        vec![state.send(Errand::Gather(paths))]
    }

    /// What a key does here.
    pub fn update(state: &mut State, action: Action) -> Vec<Command> {
        let seen = state.seen;
        let Some(Screen::Documents(documents)) = state.above.last_mut() else { return Vec::new() };
        match (&mut documents.phase, action) {
            (Phase::Over(_), Action::Open | Action::Back) => {
                state.above.pop();
                if let Some(Screen::Importing(_)) = state.above.last() {
                    state.above.pop();
                }
            }
            (Phase::Over(_), action) => {
                documents.scroll = scroll::moved(documents.scroll, action, seen).unwrap_or(documents.scroll);
            }
            (Phase::Keeping { stopped, .. }, Action::Back) => {
                *stopped = true;
                state.say(Tone::Plain, "stopping; what is in stays in");
            }
            (Phase::Choosing, Action::Back) => {
                state.above.pop();
                state.call_off(Slot::Look);
                state.call_off(Slot::Documents);
            }
            (Phase::Choosing, Action::Open) => return Documents::show(state),
            (Phase::Choosing, Action::KeepAll) => {
                let (act, tally) = (None, Tally::default());
                documents.phase = Phase::Keeping { act, next: 0, taken: 0, tally, stopped: false };
                return Documents::go_on(state);
            }
            (_, action) => {
                if let Some(by) = scroll::stride(action, seen) {
                    documents.point(documents.cursor.saturating_add_signed(by));
                }
            }
        }
        Vec::new()
    }

    /// Opens the document under the cursor.
    fn show(state: &mut State) -> Vec<Command> {
        let Some(Screen::Documents(documents)) = state.above.last_mut() else { return Vec::new() };
        let Some(row) = documents.rows.get(documents.cursor) else { return Vec::new() };
        if let Some(Err(why)) = &row.glance {
            let why = why.clone();
            state.say(Tone::Plain, why);
            return Vec::new();
        }
        documents.opening = true;
        let errand = Errand::Open(row.path.clone());
        vec![state.send(errand)]
    }

    /// Puts the cursor on a row.
    pub fn point(&mut self, at: usize) {
        self.cursor = at.min(self.rows.len().saturating_sub(1));
    }

    /// What a key does, in a sentence; shown where nothing else is to be said.
    pub fn promise(&self, key: &str) -> String {
        if !matches!(self.phase, Phase::Choosing) {
            return String::new();
        }
        let looked = self.rows.iter().filter(|row| row.glance.is_some()).count();
        if self.opening {
            return "opening ...".to_owned();
        }
        if looked < self.rows.len() {
            return format!("looking through them: {looked} of {}", self.rows.len());
        }
        let mut count = Count::default();
        for row in self.rows.iter().filter(|row| !row.kept) {
            if let Some(Ok(one)) = &row.glance {
                count.requests += one.requests;
                count.praises += one.praises;
            }
        }
        match count.items() {
            Some(items) => format!("{key} keeps all as they are, {items}; nothing is written before"),
            None => "no request and no praise was found".to_owned(),
        }
    }

    /// Draws the screen.
    pub fn view(&self, theme: &Theme, memory: &mut ViewMemory, buffer: &mut Buffer, area: Rect) {
        let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2).min(100), ..area };
        match &self.phase {
            Phase::Over(summary) => {
                let columns = usize::from(area.width);
                let lines: Vec<Line<'_>> =
                    summary.iter().flat_map(|line| paper::wrapped(line, columns, 0, theme.text)).collect();
                memory.seen.reader = usize::from(area.height);
                memory.seen.text = paper::lines(buffer, area, &lines, self.scroll, theme.quiet);
            }
            Phase::Keeping { next, .. } => {
                let told = format!("keeping: {next} of {}", counted(self.rows.len(), "document"));
                paper::put(buffer, area, 0, 0, &told, theme.text);
            }
            Phase::Choosing => self.list(theme, memory, buffer, area),
        }
    }

    fn list(&self, theme: &Theme, memory: &mut ViewMemory, buffer: &mut Buffer, area: Rect) {
        let columns: &[Column] = match area.width {
            70.. => &[
                ("bulletins", |count| count.bulletins),
                ("requests", |count| count.requests),
                ("praises", |count| count.praises),
                ("unsorted", |count| count.unsorted),
            ],
            40.. => &[("requests", |count| count.requests), ("unsorted", |count| count.unsorted)],
            _ => &[],
        };
        let width: u16 = columns.iter().map(|(name, _)| name.len() as u16 + 2).sum();
        let names = area.width.saturating_sub(width);
        paper::put(buffer, area, 0, 0, &counted(self.rows.len(), "document"), theme.strong);
        let heads: Vec<String> = columns.iter().map(|(name, _)| format!("  {name}")).collect();
        paper::put(buffer, area, names, 0, &heads.concat(), theme.quiet);
        let list = paper::inset(area, 1, 0);
        let height = usize::from(list.height);
        memory.seen.list = height;
        let skip = (self.cursor + 1).saturating_sub(height);
        paper::more(buffer, list, skip > 0, self.rows.len() > skip + height, theme.quiet);
        for ((at, row), y) in self.rows.iter().enumerate().skip(skip).zip(0..list.height) {
            let line = Rect { y: list.y + y, height: 1, ..list };
            memory.hits.push((line, Target::row(at, at == self.cursor)));
            let here = at == self.cursor;
            if here {
                paper::put(buffer, line, 0, 0, ">", theme.accent);
            }
            let style = if here { theme.strong } else { theme.text };
            let room = Rect { width: names, ..line };
            if let Some(Err(why)) = &row.glance {
                paper::put(buffer, line, 2, 0, why, theme.quiet);
                continue;
            }
            paper::put(buffer, room, 2, 0, &row.name, if row.glance.is_some() { style } else { theme.quiet });
            if row.kept {
                paper::put_right(buffer, line, 0, names, "kept", theme.answered);
            } else if let Some(Ok(count)) = &row.glance {
                let cells: Vec<String> = columns.iter().map(|column| cell(*column, count)).collect();
                paper::put(buffer, line, names, 0, &cells.concat(), theme.text);
            }
        }
    }
}

/// A number under its head; none is left blank.
fn cell((head, of): Column, count: &Count) -> String {
    let number = Some(of(count)).filter(|number| *number > 0);
    let shown = number.map(|number| number.to_string()).unwrap_or_default();
    format!("  {shown:>width$}", width = head.len())
}
