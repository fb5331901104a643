//! `kneel reread` from outside.

mod cli_common;

use cli_common::Home;
use serde_json::json;

const BULLETIN: &str = "\
Hill Clinic Prayer Requests

4 May 2019

friends of the mill

Pray for rain on the terraces.

Pray for Ada, who is ill.
";

/// A home that read the bulletin and learned afterwards that one of its lines is a heading.
fn home() -> Home {
    let home = Home::new();
    let letter = home.file("letter.txt", BULLETIN);
    home.kneel(&["import", &letter]).done();
    home.file(
        "config/profiles/hill.toml",
        "publisher = \"Hill Clinic\"\nheadings = [\"Friends of the mill\"]\n",
    );
    home
}

#[test]
fn what_was_learned_since_is_found_in_the_kept_original() {
    let home = home();
    home.kneel(&["prayed", &home.id("terraces")]).done();
    let dry = home.kneel(&["reread", "--all", "--dry-run"]).done();
    let lines: Vec<&str> = dry.out.lines().collect();
    assert_eq!(
        lines,
        [
            "Hill Clinic Prayer Requests",
            "  its verses, notes or unsorted lines",
            "  Rain on the terraces: under none -> friends of the mill",
            "  Ada, who is ill: under none -> friends of the mill",
        ]
    );
    assert_eq!(home.shown("terraces")["region"], json!(null));

    let unasked = home.kneel(&["reread", "--all"]).done();
    assert!(
        unasked.err.contains("--yes writes this") && unasked.err.contains("nothing was written"),
        "{unasked:?}"
    );
    let bulletin = home.kneel(&["bulletins"]).done().out.split(' ').next().unwrap().to_owned();
    let data = home.kneel(&["reread", &bulletin, "--yes", "--json"]).done().json();
    assert_eq!((&data["format"], &data["written"]), (&json!("kneel.reread/1"), &json!(true)));
    assert_eq!(data["bulletins"][0]["differences"][1]["what"], "heading");
    assert_eq!(data["bulletins"][0]["differences"][1]["to"], "friends of the mill");
    let item = home.shown("terraces");
    assert_eq!((&item["region"], &item["times"]), (&json!("friends of the mill"), &json!(1)));

    let again = home.kneel(&["reread", "--all", "--yes"]).ends(3);
    assert!(again.err.contains("nothing that is otherwise"), "{again:?}");
    assert!(home.kneel(&["undo"]).done().err.contains("read again: 1 bulletin"));
    let item = home.shown("terraces");
    assert_eq!((&item["region"], &item["times"]), (&json!(null), &json!(1)));
    home.kneel(&["doctor"]).done();
}

#[test]
fn one_must_say_what_to_read_again() {
    let home = home();
    home.kneel(&["reread"]).ends(2);
    home.kneel(&["reread", "ffffff"]).ends(1);
    home.kneel(&["reread", "3f", "--all"]).ends(2);
    let empty = Home::new();
    empty.kneel(&["reread", "--all"]).ends(3);
    assert!(!empty.data().exists(), "asking makes no journal");
}
