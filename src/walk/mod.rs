//! What to pray next.
