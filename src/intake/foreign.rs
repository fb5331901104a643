//! Files that lie beside documents and are plainly none: pictures, sound, archives, programs, databases, addresses.

use std::path::Path;

use memchr::memmem;

use crate::bulletin::Format;
use crate::journal::is_export;

/// How such files begin.
const BEGINNINGS: &[&[u8]] = &[
    // pictures
    b"\x89PNG",
    b"\xFF\xD8\xFF",
    b"GIF8",
    b"II*\0",
    b"MM\0*",
    b"8BPS",
    b"\0\0\x01\0",
    // fonts
    b"wOF",
    // sound and films, and pictures in their wrapping
    b"RIFF",
    b"ID3",
    b"OggS",
    b"fLaC",
    b"\x1A\x45\xDF\xA3",
    // archives
    b"\x1F\x8B",
    b"BZh",
    b"\xFD7zXZ\0",
    b"7z\xBC\xAF",
    b"Rar!\x1A",
    b"\x28\xB5\x2F\xFD",
    // programs
    b"\x7FELF",
    b"MZ\x90\0",
    b"\0asm",
    b"\xCA\xFE\xBA\xBE",
    b"\xCF\xFA\xED\xFE",
    b"!<arch>\n",
    // databases
    b"SQLite format 3\0",
    // addresses and appointments
    b"BEGIN:VCARD",
    b"BEGIN:VCALENDAR",
];

/// How pictures begin that are drawn in words, and what tells them from other documents that begin so.
const DRAWN: &[&[u8]] = &[b"<svg", b"<?xml", b"<!DOCTYPE svg", b"<!--"];
const SVG: &[u8] = b"<svg";

/// Among so many first bytes.
const BEGINS: usize = 1024;

/// How data begins that programs keep for themselves.
const DATA: &[&[u8]] = &[b"{\"", b"{}", b"[{", b"[\""];

/// What lies beside a page that was saved, and reads like any text: only its name tells.
const BESIDE_PAGES: &[&str] = &["css", "js"];

/// What a zip holds that is somebody's document, whether kneel can read it or not.
const OFFICE: &[&[u8]] =
    &[b"word/document", b"xl/workbook", b"ppt/presentation", b"opendocument.", b"application/epub+zip"];

/// Whether a file is plainly no document.
pub fn is_foreign(path: &Path, bytes: &[u8]) -> bool {
    if bytes.starts_with(b"PK\x03\x04") {
        return !OFFICE.iter().any(|name| memmem::find(bytes, name).is_some());
    }
    let film = bytes.get(4..8) == Some(b"ftyp");
    let begins = |beginnings: &[&[u8]]| beginnings.iter().any(|beginning| bytes.starts_with(beginning));
    let named = path.extension().and_then(|end| end.to_str()).is_some_and(|end| BESIDE_PAGES.contains(&end));
    named || film || begins(BEGINNINGS) || begins(DRAWN) && is_drawn(bytes) || is_data(bytes)
}

/// Whether it is a picture in words, and no page that shows one.
fn is_drawn(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(BEGINS)).unwrap_or_default();
    memmem::find(head, SVG).is_some() && Format::of(bytes) == Format::Text
}

/// Whether it is data of another program, and neither a feed nor what kneel exported.
fn is_data(bytes: &[u8]) -> bool {
    let marks = bytes.iter().filter(|byte| !byte.is_ascii_whitespace()).take(2).copied();
    let marks: Vec<u8> = marks.collect();
    DATA.contains(&marks.as_slice()) && !is_export(bytes) && Format::of(bytes) == Format::Text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_programs_and_archives_are_foreign() {
        for bytes in [
            b"\xFF\xD8\xFF\xE0".as_slice(),
            b"RIFF....WEBP",
            b"\0\0\0\x18ftypheic",
            b"\x7FELF\x02",
            b"PK\x03\x04........photos/1.jpg",
            b"SQLite format 3\0",
            b"BEGIN:VCALENDAR\r\nSUMMARY:Pray\r\n",
            b"BEGIN:VCARD\nFN:Ada\n",
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"><text>Pray</text></svg>",
            b"<?xml version=\"1.0\"?>\n<!-- by hand -->\n<svg><text>Pray</text></svg>",
            b"{\n  \"pray\": \"for rain\"\n}",
            b"[ {\"pray\": 1}]",
        ] {
            assert!(is_foreign(Path::new("file"), bytes), "{}", bytes.escape_ascii());
        }
    }

    #[test]
    fn whatever_may_be_a_document_is_not() {
        for bytes in [
            b"".as_slice(),
            b"GIF: God Is Faithful",
            b"MZ and family ask for prayer",
            b"II Chronicles 7:14",
            b"%PDF-1.7",
            b"PK\x03\x04........word/document.xml",
            b"PK\x03\x04........mimetypeapplication/vnd.oasis.opendocument.text",
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
            b"\x00\x01\x02\x03",
            b"<html><body><svg></svg><p>Pray</p>",
            b"<?xml version=\"1.0\"?><rss><title>a <svg> for you</title></rss>",
            b"{\"version\": \"https://jsonfeed.org/version/1.1\"}",
            b"{\"format\": \"kneel.export/1\"}",
            b"[12/06/2026, 06:02] Ada: Pray for rain.",
            b"{Pray} for rain",
            b"BEGIN: Pray for rain",
        ] {
            assert!(!is_foreign(Path::new("file.json"), bytes), "{}", bytes.escape_ascii());
        }
    }

    #[test]
    fn what_dresses_a_page_is_told_by_its_name() {
        let rule = b".prayer { color: red }";
        assert!(is_foreign(Path::new("page_files/main.css"), rule));
        assert!(!is_foreign(Path::new("page_files/main.txt"), rule));
        assert!(!is_foreign(Path::new("css"), rule));
    }
}
