//! `kneel search` and `kneel list --view` from outside: what is near, verses, views.
#![allow(missing_docs)]

mod cli_common;

use cli_common::Home;

#[test]
fn what_is_near_is_found_and_said() {
    let cli = Home::with_letter();
    let found = cli.kneel(&["search", "nilufo", "hearing"]).done();
    assert!(found.out.contains("Nilufa") && found.err.contains("near nilufo: nilufa"), "{found:?}");
    let twice = cli.kneel(&["search", "nilufo", "nilufo", "hearing"]).done();
    assert_eq!(twice.err.matches("near nilufo").count(), 1, "{twice:?}");
    let found = cli.kneel(&["search", "Nilufa"]).done();
    assert!(found.out.contains("Nilufa") && !found.err.contains("near"), "{found:?}");
    let found = cli.kneel(&["search", "quintessence"]).done();
    assert!(found.out.is_empty() && found.err.contains("nothing was found"), "{found:?}");
}

#[test]
fn a_passage_finds_the_bulletin_that_begins_with_it() {
    let cli = Home::with_letter();
    let found = cli.kneel(&["search", "Johannes 1,5"]).done();
    assert!(found.err.contains("John 1:5 (WEB) stands before"), "{found:?}");
    let id = found.err.split("bulletin:").nth(1).unwrap().split('`').next().unwrap().to_owned();
    let listed = cli.kneel(&["list", &format!("bulletin:{id}"), "is:open"]).done();
    assert!(listed.out.contains("Nilufa"), "{listed:?}");
    assert!(cli.kneel(&["list", "bulletin:000000"]).done().out.is_empty());
    let all = cli.kneel(&["search", &format!("bulletin:{id}")]).done();
    assert_eq!(all.out.lines().count(), 5, "all that stands in it: {all:?}");
}

#[test]
fn a_view_is_listed_by_its_name() {
    let cli = Home::with_letter();
    std::fs::create_dir_all(cli.path("config")).unwrap();
    std::fs::write(cli.path("config/config.toml"), "[views]\n\"Tuesday group\" = \"region:asia is:open\"\n")
        .unwrap();
    let listed = cli.kneel(&["list", "--view", "Tuesday group"]).done();
    assert!(listed.out.contains("Nilufa") && !listed.out.contains("Joren"), "{listed:?}");
    let narrowed = cli.kneel(&["search", "--view", "Tuesday group", "judge"]).done();
    assert_eq!(narrowed.out.lines().count(), 1, "{narrowed:?}");
    let unknown = cli.kneel(&["list", "--view", "Friday"]);
    assert!(unknown.code == 2 && unknown.err.contains("there are Tuesday group"), "{unknown:?}");
}
