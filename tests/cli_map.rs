//! `kneel map` from outside: what is open and answered in each country, for people and for programs.

mod cli_common;

use cli_common::Home;
use serde_json::json;

#[test]
fn each_country_is_listed_with_its_counts() {
    let home = Home::with_letter();
    let listed = home.kneel(&["map"]).done();
    assert_eq!(
        listed.out,
        "BD\tBangladesh\t1\t0\t0\t0\nKE\tKenya\t1\t0\t0\t0\nNP\tNepal\t1\t0\t0\t0\nUG\tUganda\t0\t0\t0\t1\n"
    );
    let id = home.shown("herders")["id"].as_str().unwrap_or_default().to_owned();
    home.kneel(&["answer", &id, "--words", "It rained."]).done();
    let plain = home.kneel(&["map", "--plain", "--by-name"]).done();
    assert_eq!(
        plain.out,
        "Bangladesh: 1 open\nKenya: 0 open, 1 answered this year\nNepal: 1 open\nUganda: 0 open, 1 praise\n"
    );
}

#[test]
fn programs_are_told_where_they_lie() {
    let data = Home::with_letter().kneel(&["map", "--json"]).done().json();
    assert_eq!(data["format"], "kneel.map/1");
    let kenya = data["countries"].as_array().and_then(|all| all.iter().find(|row| row["code"] == "KE"));
    let expected = json!({
        "code": "KE", "name": "Kenya", "region": "East Africa", "longitude": 38.0, "latitude": 0.5,
        "open": 1, "praises": 0, "answered": 0, "answered_this_year": 0
    });
    assert_eq!(kenya, Some(&expected));
}

#[test]
fn an_empty_journal_has_no_map_and_says_why() {
    let ran = Home::new().kneel(&["map"]).done();
    assert_eq!(ran.out, "");
    assert!(ran.err.contains("no request names a country yet"), "{ran:?}");
}
