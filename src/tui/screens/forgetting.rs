//! Forgetting an item for good. First it is said what goes, what stays and what is out of reach; the cursor stands on
//! keeping it, so that no single key takes anything away.
//!
//! ```text
//!           Forget for good
//!           Pastor R.: hearing moved to 20 March
//!
//!         > keep it
//!           forget it for good
//!           forget it for good, in the copies too
//!
//!           Nothing brings it back, not even undo. ...
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::journal::{ItemId, ItemRow, OUT_OF_REACH};
use crate::text::{capital, counted};
use crate::tui::keymap::Action;
use crate::tui::msg::{Answer, Command, Loss, Query, Seen, Told};
use crate::tui::state::{Screen, State, Tone};
use crate::tui::theme::Theme;
use crate::tui::view::ViewMemory;
use crate::tui::widgets::choices::{self, Choice};
use crate::tui::widgets::{paper, scroll, sheet};

/// What can be chosen; the last only where there are copies.
const CHOICES: [&str; 3] = ["keep it", "forget it for good", "forget it for good, in the copies too"];

/// What the screen knows.
#[derive(Debug)]
pub struct Forgetting {
    item: ItemId,
    title: String,
    /// What goes, once the journal has said so; before that there is nothing to choose.
    loss: Option<Box<Loss>>,
    at: usize,
    scroll: usize,
}

impl Forgetting {
    /// Asks about an item.
    pub fn open(state: &mut State, row: &ItemRow) -> Vec<Command> {
        let (item, title) = (row.id.clone(), row.title.clone());
        let query = Query::Loss(item.clone());
        let form = Forgetting { item, title, loss: None, at: 0, scroll: 0 };
        state.above.push(Screen::Forgetting(Box::new(form)));
        state.settling = true;
        vec![state.ask(query)]
    }

    /// Takes an answer.
    pub fn deliver(&mut self, answer: Answer) {
        if let Answer::Loss(loss) = answer {
            self.loss = Some(loss);
        }
    }

    fn choices(&self) -> &'static [&'static str] {
        let count = match &self.loss {
            None => 1,
            Some(loss) if loss.copies == 0 => 2,
            Some(_) => 3,
        };
        CHOICES.get(..count).unwrap_or_default()
    }

    /// Puts the cursor on a choice.
    pub fn point(&mut self, at: usize) {
        self.at = at.min(self.choices().len().saturating_sub(1));
    }

    /// What a key does here.
    pub fn update(state: &mut State, action: Action, seen: Seen) -> Vec<Command> {
        let Some(Screen::Forgetting(form)) = state.above.last_mut() else { return Vec::new() };
        match action {
            Action::Open if form.at > 0 => {
                let command = Command::Forget { item: form.item.clone(), from_copies: form.at > 1 };
                state.saving = true;
                state.say(Tone::Plain, "forgetting ..."); // a large journal is written anew
                return vec![command];
            }
            Action::Open | Action::Back => {
                state.above.pop();
            }
            Action::Down => form.point(form.at + 1),
            Action::Up => form.point(form.at.saturating_sub(1)),
            action => {
                if let Some(to) = scroll::moved(form.scroll, action, seen) {
                    form.scroll = to;
                }
            }
        }
        Vec::new()
    }

    /// The mouse wheel scrolls what is said.
    pub fn wheel(&mut self, down: i32, seen: Seen) {
        let most = seen.text.saturating_sub(seen.reader);
        self.scroll = self.scroll.saturating_add_signed(down as isize).min(most);
    }

    /// An item is forgotten: what showed it closes, and what is told of it is said.
    pub fn done(state: &mut State, item: &ItemId, told: Told) -> Vec<Command> {
        state.saving = false;
        state.above.retain(|screen| match screen {
            Screen::Forgetting(form) => form.item != *item,
            Screen::Item(screen) => screen.id != *item,
            _ => true,
        });
        state.say(if told.trouble { Tone::Trouble } else { Tone::Plain }, told.words);
        state.settling = true;
        state.refresh()
    }

    /// Draws the screen.
    pub fn view(&self, theme: &Theme, memory: &mut ViewMemory, buffer: &mut Buffer, area: Rect) {
        let body = sheet::draw(buffer, area, "Forget for good", &self.title, theme);
        let choices: Vec<Choice<'_>> = self.choices().iter().map(|words| (String::new(), *words)).collect();
        let list = Rect { height: body.height.min(choices.len() as u16), ..body };
        choices::draw(buffer, list, &choices, self.at, theme, memory);
        let text = paper::inset(body, list.height + 1, 0);
        let room = usize::from(text.height);
        let parts = self.said(usize::from(text.width.saturating_sub(2)), theme);
        let roomy = parts.iter().map(Vec::len).sum::<usize>() + parts.len() <= room;
        let gap = if roomy { vec![Line::default()] } else { Vec::new() };
        let lines = parts.join(gap.as_slice());
        memory.seen.reader = room;
        memory.seen.text = paper::lines(buffer, text, &lines, self.scroll, theme.quiet);
    }

    /// What goes, what stays, and what is out of reach, each in its lines.
    fn said(&self, columns: usize, theme: &Theme) -> Vec<Vec<Line<'static>>> {
        let Some(loss) = &self.loss else {
            return vec![vec![Line::styled("looking at what would go", theme.quiet)]];
        };
        let copies = match loss.copies {
            0 => None,
            1 => Some("stays in the copy in `backups`, unless you choose otherwise".to_owned()),
            copies => Some(format!("stays in the {copies} copies in `backups`, unless you choose otherwise")),
        };
        let lines = loss.words.iter().map(String::as_str).chain(copies.as_deref()).chain([OUT_OF_REACH]);
        let first = paper::wrapped("Nothing brings it back, not even undo.", columns, 0, theme.strong);
        let others =
            lines.map(|words| paper::wrapped(&format!("{}.", capital(words)), columns, 0, theme.text));
        std::iter::once(first).chain(others).collect()
    }
}

/// What is told of an item that is forgotten. `done`: from how many copies it was removed; `left`: files beside them that
/// nobody could read.
pub fn told(done: usize, left: &[String]) -> Told {
    let (Some(first), more) = (left.first(), left.len().saturating_sub(1)) else {
        let words = match done {
            0 => "forgotten for good".to_owned(),
            1 => "forgotten for good, in 1 copy too".to_owned(),
            done => format!("forgotten for good, in {done} copies too"),
        };
        return Told { words, trouble: false };
    };
    let others = if more == 0 { String::new() } else { format!(" and {}", counted(more as u64, "other")) };
    let words = format!("forgotten here; {first}{others} could not be read, and may still hold it");
    Told { words, trouble: true }
}
