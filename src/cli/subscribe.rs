//! `kneel subscribe`: names what is to be read whenever there is something new.

use std::fs;
use std::io::BufRead;

use super::{Desk, Error, Exit};
use crate::subscription::{self, Address, Place};

/// Name a page, feed, folder or Maildir to fetch bulletins from
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Nothing is fetched yet: `kneel fetch` does that, each time you or a timer call
it, and it asks for nothing but what you named here. An address that was made
for you alone is shown shortened everywhere but in `kneel subscriptions --long`.
With `-` it is read from stdin, so that it is in no history of your shell.

Examples:
  kneel subscribe https://news.example.org/prayer/feed.xml
  kneel subscribe https://news.example.org/prayer --name \"Lamplight\"
  kneel subscribe ~/Mail/prayer-letters
  kneel subscribe - < address.txt")]
pub struct Args {
    /// An address, a folder, a Maildir, or `-`
    #[arg(value_name = "URL|FOLDER")]
    place: String,
    /// What to call it
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
}

pub fn run(args: &Args, desk: &mut Desk) -> Result<Exit, Error> {
    let place = if args.place == "-" {
        let mut line = String::new();
        desk.input().read_line(&mut line)?;
        place(line.trim())?
    } else {
        place(&args.place)?
    };
    let mut journal = desk.journal()?;
    let (one, changed) = subscription::add(&mut journal, place, args.name.clone())?;
    if !changed {
        desk.say(&format!("you are subscribed to {} already", one.name));
        return Ok(Exit::Nothing);
    }
    desk.say(&format!("subscribed to {} ({}); `kneel fetch` reads what is there", one.name, one.id));
    if let Place::Web(address) = &one.place
        && !address.is_safe()
    {
        desk.say(&format!(
            "others on the way can read and change what comes from {}; does it have an address with https://?",
            address.host()
        ));
    }
    Ok(Exit::Done)
}

/// What was typed: an address, or a folder that is there.
fn place(typed: &str) -> Result<Place, Error> {
    let begins =
        |scheme: &str| typed.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme));
    if begins("https://") || begins("http://") {
        if !subscription::CAN_ASK {
            return Err(Error::Failed(
                "this kneel was built without the feature `net` and opens no connection; \
                 it can subscribe to folders, and `kneel import -` reads what another program fetched"
                    .to_owned(),
            ));
        }
        return Address::parse(typed).map(Place::Web).map_err(Error::Usage);
    }
    if typed.contains("://") {
        return Err(Error::Usage(
            "kneel fetches from addresses that begin with https:// or http:// only".to_owned(),
        ));
    }
    match fs::metadata(typed) {
        Ok(about) if about.is_dir() => {
            let folder = fs::canonicalize(typed)?;
            if folder.to_str().is_none() {
                return Err(Error::Failed("the folder's name is not written in UTF-8; rename it".to_owned()));
            }
            Ok(Place::Folder(folder))
        }
        Ok(_) => Err(Error::Usage(format!("{typed} is a file; `kneel import` reads it"))),
        Err(_) => Err(Error::Usage(format!(
            "{typed} is neither a folder that is there nor an address that begins with https://"
        ))),
    }
}
