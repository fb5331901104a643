//! Handouts of invented sheets.

use chrono::NaiveDate;

use super::*;
use crate::bulletin::Issued;
use crate::group::{Entry, Heard, HeldBack, Part, PartKind, Said, Sheet};
use crate::journal::{ItemId, Verdict};

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn said(text: &str, day: Option<NaiveDate>, source: &str) -> Said {
    Said {
        text: text.to_owned(),
        day: day.map(Issued::On),
        source: Some(source.to_owned()).filter(|source| !source.is_empty()),
    }
}

fn entry(title: &str, region: &str, asked: Said) -> Entry {
    Entry {
        item: ItemId("0".repeat(32)),
        title: title.to_owned(),
        region: Some(region.to_owned()).filter(|region| !region.is_empty()),
        asked,
        day: None,
        heard: None,
        times: 0,
        taken_by: None,
        notes: Vec::new(),
    }
}

fn answered(verdict: Verdict, day: NaiveDate, words: &str, praise: Option<Said>) -> Heard {
    Heard { verdict, day, words: Some(words.to_owned()).filter(|words| !words.is_empty()), praise }
}

/// An evening with all that a sheet can hold, in five scripts.
pub(super) fn evening() -> Sheet {
    let mut visa = entry(
        "Marit's visa and the school in Tamsin",
        "East Africa",
        said(
            "Pray for Marit's visa, which has been with the ministry since spring, and for the school in Tamsin, which \
             cannot open without her. The parents have begun to build the second classroom themselves.",
            Some(day(2025, 9, 9)),
            "Lamplight, item 2",
        ),
    );
    visa.heard = Some(answered(
        Verdict::Answered,
        day(2026, 3, 3),
        "Her visa came on a Tuesday, for two years instead of one.",
        Some(said(
            "Thank God with us: Marit is in Tamsin, and 41 children came on the first day.",
            Some(day(2026, 2, 28)),
            "Lamplight, item 1",
        )),
    ));
    let mut surgery =
        entry("Jürgens Operation", "", said("Bitte betet für Jürgens Operation.", None, "Brief aus Südtal"));
    surgery.day = Some(day(2026, 1, 12));
    surgery.heard =
        Some(answered(Verdict::Otherwise, day(2026, 1, 12), "Es ging ohne Operation: „ein Geschenk“.", None));
    let mut helen = entry(
        "Η Ελένη και το εργαστήριο",
        "Ευρώπη",
        said(
            "Προσευχηθείτε για την Ελένη και για το εργαστήριο που χρειάζεται στέγη.",
            Some(day(2025, 12, 20)),
            "",
        ),
    );
    helen.heard = Some(answered(Verdict::Partly, day(2026, 1, 2), "Βρέθηκε στέγη για τον χειμώνα.", None));
    helen.notes = vec![said("She asks for a stove next.", Some(day(2026, 1, 5)), "")];
    let mut nina = entry(
        "Оля и Нина в пути домой",
        "Central Asia",
        said(
            "Молитесь об Оле и Нине: дорога закрыта до весны.\nИ о водителе.",
            Some(day(2025, 11, 11)),
            "Вестник, 4",
        ),
    );
    nina.heard = Some(answered(Verdict::SetBack, day(2025, 12, 14), "", None));
    let mut minsu = entry(
        "김민수 and his first sermon",
        "East Asia",
        said(
            "Pray for 김민수, who preaches for the first time, and for his mother.",
            Some(day(2025, 11, 11)),
            "Lamplight, item 7",
        ),
    );
    minsu.taken_by = Some("Ada".to_owned());
    let well = entry("A well for Oru", "", said("Pray for a well for Oru.", Some(day(2026, 2, 2)), "Own"));
    let part = |kind, entries, more| Part { kind, entries, more };
    Sheet {
        title: Some("Friends of the valley".to_owned()),
        since: Some(day(2025, 12, 11)),
        until: day(2026, 3, 3),
        parts: vec![
            part(PartKind::Answered, vec![visa, surgery], 0),
            part(PartKind::InPart, vec![helen, nina], 0),
            part(PartKind::Waiting, vec![minsu], 6),
            part(PartKind::New, vec![well], 0),
        ],
        held_back: HeldBack { items: 2, notes: 1, names: 3, places: 0 },
    }
}

/// What somebody may have written into a bulletin to do harm.
fn hostile() -> Sheet {
    let evil = "# <script>alert(1)</script> [x](javascript:alert(1)) ![i](http://e.example/i.png)\n- \u{1B}[2Jlist\n---\n\u{202E}txet {{ 7 * 7 }} \"quoted\" 'so' &amp; </style>";
    let mut entry = entry(evil, evil, said(evil, Some(day(2026, 1, 1)), evil));
    entry.heard = Some(answered(Verdict::Answered, day(2026, 1, 1), evil, Some(said(evil, None, evil))));
    entry.taken_by = Some(evil.to_owned());
    entry.notes = vec![said(evil, None, evil)];
    Sheet {
        title: Some(evil.to_owned()),
        since: None,
        until: day(2026, 1, 1),
        parts: vec![Part { kind: PartKind::Answered, entries: vec![entry], more: 1 }],
        held_back: HeldBack::default(),
    }
}

fn shown(sheet: &Sheet, format: Format, print: Print) -> String {
    String::from_utf8(render(sheet, format, &print).unwrap().bytes).unwrap()
}

#[test]
fn pictures_of_each_format() {
    let lines = Print { large: false, lines: true };
    insta::assert_snapshot!("markdown", shown(&evening(), Format::Markdown, lines));
    insta::assert_snapshot!("text", shown(&evening(), Format::Text, lines));
    insta::assert_snapshot!("page", shown(&evening(), Format::Html, lines));
}

#[test]
fn an_empty_evening_says_so() {
    let sheet = Sheet {
        parts: Vec::new(),
        held_back: HeldBack { items: 1, ..HeldBack::default() },
        title: None,
        ..evening()
    };
    for format in [Format::Markdown, Format::Html, Format::Text] {
        let text = shown(&sheet, format, Print::default());
        assert!(text.contains("Nothing was asked or answered in this time."), "{text}");
        assert!(text.contains("1 private item was held back."), "{text}");
    }
}

#[test]
fn all_formats_say_the_same() {
    let leaflet = Leaflet::of(&evening(), Print::default());
    let mut words = vec![leaflet.title(), leaflet.period.clone(), leaflet.confidential.to_owned()];
    words.extend(leaflet.held_back.clone());
    for part in &leaflet.parts {
        words.push(part.heading.to_owned());
        words.extend(part.more.clone());
        for told in &part.entries {
            words.push(told.title.clone());
            words.extend(told.region.clone());
            words.extend(
                told.asked.iter().chain(&told.heard).chain(&told.notes).map(|line| line.text.clone()),
            );
        }
    }
    assert!(words.len() > 30);
    // the markup of Markdown, the line ends and bars of a text are no words
    let letters = |text: &str| -> String {
        text.to_lowercase().chars().filter(|letter| letter.is_alphanumeric() || *letter == '·').collect()
    };
    let formats = [
        shown(&evening(), Format::Markdown, Print::default()),
        shown(&evening(), Format::Text, Print::default()),
        shown(&evening(), Format::Html, Print::default()).replace("&#x27;", "'"),
    ];
    for text in formats {
        let text = letters(&text);
        for said in &words {
            // the name and what it is about stand on two lines
            for half in said.split(": ") {
                assert!(text.contains(&letters(half)), "{said} in {text}");
            }
        }
    }
}

#[test]
fn nothing_of_a_strangers_text_is_markup() {
    let page = shown(&hostile(), Format::Html, Print::default());
    let after = page.split_once("</style>").unwrap().1;
    for tag in ["<script", "<img", "<a ", "<style", "javascript:alert(1)\"", "\u{1B}", "\u{202E}"] {
        assert!(!after.contains(tag), "{tag} in {after}");
    }
    assert!(after.contains("{{ 7 * 7 }}"), "a template within a text is none");
    assert!(after.contains("&lt;script&gt;"));
    let markdown = shown(&hostile(), Format::Markdown, Print::default());
    for markup in ["\n# &", "\n- ", "\n---", "<", "[x]", "\u{1B}", "\u{202E}"] {
        assert!(!markdown.contains(markup), "{markup} in {markdown}");
    }
    let text = shown(&hostile(), Format::Text, Print::default());
    assert!(!text.contains(['\u{1B}', '\u{202E}']));
    assert!(text.lines().all(|line| crate::text::width(line) <= 78), "{text}");
}

#[test]
fn a_page_needs_nothing_beside_it() {
    let page = shown(&evening(), Format::Html, Print { large: true, lines: true });
    for remote in ["http:", "https:", "src=", "href=", "url(", "@import", "<script", "<link", " on"] {
        let hits = page.match_indices(remote).filter(|(at, _)| {
            // " on" is looked for as an attribute only
            remote != " on"
                || page.get(*at..).is_some_and(|rest| {
                    rest.split(['=', '>', ' '])
                        .nth(1)
                        .is_some_and(|word| word.starts_with("on") && rest.starts_with(&format!(" {word}=")))
                })
        });
        assert_eq!(hits.count(), 0, "{remote}");
    }
    assert!(page.contains("default-src 'none'"));
    assert!(page.contains("<html lang=\"en\" class=\"large\">"));
    assert_eq!(
        page.matches("<div class=\"room\">").count(),
        4,
        "two lines for what waits, two for what is new"
    );
}

#[test]
fn the_same_sheet_gives_the_same_bytes() {
    for format in Format::ALL {
        for print in [Print::default(), Print { large: true, lines: true }] {
            let once = render(&evening(), format, &print).map(|handout| handout.bytes);
            assert_eq!(
                once,
                render(&evening(), format, &print).map(|handout| handout.bytes),
                "{}",
                format.name()
            );
        }
    }
}

#[test]
fn formats_have_names() {
    for format in Format::ALL {
        assert_eq!(Format::from_name(format.name()), Some(format));
    }
    assert_eq!(Format::from_name("docx"), None);
}

#[cfg(not(feature = "pdf-out"))]
#[test]
fn without_its_writer_a_pdf_is_a_sentence() {
    let refused = render(&evening(), Format::Pdf, &Print::default()).unwrap_err();
    assert!(refused.to_string().contains("a handout in html holds the same"));
}

#[cfg(all(feature = "pdf-out", feature = "pdf-in"))]
mod as_pdf {
    use super::*;
    use crate::bulletin;
    use crate::text::squash;

    fn pdf(sheet: &Sheet, print: Print) -> Rendered {
        render(sheet, Format::Pdf, &print).unwrap()
    }

    /// All its words, as kneel's own reader of PDFs finds them.
    fn read(rendered: &Rendered) -> String {
        let document = bulletin::open(&rendered.bytes).unwrap();
        squash(&document.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn its_words_are_read_back() {
        for print in [Print::default(), Print { large: true, lines: true }] {
            let rendered = pdf(&evening(), print);
            let text = read(&rendered);
            for words in [
                "Prayers and answers",
                "Friends of the valley",
                "11 December 2025 to 3 March 2026",
                "Answered after 25 weeks, on 3 March 2026",
                "asked 9 September 2025 · Lamplight, item 2",
                "Jürgens Operation",
                "Προσευχηθείτε για την Ελένη και για το εργαστήριο που χρειάζεται στέγη.",
                "Молитесь об Оле и Нине: дорога закрыта до весны.",
                "Pray for \u{FFFD}\u{FFFD}\u{FFFD}, who preaches for the first time",
                "and 6 more",
                "2 private items were held back.",
            ] {
                assert!(text.contains(words), "{words} in {text}");
            }
            assert_eq!(rendered.missing, ["Korean letters"]);
        }
    }

    #[test]
    fn it_holds_no_day_on_which_it_was_made_and_little_of_its_fonts() {
        let rendered = pdf(&evening(), Print::default());
        let raw = String::from_utf8_lossy(&rendered.bytes);
        assert!(!raw.contains("CreationDate") && !raw.contains("ModDate"));
        assert!(raw.contains("/Lang"), "it says its language");
        assert!(
            rendered.bytes.len() < 120_000,
            "{} bytes: of the fonts only what is used",
            rendered.bytes.len()
        );
    }

    #[test]
    fn all_it_shows_is_said_to_be_missing_nothing() {
        let mut sheet = evening();
        sheet.parts.retain(|part| part.kind != PartKind::Waiting);
        let rendered = pdf(&sheet, Print::default());
        assert_eq!(rendered.missing_words(), None);
    }

    #[test]
    fn strange_texts_do_no_harm() {
        let rendered = pdf(&hostile(), Print::default());
        assert!(read(&rendered).contains("{{ 7 * 7 }}"));
        let long = "x".repeat(30_000);
        let mut sheet = hostile();
        sheet.parts[0].entries[0].asked.text = long.clone();
        let text = read(&pdf(&sheet, Print { large: true, lines: true }));
        assert!(text.matches('x').count() >= long.len());
    }
}
