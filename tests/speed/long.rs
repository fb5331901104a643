//! The real program on journals that lie there, beside the least program that does the same.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

/// How often a command is run before it is the next one's turn; the kernel tells processor time in hundredths of a second.
const RUNS: u32 = 20;
/// How often it is each command's turn.
const TURNS: u32 = 10;
/// How often a screen is opened; the least counts.
const STARTS: usize = 7;
/// So many keys are typed one after the other.
const KEYS: usize = 120;
/// So long nothing came, and a picture is complete.
const QUIET: Duration = Duration::from_millis(60);
/// What begins a picture of kneel.
const PICTURE: &[u8] = b"\x1b[?2026h";

#[test]
fn the_long_form() {
    let Some(journals) = std::env::var_os("KNEEL_JOURNALS").map(PathBuf::from) else {
        println!("the long form was left out: KNEEL_JOURNALS names no folder of journals");
        return;
    };
    let floor = ["KNEEL_FLOOR", "KNEEL_FLOOR_DATABASE"].map(std::env::var_os);
    let floor = if let [Some(program), Some(file)] = floor { Some((program, file)) } else { None };
    let sizes = std::env::var("KNEEL_SIZE").unwrap_or_else(|_| "1000,10000,100000,1000000".into());
    let mut home: BTreeMap<usize, Screen> = BTreeMap::new();
    for size in sizes.split(',').filter_map(|size| size.parse::<usize>().ok()) {
        let folder = journals.join(size.to_string());
        assert!(folder.join("journal.db").exists(), "{} has no journal", folder.display());
        let region = region(&folder);
        let all = [&["today"][..], &["due"], &["list", "--json", "--limit", "50", &region]];
        let mut commands: Vec<Command> = all.iter().map(|words| kneel(&folder, words)).collect();
        let mut screen = CommandBuilder::new(program());
        for (name, value) in environment(&folder) {
            screen.env(name, value);
        }
        let mut screens = vec![screen];
        if let Some((program, file)) = &floor {
            let mut open = Command::new(program);
            open.arg("open").arg(file);
            commands.push(open);
            let mut frame = CommandBuilder::new(program);
            frame.args([OsStr::new("frame"), file]);
            screens.push(frame);
        }
        let spent = processor_times(&mut commands);
        for (words, time) in all.iter().zip(&spent) {
            let ratio = spent.get(all.len()).map(|open| format!(" ({:.2} x {open:.2} ms)", time / open));
            println!("{size}: kneel {}: {time:.2} ms{}", words.join(" "), ratio.unwrap_or_default());
        }
        let mut screens = Screen::least(&screens).into_iter();
        let screen = screens.next().unwrap();
        println!("{size}: home: {screen}");
        if let Some(floor) = screens.next() {
            let (start, key) = (screen.start / floor.start, screen.key / floor.key);
            println!("{size}: {start:.2} x and {key:.2} x floor: {floor}");
        }
        assert!(screen.pictures <= 10, "{} pictures of 60 keys", screen.pictures);
        home.insert(size, screen);
    }
    let (Some(small), Some(large)) = (home.values().next(), home.values().last()) else {
        panic!("no sizes in KNEEL_SIZE");
    };
    assert!(large.start < small.start * 2.0 && large.key < small.key * 2.0, "{small}; {large}");
}

fn environment(folder: &Path) -> [(&'static str, PathBuf); 3] {
    let (config, now) = (folder.join("config"), PathBuf::from("2026-11-20T08:00:00+00:00"));
    [("KNEEL_DATA_DIR", folder.to_owned()), ("KNEEL_CONFIG_DIR", config), ("KNEEL_NOW", now)]
}

fn program() -> OsString {
    std::env::var_os("KNEEL_PROGRAM").unwrap_or_else(|| env!("CARGO_BIN_EXE_kneel").into())
}

fn kneel(folder: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(program());
    command.envs(environment(folder)).args(words);
    command
}

/// A filter for the region of the first request.
fn region(folder: &Path) -> String {
    let listed = kneel(folder, &["list", "--json", "--limit", "1", "is:open"]).output().unwrap();
    let listed: serde_json::Value = serde_json::from_slice(&listed.stdout).unwrap();
    format!("region:{}", listed["items"][0]["region"].as_str().unwrap())
}

/// Milliseconds of processor time that each of some commands takes, the kernel's part included. They are run in turn, some
/// times each, so that all meet the same load.
fn processor_times(commands: &mut [Command]) -> Vec<f64> {
    let ticks = || {
        let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
        // of the children that ended: in the user's code and in the kernel's
        fields[13].parse::<u64>().unwrap() + fields[14].parse::<u64>().unwrap()
    };
    for command in &mut *commands {
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        assert!(command.status().unwrap().success(), "{command:?}");
    }
    let mut spent = vec![0; commands.len()];
    for _ in 0..TURNS {
        for (command, spent) in commands.iter_mut().zip(&mut spent) {
            let before = ticks();
            for _ in 0..RUNS {
                command.status().unwrap();
            }
            *spent += ticks() - before;
        }
    }
    spent.iter().map(|ticks| *ticks as f64 * 10.0 / f64::from(TURNS * RUNS)).collect()
}

/// What a program on the screen costs.
struct Screen {
    /// Milliseconds of processor time until the first picture was complete, and of one key.
    start: f64,
    key: f64,
    /// Megabytes: most that was in memory, what of the program's file was mapped included, and what was its own.
    peak: f64,
    own: f64,
    /// Pictures that 60 keys made which were typed at once.
    pictures: usize,
}

impl std::fmt::Display for Screen {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Screen { start, key, peak, own, pictures } = self;
        write!(
            to,
            "first picture {start:.2} ms, a key {key:.3} ms, {peak:.1} MB at most ({own:.1} its own), {pictures} pictures of 60 keys"
        )
    }
}

impl Screen {
    /// Of each command the least of several starts, in turn.
    fn least(commands: &[CommandBuilder]) -> Vec<Self> {
        let rounds: Vec<Vec<Screen>> =
            (0..STARTS).map(|_| commands.iter().map(Screen::of).collect()).collect();
        let least = |at: usize| {
            let least =
                |of: fn(&Screen) -> f64| rounds.iter().map(|all| of(&all[at])).fold(f64::MAX, f64::min);
            Screen {
                start: least(|screen| screen.start),
                key: least(|screen| screen.key),
                peak: least(|screen| screen.peak),
                own: least(|screen| screen.own),
                pictures: rounds.iter().map(|all| all[at].pictures).min().unwrap(),
            }
        };
        (0..commands.len()).map(least).collect()
    }

    fn of(command: &CommandBuilder) -> Self {
        let size = PtySize { rows: 40, cols: 120, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = command.clone();
        command.env("TERM", "xterm-256color");
        let mut child = pair.slave.spawn_command(command).unwrap();
        let pid = child.process_id().unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let mut writer = pair.master.take_writer().unwrap();
        let (sender, arriving) = mpsc::channel();
        thread::spawn(move || {
            let mut chunk = [0; 8192];
            while let Ok(count @ 1..) = reader.read(&mut chunk) {
                if sender.send(chunk[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        until_quiet(&arriving);
        let start = spent(pid);
        for at in 0..KEYS {
            writer.write_all(if at % 30 < 15 { b"j" } else { b"k" }).unwrap();
            until_quiet(&arriving);
        }
        let key = (spent(pid) - start) / KEYS as f64;
        let keys = [&b"j".repeat(30)[..], &b"k".repeat(30)].concat();
        writer.write_all(&keys).unwrap();
        let written = until_quiet(&arriving);
        let pictures = written.windows(PICTURE.len()).filter(|window| *window == PICTURE).count();
        let memory = |name: &str| {
            let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
            let line = status.lines().find(|line| line.starts_with(name)).unwrap();
            line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
        };
        let (peak, own) = (memory("VmHWM"), memory("RssAnon"));
        writer.write_all(b"q").unwrap();
        assert!(child.wait().unwrap().success());
        Screen { start, key, peak, own, pictures }
    }
}

/// Reads until nothing comes any more.
fn until_quiet(arriving: &Receiver<Vec<u8>>) -> Vec<u8> {
    let mut all = arriving.recv_timeout(Duration::from_secs(30)).unwrap();
    loop {
        match arriving.recv_timeout(QUIET) {
            Ok(bytes) => all.extend(bytes),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return all,
        }
    }
}

/// Milliseconds of processor time that all threads of a process have taken.
fn spent(pid: u32) -> f64 {
    let threads = std::fs::read_dir(format!("/proc/{pid}/task")).unwrap();
    let of = |thread: std::fs::DirEntry| {
        let told = std::fs::read_to_string(thread.path().join("schedstat")).unwrap_or_default();
        told.split_whitespace().next().and_then(|first| first.parse::<f64>().ok()).unwrap_or(0.0)
    };
    threads.flatten().map(of).sum::<f64>() / 1e6
}
