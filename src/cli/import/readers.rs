//! Documents are read ahead by several threads: each takes every so many handfuls in turn, so that they come out in the
//! order in which they were named, and none is further ahead than a few megabytes.

use std::num::NonZero;
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::thread::{self, Scope};
use std::time::{Duration, Instant};

use super::documents::{self, Document};
use crate::bulletin::Profile;
use crate::intake::{Opener, Source};

/// How many documents a thread reads before it is another's turn.
const HANDFUL: usize = 16;

/// How many bytes of documents are handed over at once, about.
const WEIGHT: usize = 128 << 10;

/// How many parts a thread has ready at most: it goes on while what it read before is counted, indexed and synced.
const AHEAD: usize = 48;

/// More threads than this read faster than one can write.
const MOST_READERS: usize = 4;

/// How far readers stand back behind who writes, in steps of niceness: one writer has to keep up with all of them.
#[cfg(target_os = "linux")]
const BEHIND_WRITER: i32 = 5;

/// How long one transaction goes on at most, and so holds up others who want to write.
const LONGEST: Duration = Duration::from_secs(1);

/// How long it waits for the next document, at most: what is slow to read is waited for without holding anybody up.
const PAUSE: Duration = Duration::from_millis(50);

/// Some documents of a handful, and whether they are its last.
type Part = (Vec<Document>, bool);

/// Documents that are being read.
pub struct Readers {
    parts: Vec<Receiver<Part>>,
    /// Whose turn it is.
    turn: usize,
}

impl Readers {
    /// Begins to read. The threads end when all is read, or nobody listens any more.
    pub fn begin<'scope>(
        scope: &'scope Scope<'scope, '_>,
        sources: &'scope [Source],
        profiles: &'scope [Profile],
    ) -> Self {
        let readers = thread::available_parallelism().map_or(1, NonZero::get).min(MOST_READERS);
        let begin = |reader| {
            let (sender, receiver) = mpsc::sync_channel(AHEAD);
            let handfuls = sources.chunks(HANDFUL).skip(reader).step_by(readers);
            scope.spawn(move || read(handfuls, profiles, &sender));
            receiver
        };
        Readers { parts: (0..readers).map(begin).collect(), turn: 0 }
    }

    /// The next documents, waited for as long as it takes; `None` after the last.
    pub fn next(&mut self) -> Option<Vec<Document>> {
        let part = self.parts.get(self.turn)?.recv().ok()?;
        Some(self.taken(part))
    }

    /// What goes on with a transaction that begins now: documents that come soon.
    pub fn soon(&mut self) -> impl FnMut() -> Option<Vec<Document>> {
        let began = Instant::now();
        move || {
            let left = LONGEST.checked_sub(began.elapsed())?;
            let part = self.parts.get(self.turn)?.recv_timeout(left.min(PAUSE)).ok()?;
            Some(self.taken(part))
        }
    }

    fn taken(&mut self, (documents, last): Part) -> Vec<Document> {
        if last {
            self.turn = (self.turn + 1) % self.parts.len().max(1);
        }
        documents
    }
}

/// Reads handfuls and hands them over in parts, until the other side has gone.
fn read<'a>(handfuls: impl Iterator<Item = &'a [Source]>, profiles: &[Profile], sender: &SyncSender<Part>) {
    stand_back();
    let mut opener = Opener::new();
    for handful in handfuls {
        let (mut part, mut weight) = (Vec::new(), 0);
        for source in handful {
            if weight >= WEIGHT {
                weight = 0;
                if sender.send((std::mem::take(&mut part), false)).is_err() {
                    return;
                }
            }
            let document = documents::read(source, &mut opener, profiles);
            weight += document.weight();
            part.push(document);
        }
        if sender.send((part, true)).is_err() {
            return;
        }
    }
}

/// Lets the writer go first where threads are more than processors. Only Linux has a niceness for each thread.
fn stand_back() {
    #[cfg(target_os = "linux")]
    let _ = rustix::process::nice(BEHIND_WRITER);
}
