//! What strangers name cannot leave its folder, and what kneel makes is the person's alone, whatever the umask says.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use crate::cli_common::{Home, LATER_LETTER, LETTER};

/// Everything below a folder that others could enter, read or write.
fn open_to_others(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        let meta = path.symlink_metadata().unwrap();
        if !meta.is_symlink() && meta.permissions().mode() & 0o77 != 0 {
            found.push(format!("{:o} {}", meta.permissions().mode() & 0o777, path.display()));
        }
        if meta.is_dir() {
            open_to_others(&path, found);
        }
    }
}

/// Runs kneel under a umask that forbids nothing.
fn loose(home: &Home, args: &[&str]) {
    let mut command = assert_cmd::Command::new("/bin/sh");
    command
        .args(["-c", r#"umask 000; exec "$0" "$@""#, env!("CARGO_BIN_EXE_kneel")])
        .args(args)
        .env_clear()
        .env("KNEEL_DATA_DIR", home.data())
        .env("KNEEL_CONFIG_DIR", home.path("config"))
        .env("KNEEL_NOW", "2026-03-12T09:14:00+01:00")
        .env("TMPDIR", home.path("tmp"))
        .current_dir(home.path(""))
        .write_stdin("amber lantern over quiet water\n");
    command.assert().success();
}

#[test]
fn all_that_is_made_is_private_under_a_loose_umask() {
    let home = Home::new();
    home.file("in/letter.txt", LETTER);
    home.file("in/later.txt", LATER_LETTER);
    fs::create_dir(home.path("tmp")).unwrap();
    loose(&home, &["import", "in/letter.txt", "in/later.txt"]);
    let item = home.id("Nilufa");
    loose(&home, &["note", &item, "Clouds"]);
    loose(&home, &["backup"]);
    loose(&home, &["config", "--set", "portion=5"]);
    loose(&home, &["export", "--documents", "out/originals"]);
    loose(&home, &["export", "--format", "json", "--output", "out/whole.json"]);
    loose(&home, &["handout", "--yes", "-o", "out/sheet.md"]);
    fs::create_dir(home.path("shared")).unwrap();
    fs::set_permissions(home.path("shared"), fs::Permissions::from_mode(0o700)).unwrap();
    loose(&home, &["sync", "shared", "--yes", "--passphrase-fd", "0"]);
    fs::remove_dir_all(home.path("in")).unwrap();
    fs::remove_dir(home.path("tmp")).unwrap();
    let mut found = Vec::new();
    open_to_others(&home.path(""), &mut found);
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn originals_keep_to_their_folder_whatever_they_were_called() {
    let home = Home::new();
    let mut names =
        vec!["..", "../up.txt", "/etc/rooted.txt", "C:\\x.txt", "a/../../b.txt", "-rf", ".hidden", "CON"];
    names.push("\u{202e}txt.exe");
    let mut journal = kneel::journal::Journal::open(&home.journal(), crate::screens::now()).unwrap();
    for name in &names {
        let bulletin = kneel::bulletin::Bulletin {
            publisher: Some((*name).to_owned()),
            items: vec![kneel::bulletin::Item { text: format!("Pray {name}"), ..Default::default() }],
            ..Default::default()
        };
        let document = kneel::journal::Incoming {
            name: (*name).to_owned(),
            whole: kneel::journal::Whole::of(name.as_bytes()),
            bulletins: vec![bulletin],
            corrections: Vec::new(),
        };
        let now = crate::screens::now();
        journal.import(now, kneel::journal::ActId::new(now), &[document]).unwrap();
    }
    drop(journal);
    fs::create_dir(home.path("deep")).unwrap();
    let before = home.files().len();
    home.kneel(&["export", "--documents", "deep/originals"]).done();
    let written: Vec<_> = fs::read_dir(home.path("deep/originals")).unwrap().flatten().collect();
    assert_eq!(written.len(), names.len());
    assert_eq!(home.files().len(), before + names.len());
    for entry in &written {
        let name = entry.file_name().into_string().unwrap();
        assert!(!name.starts_with(['-', '.']) && kneel::text::safe_line(&name) == name, "{name:?}");
    }
}

/// A folder that others carry may hold anything: nothing outside of it is read for a log, or written.
#[test]
fn a_folder_that_others_carry_leads_nowhere_else() {
    let home = Home::with_letter();
    fs::create_dir(home.path("shared")).unwrap();
    let sync = ["sync", "shared", "--yes", "--passphrase-fd", "0"];
    home.piped(&sync, "amber lantern over quiet water\n").done();
    let outside = home.file("outside.txt", "What nobody may write over.");
    let logs: Vec<_> =
        home.files().into_iter().filter(|(path, _)| path.starts_with(home.path("shared"))).collect();
    for (path, _) in &logs {
        let folder = path.parent().unwrap();
        for name in ["evil", "journal.db", "x.tmp"] {
            let _ = symlink(&outside, folder.join(name));
        }
        let _ = symlink(home.data(), folder.join("loop"));
    }
    let item = home.id("Nilufa");
    home.kneel(&["note", &item, "Clouds"]).done();
    let ran = home.kneel(&["sync", "shared"]);
    assert!(!ran.err.contains("panic"), "{ran:?}");
    assert_eq!(fs::read_to_string(&outside).unwrap(), "What nobody may write over.");
    home.kneel(&["doctor"]).done();
}

/// A profile's file is named by its publisher, who is anybody.
#[test]
fn no_publisher_names_a_file_elsewhere() {
    let home = Home::new();
    for (number, publisher) in
        ["../../up", "/etc/passwd", "..", "a/b", "-x", "\u{202e}", "nul"].iter().enumerate()
    {
        let mut profile = toml::Table::new();
        profile.insert("publisher".into(), (*publisher).into());
        let file = home.file(&format!("given/{number}.toml"), profile.to_string());
        home.kneel(&["profiles", "import", &file]);
    }
    fs::remove_dir_all(home.path("given")).unwrap();
    for (path, _) in home.files() {
        assert!(
            path.starts_with(home.path("config/profiles")) || path.starts_with(home.data()),
            "{}",
            path.display()
        );
        let name = path.file_name().unwrap().to_str().unwrap();
        assert!(!name.starts_with(['-', '.']) && kneel::text::safe_line(name) == name, "{name:?}");
    }
}
