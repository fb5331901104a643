//! A machine with a journal and a folder that somebody carries, and what must hold of two of them in the end.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::cli_common::{Home, LETTER, Ran};

/// What both machines are told.
pub const PASSPHRASE: &str = "seven sleepy goats";

/// The letter as its publisher sent it again: a request rewritten, another added.
pub fn corrected_letter() -> String {
    let once = "The well at the school has failed.";
    assert!(LETTER.contains(once));
    LETTER.replace(once, "The well at the school has failed, and so has the one at the Ilmari chapel.")
        + "\n  • Please pray for Suvarna, who teaches forty children in a shed near Pokhara.\n"
}

/// Says that a carrier is not here, also where the harness keeps what a test that passes prints.
pub fn skipped(program: &str) {
    let _ = writeln!(std::io::stderr(), "skipped: there is no {program} on this machine");
}

pub struct Machine {
    pub home: Home,
    pub folder: PathBuf,
    own: Option<String>,
}

impl Machine {
    /// One with an empty journal, whose clock stands at a moment.
    pub fn new(now: &'static str, folder: &str) -> Self {
        let mut home = Home::new();
        home.on(now);
        let folder = home.path(folder);
        Machine { home, folder, own: None }
    }

    pub fn make_folder(&self) -> &Self {
        fs::create_dir_all(&self.folder).unwrap();
        self
    }

    fn path(&self) -> &str {
        self.folder.to_str().unwrap()
    }

    pub fn kneel(&self, args: &[&str]) -> Ran {
        self.home.kneel(args)
    }

    /// The first sync: the passphrase is asked, once.
    #[track_caller]
    pub fn enter(&mut self) -> Value {
        let before = kept(&self.folder);
        let ran = self.try_to_enter(PASSPHRASE).done();
        self.note_log(&before);
        ran.json()["folders"][0].clone()
    }

    /// Remembers which log was not there before.
    pub fn note_log(&mut self, before: &BTreeMap<String, Vec<u8>>) {
        let mut made = kept(&self.folder).into_keys().filter(|name| !before.contains_key(name));
        self.own = made.find(|name| is_log(name));
    }

    pub fn try_to_enter(&self, passphrase: &str) -> Ran {
        let args = ["sync", "--json", "--passphrase-fd", "0", self.path()];
        self.home.piped(&args, format!("{passphrase}\n"))
    }

    /// Syncs, and tells what came and went.
    #[track_caller]
    pub fn sync(&self) -> Value {
        let ran = self.kneel(&["sync", "--json", self.path()]);
        assert!([0, 4].contains(&ran.code), "{ran:#?}");
        ran.json()["folders"][0].clone()
    }

    /// Syncs, and says it in the words that a person reads.
    #[track_caller]
    pub fn sync_in_words(&self) -> String {
        let ran = self.kneel(&["sync", self.path()]);
        assert!([0, 4].contains(&ran.code), "{ran:#?}");
        ran.out + &ran.err
    }

    pub fn add(&self, text: &str) {
        self.kneel(&["add", text]).done();
    }

    pub fn import(&self, name: &str, letter: &str) {
        let file = self.home.file(name, letter);
        self.kneel(&["import", &file]).done();
    }

    pub fn note(&self, word: &str, text: &str) {
        self.kneel(&["note", &self.home.id(word), text]).done();
    }

    pub fn prayed(&self, word: &str) {
        self.kneel(&["prayed", &self.home.id(word)]).done();
    }

    pub fn answer(&self, word: &str, words: &str) {
        self.kneel(&["answer", &self.home.id(word), "--verdict", "partly", "--words", words]).done();
    }

    pub fn finds(&self, word: &str) -> bool {
        let ran = self.kneel(&["search", "--json", word]);
        ran.code == 0 && !ran.json()["items"].as_array().unwrap().is_empty()
    }

    /// The names of the logs in its folder.
    pub fn logs(&self) -> Vec<String> {
        kept(&self.folder).into_keys().filter(|name| is_log(name)).collect()
    }

    /// This machine's own log, which it made when it entered.
    pub fn log(&self) -> PathBuf {
        self.folder.join(self.own.as_ref().unwrap())
    }

    /// Its name.
    pub fn log_name(&self) -> &str {
        self.own.as_deref().unwrap()
    }
}

fn is_log(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|end| end == "kneel")
}

/// The files that a carrier carries, with what is in them.
pub fn kept(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = fs::read_dir(folder).unwrap().flatten().filter(|entry| entry.path().is_file());
    let named = files.map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path()));
    let seen = named.filter(|(name, _)| !name.starts_with(['.', '~']));
    // one that vanishes between the two looks is not there
    seen.filter_map(|(name, path)| Some((name, fs::read(path).ok()?))).collect()
}

/// How much longer than on a quiet machine one waits: only what never holds takes this long.
const PATIENCE: u64 = 5;

/// Looks again and again until something holds, for about so many seconds of a quiet machine.
#[track_caller]
pub fn until(what: &str, seconds: u64, mut holds: impl FnMut() -> bool) {
    let (begun, seconds) = (Instant::now(), PATIENCE * seconds);
    while !holds() {
        assert!(begun.elapsed() < Duration::from_secs(seconds), "after {seconds} s still not: {what}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// What a list in the export holds, in no order; of a document, not what its file was called where it was read first.
fn rows(export: &Value, list: &str) -> BTreeSet<String> {
    let bare = |row: &Value| match list {
        "documents" => format!("{} {}", row["hash"], row["bytes"]),
        _ => row.to_string(),
    };
    export[list].as_array().unwrap().iter().map(bare).collect()
}

/// The items of a list. Those whose turn is the same stand in the order in which they came to that machine.
fn listed(ran: &Ran) -> BTreeSet<String> {
    match ran.code {
        0 => rows(&ran.json(), "items"),
        _ => BTreeSet::new(),
    }
}

/// Both journals hold the same and show the same, all of these words are in both, and there is nothing left to send.
#[track_caller]
pub fn are_alike(one: &Machine, other: &Machine, words: &[&str]) {
    let exports = [one, other].map(|machine| machine.kneel(&["export", "--format", "json"]).done().json());
    for list in ["documents", "revisions", "events"] {
        let [here, there] = [rows(&exports[0], list), rows(&exports[1], list)];
        let differ: Vec<&String> = here.symmetric_difference(&there).collect();
        assert!(differ.is_empty(), "{list} that only one machine has: {differ:#?}");
        assert!(!here.is_empty() || list != "events");
    }
    for filter in [&[][..], &["is:archived"], &["is:answered"], &["is:praise"]] {
        let args = [&["list", "--json", "--limit", "1000"], filter].concat();
        let [here, there] = [one, other].map(|machine| listed(&machine.kneel(&args)));
        assert_eq!(here, there, "{filter:?}");
    }
    for machine in [one, other] {
        machine.kneel(&["doctor"]).done();
        for word in words {
            assert!(machine.finds(word), "`{word}` is not at {}", machine.folder.display());
        }
        let quiet = machine.sync();
        let nothing = (quiet["came"]["events"].as_u64(), quiet["went"].as_u64(), quiet["bytes"].as_u64());
        assert_eq!(nothing, (Some(0), Some(0), Some(0)), "{quiet:#}");
    }
    for (name, bytes) in kept(&one.folder) {
        let text = String::from_utf8_lossy(&bytes);
        let seen = words.iter().find(|word| text.contains(**word));
        assert!(seen.is_none(), "{name} shows `{seen:?}` to its carrier");
    }
}
