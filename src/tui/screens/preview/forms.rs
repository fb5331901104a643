//! What the preview asks for on the way: where inside a line to split, a region, a name or a day, whether to leave.

use chrono::NaiveDate;
use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Preview, mending};
use crate::bulletin::{Bulletin, Fix, day_in};
use crate::text::{self, days};
use crate::tui::field::Field;
use crate::tui::keymap::Action;
use crate::tui::msg::{Command, Target};
use crate::tui::state::{Screen, State};
use crate::tui::theme::Theme;
use crate::tui::view::ViewMemory;
use crate::tui::widgets::choices::{self, Choice};
use crate::tui::widgets::{paper, scroll};

/// What is asked for.
#[derive(Debug)]
pub enum Form {
    /// How many letters of the line stand before the split.
    Letter(usize),
    /// Which region.
    Region(Regions),
    /// A name or a day in other words.
    Naming(Naming, Field),
    /// Whether to leave with corrections made; the choice under the cursor.
    Leaving(usize),
}

/// What of a bulletin is said in other words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naming {
    /// Its title.
    Title,
    /// Who publishes it.
    Publisher,
    /// Its day.
    Date,
}

impl Naming {
    /// What it is called before the field.
    pub fn label(self) -> &'static str {
        match self {
            Naming::Title => "Title",
            Naming::Publisher => "Publisher",
            Naming::Date => "Date",
        }
    }
}

/// What can be chosen when corrections were made.
pub const LEAVING: [&str; 3] =
    ["back; what you put right waits until you open it again", "back, and forget what you put right", "stay"];

/// Regions to choose one of, fewer as one types.
#[derive(Debug)]
pub struct Regions {
    /// What is typed.
    pub field: Field,
    known: Vec<String>,
    /// The choice under the cursor.
    pub cursor: usize,
}

/// One of the regions offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Region {
    /// One that is known.
    Known(String),
    /// What was typed, as it stands.
    Typed(String),
    /// None at all.
    None,
}

impl Regions {
    /// The headings of the document first, then the journal's regions.
    pub fn new(headings: Vec<String>, regions: Vec<String>) -> Self {
        let mut known = headings;
        for region in regions {
            if !known.contains(&region) {
                known.push(region);
            }
        }
        Regions { field: Field::default(), known, cursor: 0 }
    }

    /// What is offered for what is typed.
    pub fn offered(&self) -> Vec<Region> {
        let typed = self.field.text().trim().to_owned();
        let folded = text::fold(&typed);
        let fits = |name: &&String| text::fold(name).contains(&folded);
        let mut offered: Vec<Region> = self.known.iter().filter(fits).cloned().map(Region::Known).collect();
        if typed.is_empty() {
            offered.push(Region::None);
        } else if !self.known.contains(&typed) {
            offered.push(Region::Typed(typed));
        }
        offered
    }

    /// A key that goes into the field.
    pub fn input(&mut self, key: KeyEvent) {
        self.field.input(key);
        self.cursor = 0;
    }

    /// A text that was pasted.
    pub fn paste(&mut self, words: &str) {
        self.field.paste(words);
        self.cursor = 0;
    }
}

impl Form {
    /// How many lines it takes of a screen.
    pub fn height(&self, area: Rect) -> u16 {
        let wanted = match self {
            Form::Letter(_) => 0,
            Form::Naming(..) => 2,
            Form::Leaving(_) => LEAVING.len() as u16 + 2,
            Form::Region(regions) => regions.offered().len().min(8) as u16 + 2,
        };
        wanted.min(area.height.saturating_sub(1))
    }

    /// Draws it.
    pub fn view(&self, theme: &Theme, memory: &mut ViewMemory, buffer: &mut Buffer, area: Rect) {
        // a click means what the form offers; behind it only the keys of the footer are left
        memory.hits.retain(|(_, target)| matches!(target, Target::Key(_)));
        let ruled = u16::from(area.height > 2);
        if ruled == 1 {
            paper::rule(buffer, area, 0, theme.quiet);
        }
        let inner =
            Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..paper::inset(area, ruled, 0) };
        let field = |buffer: &mut Buffer, label: &str, field: &Field| {
            let x = paper::put(buffer, inner, 0, 0, label, theme.strong) + 2;
            let line = Rect { x: inner.x + x, width: inner.width.saturating_sub(x), height: 1, ..inner };
            if inner.height > 0 {
                field.view(buffer, line, theme, true);
            }
        };
        match self {
            Form::Letter(_) => {}
            Form::Naming(naming, words) => field(buffer, naming.label(), words),
            Form::Region(regions) => {
                field(buffer, "Region", &regions.field);
                let offered = regions.offered();
                let words: Vec<String> = offered.iter().map(Region::words).collect();
                let choices: Vec<Choice<'_>> =
                    words.iter().map(|words| (String::new(), words.as_str())).collect();
                choices::draw(buffer, paper::inset(inner, 1, 0), &choices, regions.cursor, theme, memory);
            }
            Form::Leaving(at) => {
                paper::put(
                    buffer,
                    inner,
                    0,
                    0,
                    "Go back? Nothing of it is in the journal yet.",
                    theme.strong,
                );
                let choices: Vec<Choice<'_>> = LEAVING.iter().map(|words| (String::new(), *words)).collect();
                choices::draw(buffer, paper::inset(inner, 1, 0), &choices, *at, theme, memory);
            }
        }
    }
}

impl Region {
    fn words(&self) -> String {
        match self {
            Region::Known(name) => name.clone(),
            Region::Typed(name) => format!("\"{name}\", a new one"),
            Region::None => "no region".to_owned(),
        }
    }
}

/// What a key does in a form.
pub fn update(state: &mut State, action: Action) -> Vec<Command> {
    let (today, seen) = (state.today, state.seen);
    let Some(Screen::Preview(preview)) = state.above.last_mut() else { return Vec::new() };
    let Some(form) = preview.form.take() else { return Vec::new() };
    if action == Action::Back {
        return Vec::new();
    }
    let told = match form {
        Form::Letter(after) if action == Action::Save => {
            preview.correct(preview.cursor, Fix::Split { after })
        }
        Form::Letter(after) => {
            preview.form = Some(Form::Letter(preview.letter(after, action)));
            return Vec::new();
        }
        Form::Region(regions) if action == Action::Open => match regions.offered().get(regions.cursor) {
            Some(Region::Known(name) | Region::Typed(name)) => preview.move_under(Some(name.clone())),
            Some(Region::None) => preview.move_under(None),
            None => return Vec::new(),
        },
        Form::Region(mut regions) => {
            let last = regions.offered().len().saturating_sub(1);
            let by = scroll::stride(action, seen).unwrap_or_default();
            regions.cursor = regions.cursor.saturating_add_signed(by).min(last);
            preview.form = Some(Form::Region(regions));
            return Vec::new();
        }
        Form::Naming(naming, field) if field.text().trim() == preview.named(naming) => return Vec::new(),
        Form::Naming(naming, field) => {
            let told = preview.say(naming, &field.text(), today);
            if told.is_err() {
                preview.form = Some(Form::Naming(naming, field));
            }
            told
        }
        Form::Leaving(at) if action == Action::Open => match at {
            0 => return Preview::leave(state),
            1 => {
                preview.made.clear();
                let mut commands = vec![preview.draft()];
                commands.extend(Preview::leave(state));
                return commands;
            }
            _ => return Vec::new(),
        },
        Form::Leaving(at) => {
            let by = scroll::stride(action, seen).unwrap_or_default();
            preview.form = Some(Form::Leaving(at.saturating_add_signed(by).min(LEAVING.len() - 1)));
            return Vec::new();
        }
    };
    mending::finish(state, told)
}

impl Preview {
    /// Whether an action does something in a form now.
    pub(super) fn is_of_use_in(&self, form: &Form, action: Action) -> bool {
        match (form, action) {
            (Form::Letter(at), Action::Right | Action::NextChoice) => self.letter(*at, action) != *at,
            (Form::Naming(naming, words), Action::Save) => words.text().trim() != self.named(*naming),
            _ => true,
        }
    }

    /// The words of the line under the cursor.
    pub(super) fn words(&self) -> &str {
        self.reading.document.lines.get(self.cursor).map_or("", |line| &line.text)
    }

    /// Where the sentences of the line begin, in letters; the first is left out.
    fn sentence_starts(&self) -> Vec<usize> {
        let words = self.words();
        let mut starts = Vec::new();
        let mut from = 0;
        for sentence in text::sentences(words) {
            let Some(at) = words.get(from..).and_then(|rest| rest.find(sentence)) else { continue };
            if from > 0 {
                starts.push(words.get(..from + at).unwrap_or_default().chars().count());
            }
            from += at + sentence.len();
        }
        starts
    }

    /// Where a line is most likely to be split.
    pub(super) fn second_sentence(&self) -> usize {
        let length = self.words().chars().count();
        self.sentence_starts().first().copied().unwrap_or(1).min(length.saturating_sub(1)).max(1)
    }

    /// Where the split moves to.
    fn letter(&self, from: usize, action: Action) -> usize {
        let letters: Vec<char> = self.words().chars().collect();
        let last = letters.len().saturating_sub(1);
        let begins = |at: &usize| {
            let before = at.checked_sub(1).and_then(|before| letters.get(before));
            before.is_some_and(|letter| letter.is_whitespace())
                && letters.get(*at).is_some_and(|letter| !letter.is_whitespace())
        };
        let sentences = self.sentence_starts();
        let to = match action {
            Action::Right => (from + 1..=last).find(|at| !is_part(letters.get(*at))),
            Action::Left => (1..from).rev().find(|at| !is_part(letters.get(*at))),
            Action::Down => (from + 1..=last).find(begins),
            Action::Up => (1..from).rev().find(begins),
            Action::NextChoice => sentences.into_iter().find(|at| *at > from),
            Action::PreviousChoice => sentences.into_iter().rfind(|at| *at < from),
            _ => None,
        };
        to.unwrap_or(from)
    }

    fn bulletin(&self) -> Option<&Bulletin> {
        let at = self.reading.issue_of(self.cursor)?;
        self.reading.issues.get(at).map(|issue| &issue.bulletin)
    }

    /// What a title, a publisher, a day is now.
    pub(super) fn named(&self, naming: Naming) -> String {
        let Some(bulletin) = self.bulletin() else { return String::new() };
        let now = match naming {
            Naming::Title => bulletin.title.clone(),
            Naming::Publisher => bulletin.publisher.clone(),
            Naming::Date => bulletin.issued().map(|issued| issued.to_string()),
        };
        now.unwrap_or_default()
    }

    fn say(&mut self, naming: Naming, typed: &str, today: NaiveDate) -> Result<(), String> {
        let words = Some(typed.trim().to_owned()).filter(|words| !words.is_empty());
        let fix = match (naming, words) {
            (Naming::Title, words) => Fix::Title(words),
            (Naming::Publisher, words) => Fix::Publisher(words),
            (Naming::Date, None) => Fix::Date(None),
            (Naming::Date, Some(words)) => {
                let code = self.bulletin().and_then(|bulletin| bulletin.language.as_deref());
                let day = days::date(&words).or_else(|| day_in(&words, code));
                let day = day.or_else(|| days::past(&words, today));
                Fix::Date(Some(day.ok_or("this is no day; write it as 2026-03-07")?))
            }
        };
        self.correct(self.cursor, fix)
    }
}

/// Whether a letter is drawn on the one before it.
fn is_part(letter: Option<&char>) -> bool {
    letter.is_some_and(|letter| text::width(letter.encode_utf8(&mut [0; 4])) == 0)
}
