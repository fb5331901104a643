//! Praying together: an evening of remembered answers, sheets to print, and what is shared with others.
//!
//! What leaves the journal goes one way: the journal's items are chosen and redacted into a [`Sheet`] or a shared
//! record, and only those are printed, sealed or sent.

mod error;
pub mod handout;
mod redact;
pub mod review;
#[cfg(feature = "encrypt")]
pub mod sealed;
#[cfg(not(feature = "encrypt"))]
#[path = "without_age.rs"]
pub mod sealed;
mod seals;
pub mod share;
mod sheet;
pub mod sync;
pub mod words;

pub use error::{Error, Result};
pub use redact::Redaction;
pub use sheet::{Entry, Heard, HeldBack, Part, PartKind, Said, Sheet};

/// Unpacks what another machine packed; `None` where it is damaged, or larger than it may be.
fn unpacked(bytes: &[u8], most: usize) -> Option<Vec<u8>> {
    let (size, packed) = lz4_flex::block::uncompressed_size(bytes).ok()?;
    if size > most { None } else { lz4_flex::block::decompress(packed, size).ok() }
}
