//! Regions that publishers renamed: what a person is asked about them, and what the answer changes.

use std::collections::BTreeMap;
use std::path::Path;

use crate::bulletin::{Bulletin, Profile, Renaming, Rule, renamings};
use crate::clock::Moment;
use crate::journal::{Change, Error, Journal};
use crate::profiles;

/// The headings of bulletins that were new, by their publishers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct New(BTreeMap<String, Vec<String>>);

impl New {
    /// Notes a bulletin's.
    pub fn add(&mut self, bulletin: &Bulletin) {
        let Some(publisher) = &bulletin.publisher else { return };
        let headings = bulletin.items.iter().filter_map(|item| item.heading.clone());
        self.note(publisher.clone(), headings);
    }

    /// Notes those of others.
    pub fn join(&mut self, other: New) {
        for (publisher, headings) in other.0 {
            self.note(publisher, headings);
        }
    }

    fn note(&mut self, publisher: String, headings: impl IntoIterator<Item = String>) {
        let known = self.0.entry(publisher).or_default();
        for heading in headings {
            if !known.contains(&heading) {
                known.push(heading);
            }
        }
    }
}

/// A region that a publisher seems to have renamed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Whose it is.
    pub publisher: String,
    /// The two names, and what speaks for it.
    pub renaming: Renaming,
}

impl Question {
    /// What is asked, as a statement: "“Asia Pacific” looks like the new name of “Southeast Asia” (same words)".
    pub fn words(&self) -> String {
        let Renaming { older, newer, why } = &self.renaming;
        format!("“{newer}” looks like the new name of “{older}” ({})", why.join(", "))
    }
}

/// What a person says of two names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The second is the new name of the first.
    Same,
    /// They are two regions.
    Apart,
}

/// What came of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// What is remembered, in words.
    pub words: String,
    /// The region that items moved to.
    pub region: String,
    /// How many did.
    pub moved: usize,
}

impl Settled {
    /// What is remembered of a publisher, and what moved, in a sentence.
    pub fn told(&self, publisher: &str) -> String {
        let Settled { words, region, moved } = self;
        let moves = match moved {
            0 => String::new(),
            1 => format!("; 1 item moved to “{region}”"),
            _ => format!("; {moved} items moved to “{region}”"),
        };
        format!("remembered for {publisher}: {words}{moves}")
    }
}

/// Why an answer did not come about.
#[derive(Debug, thiserror::Error)]
pub enum Unsettled {
    /// The journal could not be read or changed.
    #[error(transparent)]
    Journal(#[from] Error),
    /// The profile could not be kept.
    #[error("{0}")]
    Profile(String),
}

/// What a publisher seems to have renamed, where the person did not say yet.
pub fn questions(journal: &Journal, profiles: &[Profile], publisher: &str) -> Result<Vec<Question>, Error> {
    let mut found = renamings(&journal.sections(publisher)?);
    if let Some(profile) = profiles.iter().find(|profile| profile.is_of(publisher)) {
        found.retain(|one| !profile.decided(&one.older, &one.newer));
    }
    let question = |renaming| Question { publisher: publisher.to_owned(), renaming };
    Ok(found.into_iter().map(question).collect())
}

/// Those of the questions that bulletins raise which were new.
pub fn raised(journal: &Journal, profiles: &[Profile], new: &New) -> Result<Vec<Question>, Error> {
    let mut raised = Vec::new();
    for (publisher, headings) in &new.0 {
        let open = questions(journal, profiles, publisher)?;
        raised.extend(open.into_iter().filter(|one| headings.contains(&one.renaming.newer)));
    }
    Ok(raised)
}

/// Keeps what the person said of an older and a newer name in the publisher's profile, and moves the items that stand
/// otherwise, as one act.
pub fn settle(
    journal: &mut Journal,
    now: Moment,
    folder: &Path,
    publisher: &str,
    (older, newer): (&str, &str),
    verdict: Verdict,
) -> Result<Settled, Unsettled> {
    let pair = (older.to_owned(), newer.to_owned());
    let rule = match verdict {
        Verdict::Same => Rule::Region(pair.0, pair.1),
        Verdict::Apart => Rule::Apart(pair.0, pair.1),
    };
    let (known, _) = profiles::load(folder);
    let known = known.into_iter().find(|profile| profile.is_of(publisher));
    let profile = known.unwrap_or_else(|| Profile::of(publisher)).with(&rule);
    profiles::keep(folder, &profile).map_err(Unsettled::Profile)?;
    let (items, region, words) = match verdict {
        Verdict::Same => {
            let newest = profile.newest(newer).to_owned();
            let words = format!("“{newest}” is the new name of “{older}”");
            (journal.items_under(publisher, older, None)?, newest, words)
        }
        Verdict::Apart => {
            let words = format!("“{older}” and “{newer}” are two regions");
            (journal.items_under(publisher, newer, Some(older))?, older.to_owned(), words)
        }
    };
    let moved = items.len();
    let change = |item| Change::Edited { item, text: None, region: Some(Some(region.clone())), kinds: None };
    let changes: Vec<Change> = items.into_iter().map(change).collect();
    if !changes.is_empty() {
        journal.act(now, &changes)?;
    }
    Ok(Settled { words, region, moved })
}
