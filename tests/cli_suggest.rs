//! `kneel suggest`, `answer --from` and `dismiss` from outside.

mod cli_common;

use cli_common::Home;

const ASKED: &str = "Open Gate Prayer Letter\n\n11 November 2025\n\nKenya\n\n\
    Pray for clean water at Moyale before the school term opens. The old pump broke in June.\n\n\
    Pray for rain for the herders around Marsabit, who are selling their goats.\n\nNepal\n\n\
    Please pray for Sunita Rai, who waits for her residence visa, that the ministry would grant it soon.\n";

const TOLD: &str = "Open Gate Prayer Letter\n\n1 March 2026\n\nKenya\n\n\
    Thank God: the new pump at Moyale ran on Saturday, and 340 families draw clean water from it.\n\nNepal\n\n\
    Praise God! Sunita Rai has her visa, stamped for two years.\n\nChad\n\n\
    Give thanks for a merry harvest feast with drums and millet cakes.\n";

fn home() -> Home {
    let home = Home::new();
    home.piped(&["import", "-"], ASKED).done();
    let came = home.piped(&["import", "-"], TOLD).done();
    assert!(came.err.contains("2 praises may be answers; `kneel suggest` shows them"), "{came:?}");
    home
}

fn id(home: &Home, words: &str) -> String {
    home.id(words)
}

#[test]
fn an_import_tells_of_answers_and_suggest_shows_why() {
    let home = home();
    let shown = home.kneel(&["suggest"]).done();
    let (pump, request) = (id(&home, "340 families"), id(&home, "school term"));
    assert!(shown.out.contains(&format!("{pump}  We heard, 1 March 2026")), "{}", shown.out);
    assert!(shown.out.contains(&format!("{request}  We asked: likely")), "{}", shown.out);
    assert!(shown.out.contains("Why: same name: Moyale"), "{}", shown.out);
    assert!(!shown.out.contains("millet"), "{}", shown.out);
    let all = home.kneel(&["suggest", "--all"]).done();
    assert!(all.out.contains("millet"), "{}", all.out);
    let explained = home.kneel(&["suggest", "--explain", &pump]).done();
    assert!(explained.out.contains("evidence") && explained.out.contains("region"), "{}", explained.out);
}

#[test]
fn the_json_names_every_praise_without_a_verdict() {
    let home = home();
    let data = home.kneel(&["suggest", "--json"]).done().json();
    assert_eq!(data["format"], "kneel.suggest/1");
    assert_eq!(data["praises"].as_array().unwrap().len(), 3);
    let first = &data["praises"][0]["candidates"][0];
    assert_eq!(first["confidence"], "likely");
    assert!(
        first["score"].as_f64().unwrap() > 0.7 && first["reasons"].as_array().unwrap().len() > 2,
        "{first}"
    );
}

#[test]
fn a_person_keeps_one_and_puts_the_other_away() {
    let home = home();
    let (pump, water) = (id(&home, "340 families"), id(&home, "school term"));
    home.kneel(&["answer", &water, "--from", &pump]).done();
    let (told, visa) = (id(&home, "two years"), id(&home, "residence"));
    let away = home.kneel(&["dismiss", &told, &visa]).done();
    assert!(away.err.contains("not the answer to: "), "{away:?}");
    let none = home.kneel(&["suggest"]).ends(3);
    assert!(none.err.contains("no praise is likely an answer"), "{none:?}");
    home.kneel(&["undo"]).done();
    assert!(home.kneel(&["suggest"]).done().out.contains("Sunita Rai has her visa"));
    home.kneel(&["dismiss", &told]).done();
    assert_eq!(home.kneel(&["suggest", "--json"]).done().json()["praises"].as_array().unwrap().len(), 1);
}

#[test]
fn an_answer_has_the_day_of_the_praise_that_told_of_it() {
    let home = home();
    let (pump, water) = (home.id("340 families"), home.id("school term"));
    let day = || home.shown("school term")["answer"]["day"].as_str().unwrap_or_default().to_owned();
    home.kneel(&["answer", &water, "--from", &pump]).done();
    assert_eq!(day(), "2026-03-01");
    home.kneel(&["answer", &water, "--from", &pump, "--day", "2026-02-28"]).done();
    assert_eq!(day(), "2026-02-28", "the day that is typed counts");
    for (month, last) in [("February 2026", "2026-02-28"), ("March 2026", "2026-03-12")] {
        let home = Home::new();
        home.piped(&["import", "-"], ASKED).done();
        home.piped(&["import", "-"], TOLD.replace("1 March 2026", month)).done();
        let (pump, water) = (home.id("340 families"), home.id("school term"));
        let thread = home.kneel(&["thread", &pump]).done();
        assert!(thread.out.contains(&format!("{pump}  {month}: ")), "{}", thread.out);
        home.kneel(&["answer", &water, "--from", &pump]).done();
        assert_eq!(home.shown("school term")["answer"]["day"], last, "the last day of a month, up to today");
    }
}

#[test]
fn what_gives_no_thanks_is_refused_with_a_next_step() {
    let home = home();
    let water = id(&home, "school term");
    for args in [["suggest", &water], ["dismiss", &water]] {
        let refused = home.kneel(&args).ends(1);
        assert!(refused.err.contains("gives no thanks; `kneel list is:praise` shows praises"), "{refused:?}");
    }
}

#[test]
fn a_thread_tells_the_story_of_a_request() {
    let home = home();
    let (water, pump) = (home.id("school term"), home.id("340 families"));
    let alone = home.kneel(&["thread", &home.id("goats")]).done();
    assert!(alone.err.contains("nothing else in the journal seems to tell of it"), "{alone:?}");
    home.kneel(&["answer", &water, "--from", &pump]).done();
    let told = home.kneel(&["thread", &water]).done();
    assert!(told.out.contains(&format!("{water}  11 November 2025: asked first, this one")), "{}", told.out);
    assert!(told.out.contains(&format!("{pump}  1 March 2026: answered")), "{}", told.out);
    let data = home.kneel(&["thread", "--json", &pump]).done().json();
    assert_eq!((&data["format"], &data["items"][1]["step"]), (&"kneel.thread/1".into(), &"told".into()));
}

#[test]
fn learning_is_shown_and_forgotten() {
    let home = home();
    let nothing = home.kneel(&["suggest", "--reset-learning"]).ends(3);
    assert!(nothing.err.contains("0 decisions"), "{nothing:?}");
    home.kneel(&["dismiss", &home.id("two years"), &home.id("residence")]).done();
    let forgotten = home.kneel(&["suggest", "--reset-learning"]).done();
    assert!(forgotten.err.contains("what 1 decision taught"), "{forgotten:?}");
}
