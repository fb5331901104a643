//! The top page of the help: the commands in groups, made from the commands themselves.

use std::ffi::OsString;
use std::fmt::Write as _;

use clap::CommandFactory;

use super::{Cli, Command};

/// Which command stands under which heading; a test holds that each stands under exactly one.
const GROUPS: [(&str, &[&str]); 8] = [
    ("Bring in", &["import", "add", "bulletins", "profiles", "reread", "demo"]),
    ("Have come by itself", &["subscribe", "fetch", "subscriptions", "unsubscribe"]),
    ("Pray", &["today", "pray", "prayed", "snooze", "follow-up", "pin", "due", "remind"]),
    ("Look", &["list", "search", "show", "thread", "map", "regions", "stats", "history", "keys"]),
    (
        "Remember",
        &["note", "suggest", "answer", "dismiss", "reopen", "edit", "flag", "archive", "undo", "redo"],
    ),
    ("Together", &["review", "handout", "share", "sync"]),
    ("Keep", &["export", "backup", "restore", "doctor", "forget", "encrypt", "decrypt"]),
    ("Know", &["help", "config", "completions", "man"]),
];

const AFTER: &str = "\
Without a command, kneel opens on the screen.
Items are named by the first letters of their id, as `kneel list` shows them.

Examples:
  kneel demo                      try it on invented bulletins; nothing is kept
  kneel import bulletin.txt       read a bulletin into the journal
  kneel today                     what there is to pray today
  kneel prayed 3f                 mark the item that begins with 3f
  kneel undo                      take the last step back

Exit codes: 0 done, 1 failed, 2 usage, 3 nothing to do, 4 partly done,
5 the journal is from a newer kneel.
Environment: KNEEL_DATA_DIR, KNEEL_CONFIG_DIR, KNEEL_NOW,
KNEEL_PASSPHRASE_FD, NO_COLOR, VISUAL, EDITOR.";

/// The command line as clap knows it, with its grouped top page.
pub fn command() -> clap::Command {
    let command = Cli::command().after_help(AFTER);
    let groups = groups(&command);
    command.help_template(format!(
        "{{about-with-newline}}\n{{usage-heading}} {{usage}}\n{groups}\nOptions:\n{{options}}{{after-help}}"
    ))
}

/// What is called by prompts, timers and scripts, and the screens, is understood without putting all of the commands
/// together first, which takes a millisecond. `None`: that has to be done, also to say what is wrong.
pub fn at_once(arguments: impl Iterator<Item = OsString>) -> Option<Cli> {
    fn only<A: clap::Args>(arguments: &[OsString]) -> Option<A> {
        let command = A::augment_args(clap::Command::new("kneel")).disable_help_flag(true);
        A::from_arg_matches(&command.try_get_matches_from(arguments).ok()?).ok()
    }
    let arguments: Vec<OsString> = arguments.skip(1).collect();
    let command = match arguments.first() {
        None => None,
        Some(name) => Some(match name.to_str()? {
            "due" => Command::Due(only(&arguments)?),
            "today" => Command::Today(only(&arguments)?),
            "list" => Command::List(only(&arguments)?),
            _ => return None,
        }),
    };
    Some(Cli { command, passphrase_fd: None })
}

/// Each group with the names of its commands.
pub fn groups_of_names() -> impl Iterator<Item = (&'static str, String)> {
    GROUPS.iter().map(|(heading, names)| (*heading, names.join(", ")))
}

fn groups(command: &clap::Command) -> String {
    let mut page = String::new();
    for (heading, names) in GROUPS {
        let _ = writeln!(page, "\n{heading}:");
        for name in names {
            let about = command.find_subcommand(name).and_then(clap::Command::get_about);
            let _ = writeln!(page, "  {name:<13} {}", about.map(ToString::to_string).unwrap_or_default());
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use clap::FromArgMatches;

    use super::*;

    #[test]
    fn the_definitions_hold_together() {
        command().debug_assert();
    }

    #[test]
    fn what_is_understood_at_once_is_what_all_commands_together_understand() {
        let lines = [
            "kneel",
            "kneel due",
            "kneel due -q",
            "kneel due --format ({due})",
            "kneel due --json --quiet",
            "kneel today --json",
            "kneel today --help",
            "kneel --passphrase-fd 3 today",
            "kneel today --passphrase-fd 3",
            "kneel list",
            "kneel list region:asia is:open --limit 3 --json",
            "kneel list --limit",
            "kneel list --no-such",
            "kneel list -- --json",
            "kneel prayed 3f",
            "kneel --version",
            "kneel dues",
        ];
        let mut at_once = 0;
        for line in lines {
            let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            let Some(cli) = super::at_once(words.iter().cloned()) else { continue };
            let all = command().try_get_matches_from(&words).unwrap();
            assert_eq!(format!("{cli:?}"), format!("{:?}", Cli::from_arg_matches(&all).unwrap()), "{line}");
            at_once += 1;
        }
        assert_eq!(at_once, 8);
    }

    #[test]
    fn each_command_stands_in_one_group() {
        let mut grouped: Vec<&str> = GROUPS.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        let mut defined: Vec<String> =
            Cli::command().get_subcommands().map(|c| c.get_name().to_owned()).collect();
        grouped.sort_unstable();
        defined.sort_unstable();
        assert_eq!(grouped, defined);
    }

    #[test]
    fn the_top_page_fits_in_80_columns() {
        let page = command().render_help().to_string();
        let long: Vec<&str> = page.lines().filter(|line| line.chars().count() > 80).collect();
        assert!(long.is_empty(), "{long:#?}");
    }
}
