//! Asks at the terminal. What is typed is not shown, not even as stars.

use std::fs::File;
use std::io::{self, IsTerminal, Read, Write};

use rustix::termios::{LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr};
use zeroize::Zeroizing;

use super::{Error, Passphrase, Result, line};

const BACKSPACE: [u8; 2] = [0x08, 0x7f];
const CANCEL: u8 = 0x03;
const END: u8 = 0x04;
const RUB_OUT: u8 = 0x15;

/// The terminal of this process, if a person is there: output may be piped, the terminal is asked all the same.
pub(super) fn find() -> Result<File> {
    let person = io::stdin().is_terminal() || io::stderr().is_terminal();
    let terminal = File::options().read(true).write(true).open("/dev/tty");
    terminal.ok().filter(|_| person).ok_or(Error::Nobody)
}

/// Says something at the terminal. One that is gone is no reason to fail.
pub(super) fn say(mut terminal: &File, words: &str) {
    let _ = writeln!(terminal, "{words}");
}

/// Asks, and reads what is typed until Enter. Ctrl-C, or the end of the input, is a no.
pub(super) fn ask(mut terminal: &File, prompt: &str) -> Result<Passphrase> {
    let _quiet = Quiet::begin(terminal).map_err(Error::Terminal)?;
    write!(terminal, "{prompt}: ").and_then(|()| terminal.flush()).map_err(Error::Terminal)?;
    let typed = typed(terminal);
    say(terminal, "");
    line::taken(&typed?)
}

fn typed(mut keys: impl Read) -> Result<Zeroizing<Vec<u8>>> {
    let mut typed = Zeroizing::new(Vec::with_capacity(line::MOST + 1));
    let mut key = Zeroizing::new([0]);
    loop {
        match keys.read(key.as_mut_slice()) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(Error::Terminal(error)),
            Ok(0) => return Err(Error::Cancelled),
            Ok(_) => {}
        }
        match *key {
            [b'\n' | b'\r'] => return Ok(typed),
            [CANCEL] => return Err(Error::Cancelled),
            [END] if typed.is_empty() => return Err(Error::Cancelled),
            [RUB_OUT] => typed.clear(),
            [byte] if BACKSPACE.contains(&byte) => {
                // one letter, however many bytes it has
                while typed.pop().is_some_and(|byte| byte & 0xc0 == 0x80) {}
            }
            [byte] if byte < b' ' => {}
            [_] if typed.len() > line::MOST => {}
            [byte] => typed.push(byte),
        }
    }
}

/// The terminal while it shows nothing and hands on each key; as it was when this is dropped.
pub(super) struct Quiet<'a> {
    terminal: &'a File,
    before: Termios,
}

impl<'a> Quiet<'a> {
    /// Quiets the terminal.
    pub(super) fn begin(terminal: &'a File) -> io::Result<Self> {
        let before = tcgetattr(terminal)?;
        let mut quiet = before.clone();
        // Ctrl-C is read as a key: as a signal it would leave a terminal that shows nothing
        quiet.local_modes.remove(LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG);
        quiet.special_codes[SpecialCodeIndex::VMIN] = 1;
        quiet.special_codes[SpecialCodeIndex::VTIME] = 0;
        tcsetattr(terminal, OptionalActions::Now, &quiet)?;
        Ok(Quiet { terminal, before })
    }
}

impl Drop for Quiet<'_> {
    fn drop(&mut self) {
        let _ = tcsetattr(self.terminal, OptionalActions::Now, &self.before);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    #[test]
    fn keys_become_words() {
        let words = |keys: &[u8]| typed(keys).map(|typed| String::from_utf8(typed.to_vec()).unwrap());
        assert_eq!(words(b"herons\n").unwrap(), "herons");
        assert_eq!(words("Fl\u{fc}\x7fu\x7f\u{fc}sse\r".as_bytes()).unwrap(), "Fl\u{fc}sse");
        assert_eq!(words(b"wrong\x15right\n").unwrap(), "right");
        assert_eq!(words(b"\x7f\x7fa\x1ab\n").unwrap(), "ab");
        for no in [&b"her\x03ons\n"[..], b"\x04", b"cut off"] {
            assert!(matches!(words(no), Err(Error::Cancelled)));
        }
    }

    /// A real terminal: the prompt is shown, what is typed is not, and the terminal is as before.
    #[test]
    fn what_is_typed_is_not_shown() {
        let pair = portable_pty::native_pty_system().openpty(portable_pty::PtySize::default()).unwrap();
        let mut screen = pair.master.try_clone_reader().unwrap();
        let mut keyboard = pair.master.take_writer().unwrap();
        let name = pair.master.tty_name().unwrap();
        let terminal = File::options().read(true).write(true).open(name).unwrap();
        let before = tcgetattr(&terminal).unwrap().local_modes;
        let asked = std::thread::spawn(move || (ask(&terminal, "passphrase"), terminal));
        let mut shown = Vec::new();
        let begun = Instant::now();
        while !shown.ends_with(b"passphrase: ") && begun.elapsed() < Duration::from_secs(20) {
            let mut some = [0; 64];
            let read = screen.read(&mut some).unwrap();
            shown.extend_from_slice(&some[..read]);
        }
        keyboard.write_all(b"herons\r").unwrap();
        let (asked, terminal) = asked.join().unwrap();
        assert_eq!(asked.unwrap().reveal(), "herons");
        say(&terminal, "over");
        while !shown.windows(4).any(|word| word == b"over") {
            let mut some = [0; 64];
            let read = screen.read(&mut some).unwrap();
            shown.extend_from_slice(&some[..read]);
        }
        assert_eq!(String::from_utf8(shown).unwrap().trim_end(), "passphrase: \r\nover");
        assert_eq!(tcgetattr(&terminal).unwrap().local_modes, before);
    }
}
