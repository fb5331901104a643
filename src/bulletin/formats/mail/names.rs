//! Who sent a mail and what it is about, as a reader would write it.

use crate::bulletin::language::{Language, Passed};
use crate::bulletin::phrases::Phrases;
use crate::text::{fold_word, safe_line, squash, words};

/// The longest word before a subject, in bytes: `Fwd[2]`, "회신".
const LONGEST_PREFIX: usize = 16;

/// The sender's name in a field such as `"Hill Clinic via News" <news@hill.example>`; `None` where there is only an
/// address.
pub(super) fn sender(field: &str) -> Option<String> {
    let line = squash(&safe_line(field));
    let spoken = Language::all().find_map(|language| after(&line, &language.mail.behalf)).unwrap_or(&line);
    let name = match spoken.split_once('(') {
        // As some old programs write it: "news@hill.example (Hill Clinic)".
        Some((address, comment)) if address.contains('@') && !address.contains('<') => {
            comment.split(')').next().unwrap_or_default()
        }
        _ => spoken.split(['<', '[']).next().unwrap_or_default(),
    };
    let name = name.split(" via ").next().unwrap_or_default().split(" (via").next().unwrap_or_default();
    let name = name.trim_matches(|letter: char| letter.is_whitespace() || "\"'“”‘’*,;:".contains(letter));
    let machine = ["noreply", "no-reply", "no reply"].contains(&fold_word(name).as_ref());
    (!name.is_empty() && !name.contains(['@', '\u{FFFD}']) && !machine).then(|| name.to_owned())
}

/// What stands after the first of some phrases in a text.
fn after<'a>(text: &'a str, phrases: &Phrases<()>) -> Option<&'a str> {
    let mut ahead = words(text);
    ahead.next();
    while let Some(first) = ahead.next() {
        if let Some((length, ())) = phrases.at(first.text, &ahead) {
            let last = ahead.take(length - 1).last().unwrap_or(first);
            return text.get(last.end()..);
        }
    }
    None
}

/// A subject without what mail programs and lists put before it, and what the last that handled the mail did with it.
pub(super) fn subject(field: &str) -> (Option<String>, Option<Passed>) {
    let line = squash(&safe_line(field));
    let mut rest = line.as_str();
    let mut passed = None;
    while let Some((inner, done)) = without_prefix(rest) {
        passed = passed.or(done);
        rest = inner;
    }
    if let Some(inner) = rest.strip_suffix("(fwd)") {
        (passed, rest) = (passed.or(Some(Passed::Forwarded)), inner.trim_end());
    }
    ((!rest.is_empty()).then(|| rest.to_owned()), passed)
}

/// One prefix less: `[list]`, "Re:", "WG:", `Fwd[2]:`, "Correction:"; `None` where there is none, or nothing else.
fn without_prefix(subject: &str) -> Option<(&str, Option<Passed>)> {
    if let Some((tag, after)) = subject.strip_prefix('[').and_then(|inner| inner.split_once(']')) {
        let after = after.trim_start();
        // An old program puts all of it between brackets: "[Fwd: Prayer points]".
        return if after.is_empty() { without_prefix(tag) } else { Some((after, None)) };
    }
    let (head, after) = subject.split_once([':', '：']).filter(|(head, _)| head.len() <= LONGEST_PREFIX)?;
    let word = head.trim_end_matches(|letter: char| letter.is_ascii_digit() || " []()".contains(letter));
    let passed = Language::all().find_map(|language| language.mail.prefixes.whole(word))?;
    let after = after.trim_start();
    (!after.is_empty()).then_some((after, passed))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(field: &str, expected: Option<&str>) {
        assert_eq!(sender(field).as_deref(), expected, "{field}");
    }

    #[test]
    fn a_sender_has_a_name_without_address() {
        from("Hill Clinic <news@hill.example>", Some("Hill Clinic"));
        from("\"Hill Clinic, Sela\" <news@hill.example>", Some("Hill Clinic, Sela"));
        from("'Hill Clinic' [mailto:news@hill.example]", Some("Hill Clinic"));
        from("news@hill.example (Hill Clinic)", Some("Hill Clinic"));
        from("Hill Clinic (Sela) <news@hill.example>", Some("Hill Clinic (Sela)"));
        from("* Hill Clinic", Some("Hill Clinic"));
        from("news@hill.example", None);
        from("<news@hill.example>", None);
        from("No-Reply <no-reply@hill.example>", None);
        from("", None);
    }

    #[test]
    fn who_only_delivers_is_no_sender() {
        from("Hill Clinic via Newsletter <list@groups.example>", Some("Hill Clinic"));
        from("bounce@post.example On Behalf Of Hill Clinic <news@hill.example>", Some("Hill Clinic"));
        from("post@bote.example Im Auftrag von Haus Sela", Some("Haus Sela"));
    }

    fn about(field: &str, expected: &str, passed: Option<Passed>) {
        assert_eq!(subject(field), (Some(expected.to_owned()), passed), "{field}");
    }

    #[test]
    fn a_subject_loses_what_was_put_before_it() {
        about("Prayer points: May", "Prayer points: May", None);
        about("Fwd: Prayer points", "Prayer points", Some(Passed::Forwarded));
        about("RE: AW: Fw: [hill-list] Prayer  points", "Prayer points", Some(Passed::Answered));
        about("WG: Gebetsbrief", "Gebetsbrief", Some(Passed::Forwarded));
        about("TR : Sujets de prière", "Sujets de prière", Some(Passed::Forwarded));
        about("RV: Peticiones", "Peticiones", Some(Passed::Forwarded));
        about("ENC: Pedidos", "Pedidos", Some(Passed::Forwarded));
        about("Antw: Gebed", "Gebed", Some(Passed::Answered));
        about("I: Preghiera", "Preghiera", Some(Passed::Forwarded));
        about("전달: 기도 제목", "기도 제목", Some(Passed::Forwarded));
        about("Re[2]: Prayer", "Prayer", Some(Passed::Answered));
        about("[Fwd: Prayer]", "Prayer", Some(Passed::Forwarded));
        about("Prayer (fwd)", "Prayer", Some(Passed::Forwarded));
        about("CORRECTION: Prayer points", "Prayer points", None);
        about("Re: Corrected: Prayer points", "Prayer points", Some(Passed::Answered));
        about("AW: Korrektur: Gebetsbrief", "Gebetsbrief", Some(Passed::Answered));
        about("Corrections to our doctrine: pray", "Corrections to our doctrine: pray", None);
    }

    #[test]
    fn nothing_but_a_prefix_stays() {
        about("Re:", "Re:", None);
        about("[hill]", "[hill]", None);
        assert_eq!(subject("  "), (None, None));
    }
}
