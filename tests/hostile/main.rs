//! What a stranger would do to harm: documents made to break a reader, strings made to steer a terminal, names made to
//! leave a folder. The short form runs with `cargo test`; docs/reliability.md has the long ones and their figures.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

#[path = "../cli_common/mod.rs"]
mod cli_common;
#[cfg(unix)]
mod commands;
#[path = "../cli_common/dice.rs"]
mod dice;
mod documents;
#[cfg(unix)]
mod meanwhile;
#[cfg(unix)]
mod places;
#[cfg(unix)]
#[path = "../cli_common/screen.rs"]
mod screen;
mod screens;
mod strings;
mod terminal;

/// A number that the environment may say.
fn number(name: &str, else_: usize) -> usize {
    std::env::var(name).ok().map_or(else_, |number| number.parse().unwrap())
}
