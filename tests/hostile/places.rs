//! What strangers name cannot leave its folder, and what kneel makes is the person's alone, whatever the umask says.

use std::fs;
use std::io::Write;
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
    home.file("in/learn.txt", LETTER.replace("Lamplight", "Harbour").replace("7 March", "8 March"));
    fs::create_dir(home.path("tmp")).unwrap();
    loose(&home, &["import", "in/letter.txt", "in/later.txt"]);
    let item = home.id("Nilufa");
    loose(&home, &["note", &item, "Clouds"]);
    loose(&home, &["backup"]);
    loose(&home, &["config", "--set", "portion=5"]);
    loose(&home, &["export", "--documents", "out/originals"]);
    loose(&home, &["export", "--format", "json", "--output", "out/whole.json"]);
    loose(&home, &["export", "--format", "csv", "--output", "out/whole.csv"]);
    for sheet in ["out/sheet.md", "out/sheet.html", "out/sheet.txt"] {
        loose(&home, &["handout", "--yes", "-o", sheet]);
    }
    if cfg!(feature = "pdf-out") {
        loose(&home, &["handout", "--yes", "-o", "out/sheet.pdf"]);
    }
    loose(&home, &["remind", "--ics", "--at", "7:30", "--out", "out/prayer.ics"]);
    loose(&home, &["backup", "out/copy.db"]);
    loose(&home, &["import", "--fix", "3 note", "in/learn.txt"]);
    loose(&home, &["restore", "--yes", "out/copy.db"]);
    fs::create_dir(home.path("shared")).unwrap();
    fs::set_permissions(home.path("shared"), fs::Permissions::from_mode(0o700)).unwrap();
    if cfg!(feature = "encrypt") {
        loose(&home, &["sync", "shared", "--yes", "--passphrase-fd", "0"]);
        loose(&home, &["share", "--yes", "--to", "out/group.age", "--passphrase-fd", "0"]);
    }
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

/// Names that lead away: up, to the root, by a device, without end.
fn leading_away() -> Vec<String> {
    let up = format!("../../kneel-{}-up.txt", std::process::id());
    let long = "long-".repeat(1_000);
    let names = ["..", ".", "/", &up, "/etc/kneel-rooted.txt", "a\\..\\b", "con.txt", "x\0y", "-rf", &long];
    names.map(str::to_owned).to_vec()
}

/// What stands in a mail or an archive is read where it is: none of it becomes a file.
#[test]
fn no_name_inside_a_document_leaves_its_folder() {
    let home = Home::new();
    for (number, name) in leading_away().iter().enumerate() {
        let mail = format!(
            "From: Lamplight <letter@lamplight.example>\nSubject: Prayer {number}\nMIME-Version: 1.0\n\
             Content-Type: multipart/mixed; boundary=cut\n\n--cut\nContent-Type: text/plain; name=\"{name}\"\n\
             Content-Disposition: attachment; filename=\"{name}\"\n\n{LETTER}\n--cut\n\
             Content-Type: application/zip; name=\"{name}\"\n\nPK\n--cut--\n"
        );
        home.file(&format!("in/{number}.eml"), mail);
        let options = zip::write::SimpleFileOptions::default();
        let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let body =
            "<w:document><w:body><w:p><w:r><w:t>Pray for rain.</w:t></w:r></w:p></w:body></w:document>";
        archive.start_file("word/document.xml", options).unwrap();
        archive.write_all(body.as_bytes()).unwrap();
        for part in [name.clone(), format!("word/{name}")] {
            if archive.start_file(part, options).is_ok() {
                archive.write_all(b"What nobody may write.").unwrap();
            }
        }
        let _ = archive.add_symlink(format!("word/link{number}"), "/etc", options);
        home.file(&format!("in/{number}.docx"), archive.finish().unwrap().into_inner());
    }
    let before: Vec<_> = home.files().into_iter().map(|(path, _)| path).collect();
    let ran = home.kneel(&["import", "in"]);
    assert!(matches!(ran.code, 0 | 4) && !ran.err.contains("panic"), "{ran:?}");
    assert!(home.kneel(&["list"]).done().out.contains("Nilufa"));
    for (path, _) in home.files() {
        assert!(before.contains(&path) || path.starts_with(home.data()), "{}", path.display());
    }
    nothing_led_away(&home);
}

fn nothing_led_away(home: &Home) {
    for name in leading_away().iter().filter(|name| name.ends_with("-up.txt") || name.ends_with("rooted.txt"))
    {
        for from in [home.path(""), home.data(), home.path("deep/originals")] {
            assert!(!from.join(name).exists(), "{name} from {}", from.display());
        }
    }
}

/// An export that somebody made calls its documents whatever they like.
#[test]
fn what_is_joined_names_no_file_elsewhere() {
    let (home, other) = (Home::new(), Home::with_letter());
    let whole: serde_json::Value = other.kneel(&["export"]).done().json();
    for (number, name) in leading_away().iter().enumerate() {
        let mut whole = whole.clone();
        whole["documents"][0]["name"] = name.clone().into();
        home.file(&format!("in/{number}.json"), whole.to_string());
        let joining = Home::new();
        let given = home.path(&format!("in/{number}.json")).display().to_string();
        joining.kneel(&["import", &given]).done();
        fs::create_dir(joining.path("deep")).unwrap();
        let before = joining.files().len();
        joining.kneel(&["export", "--documents", "deep/originals"]).done();
        let written: Vec<_> = fs::read_dir(joining.path("deep/originals")).unwrap().flatten().collect();
        assert_eq!((written.len(), joining.files().len()), (1, before + 1), "{name:.40}");
        let file = written[0].file_name().into_string().unwrap();
        assert!(!file.starts_with(['-', '.']) && kneel::text::safe_line(&file) == file, "{file:?}");
        nothing_led_away(&joining);
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
    let mut publishers = leading_away();
    publishers.extend(["a/b", "-x", "\u{202e}", "nul"].map(str::to_owned));
    for (number, publisher) in publishers.iter().enumerate() {
        let mut profile = toml::Table::new();
        profile.insert("publisher".into(), publisher.clone().into());
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
