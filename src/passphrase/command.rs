//! Runs the command that prints a passphrase, such as one of a password manager.

use std::io::Read;
use std::process::{Command, Stdio};

use zeroize::Zeroizing;

use super::{Error, Passphrase, Result, line};

/// More than any such command prints.
const MOST_PRINTED: usize = 64 << 10;

/// Runs a command, split into words without a shell; the first line that it prints is the passphrase. It may ask
/// the person by itself: input, errors and terminal are its own.
pub(super) fn run(command: &str) -> Result<Passphrase> {
    let words = shell_words::split(command).map_err(|_| Error::Unclosed)?;
    let (name, arguments) = words.split_first().ok_or(Error::Empty)?;
    let not_run = |source| Error::NotRun { name: name.clone(), source };
    let mut child = Command::new(name).args(arguments).stdout(Stdio::piped()).spawn().map_err(not_run)?;
    let mut printed = Zeroizing::new(Vec::with_capacity(MOST_PRINTED));
    if let Some(out) = child.stdout.take() {
        // all of it: a command whose pipe is closed early would say that it failed
        out.take(MOST_PRINTED as u64).read_to_end(&mut printed).map_err(not_run)?;
    }
    let status = child.wait().map_err(not_run)?;
    if !status.success() {
        return Err(Error::Failed { name: name.clone(), status });
    }
    line::taken(printed.split(|byte| *byte == b'\n').next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_is_the_passphrase_and_no_shell_reads_the_command() {
        assert_eq!(run("printf 'two words\\nlogin: me\\n'").unwrap().reveal(), "two words");
        assert_eq!(run("echo '$(id)' '; `id`'").unwrap().reveal(), "$(id) ; `id`");
    }

    #[test]
    fn a_command_that_fails_gives_nothing() {
        assert!(
            matches!(run("sh -c 'echo herons; exit 3'"), Err(Error::Failed { name, .. }) if name == "sh")
        );
        assert!(matches!(run("kneel-no-such-program"), Err(Error::NotRun { .. })));
        assert!(matches!(run("echo 'x"), Err(Error::Unclosed)));
        assert!(matches!(run("true"), Err(Error::Empty)));
    }
}
