//! One file per screen: what it knows, what keys do there, how it looks.

pub mod answering;
pub mod bulletins;
pub mod documents;
pub mod evenings;
pub mod gather;
pub mod history;
pub mod home;
pub mod importing;
pub mod inbox;
pub mod item;
pub mod links;
pub mod locked;
pub mod looking_back;
pub mod map;
pub mod notes;
pub mod palette;
pub mod praises;
pub mod preview;
pub mod renaming;
pub mod review;
pub mod search;
pub mod settings;
pub mod snooze;
pub mod walk;
pub mod ways;
pub mod writing;
