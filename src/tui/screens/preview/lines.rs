//! The document's side of the preview: its lines, each with the mark of its fate; and how the two sides share the room.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::forms::Form;
use super::{Preview, Side};
use crate::bulletin::{Fate, Mark, Outcome};
use crate::text;
use crate::tui::msg::Target;
use crate::tui::state::State;
use crate::tui::theme::Theme;
use crate::tui::view::{Place, ViewMemory};
use crate::tui::widgets::paper;

/// From this width on both sides are shown.
const BOTH: u16 = 100;

/// Where a line is to be split.
const KNIFE: char = '│';

/// The letter of a fate, and how it looks.
pub fn mark(fate: Fate, theme: &Theme) -> (char, Style) {
    match fate {
        Fate::Request | Fate::Item => ('R', theme.due),
        Fate::Praise => ('P', theme.praise),
        Fate::Both => ('B', theme.praise),
        Fate::Heading => ('H', theme.strong),
        Fate::Title => ('T', theme.strong),
        Fate::Date => ('D', theme.text),
        Fate::Scripture => ('S', theme.text),
        Fate::Note => ('N', theme.text),
        Fate::Story => ('C', theme.text),
        Fate::Boilerplate => ('·', theme.quiet),
        Fate::Unsorted => ('?', theme.trouble),
    }
}

/// Where the columns of the lines stand.
#[derive(Debug, Clone, Copy)]
struct Columns {
    number: u16,
    mark: u16,
    words: u16,
}

impl Preview {
    /// Draws the screen.
    pub fn view(
        &self,
        state: &State,
        theme: &Theme,
        memory: &mut ViewMemory,
        buffer: &mut Buffer,
        area: Rect,
    ) {
        let asked = self.form.as_ref().map_or(0, |form| form.height(area));
        let body = Rect { height: area.height - asked, ..area };
        let inner = Rect { x: body.x + 1, width: body.width.saturating_sub(2), ..body };
        if body.width >= BOTH {
            let left = Rect { width: inner.width * 11 / 20, ..inner };
            let x = left.right() + 3;
            let right = Rect { x, width: inner.right().saturating_sub(x), ..inner };
            for y in 0..body.height {
                paper::put(buffer, body, left.right() + 1 - body.x, y, "│", theme.quiet);
            }
            self.lines_view(theme, memory, buffer, left);
            self.found_view(state, theme, memory, buffer, right);
        } else if self.side == Side::Lines {
            self.lines_view(theme, memory, buffer, inner);
        } else {
            self.found_view(state, theme, memory, buffer, inner);
        }
        if let Some(form) = &self.form {
            form.view(theme, memory, buffer, paper::inset(area, body.height, 0));
        }
    }

    fn lines_view(&self, theme: &Theme, memory: &mut ViewMemory, buffer: &mut Buffer, area: Rect) {
        let list = if area.height >= 6 {
            self.heading_view(theme, buffer, area);
            paper::inset(area, 1, 0)
        } else {
            area
        };
        let outcomes = self.outcomes();
        let lines = &self.reading.document.lines;
        let digits = lines.iter().map(|line| line.number).max().unwrap_or(1).to_string().len() as u16;
        let mark = 2 + digits.max(3) + 1;
        let columns = Columns { number: 2 + digits.max(3), mark, words: mark + 3 };
        let room = usize::from(list.width.saturating_sub(columns.words));
        let height = |at: usize| {
            let wrapped = text::wrap(&text::safe_line(&self.shown(at)), room).len();
            wrapped + usize::from(self.begins_another(&outcomes, at))
        };
        let top = memory.stand(Place::Lines, self.cursor, lines.len(), usize::from(list.height), height);
        let mut y = 0;
        let mut at = top;
        while y < list.height && at < lines.len() {
            y = self.line_view(theme, memory, buffer, list, &outcomes, columns, (at, y));
            at += 1;
        }
        memory.seen.list = usize::from(list.height);
        paper::more(buffer, list, top > 0, at < lines.len() || y > list.height, theme.quiet);
    }

    /// The document's name, where the cursor is, and what is still unsorted.
    fn heading_view(&self, theme: &Theme, buffer: &mut Buffer, area: Rect) {
        let lines = &self.reading.document.lines;
        let line = lines.get(self.cursor);
        let page = line.and_then(|line| line.page).map(|page| format!("page {page}, ")).unwrap_or_default();
        let unsorted = match self.count().unsorted {
            0 => String::new(),
            count => format!("{count} unsorted, "),
        };
        let place = format!("{unsorted}{page}line {} of {}", self.cursor + 1, lines.len());
        let room = Rect { width: area.width.saturating_sub(text::width(&place) as u16 + 2), ..area };
        let taken = paper::put(buffer, room, 0, 0, &self.document.name, theme.strong);
        paper::put_right(buffer, area, 0, taken + 2, &place, theme.quiet);
    }

    /// What is shown of a line: its mark, and a knife where it is about to be split.
    fn shown(&self, at: usize) -> String {
        let Some(line) = self.reading.document.lines.get(at) else { return String::new() };
        let mut words = line.text.clone();
        if let Some(Form::Letter(after)) = self.form.as_ref().filter(|_| at == self.cursor) {
            let byte = words.char_indices().nth(*after).map_or(words.len(), |(byte, _)| byte);
            words.insert(byte, KNIFE);
        }
        match line.mark {
            Mark::Bullet(bullet) => format!("{bullet} {words}"),
            _ => words,
        }
    }

    /// Whether a line begins a bulletin that is not the document's first.
    fn begins_another(&self, outcomes: &[(usize, Outcome<'_>)], at: usize) -> bool {
        let place = outcomes.partition_point(|(_, outcome)| outcome.block.lines.start < at);
        let begins =
            |place: usize| outcomes.get(place).map(|(issue, outcome)| (*issue, outcome.block.lines.start));
        match (begins(place), place.checked_sub(1).and_then(begins)) {
            (Some((issue, start)), Some((before, _))) => start == at && issue != before,
            _ => false,
        }
    }

    /// Draws a line and tells where the next one goes.
    fn line_view(
        &self,
        theme: &Theme,
        memory: &mut ViewMemory,
        buffer: &mut Buffer,
        list: Rect,
        outcomes: &[(usize, Outcome<'_>)],
        columns: Columns,
        (at, mut y): (usize, u16),
    ) -> u16 {
        let Some(line) = self.reading.document.lines.get(at) else { return y + 1 };
        if self.begins_another(outcomes, at) {
            paper::rule(buffer, list, y, theme.quiet);
            y += 1;
        }
        let place = outcomes.partition_point(|(_, outcome)| outcome.block.lines.end <= at);
        let outcome = outcomes.get(place).map(|(_, outcome)| outcome);
        let fate = outcome.map_or(Fate::Unsorted, |outcome| outcome.fate);
        let block = outcome.map_or(at..at + 1, |outcome| outcome.block.lines.clone());
        let (letter, style) = mark(fate, theme);
        let here = at == self.cursor;
        let words_style = match fate {
            Fate::Boilerplate => theme.quiet,
            _ if here => theme.strong,
            Fate::Heading | Fate::Title => theme.strong,
            _ => theme.text,
        };
        let room = usize::from(list.width.saturating_sub(columns.words));
        let rows = text::wrap(&text::safe_line(&self.shown(at)), room);
        let first = y;
        let count = rows.len() as u16;
        for (row, words) in (0..).zip(&rows) {
            let y = first + row;
            paper::put(buffer, list, columns.words, y, words, words_style);
            let bracket = match (at == block.start && row == 0, at + 1 == block.end && row + 1 == count) {
                (true, true) => "",
                (true, false) => "╷",
                (false, true) => "╵",
                (false, false) => "│",
            };
            paper::put(buffer, list, columns.mark + 1, y, bracket, theme.quiet);
            if self.anchor.is_some() && self.chosen().contains(&at) {
                paper::put(buffer, list, 0, y, "┃", theme.accent);
            }
            if here && matches!(self.form, Some(Form::Letter(_))) {
                self.knife_view(theme, buffer, list, columns, y, words);
            }
        }
        if here {
            let style = if self.side == Side::Lines { theme.accent } else { theme.quiet };
            paper::put(buffer, list, 0, first, ">", style);
        }
        let number = line.number.to_string();
        paper::put(buffer, list, columns.number - number.len() as u16, first, &number, theme.quiet);
        if at == block.start {
            paper::put(buffer, list, columns.mark, first, letter.encode_utf8(&mut [0; 4]), style);
        }
        let hit = Rect { y: list.y + first, height: count.min(list.height.saturating_sub(first)), ..list };
        memory.hits.push((hit, Target::Row(at)));
        first + count
    }

    /// Lets the knife be seen among the words.
    fn knife_view(
        &self,
        theme: &Theme,
        buffer: &mut Buffer,
        list: Rect,
        columns: Columns,
        y: u16,
        words: &str,
    ) {
        if let Some((before, _)) = words.split_once(KNIFE) {
            let x = columns.words + text::width(before) as u16;
            paper::put(buffer, list, x, y, "│", theme.accent);
        }
    }
}
