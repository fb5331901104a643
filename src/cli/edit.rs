//! `kneel edit`: an item's text, region or kinds.

use clap::ValueEnum;

use super::{Desk, Error, Exit, items};
use crate::bulletin::Kinds;
use crate::editor;
use crate::journal::Change;

/// Change an item's text, region or kinds
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Without an option your editor opens on the text. The text as it was imported is
kept, and so is every text in between.

Examples:
  kneel edit 3f
  kneel edit 3f --text \"Rain for the herders around Moyale\"
  kneel edit 3f --region \"Africa, East\" --kinds praise,request
  kneel edit 3f --region \"\"                 it stands under no region")]
pub struct Args {
    /// The item, by the beginning of its id
    id: String,
    /// Its new text
    #[arg(long)]
    text: Option<String>,
    /// Its new region; an empty one takes it away
    #[arg(long)]
    region: Option<String>,
    /// What it does; both, with a comma between
    #[arg(long, value_enum, value_delimiter = ',')]
    kinds: Vec<TypedKind>,
}

/// A kind as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum TypedKind {
    /// It gives thanks
    Praise,
    /// It asks
    Request,
}

pub fn run(args: Args, desk: &mut Desk) -> Result<Exit, Error> {
    let mut journal = desk.journal_if_any()?;
    let item = items::detail(&journal, &args.id)?;
    let mut text = args.text;
    if text.is_none() && args.region.is_none() && args.kinds.is_empty() {
        if !desk.asks {
            return Err(Error::Usage(
                "there is no terminal for an editor; say --text, --region or --kinds".to_owned(),
            ));
        }
        text = editor::edit(&item.text)?;
    }
    let change = Change::Edited {
        text: text.filter(|text| *text != item.text),
        region: args.region.map(Some).filter(|region| *region != item.row.region),
        kinds: kinds(&args.kinds).filter(|kinds| *kinds != item.row.kinds),
        item: item.row.id,
    };
    if let Change::Edited { text: None, region: None, kinds: None, .. } = change {
        desk.say("nothing was changed");
        return Ok(Exit::Nothing);
    }
    items::act(desk, &mut journal, &[change])?;
    Ok(Exit::Done)
}

fn kinds(typed: &[TypedKind]) -> Option<Kinds> {
    let praise = typed.contains(&TypedKind::Praise);
    let request = typed.contains(&TypedKind::Request);
    (praise || request).then_some(Kinds { praise, request })
}
