//! Two machines over a git remote, set up with the very lines of the README, while git says no in its many ways.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;

use crate::cli_common::{LETTER, Ran};
use crate::machine::{Machine, PASSPHRASE, are_alike, corrected_letter, skipped};

const README: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");

/// The block of shell in the README that holds a word.
fn block(word: &str) -> String {
    let readme = fs::read_to_string(README).unwrap();
    let blocks = readme.split("```sh\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    let found: Vec<&str> = blocks.filter(|block| block.contains(word)).collect();
    assert_eq!(found.len(), 1, "{word} is in one block of the README");
    found[0].to_owned()
}

struct Clone {
    machine: Machine,
    remote: PathBuf,
    now: &'static str,
    /// What stands in the person's own `.gitconfig`.
    taste: &'static str,
}

impl Clone {
    fn new(remote: &Path, now: &'static str, taste: &'static str) -> Self {
        Clone { machine: Machine::new(now, "kneel-git"), remote: remote.to_owned(), now, taste }
    }

    /// Runs lines of the README as they stand there, but for the address of the server.
    fn shell(&self, lines: &str) -> Ran {
        let lines = lines.replace("server:kneel.git", self.remote.to_str().unwrap());
        let home = &self.machine.home;
        let mut path = Path::new(env!("CARGO_BIN_EXE_kneel")).parent().unwrap().as_os_str().to_owned();
        path.push(":");
        path.push(std::env::var_os("PATH").unwrap_or_default());
        let mut command = Command::new("sh");
        command
            .env_clear()
            .args(["-c", &lines])
            .current_dir(home.path(""))
            .env("HOME", home.path(""))
            .env("PATH", path)
            .env("KNEEL_DATA_DIR", home.data())
            .env("KNEEL_CONFIG_DIR", home.path("config"))
            .env("KNEEL_NOW", self.now)
            .env("KNEEL_PASSPHRASE_FD", "0")
            .env("GIT_CONFIG_GLOBAL", home.file(".gitconfig", self.taste))
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_TERMINAL_PROMPT", "0")
            .write_stdin(format!("{PASSPHRASE}\n"));
        let output = command.output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Ran { code: output.status.code().unwrap(), out: text(&output.stdout), err: text(&output.stderr) }
    }

    /// Runs git in the clone.
    fn git(&self, args: &str) -> Ran {
        self.shell(&format!("cd kneel-git && git {args}"))
    }

    /// What the README says to do whenever one likes.
    fn whenever(&self) -> Ran {
        self.shell(&format!("{}\nkneel_git", block("kneel_git()")))
    }
}

#[test]
fn two_machines_come_together_over_git() {
    if !Command::new("git").arg("--version").ok().is_ok_and(|output| output.status.success()) {
        skipped("git");
        return;
    }
    let server = tempfile::tempdir().unwrap();
    let remote = server.path().join("kneel.git");
    let one = Clone::new(&remote, "2026-03-12T09:14:00+01:00", "[init]\n\tdefaultBranch = tablets\n");
    // one whose git would change the ends of lines, and sort commits anew
    let taste = "[core]\n\tautocrlf = true\n[pull]\n\trebase = true\n";
    let other = Clone::new(&remote, "2026-03-11T07:00:00+01:00", taste);
    let (a, b) = (&one.machine, &other.machine);
    one.shell("git init -q --bare server:kneel.git").done();

    // set up as the README tells
    let first = block("git clone server:kneel.git");
    let (clone, _) = first.split_once("echo").unwrap();
    a.import("letter.txt", LETTER);
    a.add("Grandmother Wilhelmina's operation");
    one.shell(&first).done();
    b.import("same.txt", LETTER);
    b.add("The roof of the Quillby hall");
    let entered = other.shell(&format!("{clone}kneel sync .")).done();
    assert!(entered.out.contains("came from 1 log"), "{entered:#?}");
    assert!(b.finds("Wilhelmina"));
    other.whenever().done();
    one.whenever().done();
    assert!(a.finds("Quillby"));

    // the other is faster: git refuses what the first one pushes, until it has pulled
    a.note("Tolmere", "Clouds over Ferrowmoor");
    a.sync();
    one.git("add -A").done();
    one.git("commit -qm kneel").done();
    b.note("Tolmere", "A truck came from Brindlecombe");
    b.prayed("Tolmere");
    other.whenever().done();
    let refused = one.git("push -q");
    assert!(refused.code != 0 && refused.err.contains("rejected"), "{refused:#?}");
    one.whenever().done();
    assert!(a.finds("Brindlecombe"));
    // so it is for who pulls in the other way of git
    b.answer("Nilufa", "A new judge, Osterhagen, was named");
    b.sync();
    other.git("add -A").done();
    other.git("commit -qm kneel").done();
    assert_ne!(other.git("push -q").code, 0);
    other.git("pull -q --rebase").done();
    other.git("push -q").done();
    b.sync();
    assert!(b.finds("Ferrowmoor"));

    // the server is away for a while: nothing goes, nothing fails to be written
    let away = server.path().join("away");
    fs::rename(&remote, &away).unwrap();
    for text in ["Bread for Wexcombe", "Sleep for Yolande"] {
        a.add(text);
        let ran = one.whenever();
        assert!(ran.code != 0 && ran.out.contains("1 went"), "{ran:#?}");
    }
    fs::rename(&away, &remote).unwrap();
    // and one machine is long behind
    a.import("again.txt", &corrected_letter());
    for text in ["Peace in Undermere", "A mistake about Pennywhistle"] {
        a.add(text);
        one.whenever().done();
    }
    a.kneel(&["undo"]).done();
    one.whenever().done();
    b.add("Rest for Zebulon");
    assert!(!b.finds("Undermere"));
    other.whenever().done();
    one.whenever().done();
    assert!(b.finds("Undermere") && a.finds("Osterhagen") && a.finds("Zebulon"));

    // an older state is checked out: it is named, and nothing of the journal is older for it
    let branch = other.git("branch --show-current").done().out;
    other.git("checkout -q HEAD~3").done();
    let words = b.sync_in_words();
    assert!(words.contains("is older than last time, or another file; nothing was lost by it"), "{words}");
    assert!(b.finds("Undermere") && b.finds("Zebulon"));
    b.note("Quillby", "Slates from Hesketh");
    b.sync();
    other.git("add -A").done();
    other.git("commit -qm aside").done();
    let aside = other.git("rev-parse HEAD").done().out;
    other.git(&format!("checkout -q {}", branch.trim())).done();
    other.whenever().done();
    // merging what was written there meets two states of one log; git stops, and the next time goes on
    b.note("Zebulon", "He slept in Corisande");
    other.whenever().done();
    let merged = other.git(&format!("merge -q --no-edit {}", aside.trim()));
    assert!(merged.code != 0 && merged.out.contains("CONFLICT"), "{merged:#?}");
    other.whenever().done();

    // a branch that was set back, a log that was deleted while its machine wrote
    other.git("reset -q --hard HEAD~2").done();
    b.add("Oil for the Tamsin mill");
    other.whenever().done();
    let logs = b.logs();
    assert_eq!(logs.len(), 2, "{logs:?}");
    for log in logs {
        other.git(&format!("rm -q {log}")).done();
    }
    let words = b.sync_in_words();
    assert!(words.contains("is not here any more; nothing was deleted for it"), "{words}");
    other.whenever().done();
    a.add("Shelter at Yarrowgate");
    for clone in [&one, &other, &one, &other, &one, &other] {
        // where git stops in the middle of a merge, the next time goes on
        clone.whenever();
    }
    assert_eq!(one.git("status --porcelain").done().out, "");
    let written = [
        "Wilhelmina",
        "Quillby",
        "Ferrowmoor",
        "Brindlecombe",
        "Osterhagen",
        "Wexcombe",
        "Yolande",
        "Ilmari",
        "Suvarna",
        "Undermere",
        "Zebulon",
        "Hesketh",
        "Corisande",
        "Tamsin",
        "Yarrowgate",
    ];
    are_alike(a, b, &written);
    assert!(!a.finds("Pennywhistle") && !b.finds("Pennywhistle"));
}
