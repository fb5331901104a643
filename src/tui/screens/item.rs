//! One item by itself, with all that happened to it.
//!
//! ```text
//!           The court has put off the hearing for a third time. His wife
//!           Nargiza asks that we pray for a just judge ...
//!
//!           What happened
//!              11 Jan  came in with Open Gate, January 2026
//!              14 Feb  noted
//!                      First letter arrived.
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::journal::{Chapter, ItemId, TimelineEntry};
use crate::tui::keymap::Action;
use crate::tui::msg::{Answer, Command, Known, Query, Seen, Target};
use crate::tui::state::{Screen, State};
use crate::tui::theme::Theme;
use crate::tui::view::ViewMemory;
use crate::tui::widgets::page::{self, Parts};
use crate::tui::widgets::{days, paper, reader, scroll, sheet};

/// What the screen knows.
#[derive(Debug, PartialEq, Eq)]
pub struct Item {
    /// The item.
    pub id: ItemId,
    /// All there is to know of it.
    pub known: Option<Known>,
    /// What happened to it, oldest first.
    pub timeline: Vec<TimelineEntry>,
    /// The story it belongs to, oldest first.
    pub story: Vec<Chapter>,
    /// How far it is scrolled.
    pub scroll: usize,
}

impl Item {
    /// The screen before the journal has answered.
    pub fn new(id: ItemId) -> Self {
        Item { id, known: None, timeline: Vec::new(), story: Vec::new(), scroll: 0 }
    }

    /// Opens an item over what is on the screen.
    pub fn open(state: &mut State, id: ItemId) -> Vec<Command> {
        state.above.push(Screen::Item(Item::new(id.clone())));
        vec![
            state.ask(Query::Detail(id.clone())),
            state.ask(Query::Timeline(id.clone())),
            state.ask(Query::Story(id)),
        ]
    }

    /// Takes an answer.
    pub fn deliver(&mut self, answer: Answer) {
        match answer {
            Answer::Detail(known) => self.known = known.map(|known| *known),
            Answer::Timeline(entries) => self.timeline = entries,
            Answer::Story(chapters) => self.story = chapters,
            _ => {}
        }
    }

    /// Scrolls.
    pub fn moved(&mut self, action: Action, seen: Seen) {
        if let Some(to) = scroll::moved(self.scroll, action, seen) {
            self.scroll = to;
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
        let area = sheet::column(paper::inset(area, u16::from(area.height >= 16), 0));
        memory.hits.push((area, Target::Reader));
        let Some(known) = &self.known else { return };
        let columns = usize::from(area.width);
        let mut parts = Parts::new();
        if let Some(region) = &known.detail.row.region {
            parts.push(Line::styled(paper::line_of(region, columns), theme.strong).into());
            parts.push(Line::default().into());
        }
        parts.extend(reader::parts(known, columns, state.today, theme));
        if self.story.len() > 1 {
            parts.push(Line::default().into());
            parts.push(Line::styled("The story", theme.strong).into());
            for chapter in &self.story {
                parts.extend(reader::chapter(chapter, columns, state.today, theme));
            }
        }
        if !self.timeline.is_empty() {
            parts.push(Line::default().into());
            parts.push(Line::styled("What happened", theme.strong).into());
        }
        for entry in &self.timeline {
            parts.extend(happened(entry, columns, state.today, theme));
        }
        page::draw(buffer, area, parts, self.scroll, theme.quiet, memory);
    }
}

fn happened(
    entry: &TimelineEntry,
    columns: usize,
    today: chrono::NaiveDate,
    theme: &Theme,
) -> Parts<'static> {
    let taken_back = if entry.undone { ", taken back" } else { "" };
    let told = match &entry.text {
        Some(text) if !text.is_empty() => format!("{}{taken_back}\n{text}", entry.what),
        _ => format!("{}{taken_back}", entry.what),
    };
    let theme =
        Theme { text: if entry.undone { theme.quiet.patch(theme.text) } else { theme.text }, ..*theme };
    reader::dated(&days::short(entry.day, today), told, columns, &theme)
}
