//! What a command may fail with, and how that is told.

use std::io::{self, Write};

use super::Exit;
use crate::{clock, editor, group, journal, passphrase, paths, text};

/// Why a command failed: in words for people, with the next step.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The journal refused.
    #[error(transparent)]
    Journal(#[from] journal::Error),
    /// Sharing, joining or syncing failed.
    #[error(transparent)]
    Group(#[from] group::Error),
    /// A filter could not be understood.
    #[error(transparent)]
    Filter(#[from] journal::FilterError),
    /// `KNEEL_NOW` could not be understood.
    #[error(transparent)]
    Clock(#[from] clock::NotAMoment),
    /// No home folder.
    #[error(transparent)]
    Home(#[from] paths::NoHome),
    /// The editor failed.
    #[error(transparent)]
    Editor(#[from] editor::Error),
    /// There is no passphrase.
    #[error(transparent)]
    Passphrase(#[from] passphrase::Error),
    /// No item has this id.
    #[error("no item begins with {0}; `kneel list` shows ids")]
    NoItem(String),
    /// Several items have ids that begin so.
    #[error("{prefix} could be any of {}; type more of the id", candidates.len())]
    Ambiguous {
        /// What was typed.
        prefix: String,
        /// The id and title of each item that it could be.
        candidates: Vec<(String, String)>,
    },
    /// The command line asks for something that does not go together.
    #[error("{0}")]
    Usage(String),
    /// Something else.
    #[error("{0}")]
    Failed(String),
    /// The screens failed.
    #[error("{0:#}")]
    Screens(anyhow::Error),
    /// Reading or writing failed.
    #[error("reading or writing failed: {0}")]
    Io(#[from] io::Error),
}

impl Error {
    /// Tells the person, and says how the process ends. Whoever closed the pipe has seen enough: that is no
    /// failure, and nothing is said.
    pub fn tell(&self, err: &mut dyn Write) -> Exit {
        if let Error::Io(source) | Error::Journal(journal::Error::Io { source, .. }) = self
            && source.kind() == io::ErrorKind::BrokenPipe
        {
            return Exit::Done;
        }
        let _ = writeln!(err, "kneel: {}", text::safe(&self.to_string()));
        if let Error::Ambiguous { candidates, .. } = self {
            for (id, title) in candidates {
                let _ = writeln!(err, "  {id}  {}", text::safe_line(title));
            }
        }
        self.exit()
    }

    fn exit(&self) -> Exit {
        match self {
            Error::Journal(error) | Error::Group(group::Error::Journal(error)) if error.is_newer() => {
                Exit::Newer
            }
            Error::Usage(_) | Error::Filter(_) => Exit::Usage,
            _ => Exit::Failed,
        }
    }
}
