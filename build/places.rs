//! What `assets/places` lists, as the tables of `src/place`: names are inflected and folded here and not on somebody's
//! machine each time that a text is asked for its places.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::{fs, io};

use serde::Deserialize;

use super::name::{CAPITALS, Case, DOUBTFUL, FIRSTS, Meaning, NOTHING, REGION, SMALL, parts};
use super::source::Source;
use super::{read, table};
use crate::text::{Signs, fold_word};

/// Writes the tables of a language into a folder; gives back the Rust that names them.
pub fn compile(code: &str, source: &Path, out: &Path) -> io::Result<String> {
    let source: Source = read(source)?;
    let (mut names, mut attached, mut firsts) = (Vec::new(), Vec::new(), Signs::<FIRSTS>::default());
    let (mut small, mut most_words) = (false, 0);
    source.each_form(|form, meaning, doubtful| {
        let words = parts(form);
        let Some(first) = words.first() else { return };
        let case = Case::of(first.text);
        firsts.add(&fold_word(first.text));
        small |= case == Case::Any;
        most_words = most_words.max(words.len());
        names.push((words.len(), folded(form), written(meaning, doubtful, case)));
        if let Some(letter) = form.chars().next().filter(|_| !source.attached.is_empty()) {
            attached.push((
                form.len(),
                format!("{letter} {form}"),
                written(meaning, doubtful, Case::Capital),
            ));
        }
    });
    let mut countries = String::new();
    for (code, names) in &source.countries {
        let names: Vec<_> = names.iter().map(|name| fold_word(name.trim_end_matches('?'))).collect();
        let _ = writeln!(countries, "{code}\t{}", names.join("\t"));
    }
    let file = |list: &str| format!("places-{code}-{list}");
    let names = table::write(out, &file("names"), longest_first(names))?;
    let attached = table::write(out, &file("attached"), longest_first(attached))?;
    let countries = table::write_lines(out, &file("countries"), &countries)?;
    let Source { before, after, attached: endings, joining, articles, .. } = source;
    Ok(format!(
        "    Names {{ code: {code:?}, table: {names}, firsts: {firsts:?}, small: {small}, most_words: {most_words}, \
         before: &{before:?}, joining: &{joining:?}, articles: &{articles:?}, countries: {countries}, \
         attached: Attached {{ names: {attached}, endings: &{endings:?}, after: &{after:?}, joining: &{joining:?} }} }},\n"
    ))
}

/// The words of a name, a comma before those that a mark stands before.
fn folded(name: &str) -> String {
    let words = parts(name).into_iter().enumerate().map(|(at, word)| {
        let comma = if word.pause && at > 0 { "," } else { "" };
        comma.to_owned() + &fold_word(word.text)
    });
    words.collect::<Vec<_>>().join(" ")
}

/// What a name means, as its line has it; `Name::read` is the other way.
fn written(meaning: Meaning, doubtful: bool, case: Case) -> String {
    let mut written = match meaning {
        Meaning::Country(code) => code,
        Meaning::Region => REGION,
        Meaning::Nothing => NOTHING,
    }
    .to_owned();
    let case = match case {
        Case::Any => Some(SMALL),
        Case::Capital => None,
        Case::Capitals => Some(CAPITALS),
    };
    let marks = doubtful.then_some(DOUBTFUL).into_iter().chain(case);
    for (at, mark) in marks.enumerate() {
        written.extend((at == 0).then_some(' '));
        written.push(mark);
    }
    written
}

/// Names with what they say, those with most first; of two with as much, the one that is listed first.
fn longest_first(mut names: Vec<(usize, String, String)>) -> impl Iterator<Item = (String, String)> {
    names.sort_by_key(|(length, ..)| Reverse(*length));
    names.into_iter().map(|(_, name, says)| (name, says))
}

#[derive(Deserialize)]
struct Subregions {
    regions: Vec<Region>,
}

#[derive(Deserialize)]
struct Region {
    codes: Vec<String>,
    /// By the code of the language.
    #[serde(flatten)]
    names: BTreeMap<String, String>,
}

/// Writes what is known of countries by their codes into a folder: their names in English, where they lie, and in which
/// region; and what the regions are called.
pub fn compile_world(places: &Path, out: &Path) -> io::Result<()> {
    let english: Source = read(&places.join("en.toml"))?;
    let countries = english.countries.iter().filter_map(|(code, names)| {
        // the mark says that it is also a person's name
        let name = names.first()?.trim_end_matches('?');
        Some((format!("{code} {name}"), code.clone()))
    });
    let positions: BTreeMap<String, [f64; 2]> = read(&places.join("positions.toml"))?;
    let positions = positions.into_iter().map(|(code, [east, north])| (code, format!("{east} {north}")));
    let Subregions { regions } = read(&places.join("subregions.toml"))?;
    let lying = regions.iter().zip(0..).flat_map(|(region, at)| {
        let at: u8 = at;
        region.codes.iter().map(move |code| (code.clone(), at.to_string()))
    });
    let languages: BTreeSet<&String> = regions.iter().flat_map(|region| region.names.keys()).collect();
    let called = languages.into_iter().flat_map(|language| {
        let names = regions.iter().filter_map(|region| region.names.get(language).or(region.names.get("en")));
        names.map(move |name| (format!("{language} {name}"), String::new()))
    });
    let tables: [(&str, Vec<(String, String)>); 4] = [
        ("countries", countries.collect()),
        ("positions", positions.collect()),
        ("regions", lying.collect()),
        ("regions-called", called.collect()),
    ];
    for (name, phrases) in tables {
        fs::write(out.join(format!("{name}.rs")), table::write(out, name, phrases)?)?;
    }
    Ok(())
}
