//! The original documents, each as the file that it was.

use std::collections::HashSet;
use std::path::Path;

use super::into_file;
use crate::cli::{Desk, Error, Exit};
use crate::journal::Journal;
use crate::lasting;
use crate::text;

/// The longest name of a file, in bytes; the number that tells two apart and the ending included.
const LONGEST: usize = 200;

/// Writes each original into a folder, under the name that it had. What is there already is left alone: the same
/// document is not written twice, and another of its name gets a number.
pub(super) fn write(desk: &mut Desk, journal: &Journal, folder: &Path) -> Result<Exit, Error> {
    private_folder(folder)?;
    let (mut written, mut there) = (0, 0);
    // some disks take `A.txt` and `a.txt` for one
    let mut taken: HashSet<String> = HashSet::new();
    for hash in journal.documents()? {
        let Some(original) = journal.original(&hash)? else { continue };
        let name = safe_name(&original.name, &hash);
        let mut number = 1;
        loop {
            let file = numbered(&name, number);
            let path = folder.join(&file);
            number += 1;
            let is_it = std::fs::read(&path).is_ok_and(|bytes| bytes == original.bytes);
            if is_it {
                taken.insert(text::fold(&file));
                there += 1;
                break;
            }
            if taken.contains(&text::fold(&file)) || path.symlink_metadata().is_ok() {
                continue;
            }
            into_file(&path, |out| Ok(out.write_all(&original.bytes)?))?;
            taken.insert(text::fold(&file));
            written += 1;
            break;
        }
    }
    let documents =
        |count: u32| if count == 1 { "1 document".to_owned() } else { format!("{count} documents") };
    if written + there == 0 {
        desk.say("there are no documents to write");
        return Ok(Exit::Nothing);
    }
    let before = if there > 0 { format!("; {} lay there already", documents(there)) } else { String::new() };
    desk.say(&format!("{} written to {}{before}", documents(written), folder.display()));
    Ok(Exit::Done)
}

fn private_folder(folder: &Path) -> Result<(), Error> {
    lasting::folder(folder)
        .map_err(|error| Error::Failed(format!("the folder {} could not be made: {error}", folder.display())))
}

/// A name that is one file in this folder on every machine, whatever the document was called.
fn safe_name(name: &str, hash: &str) -> String {
    let short = hash.get(..8).unwrap_or(hash);
    let kept: String = text::safe_line(name)
        .chars()
        .map(|letter| {
            if matches!(letter, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|') { '_' } else { letter }
        })
        .collect();
    // hidden files, options of programs, and what Windows drops at the end
    let bare = kept.trim_matches(|letter: char| letter.is_whitespace() || letter == '.' || letter == '-');
    let stem = bare.split('.').next().unwrap_or_default().to_lowercase();
    let device = ["con", "prn", "aux", "nul"].contains(&stem.as_str())
        || stem.len() == 4 && (stem.starts_with("com") || stem.starts_with("lpt"));
    match bare {
        "" => format!("document-{short}"),
        _ if device => format!("document-{bare}"),
        _ if bare.len() > LONGEST => {
            let (stem, ending) = parted(bare);
            let room = LONGEST.saturating_sub(ending.len() + 10);
            let end = stem.char_indices().map(|(at, _)| at).take_while(|at| *at <= room).last().unwrap_or(0);
            format!("{}-{short}{ending}", stem.get(..end).unwrap_or_default())
        }
        _ => bare.to_owned(),
    }
}

/// A name and its ending, the full stop with it.
fn parted(name: &str) -> (&str, &str) {
    let at = name.rfind('.').filter(|at| *at > 0 && name.len() - at <= 12).unwrap_or(name.len());
    name.split_at(at)
}

/// "letter.txt", "letter (2).txt".
fn numbered(name: &str, number: u32) -> String {
    let (stem, ending) = parted(name);
    if number == 1 { name.to_owned() } else { format!("{stem} ({number}){ending}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, expected: &str) {
        assert_eq!(safe_name(name, "0123456789abcdef"), expected);
    }

    #[test]
    fn names_stay_in_the_folder_and_are_files_everywhere() {
        check("letter 7 March.txt", "letter 7 March.txt");
        check("../../etc/passwd", "_.._etc_passwd");
        check("..", "document-01234567");
        check("-", "document-01234567");
        check("", "document-01234567");
        check(".bashrc", "bashrc");
        check("-rf.txt", "rf.txt");
        check("a\u{1B}[2J\u{202E}b\nc.txt", "ab c.txt");
        check("C:\\letters\\a.txt", "C__letters_a.txt");
        check("NUL.txt", "document-NUL.txt");
        check("기도편지.pdf", "기도편지.pdf");
        let long = safe_name(&format!("{}.pdf", "é".repeat(300)), "0123456789abcdef");
        assert!(long.len() <= LONGEST && long.ends_with("-01234567.pdf"), "{long}");
    }

    #[test]
    fn a_number_stands_before_the_ending() {
        assert_eq!(numbered("letter.txt", 1), "letter.txt");
        assert_eq!(numbered("letter.txt", 2), "letter (2).txt");
        assert_eq!(numbered("letter", 3), "letter (3)");
    }
}
