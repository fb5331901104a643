//! The thread that reads keys.
//!
//! crossterm reads in a loop that never ends once the terminal has vanished. So it is only called when there is
//! something to read, and this thread waits by itself: for keys, or for being told to stop.

use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::net::UnixStream;
use std::sync::mpsc::Sender;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crossterm::event::{self, Event, KeyCode};
use rustix::event::{PollFd, PollFlags, poll};

use crate::tui::effects::Arrival;

/// How long crossterm may look for the rest of what has begun to arrive.
const REST: Duration = Duration::from_millis(10);

/// How long it may look for more of what has arrived: with no time at all it would not even look at what it has read.
const MORE: Duration = Duration::from_millis(1);

/// The same where one key is all that had arrived: only what came while it was read can be there. It asks the system over and
/// over for so long, which costs as much work.
const NO_MORE: Duration = Duration::from_micros(20);

/// The terminal that keys come from, as crossterm chooses it.
pub enum Tty {
    /// Standard input.
    Stdin(io::Stdin),
    /// The controlling terminal, when standard input is something else.
    Controlling(File),
}

impl Tty {
    /// The terminal that keys come from.
    pub fn find() -> io::Result<Self> {
        let stdin = io::stdin();
        if stdin.is_terminal() {
            Ok(Tty::Stdin(stdin))
        } else {
            File::options().read(true).write(true).open("/dev/tty").map(Tty::Controlling)
        }
    }
}

impl AsFd for Tty {
    fn as_fd(&self) -> BorrowedFd<'_> {
        match self {
            Tty::Stdin(stdin) => stdin.as_fd(),
            Tty::Controlling(file) => file.as_fd(),
        }
    }
}

/// The thread, until it is stopped.
pub struct Keys {
    stop: UnixStream,
    thread: JoinHandle<()>,
}

impl Keys {
    /// Begins to read keys.
    pub fn read(arrivals: Sender<Arrival>) -> io::Result<Self> {
        let tty = Tty::find()?;
        let (stop, stopped) = UnixStream::pair()?;
        let thread = thread::Builder::new().name("keys".into()).spawn(move || {
            let _fall = super::watch::Fall(arrivals.clone());
            if let Err(error) = read(&tty, &stopped, &arrivals) {
                let _ = arrivals.send(Arrival::Gone(Some(error.to_string())));
            }
        })?;
        Ok(Keys { stop, thread })
    }

    /// Stops reading, so that what is typed next goes to somebody else.
    pub fn stop(mut self) {
        if self.stop.write_all(&[0]).is_ok() {
            let _ = self.thread.join();
        }
    }
}

fn read(tty: &Tty, stopped: &UnixStream, arrivals: &Sender<Arrival>) -> io::Result<()> {
    // whether crossterm holds the beginning of a key
    let mut begun = false;
    loop {
        let mut fds = [PollFd::new(tty, PollFlags::IN), PollFd::new(stopped, PollFlags::IN)];
        match poll(&mut fds, None) {
            Err(rustix::io::Errno::INTR) => continue,
            result => result?,
        };
        let [keys, stop] = fds.map(|fd| fd.revents());
        if !stop.is_empty() {
            return Ok(());
        }
        if keys.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
            let _ = arrivals.send(Arrival::Gone(None));
            return Ok(());
        }
        let bytes = rustix::io::ioctl_fionread(tty).unwrap_or(u64::MAX);
        let (mut wait, rest) = (REST, std::mem::replace(&mut begun, true));
        while event::poll(wait)? {
            begun = false;
            let event = event::read()?;
            wait = if !rest && bytes <= least_bytes(&event) { NO_MORE } else { MORE };
            if arrivals.send(Arrival::Input(event)).is_err() {
                return Ok(());
            }
        }
    }
}

/// How many bytes an event takes at least, as terminals send it (ECMA-48, xterm's control sequences); 0 where it may be none.
fn least_bytes(event: &Event) -> u64 {
    let Event::Key(key) = event else { return 0 };
    match key.code {
        KeyCode::Char(letter) => letter.len_utf8() as u64,
        KeyCode::Up | KeyCode::Down | KeyCode::Left | KeyCode::Right | KeyCode::Home | KeyCode::End => 3,
        KeyCode::PageUp | KeyCode::PageDown | KeyCode::Insert | KeyCode::Delete => 4,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_is_said_to_take_more_bytes_than_terminals_send() {
        let sent: [(&[u8], KeyCode); 14] = [
            (b"j", KeyCode::Char('j')),
            ("ß".as_bytes(), KeyCode::Char('ß')),
            ("케".as_bytes(), KeyCode::Char('케')),
            (b"\r", KeyCode::Enter),
            (b"\t", KeyCode::Tab),
            (b"\x7f", KeyCode::Backspace),
            (b"\x1b", KeyCode::Esc),
            (b"\x1b[A", KeyCode::Up),
            (b"\x1bOB", KeyCode::Down),
            (b"\x1b[1;5C", KeyCode::Right),
            (b"\x1b[H", KeyCode::Home),
            (b"\x1b[4~", KeyCode::End),
            (b"\x1b[6~", KeyCode::PageDown),
            (b"\x1b[3~", KeyCode::Delete),
        ];
        for (bytes, code) in sent {
            assert!(least_bytes(&Event::Key(code.into())) <= bytes.len() as u64, "{code:?}");
        }
        for (code, bytes) in [(KeyCode::Char('j'), 1), (KeyCode::Right, 3), (KeyCode::PageDown, 4)] {
            assert_eq!(
                least_bytes(&Event::Key(code.into())),
                bytes,
                "most of what is typed needs no second look"
            );
        }
    }
}
