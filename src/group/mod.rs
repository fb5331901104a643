//! Praying together: an evening of remembered answers, sheets to print, and what is shared with others.
//!
//! What leaves the journal goes one way: the journal's items are chosen and redacted into a [`Sheet`] or a shared
//! record, and only those are printed, sealed or sent.

pub mod handout;
mod redact;
mod sheet;

pub use redact::Redaction;
pub use sheet::{Entry, Heard, HeldBack, Part, PartKind, Said, Sheet};
