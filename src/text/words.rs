//! The words of a text, one after the other.

/// A word where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word<'a> {
    /// As written, without marks around it: `U.S` of "U.S.," and `Guinea-Bissau`.
    pub text: &'a str,
    /// Where it begins, in bytes.
    pub start: usize,
    /// Whether a mark (comma, dash, quotation mark, full stop) stands between it and the word before, or it is first.
    pub pause: bool,
}

impl Word<'_> {
    /// Where it ends, in bytes.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Whether it begins with a capital.
    pub fn is_capital(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }
}

/// The words of `text` in order.
pub(crate) fn words(text: &str) -> Words<'_> {
    Words { text, at: 0 }
}

/// The words from a place in a text on; a copy looks ahead.
#[derive(Debug, Clone)]
pub(crate) struct Words<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Iterator for Words<'a> {
    type Item = Word<'a>;

    #[inline]
    fn next(&mut self) -> Option<Word<'a>> {
        let after = self.text.as_bytes().get(self.at..)?;
        // A space and a plain letter: so nearly every word begins.
        let plain = matches!(after, [b' ', next, ..] if next.is_ascii_alphanumeric());
        let (start, pause) = if plain { (self.at + 1, self.at == 0) } else { self.after_marks()? };
        let rest = self.text.get(start..)?;
        let text = rest.get(..word_length(rest))?;
        self.at = start + text.len();
        Some(Word { text, start, pause })
    }
}

impl Words<'_> {
    /// Where the next word begins, whatever stands before it, and whether that is a pause.
    fn after_marks(&self) -> Option<(usize, bool)> {
        let rest = self.text.get(self.at..)?;
        let skipped = next_word(rest)?;
        let breaks = |letter: char| !letter.is_whitespace() && !matches!(letter, '&' | '*');
        let pause = self.at == 0 || rest.get(..skipped)?.contains(breaks);
        Some((self.at + skipped, pause))
    }
}

/// Where the next word begins; only beyond ASCII is the table of letters asked.
fn next_word(text: &str) -> Option<usize> {
    let near = text.bytes().position(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii())?;
    let rest = text.get(near..)?;
    rest.find(is_letter).map(|far| near + far)
}

/// A letter or digit; Korean ones are told by their range, in a fraction of the time that the table takes.
fn is_letter(letter: char) -> bool {
    ('가'..='힣').contains(&letter) || letter.is_alphanumeric()
}

/// Whether a text has a digit: without a branch, so that many bytes are looked at in one step.
pub(crate) fn has_digit(text: &str) -> bool {
    text.bytes().fold(false, |found, byte| found | byte.is_ascii_digit())
}

/// A text from each of its words on that begins with a capital, also behind a hyphen or an apostrophe, and perhaps from further ends
/// of words that do: quicker than all [words].
pub(crate) fn capitals(text: &str) -> impl Iterator<Item = &str> {
    let mut ahead = text.as_bytes();
    let mut before = b' ';
    let begins = std::iter::from_fn(move || {
        loop {
            let may_begin = |byte: &u8| byte.is_ascii_uppercase() || *byte >= FIRST_BEYOND_ASCII;
            let (passed, rest) = ahead.split_at_checked(ahead.iter().position(may_begin)?)?;
            let inside = passed.last().unwrap_or(&before).is_ascii_alphanumeric();
            let at = text.len() - rest.len();
            (before, ahead) = rest.split_first().map(|(first, rest)| (*first, rest))?;
            if !inside {
                return Some(at);
            }
        }
    });
    begins.filter_map(|at| text.get(at..)).filter(|rest| rest.starts_with(char::is_uppercase))
}

/// No letter beyond ASCII begins with a lower byte.
const FIRST_BEYOND_ASCII: u8 = 0xC0;

/// What a byte says of the word that it stands in or behind.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// A letter or a digit of ASCII.
    Letter,
    /// A mark that no word goes on after.
    End,
    /// Beyond ASCII, or a mark that words may hold.
    Unclear,
}

/// The class of each byte; a table is quicker than a question, and each letter of each text is asked for.
const CLASSES: [Class; 256] = {
    let mut classes = [Class::Unclear; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b' ' | b',' | b'\n' | b';' | b':' => Class::End,
            _ => Class::Unclear,
        };
        byte += 1;
    }
    classes
};

fn class(byte: u8) -> Class {
    CLASSES.get(usize::from(byte)).copied().unwrap_or(Class::Unclear)
}

/// How many letters and digits of ASCII come first.
#[inline]
fn plain_letters(bytes: &[u8]) -> usize {
    // nearly every word ends within the first step
    let first = bytes.first_chunk().map_or(STEP, |step| letters_first(*step));
    if first < STEP { first } else { many_letters(bytes) }
}

fn many_letters(bytes: &[u8]) -> usize {
    let (steps, rest) = bytes.as_chunks();
    let whole = steps.iter().take_while(|step| letters_first(**step) == STEP).count();
    let further = || rest.iter().take_while(|&&byte| class(byte) == Class::Letter).count();
    STEP * whole + steps.get(whole).map_or_else(further, |step| letters_first(*step))
}

/// How many letters and digits come first in a step.
#[inline]
fn letters_first(step: [u8; STEP]) -> usize {
    (!letters_among(u64::from_le_bytes(step)) & HIGH).trailing_zeros() as usize / 8
}

/// So many bytes are looked at in one step.
const STEP: usize = 8;

/// One in each byte of a step, and the highest bit of each.
const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x80 * ONES;

/// The highest bit of each byte that is a letter or a digit of ASCII: bytes are compared side by side, as in "SIMD within a
/// register" (Fisher and Dietz, 1998). A byte without its highest bit and a number below 128 add up to less than 256, so that
/// none carries over to the next.
#[inline]
fn letters_among(bytes: u64) -> u64 {
    let low = bytes & !HIGH;
    let at_least = |bytes: u64, least: u8| bytes + u64::from(0x80 - least) * ONES;
    let between = |bytes: u64, least: u8, most: u8| at_least(bytes, least) & !at_least(bytes, most + 1);
    let small = low | (0x20 * ONES);
    (between(small, b'a', b'z') | between(low, b'0', b'9')) & !bytes & HIGH
}

/// Letters and digits, and an apostrophe, hyphen or full stop between two of them.
#[inline]
fn word_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let plain = plain_letters(bytes);
    let ends = bytes.get(plain).is_none_or(|&byte| class(byte) == Class::End);
    if ends { plain } else { unclear_length(text, plain) }
}

/// As [`word_length`], where what stands behind its first plain letters is unclear.
fn unclear_length(text: &str, plain: usize) -> usize {
    let mut letters = text.get(plain..).unwrap_or_default().char_indices().peekable();
    let mut end = plain;
    while let Some((at, letter)) = letters.next() {
        if is_letter(letter) || unicode_normalization::char::is_combining_mark(letter) {
            end = plain + at + letter.len_utf8();
        } else if !(matches!(letter, '\'' | '’' | '-' | '‑' | '.')
            && letters.peek().is_some_and(|&(_, next)| is_letter(next)))
        {
            break;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_normalization::char::is_combining_mark;

    use super::*;

    /// The words of a text with their places, told letter by letter.
    fn slowly(text: &str) -> Vec<(usize, &str, bool)> {
        let letters: Vec<(usize, char)> = text.char_indices().collect();
        let is_at = |at: usize| letters.get(at).is_some_and(|(_, letter)| is_letter(*letter));
        let place = |at: usize| letters.get(at).map_or(text.len(), |(place, _)| *place);
        let (mut found, mut before) = (Vec::new(), 0);
        while let Some(first) = (before..letters.len()).find(|at| is_at(*at)) {
            let mut end = first;
            for (at, (_, letter)) in letters.iter().enumerate().skip(first) {
                if is_at(at) || is_combining_mark(*letter) {
                    end = at + 1;
                } else if !("'’-‑.".contains(*letter) && is_at(at + 1)) {
                    break;
                }
            }
            let breaks = |(_, letter): &(usize, char)| !letter.is_whitespace() && !"&*".contains(*letter);
            let pause = before == 0 || letters[before..first].iter().any(breaks);
            found.push((place(first), &text[place(first)..place(end)], pause));
            before = end;
        }
        found
    }

    proptest! {
        #[test]
        fn words_are_those_told_letter_by_letter(text in "[a-zA-Z09 .,'’\\-–&*;\néß\u{301}기ЖÉ“]{0,60}") {
            let found: Vec<_> = words(&text).map(|word| (word.start, word.text, word.pause)).collect();
            prop_assert_eq!(found, slowly(&text));
        }
    }

    #[test]
    fn letters_are_told_eight_at_a_time() {
        for byte in 0..=u8::MAX {
            for place in 0..STEP {
                let mut step = *b"aZ09mXzA";
                step[place] = byte;
                let expected = if byte.is_ascii_alphanumeric() { STEP } else { place };
                assert_eq!(plain_letters(&step), expected, "{byte} at {place}");
            }
        }
        assert_eq!(plain_letters(b"abcdefgh1234567 x"), 15);
        assert_eq!(plain_letters(b"abc"), 3);
        assert_eq!(plain_letters(b""), 0);
    }

    #[test]
    fn capitals_begin_words_and_parts_of_words() {
        let text = "Near l'Inde, Élie of Kenya-Team met uN. \u{201c}Ada\u{201d} ÉA";
        let found: Vec<&str> = capitals(text).map(|rest| &rest[..word_length(rest)]).collect();
        assert_eq!(found, ["Near", "Inde", "Élie", "Kenya-Team", "Team", "Ada", "ÉA", "A"]);
    }

    fn check(text: &str, expected: &[(&str, bool)]) {
        let found: Vec<_> = words(text).map(|word| (word.text, word.pause)).collect();
        assert_eq!(found, expected);
        assert!(words(text).all(|word| text.get(word.start..word.end()) == Some(word.text)));
    }

    #[test]
    fn words_keep_what_belongs_to_them() {
        check("the U.S. team", &[("the", true), ("U.S", false), ("team", true)]);
        check("Anna’s, Guinea-Bissau", &[("Anna’s", true), ("Guinea-Bissau", true)]);
        check("“Élie” – yes", &[("Élie", true), ("yes", true)]);
        check("HQ & Partners", &[("HQ", true), ("Partners", false)]);
        check("… -", &[]);
    }
}
