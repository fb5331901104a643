//! Lists the language files of `assets`, so that a language is added by adding files and no code.
//!
//! `assets/cues/xx.toml` says how bulletins in a language ask, thank and date, `assets/cues/brief/xx.toml` says the most
//! needed of it in brief; `assets/places/xx.toml` what it calls the
//! countries; `assets/answers/xx.toml` of what it asks and how it tells that it was given. The cues become lists of codes and contents, which
//! the room that reads them includes; what praises are compared by and what places are called, which is much, becomes tables that
//! need not be read.

mod lexicon;
#[path = "../src/place/name.rs"]
#[allow(dead_code, reason = "nothing is looked up here")]
mod name;
#[path = "../src/answers/phrases.rs"]
#[allow(dead_code, reason = "nothing is looked up here")]
mod phrases;
mod places;
#[path = "../src/place/source.rs"]
mod source;
mod table;
mod text;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use serde::de::DeserializeOwned;

fn main() -> io::Result<()> {
    let assets = variable("CARGO_MANIFEST_DIR")?.join("assets");
    let out = variable("OUT_DIR")?;
    for folder in ["cues", "cues/brief"] {
        let mut list = String::from("&[\n");
        for code in languages(&assets, folder)? {
            // where this is built is not written into it, so that it is the same wherever that is
            let file = format!("/assets/{folder}/{code}.toml");
            let _ = writeln!(
                list,
                "    ({code:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {file:?}))),"
            );
        }
        fs::write(out.join(format!("{}.rs", folder.replace('/', "-"))), list + "]\n")?;
    }
    for (folder, compile) in [("answers", lexicon::compile as Compile), ("places", places::compile)] {
        let mut list = String::from("&[\n");
        for code in languages(&assets, folder)? {
            list += &compile(&code, &assets.join(format!("{folder}/{code}.toml")), &out)?;
        }
        fs::write(out.join(format!("{folder}.rs")), list + "]\n")?;
    }
    places::compile_world(&assets.join("places"), &out)
}

/// Writes the tables of a language, by its code, from a file into a folder; gives back the Rust that names them.
type Compile = fn(&str, &Path, &Path) -> io::Result<String>;

/// What a file lists.
fn read<Source: DeserializeOwned>(path: &Path) -> io::Result<Source> {
    let text = fs::read_to_string(path)?;
    toml::from_str(&text).map_err(|error| io::Error::other(format!("{}: {error}", path.display())))
}

fn variable(name: &str) -> io::Result<PathBuf> {
    let value = env::var_os(name).ok_or_else(|| io::Error::other(format!("{name} is not set")));
    value.map(PathBuf::from)
}

/// The languages of a folder, by its files whose names are two letters: English first, then by their code.
fn languages(assets: &Path, folder: &str) -> io::Result<Vec<String>> {
    println!("cargo::rerun-if-changed=assets/{folder}");
    let mut codes = Vec::new();
    for entry in fs::read_dir(assets.join(folder))? {
        let path = entry?.path();
        let code = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        if code.len() == 2 && path.extension().is_some_and(|end| end == "toml") {
            codes.push(code.to_owned());
        }
    }
    codes.sort_by_key(|code| (code != "en", code.clone()));
    Ok(codes)
}
