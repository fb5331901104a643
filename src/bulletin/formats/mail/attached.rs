//! The bulletins that are attached to a mail.

use std::borrow::Cow;

use mail_parser::{ContentType, Message, MessagePart, MimeHeaders, PartType};

use super::super as formats;
use super::body;
use super::forward::Page;
use crate::bulletin::{Document, Sheet};
use crate::text::{safe_line, squash};

/// Nobody attaches more bulletins than this to one mail.
const MOST: usize = 50;

/// What is attached to nearly every mail and is no bulletin, by the ends of names.
const NO_BULLETINS: &[&str] = &[
    "ics", "vcf", "vcs", "p7s", "p7m", "asc", "sig", "pgp", "dat", "png", "jpg", "jpeg", "gif", "webp",
    "heic", "bmp", "svg", "tif", "tiff", "mp3", "m4a", "wav", "mp4", "mov", "avi",
];

/// The pages of the attached bulletins; `mail` says what each does not say of itself. What a person may miss is told in
/// `problems`.
pub(super) fn pages(message: &Message, mail: &Sheet, depth: usize, problems: &mut Vec<String>) -> Vec<Page> {
    let mut pages = Vec::new();
    let mut opened = 0;
    for part in message.attachments() {
        if let PartType::Message(inner) = &part.body {
            pages.extend(super::pages(inner, depth + 1, problems));
            continue;
        }
        let name = name(part);
        if !may_be_bulletin(part, name.as_deref()) {
            continue;
        }
        opened += 1;
        if opened > MOST {
            problems.push(format!("only the first {MOST} attachments of the mail were read"));
            break;
        }
        let shown = name.as_deref().unwrap_or("without a name");
        match formats::open(&contents(message, part)) {
            Ok(document) => {
                problems.extend(
                    document.problems.iter().map(|problem| format!("in the attachment “{shown}”: {problem}")),
                );
                pages.extend(sheets(&document, name.as_deref(), mail));
            }
            Err(error) => problems.push(format!("the attachment “{shown}” was left out: {error}")),
        }
    }
    pages
}

/// Whether a part is worth a look: no picture or signature, and no text that only stands beside the one that is read.
fn may_be_bulletin(part: &MessagePart, name: Option<&str>) -> bool {
    let kind = part.content_type();
    let (main, sub) =
        kind.map_or(("text", "plain"), |kind| (kind.ctype(), kind.subtype().unwrap_or_default()));
    let is = |words: &str, all: &[&str]| all.iter().any(|one| words.eq_ignore_ascii_case(one));
    let known = is(main, &["image", "audio", "video", "font", "message", "multipart"])
        || is(
            sub,
            &["calendar", "vcard", "x-vcard", "pgp-signature", "pgp-keys", "pgp-encrypted", "ms-tnef"],
        )
        || sub.to_ascii_lowercase().contains("pkcs7");
    let end = name.and_then(|name| name.rsplit_once('.')).map(|(_, end)| end);
    let beside = is(main, &["text"])
        && name.is_none()
        && !part.content_disposition().is_some_and(ContentType::is_attachment);
    !known && !beside && !end.is_some_and(|end| is(end, NO_BULLETINS)) && !part.is_multipart()
}

fn name(part: &MessagePart) -> Option<String> {
    let name = squash(&safe_line(part.attachment_name()?));
    (!name.is_empty()).then_some(name)
}

fn contents<'a>(message: &'a Message, part: &'a MessagePart) -> Cow<'a, [u8]> {
    match &part.body {
        PartType::Text(_) | PartType::Html(_) => match body::letters(message, part) {
            Cow::Borrowed(letters) => letters.as_bytes().into(),
            Cow::Owned(letters) => letters.into_bytes().into(),
        },
        _ => part.contents().into(),
    }
}

/// The sheets of an attachment, each with its lines. One whose format does not say what it is called is called as its
/// file, and came with the mail.
fn sheets(document: &Document, name: Option<&str>, mail: &Sheet) -> Vec<Page> {
    let alone = document.sheets.len() == 1;
    let called = name.filter(|_| alone).map(|name| {
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        squash(&stem.replace('_', " "))
    });
    let page = |sheet: &Sheet| {
        let lines = document.lines_of(sheet).to_vec();
        let sheet = Sheet {
            lines: 0..0,
            hard: sheet.hard,
            title: sheet.title.clone().or_else(|| called.clone()),
            publisher: sheet.publisher.clone().or_else(|| mail.publisher.clone()),
            sent_on: sheet.sent_on.or(mail.sent_on),
            language: sheet.language.clone().or_else(|| mail.language.clone()),
        };
        (sheet, lines)
    };
    document.sheets.iter().map(page).collect()
}
