//! What the screens let one decide, line by line and through pipes: the inbox and the look before an import.
#![allow(clippy::unwrap_used)]

mod cli_common;

use cli_common::{Home, LETTER};

const ASKED: &str = "Open Gate Prayer Letter\n\n11 November 2025\n\nKenya\n\n\
    Pray for clean water at Moyale before the school term opens. The old pump broke in June.\n\n\
    Pray for rain for the herders around Marsabit, who are selling their goats.\n\nNepal\n\n\
    Please pray for Sunita Rai, who waits for her residence visa, that the ministry would grant it soon.\n";

const TOLD: &str = "Open Gate Prayer Letter\n\n1 March 2026\n\nKenya\n\n\
    Thank God: the new pump at Moyale ran on Saturday, and 340 families draw clean water from it.\n\nNepal\n\n\
    Praise God! Sunita Rai has her visa, stamped for two years.\n";

fn inbox() -> Home {
    let home = Home::new();
    home.piped(&["import", "-"], ASKED).done();
    home.piped(&["import", "-"], TOLD).done();
    home
}

#[test]
fn praises_are_decided_one_after_the_other() {
    let home = inbox();
    home.kneel(&["note", &home.id("school term"), "Wrote to the school"]).done();
    let ran = home.piped(&["suggest", "--plain"], "perhaps\ny\np\n").done();
    let said = &ran.out;
    assert!(said.starts_with("1 of 2. We heard, 1 March 2026:\n  the new pump"), "{said}");
    assert!(said.contains("We asked, 11 November 2025; likely:\n  Pray for clean water"), "{said}");
    assert!(said.contains("Why: same name: Moyale"), "{said}");
    assert!(said.contains("Your note, 12 Mar: Wrote to the school"), "{said}");
    assert!(ran.err.contains("Is this the answer? (y)es, (p)artly"), "{}", ran.err);
    assert!(ran.err.contains("please say one of these words"), "{}", ran.err);
    assert!(ran.err.ends_with("no praise waits any more\n"), "{}", ran.err);
    let answer = home.shown("school term")["answer"].clone();
    assert_eq!((&answer["verdict"], &answer["day"]), (&"answered".into(), &"2026-03-01".into()), "{answer}");
    assert_eq!(home.shown("residence")["answer"]["verdict"], "partly");
    home.kneel(&["suggest", "--plain"]).ends(3);
}

#[test]
fn undo_goes_back_to_the_praise_and_to_nothing_else() {
    let home = inbox();
    let ran = home.piped(&["suggest", "--plain"], "u\nno\nu\nb\nu\n").done();
    assert!(ran.err.contains("nothing was said here that could be taken back"), "{}", ran.err);
    assert_eq!(ran.err.matches("taken back: ").count(), 2, "{}", ran.err);
    assert!(ran.err.ends_with("2 praises still wait\n"), "{}", ran.err);
    assert!(ran.out.matches("1 of 2. We heard").count() >= 3, "{}", ran.out);
    assert!(home.shown("school term")["answer"].is_null());
    assert!(
        home.kneel(&["list", "is:request", "--json"]).done().json()["items"].as_array().unwrap().len() == 3
    );
}

#[test]
fn no_puts_one_request_away_and_the_end_of_the_input_stops() {
    let home = inbox();
    let ran = home.piped(&["suggest", "--plain"], "x\n").done();
    assert!(ran.err.ends_with("1 praise still waits\n"), "{}", ran.err);
    assert!(home.shown("school term")["answer"].is_null());
    let quit = home.piped(&["suggest", "--plain"], "s\n").done();
    assert!(quit.err.ends_with("1 praise still waits\n"), "skipping decides nothing: {}", quit.err);
}

#[test]
fn a_document_is_told_and_kept_whole() {
    let home = Home::new();
    let letter = home.file("letter.txt", LETTER);
    let ran = home.piped(&["import", "--plain", &letter], "\n").done();
    assert!(
        ran.out.starts_with(
            "Lamplight Prayer Letter\nfrom Lamplight, 7 March 2026\n4 requests and 1 praise\n  (no heading): 1\n  East Africa: 2\n  South Asia: 2\n"
        ),
        "{}",
        ran.out
    );
    assert!(ran.err.contains("keep all (Enter), look at each (l), quit (q):"), "{}", ran.err);
    assert_eq!(home.kneel(&["list", "--json"]).done().json()["items"].as_array().unwrap().len(), 5);
    let again = home.piped(&["import", "--plain", &letter], "q\n").ends(3);
    assert!(again.err.contains("all of it is in the journal already"), "{}", again.err);
}

#[test]
fn nothing_is_kept_when_one_leaves_or_the_input_ends() {
    let home = Home::new();
    let letter = home.file("letter.txt", LETTER);
    for lines in ["q\n", "", "l\n\nr\nq\n", "l\nx\n"] {
        let ran = home.piped(&["import", "--plain", &letter], lines).ends(3);
        assert!(ran.err.ends_with("nothing was kept\n"), "{lines:?}: {}", ran.err);
    }
    assert_eq!(home.kneel(&["list", "--json"]).done().json()["items"], serde_json::json!([]));
}

#[test]
fn parts_are_put_right_one_by_one_as_on_the_screen() {
    let home = Home::new();
    let letter = home.file("letter.txt", LETTER);
    // the verse is right, Joren is, East Africa is; rain becomes a praise, and that is taken back; the roof is left out;
    // what nobody can say is asked again
    let lines = "l\n\n\n\np\nu\n\nxyz\nx\nk\n";
    let ran = home.piped(&["import", "--plain", &letter], lines).done();
    assert!(ran.out.contains(": request\n  Please pray for Joren"), "{}", ran.out);
    assert!(ran.out.contains(": request under East Africa\n  Please pray for rain"), "{}", ran.out);
    assert!(ran.err.contains("`xyz` is nothing that lines can be"), "{}", ran.err);
    assert!(ran.err.contains("taken back"), "{}", ran.err);
    let items = home.kneel(&["list", "--json"]).done().json();
    let titles: Vec<String> =
        items["items"].as_array().unwrap().iter().map(|item| item["title"].to_string()).collect();
    assert_eq!(titles.len(), 4, "{titles:?}");
    assert!(!titles.iter().any(|title| title.contains("roof")), "{titles:?}");
    assert_eq!(home.shown("Tolmere")["kinds"], serde_json::json!(["request"]));
    // an undo takes all of it back
    home.kneel(&["undo"]).done();
    assert_eq!(home.kneel(&["list", "--json"]).done().json()["items"], serde_json::json!([]));
}

#[test]
fn the_whole_is_said_in_other_words() {
    let home = Home::new();
    let letter = home.file("letter.txt", LETTER);
    let ran = home.piped(&["import", "--plain", &letter], "date 2026-03-08\npublisher Lampe\n\n").done();
    assert!(ran.out.contains("from Lampe, 8 March 2026"), "{}", ran.out);
    let listed = home.kneel(&["bulletins", "--json"]).done().json();
    assert_eq!(listed["bulletins"][0]["issued_on"], "2026-03-08", "{listed}");
}
