//! `kneel profiles`: what was learned of publishers' bulletins.

use std::fs;
use std::path::PathBuf;

use clap::Subcommand;
use serde::Serialize;

use super::{Desk, Error, Exit, export};
use crate::bulletin::{Profile, Rule};
use crate::profiles::{self, Kept};

/// Show what kneel learned of publishers' bulletins
#[derive(Debug, clap::Args)]
#[command(after_help = "\
What you put right in an import is remembered for its publisher, and used for that
publisher's next issues only. Each profile is a file that you can read and change.

Examples:
  kneel profiles
  kneel profiles show \"Hill Clinic\"
  kneel profiles export \"Hill Clinic\" hill-clinic.toml
  kneel profiles import hill-clinic.toml    what it says is added to yours
  kneel profiles remove \"Hill Clinic\"       its file is put aside, not deleted")]
pub struct Args {
    #[command(subcommand)]
    what: Option<What>,
    /// Print them as JSON (kneel.profiles/1)
    #[arg(long, global = true)]
    json: bool,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Show one
    Show {
        /// The publisher, or the beginning of its name
        name: String,
    },
    /// Write one to a new file, or to stdout
    Export {
        /// The publisher, or the beginning of its name
        name: String,
        /// The file; an existing one is never overwritten
        file: Option<PathBuf>,
    },
    /// Add what a file says to what is known of its publisher
    Import {
        /// A profile that somebody exported
        file: PathBuf,
    },
    /// Forget one; its file is put aside
    Remove {
        /// The publisher, or the beginning of its name
        name: String,
    },
}

#[derive(Serialize)]
struct Data<'a> {
    format: &'static str,
    profiles: Vec<ProfileData<'a>>,
}

#[derive(Serialize)]
struct ProfileData<'a> {
    publisher: &'a str,
    file: String,
    rules: Vec<String>,
    profile: &'a Profile,
}

pub fn run(args: &Args, desk: &mut Desk) -> Result<Exit, Error> {
    let folder = desk.paths()?.profiles();
    let (known, problems) = profiles::all(&folder);
    for problem in &problems {
        desk.say(problem);
    }
    match &args.what {
        None if known.is_empty() && !args.json => {
            desk.say("no profiles yet: what you put right in an import is remembered for its publisher");
            Ok(Exit::Nothing)
        }
        None => tell(args.json, desk, &known),
        Some(What::Show { name }) => tell(args.json, desk, std::slice::from_ref(find(&known, name)?)),
        Some(What::Export { name, file }) => {
            let text = profiles::written(&find(&known, name)?.profile).map_err(Error::Failed)?;
            match file {
                Some(path) => export::into_file(path, |out| Ok(out.write_all(text.as_bytes())?))?,
                None => write!(desk.out, "{}", crate::text::safe(&text))?,
            }
            Ok(Exit::Done)
        }
        Some(What::Import { file }) => {
            let refused =
                |why: String| Error::Failed(format!("{}: {why}; nothing was changed", file.display()));
            let text = fs::read_to_string(file).map_err(|error| refused(error.to_string()))?;
            let (profile, unknown) = profiles::parse(&text).map_err(refused)?;
            for what in unknown {
                desk.say(&format!("{}: {what}", file.display()));
            }
            let mine = known.iter().find(|kept| kept.profile.is_of(&profile.publisher));
            let mine = mine.map_or_else(|| Profile::of(&profile.publisher), |kept| kept.profile.clone());
            let joined = profile.rules().iter().fold(mine.clone(), |joined, rule| joined.with(rule));
            let new: Vec<Rule> =
                joined.rules().into_iter().filter(|rule| !mine.rules().contains(rule)).collect();
            if new.is_empty() {
                desk.say(&format!("nothing in it is new about {}", joined.publisher));
                return Ok(Exit::Nothing);
            }
            profiles::keep(&folder, &joined).map_err(Error::Failed)?;
            for rule in new {
                desk.line(&format!("{}: {rule}", joined.publisher))?;
            }
            Ok(Exit::Done)
        }
        Some(What::Remove { name }) => {
            let kept = find(&known, name)?;
            let aside = profiles::put_aside(&kept.path).map_err(Error::Failed)?;
            desk.say(&format!("forgotten: {}; its file is now {}", kept.profile.publisher, aside.display()));
            Ok(Exit::Done)
        }
    }
}

fn tell(json: bool, desk: &mut Desk, known: &[Kept]) -> Result<Exit, Error> {
    let words = |profile: &Profile| profile.rules().iter().map(ToString::to_string).collect::<Vec<_>>();
    if json {
        let data = |kept: &'_ Kept| (kept.path.display().to_string(), words(&kept.profile));
        let profiles = known.iter().map(|kept| {
            let (file, rules) = data(kept);
            ProfileData { publisher: &kept.profile.publisher, file, rules, profile: &kept.profile }
        });
        desk.json(&Data { format: "kneel.profiles/1", profiles: profiles.collect() })?;
        return Ok(Exit::Done);
    }
    for kept in known {
        desk.line(&format!("{}  {}", kept.profile.publisher, kept.path.display()))?;
        for rule in words(&kept.profile) {
            desk.text(2, &rule)?;
        }
    }
    Ok(Exit::Done)
}

/// The profile that a name means: the whole of it, or the beginning of one only.
fn find<'a>(known: &'a [Kept], name: &str) -> Result<&'a Kept, Error> {
    let begins = |kept: &&Kept| kept.profile.begins_with(name);
    if let Some(whole) = known.iter().find(|kept| kept.profile.is_of(name)) {
        return Ok(whole);
    }
    let mut found = known.iter().filter(begins);
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one),
        (None, _) => {
            Err(Error::Failed(format!("there is no profile of {name}; `kneel profiles` lists them")))
        }
        _ => Err(Error::Failed(format!("several publishers begin with {name}; write more of the name"))),
    }
}
