//! Before an evening: what it is about, and since when.
//!
//! ```text
//!           An evening of remembered answers
//!           since you last met
//!
//!        >  Everything
//!           Asia, Central
//!           Tuesday group
//! ```

use chrono::{Months, NaiveDate};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::group::review::{About, Since};
use crate::journal::{Filter, Scope};
use crate::tui::keymap::Action;
use crate::tui::msg::{Command, Matter};
use crate::tui::screens::evenings::Evenings;
use crate::tui::screens::review::Review;
use crate::tui::state::{Screen, State, Tone};
use crate::tui::theme::Theme;
use crate::tui::view::ViewMemory;
use crate::tui::widgets::{choices, sheet};

/// Since when, in words, and how many months that is; `None`: as the journal knows.
const PERIODS: [(&str, Option<u32>); 4] = [
    ("since you last met", None),
    ("over three months", Some(3)),
    ("over a year", Some(12)),
    ("from the beginning", None),
];

/// What the screen knows.
#[derive(Debug)]
pub struct Gather {
    /// A name, and the view's filter; a region has none.
    choices: Vec<(String, Choice)>,
    at: usize,
    period: usize,
}

#[derive(Debug, Clone)]
enum Choice {
    Everything,
    Region,
    View(String),
}

impl Gather {
    /// Opens the form, with the region that home shows among the choices.
    pub fn open(state: &mut State) -> Vec<Command> {
        let mut choices = vec![("Everything".to_owned(), Choice::Everything)];
        if let Scope::Region(Some(name)) = &state.home.scope {
            choices.push((name.clone(), Choice::Region));
        }
        choices.extend(state.views.iter().map(|(name, filter)| (name.clone(), Choice::View(filter.clone()))));
        state.above.push(Screen::Gather(Box::new(Gather { choices, at: 0, period: 0 })));
        Vec::new()
    }

    /// Whether an action does something here now.
    pub fn is_of_use(&self, action: Action) -> bool {
        action != Action::NextChoice || self.choices.len() > 1
    }

    /// Puts the cursor on a choice.
    pub fn point(&mut self, at: usize) {
        self.at = at.min(self.choices.len().saturating_sub(1));
    }

    /// What a key does here.
    pub fn update(state: &mut State, action: Action) -> Vec<Command> {
        let today = state.today;
        let Some(Screen::Gather(form)) = state.above.last_mut() else { return Vec::new() };
        let count = form.choices.len().max(1);
        match action {
            Action::NextChoice => form.at = (form.at + 1) % count,
            Action::PreviousChoice => form.at = (form.at + count - 1) % count,
            Action::Period => form.period = (form.period + 1) % PERIODS.len(),
            Action::Back => {
                state.above.pop();
            }
            Action::Evenings => {
                state.above.pop();
                return Evenings::open(state);
            }
            Action::Save => {
                let since = form.since(today);
                match form.about() {
                    Ok(about) => {
                        state.above.pop();
                        return Review::open(state, Matter::Period { about, since });
                    }
                    Err(sentence) => state.say(Tone::Trouble, sentence),
                }
            }
            _ => {}
        }
        Vec::new()
    }

    fn about(&self) -> Result<About, String> {
        match self.choices.get(self.at) {
            None | Some((_, Choice::Everything)) => Ok(About::default()),
            Some((name, Choice::Region)) => Ok(About::region(name)),
            Some((name, Choice::View(filter))) => {
                let filter = Filter::parse(filter).map_err(|error| format!("the view {name}: {error}"))?;
                Ok(About::new(Some(name.clone()), filter))
            }
        }
    }

    fn since(&self, today: NaiveDate) -> Since {
        match PERIODS.get(self.period) {
            Some((_, Some(months))) => {
                today.checked_sub_months(Months::new(*months)).map_or(Since::Beginning, Since::Day)
            }
            _ if self.period == 0 => Since::Last,
            _ => Since::Beginning,
        }
    }

    /// Draws the screen.
    pub fn view(&self, theme: &Theme, memory: &mut ViewMemory, buffer: &mut Buffer, area: Rect) {
        let period = PERIODS.get(self.period).map_or("", |(words, _)| words);
        let body = sheet::draw(buffer, area, "An evening of remembered answers", period, theme);
        let listed: Vec<choices::Choice<'_>> =
            self.choices.iter().map(|(name, _)| (String::new(), name.as_str())).collect();
        choices::draw(buffer, body, &listed, self.at, theme, memory);
    }
}
