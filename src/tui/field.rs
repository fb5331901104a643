//! Texts that people type: a single line, or a sheet of them.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::widgets::Widget;
use ratatui_textarea::{CursorMove, TextArea, WrapMode};

use crate::text;

use super::theme::Theme;

/// One line of text.
#[derive(Debug, Default)]
pub struct Field(Sheet);

/// Several lines of text.
#[derive(Debug)]
pub struct Sheet(TextArea<'static>);

impl Default for Sheet {
    fn default() -> Self {
        Sheet::new("")
    }
}

impl Sheet {
    /// A sheet with a text on it, the cursor behind its end.
    pub fn new(text: &str) -> Self {
        let safe = text::safe(text);
        let mut area = TextArea::new(safe.split('\n').map(str::to_owned).collect());
        area.set_cursor_line_style(Style::new());
        area.set_wrap_mode(WrapMode::WordOrGlyph);
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        Sheet(area)
    }

    /// What is written.
    pub fn text(&self) -> String {
        self.0.lines().join("\n")
    }

    /// Whether nothing is written.
    pub fn is_blank(&self) -> bool {
        self.0.lines().iter().all(|line| line.trim().is_empty())
    }

    /// A key.
    pub fn input(&mut self, key: KeyEvent) {
        self.0.input(key);
    }

    /// A text that was pasted.
    pub fn paste(&mut self, words: &str) {
        let lines = words.replace("\r\n", "\n").replace('\r', "\n");
        self.0.insert_str(text::safe(&lines));
    }

    /// Draws the text, with a cursor where keys go.
    pub fn view(&self, buffer: &mut Buffer, area: Rect, theme: &Theme, focused: bool) {
        let mut area_widget = self.0.clone();
        let cursor = if focused { Style::new().add_modifier(Modifier::REVERSED) } else { Style::new() };
        area_widget.set_cursor_style(cursor);
        area_widget.set_style(theme.text);
        area_widget.render(area, buffer);
    }
}

impl Field {
    /// A line with a text on it, the cursor behind its end.
    pub fn new(text: &str) -> Self {
        let mut sheet = Sheet::new(&text::safe_line(text));
        sheet.0.set_wrap_mode(WrapMode::None);
        Field(sheet)
    }

    /// What is written.
    pub fn text(&self) -> String {
        self.0.text()
    }

    /// Whether nothing is written.
    pub fn is_empty(&self) -> bool {
        self.0.text().is_empty()
    }

    /// A key; those that would begin a new line do nothing.
    pub fn input(&mut self, key: KeyEvent) {
        let begins_line = key.code == KeyCode::Enter
            || (key.code == KeyCode::Char('m') && key.modifiers.contains(KeyModifiers::CONTROL));
        if !begins_line {
            self.0.input(key);
        }
    }

    /// A text that was pasted, on one line.
    pub fn paste(&mut self, words: &str) {
        self.0.0.insert_str(text::safe_line(words.trim()));
    }

    /// Draws the line, with a cursor where keys go.
    pub fn view(&self, buffer: &mut Buffer, area: Rect, theme: &Theme, focused: bool) {
        self.0.view(buffer, area, theme, focused);
    }
}
