//! Writing: a note, a request of one's own, or an item's text. What is typed is kept as it is typed.
//!
//! ```text
//!           Note
//!           Pastor R.: hearing moved to 20 March
//!
//!           Visit refused again. Pray for the officer on the gate.
//! ```

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use serde::{Deserialize, Serialize};

use crate::bulletin::Kinds;
use crate::journal::{Change, ItemDetail, ItemId, ItemRow, NoteEntry, Visibility};
use crate::tui::field::{Field, Sheet};
use crate::tui::keymap::Action;
use crate::tui::msg::{After, Answer, Command, Query};
use crate::tui::state::{Screen, State, Tone};
use crate::tui::theme::Theme;
use crate::tui::widgets::{paper, sheet};

/// What is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// A note on an item.
    Note(ItemId),
    /// A note on an item that goes along with what is shared.
    Along(ItemId),
    /// A note that is rewritten, with the text it had; emptied, it is taken away.
    Rewrite(ItemId, NoteEntry),
    /// A request of one's own.
    Own,
    /// An item's text, with the text and the region it had.
    Edit(ItemId, Draft),
}

/// What is kept of an unfinished text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Draft {
    /// The text.
    pub text: String,
    /// The region, where one is asked for.
    #[serde(default)]
    pub region: String,
}

/// What the screen knows.
#[derive(Debug)]
pub struct Writing {
    /// What is written.
    pub purpose: Purpose,
    about: String,
    sheet: Sheet,
    region: Field,
    in_region: bool,
    /// Whether something was typed, so that a draft that comes late does not overwrite it.
    touched: bool,
}

impl Writing {
    /// Opens the screen and asks for a draft that was left.
    fn open(state: &mut State, purpose: Purpose, about: String, draft: &Draft) -> Vec<Command> {
        let writing = Writing {
            about,
            sheet: Sheet::new(&draft.text),
            region: Field::new(&draft.region),
            in_region: false,
            touched: false,
            purpose,
        };
        let query = Query::Kept(writing.key());
        state.above.push(Screen::Writing(Box::new(writing)));
        vec![state.ask(query)]
    }

    /// A note on an item.
    pub fn note(state: &mut State, row: &ItemRow) -> Vec<Command> {
        Writing::open(state, Purpose::Note(row.id.clone()), row.title.clone(), &Draft::default())
    }

    /// A note that goes along, with a draft of its own: the group sees none that was begun alone.
    pub fn along(state: &mut State, row: &ItemRow) -> Vec<Command> {
        Writing::open(state, Purpose::Along(row.id.clone()), row.title.clone(), &Draft::default())
    }

    /// A note of an item, once more.
    pub fn rewrite(state: &mut State, detail: &ItemDetail, note: &NoteEntry) -> Vec<Command> {
        let was = Draft { text: note.text.clone(), region: String::new() };
        let purpose = Purpose::Rewrite(detail.row.id.clone(), note.clone());
        Writing::open(state, purpose, detail.row.title.clone(), &was)
    }

    /// A request of one's own.
    pub fn own(state: &mut State) -> Vec<Command> {
        Writing::open(state, Purpose::Own, "private, unless you say otherwise".into(), &Draft::default())
    }

    /// An item's text.
    pub fn edit(state: &mut State, detail: &ItemDetail) -> Vec<Command> {
        let was = Draft { text: detail.text.clone(), region: detail.row.region.clone().unwrap_or_default() };
        let purpose = Purpose::Edit(detail.row.id.clone(), was.clone());
        Writing::open(state, purpose, detail.row.title.clone(), &was)
    }

    /// The name its draft is kept under.
    pub fn key(&self) -> String {
        match &self.purpose {
            Purpose::Note(item) => format!("draft:{item}"),
            Purpose::Along(item) => format!("draft:along:{item}"),
            Purpose::Rewrite(_, note) => format!("draft:note:{}", note.id),
            Purpose::Own => "draft:own".into(),
            Purpose::Edit(item, _) => format!("draft:edit:{item}"),
        }
    }

    /// Whether there is more than one field.
    pub fn has_fields(&self) -> bool {
        !matches!(self.purpose, Purpose::Note(_) | Purpose::Along(_) | Purpose::Rewrite(..))
    }

    /// Whether an action does something here now: nothing written is nothing to save, but for a note that goes.
    pub fn is_of_use(&self, action: Action) -> bool {
        let takes_away = matches!(self.purpose, Purpose::Rewrite(..));
        action != Action::Save || takes_away || !self.sheet.is_blank()
    }

    fn draft(&self) -> Draft {
        Draft { text: self.sheet.text(), region: self.region.text() }
    }

    /// Keeps what is written so far; nothing is kept where nothing is written.
    fn keep(&self) -> Command {
        let draft = self.draft();
        let same = match &self.purpose {
            Purpose::Edit(_, was) => *was == draft,
            Purpose::Rewrite(_, note) => note.text == draft.text,
            Purpose::Note(_) | Purpose::Along(_) | Purpose::Own => false,
        };
        let empty = same || (self.sheet.is_blank() && self.region.is_empty());
        let body = (!empty).then(|| serde_json::to_string(&draft).ok()).flatten();
        Command::Keep { key: self.key(), body }
    }

    /// Takes a draft that was kept.
    pub fn deliver(&mut self, answer: Answer) {
        let Answer::Kept(Some(body)) = answer else { return };
        let mut draft = serde_json::from_str(&body).unwrap_or(Draft { text: body, region: String::new() });
        if self.touched {
            // typed before it came: both are kept, the older first
            let typed = self.draft();
            if typed.text != draft.text {
                draft.text = format!("{}\n{}", draft.text, typed.text);
            }
            draft.region = Some(typed.region).filter(|region| !region.is_empty()).unwrap_or(draft.region);
        }
        self.sheet = Sheet::new(&draft.text);
        self.region = Field::new(&draft.region);
    }

    /// A key that goes into the text.
    pub fn input(&mut self, key: KeyEvent) -> Vec<Command> {
        self.touched = true;
        if self.in_region {
            self.region.input(key);
        } else {
            self.sheet.input(key);
        }
        vec![self.keep()]
    }

    /// A text that was pasted.
    pub fn paste(&mut self, words: &str) -> Vec<Command> {
        self.touched = true;
        if self.in_region {
            self.region.paste(words);
        } else {
            self.sheet.paste(words);
        }
        vec![self.keep()]
    }

    /// What the person's editor gave back.
    pub fn edited(&mut self, text: Option<String>) -> Vec<Command> {
        let Some(text) = text else { return Vec::new() };
        self.touched = true;
        self.sheet = Sheet::new(text.trim_end());
        vec![self.keep()]
    }

    /// What a key does here.
    pub fn update(state: &mut State, action: Action) -> Vec<Command> {
        let Some(Screen::Writing(writing)) = state.above.last_mut() else { return Vec::new() };
        match action {
            Action::NextField | Action::PreviousField => {
                writing.in_region = writing.has_fields() && !writing.in_region;
                Vec::new()
            }
            Action::Editor => vec![Command::Edit(writing.sheet.text())],
            Action::Back => {
                let kept = matches!(writing.keep(), Command::Keep { body: Some(_), .. });
                state.above.pop();
                if kept {
                    state.say(Tone::Plain, "what you wrote is kept for later");
                }
                Vec::new()
            }
            Action::Save => Writing::save(state),
            _ => Vec::new(),
        }
    }

    fn save(state: &mut State) -> Vec<Command> {
        let Some(Screen::Writing(writing)) = state.above.last() else { return Vec::new() };
        let draft = writing.draft();
        let text = draft.text.trim().to_owned();
        let region = Some(draft.region.trim().to_owned()).filter(|region| !region.is_empty());
        let change = match &writing.purpose {
            Purpose::Rewrite(_, note) if text == note.text => return Writing::unchanged(state),
            Purpose::Rewrite(item, note) => {
                Change::NoteEdited { item: item.clone(), note: note.id.clone(), text }
            }
            _ if text.is_empty() => {
                state.say(Tone::Plain, "nothing is written yet");
                return Vec::new();
            }
            Purpose::Note(item) => Change::Noted { item: item.clone(), text },
            Purpose::Along(item) => Change::NotedAlong { item: item.clone(), text },
            Purpose::Own => {
                Change::Added { text, region, kinds: Kinds::REQUEST, visibility: Visibility::Private }
            }
            Purpose::Edit(item, was) => {
                let text = (text != was.text.trim()).then_some(text);
                let region = (draft.region.trim() != was.region).then_some(region);
                if text.is_none() && region.is_none() {
                    return Writing::unchanged(state);
                }
                Change::Edited { item: item.clone(), text, region, kinds: None }
            }
        };
        let after = After::Close { draft: Some(writing.key()) };
        state.saving = true;
        vec![Command::Act { changes: vec![change], after }]
    }

    /// Closes what was saved as it had been, and lets go of an older draft.
    fn unchanged(state: &mut State) -> Vec<Command> {
        let Some(Screen::Writing(writing)) = state.above.pop() else { return Vec::new() };
        state.say(Tone::Plain, "nothing was changed");
        vec![Command::Keep { key: writing.key(), body: None }]
    }

    /// Draws the screen.
    pub fn view(&self, theme: &Theme, buffer: &mut Buffer, area: Rect) {
        let heading = match self.purpose {
            Purpose::Note(_) => "Note",
            Purpose::Along(_) => "Note, goes along with what you share",
            Purpose::Rewrite(..) => "Rewrite a note",
            Purpose::Own => "A request of your own",
            Purpose::Edit(..) => "Edit",
        };
        let mut body = sheet::draw(buffer, area, heading, &self.about, theme);
        if self.has_fields() && body.height >= 2 {
            let line = Rect { height: 1, ..body };
            let style = if self.in_region { theme.strong } else { theme.quiet };
            let x = paper::put(buffer, line, 0, 0, "Region", style) + 2;
            let field = Rect { x: line.x + x, width: line.width.saturating_sub(x), ..line };
            self.region.view(buffer, field, theme, self.in_region);
            body = paper::inset(body, if body.height >= 6 { 2 } else { 1 }, 0);
        }
        self.sheet.view(buffer, body, theme, !self.in_region);
        if self.purpose == Purpose::Own && self.sheet.text().is_empty() {
            paper::put(buffer, body, 0, 0, "what you ask for", theme.quiet);
        }
        if matches!(self.purpose, Purpose::Rewrite(..)) && self.sheet.is_blank() {
            paper::put(buffer, body, 0, 2, "saved empty, the note is taken away", theme.quiet);
        }
    }
}
