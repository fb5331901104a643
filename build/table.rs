//! Writes the tables of `src/text/table.rs`.

use std::fmt::Write as _;
use std::path::Path;
use std::{fs, io};

use crate::text::bucket;

/// Writes phrases, each with what it says, into a folder as a table of this name, those of a bucket in their order; gives
/// back the Rust that names it.
pub fn write(
    out: &Path,
    name: &str,
    phrases: impl IntoIterator<Item = (String, String)>,
) -> io::Result<String> {
    let phrases: Vec<(String, String)> =
        phrases.into_iter().filter(|(phrase, _)| !phrase.is_empty()).collect();
    let mut buckets = vec![String::new(); phrases.len().next_power_of_two()];
    let count = buckets.len();
    for (phrase, says) in phrases {
        let first = phrase.split(' ').next().unwrap_or_default();
        if let Some(bucket) = buckets.get_mut(bucket(first, count)) {
            let _ = writeln!(bucket, "{phrase}\t{says}");
        }
    }
    let mut starts = vec![0];
    let mut end = 0;
    for bucket in &buckets {
        end += bucket.len();
        starts.push(end);
    }
    let lines = write_lines(out, name, &buckets.concat())?;
    Ok(format!("Table {{ lines: {lines}, starts: &{starts:?} }}"))
}

/// Writes lines into a folder; gives back the Rust that names them.
pub fn write_lines(out: &Path, name: &str, lines: &str) -> io::Result<String> {
    fs::write(out.join(name), lines)?;
    // where this is built is not written into it, so that it is the same wherever that is
    Ok(format!("include_str!(concat!(env!(\"OUT_DIR\"), {:?}))", format!("/{name}")))
}
