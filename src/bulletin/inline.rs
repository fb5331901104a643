//! Markdown inside a line: emphasis, links and escapes taken off, the words kept.

use super::Link;
use crate::text::lines_of;

/// Whether a text uses Markdown at all. In plain text a star is a footnote ("Joy* is safe") and must stay.
pub(super) fn is_markdown(text: &str) -> bool {
    let heading = |line: &str| {
        let rest = line.trim_start_matches('#');
        (1..=6).contains(&(line.len() - rest.len())) && rest.starts_with(' ')
    };
    // nearly every line has none of the marks
    if memchr::memchr3(b'*', b'#', b']', text.as_bytes()).is_none() {
        return false;
    }
    text.contains("](")
        || text.contains("**")
        || memchr::memchr(b'#', text.as_bytes()).is_some() && lines_of(text).any(heading)
        || lines_of(text).find(|line| !line.trim().is_empty()).is_some_and(is_all_starred)
        || lines_of(text).filter(|line| is_starred(line)).nth(FEWEST_STARRED).is_some()
}

/// More lines than this with words between stars, and the stars are emphasis, as in a chat.
const FEWEST_STARRED: usize = 1;

/// Whether a line is nothing but words between stars, as the title of a message is.
fn is_all_starred(line: &str) -> bool {
    let words = line.trim().strip_prefix('*').and_then(|rest| rest.strip_suffix('*')).unwrap_or_default();
    words.starts_with(char::is_alphanumeric) && !words.contains('*')
}

/// Whether words of a line stand between stars: "*Ada* is home", and not "Joy* and Ada* are home".
fn is_starred(line: &str) -> bool {
    let opens = |at: &usize| {
        let (before, after) = (line.get(..*at).unwrap_or_default(), line.get(at + 1..).unwrap_or_default());
        !before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric)
    };
    let start = memchr::memchr_iter(b'*', line.as_bytes()).find(opens);
    let words = start.and_then(|at| line.get(at + 1..)).unwrap_or_default();
    words.find('*').is_some_and(|end| {
        let (inside, after) =
            (words.get(..end).unwrap_or_default(), words.get(end + 1..).unwrap_or_default());
        // "*From:*" is a field of a mail.
        !inside.ends_with(|letter: char| letter.is_whitespace() || letter == ':')
            && !after.starts_with(char::is_alphanumeric)
    })
}

/// The words of a line, its links, and whether all of it was emphasised.
pub(super) fn plain(text: &str) -> (String, Vec<Link>, bool) {
    let mut out = Inline::default();
    let strong = whole_emphasis(text);
    out.read(text);
    (out.text, out.links, strong)
}

#[derive(Default)]
struct Inline {
    text: String,
    links: Vec<Link>,
}

impl Inline {
    fn read(&mut self, text: &str) {
        let mut rest = text;
        while let Some(letter) = rest.chars().next() {
            let after = rest.get(letter.len_utf8()..).unwrap_or_default();
            rest = match letter {
                '\\' if after.starts_with(|next: char| next.is_ascii_punctuation()) => {
                    let (escaped, after) = after.split_at(1);
                    self.text.push_str(escaped);
                    after
                }
                '[' | '!' | '<' => match self.link(rest) {
                    Some(after) => after,
                    None => self.keep(letter, after),
                },
                '*' | '_' | '`' | '~' => match self.emphasis(letter, rest) {
                    Some(after) => after,
                    None => self.keep(letter, after),
                },
                letter => self.keep(letter, after),
            };
        }
    }

    fn keep<'a>(&mut self, letter: char, after: &'a str) -> &'a str {
        self.text.push(letter);
        after
    }

    /// `[words](address)`, `![words](address)` or `<address>` at the beginning of `rest`: what follows it.
    fn link<'a>(&mut self, rest: &'a str) -> Option<&'a str> {
        if let Some(inner) = rest.strip_prefix('<') {
            let (address, after) = inner.split_once('>')?;
            let known = address.starts_with("http") || address.contains('@');
            if !known || address.contains(' ') {
                return None;
            }
            self.text.push_str(address);
            self.links.push(Link { text: address.to_owned(), url: Some(address.to_owned()) });
            return Some(after);
        }
        let picture = rest.starts_with('!');
        let inner = rest.trim_start_matches('!').strip_prefix('[')?;
        let (words, after) = inner.split_once(']')?;
        let (address, after) = after.strip_prefix('(')?.split_once(')')?;
        let start = self.text.len();
        self.read(words);
        if !picture {
            let text = self.text.get(start..).unwrap_or_default().to_owned();
            let address = address.split_whitespace().next().unwrap_or_default();
            self.links.push(Link { text, url: Some(address.trim_matches(['<', '>']).to_owned()) });
        }
        Some(after)
    }

    /// A run of emphasis marks with its partner further on: reads what is between, gives what follows.
    fn emphasis<'a>(&mut self, mark: char, rest: &'a str) -> Option<&'a str> {
        let inner = rest.trim_start_matches(mark);
        let run = rest.get(..rest.len() - inner.len()).filter(|run| run.len() <= 3)?;
        let inside_word = self.text.ends_with(char::is_alphanumeric);
        if inner.starts_with(char::is_whitespace) || inside_word || mark == '~' && run.len() != 2 {
            return None;
        }
        let closes = |&(at, _): &(usize, &str)| {
            let (before, after) =
                (inner.get(..at).unwrap_or_default(), inner.get(at + run.len()..).unwrap_or_default());
            let worn =
                before.is_empty() || before.ends_with(['\\', mark]) || before.ends_with(char::is_whitespace);
            let inside = mark == '_' && after.starts_with(char::is_alphanumeric);
            !(worn || inside || after.starts_with(mark))
        };
        let (at, _) = inner.match_indices(run).find(closes)?;
        self.read(inner.get(..at)?);
        inner.get(at + run.len()..)
    }
}

/// Whether one pair of emphasis marks holds the whole line.
fn whole_emphasis(text: &str) -> bool {
    let text = text.trim().trim_end_matches(':');
    ["**", "__", "*", "_"].iter().any(|run| {
        let inner = text.strip_prefix(run).and_then(|inner| inner.strip_suffix(run));
        inner.is_some_and(|inner| !inner.is_empty() && !inner.contains(run))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(plain(text).0, expected);
    }

    #[test]
    fn only_the_words_stay() {
        check("**Rain at last.** Thank God, *all* of you!", "Rain at last. Thank God, all of you!");
        check("Joy\\* and 2 * 3, snake_case, a_b_", "Joy* and 2 * 3, snake_case, a_b_");
        check("_Names_ and ***both*** and `code`", "Names and both and code");
        check("[Read **it**](http://a.example \"t\") now", "Read it now");
        check("[a] (b) ![well](w.png) <x> 3 < 4", "[a] (b) well <x> 3 < 4");
        check("Zareen,* the wife", "Zareen,* the wife");
    }

    #[test]
    fn links_keep_their_addresses() {
        let links = plain("[Read **it**](http://a.example \"t\"), <http://b.example>").1;
        let found: Vec<_> =
            links.iter().map(|link| (link.text.as_str(), link.url.as_deref().unwrap())).collect();
        assert_eq!(found, [("Read it", "http://a.example"), ("http://b.example", "http://b.example")]);
    }

    #[test]
    fn a_line_all_emphasised_is_known() {
        assert!(plain("**Africa**").2 && plain("**Pray:**").2 && plain("_May_").2);
        assert!(!plain("**Africa** and **Asia**").2 && !plain("Africa").2);
    }
}
