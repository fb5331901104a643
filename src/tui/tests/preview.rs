//! Looking before keeping, by key strings.

use std::path::Path;

use tempfile::TempDir;

use super::driver::{Driver, now};
use super::pictures::at_every_size;
use crate::bulletin::{Correction, Document, Fate, Fix, Kinds, Sheet, understand};
use crate::journal::{Anchor, Journal, Scope};
use crate::tui::opened::Opened;
use crate::tui::screens::preview::Preview;

const LETTER: &str = "\
Harbour Light Prayer Requests
12 March 2026

\"God is our refuge and strength.\"
Psalm 46:1

Asia, Central

Pray for the crew of the Heron, that they find shelter
before the storm. Give thanks for the new engine.

Pray for Damir: his hearing was moved to 20 March.

Africa, East

Thank God for the well at Moyale.

Rota: tea, Ann
";

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

pub fn open(driver: &mut Driver, path: &Path) {
    driver.keys("i").paste(path.to_str().unwrap()).keys("<enter>");
}

/// The letter, opened over an empty journal.
pub fn letter(columns: u16, rows: u16) -> (TempDir, Driver) {
    let folder = folder(&[("harbour light.txt", LETTER.as_bytes())]);
    let mut driver = Driver::over(Journal::in_memory(now()).unwrap(), columns, rows);
    open(&mut driver, &folder.path().join("harbour light.txt"));
    (folder, driver)
}

/// What the journal holds: kinds, region, title.
fn held(driver: &Driver) -> Vec<String> {
    let page = driver.journal().page(&Scope::Everything, Anchor::First, 50).unwrap();
    let praises = driver.journal().page(&Scope::Praises, Anchor::First, 50).unwrap();
    let kind = |kinds: Kinds| match (kinds.request, kinds.praise) {
        (true, true) => "both",
        (true, false) => "request",
        _ => "praise",
    };
    let rows = page.rows.iter().chain(praises.rows.iter().filter(|row| !row.kinds.request));
    let mut held: Vec<String> = rows
        .map(|row| format!("{} | {} | {}", kind(row.kinds), row.region.as_deref().unwrap_or("-"), row.title))
        .collect();
    held.sort();
    held
}

/// The corrections that wait for the document to be opened again.
fn draft(driver: &Driver) -> Vec<Correction> {
    let kept = driver.journal().kept_under("draft:import:").unwrap();
    kept.first().map(|(_, body)| serde_json::from_str(body).unwrap()).unwrap_or_default()
}

#[test]
fn nothing_is_written_before_enter_and_one_undo_takes_it_back() {
    let (_folder, mut driver) = letter(120, 40);
    let picture = driver.picture();
    assert!(picture.contains("Enter keeps 2 requests and 1 praise; nothing is written before"), "{picture}");
    assert!(driver.app.state.home.is_empty());
    driver.keys("<enter>");
    assert_eq!(driver.status(), "kept: 2 requests and 1 praise");
    assert_eq!(held(&driver).len(), 3);
    driver.keys("u");
    assert!(driver.app.state.home.is_empty(), "{}", driver.picture());
}

#[test]
fn the_screens_of_an_import_look_as_they_should() {
    for (columns, rows) in [(120, 40), (80, 24), (60, 20), (20, 5)] {
        let size = format!("{columns}x{rows}");
        let (_letter, mut driver) = letter(columns, rows);
        driver.keys("jjjjj");
        insta::assert_snapshot!(format!("preview_{size}"), driver.snapshot());
        driver.keys("<tab>");
        insta::assert_snapshot!(format!("preview_found_{size}"), driver.snapshot());
        driver.keys("<tab>j|");
        insta::assert_snapshot!(format!("preview_letter_{size}"), driver.snapshot());
        driver.keys("<esc>RAs");
        insta::assert_snapshot!(format!("preview_region_{size}"), driver.snapshot());
        driver.keys("<esc>p<esc>");
        insta::assert_snapshot!(format!("preview_leaving_{size}"), driver.snapshot());
        let files: [(&str, &[u8]); 3] = [
            ("april.txt", b"Pray for rain.\n"),
            ("harbour light.txt", LETTER.as_bytes()),
            ("well.jpg", &[0xff, 0xd8, 0, 0, 1, 0, 2, 0, 3]),
        ];
        let folder = folder(&files);
        let mut driver = Driver::over(Journal::in_memory(now()).unwrap(), columns, rows);
        open(&mut driver, folder.path());
        insta::assert_snapshot!(format!("documents_{size}"), driver.snapshot());
        driver.keys("a");
        insta::assert_snapshot!(format!("documents_over_{size}"), driver.snapshot());
    }
}

#[test]
fn the_screens_of_an_import_are_drawn_at_every_size() {
    for keys in ["jjjjj", "<tab>", "RAs", "p<esc>", "jjjjjj|", "D"] {
        let (_letter, mut driver) = letter(120, 40);
        driver.keys(keys);
        at_every_size(&format!("preview {keys}"), &mut driver);
    }
    let files: [(&str, &[u8]); 2] = [("april.txt", b"Pray for rain.\n"), ("well.jpg", &[0xff, 0xd8, 0])];
    let folder = folder(&files);
    let mut driver = Driver::over(Journal::in_memory(now()).unwrap(), 120, 40);
    open(&mut driver, folder.path());
    at_every_size("documents", &mut driver);
    driver.keys("a");
    at_every_size("documents over", &mut driver);
}

#[test]
fn lines_are_retyped_split_joined_and_moved() {
    let (_folder, mut driver) = letter(120, 40);
    // the crew: its second sentence by itself, a praise; Damir under another region; the rota a request
    driver.keys("jjjjjj|<enter>jp}RNorth<enter>}}}r");
    driver.keys("<enter>");
    assert_eq!(
        held(&driver),
        [
            "praise | Africa, East | The well at Moyale",
            "praise | Asia, Central | The new engine",
            "request | Africa, East | Rota: tea, Ann",
            "request | Asia, Central | The crew of the Heron, that they find shelter",
            "request | North | Damir: his hearing was moved to 20 March",
        ]
    );
}

#[test]
fn chosen_lines_become_one_and_what_they_are_said_to_be() {
    let (_folder, mut driver) = letter(120, 40);
    driver.keys("jjjjj<shift-down><shift-down>m");
    assert!(driver.picture().contains("Enter keeps 1 request and 1 praise"), "{}", driver.picture());
    driver.keys("<shift-up>n");
    let corrections = draft(&driver);
    assert_eq!(corrections.len(), 2, "{corrections:?}");
    assert_eq!(corrections[1].fix, Fix::Sort { lines: 2, fate: Fate::Note });
}

#[test]
fn corrections_are_taken_back_and_made_again() {
    let (_folder, mut driver) = letter(120, 40);
    driver.keys("u");
    assert_eq!(driver.status(), "nothing was put right yet");
    driver.keys("jjjjjp").keys("Xu");
    assert!(driver.picture().contains("Enter keeps 1 request and 2 praises"), "{}", driver.picture());
    driver.keys("u");
    assert!(driver.picture().contains("Enter keeps 2 requests and 1 praise"), "{}", driver.picture());
    driver.keys("<ctrl-r>");
    assert_eq!(draft(&driver).len(), 1);
    assert!(driver.app.state.home.is_empty(), "undo in a preview leaves the journal alone");
}

#[test]
fn title_publisher_and_day_are_said_in_other_words() {
    let (_folder, mut driver) = letter(120, 40);
    driver.keys("D<ctrl-a><ctrl-k>soon<enter>");
    assert_eq!(driver.status(), "this is no day; write it as 2026-03-07");
    driver.keys("<ctrl-a><ctrl-k>7 March 2026<enter>P<ctrl-a><ctrl-k>Quiet Harbour<enter>T<ctrl-a><ctrl-k>Spring letter<enter>");
    assert!(driver.picture().contains("Spring letter"), "{}", driver.picture());
    assert!(driver.picture().contains("Quiet Harbour, 7 March 2026"), "{}", driver.picture());
    driver.keys("<enter>");
    let bulletins = driver.journal().bulletins(5).unwrap();
    assert_eq!(
        (bulletins[0].title.as_deref(), bulletins[0].publisher.as_deref()),
        (Some("Spring letter"), Some("Quiet Harbour"))
    );
}

#[test]
fn a_bulletin_of_a_month_keeps_it_where_no_day_is_typed() {
    let folder = folder(&[("letter.txt", LETTER.replace("12 March 2026", "October 2025").as_bytes())]);
    let mut driver = Driver::over(Journal::in_memory(now()).unwrap(), 120, 40);
    open(&mut driver, &folder.path().join("letter.txt"));
    driver.keys("D");
    assert!(driver.picture().contains("Date  2025-10"), "{}", driver.picture());
    driver.keys("<enter>");
    assert!(draft(&driver).is_empty(), "nothing was put right");
    driver.keys("<enter>");
    let issued = driver.journal().bulletins(5).unwrap()[0].issued;
    assert_eq!(issued.map(|issued| issued.to_string()).as_deref(), Some("2025-10"));
}

#[test]
fn what_was_put_right_waits_for_the_document_to_be_opened_again() {
    let (folder, mut driver) = letter(120, 40);
    driver.keys("jjjjjp<esc>");
    assert!(
        driver.picture().contains("Go back? Nothing of it is in the journal yet."),
        "{}",
        driver.picture()
    );
    driver.keys("<enter>");
    assert_eq!(draft(&driver).len(), 1);
    driver.keys("<esc>");
    open(&mut driver, &folder.path().join("harbour light.txt"));
    assert_eq!(driver.status(), "what you had put right in it is here again");
    driver.keys("u<ctrl-r>").keys("<esc><down><enter>");
    assert_eq!(draft(&driver), [], "and is forgotten when the person says so");
    driver.keys("<esc>");
    open(&mut driver, &folder.path().join("harbour light.txt"));
    driver.keys("p<enter>");
    assert_eq!(draft(&driver), [], "and when it is in the journal");
}

#[test]
fn a_document_that_is_known_says_so_and_corrections_count_over_it() {
    let (folder, mut driver) = letter(120, 40);
    driver.keys("<enter>");
    open(&mut driver, &folder.path().join("harbour light.txt"));
    assert!(driver.picture().contains("all of it is in the journal already"), "{}", driver.picture());
    driver.keys("jjjjjjjb<enter>");
    assert_eq!(driver.status(), "kept: what you put right");
    assert!(
        held(&driver).contains(&"both | Asia, Central | Damir: his hearing was moved to 20 March".to_owned()),
        "{:?}",
        held(&driver)
    );
}

/// A document, opened over an empty journal.
fn opened(document: Document) -> Driver {
    let reading = understand(document, &[]);
    let (path, name, draft) = ("letters".into(), "letters".into(), "draft:import:1".into());
    let mut driver = Driver::over(Journal::in_memory(now()).unwrap(), 120, 40);
    let asked = Preview::open(
        &mut driver.app.state,
        Opened { path, name, bytes: b"letters".to_vec(), reading, draft },
    );
    driver.carry_out(asked);
    driver
}

#[test]
fn what_was_left_out_of_a_document_is_said_above_what_was_found() {
    let mut document = Document::new("March\n\nPray for the crew of the Heron.\n");
    document.problems.push("only the first 2 of its 3 letters were read".into());
    let driver = opened(document);
    let picture = driver.picture();
    let (told, found) = (picture.find("only the first 2"), picture.find("publisher not known"));
    assert!(told.is_some() && told < found, "{picture}");
}

#[test]
fn what_looks_like_no_bulletin_is_said_above_what_was_found() {
    let picture = opened(Document::new("Milk\n\n- two loaves of bread\n- paint for the shed\n")).picture();
    let (told, found) = (picture.find("does not look like a prayer bulletin"), picture.find("two loaves"));
    assert!(told.is_some() && found.is_some(), "{picture}");
    assert!(
        !opened(Document::new("- Pray for the crew of the Heron.\n")).picture().contains("does not look")
    );
}

#[test]
fn one_of_several_bulletins_is_left_out_whole() {
    let mut document = Document::new("March\n\nPray for the crew of the Heron.\n\nRota\n\nPray for tea.\n");
    let sheet = |lines: std::ops::Range<usize>| Sheet { lines, ..Sheet::default() };
    document.sheets = vec![sheet(0..2), sheet(2..4)];
    let mut driver = opened(document);
    insta::assert_snapshot!("preview_of_two_bulletins", driver.snapshot());
    driver.keys("GX");
    let picture = driver.picture();
    assert!(
        picture.contains("Enter keeps 1 request;") && picture.contains("nothing of it is kept"),
        "{picture}"
    );
    driver.keys("<enter>");
    assert_eq!(driver.journal().bulletins(5).unwrap().len(), 1, "no empty bulletin comes in");
}

#[test]
fn unsorted_lines_are_counted_and_found() {
    let (_folder, mut driver) = letter(120, 40);
    let rota = "unsorted Rota: tea, Ann";
    assert!(driver.picture().contains("1 unsorted, line 1 of 11"), "{}", driver.picture());
    driver.keys("]x");
    assert!(
        !driver.picture().contains(rota) && driver.picture().contains("line 11 of 11"),
        "{}",
        driver.picture()
    );
}

#[test]
fn the_documents_of_a_folder_are_looked_through_opened_and_kept() {
    let files: [(&str, &[u8]); 3] = [
        ("april.txt", b"Pray for rain.\n"),
        ("letter.txt", LETTER.as_bytes()),
        ("well.jpg", &[0xff, 0xd8, 0, 0, 1, 0, 2, 0, 3]),
    ];
    let folder = folder(&files);
    let mut driver = Driver::over(Journal::in_memory(now()).unwrap(), 100, 30);
    open(&mut driver, folder.path());
    assert!(
        driver.picture().contains("a keeps all as they are, 3 requests and 1 praise"),
        "{}",
        driver.picture()
    );
    assert!(driver.app.state.home.is_empty());
    driver.keys("<enter>p<enter>");
    assert_eq!(held(&driver), ["praise | - | Rain"]);
    driver.keys("a");
    assert!(driver.picture().contains("kept: 2 requests and 1 praise"), "{}", driver.picture());
    assert!(driver.picture().contains("1 file was not read:"), "{}", driver.picture());
    driver.keys("<enter>");
    assert_eq!(held(&driver).len(), 4);
    driver.keys("u");
    assert_eq!(held(&driver).len(), 1, "all that were kept at once are one act");
}
