//! From what a person names to documents that are open: files, folders, Maildirs, what is piped in.
//!
//! ```text
//! paths --source--> sources --load--> bytes --opener--> document
//!                                               │ text: here
//!                                               └ child ══frame══ confined: everything else, in a process with limits
//! ```
//!
//! What a document is, is told by what it holds and not by its name. Formats that need large parsers are opened by
//! another process of this program, which may hold so much memory, work so long, open no file and no connection, and
//! knows nothing but the bytes that it is given. A hostile document costs that process, and the person a sentence; the
//! journal never sees a part of it. Understanding what was opened is the bulletin room's.

mod child;
mod confined;
mod foreign;
mod frame;
mod load;
mod opener;
mod source;

use std::time::Duration;

pub use confined::{ERRAND, serve};
pub use foreign::is_foreign;
pub use load::load;
pub use opener::{Opened, Opener, Stopper};
pub use source::{Source, below, sources};

/// The largest document that is read, in bytes.
const LARGEST: u64 = 50 << 20;

/// What the process that opens a document may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Memory, in bytes of address space.
    pub memory: u64,
    /// Time of a processor for one document, in seconds.
    pub seconds: u64,
    /// Time on the clock for one document.
    pub wait: Duration,
    /// Bytes that it may hand back.
    pub output: usize,
}

impl Limits {
    /// More than any bulletin needs.
    pub const USUAL: Limits =
        Limits { memory: 512 << 20, seconds: 20, wait: Duration::from_secs(25), output: 64 << 20 };
}
