//! Strings on the command line, in the journal, in documents and in settings, through the commands in a real terminal.

use kneel::journal::Journal;

use crate::cli_common::Home;
use crate::dice::Dice;
use crate::number;
use crate::screen::Screen;
use crate::screens::{Source, now};
use crate::terminal::{steering_data, stranger};

const SIZE: (u16, u16) = (80, 24);

/// What is said, `$` being a string, `@` an item, `%` a file that holds strings.
const COMMANDS: [&[&str]; 56] = [
    &["list"],
    &["list", "--json"],
    &["list", "$"],
    &["list", "--region", "$"],
    &["today"],
    &["due"],
    &["search", "$"],
    &["search", "pray"],
    &["search", "--json", "pray"],
    &["show", "@"],
    &["show", "--json", "@"],
    &["show", "$"],
    &["thread", "@"],
    &["add", "$"],
    &["add", "$", "--region", "$"],
    &["note", "@", "$"],
    &["answer", "@", "$"],
    &["answer", "@", "--on", "$"],
    &["edit", "@", "--region", "$"],
    &["flag", "@", "$"],
    &["snooze", "@", "$"],
    &["follow-up", "@", "$"],
    &["pin", "@"],
    &["prayed", "@"],
    &["archive", "@"],
    &["undo"],
    &["redo"],
    &["undo", "$"],
    &["history"],
    &["history", "--json"],
    &["bulletins"],
    &["bulletins", "--json"],
    &["regions"],
    &["regions", "$"],
    &["map"],
    &["stats"],
    &["suggest"],
    &["dismiss", "@"],
    &["review", "--plain"],
    &["review", "--plain", "$"],
    &["handout", "--format", "text"],
    &["handout", "--format", "markdown"],
    &["export", "--format", "markdown"],
    &["export", "--format", "csv"],
    &["export", "--format", "json"],
    &["import", "%"],
    &["import", "--dry-run", "%"],
    &["import", "$"],
    &["profiles"],
    &["profiles", "$"],
    &["config"],
    &["config", "$"],
    &["help", "$"],
    &["$"],
    &["--$"],
    &["list", "--$"],
];

/// Runs kneel in a terminal, and gives all that it wrote there. Whoever is asked something says nothing.
fn shown(home: &Home, args: &[String], editor: &str) -> Vec<u8> {
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let mut screen = Screen::open(home, SIZE, &args, &[("VISUAL", editor)]);
    screen.keys("\x04\x04\x04");
    screen.ends().1
}

/// A home whose journal, settings and profiles are full of strings, and one of its items.
fn home(source: &mut Source) -> (Home, String) {
    let home = Home::new();
    let mut journal = Journal::open(&home.journal(), now()).unwrap();
    source.fill(&mut journal);
    let item = journal.portion(now().day(), 1).unwrap()[0].id.0.clone();
    drop(journal);
    let mut settings = toml::Table::new();
    let mut views = toml::Table::new();
    views.insert(source.string(), source.string().into());
    settings.insert("views".into(), views.into());
    settings.insert(source.string(), source.string().into());
    home.file("config/config.toml", settings.to_string());
    let mut profile = toml::Table::new();
    profile.insert("publisher".into(), format!("x{}", source.string()).into());
    profile.insert(source.string(), source.string().into());
    home.file("config/profiles/one.toml", profile.to_string());
    home.file("config/profiles/two.toml", source.string());
    (home, item)
}

/// Runs each of these commands once, and says what came out that should not.
fn run(seed: u64, every: usize) -> (usize, usize) {
    let mut source = Source { dice: Dice(seed), made: 0 };
    let (home, item) = home(&mut source);
    let mut count = 0;
    for command in COMMANDS.iter().skip(seed as usize % every).step_by(every) {
        let mut args = Vec::new();
        for word in *command {
            args.push(match *word {
                // no argument holds a NUL
                "$" | "--$" => word.replace('$', &source.string().replace('\0', "\x1b")),
                "@" => item.clone(),
                "%" => {
                    let lines: Vec<String> =
                        (0..40).map(|_| format!("- Pray {}\n", source.string())).collect();
                    let name = source.string().replace(['\0', '/'], "\x1b");
                    let name: String = name.chars().take(40).collect();
                    home.file(
                        &format!("files/x{name}.txt"),
                        format!("Lamplight\n7 March 2026\n\n{}", lines.concat()),
                    )
                }
                word => word.to_owned(),
            });
        }
        let bytes = shown(&home, &args, "true");
        let data = args.iter().any(|word| word == "--json" || word == "json");
        let found = if data { steering_data(&bytes) } else { stranger(&bytes, SIZE) };
        assert!(found.is_none(), "KNEEL_SEED={seed}, {args:?}: {}", found.unwrap());
        count += 1;
    }
    (source.made, count)
}

/// `KNEEL_COMMANDS=5000` runs so many.
#[test]
fn no_string_steers_the_terminal_from_any_command() {
    let commands = number("KNEEL_COMMANDS", 60);
    let every = if commands < 500 { 4 } else { 1 };
    let (mut seed, mut made, mut count) = (number("KNEEL_SEED", 1) as u64, 0, 0);
    while count < commands {
        let (more, run) = run(seed, every);
        made += more;
        count += run;
        seed += 1;
    }
    println!("{made} strings through {count} commands in a terminal: nothing but kneel's own sequences");
}

/// The editor is handed a path that kneel chose, alone for the person, and nothing of the text; and what a kill leaves
/// behind is gone with the next.
#[test]
fn a_text_in_the_editor_is_private_and_does_not_outlive_a_kill() {
    let home = Home::with_letter();
    let item = home.id("Nilufa");
    home.kneel(&["edit", &item, "--text", "$(touch owned); `touch owned` --help\n../../owned"]).done();
    let told = home.path("told");
    let script = |then: &str| {
        let body = format!(
            "echo \"$#\" \"$1\" >> {0}; stat -c %a \"$1\" \"${{1%/*}}\" >> {0}; {then}\n",
            told.display()
        );
        format!("sh {}", home.file("editor.sh", body))
    };
    let edit = ["edit".to_owned(), item];
    shown(&home, &edit, &script("kill -9 $PPID"));
    let words = std::fs::read_to_string(&told).unwrap();
    let lines: Vec<&str> = words.lines().collect();
    let path = lines[0].strip_prefix("1 ").unwrap();
    assert_eq!(lines[1..], ["600", "700"]);
    let name = path.strip_prefix(home.path("").to_str().unwrap()).unwrap().trim_start_matches('/');
    assert!(name.starts_with("kneel-edit-") && name.ends_with("/kneel.md"), "{name}");
    assert!(std::fs::read_to_string(path).unwrap().contains("touch owned"));
    shown(&home, &edit, &script("true"));
    assert!(!std::path::Path::new(path).exists());
    assert!(home.files().iter().all(|(path, _)| !path.ends_with("kneel.md") && !path.ends_with("owned")));
}
