//! How things look. What a colour says is always said in words or by place as well, so that nothing is lost without.
//!
//! `default` has sixteen colours at most on the terminal's own background, `none` only weight. The others say every
//! colour, ground and ink, so that their contrast is known; in them quiet text is a colour, since nobody knows how dim a
//! terminal's dim is.

mod bidi;
mod doubtful;
mod palette;
mod reading;
mod signs;
#[cfg(test)]
pub(super) mod tests;

pub use doubtful::is_doubtful;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Style};

/// How things look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Theme {
    /// Ink and ground of what nobody drew on; nothing where the terminal's own hold.
    pub ground: Style,
    /// Plain text.
    pub text: Style,
    /// What the eye should find first.
    pub strong: Style,
    /// What it may pass over.
    pub quiet: Style,
    /// The cursor and the keys.
    pub accent: Style,
    /// What is due today.
    pub due: Style,
    /// What is answered.
    pub answered: Style,
    /// What gives thanks.
    pub praise: Style,
    /// What must not leave the journal.
    pub private: Style,
    /// What went wrong.
    pub trouble: Style,
    /// Whether only the signs of ASCII are drawn.
    pub ascii: bool,
}

/// What a terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Means {
    /// Colours.
    pub colour: bool,
    /// Any of 16 million; otherwise the 256 of xterm.
    pub exact: bool,
    /// No signs but those of ASCII.
    pub ascii: bool,
}

impl Theme {
    /// The usual one: in colour, or with weight alone.
    pub fn new(colour: bool) -> Self {
        Theme::named("default", Means { colour, exact: true, ascii: false })
    }

    /// A theme by its name in the settings, as far as a terminal can show it. A name that there is not is the usual one.
    pub fn named(name: &str, means: Means) -> Self {
        let name = if means.colour { name } else { "none" };
        let theme = reading::theme(name).unwrap_or_default();
        let theme = if means.exact { theme } else { theme.map(palette::of_256) };
        Theme { ascii: means.ascii, ..theme }
    }

    /// The theme with each style changed.
    fn map(self, change: impl Fn(Style) -> Style) -> Self {
        let Theme { ground, text, strong, quiet, accent, due, answered, praise, private, trouble, ascii } =
            self;
        Theme {
            ground: change(ground),
            text: change(text),
            strong: change(strong),
            quiet: change(quiet),
            accent: change(accent),
            due: change(due),
            answered: change(answered),
            praise: change(praise),
            private: change(private),
            trouble: change(trouble),
            ascii,
        }
    }

    /// The last strokes on a picture, the same for all that was drawn: the ground where none is, signs that the terminal
    /// has, and columns that stay in place where a line runs from the right.
    pub fn finish(&self, buffer: &mut Buffer) {
        if self.ascii || self.ground != Style::new() {
            buffer.content.iter_mut().for_each(|cell| self.finish_cell(cell));
        }
        // most pictures have no letter that either is about, and one look at them tells
        if buffer.content.iter().any(|cell| is_rare(cell.symbol())) {
            if !self.ascii {
                bidi::keep_columns(buffer);
            }
            doubtful::draw_after(buffer);
        }
    }

    fn finish_cell(&self, cell: &mut Cell) {
        if cell.bg == Color::Reset {
            cell.bg = self.ground.bg.unwrap_or(Color::Reset);
        }
        if cell.fg == Color::Reset {
            cell.fg = self.ground.fg.unwrap_or(Color::Reset);
        }
        if self.ascii
            && let Some(sign) = signs::ascii(cell.symbol())
        {
            cell.set_symbol(sign);
        }
    }
}

/// Whether a letter may run from the right, or be as wide as terminals like: none of Europe's does, nor any sign or line.
fn is_rare(symbol: &str) -> bool {
    // of the first bytes of letters, those from U+0580 on but for U+2000 to U+2FFF
    symbol.len() > 3 || symbol.bytes().any(|byte| byte >= 0xD6 && byte != 0xE2)
}
