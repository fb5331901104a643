//! What themes promise: contrast, one column for each sign, columns in their places.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use super::*;
use crate::config::{Kind, Setting};

fn styles(theme: Theme) -> [Style; 10] {
    let Theme { ground, text, strong, quiet, accent, due, answered, praise, private, trouble, .. } = theme;
    [ground, text, strong, quiet, accent, due, answered, praise, private, trouble]
}

/// How much light a colour gives, from 0 to 1 (WCAG 2.2, relative luminance).
fn light(colour: Color) -> f64 {
    let parts = match colour {
        Color::Rgb(red, green, blue) => [red, green, blue],
        Color::Indexed(index) => palette::colour(index),
        other => panic!("{other:?} is whatever the terminal makes of it"),
    };
    let linear = parts.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
}

/// How well ink is seen on its ground: from 1, not at all, to 21 (WCAG 2.2).
pub fn contrast(style: Style) -> f64 {
    let (ink, ground) = (light(style.fg.unwrap()), light(style.bg.unwrap()));
    (ink.max(ground) + 0.05) / (ink.min(ground) + 0.05)
}

#[test]
fn contrast_is_known_by_what_is_known() {
    let black_on_white = Style::new().fg(Color::Rgb(0, 0, 0)).bg(Color::Rgb(255, 255, 255));
    assert!((contrast(black_on_white) - 21.0).abs() < 1e-9);
    // the least grey on white that passes 4.5:1
    let grey = Style::new().fg(Color::Rgb(0x76, 0x76, 0x76)).bg(Color::Rgb(255, 255, 255));
    assert!((4.5..4.6).contains(&contrast(grey)), "{}", contrast(grey));
}

#[test]
fn fixed_themes_have_contrast_in_all_that_they_say() {
    for (name, least) in [("light", 4.5), ("dark", 4.5), ("high-contrast", 7.0)] {
        for exact in [true, false] {
            for style in styles(Theme::named(name, Means { colour: true, exact, ascii: false })) {
                assert!(contrast(style) >= least, "{name}: {style:?} has {:.2}", contrast(style));
                assert!(!style.add_modifier.contains(Modifier::DIM), "{name}: nobody knows how dim that is");
            }
        }
    }
}

#[test]
fn every_theme_of_the_settings_is_there() {
    let Kind::Choice { of, .. } = &Setting::named("theme").unwrap().kind else { panic!() };
    let names = reading::THEMES.map(|(name, _)| name);
    assert_eq!(of.iter().map(|(name, _)| *name).collect::<Vec<_>>(), names);
    for name in names {
        assert!(reading::theme(name).is_some(), "{name} cannot be read");
    }
    assert_eq!(Theme::named("", Means { colour: true, exact: true, ascii: false }), Theme::new(true));
}

#[test]
fn without_colour_there_is_only_weight() {
    for name in ["default", "dark", "high-contrast", "none"] {
        for style in styles(Theme::named(name, Means { colour: false, exact: true, ascii: false })) {
            assert_eq!((style.fg, style.bg), (None, None), "{name}");
        }
    }
    let usual = styles(Theme::new(true));
    assert!(usual.iter().all(|style| style.bg.is_none()), "the background is the terminal's own");
    assert!(usual.iter().all(|style| !matches!(style.fg, Some(Color::Rgb(..) | Color::Indexed(_)))));
}

#[test]
fn colours_become_the_nearest_of_256() {
    let near = |red, green, blue| palette::of_256(Style::new().fg(Color::Rgb(red, green, blue))).fg;
    assert_eq!(near(255, 0, 0), Some(Color::Indexed(196)));
    assert_eq!(near(0x1c, 0x1c, 0x1c), Some(Color::Indexed(234)));
    assert_eq!(near(0xf5, 0xf2, 0xea), Some(Color::Indexed(255)));
    assert_eq!(palette::of_256(Style::new().fg(Color::Cyan)).fg, Some(Color::Cyan));
}

#[test]
fn signs_keep_their_column_and_letters_stay() {
    for code in 0x80..0x1_FFFF_u32 {
        let Some(letter) = char::from_u32(code) else { continue };
        let symbol = letter.to_string();
        if let Some(sign) = signs::ascii(&symbol) {
            assert!(sign.len() == 1 && sign.is_ascii(), "{symbol}");
            assert_eq!(crate::text::width(&symbol), 1, "{symbol}");
            assert!(!letter.is_alphabetic(), "{symbol} is a letter");
        }
    }
    for letter in ["é", "기", "א", "👨‍👩‍👧", "e\u{301}", "a", "€"] {
        assert_eq!(signs::ascii(letter), None);
    }
    assert_eq!(signs::ascii("│"), Some("|"));
    assert_eq!(signs::ascii("┼"), Some("+"));
}

#[test]
fn the_ground_is_everywhere_and_ink_is_never_the_terminals() {
    let theme = Theme::named("light", Means { colour: true, exact: true, ascii: true });
    let mut buffer = Buffer::empty(Rect::new(0, 0, 6, 2));
    buffer.set_string(0, 0, "a─ é", theme.accent);
    theme.finish(&mut buffer);
    assert!(buffer.content.iter().all(|cell| cell.bg == theme.ground.bg.unwrap() && cell.fg != Color::Reset));
    let line: String = buffer.content[..4].iter().map(Cell::symbol).collect();
    assert_eq!(line, "a- é");
}

#[test]
fn columns_keep_their_places_beside_lines_from_the_right() {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 24, 2));
    buffer.set_string(0, 0, "> שלום עולם  9 שלום │ אב", Style::new());
    buffer.set_string(0, 1, "a  b │ c", Style::new());
    Theme::new(true).finish(&mut buffer);
    let line = |y: usize| -> String { buffer.content[y * 24..][..24].iter().map(Cell::symbol).collect() };
    assert_eq!(line(0), "> שלום עולם \u{200E} 9 שלום │\u{200E} אב");
    assert_eq!(line(1).trim_end(), "a  b │ c", "nothing where nothing is needed");
    assert_eq!(crate::text::width(&line(0)), 24);
    let mut buffer = Buffer::empty(Rect::new(0, 0, 24, 1));
    buffer.set_string(0, 0, "> שלום עולם  9", Style::new());
    Theme::named("default", Means { colour: true, exact: true, ascii: true }).finish(&mut buffer);
    assert!(buffer.content.iter().all(|cell| !cell.symbol().contains('\u{200E}')), "plain signs alone");
}

#[test]
fn no_letter_that_runs_from_the_right_is_passed_over() {
    let letters = ('\u{80}'..=char::MAX).map(String::from);
    let missed: Vec<String> =
        letters.filter(|letter| bidi::runs_from_right(letter) && !is_rare(letter)).collect();
    assert!(missed.is_empty(), "{missed:?}");
    assert!(is_rare("a\u{5B0}") && is_rare("👨‍👩‍👧") && !is_rare("─") && !is_rare("ß") && !is_rare("é"));
}
