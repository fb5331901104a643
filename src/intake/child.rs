//! The reading process from outside: started, asked, watched, and ended.

use std::io;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{self, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use super::frame::{self, Reply};
use super::{ERRAND, Limits};

/// How soon somebody is heard who wants it to stop.
const HEARS: Duration = Duration::from_millis(50);

/// A process that opens documents. It is ended when it is dropped.
#[derive(Debug)]
pub(super) struct Child {
    process: process::Child,
    input: ChildStdin,
    output: ChildStdout,
}

/// Why no reply came.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum End {
    /// It took longer than it may.
    Late,
    /// It was asked to stop.
    Stopped,
    /// It died by itself.
    Died,
}

/// This program. On Linux it is found even after its file was replaced by a newer one, which may talk in other words.
pub(super) fn this_program() -> io::Result<PathBuf> {
    let running = Path::new("/proc/self/exe");
    if cfg!(target_os = "linux") && running.exists() {
        Ok(running.to_owned())
    } else {
        std::env::current_exe()
    }
}

impl Child {
    /// Starts a process that knows nothing of this one.
    pub(super) fn start(program: &Path, limits: &Limits) -> io::Result<Self> {
        let mut process = Command::new(program)
            .arg0("kneel")
            .arg(ERRAND)
            .arg(limits.memory.to_string())
            .arg(limits.seconds.to_string())
            .env_clear()
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        match (process.stdin.take(), process.stdout.take()) {
            (Some(input), Some(output)) => Ok(Child { process, input, output }),
            _ => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }

    /// Has a document opened. After anything but a reply nothing more can be asked of it.
    pub(super) fn open(&mut self, bytes: &[u8], limits: &Limits, stop: &AtomicBool) -> Result<Reply, End> {
        let Child { process, input, output } = self;
        thread::scope(|scope| {
            let (done, waiting) = mpsc::channel();
            let watch = scope.spawn(move || watch(process, &waiting, limits.wait, stop));
            let reply = frame::send(input, bytes).and_then(|()| frame::receive(output, limits.output));
            drop::<mpsc::Sender<()>>(done);
            let ended = watch.join().unwrap_or(Some(End::Died));
            let reply = reply.ok().flatten().and_then(|reply| serde_json::from_slice::<Reply>(&reply).ok());
            match (ended, reply) {
                (None, Some(reply)) => Ok(reply),
                (ended, _) => Err(ended.unwrap_or(End::Died)),
            }
        })
    }

    /// Ends it, if it has not ended by itself, and says how it did.
    pub(super) fn end(&mut self) -> io::Result<ExitStatus> {
        self.process.kill()?;
        self.process.wait()
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        let _ = self.end();
    }
}

/// Waits until all is done, or ends the process, which closes its pipes and lets who waits for them go on.
fn watch(
    process: &mut process::Child,
    done: &Receiver<()>,
    wait: Duration,
    stop: &AtomicBool,
) -> Option<End> {
    let began = Instant::now();
    while done.recv_timeout(HEARS) == Err(RecvTimeoutError::Timeout) {
        let end = match began.elapsed() {
            _ if stop.load(Ordering::Relaxed) => End::Stopped,
            passed if passed >= wait => End::Late,
            _ => continue,
        };
        let _ = process.kill();
        return Some(end);
    }
    None
}
