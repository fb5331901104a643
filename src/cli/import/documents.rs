//! One document after the other, read and ready for the journal.

use crate::bulletin::{self, Problem, Profile};
use crate::intake::{Opened, Opener, Source};
use crate::journal::{Incoming, Ready, Whole};

/// What a source turned out to be.
#[derive(Debug)]
pub enum Document {
    /// A bulletin, or several.
    Read {
        /// Its path.
        path: String,
        /// What goes into the journal.
        ready: Ready,
        /// What the person should know about it.
        problems: Vec<Problem>,
    },
    /// A journal that kneel exported, to be merged: its path and all of it.
    Export(String, Vec<u8>),
    /// What somebody sealed, to be opened and joined: its path and all of it.
    Sealed(String, Vec<u8>),
    /// A picture or the like, beside the documents of a folder.
    Foreign,
    /// It cannot be read: its path and why.
    Refused(String, String),
}

impl Document {
    /// How much memory it holds, roughly.
    pub fn weight(&self) -> usize {
        match self {
            Document::Read { ready, .. } => ready.size(),
            Document::Export(_, bytes) | Document::Sealed(_, bytes) => bytes.len(),
            Document::Foreign | Document::Refused(..) => 0,
        }
    }
}

/// Reads one document.
pub fn read(source: &Source, opener: &mut Opener, profiles: &[Profile]) -> Document {
    let path = source.path();
    match opener.read(source) {
        Opened::Document(bytes, document) => {
            let mut reading = bulletin::understand(document, profiles);
            let problems = std::mem::take(&mut reading.problems);
            let (name, bulletins) = (source.name(), reading.bulletins());
            let incoming = Incoming { name, whole: Whole::of(&bytes), bulletins, corrections: Vec::new() };
            Document::Read { path, ready: Ready::of(incoming), problems }
        }
        Opened::Export(bytes) => Document::Export(path, bytes),
        Opened::Sealed(bytes) => Document::Sealed(path, bytes),
        Opened::Foreign => Document::Foreign,
        Opened::Refused(why) => Document::Refused(path, why),
    }
}
