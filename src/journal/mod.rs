//! The only room that knows SQL: events, what they fold to, queries.

mod model;

pub use model::*;
