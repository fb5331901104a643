//! The program: parses the command line, runs it, says what went wrong, ends with its code.

use std::process::ExitCode;

use kneel::cli::{self, Desk};

fn main() -> ExitCode {
    cli::speak_plainly();
    if let Some(code) = cli::errand() {
        return code;
    }
    let cli = cli::parse();
    let mut desk = Desk::standard();
    let ended = cli::run(cli, &mut desk).and_then(|exit| desk.out.flush().map(|()| exit).map_err(Into::into));
    let exit = ended.unwrap_or_else(|error| error.tell(&mut desk.err));
    exit.into()
}
