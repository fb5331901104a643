//! Whether a region has a new name: asked once, after a bulletin came in that seems to say so.
//!
//! ```text
//!           One region, or two?
//!           Open Gate
//!
//!           “Asia Pacific” looks like the new name of “Southeast Asia” (same
//!           countries, same place in the order).
//!
//!         >  it is one region, and this is its new name
//!            they are two regions
//!            ask me another time
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::regions::{Question, Verdict};
use crate::tui::keymap::Action;
use crate::tui::msg::Command;
use crate::tui::state::{Screen, State};
use crate::tui::theme::Theme;
use crate::tui::view::ViewMemory;
use crate::tui::widgets::choices::{self, Choice};
use crate::tui::widgets::{paper, sheet};

/// What can be said.
const ANSWERS: [(Option<Verdict>, &str); 3] = [
    (Some(Verdict::Same), "it is one region, and this is its new name"),
    (Some(Verdict::Apart), "they are two regions"),
    (None, "ask me another time"),
];

/// What the screen knows.
#[derive(Debug)]
pub struct Renamed {
    question: Question,
    /// What is asked after it.
    more: Vec<Question>,
    at: usize,
}

impl Renamed {
    /// Asks the first of some questions, and the others after it.
    pub fn ask(state: &mut State, questions: Vec<Question>) {
        let mut questions = questions.into_iter();
        if let Some(question) = questions.next() {
            let screen = Renamed { question, more: questions.collect(), at: 0 };
            state.above.push(Screen::Renamed(Box::new(screen)));
        }
    }

    /// Puts the cursor on an answer.
    pub fn point(&mut self, at: usize) {
        self.at = at.min(ANSWERS.len() - 1);
    }

    /// What a key does here.
    pub fn update(state: &mut State, action: Action) -> Vec<Command> {
        let Some(Screen::Renamed(form)) = state.above.last_mut() else { return Vec::new() };
        let verdict = match action {
            Action::NextChoice => {
                form.at = (form.at + 1) % ANSWERS.len();
                return Vec::new();
            }
            Action::PreviousChoice => {
                form.at = (form.at + ANSWERS.len() - 1) % ANSWERS.len();
                return Vec::new();
            }
            Action::Save => ANSWERS.get(form.at).and_then(|(verdict, _)| *verdict),
            Action::Back => None,
            _ => return Vec::new(),
        };
        let Some(Screen::Renamed(form)) = state.above.pop() else { return Vec::new() };
        let Renamed { question, more, .. } = *form;
        Renamed::ask(state, more);
        let settle = |verdict| Command::Settle { question, verdict };
        state.saving = verdict.is_some();
        verdict.map(settle).into_iter().collect()
    }

    /// Draws the screen.
    pub fn view(&self, theme: &Theme, memory: &mut ViewMemory, buffer: &mut Buffer, area: Rect) {
        let body = sheet::draw(buffer, area, "One region, or two?", &self.question.publisher, theme);
        let asked = format!("{}.", self.question.words());
        let mut lines = paper::wrapped(&asked, usize::from(body.width), 0, theme.text);
        let room = usize::from(body.height).saturating_sub(ANSWERS.len());
        lines.truncate(room);
        let used = paper::lines(buffer, body, &lines, 0, theme.quiet) as u16;
        let gap = u16::from(room > lines.len());
        let choices: Vec<Choice<'_>> = ANSWERS.iter().map(|(_, words)| (String::new(), *words)).collect();
        choices::draw(buffer, paper::inset(body, used + gap, 0), &choices, self.at, theme, memory);
    }
}
