//! kneel in a pseudo-terminal, as a person sees it.
#![allow(dead_code, reason = "each test file uses its part")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests fails as a test does")]

use std::io::{Read, Write};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::cli_common::Home;

pub struct Screen {
    master: Box<dyn MasterPty + Send>,
    keyboard: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    arriving: Receiver<Vec<u8>>,
    parser: vt100::Parser,
    /// All that was written to the terminal.
    written: Vec<u8>,
}

impl Screen {
    /// Runs kneel in a terminal of so many columns and rows.
    pub fn open(
        home: &Home,
        (columns, rows): (u16, u16),
        args: &[&str],
        environment: &[(&str, &str)],
    ) -> Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_kneel"));
        command.args(args);
        command.env_clear();
        command.cwd(home.path(""));
        let folder = |name: &str| home.path(name).into_os_string();
        command.env("TMPDIR", folder(""));
        command.env("KNEEL_DATA_DIR", folder("data"));
        command.env("KNEEL_CONFIG_DIR", folder("config"));
        let usual = [("TERM", "xterm-256color"), ("PATH", "/usr/bin:/bin"), ("KNEEL_NOW", home.now())];
        for (name, value) in usual.iter().chain(environment) {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let keyboard = pair.master.take_writer().unwrap();
        let (sender, arriving) = mpsc::channel();
        thread::spawn(move || {
            let mut chunk = [0; 8192];
            // a terminal whose last program ended says so with an error
            while let Ok(count @ 1..) = reader.read(&mut chunk) {
                if sender.send(chunk[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        let parser = vt100::Parser::new(rows, columns, 0);
        Screen { master: pair.master, keyboard, child, arriving, parser, written: Vec::new() }
    }

    /// What is seen.
    pub fn picture(&self) -> String {
        self.parser.screen().contents()
    }

    pub fn keys(&mut self, keys: &str) -> &mut Self {
        self.keyboard.write_all(keys.as_bytes()).unwrap();
        self
    }

    #[track_caller]
    pub fn wait_for(&mut self, words: &str) -> &mut Self {
        self.wait_until(words, |picture| picture.contains(words))
    }

    /// Reads until the picture is as it should be; `what` says how.
    #[track_caller]
    pub fn wait_until(&mut self, what: &str, so: impl Fn(&str) -> bool) -> &mut Self {
        let begun = Instant::now();
        while !so(&self.picture()) {
            let left = Duration::from_mins(1).saturating_sub(begun.elapsed());
            let Ok(bytes) = self.arriving.recv_timeout(left) else {
                panic!("no {what:?} in\n{}", self.picture());
            };
            self.parser.process(&bytes);
            self.written.extend(bytes);
        }
        self
    }

    /// Types, and says how long it took until the next picture was whole.
    #[track_caller]
    pub fn answered(&mut self, keys: &str) -> Duration {
        const WHOLE: &[u8] = b"\x1b[?2026l";
        let mut since: Vec<u8> = Vec::new();
        let take = |screen: &mut Screen, bytes: Vec<u8>| {
            screen.parser.process(&bytes);
            screen.written.extend(bytes);
        };
        while let Ok(bytes) = self.arriving.try_recv() {
            take(self, bytes);
        }
        let begun = Instant::now();
        self.keys(keys);
        while !since.windows(WHOLE.len()).any(|window| window == WHOLE) {
            let Ok(bytes) = self.arriving.recv_timeout(Duration::from_secs(30)) else {
                panic!("no picture after {keys:?} in\n{}", self.picture());
            };
            since.extend(&bytes);
            take(self, bytes);
        }
        begun.elapsed()
    }

    /// Waits for the end: how it ended, and all that was written.
    pub fn ends(mut self) -> (u32, Vec<u8>) {
        let code = self.child.wait().unwrap().exit_code();
        drop(self.master);
        while let Ok(bytes) = self.arriving.recv_timeout(Duration::from_secs(5)) {
            self.written.extend(bytes);
        }
        (code, self.written)
    }
}
