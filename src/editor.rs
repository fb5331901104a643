//! A text written in the editor of the person's choice.
//!
//! The text lies in a file that only its owner may read (0600), in a folder that only its owner may enter
//! (0700), so that an editor's swap and backup files are private too. Folder and file are removed however the
//! editor ends; where kneel is killed meanwhile, by the next one ([`sweep`]). No shell is involved, and nothing but the
//! file's own path is added to the command.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use tempfile::TempDir;

use crate::text;

/// What is tried, in order, when neither `VISUAL` nor `EDITOR` says anything.
const FALLBACKS: [&str; 2] = ["nano", "vi"];

/// How a folder for a text is called, before letters of chance, and the file in it.
const PREFIX: &str = "kneel-edit-";
const FILE: &str = "kneel.md";

/// Why no text came back from the editor.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The command in `VISUAL` or `EDITOR` has a quotation mark that is not closed.
    #[error("{0} has a quotation mark that is never closed; correct it, or unset it to use nano or vi")]
    Unclosed(&'static str),
    /// There is no such program.
    #[error("the editor `{0}` was not found; set EDITOR to a program on this machine")]
    NotFound(String),
    /// None of the fallbacks is on this machine.
    #[error("no editor was found; set EDITOR to a program on this machine, such as `export EDITOR=nano`")]
    NoEditor,
    /// The editor said that it failed.
    #[error("the editor ended with a failure ({0}), so nothing was changed")]
    Failed(ExitStatus),
    /// What the editor left is no text in any encoding.
    #[error("the editor left a file that is not text, so nothing was changed")]
    NotText,
    /// The private file could not be made, read or handed over.
    #[error("the text could not be given to the editor: {0}")]
    File(#[from] io::Error),
}

/// Lets the person write on `text` in their editor; `None` when they left it as it was.
///
/// A single line end at the end of the file, which many editors add, is not counted as a change.
pub fn edit(text: &str) -> Result<Option<String>, Error> {
    let candidates = candidates(|name| std::env::var(name).ok())?;
    edit_with(&candidates, text)
}

/// Removes what a kneel that was killed left of texts in an editor. A folder that somebody still uses, or that is not one
/// of kneel's for this person, is left alone.
pub fn sweep() {
    for home in homes() {
        sweep_in(&home);
    }
}

fn sweep_in(home: &Path) {
    for folder in fs::read_dir(home).into_iter().flatten().flatten() {
        if folder.file_name().to_string_lossy().starts_with(PREFIX) && is_ours(&folder.path()) {
            let unused = File::open(folder.path()).is_ok_and(|folder| folder.try_lock().is_ok());
            if unused {
                let _ = fs::remove_dir_all(folder.path());
            }
        }
    }
}

/// Whether a folder is one that kneel made, for this person alone, and has the file in it that kneel put there.
fn is_ours(folder: &Path) -> bool {
    let (Ok(found), Ok(file)) = (folder.symlink_metadata(), folder.join(FILE).symlink_metadata()) else {
        return false;
    };
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let own = rustix::process::geteuid().as_raw();
        if found.uid() != own || file.uid() != own || found.mode() & 0o77 != 0 {
            return false;
        }
    }
    found.is_dir() && file.is_file()
}

fn edit_with(candidates: &[Vec<String>], text: &str) -> Result<Option<String>, Error> {
    sweep();
    let folder = private_folder()?;
    let path = folder.path().join(FILE);
    let _held = held(folder.path());
    write_private(&path, text)?;
    let status = run(candidates, &path)?;
    if !status.success() {
        return Err(Error::Failed(status));
    }
    let written = as_text(fs::read(&path)?)?;
    folder.close()?;
    let written = without_line_end(&written);
    Ok((written != without_line_end(text)).then(|| written.to_owned()))
}

/// The commands to try, each split into words: the person's own, or else the fallbacks.
fn candidates(var: impl Fn(&str) -> Option<String>) -> Result<Vec<Vec<String>>, Error> {
    for name in ["VISUAL", "EDITOR"] {
        if let Some(command) = var(name).filter(|command| !command.trim().is_empty()) {
            let words = shell_words::split(&command).map_err(|_| Error::Unclosed(name))?;
            return Ok(vec![words]);
        }
    }
    Ok(FALLBACKS.iter().map(|name| vec![(*name).to_owned()]).collect())
}

/// Runs the first candidate that is on this machine and waits for it.
fn run(candidates: &[Vec<String>], path: &Path) -> Result<ExitStatus, Error> {
    let _spared = Spared::begin()?;
    for words in candidates {
        let Some((program, arguments)) = words.split_first() else { continue };
        match Command::new(program).args(arguments).arg(path).status() {
            Ok(status) => return Ok(status),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error.into()),
        }
    }
    match candidates {
        [words] => Err(Error::NotFound(words.first().cloned().unwrap_or_default())),
        _ => Err(Error::NoEditor),
    }
}

/// Where texts lie meanwhile: in memory, where the system has a folder for that, so that what is encrypted at rest is not
/// written to a disk; else among the temporary files.
fn homes() -> Vec<PathBuf> {
    let in_memory =
        std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|folder| folder.is_absolute());
    in_memory.into_iter().chain([std::env::temp_dir()]).collect()
}

fn private_folder() -> io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o700));
    }
    let mut made = Err(io::ErrorKind::NotFound.into());
    for home in homes() {
        made = builder.tempdir_in(home);
        if made.is_ok() {
            break;
        }
    }
    made
}

/// Holds the folder of a text, so that no other kneel sweeps it away. The editor inherits the hold: one that lives on
/// when kneel is killed still has its file.
fn held(folder: &Path) -> Option<File> {
    let folder = File::open(folder).ok().filter(|folder| folder.try_lock().is_ok());
    #[cfg(unix)]
    if let Some(folder) = &folder {
        let _ = rustix::io::fcntl_setfd(folder, rustix::io::FdFlags::empty());
    }
    folder
}

fn write_private(path: &Path, text: &str) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    if !text.is_empty() && !text.ends_with('\n') {
        file.write_all(b"\n")?;
    }
    Ok(())
}

/// What the editor wrote. An old setting may have it write otherwise than in UTF-8: a letter that comes out wrong can be put
/// right, a text that was refused is gone.
fn as_text(bytes: Vec<u8>) -> Result<String, Error> {
    String::from_utf8(bytes).or_else(|error| {
        let (text, _) = text::letters(error.as_bytes(), None).map_err(|_| Error::NotText)?;
        Ok(text.into_owned())
    })
}

fn without_line_end(text: &str) -> &str {
    let text = text.strip_suffix('\n').unwrap_or(text);
    text.strip_suffix('\r').unwrap_or(text)
}

/// While it lives, a signal meant for the editor (Ctrl-C reaches both) does not end this program, which would
/// leave the private file behind.
struct Spared {
    signals: Vec<signal_hook::SigId>,
}

impl Spared {
    fn begin() -> io::Result<Self> {
        use signal_hook::consts::{SIGINT, SIGTERM};
        let mut spared = Spared { signals: Vec::new() };
        for signal in [SIGINT, SIGTERM] {
            spared.add(signal)?;
        }
        #[cfg(unix)]
        for signal in [signal_hook::consts::SIGQUIT, signal_hook::consts::SIGHUP] {
            spared.add(signal)?;
        }
        Ok(spared)
    }

    fn add(&mut self, signal: i32) -> io::Result<()> {
        self.signals.push(signal_hook::flag::register(signal, Arc::new(AtomicBool::new(false)))?);
        Ok(())
    }
}

impl Drop for Spared {
    fn drop(&mut self) {
        for signal in self.signals.drain(..) {
            signal_hook::low_level::unregister(signal);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(command: &[&str]) -> Vec<Vec<String>> {
        vec![command.iter().map(|word| (*word).to_owned()).collect()]
    }

    #[cfg(unix)]
    fn script(body: &str) -> Vec<Vec<String>> {
        words(&["sh", "-c", body, "editor"])
    }

    #[test]
    fn visual_goes_before_editor_and_blank_ones_count_as_unset() {
        let both = |name: &str| Some(if name == "VISUAL" { "code --wait" } else { "vi" }.to_owned());
        assert_eq!(candidates(both).unwrap(), words(&["code", "--wait"]));
        let blank = |name: &str| Some(if name == "VISUAL" { " " } else { "'my editor' -n" }.to_owned());
        assert_eq!(candidates(blank).unwrap(), words(&["my editor", "-n"]));
        assert_eq!(candidates(|_| None).unwrap().concat(), FALLBACKS);
    }

    #[test]
    fn nothing_in_the_command_is_left_to_a_shell() {
        let words = candidates(|_| Some("ed $(touch x); `id` && rm *".to_owned())).unwrap().concat();
        assert_eq!(words, ["ed", "$(touch", "x);", "`id`", "&&", "rm", "*"]);
        assert!(matches!(candidates(|_| Some("ed 'x".to_owned())), Err(Error::Unclosed("VISUAL"))));
    }

    #[test]
    #[cfg(unix)]
    fn what_the_editor_wrote_comes_back() {
        let written = edit_with(&script(r#"printf 'and for rain\n' >> "$1""#), "For the herders").unwrap();
        assert_eq!(written.as_deref(), Some("For the herders\nand for rain"));
        assert_eq!(edit_with(&script("true"), "For the herders").unwrap(), None);
        assert_eq!(edit_with(&script(": > \"$1\""), "For the herders").unwrap().as_deref(), Some(""));
        let latin = edit_with(&script(r#"printf 'f\374r die H\351rders' > "$1""#), "x").unwrap();
        assert_eq!(latin.as_deref(), Some("für die Hérders"), "an evening's words in another encoding");
    }

    #[test]
    #[cfg(unix)]
    fn the_file_is_private_and_gone_afterwards() {
        let shown = tempfile::NamedTempFile::new().unwrap();
        let body = format!(
            r#"stat -c %a "$1" "$(dirname "$1")" > {0}; echo "$1" >> {0}; exit 3"#,
            shown.path().display()
        );
        let refused = edit_with(&script(&body), "x");
        assert!(matches!(refused, Err(Error::Failed(status)) if status.code() == Some(3)));
        let told = fs::read_to_string(shown.path()).unwrap();
        let told: Vec<&str> = told.lines().collect();
        assert_eq!(told[..2], ["600", "700"]);
        assert!(!Path::new(told[2]).exists() && !Path::new(told[2]).parent().unwrap().exists());
    }

    #[test]
    fn an_editor_that_is_not_there_is_named() {
        let error = edit_with(&words(&["kneel-no-such-editor"]), "x").unwrap_err();
        assert!(error.to_string().contains("`kneel-no-such-editor` was not found"));
        let two = [words(&["kneel-no-such-1"]), words(&["kneel-no-such-2"])].concat();
        assert!(matches!(edit_with(&two, "x"), Err(Error::NoEditor)));
    }

    #[test]
    #[cfg(unix)]
    fn what_a_killed_kneel_left_is_swept_and_nothing_else() {
        use std::os::unix::fs::PermissionsExt;
        let home = tempfile::tempdir().unwrap();
        let make = |name: &str, mode: u32, file: &str| {
            let folder = home.path().join(name);
            fs::create_dir(&folder).unwrap();
            fs::write(folder.join(file), "For the herders").unwrap();
            fs::set_permissions(&folder, fs::Permissions::from_mode(mode)).unwrap();
            folder
        };
        let left = make("kneel-edit-a", 0o700, FILE);
        fs::write(left.join(".kneel.md.swp"), "For the herders").unwrap();
        let used = make("kneel-edit-b", 0o700, FILE);
        let held = held(&used).unwrap();
        let others = [
            make("kneel-edit-c", 0o755, FILE),
            make("kneel-edit-d", 0o700, "notes.md"),
            make("kneel-notes", 0o700, FILE),
        ];
        let link = home.path().join("kneel-edit-e");
        std::os::unix::fs::symlink(&others[2], &link).unwrap();
        sweep_in(home.path());
        assert!(!left.exists());
        assert!(used.join(FILE).exists() && others.iter().all(|other| other.exists()) && link.exists());
        drop(held);
        sweep_in(home.path());
        assert!(!used.exists());
    }
}
