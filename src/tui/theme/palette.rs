//! The nearest of xterm's 256 colours, for terminals that have no others. Its first sixteen are left out: what they
//! look like is the person's own choice.

use ratatui::style::{Color, Style};

/// The steps of each of red, green and blue in the cube of 216 colours.
const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// A style whose colours are the nearest of the 256.
pub(super) fn of_256(style: Style) -> Style {
    let near = |colour| match colour {
        Color::Rgb(red, green, blue) => Color::Indexed(nearest([red, green, blue])),
        other => other,
    };
    Style { fg: style.fg.map(near), bg: style.bg.map(near), ..style }
}

fn nearest(wanted: [u8; 3]) -> u8 {
    let far = |index: &u8| {
        let apart = |(one, other): (u8, u8)| u32::from(one.abs_diff(other)).pow(2);
        colour(*index).into_iter().zip(wanted).map(apart).sum::<u32>()
    };
    (16..=u8::MAX).min_by_key(far).unwrap_or(u8::MAX)
}

/// What xterm shows for a number from 16 on.
pub(super) fn colour(index: u8) -> [u8; 3] {
    if let Some(grey) = index.checked_sub(232) {
        return [8 + 10 * grey; 3];
    }
    let at = index.saturating_sub(16);
    [at / 36, at / 6 % 6, at % 6].map(|step| STEPS.get(usize::from(step)).copied().unwrap_or_default())
}
