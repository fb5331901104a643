//! Texts that people type: a single line, or a sheet of them.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::widgets::Widget;
use ratatui_textarea::{CursorMove, TextArea, WrapMode};
use unicode_segmentation::UnicodeSegmentation;

use crate::text;

use super::theme::Theme;
use super::widgets::paper;

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

    /// A key. What a reader sees as one letter is passed and deleted as one.
    pub fn input(&mut self, key: KeyEvent) {
        let (before, after) = (self.letter_before(), self.letter_after());
        let plain = key.modifiers.is_empty() && self.0.selection_range().is_none();
        match key.code {
            KeyCode::Left if plain && before > 1 => self.jump_by(-(before as isize)),
            KeyCode::Right if plain && after > 1 => self.jump_by(after as isize),
            KeyCode::Backspace if plain && before > 1 => {
                self.jump_by(-(before as isize));
                self.0.delete_str(before);
            }
            KeyCode::Delete if plain && after > 1 => {
                self.0.delete_str(after);
            }
            _ => {
                self.0.input(key);
                self.stay_safe();
                self.leave_letter();
            }
        }
    }

    /// What is no letter, or one too many in one letter, was not typed.
    fn stay_safe(&mut self) {
        let line = self.line().0;
        if text::safe(line) != line {
            self.0.undo();
        }
    }

    /// The parts (code points) of the letter before the cursor.
    fn letter_before(&self) -> usize {
        let (line, at) = self.line();
        let head = line.chars().take(at).collect::<String>();
        head.graphemes(true).next_back().map_or(0, |letter| letter.chars().count())
    }

    /// The parts of the letter behind it.
    fn letter_after(&self) -> usize {
        self.letter_here().map_or(0, |letter| letter.chars().count())
    }

    fn letter_here(&self) -> Option<String> {
        let (line, at) = self.line();
        let tail = line.chars().skip(at).collect::<String>();
        tail.graphemes(true).next().map(str::to_owned)
    }

    /// The line of the cursor, and how many parts of it stand before.
    fn line(&self) -> (&str, usize) {
        let cursor = self.0.cursor();
        (self.0.lines().get(cursor.0).map_or("", String::as_str), cursor.1)
    }

    /// The area counts a letter's parts as columns where it moves, and so would stop inside of it.
    fn jump_by(&mut self, parts: isize) {
        let cursor = self.0.cursor();
        let to = cursor.1.saturating_add_signed(parts);
        if let (Ok(row), Ok(to)) = (u16::try_from(cursor.0), u16::try_from(to)) {
            self.0.move_cursor(CursorMove::Jump(row, to));
        }
    }

    /// A cursor that came to stand inside a letter goes before it.
    fn leave_letter(&mut self) {
        let (line, at) = self.line();
        let mut start = 0;
        for letter in line.graphemes(true) {
            let end = start + letter.chars().count();
            if start < at && at < end {
                return self.jump_by(-((at - start) as isize));
            }
            start = end;
        }
    }

    /// A text that was pasted.
    pub fn paste(&mut self, words: &str) {
        let lines = words.replace("\r\n", "\n").replace('\r', "\n");
        self.insert(&text::safe(&lines));
    }

    fn insert(&mut self, words: &str) {
        self.0.insert_str(words);
        self.stay_safe();
    }

    /// Draws the text, with a cursor where keys go.
    pub fn view(&self, buffer: &mut Buffer, area: Rect, theme: &Theme, focused: bool) {
        let mut area_widget = self.0.clone();
        let cursor = if focused { Style::new().add_modifier(Modifier::REVERSED) } else { Style::new() };
        area_widget.set_cursor_style(cursor);
        area_widget.set_style(theme.text);
        // the cursor is drawn over one part of a letter and would tear it: another of its width stands for it meanwhile
        let torn = self.letter_here().filter(|letter| letter.chars().nth(1).is_some());
        let stand_in = torn.as_deref().and_then(|letter| match text::width(letter) {
            1 => Some(NARROW),
            2 => Some(WIDE),
            _ => None,
        });
        if let Some(stand_in) = stand_in {
            area_widget.delete_str(self.letter_after());
            area_widget.insert_char(stand_in);
            area_widget.move_cursor(CursorMove::Back);
        }
        area_widget.render(area, buffer);
        if let Some((stand_in, letter)) = stand_in.zip(torn) {
            for at in area.intersection(buffer.area).positions() {
                if let Some(cell) = buffer.cell_mut(at).filter(|cell| cell.symbol().starts_with(stand_in)) {
                    cell.set_symbol(&letter);
                }
            }
        }
    }
}

/// Letters that nobody writes, one column wide and two.
const NARROW: char = '\u{E0FF}';
const WIDE: char = '\u{2FA1D}';

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
        self.0.insert(&text::safe_line(words.trim()));
    }

    /// Draws the line; while nothing is written, what holds then, in the quiet words of what is no text yet.
    pub fn view_or(&self, usual: &str, buffer: &mut Buffer, area: Rect, theme: &Theme, focused: bool) {
        self.view(buffer, area, theme, focused);
        if self.is_empty() {
            paper::put(buffer, area, 0, 0, usual, theme.quiet);
        }
    }

    /// Draws the line, with a cursor where keys go; of one that is too long, the part with the cursor.
    pub fn view(&self, buffer: &mut Buffer, area: Rect, theme: &Theme, focused: bool) {
        let area = area.intersection(buffer.area);
        let (line, at) = self.0.line();
        let start = line.char_indices().nth(at).map_or(line.len(), |(start, _)| start);
        let (before, after) = line.split_at(start);
        let here = after.graphemes(true).next().unwrap_or(" ");
        let room = usize::from(area.width).saturating_sub(text::width(here).max(1));
        let mut shown = before;
        while text::width(shown) > room {
            let first = shown.graphemes(true).next().map_or(shown.len(), str::len);
            shown = shown.get(first..).unwrap_or_default();
        }
        let whole = format!("{shown}{after}");
        if area.height > 0 {
            buffer.set_stringn(area.x, area.y, whole, usize::from(area.width), theme.text);
            let cursor = Rect { x: area.x + text::width(shown) as u16, width: 1, height: 1, ..area };
            if focused {
                buffer.set_style(cursor.intersection(area), theme.text.add_modifier(Modifier::REVERSED));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn press(sheet: &mut Sheet, code: KeyCode) {
        sheet.input(KeyEvent::new(code, KeyModifiers::NONE));
    }

    fn drawn(sheet: &Sheet, columns: u16) -> Vec<String> {
        let area = Rect::new(0, 0, columns, 1);
        let mut buffer = Buffer::empty(area);
        sheet.view(&mut buffer, area, &Theme::new(true), true);
        buffer.content.iter().map(|cell| cell.symbol().to_owned()).collect()
    }

    #[test]
    fn a_letter_is_passed_and_deleted_as_one() {
        let mut sheet = Sheet::new("a👨‍👩‍👧e\u{301}");
        press(&mut sheet, KeyCode::Left);
        assert_eq!(sheet.letter_here().as_deref(), Some("e\u{301}"));
        press(&mut sheet, KeyCode::Left);
        assert_eq!(sheet.letter_here().as_deref(), Some("👨‍👩‍👧"));
        press(&mut sheet, KeyCode::Right);
        press(&mut sheet, KeyCode::Backspace);
        assert_eq!(sheet.text(), "ae\u{301}");
        press(&mut sheet, KeyCode::Delete);
        assert_eq!(sheet.text(), "a");
    }

    #[test]
    fn the_letter_under_the_cursor_is_drawn_whole() {
        let mut sheet = Sheet::new("a👨‍👩‍👧b");
        press(&mut sheet, KeyCode::Left);
        press(&mut sheet, KeyCode::Left);
        assert_eq!(drawn(&sheet, 6), ["a", "👨‍👩‍👧", " ", "b", " ", " "]);
        let mut sheet = Sheet::new("ने");
        press(&mut sheet, KeyCode::Left);
        assert_eq!(drawn(&sheet, 3), ["ने", " ", " "]);
    }

    #[test]
    fn no_letter_grows_without_end_under_the_hands() {
        let mut sheet = Sheet::new("");
        for letter in "a\u{1b}\u{9b}\u{202e}".chars().chain(['\u{301}'; 30]) {
            press(&mut sheet, KeyCode::Char(letter));
        }
        sheet.paste("\u{301}\u{301}");
        press(&mut sheet, KeyCode::Char('b'));
        assert_eq!(sheet.text(), format!("a{}b", "\u{301}".repeat(8)));
    }

    #[test]
    fn a_line_that_is_too_long_shows_where_the_cursor_is() {
        let mut field = Field::new("기도 👨‍👩‍👧 for the valley");
        let picture = |field: &Field| {
            let area = Rect::new(0, 0, 10, 1);
            let mut buffer = Buffer::empty(area);
            field.view(&mut buffer, area, &Theme::new(true), true);
            let reversed = |cell: &&ratatui::buffer::Cell| cell.modifier.contains(Modifier::REVERSED);
            let here: Vec<String> =
                buffer.content.iter().filter(reversed).map(|cell| cell.symbol().to_owned()).collect();
            (buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect::<String>(), here.concat())
        };
        assert_eq!(picture(&field), ("he valley ".to_owned(), " ".to_owned()));
        field.input(KeyEvent::from(KeyCode::Home));
        assert_eq!(picture(&field).1, "기");
        for _ in 0..3 {
            field.input(KeyEvent::from(KeyCode::Right));
        }
        assert_eq!(picture(&field).1, "👨‍👩‍👧");
    }

    proptest! {
        #[test]
        fn the_cursor_never_stands_inside_a_letter(
            text in "(a|기|e\u{301}|👨‍👩‍👧|🇰🇪|ने|שָׁ| ){0,12}",
            keys in proptest::collection::vec(0..6_usize, 0..20),
        ) {
            use KeyCode::{Backspace, Delete, End, Home, Left, Right};
            let mut sheet = Sheet::new(&text);
            for key in keys {
                press(&mut sheet, [Left, Right, Backspace, Delete, Home, End][key]);
                let (line, at) = sheet.line();
                let ends: Vec<usize> = line.graphemes(true).scan(0, |sum, letter| {
                    *sum += letter.chars().count();
                    Some(*sum)
                }).collect();
                prop_assert!(at == 0 || ends.contains(&at), "{line:?} at {at}");
                drawn(&sheet, 20);
            }
        }
    }
}
