//! `kneel add`: a request of the person's own.

use std::io::Read;

use clap::ValueEnum;
use serde::Serialize;

use super::{Desk, Error, Exit};
use crate::bulletin::Kinds;
use crate::editor;
use crate::journal::{Change, ItemId, Visibility};

/// Add a request of your own
#[derive(Debug, clap::Args)]
#[command(after_help = "\
What you add is private until you say otherwise with `kneel flag`. Without TEXT
your editor opens; `-` reads what is piped in. The new item's id is printed.

Examples:
  kneel add \"Grandmother's operation on Friday\"
  kneel add --region \"My street\" --praise \"The bakery opened again\"
  echo \"Rain for the valley\" | kneel add -")]
pub struct Args {
    /// What to pray for; `-` reads it from what is piped in
    text: Option<String>,
    /// The region or heading it stands under
    #[arg(long)]
    region: Option<String>,
    /// It gives thanks and asks nothing
    #[arg(long)]
    praise: bool,
    /// Who may see it
    #[arg(long, value_enum, default_value_t = Sight::Private)]
    visibility: Sight,
    /// Print the new item's id as JSON (kneel.added/1)
    #[arg(long)]
    json: bool,
}

/// Who may see an item, as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Sight {
    /// Never leaves the journal
    Private,
    /// Leaves in what is made for the group
    Group,
    /// May go anywhere
    Public,
}

impl From<Sight> for Visibility {
    fn from(sight: Sight) -> Self {
        match sight {
            Sight::Private => Visibility::Private,
            Sight::Group => Visibility::Group,
            Sight::Public => Visibility::Public,
        }
    }
}

#[derive(Serialize)]
struct Added<'a> {
    format: &'static str,
    id: &'a ItemId,
    short: &'a str,
}

pub fn run(args: Args, desk: &mut Desk) -> Result<Exit, Error> {
    let Some(text) = written(desk, args.text)? else {
        desk.say("nothing was written, so nothing was added");
        return Ok(Exit::Nothing);
    };
    let change = Change::Added {
        text: text.clone(),
        region: args.region,
        kinds: if args.praise { Kinds::PRAISE } else { Kinds::REQUEST },
        visibility: args.visibility.into(),
    };
    let mut journal = desk.journal()?;
    let receipt = journal.act(desk.now()?, &[change]).inspect_err(|_| give_back(desk, &text))?;
    desk.say(&receipt.what);
    for id in &receipt.added {
        let short = &journal.short_id(id)?;
        if args.json {
            desk.json(&Added { format: "kneel.added/1", id, short })?;
        } else {
            desk.line(short)?;
        }
    }
    Ok(Exit::Done)
}

/// A text from the command line, from what is piped in, or from the editor; `None` when it is blank.
pub fn written(desk: &Desk, typed: Option<String>) -> Result<Option<String>, Error> {
    let text = match typed {
        Some(text) if text != "-" => text,
        None if desk.asks => editor::edit("")?.unwrap_or_default(),
        Some(_) | None => piped(desk)?,
    };
    Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty()))
}

/// A text that is piped in.
pub fn piped(desk: &Desk) -> Result<String, Error> {
    let mut text = String::new();
    desk.input()
        .read_to_string(&mut text)
        .map_err(|_| Error::Failed("what was piped in is not UTF-8 text; nothing was changed".to_owned()))?;
    Ok(text)
}

/// Shows the person what they wrote when the journal could not keep it: only they have it now.
pub fn give_back(desk: &mut Desk, text: &str) {
    if desk.asks {
        desk.say(&format!("this could not be kept:\n\n{text}\n"));
    }
}
