//! Paths as people type or drop them on a terminal.

use std::fs;
use std::path::{MAIN_SEPARATOR, PathBuf};

/// Completions beyond this are not worth looking through.
const MOST: usize = 200;

/// A typed path: quotes, `file://` and backslashes before blanks of a dropped file taken off, `~` put in full.
pub fn expanded(typed: &str) -> PathBuf {
    let typed = typed.trim();
    let bare = ['\'', '"']
        .iter()
        .find_map(|quote| typed.strip_prefix(*quote)?.strip_suffix(*quote))
        .unwrap_or(typed);
    let bare = bare.strip_prefix("file://").unwrap_or(bare);
    let plain = if cfg!(unix) { bare.replace("\\ ", " ") } else { bare.to_owned() };
    let bare = plain.as_str();
    let home = || directories::BaseDirs::new().map(|dirs| dirs.home_dir().to_owned());
    match bare.strip_prefix('~') {
        Some("") => home().unwrap_or_else(|| PathBuf::from(bare)),
        Some(rest) => match (rest.strip_prefix(MAIN_SEPARATOR), home()) {
            (Some(rest), Some(home)) => home.join(rest),
            _ => PathBuf::from(bare),
        },
        None => PathBuf::from(bare),
    }
}

/// The paths that go on from what was typed, spelt as it was; folders with a slash behind.
pub fn completions(typed: &str) -> Vec<String> {
    if typed == "~" {
        return vec![format!("~{MAIN_SEPARATOR}")];
    }
    let cut = typed.rfind(MAIN_SEPARATOR).map_or(0, |at| at + 1);
    let (folder, start) = typed.split_at(cut);
    let place = if folder.is_empty() { PathBuf::from(".") } else { expanded(folder) };
    let Ok(entries) = fs::read_dir(place) else { return Vec::new() };
    let mut found: Vec<String> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let shown = name.starts_with(start) && (start.starts_with('.') || !name.starts_with('.'));
            let slash = if entry.path().is_dir() { "/" } else { "" };
            shown.then(|| format!("{folder}{name}{slash}"))
        })
        .collect();
    found.sort();
    found.truncate(MOST);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_completed_as_they_were_typed() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("bulletins")).unwrap();
        fs::write(folder.path().join("bulletin.txt"), "").unwrap();
        fs::write(folder.path().join(".bulletin.swp"), "").unwrap();
        let typed = format!("{}/bul", folder.path().display());
        assert_eq!(completions(&typed), [format!("{typed}letin.txt"), format!("{typed}letins/")]);
        assert_eq!(completions(&format!("{typed}x")), Vec::<String>::new());
    }

    #[test]
    fn a_dropped_file_comes_with_quotes_or_an_address() {
        assert_eq!(expanded("'/a b/c.txt' "), PathBuf::from("/a b/c.txt"));
        assert_eq!(expanded("file:///a/c.txt"), PathBuf::from("/a/c.txt"));
        #[cfg(unix)]
        assert_eq!(expanded("/a\\ b/c.txt"), PathBuf::from("/a b/c.txt"));
        assert!(expanded("~/c.txt").is_absolute());
        assert_eq!(completions("~"), [format!("~{MAIN_SEPARATOR}")]);
        assert_eq!(expanded("~ann/c.txt"), PathBuf::from("~ann/c.txt"));
    }
}
