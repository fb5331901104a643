//! Which part of a mail a person reads, and its letters.

use std::borrow::Cow;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessagePart, MimeHeaders, PartType};

use super::super::{Unreadable, html};
use crate::bulletin::{Document, Line, Mark};
use crate::text::{self, Undecodable};

/// The lines that a person reads, and whether each ends where its writer ended it. A page knows more than the text
/// beside it (headings, lists, links), unless it only repeats that text line by line or hardly says anything.
pub(super) fn lines(message: &Message) -> Result<(Vec<Line>, bool), Unreadable> {
    let (mut plain, mut hard) = (Vec::new(), false);
    for part in message.text_bodies().filter(|part| matches!(part.body, PartType::Text(_))) {
        let (mut lines, ended) = typed(message, part)?;
        plain.append(&mut lines);
        hard |= ended;
    }
    match page(message) {
        Ok((page, ended)) if !is_better(&plain, &page) => Ok((page, ended)),
        Err(error) if plain.is_empty() => Err(error),
        _ => Ok((plain, hard)),
    }
}

/// The lines of the pages in a mail, and of what was typed between them.
fn page(message: &Message) -> Result<(Vec<Line>, bool), Unreadable> {
    let (mut all, mut hard) = (Vec::new(), false);
    for part in message.html_bodies() {
        let (mut lines, ended) = match &part.body {
            PartType::Html(page) if page.trim().is_empty() => continue,
            PartType::Html(_) => {
                let document = html::open(letters(message, part).as_bytes())?;
                let ended = document.sheets.iter().any(|sheet| sheet.hard);
                (document.lines, ended)
            }
            PartType::Text(_) => typed(message, part)?,
            _ => continue,
        };
        all.append(&mut lines);
        hard |= ended;
    }
    Ok((all, hard))
}

/// Whether the text of a mail says more than its page.
fn is_better(plain: &[Line], page: &[Line]) -> bool {
    if page.is_empty() {
        return true;
    }
    let size = |lines: &[Line]| lines.iter().map(|line| line.text.len()).sum::<usize>();
    if size(page) * 3 < size(plain) {
        return true;
    }
    let formed = |line: &Line| line.mark != Mark::Plain || line.strong || !line.links.is_empty();
    !plain.is_empty()
        && !page.iter().any(formed)
        && plain.iter().map(|line| &line.text).eq(page.iter().map(|line| &line.text))
}

/// A part that was typed as text. Where its program breaks lines only to fit them on a page, those are made whole.
fn typed(message: &Message, part: &MessagePart) -> Result<(Vec<Line>, bool), Unreadable> {
    let decoded = match text::decode(letters(message, part).as_bytes()) {
        Ok(decoded) => decoded.text,
        Err(Undecodable::Empty) => return Ok((Vec::new(), false)),
        Err(error) => return Err(error.into()),
    };
    let attribute = |name: &str| part.content_type().and_then(|kind| kind.attribute(name));
    let says = |name: &str, value: &str| attribute(name).is_some_and(|said| said.eq_ignore_ascii_case(value));
    if !says("format", "flowed") {
        return Ok((Document::new(&decoded).lines, false));
    }
    let whole = unflowed(&decoded, says("delsp", "yes"));
    let hard = whole.lines().count() < decoded.lines().count();
    Ok((Document::new(&whole).lines, hard))
}

/// Lines that end in a space go on in the next one (RFC 3676).
fn unflowed(text: &str, without_space: bool) -> String {
    let mut whole = String::with_capacity(text.len());
    let mut open: Option<usize> = None;
    for line in text.split('\n') {
        let content = line.trim_start_matches('>');
        let depth = line.len() - content.len();
        let content = content.strip_prefix(' ').unwrap_or(content);
        if open.take() != Some(depth) {
            if !whole.is_empty() {
                whole.push('\n');
            }
            if depth > 0 {
                whole.extend(std::iter::repeat_n('>', depth).chain([' ']));
            }
        }
        let goes_on = content.ends_with(' ') && content != "-- ";
        open = goes_on.then_some(depth);
        let shown = if goes_on && without_space { content.strip_suffix(' ') } else { Some(content) };
        whole.push_str(shown.unwrap_or(content));
    }
    whole
}

/// The letters of a part. Its charset counts unless the bytes are plainly UTF-8 or no letters of that charset: programs
/// declare what they like.
pub(super) fn letters<'a>(message: &'a Message, part: &'a MessagePart) -> Cow<'a, str> {
    let declared = part.text_contents().unwrap_or_default();
    if declared.is_ascii() {
        return Cow::Borrowed(declared);
    }
    let Some(raw) = raw(message, part) else { return Cow::Borrowed(declared) };
    let broken = declared.contains('\u{FFFD}');
    // Some charsets hide their letters behind those of ASCII.
    if let Ok(letters) = std::str::from_utf8(&raw)
        && (broken || !raw.is_ascii())
    {
        return Cow::Owned(letters.to_owned());
    }
    let charset = part.content_type().and_then(|kind| kind.attribute("charset"));
    if charset.is_some() && !broken {
        return Cow::Borrowed(declared);
    }
    text::decode(&raw).map_or(Cow::Borrowed(declared), |decoded| Cow::Owned(decoded.text))
}

/// The bytes of a part as they were before they were made fit for the post.
fn raw<'a>(message: &'a Message, part: &MessagePart) -> Option<Cow<'a, [u8]>> {
    let sent = message.raw_message.get(part.offset_body as usize..part.offset_end as usize)?;
    match part.encoding {
        Encoding::None => Some(Cow::Borrowed(sent)),
        Encoding::QuotedPrintable => quoted_printable_decode(sent).map(Cow::Owned),
        Encoding::Base64 => base64_decode(sent).map(Cow::Owned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flowed_lines_are_made_whole() {
        let text = "Pray for the \ntwo nurses.\n From Sela.\n\n> Give \n> thanks.\n>> So \n> then.\n-- \nAda";
        let whole = "Pray for the two nurses.\nFrom Sela.\n\n> Give thanks.\n>> So \n> then.\n-- \nAda";
        assert_eq!(unflowed(text, false), whole);
        assert_eq!(unflowed("기도 \n제목", true), "기도제목");
    }
}
