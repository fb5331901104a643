//! Untrusted text made safe; folding, width, wrapping; days as people type them.
//!
//! Everything here is pure: a text comes in, a text goes out.

mod address;
mod breaks;
mod capital;
mod columns;
mod counted;
pub mod days;
mod decode;
mod fold;
mod key;
mod likeness;
mod lines;
mod safe;
mod sentences;
mod table;
mod terms;
mod words;

pub use address::{Address, NotOpened, addresses};
pub use capital::capital;
pub use columns::{next_row, safe_rows, truncate, width, wrap};
pub use counted::{bytes, counted};
pub use decode::{Decoded, Undecodable, decode, letters};
pub(crate) use fold::fold_word;
pub use fold::{bare_name, fold, squash};
pub(crate) use key::{Key, Signs};
pub use likeness::likeness;
pub(crate) use lines::lines_of;
pub use safe::{escaped, safe, safe_line};
pub use sentences::sentences;
pub(crate) use table::Table;
pub use terms::{Needle, Term, places, terms};
pub(crate) use words::{Word, Words, capitals, has_digit, words};
