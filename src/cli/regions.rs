//! `kneel regions`: the regions there are, and which names mean the same one.

use clap::Subcommand;
use serde::Serialize;

use super::{Desk, Error, Exit};
use crate::bulletin::{Profile, Renaming};
use crate::journal::{Journal, RegionRow};
use crate::regions::{self, New, Question, Unsettled, Verdict};
use crate::text::bare_name;

/// Show the regions, and say which names mean the same one
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Publishers rename their regions. When an older name is gone and a newer one stands in
its place, kneel asks once; the answer is kept in that publisher's profile. What
stands under the older name moves to the newer one, as one step that `kneel undo`
takes back; the heading as it was printed stays with each item.

Examples:
  kneel regions
  kneel regions same \"Southeast Asia\" \"Asia Pacific\"
  kneel regions same --publisher \"Hill Clinic\" Highlands \"Highlands & Lakes\"
  kneel regions apart Highlands Coast      they are two; do not ask again")]
pub struct Args {
    #[command(subcommand)]
    what: Option<What>,
    /// Print them as JSON (kneel.regions/1)
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Subcommand)]
enum What {
    /// The second is the new name of the first
    Same(Pair),
    /// They are two regions
    Apart(Pair),
}

#[derive(Debug, clap::Args)]
struct Pair {
    /// The older name
    older: String,
    /// The newer name
    newer: String,
    /// Whose regions they are, where several publishers have the older one
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,
}

#[derive(Serialize)]
struct Data {
    format: &'static str,
    regions: Vec<RegionRow>,
    questions: Vec<QuestionData>,
}

#[derive(Serialize)]
struct QuestionData {
    publisher: String,
    older: String,
    newer: String,
    why: Vec<&'static str>,
}

pub fn run(args: &Args, desk: &mut Desk) -> Result<Exit, Error> {
    match &args.what {
        None => list(args.json, desk),
        Some(What::Same(pair)) if bare_name(&pair.older) == bare_name(&pair.newer) => {
            Err(Error::Usage("the two names are the same".to_owned()))
        }
        Some(What::Same(pair)) => answer(desk, pair, Verdict::Same),
        Some(What::Apart(pair)) => answer(desk, pair, Verdict::Apart),
    }
}

fn answer(desk: &mut Desk, pair: &Pair, verdict: Verdict) -> Result<Exit, Error> {
    let mut journal = desk.journal_if_any()?;
    let publisher = whose(&journal, pair)?;
    settle(desk, &mut journal, &publisher, (&pair.older, &pair.newer), verdict)
}

fn list(json: bool, desk: &mut Desk) -> Result<Exit, Error> {
    let journal = desk.journal_if_any()?;
    let regions = journal.overview(desk.now()?.day())?.regions;
    let profiles = desk.profiles()?;
    let mut questions = Vec::new();
    for publisher in journal.publishers()? {
        questions.extend(regions::questions(&journal, &profiles, &publisher)?);
    }
    if json {
        let data = |Question { publisher, renaming: Renaming { older, newer, why } }| QuestionData {
            publisher,
            older,
            newer,
            why,
        };
        let questions = questions.into_iter().map(data).collect();
        desk.json(&Data { format: "kneel.regions/1", regions, questions })?;
        return Ok(Exit::Done);
    }
    for region in regions {
        desk.line(&format!("{:>6}  {}", region.open, region.name.as_deref().unwrap_or("(no region)")))?;
    }
    for one in &questions {
        desk.say(&hint(one));
    }
    Ok(Exit::Done)
}

/// Asks about what an import brought, where a person can be asked; else says how to answer.
pub fn ask(desk: &mut Desk, journal: &mut Journal, profiles: &[Profile], new: &New) -> Result<(), Error> {
    for one in regions::raised(journal, profiles, new)? {
        if !desk.asks {
            desk.say(&hint(&one));
            continue;
        }
        let Question { publisher, renaming: Renaming { older, newer, .. } } = &one;
        let question = format!("{publisher}: {}: same? [y/n, Enter: not now]", one.words());
        match desk.ask(&question)?.unwrap_or_default().to_lowercase().as_str() {
            "y" | "yes" => drop(settle(desk, journal, publisher, (older, newer), Verdict::Same)?),
            "n" | "no" => drop(settle(desk, journal, publisher, (older, newer), Verdict::Apart)?),
            _ => {}
        }
    }
    Ok(())
}

fn hint(question: &Question) -> String {
    let Question { publisher, renaming: Renaming { older, newer, .. } } = question;
    let words = question.words();
    format!("{publisher}: {words}; `kneel regions same \"{older}\" \"{newer}\"` or `apart` answers")
}

/// The publisher that a pair of names is of: the one that has the older one, or the one that was said.
fn whose(journal: &Journal, pair: &Pair) -> Result<String, Error> {
    let all = journal.publishers()?;
    if let Some(name) = &pair.publisher {
        let known = all.into_iter().find(|known| Profile::of(known).is_of(name));
        return known.ok_or_else(|| Error::Failed(format!("nothing from {name} is in the journal")));
    }
    let mut having = Vec::new();
    for publisher in all {
        let headings = journal.sections(&publisher)?;
        let has = |name: &str| {
            let bare = bare_name(name);
            headings.iter().flatten().any(|section| bare_name(&section.heading) == bare)
        };
        if has(&pair.older) {
            having.push((has(&pair.newer), publisher));
        }
    }
    // who has both of them means both of them
    if having.iter().any(|(both, _)| *both) {
        having.retain(|(both, _)| *both);
    }
    match (having.pop(), having.is_empty()) {
        (Some((_, one)), true) => Ok(one),
        (None, _) => Err(Error::Failed(format!(
            "no publisher has a region \"{}\"; `kneel regions` shows their names",
            pair.older
        ))),
        _ => Err(Error::Usage(format!(
            "several publishers have a region \"{}\"; say --publisher NAME",
            pair.older
        ))),
    }
}

fn settle(
    desk: &mut Desk,
    journal: &mut Journal,
    publisher: &str,
    names: (&str, &str),
    verdict: Verdict,
) -> Result<Exit, Error> {
    let folder = desk.paths()?.profiles();
    let settled = regions::settle(journal, desk.now()?, &folder, publisher, names, verdict);
    let settled = settled.map_err(|error| match error {
        Unsettled::Journal(error) => error.into(),
        Unsettled::Profile(why) => Error::Failed(why),
    })?;
    desk.say(&settled.told(publisher));
    if settled.moved > 0 {
        desk.say("`kneel undo` moves them back");
    }
    Ok(Exit::Done)
}
