//! Searching as one types, and the views that are kept from it.

use super::driver::{Driver, journal, now};
use super::pictures::at_every_size;
use crate::bulletin::{Bulletin, Item, Scripture};
use crate::clock::Clock;
use crate::journal::{ActId, Change, Filter, Incoming, Scope, Step, Verdict, Whole};
use crate::tui::msg::{Command, Msg, Query};
use crate::tui::state::Screen;

const SIZES: [(u16, u16); 4] = [(120, 40), (80, 24), (60, 20), (20, 5)];

/// The invented journal, and a bulletin that begins with a verse.
fn driver() -> Driver {
    let mut journal = journal();
    let bulletin = Bulletin {
        title: Some("Lamplight, February".into()),
        publisher: Some("Lamplight".into()),
        issued_on: Some("2026-02-01".parse().unwrap()),
        language: Some("de".into()),
        scripture: vec![Scripture {
            reference: "Römer 8,26".into(),
            text: "An invented verse about a helper who is near in our weakness.".into(),
        }],
        items: vec![Item { text: "Pray for the school of María in Moyale.".into(), ..Item::default() }],
        ..Bulletin::default()
    };
    let document = Incoming {
        name: "february.txt".into(),
        whole: Whole::of(b"february"),
        bulletins: vec![bulletin],
        corrections: Vec::new(),
    };
    journal.import(now(), ActId::new(now()), &[document]).unwrap();
    Driver::over(journal, 120, 40)
}

fn rows(driver: &Driver) -> Vec<String> {
    let Some(Screen::Search(search)) = driver.app.state.above.last() else { panic!("no search") };
    search.found.rows.iter().map(|row| row.title.clone()).collect()
}

/// What a view holds lies behind more requests than are looked through in an instant.
#[test]
fn a_view_is_looked_through_before_it_is_called_empty() {
    let mut journal = journal();
    let letter = |name: &str, count: usize, asks: &str| Incoming {
        name: name.into(),
        whole: Whole::of(name.as_bytes()),
        bulletins: vec![Bulletin {
            publisher: Some(name.into()),
            issued_on: Some("2026-01-01".parse().unwrap()),
            items: (0..count)
                .map(|n| Item { text: format!("Pray for {asks} number {n}"), ..Item::default() })
                .collect(),
            ..Bulletin::default()
        }],
        corrections: Vec::new(),
    };
    let letters = [letter("Far", 1_100, "herds"), letter("Near", 1_300, "wells")];
    journal.import(now(), ActId::new(now()), &letters).unwrap();
    let mut driver = Driver::over(journal, 120, 40);
    driver.app.state.views = [
        ("Herds".to_owned(), "herds is:request".to_owned()),
        ("Nothing".to_owned(), "herds is:praise".to_owned()),
    ]
    .into();
    driver.tell(Msg::Elsewhere);
    let shown = |driver: &Driver| driver.app.state.home.list.page.clone();
    driver.keys("<left><end><up>");
    let Scope::View(view) = driver.app.state.home.scope.clone() else { panic!("no view is shown") };
    assert_eq!(view.name, "Herds");
    assert!(shown(&driver).rows.len() >= 80, "{}", shown(&driver).rows.len());
    assert!(driver.picture().contains("number 1099"), "{}", driver.picture());
    driver.keys("<down>");
    assert!(shown(&driver).rows.is_empty() && shown(&driver).unread_after.is_none());
    assert!(driver.picture().contains("nothing is in this view now"), "{}", driver.picture());
}

#[test]
fn the_search_looks_as_it_should() {
    for (name, keys) in [
        ("empty", "/"),
        ("words", "/moyal"),
        ("near", "/nargisa"),
        ("verse", "/romans 8"),
        ("offers", "/pray region:"),
        ("complaint", "/moyale regoin:asia"),
        ("naming", "/is:open moyale<ctrl-s>Wells"),
    ] {
        for (columns, rows) in SIZES {
            let mut driver = driver();
            driver.keys(keys).resize(columns, rows);
            insta::assert_snapshot!(format!("search_{name}_{columns}x{rows}"), driver.snapshot());
        }
        at_every_size(name, driver().keys(keys));
    }
}

#[test]
fn names_are_found_by_their_beginning_without_accents_and_with_a_wrong_letter() {
    for (typed, found) in
        [("maria", "María"), ("moyal", "Moyale"), ("nargisa", "Pastor R."), ("damit", "Damir")]
    {
        let mut driver = driver();
        driver.keys(&format!("/{typed}"));
        assert!(rows(&driver).iter().any(|title| title.contains(found)), "{typed}: {:?}", rows(&driver));
    }
    let mut driver = driver();
    driver.keys("/nargisa");
    assert!(driver.picture().contains("near nargisa: nargiza"), "{}", driver.picture());
    driver.keys("<backspace><backspace><backspace>");
    assert!(!driver.picture().contains("near"), "what begins so is no guess: {}", driver.picture());
}

#[test]
fn a_mistake_in_a_filter_is_said_and_the_last_result_stays() {
    let mut driver = driver();
    driver.keys("/moyale");
    let before = rows(&driver);
    driver.keys(" regoin:asia");
    assert!(driver.picture().contains("did you mean `region:`"), "{}", driver.picture());
    assert_eq!(rows(&driver), before);
    assert!(driver.picture().contains("herders"), "{}", driver.picture());
}

#[test]
fn a_mistake_is_said_in_full_and_no_hint_is_beside_it() {
    for (columns, rows) in [(80, 24), (60, 20)] {
        let mut driver = driver();
        driver.resize(columns, rows).keys("/is:answerd");
        let picture = driver.picture();
        assert!(!picture.contains("fewer letters"), "{picture}");
        let told = picture.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            told.contains("`is:answerd` is not known") && told.contains("pinned, follow-up"),
            "{picture}"
        );
    }
}

#[test]
fn filter_words_are_gone_on_with_by_tab() {
    let mut driver = driver();
    driver.keys("/moyale reg<tab>");
    assert!(driver.picture().contains("moyale region:"), "{}", driver.picture());
    driver.keys("<tab>");
    assert!(driver.picture().contains("region:\"Africa, East\""), "{}", driver.picture());
    assert_eq!(rows(&driver).len(), 2);
    driver.keys("<tab>");
    assert!(driver.picture().contains("region:\"Asia, Central\""), "the next: {}", driver.picture());
    assert_eq!(rows(&driver).len(), 0);
    driver.keys("<esc>/is:ans<tab>");
    assert!(driver.picture().contains("Search  is:answered"), "{}", driver.picture());
}

#[test]
fn what_is_still_typed_of_a_filter_is_no_mistake() {
    let mut driver = driver();
    for letter in "moyale is:open".chars().map(|letter| letter.to_string()).fold(
        vec!["/".to_owned()],
        |mut keys, letter| {
            keys.push(letter);
            keys
        },
    ) {
        driver.keys(&letter);
        assert!(!driver.picture().contains("not known"), "{}", driver.picture());
    }
    assert_eq!(rows(&driver).len(), 3);
    driver.keys("x");
    assert!(driver.picture().contains("`is:openx` is not known"), "{}", driver.picture());
}

#[test]
fn a_verse_leads_to_its_bulletin() {
    let mut driver = driver();
    driver.keys("/rom 8:26");
    let picture = driver.picture();
    assert!(picture.contains("Scripture") && picture.contains("Römer 8,26"), "{picture}");
    assert!(picture.contains("An invented verse"), "{picture}");
    driver.keys("<enter>");
    assert_eq!(rows(&driver), ["Pray for the school of María in Moyale"], "{}", driver.picture());
    driver.resize(80, 24);
    assert!(driver.picture().contains("\n Lamplight, February, 1 February  "), "{}", driver.picture());
    driver.keys("<backspace><backspace>");
    assert!(!driver.picture().contains("\n Lamplight, February, 1 February  "), "{}", driver.picture());
    driver.keys("<esc>/weakness");
    assert!(driver.picture().contains("Römer 8,26"), "by its words: {}", driver.picture());
    driver.keys("<esc>/rom 9");
    assert!(!driver.picture().contains("Römer"), "{}", driver.picture());
}

#[test]
fn what_was_sought_is_marked_in_list_and_text() {
    use ratatui::style::Modifier;
    let mut driver = driver();
    driver.keys("/moyal");
    let marked: Vec<String> = driver.marked(Modifier::UNDERLINED);
    assert!(marked.iter().filter(|word| *word == "Moyale").count() >= 3, "{marked:?}");
    assert!(marked.iter().all(|word| word == "Moyale"), "{marked:?}");
}

#[test]
fn words_of_kneel_are_not_marked() {
    use ratatui::style::Modifier;
    let mut driver = driver();
    driver.keys("nFor heating.<ctrl-s>/pray");
    let picture = driver.picture();
    assert!(picture.contains("Not prayed yet."), "{picture}");
    let marked = driver.marked(Modifier::UNDERLINED);
    assert!(
        marked.iter().any(|word| word == "Pray") && !marked.iter().any(|word| word.starts_with("prayed")),
        "{marked:?}"
    );
    driver.keys("<esc>/for heating");
    let marked = driver.marked(Modifier::UNDERLINED);
    assert!(
        marked.iter().filter(|word| *word == "heating").count() >= 2,
        "in the text or the note: {marked:?}"
    );
    driver.keys("<esc>/notes");
    assert!(driver.marked(Modifier::UNDERLINED).is_empty(), "{:?}", driver.marked(Modifier::UNDERLINED));
}

#[test]
fn a_search_is_kept_as_a_view_and_taken_off_again() {
    let mut driver = driver();
    driver.keys("/is:open moyale<ctrl-s>Wells<enter>");
    assert_eq!(driver.app.state.views["Wells"], "is:open moyale");
    assert!(driver.status().starts_with("kept as a view: Wells"), "{}", driver.status());
    driver.keys("<esc>hG");
    let picture = driver.picture();
    assert!(picture.contains("Saved views") && picture.contains("> Wells"), "{picture}");
    assert!(matches!(&driver.app.state.home.scope, Scope::View(view) if view.name == "Wells"));
    assert!(picture.contains("3 requests, longest wait first"), "{picture}");
    driver.keys("lP");
    assert!(driver.picture().contains("1 of 3"), "it is walked through: {}", driver.picture());
    driver.keys("<esc>/");
    assert!(driver.picture().contains("Search  is:open moyale"), "its words are there: {}", driver.picture());
    driver.keys("<backspace><ctrl-s><ctrl-u>");
    for _ in 0..5 {
        driver.keys("<backspace>");
    }
    driver.keys("<enter>");
    assert!(driver.app.state.views.is_empty());
    driver.keys("<esc>");
    assert!(!driver.picture().contains("Saved views"), "{}", driver.picture());
    assert_eq!(driver.app.state.home.scope, Scope::Everything);
}

#[test]
fn a_view_is_written_into_the_settings_and_what_stands_there_stays() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("config.toml");
    std::fs::write(&file, "# mine\nportion = 3\n").unwrap();
    let mut driver = driver();
    driver.set_settings(&file);
    driver.keys("/moyale<ctrl-s>Wells<enter>");
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.starts_with("# mine\nportion = 3\n") && text.contains("Wells = \"moyale\""), "{text}");
    std::fs::write(&file, "portion = = 3\n").unwrap();
    driver.keys("<esc>/herders<ctrl-s>Rain<enter>");
    assert!(driver.status().contains("not understood"), "{}", driver.status());
    assert!(!driver.app.state.views.contains_key("Rain"), "what is not kept is not shown as kept");
    let picture = driver.picture();
    assert!(picture.contains("herders") && picture.contains("Rain"), "nothing typed is lost: {picture}");
    std::fs::write(&file, "portion = 3\n").unwrap();
    driver.keys("<enter>");
    assert_eq!(driver.app.state.views["Rain"], "herders");
}

#[test]
fn a_view_is_renamed_and_given_other_words_and_each_is_taken_back() {
    let mut driver = driver();
    let views = |driver: &Driver| format!("{:?}", driver.app.state.views);
    driver.keys("/moyale<ctrl-s>Wells<enter>");
    driver.keys("<ctrl-s> of Moyale<enter>");
    assert_eq!(views(&driver), r#"{"Wells of Moyale": "moyale"}"#);
    assert_eq!(driver.status(), "the view Wells is called Wells of Moyale now");
    assert!(driver.picture().contains("Ctrl-u undo"), "{}", driver.picture());
    driver.keys("<ctrl-u>");
    assert_eq!(views(&driver), r#"{"Wells": "moyale"}"#);
    assert!(driver.picture().contains("Search  moyale"), "{}", driver.picture());
    driver.keys("<esc>hGl/");
    driver.keys("rain<ctrl-s>");
    assert!(driver.picture().contains("the view will hold these words"), "{}", driver.picture());
    driver.keys("<enter>");
    assert_eq!(views(&driver), r#"{"Wells": "moyale rain"}"#);
    driver.keys(" herders<ctrl-s>!<enter>");
    assert_eq!(views(&driver), r#"{"Wells": "moyale rain", "Wells!": "moyale rain herders"}"#);
    driver.keys("<ctrl-s><backspace><enter>");
    assert!(driver.status().starts_with("there is a view called Wells already"), "{}", driver.status());
    driver.keys("<esc><ctrl-u><ctrl-u>");
    assert_eq!(views(&driver), r#"{"Wells": "moyale"}"#);
    driver.keys("<ctrl-u>");
    assert!(
        driver.picture().contains("Search  moyale rain"),
        "only typing is left to undo: {}",
        driver.picture()
    );
}

#[test]
fn a_view_that_is_not_understood_says_so() {
    let mut driver = driver();
    driver.app.state.views =
        [("Old".to_owned(), "is:opne".to_owned()), ("Wells".to_owned(), "moyale".to_owned())].into();
    driver.tell(Msg::Elsewhere);
    let picture = driver.picture();
    let line = |name: &str| picture.lines().find(|line| line.contains(name)).unwrap().to_owned();
    assert!(line("Old").contains("not understood"), "{picture}");
    assert!(line("Wells").contains('3'), "{picture}");
    insta::assert_snapshot!("home_views_120x40", driver.snapshot());
}

#[test]
fn a_newer_letter_makes_the_steps_of_an_older_search_stale() {
    let mut driver = driver();
    driver.keys("/moyale");
    let state = &mut driver.app.state;
    let filter = Filter::parse("moyale").unwrap();
    let old = state.ask_beside(Query::Search {
        words: "moyale".into(),
        step: Step { below: Some(9), near: false },
        today: state.today,
    });
    assert!(!state.is_waiting(), "nobody waits for what goes on by itself");
    let Command::Ask { generation, .. } = old else { panic!() };
    driver.keys("<backspace>");
    let searched = driver.journal().search(&filter, Step::default(), 9, now().day()).unwrap();
    let hits = crate::tui::screens::search::Hits { searched, ..Default::default() };
    let before = rows(&driver);
    driver.tell(Msg::Answered { generation, answer: crate::tui::msg::Answer::Search(Ok(Box::new(hits))) });
    assert_eq!(rows(&driver), before);
}

#[test]
fn home_remembers_what_was_answered_a_year_ago() {
    let mut journal = journal();
    let filter = Filter::parse("herders").unwrap();
    let item = journal.select(&filter, 1, now().day()).unwrap().remove(0).id;
    let day = "2025-03-13".parse().unwrap();
    let change =
        Change::Answered { item, verdict: Verdict::Answered, words: String::new(), day, praise: None };
    journal.act(Clock::fixed(now()).now(), &[change]).unwrap();
    let mut driver = Driver::over(journal, 80, 24);
    assert!(
        driver.picture().contains("A year ago: Rain for the herders around Moyale, answered"),
        "{}",
        driver.picture()
    );
    driver.keys("<space>");
    assert!(!driver.picture().contains("A year ago"), "what was just done is said instead");
}
