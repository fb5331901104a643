//! PDFs made here, letter by letter, in Courier: each letter is six tenths of its size wide.

use std::fmt::Write;

use pdf_extract::{Dictionary, Document as Pdf, Object, ObjectId, Stream};

use super::open;
use crate::bulletin::{Document, Line, Mark};

/// The width of a letter of ten points.
const LETTER: f64 = 6.0;

/// Shows words with their baseline beginning at a place, in a font and size.
fn show(page: &mut String, font: &str, size: f64, (x, y): (f64, f64), words: &str) {
    let escaped = words.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
    writeln!(page, "BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm ({escaped}) Tj ET").unwrap();
}

/// Shows words in rows of ten points, twelve apart, no wider than so many letters; says where the next row would be.
fn fill(page: &mut String, (x, mut y): (f64, f64), letters: usize, words: &str) -> f64 {
    let mut row = String::new();
    for word in words.split(' ').chain([""]) {
        if word.is_empty() || row.len() + 1 + word.len() > letters && !row.is_empty() {
            show(page, "C", 10.0, (x, y), &row);
            (y, row) = (y - 12.0, String::new());
        }
        row = if row.is_empty() { word.to_owned() } else { format!("{row} {word}") };
    }
    y
}

fn dictionary(pairs: &[(&str, Object)]) -> Dictionary {
    pairs.iter().cloned().collect()
}

fn name(name: &str) -> Object {
    Object::Name(name.into())
}

/// An empty PDF, and its fonts: Courier (C), the same in bold (B), Symbol (S), and one that nobody can read (X).
fn empty() -> (Pdf, Dictionary) {
    let font = |base: &str| {
        let encoded = [("Encoding", name("WinAnsiEncoding"))];
        let known = [("Type", name("Font")), ("Subtype", name("Type1")), ("BaseFont", name(base))];
        let pairs = known.into_iter().chain(encoded.into_iter().filter(|_| base != "Symbol"));
        Object::Dictionary(dictionary(&pairs.collect::<Vec<_>>()))
    };
    let unreadable =
        dictionary(&[("Type", name("Font")), ("Subtype", name("Type0")), ("BaseFont", name("X"))]);
    let fonts = dictionary(&[
        ("C", font("Courier")),
        ("B", font("Courier-Bold")),
        ("S", font("Symbol")),
        ("X", Object::Dictionary(unreadable)),
    ]);
    (Pdf::with_version("1.5"), dictionary(&[("Font", Object::Dictionary(fonts))]))
}

/// Binds pages, whatever they say of themselves, into a file.
fn bound(mut pdf: Pdf, pages: Vec<Dictionary>) -> Vec<u8> {
    let folder = pdf.new_object_id();
    let mut kids: Vec<Object> = Vec::new();
    for mut page in pages {
        page.set("Type", name("Page"));
        page.set("Parent", folder);
        kids.push(pdf.add_object(page).into());
    }
    let edges: Vec<Object> = [0, 0, 400, 600].into_iter().map(Object::Integer).collect();
    let count = Object::Integer(kids.len() as i64);
    let tree = dictionary(&[
        ("Type", name("Pages")),
        ("Kids", kids.into()),
        ("Count", count),
        ("MediaBox", edges.into()),
    ]);
    pdf.objects.insert(folder, Object::Dictionary(tree));
    let catalog = pdf.add_object(dictionary(&[("Type", name("Catalog")), ("Pages", folder.into())]));
    pdf.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).unwrap();
    bytes
}

fn stream(pdf: &mut Pdf, content: &str) -> ObjectId {
    pdf.add_object(Stream::new(Dictionary::new(), content.as_bytes().to_vec()))
}

/// A file of pages with these contents.
fn pages(contents: &[String]) -> Vec<u8> {
    let (mut pdf, resources) = empty();
    let page = |content: &String, pdf: &mut Pdf| {
        let content = stream(pdf, content);
        dictionary(&[("Contents", content.into()), ("Resources", resources.clone().into())])
    };
    let pages = contents.iter().map(|content| page(content, &mut pdf)).collect();
    bound(pdf, pages)
}

fn read(contents: &[String]) -> Document {
    open(&pages(contents)).unwrap()
}

/// One page, drawn by hand.
fn drawn(draw: impl Fn(&mut String)) -> Vec<Line> {
    let mut page = String::new();
    draw(&mut page);
    read(&[page]).lines
}

fn words(lines: &[Line]) -> Vec<&str> {
    lines.iter().map(|line| line.text.as_str()).collect()
}

const ADA: &str = "Pray for Ada, who teaches forty children in one room in the hill country, and for chalk.";
const BEN: &str = "Give thanks for Ben and for the new well at Tumbo, which was dug in the dry month of May.";
const CY: &str =
    "Ask that Cy would find a house near the school, and neighbours who like music and late hours.";

#[test]
fn rows_that_stand_close_are_a_paragraph() {
    let lines = drawn(|page| {
        let below = fill(page, (40.0, 500.0), 40, ADA);
        fill(page, (40.0, below - 8.0), 40, BEN);
    });
    assert_eq!(words(&lines), [ADA, BEN]);
    assert!(lines[1].gap && lines.iter().all(|line| line.page == Some(1)));
}

#[test]
fn a_paragraph_ends_where_its_last_row_leaves_room() {
    let lines = drawn(|page| {
        let below = fill(page, (40.0, 500.0), 40, ADA);
        let below = fill(page, (40.0, below), 40, "Thanks.");
        fill(page, (40.0, below), 40, BEN);
    });
    assert_eq!(words(&lines), [ADA, "Thanks.", BEN]);
}

#[test]
fn columns_are_read_one_after_the_other() {
    let lines = drawn(|page| {
        show(page, "B", 16.0, (40.0, 560.0), "Hill Clinic Prayer Letter for May");
        let below = fill(page, (40.0, 520.0), 24, ADA);
        fill(page, (40.0, below - 8.0), 24, BEN);
        // The right column stands two points lower, and the left one's last paragraph goes on in it.
        fill(page, (210.0, 518.0), 24, &format!("and for Dora. {CY}"));
        fill(page, (40.0, 300.0), 50, "Write to us at the clinic on the hill, where we read every letter.");
    });
    assert_eq!(
        words(&lines),
        [
            "Hill Clinic Prayer Letter for May",
            ADA,
            BEN,
            &format!("and for Dora. {CY}"),
            "Write to us at the clinic on the hill, where we read every letter."
        ]
    );
}

#[test]
fn facts_and_days_stand_beside_what_they_are_about() {
    let lines = drawn(|page| {
        for (at, (fact, value)) in
            [("Capital", "Suva"), ("People", "900,000"), ("Coast", "1,129 km"), ("Peak", "1,324 m")]
                .iter()
                .enumerate()
        {
            show(page, "C", 10.0, (40.0, 550.0 - 20.0 * at as f64), fact);
            show(page, "C", 10.0, (200.0, 550.0 - 20.0 * at as f64), value);
        }
        let mut below = 440.0;
        for (day, words) in [("1 May", ADA), ("2 May", BEN), ("3 May", CY)] {
            show(page, "B", 10.0, (40.0, below), day);
            below = fill(page, (100.0, below), 40, words) - 8.0;
        }
    });
    assert_eq!(words(&lines)[..2], ["Capital Suva", "People 900,000"]);
    assert_eq!(words(&lines)[4..], [format!("1 May {ADA}"), format!("2 May {BEN}"), format!("3 May {CY}")]);
}

#[test]
fn two_short_lists_beside_each_other_are_columns() {
    let lines = drawn(|page| {
        for (at, (left, right)) in [("Ada’s knee", "Cy Moss"), ("Ben’s eyes", "Dora")].iter().enumerate()
        {
            let y = 500.0 - 14.0 * at as f64;
            for (x, words) in [(40.0, left), (200.0, right)] {
                show(page, "C", 10.0, (x, y), "-");
                show(page, "C", 10.0, (x + 2.0 * LETTER, y), &words.replace('’', "'"));
            }
        }
    });
    assert_eq!(words(&lines), ["Ada's knee", "Ben's eyes", "Cy Moss", "Dora"]);
    assert!(lines.iter().all(|line| line.mark == Mark::Bullet('-')));
}

#[test]
fn what_runs_on_every_page_stands_aside_and_items_go_on_over_the_pages() {
    let page = |number: u32, words: &str| {
        let mut page = String::new();
        show(&mut page, "C", 8.0, (40.0, 570.0), "The Lantern, spring issue");
        show(&mut page, "C", 8.0, (180.0, 20.0), &format!("Page {number}"));
        fill(&mut page, (40.0, 500.0), 40, words);
        page
    };
    let document =
        read(&[page(1, ADA.trim_end_matches(" and for chalk.")), page(2, &format!("and for chalk. {BEN}"))]);
    let found: Vec<_> =
        document.lines.iter().map(|line| (line.page.unwrap(), line.aside, line.text.as_str())).collect();
    let whole = format!("{ADA} {BEN}");
    assert_eq!(
        found,
        [
            (1, true, "The Lantern, spring issue"),
            (1, false, whole.as_str()),
            (1, true, "Page 1"),
            (2, true, "The Lantern, spring issue"),
            (2, true, "Page 2"),
        ]
    );
}

#[test]
fn a_heading_that_each_page_has_is_no_running_header() {
    let page = |day: u32, words: &str| {
        let mut page = String::new();
        show(&mut page, "B", 14.0, (40.0, 570.0), &format!("Day {day}"));
        fill(&mut page, (40.0, 550.0), 40, words);
        page
    };
    let document = read(&[page(1, ADA), page(2, BEN)]);
    assert_eq!(words(&document.lines), ["Day 1", ADA, "Day 2", BEN]);
    assert!(document.lines.iter().all(|line| !line.aside));
}

#[test]
fn what_the_file_calls_an_artifact_stands_aside() {
    let lines = drawn(|page| {
        page.push_str("/Artifact <</Type /Pagination>> BDC\n");
        show(page, "C", 10.0, (40.0, 580.0), "Hill Clinic");
        page.push_str("EMC\n");
        fill(page, (40.0, 500.0), 40, ADA);
    });
    assert!(lines[0].aside && !lines[1].aside);
}

#[test]
fn marks_levels_and_emphasis_are_told_by_the_letters() {
    let lines = drawn(|page| {
        show(page, "B", 20.0, (40.0, 560.0), "Hill Clinic");
        show(page, "C", 14.0, (40.0, 530.0), "Africa");
        page.push_str("BT /S 10 Tf 1 0 0 1 40 501 Tm (\\267) Tj ET\n");
        let below = fill(page, (58.0, 500.0), 40, ADA);
        show(page, "C", 10.0, (40.0, below), "2.");
        let below = fill(page, (58.0, below), 40, BEN);
        show(page, "B", 10.0, (40.0, below - 12.0), "Asia");
        fill(page, (40.0, below - 24.0), 40, CY);
    });
    let found: Vec<_> =
        lines.iter().map(|line| (line.mark, line.indent, line.strong, line.text.as_str())).collect();
    assert_eq!(
        found,
        [
            (Mark::Heading(1), 0, true, "Hill Clinic"),
            (Mark::Heading(2), 0, false, "Africa"),
            (Mark::Bullet('•'), 4, false, ADA),
            (Mark::Number, 4, false, BEN),
            (Mark::Plain, 0, true, "Asia"),
            (Mark::Plain, 0, false, CY),
        ]
    );
}

#[test]
fn a_first_row_that_is_set_in_begins_a_paragraph() {
    let full = "Pray for the nurses and for the doctors."; // as wide as the page
    let lines = drawn(|page| {
        show(page, "C", 10.0, (60.0, 500.0), "Pray for Ada and for her children,");
        show(page, "C", 10.0, (40.0, 488.0), full);
        show(page, "C", 10.0, (60.0, 476.0), "Pray for Ben as well, and for rain,");
        show(page, "C", 10.0, (40.0, 464.0), full);
    });
    assert_eq!(lines.len(), 2, "{lines:?}");
}

#[test]
fn hyphens_go_where_a_program_broke_a_word() {
    let rows = |page: &mut String, rows: &[&str]| {
        for (at, row) in rows.iter().enumerate() {
            show(page, "C", 10.0, (40.0, 500.0 - 12.0 * at as f64), row);
        }
    };
    let kept =
        drawn(|page| rows(page, &["Pray for the school, and for forty-", "four children there, and chalk."]));
    assert_eq!(words(&kept), ["Pray for the school, and for forty-four children there, and chalk."]);
    let broken = drawn(|page| {
        rows(page, &["The children came. Pray for the chil-", "dren, for prayer-", "and rain."]);
    });
    assert_eq!(words(&broken), ["The children came. Pray for the children, for prayer- and rain."]);
}

#[test]
fn letters_raised_set_wide_or_drawn_twice_are_words() {
    let lines = drawn(|page| {
        show(page, "C", 10.0, (40.0, 500.0), "Meet us on the 19");
        show(page, "C", 6.0, (40.0 + 17.0 * LETTER, 504.0), "th");
        show(page, "C", 10.0, (40.0 + 19.0 * LETTER, 500.0), "of May.");
        for (at, letter) in "AFRICA".chars().enumerate() {
            show(page, "C", 10.0, (40.0 + 10.0 * at as f64, 460.0), &letter.to_string());
        }
        show(page, "C", 10.0, (40.0, 420.0), "Asia");
        show(page, "C", 10.0, (40.3, 420.0), "Asia");
    });
    assert_eq!(words(&lines), ["Meet us on the 19 th of May.", "AFRICA", "Asia"]);
}

#[test]
fn every_way_to_show_letters_is_followed() {
    let (mut pdf, resources) = empty();
    let form = Stream::new(
        dictionary(&[
            ("Type", name("XObject")),
            ("Subtype", name("Form")),
            ("Matrix", [1, 0, 0, 1, 0, 100].map(Object::Integer).to_vec().into()),
        ]),
        b"q BT /C 10 Tf 40 300 Td (From a form.) Tj ET".to_vec(),
    );
    let form = pdf.add_object(form);
    let mut resources = resources;
    resources.set("XObject", dictionary(&[("Fm", form.into())]));
    let content = stream(
        &mut pdf,
        "/DeviceX cs /P gs BT /C 10 Tf 12 TL 40 500 Td (quoted,) ' 0 0 (twice) \" ET /Fm Do\n\
        BT /C 10 Tf 0 1 -1 0 20 100 Tm (DRAFT) Tj ET",
    );
    let upright = dictionary(&[("Contents", content.into()), ("Resources", resources.clone().into())]);
    // The page below is turned by a quarter, and so are its letters: they are upright as one sees it.
    let content = stream(&mut pdf, "BT /C 10 Tf 0 1 -1 0 100 40 Tm (Turned back.) Tj ET");
    let turned = dictionary(&[
        ("Contents", content.into()),
        ("Resources", resources.into()),
        ("Rotate", Object::Integer(90)),
    ]);
    let document = open(&bound(pdf, vec![upright, turned])).unwrap();
    let found: Vec<_> = document.lines.iter().map(|line| (line.aside, line.text.as_str())).collect();
    assert_eq!(
        found,
        [(false, "quoted, twice"), (false, "From a form."), (true, "DRAFT"), (false, "Turned back.")]
    );
}

#[test]
fn links_are_found_by_where_they_lie() {
    let (mut pdf, resources) = empty();
    let mut page = String::new();
    show(&mut page, "C", 10.0, (40.0, 500.0), "Pray for Ada. Read more about her.");
    let action =
        dictionary(&[("S", name("URI")), ("URI", Object::string_literal("https://hill.example/ada"))]);
    let area = [40.0 + 14.0 * 6.0, 495.0, 40.0 + 23.0 * 6.0, 510.0].map(Object::Real).to_vec();
    let link = dictionary(&[("Subtype", name("Link")), ("Rect", area.into()), ("A", action.into())]);
    let link = pdf.add_object(link);
    let content = stream(&mut pdf, &page);
    let page = dictionary(&[
        ("Contents", content.into()),
        ("Resources", resources.into()),
        ("Annots", vec![link.into()].into()),
    ]);
    let document = open(&bound(pdf, vec![page])).unwrap();
    let link = &document.lines[0].links[0];
    assert_eq!((link.text.as_str(), link.url.as_deref()), ("Read more", Some("https://hill.example/ada")));
}

fn refused(bytes: &[u8], sentence: &str) {
    let why = open(bytes).unwrap_err().to_string();
    assert!(why.contains(sentence), "{why}");
}

#[test]
fn what_cannot_be_read_is_said() {
    let mut text = String::new();
    fill(&mut text, (40.0, 500.0), 40, ADA);
    let scan = "q 400 0 0 600 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q".to_owned();
    refused(&pages(std::slice::from_ref(&scan)), "scan");
    refused(&pages(&[String::new()]), "no text");
    refused(&pages(&["BT /X 10 Tf (what) Tj ET".to_owned()]), "damaged");
    refused(b"%PDF-1.5 and then nothing", "damaged");
    let document =
        read(&[text.clone(), scan, "BT /C 10 Tf 40 500 Td (Half.) Tj /X 10 Tf (what) Tj ET".to_owned()]);
    assert_eq!(words(&document.lines), [ADA, "Half."]);
    assert_eq!(
        document.problems,
        [
            "page 2 is a scan without text; kneel cannot read pictures",
            "page 3 is damaged, and kneel may not have read all of it"
        ]
    );
}

#[test]
fn a_locked_file_is_said_to_be_locked() {
    let mut pdf = Pdf::load_mem(&pages(&["BT /C 10 Tf (Pray.) Tj ET".to_owned()])).unwrap();
    let lock = dictionary(&[("Filter", name("Standard")), ("V", 9.into()), ("R", 9.into())]);
    let lock = pdf.add_object(lock);
    pdf.trailer.set("Encrypt", lock);
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).unwrap();
    refused(&bytes, "locked");
}

#[test]
fn jumbled_letters_are_said_to_be_jumbled() {
    let page = |words: &str| {
        let mut page = String::new();
        fill(&mut page, (40.0, 500.0), 40, words);
        page
    };
    let shifted = "Sudb iru wkh qxuvhv ri wkh kloo folqlf dqg iru wkh zhoo ".repeat(3);
    for words in ["P r a y f o r t h e n u r s e s a n d f o r t h e w e l l", shifted.trim()] {
        let problems = read(&[page(words)]).problems;
        assert_eq!(problems.len(), 1, "{words}");
        assert!(problems[0].contains("jumbled"));
    }
    assert!(read(&[page(&[ADA, BEN, CY].join(" "))]).problems.is_empty());
}
