//! What kneel costs as journals grow. The short form runs with all tests: what a screen or a command asks must cost
//! about as much among thousands of requests as among a few. Both are timed in the same run, the quickest of many
//! times counts, and the margins are wide.
//!
//! The long form runs the real program on journals that lie there, and prints what docs/performance.md tells:
//!
//! ```text
//! cargo build --release
//! KNEEL_PROGRAM=target/release/kneel KNEEL_JOURNALS=FOLDER [KNEEL_SIZE=1000,1000000] \
//!     [KNEEL_FLOOR=PROGRAM KNEEL_FLOOR_DATABASE=FILE] cargo test --test speed -- --nocapture the_long_form
//! ```
//!
//! `KNEEL_PROGRAM` is the kneel that is measured; without it, it is the one that was built with the test.
//! `FOLDER/1000` is a data folder with a journal of 1,000 items, and so on. The floor is the least program that does the
//! same: `PROGRAM open FILE` reads 50 rows of a database, `PROGRAM frame FILE` shows them, moves with j and k, and
//! leaves with q. What is told are ratios to it, in turn in one run, of processor time: others use the machine, too.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod growth;
#[cfg(target_os = "linux")]
mod long;
