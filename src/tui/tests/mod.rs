//! The terminal's tests: `update` by exact commands, pictures by snapshots, and the whole app by key strings over a
//! journal in memory.

mod bulletins;
pub mod driver;
mod endless;
mod focus;
mod footers;
mod forgetting;
mod hands;
mod importing;
mod inbox;
mod keys;
mod locking;
mod looking_back;
mod map;
mod model;
mod notes;
mod palette;
mod pictures;
mod preview;
mod renaming;
mod review;
mod searching;
mod settings;
mod updates;
mod walking;
mod wide;
