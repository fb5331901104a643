//! `kneel list` and `kneel search`: items by filter and by words.

use super::{Desk, Error, Exit, items, share};
use crate::journal::{Filter, ItemRow, Journal, Step};

/// List items
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Filters, of which all must hold:
  region:africa  country:kenya  publisher:lamplight  bulletin:ID
  is:open  is:answered  is:snoozed  is:archived  is:praise  is:request  is:own
  is:private  is:noted  is:pinned  is:follow-up
  before:2026-03-01  after:yesterday  prayed:<30d  prayed:>2w  prayed:never
and words, each the beginning of a word in the text, a note or an answer.
Filters that you use often can have a name, as views in the config.

Without a terminal each line has id, title, region and state, with tabs between.

Examples:
  kneel list
  kneel list is:open region:\"Asia, Central\"
  kneel list 'prayed:>30d' well
  kneel list --view \"Tuesday group\"
  kneel list is:answered --json")]
pub struct Args {
    /// Filters and words
    filter: Vec<String>,
    #[command(flatten)]
    output: Output,
}

/// Search texts, notes, answers and verses for words
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Each word is the beginning of a word in the text, a note or an answer, and all
must be there; the filters of `kneel list` can be added. Newest first. Of a word
that is nowhere, what is near is looked for, and that is said. A passage, or words
of a verse, finds the bulletins that begin with it.

Examples:
  kneel search well water
  kneel search \"clean water\" is:open
  kneel search Romans 8:26")]
pub struct SearchArgs {
    /// What to look for
    #[arg(required_unless_present = "view")]
    words: Vec<String>,
    #[command(flatten)]
    output: Output,
}

#[derive(Debug, clap::Args)]
struct Output {
    /// A saved view, by its name among the views of config.toml
    #[arg(long, value_name = "NAME")]
    view: Option<String>,
    /// How many at most
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Print them as JSON (kneel.items/1)
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, desk: &mut Desk) -> Result<Exit, Error> {
    print(desk, &args.filter, &args.output, false)
}

pub fn search(args: &SearchArgs, desk: &mut Desk) -> Result<Exit, Error> {
    print(desk, &args.words, &args.output, true)
}

fn print(desk: &mut Desk, typed: &[String], output: &Output, search: bool) -> Result<Exit, Error> {
    let filter = share::filter(desk, output.view.as_deref(), typed)?;
    // what is near a word is looked for by a table that is made for it
    let journal = if search { desk.journal_if_any()? } else { desk.journal_to_read()? };
    let now = desk.now()?;
    let limit = output.limit.unwrap_or(usize::MAX >> 1);
    let mut rows = journal.select(&filter, limit, now.day())?;
    let mut told = false;
    if search && !filter.words.is_empty() {
        if rows.is_empty() {
            rows = nearby(desk, &journal, &filter, limit)?;
        }
        told = verses(desk, &journal, &filter)?;
    }
    if output.json {
        items::print_json(desk, &journal, &rows)?;
        return Ok(Exit::Done);
    }
    if rows.is_empty() && !told {
        desk.say(if filter.is_empty() {
            "the journal is empty; `kneel import FILE` reads a bulletin, `kneel add TEXT` adds a request"
        } else {
            "nothing was found"
        });
    }
    items::print_lines(desk, &journal, &rows, now)?;
    Ok(Exit::Done)
}

/// What is near where a word is nowhere, and says so.
fn nearby(desk: &mut Desk, journal: &Journal, filter: &Filter, limit: usize) -> Result<Vec<ItemRow>, Error> {
    let today = desk.now()?.day();
    let (mut rows, mut next) = (Vec::new(), Some(Step { near: true, ..Step::default() }));
    while let Some(step) = next.filter(|_| rows.len() < limit) {
        let searched = journal.search(filter, step, limit - rows.len(), today)?;
        if step.below.is_none() {
            for near in &searched.near {
                desk.say(&format!("near {}: {}", near.typed, near.meant.join(", ")));
            }
        }
        rows.extend(searched.rows);
        next = searched.rest;
    }
    Ok(rows)
}

/// So many bulletins are told that begin with a passage.
const MOST_VERSES: usize = 5;

/// Says which bulletins begin with what was looked for; tells whether any does.
fn verses(desk: &mut Desk, journal: &Journal, filter: &Filter) -> Result<bool, Error> {
    let verses = journal.verses(&filter.words, MOST_VERSES)?;
    let found = !verses.is_empty();
    for verse in verses {
        let id: String = verse.bulletin.chars().take(8).collect();
        let title = verse.title.or(verse.publisher).unwrap_or_else(|| "a bulletin".to_owned());
        desk.say(&format!("{} stands before {title}; `kneel list bulletin:{id}` lists it", verse.reference));
    }
    Ok(found)
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
