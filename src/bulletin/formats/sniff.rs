//! What a document is, told by what it holds: names of files lie, and mails and pipes have none.

use memchr::memmem;

use super::Format;
use crate::text;

/// How much of a document is looked at, in bytes.
const LOOK: usize = 64 << 10;

/// Among so many first bytes a PDF begins.
const PDF_BEGINS: usize = 1024;

/// A JSON feed says what it is.
const JSON_FEED: &str = "jsonfeed.org";

/// Elements that only a page begins with.
const PAGE: &[&str] = &["html", "head", "body", "title", "meta", "style", "link", "script"];

/// Elements that a piece of a page or a mail consists of.
const PIECE: &[&str] = &[
    "a",
    "article",
    "b",
    "blockquote",
    "br",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "img",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "span",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "tr",
    "u",
    "ul",
];

/// Fields that nearly every mail has.
const USUAL: &[&str] = &[
    "from",
    "to",
    "subject",
    "date",
    "received",
    "message-id",
    "mime-version",
    "content-type",
    "return-path",
    "delivered-to",
    "reply-to",
    "list-unsubscribe",
    "dkim-signature",
];

/// Fields that programs write and people do not copy.
const MACHINE: &[&str] = &[
    "received",
    "message-id",
    "mime-version",
    "content-type",
    "return-path",
    "delivered-to",
    "dkim-signature",
];

pub(super) fn format(bytes: &[u8]) -> Format {
    let beginning = |most: usize| bytes.get(..bytes.len().min(most)).unwrap_or_default();
    let head = text::letters(beginning(LOOK), None).map(|(head, _)| head);
    let head = head.as_deref().map(str::trim_start);
    // before all that it may carry
    if head.is_ok_and(is_mail) {
        return Format::Mail;
    }
    if memmem::find(beginning(PDF_BEGINS), b"%PDF-").is_some() {
        return Format::Pdf;
    }
    if bytes.starts_with(b"PK\x03\x04") && memmem::find(bytes, b"word/document.xml").is_some() {
        return Format::Docx;
    }
    let Ok(head) = head else { return Format::Text };
    if head.starts_with('{') && head.contains(JSON_FEED) {
        return Format::Feed;
    }
    match root(head) {
        Some("rss" | "feed" | "RDF") => Format::Feed,
        Some(name) if is_one_of(name, PAGE) => Format::Html,
        name => {
            let piece = name.is_some_and(|name| is_one_of(name, PIECE));
            if is_markup(head, piece) { Format::Html } else { Format::Text }
        }
    }
}

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|one| one.eq_ignore_ascii_case(name))
}

/// The name of the first element, without its namespace, where a document begins with one. A doctype of HTML is as
/// good as the element.
fn root(head: &str) -> Option<&str> {
    let mut rest = head;
    loop {
        rest = rest.trim_start();
        let inner = rest.strip_prefix('<')?;
        let end = match inner {
            _ if inner.starts_with("!--") => "-->",
            _ if inner.get(..8).is_some_and(|word| word.eq_ignore_ascii_case("!doctype")) => {
                let name = inner.get(8..)?.trim_start();
                if name.get(..4).is_some_and(|name| name.eq_ignore_ascii_case("html")) {
                    return Some("html");
                }
                // A document may define its own entities here, in tags of their own.
                if inner.split_once('>').is_some_and(|(own, _)| own.contains('[')) { "]>" } else { ">" }
            }
            _ if inner.starts_with(['?', '!']) => ">",
            _ => {
                let name =
                    inner.split(|letter: char| letter.is_whitespace() || "/>".contains(letter)).next()?;
                return name.rsplit(':').next();
            }
        };
        rest = rest.split_once(end)?.1;
    }
}

/// Whether tags make up so much of a text that it is a piece of a page, and no Markdown with a tag here and there. A
/// `piece` that begins with a tag needs fewer.
fn is_markup(head: &str, piece: bool) -> bool {
    let (mut tags, mut bytes) = (0, 0);
    for (at, _) in head.match_indices('<') {
        let Some(inner) = head.get(at + 1..) else { continue };
        let name = inner.strip_prefix('/').unwrap_or(inner);
        let name = name.split(|letter: char| !letter.is_ascii_alphanumeric()).next().unwrap_or_default();
        if name.len() <= 10
            && is_one_of(name, PIECE)
            && let Some(end) = inner.bytes().take(4096).position(|byte| byte == b'>')
        {
            (tags, bytes) = (tags + 1, bytes + end + 2);
        }
    }
    let share = if piece { 50 } else { 5 };
    tags >= if piece { 2 } else { 6 } && bytes * share >= head.len() && !has_markdown(head)
}

/// Whether at least two lines begin as only those of Markdown do.
fn has_markdown(head: &str) -> bool {
    let marked = |line: &&str| {
        let rest = line.trim_start_matches('#');
        rest.len() < line.len() && rest.starts_with(' ') || line.starts_with("- ") || line.starts_with("* ")
    };
    head.lines().filter(marked).nth(1).is_some()
}

/// Whether a text begins with the fields of a mail, also after the line that an mbox puts before each. Who copies a
/// mail by hand copies some fields, too: that is a text, and nothing of it may be lost as a field.
fn is_mail(head: &str) -> bool {
    let unwrapped =
        if head.starts_with("From ") { head.split_once('\n').map(|(_, rest)| rest) } else { None };
    let (mut usual, mut machine) = (0, 0);
    for line in unwrapped.unwrap_or(head).lines() {
        if line.starts_with([' ', '\t']) && usual + machine > 0 {
            continue;
        }
        let Some((name, value)) = line.split_once(':') else {
            if line.is_empty() {
                break;
            }
            return false;
        };
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
        {
            return false;
        }
        usual += usize::from(is_one_of(name, USUAL));
        let from = name.eq_ignore_ascii_case("from") && value.contains('@');
        machine += usize::from(from || is_one_of(name, MACHINE));
    }
    usual >= 2 && machine >= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: impl AsRef<[u8]>, expected: Format) {
        let bytes = bytes.as_ref();
        assert_eq!(format(bytes), expected, "{}", String::from_utf8_lossy(bytes));
    }

    #[test]
    fn archives_and_pdfs_are_told_by_their_bytes() {
        check(b"%PDF-1.7\n", Format::Pdf);
        check([b"\0garbage\n".as_slice(), b"%PDF-1.4\n%\xE2\xE3"].concat(), Format::Pdf);
        check(b"PK\x03\x04........[Content_Types].xml....word/document.xml", Format::Docx);
        check(b"PK\x03\x04........xl/workbook.xml", Format::Text);
        check(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Format::Text);
        check(b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", Format::Text);
        check(b"", Format::Text);
    }

    #[test]
    fn pages_and_pieces_of_pages_are_html() {
        check("<!DOCTYPE html PUBLIC \"x\">\n<html>", Format::Html);
        check("\u{FEFF}\n<!-- saved from url -->\n<HTML lang=en>", Format::Html);
        check("<?xml version=\"1.0\"?><!doctype html><html xmlns=\"x\">", Format::Html);
        check("<title>Prayer</title><p>Pray.", Format::Html);
        check("<div dir=\"ltr\">Pray for rain.<br>Pray for Ada.</div>", Format::Html);
        check("<p>Pray for rain on the hills of Sela.</p>\n<p>Pray for the nurses.</p>", Format::Html);
        check(
            "Dear all,<br>\n<br>\nPray for Ada.<br>\nPray for rain.<br>\n<br>\n<b>Asia</b><br>\n",
            Format::Html,
        );
    }

    #[test]
    fn html_in_wide_letters_is_html() {
        let wide = |encode: fn(u16) -> [u8; 2], mark: &str| -> Vec<u8> {
            format!("{mark}<html><p>Pray for Zoë").encode_utf16().flat_map(encode).collect()
        };
        check(wide(u16::to_le_bytes, "\u{FEFF}"), Format::Html);
        check(wide(u16::to_be_bytes, "\u{FEFF}"), Format::Html);
        check(wide(u16::to_le_bytes, ""), Format::Html);
    }

    #[test]
    fn feeds_are_told_by_their_root() {
        check("<?xml version=\"1.0\"?>\n<?xml-stylesheet href=\"a\"?>\n<rss version=\"2.0\">", Format::Feed);
        check("<!-- made by hand --><feed xmlns=\"http://www.w3.org/2005/Atom\">", Format::Feed);
        check("{\"version\": \"https:\\/\\/jsonfeed.org\\/version\\/1.1\"}", Format::Feed);
        check("{\"version\": 1}", Format::Text);
        check("<rdf:RDF xmlns=\"http://purl.org/rss/1.0/\">", Format::Feed);
        check("<opml><body/></opml>", Format::Text);
    }

    #[test]
    fn mails_are_told_by_their_fields() {
        check("Return-Path: <a@hill.example>\r\nFrom: Ada <a@hill.example>\r\n\r\nPray.", Format::Mail);
        check(
            "From a@hill.example Sat May  4 10:00:00 2019\nSubject: Pray\nFrom: a@hill.example\n\nPray.",
            Format::Mail,
        );
        check("Subject: Pray\n for rain\nMIME-Version: 1.0\n\n<html>", Format::Mail);
        check(b"Subject: Pri\xE8re\nFrom: a@hill.example\n\nPriez.", Format::Mail);
        check("Subject: Pray\nMIME-Version: 1.0\n\n--x\n\nPray.\n--x\n\n%PDF-1.4\n--x--", Format::Mail);
    }

    #[test]
    fn texts_stay_texts() {
        check("Hill Clinic\n\nPray for rain.", Format::Text);
        check("Date: May 4, 2019\nFrom: Hill Clinic\nSubject: Prayer\n\nPray for rain.", Format::Text);
        check("From our team in Kenya\nPray: for rain.\nDate: today\n", Format::Text);
        check("Kenya: Pray for rain.\nPeru: Pray for Ada.", Format::Text);
        check("# Prayer\n\n<br>\n\n- Pray for **rain**.\n- Pray for <b>Ada</b>.", Format::Text);
        check("<div align=\"center\">\n\n# Prayer\n\n</div>\n\n## Asia\n\n- Pray for rain.", Format::Text);
        check("Pray for rain <3 and for those who write to <ada@hill.example>.", Format::Text);
    }
}
