//! A pseudo-terminal with a program in it.

use std::io::{Read, Write};
use std::os::fd::OwnedFd;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{self, Mode, OFlags};
use rustix::process::{Pid, PidfdFlags, pidfd_open};
use rustix::termios::{OptionalActions, SpecialCodeIndex, tcgetattr, tcsetattr};
use vt100::{MouseProtocolMode, Parser, Screen};

/// Names the folder that the program in the terminal works in.
pub const FOLDER: &str = "KNEEL_PTY_TEST_FOLDER";

/// Long, as the machine may be busy; a test that passes never waits so long.
const DEADLINE: Duration = Duration::from_secs(30);

/// A pseudo-terminal of 120 columns and 40 rows.
pub struct Pty {
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    child: Box<dyn Child + Send + Sync>,
    arriving: Receiver<Vec<u8>>,
    reader: JoinHandle<()>,
    closing: Arc<AtomicBool>,
    parser: Parser,
    /// All that the program wrote.
    written: Vec<u8>,
    pid_file: std::path::PathBuf,
    /// How the terminal treated keys before anything ran in it.
    modes_before: String,
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

impl Pty {
    /// Runs one of this program's ignored tests in a terminal.
    pub fn open(test: &str, folder: &Path, environment: &[(&str, &str)]) -> Self {
        Pty::with(&["sh", "-c", r#"echo $$ > "$0"; exec "$@""#], test, folder, environment)
    }

    /// The same in a session without a controlling terminal: no hang-up signal reaches it.
    pub fn open_in_a_session_of_its_own(test: &str, folder: &Path) -> Self {
        let script = r#"exec setsid --wait sh -c 'echo $$ > "$0"; exec "$@"' "$0" "$@""#;
        Pty::with(&["sh", "-c", script], test, folder, &[])
    }

    fn with(shell: &[&str], test: &str, folder: &Path, environment: &[(&str, &str)]) -> Self {
        let pair = native_pty_system().openpty(size(120, 40)).unwrap();
        let pid_file = folder.join("pid");
        let mut command = CommandBuilder::new(shell[0]);
        command.args(&shell[1..]);
        command.arg(&pid_file);
        command.arg(std::env::current_exe().unwrap());
        command.args(["--ignored", "--exact", "--nocapture", "--test-threads=1", test]);
        command.env("TERM", "xterm-256color");
        command.env(FOLDER, folder);
        command.env_remove("NO_COLOR");
        for (name, value) in environment {
            command.env(name, value);
        }
        let modes_before = format!("{:?}", pair.master.get_termios());
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let writer = pair.master.take_writer().unwrap();
        let (sender, arriving) = mpsc::channel();
        let closing = Arc::new(AtomicBool::new(false));
        let closed = Arc::clone(&closing);
        let reader = thread::spawn(move || {
            let mut chunk = [0; 8192];
            while let Ok(count @ 1..) = reader.read(&mut chunk) {
                let _ = sender.send(chunk[..count].to_vec());
                if closed.load(Ordering::SeqCst) {
                    return;
                }
            }
        });
        let parser = Parser::new(40, 120, 0);
        Pty {
            master: Some(pair.master),
            writer: Some(writer),
            child,
            arriving,
            reader,
            closing,
            parser,
            written: Vec::new(),
            pid_file,
            modes_before,
        }
    }

    /// What is on the screen.
    pub fn screen(&self) -> &Screen {
        self.parser.screen()
    }

    /// How the terminal treated keys before anything ran in it: the child may be quicker than a test that asks.
    pub fn modes_before(&self) -> String {
        self.modes_before.clone()
    }

    /// Leaves a writer that is let go nothing to say: it writes a line and Ctrl-D, if that is what ends a file, and
    /// Ctrl-D throws a draft away where it is read in time.
    fn say_no_goodbye(&self) {
        let path = self.master.as_ref().unwrap().tty_name().unwrap();
        let tty = fs::open(path, OFlags::RDWR | OFlags::NOCTTY, Mode::empty()).unwrap();
        let mut modes = tcgetattr(&tty).unwrap();
        modes.special_codes[SpecialCodeIndex::VEOF] = 0;
        tcsetattr(&tty, OptionalActions::Now, &modes).unwrap();
    }

    /// How the terminal treats keys.
    pub fn modes(&self) -> String {
        format!("{:?}", self.master.as_ref().unwrap().get_termios())
    }

    /// Types.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        self.writer.as_mut().unwrap().write_all(keys.as_bytes()).unwrap();
        self
    }

    /// Gives the terminal another size.
    pub fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.parser.screen_mut().set_size(rows, columns);
        self.master.as_ref().unwrap().resize(size(columns, rows)).unwrap();
        self
    }

    /// Reads until the screen shows some words.
    pub fn wait_for(&mut self, words: &str) -> &mut Self {
        self.wait(|screen| screen.contents().contains(words), words)
    }

    /// Whether the program ever wrote some words.
    pub fn said(&self, words: &str) -> bool {
        String::from_utf8_lossy(&self.written).contains(words)
    }

    /// Reads until the screen does not show some words any more.
    pub fn wait_without(&mut self, words: &str) -> &mut Self {
        self.wait(|screen| !screen.contents().contains(words), words)
    }

    /// Reads until the screen is as it should be.
    pub fn wait_until(&mut self, so: impl Fn(&Screen) -> bool) -> &mut Self {
        self.wait(so, "")
    }

    fn wait(&mut self, so: impl Fn(&Screen) -> bool, words: &str) -> &mut Self {
        let deadline = Instant::now() + DEADLINE;
        while !so(self.parser.screen()) {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.arriving.recv_timeout(left) {
                Ok(bytes) => self.take(&bytes),
                Err(error) => panic!("waited for {words:?}: {error}\n{}", self.parser.screen().contents()),
            }
        }
        self
    }

    fn take(&mut self, bytes: &[u8]) {
        self.parser.process(bytes);
        self.written.extend_from_slice(bytes);
    }

    /// The shape of the cursor that was asked for last, as its number: 6 a bar that does not blink, 0 the person's own.
    pub fn cursor_shape(&self) -> Option<u8> {
        let orders = self.written.windows(5);
        let shape =
            |order: &[u8]| (order.starts_with(b"\x1b[") && order.ends_with(b" q")).then(|| order[2] - b'0');
        orders.rev().find_map(shape)
    }

    fn pid(&self) -> String {
        std::fs::read_to_string(&self.pid_file).unwrap().trim().to_owned()
    }

    /// Sends a signal to the program.
    pub fn signal(&self, name: &str) {
        assert!(Command::new("kill").args(["-s", name, &self.pid()]).status().unwrap().success());
    }

    /// Has the program go on after it has stopped itself. It gives the screen back a moment before it stops, and a signal
    /// that comes in that moment is lost: so it is sent until the screen is taken again.
    pub fn go_on(&mut self) -> &mut Self {
        let deadline = Instant::now() + DEADLINE;
        while !self.parser.screen().alternate_screen() {
            assert!(Instant::now() < deadline, "it does not go on");
            self.signal("CONT");
            if let Ok(bytes) = self.arriving.recv_timeout(Duration::from_millis(200)) {
                self.parser.process(&bytes);
            }
        }
        self
    }

    /// Waits for the end; whether it was a good one.
    pub fn ended_well(&mut self) -> bool {
        let status: ExitStatus = self.child.wait().unwrap();
        // What the program wrote last is still on its way, and the terminal closes behind it.
        while let Ok(bytes) = self.arriving.recv_timeout(Duration::from_millis(300)) {
            self.take(&bytes);
        }
        status.success()
    }

    /// Whether the screen is the shell's again, with its cursor, and nothing else is reported to anybody.
    pub fn is_restored(&self) -> bool {
        let screen = self.parser.screen();
        !screen.alternate_screen()
            && !screen.hide_cursor()
            && !screen.bracketed_paste()
            && screen.mouse_protocol_mode() == MouseProtocolMode::None
    }

    /// Sends a signal to end and waits for the end.
    pub fn ended_by(&mut self, signal: &str) -> Cost {
        let end = End::of(&self.pid());
        self.signal(signal);
        let cost = end.wait();
        assert!(!self.ended_well(), "it ends by the signal");
        cost
    }

    /// Takes the terminal away and waits for the end.
    pub fn hang_up(mut self) -> Cost {
        let pid = self.pid();
        self.say_no_goodbye();
        // The reader holds the terminal too: it lets go after the next thing it reads.
        self.closing.store(true, Ordering::SeqCst);
        self.keys("?");
        self.reader.join().unwrap();
        let end = End::of(&pid);
        drop(self.writer.take());
        drop(self.master.take());
        let cost = end.wait();
        self.child.wait().unwrap();
        cost
    }
}

/// What an end cost.
#[derive(Debug, Clone, Copy)]
pub struct Cost {
    /// From the sign to end on.
    pub time: Duration,
    /// Of a processor.
    pub work: Duration,
}

/// The end of a process that is to come.
struct End {
    process: OwnedFd,
    stat: String,
    began: Instant,
    work: Duration,
}

impl End {
    fn of(pid: &str) -> Self {
        let number = Pid::from_raw(pid.parse().unwrap()).unwrap();
        let process = pidfd_open(number, PidfdFlags::empty()).unwrap();
        let stat = format!("/proc/{pid}/stat");
        End { process, work: work(&stat), stat, began: Instant::now() }
    }

    fn wait(self) -> Cost {
        let deadline = Timespec { tv_sec: DEADLINE.as_secs() as i64, tv_nsec: 0 };
        let ended = poll(&mut [PollFd::new(&self.process, PollFlags::IN)], Some(&deadline)).unwrap();
        assert_eq!(ended, 1, "the process lives on without a terminal");
        // it has ended, and is still on the list of processes
        Cost { time: self.began.elapsed(), work: work(&self.stat).saturating_sub(self.work) }
    }
}

/// What a process has worked so far, in hundredths of a second, as the system counts.
fn work(stat: &str) -> Duration {
    let told = std::fs::read_to_string(stat).unwrap_or_default();
    let fields = told.rsplit_once(')').map_or("", |(_, fields)| fields);
    let spent: u64 =
        fields.split_whitespace().skip(11).take(2).map(|field| field.parse::<u64>().unwrap()).sum();
    Duration::from_millis(spent * 10)
}
