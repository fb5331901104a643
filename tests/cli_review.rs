//! `kneel review` from outside: periods, what is kept of an evening, and that nothing private is ever printed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cli_common;

use cli_common::{Home, Ran};
use serde_json::{Value, json};

/// The word that stands in everything private here, and nowhere else.
const SECRET: &str = "Zephyrine";

const LATER: &str = "\
Lamplight Prayer Letter

11 April 2026

East Africa

  • Praise God for rain around Tolmere! The well has water again.

South Asia

  • Please pray for the judge in Dhaka, who asks for quiet and for time.
";

/// The letter of March and that of April, on 12 April: the herders' rain is answered by its praise, the two brothers
/// are set back, and there are private things: a request, an imported one, a note, a praise behind an answer.
fn home() -> Home {
    let mut home = Home::with_letter();
    home.kneel(&["add", &format!("{SECRET}'s operation on Friday"), "--region", "Family"]).done();
    home.kneel(&["note", &home.id("Nilufa"), &format!("{SECRET} wrote to her")]).done();
    home.kneel(&["prayed", &home.id("herders")]).done();
    home.on("2026-04-12T09:00:00+02:00");
    let later = home.file("later.txt", LATER);
    home.kneel(&["import", &later]).done();
    let (rain, praise) = (home.id("herders"), home.id("again"));
    home.kneel(&["answer", &rain, "--from", &praise, "--day", "2026-04-11"]).done();
    home.kneel(&["answer", &home.id("Prakash"), "--verdict", "set-back", "--words", "Held until June"])
        .done();
    let told = home.kneel(&["add", &format!("{SECRET} told us"), "--praise"]).done();
    let joren = home.id("Joren");
    home.kneel(&["edit", &joren, "--text", &format!("Please pray for {SECRET}, who mends boats")]).done();
    home.kneel(&["flag", &home.id("boats"), "private"]).done();
    home.kneel(&["add", "Work for Davit", "--visibility", "group"]).done();
    home.kneel(&["answer", &home.id("Davit"), "--from", told.out.trim()]).done();
    home
}

fn secret(ran: &Ran) {
    for stream in [&ran.out, &ran.err] {
        assert!(!stream.to_lowercase().contains(&SECRET.to_lowercase()), "{ran:#?}");
    }
}

fn reviewed(home: &Home, args: &[&str]) -> Ran {
    let ran = home.kneel(&[&["review"], args].concat());
    secret(&ran);
    ran
}

fn titles(document: &Value, kind: &str) -> Vec<String> {
    let part = document["parts"].as_array().unwrap().iter().find(|part| part["kind"] == kind).unwrap();
    let entries = part["entries"].as_array().unwrap();
    entries.iter().map(|entry| entry["asked"]["text"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn pairs_stand_with_their_days_sources_and_spans() {
    let home = home();
    let out = reviewed(&home, &["--since", "2026-04-01"]).done().out;
    assert!(
        out.starts_with("Group review: everything\nFrom 1 April 2026 to 12 April 2026: 2 answered, "),
        "{out}"
    );
    assert!(out.contains("1 partly or set back, 1 still waiting, 1 new.\n"), "{out}");
    assert!(out.contains("2 private items are held back.\n"), "{out}");
    let pair = "   We asked, 7 March 2026 (Lamplight, item 2):\n     Please pray for rain for the herders around \
                Tolmere in Kenya. The well at the school has failed.\n   We heard, 11 April 2026 (Lamplight, item 1): \
                answered, after 5 weeks.\n     Praise God for rain around Tolmere! The well has water again.\n   Prayed \
                once.\n";
    assert!(out.contains(pair), "{out}");
    assert!(out.contains("set back, after 5 weeks.\n     Held until June\n"), "{out}");
    assert!(out.contains("STILL WAITING (1)\n") && out.contains("Nilufa"), "{out}");
    let places: Vec<_> = ["ANSWERED (2)", "PARTLY, OR SET BACK (1)", "STILL WAITING (1)", "NEW (1)"]
        .iter()
        .map(|heading| out.find(heading).unwrap())
        .collect();
    assert!(places.is_sorted(), "{out}");
}

#[test]
fn nothing_private_is_ever_printed() {
    let home = home();
    for args in [
        &["--since", "all"][..],
        &["--since", "all", "--json"],
        &["--since", "1y", "--plain", "--people", "4"],
        &["family", "--since", "all"],
        &["region:family", "--since", "all", "--json"],
        &["is:private", "--since", "all"],
        &["zeph", "--since", "all", "--json"],
        &["--evenings"],
        &["--evenings", "--json"],
        &["--open", "1"],
        &["--open", "1", "--json"],
    ] {
        let ran = home.kneel(&[&["review"], args].concat());
        let typed = args.first().is_some_and(|first| *first == "zeph");
        if !typed {
            secret(&ran);
        }
        assert!(ran.code == 0 || ran.code == 3, "{ran:#?}");
        assert!(!ran.out.contains(SECRET), "{ran:#?}");
    }
    let document = reviewed(&home, &["--since", "all", "--json"]).done().json();
    assert_eq!(document["held_back"]["items"], 2, "{document:#}");
    assert_eq!(document["held_back"]["notes"], 1, "{document:#}");
    let davit = document["parts"][0]["entries"].as_array().unwrap();
    let davit = davit.iter().find(|entry| entry["title"] == "Work for Davit").unwrap();
    assert_eq!(davit["heard"]["praise"], Value::Null, "a private praise stays home");
}

#[test]
fn what_becomes_private_leaves_an_evening_that_was() {
    let home = home();
    reviewed(&home, &["--since", "all", "--people", "7"]).done();
    home.kneel(&["edit", &home.id("Nilufa"), "--text", &format!("{SECRET} waits for her hearing")]).done();
    home.kneel(&["flag", &home.id("hearing"), "private"]).done();
    let again = reviewed(&home, &["--open", "1"]).done().out;
    assert!(again.contains("1 private item is held back."), "{again}");
}

#[test]
fn an_evening_is_kept_begins_the_next_period_and_is_opened_again() {
    let mut home = home();
    assert!(reviewed(&home, &["--evenings"]).ends(3).err.contains("no evening was kept yet"));
    let first = reviewed(&home, &["--people", "7"]).done();
    assert!(first.out.contains("From 10 January 2026 to 12 April 2026"), "three months: {first:#?}");
    assert!(first.err.contains("kept: 12 April 2026, 7 of us, 2 answers; `kneel undo`"), "{first:#?}");
    assert_eq!(reviewed(&home, &["--evenings"]).done().out, "1  12 April 2026, 7 of us, 2 answers\n");

    home.on("2026-04-26T19:00:00+02:00");
    let second = reviewed(&home, &["region:south"]).done().out;
    assert!(second.contains("From 24 January 2026"), "another view did not meet yet: {second}");
    home.kneel(&["answer", &home.id("quiet"), "--words", "A quiet month"]).done();
    let second = reviewed(&home, &["--people", "0"]).done();
    assert!(
        second.out.contains("From 12 April 2026 to 26 April 2026: 1 answered, 0 partly or set back, 2 still"),
        "{second:#?}"
    );
    assert_eq!(
        reviewed(&home, &["--evenings"]).done().out,
        "1  26 April 2026, 1 answer\n2  12 April 2026, 7 of us, 2 answers\n"
    );

    let again = reviewed(&home, &["--open", "2"]).done().out;
    assert!(again.contains("The evening of 12 April 2026, 7 of us, 2 answers."), "{again}");
    assert!(
        again.contains("herders") && again.contains("A quiet month"),
        "as all of it stands by now: {again}"
    );
    let listed = reviewed(&home, &["--evenings", "--json"]).done().json();
    assert_eq!(listed["format"], "kneel.evenings/1");
    let id = listed["evenings"][1]["id"].as_str().unwrap().to_owned();
    assert_eq!(reviewed(&home, &["--open", &id]).done().out, again);
    assert!(reviewed(&home, &["--open", "9"]).ends(1).err.contains("--evenings"), "there is no ninth");

    assert!(home.kneel(&["undo"]).done().err.contains("taken back: kept the evening: 1 answer"));
    assert_eq!(reviewed(&home, &["--evenings"]).done().out.lines().count(), 1);
    home.kneel(&["redo"]).done();
    assert_eq!(reviewed(&home, &["--evenings"]).done().out.lines().count(), 2);
    home.kneel(&["doctor"]).done();
}

#[test]
fn periods_are_days_spans_and_all_of_it() {
    let home = home();
    let answered =
        |since: &str| titles(&reviewed(&home, &["--since", since, "--json"]).json(), "answered").len();
    assert_eq!([answered("2026-04-12"), answered("2d"), answered("all")], [1, 2, 2]);
    let document = reviewed(&home, &["--since", "3m", "--json"]).done().json();
    assert_eq!((&document["since"], &document["until"]), (&json!("2026-01-12"), &json!("2026-04-12")));
    let all = reviewed(&home, &["--since", "all", "--json"]).done().json();
    assert_eq!(all["since"], Value::Null);
    assert_eq!(titles(&all, "new"), Vec::<String>::new(), "from the beginning, nothing is new");
    for wrong in ["soon", "2026-05-01", "3x", ""] {
        reviewed(&home, &["--since", wrong]).ends(2);
    }
}

#[test]
fn views_are_named_in_the_config() {
    let home = home();
    let none = reviewed(&home, &["--view", "Tuesday group"]).ends(2);
    assert!(none.err.contains("there is no view Tuesday group"), "{none:#?}");
    home.file("config/config.toml", "[views]\n\"Tuesday group\" = \"region:\\\"east africa\\\" is:open\"\n");
    let ran = reviewed(&home, &["--view", "Tuesday group", "--people", "5"]).done();
    assert!(ran.out.starts_with("Group review: Tuesday group\n"), "{ran:#?}");
    assert!(ran.out.contains("1 answered, 0 partly or set back, 0 still waiting"), "{ran:#?}");
    let listed = reviewed(&home, &["--evenings"]).done().out;
    assert_eq!(listed, "1  12 April 2026, 5 of us, 1 answer, Tuesday group\n");
    assert!(reviewed(&home, &["--view", "Monday"]).ends(2).err.contains("there are Tuesday group"));
    reviewed(&home, &["regoin:africa"]).ends(2);
}

#[test]
fn a_document_has_ids_and_verdicts() {
    let home = home();
    let document = reviewed(&home, &["--json"]).done().json();
    assert_eq!(document["format"], "kneel.review/1");
    let rain = home.shown("herders");
    let entry = document["parts"][0]["entries"].as_array().unwrap();
    let entry = entry.iter().find(|entry| entry["item"] == rain["id"]).unwrap();
    assert_eq!(entry["heard"]["verdict"], "answered");
    assert_eq!(entry["heard"]["praise"]["source"], "Lamplight, item 1");
    assert_eq!((&entry["asked"]["day"], &entry["times"]), (&json!("2026-03-07"), &json!(1)));
}

#[test]
fn an_empty_journal_has_nothing_to_look_at_and_stays_unmade() {
    let home = Home::new();
    assert!(reviewed(&home, &[]).ends(3).out.contains("0 answered"));
    reviewed(&home, &["--people", "3"]).ends(3);
    assert!(!home.data().exists());
}
