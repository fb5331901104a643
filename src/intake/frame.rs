//! How the two sides of a reading talk: a length, and so many bytes.

use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};

use crate::bulletin::Document;

/// What became of a document.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Reply {
    /// The document, or why it was refused.
    pub opened: Result<Document, String>,
    /// Whether the reader has used up so much that it ends here, and another is to be started for the next.
    pub last: bool,
}

/// Says so many bytes.
pub(super) fn send(to: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    to.write_all(&(bytes.len() as u64).to_le_bytes())?;
    to.write_all(bytes)?;
    to.flush()
}

/// Hears what is said, up to so many bytes. `None` where the other side has ended before it said anything.
pub(super) fn receive(from: &mut impl Read, most: usize) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 8];
    let heard = from.read(&mut length)?;
    if heard == 0 {
        return Ok(None);
    }
    from.read_exact(length.get_mut(heard..).unwrap_or_default())?;
    let length = u64::from_le_bytes(length);
    if length > most as u64 {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let mut bytes = Vec::with_capacity(length as usize);
    if from.take(length).read_to_end(&mut bytes)? < length as usize {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Some(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_heard() {
        let mut wire = Vec::new();
        send(&mut wire, b"Pray").unwrap();
        send(&mut wire, b"").unwrap();
        let mut wire = wire.as_slice();
        assert_eq!(receive(&mut wire, 4).unwrap().unwrap(), b"Pray");
        assert_eq!(receive(&mut wire, 4).unwrap().unwrap(), b"");
        assert_eq!(receive(&mut wire, 4).unwrap(), None);
    }

    #[test]
    fn what_is_cut_off_or_too_long_is_an_error() {
        let mut wire = Vec::new();
        send(&mut wire, b"Pray").unwrap();
        let cut = |most: usize, length: usize| receive(&mut &wire[..length], most).unwrap_err().kind();
        assert_eq!(cut(3, wire.len()), io::ErrorKind::FileTooLarge);
        assert_eq!(cut(4, wire.len() - 1), io::ErrorKind::UnexpectedEof);
        assert_eq!(cut(4, 5), io::ErrorKind::UnexpectedEof);
    }
}
