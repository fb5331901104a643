//! Lists the language files of `assets`, so that a language is added by adding files and no code.
//!
//! `assets/cues/xx.toml` says how bulletins in a language ask, thank and date, `assets/cues/brief/xx.toml` says the most
//! needed of it in brief; `assets/places/xx.toml` what it calls the
//! countries; `assets/answers/xx.toml` of what it asks and how it tells that it was given. Each folder becomes a list of codes and contents, which the rooms that
//! read them include; what praises are compared by, which is much, becomes tables that need not be read.

#[path = "../src/text/fold.rs"]
#[allow(dead_code, reason = "more is folded when kneel runs")]
mod fold;
mod lexicon;
#[path = "../src/answers/phrases.rs"]
#[allow(dead_code, reason = "nothing is looked up here")]
mod phrases;
#[path = "../src/text/words.rs"]
#[allow(dead_code, reason = "more is asked of words when kneel runs")]
mod words;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let assets = variable("CARGO_MANIFEST_DIR")?.join("assets");
    let out = variable("OUT_DIR")?;
    for folder in ["cues", "cues/brief", "places"] {
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
    let mut list = String::from("&[\n");
    for code in languages(&assets, "answers")? {
        list += &lexicon::compile(&code, &assets.join(format!("answers/{code}.toml")), &out)?;
    }
    fs::write(out.join("answers.rs"), list + "]\n")
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
