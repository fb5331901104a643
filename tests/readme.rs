//! What the README says is so.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

const README: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");

fn readme() -> String {
    std::fs::read_to_string(README).unwrap()
}

/// The subcommands that the README names: `kneel WORD` at the start of a line of shell or in back quotes.
fn named(readme: &str) -> BTreeSet<String> {
    let mut shell = false;
    let mut found = BTreeSet::new();
    for line in readme.lines() {
        if line.starts_with("```") {
            shell = !shell;
            continue;
        }
        let quoted: Vec<&str> = if shell { vec![line] } else { line.split('`').skip(1).step_by(2).collect() };
        for words in quoted {
            let words = words.replace("cargo run --release -- ", "kneel ");
            let word = words.strip_prefix("kneel ").and_then(|rest| rest.split_whitespace().next());
            found.extend(word.filter(|word| *word != "COMMAND").map(str::to_owned));
        }
    }
    found
}

/// The subcommands that `kneel --help` names.
fn known() -> BTreeSet<String> {
    let output = Command::new(env!("CARGO_BIN_EXE_kneel")).arg("--help").output().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    // Groups of "  name   what it does", between the usage and the options.
    help.lines()
        .skip_while(|line| !line.starts_with("Usage:"))
        .take_while(|line| !line.starts_with("Options:"))
        .filter_map(|line| line.strip_prefix("  ")?.split_whitespace().next())
        .filter(|word| word.chars().all(|c| c.is_ascii_lowercase() || c == '-'))
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_readme_names_the_commands_there_are() {
    let (named, known) = (named(&readme()), known());
    assert!(known.len() > 5, "found only {known:?} in `kneel --help`");
    let invented: Vec<_> = named.difference(&known).collect();
    assert!(invented.is_empty(), "README.md names commands that `kneel --help` does not know: {invented:?}");
    let unnamed: Vec<_> = known.difference(&named).collect();
    assert!(unnamed.is_empty(), "`kneel --help` has commands that README.md does not name: {unnamed:?}");
}

#[test]
fn the_readme_s_pictures_and_links_are_there() {
    let readme = readme();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let links = readme.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let pictures = readme.split("src=\"").chain(readme.split("srcset=\"")).skip(1);
    let pictures =
        pictures.filter_map(|rest| rest.split('"').next()).filter(|path| path.starts_with("docs/"));
    let here: Vec<&str> = links.filter(|link| !link.starts_with("http")).chain(pictures).collect();
    assert!(here.len() >= 6, "links and pictures are found: {here:?}");
    let missing: Vec<_> = here.into_iter().filter(|path| !root.join(path).exists()).collect();
    assert!(missing.is_empty(), "README.md points to what is not there: {missing:?}");
}

/// `WRITE_README=1 cargo test --test readme` puts the keymap's table there.
#[test]
fn the_readme_s_keys_are_those_of_the_keymap() {
    let readme = readme();
    let begin = readme.find("<!-- keys:begin").expect("README.md marks where the keys begin");
    let begin = begin + readme[begin..].find("-->\n").unwrap() + "-->\n".len();
    let end = readme.find("<!-- keys:end").expect("README.md marks where the keys end");
    let table = kneel::tui::markdown_table();
    if std::env::var_os("WRITE_README").is_some() {
        std::fs::write(README, format!("{}{table}{}", &readme[..begin], &readme[end..])).unwrap();
    } else {
        let advice = "README.md has another table of keys than the keymap; `WRITE_README=1 cargo test --test readme` mends it";
        assert_eq!(&readme[begin..end], table, "{advice}");
    }
}
