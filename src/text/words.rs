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
        let rest = self.text.get(self.at..)?;
        // A space and a plain letter: so nearly every word begins.
        let plain = matches!(rest.as_bytes(), [b' ', next, ..] if next.is_ascii_alphanumeric());
        let skipped = if plain { 1 } else { next_word(rest)? };
        let (between, rest) = rest.split_at(skipped);
        let breaks = |letter: char| !letter.is_whitespace() && !matches!(letter, '&' | '*');
        let pause = self.at == 0 || !plain && between.contains(breaks);
        let text = rest.get(..word_length(rest))?;
        let start = self.at + skipped;
        self.at = start + text.len();
        Some(Word { text, start, pause })
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

/// Letters and digits, and an apostrophe, hyphen or full stop between two of them.
fn word_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let plain = bytes.iter().position(|&byte| class(byte) != Class::Letter).unwrap_or(bytes.len());
    if bytes.get(plain).is_none_or(|&byte| class(byte) == Class::End) {
        return plain;
    }
    let mut letters = text.char_indices().peekable();
    let mut end = 0;
    while let Some((at, letter)) = letters.next() {
        if is_letter(letter) || unicode_normalization::char::is_combining_mark(letter) {
            end = at + letter.len_utf8();
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
    use super::*;

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
