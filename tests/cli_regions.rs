//! `kneel regions` from outside: a renaming is asked about once, and the answer counts for what came and what comes.

mod cli_common;

use cli_common::Home;
use serde_json::json;

/// An issue with three regions, the middle one under a name that changes.
fn issue(day: &str, middle: &str, name: &str) -> String {
    format!(
        "Hill Clinic Prayer Requests\n\n{day} 2019\n\nAfrica\n\nPray for {name} in Kenya.\n\n\
         {middle}\n\nPray for {name} and the nurses in Thailand.\n\nEurope\n\nPray for {name} in Spain.\n"
    )
}

fn home() -> Home {
    let home = Home::new();
    for (day, name) in [("4 May", "Ada"), ("11 May", "Ben"), ("18 May", "Cy")] {
        home.file(&format!("box/{name}.txt"), issue(day, "Southeast Asia", name));
    }
    home.kneel(&["import", "box"]).done();
    home
}

fn region(home: &Home, words: &str) -> serde_json::Value {
    home.shown(words)["region"].clone()
}

#[test]
fn a_new_name_is_asked_about_and_what_stood_under_the_old_one_moves() {
    let home = home();
    let listed = home.kneel(&["regions"]).done();
    assert_eq!(listed.out, "     3  Africa\n     3  Europe\n     3  Southeast Asia\n");
    assert_eq!(listed.err, "");

    let came = home.piped(&["import", "-"], issue("25 May", "Asia Pacific", "Di")).done();
    let hint = "Hill Clinic: “Asia Pacific” looks like the new name of “Southeast Asia” (same words, same countries, \
                same place in the order); `kneel regions same \"Southeast Asia\" \"Asia Pacific\"` or `apart` answers";
    assert!(came.err.contains(hint), "{came:?}");
    let data = home.kneel(&["regions", "--json"]).done().json();
    assert_eq!(
        (&data["format"], &data["questions"][0]["newer"]),
        (&json!("kneel.regions/1"), &json!("Asia Pacific"))
    );

    let said = home.kneel(&["regions", "same", "Southeast Asia", "Asia Pacific"]).done();
    assert!(said.err.contains("3 items moved to “Asia Pacific”"), "{said:?}");
    let listed = home.kneel(&["regions"]).done();
    assert_eq!(
        (listed.out.as_str(), listed.err.as_str()),
        (
            "     3  Africa\n     4  Asia Pacific\n     4  Europe\n"
                .replace("3  Africa", "4  Africa")
                .as_str(),
            ""
        )
    );
    let ada = home.shown("ada and the nurses");
    assert_eq!((&ada["region"], &ada["heading"]), (&json!("Asia Pacific"), &json!("Southeast Asia")));
    // what comes late under the old name goes to the new one
    home.piped(&["import", "-"], issue("1 June", "Southeast Asia", "Eli")).done();
    assert_eq!(region(&home, "eli and the nurses"), "Asia Pacific");
    assert!(
        home.kneel(&["profiles"]).done().out.contains("“Asia Pacific” is the new name of “Southeast Asia”")
    );

    home.kneel(&["undo"]).done();
    home.kneel(&["undo"]).done();
    assert_eq!(region(&home, "ada and the nurses"), "Southeast Asia", "undo moves them back");
    home.kneel(&["doctor"]).done();
}

#[test]
fn two_regions_stay_two_and_are_not_asked_about_again() {
    let home = home();
    home.piped(&["import", "-"], issue("25 May", "Asia Pacific", "Di")).done();
    home.kneel(&["regions", "same", "Southeast Asia", "Asia Pacific"]).done();
    home.kneel(&["regions", "apart", "Southeast Asia", "Asia Pacific"]).done();
    assert_eq!(region(&home, "ada and the nurses"), "Southeast Asia");
    assert_eq!(region(&home, "di and the nurses"), "Asia Pacific");
    let came = home.piped(&["import", "-"], issue("1 June", "Asia Pacific", "Eli")).done();
    assert!(!came.err.contains("looks like"), "{came:?}");
    let kept = std::fs::read_to_string(home.path("config/profiles/hill-clinic.toml")).unwrap();
    assert!(kept.contains("not_regions") && !kept.contains("[regions]"), "{kept}");
}

#[test]
fn whose_regions_they_are_must_be_clear() {
    let home = home();
    home.piped(
        &["import", "-"],
        issue("4 May", "Southeast Asia", "Fay").replace("Hill Clinic", "Lantern Lane"),
    )
    .done();
    let unclear = home.kneel(&["regions", "same", "Southeast Asia", "Asia Pacific"]).ends(2);
    assert!(unclear.err.contains("--publisher"), "{unclear:?}");
    home.kneel(&["regions", "same", "--publisher", "lantern lane", "Southeast Asia", "Asia Pacific"]).done();
    assert_eq!(region(&home, "fay and the nurses"), "Asia Pacific");
    assert_eq!(region(&home, "ada and the nurses"), "Southeast Asia");
    home.kneel(&["regions", "same", "Atlantis", "Asia Pacific"]).ends(1);
    home.kneel(&["regions", "same", "--publisher", "Nobody", "Africa", "Asia"]).ends(1);
    home.kneel(&["regions", "same", "--publisher", "Hill Clinic", "Africa", "africa"]).ends(2);
}
