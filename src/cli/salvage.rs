//! `kneel doctor --salvage`: saves what can be read of a damaged journal, after the copies were offered.

use std::path::Path;

use serde::Serialize;

use super::{Desk, Error, Exit};
use crate::clock::Moment;
use crate::journal::{self, Journal, Salvaged};
use crate::text::counted;

#[derive(Serialize)]
struct Data<'a> {
    format: &'static str,
    #[serde(flatten)]
    saved: &'a Salvaged,
}

pub fn run(json: bool, desk: &mut Desk) -> Result<Exit, Error> {
    let (path, now) = (desk.paths()?.journal(), desk.now()?);
    let log_alone = journal::is_log_alone(&path);
    if !log_alone {
        journal::refuse_missing(&path, now)?;
        if !path.exists() {
            desk.say("there is no journal yet, so there is nothing to salvage");
            return Ok(Exit::Nothing);
        }
    }
    if !log_alone && journal::is_sound(&path) && is_whole(&path, now)? {
        desk.say("the journal is whole: `kneel doctor` finds nothing, and there is nothing to salvage");
        return Ok(Exit::Nothing);
    }
    let copy = journal::newest_sound_copy(&path, now);
    if let Some(copy) = &copy {
        desk.say(&format!(
            "there is a sound copy of {}: `kneel restore {}` brings it back as it was;\nwhat was done since then is \
             in the damaged journal alone, and salvaging takes that and the copy together",
            copy.made.format("%Y-%m-%d %H:%M"),
            copy.path.display()
        ));
        if desk.asks && !agrees(desk, "salvage now? the damaged file stays as it is (yes/no)")? {
            desk.say("nothing was changed");
            return Ok(Exit::Nothing);
        }
    }
    let saved = journal::salvage(&path, copy.as_ref().map(|copy| copy.path.as_path()), now)?;
    if json {
        desk.json(&Data { format: "kneel.salvage/1", saved: &saved })?;
    } else {
        desk.line(&saved.path.display().to_string())?;
    }
    tell(desk, &saved);
    if desk.asks && agrees(desk, "put it in the place of the damaged journal, which is kept? (yes/no)")? {
        let kept = journal::restore(&path, None, &saved.path, None, now)?;
        let kept = kept.map(|kept| format!("; the damaged one is kept as {}", kept.display()));
        desk.say(&format!("restored{}", kept.unwrap_or_default()));
    } else {
        desk.say(&format!(
            "the damaged journal is as it was; `kneel restore {}` puts the new one in its place",
            saved.path.display()
        ));
    }
    let all = saved.missing + saved.documents_missing + saved.items_missing == 0;
    Ok(if all { Exit::Done } else { Exit::Partly })
}

/// Whether the doctor finds nothing either. Damage is no error here, what kneel cannot know is.
fn is_whole(path: &Path, now: Moment) -> Result<bool, Error> {
    use journal::Error::{Damaged, Foreign, Sql, Unreadable};
    let looked = Journal::open(path, now).and_then(|journal| journal.doctor());
    match looked {
        Ok(report) => Ok(report.problems.is_empty()),
        Err(Damaged { .. } | Foreign { .. } | Sql { .. } | Unreadable { .. }) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

fn tell(desk: &mut Desk, saved: &Salvaged) {
    let Salvaged {
        events,
        from_copy,
        missing,
        documents,
        documents_missing,
        items,
        items_missing,
        drafts,
        ..
    } = *saved;
    desk.say(&format!(
        "saved: {}, {} and {}",
        counted(events + from_copy, "event"),
        counted(documents, "original"),
        counted(items, "item")
    ));
    if from_copy > 0 {
        desk.say(&format!("{} of them came from the copy", counted(from_copy, "event")));
    }
    if drafts > 0 {
        desk.say(&format!("{} that was not sent off yet", counted(drafts, "draft")));
    }
    if missing > 0 {
        desk.say(&format!("not saved: {} of which only traces are left", counted(missing, "event")));
    }
    if documents_missing > 0 {
        desk.say(&format!(
            "not saved: {}; what was read in them is there",
            counted(documents_missing, "original")
        ));
    }
    if items_missing > 0 {
        desk.say(&format!(
            "not found: {} of which something is known; importing their bulletins again brings them back, with marks \
             and notes",
            counted(items_missing, "request")
        ));
    }
}

fn agrees(desk: &mut Desk, question: &str) -> Result<bool, Error> {
    let answer = desk.ask(question)?.unwrap_or_default().to_lowercase();
    Ok(answer == "yes" || answer == "y")
}
