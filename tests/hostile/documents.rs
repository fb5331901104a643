//! Hostile and damaged documents against the real program: each costs a sentence, and the journal stays as it was.

use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Write};
use std::time::{Duration, Instant};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::cli_common::{Home, LETTER};
use crate::number;

/// A document that is opened may take 25 seconds; the rest is for starting, and for a machine that has much to do.
const LONGEST: Duration = Duration::from_secs(40);

/// What is said of a document that is refused. The letter beside it is read, and nothing else is in the journal.
#[track_caller]
fn refused(name: &str, bytes: impl AsRef<[u8]>) -> String {
    let home = Home::new();
    home.file(name, bytes);
    home.file("letter.txt", LETTER);
    let began = Instant::now();
    let ran = home.kneel(&["import", "--json", name, "letter.txt"]).ends(4);
    assert!(began.elapsed() < LONGEST, "{name}: {:?}", began.elapsed());
    let told = ran.json();
    let documents = told["documents"].as_array().unwrap();
    let statuses: Vec<_> = documents.iter().map(|one| one["status"].as_str().unwrap()).collect();
    assert_eq!(statuses, ["refused", "read"], "{told:#}");
    assert_eq!(home.kneel(&["list"]).done().out.lines().count(), 5);
    assert_eq!(home.kneel(&["bulletins", "--json"]).done().out.matches("\"title\"").count(), 1);
    let why = documents[0]["problem"].as_str().unwrap().to_owned();
    assert!(!why.is_empty() && !why.ends_with('.') && !why.contains("panic"), "{why}");
    assert!(!ran.err.contains("panic"), "{ran:?}");
    why
}

/// A Word document whose text is this; as much of it as is wanted.
pub fn word(text: &[u8]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    archive.write_all(text).unwrap();
    archive.finish().unwrap().into_inner()
}

/// A PDF of these objects, numbered from 1; the first is its catalogue.
fn pdf(objects: &[&str]) -> String {
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = String::new();
    for (at, object) in objects.iter().enumerate() {
        writeln!(places, "{:010} 00000 n ", file.len()).unwrap();
        writeln!(file, "{} 0 obj\n{object}\nendobj", at + 1).unwrap();
    }
    let (start, size) = (file.len(), objects.len() + 1);
    file + &format!(
        "xref\n0 {size}\n0000000000 65535 f \n{places}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    )
}

#[test]
fn a_word_document_that_is_cut_off_is_refused() {
    let whole =
        word(b"<w:document><w:body><w:p><w:r><w:t>Pray for rain.</w:t></w:r></w:p></w:body></w:document>");
    let why = refused("cut.docx", &whole[..whole.len() - 40]);
    assert!(why.contains("damaged"), "{why}");
}

#[test]
fn a_word_document_that_unpacks_to_gigabytes_is_refused() {
    let mut text = b"<w:document><w:body><w:p><w:r><w:t>".to_vec();
    text.resize(200 << 20, b' ');
    let bomb = word(&text);
    assert!(bomb.len() < 1 << 20, "{}", bomb.len());
    let why = refused("bomb.docx", bomb);
    assert!(why.contains("unpacks to more than kneel takes"), "{why}");
}

/// The words that a document defines for itself are never filled in: there is nothing to swell.
#[test]
fn a_feed_of_a_billion_laughs_stays_as_small_as_it_is() {
    let mut entities = "<!ENTITY a0 \"Pray for rain. \">".to_owned();
    for level in 1..12 {
        let ten = format!("&a{};", level - 1).repeat(10);
        write!(entities, "<!ENTITY a{level} \"{ten}\">").unwrap();
    }
    let home = Home::new();
    let feed = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE rss [{entities}]><rss version=\"2.0\"><channel>\
         <title>&a11;</title><item><description>&a11;</description></item></channel></rss>"
    );
    home.file("laughs.rss", feed);
    let told = home.kneel(&["import", "--json", "laughs.rss"]).out;
    assert!(told.len() < 1000 && !told.contains("Pray for rain"), "{told}");
    assert_eq!(home.kneel(&["list"]).out, "");
}

/// A mail of so many parts.
pub fn mail(parts: usize) -> String {
    let parts = "--cut\nContent-Type: text/plain\n\nPray for rain.\n".repeat(parts);
    format!(
        "From: Lamplight <letter@lamplight.example>\nTo: you@example.org\nSubject: Prayer\n\
         MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=cut\n\n{parts}--cut--\n"
    )
}

/// A feed of so many entries.
pub fn feed(entries: usize) -> String {
    let entry = "<item><title>Pray for rain</title><description>Please pray for rain.</description></item>";
    format!("<rss version=\"2.0\"><channel><title>Many</title>{}</channel></rss>", entry.repeat(entries))
}

/// A line of so many letters.
pub fn line(long: usize) -> String {
    "Please pray for rain. ".repeat(long / 22)
}

#[test]
fn a_mail_of_too_many_parts_is_refused() {
    let why = refused("parts.eml", mail(20_000));
    assert!(why.contains("10,000"), "{why}");
}

#[test]
fn of_a_feed_of_too_many_entries_it_is_said_what_was_left_out() {
    let home = Home::new();
    home.file("many.rss", feed(10_002));
    let ran = home.kneel(&["import", "--dry-run", "--json", "many.rss"]).done();
    let told = ran.json();
    assert_eq!(told["documents"][0]["status"], "read");
    let problem = told["documents"][0]["problem"].as_str().unwrap();
    assert!(problem.contains("the first 10000 of the 10002 entries"), "{problem}");
}

#[test]
fn pages_of_a_pdf_that_go_round_in_a_circle_are_refused() {
    refused(
        "circle.pdf",
        pdf(&[
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1000000 /Parent 3 0 R >>",
            "<< /Type /Pages /Kids [2 0 R] /Count 1000000 /Parent 2 0 R >>",
        ]),
    );
}

#[test]
fn a_page_of_a_hundred_thousand_nested_tags_is_refused() {
    let home = Home::new();
    let nested = format!("<html><body>{}<p>Please pray for Nilufa.</p>", "<div>".repeat(100_000));
    home.file("nested.html", nested);
    let began = Instant::now();
    let ran = home.kneel(&["import", "--json", "nested.html"]);
    assert!(began.elapsed() < LONGEST, "{:?}", began.elapsed());
    let problem = ran.json()["documents"][0]["problem"].as_str().unwrap().to_owned();
    assert!(problem.contains("nested deeper"), "{problem}");
    assert_eq!(home.kneel(&["list"]).out, "");
}

#[test]
fn pages_beside_a_hostile_one_are_all_read() {
    let home = Home::new();
    for number in 0..300 {
        let page = format!(
            "<!DOCTYPE html><title>Lamplight {number}</title><p>Please pray for the boat {number}.</p>"
        );
        home.file(&format!("pages/{number:03}.html"), page);
    }
    home.file("pages/150.docx", b"PK\x03\x04 word/document.xml and no more");
    let told = home.kneel(&["import", "--json", "pages"]).ends(4).json();
    let read = |status: &str| {
        told["documents"].as_array().unwrap().iter().filter(|one| one["status"] == status).count()
    };
    assert_eq!((read("read"), read("refused")), (300, 1));
}

/// What is said of a document that kneel may not open with more than 900 MB of addresses, of which its child takes 512 at
/// most for itself; `None` where it is read.
#[cfg(unix)]
#[track_caller]
fn bounded(home: &Home, name: &str) -> Option<String> {
    let began = Instant::now();
    let script = r#"ulimit -v 900000; exec "$0" "$@""#;
    let mut command = assert_cmd::Command::new("/bin/sh");
    let output = command
        .args(["-c", script, env!("CARGO_BIN_EXE_kneel"), "import", "--dry-run", "--json", name])
        .env_clear()
        .env("KNEEL_DATA_DIR", home.data())
        .env("KNEEL_CONFIG_DIR", home.path("config"))
        .env("KNEEL_NOW", "2026-03-12T09:14:00+01:00")
        .current_dir(home.path(""))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(began.elapsed() < LONGEST, "{name}: {:?}", began.elapsed());
    assert!(output.status.code().is_some_and(|code| code < 5) && !said.contains("panic"), "{name}: {said}");
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let document = &told["documents"][0];
    println!("{name}: {} {} in {:?}", document["status"], document["problem"], began.elapsed());
    (document["status"] != "read").then(|| document["problem"].as_str().unwrap().to_owned())
}

/// `KNEEL_ENTRIES=100000` makes the feed so long.
#[cfg(unix)]
#[test]
fn whatever_is_large_is_read_or_refused_within_bounds() {
    let home = Home::new();
    let holes = home.file("holes.txt", "");
    fs::File::options().write(true).open(holes).unwrap().set_len(1 << 30).unwrap();
    let why = bounded(&home, "holes.txt").unwrap();
    assert!(why.contains("large") || why.contains("more than"), "{why}");

    home.file("line.txt", line(10 << 20));
    bounded(&home, "line.txt");

    home.file("many.rss", feed(number("KNEEL_ENTRIES", 2_000)));
    bounded(&home, "many.rss");

    let mut entities = "<!ENTITY a0 \"Pray for rain. \">".to_owned();
    for level in 1..12 {
        let ten = format!("&a{};", level - 1).repeat(10);
        write!(entities, "<!ENTITY a{level} \"{ten}\">").unwrap();
    }
    let laughs = format!(
        "<!DOCTYPE d [{entities}]><w:document><w:body><w:p><w:r><w:t>&a11;</w:t></w:r></w:p></w:body></w:document>"
    );
    home.file("laughs.docx", word(laughs.as_bytes()));
    bounded(&home, "laughs.docx");

    let page = pdf(&[
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R >>",
    ]);
    for part in 1..8 {
        home.file("cut.pdf", &page[..page.len() * part / 8]);
        bounded(&home, "cut.pdf");
    }
}
