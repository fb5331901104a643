//! The thread that watches for signals and for the terminal's hang-up.
//!
//! It waits apart from the keys because reading keys may hang on a terminal that has vanished; and it ends the
//! process by itself when nobody listens to what it says.

use std::io;
use std::os::unix::net::UnixStream;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, poll};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::backend::SignalDelivery;
use signal_hook::iterator::exfiltrator::SignalOnly;
use signal_hook::low_level::emulate_default_handler;

use super::keys::Tty;
use crate::tui::effects::Arrival;

const WATCHED: [i32; 7] = [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH];

/// How long the process may take to end by itself.
const GRACE: Duration = Duration::from_millis(600);

/// Tells when a thread falls: what it did is not done any more, and the process had better end.
pub struct Fall(pub Sender<Arrival>);

impl Drop for Fall {
    fn drop(&mut self) {
        if thread::panicking() {
            let _ = self.0.send(Arrival::Fell);
        }
    }
}

/// Begins to watch.
pub fn watch(arrivals: Sender<Arrival>) -> io::Result<()> {
    let tty = Tty::find()?;
    let (read, write) = UnixStream::pair()?;
    let signals = SignalDelivery::with_pipe(read, write, SignalOnly, WATCHED)?;
    thread::Builder::new().name("watch".into()).spawn(move || watching(&tty, signals, &arrivals))?;
    Ok(())
}

fn watching(tty: &Tty, mut signals: SignalDelivery<UnixStream, SignalOnly>, arrivals: &Sender<Arrival>) {
    let mut hung_up = PollFlags::empty();
    loop {
        // No flags are asked for on the terminal: a hang-up is told without being asked for.
        let mut fds = [PollFd::new(signals.get_read(), PollFlags::IN), PollFd::new(tty, PollFlags::empty())];
        let watched = if hung_up.is_empty() { fds.len() } else { 1 };
        match poll(fds.get_mut(..watched).unwrap_or_default(), None) {
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(_) => return,
        }
        let [_, line] = &fds;
        hung_up = line.revents();
        for signal in signals.pending() {
            tell(signal, arrivals);
        }
        if hung_up.intersects(PollFlags::HUP | PollFlags::ERR) {
            let _ = arrivals.send(Arrival::Gone(None));
            end_soon(None);
        }
    }
}

fn tell(signal: i32, arrivals: &Sender<Arrival>) {
    let ours = super::is_ours();
    match signal {
        SIGTERM | SIGHUP => {
            let _ = arrivals.send(Arrival::Ended(signal));
            end_soon(Some(signal));
        }
        SIGINT | SIGQUIT if ours => {
            let _ = arrivals.send(Arrival::Ended(signal));
        }
        SIGTSTP if ours => {
            let _ = arrivals.send(Arrival::Suspended);
        }
        // An editor in the foreground was asked to stop: we stop with it.
        SIGTSTP => {
            let _ = emulate_default_handler(SIGTSTP);
        }
        SIGCONT if ours => {
            let _ = arrivals.send(Arrival::Continued);
        }
        SIGWINCH if ours => {
            let _ = arrivals.send(Arrival::Resized);
        }
        _ => {}
    }
}

/// Ends the process if it has not ended by itself after a while: it may hang in writing to a terminal that takes
/// nothing any more. The journal is safe: an act is on the disk wholly or not at all.
fn end_soon(signal: Option<i32>) {
    thread::sleep(GRACE);
    super::leave();
    if let Some(signal) = signal {
        let _ = emulate_default_handler(signal);
    }
    std::process::exit(1);
}
