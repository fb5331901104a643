//! Sixteen colours at most, on the terminal's own background. What a colour says is always said in words or by
//! place as well, so that nothing is lost without colour.

use ratatui::style::{Color, Modifier, Style};

/// How things look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
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
}

impl Theme {
    /// In colour, or with weight alone.
    pub fn new(colour: bool) -> Self {
        let plain = Style::new();
        let hue = |colour_of: Color| if colour { plain.fg(colour_of) } else { plain };
        Theme {
            text: plain,
            strong: plain.add_modifier(Modifier::BOLD),
            quiet: plain.add_modifier(Modifier::DIM),
            accent: hue(Color::Cyan).add_modifier(Modifier::BOLD),
            due: hue(Color::Cyan),
            answered: hue(Color::Green),
            praise: hue(Color::Magenta),
            private: hue(Color::Red),
            trouble: hue(Color::Red).add_modifier(Modifier::BOLD),
        }
    }
}
