//! The settings: what each is, what it means, and where it is kept. A change is written into the person's file at once.
//!
//! ```text
//!  Settings                               │ Theme
//!  > Theme                      default   │ How kneel looks. Where NO_COLOR is set ...
//!    Plain signs                no        │ > default        sixteen colours on your ...
//!    A day's portion            8 requests│   light          dark ink on a light ground
//! ```

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::config::{Config, Kind, SETTINGS, Setting};
use crate::paths::Paths;
use crate::text;
use crate::tui::field::Field;
use crate::tui::keymap::Action;
use crate::tui::msg::{Command, Seen, Target};
use crate::tui::state::{Screen, State, Tone};
use crate::tui::theme::Theme;
use crate::tui::view::ViewMemory;
use crate::tui::widgets::{paper, scroll, sheet};

/// How wide the list is there.
const LIST: u16 = 50;

/// So many lines the list keeps above what a setting means.
const LEAST: u16 = 5;

/// What the screen knows.
#[derive(Debug, Default)]
pub struct Settings {
    cursor: usize,
    /// What is being typed for the one under the cursor. It stays until it is in the file, or let go.
    typed: Option<Field>,
    /// Why it cannot be.
    wrong: Option<String>,
    /// What is on its way into the file, and what it was before.
    before: Option<Before>,
    /// What was changed here, and what it was before, the last at the end.
    changed: Vec<Before>,
}

/// A setting by its name, and what it was.
type Before = (&'static str, Option<toml::Value>);

impl Settings {
    /// Puts the cursor on a setting.
    pub fn point(&mut self, at: usize) {
        let at = at.min(SETTINGS.len());
        if at != self.cursor {
            (self.cursor, self.typed, self.wrong) = (at, None, None);
        }
    }

    /// The settings were read: what was on its way is in them.
    pub fn configured(&mut self) {
        if let Some(before) = self.before.take() {
            self.changed.push(before);
            (self.typed, self.wrong) = (None, None);
        }
    }

    /// What was on its way is not in the file.
    pub fn failed(&mut self) {
        self.before = None;
    }

    /// Whether something is being typed, so that letters are letters.
    pub fn is_typing(&self) -> bool {
        self.typed.is_some()
    }

    /// A text that was pasted.
    pub fn paste(&mut self, words: &str) {
        if let Some(typed) = &mut self.typed {
            typed.paste(words);
            self.wrong = None;
        }
    }

    /// A key that is no action: a letter of what is typed. A digit begins a number.
    pub fn input(&mut self, key: KeyEvent) {
        if let Some(typed) = &mut self.typed {
            typed.input(key);
            self.wrong = None;
            return;
        }
        let number = self.here().is_some_and(Setting::is_number);
        let digit = matches!(key.code, KeyCode::Char('0'..='9')) && key.modifiers == KeyModifiers::NONE;
        if number && digit {
            self.typed.get_or_insert_default().input(key);
        }
    }

    /// Whether an action does something here now.
    pub fn is_of_use(&self, action: Action, config: &Config) -> bool {
        let leads_on = |by| {
            let setting = self.here();
            setting.is_some_and(|here| {
                next(here, config, by).is_ok_and(|value| here.value(config) != Some(value))
            })
        };
        match action {
            Action::NextChoice => leads_on(1),
            Action::PreviousChoice => leads_on(-1),
            Action::Undo => !self.changed.is_empty(),
            _ => true,
        }
    }

    fn here(&self) -> Option<&'static Setting> {
        SETTINGS.get(self.cursor)
    }

    /// What a key does here.
    pub fn update(state: &mut State, action: Action, seen: Seen) -> Vec<Command> {
        let Some(Screen::Settings(settings)) = state.above.last_mut() else { return Vec::new() };
        let here = settings.here();
        let typed = settings.typed.as_ref().map(Field::text);
        let by = match action {
            Action::Back if typed.is_some() => {
                (settings.typed, settings.wrong) = (None, None);
                return Vec::new();
            }
            Action::Back => {
                state.above.pop();
                return state.refresh();
            }
            Action::Undo => {
                let Some((name, value)) = settings.changed.pop() else {
                    state.say(Tone::Plain, "nothing was changed here");
                    return Vec::new();
                };
                return set(state, name, value);
            }
            Action::Save if typed.is_none() && here.is_some_and(Setting::is_typed) => {
                let before = here.filter(|setting| !setting.is_number());
                let before = before.and_then(|setting| setting.typed(&state.config));
                settings.typed = Some(Field::new(&before.unwrap_or_default()));
                return Vec::new();
            }
            // a number is typed anew, and stays where none is
            Action::Save
                if here.is_some_and(Setting::is_number)
                    && typed.as_ref().is_some_and(|typed| typed.trim().is_empty()) =>
            {
                (settings.typed, settings.wrong) = (None, None);
                return Vec::new();
            }
            Action::Save | Action::NextChoice => 1,
            Action::PreviousChoice => -1,
            action => {
                if let Some(by) = scroll::stride(action, seen) {
                    settings.point(settings.cursor.saturating_add_signed(by));
                }
                return Vec::new();
            }
        };
        let Some(setting) = here else { return Vec::new() };
        let wanted = match &typed {
            Some(typed) => setting.read(typed),
            None => next(setting, &state.config, by).map(Some),
        };
        match wanted {
            Ok(value) => {
                let before = setting.value(&state.config);
                if before == value {
                    (settings.typed, settings.wrong) = (None, None);
                    return Vec::new();
                }
                settings.before = Some((setting.name, before));
                set(state, setting.name, value)
            }
            Err(sentence) if typed.is_some() => {
                settings.wrong = Some(sentence);
                Vec::new()
            }
            Err(sentence) => {
                state.say(Tone::Plain, sentence);
                Vec::new()
            }
        }
    }

    /// Draws the screen.
    pub fn view(
        &self,
        state: &State,
        theme: &Theme,
        memory: &mut ViewMemory,
        buffer: &mut Buffer,
        area: Rect,
    ) {
        let rows = SETTINGS.len() as u16 + 2;
        if area.width >= paper::BESIDE {
            let side = Rect { x: area.x + 1, width: LIST - 2, ..area };
            paper::divide(buffer, area, LIST, theme.quiet);
            self.list(state, theme, memory, buffer, side);
            let rest = Rect { x: area.x + LIST + 2, width: area.width - LIST - 3, ..area };
            let rest = Rect { width: rest.width.min(sheet::COLUMNS), ..rest };
            let words = Self::lines_of(self.cursor, state, theme, usize::from(rest.width));
            paper::lines(buffer, rest, &words, 0, theme.quiet);
            return;
        }
        let column = sheet::column(area);
        if area.height < 8 {
            return self.list(state, theme, memory, buffer, column);
        }
        let columns = usize::from(column.width);
        let words = Self::lines_of(self.cursor, state, theme, columns);
        // what the longest takes, so that nothing moves with the cursor, as long as the list keeps some lines
        let longest = (0..=SETTINGS.len()).map(|at| Self::lines_of(at, state, theme, columns).len()).max();
        let wanted = (longest.unwrap_or_default() as u16).min(area.height - LEAST - 1);
        let upper = Rect { height: (area.height - wanted - 1).min(rows), ..column };
        self.list(state, theme, memory, buffer, upper);
        paper::rule(buffer, area, upper.height, theme.quiet);
        paper::lines(buffer, paper::inset(column, upper.height + 1, 0), &words, 0, theme.quiet);
    }

    fn list(&self, state: &State, theme: &Theme, memory: &mut ViewMemory, buffer: &mut Buffer, area: Rect) {
        paper::put(buffer, area, 0, 0, "Settings", theme.strong);
        let lines = paper::inset(area, 1, 0);
        let height = usize::from(lines.height);
        memory.seen.list = height;
        // what is wrong with what is typed stands beneath it, where there is more than a line
        let wrong = self.wrong.iter().flat_map(|words| {
            paper::wrapped(words, usize::from(lines.width.saturating_sub(4)), 0, theme.trouble)
        });
        let wrong: Vec<Line<'_>> = wrong.take(height.saturating_sub(1)).collect();
        let height = height - wrong.len();
        let skip = (self.cursor + 1).saturating_sub(height);
        paper::more(buffer, lines, skip > 0, SETTINGS.len() + 1 > skip + height, theme.quiet);
        let settings = SETTINGS.iter().map(|setting| (setting.label, setting.told(&state.config)));
        let version = concat!("kneel ", env!("CARGO_PKG_VERSION")).to_owned();
        let listed = settings.chain([(FILES, version)]);
        for ((at, (label, value)), row) in listed.enumerate().skip(skip).take(height).zip(0..) {
            let here = at == self.cursor;
            let y = row + if at > self.cursor { wrong.len() as u16 } else { 0 };
            if here {
                let beneath = Rect { x: lines.x + 4, width: lines.width.saturating_sub(4), ..lines };
                paper::lines(buffer, paper::inset(beneath, y + 1, 0), &wrong, 0, theme.quiet);
            }
            memory.hits.push((Rect { y: lines.y + y, height: 1, ..lines }, Target::row(at, here)));
            if here {
                paper::put(buffer, lines, 0, y, ">", theme.accent);
            }
            let style = if here { theme.strong } else { theme.text };
            let taken = paper::put(buffer, lines, 2, y, label, style);
            // values stand below each other where there is room, else at the edge
            let x = 2 + LABELS + 2;
            if let Some(typed) = self.typed.as_ref().filter(|_| here) {
                let x = if x + 8 < lines.width { x } else { taken + 4 };
                let field =
                    Rect { x: lines.x + x, y: lines.y + y, width: lines.width.saturating_sub(x), height: 1 };
                let number = SETTINGS.get(at).filter(|setting| setting.is_number());
                let usual = number.and_then(|setting| setting.typed(&state.config)).unwrap_or_default();
                typed.view_or(&usual, buffer, field, theme, true);
                continue;
            }
            if usize::from(x) + text::width(&value) <= usize::from(lines.width) {
                paper::put(buffer, lines, x, y, &value, if here { theme.accent } else { theme.quiet });
            } else {
                let style = if here { theme.accent } else { theme.quiet };
                paper::put_right(buffer, lines, y, taken + 4, &value, style);
            }
        }
    }

    /// What a setting means, and, behind them all, where files lie.
    fn lines_of(at: usize, state: &State, theme: &Theme, columns: usize) -> Vec<Line<'static>> {
        let Some(setting) = SETTINGS.get(at) else { return files(state.places.as_ref(), columns, theme) };
        let mut lines = vec![Line::styled(setting.label, theme.strong)];
        lines.extend(paper::wrapped(setting.means, columns, 0, theme.text));
        match &setting.kind {
            Kind::Choice { of, get, .. } => {
                for (word, means) in *of {
                    let chosen = get(&state.config) == *word;
                    let (mark, style) = if chosen { (">", theme.accent) } else { (" ", theme.text) };
                    let head = format!("{mark} {word:<14} ");
                    lines.push(Line::from(vec![
                        Span::styled(head, style),
                        Span::styled(paper::line_of(means, columns.saturating_sub(17)), theme.quiet),
                    ]));
                }
            }
            Kind::Number { .. } | Kind::Text { .. } => {
                let words = format!("Enter, and type {}.", setting.must_be());
                lines.extend(paper::wrapped(&words, columns, 0, theme.quiet));
            }
            Kind::Switch { .. } => {}
            Kind::Table { .. } => {
                lines.extend(paper::wrapped(
                    "It is set in the file of the settings, such as:",
                    columns,
                    0,
                    theme.quiet,
                ));
                for line in setting.example().lines() {
                    lines.push(Line::styled(paper::line_of(&format!("  {line}"), columns), theme.quiet));
                }
            }
        }
        lines
    }
}

/// The widest label.
const LABELS: u16 = 26;

/// The last line of the list.
const FILES: &str = "Where files lie";

/// Where files lie.
fn files(places: Option<&Paths>, columns: usize, theme: &Theme) -> Vec<Line<'static>> {
    let mut lines = vec![Line::styled(FILES, theme.strong)];
    let Some(places) = places else {
        let words = "What you see here is thrown away afterwards, and so are changes of the settings.";
        lines.extend(paper::wrapped(words, columns, 0, theme.text));
        return lines;
    };
    let named = [
        ("journal", places.journal()),
        ("copies of it", places.backups()),
        ("settings", places.config_file()),
        ("what it learned", places.profiles()),
    ];
    for (name, path) in named {
        let path = path.display().to_string();
        let room = columns.saturating_sub(17);
        let told = if text::width(&path) <= room { path } else { end_of(&path, room) };
        lines.push(Line::from(vec![
            Span::styled(format!("{name:<15}  "), theme.quiet),
            Span::styled(paper::line_of(&told, room), theme.text),
        ]));
    }
    lines
}

/// The end of a path that is too long: where it leads says more than where it begins.
fn end_of(path: &str, columns: usize) -> String {
    let parts = path.match_indices('/').map(|(at, _)| path.get(at..).unwrap_or_default());
    let fits = parts.into_iter().find(|part| text::width(part) < columns);
    fits.map_or_else(|| path.to_owned(), |part| format!("…{part}"))
}

/// What follows on what a setting is, or stands before it.
fn next(setting: &Setting, config: &Config, by: i64) -> Result<toml::Value, String> {
    match &setting.kind {
        Kind::Choice { of, get, .. } => {
            let at = of.iter().position(|(word, _)| *word == get(config)).unwrap_or_default() as i64;
            let to = (at + by).rem_euclid(of.len().max(1) as i64) as usize;
            Ok(of.get(to).map_or("", |(word, _)| word).into())
        }
        Kind::Switch { get, .. } => Ok((!get(config)).into()),
        Kind::Number { least, most, get, .. } => {
            let to = (i64::from(get(config)) + by).clamp(i64::from(*least), i64::from(*most));
            Ok(to.into())
        }
        Kind::Text { .. } => Err("Enter, and type it".to_owned()),
        Kind::Table { .. } => Err("this one is set in the file; F5 reads it again afterwards".to_owned()),
    }
}

fn set(state: &mut State, name: &str, value: Option<toml::Value>) -> Vec<Command> {
    state.saving = true;
    vec![Command::Set(vec![(vec![name.to_owned()], value)])]
}
