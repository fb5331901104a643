//! One setting written into the person's file: all else in it, comments and order too, stays as it is.

use std::io::{self, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::lasting;

/// Why a setting was not written. The file is as it was.
#[derive(Debug, thiserror::Error)]
pub enum Unwritten {
    /// A line of the file is no TOML.
    #[error("{}:{line}: this line is not understood, so nothing is written into this file until it is put right", path.display())]
    NotUnderstood {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
    },
    /// The file says it in a way that cannot be changed here.
    #[error("{}: `{name}` is written in a way that kneel does not change; change it by hand", path.display())]
    ByHand {
        /// The file.
        path: PathBuf,
        /// The setting.
        name: String,
    },
    /// It could not be read or written.
    #[error("{}: the settings could not be written: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// A setting's name, with the name of its table before it where it stands in one, and what it is to be; `None` takes it
/// out.
pub type Edit = (Vec<String>, Option<toml::Value>);

/// Writes settings into the file, made where there is none; all of them or none. The new file takes the place of the old
/// one whole, readable to its owner only; where the file is a link, what it leads to is replaced.
pub fn write(path: &Path, edits: &[Edit]) -> Result<(), Unwritten> {
    let failed = |source| Unwritten::Io { path: path.to_owned(), source };
    let text = match std::fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        text => text.map_err(failed)?,
    };
    if let Err(error) = DeTable::parse(&text) {
        let at = error.span().map_or(0, |span| span.start);
        let line = 1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count();
        return Err(Unwritten::NotUnderstood { path: path.to_owned(), line });
    }
    let changed = edited(&text, edits)
        .map_err(|names| Unwritten::ByHand { path: path.to_owned(), name: names.join(".") })?;
    if changed == text { Ok(()) } else { put(path, &changed).map_err(failed) }
}

/// Puts a whole text in the place of the file, as [`write()`] does.
pub fn put(path: &Path, text: &str) -> io::Result<()> {
    let path = lasting::led_to(path)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    lasting::folder(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(text.as_bytes())?;
    lasting::put(file, &path)
}

/// A file's text with the settings in it; else the name of one for which that cannot be done without touching anything
/// else.
pub fn edited<'a>(text: &str, edits: &'a [Edit]) -> Result<String, &'a [String]> {
    edits.iter().try_fold(text.to_owned(), |text, (names, value)| {
        let parts: Vec<&str> = names.iter().map(String::as_str).collect();
        changed(&text, &parts, value.as_ref()).ok_or(names.as_slice())
    })
}

fn changed(text: &str, names: &[&str], value: Option<&toml::Value>) -> Option<String> {
    let table = DeTable::parse(text).ok()?;
    let said = value.map(ToString::to_string);
    let change = match (find(table.get_ref(), names), said) {
        (Some(place), Some(said)) => (place.value, said),
        (Some(place), None) => (whole_lines(text, place.key.start..place.value.end), String::new()),
        (None, Some(said)) => added(text, table.get_ref(), names, &said)?,
        (None, None) => return Some(text.to_owned()),
    };
    let (range, words) = change;
    let mut changed = text.to_owned();
    changed.replace_range(range, &words);
    // whatever the file looks like: what it says now is what it said, and this
    let mut wanted: toml::Table = text.parse().ok()?;
    set(&mut wanted, names, value)?;
    (changed.parse::<toml::Table>().ok()? == wanted).then_some(changed)
}

/// Where in the text something is said.
struct Place {
    key: Range<usize>,
    value: Range<usize>,
}

fn find(table: &DeTable<'_>, names: &[&str]) -> Option<Place> {
    let (name, below) = names.split_first()?;
    let (key, value) = table.iter().find(|(key, _)| key.get_ref() == name)?;
    match below {
        [] => Some(Place { key: key.span(), value: value.span() }),
        below => find(value.get_ref().as_table()?, below),
    }
}

/// Where a setting that is not said yet is put, and the lines for it.
fn added(text: &str, root: &DeTable<'_>, names: &[&str], said: &str) -> Option<(Range<usize>, String)> {
    let (at, line) = match names {
        [name] => {
            let line = format!("{} = {said}\n", key(name));
            match commented(text, root, name).or_else(|| end_of(text, root)) {
                Some(at) => (at, line),
                None => match first_header(root) {
                    Some(header) => (above(text, header), line + "\n"),
                    None => (text.len(), line),
                },
            }
        }
        [table, name] => {
            let line = format!("{} = {said}\n", key(name));
            let there = root.iter().find(|(key, _)| key.get_ref() == table).map(|(_, value)| value);
            match there.and_then(|there| Some((there, there.get_ref().as_table()?))) {
                Some((there, entries)) if is_header(text, there) => {
                    (end_of(text, entries).unwrap_or_else(|| line_end(text, there.span().end)), line)
                }
                Some(_) => (end_of(text, root)?, format!("{}.{line}", key(table))),
                None => {
                    let gap = if text.trim().is_empty() { "" } else { "\n" };
                    (text.len(), format!("{gap}[{}]\n{line}", key(table)))
                }
            }
        }
        _ => return None,
    };
    let begins = text.get(..at).is_none_or(|before| before.is_empty() || before.ends_with('\n'));
    Some((at..at, if begins { line } else { format!("\n{line}") }))
}

/// Behind the line, above all tables, that says the setting as a comment: `#theme = "default"`.
fn commented(text: &str, root: &DeTable<'_>, name: &str) -> Option<usize> {
    let head = text.get(..first_header(root).unwrap_or(text.len()))?;
    let says = |line: &str| {
        let rest = line.trim_start().strip_prefix('#')?.trim_start().strip_prefix(name)?;
        rest.trim_start().starts_with('=').then_some(())
    };
    let mut at = 0;
    for line in head.split_inclusive('\n') {
        at += line.len();
        if says(line).is_some() {
            return Some(at);
        }
    }
    None
}

/// Behind the line of the last thing that a table says itself, not in a table of its own; `None`: it says nothing.
fn end_of(text: &str, table: &DeTable<'_>) -> Option<usize> {
    let own = table.values().filter(|value| !is_header(text, value));
    own.map(last).max().map(|at| line_end(text, at))
}

/// Where a value ends; of a table without a header of its own (`a.b = 1`), where the last thing in it does.
fn last(value: &Spanned<DeValue<'_>>) -> usize {
    let below = value.get_ref().as_table().into_iter().flat_map(|table| table.values()).map(last).max();
    below.unwrap_or(0).max(value.span().end)
}

fn is_header(text: &str, value: &Spanned<DeValue<'_>>) -> bool {
    let begins = |word: &str| text.get(value.span()).is_some_and(|said| said.starts_with(word));
    match value.get_ref() {
        DeValue::Table(table) => begins("[") || table.values().any(|below| is_header(text, below)),
        DeValue::Array(_) => begins("[["),
        _ => false,
    }
}

/// Where the first line with the name of a table in brackets begins.
fn first_header(root: &DeTable<'_>) -> Option<usize> {
    fn starts(value: &Spanned<DeValue<'_>>) -> Option<usize> {
        let below = value.get_ref().as_table()?.values().filter_map(starts).min();
        Some(below.map_or(value.span().start, |below| below.min(value.span().start)))
    }
    root.values().filter_map(starts).min()
}

/// Before the comment that stands directly above a line.
fn above(text: &str, line: usize) -> usize {
    let mut at = text.get(..line).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    while let Some(before) = text.get(..at.saturating_sub(1)).filter(|_| at > 0) {
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        if !before.get(start..).is_some_and(|line| line.trim_start().starts_with('#')) {
            break;
        }
        at = start;
    }
    at
}

fn line_end(text: &str, from: usize) -> usize {
    let rest = text.get(from..).and_then(|rest| rest.find('\n'));
    rest.map_or(text.len(), |end| from + end + 1)
}

fn whole_lines(text: &str, part: Range<usize>) -> Range<usize> {
    let start = text.get(..part.start).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    start..line_end(text, part.end)
}

/// A name as TOML writes it before "=".
fn key(name: &str) -> String {
    let bare = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
    if !name.is_empty() && name.chars().all(bare) { name.to_owned() } else { super::telling::quoted(name) }
}

fn set(table: &mut toml::Table, names: &[&str], value: Option<&toml::Value>) -> Option<()> {
    let (name, below) = names.split_first()?;
    match (below, value) {
        ([], Some(value)) => {
            table.insert((*name).to_owned(), value.clone());
        }
        ([], None) => {
            table.remove(*name);
        }
        (below, value) => {
            let there = table.entry(*name).or_insert_with(|| toml::Table::new().into());
            set(there.as_table_mut()?, below, value)?;
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, names: &[&str], value: impl Into<Option<toml::Value>>, expected: &str) {
        assert_eq!(changed(text, names, value.into().as_ref()).as_deref(), Some(expected));
    }

    fn word(word: &str) -> toml::Value {
        word.into()
    }

    fn theme(name: &str) -> Edit {
        (vec!["theme".to_owned()], Some(name.into()))
    }

    #[test]
    fn several_are_written_together_or_not_at_all() {
        let view = |name: &str, words: Option<&str>| {
            (vec!["views".to_owned(), name.to_owned()], words.map(toml::Value::from))
        };
        let text = "[views]\na = 'x'\n";
        let renamed = edited(text, &[view("b", Some("x")), view("a", None)]).unwrap();
        assert_eq!(renamed, "[views]\nb = \"x\"\n");
        let flat = "views = { a = 'x' }\n";
        assert_eq!(edited(flat, &[theme("dark"), view("b", Some("x"))]).unwrap_err(), ["views", "b"]);
    }

    #[test]
    fn a_value_is_replaced_and_all_else_stays() {
        check(
            "# mine\ntheme  =  'dark' # in the evening\n\n[keys.home]\npray = 'p'\n",
            &["theme"],
            word("light"),
            "# mine\ntheme  =  \"light\" # in the evening\n\n[keys.home]\npray = 'p'\n",
        );
        check("portion=3", &["portion"], toml::Value::from(7), "portion=7");
        check("views = { a = 'is:open' }\n", &["views", "a"], word("x"), "views = { a = \"x\" }\n");
    }

    #[test]
    fn what_is_not_said_yet_goes_where_it_belongs() {
        check("", &["theme"], word("dark"), "theme = \"dark\"\n");
        check("portion = 3", &["theme"], word("dark"), "portion = 3\ntheme = \"dark\"\n");
        check(
            "portion = 3\n\n# of us all\n[views]\na = 'b'\n",
            &["theme"],
            word("dark"),
            "portion = 3\ntheme = \"dark\"\n\n# of us all\n[views]\na = 'b'\n",
        );
        check(
            "# of us all\n[keys.home]\npray = 'p'\n",
            &["theme"],
            word("dark"),
            "theme = \"dark\"\n\n# of us all\n[keys.home]\npray = 'p'\n",
        );
        check(
            "# How it looks.\n# theme = \"default\"\n\nportion = 3\n",
            &["theme"],
            word("dark"),
            "# How it looks.\n# theme = \"default\"\ntheme = \"dark\"\n\nportion = 3\n",
        );
    }

    #[test]
    fn tables_grow_and_shrink_by_a_line() {
        let tuesday = "Tuesday group";
        check("", &["views", tuesday], word("is:open"), "[views]\n\"Tuesday group\" = \"is:open\"\n");
        let after =
            "[views]\na = 'x' # the first\n\"Tuesday group\" = \"is:open\"\n\n[privacy]\nnames = []\n";
        let before = "[views]\na = 'x' # the first\n\n[privacy]\nnames = []\n";
        check(before, &["views", tuesday], word("is:open"), after);
        check(after, &["views", tuesday], None, before);
        check("[views]", &["views", "a"], word("x"), "[views]\na = \"x\"\n");
        check("views.b = 'y'\n", &["views", "a"], word("x"), "views.b = 'y'\nviews.a = \"x\"\n");
        check("portion = 3\n", &["views", "a"], word("x"), "portion = 3\n\n[views]\na = \"x\"\n");
        check(before, &["views", "none"], None, before);
    }

    #[test]
    fn what_would_touch_anything_else_is_left_alone() {
        assert_eq!(changed("views = { b = 'y' }\n", &["views", "a"], Some(&word("x"))), None);
        assert_eq!(changed("views = { a = 'y', b = 'z' }\n", &["views", "a"], None), None);
        assert_eq!(changed("views = 3\n", &["views", "a"], Some(&word("x"))), None);
    }

    #[test]
    fn the_file_is_made_for_its_owner_and_a_link_stays_one() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (home, link) = (folder.path().join("dots/kneel.toml"), folder.path().join("config.toml"));
        write(&home, &[theme("dark")]).unwrap();
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&home), mode(home.parent().unwrap())), (0o600, 0o700));
        std::os::unix::fs::symlink(&home, &link).unwrap();
        write(&link, &[theme("light")]).unwrap();
        assert_eq!(std::fs::read_to_string(&home).unwrap(), "theme = \"light\"\n");
        assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "nothing is left beside it");
    }

    #[test]
    fn a_file_that_is_not_understood_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        std::fs::write(&path, "portion = 3\ntheme = = 'dark'\n").unwrap();
        let error = write(&path, &[theme("light")]).unwrap_err();
        assert!(error.to_string().contains("config.toml:2: this line is not understood"), "{error}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "portion = 3\ntheme = = 'dark'\n");
    }
}
