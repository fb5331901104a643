//! Bytes in, bulletins out.

mod model;

pub use model::*;

/// A short heading for lists, made from an item's text.
pub fn title_of(text: &str, _language: Option<&str>) -> String {
    crate::text::truncate(text, 80).into_owned()
}
