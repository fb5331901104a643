//! The terminal itself: taken over, drawn on, given back whatever happens.

pub mod fall;
pub mod keys;
mod steady;
mod surroundings;
pub mod watch;

use std::cell::RefCell;
use std::io::{self, IsTerminal, Write};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::cursor::{Hide, SetCursorStyle, Show};
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::style::Print;
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, SetTitle,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::layout::Rect;
use rustix::termios::tcgetwinsize;

pub use steady::Steady;
pub use surroundings::Surroundings;

use super::app::App;
use super::theme::Theme;
use super::view::view;
use crate::config::Config;

/// Whether the terminal is ours at the moment.
static OURS: AtomicBool = AtomicBool::new(false);

/// Whether the person wants to select text with the mouse.
static MOUSE_LET_GO: AtomicBool = AtomicBool::new(false);

/// Keeps the window's title, and puts it back.
const KEEP_TITLE: &str = "\x1b[22;2t";
const TITLE_BACK: &str = "\x1b[23;2t";

/// Whether there is a terminal to draw on.
pub fn is_there() -> bool {
    io::stdout().is_terminal()
}

/// How many columns the terminal has, if there is one.
pub fn columns() -> Option<usize> {
    crossterm::terminal::size().ok().map(|(columns, _)| usize::from(columns))
}

/// Takes the terminal over.
pub fn enter() -> io::Result<()> {
    OURS.store(true, Ordering::SeqCst);
    enable_raw_mode()?;
    if Surroundings::here().shapes {
        // it stands on the focus and must not blink
        execute!(io::stdout(), SetCursorStyle::SteadyBar)?;
    }
    execute!(
        io::stdout(),
        Print(KEEP_TITLE),
        SetTitle("kneel"),
        EnterAlternateScreen,
        EnableBracketedPaste,
        Hide
    )?;
    take_mouse(!MOUSE_LET_GO.load(Ordering::SeqCst))
}

/// Takes the mouse, or lets the terminal have it, to select text.
pub fn take_mouse(ours: bool) -> io::Result<()> {
    MOUSE_LET_GO.store(!ours, Ordering::SeqCst);
    if ours {
        execute!(io::stdout(), EnableMouseCapture)
    } else {
        execute!(io::stdout(), DisableMouseCapture)
    }
}

/// Gives the terminal back, if it is ours. A terminal that is gone is no reason to fail.
pub fn leave() {
    if OURS.swap(false, Ordering::SeqCst) {
        if Surroundings::here().shapes {
            let _ = execute!(io::stdout(), SetCursorStyle::DefaultUserShape);
        }
        let _ = execute!(
            io::stdout(),
            EndSynchronizedUpdate,
            DisableMouseCapture,
            DisableBracketedPaste,
            LeaveAlternateScreen,
            Print(TITLE_BACK),
            Show
        );
        let _ = disable_raw_mode();
    }
}

/// Whether the terminal is ours: not an editor's, not the shell's.
pub fn is_ours() -> bool {
    OURS.load(Ordering::SeqCst)
}

/// The terminal while it is ours; given back when this is dropped.
pub struct Guard;

impl Guard {
    /// Takes the terminal over. A panic gives it back before it says where it was.
    pub fn new() -> io::Result<Self> {
        let guard = Guard;
        fall::speak_plainly();
        enter()?;
        Ok(guard)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        leave();
    }
}

/// A picture on its way to the terminal, so that it arrives whole, in one piece.
#[derive(Clone, Default)]
struct Canvas(Rc<RefCell<Vec<u8>>>);

impl Write for Canvas {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Draws pictures.
pub struct Easel {
    terminal: Steady<Canvas>,
    canvas: Canvas,
    around: Surroundings,
    theme: Theme,
}

impl Easel {
    /// An easel for the terminal, in the colours and signs that it can show.
    pub fn new(around: Surroundings) -> Self {
        let canvas = Canvas::default();
        let terminal = Steady::new(canvas.clone());
        Easel { terminal, canvas, around, theme: around.theme(&Config::default()) }
    }

    /// Paints from now on as the settings say.
    pub fn paint_as(&mut self, config: &Config) {
        self.theme = self.around.theme(config);
    }

    /// Draws the app, and lets it know what could be seen.
    pub fn draw(&mut self, app: &mut App) -> io::Result<()> {
        let Easel { terminal, canvas, theme, .. } = self;
        queue!(canvas, BeginSynchronizedUpdate)?;
        let area = area()?;
        app.looks(area.width);
        terminal.show(area, |buffer| view(&app.state, &app.keymap, theme, &mut app.memory, buffer))?;
        queue!(canvas, EndSynchronizedUpdate)?;
        app.looked();
        let mut picture = canvas.0.borrow_mut();
        let mut out = io::stdout().lock();
        let drawn = out.write_all(&picture).and_then(|()| out.flush());
        picture.clear();
        drawn
    }

    /// Forgets what is on the terminal: something else was drawn there.
    pub fn forget(&mut self) -> io::Result<()> {
        self.terminal.wipe(area()?)
    }
}

/// The terminal as large as it is now. One that has vanished is an error: `crossterm` asks another program then, and that
/// one says 80 by 24.
fn area() -> io::Result<Rect> {
    let size = tcgetwinsize(io::stdout())?;
    let (columns, rows) = match (size.ws_col, size.ws_row) {
        (0, _) | (_, 0) => crossterm::terminal::size()?,
        told => told,
    };
    Ok(Rect::new(0, 0, columns, rows))
}
