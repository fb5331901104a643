//! `kneel regions`: the regions there are, and which names mean the same one.

use std::collections::BTreeMap;

use clap::Subcommand;
use serde::Serialize;

use super::{Desk, Error, Exit};
use crate::bulletin::{Bulletin, Profile, Renaming, Rule, renamings};
use crate::journal::{Change, Journal, RegionRow};
use crate::profiles;

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
        Some(What::Same(pair)) => {
            let mut journal = desk.journal_if_any()?;
            let publisher = whose(&journal, pair)?;
            same(desk, &mut journal, &publisher, &pair.older, &pair.newer)
        }
        Some(What::Apart(pair)) => {
            let mut journal = desk.journal_if_any()?;
            let publisher = whose(&journal, pair)?;
            apart(desk, &mut journal, &publisher, &pair.older, &pair.newer)
        }
    }
}

fn list(json: bool, desk: &mut Desk) -> Result<Exit, Error> {
    let journal = desk.journal_if_any()?;
    let regions = journal.overview(desk.now()?.day())?.regions;
    let profiles = desk.profiles()?;
    let mut questions = Vec::new();
    for publisher in journal.publishers()? {
        let asked = open_questions(&journal, &profiles, &publisher)?;
        questions.extend(asked.into_iter().map(|one| (publisher.clone(), one)));
    }
    if json {
        let data =
            |(publisher, Renaming { older, newer, why })| QuestionData { publisher, older, newer, why };
        let questions = questions.into_iter().map(data).collect();
        desk.json(&Data { format: "kneel.regions/1", regions, questions })?;
        return Ok(Exit::Done);
    }
    for region in regions {
        desk.line(&format!("{:>6}  {}", region.open, region.name.as_deref().unwrap_or("(no region)")))?;
    }
    for (publisher, one) in &questions {
        desk.say(&hint(publisher, one));
    }
    Ok(Exit::Done)
}

/// Asks about what an import brought, where a person can be asked; else says how to answer.
pub fn ask(desk: &mut Desk, journal: &mut Journal, new: &New) -> Result<(), Error> {
    if new.0.is_empty() {
        return Ok(());
    }
    let (profiles, _) = profiles::load(&desk.paths()?.profiles());
    for (publisher, headings) in &new.0 {
        for one in open_questions(journal, &profiles, publisher)? {
            if !headings.contains(&one.newer) {
                continue;
            }
            if !desk.asks {
                desk.say(&hint(publisher, &one));
                continue;
            }
            let question = format!("{}: same? [y/n, Enter: not now]", looks_like(publisher, &one));
            match desk.ask(&question)?.unwrap_or_default().to_lowercase().as_str() {
                "y" | "yes" => drop(same(desk, journal, publisher, &one.older, &one.newer)?),
                "n" | "no" => drop(apart(desk, journal, publisher, &one.older, &one.newer)?),
                _ => {}
            }
        }
    }
    Ok(())
}

/// The headings of bulletins that were new, by their publishers.
#[derive(Debug, Default)]
pub struct New(BTreeMap<String, Vec<String>>);

impl New {
    /// Notes one.
    pub fn add(&mut self, bulletin: &Bulletin) {
        let Some(publisher) = &bulletin.publisher else { return };
        let headings = self.0.entry(publisher.clone()).or_default();
        for heading in bulletin.items.iter().filter_map(|item| item.heading.as_ref()) {
            if !headings.contains(heading) {
                headings.push(heading.clone());
            }
        }
    }
}

/// What a publisher seems to have renamed, where the person did not say yet.
fn open_questions(journal: &Journal, profiles: &[Profile], publisher: &str) -> Result<Vec<Renaming>, Error> {
    let mut found = renamings(&journal.sections(publisher)?);
    if let Some(profile) = profiles.iter().find(|profile| profile.is_of(publisher)) {
        found.retain(|one| !profile.decided(&one.older, &one.newer));
    }
    Ok(found)
}

fn looks_like(publisher: &str, one: &Renaming) -> String {
    format!(
        "{publisher}: “{}” looks like the new name of “{}” ({})",
        one.newer,
        one.older,
        one.why.join(", ")
    )
}

fn hint(publisher: &str, one: &Renaming) -> String {
    let Renaming { older, newer, .. } = one;
    format!("{}; `kneel regions same \"{older}\" \"{newer}\"` or `apart` answers", looks_like(publisher, one))
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
        let has = |name: &str| headings.iter().flatten().any(|section| section.heading == name);
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

fn same(
    desk: &mut Desk,
    journal: &mut Journal,
    publisher: &str,
    older: &str,
    newer: &str,
) -> Result<Exit, Error> {
    if Profile::of(older).is_of(newer) {
        return Err(Error::Usage("the two names are the same".to_owned()));
    }
    let profile = decide(desk, publisher, &Rule::Region(older.to_owned(), newer.to_owned()))?;
    let newest = profile.newest(newer).to_owned();
    let items = journal.items_under(publisher, older, None)?;
    move_to(desk, journal, items, &newest)?;
    desk.say(&format!("kneel remembers for {publisher}: “{newest}” is the new name of “{older}”"));
    Ok(Exit::Done)
}

fn apart(
    desk: &mut Desk,
    journal: &mut Journal,
    publisher: &str,
    older: &str,
    newer: &str,
) -> Result<Exit, Error> {
    decide(desk, publisher, &Rule::Apart(older.to_owned(), newer.to_owned()))?;
    let items = journal.items_under(publisher, newer, Some(older))?;
    move_to(desk, journal, items, older)?;
    desk.say(&format!("kneel remembers for {publisher}: “{older}” and “{newer}” are two regions"));
    Ok(Exit::Done)
}

/// Keeps what the person said in the publisher's profile.
fn decide(desk: &mut Desk, publisher: &str, rule: &Rule) -> Result<Profile, Error> {
    let folder = desk.paths()?.profiles();
    let (known, _) = profiles::load(&folder);
    let known = known.into_iter().find(|profile| profile.is_of(publisher));
    let profile = known.unwrap_or_else(|| Profile::of(publisher)).with(rule);
    profiles::keep(&folder, &profile).map_err(Error::Failed)?;
    Ok(profile)
}

fn move_to(
    desk: &mut Desk,
    journal: &mut Journal,
    items: Vec<crate::journal::ItemId>,
    region: &str,
) -> Result<(), Error> {
    if items.is_empty() {
        return Ok(());
    }
    let count = items.len();
    let change =
        |item| Change::Edited { item, text: None, region: Some(Some(region.to_owned())), kinds: None };
    let changes: Vec<Change> = items.into_iter().map(change).collect();
    journal.act(desk.now()?, &changes)?;
    let items = if count == 1 { "1 item".to_owned() } else { format!("{count} items") };
    desk.say(&format!("{items} moved to “{region}”; `kneel undo` moves them back"));
    Ok(())
}
