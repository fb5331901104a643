//! What people kept elsewhere comes in from outside: tables and lists.

mod cli_common;

use std::fmt::Write as _;
use std::fs;

use cli_common::{Home, LETTER};
use serde_json::{Value, json};

const TABLE: &str = "\
Prayer Request;Date;Category;Notes;Answered on;How;Last prayed;Colour
Aunt Mary's hip;25/01/2026;Family;Room 12;03/02/2026;She walks;01/02/2026;
\"Rain, and
more rain\";02/02/2026;Valley;;;;;blue
Rain;;Valley;;;;;
Rain;;Valley;;;;;
";

const LIST: &str = "\
# What I pray for

## Family
- [ ] Aunt Mary's hip
  - 3 March: the operation is on Friday
- [x] Job for Sam (answered 2 March)

## Thanks
- The new roof
";

/// All that can be seen of the items.
fn items(home: &Home) -> Value {
    home.kneel(&["list", "--json", "is:open"]).done().json()["items"].clone()
}

#[test]
fn a_table_comes_in_with_days_notes_answers_and_marks() {
    let home = Home::new();
    home.file("prayers.csv", TABLE);
    let ran = home.kneel(&["import", "--csv", "prayers.csv"]).done();
    assert_eq!(ran.out, "prayers.csv: 4 new items\n");
    assert!(
        ran.err.contains(
            "--columns 'text=Prayer Request, day=Date, region=Category, note=Notes, \
             answered=Answered on, answer=How, prayed=Last prayed'"
        ),
        "{ran:?}"
    );
    assert!(
        ran.err.contains("kept in notes: Colour") && ran.err.contains("days are read day first"),
        "{ran:?}"
    );
    let mary = home.shown("Mary");
    assert_eq!(mary["issued_on"], "2026-01-25");
    assert_eq!(mary["added_on"], "2026-03-12");
    assert_eq!(
        (&mary["region"], &mary["visibility"], &mary["own"]),
        (&json!("Family"), &json!("private"), &json!(true))
    );
    assert_eq!((&mary["times"], &mary["last_prayed"]), (&json!(1), &json!("2026-02-01")));
    assert_eq!(mary["answer"]["words"], "She walks");
    assert_eq!(
        (&mary["answer"]["day"], &mary["answer"]["verdict"]),
        (&json!("2026-02-03"), &json!("answered"))
    );
    assert_eq!(mary["written"][0]["text"], "Room 12");
    let more = home.shown("more");
    assert_eq!(more["text"], "Rain, and\nmore rain");
    assert_eq!(more["written"][0]["text"], "Colour: blue");
    assert_eq!(home.kneel(&["doctor"]).done().code, 0);
}

#[test]
fn reading_again_changes_nothing_and_one_undo_takes_all_back() {
    let home = Home::new();
    home.file("prayers.csv", TABLE);
    home.file("elsewhere/same.csv", TABLE.replace(';', "\t").replace('\n', "\r\n"));
    home.kneel(&["import", "--csv", "prayers.csv"]).done();
    let before = home.kneel(&["export"]).done().out;
    for file in ["prayers.csv", "elsewhere/same.csv"] {
        let again = home.kneel(&["import", "--csv", file]).done();
        assert!(again.out.contains("0 new items, 4 known"), "{again:?}");
    }
    assert_eq!(home.kneel(&["export"]).done().out, before);
    home.kneel(&["undo"]).done();
    assert_eq!(home.kneel(&["list"]).done().out, "");
    home.kneel(&["import", "--csv", "prayers.csv"]).done();
    assert_eq!(items(&home).as_array().unwrap().len(), 3);
    assert_eq!(home.shown("Mary")["notes"], 1);
    home.kneel(&["doctor"]).done();
}

#[test]
fn what_the_list_tells_since_comes_in() {
    let home = Home::new();
    home.file("a.md", LIST);
    home.kneel(&["import", "--list", "a.md"]).done();
    let mary = home.id("Mary");
    home.kneel(&["prayed", &mary]).done();
    home.kneel(&["edit", &mary, "--region", "Hospital"]).done();
    home.file(
        "a.md",
        LIST.replace("[ ] Aunt Mary's hip", "[x] Aunt Mary's hip (answered 10 March: she walks)"),
    );
    let again = home.kneel(&["import", "--list", "a.md"]).done();
    assert!(again.out.contains("0 new items, 1 revised, 2 known"), "{again:?}");
    let mary = home.shown("Mary");
    assert_eq!((&mary["region"], &mary["times"], &mary["notes"]), (&json!("Hospital"), &json!(1), &json!(1)));
    assert_eq!(
        (&mary["answer"]["words"], &mary["answer"]["day"]),
        (&json!("she walks"), &json!("2026-03-10"))
    );
    // the person takes the answer off again: the list does not bring it back
    home.kneel(&["reopen", mary["short"].as_str().unwrap_or(&home.id("Mary"))]).done();
    home.kneel(&["import", "--list", "a.md"]).done();
    assert_eq!(home.shown("Mary")["answer"], Value::Null);
    home.kneel(&["doctor"]).done();
}

#[test]
fn a_list_comes_in_and_a_bulletin_stays_one() {
    let home = Home::new();
    home.file("a.md", LIST);
    let told = home.kneel(&["import", "--list", "--json", "a.md"]).done().json();
    let items = told["documents"][0]["items"].as_array().unwrap();
    let texts: Vec<&str> = items.iter().map(|item| item["text"].as_str().unwrap()).collect();
    assert_eq!(texts, ["Aunt Mary's hip", "Job for Sam", "The new roof"]);
    assert_eq!(items[2]["kinds"], json!(["praise"]));
    assert_eq!(home.shown("Sam")["answered_on"], "2026-03-02");
    assert_eq!(home.shown("Mary")["written"][0]["day"], "2026-03-03");

    let other = Home::new();
    other.file("letter.md", LETTER);
    other.kneel(&["import", "letter.md"]).done();
    assert_eq!(other.kneel(&["bulletins"]).done().out.lines().count(), 1);
}

#[test]
fn a_dry_run_touches_nothing_and_tells_the_same() {
    let home = Home::new();
    home.file("prayers.csv", TABLE);
    let before = home.files();
    let dry = home.kneel(&["import", "--csv", "-n", "--json", "prayers.csv"]).done().json();
    let shown = home.kneel(&["import", "--csv", "--dry-run", "prayers.csv"]).done();
    assert!(shown.out.contains("Family\n    request: Aunt Mary's hip (25 January 2026; answered 3 February 2026; prayed once; 1 note)"), "{shown:?}");
    assert_eq!(home.files(), before);
    assert_eq!(dry, home.kneel(&["import", "--csv", "--json", "prayers.csv"]).done().json());
    assert_eq!(dry["format"], "kneel.import/1");
    let document = &dry["documents"][0];
    assert_eq!((&document["status"], &document["dates"]), (&json!("read"), &json!("day first")));
    assert_eq!(document["columns"][0], json!({ "name": "Prayer Request", "field": "text" }));
    let mary = &document["items"][0];
    assert_eq!(
        (&mary["line"], &mary["plan"], &mary["day"]),
        (&json!(2), &json!("new"), &json!("2026-01-25"))
    );
    assert_eq!(mary["prayed"], json!({ "times": 1, "first": null, "last": "2026-02-01" }));
}

#[test]
fn the_order_of_days_is_said_or_asked_and_never_guessed() {
    let home = Home::new();
    home.file("a.csv", "Request,Date\nRain,03/04/2025\nSun,05/06/2025\n");
    let asked = home.kneel(&["import", "--csv", "a.csv"]).ends(2);
    assert!(asked.err.contains("3/4/2025 may be 3 April 2025 or 4 March 2025"), "{asked:?}");
    assert!(!home.data().exists(), "nothing is made before it is known what to read");
    home.kneel(&["import", "--csv", "--dates", "month-first", "a.csv"]).done();
    assert_eq!(home.shown("Rain")["issued_on"], "2025-03-04");
}

#[test]
fn rows_that_cannot_come_are_named_with_their_line() {
    let home = Home::new();
    home.file("a.csv", "Request,Date\nRain,2026-01-02\n,2026-01-03\nSun,2026-01-04,and,more\nHail,soon\n");
    let ran = home.kneel(&["import", "--csv", "a.csv"]).ends(4);
    assert!(ran.err.contains("a.csv:3: there is nothing to pray for in it: Request is empty"), "{ran:?}");
    assert!(ran.err.contains("a.csv:4: it has 4 cells where the first row has 2"), "{ran:?}");
    assert!(
        ran.err.contains("a.csv:5: Date: “soon” is no day that kneel can read; it is kept as a note"),
        "{ran:?}"
    );
    assert_eq!(home.shown("Hail")["written"][0]["text"], "Date: soon");
    assert_eq!(home.kneel(&["list"]).done().out.lines().count(), 2);

    home.file("b.md", "- Rain\n\nWords about the year.\n");
    let ran = home.kneel(&["import", "--list", "b.md"]).ends(4);
    assert!(
        ran.err.contains("b.md:3: this is no entry of the list, and does not come in: Words about the year."),
        "{ran:?}"
    );
    let mixed = home.kneel(&["import", "--csv", "a.csv", "nowhere.csv"]).ends(4);
    assert!(mixed.err.contains("nowhere.csv: there is no such file"), "{mixed:?}");
}

#[test]
fn a_mapping_puts_a_guess_right_and_what_is_wrong_is_usage() {
    let home = Home::new();
    home.file("a.csv", "Wunsch,Wann,Farbe\nRegen,2026-01-02,blau\n");
    let unknown = home.kneel(&["import", "--csv", "a.csv"]).ends(2);
    assert!(unknown.err.contains("--columns 'text=NAME'. The table has: Wunsch, Wann, Farbe"), "{unknown:?}");
    for wrong in ["text=Nichts", "colour=Farbe", "Wunsch"] {
        home.kneel(&["import", "--csv", "--columns", wrong, "a.csv"]).ends(2);
    }
    let columns = "text=Wunsch, day=wann, skip=Farbe";
    let visible = ["import", "--csv", "--columns", columns, "--visibility", "group", "a.csv"];
    home.kneel(&visible).done();
    let rain = home.shown("Regen");
    assert_eq!(
        (&rain["issued_on"], &rain["visibility"], &rain["notes"]),
        (&json!("2026-01-02"), &json!("group"), &json!(0))
    );
    home.kneel(&["import", "--dates", "day-first", "a.csv"]).ends(2);
    home.kneel(&["import", "--csv", "--list", "a.csv"]).ends(2);
    let hint = home.kneel(&["import", "-n", "a.csv"]);
    assert!(hint.err.contains("kneel import --csv"), "{hint:?}");
}

#[test]
fn charsets_and_what_is_no_table() {
    let home = Home::new();
    home.file("a.csv", b"Anliegen;Datum\nZo\xEB und Andr\xE9;1.2.2026\n");
    home.kneel(&["import", "--csv", "a.csv"]).done();
    assert_eq!(home.shown("André")["issued_on"], "2026-02-01");
    let marked: Vec<u8> =
        "\u{FEFF}Request\tNotes\nLéa\tx".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let piped = home.piped(&["import", "--csv", "-"], marked).done();
    assert_eq!(piped.out, "-: 1 new item\n");
    home.file("b.xlsx", b"PK\x03\x04....xl/workbook.xml");
    let refused = home.kneel(&["import", "--csv", "b.xlsx"]).ends(1);
    assert!(refused.err.contains("save the sheet as CSV"), "{refused:?}");
}

/// A journal in which much has happened.
fn lived_in() -> Home {
    let home = Home::with_letter();
    home.kneel(&["add", "=My own fear", "--region", "Family"]).done();
    let (nilufa, fear) = (home.id("Nilufa"), home.id("fear"));
    home.kneel(&["prayed", &nilufa, &fear]).done();
    home.kneel(&["prayed", &nilufa]).done();
    home.kneel(&["note", &nilufa, "=1+1 is what she wrote\nand * this"]).done();
    home.kneel(&["note", &nilufa, "and another"]).done();
    home.kneel(&["answer", &nilufa, "--words=-The judge was just", "--verdict", "partly"]).done();
    home.kneel(&["snooze", &fear, "2w"]).done();
    home.kneel(&["archive", &home.id("roof")]).done();
    home.kneel(&["pin", &nilufa]).done();
    home.kneel(&["follow-up", &nilufa, "2026-04-02"]).done();
    home.kneel(&["follow-up", &home.id("Joren"), "2026-03-20"]).done();
    home.kneel(&["flag", &home.id("Joren"), "public"]).done();
    home
}

#[test]
fn kneels_own_table_comes_back_as_it_was() {
    let home = lived_in();
    let table = home.kneel(&["export", "--format", "csv", "--private", "--notes"]).done().out;
    let again = home.piped(&["import", "--csv", "-"], table.clone()).done();
    assert!(again.out.contains("0 new items, 6 known"), "in its own journal all is known: {again:?}");

    let other = Home::new();
    other.file("journal.csv", &table);
    let ran = other.kneel(&["import", "--csv", "journal.csv"]).done();
    assert!(ran.out.contains("6 new items"), "{ran:?}");
    assert!(other.kneel(&["import", "--csv", "journal.csv"]).done().out.contains("0 new items, 6 known"));
    other.kneel(&["doctor"]).done();
    let back = other.kneel(&["export", "--format", "csv", "--private", "--notes"]).done().out;
    let rows = |table: &str| {
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        let header = reader.headers().unwrap().clone();
        let keep: Vec<usize> = (0..header.len())
            .filter(|&at| {
                !["id", "publisher", "bulletin", "title", "countries", "notes"].contains(&&header[at])
            })
            .collect();
        let mut rows: Vec<Vec<String>> = reader
            .records()
            .map(|row| keep.iter().map(|&at| row.as_ref().unwrap()[at].to_owned()).collect())
            .collect();
        rows.sort();
        rows
    };
    assert_eq!(rows(&back), rows(&table));
    let lists = |filter: &str| other.kneel(&["list", filter]).done().out.lines().count();
    assert_eq!((lists("is:pinned"), lists("is:follow-up")), (1, 2));
    let notes: Vec<Value> = other.shown("Nilufa")["written"].as_array().unwrap().clone();
    let texts: Vec<&str> = notes.iter().map(|note| note["text"].as_str().unwrap()).collect();
    assert!(
        texts.contains(&"=1+1 is what she wrote\nand * this") && texts.contains(&"and another"),
        "{texts:?}"
    );
    assert!(texts.contains(&"bulletin: Lamplight Prayer Letter"), "{texts:?}");
}

#[test]
fn a_month_in_kneels_own_table_is_read_as_its_first_day() {
    let home = Home::new();
    home.piped(&["import", "-"], LETTER.replace("7 March 2026", "March 2026")).done();
    assert_eq!(home.shown("roof")["issued_in"], "2026-03");
    let other = Home::new();
    other.file("journal.csv", home.kneel(&["export", "--format", "csv"]).done().out);
    let ran = other.kneel(&["import", "--csv", "journal.csv"]).done();
    assert!(!ran.err.contains("is no day"), "{ran:?}");
    assert_eq!(other.shown("roof")["issued_on"], "2026-03-01");
}

#[test]
fn originals_are_written_as_they_came_and_nothing_is_overwritten() {
    let home = lived_in();
    home.piped(&["import", "-"], LETTER.replace("Lamplight", "Brightlamp")).done();
    home.file("elsewhere/letter.txt", LETTER.replace("Lamplight", "Otherlight"));
    home.kneel(&["import", "elsewhere/letter.txt"]).done();
    home.file("out/letter.txt", "mine");
    let ran = home.kneel(&["export", "--documents", "out"]).done();
    assert!(ran.err.contains("3 documents written to out"), "{ran:?}");
    assert_eq!(fs::read_to_string(home.path("out/letter.txt")).unwrap(), "mine");
    assert_eq!(fs::read_to_string(home.path("out/letter (2).txt")).unwrap(), LETTER);
    assert!(fs::read_to_string(home.path("out/letter (3).txt")).unwrap().contains("Otherlight"));
    assert_eq!(fs::read_dir(home.path("out")).unwrap().count(), 4);
    let before = home.files();
    let again = home.kneel(&["export", "--documents", "out"]).done();
    assert!(again.err.contains("0 documents written to out; 3 documents lay there already"), "{again:?}");
    assert_eq!(home.files(), before);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(home.path("out/letter (2).txt")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    Home::new().kneel(&["export", "--documents", "out"]).ends(3);
}

#[test]
fn many_rows_are_one_act() {
    let home = Home::new();
    let mut table = "Request,Date,Notes,Answered on\n".to_owned();
    for row in 0..1000 {
        let answered = if row % 5 == 0 { "2026-01-20" } else { "" };
        let _ = writeln!(
            table,
            "Prayer number {row} for somebody in the valley,2026-01-{:02},a note,{answered}",
            row % 28 + 1
        );
    }
    home.file("many.csv", table);
    home.kneel(&["import", "--csv", "many.csv"]).done();
    assert_eq!(
        home.kneel(&["list", "is:open", "--json"]).done().json()["items"].as_array().unwrap().len(),
        800
    );
    assert!(home.kneel(&["history"]).done().out.contains("added: 1000 items"));
    home.kneel(&["undo"]).done();
    assert_eq!(home.kneel(&["list"]).done().out, "");
}
