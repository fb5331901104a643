//! Letting go of what is worked out beside the keys.

/// Asked again and again while something is worked out at leisure; `true`: somebody wants something else.
pub(super) type Stop<'s> = &'s mut dyn FnMut() -> bool;

/// For what is worked out to its end.
pub(super) fn never() -> bool {
    false
}
