//! Web pages and newsletters to lines.

mod apart;
mod draft;
mod head;
mod look;
mod nesting;
#[cfg(test)]
mod tests;
mod walk;

use scraper::Html;

use super::Unreadable;
use crate::bulletin::{Document, Line, Mark, Sheet};
use crate::text;
pub(super) use nesting::is_too_deep;
use walk::Walk;

/// A page of more tags than this is no bulletin, and would fill the memory.
const MOST_TAGS: usize = 1_000_000;

/// Where a page declares its charset, in bytes from its beginning.
const DECLARES: usize = 4096;

/// Fewer letters than this on a page, beside what is hidden, and it only shows what a program in it finds first.
const FEW_LETTERS: usize = 200;

pub(super) fn open(bytes: &[u8]) -> Result<Document, Unreadable> {
    let (source, _) = text::letters(bytes, declared(bytes).as_deref())?;
    if memchr::memchr_iter(b'<', source.as_bytes()).count() > MOST_TAGS {
        return Err(Unreadable::Format(
            "this page has more than a million tags; copy the bulletin's text from it, and import that"
                .to_owned(),
        ));
    }
    if is_too_deep(&source) {
        return Err(Unreadable::Format(
            "this page is nested deeper than kneel follows; copy the bulletin's text from it, and import that"
                .to_owned(),
        ));
    }
    let page = Html::parse_document(&source);
    let walk = walk(&page);
    if walk.lines.is_empty() {
        return Err(Unreadable::Format(
            "there is no text in this page; open it in a browser, copy the bulletin's text, and import that"
                .to_owned(),
        ));
    }
    let headings = walk.lines.iter().filter(|line| matches!(line.mark, Mark::Heading(_)));
    let head = head::read(&page).signed(headings.map(|line| line.text.as_str()));
    let whole = Sheet {
        lines: 0..walk.lines.len(),
        hard: !walk.is_typed(),
        title: head.title,
        publisher: head.publisher,
        sent_on: head.sent_on,
        language: head.language,
    };
    Ok(Document { lines: walk.lines, sheets: vec![whole], problems: Vec::new() })
}

/// The lines of a page or of a piece of one, numbered from 1.
pub(super) fn lines(source: &str) -> Vec<Line> {
    walk(&Html::parse_document(source)).lines
}

/// Walks through a page; where it hides nearly all that it has to say, as if it hid nothing.
fn walk(page: &Html) -> Walk {
    let styles = look::Styles::of(page);
    let walk = Walk::through(page, &styles, false);
    if walk.hid && walk.letters() < FEW_LETTERS {
        let all = Walk::through(page, &styles, true);
        if all.letters() > FEW_LETTERS + walk.letters() {
            return all;
        }
    }
    walk
}

/// The charset that a page says it is in.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..bytes.len().min(DECLARES)).unwrap_or_default().to_ascii_lowercase();
    ["charset", "encoding"].iter().find_map(|name| {
        let at = memchr::memmem::find(&head, name.as_bytes())? + name.len();
        let value = head.get(at..)?.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
        let value = value.strip_prefix(b"\"").or(value.strip_prefix(b"'")).unwrap_or(value);
        let end = value.iter().position(|byte| !byte.is_ascii_alphanumeric() && !b"-_:.".contains(byte))?;
        // Who can read this far in plain letters does not read UTF-16.
        let name = String::from_utf8_lossy(value.get(..end)?).into_owned();
        (!name.is_empty() && !name.starts_with("utf-16")).then_some(name)
    })
}
