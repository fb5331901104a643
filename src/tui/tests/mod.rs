//! Tests of update and view.
