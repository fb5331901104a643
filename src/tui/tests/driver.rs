//! Drives the whole app without a terminal: keys in, pictures out, a journal in memory, everything in one thread.

use std::path::PathBuf;

use chrono::DateTime;
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::bulletin::{Bulletin, Item, Kinds};
use crate::clock::{Clock, Moment};
use crate::journal::{ActId, Incoming, Journal, Whole};
use crate::tui::app::App;
use crate::tui::effects::{self, Start, settle};
use crate::tui::keymap::{Keymap, Table};
use crate::tui::msg::{Command, Msg};
use crate::tui::state::State;
use crate::tui::theme::Theme;
use crate::tui::view::view;
use crate::tui::worker::Desk;
use crate::walk::DEFAULT_PORTION;

/// The app with a person at its keys.
pub struct Driver {
    pub app: App,
    desk: Desk,
    /// What was asked for beyond the journal.
    pub others: Vec<Command>,
    theme: Theme,
    drawn: Buffer,
    cursor: Option<Position>,
}

/// Thursday, 12 March 2026, in the morning.
pub fn now() -> Moment {
    Moment::new(DateTime::parse_from_rfc3339("2026-03-12T09:14:00+01:00").unwrap())
}

/// A journal with one invented bulletin: six requests in three regions, one praise.
pub fn journal() -> Journal {
    let item = |region: &str, kinds, text: &str| Item {
        heading: Some(region.into()),
        region: Some(region.into()),
        kinds,
        text: text.into(),
        ..Item::default()
    };
    let bulletin = Bulletin {
        title: Some("Open Gate, March".into()),
        publisher: Some("Open Gate".into()),
        issued_on: Some("2026-03-01".parse().unwrap()),
        items: vec![
            item(
                "Asia, Central",
                Kinds::REQUEST,
                "Pray for Pastor R.: his hearing was moved to 20 March. His wife Nargiza asks for a just judge.",
            ),
            item("Asia, Central", Kinds::REQUEST, "Pray for Aigul's family and for heating this winter."),
            item("Africa, East", Kinds::REQUEST, "Pray for rain for the herders around Moyale."),
            item("Africa, East", Kinds::BOTH, "Give thanks for the well at Moyale, and pray for its keeper."),
            item("Africa, East", Kinds::PRAISE, "Thank God: Damir is released."),
            item("Europe", Kinds::REQUEST, "Pray for the youth camp and its permit."),
            item("Europe", Kinds::REQUEST, "Pray for the translators of Luke and their first reading."),
        ],
        ..Bulletin::default()
    };
    let mut journal = Journal::in_memory(now()).unwrap();
    let document = Incoming {
        name: "march.txt".into(),
        whole: Whole::of(b"march"),
        bulletins: vec![bulletin],
        corrections: Vec::new(),
    };
    journal.import(now(), ActId::new(now()), &[document]).unwrap();
    journal
}

impl Driver {
    /// The app over the invented bulletin.
    pub fn new(columns: u16, rows: u16) -> Self {
        Driver::over(journal(), columns, rows)
    }

    /// The app over a journal, without profiles of publishers.
    pub fn over(journal: Journal, columns: u16, rows: u16) -> Self {
        Driver::with(journal, None, columns, rows)
    }

    /// The app over a journal, with a folder of profiles.
    pub fn with(journal: Journal, profiles: Option<PathBuf>, columns: u16, rows: u16) -> Self {
        let (keymap, problems) = Keymap::new(&Table::new());
        assert_eq!(problems, Vec::<String>::new());
        let app = App::new(State::new(now().day(), DEFAULT_PORTION), keymap);
        let desk = Desk::new(journal, Clock::fixed(now()), profiles);
        let (theme, drawn) = (Theme::new(true), Buffer::empty(Rect::new(0, 0, columns, rows)));
        let mut driver = Driver { app, desk, others: Vec::new(), theme, drawn, cursor: None };
        let asked = driver.app.state.refresh();
        driver.carry_out(asked);
        driver
    }

    /// Lets settings be read from a file, and written there.
    pub fn keep_settings(&mut self, path: &std::path::Path) {
        self.desk.keep_settings(Some(path.to_owned()), false);
    }

    /// Draws as another theme would.
    pub fn paint(&mut self, theme: Theme) -> &mut Self {
        self.theme = theme;
        self.draw();
        self
    }

    /// What was drawn, cell by cell.
    pub fn buffer(&self) -> &Buffer {
        &self.drawn
    }

    /// Opens the first screen over home.
    pub fn begin(&mut self, start: Start) -> &mut Self {
        effects::begin(&mut self.app, &mut self.desk, start);
        self.draw();
        self
    }

    /// Carries out what `update` asked for.
    pub fn carry_out(&mut self, commands: Vec<Command>) {
        let others = settle(&mut self.app, &mut self.desk, commands);
        self.others.extend(others);
        self.draw();
    }

    /// Types keys: letters as they are, others by name: `<space>`, `<esc>`, `<ctrl-s>`.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        for key in keys_of(keys) {
            let commands = self.app.input(Event::Key(key));
            self.carry_out(commands);
        }
        self
    }

    /// Types keys faster than the journal answers.
    pub fn burst(&mut self, keys: &str) -> &mut Self {
        let mut asked = Vec::new();
        for key in keys_of(keys) {
            asked.extend(self.app.input(Event::Key(key)));
        }
        self.carry_out(asked);
        self
    }

    /// Tells the app something from outside.
    pub fn tell(&mut self, msg: Msg) -> &mut Self {
        let commands = self.app.tell(msg);
        self.carry_out(commands);
        self
    }

    /// Pastes a text.
    pub fn paste(&mut self, words: &str) -> &mut Self {
        let commands = self.app.input(Event::Paste(words.into()));
        self.carry_out(commands);
        self
    }

    /// Clicks on the first place that shows some words.
    pub fn click(&mut self, words: &str) -> &mut Self {
        let (column, row) = self.place_of(words);
        self.click_at(column, row)
    }

    /// Clicks in a place.
    pub fn click_at(&mut self, column: u16, row: u16) -> &mut Self {
        self.mouse(MouseEventKind::Down(MouseButton::Left), column, row)
    }

    /// Turns the wheel by one notch downwards, over the first place that shows some words.
    pub fn wheel_over(&mut self, words: &str) -> &mut Self {
        let (column, row) = self.place_of(words);
        self.mouse(MouseEventKind::ScrollDown, column, row)
    }

    fn place_of(&self, words: &str) -> (u16, u16) {
        let picture = self.picture();
        let found = picture.lines().enumerate().find(|(_, line)| line.contains(words));
        let (row, line) = found.unwrap_or_else(|| panic!("no {words:?} in\n{picture}"));
        (line[..line.find(words).unwrap()].chars().count() as u16, row as u16)
    }

    fn mouse(&mut self, kind: MouseEventKind, column: u16, row: u16) -> &mut Self {
        let event = MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE };
        let commands = self.app.input(Event::Mouse(event));
        self.carry_out(commands);
        self
    }

    /// Gives the terminal another size.
    pub fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.drawn = Buffer::empty(Rect::new(0, 0, columns, rows));
        self.draw();
        self
    }

    /// Draws the same without colour.
    pub fn without_colour(&mut self) -> &mut Self {
        self.draw_by(&Theme::new(false));
        self
    }

    fn draw(&mut self) {
        self.draw_by(&self.theme.clone());
        self.app.looked();
    }

    fn draw_by(&mut self, theme: &Theme) {
        self.app.looks(self.drawn.area.width);
        let App { state, keymap, memory, .. } = &mut self.app;
        self.drawn.reset();
        self.cursor = view(state, keymap, theme, memory, &mut self.drawn);
    }

    /// Columns and rows.
    pub fn size(&self) -> (u16, u16) {
        let area = self.drawn.area;
        (area.width, area.height)
    }

    /// The last line on the screen.
    pub fn last_line(&self) -> String {
        let cells = self.drawn.content.chunks(usize::from(self.drawn.area.width).max(1)).next_back();
        line_of(cells.unwrap_or_default())
    }

    /// What is on the screen.
    pub fn picture(&self) -> String {
        text_of(&self.drawn)
    }

    /// What is on the screen, with one hash of all styles below.
    pub fn snapshot(&self) -> String {
        let buffer = &self.drawn;
        let styles: Vec<_> = buffer.content.iter().map(|cell| (cell.fg, cell.bg, cell.modifier)).collect();
        let hash = blake3::hash(format!("{styles:?}").as_bytes()).to_hex();
        format!("{}\nstyles {}", text_of(buffer), &hash[..12])
    }

    /// Where the terminal's cursor stands; `None` where it is hidden.
    pub fn cursor(&self) -> Option<Position> {
        self.cursor
    }

    /// What stands from the terminal's cursor on to the end of its line.
    pub fn at_cursor(&self) -> String {
        let at = self.cursor().unwrap();
        let picture = self.picture();
        let line = picture.lines().nth(usize::from(at.y)).unwrap_or_default();
        line.chars().skip(usize::from(at.x)).collect()
    }

    /// The words on the screen that a style marks, one after the other.
    pub fn marked(&self, modifier: ratatui::style::Modifier) -> Vec<String> {
        let mut words = vec![String::new()];
        for cell in &self.drawn.content {
            match (cell.modifier.contains(modifier), words.last_mut()) {
                (true, Some(word)) => word.push_str(cell.symbol()),
                (false, Some(word)) if !word.is_empty() => words.push(String::new()),
                _ => {}
            }
        }
        words.retain(|word| !word.is_empty());
        words
    }

    /// Has settings written into a file.
    pub fn set_settings(&mut self, file: &std::path::Path) {
        self.desk.keep_settings(Some(file.to_owned()), false);
    }

    /// The words above the footer.
    pub fn status(&self) -> &str {
        self.app.state.status.as_ref().map_or("", |status| &status.words)
    }

    /// The journal, to write to it as another program would.
    pub fn journal_mut(&mut self) -> &mut Journal {
        self.desk.journal_mut()
    }

    /// The journal, to see what is in it.
    pub fn journal(&self) -> &Journal {
        self.desk.journal()
    }
}

fn keys_of(mut rest: &str) -> Vec<KeyEvent> {
    let mut keys = Vec::new();
    while let Some(first) = rest.chars().next() {
        let named = rest.strip_prefix('<').and_then(|inner| inner.split_once('>'));
        if let Some((name, after)) = named {
            rest = after;
            keys.push(crokey::parse(name).unwrap().into());
        } else {
            rest = &rest[first.len_utf8()..];
            keys.push(KeyEvent::new(KeyCode::Char(first), KeyModifiers::NONE));
        }
    }
    keys
}

fn text_of(buffer: &Buffer) -> String {
    let width = usize::from(buffer.area.width).max(1);
    buffer.content.chunks(width).map(line_of).collect::<Vec<_>>().join("\n")
}

fn line_of(cells: &[ratatui::buffer::Cell]) -> String {
    let mut text = String::new();
    let mut skip = 0;
    for cell in cells {
        if skip == 0 {
            text.push_str(cell.symbol());
            skip = crate::text::width(cell.symbol()).max(1);
        }
        skip -= 1;
    }
    text.trim_end().to_owned()
}
