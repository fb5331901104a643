//! An mbox cut into its messages.

use std::borrow::Cow;

/// Each message begins with such a line, and the weekday in it is English wherever it was written.
const POSTMARK: &[u8] = b"From ";
const WEEKDAYS: &[&[u8]] = &[b"Mon", b"Tue", b"Wed", b"Thu", b"Fri", b"Sat", b"Sun"];

/// The messages of an mbox without their postmarks; what is no mbox is one message.
pub(super) fn messages(bytes: &[u8]) -> Vec<Cow<'_, [u8]>> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    if !bytes.starts_with(POSTMARK) {
        return vec![Cow::Borrowed(bytes)];
    }
    let mut cuts = vec![0];
    let (mut at, mut blank) = (0, false);
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        if blank && is_postmark(line) {
            cuts.push(at);
        }
        blank = line.trim_ascii().is_empty();
        at += line.len();
    }
    let ends = cuts.iter().skip(1).copied().chain([bytes.len()]);
    cuts.iter().zip(ends).filter_map(|(&start, end)| bytes.get(start..end)).map(message).collect()
}

/// "From news@hill.example Sat May  4 10:00:00 2019", and no sentence that begins with "From".
fn is_postmark(line: &[u8]) -> bool {
    line.starts_with(POSTMARK) && {
        let mut words = line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).skip(2);
        words.any(|word| WEEKDAYS.contains(&word))
            && words.any(|word| word.len() >= 5 && word.get(2) == Some(&b':'))
    }
}

/// A message without its postmark, and with one `>` less before each "From" that it had to be hidden from.
fn message(bytes: &[u8]) -> Cow<'_, [u8]> {
    let end = bytes.iter().position(|&byte| byte == b'\n').map_or(bytes.len(), |end| end + 1);
    let bytes = bytes.get(end..).unwrap_or_default();
    let hidden = |line: &[u8]| {
        let quotes = line.iter().take_while(|&&byte| byte == b'>').count();
        quotes > 0 && line.get(quotes..).is_some_and(|rest| rest.starts_with(POSTMARK))
    };
    let lines = || bytes.split_inclusive(|&byte| byte == b'\n');
    if !lines().any(hidden) {
        return Cow::Borrowed(bytes);
    }
    let shown = |line| if hidden(line) { line.get(1..).unwrap_or_default() } else { line };
    Cow::Owned(lines().flat_map(shown).copied().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found = messages(text.as_bytes());
        let found: Vec<_> = found.iter().map(|message| String::from_utf8_lossy(message)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn messages_are_parted_at_postmarks() {
        check(
            "From a@hill.example Sat May  4 10:00:00 2019\nSubject: A\n\nPray.\n\nFrom 17@xxx Sun May 05 10:00:00 +0000 2019\r\nSubject: B\r\n\r\nGive thanks.\r\n",
            &["Subject: A\n\nPray.\n\n", "Subject: B\r\n\r\nGive thanks.\r\n"],
        );
    }

    #[test]
    fn sentences_are_no_postmarks() {
        check(
            "From - Sat May  4 10:00:00 2019\n\nFrom Sela we hear of rain.\n>From Gori, too.\n>>From us.\n",
            &["\nFrom Sela we hear of rain.\nFrom Gori, too.\n>From us.\n"],
        );
        check(
            "From - Sat May  4 10:00:00 2019\n\nPray\nFrom a@b Sat May  4 10:00:00 2019\n",
            &["\nPray\nFrom a@b Sat May  4 10:00:00 2019\n"],
        );
    }

    #[test]
    fn a_mail_is_one_message() {
        check("\u{FEFF}\nSubject: A\n\n>From", &["Subject: A\n\n>From"]);
        check("", &[""]);
    }
}
