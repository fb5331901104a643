//! A screen as SVG: each cell stands on its place of the grid, whatever font the reader has.

use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};

/// A cell's size in the picture.
const WIDE: f32 = 8.4;
const HIGH: f32 = 18.0;
const MARGIN: f32 = 14.0;
/// Where letters stand in a cell, from its top.
const BASELINE: f32 = 0.72;

/// Fonts with letters of one width, as each platform has them.
const FONTS: &str = "ui-monospace, 'SF Mono', Menlo, 'Cascadia Mono', Consolas, 'DejaVu Sans Mono', 'Noto Sans Mono', \
                     'Noto Sans Mono CJK KR', monospace";

/// A terminal's colours: the text, the ground, and the sixteen.
pub struct Palette {
    pub name: &'static str,
    text: &'static str,
    ground: &'static str,
    ansi: [&'static str; 16],
}

pub const PALETTES: [Palette; 2] = [
    Palette {
        name: "light",
        text: "#2e3440",
        ground: "#fbfaf7",
        ansi: [
            "#2e3440", "#a3363f", "#3d7a4a", "#8a6414", "#2f5f9e", "#7a4a8a", "#1f7480", "#8b8f98",
            "#6b707b", "#c2474f", "#4f9460", "#a97d1e", "#4379bf", "#955fa6", "#2b8d9b", "#2e3440",
        ],
    },
    Palette {
        name: "dark",
        text: "#d8dbe2",
        ground: "#1d2027",
        ansi: [
            "#1d2027", "#d0747a", "#8fbf92", "#d8b56a", "#84a9dc", "#bb94c9", "#78bcc4", "#b4b8c2",
            "#757b88", "#e08b90", "#a5d1a8", "#e8c982", "#9dbde8", "#cdaad9", "#90d0d7", "#f0f1f4",
        ],
    },
];

/// Draws a screen, and the terminal's cursor on it.
pub fn draw(buffer: &Buffer, cursor: Option<Position>, palette: &Palette) -> String {
    let (columns, rows) = (buffer.area.width, buffer.area.height);
    let (width, height) = (f32::from(columns) * WIDE + 2.0 * MARGIN, f32::from(rows) * HIGH + 2.0 * MARGIN);
    let mut picture = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" font-family=\"{FONTS}\" font-size=\"14\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{}\"/>\n",
        palette.ground
    );
    for y in 0..rows {
        let mut x = 0;
        while x < columns {
            let end = (x + 1..columns).find(|&other| look(&buffer[(other, y)]) != look(&buffer[(x, y)]));
            let run = Run { buffer, y, from: x, to: end.unwrap_or(columns) };
            run.draw(palette, &mut picture);
            x = run.to;
        }
    }
    if let Some(at) = cursor {
        let (left, top) = place(at.x, at.y);
        let _ = writeln!(
            picture,
            "<rect x=\"{left:.1}\" y=\"{:.1}\" width=\"1.5\" height=\"{:.1}\" fill=\"{}\"/>",
            top + 1.0,
            HIGH - 2.0,
            palette.text
        );
    }
    picture.push_str("</svg>\n");
    picture
}

fn place(x: u16, y: u16) -> (f32, f32) {
    (MARGIN + f32::from(x) * WIDE, MARGIN + f32::from(y) * HIGH)
}

/// How a cell looks, its letters aside.
fn look(cell: &Cell) -> (Color, Color, Modifier) {
    (cell.fg, cell.bg, cell.modifier)
}

fn color(color: Color, palette: &Palette) -> Option<String> {
    let ansi = |index: usize| palette.ansi.get(index).map(|&name| name.to_owned());
    match color {
        Color::Reset => None,
        Color::Black => ansi(0),
        Color::Red => ansi(1),
        Color::Green => ansi(2),
        Color::Yellow => ansi(3),
        Color::Blue => ansi(4),
        Color::Magenta => ansi(5),
        Color::Cyan => ansi(6),
        Color::Gray => ansi(7),
        Color::DarkGray => ansi(8),
        Color::LightRed => ansi(9),
        Color::LightGreen => ansi(10),
        Color::LightYellow => ansi(11),
        Color::LightBlue => ansi(12),
        Color::LightMagenta => ansi(13),
        Color::LightCyan => ansi(14),
        Color::White => ansi(15),
        Color::Rgb(red, green, blue) => Some(format!("#{red:02x}{green:02x}{blue:02x}")),
        Color::Indexed(index) => {
            Some(ansi(usize::from(index)).unwrap_or_else(|| panic!("no screen uses colour {index}")))
        }
    }
}

/// Cells of one line that look alike.
struct Run<'a> {
    buffer: &'a Buffer,
    y: u16,
    from: u16,
    to: u16,
}

impl Run<'_> {
    fn draw(&self, palette: &Palette, picture: &mut String) {
        let first = &self.buffer[(self.from, self.y)];
        let (mut ink, mut ground) = (color(first.fg, palette), color(first.bg, palette));
        if first.modifier.contains(Modifier::REVERSED) {
            (ink, ground) = (ground.or(Some(palette.ground.into())), ink.or(Some(palette.text.into())));
        }
        let (left, top) = place(self.from, self.y);
        if let Some(ground) = ground {
            let width = f32::from(self.to - self.from) * WIDE;
            let _ = writeln!(
                picture,
                "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{HIGH}\" fill=\"{ground}\"/>"
            );
        }
        let mut style = String::new();
        for (modifier, attribute) in [
            (Modifier::BOLD, " font-weight=\"bold\""),
            (Modifier::ITALIC, " font-style=\"italic\""),
            (Modifier::UNDERLINED, " text-decoration=\"underline\""),
            (Modifier::DIM, " opacity=\"0.65\""),
        ] {
            if first.modifier.contains(modifier) {
                style.push_str(attribute);
            }
        }
        let ink = ink.unwrap_or_else(|| palette.text.into());
        for (at, columns, letters) in self.stretches() {
            let (left, top) = place(at, self.y);
            if let Some(shape) = shape(&letters, left, top) {
                let _ = writeln!(picture, "<path d=\"{shape}\" fill=\"{ink}\"{style}/>");
                continue;
            }
            let words = letters.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            let (baseline, length) = (top + HIGH * BASELINE, f32::from(columns) * WIDE);
            let _ = writeln!(
                picture,
                "<text x=\"{left:.1}\" y=\"{baseline:.1}\" fill=\"{ink}\"{style} textLength=\"{length:.1}\" \
                 lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\">{words}</text>"
            );
        }
    }

    /// The words of a run with their first column and how many they take. Plain letters with single blanks between them
    /// stay together; whatever a font may draw in another width stands by itself.
    fn stretches(&self) -> Vec<(u16, u16, String)> {
        let mut found: Vec<(u16, u16, String)> = Vec::new();
        let mut open = false;
        let mut blanks = 0;
        let mut x = self.from;
        while x < self.to {
            let symbol = self.buffer[(x, self.y)].symbol();
            let columns = (kneel::text::width(symbol) as u16).max(1);
            if symbol.trim().is_empty() {
                blanks += 1;
                open &= blanks < 2;
            } else if !is_plain(symbol) {
                found.push((x, columns, symbol.to_owned()));
                (open, blanks) = (false, 0);
            } else if let Some((_, taken, words)) = found.last_mut().filter(|_| open) {
                words.push_str(&" ".repeat(blanks));
                words.push_str(symbol);
                *taken += blanks as u16 + columns;
                blanks = 0;
            } else {
                found.push((x, columns, symbol.to_owned()));
                (open, blanks) = (true, 0);
            }
            x += columns;
        }
        found
    }
}

/// Letters that every font of one width draws in that width.
fn is_plain(symbol: &str) -> bool {
    symbol.chars().all(|letter| {
        letter.is_ascii() || ('\u{a0}'..='\u{17f}').contains(&letter) || "‘’“”–…·".contains(letter)
    })
}

/// Rules, blocks and dots as shapes, so that they join: fonts leave gaps.
fn shape(symbol: &str, left: f32, top: f32) -> Option<String> {
    let letter = symbol.chars().next()?;
    let block = |x: f32, y: f32, wide: f32, high: f32| {
        format!("M{:.1} {:.1}h{wide:.1}v{high:.1}h-{wide:.1}z", left + x, top + y)
    };
    let (middle, center) = (HIGH / 2.0, WIDE / 2.0);
    Some(match letter {
        '─' => block(0.0, middle - 0.5, WIDE, 1.0),
        '│' => block(center - 0.5, 0.0, 1.0, HIGH),
        '┼' => block(0.0, middle - 0.5, WIDE, 1.0) + &block(center - 0.5, 0.0, 1.0, HIGH),
        '╷' => block(center - 0.5, middle, 1.0, middle),
        '╵' => block(center - 0.5, 0.0, 1.0, middle),
        '▁'..='█' => {
            let high = HIGH * (letter as u32 - '▁' as u32 + 1) as f32 / 8.0;
            block(0.0, HIGH - high, WIDE, high)
        }
        '▉'..='▏' => block(0.0, 0.0, WIDE * ('▏' as u32 - letter as u32 + 1) as f32 / 8.0, HIGH),
        '\u{2801}'..='\u{28ff}' => dots(letter as u32 - 0x2800, block),
        _ => return None,
    })
}

/// The dots of a braille pattern: two columns of four.
fn dots(pattern: u32, block: impl Fn(f32, f32, f32, f32) -> String) -> String {
    const SIZE: f32 = 2.0;
    let places = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)];
    let set = places.into_iter().enumerate().filter(|(bit, _)| pattern & (1 << bit) != 0);
    set.map(|(_, (column, row))| {
        let x = WIDE * (f32::from(column as u8) + 0.5) / 2.0 - SIZE / 2.0;
        let y = HIGH * (f32::from(row as u8) + 0.5) / 4.0 - SIZE / 2.0;
        block(x, y, SIZE, SIZE)
    })
    .collect()
}

#[test]
fn cells_stand_on_their_grid_also_behind_wide_letters() {
    use ratatui::layout::Rect;
    use ratatui::style::Style;
    let mut buffer = Buffer::empty(Rect::new(0, 0, 20, 1));
    buffer.set_string(0, 0, "기도 │ a<b  c", Style::new());
    let drawn = draw(&buffer, Some(Position { x: 7, y: 0 }), &PALETTES[0]);
    let at = |x: f32| format!("<text x=\"{:.1}\"", MARGIN + x * WIDE);
    for (column, words) in [(0.0, "기"), (2.0, "도"), (7.0, "a&lt;b"), (12.0, "c")] {
        let line =
            drawn.lines().find(|line| line.starts_with(&at(column))).unwrap_or_else(|| panic!("{drawn}"));
        assert!(line.ends_with(&format!(">{words}</text>")), "{line}");
    }
    assert!(drawn.contains(&format!("<path d=\"M{:.1} ", MARGIN + 5.5 * WIDE - 0.5)), "the rule: {drawn}");
    assert!(
        drawn.contains(&format!("<rect x=\"{:.1}\" y=\"15.0\" width=\"1.5\"", MARGIN + 7.0 * WIDE)),
        "{drawn}"
    );
}
