//! The reading process from inside: it takes its own freedom, then opens what it is given.
//!
//! It was started with an empty environment in the root folder, with two pipes and nothing else. It may open no file
//! and no connection (there is no number left for either), write to no file, start no other, and leaves no image of
//! its memory when it dies. Where the platform does not know a limit on memory, the time still ends it.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::process::ExitCode;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use rustix::time::{ClockId, clock_gettime};

use super::frame::{self, Reply};
use super::{LARGEST, Limits};
use crate::bulletin;

/// The first argument of a process that opens documents for another. People never type it.
pub const ERRAND: &str = "open-document";

/// After so many bytes a process has earned its rest: what it holds of earlier documents would count against the next.
const ENOUGH: usize = 16 << 20;

/// The numbers of open files that there are: the two pipes, and where words go that nobody hears.
const FILES: u64 = 3;

/// Opens documents for the process that started this one, until no more come. The arguments are what it may use:
/// bytes of memory, and seconds for each document.
pub fn serve(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let numbers: Vec<u64> =
        arguments.filter_map(|argument| argument.to_str().and_then(|number| number.parse().ok())).collect();
    let &[memory, seconds] = numbers.as_slice() else { return ExitCode::FAILURE };
    let limits = Limits { memory, seconds, ..Limits::USUAL };
    match confine(&limits).and_then(|()| converse(&limits, &mut io::stdin().lock(), &mut io::stdout().lock()))
    {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn confine(limits: &Limits) -> io::Result<()> {
    limit(Resource::As, limits.memory)?;
    // for all documents together; above the limit for one, which tells that it was the time
    limit(Resource::Cpu, 2 * limits.seconds + 2)?;
    limit(Resource::Nofile, FILES)?;
    for nothing in [Resource::Fsize, Resource::Core, Resource::Nproc] {
        limit(nothing, 0)?;
    }
    #[cfg(target_os = "linux")]
    {
        rustix::thread::set_no_new_privs(true)?;
        rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::KILL))?;
    }
    Ok(())
}

/// Sets a limit for good, unless there is a lower one.
fn limit(what: Resource, to: u64) -> io::Result<()> {
    let to = getrlimit(what).maximum.map_or(to, |most| most.min(to));
    Ok(setrlimit(what, Rlimit { current: Some(to), maximum: Some(to) })?)
}

fn converse(limits: &Limits, from: &mut impl Read, to: &mut impl Write) -> io::Result<()> {
    let mut read = 0;
    loop {
        let until = seconds_used() + limits.seconds;
        let most = getrlimit(Resource::Cpu).maximum;
        setrlimit(Resource::Cpu, Rlimit { current: Some(until), maximum: most })?;
        let Some(bytes) = frame::receive(from, LARGEST as usize)? else { return Ok(()) };
        read += bytes.len();
        let opened = bulletin::open(&bytes).map_err(|unreadable| unreadable.to_string());
        let last = read >= ENOUGH || seconds_used() >= limits.seconds;
        frame::send(to, &serde_json::to_vec(&Reply { opened, last })?)?;
        if last {
            return Ok(());
        }
    }
}

/// The time that this process has worked so far, rounded up.
fn seconds_used() -> u64 {
    clock_gettime(ClockId::ProcessCPUTime).tv_sec.unsigned_abs() + 1
}
