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
pub(crate) fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut at = 0;
    let mut first = true;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        // A space and a plain letter: so nearly every word begins.
        let plain = matches!(rest.as_bytes(), [b' ', next, ..] if next.is_ascii_alphanumeric());
        let skipped = if plain { 1 } else { next_word(rest)? };
        let (between, rest) = rest.split_at(skipped);
        let breaks = |letter: char| !letter.is_whitespace() && !matches!(letter, '&' | '*');
        let pause = first || !plain && between.contains(breaks);
        let word = rest.get(..word_length(rest))?;
        let start = at + skipped;
        at = start + word.len();
        first = false;
        Some(Word { text: word, start, pause })
    })
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

/// Letters and digits, and an apostrophe, hyphen or full stop between two of them.
fn word_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let plain = bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    if bytes.get(plain).is_none_or(|byte| matches!(byte, b' ' | b',' | b'\n' | b';' | b':')) {
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
