//! The profiles of publishers in the config folder: one readable TOML file for each.

use std::path::{Path, PathBuf};

use crate::bulletin::Profile;

/// Reads every profile of a folder, with what in it could not be used: one sentence each. A folder that is not there
/// has none.
pub fn load(folder: &Path) -> (Vec<Profile>, Vec<String>) {
    let mut profiles = Vec::new();
    let mut problems = Vec::new();
    for path in files(folder) {
        match std::fs::read_to_string(&path) {
            Ok(text) => match toml::from_str(&text) {
                Ok(profile) => profiles.push(profile),
                Err(error) => problems.push(format!("{}: {}", path.display(), error.message())),
            },
            Err(error) => problems.push(format!("{}: {error}", path.display())),
        }
    }
    (profiles, problems)
}

/// The files that hold profiles, by name.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    files
}
