//! `kneel list` and `kneel search`: items by filter and by words.

use super::{Desk, Error, Exit, items};
use crate::journal::Filter;

/// List items
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Filters, of which all must hold:
  region:africa  country:kenya  publisher:lamplight
  is:open  is:answered  is:snoozed  is:praise  is:own  is:private  is:archived
  before:2026-03-01  after:2026-03-01  prayed:<30d  prayed:>2w  prayed:never
and words, each the beginning of a word in the text, a note or an answer.

Without a terminal each line has id, title, region and state, with tabs between.

Examples:
  kneel list
  kneel list is:open region:\"Asia, Central\"
  kneel list 'prayed:>30d' well
  kneel list is:answered --json")]
pub struct Args {
    /// Filters and words
    filter: Vec<String>,
    #[command(flatten)]
    output: Output,
}

/// Search texts, notes and answers for words
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Each word is the beginning of a word in the text, a note or an answer, and all
must be there; the filters of `kneel list` can be added. Newest first.

Examples:
  kneel search well water
  kneel search \"clean water\" is:open")]
pub struct SearchArgs {
    /// What to look for
    #[arg(required = true)]
    words: Vec<String>,
    #[command(flatten)]
    output: Output,
}

#[derive(Debug, clap::Args)]
struct Output {
    /// How many at most
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Print them as JSON (kneel.items/1)
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, desk: &mut Desk) -> Result<Exit, Error> {
    print(desk, &args.filter, &args.output)
}

pub fn search(args: &SearchArgs, desk: &mut Desk) -> Result<Exit, Error> {
    print(desk, &args.words, &args.output)
}

fn print(desk: &mut Desk, typed: &[String], output: &Output) -> Result<Exit, Error> {
    let typed: Vec<String> = typed.iter().map(|word| quoted(word)).collect();
    let filter = Filter::parse(&typed.join(" "))?;
    let journal = desk.journal_if_any()?;
    let now = desk.now()?;
    let rows = journal.select(&filter, output.limit.unwrap_or(usize::MAX >> 1), now.day())?;
    if output.json {
        items::print_json(desk, &journal, &rows)?;
        return Ok(Exit::Done);
    }
    if rows.is_empty() {
        desk.say(if filter.is_empty() {
            "the journal is empty; `kneel import FILE` reads a bulletin, `kneel add TEXT` adds a request"
        } else {
            "nothing was found"
        });
    }
    items::print_lines(desk, &journal, &rows, now)?;
    Ok(Exit::Done)
}

/// Gives back the quotes that the shell took: what was one word for the shell is one for the filter.
pub(super) fn quoted(word: &str) -> String {
    if word.contains('"') || !word.contains(char::is_whitespace) {
        return word.to_owned();
    }
    match word.split_once(':') {
        Some((key, value)) if !key.contains(char::is_whitespace) => format!("{key}:\"{value}\""),
        _ => format!("\"{word}\""),
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn what_the_shell_took_is_given_back() {
        assert_eq!(quoted("region:Asia, Central"), "region:\"Asia, Central\"");
        assert_eq!(quoted("clean water"), "\"clean water\"");
        assert_eq!(quoted("clean water: now"), "\"clean water: now\"");
        assert_eq!(quoted("is:open"), "is:open");
        assert_eq!(quoted("is:open region:\"east africa\""), "is:open region:\"east africa\"");
    }
}
