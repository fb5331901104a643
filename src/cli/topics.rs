//! `kneel help`: topics in plain words, and the help of each command under the same name.

use std::io::Write;

use super::{Desk, Error, Exit, help};
use crate::text;

/// A topic: its name, other words for it, and what it says, as Markdown of the plainest kind.
struct Topic {
    name: &'static str,
    also: &'static [&'static str],
    says: &'static str,
}

macro_rules! topics {
    ($($name:literal $also:expr),* $(,)?) => {
        [$(Topic { name: $name, also: &$also, says: include_str!(concat!("../../assets/help/", $name, ".md")) }),*]
    };
}

const TOPICS: [Topic; 13] = topics![
    "start" ["first-week", "begin", "beginning", "tutorial"],
    "importing" ["reading", "csv", "misread"],
    "praying" ["portion", "walk", "prayer", "rest"],
    "filters" ["filter", "views", "finding", "query"],
    "answers" ["verdicts", "inbox", "praises", "suggestions"],
    "together" ["group", "evening", "sharing", "sheets", "syncing", "machines"],
    "encryption" ["passphrase", "password", "lock", "locking"],
    "backups" ["copies", "undoing", "safety"],
    "privacy" ["private", "public", "names"],
    "settings" ["configuration", "options", "preferences", "environment"],
    "files" ["folders", "where", "paths", "moving"],
    "plain" ["screen-reader", "screen-readers", "accessibility", "blind", "braille"],
    "troubles" ["troubleshooting", "trouble", "problems", "errors", "faq"],
];

/// The widest a text is set.
const WIDEST: usize = 72;

/// How far texts stand below headings.
const INDENT: usize = 2;

/// Columns for the name of a group of commands.
const GROUP: usize = 21;

/// How alike a mistyped word must be to be proposed, from 0 to 1.
const ALIKE: f64 = 0.5;

/// Explain a topic or a command; without one, list them
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  kneel help
  kneel help filters
  kneel help import    the same as `kneel import --help`")]
pub struct Args {
    /// A topic or a command
    word: Option<String>,
}

pub fn run(args: &Args, desk: &mut Desk) -> Result<Exit, Error> {
    let Some(word) = &args.word else {
        list(desk)?;
        return Ok(Exit::Done);
    };
    let wanted = word.to_lowercase();
    let command = help::command();
    if command.find_subcommand(&wanted).is_some() {
        // what clap would print for `--help` comes as an error that is none
        if let Err(help) = command.try_get_matches_from(["kneel", &wanted, "--help"]) {
            write!(desk.out, "{}", help.render())?;
        }
        return Ok(Exit::Done);
    }
    let named = |topic: &&Topic| topic.name == wanted || topic.also.contains(&wanted.as_str());
    if let Some(topic) = TOPICS.iter().find(named) {
        print(desk, topic.says)?;
        return Ok(Exit::Done);
    }
    Err(Error::Usage(unknown(&wanted, &command)))
}

/// All topics with what they are about, then all commands.
fn list(desk: &mut Desk) -> Result<(), Error> {
    let bold = bold(desk);
    writeln!(desk.out, "{}", heading("Topics: kneel help TOPIC", bold))?;
    for topic in &TOPICS {
        desk.line(&format!("  {:<13} {}", topic.name, title(topic)))?;
    }
    writeln!(desk.out, "\n{}", heading("Commands: kneel help COMMAND", bold))?;
    for (group, names) in help::groups_of_names() {
        let room = desk.width.unwrap_or(WIDEST).min(WIDEST).saturating_sub(GROUP + INDENT).max(10);
        for (at, line) in text::wrap(&names, room).into_iter().enumerate() {
            desk.line(&format!("  {:<GROUP$}{line}", if at == 0 { group } else { "" }))?;
        }
    }
    Ok(())
}

fn title(topic: &Topic) -> &str {
    topic.says.lines().next().unwrap_or_default().trim_start_matches("# ")
}

/// What is said of a word that names nothing.
fn unknown(word: &str, command: &clap::Command) -> String {
    let topics = TOPICS.iter().flat_map(|topic| topic.also.iter().chain([&topic.name])).copied();
    let commands = command.get_subcommands().map(clap::Command::get_name);
    let likeness = |other: &str| strsim::normalized_damerau_levenshtein(word, other);
    let near = topics.chain(commands).max_by(|one, other| likeness(one).total_cmp(&likeness(other)));
    match near.filter(|near| likeness(near) > ALIKE) {
        Some(near) => format!("there is no help on {word}; did you mean `kneel help {near}`?"),
        None => format!("there is no help on {word}; `kneel help` lists topics and commands"),
    }
}

/// Whether headings may be bold: somebody sees them, and wants no plain text.
fn bold(desk: &Desk) -> bool {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    desk.width.is_some() && set("NO_COLOR").is_none() && set("TERM").is_none_or(|term| term != "dumb")
}

fn heading(words: &str, bold: bool) -> String {
    if bold { format!("\x1b[1m{words}\x1b[0m") } else { words.to_owned() }
}

/// Prints a page: headings at the edge, texts wrapped below them, lines of code as they are.
fn print(desk: &mut Desk, page: &str) -> Result<(), Error> {
    let bold = bold(desk);
    let columns = desk.width.unwrap_or(WIDEST).min(WIDEST);
    for line in laid_out(page, columns) {
        match line {
            Line::Heading(words) => writeln!(desk.out, "{}", heading(&words, bold))?,
            Line::Text(words) => writeln!(desk.out, "{words}")?,
        }
    }
    Ok(())
}

/// A line of a page on the terminal.
#[derive(Debug, PartialEq, Eq)]
enum Line {
    Heading(String),
    Text(String),
}

fn laid_out(page: &str, columns: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut paragraph = String::new();
    for line in page.lines().chain([""]) {
        let begins = line.is_empty() || line.starts_with(['#', ' ']) || line.starts_with("- ");
        if begins && !paragraph.is_empty() {
            wrap(&std::mem::take(&mut paragraph), columns, &mut lines);
        }
        if line.is_empty() {
            lines.push(Line::Text(String::new()));
        } else if let Some(heading) = line.strip_prefix('#') {
            lines.push(Line::Heading(heading.trim_start_matches(['#', ' ']).to_owned()));
        } else if line.starts_with(' ') {
            lines.push(Line::Text(line.to_owned()));
        } else {
            paragraph.push_str(if paragraph.is_empty() { "" } else { " " });
            paragraph.push_str(line);
        }
    }
    lines.pop(); // the empty one that ended the last paragraph
    lines
}

/// A paragraph or an entry of a list, whose further lines stand below its words.
fn wrap(paragraph: &str, columns: usize, lines: &mut Vec<Line>) {
    let plain = paragraph.replace("**", "").replace('*', "");
    let (mark, words) = plain.strip_prefix("- ").map_or(("", plain.as_str()), |words| ("- ", words));
    let room = columns.saturating_sub(INDENT + mark.len()).max(10);
    for (at, line) in text::wrap(words, room).into_iter().enumerate() {
        let mark = if at == 0 { mark } else { "  ".get(..mark.len()).unwrap_or_default() };
        lines.push(Line::Text(format!("{:INDENT$}{mark}{line}", "")));
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::error::ErrorKind;

    use super::*;
    use crate::journal::Filter;

    /// The lines of code of a page without what is said beside them.
    fn examples(page: &str) -> impl Iterator<Item = &str> {
        let code = page.lines().filter_map(|line| line.strip_prefix("    "));
        code.map(|line| line.split("  ").next().unwrap_or_default())
    }

    #[test]
    fn every_command_in_a_topic_can_be_typed() {
        let mut tried = 0;
        for topic in &TOPICS {
            let quoted = topic.says.split('`').skip(1).step_by(2);
            let all = quoted.chain(examples(topic.says)).filter(|words| words.starts_with("kneel "));
            for example in all {
                let words = shell_words::split(example).unwrap();
                let named_only = words.len() == 2;
                let parsed = help::command().try_get_matches_from(words).err();
                let wrong = |error: &clap::Error| {
                    error.use_stderr() && !(named_only && error.kind() == ErrorKind::MissingRequiredArgument)
                };
                let problem = parsed.filter(wrong).map(|error| error.to_string());
                assert_eq!(problem, None, "{}: {example}", topic.name);
                tried += 1;
            }
        }
        assert!(tried > 60, "{tried}");
    }

    #[test]
    fn the_topic_of_filters_names_each_and_each_example_is_one() {
        let page = TOPICS.iter().find(|topic| topic.name == "filters").unwrap().says;
        for key in Filter::KEYS {
            assert!(examples(page).any(|line| line.starts_with(&format!("{key}:"))), "{key}: is not told");
        }
        for state in Filter::states() {
            assert!(page.contains(&format!("is:{state}")), "is:{state} is not told");
        }
        for line in examples(page).filter(|line| !line.starts_with("kneel")) {
            Filter::parse(line).unwrap_or_else(|error| panic!("{line}: {error}"));
        }
    }

    #[test]
    fn words_name_one_thing_and_a_page_fits_a_screen() {
        let command = help::command();
        let mut words: BTreeSet<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
        for topic in &TOPICS {
            for word in topic.also.iter().chain([&topic.name]) {
                assert!(words.insert(word), "{word} is told twice");
            }
            let lines = laid_out(topic.says, WIDEST);
            assert!(lines.len() <= 45, "{}: {} lines", topic.name, lines.len());
            for line in lines {
                let (Line::Heading(words) | Line::Text(words)) = line;
                assert!(text::width(&words) <= WIDEST, "{}: {words}", topic.name);
            }
            assert!(topic.says.starts_with("# "), "{}", topic.name);
        }
    }

    #[test]
    fn a_page_is_laid_out() {
        let page =
            "# Answers\n\nOne **word** and\nanother.\n\n    kneel list\n\n- one thing that is long\n- two\n";
        let text = |words: &str| Line::Text(words.to_owned());
        assert_eq!(
            laid_out(page, 18),
            [
                Line::Heading("Answers".to_owned()),
                text(""),
                text("  One word and"),
                text("  another."),
                text(""),
                text("    kneel list"),
                text(""),
                text("  - one thing that"),
                text("    is long"),
                text("  - two"),
            ]
        );
    }

    #[test]
    fn a_mistyped_word_is_guessed() {
        let command = help::command();
        assert!(unknown("filtres", &command).contains("`kneel help filters`"));
        assert!(unknown("improt", &command).contains("`kneel help import`"));
        assert!(unknown("qqqqq", &command).ends_with("lists topics and commands"));
    }
}
