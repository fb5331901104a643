//! Draws the README's pictures from the real program: runs `kneel demo` in a pseudo-terminal, presses keys, and
//! writes what stands on the screen as SVG, in light and in dark.
//!
//! ```sh
//! cargo build --release && cargo run --release --example picture
//! ```

use std::fmt::Write as _;
use std::io::{Read, Write as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use vt100::{Cell, Color, Parser, Screen};

const COLUMNS: u16 = 100;
const ROWS: u16 = 30;

/// A cell's size in the picture.
const WIDE: f32 = 8.4;
const HIGH: f32 = 18.0;
const MARGIN: f32 = 14.0;

/// Keys, the words that show that they were followed, and the picture to draw then, if any.
const STEPS: &[(&str, &str, Option<&str>)] = &[
    ("", "due/all", None),
    ("hjjjj", "6 requests", None),
    ("l ", "prayed 1 of 8", Some("home")),
    ("p", "1 of 7", Some("walk")),
];

/// A terminal's colours: the text, the ground, and the sixteen.
struct Palette {
    name: &'static str,
    text: &'static str,
    ground: &'static str,
    ansi: [&'static str; 16],
}

const PALETTES: [Palette; 2] = [
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

fn main() -> Result<()> {
    let kneel = program()?;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pictures");
    std::fs::create_dir_all(&folder)?;

    let size = PtySize { rows: ROWS, cols: COLUMNS, pixel_width: 0, pixel_height: 0 };
    let pty = native_pty_system().openpty(size)?;
    let mut command = CommandBuilder::new(&kneel);
    command.arg("demo");
    command.env_clear();
    for (name, value) in
        [("TERM", "xterm-256color"), ("LANG", "C.UTF-8"), ("KNEEL_NOW", "2026-05-18T07:30:00+01:00")]
    {
        command.env(name, value);
    }
    let mut child = pty.slave.spawn_command(command)?;
    drop(pty.slave);
    let mut keys = pty.master.take_writer()?;
    let output = listen(pty.master.try_clone_reader()?);

    let mut terminal = Parser::new(ROWS, COLUMNS, 0);
    for (typed, expected, picture) in STEPS {
        keys.write_all(typed.as_bytes())?;
        keys.flush()?;
        settle(&mut terminal, &output, expected).with_context(|| format!("after `{typed}`"))?;
        let Some(name) = picture else { continue };
        for palette in &PALETTES {
            let path = folder.join(format!("{name}-{}.svg", palette.name));
            std::fs::write(&path, svg(terminal.screen(), palette)?)?;
        }
    }
    child.kill()?;
    child.wait()?;
    Ok(())
}

/// The program beside this one: `target/release/kneel` for `target/release/examples/picture`.
fn program() -> Result<PathBuf> {
    let here = std::env::current_exe()?;
    let folder = here.ancestors().nth(2).context("this runs from target/release/examples")?;
    let kneel = folder.join("kneel");
    if !kneel.exists() {
        bail!("{} is not there; build it first", kneel.display());
    }
    Ok(kneel)
}

/// What the program writes, piece by piece.
fn listen(mut reader: Box<dyn Read + Send>) -> Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(read @ 1..) = reader.read(&mut buffer) {
            if sender.send(buffer.iter().take(read).copied().collect()).is_err() {
                break;
            }
        }
    });
    receiver
}

/// Reads until the expected words stand on the screen and nothing more comes.
fn settle(terminal: &mut Parser, output: &Receiver<Vec<u8>>, expected: &str) -> Result<()> {
    let mut quiet = 0;
    loop {
        match output.recv_timeout(Duration::from_millis(300)) {
            Ok(bytes) => {
                terminal.process(&bytes);
                quiet = 0;
            }
            Err(RecvTimeoutError::Timeout) if terminal.screen().contents().contains(expected) => {
                return Ok(());
            }
            Err(RecvTimeoutError::Timeout) if quiet < 30 => quiet += 1,
            Err(_) => bail!("`{expected}` never came; the screen shows:\n{}", terminal.screen().contents()),
        }
    }
}

fn svg(screen: &Screen, palette: &Palette) -> Result<String> {
    let (width, height) = (f32::from(COLUMNS) * WIDE + 2.0 * MARGIN, f32::from(ROWS) * HIGH + 2.0 * MARGIN);
    let mut picture = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" font-family=\"ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', \
         monospace\" font-size=\"14\">\n<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{}\"/>\n",
        palette.ground
    );
    for row in 0..ROWS {
        let mut column = 0;
        while column < COLUMNS {
            let end = run_end(screen, row, column);
            draw_run(&mut picture, screen, palette, row, column, end)?;
            column = end;
        }
    }
    picture.push_str("</svg>\n");
    Ok(picture)
}

/// How a cell looks, its letters aside.
fn look(cell: &Cell) -> (Color, Color, bool, bool, bool, bool, bool) {
    (cell.fgcolor(), cell.bgcolor(), cell.bold(), cell.dim(), cell.italic(), cell.underline(), cell.inverse())
}

/// Where the run of cells ends that look like the one at `column`.
fn run_end(screen: &Screen, row: u16, column: u16) -> u16 {
    let first = screen.cell(row, column).map(look);
    (column + 1..COLUMNS).find(|&other| screen.cell(row, other).map(look) != first).unwrap_or(COLUMNS)
}

fn draw_run(
    picture: &mut String,
    screen: &Screen,
    palette: &Palette,
    row: u16,
    start: u16,
    end: u16,
) -> Result<()> {
    let Some(first) = screen.cell(row, start) else { return Ok(()) };
    let (mut ink, mut ground) = (color(first.fgcolor(), palette), color(first.bgcolor(), palette));
    if first.inverse() {
        (ink, ground) = (Some(ground.unwrap_or(palette.ground)), Some(ink.unwrap_or(palette.text)));
    }
    let (x, y) = (MARGIN + f32::from(start) * WIDE, MARGIN + f32::from(row) * HIGH);
    if let Some(ground) = ground {
        let width = f32::from(end - start) * WIDE;
        writeln!(
            picture,
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{HIGH}\" fill=\"{ground}\"/>"
        )?;
    }
    let mut style = String::new();
    for (holds, attribute) in [
        (first.bold(), " font-weight=\"bold\""),
        (first.italic(), " font-style=\"italic\""),
        (first.underline(), " text-decoration=\"underline\""),
        (first.dim(), " opacity=\"0.65\""),
    ] {
        if holds {
            style.push_str(attribute);
        }
    }
    let ink = ink.unwrap_or(palette.text);
    for column in start..end {
        let letters = screen.cell(row, column).map(Cell::contents).unwrap_or_default();
        let (left, middle, down) = (MARGIN + f32::from(column) * WIDE, y + HIGH / 2.0, y + HIGH);
        let center = left + WIDE / 2.0;
        let path = match letters {
            "│" => format!("M{center:.1} {y:.1}V{down:.1}"),
            "─" => format!("M{left:.1} {middle:.1}H{:.1}", left + WIDE),
            _ => continue,
        };
        writeln!(picture, "<path d=\"{path}\" stroke=\"{ink}\"{style}/>")?;
    }
    // Each stretch between wide gaps is placed by itself, so that columns stand whatever the font.
    for (from, words) in stretches(screen, row, start, end) {
        let x = MARGIN + f32::from(from) * WIDE;
        let columns = words.chars().count();
        let length = f32::from(u16::try_from(columns)?) * WIDE;
        let words = words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        writeln!(
            picture,
            "<text x=\"{x:.1}\" y=\"{:.1}\" fill=\"{ink}\"{style} textLength=\"{length:.1}\" \
             lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\">{words}</text>",
            y + HIGH * 0.72
        )?;
    }
    Ok(())
}

/// The words of a run with the columns they begin in, parted where two or more blanks stand. Rules are no words.
fn stretches(screen: &Screen, row: u16, start: u16, end: u16) -> Vec<(u16, String)> {
    let mut found: Vec<(u16, String)> = Vec::new();
    let mut blanks = 2;
    for column in start..end {
        let letters = screen.cell(row, column).map(Cell::contents).unwrap_or_default();
        if matches!(letters.trim(), "" | "│" | "─") {
            blanks += 1;
            continue;
        }
        match found.last_mut() {
            Some((_, words)) if blanks < 2 => {
                words.push_str(if blanks == 1 { " " } else { "" });
                words.push_str(letters);
            }
            _ => found.push((column, letters.to_owned())),
        }
        blanks = 0;
    }
    found
}

fn color(color: Color, palette: &Palette) -> Option<&'static str> {
    match color {
        Color::Idx(index) => palette.ansi.get(usize::from(index)).copied(),
        Color::Default | Color::Rgb(..) => None,
    }
}
