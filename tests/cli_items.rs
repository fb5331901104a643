//! What a person does with items on the command line, each command once and each way it can end.

mod cli_common;

use cli_common::{Home, letter_of};
use serde_json::json;

#[test]
fn an_empty_journal_says_what_to_do_and_is_not_created_by_asking() {
    let home = Home::new();
    for (args, code, words) in [
        (&["list"][..], 0, "the journal is empty; `kneel import FILE`"),
        (&["search", "rain"], 0, "nothing was found"),
        (&["today"], 3, "the journal is empty"),
        (&["pray", "--plain"], 3, "the journal is empty"),
        (&["bulletins"], 0, "no bulletin was read yet"),
        (&["history"], 0, "nothing was done yet"),
        (&["undo"], 3, "there is nothing to take back"),
        (&["redo"], 3, "there is nothing to do again"),
        (&["export"], 3, "there is no journal yet"),
        (&["backup"], 3, "there is no journal yet"),
        (&["doctor"], 3, "there is no journal yet"),
        (&["prayed", "3f"], 1, "no item begins with 3f; `kneel list` shows ids"),
        (&[], 0, "there is no terminal here"),
    ] {
        let ran = home.kneel(args).ends(code);
        assert!(ran.err.contains(words), "{args:?}: {ran:#?}");
        assert_eq!(ran.out, "", "{args:?}");
    }
    assert!(!home.data().exists());
}

#[test]
fn items_are_named_by_the_beginning_of_their_id() {
    let home = Home::with_letter();
    let id = home.id("Nilufa");
    let full = home.shown("Nilufa")["id"].as_str().unwrap().to_owned();
    for named in [&id, &full, &id.to_uppercase()] {
        assert!(home.kneel(&["show", named]).done().out.starts_with(&id));
    }
    let none = home.kneel(&["show", "zz"]).ends(1);
    assert_eq!(none.err, "kneel: no item begins with zz; `kneel list` shows ids\n");
    home.kneel(&["show", ""]).ends(2);

    // more items than there are hexadecimal digits: two begin alike
    for number in 0..17 {
        home.piped(&["import", "-"], letter_of(number)).done();
    }
    let listed = home.kneel(&["list"]).done().out;
    let ids: Vec<&str> = listed.lines().filter_map(|line| line.split('\t').next()).collect();
    let begins = |prefix: &str| ids.iter().filter(|id| id.starts_with(prefix)).count();
    let first =
        "0123456789abcdef".split("").find(|digit| !digit.is_empty() && (2..12).contains(&begins(digit)));
    let first = first.unwrap();
    let many = home.kneel(&["prayed", first]).ends(1);
    assert!(many.err.contains(&format!("{first} could be any of {}", begins(first))), "{many:#?}");
    assert_eq!(many.err.lines().count(), 1 + begins(first), "{many:#?}");
}

#[test]
fn marks_are_counted_and_one_wrong_id_marks_none() {
    let home = Home::with_letter();
    let (rain, nilufa) = (home.id("rain"), home.id("Nilufa"));
    home.kneel(&["prayed", &rain, "zz"]).ends(1);
    assert_eq!(home.shown("rain")["times"], 0);
    home.kneel(&["prayed", &rain, &nilufa, &rain]).done();
    assert_eq!(
        (&home.shown("rain")["times"], &home.shown("rain")["last_prayed"]),
        (&json!(1), &json!("2026-03-12"))
    );
    home.kneel(&["undo"]).done();
    assert_eq!((&home.shown("rain")["times"], &home.shown("Nilufa")["times"]), (&json!(0), &json!(0)));
    home.kneel(&["redo"]).done();
    assert_eq!(home.shown("Nilufa")["times"], 1);
}

#[test]
fn a_request_of_ones_own_is_private() {
    let home = Home::new();
    let added = home.kneel(&["add", "Grandmother's operation", "--region", "Family"]).done();
    assert_eq!(added.out.trim(), home.id("operation"));
    let item = home.shown("operation");
    assert_eq!((&item["visibility"], &item["own"]), (&json!("private"), &json!(true)));
    assert_eq!((&item["region"], &item["kinds"]), (&json!("Family"), &json!(["request"])));

    let told =
        home.piped(&["add", "-", "--praise", "--visibility", "group", "--json"], "The bakery opened\n");
    assert_eq!(told.done().json()["format"], "kneel.added/1");
    let item = home.shown("bakery");
    assert_eq!((&item["text"], &item["kinds"]), (&json!("The bakery opened"), &json!(["praise"])));
    assert_eq!(item["visibility"], "group");
    assert_eq!(home.id("bakery").len(), 6, "ids of one hour do not begin alike");
    home.piped(&["add"], "  \n").ends(3);
    home.kneel(&["add", "x", "--visibility", "nobody"]).ends(2);
}

#[test]
fn notes_come_from_the_command_line_or_a_pipe() {
    let home = Home::with_letter();
    let rain = home.id("rain");
    home.kneel(&["note", &rain, "Clouds today"]).done();
    home.piped(&["note", &rain, "-"], "Wind\nfrom the east\n").done();
    home.piped(&["note", &rain], "And thunder").done();
    home.piped(&["note", &rain], "").ends(3);
    let item = home.shown("rain");
    let texts: Vec<_> = item["written"].as_array().unwrap().iter().map(|note| note["text"].clone()).collect();
    assert_eq!(texts, ["Clouds today", "Wind\nfrom the east", "And thunder"]);
    assert!(home.kneel(&["show", &rain]).done().out.contains("12 March 2026: Clouds today"));
    home.piped(&["note", &rain, "-"], [0xff, 0xfe, 0xc0]).ends(1);
}

#[test]
fn notes_are_rewritten_and_taken_away_by_their_number() {
    let home = Home::with_letter();
    let rain = home.id("rain");
    let texts = || {
        let item = home.shown("rain");
        let notes = item["written"].as_array().unwrap().clone();
        notes.iter().map(|note| note["text"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let none = home.kneel(&["note", &rain, "--rewrite", "--", "Clouds"]).ends(1);
    assert!(none.err.contains("has no note"), "{none:?}");
    home.kneel(&["note", &rain, "Clouds"]).done();
    assert!(
        home.kneel(&["show", &rain]).done().out.contains("\n  12 March 2026: Clouds"),
        "one has no number"
    );
    home.kneel(&["note", &rain, "Wind"]).done();
    let shown = home.kneel(&["show", &rain]).done().out;
    assert!(shown.contains("  1. 12 March 2026: Clouds\n  2. 12 March 2026: Wind\n"), "{shown}");

    let done = home.kneel(&["note", &rain, "Storm", "--rewrite"]).done();
    assert!(done.err.contains("note rewritten on: "), "{done:?}");
    home.piped(&["note", &rain, "--rewrite", "1"], "Grey clouds\n").done();
    assert_eq!(texts(), ["Grey clouds", "Storm"]);
    home.kneel(&["note", &rain, "--rewrite", "2", "Storm"]).ends(3);
    home.piped(&["note", &rain, "--rewrite"], "").ends(3);
    home.kneel(&["note", &rain, "--rewrite", "3", "Sun"]).ends(1);
    home.kneel(&["note", &rain, "--rewrite", "0", "Sun"]).ends(1);
    let misplaced = home.kneel(&["note", &rain, "--rewrite", "Sun"]).ends(2);
    assert!(misplaced.err.contains("a text goes before the option"), "{misplaced:?}");
    home.kneel(&["note", &rain, "Sun", "--take-away"]).ends(2);
    assert_eq!(texts(), ["Grey clouds", "Storm"], "what is refused changes nothing");

    let done = home.kneel(&["note", &rain, "--take-away", "1"]).done();
    assert!(done.err.contains("took a note away: "), "{done:?}");
    home.kneel(&["note", &rain, "--take-away"]).done();
    assert_eq!(texts(), Vec::<String>::new());
    home.kneel(&["note", &rain, "--take-away"]).ends(1);
    let shown = home.kneel(&["show", &rain]).done().out;
    assert!(shown.contains("note rewritten: Grey clouds") && shown.contains("noted: Clouds"), "{shown}");
    home.kneel(&["undo"]).done();
    assert_eq!(texts(), ["Storm"]);
}

#[test]
fn answers_are_given_and_taken_off() {
    let home = Home::with_letter();
    let (rain, roof, both) = (home.id("rain"), home.id("roof"), home.id("Prakash"));
    let args = [
        "answer",
        &rain,
        "--verdict",
        "partly",
        "--words",
        "One shower",
        "--day",
        "2026-03-10",
        "--from",
        &roof,
    ];
    home.kneel(&args).done();
    let item = home.shown("rain");
    let answer = &item["answer"];
    assert_eq!(
        (&answer["verdict"], &answer["words"], &answer["day"]),
        (&json!("partly"), &json!("One shower"), &json!("2026-03-10"))
    );
    assert!(answer["praise"].as_str().unwrap().starts_with(&roof));
    let shown = home.kneel(&["show", &rain]).done().out;
    assert!(shown.contains("partly answered, 10 March 2026: One shower") && shown.contains(&roof), "{shown}");

    home.kneel(&["answer", &both, "--verdict", "set-back"]).done();
    assert_eq!(home.shown("Prakash")["answer"]["day"], "2026-03-12");
    home.kneel(&["reopen", &rain]).done();
    assert_eq!(home.shown("rain")["answer"], json!(null));
    home.kneel(&["reopen", &rain]).ends(3);

    home.kneel(&["answer", &roof]).ends(1);
    home.kneel(&["answer", &rain, "--from", &rain]).ends(1);
    home.kneel(&["answer", &both, "--from", &both]).ends(1);
    home.kneel(&["answer", &rain, "--verdict", "perhaps"]).ends(2);
    home.kneel(&["answer", &rain, "--day", "2026-03-13"]).ends(2);
}

#[test]
fn what_is_followed_up_or_pinned_stands_first() {
    let mut home = Home::with_letter();
    let (rain, nilufa) = (home.id("rain"), home.id("Nilufa"));
    home.kneel(&["pin", &nilufa]).done();
    home.kneel(&["pin", &nilufa]).ends(3);
    home.kneel(&["follow-up", &rain, "3d"]).done();
    home.kneel(&["follow-up", &rain, "someday"]).ends(2);
    home.kneel(&["follow-up", &rain]).ends(2);
    let order = |home: &Home| {
        let out = home.kneel(&["today"]).done().out;
        (out.find("herders").unwrap(), out.find("Nilufa").unwrap(), out.find("Joren").unwrap())
    };
    let (rain_at, nilufa_at, joren_at) = order(&home);
    assert!(nilufa_at < joren_at && nilufa_at < rain_at);
    home.on("2026-03-15T07:00:00+01:00");
    let (rain_at, nilufa_at, joren_at) = order(&home);
    assert!(rain_at < nilufa_at && nilufa_at < joren_at);
    assert!(home.kneel(&["show", &rain]).done().out.contains("to be looked at again on 15 March 2026"));
    assert_eq!(home.kneel(&["list", "is:follow-up"]).done().out.lines().count(), 1);
    home.kneel(&["prayed", &rain]).done();
    assert!(!home.kneel(&["show", &rain]).done().out.contains("again on 15 March 2026;"));
    home.kneel(&["follow-up", &rain, "--off"]).ends(3);
    home.kneel(&["pin", "--off", &nilufa]).done();
    assert!(home.kneel(&["list", "is:pinned"]).done().out.is_empty());
}

#[test]
fn one_prays_through_what_one_names() {
    let home = Home::with_letter();
    let printed = |args: &[&str]| home.kneel(&[&["pray", "--plain"], args].concat()).done().out;
    assert!(printed(&["--region", "south asia"]).contains("Nilufa"));
    assert!(!printed(&["--region", "south asia"]).contains("Joren"));
    assert!(printed(&["--due"]).contains("Nilufa") && printed(&["--due"]).contains("Joren"));
    assert_eq!(printed(&["--random"]), printed(&["--random"]));
    home.kneel(&["pray", "--plain", "--due", "--random"]).ends(2);
    home.kneel(&["pray", "--plain", "--country", "narnia"]).ends(2);
    home.kneel(&["pray", "--plain", "--publisher", "nobody"]).ends(1);
    home.kneel(&["pray", "--plain", "--view", "none"]).ends(1);
    home.kneel(&["pray", "--plain", "--region", "nowhere"]).ends(1);
}

#[test]
fn what_rests_is_not_in_the_portion() {
    let mut home = Home::with_letter();
    let rain = home.id("rain");
    let due = |home: &Home| home.kneel(&["today"]).out.contains("herders");
    assert!(due(&home));
    home.kneel(&["snooze", &rain, "3d"]).done();
    assert!(!due(&home));
    assert!(home.kneel(&["list", "is:snoozed"]).done().out.ends_with("rests to 15 Mar\n"));
    home.kneel(&["snooze", &rain, "--wake"]).done();
    assert!(due(&home));
    home.kneel(&["snooze", &rain, "--wake"]).ends(3);
    home.kneel(&["snooze", &rain, "2026-03-15"]).done();
    assert!(due(home.on("2026-03-15T07:00:00+01:00")));
    home.kneel(&["snooze", &rain, "someday"]).ends(2);
    home.kneel(&["snooze", &rain]).ends(2);
    home.kneel(&["snooze", &rain, "3d", "--wake"]).ends(2);
}

#[test]
fn what_is_put_away_can_be_put_back() {
    let home = Home::with_letter();
    let rain = home.id("rain");
    home.kneel(&["archive", &rain]).done();
    home.kneel(&["archive", &rain]).ends(3);
    assert!(!home.kneel(&["list"]).done().out.contains(&rain));
    assert!(home.kneel(&["list", "is:archived"]).done().out.contains(&rain));
    home.kneel(&["archive", "--back", &rain]).done();
    home.kneel(&["archive", "--back", &rain]).ends(3);
    assert!(home.kneel(&["list"]).done().out.contains(&rain));
}

#[test]
fn an_item_can_be_edited_and_flagged() {
    let home = Home::with_letter();
    let rain = home.id("rain");
    home.kneel(&[
        "edit",
        &rain,
        "--text",
        "Rain for Tolmere",
        "--region",
        "The Horn",
        "--kinds",
        "praise,request",
    ])
    .done();
    let item = home.shown("Tolmere");
    assert_eq!((&item["text"], &item["region"]), (&json!("Rain for Tolmere"), &json!("The Horn")));
    assert_eq!(item["kinds"], json!(["praise", "request"]));
    home.kneel(&["edit", &rain, "--text", "Rain for Tolmere"]).ends(3);
    home.kneel(&["edit", &rain]).ends(2);
    home.kneel(&["edit", &rain, "--kinds", "lament"]).ends(2);
    home.kneel(&["undo"]).done();
    assert_eq!(home.shown("Tolmere")["region"], "East Africa");

    home.kneel(&["flag", &rain, "private"]).done();
    assert_eq!(home.shown("Tolmere")["visibility"], "private");
    home.kneel(&["flag", &rain, "private"]).ends(3);
    home.kneel(&["flag", &rain, "secret"]).ends(2);
}

#[test]
fn lists_are_filtered() {
    let home = Home::with_letter();
    home.kneel(&["prayed", &home.id("Nilufa")]).done();
    let count = |filter: &[&str]| {
        let args: Vec<&str> = ["list"].iter().chain(filter).copied().collect();
        home.kneel(&args).done().out.lines().count()
    };
    assert_eq!(count(&[]), 5);
    assert_eq!(count(&["region:South Asia"]), 2);
    assert_eq!(count(&["region:South Asia", "prayed:<30d"]), 1);
    assert_eq!(count(&["country:kenya"]), 1);
    assert_eq!(count(&["publisher:lamp", "before:2026-03-08", "after:2026-03-07"]), 5);
    assert_eq!(count(&["is:praise"]), 2);
    assert_eq!(count(&["is:open", "hearing"]), 1);
    assert_eq!(count(&["--limit", "2"]), 2);
    assert_eq!(count(&["is:answered"]), 0);
    home.kneel(&["list", "is:lost"]).ends(2);
    home.kneel(&["list", "country:atlantis"]).ends(2);

    let line = home.kneel(&["search", "hearing"]).done().out;
    let fields: Vec<&str> = line.trim_end().split('\t').collect();
    assert_eq!((fields.len(), fields[2], fields[3]), (4, "South Asia", "today"));
    let data = home.kneel(&["search", "hearing", "--json"]).done().json();
    assert_eq!(data["format"], "kneel.items/1");
    assert_eq!(data["items"][0]["last_prayed"], "2026-03-12");
}

#[test]
fn the_portion_is_printed_in_full_and_marks_nothing() {
    let home = Home::with_letter();
    let today = home.kneel(&["today"]).done();
    assert!(
        today.out.contains("EAST AFRICA\n\n  Please pray for rain for the herders around Tolmere in Kenya.")
    );
    assert!(today.out.contains(&format!("({}: Lamplight", home.id("Nilufa"))), "{}", today.out);
    assert_eq!(home.kneel(&["pray", "--plain"]).done().out, today.out);
    assert_eq!(home.kneel(&["pray"]).done().out, today.out);
    let alone = home.kneel(&[]).done();
    assert_eq!(alone.out, today.out);
    assert!(alone.err.contains("there is no terminal here"));
    assert_eq!(home.shown("rain")["times"], 0);
    assert!(!today.out.contains("roof of the clinic"), "a praise asks nothing");

    let region = home.kneel(&["pray", "--plain", "--region", "south asia"]).done().out;
    assert!(region.contains("Nilufa") && !region.contains("herders"));
    home.kneel(&["pray", "--plain", "--region", "Atlantis"]).ends(1);

    let data = home.kneel(&["today", "--json"]).done().json();
    let ids: Vec<&str> =
        data["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), 4);
    let args: Vec<&str> = ["prayed"].into_iter().chain(ids).collect();
    home.kneel(&args).done();
    let done = home.kneel(&["today"]).ends(3);
    assert!(done.err.contains("today's portion is done; 4 prayed"), "{done:?}");
}

#[test]
fn a_text_without_its_label_begins_with_a_capital_where_it_is_read_and_not_in_json() {
    let home = Home::new();
    home.kneel(&["add", "fuel came for the school, and more is needed"]).done();
    for args in [&["today"][..], &["show", &home.id("fuel")]] {
        let out = home.kneel(args).done().out;
        assert!(out.contains("Fuel came for the school, and more is needed"), "{args:?}: {out}");
    }
    assert_eq!(home.shown("fuel")["text"], "fuel came for the school, and more is needed");
}

#[test]
fn the_size_of_the_portion_is_the_persons() {
    let home = Home::with_letter();
    home.file("config/config.toml", "portion = 1\nspeed = 3\n");
    let today = home.kneel(&["today", "--json"]).done();
    assert_eq!(today.json()["items"].as_array().unwrap().len(), 1);
    assert!(today.err.contains("speed"), "what is not known is named: {today:?}");
}

#[test]
fn the_history_tells_each_step() {
    let home = Home::with_letter();
    home.kneel(&["prayed", &home.id("rain")]).done();
    home.kneel(&["undo"]).done();
    let history = home.kneel(&["history"]).done().out;
    let lines: Vec<&str> = history.lines().collect();
    assert!(
        lines[0].starts_with("2026-03-12 09:14  ")
            && lines[0].contains("  prayed: ")
            && lines[0].ends_with("(taken back)"),
        "{history}"
    );
    assert!(lines[1].contains("imported"), "{history}");
    let data = home.kneel(&["history", "--limit", "1", "--json"]).done().json();
    assert_eq!((&data["format"], data["acts"].as_array().unwrap().len()), (&json!("kneel.history/1"), 1));
    let timeline = home.shown("rain")["timeline"].clone();
    assert!(timeline.as_array().unwrap().iter().any(|entry| entry["undone"] == true), "{timeline:#}");
}

#[test]
fn any_step_is_taken_back_by_its_letters() {
    let home = Home::with_letter();
    home.kneel(&["prayed", &home.id("rain")]).done();
    home.kneel(&["note", &home.id("rain"), "They wrote."]).done();
    let history = home.kneel(&["history"]).done().out;
    let name = |word: &str| {
        let line = history.lines().find(|line| line.contains(word)).unwrap();
        line.split_whitespace().nth(2).unwrap().to_owned()
    };
    assert_eq!(name("prayed").len(), 6, "{history}");
    home.kneel(&["undo", &name("prayed")]).done();
    let shown = home.shown("rain");
    assert_eq!((&shown["times"], &shown["notes"]), (&json!(0), &json!(1)), "{shown:#}");
    let again = home.kneel(&["undo", &name("prayed")]);
    assert_eq!(again.code, 3, "{again:?}");
    home.kneel(&["redo", &name("prayed")]).done();
    let import = home.kneel(&["undo", &name("imported")]);
    assert!(import.code == 1 && import.err.contains("2 later steps are about what it brought"), "{import:?}");
    home.kneel(&["undo", "--yes", &name("imported")]).done();
    assert_eq!(home.kneel(&["list"]).done().out, "", "what it brought is out of sight");
    home.kneel(&["redo", &name("imported")]).done();
    assert_eq!(home.shown("rain")["times"], 1);
    let nothing = home.kneel(&["undo", "abcdef012"]);
    assert!(nothing.code == 1 && nothing.err.contains("kneel history"), "{nothing:?}");
    home.kneel(&["doctor"]).done();
}

#[test]
fn bulletins_are_listed_newest_first() {
    let home = Home::with_letter();
    home.piped(&["import", "-"], cli_common::LATER_LETTER).done();
    let listed = home.kneel(&["bulletins"]).done().out;
    let lines: Vec<&str> = listed.lines().collect();
    assert!(lines[0].contains("  2026-04-11     2 items  Lamplight Prayer Letter"), "{listed}");
    assert!(lines[1].contains("  2026-03-07     5 items"), "{listed}");
    let data = home.kneel(&["bulletins", "--limit", "1", "--json"]).done().json();
    assert_eq!(
        (&data["format"], data["bulletins"].as_array().unwrap().len()),
        (&json!("kneel.bulletins/1"), 1)
    );
    home.piped(&["import", "-"], "Lamplight\n\nMay 2026\n\nKenya\n\nPray for rain in Marsabit.\n").done();
    let listed = home.kneel(&["bulletins", "--limit", "1"]).done().out;
    assert!(listed.contains("     1 item   "), "{listed}");
}
