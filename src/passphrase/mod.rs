//! Asks for passphrases: at the terminal without showing them, from a file descriptor, or from a command.
//!
//! Never from an argument or an environment variable: those are seen by every program on the machine. What was
//! asked lives in a [`Passphrase`], which is wiped from memory when it is dropped and has no words in `Debug`.

mod command;
mod line;
mod terminal;

use std::fmt;
use std::fs::File;
use std::io::{self, IsTerminal};
use std::os::fd::AsFd;
use std::sync::Mutex;

use zeroize::Zeroizing;

/// The variable that names a file descriptor; it holds a number, never a passphrase.
pub const FD_VARIABLE: &str = "KNEEL_PASSPHRASE_FD";

/// How often a new passphrase may be typed in two ways before it is given up.
const TRIES: usize = 3;

/// A passphrase, wiped from memory when it is dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// A passphrase that somebody typed; an empty one is refused.
    pub fn new(words: String) -> Result<Self, Error> {
        let words = Zeroizing::new(words);
        if words.is_empty() { Err(Error::Empty) } else { Ok(Passphrase(words)) }
    }

    /// The words themselves, for whoever makes a key of them. Nothing else may hold them.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Passphrase(..)")
    }
}

/// Why there is no passphrase.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nobody is there to be asked.
    #[error(
        "a passphrase is needed and there is no terminal to ask at; give it with --passphrase-fd N, or set \
         passphrase_command in the config"
    )]
    Nobody,
    /// The person did not want to.
    #[error("no passphrase was given; nothing was changed")]
    Cancelled,
    /// An empty one guards nothing.
    #[error("an empty passphrase guards nothing; nothing was changed")]
    Empty,
    /// It was typed in two ways too often.
    #[error("the two were not alike; nothing was changed")]
    NotAlike,
    /// It is longer than any that a person types.
    #[error("the passphrase is longer than {} bytes; nothing was changed", line::MOST)]
    TooLong,
    /// It is not UTF-8.
    #[error("the passphrase is not UTF-8 text; nothing was changed")]
    NotText,
    /// What should name a file descriptor does not.
    #[error("{FD_VARIABLE} must be the number of an open file descriptor, such as 3")]
    NotAnFd,
    /// The file descriptor cannot be read.
    #[error("no passphrase could be read from file descriptor {fd}: {source}; nothing was changed")]
    Fd {
        /// Its number.
        fd: u32,
        /// What the system said.
        source: io::Error,
    },
    /// The command has a quotation mark that is not closed.
    #[error("passphrase_command in the config has a quotation mark that is never closed")]
    Unclosed,
    /// The command cannot be run.
    #[error("the passphrase command `{name}` could not be run: {source}; nothing was changed")]
    NotRun {
        /// The program's name.
        name: String,
        /// What the system said.
        source: io::Error,
    },
    /// The command said that it failed.
    #[error("the passphrase command `{name}` ended with a failure ({status}); nothing was changed")]
    Failed {
        /// The program's name.
        name: String,
        /// How it ended.
        status: std::process::ExitStatus,
    },
    /// The terminal cannot be asked.
    #[error("the terminal could not be asked for a passphrase: {0}; nothing was changed")]
    Terminal(io::Error),
}

/// A result of this room.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The descriptor that was named on the command line, else by `KNEEL_PASSPHRASE_FD`.
pub fn fd_from_env(named: Option<u32>) -> Result<Option<u32>> {
    match (named, std::env::var_os(FD_VARIABLE)) {
        (None, Some(variable)) if !variable.is_empty() => {
            variable.to_str().and_then(|text| text.parse().ok()).map(Some).ok_or(Error::NotAnFd)
        }
        (named, _) => Ok(named),
    }
}

/// Where passphrases come from: a file descriptor, else a command, else the terminal.
#[derive(Debug, Default)]
pub struct Source {
    fd: Option<u32>,
    command: Option<String>,
    /// The descriptor once it is open: each passphrase is its next line.
    open: Mutex<Option<File>>,
}

impl Source {
    /// `fd`: the number of a descriptor that the person named. `command`: a command, as it stands in the config.
    pub fn new(fd: Option<u32>, command: Option<String>) -> Self {
        Source { fd, command, open: Mutex::new(None) }
    }

    /// Asks for a passphrase that was chosen before. `prompt` is what a terminal shows, without a colon.
    pub fn ask(&self, prompt: &str) -> Result<Passphrase> {
        match (self.fd, &self.command) {
            (Some(fd), _) => self.read_fd(fd, prompt),
            (None, Some(command)) => command::run(command),
            (None, None) => terminal::ask(&terminal::find()?, prompt),
        }
    }

    /// Asks for a new passphrase. A person types it twice; a descriptor or a command is taken at its word.
    pub fn ask_new(&self, prompt: &str) -> Result<Passphrase> {
        match (self.fd, &self.command) {
            (None, None) => Source::typed_new(prompt),
            _ => self.ask(prompt),
        }
    }

    /// Asks for one that takes the place of the one before: a command would only give that one again, so the
    /// person types it, unless a descriptor has another line.
    pub fn ask_other(&self, prompt: &str) -> Result<Passphrase> {
        match self.fd {
            Some(fd) => self.read_fd(fd, prompt),
            None => Source::typed_new(prompt),
        }
    }

    fn typed_new(prompt: &str) -> Result<Passphrase> {
        let terminal = terminal::find()?;
        // in between, too: who types on at once must not see it
        let _quiet = terminal::Quiet::begin(&terminal).map_err(Error::Terminal)?;
        for _ in 0..TRIES {
            let first = terminal::ask(&terminal, prompt)?;
            if first == terminal::ask(&terminal, "the same again")? {
                return Ok(first);
            }
            terminal::say(&terminal, "the two are not alike; once more");
        }
        Err(Error::NotAlike)
    }

    fn read_fd(&self, fd: u32, prompt: &str) -> Result<Passphrase> {
        let failed = |source| Error::Fd { fd, source };
        let stdin = io::stdin();
        if fd == 0 {
            // not by way of its buffer, which would keep the words, and not opened anew: what follows the line
            // is still there for whoever reads the input
            return if stdin.is_terminal() {
                terminal::ask(&terminal::find()?, prompt)
            } else {
                line::read(stdin.as_fd(), failed)
            };
        }
        let mut open = self.open.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let file = match open.take() {
            Some(file) => file,
            None => File::open(format!("/dev/fd/{fd}")).map_err(failed)?,
        };
        let file = open.insert(file);
        if file.is_terminal() { terminal::ask(file, prompt) } else { line::read(file.as_fd(), failed) }
    }
}

/// From here on no image of this process's memory is written when it crashes, nor may another program read it. Where
/// the machine does not allow that, all else still holds.
pub fn leave_no_image() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    // a limit does not reach a system that hands crashed programs to a collector
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use std::os::fd::AsRawFd;

    #[test]
    fn each_passphrase_is_the_next_line_of_a_descriptor() {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all("first one\r\nthe second\nthird without an end".as_bytes()).unwrap();
        let fd = u32::try_from(file.as_raw_fd()).unwrap();
        let source = Source::new(Some(fd), Some("false".into()));
        let asked: Vec<_> = (0..3).map(|_| source.ask("x").unwrap().reveal().to_owned()).collect();
        assert_eq!(asked, ["first one", "the second", "third without an end"]);
        assert!(matches!(source.ask_new("x"), Err(Error::Empty)));
    }

    #[test]
    fn what_is_no_passphrase_is_refused() {
        let from = |bytes: &[u8]| {
            let mut file = tempfile::tempfile().unwrap();
            file.write_all(bytes).unwrap();
            Source::new(Some(u32::try_from(file.as_raw_fd()).unwrap()), None).ask("x")
        };
        assert!(matches!(from(b"\n"), Err(Error::Empty)));
        assert!(matches!(from(b"\xff\xfe\n"), Err(Error::NotText)));
        assert!(matches!(from(b"her\0ons\n"), Err(Error::NotText)));
        assert!(matches!(from(&[b'a'; line::MOST + 1]), Err(Error::TooLong)));
        assert_eq!(from(&[b'a'; line::MOST]).unwrap().reveal().len(), line::MOST);
        let closed = Source::new(Some(9999), None).ask("x");
        assert!(matches!(closed, Err(Error::Fd { fd: 9999, .. })), "{closed:?}");
    }

    #[test]
    fn a_passphrase_has_no_words_where_it_is_printed() {
        let secret = Passphrase::new("herons at dusk".into()).unwrap();
        assert_eq!(format!("{secret:?}"), "Passphrase(..)");
        let source = Source::new(None, Some("echo herons".into()));
        assert_eq!(source.ask("x").unwrap().reveal(), "herons");
    }
}
