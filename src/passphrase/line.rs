//! Reads one line, a byte at a time: what follows it stays where it was.

use std::io;
use std::os::fd::BorrowedFd;

use rustix::io::Errno;
use zeroize::Zeroizing;

use super::{Error, Passphrase, Result};

/// The longest passphrase, in bytes.
pub(super) const MOST: usize = 1024;

/// The next line of an open file or pipe, without its end.
pub(super) fn read(from: BorrowedFd<'_>, failed: impl Fn(io::Error) -> Error) -> Result<Passphrase> {
    // as long as it ever gets: it never moves and leaves no copy behind
    let mut line = Zeroizing::new(Vec::with_capacity(MOST + 2));
    let mut byte = Zeroizing::new([0]);
    loop {
        match rustix::io::read(from, byte.as_mut_slice()) {
            Err(Errno::INTR) => {}
            Err(error) => return Err(failed(error.into())),
            Ok(0) => break,
            Ok(_) if *byte == [b'\n'] => break,
            Ok(_) if line.len() > MOST => return Err(Error::TooLong),
            Ok(_) => line.extend_from_slice(byte.as_slice()),
        }
    }
    taken(&line)
}

/// What was read as a passphrase; a carriage return at its end is part of the line's end.
pub(super) fn taken(line: &[u8]) -> Result<Passphrase> {
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    if line.len() > MOST {
        return Err(Error::TooLong);
    }
    if line.contains(&0) {
        return Err(Error::NotText);
    }
    Passphrase::new(std::str::from_utf8(line).map_err(|_| Error::NotText)?.to_owned())
}
