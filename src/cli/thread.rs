//! `kneel thread`: the story that an item belongs to.

use serde::Serialize;

use super::{Desk, Error, Exit, items};
use crate::journal::Chapter;

/// Show the story of a request: asked, asked again, news, answers
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Which items tell one story is worked out from names, places and words; what you
said with `kneel answer --from` and `kneel dismiss` counts over that.

Examples:
  kneel thread 3f
  kneel thread 3f --json")]
pub struct Args {
    /// The item, by the beginning of its id
    id: String,
    /// Print it as JSON (kneel.thread/1)
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Thread {
    format: &'static str,
    items: Vec<Chapter>,
}

pub fn run(args: &Args, desk: &mut Desk) -> Result<Exit, Error> {
    let journal = desk.journal_if_any()?;
    let story = journal.story(&items::named(&journal, &args.id)?)?;
    if args.json {
        desk.json(&Thread { format: "kneel.thread/1", items: story })?;
        return Ok(Exit::Done);
    }
    for chapter in &story {
        let what = chapter.words();
        let here = if chapter.here { ", this one" } else { "" };
        let short = journal.short_id(&chapter.item)?;
        desk.text(0, &format!("{short}  {}: {what}{here}", chapter.day.in_words()))?;
        desk.text(2, &chapter.text)?;
        if let Some(title) = &chapter.bulletin {
            desk.text(2, &format!("({title})"))?;
        }
    }
    if story.len() == 1 {
        desk.say("nothing else in the journal seems to tell of it");
    }
    Ok(Exit::Done)
}
