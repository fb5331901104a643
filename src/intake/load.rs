//! The bytes of a document, or a sentence that says why there are none.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use super::{LARGEST, Source};
use crate::journal::is_export;

/// All bytes of a source.
pub fn load(source: &Source) -> Result<Vec<u8>, String> {
    match source {
        Source::Nowhere(_, why) => Err(why.clone()),
        Source::Stdin => bytes(io::stdin().lock(), 0),
        Source::Named(path) | Source::Found(path) => file(path),
    }
}

fn file(path: &Path) -> Result<Vec<u8>, String> {
    let size = fs::metadata(path).map_or(0, |about| about.len().min(LARGEST)) as usize;
    File::open(path).map_err(|error| reason(&error)).and_then(|file| bytes(file, size))
}

/// All bytes of a document of about this `size`. An export of kneel's own may be larger than any bulletin.
fn bytes(mut from: impl Read, size: usize) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::with_capacity(size + 1);
    from.by_ref().take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| reason(&error))?;
    if bytes.len() as u64 > LARGEST {
        if !is_export(&bytes) {
            return Err(format!("it is larger than {} MB; no bulletin is", LARGEST >> 20));
        }
        from.read_to_end(&mut bytes).map_err(|error| reason(&error))?;
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err("it is empty".to_owned());
    }
    Ok(bytes)
}

/// Why a file cannot be read, in words.
pub(super) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "it may not be read; its permissions forbid it".to_owned(),
        _ => format!("it cannot be read ({error})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_large_is_refused_unless_it_is_a_journal() {
        let long = |beginning: &'static [u8]| beginning.chain(io::repeat(b' ').take(LARGEST));
        let refused = bytes(long(b"Pray"), 0);
        assert_eq!(refused, Err("it is larger than 50 MB; no bulletin is".to_owned()));
        let export = b"{\"format\":\"kneel.export/1\"";
        assert_eq!(bytes(long(export), 0).unwrap().len() as u64, LARGEST + export.len() as u64);
    }

    #[test]
    fn what_is_empty_or_not_there_is_refused() {
        assert_eq!(bytes(b" \n\t\n".as_slice(), 4), Err("it is empty".to_owned()));
        let nowhere = tempfile::tempdir().unwrap().path().join("nowhere.txt");
        assert_eq!(load(&Source::Named(nowhere)), Err("there is no such file".to_owned()));
    }
}
