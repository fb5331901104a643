//! Help, manual, completions, usage.

mod cli_common;

use cli_common::Home;

fn commands(home: &Home) -> Vec<String> {
    let top = home.kneel(&["--help"]).done().out;
    let page = top.split_once("\nOptions:").map_or("", |(page, _)| page);
    let lines = page.split("\n\n").skip(2).flat_map(|group| group.lines().skip(1));
    lines.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

#[test]
fn each_command_has_help_with_an_example_that_begins_with_it() {
    let home = Home::new();
    let commands = commands(&home);
    assert!(commands.len() >= 26, "{commands:?}");
    for command in &commands {
        let help = home.kneel(&[command, "--help"]).done().out;
        let examples = help.split("Examples:\n").nth(1).unwrap_or_else(|| panic!("{command}: no examples"));
        assert!(
            examples.lines().any(|line| line.contains(&format!("kneel {command}"))),
            "{command}: {examples}"
        );
        let long: Vec<&str> = help.lines().filter(|line| line.chars().count() > 100).collect();
        assert!(long.is_empty(), "{command}: {long:#?}");
    }
}

#[test]
fn what_is_not_a_command_line_is_usage() {
    let home = Home::new();
    for args in
        [&["frobnicate"][..], &["import"], &["prayed"], &["list", "--colour"], &["completions", "dos"]]
    {
        let refused = home.kneel(args).ends(2);
        assert!(refused.out.is_empty() && refused.err.contains("--help"), "{refused:?}");
    }
}

#[test]
fn the_manual_has_a_page_for_each_command() {
    let home = Home::new();
    home.kneel(&["man", "--out", "pages/man1"]).done();
    for command in commands(&home) {
        let page = std::fs::read_to_string(home.path(&format!("pages/man1/kneel-{command}.1"))).unwrap();
        assert!(page.contains("Examples:"), "{command}");
    }
    assert!(home.path("pages/man1/kneel.1").exists());
    let all = home.kneel(&["man"]).done().out;
    assert!(all.contains(".TH kneel 1") && all.contains(".TH kneel-import 1"));
    home.file("taken", "");
    home.kneel(&["man", "--out", "taken"]).ends(1);
}

#[test]
fn shells_can_complete() {
    let home = Home::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = home.kneel(&["completions", shell]).done().out;
        for command in commands(&home) {
            let words = script.split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '-'));
            assert!(words.into_iter().any(|word| word == command), "{shell} does not know {command}");
        }
        assert!(script.contains("dry-run"), "{shell}");
    }
    assert!(home.files().is_empty(), "neither help nor completions touch the journal");
}

#[test]
fn the_clock_can_be_set_and_must_be_understood() {
    let mut home = Home::new();
    let refused = home.on("yesterday").kneel(&["list"]).ends(1);
    assert!(refused.err.contains("KNEEL_NOW is not a moment such as"), "{refused:?}");
}

#[test]
fn help_lists_topics_and_commands_and_shows_each() {
    let home = Home::new();
    let list = home.kneel(&["help"]).done().out;
    for command in commands(&home) {
        assert!(list.split([' ', ',', '\n']).any(|word| word == command), "{command}: {list}");
        let same = home.kneel(&[&command, "--help"]).done().out;
        assert_eq!(home.kneel(&["help", &command]).done().out, same, "{command}");
    }
    let topics = list.lines().skip(1).take_while(|line| !line.is_empty());
    let topics: Vec<&str> = topics.filter_map(|line| line.split_whitespace().next()).collect();
    assert!(topics.len() >= 13, "{topics:?}");
    for topic in topics {
        let page = home.kneel(&["help", topic]).done().out;
        assert!(page.lines().count() > 5 && !page.contains('\u{1b}'), "{topic}: {page}");
    }
    assert!(home.files().is_empty());
}

#[test]
fn a_word_that_is_no_topic_is_guessed() {
    let home = Home::new();
    let refused = home.kneel(&["help", "filtres"]).ends(2);
    assert!(refused.err.contains("did you mean `kneel help filters`?"), "{refused:?}");
    assert_eq!(home.kneel(&["help", "Screen-Reader"]).done().out, home.kneel(&["help", "plain"]).done().out);
}

#[test]
fn the_keys_are_listed_with_ones_own_and_what_clashes() {
    let home = Home::new();
    let listed = home.kneel(&["keys"]).done();
    assert!(
        listed.out.contains("While you pray\n  Space               mark it as prayed and go on\n"),
        "{listed:?}"
    );
    home.file("config/config.toml", "[keys.home]\nown = ['p']\n");
    let told = home.kneel(&["keys", "--json"]).done();
    let of = |action: &str| {
        let json = told.json();
        let rows = json["actions"].as_array().unwrap().clone();
        rows.into_iter().find(|row| row["screen"] == "home" && row["action"] == action).unwrap()["keys"]
            .clone()
    };
    assert_eq!((of("own"), of("pray")), (serde_json::json!(["p"]), serde_json::json!([])));
    assert!(told.err.contains("keys.home.own: p also does `pray`"), "{}", told.err);
}
