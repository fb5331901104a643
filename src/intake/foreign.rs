//! Files that lie beside documents and are plainly none: pictures, sound, archives, programs, databases.

use memchr::memmem;

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
];

/// What a zip holds that is somebody's document, whether kneel can read it or not.
const OFFICE: &[&[u8]] =
    &[b"word/document", b"xl/workbook", b"ppt/presentation", b"opendocument.", b"application/epub+zip"];

/// Whether a file is plainly no document.
pub fn is_foreign(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"PK\x03\x04") {
        return !OFFICE.iter().any(|name| memmem::find(bytes, name).is_some());
    }
    let film = bytes.get(4..8) == Some(b"ftyp");
    film || BEGINNINGS.iter().any(|beginning| bytes.starts_with(beginning))
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
        ] {
            assert!(is_foreign(bytes), "{}", bytes.escape_ascii());
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
        ] {
            assert!(!is_foreign(bytes), "{}", bytes.escape_ascii());
        }
    }
}
