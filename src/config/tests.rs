//! The settings, from files as people write them.

use super::*;

fn lines(text: &str) -> Vec<(usize, String)> {
    read(text).problems.into_iter().map(|problem| (problem.line, problem.words)).collect()
}

#[test]
fn settings_are_read() {
    let (config, problems) = Config::parse("prayer_time = \"7:30\"");
    assert_eq!((config.prayer_time.as_deref(), problems.len()), (Some("07:30"), 0));
    for wrong in ["\"25:00\"", "\"early\"", "7", "07:30:00"] {
        let (config, problems) = Config::parse(&format!("prayer_time = {wrong}"));
        assert_eq!((config.prayer_time, problems.len()), (None, 1), "{wrong}");
    }
    let (config, problems) = Config::parse("passphrase_command = \"pass show kneel\"\nlock_after = 3");
    assert_eq!((config.lock_after, problems.len()), (3, 0));
    assert_eq!(config.passphrase_command.as_deref(), Some("pass show kneel"));
    let (config, problems) = Config::parse("passphrase_command = 1\nlock_after = -1");
    assert_eq!((config.lock_after, problems.len(), config.passphrase_command), (LOCK_AFTER, 2, None));
    let (config, problems) = Config::parse(
        "theme = 'dark'\nascii = true\nblank_after = 5\nportion = 12\n[keys.walk]\nprayed = [\"space\", \"enter\"]\nback = \"b\"\n",
    );
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!((config.theme, config.ascii, config.blank_after, config.portion), ("dark", true, 5, 12));
    assert_eq!(config.keys["walk"]["prayed"], ["space", "enter"]);
    assert_eq!(config.keys["walk"]["back"], ["b"]);
}

#[test]
fn what_is_not_known_is_named_with_its_line_and_the_rest_holds() {
    let text = "portoin = 3\nportion = 0\n\n[keys]\nwalk = 1\n[keys.home]\nimport = \"i\"";
    assert_eq!(Config::parse(text).0.portion, DEFAULT_PORTION);
    assert_eq!(Config::parse(text).0.keys["home"]["import"], ["i"]);
    let said = |line, words: &str| (line, words.to_owned());
    assert_eq!(
        lines(text),
        [
            said(1, "`portoin` is not a setting; did you mean `portion`?"),
            said(2, "`portion` must be a number of requests from 1 to 500"),
            said(5, "`keys.walk` must be a table: [keys.walk] and below it action = \"key\""),
        ]
    );
    assert_eq!(
        lines("\ntheme = \"drak\"\nlock_after = 2000\nascii = 1\nviews = 1"),
        [
            said(2, "`theme` must be \"default\", \"light\", \"dark\", \"high-contrast\" or \"none\""),
            said(3, "`lock_after` must be a number of minutes up to 1440, or 0 for never"),
            said(4, "`ascii` must be true or false"),
            said(5, "`views` must be a table: [views] and its settings below it"),
        ]
    );
}

#[test]
fn names_have_lines() {
    let lines = read("portion = 3\n\n[keys.home]\npray = 'p'\n[views]\n\"a b\" = ''\n").lines;
    let line = |name: &str| lines.get(name).copied();
    assert_eq!((line("portion"), line("keys.home.pray"), line("views.a b")), (Some(1), Some(4), Some(6)));
}

#[test]
fn privacy_publishers_and_views_are_read() {
    let (config, problems) = Config::parse(
        "[privacy]\nnames = [\"Aigul  Bekova\"]\ncountries = [\"Kirgisistan\", \"uz\"]\n\
         [publishers.\"Open Gate\"]\nvisibility = \"private\"\n\
         [views]\n\"Tuesday group\" = \"region:asia is:open\"\n",
    );
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!(config.privacy.names, ["Aigul Bekova"]);
    assert_eq!(config.privacy.countries, ["KG", "UZ"]);
    assert_eq!(config.publishers["Open Gate"], "private");
    assert_eq!(config.views["Tuesday group"], "region:asia is:open");
}

#[test]
fn one_thing_that_cannot_be_used_leaves_the_others() {
    let (config, problems) = Config::parse(
        "view = 1\n[privacy]\nnames = [3, \"Aigul\"]\ncountry = \"KG\"\ncountries = [\"Atlantis\", \"KG\"]\n\
         [publishers]\nLamplight = 1\n[publishers.\"Open Gate\"]\nvisibility = \"secret\"\nvisible = 1\n\
         [views]\nall = 3\nasia = \"region:asia\"\n",
    );
    assert_eq!(config.privacy.names, ["Aigul"]);
    assert_eq!(config.privacy.countries, ["KG"]);
    assert_eq!(config.publishers["Open Gate"], "private", "what was meant to be said is not told to more");
    assert_eq!(config.publishers["Lamplight"], "private");
    assert_eq!(config.views["asia"], "region:asia");
    let said = |words: &str| problems.iter().filter(|problem| problem.contains(words)).count();
    assert_eq!(problems.len(), 8, "{problems:#?}");
    assert_eq!(said("no country is called \"Atlantis\""), 1, "{problems:#?}");
    assert_eq!(said("did you mean `views`?"), 1, "{problems:#?}");
    assert_eq!(said("did you mean `countries`?"), 1, "{problems:#?}");
    assert_eq!(said("did you mean `visibility`?"), 1, "{problems:#?}");
}

#[test]
fn what_may_have_been_said_of_publishers_and_is_not_understood_leaves_one_unsure() {
    let unsure = |text: &str| read(text).config.unsure;
    for broken in [
        "[publishers.\"Open Gate\"\nvisibility = \"private\"\n",
        "portion = = 3\n[publishers.\"Open Gate\"]\nvisibility = \"private\"\n",
        "[publisher.\"Open Gate\"]\nvisibility = \"private\"\n",
        "publishers = \"private\"\n",
    ] {
        assert!(unsure(broken), "{broken}");
    }
    let many = "nonsense here\n".repeat(60);
    assert!(unsure(&format!("{many}[publishers.\"Open Gate\"]\nvisibility = \"private\"\n")));
    for clear in [
        "",
        "portion = = 3\n",
        "theme = \"drak\"\n[publishers.\"Open Gate\"]\nvisibility = \"private\"\n",
        "[publishers.\"Open Gate\"]\nvisibility = \"secret\"\n",
    ] {
        assert!(!unsure(clear), "{clear}");
    }
    let folder = tempfile::tempdir().unwrap();
    assert!(Config::load(folder.path()).0.unsure, "a file that cannot be read at all");
    assert!(!Config::load(&folder.path().join("config.toml")).0.unsure, "none is there");
}

#[test]
fn a_broken_line_leaves_the_others() {
    let text = "portion = = 3\ntheme = \"dark\"\nnonsense here\n[privacy]\nnames = [\"Aigul\"]\n";
    let reading = read(text);
    assert_eq!((reading.config.portion, reading.config.theme), (DEFAULT_PORTION, "dark"));
    assert_eq!(reading.config.privacy.names, ["Aigul"], "a name that was to be hidden still is");
    let told: Vec<usize> = reading.problems.iter().map(|problem| problem.line).collect();
    assert_eq!(told, [1, 3], "{:?}", reading.problems);
    assert!(reading.problems[0].words.starts_with("this line is not understood"), "{:?}", reading.problems);
}

#[test]
fn what_is_never_closed_is_told_where_it_begins() {
    let reading = read("theme = \"dark\"\nportion = [3,\n");
    assert_eq!(reading.config.theme, "dark");
    assert_eq!(reading.problems.iter().map(|problem| problem.line).collect::<Vec<_>>(), [2]);
}

#[test]
fn the_file_of_the_defaults_says_them() {
    let text = defaults();
    assert_eq!(read(&text).problems, []);
    assert_eq!(read(&text).config, Config::default());
    assert!(text.lines().all(|line| line.len() <= 100), "{text}");
    // what is only an example can be used, too
    let whole: String = text.lines().map(|line| bare(line) + "\n").collect();
    let reading = read(&whole);
    assert_eq!(reading.problems, [], "{whole}");
    for setting in SETTINGS {
        assert!(reading.lines.contains_key(setting.name), "{} is not in it", setting.name);
    }
    insta::assert_snapshot!(text);
}

/// A line of the file that is an example, as if it held.
fn bare(line: &str) -> String {
    let example = line.strip_prefix('#').filter(|rest| !rest.starts_with(' '));
    example.unwrap_or(line).to_owned()
}

#[test]
fn what_is_written_of_a_setting_is_read_back() {
    let mut config = Config::default();
    for setting in SETTINGS {
        match &setting.kind {
            Kind::Choice { of, put, .. } => put(&mut config, of[of.len() - 1].0),
            Kind::Switch { put, .. } => put(&mut config, true),
            Kind::Number { most, put, .. } => put(&mut config, *most),
            Kind::Text { such_as, put, .. } => assert!(put(&mut config, such_as), "{}", setting.name),
            Kind::Table { .. } => {}
        }
    }
    let written = |setting: &Setting| Some(format!("{} = {}\n", setting.name, setting.literal(&config)?));
    let text: String = SETTINGS.iter().filter_map(written).collect();
    assert_eq!(read(&text).problems, []);
    assert_eq!(read(&text).config, config);
}

proptest::proptest! {
    #[test]
    fn any_text_is_read(text in "([a-z]{1,4}|keys|views|theme|[ =\\[\\]{}\".,#'\n]){0,40}") {
        let reading = read(&text);
        proptest::prop_assert!(reading.problems.iter().all(|problem| problem.line > 0));
        if text.parse::<toml::Table>().is_err() {
            proptest::prop_assert!(!reading.problems.is_empty(), "{text:?}");
        }
    }
}
