//! Regions and countries, and their names.
