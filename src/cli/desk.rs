//! What a command works on: its outputs, whether terminals are behind them, and the journal.

use std::cell::RefCell;
use std::fs;
use std::io::{self, BufRead, BufWriter, ErrorKind, IsTerminal, Write};
use std::path::Path;

use serde::Serialize;

use super::Error;
use super::unlock::Asking;
use crate::bulletin::Profile;
use crate::clock::{Clock, Moment};
use crate::config::{self, Config};
use crate::journal::{self, Copyist, Journal, Why};
use crate::lasting;
use crate::paths::Paths;
use crate::profiles;
use crate::{text, tui};

/// The widest a line gets on a terminal: longer ones are hard to read.
const WIDEST: usize = 80;

/// What is done to all of a journal of more bytes takes so long that it is said.
const LARGE: u64 = 100 << 20;

/// The outputs of a command and what stands behind them.
#[allow(clippy::struct_excessive_bools, reason = "each says something of its own")]
pub struct Desk {
    /// For data.
    pub out: Box<dyn Write>,
    /// For words.
    pub err: Box<dyn Write>,
    /// Whether a person can be asked.
    pub asks: bool,
    /// Whether stdin is a terminal.
    pub input_is_terminal: bool,
    /// Whether words are read by a person as they come.
    pub shows_progress: bool,
    /// The width of the terminal behind stdout, at most 80; `None` where there is none.
    pub width: Option<usize>,
    /// How passphrases are asked for.
    pub asking: RefCell<Asking>,
    /// Whether the copy of the day is left to the next command.
    pub leaves_copy: bool,
}

/// Has what must not reach a terminal stand in JSON as escapes. It is handed whole letters.
struct Escaped<'a>(&'a mut dyn Write);

impl Write for Escaped<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match std::str::from_utf8(bytes) {
            Ok(json) => self.0.write_all(text::escaped(json).as_bytes())?,
            Err(_) => self.0.write_all(bytes)?,
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl Desk {
    /// The desk of this process.
    pub fn standard() -> Self {
        let (stdin, stdout) = (io::stdin().is_terminal(), io::stdout().is_terminal());
        let columns = || tui::terminal::columns().unwrap_or(WIDEST);
        Desk {
            out: Box::new(BufWriter::new(io::stdout())),
            err: Box::new(io::stderr()),
            asks: stdin && stdout,
            input_is_terminal: stdin,
            shows_progress: io::stderr().is_terminal(),
            width: stdout.then(|| columns().clamp(20, WIDEST)),
            asking: RefCell::default(),
            leaves_copy: false,
        }
    }

    /// What was typed or piped in.
    #[allow(clippy::unused_self, reason = "the desk is what a command reads from")]
    pub fn input(&self) -> impl BufRead + use<> {
        io::stdin().lock()
    }

    /// Where things lie.
    #[allow(clippy::unused_self, reason = "the desk is what a command asks")]
    pub fn paths(&self) -> Result<Paths, Error> {
        Ok(Paths::from_env()?)
    }

    /// The clock.
    #[allow(clippy::unused_self, reason = "the desk is what a command asks")]
    pub fn clock(&self) -> Result<Clock, Error> {
        Ok(Clock::from_env()?)
    }

    /// The moment now.
    pub fn now(&self) -> Result<Moment, Error> {
        Ok(self.clock()?.now())
    }

    /// What the person set; what is wrong in the config is said on stderr, the rest holds.
    pub fn config(&mut self) -> Result<Config, Error> {
        let (config, problems) = Config::load(&self.paths()?.config_file());
        for problem in problems {
            self.say(&problem);
        }
        Ok(config)
    }

    /// Says that what comes in is private, where the config may say more of publishers than could be understood.
    pub fn say_if_unsure(&mut self) -> Result<(), Error> {
        if Config::load(&self.paths()?.config_file()).0.unsure {
            self.say("not all that the config says of publishers could be understood: what comes in now is private");
        }
        Ok(())
    }

    /// What the person set, for what goes to others: a file that says what to hide, and cannot be understood wholly, might
    /// hide too little. What is wrong in another file is said on stderr, as [`Desk::config`] says it.
    pub fn config_to_hide_by(&mut self) -> Result<Config, Error> {
        let path = self.paths()?.config_file();
        let refused = |problems: &[String]| {
            Error::Failed(format!(
                "nothing was written: {} says what is to be hidden, and not all of it could be understood\n{}",
                path.display(),
                problems.join("\n")
            ))
        };
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return lasting::leads_nowhere(&path)
                    .map_or(Ok(Config::default()), |words| Err(refused(&[words])));
            }
            Err(error) => return Err(refused(&[error.to_string()])),
        };
        let reading = config::read(&text);
        let problems: Vec<String> = reading.problems.iter().map(|problem| problem.at(&path)).collect();
        if !problems.is_empty() && ["privacy", "publishers"].iter().any(|table| text.contains(table)) {
            return Err(refused(&problems));
        }
        for problem in problems {
            self.say(&problem);
        }
        Ok(reading.config)
    }

    /// What was learned of publishers' bulletins; what is wrong with a profile is said on stderr, the others hold.
    pub fn profiles(&mut self) -> Result<Vec<Profile>, Error> {
        let (profiles, problems) = profiles::load(&self.paths()?.profiles());
        for problem in problems {
            self.say(&problem);
        }
        Ok(profiles)
    }

    /// The journal, made where there is none yet.
    pub fn journal(&self) -> Result<Journal, Error> {
        let mut journal = self.open(&self.paths()?.journal(), self.now()?)?;
        self.set_sights(&mut journal)?;
        Ok(journal)
    }

    /// The journal as it lies there; where there is none, an empty one that is never written to disk, so that
    /// asking creates nothing.
    pub fn journal_if_any(&self) -> Result<Journal, Error> {
        match self.existing()? {
            Some(journal) => Ok(journal),
            None => Ok(Journal::in_memory(self.now()?)?),
        }
    }

    /// As [`Desk::journal_if_any`], opened sooner, for what reads and ends.
    pub fn journal_to_read(&self) -> Result<Journal, Error> {
        match Journal::read(&self.paths()?.journal()) {
            Ok(Some(journal)) => Ok(journal),
            // not there, of an older kneel, encrypted, damaged: made, asked for or refused as for all others
            _ => self.journal_if_any(),
        }
    }

    /// The journal as it lies there, if one does. Where there was one and is none, that is an error.
    pub fn existing(&self) -> Result<Option<Journal>, Error> {
        let path = self.paths()?.journal();
        journal::refuse_missing(&path, self.now()?)?;
        if path.exists() { self.journal().map(Some) } else { Ok(None) }
    }

    /// Makes a copy before something large is done to a journal. One that cannot be made costs a sentence.
    pub fn copy_before(&mut self, journal: &Journal, why: Why, now: Moment) {
        if let Err(error) = journal.copy_before(why, now) {
            self.say(&journal::not_made(why, &error));
        }
    }

    /// After many new items the copy of the day is left to what is done next: what was there before has its copy, and what
    /// came still lies where it came from.
    pub fn leave_copy_after(&mut self, new: usize) {
        self.leaves_copy = new > journal::MANY;
    }

    /// Makes the copy of the day behind an act, where there is none yet. One that cannot be made costs a sentence.
    pub fn copy_of_the_day(&mut self) {
        let (Ok(paths), Ok(now)) = (self.paths(), self.now()) else { return };
        let journal = paths.journal();
        if self.leaves_copy || !journal.exists() || journal::copied_today(&journal, now) {
            return;
        }
        // what was done is told before this takes its time
        let _ = self.out.flush();
        let Ok(key) = self.journal_key(&journal) else { return };
        self.say_where_it_takes_long("making the copy of today", &journal);
        if let Err(error) = (Copyist { journal, key }).copy(now) {
            self.say(&journal::not_made(Why::Daily, &error));
        }
    }

    /// Says what is being done to all of a journal, where that takes long and somebody reads it.
    pub fn say_where_it_takes_long(&mut self, doing: &str, journal: &Path) {
        if self.shows_progress && fs::metadata(journal).is_ok_and(|file| file.len() > LARGE) {
            self.say(&format!("{doing}; it is a large journal"));
        }
    }

    /// Tells the journal who may see what publishers bring, as the person set it. What is wrong in the config is not
    /// said here: whoever asks for [`Desk::config`] hears it.
    fn set_sights(&self, journal: &mut Journal) -> Result<(), Error> {
        let (config, _) = Config::load(&self.paths()?.config_file());
        tui::set_sights(journal, &config);
        Ok(())
    }

    /// Prints one line of data, made safe for a terminal.
    pub fn line(&mut self, line: &str) -> Result<(), Error> {
        Ok(writeln!(self.out, "{}", text::safe_line(line))?)
    }

    /// Prints a text of several lines, wrapped where a terminal is behind, each line behind `indent` blanks.
    pub fn text(&mut self, indent: usize, body: &str) -> Result<(), Error> {
        let body = text::safe(body);
        let lines = match self.width {
            Some(width) => text::wrap(&body, width.saturating_sub(indent).max(10)),
            None => body.lines().map(str::to_owned).collect(),
        };
        for line in lines {
            writeln!(self.out, "{}", format!("{:indent$}{line}", "").trim_end())?;
        }
        Ok(())
    }

    /// Prints a document of data.
    pub fn json<T: Serialize>(&mut self, document: &T) -> Result<(), Error> {
        self.escaped(|out| {
            serde_json::to_writer_pretty(&mut *out, document)?;
            writeln!(out)
        })
    }

    /// Prints a part of a document of data.
    pub fn json_part<T: Serialize>(&mut self, part: &T) -> Result<(), Error> {
        self.escaped(|out| Ok(serde_json::to_writer(out, part)?))
    }

    /// Writes JSON, which comes in crumbs: these are looked at together.
    fn escaped(
        &mut self,
        write: impl FnOnce(&mut BufWriter<Escaped<'_>>) -> io::Result<()>,
    ) -> Result<(), Error> {
        let mut out = BufWriter::new(Escaped(&mut self.out));
        write(&mut out)?;
        Ok(out.into_inner().map(drop).map_err(io::IntoInnerError::into_error)?)
    }

    /// Says something to the person. A stderr that is gone is no reason to fail.
    pub fn say(&mut self, words: &str) {
        let _ = writeln!(self.err, "{}", text::safe(words));
    }

    /// Asks the person and returns what they typed; `None` when the input ended.
    pub fn ask(&mut self, question: &str) -> Result<Option<String>, Error> {
        self.out.flush()?;
        let _ = write!(self.err, "{question} ");
        let _ = self.err.flush();
        let mut line = String::new();
        Ok((self.input().read_line(&mut line)? > 0).then(|| line.trim().to_owned()))
    }
}
