//! Lists the language files of `assets`, so that a language is added by adding files and no code.
//!
//! `assets/cues/xx.toml` says how bulletins in a language ask, thank and date, `assets/cues/brief/xx.toml` says the most
//! needed of it in brief; `assets/places/xx.toml` what it calls the
//! countries; `assets/answers/xx.toml` of what it asks and how it tells that it was given. Each folder becomes a list of codes and contents, which the rooms that read them include.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root =
        PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or_else(|| io::Error::other("no manifest"))?);
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("no folder to write to"))?);
    for folder in ["answers", "cues", "cues/brief", "places"] {
        let assets = root.join("assets").join(folder);
        println!("cargo::rerun-if-changed={}", assets.display());
        fs::write(out.join(format!("{}.rs", folder.replace('/', "-"))), list(&assets)?)?;
    }
    Ok(())
}

/// A list of `(code, contents)` of the files whose names are two letters, English first, then by their code.
fn list(folder: &Path) -> io::Result<String> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let code = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
        if code.len() == 2 && path.extension().is_some_and(|end| end == "toml") {
            files.push((code, path));
        }
    }
    files.sort_by_key(|(code, _)| (code != "en", code.clone()));
    let mut source = String::from("&[\n");
    for (code, path) in files {
        let path = path.display().to_string();
        let _ = writeln!(source, "    ({code:?}, include_str!({path:?})),");
    }
    Ok(source + "]\n")
}
