//! Power cuts: whatever kneel said is done is there afterwards, and nothing is there in part.

use std::fs;
use std::path::Path;

use crate::cli_common::Home;
use crate::disk::{Disk, Record, Synced, records};
use crate::layer::{Act, acts, held, id_of, layer, log_of, over};
use crate::{Dice, dice, times};

/// A session, all that the disk was told in it, and what there was before and after each act.
struct Session {
    home: Home,
    records: Vec<Record>,
    /// Before the first act, and after each.
    held: Vec<Held>,
    /// Behind which record each act was said to be done.
    said: Vec<usize>,
}

/// What a home keeps: its journal, its settings, the copies that were asked for.
#[derive(PartialEq)]
struct Held {
    journal: String,
    config: String,
    copies: Vec<String>,
}

impl Held {
    fn of(home: &Path) -> Self {
        let data = home.join("data");
        let config = fs::read_to_string(home.join("config/config.toml")).unwrap_or_default();
        let copies = fs::read_dir(data.join("backups")).into_iter().flatten();
        let mut copies: Vec<_> =
            copies.map(|copy| copy.unwrap().file_name().into_string().unwrap()).collect();
        copies.retain(|name| name.starts_with("kneel-"));
        let journal =
            if data.exists() && data.join("journal.db").exists() { held(&data) } else { String::new() };
        Held { journal, config, copies }
    }
}

fn session(layer: &Path) -> Session {
    let home = Home::new();
    let (mut states, mut said) = (vec![Held::of(&home.path(""))], Vec::new());
    let mut perform = |home: &Home, act: &Act| {
        let ran = over(layer, home, &act.args(), None).unwrap().done();
        assert!(ran.out.contains(act.told) || ran.err.contains(act.told), "{act:?}: {ran:?}");
        states.push(Held::of(&home.path("")));
        let records = records(&log_of(home));
        let words = act.told.as_bytes();
        let spoken = |record: &Record| {
            record.kind == b'A' && record.data.windows(words.len()).any(|window| window == words)
        };
        said.push(records.iter().rposition(spoken).unwrap() + 1);
    };
    for act in acts(&home, None) {
        perform(&home, &act);
    }
    let id = id_of("Nilufa", &home);
    for act in acts(&home, Some(&id)) {
        perform(&home, &act);
    }
    let records = records(&log_of(&home));
    fs::remove_file(log_of(&home)).unwrap();
    Session { home, records, held: states, said }
}

/// Cuts the power behind so many records, and says how many acts that were said to be done are gone.
fn cut(session: &Session, at: usize, synced: Synced, dice: &mut Dice) -> Result<usize, String> {
    let mut disk = Disk::new(synced);
    session.records[..at].iter().for_each(|record| disk.tell(record));
    let after = Home::new();
    disk.cut(dice, session.home.path("").as_path(), &after.path(""));
    let said = session.said.iter().filter(|&&said| said <= at).count();
    let doctor = after.kneel(&["doctor"]);
    if !matches!(doctor.code, 0 | 3) {
        return Err(format!("behind record {at}, {said} acts done: {doctor:?}"));
    }
    half_a_copy(&after).map_or(Ok(()), |copy| Err(format!("behind record {at}: {copy} is not whole")))?;
    let now = Held::of(&after.path(""));
    // an act may be there that was not yet said to be done, and an older state where something was lost
    let like = |held: &Held| {
        held.config == now.config
            && now.copies == held.copies
            && (held.journal == now.journal || (held.journal.is_empty() && !now.journal.contains("\"text\"")))
    };
    let up_to = (said + 1).min(session.held.len() - 1);
    match session.held[..=up_to].iter().rposition(like) {
        Some(found) => Ok(said.saturating_sub(found)),
        None => Err(format!("behind record {at}, {said} acts done: the journal is like none that there was")),
    }
}

/// A copy that has a name and is not whole. Nobody said that the one of the day is there; if it is, all of it is.
fn half_a_copy(home: &Home) -> Option<String> {
    let copies = fs::read_dir(home.data().join("backups")).into_iter().flatten();
    let mut names = copies.map(|copy| copy.unwrap().path()).filter(|path| path.extension().is_some());
    let half = names.find(|copy| {
        let copy = rusqlite::Connection::open(copy).unwrap();
        copy.query_row("SELECT count(*) > 0 FROM event", [], |row| row.get(0)) != Ok(true)
    });
    half.map(|path| path.display().to_string())
}

#[test]
fn a_power_cut_costs_nothing_that_was_said_to_be_done() {
    let Some(layer) = layer() else { return };
    let session = session(layer);
    let mut dice = dice();
    let (points, mut bitten) = (times(32, 500), 0);
    let mut wrong = Vec::new();
    for point in 0..points {
        // every other cut right behind the words that something is done, which is the worst moment for them
        let at = match point % 2 {
            0 => session.said[dice.below(session.said.len())] + dice.below(3),
            _ => 1 + dice.below(session.records.len()),
        }
        .min(session.records.len());
        match cut(&session, at, Synced::AsDone, &mut dice) {
            Ok(0) => {}
            Ok(lost) => {
                wrong.push(format!("behind record {at}: {lost} acts that were said to be done are gone"));
            }
            Err(problem) => wrong.push(problem),
        }
        // the same moments with a log that is synced seldom: else these cuts would prove nothing
        bitten += u64::from(!matches!(cut(&session, at, Synced::Seldom, &mut dice), Ok(0)));
    }
    println!(
        "{points} power cuts among {} acts upon the disk: {} with something lost; {bitten} had the log been synced \
         as seldom as synchronous=NORMAL does",
        session.records.len(),
        wrong.len()
    );
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(bitten > 0, "nothing was lost with a log that is hardly synced: this proves nothing");
}
