//! Letting an item rest until a day, or wanting to look at it again on one.
//!
//! ```text
//!           Let it rest                                Look at it again
//!           Youth camp permit                          Youth camp permit
//!
//!         >  until tomorrow                          >  tomorrow
//!            for a week, until Thu 19 March             in a week, on Thu 19 March
//!            for a month, until Sun 12 April            in a month, on Sun 12 April
//!            until  2026-06-01                          on  2026-06-01
//! ```

use chrono::{Days, Months, NaiveDate};
use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::journal::{Change, ItemId, ItemRow};
use crate::text;
use crate::tui::field::Field;
use crate::tui::keymap::Action;
use crate::tui::msg::{After, Command, Target};
use crate::tui::state::{Screen, State, Tone};
use crate::tui::theme::Theme;
use crate::tui::view::ViewMemory;
use crate::tui::widgets::{days, paper, sheet};

/// What the day is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Rest,
    LookAgain,
}

/// What can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    NoLonger,
    Tomorrow,
    Week,
    Month,
    Day,
}

/// What the screen knows.
#[derive(Debug)]
pub struct Snooze {
    item: ItemId,
    title: String,
    purpose: Purpose,
    choices: Vec<Choice>,
    at: usize,
    day: Field,
}

impl Snooze {
    /// A form to let an item rest.
    pub fn new(row: &ItemRow, today: NaiveDate) -> Self {
        Snooze::of(row, Purpose::Rest, row.snoozed_until.is_some_and(|day| day > today))
    }

    /// A form to look at an item again on a day.
    pub fn follow_up(row: &ItemRow) -> Self {
        Snooze::of(row, Purpose::LookAgain, row.follow_up.is_some())
    }

    fn of(row: &ItemRow, purpose: Purpose, is_set: bool) -> Self {
        let no_longer = is_set.then_some(Choice::NoLonger);
        let choices = [Choice::Tomorrow, Choice::Week, Choice::Month, Choice::Day];
        let choices: Vec<Choice> = match purpose {
            Purpose::Rest => no_longer.into_iter().chain(choices).collect(),
            Purpose::LookAgain => choices.into_iter().chain(no_longer).collect(),
        };
        let (item, title) = (row.id.clone(), row.title.clone());
        Snooze { item, title, purpose, choices, at: 0, day: Field::default() }
    }

    fn choice(&self) -> Choice {
        self.choices.get(self.at).copied().unwrap_or(Choice::Tomorrow)
    }

    /// What is typed goes into the day.
    pub fn input(&mut self, key: KeyEvent) {
        self.choose_the_day();
        self.day.input(key);
    }

    /// A text that was pasted.
    pub fn paste(&mut self, words: &str) {
        self.choose_the_day();
        self.day.paste(words);
    }

    /// Puts the cursor on a choice.
    pub fn point(&mut self, at: usize) {
        self.at = at.min(self.choices.len().saturating_sub(1));
    }

    /// Whether an action does something here now.
    pub fn is_of_use(&self, action: Action, today: NaiveDate) -> bool {
        action != Action::Save || self.choice() != Choice::Day || self.typed(today).is_some()
    }

    /// The day that is typed, where it is one to come.
    fn typed(&self, today: NaiveDate) -> Option<NaiveDate> {
        text::days::coming(&self.day.text(), today).filter(|day| *day > today)
    }

    fn choose_the_day(&mut self) {
        self.at = self.choices.iter().position(|choice| *choice == Choice::Day).unwrap_or(self.at);
    }

    /// What a key does here.
    pub fn update(state: &mut State, action: Action) -> Vec<Command> {
        let Some(Screen::Snooze(form)) = state.above.last_mut() else { return Vec::new() };
        let count = form.choices.len().max(1);
        match action {
            Action::NextChoice => form.at = (form.at + 1) % count,
            Action::PreviousChoice => form.at = (form.at + count - 1) % count,
            Action::Back => {
                state.above.pop();
            }
            Action::Save => return Snooze::save(state),
            _ => {}
        }
        Vec::new()
    }

    fn save(state: &mut State) -> Vec<Command> {
        let today = state.today;
        let Some(Screen::Snooze(form)) = state.above.last() else { return Vec::new() };
        let until = match form.choice() {
            Choice::NoLonger => None,
            Choice::Day => {
                let typed = form.typed(today);
                if typed.is_none() {
                    let such = in_a_week(today);
                    let told = format!("type a day to come, such as friday, 2w or {such}");
                    state.say(Tone::Trouble, told);
                    return Vec::new();
                }
                typed
            }
            choice => Some(until(choice, today)),
        };
        let item = form.item.clone();
        let change = match form.purpose {
            Purpose::Rest => Change::Snoozed { item, until },
            Purpose::LookAgain => Change::FollowUp { item, day: until },
        };
        state.saving = true;
        vec![Command::Act { changes: vec![change], after: After::Close { draft: None } }]
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
        let heading = match self.purpose {
            Purpose::Rest => "Let it rest",
            Purpose::LookAgain => "Look at it again",
        };
        let body = sheet::draw(buffer, area, heading, &self.title, theme);
        let skip = (self.at + 1).saturating_sub(usize::from(body.height));
        for ((at, choice), y) in self.choices.iter().enumerate().skip(skip).zip(0..body.height) {
            let here = at == self.at;
            memory.hits.push((Rect { y: body.y + y, height: 1, ..body }, Target::row(at, here)));
            if here {
                paper::put(buffer, body, 0, y, ">", theme.accent);
            }
            let style = if here { theme.strong } else { theme.text };
            let told = |day: NaiveDate| format!("{} {}", day.format("%a"), days::long(day, state.today));
            let day = told(until(*choice, state.today));
            let words = match (self.purpose, choice) {
                (Purpose::Rest, Choice::NoLonger) => "wake it now".into(),
                (Purpose::Rest, Choice::Tomorrow) => "until tomorrow".into(),
                (Purpose::Rest, Choice::Week) => format!("for a week, until {day}"),
                (Purpose::Rest, Choice::Month) => format!("for a month, until {day}"),
                (Purpose::Rest, Choice::Day) => "until".into(),
                (Purpose::LookAgain, Choice::NoLonger) => "not again".into(),
                (Purpose::LookAgain, Choice::Tomorrow) => "tomorrow".into(),
                (Purpose::LookAgain, Choice::Week) => format!("in a week, on {day}"),
                (Purpose::LookAgain, Choice::Month) => format!("in a month, on {day}"),
                (Purpose::LookAgain, Choice::Day) => "on".into(),
            };
            let x = 2 + paper::put(buffer, body, 2, y, &words, style) + 2;
            if *choice == Choice::Day && x < body.width {
                let field = Rect { x: body.x + x, y: body.y + y, width: body.width - x, height: 1 };
                if self.day.is_empty() && !here {
                    paper::put(buffer, field, 0, 0, &in_a_week(state.today).to_string(), theme.quiet);
                } else {
                    self.day.view(buffer, field, theme, here);
                }
            }
        }
    }
}

fn in_a_week(today: NaiveDate) -> NaiveDate {
    today.checked_add_days(Days::new(7)).unwrap_or(today)
}

fn until(choice: Choice, today: NaiveDate) -> NaiveDate {
    match choice {
        Choice::Week => in_a_week(today),
        Choice::Month => today.checked_add_months(Months::new(1)).unwrap_or(today),
        _ => today.succ_opt().unwrap_or(today),
    }
}
