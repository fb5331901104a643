//! Opens documents: text here, what needs a large parser in a process of its own.

use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::child::{self, Child, End};
use super::{Limits, Source, is_foreign, load};
use crate::bulletin::{self, Document, Format};
use crate::journal::is_export;

/// How a file begins that was sealed with age.
const SEALED: &[u8] = b"age-encryption.org/v1\n";

/// What a source turned out to be.
#[derive(Debug)]
pub enum Opened {
    /// A document, and all of its bytes, to be kept.
    Document(Vec<u8>, Document),
    /// A journal that kneel exported, to be merged.
    Export(Vec<u8>),
    /// What somebody sealed for the person: all of it.
    Sealed(Vec<u8>),
    /// Plainly no document, and nobody named it: a picture, an archive, a program.
    Foreign,
    /// It cannot be read: a sentence.
    Refused(String),
}

/// Opens documents one after the other. The process that does it is started when one is needed, and ended with this.
#[derive(Debug)]
pub struct Opener {
    program: Option<PathBuf>,
    limits: Limits,
    child: Option<Child>,
    stop: Arc<AtomicBool>,
}

/// Stops an opener from another thread, for good and also in the middle of a document.
#[derive(Debug, Clone)]
pub struct Stopper(Arc<AtomicBool>);

impl Stopper {
    /// Stops it: what it is opening is refused, and all that follows.
    pub fn stop(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Default for Opener {
    fn default() -> Self {
        Opener::new()
    }
}

impl Opener {
    /// An opener that has this program open documents.
    pub fn new() -> Self {
        Opener { program: None, limits: Limits::USUAL, child: None, stop: Arc::default() }
    }

    /// An opener that has another program do it, within other limits.
    pub fn with(program: PathBuf, limits: Limits) -> Self {
        Opener { program: Some(program), limits, ..Opener::new() }
    }

    /// What stops it.
    pub fn stopper(&self) -> Stopper {
        Stopper(Arc::clone(&self.stop))
    }

    /// Loads a source and opens what it holds.
    pub fn read(&mut self, source: &Source) -> Opened {
        let bytes = match load(source) {
            Ok(bytes) => bytes,
            Err(why) => return Opened::Refused(why),
        };
        match source {
            Source::Found(path) if is_foreign(path, &bytes) => Opened::Foreign,
            _ if is_export(&bytes) => Opened::Export(bytes),
            _ if bytes.starts_with(SEALED) => Opened::Sealed(bytes),
            _ => match self.open(&bytes) {
                Ok(document) => Opened::Document(bytes, document),
                Err(why) => Opened::Refused(why),
            },
        }
    }

    /// Opens a document, whole or not at all; else says why not.
    pub fn open(&mut self, bytes: &[u8]) -> Result<Document, String> {
        if self.stop.load(Ordering::Relaxed) {
            return Err(stopped());
        }
        if !Format::of(bytes).is_risky() {
            return bulletin::open(bytes).map_err(|unreadable| unreadable.to_string());
        }
        let mut child = match self.child.take() {
            Some(child) => child,
            None => self.start()?,
        };
        match child.open(bytes, &self.limits, &self.stop) {
            Ok(reply) => {
                self.child = (!reply.last).then_some(child);
                match reply.opened {
                    Ok(document) if !document.is_whole() => Err(damaged()),
                    opened => opened,
                }
            }
            Err(End::Stopped) => Err(stopped()),
            Err(End::Late) => Err(self.slow()),
            Err(End::Died) => Err(match child.end().ok().and_then(|status| status.signal()) {
                Some(ABORT) => {
                    format!("it needs more memory than any bulletin ({} MB)", self.limits.memory >> 20)
                }
                Some(OUT_OF_TIME) => self.slow(),
                _ => damaged(),
            }),
        }
    }

    fn start(&self) -> Result<Child, String> {
        let program = self.program.clone().map_or_else(child::this_program, Ok);
        program.and_then(|program| Child::start(&program, &self.limits)).map_err(|error| {
            format!("kneel could not start the part of it that opens documents ({error}); start kneel again")
        })
    }

    fn slow(&self) -> String {
        format!("it takes longer than {} seconds to read", self.limits.seconds)
    }
}

fn stopped() -> String {
    "it was not read: you stopped".to_owned()
}

fn damaged() -> String {
    "it made the reader stop; it may be damaged".to_owned()
}

/// How a program ends to which memory is refused. (`SIGABRT`)
const ABORT: i32 = 6;

/// How a program ends that has worked for as long as it may. (`SIGXCPU`)
const OUT_OF_TIME: i32 = 24;
