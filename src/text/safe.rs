//! What a stranger's text must not do to a terminal, taken out.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;

/// More marks than this on one letter only serve to smear the screen.
const MOST_MARKS: usize = 8;

/// Takes out all that could steer a terminal or mislead its reader: whole escape sequences, control characters (a line
/// end stays, a tab becomes a space), bidirectional overrides and isolates, tag characters, invisible fillers, and
/// combining marks beyond eight on one letter. Used where text comes in and again where it goes out.
pub fn safe(text: &str) -> Cow<'_, str> {
    if is_safe(text) { Cow::Borrowed(text) } else { Cow::Owned(clean(text)) }
}

/// As [`safe`], and on one line: each run of line ends becomes one space.
pub fn safe_line(text: &str) -> Cow<'_, str> {
    let safe = safe(text);
    if safe.contains('\n') {
        Cow::Owned(
            safe.split('\n').map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "),
        )
    } else {
        safe
    }
}

/// Whether a text can stay as it is. Nearly all can, so this comes first and copies nothing.
fn is_safe(text: &str) -> bool {
    if text.is_ascii() {
        return text.bytes().all(|byte| byte == b'\n' || (b' '..0x7F).contains(&byte));
    }
    let mut marks = 0;
    text.chars().all(|letter| {
        if matches!(letter, ' '..='~') {
            marks = 0;
            return true;
        }
        marks = if is_mark(letter) { marks + 1 } else { 0 };
        letter != '\t' && !is_forbidden(letter) && marks <= MOST_MARKS
    })
}

fn clean(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut marks = 0;
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let after = rest.get(letter.len_utf8()..).unwrap_or_default();
        rest = match sequence_body(letter, after) {
            Some(body) => body,
            None => after,
        };
        if is_forbidden(letter) {
            continue;
        }
        if is_mark(letter) {
            marks += 1;
            if marks > MOST_MARKS {
                continue;
            }
        } else {
            marks = 0;
        }
        clean.push(if letter == '\t' { ' ' } else { letter });
    }
    clean
}

/// A combining mark; the table is asked only beyond Latin, since no letter below U+0300 is one.
fn is_mark(letter: char) -> bool {
    letter >= '\u{300}' && is_combining_mark(letter)
}

fn is_forbidden(letter: char) -> bool {
    match letter {
        '\n' | '\t' => false,
        // Invisible fillers, line separators; bidirectional overrides and isolates; annotations; tags.
        '\u{AD}'
        | '\u{200B}'
        | '\u{2060}'
        | '\u{FEFF}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}'
        | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E007F}' => true,
        letter => letter.is_control(),
    }
}

/// What follows an escape sequence that `letter` opens; `None` where it opens none.
///
/// A sequence never reaches over a line end: a lone introducer must not swallow the requests after it.
fn sequence_body(letter: char, after: &str) -> Option<&str> {
    let (kind, body) = match letter {
        '\u{1B}' => {
            let kind = after.chars().next()?;
            (kind, after.get(kind.len_utf8()..)?)
        }
        // The same introducers as single characters of the C1 set.
        '\u{90}' => ('P', after),
        '\u{98}' => ('X', after),
        '\u{9B}' => ('[', after),
        '\u{9D}' => (']', after),
        '\u{9E}' => ('^', after),
        '\u{9F}' => ('_', after),
        _ => return None,
    };
    let line = body.split('\n').next().unwrap_or_default();
    match kind {
        '[' => {
            let parameters = line.bytes().take_while(|byte| (0x20..0x40).contains(byte)).count();
            let last = line.as_bytes().get(parameters).filter(|byte| (0x40..0x7F).contains(*byte));
            body.get(parameters + usize::from(last.is_some())..)
        }
        ']' | 'P' | 'X' | '^' | '_' => {
            let ends = ["\u{7}", "\u{1B}\\", "\u{9C}"];
            let end = ends.iter().filter_map(|end| line.find(end).map(|at| at + end.len())).min();
            Some(end.and_then(|end| body.get(end..)).unwrap_or(body))
        }
        ' '..='/' => {
            let middle = line.bytes().take_while(|byte| (0x20..0x30).contains(byte)).count();
            let last = line.as_bytes().get(middle).filter(|byte| (0x30..0x7F).contains(*byte));
            body.get(middle + usize::from(last.is_some())..)
        }
        '0'..='~' => Some(body),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(input: &str, expected: &str) {
        assert_eq!(safe(input), expected);
    }

    #[test]
    fn escape_sequences_go_whole() {
        check("a\u{1B}[31;1mred\u{1B}[0m", "ared");
        check("a\u{1B}]0;owned\u{7}b\u{1B}]8;;http://x\u{1B}\\c", "abc");
        check("a\u{1B}Pq#0\u{1B}\\b\u{9B}2Jc\u{9D}52;c;eA==\u{9C}d", "abcd");
        check("a\u{1B}(Bb\u{1B}=c\u{1B}Md", "abcd");
    }

    #[test]
    fn an_open_sequence_eats_no_prayer() {
        check("a\u{1B}]0;no end\nPray for Ada", "a0;no end\nPray for Ada");
        check("a\u{1B}[\nb\u{1B}", "a\nb");
        check("\u{1B}\u{1B}[31mx", "x");
    }

    #[test]
    fn controls_and_misleading_marks_go() {
        check("a\tb\nc\0\u{7}\u{8}\r\u{7F}d\u{85}e", "a b\ncde");
        check("safe \u{202E}txet\u{202C} \u{2066}x\u{2069}", "safe txet x");
        check("x\u{E0041}\u{E007F}y\u{200B}\u{FEFF}z", "xyz");
        check("می\u{200C}خواهم", "می\u{200C}خواهم");
    }

    #[test]
    fn eight_marks_stay() {
        let piled = |marks: usize| format!("a{}b", "\u{301}".repeat(marks));
        check(&piled(8), &piled(8));
        check(&piled(30), &piled(8));
        check(
            "a\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\0\u{301}",
            &format!("a{}", "\u{301}".repeat(8)),
        );
    }

    #[test]
    fn a_line_stays_one_line() {
        assert_eq!(safe_line("one\n\n  two\n"), "one two");
        assert_eq!(safe_line("one"), "one");
    }

    proptest! {
        #[test]
        fn safe_text_is_safe_and_stays_so(text in "(?s)(\u{1B}[\\[\\]P(]?|\u{9B}|\u{301}{0,12}|\u{202E}|\\PC|.){0,40}") {
            let once = safe(&text).into_owned();
            prop_assert!(once.chars().all(|letter| !is_forbidden(letter) && letter != '\t'), "{once:?}");
            prop_assert_eq!(safe(&once), once.as_str());
            prop_assert!(!safe_line(&once).contains('\n'));
        }
    }
}
