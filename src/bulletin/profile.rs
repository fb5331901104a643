//! What one publisher's bulletins look like, where the reader cannot know it by itself: learned from corrections.

use serde::{Deserialize, Serialize};

/// What holds for the bulletins of one publisher, and for nobody else's.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Profile {
    /// The publisher's name, as the person writes it.
    pub publisher: String,
}
