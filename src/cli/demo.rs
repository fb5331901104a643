//! `kneel demo`: invented bulletins in a journal that is thrown away.

use super::{Desk, Error, Exit, home, today};
use crate::bulletin;
use crate::journal::{ActId, FEW_PRAISES, Incoming, Journal, Through, Whole};
use crate::tui::Options;

/// The invented bulletins.
const BULLETINS: [(&str, &[u8]); 4] = [
    (
        "1-evenhand-justice-2026-03-07.txt",
        include_bytes!("../../assets/demo/1-evenhand-justice-2026-03-07.txt"),
    ),
    (
        "2-hearthtongue-translators-2026-03-28.txt",
        include_bytes!("../../assets/demo/2-hearthtongue-translators-2026-03-28.txt"),
    ),
    (
        "3-heronwake-river-clinics-2026-04-25.txt",
        include_bytes!("../../assets/demo/3-heronwake-river-clinics-2026-04-25.txt"),
    ),
    (
        "4-lantern-lane-chapel-2026-05-17.md",
        include_bytes!("../../assets/demo/4-lantern-lane-chapel-2026-05-17.md"),
    ),
];

/// Try kneel on invented bulletins; nothing is kept
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Your own journal is not touched. All names in the bulletins are invented.

Examples:
  kneel demo")]
pub struct Args;

pub fn run(desk: &mut Desk) -> Result<Exit, Error> {
    // Removed when this function is left, however it is left; the journal inside is closed before.
    let folder = tempfile::tempdir()?;
    let now = desk.now()?;
    let mut journal = Journal::open(&folder.path().join("demo").join("journal.db"), now)?;
    let mut incoming = Vec::new();
    for (name, bytes) in BULLETINS {
        let bulletins = bulletin::read(bytes, &[])
            .map_err(|error| Error::Failed(format!("{name}: {error}")))?
            .bulletins();
        incoming.push(Incoming {
            name: name.to_owned(),
            whole: Whole::of(bytes),
            bulletins,
            corrections: Vec::new(),
        });
    }
    journal.import(now, ActId::new(now), &incoming)?;
    let answers = journal.look_at_few(FEW_PRAISES)?.unwrap_or(0);
    if desk.asks {
        let notice = "a demo: invented bulletins, thrown away afterwards".to_owned();
        return home::screens(
            desk,
            journal,
            Options { notice: Some(notice), loose: true, ..Options::default() },
        );
    }
    for bulletin in journal.bulletins(BULLETINS.len())? {
        let title = bulletin.title.or(bulletin.publisher).unwrap_or_default();
        desk.line(&format!("read: {title}, {} items", bulletin.items))?;
    }
    desk.line(&format!("{answers} praises may be answers to earlier requests"))?;
    desk.line("")?;
    let rows = today::rows(desk, &journal, &Through::Portion)?;
    today::print(desk, &journal, &rows)?;
    Ok(Exit::Done)
}
