//! The file read: each setting put where it is kept, and each thing that could not be used with its line.

use std::collections::BTreeMap;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Config;
use super::settings::{Kind, SETTINGS, Setting};
use super::tables::Said;
use crate::lasting;
use crate::text::likeness;

/// Something in the file that could not be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Its line, from 1.
    pub line: usize,
    /// What it is, and what to do, in a sentence.
    pub words: String,
}

impl Problem {
    /// The sentence with the file and the line before it.
    pub fn at(&self, path: &Path) -> String {
        format!("{}:{}: {}", path.display(), self.line, self.words)
    }
}

/// What was read of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// The settings; the defaults where the file says nothing that could be used.
    pub config: Config,
    /// What could not be used, from above.
    pub problems: Vec<Problem>,
    /// The line of each name that the file says, with the tables it stands in: "keys.home.pray".
    pub lines: BTreeMap<String, usize>,
}

/// Reads a file; one that is not there says nothing.
pub(super) fn load(path: &Path) -> Result<Reading, String> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(read(&text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => match lasting::leads_nowhere(path) {
            Some(words) => Err(format!("{words} (the defaults are used)")),
            None => Ok(Reading::default()),
        },
        Err(error) => Err(format!("{}: {error} (the defaults are used)", path.display())),
    }
}

/// Reads settings from TOML. A line that is no TOML is told, and the others hold.
pub fn read(text: &str) -> Reading {
    let mut reading = Reading::default();
    // what is not understood may be what was said of publishers, where they are spoken of at all
    let mut speaks = text.contains(PUBLISHERS);
    let text = without_broken_lines(text, &mut reading.problems);
    let mut missed = !reading.problems.is_empty();
    let Ok(table) = DeTable::parse(&text) else {
        reading.config.unsure = speaks;
        return reading;
    };
    let line = |at: usize| 1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count();
    let mut problems = Vec::new();
    for (key, value) in table.get_ref() {
        lines_of(key.get_ref(), value, key.span().start, &line, &mut reading.lines);
        let mut said = Said { config: &mut reading.config, problems: &mut problems, value };
        if let Some(setting) = Setting::named(key.get_ref()) {
            take(setting, &mut said);
            missed |= setting.name == PUBLISHERS && !value.get_ref().is_table();
        } else {
            missed = true;
            speaks |= likeness(key.get_ref(), PUBLISHERS) > 0.5;
            said.problem(key.span().start, unknown_setting(key.get_ref()));
        }
    }
    reading.config.unsure = missed && speaks;
    reading.problems.extend(problems.into_iter().map(|(at, words)| Problem { line: line(at), words }));
    reading.problems.sort_by_key(|problem| problem.line);
    reading
}

/// The table that says who may see what publishers bring.
const PUBLISHERS: &str = "publishers";

/// More broken lines than these, and it is no file of settings.
const MOST_BROKEN: usize = 50;

/// The text with blanks in the place of each line that is no TOML, so that all else stands where it stood. toml's own way
/// of going on after a mistake loses what follows, and with it names that were to be hidden.
fn without_broken_lines(text: &str, problems: &mut Vec<Problem>) -> String {
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    for _ in 0..MOST_BROKEN {
        let whole = lines.join("\n");
        let Err(error) = DeTable::parse(&whole) else { return whole };
        let at = error.span().map_or(0, |span| span.start);
        let told = whole.bytes().take(at).filter(|byte| *byte == b'\n').count();
        // what is open at a line's end is missed below it
        let said = lines.iter().take(told + 1).rposition(|line| !line.trim().is_empty());
        let Some(line) = said.and_then(|said| lines.get_mut(said)) else { break };
        *line = " ".repeat(line.len());
        let words = format!("this line is not understood: {}", error.message().trim());
        problems.push(Problem { line: 1 + said.unwrap_or_default(), words });
    }
    " ".repeat(text.len())
}

/// Puts what is said of a setting where it is kept.
fn take(setting: &Setting, said: &mut Said<'_, '_>) {
    let value = said.value.get_ref();
    let taken = match &setting.kind {
        Kind::Choice { of, put, .. } => {
            let chosen = of.iter().find(|(word, _)| value.as_str() == Some(*word));
            chosen.map(|(word, _)| put(said.config, word)).is_some()
        }
        Kind::Switch { put, .. } => value.as_bool().map(|on| put(said.config, on)).is_some(),
        Kind::Number { least, most, put, .. } => {
            let number = whole(value).filter(|number| (*least..=*most).contains(number));
            number.map(|number| put(said.config, number)).is_some()
        }
        Kind::Text { put, .. } => value.as_str().is_some_and(|text| put(said.config, text)),
        Kind::Table { read, .. } if value.is_table() => {
            read(said);
            true
        }
        Kind::Table { .. } => false,
    };
    if !taken {
        let quoted = if matches!(setting.kind, Kind::Text { .. }) { ", in quotes" } else { "" };
        let words = format!("`{}` must be {}{quoted}", setting.name, setting.must_be());
        said.problem(said.value.span().start, words);
    }
}

/// A whole number that is no less than 0.
fn whole(value: &DeValue<'_>) -> Option<u32> {
    let number = value.as_integer()?;
    u32::from_str_radix(number.as_str(), number.radix()).ok()
}

/// Notes the lines of a name and of all below it.
fn lines_of(
    name: &str,
    value: &Spanned<DeValue<'_>>,
    at: usize,
    line: &impl Fn(usize) -> usize,
    lines: &mut BTreeMap<String, usize>,
) {
    lines.insert(name.to_owned(), line(at));
    for (key, below) in value.get_ref().as_table().into_iter().flatten() {
        lines_of(&format!("{name}.{}", key.get_ref()), below, key.span().start, line, lines);
    }
}

/// What is said of a name that is no setting's.
pub fn unknown_setting(name: &str) -> String {
    let names: Vec<&str> = SETTINGS.iter().map(|setting| setting.name).collect();
    unknown("", name, &names)
}

/// What is said of a key that is none of `known`, which stand below `table`.
pub(super) fn unknown(table: &str, key: &str, known: &[&str]) -> String {
    let near = known.iter().max_by(|one, other| likeness(key, one).total_cmp(&likeness(key, other)));
    match near.filter(|near| likeness(key, near) > 0.5) {
        Some(near) => format!("`{table}{key}` is not a setting; did you mean `{near}`?"),
        None => format!("`{table}{key}` is not a setting; there are {}", listed(known)),
    }
}

/// "`a`, `b` and `c`".
fn listed(words: &[&str]) -> String {
    let mut words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match words.pop() {
        Some(last) if !words.is_empty() => format!("{} and {last}", words.join(", ")),
        last => last.unwrap_or_default(),
    }
}
