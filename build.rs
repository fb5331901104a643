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
        println!("cargo::rerun-if-changed=assets/{folder}");
        let list = list(&root.join("assets").join(folder), folder)?;
        fs::write(out.join(format!("{}.rs", folder.replace('/', "-"))), list)?;
    }
    Ok(())
}

/// A list of `(code, contents)` of the files whose names are two letters, English first, then by their code. Where this
/// is built is not written into it, so that it is the same wherever that is.
fn list(assets: &Path, folder: &str) -> io::Result<String> {
    let mut codes = Vec::new();
    for entry in fs::read_dir(assets)? {
        let path = entry?.path();
        let code = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        if code.len() == 2 && path.extension().is_some_and(|end| end == "toml") {
            codes.push(code.to_owned());
        }
    }
    codes.sort_by_key(|code| (code != "en", code.clone()));
    let mut source = String::from("&[\n");
    for code in codes {
        let file = format!("/assets/{folder}/{code}.toml");
        let _ = writeln!(
            source,
            "    ({code:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {file:?}))),"
        );
    }
    Ok(source + "]\n")
}
