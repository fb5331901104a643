//! `kneel note`: what the person writes on an item, rewrites, and takes away again.

use super::add::{give_back, piped, written};
use super::{Desk, Error, Exit, items};
use crate::editor;
use crate::journal::{Change, ItemDetail, NoteEntry};

/// Write a note on an item, rewrite it, or take it away
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Without TEXT your editor opens, on a file that only you can read and that is
removed afterwards; `-`, or no terminal, reads what is piped in. A note that you
empty in the editor is taken away. What it said stays in the item's timeline.

Examples:
  kneel note 3f \"Visit refused again\"
  kneel note 3f
  kneel note 3f - < letter.txt
  kneel note 3f --rewrite                  the newest note, in your editor
  kneel note 3f --rewrite 2 \"Visit allowed\"
  kneel note 3f --take-away 1              the oldest note
  kneel note 3f --share 2                  it goes along with what you share
  kneel note 3f --keep-home 2              it stays home, as notes do at first")]
pub struct Args {
    /// The item, by the beginning of its id
    id: String,
    /// The note; `-` reads it from what is piped in
    text: Option<String>,
    /// Rewrite note N as `kneel show` numbers them, or the newest
    #[arg(long, value_name = "N", num_args = 0..=1, value_parser = number)]
    #[allow(clippy::option_option, reason = "clap's form of an option with or without a value")]
    rewrite: Option<Option<usize>>,
    /// Take note N away, or the newest
    #[arg(long, value_name = "N", num_args = 0..=1, value_parser = number, conflicts_with_all = ["rewrite", "text"])]
    #[allow(clippy::option_option, reason = "clap's form of an option with or without a value")]
    take_away: Option<Option<usize>>,
    /// Let note N, or the newest, go along with what is shared
    #[arg(long, value_name = "N", num_args = 0..=1, value_parser = number, conflicts_with_all = ["rewrite", "take_away", "text"])]
    #[allow(clippy::option_option, reason = "clap's form of an option with or without a value")]
    share: Option<Option<usize>>,
    /// Keep note N, or the newest, home again
    #[arg(long, value_name = "N", num_args = 0..=1, value_parser = number, conflicts_with_all = ["rewrite", "take_away", "share", "text"])]
    #[allow(clippy::option_option, reason = "clap's form of an option with or without a value")]
    keep_home: Option<Option<usize>>,
}

/// The number of a note.
fn number(typed: &str) -> Result<usize, String> {
    typed.parse().map_err(|_| "the number of a note goes here; a text goes before the option".to_owned())
}

pub fn run(args: Args, desk: &mut Desk) -> Result<Exit, Error> {
    if let Some(number) = args.share {
        return share(&args.id, number, true, desk);
    }
    if let Some(number) = args.keep_home {
        return share(&args.id, number, false, desk);
    }
    match (args.rewrite, args.take_away) {
        (_, Some(number)) => take_away(&args.id, number, desk),
        (Some(number), None) => rewrite(&args.id, number, args.text, desk),
        (None, None) => write(&args.id, args.text, desk),
    }
}

fn write(id: &str, typed: Option<String>, desk: &mut Desk) -> Result<Exit, Error> {
    let mut journal = desk.journal_if_any()?;
    let item = items::named(&journal, id)?;
    let Some(text) = written(desk, typed)? else {
        desk.say("nothing was written, so no note was kept");
        return Ok(Exit::Nothing);
    };
    let change = Change::Noted { item, text: text.clone() };
    items::act(desk, &mut journal, &[change]).inspect_err(|_| give_back(desk, &text))?;
    Ok(Exit::Done)
}

fn rewrite(id: &str, number: Option<usize>, typed: Option<String>, desk: &mut Desk) -> Result<Exit, Error> {
    let mut journal = desk.journal_if_any()?;
    let detail = items::detail(&journal, id)?;
    let note = note_of(&detail, number, id)?;
    let edits = typed.is_none() && desk.asks;
    let text = match typed {
        Some(text) if text != "-" => text,
        None if edits => editor::edit(&note.text)?.unwrap_or_else(|| note.text.clone()),
        Some(_) | None => piped(desk)?,
    };
    let text = text.trim();
    if text == note.text {
        desk.say("the note says that already, so nothing was changed");
        return Ok(Exit::Nothing);
    }
    // A pipe that brings nothing is more likely a mishap than a wish.
    if text.is_empty() && !edits {
        desk.say("nothing was written, so the note stays as it is; --take-away takes it away");
        return Ok(Exit::Nothing);
    }
    let (item, note) = (detail.row.id.clone(), note.id.clone());
    let change = Change::NoteEdited { item, note, text: text.to_owned() };
    items::act(desk, &mut journal, &[change]).inspect_err(|_| give_back(desk, text))?;
    Ok(Exit::Done)
}

fn take_away(id: &str, number: Option<usize>, desk: &mut Desk) -> Result<Exit, Error> {
    let mut journal = desk.journal_if_any()?;
    let detail = items::detail(&journal, id)?;
    let note = note_of(&detail, number, id)?.id.clone();
    let change = Change::NoteEdited { item: detail.row.id, note, text: String::new() };
    items::act(desk, &mut journal, &[change])?;
    Ok(Exit::Done)
}

fn share(id: &str, number: Option<usize>, shared: bool, desk: &mut Desk) -> Result<Exit, Error> {
    let mut journal = desk.journal_if_any()?;
    let detail = items::detail(&journal, id)?;
    let note = note_of(&detail, number, id)?.id.clone();
    items::act(desk, &mut journal, &[Change::NoteShared { item: detail.row.id, note, shared }])?;
    Ok(Exit::Done)
}

/// The note of that number, 1 the oldest; without a number the newest.
fn note_of<'a>(item: &'a ItemDetail, number: Option<usize>, id: &str) -> Result<&'a NoteEntry, Error> {
    let notes = &item.written;
    let note = match number {
        None => notes.last(),
        Some(number) => number.checked_sub(1).and_then(|at| notes.get(at)),
    };
    note.ok_or_else(|| {
        Error::Failed(match (notes.len(), number) {
            (0, _) => format!("{id} has no note; `kneel note {id}` writes one"),
            (1, _) => format!("{id} has one note only; leave the number out"),
            (count, _) => format!("{id} has notes 1 to {count}; `kneel show {id}` shows them"),
        })
    })
}
