//! One document looked at line by line, and put right before it is kept: what the look on the screens does, in words.

use crate::bulletin::{self, Document, Fate, Profile, Reading};
use crate::cli::{Desk, Error};
use crate::intake::{Opened, Opener, Source};
use crate::journal::{Incoming, Whole};

/// A document that was put right.
#[derive(Debug)]
pub struct Right {
    /// Its path.
    pub path: String,
    /// It as it was opened.
    pub document: Document,
    /// What it says once it is put right.
    pub reading: Reading,
    /// What goes into the journal.
    pub incoming: Incoming,
}

/// Reads the one document that was named and carries corrections out on it, in order: each sees what those before made
/// of it.
pub fn read(sources: &[Source], profiles: &[Profile], fixes: &[String]) -> Result<Right, Error> {
    let [source] = sources else {
        return Err(Error::Usage(
            "`--show`, `--plain` and `--fix` are about one document; name a single file".to_owned(),
        ));
    };
    let path = source.path();
    let (bytes, document) = match Opener::new().read(source) {
        Opened::Document(bytes, document) => (bytes, document),
        Opened::Refused(why) => return Err(Error::Failed(format!("{path}: {why}"))),
        Opened::Export(_) | Opened::Sealed(_) | Opened::Foreign => {
            return Err(Error::Failed(format!("{path}: this is no bulletin; it has no lines to put right")));
        }
    };
    let mut reading = bulletin::understand(document.clone(), profiles);
    let mut corrections = Vec::new();
    for words in fixes {
        let wrong = |why: String| Error::Usage(format!("`--fix {words}`: {why}"));
        let correction = reading.correction_in(words).map_err(wrong)?;
        let (right, unfit) = bulletin::apply(reading, std::slice::from_ref(&correction));
        if !unfit.is_empty() {
            return Err(wrong("the document has nothing there that this fits".to_owned()));
        }
        reading = right;
        corrections.push(correction);
    }
    let bulletins = reading.clone().bulletins();
    let incoming = Incoming { name: source.name(), whole: Whole::of(&bytes), bulletins, corrections };
    Ok(Right { path, document, reading, incoming })
}

/// Tells each line with its number and what becomes of it.
pub fn show(desk: &mut Desk, reading: &Reading) -> Result<(), Error> {
    let widest = Fate::ALL.iter().map(|fate| fate.name().len()).max().unwrap_or_default();
    for outcome in reading.issues.iter().flat_map(bulletin::Issue::outcomes) {
        for at in outcome.block.lines.clone() {
            let Some(line) = reading.document.lines.get(at) else { continue };
            let goes_on = at > outcome.block.lines.start;
            let fate = if goes_on { "" } else { outcome.fate.name() };
            desk.line(&crate::text::safe_line(&format!(
                "{:>5}  {fate:widest$}  {}",
                reading.number_of(at),
                line.text
            )))?;
        }
    }
    Ok(())
}
