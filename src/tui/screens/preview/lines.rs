//! The document's side of the preview: its lines, each with the mark of its fate; and how the two sides share the room.

use std::ops::Range;

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

/// What its letter stands for; nothing where that is to be said yet.
fn said(fate: Fate) -> &'static str {
    match fate {
        Fate::Request | Fate::Item => "request; ",
        Fate::Praise => "praise; ",
        Fate::Both => "request and praise; ",
        Fate::Heading => "heading; ",
        Fate::Title => "title; ",
        Fate::Date => "day; ",
        Fate::Scripture => "scripture; ",
        Fate::Note => "note; ",
        Fate::Story => "story; ",
        Fate::Boilerplate => "left out; ",
        Fate::Unsorted => "",
    }
}

/// What the lines are drawn on, and what they are.
struct Page<'a> {
    theme: &'a Theme,
    area: Rect,
    outcomes: Vec<(usize, Outcome<'a>)>,
    /// The column in which the marks stand; numbers end before it, words begin behind it.
    mark: u16,
}

impl Page<'_> {
    /// Where the words begin.
    fn words(&self) -> u16 {
        self.mark + 3
    }

    /// The columns that the words have.
    fn room(&self) -> usize {
        usize::from(self.area.width.saturating_sub(self.words()))
    }

    /// Whether a line begins a bulletin that is not the document's first.
    fn begins_another(&self, line: usize) -> bool {
        let place = self.outcomes.partition_point(|(_, outcome)| outcome.block.lines.start < line);
        match (self.outcomes.get(place), place.checked_sub(1).and_then(|before| self.outcomes.get(before))) {
            (Some((issue, first)), Some((before, _))) => first.block.lines.start == line && issue != before,
            _ => false,
        }
    }

    /// What became of a line, and the lines of its block.
    fn fate(&self, line: usize) -> (Fate, Range<usize>) {
        let place = self.outcomes.partition_point(|(_, outcome)| outcome.block.lines.end <= line);
        match self.outcomes.get(place) {
            Some((_, outcome)) => (outcome.fate, outcome.block.lines.clone()),
            None => (Fate::Unsorted, line..line + 1),
        }
    }
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
        let inner = paper::within(body);
        if body.width >= paper::BESIDE {
            let left = Rect { width: inner.width * 11 / 20, ..inner };
            let x = left.right() + 3;
            let right = Rect { x, width: inner.right().saturating_sub(x), ..inner };
            paper::divide(buffer, inner, left.width + 1, theme.quiet);
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
        let headed = area.height >= 6;
        let list = paper::inset(area, u16::from(headed), 0);
        let lines = &self.reading.document.lines;
        let digits = lines.iter().map(|line| line.number).max().unwrap_or(1).to_string().len() as u16;
        let page = Page { theme, area: list, outcomes: self.outcomes(), mark: 3 + digits.max(3) };
        if headed {
            self.heading_view(page.fate(self.cursor).0, theme, buffer, area);
        }
        let height = |at: usize| self.rows(&page, at).len() + usize::from(page.begins_another(at));
        let top = memory.stand(Place::Lines, self.cursor, lines.len(), usize::from(list.height), height);
        let mut y = 0;
        let mut at = top;
        while y < list.height && at < lines.len() {
            let next = self.line_view(&page, buffer, at, y);
            let hit = Rect { y: list.y + y, height: next.min(list.height) - y, ..list };
            memory.hits.push((hit, Target::Row(at)));
            (at, y) = (at + 1, next);
        }
        memory.seen.list = usize::from(list.height);
        paper::more(buffer, list, top > 0, at < lines.len() || y > list.height, theme.quiet);
    }

    /// The document's name, what the line under the cursor became, where it is, and what is still unsorted.
    fn heading_view(&self, fate: Fate, theme: &Theme, buffer: &mut Buffer, area: Rect) {
        let lines = &self.reading.document.lines;
        let line = lines.get(self.cursor);
        let page = line.and_then(|line| line.page).map(|page| format!("page {page}, ")).unwrap_or_default();
        let unsorted = match self.count().unsorted {
            0 => String::new(),
            count => format!("{count} unsorted, "),
        };
        let place = format!("{}{unsorted}{page}line {} of {}", said(fate), self.cursor + 1, lines.len());
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

    /// A line's words as they are seen: no more of them than there is room for, and a row by which it is known that there is more.
    fn rows(&self, page: &Page<'_>, at: usize) -> Vec<String> {
        let seen = usize::from(page.area.height) + 1;
        text::safe_rows(&self.shown(at), page.room(), seen)
    }

    /// Draws a line and tells where the next one goes.
    fn line_view(&self, page: &Page<'_>, buffer: &mut Buffer, at: usize, mut y: u16) -> u16 {
        let Page { theme, area, mark: column, .. } = *page;
        let number = self.reading.document.lines.get(at).map_or(0, |line| line.number).to_string();
        if page.begins_another(at) {
            paper::rule(buffer, area, y, theme.quiet);
            y += 1;
        }
        let (fate, block) = page.fate(at);
        let (letter, style) = mark(fate, theme);
        let here = at == self.cursor;
        let chosen = self.anchor.is_some() && self.chosen().contains(&at);
        let words_style = match fate {
            Fate::Boilerplate => theme.quiet,
            Fate::Heading | Fate::Title => theme.strong,
            _ if here => theme.strong,
            _ => theme.text,
        };
        let rows = self.rows(page, at);
        let last = rows.len().saturating_sub(1);
        for (row, words) in rows.iter().enumerate() {
            let y = y + row as u16;
            paper::put(buffer, area, page.words(), y, words, words_style);
            let bracket = match (at == block.start && row == 0, at + 1 == block.end && row == last) {
                (true, true) => "",
                (true, false) => "╷",
                (false, true) => "╵",
                (false, false) => "│",
            };
            paper::put(buffer, area, column + 1, y, bracket, theme.quiet);
            if chosen {
                paper::put(buffer, area, 0, y, "┃", theme.accent);
            }
            if let Some((before, _)) = words.split_once(KNIFE).filter(|_| here && self.is_splitting()) {
                let x = page.words() + text::width(before) as u16;
                paper::put(buffer, area, x, y, KNIFE.encode_utf8(&mut [0; 4]), theme.accent);
            }
        }
        if here {
            let style = if self.side == Side::Lines { theme.accent } else { theme.quiet };
            paper::put(buffer, area, 0, y, ">", style);
        }
        paper::put(buffer, area, (column - 1).saturating_sub(number.len() as u16), y, &number, theme.quiet);
        if at == block.start {
            paper::put(buffer, area, column, y, letter.encode_utf8(&mut [0; 4]), style);
        }
        y + rows.len() as u16
    }

    /// Whether a place inside the line under the cursor is being chosen.
    fn is_splitting(&self) -> bool {
        matches!(self.form, Some(Form::Letter(_)))
    }
}
