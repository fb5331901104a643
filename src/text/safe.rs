//! What a stranger's text must not do to a terminal, taken out.

use std::borrow::Cow;

use unicode_normalization::char::{canonical_combining_class, is_combining_mark};
use unicode_width::UnicodeWidthChar;

/// More marks and joiners than these in what a reader sees as one letter only serve to smear the screen. A family of four
/// with the colour of each has seven.
const MOST_MARKS: usize = 8;

/// So many letters may wait for the one that they belong to: old Korean has three.
const MOST_LEADS: usize = 8;

/// Takes out all that could steer a terminal or mislead its reader: whole escape sequences, control characters (a line
/// end stays, a tab becomes a space), bidirectional overrides and isolates, tag characters, invisible fillers, and
/// marks and joiners beyond eight in one letter. Used where text comes in and again where it goes out.
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

/// JSON with the letters that [`safe`] never lets stand as the escapes that mean the same.
pub fn escaped(json: &str) -> Cow<'_, str> {
    if json.is_ascii() && !json.contains('\u{7F}') || !json.contains(is_forbidden) {
        return Cow::Borrowed(json);
    }
    let mut safe = String::with_capacity(json.len() + 32);
    for letter in json.chars() {
        if is_forbidden(letter) {
            let mut units = [0; 2];
            safe.extend(letter.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            safe.push(letter);
        }
    }
    Cow::Owned(safe)
}

/// Whether a text can stay as it is. Nearly all can, so this comes first and copies nothing.
fn is_safe(text: &str) -> bool {
    if text.is_ascii() {
        // without a branch in it, so that many bytes are looked at in one step
        return !text.bytes().fold(false, |bad, byte| bad | !(byte == b'\n' || (b' '..0x7F).contains(&byte)));
    }
    let mut one = One::default();
    text.chars().all(|letter| letter != '\t' && !is_forbidden(letter) && one.takes(letter))
}

fn clean(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut one = One::default();
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let after = rest.get(letter.len_utf8()..).unwrap_or_default();
        rest = match sequence_body(letter, after) {
            Some(body) => body,
            None => after,
        };
        let letter = if letter == '\t' { ' ' } else { letter };
        if !is_forbidden(letter) && one.takes(letter) {
            clean.push(letter);
        }
    }
    clean
}

/// What a reader sees as one letter, as far as it goes: what follows may still belong to it.
#[derive(Default)]
struct One {
    /// How many wait for their letter.
    leads: usize,
    marks: usize,
    /// Whether a mark joins the next letter to this one.
    joins: bool,
}

impl One {
    /// Whether one more may follow.
    fn takes(&mut self, letter: char) -> bool {
        if letter < '\u{300}' {
            *self = One::default();
            true
        } else if is_mark(letter) {
            let joins = self.joins || letter == '\u{200D}' || canonical_combining_class(letter) == VIRAMA;
            let room = self.marks < MOST_MARKS;
            if room {
                let leads = if is_unseen(letter) { self.leads } else { 0 };
                *self = One { leads, marks: self.marks + 1, joins };
            }
            room
        } else if is_lead(letter) {
            let room = self.leads < MOST_LEADS;
            if room {
                *self = One { leads: self.leads + 1, ..One::default() };
            }
            room
        } else {
            let marks = if self.joins { self.marks } else { 0 };
            *self = One { marks, ..One::default() };
            true
        }
    }
}

/// The class of the signs by which India's scripts join consonants.
const VIRAMA: u8 = 9;

/// What goes with the letter before it.
fn is_mark(letter: char) -> bool {
    is_sign(letter) || is_unseen(letter)
}

/// What is drawn on, behind or around the letter before it, or joins it to the next.
fn is_sign(letter: char) -> bool {
    // joiners; vowels of Thai and Lao and sound marks of kana; vowels and finals of Korean; colours of skin
    matches!(letter, '\u{200C}' | '\u{200D}' | '\u{E33}' | '\u{EB3}' | '\u{FF9E}' | '\u{FF9F}')
        || matches!(letter, '\u{1160}'..='\u{11FF}' | '\u{D7B0}'..='\u{D7FB}' | '\u{1F3FB}'..='\u{1F3FF}')
        || is_combining_mark(letter)
}

/// What is not drawn at all, so that it parts nothing.
fn is_unseen(letter: char) -> bool {
    letter.width() == Some(0) && !is_sign(letter) && !is_lead(letter)
}

/// What belongs to the letter behind it: initials of Korean, signs over numbers in Arabic and Syriac.
fn is_lead(letter: char) -> bool {
    matches!(letter, '\u{1100}'..='\u{115F}' | '\u{A960}'..='\u{A97C}' | '\u{600}'..='\u{605}' | '\u{6DD}' | '\u{70F}')
        || matches!(letter, '\u{890}' | '\u{891}' | '\u{8E2}' | '\u{D4E}' | '\u{110BD}' | '\u{110CD}')
}

fn is_forbidden(letter: char) -> bool {
    match letter {
        '\n' | '\t' => false,
        // Invisible fillers, line separators; bidirectional overrides and isolates; annotations; tags.
        '\u{AD}'
        | '\u{200B}'
        | '\u{2060}'..='\u{2064}'
        | '\u{3164}'
        | '\u{FFA0}'
        | '\u{FEFF}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2066}'..='\u{206F}'
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
    use unicode_segmentation::UnicodeSegmentation;

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

    /// What would be one letter of a hundred parts is several: no terminal has room for it.
    #[test]
    fn a_letter_has_an_end() {
        for (one, joiner) in [
            ("👩", "\u{200D}"),
            ("👩🏽", "\u{FE0F}\u{200D}"),
            ("क", "\u{94D}"),
            ("a", "\u{200C}\u{34F}"),
            ("ᄀ", ""),
            ("\u{600}", ""),
            ("ᄀ", "\u{1160}"),
            ("", "\u{1160}"),
            ("", "\u{E33}"),
        ] {
            let text = format!("{one}{joiner}").repeat(100);
            let longest = safe(&text).graphemes(true).map(|letter| letter.chars().count()).max().unwrap();
            assert!(longest <= 1 + 2 * MOST_MARKS, "{longest} in one of {one:?} and {joiner:?}");
        }
        for whole in [
            "👨🏻\u{200D}👩🏻\u{200D}👧🏻\u{200D}👦🏻",
            "👩🏻\u{200D}❤\u{FE0F}\u{200D}💋\u{200D}👨🏻",
            "र्त्स्न्य",
            "\u{1112}\u{1161}\u{11AB}\u{1100}\u{116E}\u{11A8}\u{110B}\u{1165}",
            "ใบให้น้ำ",
        ] {
            check(&whole.repeat(20), &whole.repeat(20));
        }
    }

    /// A letter of no width is not drawn: what stands behind it comes to stand beside what stands before it.
    #[test]
    fn letters_that_are_not_drawn_part_nothing() {
        let eight = "\u{94D}".repeat(8);
        for unseen in ["\u{200F}", "\u{61C}", "\u{180E}", "\u{3164}", "\u{FFA0}", "\u{1D173}"] {
            assert_eq!(safe(&format!("a{eight}{unseen}ا\u{301}")), format!("a{eight}ا"), "{unseen:?}");
        }
        let (four, five) = ("ᄀ".repeat(4), "ᄀ".repeat(5));
        assert_eq!(safe(&format!("{five}\u{1D173}{four}")), format!("{five}\u{1D173}{}", "ᄀ".repeat(3)));
        check("سلام\u{200F}!", "سلام\u{200F}!");
    }

    #[test]
    fn what_must_not_stand_in_json_is_written_as_its_escape() {
        let text = "a\u{7F}\u{9B}31m\u{202E}\u{E0041}é東\n";
        let json = serde_json::to_string_pretty(&[text]).unwrap();
        let safe = escaped(&json);
        assert!(safe.contains("a\\u007f\\u009b31m\\u202e\\udb40\\udc41é東\\n"), "{safe}");
        assert_eq!(serde_json::from_str::<Vec<String>>(&safe).unwrap(), [text]);
        assert!(matches!(escaped("[\n  \"é\"\n]"), Cow::Borrowed(_)));
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

        /// Letters of no width are not drawn.
        #[test]
        fn what_is_drawn_of_safe_text_is_safe(
            pieces in prop::collection::vec(prop::sample::select(vec![
                "a", "ا", "क", "ᄀ", "👩", "🏽", "\u{301}", "\u{34F}", "\u{94D}", "\u{200C}", "\u{200D}", "\u{200F}", "\u{61C}",
                "\u{180E}", "\u{3164}", "\u{115F}", "\u{1160}", "\u{600}", "\u{FE0F}", "\u{E0100}", "\u{1D173}",
            ]), 0..60)
        ) {
            let safe_text = safe(&pieces.concat()).into_owned();
            let drawn: String = safe_text.graphemes(true).filter(|letter| crate::text::width(letter) > 0).collect();
            prop_assert_eq!(safe(&drawn), drawn.as_str());
        }
    }
}
