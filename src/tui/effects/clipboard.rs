//! The clipboard: by the host's own tool, or through the terminal where kneel runs on another machine than the one a
//! person sits at, or where there is no tool.

use std::io::{self, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use crossterm::clipboard::CopyToClipboard;
use crossterm::execute;

use crate::tui::terminal;

/// A tool that copies what it is given on its standard input, and what must be set for it to have a clipboard.
struct Tool {
    needs: Option<&'static str>,
    program: &'static str,
    arguments: &'static [&'static str],
}

const TOOLS: &[Tool] = &[
    #[cfg(target_os = "macos")]
    Tool { needs: None, program: "pbcopy", arguments: &[] },
    Tool { needs: Some("WAYLAND_DISPLAY"), program: "wl-copy", arguments: &[] },
    Tool { needs: Some("DISPLAY"), program: "xclip", arguments: &["-selection", "clipboard"] },
    Tool { needs: Some("DISPLAY"), program: "xsel", arguments: &["--clipboard", "--input"] },
    Tool { needs: Some("TERMUX_VERSION"), program: "termux-clipboard-set", arguments: &[] },
];

/// What says that the person sits at another machine.
const AWAY: [&str; 2] = ["SSH_CONNECTION", "SSH_TTY"];

/// A tool that has not taken a text by then hangs, and is let go.
const PATIENCE: Duration = Duration::from_secs(2);
const LOOK_AGAIN: Duration = Duration::from_millis(10);

/// Terminals drop what is longer, as xterm does, and say nothing.
const LONGEST: usize = 55_000;

/// Copies a text and says how, and what is not known of it: a sentence for people.
///
/// # Errors
///
/// A sentence for people, where it was not copied.
pub fn copy(text: &str) -> Result<String, String> {
    for tool in tools(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty())) {
        if matches!(handed(tool, text, PATIENCE), Ok(true)) {
            return Ok(format!("copied, with {}", tool.program));
        }
    }
    if text.len() > LONGEST {
        return Err("not copied: it is too long to go through the terminal".to_owned());
    }
    if !terminal::is_ours() {
        return Err("not copied: the terminal is with another program".to_owned());
    }
    execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text))
        .map_err(|error| format!("not copied: {error}"))?;
    Ok("handed to the terminal to copy; some terminals do not take it, and say nothing".to_owned())
}

/// The tools that may copy to where the person sits.
fn tools(is_set: impl Fn(&str) -> bool) -> Vec<&'static Tool> {
    if AWAY.iter().any(|name| is_set(name)) {
        return Vec::new();
    }
    TOOLS.iter().filter(|tool| tool.needs.is_none_or(&is_set)).collect()
}

/// Whether a tool took a text, all of it, and ended well. The text goes to its standard input, which is closed then, and
/// never among its arguments, which every program of the machine may read.
fn handed(tool: &Tool, text: &str, patience: Duration) -> io::Result<bool> {
    let until = Instant::now() + patience;
    let mut child = Command::new(tool.program)
        .args(tool.arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    // a tool that does not read holds up whoever writes to it, so that is a thread of its own
    let (gave, given) = mpsc::channel();
    if let Some(mut stdin) = child.stdin.take() {
        let text = text.to_owned();
        thread::Builder::new().name("clipboard".into()).spawn(move || {
            // nobody asks any more where the tool was let go
            let _ = gave.send(stdin.write_all(text.as_bytes()));
        })?;
    }
    let well = ended(&mut child, until)?;
    let rest = until.saturating_duration_since(Instant::now());
    Ok(well && matches!(given.recv_timeout(rest), Ok(Ok(()))))
}

/// Whether a tool ended well; one that hangs is ended.
fn ended(child: &mut Child, until: Instant) -> io::Result<bool> {
    while Instant::now() < until {
        if let Some(status) = child.try_wait()? {
            return Ok(status.success());
        }
        thread::sleep(LOOK_AGAIN);
    }
    child.kill()?;
    child.wait()?;
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn programs(set: &[&str]) -> Vec<&'static str> {
        tools(|name| set.contains(&name)).iter().map(|tool| tool.program).collect()
    }

    #[test]
    #[cfg(not(target_os = "macos"))]
    fn a_tool_is_tried_where_it_has_a_clipboard() {
        assert_eq!(programs(&["WAYLAND_DISPLAY"]), ["wl-copy"]);
        assert_eq!(programs(&["DISPLAY"]), ["xclip", "xsel"]);
        assert_eq!(programs(&[]), [""; 0]);
        assert_eq!(programs(&["SSH_TTY", "DISPLAY"]), [""; 0], "that would be another machine's");
    }

    fn tool(program: &'static str, arguments: &'static [&'static str]) -> Tool {
        Tool { needs: None, program, arguments }
    }

    #[test]
    fn a_tool_takes_the_text_or_not() {
        assert!(handed(&tool("sh", &["-c", "test \"$(cat)\" = Aigul"]), "Aigul", PATIENCE).unwrap());
        assert!(!handed(&tool("sh", &["-c", "cat > /dev/null; exit 3"]), "Aigul", PATIENCE).unwrap());
        assert!(handed(&tool("a-tool-that-is-not-there", &[]), "Aigul", PATIENCE).is_err());
    }

    /// Both come back although neither tool ever ends; the second does not even read, and a pipe holds no megabyte.
    #[test]
    fn a_tool_that_never_ends_is_let_go() {
        let patience = Duration::from_millis(50);
        assert!(
            !handed(&tool("sh", &["-c", "cat > /dev/null; exec tail -f /dev/null"]), "Aigul", patience)
                .unwrap()
        );
        assert!(!handed(&tool("tail", &["-f", "/dev/null"]), &"Aigul ".repeat(200_000), patience).unwrap());
    }
}
