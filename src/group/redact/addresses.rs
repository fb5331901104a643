//! Addresses in a text: of mail, of pages, and handles. A name in one cannot become initials; it is left out as a whole.

use std::ops::Range;

/// Where addresses stand, in bytes, without the marks around them.
pub(super) fn find(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    text.split(|letter: char| {
        letter.is_whitespace() || matches!(letter, '<' | '>' | '(' | ')' | '[' | ']' | '"')
    })
    .map(move |word| {
        let start = at;
        // What split the text may be longer than a byte; its length is found again below.
        at += word.len()
            + text.get(at + word.len()..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        (start, word)
    })
    .filter_map(|(start, word)| {
        let behind = word.trim_start_matches(MARKS);
        let bare = behind.trim_end_matches(MARKS);
        let start = start + word.len() - behind.len();
        is_address(bare).then(|| start..start + bare.len())
    })
}

/// Marks of a sentence around an address.
const MARKS: [char; 14] = ['.', ',', ';', ':', '!', '?', '\'', '’', '‘', '“', '”', '„', '*', '…'];

fn is_address(word: &str) -> bool {
    let starts = |start: &str| word.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start));
    word.contains("://") || word.contains('@') || starts("www.") || starts("mailto:") || has_host(word)
}

/// Whether the word begins as the names of hosts do: "lamplight.example/letters".
fn has_host(word: &str) -> bool {
    let host = word.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let Some((name, top)) = host.rsplit_once('.') else { return false };
    let is_top = (2..=24).contains(&top.len()) && top.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_label = |label: &str| {
        label.len() > 1 && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    is_top && name.split('.').all(is_label)
}

/// The address with what it writes as `%D0%90` as letters.
pub(super) fn plain(address: &str) -> String {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let Some((&byte, behind)) = rest.split_first() {
        let digits = behind.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let meant = digits.filter(|_| byte == b'%').and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(meant.unwrap_or(byte));
        rest = if meant.is_some() { behind.get(2..).unwrap_or_default() } else { behind };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The country of the host in an address, by its last two letters: "KG" of `https://church.kg/news`.
pub(super) fn country(address: &str) -> Option<&str> {
    let behind = address.rsplit_once("://").map_or(address, |(_, behind)| behind);
    let host = behind.split(['/', '?', '#']).next()?;
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let host = host.split(':').next()?;
    let (_, top) = host.trim_end_matches('.').rsplit_once('.')?;
    match top {
        "uk" | "UK" => Some("GB"),
        top => (top.len() == 2).then_some(top),
    }
}
