//! What a walk looks like.
//!
//! ```text
//!  Asia, Central                                                     1 of 3
//!
//!           "Defend the weak, the poor, and the fatherless."
//!           Psalm 82:3 (WEB)
//!
//!           The court has put off the hearing for a third time. His wife
//!           Nargiza asks that we pray for a just judge ...
//!
//!           - Pray that the three younger children may visit him.
//!           - Ask for a lawyer who is not afraid.
//!
//!           Your notes
//!              14 Feb  First letter arrived.
//!
//!           Waiting since 11 January. Prayed 7 times since 12 January.
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::Walking;
use crate::journal::{Scope, Through};
use crate::tui::msg::{Known, Target};
use crate::tui::state::State;
use crate::tui::theme::Theme;
use crate::tui::view::ViewMemory;
use crate::tui::widgets::page::{self, Parts, words};
use crate::tui::widgets::{opening, paper, reader, sheet};

impl Walking {
    /// The region one prays for, or the walk's name.
    pub fn heading(&self) -> String {
        match self.known() {
            Some(known) if known.detail.row.own => "My own".into(),
            Some(Known { detail, .. }) => {
                let row = &detail.row;
                row.region.clone().or_else(|| row.publisher.clone()).unwrap_or_else(|| "kneel".into())
            }
            None => "kneel".into(),
        }
    }

    /// "1 of 3", or nothing.
    pub fn place(&self) -> String {
        match &self.walk {
            Some(walk) if !self.is_over() => format!("{} of {}", walk.at + 1, walk.items.len()),
            _ => String::new(),
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
        let top = if area.height >= 16 { area.height / 8 } else { 0 };
        let area = sheet::column(paper::inset(area, top, 0));
        memory.hits.push((area, Target::Reader));
        let columns = usize::from(area.width);
        let mut parts = Parts::new();
        if self.is_over() {
            parts.extend(self.at_the_end(state, columns, theme));
        } else if let Some(known) = self.known() {
            let detail = &known.detail;
            parts.extend(opening::verses(&self.verses, theme));
            parts.extend(opening::first(&detail.row, columns, state.today, theme));
            parts.extend(reader::body(detail, columns, theme));
            reader::answer(known, columns, state.today, theme, &mut parts);
            parts.push(Line::default().into());
            reader::waiting(known, theme, &mut parts);
            reader::news(&self.story, columns, state.today, theme, &mut parts);
            reader::notes(detail, columns, state.today, theme, &mut parts);
            if detail.row.last_prayed == Some(state.today) {
                parts.push(Line::styled("Prayed today.", theme.strong).into());
            }
            let first = detail.row.first(state.today);
            parts.extend(reader::footing(known, state.today, first, theme));
        }
        page::draw(buffer, area, parts, self.scroll, theme.quiet, memory);
    }

    fn at_the_end(&self, state: &State, columns: usize, theme: &Theme) -> Parts<'_> {
        let Some(end) = &self.end else { return Parts::new() };
        let heading = |words: &str| Line::styled(paper::line_of(words, columns), theme.strong).into();
        let was_empty = self.walk.as_ref().is_none_or(|walk| walk.items.is_empty());
        let of_a_list = !matches!(self.through, Through::Portion | Through::List(Scope::Everything));
        let mut parts = vec![heading(match (end.prayed.is_empty(), was_empty) {
            (false, _) => "You prayed for",
            (true, false) => "You have come to the end.",
            (true, true) if of_a_list => "Nothing more waits here today.",
            (true, true) => "Nothing more waits today.",
        })];
        for title in &end.prayed {
            parts.push(words(title, 3, theme.text));
        }
        if !end.noted.is_empty() {
            parts.extend([Line::default().into(), heading("You noted")]);
        }
        for (title, note) in &end.noted {
            parts.push(words(title, 3, theme.quiet));
            parts.push(words(note, 6, theme.text));
        }
        let open = state.home.overview.open;
        let tomorrow = match (end.tomorrow, open) {
            (_, 0) => "No request is open.".to_owned(),
            (0, _) => "Nothing comes tomorrow; what is open rests.".to_owned(),
            (1, _) => format!("Tomorrow one comes, of {open} open."),
            (count, _) => format!("Tomorrow {count} come, of {open} open."),
        };
        parts.push(Line::default().into());
        let more = match end.more {
            0 => None,
            1 => Some("You may pray on with one more, or let it be.".to_owned()),
            more => Some(format!("You may pray on with {more} more, or let it be.")),
        };
        parts.extend(more.map(|told| words(told, 0, theme.text)));
        parts.push(words(tomorrow, 0, theme.quiet));
        parts
    }
}
