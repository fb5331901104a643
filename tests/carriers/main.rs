//! Journals kept alike over carriers that others made: two nodes of Syncthing, a git remote, a stick.
//!
//! The programs run on this machine alone. One that is not installed is skipped with a word.
#![cfg(feature = "encrypt")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(clippy::print_stderr, reason = "what a node said before a test failed")]

#[path = "../cli_common/mod.rs"]
mod cli_common;
mod git;
mod machine;
mod stick;
mod syncthing;
mod syncthing_node;
