//! `kneel config`: what holds, what is wrong and where, and a whole file of the defaults.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cli_common;

use std::fs;
use std::path::PathBuf;

use cli_common::Home;

fn config_file(home: &Home) -> PathBuf {
    PathBuf::from(home.kneel(&["config", "--path"]).done().out.trim())
}

fn settings(home: &Home, text: &str) -> PathBuf {
    let path = config_file(home);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, text).unwrap();
    path
}

#[test]
fn the_file_of_the_defaults_can_be_used_as_it_is() {
    let home = Home::new();
    let text = home.kneel(&["config", "--default"]).done().out;
    home.kneel(&["config", "--check"]).ends(3);
    settings(&home, &text);
    let checked = home.kneel(&["config", "--check"]).done();
    assert!(checked.out.is_empty() && checked.err.contains("can be used"), "{checked:?}");
    let told = home.kneel(&["config"]).done().out;
    assert!(
        told.contains("theme               default\n") && told.contains("portion             8 requests\n"),
        "{told}"
    );
}

#[test]
fn what_is_wrong_is_told_with_its_line_and_the_rest_holds() {
    let home = Home::with_letter();
    let text =
        "portion = 2\ntheem = \"dark\"\n[keys.home]\nfly = \"y\"\n[views]\nbroken\nmine = \"is:open\"\n";
    let path = settings(&home, text);
    let at = |line: u32| format!("{}:{line}: ", path.display());
    let checked = home.kneel(&["config", "--check"]).ends(1);
    let lines: Vec<&str> = checked.out.lines().collect();
    assert_eq!(lines.len(), 3, "{checked:?}");
    assert_eq!(lines[0], at(2) + "`theem` is not a setting; did you mean `theme`?");
    assert!(lines[1].starts_with(&(at(4) + "keys.home.fly: ")), "{checked:?}");
    assert!(lines[2].starts_with(&(at(6) + "this line is not understood")), "{checked:?}");
    let today = home.kneel(&["today", "--json"]).done();
    assert_eq!(today.json()["items"].as_array().unwrap().len(), 2, "the portion holds");
    assert!(today.err.contains(&at(2)), "{today:?}");

    let data = home.kneel(&["config", "--json"]).done().json();
    assert_eq!((&data["format"], &data["there"]), (&"kneel.config/1".into(), &true.into()));
    assert_eq!(data["settings"]["portion"], 2);
    assert_eq!(data["settings"]["views"]["mine"], "is:open");
    assert_eq!(data["problems"][0]["line"], 2);
    assert_eq!(home.kneel(&["config", "--check", "--json"]).ends(1).json(), data);
}

#[test]
fn keys_that_clash_are_told_with_their_line() {
    let home = Home::new();
    let path = settings(&home, "portion = 3\n[keys.home]\n\nsearch = \"p\"\n");
    let told = home.kneel(&["config", "--check"]).ends(1).out;
    assert!(told.starts_with(&format!("{}:4: keys.home.search: ", path.display())), "{told}");
}

#[test]
fn the_keys_are_printed_as_the_file_takes_them() {
    let home = Home::new();
    let text = home.kneel(&["keys", "--toml"]).done().out;
    assert!(text.contains("\n[keys.home]\npray = "), "{text}");
    settings(&home, &text);
    home.kneel(&["config", "--check"]).done();
}

#[test]
fn one_setting_is_written_and_the_file_stays_as_it_is() {
    let home = Home::new();
    let path = settings(&home, "# mine\nportion = 5\n");
    let set = |said: &str| home.kneel(&["config", "--set", said]);
    let told = set("theme=dark").done();
    assert!(told.err.contains("theme is dark now; before, it was default"), "{told:?}");
    set("theme=dark").ends(3);
    set("ascii = yes").done();
    set("blank_after=5").done();
    set("portion=").done();
    let text = fs::read_to_string(&path).unwrap();
    assert_eq!(text, "# mine\ntheme = \"dark\"\nascii = true\nblank_after = 5\n");
    for wrong in ["theme=drak", "portion=0", "ascii=maybe", "keys=x", "theme"] {
        set(wrong).ends(2);
    }
    assert!(set("theem=dark").ends(2).err.contains("did you mean `theme`?"));
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn nothing_is_made_by_asking() {
    let home = Home::new();
    let told = home.kneel(&["config"]).done();
    assert!(told.err.contains("there is none yet"), "{told:?}");
    assert!(!config_file(&home).exists());
    home.kneel(&["config", "--edit"]).ends(2);
    home.kneel(&["config", "--check", "--default"]).ends(2);
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_named_and_stays_as_it_is() {
    use std::os::unix::fs::symlink;
    let home = Home::with_letter();
    let path = settings(&home, "");
    let away = home.path("away.toml");
    fs::remove_file(&path).unwrap();
    symlink(&away, &path).unwrap();
    for (args, code) in
        [(&["today"][..], 0), (&["config", "--check"], 1), (&["config", "--set", "theme=dark"], 1)]
    {
        let ran = home.kneel(args).ends(code);
        assert!(ran.err.contains("config.toml is a link to ") && ran.err.contains("not there"), "{ran:?}");
    }
    let ran = home.kneel(&["handout", "--since", "all"]).ends(1);
    assert!(
        ran.out.is_empty() && ran.err.contains("nothing was written"),
        "what to hide is not known: {ran:?}"
    );
    assert!(fs::symlink_metadata(&path).unwrap().is_symlink() && !away.exists());
    fs::write(&away, "portion = 3\n").unwrap();
    home.kneel(&["config", "--set", "theme=dark"]).done();
    assert_eq!(fs::read_to_string(&away).unwrap(), "portion = 3\ntheme = \"dark\"\n");
    assert!(fs::symlink_metadata(&path).unwrap().is_symlink());

    let journal = home.journal();
    fs::remove_file(&journal).unwrap();
    symlink(home.path("disk/journal.db"), &journal).unwrap();
    for args in [&["list"][..], &["add", "Rain"]] {
        let ran = home.kneel(args).ends(1);
        assert!(ran.err.contains("is a link to") && ran.err.contains("no new journal was begun"), "{ran:?}");
    }
}
