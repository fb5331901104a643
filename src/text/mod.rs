//! Untrusted text made safe; folding, width, wrapping.
