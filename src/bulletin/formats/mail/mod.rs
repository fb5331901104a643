//! Mails to lines: a sheet for each message, and for each bulletin that is attached or forwarded in one.

mod attached;
mod body;
mod forward;
mod heads;
mod mbox;
mod names;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use mail_parser::{DateTime, HeaderName, HeaderValue, Message, MessageParser, PartType};

use super::Unreadable;
use crate::bulletin::language::Language;
use crate::bulletin::{Document, Line, Sheet};
use crate::text;
use forward::Page;

/// No mailbox of bulletins has more messages, and no mail more parts.
const MOST_MESSAGES: usize = 10_000;
const MOST_PARTS: usize = 10_000;

/// Mails in mails, and parts in parts: more containers than this are no mail of people.
const MOST_CONTAINERS: usize = 1000;
const DEEPEST: usize = 16;

/// What all parts of a mail may decode to, in bytes.
const MOST_BYTES: usize = 50_000_000;

/// A mail that only says that its bulletin is attached is not longer, in bytes.
const LONGEST_COVER: usize = 400;

pub(super) fn open(bytes: &[u8]) -> Result<Document, Unreadable> {
    let messages = mbox::messages(bytes);
    if messages.len() > MOST_MESSAGES {
        return Err(sentence(
            "this mailbox has more messages than kneel takes (10,000); import a smaller one",
        ));
    }
    let mut document = Document::default();
    let mut failure = None;
    let mut failed = 0;
    for message in &messages {
        match read(message, &mut document.problems) {
            Ok(pages) => pages.into_iter().for_each(|page| add(&mut document, page)),
            Err(error) => {
                failed += 1;
                failure = Some(error);
            }
        }
    }
    match failure {
        Some(error) if document.lines.is_empty() => return Err(error),
        Some(error) => document.problems.push(format!("{failed} of the messages could not be read: {error}")),
        None => {}
    }
    if document.lines.is_empty() {
        let told = document.problems.into_iter().next();
        return Err(told.map_or_else(|| sentence("there is no text in this mail"), Unreadable::Format));
    }
    Ok(document)
}

/// The pages of one message, as it came.
fn read(bytes: &[u8], problems: &mut Vec<String>) -> Result<Vec<Page>, Unreadable> {
    let too_many = || sentence("this mail has more parts than kneel takes (10,000)");
    let boundaries = bytes.windows(3).filter(|window| window == b"\n--").count();
    if boundaries > 2 * MOST_PARTS || containers(bytes) > MOST_CONTAINERS {
        return Err(too_many());
    }
    let message = MessageParser::default().parse(bytes);
    let message = message.ok_or_else(|| sentence("this is no mail, or a damaged one"))?;
    let (parts, size) = measure(&message);
    if parts > MOST_PARTS {
        return Err(too_many());
    }
    if size > MOST_BYTES {
        return Err(sentence("what is in this mail is larger than kneel takes (50 MB)"));
    }
    Ok(pages(&message, 0, problems))
}

/// How many parts of a mail say that they hold others.
fn containers(bytes: &[u8]) -> usize {
    let holds = |at: usize| {
        let before = bytes.get(..at).unwrap_or_default();
        [b"message".as_slice(), b"multipart"].iter().any(|kind| {
            before.len() >= kind.len()
                && before.get(before.len() - kind.len()..).is_some_and(|end| end.eq_ignore_ascii_case(kind))
        })
    };
    memchr::memchr_iter(b'/', bytes).filter(|&at| holds(at)).count()
}

/// How many parts a mail has, and how many bytes in them, those of the mails inside among them.
fn measure(message: &Message) -> (usize, usize) {
    let mut sum = (message.parts.len(), 0);
    for part in &message.parts {
        let (parts, bytes) = match &part.body {
            PartType::Message(inner) => measure(inner),
            _ => (0, part.len()),
        };
        sum = (sum.0 + parts, sum.1 + bytes);
    }
    sum
}

/// The pages of a message: its text, what is forwarded in it, what is attached to it.
fn pages(message: &Message, depth: usize, problems: &mut Vec<String>) -> Vec<Page> {
    if depth > DEEPEST {
        problems.push(format!("a mail inside of {DEEPEST} others was left out"));
        return Vec::new();
    }
    let (lines, hard) = body::lines(message).unwrap_or_else(|error| {
        problems.push(format!("the text of a mail was left out: {error}"));
        (Vec::new(), false)
    });
    let (title, passed) =
        words_of(message, &HeaderName::Subject).map_or((None, None), |field| names::subject(&field));
    let sheet = Sheet {
        lines: 0..0,
        hard,
        title,
        publisher: words_of(message, &HeaderName::From).and_then(|field| names::sender(&field)),
        sent_on: message.date().or_else(|| message.received()?.date.as_ref()).and_then(day),
        language: language(message),
    };
    let mut pages = forward::part(lines, sheet, passed);
    let told = pages.last().map(|(sheet, _)| sheet.clone()).unwrap_or_default();
    let mut attached = attached::pages(message, &told, depth, problems);
    if let (Some((_, first)), [(_, cover)]) = (attached.first_mut(), pages.as_mut_slice())
        && is_cover(cover)
    {
        let cover = std::mem::take(cover).into_iter().map(|line| Line { aside: true, ..line });
        first.splice(0..0, cover);
    }
    pages.append(&mut attached);
    pages
}

/// Whether a text only sends what is attached to it, and asks or thanks for nothing itself.
fn is_cover(lines: &[Line]) -> bool {
    let read = || lines.iter().filter(|line| !line.aside);
    let sends =
        || Language::all().any(|language| read().any(|line| language.mail.attached.any_in(&line.text)));
    read().map(|line| line.text.len()).sum::<usize>() <= LONGEST_COVER && (sends() || !forward::asks(lines))
}

/// A field's words. Some programs write letters into it that no charset is told for.
fn words_of(message: &Message, name: &HeaderName<'static>) -> Option<String> {
    let header = message.headers().iter().rev().find(|header| header.name == *name)?;
    let words = match &header.value {
        HeaderValue::Text(words) => words.to_string(),
        HeaderValue::TextList(list) => list.join(" "),
        HeaderValue::Address(address) => {
            let first = address.first()?;
            let name = first.name().unwrap_or_default();
            format!("{name} <{}>", first.address().unwrap_or_default())
        }
        _ => String::new(),
    };
    if !words.contains('\u{FFFD}') {
        return Some(words);
    }
    let raw = message.raw_message.get(header.offset_start as usize..header.offset_end as usize)?;
    text::decode(raw).ok().map(|decoded| decoded.text)
}

/// The day on the sender's own calendar.
fn day(sent: &DateTime) -> Option<NaiveDate> {
    let year = i32::from(sent.year);
    NaiveDate::from_ymd_opt(year, sent.month.into(), sent.day.into()).filter(|_| (1970..2200).contains(&year))
}

/// The language that a mail says it is in: "de" of "de-CH".
fn language(message: &Message) -> Option<String> {
    let said = words_of(message, &HeaderName::ContentLanguage)?;
    let code = said.split(|letter: char| !letter.is_ascii_alphabetic()).next()?.to_ascii_lowercase();
    (code.len() == 2).then_some(code)
}

/// Adds a page to a document; one without a line is none.
fn add(document: &mut Document, (sheet, mut lines): Page) {
    if lines.is_empty() {
        return;
    }
    let start = document.lines.len();
    document.lines.append(&mut lines);
    for (at, line) in document.lines.iter_mut().enumerate().skip(start) {
        line.number = at + 1;
    }
    document.sheets.push(Sheet { lines: start..document.lines.len(), ..sheet });
}

fn sentence(words: &str) -> Unreadable {
    Unreadable::Format(words.to_owned())
}
