//! `kneel suggest` and `kneel dismiss`: which requests praises may answer, and which they do not.

mod talk;

use std::io::Write;

use serde::Serialize;

use super::{Desk, Error, Exit, items};
use crate::answers::Confidence;
use crate::journal::{Change, Evidence, Journal, Looked, Suggestion};

/// Show which earlier requests a praise may answer
#[derive(Debug, clap::Args)]
#[command(after_help = "\
kneel only proposes; `kneel answer REQUEST --from PRAISE` says that one is right,
`kneel dismiss PRAISE REQUEST` that it is not.

Examples:
  kneel suggest                praises that are likely an answer
  kneel suggest --plain        and decide, one after the other, by words
  kneel suggest --all          every praise nobody has decided upon
  kneel suggest 9c             what one praise may answer
  kneel suggest --explain 9c   and what speaks for and against it
  kneel suggest --reset-learning   forget what your decisions taught

Each decision moves the weights of this journal a little, never by more than half.")]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Args {
    /// Only this praise, by the beginning of its id
    #[arg(value_name = "PRAISE")]
    id: Option<String>,
    /// Read them out one after the other and ask for a word, line by line
    #[arg(long, conflicts_with_all = ["id", "all", "explain", "reset_learning", "json"])]
    plain: bool,
    /// Show less likely ones too, and praises without any
    #[arg(long, short)]
    all: bool,
    /// Show every piece of evidence for a praise's candidates, and what it counts
    #[arg(long, value_name = "PRAISE", conflicts_with_all = ["id", "all"])]
    explain: Option<String>,
    /// Forget what your decisions taught: every praise is looked at as on the first day
    #[arg(long, conflicts_with_all = ["id", "all", "explain", "json"])]
    reset_learning: bool,
    /// Print every praise without a verdict as JSON (kneel.suggest/1)
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Suggestions {
    format: &'static str,
    praises: Vec<Suggestion>,
}

#[derive(Serialize)]
struct Explained {
    format: &'static str,
    #[serde(flatten)]
    suggestion: Suggestion,
    evidence: Vec<Vec<Evidence>>,
}

pub fn run(args: &Args, desk: &mut Desk) -> Result<Exit, Error> {
    let mut journal = desk.journal_if_any()?;
    if args.reset_learning {
        return forget(desk, &mut journal);
    }
    if let Some(prefix) = args.explain.as_ref().or(args.id.as_ref()) {
        return one(args, desk, &mut journal, prefix);
    }
    look_at_all(desk, &mut journal)?;
    if args.plain {
        return talk::through(desk, &mut journal);
    }
    let mut praises = Vec::new();
    journal.suggestions(|suggestion| {
        praises.push(suggestion);
        Ok::<(), Error>(())
    })?;
    if args.json {
        desk.json(&Suggestions { format: "kneel.suggest/1", praises })?;
        return Ok(Exit::Done);
    }
    let mut shown = 0;
    for praise in &praises {
        let likely = |suggestion: &Suggestion| {
            suggestion.candidates.iter().any(|candidate| candidate.confidence == Confidence::Likely)
        };
        if args.all || likely(praise) {
            print(desk, &journal, praise, args.all)?;
            shown += 1;
        }
    }
    if shown == 0 {
        desk.say(match praises.len() {
            0 => "no praise waits for a word of yours",
            _ => "no praise is likely an answer; `kneel suggest --all` shows all of them",
        });
        return Ok(Exit::Nothing);
    }
    desk.say("`kneel answer REQUEST --from PRAISE` keeps one, `kneel dismiss PRAISE REQUEST` puts it away");
    Ok(Exit::Done)
}

fn forget(desk: &mut Desk, journal: &mut Journal) -> Result<Exit, Error> {
    let known = journal.forget_lessons()?;
    let decisions = if known == 1 { "1 decision" } else { &format!("{known} decisions") };
    desk.say(&format!("forgotten: what {decisions} taught; the decisions themselves stay"));
    Ok(if known == 0 { Exit::Nothing } else { Exit::Done })
}

/// Looks at the praises that nobody looked at yet, and tells how far it is where there are many.
fn look_at_all(desk: &mut Desk, journal: &mut Journal) -> Result<(), Error> {
    let mut done = 0;
    let mut told = false;
    loop {
        let Looked { now, left, .. } = journal.look_for_answers()?;
        done += now;
        if left == 0 || now == 0 {
            break;
        }
        if desk.shows_progress {
            let _ = write!(desk.err, "\r{done} of {} praises looked at", done as u64 + left);
            told = true;
        }
    }
    if told {
        let _ = writeln!(desk.err, "\r{done} of {done} praises looked at");
    }
    Ok(())
}

fn one(args: &Args, desk: &mut Desk, journal: &mut Journal, prefix: &str) -> Result<Exit, Error> {
    let item = items::detail(journal, prefix)?;
    if !item.row.kinds.praise {
        return Err(Error::Failed(format!("{prefix} gives no thanks; `kneel list is:praise` shows praises")));
    }
    journal.look_at_one(&item.row.id)?;
    let Some(suggestion) = journal.suggestion(&item.row.id)? else {
        desk.say("you have decided upon this praise; `kneel history` shows when, `kneel undo` takes it back");
        return Ok(Exit::Nothing);
    };
    let mut evidence = Vec::new();
    if args.explain.is_some() {
        for candidate in &suggestion.candidates {
            evidence.push(journal.explain(&suggestion.item, &candidate.request)?);
        }
    }
    if args.json {
        desk.json(&Explained { format: "kneel.suggestion/1", suggestion, evidence })?;
        return Ok(Exit::Done);
    }
    print(desk, journal, &suggestion, true)?;
    for (candidate, evidence) in suggestion.candidates.iter().zip(&evidence) {
        writeln!(desk.out, "{}: what counts how much", journal.short_id(&candidate.request)?)?;
        writeln!(
            desk.out,
            "  {:<14} {:>8} {:>8} {:>8} {:>8}",
            "evidence", "found", "weight", "learned", "counts"
        )?;
        for Evidence { feature, value, weight, learned } in evidence {
            let (name, counts) = (feature.name(), value * weight);
            writeln!(desk.out, "  {name:<14} {value:>8.2} {weight:>8.2} {learned:>+8.2} {counts:>8.2}")?;
        }
        writeln!(desk.out)?;
    }
    Ok(Exit::Done)
}

/// A praise and its candidates.
fn print(desk: &mut Desk, journal: &Journal, suggestion: &Suggestion, all: bool) -> Result<(), Error> {
    let day = suggestion.issued.map(|issued| format!(", {}", issued.in_words())).unwrap_or_default();
    desk.text(0, &format!("{}  We heard{day}", journal.short_id(&suggestion.item)?))?;
    desk.text(2, &suggestion.text)?;
    let candidates =
        suggestion.candidates.iter().filter(|candidate| all || candidate.confidence == Confidence::Likely);
    let mut any = false;
    for candidate in candidates {
        any = true;
        writeln!(desk.out)?;
        let short = journal.short_id(&candidate.request)?;
        desk.text(4, &format!("{short}  We asked: {}", candidate.confidence.name()))?;
        desk.text(6, &candidate.text)?;
        desk.text(6, &format!("Why: {}", candidate.reasons.join("; ")))?;
    }
    if !any && suggestion.calls_back {
        desk.text(4, "It calls back to something that was asked, perhaps before your journal begins.")?;
    } else if !any {
        desk.text(4, "Nothing in the journal seems to have asked for it.")?;
    }
    Ok(writeln!(desk.out)?)
}

/// Say that a praise does not answer a request
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Without a request the praise answers none, and is not asked about again.

Examples:
  kneel dismiss 9c 3f
  kneel dismiss 9c")]
pub struct DismissArgs {
    /// The praise, by the beginning of its id
    #[arg(value_name = "PRAISE")]
    praise: String,
    /// The requests that it does not answer
    #[arg(value_name = "REQUEST")]
    requests: Vec<String>,
}

pub fn dismiss(args: &DismissArgs, desk: &mut Desk) -> Result<Exit, Error> {
    let mut journal = desk.journal_if_any()?;
    let praise = items::detail(&journal, &args.praise)?;
    if !praise.row.kinds.praise {
        let prefix = &args.praise;
        return Err(Error::Failed(format!("{prefix} gives no thanks; `kneel list is:praise` shows praises")));
    }
    let mut changes = Vec::new();
    for request in &args.requests {
        let request = Some(items::named(&journal, request)?);
        changes.push(Change::Dismissed { item: praise.row.id.clone(), request });
    }
    if changes.is_empty() {
        changes.push(Change::Dismissed { item: praise.row.id, request: None });
    }
    items::act(desk, &mut journal, &changes)?;
    Ok(Exit::Done)
}
