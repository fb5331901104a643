//! The terminal.
//!
//! ```text
//!  keys, signals, the journal's answers
//!        │ one channel
//!        ▼
//!  effects ──▶ app ──▶ update(&mut State, Msg) -> Vec<Command>      pure
//!     ▲                      │
//!     │ Command              ▼
//!     ├──▶ worker      view(&State, ...) -> a picture               pure
//!     ▼
//!  terminal
//! ```
//!
//! [`effects`], [`worker`] and [`terminal`] are the only files here that meet the machine. The worker's thread owns
//! the journal; nothing on the screen says "prayed" before its answer has come back from the disk. Every question
//! carries a number, and an answer that a newer question has overtaken is dropped. Lists are windows on the
//! journal, so a million items open as fast as ten.

mod actions;
pub mod app;
mod asking;
mod bindings;
mod clashes;
pub mod effects;
mod field;
#[cfg(test)]
mod fixture;
mod holding;
mod input;
pub mod keymap;
pub mod msg;
mod of_use;
mod offers;
pub mod opened;
pub mod screens;
mod shown;
pub mod state;
pub mod terminal;
#[cfg(test)]
mod tests;
pub mod theme;
pub mod update;
pub mod view;
pub mod widgets;
pub mod worker;

pub use effects::{Options, Start, run};
pub use keymap::markdown_table;
pub use msg::Matter;
pub use worker::settings::{read as settings, set_sights};
