//! Bytes in, bulletins out.

mod model;

pub use model::*;
