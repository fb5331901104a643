//! A home for one test: a folder of its own, a cleared environment, a clock that stands still.
#![allow(dead_code, reason = "each test file uses its part")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests fails as a test does")]

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// An invented bulletin: seven items under three headings and none.
pub const LETTER: &str = "\
Lamplight Prayer Letter

7 March 2026

“The light shines in the darkness, and the darkness hasn’t overcome it.”

— John 1:5 (WEB)


  • Please pray for Joren Askild, who repairs the boats and has lost his sight in one eye. Pray that the other would be spared.

East Africa

  • Please pray for rain for the herders around Tolmere in Kenya. The well at the school has failed.

  • Praise God for the new roof of the clinic at Osgrave in Uganda! Forty people carried it up the hill.

South Asia

  • Please pray for Nilufa, who waits for her hearing on March 20 in Dhaka. Pray for a just judge.

  • Thank God for the release of Prakash in Nepal. Please pray for his two brothers, who are still held.
";

/// The same publisher five weeks later.
pub const LATER_LETTER: &str = "\
Lamplight Prayer Letter

11 April 2026

“Give thanks to the Lord, for he is good.”

— Psalm 107:1 (WEB)


East Africa

  • Praise God for rain around Tolmere in Kenya! The well has water again.

South Asia

  • Please pray for the judge in Dhaka, who asks for quiet and for time.
";

/// The letter as the publisher of that number would send it; names have no digits in them.
pub fn letter_of(number: u32) -> String {
    let name = char::from_u32('a' as u32 + number % 26).unwrap().to_string().repeat(1 + number as usize / 26);
    LETTER.replace("Lamplight", &format!("Bright{name}"))
}

/// What a run of kneel left.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    /// The data that was printed.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error} in {self:?}"))
    }

    /// The same, if it ended well.
    #[track_caller]
    pub fn done(self) -> Self {
        self.ends(0)
    }

    #[track_caller]
    pub fn ends(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{self:#?}");
        self
    }
}

pub struct Home {
    folder: TempDir,
    now: &'static str,
}

impl Home {
    pub fn new() -> Self {
        Home { folder: tempfile::tempdir().unwrap(), now: "2026-03-12T09:14:00+01:00" }
    }

    /// A home whose journal holds the letter.
    pub fn with_letter() -> Self {
        let home = Home::new();
        let letter = home.file("letter.txt", LETTER);
        home.kneel(&["import", &letter]).done();
        home
    }

    /// The same home on another day.
    pub fn on(&mut self, now: &'static str) -> &Self {
        self.now = now;
        self
    }

    pub fn now(&self) -> &'static str {
        self.now
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn data(&self) -> PathBuf {
        self.path("data")
    }

    pub fn journal(&self) -> PathBuf {
        self.data().join("journal.db")
    }

    /// Writes a file and returns its path.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    }

    pub fn command(&self) -> Command {
        Command::from_std(self.plain_command())
    }

    /// One that can be begun and not waited for.
    pub fn plain_command(&self) -> std::process::Command {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_kneel"));
        command
            .env_clear()
            .env("KNEEL_DATA_DIR", self.data())
            .env("KNEEL_CONFIG_DIR", self.path("config"))
            .env("KNEEL_NOW", self.now)
            .env("TMPDIR", self.folder.path())
            .current_dir(self.folder.path());
        command
    }

    pub fn kneel(&self, args: &[&str]) -> Ran {
        ran(self.command().args(args))
    }

    pub fn piped(&self, args: &[&str], input: impl Into<Vec<u8>>) -> Ran {
        ran(self.command().args(args).write_stdin(input))
    }

    /// The short id of the one item in which a word is found.
    pub fn id(&self, word: &str) -> String {
        let found = self.kneel(&["search", "--json", word]).done().json();
        let items = found["items"].as_array().unwrap();
        assert_eq!(items.len(), 1, "{word}: {found:#}");
        items[0]["short"].as_str().unwrap().to_owned()
    }

    /// All there is to know of that item.
    pub fn shown(&self, word: &str) -> Value {
        self.kneel(&["show", "--json", &self.id(word)]).done().json()
    }

    /// Every file below the home with what is in it.
    pub fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        gather(self.folder.path(), &mut files);
        files.sort();
        files
    }
}

fn ran(command: &mut Command) -> Ran {
    let output = command.output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_owned()).unwrap();
    Ran { code: output.status.code().unwrap(), out: text(&output.stdout), err: text(&output.stderr) }
}

fn gather(folder: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, files);
        } else {
            files.push((path.clone(), fs::read(&path).unwrap_or_default()));
        }
    }
}
