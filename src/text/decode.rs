//! Bytes of an unknown charset to text with plain line ends.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use memchr::memmem;

use super::safe;

/// The longest line a bulletin may have, in bytes: prose never comes near it, and data dressed up as text does.
const LONGEST_LINE: usize = 1 << 20;

/// A document's text, made safe, with `\n` at line ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text.
    pub text: String,
    /// The charset that it was written in, by its usual name.
    pub charset: &'static str,
}

/// Why a file holds no text that could be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Undecodable {
    /// Nothing but white space.
    #[error("the file is empty: choose one that holds a bulletin")]
    Empty,
    /// A format that is known and not read.
    #[error("kneel cannot read {0} yet: save the text as plain text, PDF or Word (.docx) and import that")]
    Known(&'static str),
    /// Not text at all.
    #[error("this is not a text file: save the bulletin as plain text or Markdown and import that")]
    Binary,
    /// A line that is no prose.
    #[error(
        "line {0} is longer than a million characters: check that the file is a bulletin, or break the line"
    )]
    LongLine(usize),
}

/// Reads `bytes` as text: a byte order mark decides, then UTF-8, then a guess from the bytes themselves.
pub fn decode(bytes: &[u8]) -> Result<Decoded, Undecodable> {
    let (raw, charset) = letters(bytes, None)?;
    let text = if has_plain_line_ends(&raw) { raw } else { plain_line_ends(&raw).into() };
    if let Some(number) = long_line(&text) {
        return Err(Undecodable::LongLine(number));
    }
    let text = safe(&text).into_owned();
    if text.trim().is_empty() {
        return Err(Undecodable::Empty);
    }
    Ok(Decoded { text, charset })
}

/// The number of the first line that is too long.
fn long_line(text: &str) -> Option<usize> {
    if text.len() <= LONGEST_LINE {
        return None;
    }
    text.split('\n').position(|line| line.len() > LONGEST_LINE).map(|index| index + 1)
}

/// The letters of `bytes` as they stand, not made safe, and their charset. A charset `declared` by its name counts before a guess,
/// but not before UTF-8: pages are often saved in UTF-8 and go on declaring what they were in.
pub fn letters<'a>(
    bytes: &'a [u8],
    declared: Option<&str>,
) -> Result<(Cow<'a, str>, &'static str), Undecodable> {
    if let Some(kind) = known_binary(bytes) {
        return Err(Undecodable::Known(kind));
    }
    let marked = Encoding::for_bom(bytes);
    let encoding = match marked.map(|(encoding, _)| encoding).or_else(|| markless_utf16(bytes)) {
        Some(encoding) => encoding,
        None if is_binary(bytes) => return Err(Undecodable::Binary),
        None if is_utf8(bytes) => UTF_8,
        // A charset that browsers refuse to read is guessed, too.
        None => declared
            .and_then(|name| Encoding::for_label(name.trim().as_bytes()))
            .filter(|encoding| *encoding != encoding_rs::REPLACEMENT)
            .unwrap_or_else(|| guess(bytes)),
    };
    let unmarked = bytes.get(marked.map_or(0, |(_, mark)| mark)..).unwrap_or_default();
    Ok((encoding.decode_without_bom_handling(unmarked).0, encoding.name()))
}

/// What a file is by its first bytes, in the words that the person would use.
fn known_binary(bytes: &[u8]) -> Option<&'static str> {
    const MAGIC: &[(&[u8], &str)] = &[
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "old Word documents"),
        (b"{\\rtf", "RTF"),
        (b"\x89PNG", "images"),
        (b"\xFF\xD8\xFF", "images"),
        (b"GIF8", "images"),
        (b"RIFF", "images or sound"),
        (b"\x1F\x8B", "compressed files"),
        (b"7z\xBC\xAF", "compressed files"),
        (b"Rar!", "compressed files"),
        (b"SQLite format 3\0", "databases"),
    ];
    if bytes.starts_with(b"PK\x03\x04") {
        let holds = |name: &[u8]| memmem::find(bytes, name).is_some();
        return Some(match () {
            () if holds(b"word/document") => "damaged Word documents",
            () if holds(b"xl/workbook") => "Excel tables",
            () if holds(b"ppt/presentation") => "PowerPoint slides",
            () if holds(b"opendocument.text") => "OpenDocument texts",
            () if holds(b"application/epub+zip") => "EPUB books",
            () => "zip files",
        });
    }
    MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|&(_, kind)| kind)
}

/// UTF-16 without a mark: in Western text every other byte is zero.
fn markless_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..bytes.len().min(512)).unwrap_or_default();
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), sample.len() / 2);
    match () {
        () if pairs < 4 => None,
        () if odd * 10 > pairs * 7 && even == 0 => Some(UTF_16LE),
        () if even * 10 > pairs * 7 && odd == 0 => Some(UTF_16BE),
        () => None,
    }
}

/// A NUL, or many controls, and it is no text.
fn is_binary(bytes: &[u8]) -> bool {
    // without a branch in it, so that many bytes are looked at in one step: nearly every text has only its line ends
    let mut low = false;
    for &byte in bytes {
        low |= byte < b' ' && byte != b'\n';
    }
    if !low {
        return false;
    }
    let is_control = |byte: &&u8| **byte < b' ' && !b"\t\n\r\x0C\x1B".contains(byte);
    let controls = bytes.iter().filter(is_control).count();
    controls > 0 && (bytes.contains(&0) && controls * 50 > bytes.len() || controls * 10 > bytes.len())
}

/// UTF-8, also with a few broken letters.
fn is_utf8(bytes: &[u8]) -> bool {
    if std::str::from_utf8(bytes).is_ok() {
        return true;
    }
    let (mut broken, mut whole) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    broken == 0 || broken * 4 < whole
}

/// What the letters look like.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Whether every line end is `\n` already. The bytes are those that other line ends begin with.
fn has_plain_line_ends(text: &str) -> bool {
    !text.bytes().any(|byte| matches!(byte, b'\r' | 0x0B | 0x0C))
        && !['\u{85}', '\u{2028}', '\u{2029}'].iter().any(|&end| text.contains(end))
}

/// Every kind of line end (also those of old Macs, of mainframes and of page breaks) becomes `\n`.
fn plain_line_ends(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\r' => {
                letters.next_if_eq(&'\n');
                plain.push('\n');
            }
            '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => plain.push('\n'),
            letter => plain.push(letter),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], text: &str, charset: &str) {
        let decoded = decode(bytes).unwrap();
        assert_eq!((decoded.text.as_str(), decoded.charset), (text, charset));
    }

    #[test]
    fn every_usual_charset_is_read() {
        check("Pray for Zoë".as_bytes(), "Pray for Zoë", "UTF-8");
        check("\u{FEFF}Pray".as_bytes(), "Pray", "UTF-8");
        check(
            b"Pray for Zo\xEB and Andr\xE9, she\x92s well",
            "Pray for Zoë and André, she’s well",
            "windows-1252",
        );
        let wide = |encode: fn(u16) -> [u8; 2], mark: &str| -> Vec<u8> {
            format!("{mark}Pray for Zoë").encode_utf16().flat_map(encode).collect()
        };
        check(&wide(u16::to_le_bytes, "\u{FEFF}"), "Pray for Zoë", "UTF-16LE");
        check(&wide(u16::to_be_bytes, "\u{FEFF}"), "Pray for Zoë", "UTF-16BE");
        check(&wide(u16::to_le_bytes, ""), "Pray for Zoë", "UTF-16LE");
        check(&wide(u16::to_be_bytes, ""), "Pray for Zoë", "UTF-16BE");
    }

    #[test]
    fn one_broken_letter_does_not_turn_the_others() {
        check(
            b"Zo\xC3\xAB, L\xC3\xA9a, Ren\xC3\xA9, No\xC3\xABl, Andr\xC3\xA9 \xFF",
            "Zoë, Léa, René, Noël, André \u{FFFD}",
            "UTF-8",
        );
    }

    #[test]
    fn a_declared_charset_counts_where_the_bytes_allow_it() {
        let declared = Some("iso-8859-2");
        assert_eq!(letters(b"Bo\xBEe", declared).unwrap(), ("Bože".into(), "ISO-8859-2"));
        assert_eq!(letters("Bože".as_bytes(), declared).unwrap(), ("Bože".into(), "UTF-8"));
    }

    #[test]
    fn line_ends_become_plain() {
        check(b"a\r\nb\rc\nd\x0Ce", "a\nb\nc\nd\ne", "UTF-8");
    }

    fn refused(bytes: &[u8], sentence: &str) {
        assert_eq!(decode(bytes).unwrap_err().to_string(), sentence);
    }

    #[test]
    fn what_is_no_text_is_refused_in_words() {
        refused(b"", "the file is empty: choose one that holds a bulletin");
        refused(b" \n\t\n", "the file is empty: choose one that holds a bulletin");
        let known = |bytes: &[u8], kind: &str| {
            let rest = "yet: save the text as plain text, PDF or Word (.docx) and import that";
            refused(bytes, &format!("kneel cannot read {kind} {rest}"));
        };
        known(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1..", "old Word documents");
        known(b"{\\rtf1 Pray.}", "RTF");
        known(b"PK\x03\x04....xl/workbook.xml", "Excel tables");
        known(b"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.text", "OpenDocument texts");
        known(b"PK\x03\x04....mimetypeapplication/epub+zip", "EPUB books");
        known(b"PK\x03\x04", "zip files");
        known(b"\x89PNG\r\n", "images");
        refused(
            b"\x00\x01\x02\x03",
            "this is not a text file: save the bulletin as plain text or Markdown and import that",
        );
        let long = [b"Pray\n".as_slice(), &vec![b'a'; LONGEST_LINE + 1]].concat();
        refused(
            &long,
            "line 2 is longer than a million characters: check that the file is a bulletin, or break the line",
        );
    }
}
