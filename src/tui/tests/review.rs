//! An evening with a group by key strings: what is looked at, done, kept, and never shown.

use super::driver::{Driver, now};
use super::pictures::at_every_size;
use crate::bulletin::{Bulletin, Item, Kinds};
use crate::clock::Moment;
use crate::group::review::{About, Since};
use crate::journal::{ActId, Change, Filter, Incoming, ItemId, Journal, Verdict, Visibility, Whole};
use crate::tui::effects::Start;
use crate::tui::msg::{Command, Matter, Msg};

/// The word that stands in everything private here, and nowhere else.
const SECRET: &str = "Zephyrine";

fn named(journal: &Journal, words: &str) -> ItemId {
    let found = journal.select(&Filter::parse(words).unwrap(), 10, now().day()).unwrap();
    assert_eq!(found.len(), 1, "{words}");
    found[0].id.clone()
}

/// Two issues, of November and of March: two answers, one in part, three that wait, two that are new; and of private
/// things a request of one's own, an imported one, a note and a draft.
pub fn journal() -> Journal {
    let item = |region: &str, kinds, text: &str| Item {
        heading: Some(region.into()),
        region: Some(region.into()),
        kinds,
        title: crate::bulletin::title_of(text, None),
        text: text.into(),
        ..Item::default()
    };
    let issue = |day: &str, items| Bulletin {
        title: Some(format!("Lamplight, {day}")),
        publisher: Some("Lamplight".into()),
        issued_on: Some(day.parse().unwrap()),
        language: Some("en".into()),
        items,
        ..Bulletin::default()
    };
    let (request, praise) = (Kinds::REQUEST, Kinds::PRAISE);
    let mut asked = vec![
        item(
            "Kenya",
            request,
            "Clean water at Moyale before the school term opens. The old pump broke in June.",
        ),
        item("Asia, Central", request, "Damir sits in prison without a trial. Pray for his release."),
        item("Asia, Central", request, "Visa for the Okafor family, who were sent from office to office."),
        item("Asia, Central", request, "Aigul's family needs heating for the winter."),
        item("Europe", request, "The youth camp waits for its permit."),
        item("Europe", request, "Hearing of Pastor Ruslan before a just judge."),
        item("Europe", request, "Zephyrine hides from her brothers. Pray for a safe house."),
    ];
    asked[5].date = Some("2026-03-10".parse().unwrap());
    let told = vec![
        item("Kenya", praise, "The pump ran on Saturday. 340 families now draw from it."),
        item("Asia, South", request, "Flood in Sylhet: pray for dry ground and seed."),
        item("Europe", request, "The translators of Luke begin their first reading."),
    ];
    let mut journal = Journal::in_memory(now()).unwrap();
    for (name, bulletin) in [("a", issue("2025-11-11", asked)), ("b", issue("2026-03-04", told))] {
        let whole = Whole::of(name.as_bytes());
        let document =
            Incoming { name: name.into(), whole, bulletins: vec![bulletin], corrections: Vec::new() };
        journal.import(now(), ActId::new(now()), &[document]).unwrap();
    }
    let answer = |word: &str, verdict, day: &str, words: &str, praise: Option<&str>| Change::Answered {
        item: named(&journal, word),
        verdict,
        words: words.into(),
        day: day.parse().unwrap(),
        praise: praise.map(|word| named(&journal, word)),
    };
    let secret = format!("{SECRET} will be operated on Friday");
    let changes = [
        Change::Prayed { item: named(&journal, "Moyale") },
        answer("Moyale", Verdict::Answered, "2026-03-04", "", Some("Saturday")),
        answer("Damir", Verdict::Answered, "2026-03-09", "He came home in the night train.", None),
        answer("Okafor", Verdict::Partly, "2026-03-05", "The father has his.", None),
        Change::Flagged { item: named(&journal, "house"), visibility: Visibility::Private },
        Change::Noted { item: named(&journal, "Aigul"), text: format!("{SECRET} knows them") },
        Change::NotedAlong { item: named(&journal, "Aigul"), text: "A stove was promised".into() },
        Change::Added { text: secret, region: None, kinds: request, visibility: Visibility::Private },
    ];
    for change in changes {
        journal.act(now(), &[change]).unwrap();
    }
    let draft = format!("draft:{}", named(&journal, "Aigul"));
    journal.keep(&draft, Some(&format!("{{\"text\":\"{SECRET} begun alone\"}}"))).unwrap();
    journal
}

fn since(day: &str) -> Start {
    let about = About::new(Some("Tuesday group".into()), Filter::default());
    Start::Review(Matter::Period { about, since: Since::Day(day.parse().unwrap()) }, None)
}

/// The evening since 3 March, begun from the command line.
fn evening(columns: u16, rows: u16) -> Driver {
    let mut driver = Driver::over(journal(), columns, rows);
    driver.begin(since("2026-03-03"));
    driver
}

/// Types keys and looks after each of them that nothing private stands there.
fn watched(driver: &mut Driver, keys: &str) {
    let mut rest = keys;
    while let Some(first) = rest.chars().next() {
        let end = if first == '<' { rest.find('>').unwrap() + 1 } else { first.len_utf8() };
        driver.keys(&rest[..end]);
        rest = &rest[end..];
        let picture = driver.picture();
        assert!(!picture.contains(SECRET), "after {keys:?} without {rest:?}:\n{picture}");
    }
}

fn verdict(driver: &Driver, words: &str) -> Option<Verdict> {
    driver.journal().row(&named(driver.journal(), words)).unwrap().unwrap().verdict
}

#[test]
fn an_evening_looks_as_it_should() {
    for (columns, rows) in [(120, 40), (80, 24), (60, 20), (20, 5)] {
        let at = |name: &str, keys: &str| {
            let mut driver = evening(120, 40);
            watched(&mut driver, keys);
            driver.resize(columns, rows);
            insta::assert_snapshot!(format!("{name}_{columns}x{rows}"), driver.snapshot());
        };
        at("review", "");
        at("review_heard", "<right><right>");
        at("review_waiting", "<right><right><right><right>tMiriam<enter>");
        at("review_who", "<right><right><right>tMiri");
        at("review_people", "<right>q7");
        at("review_kept", "<right>q7<enter>");
        at("review_note", "<right><right><right><right>nThe stove came");
    }
}

#[test]
fn the_forms_before_an_evening_look_as_they_should() {
    for (columns, rows) in [(120, 40), (80, 24), (60, 20), (20, 5)] {
        let mut driver = Driver::over(journal(), 120, 40);
        driver.app.state.views = [("Tuesday group".to_owned(), "region:asia".to_owned())].into();
        driver.keys("hjjj").keys("Rj").resize(columns, rows);
        insta::assert_snapshot!(format!("review_gather_{columns}x{rows}"), driver.snapshot());
        driver.keys("<enter><right>q7<enter>qRE").resize(columns, rows);
        insta::assert_snapshot!(format!("review_evenings_{columns}x{rows}"), driver.snapshot());
    }
}

#[test]
fn an_evening_is_drawn_at_every_size() {
    at_every_size("review", &mut evening(120, 40));
    let mut driver = evening(120, 40);
    driver.keys("<right>q");
    at_every_size("people", &mut driver);
    driver.keys("<esc>t");
    at_every_size("who", &mut driver);
}

#[test]
fn the_parts_follow_each_other_and_end() {
    let mut driver = evening(80, 24);
    let mut places = Vec::new();
    for _ in 0..8 {
        let picture = driver.picture();
        places.push(picture.lines().nth(2).unwrap().trim().to_owned());
        driver.keys("<right>");
    }
    assert_eq!(
        places,
        [
            "Answered, 1 of 2",
            "Answered, 2 of 2",
            "Partly, or set back, 1 of 1",
            "Still waiting, 1 of 3",
            "Still waiting, 2 of 3",
            "Still waiting, 3 of 3",
            "New, 1 of 2",
            "New, 2 of 2"
        ]
    );
    assert_eq!(driver.status(), "this was the last one");
    driver.keys("<left>");
    assert!(driver.picture().contains("item 7 of 8"), "{}", driver.picture());
}

#[test]
fn one_key_says_how_it_is_and_undo_goes_back_there() {
    let mut driver = evening(120, 40);
    watched(&mut driver, "<right><right>a");
    assert_eq!(verdict(&driver, "Okafor"), Some(Verdict::Answered));
    assert!(driver.picture().contains("The father has his."), "what told of a part still stands");
    watched(&mut driver, "<right>p<right>b<right>o");
    assert!(driver.status().starts_with("answered otherwise: "), "{}", driver.status());
    assert_eq!(verdict(&driver, "Ruslan"), Some(Verdict::Partly));
    watched(&mut driver, "uuu");
    assert_eq!(verdict(&driver, "Ruslan"), None);
    assert!(driver.picture().contains("item 4 of 8"), "{}", driver.picture());
    watched(&mut driver, "U");
    assert_eq!(verdict(&driver, "Ruslan"), Some(Verdict::Partly));
    watched(&mut driver, "p");
    assert_eq!(driver.status(), "it is partly answered already");
}

#[test]
fn undo_reaches_no_further_back_than_the_evening() {
    let mut driver = evening(120, 40);
    watched(&mut driver, "uu?u<esc>U");
    assert_eq!(
        driver.journal().select(&Filter::parse("zephyrine is:own").unwrap(), 9, now().day()).unwrap().len(),
        1
    );
    watched(&mut driver, "auu");
    assert_eq!(driver.status(), "nothing was done here this evening");
}

#[test]
fn somebody_takes_it_and_a_note_goes_along() {
    let mut driver = evening(120, 40);
    watched(&mut driver, "<right><right><right><right>tMiriam K.<enter>nThe stove came<ctrl-s>");
    let picture = driver.picture();
    for words in ["Miriam K. takes it.", "The stove came", "A stove was promised", "Aigul"] {
        assert!(picture.contains(words), "{words}: {picture}");
    }
    let detail = driver.journal().detail(&named(driver.journal(), "Aigul")).unwrap().unwrap();
    let shared: Vec<bool> = detail.written.iter().map(|note| note.shared).collect();
    assert_eq!((shared, detail.taken_by.as_deref()), (vec![false, true, true], Some("Miriam K.")));
    watched(&mut driver, "t<ctrl-u><backspace>");
    driver.keys("<esc>");
    watched(&mut driver, "uu");
    assert!(!driver.picture().contains("Miriam K. takes it."), "{}", driver.picture());
}

#[test]
fn what_is_let_go_is_put_away_and_comes_back() {
    let mut driver = evening(120, 40);
    watched(&mut driver, "Gl");
    assert!(driver.picture().contains("Let go."), "{}", driver.picture());
    assert!(driver.journal().row(&named(driver.journal(), "Luke is:archived")).unwrap().unwrap().archived);
    watched(&mut driver, "l");
    assert!(!driver.picture().contains("Let go."), "{}", driver.picture());
}

#[test]
fn a_blank_screen_shows_nothing_until_a_key() {
    let mut driver = evening(120, 40);
    let before = driver.picture();
    driver.keys("!");
    assert_eq!(driver.picture().trim(), "kneel");
    driver.tell(Msg::Elsewhere).paste("words");
    driver.resize(60, 20);
    assert_eq!(driver.picture().trim(), "kneel");
    driver.resize(120, 40).keys("a");
    assert_eq!(driver.picture(), before, "the key does nothing else");
    assert_eq!(verdict(&driver, "Moyale"), Some(Verdict::Answered));
    driver.keys("<ctrl-c>");
    let mut driver = Driver::new(80, 24);
    for screen in ["", "p", "<esc><enter>", "<esc>I", "<esc>?<esc>", "<esc>b"] {
        driver.keys(screen).keys("!");
        assert_eq!(driver.picture().trim(), "kneel", "{screen}");
        driver.keys("<space>");
    }
}

#[test]
fn an_evening_is_kept_told_and_taken_back() {
    let mut driver = evening(120, 40);
    watched(&mut driver, "<right><right>a<right>aq");
    assert!(driver.picture().contains("How many of you?"), "{}", driver.picture());
    watched(&mut driver, "seven<enter>");
    assert_eq!(driver.status(), "type a number, or nothing");
    watched(&mut driver, "<esc>q7<enter>");
    assert_eq!(driver.status(), "Kept: 12 March, 7 of us, 4 answers.");
    assert!(driver.picture().contains("u undo"), "{}", driver.picture());
    let kept = driver.journal().evenings(9).unwrap();
    assert_eq!((kept.len(), kept[0].evening.answered.len(), kept[0].evening.in_part.len()), (1, 4, 0));
    assert_eq!(kept[0].evening.view.as_deref(), Some("Tuesday group"));
    watched(&mut driver, "u");
    assert_eq!(driver.journal().evenings(9).unwrap(), []);
    assert!(driver.picture().contains("item 4 of 8"), "the evening goes on: {}", driver.picture());
    watched(&mut driver, "q<enter>");
    assert_eq!(driver.status(), "Kept: 12 March, 4 answers.");
    assert!(!driver.app.state.ended);
    assert!(driver.last_line().contains("q quit   u undo"), "it is over: {}", driver.picture());
    assert!(!driver.picture().contains("item 4 of 8"), "and at none of its items: {}", driver.picture());
    for (key, told) in [("R", "that key does nothing here"), ("a", "the evening is over")] {
        watched(&mut driver, key);
        assert_eq!(driver.status(), told);
    }
    driver.keys("q");
    assert!(
        driver.app.state.ended && driver.others.contains(&Command::Quit),
        "home would show what is private"
    );
}

#[test]
fn an_evening_nobody_looked_at_is_not_kept() {
    for keys in ["q", "<esc>", "<right>qno<enter>"] {
        let mut driver = evening(120, 40);
        watched(&mut driver, keys);
        assert!(driver.app.state.ended, "{keys}");
        assert_eq!(driver.journal().evenings(9).unwrap(), [], "{keys}");
    }
}

#[test]
fn from_home_over_a_view_and_opened_again() {
    let mut driver = Driver::over(journal(), 120, 40);
    driver.app.state.views = [("Tuesday group".to_owned(), "region:asia is:open".to_owned())].into();
    driver.keys("R<down><right><enter>");
    assert!(driver.picture().contains("since 12 December 2025     item 1 of 4"), "{}", driver.picture());
    watched(&mut driver, "<right>q5<enter>");
    assert!(driver.last_line().contains("q home"), "{}", driver.last_line());
    watched(&mut driver, "E<enter>");
    assert!(driver.last_line().contains("q back"), "nothing is finished there: {}", driver.last_line());
    driver.keys("qq");
    assert!(driver.app.state.above.is_empty(), "home again");
    driver.keys("R<down><enter>");
    assert!(driver.picture().contains("since 12 March"), "since they last met: {}", driver.picture());
    watched(&mut driver, "E");
    assert!(driver.picture().contains("5 of us, 1 answer, Tuesday group"), "{}", driver.picture());
    watched(&mut driver, "<enter>");
    assert!(driver.picture().contains("evening of 12 March"), "{}", driver.picture());
    watched(&mut driver, "<right>q");
    assert!(driver.picture().contains("since 12 March"), "it is not kept twice: {}", driver.picture());
    assert_eq!(driver.journal().evenings(9).unwrap().len(), 1);
}

#[test]
fn what_becomes_private_meanwhile_is_gone() {
    let mut journal = journal();
    let item = named(&journal, "Sylhet");
    let kept = journal.act(now(), &[Change::Prayed { item: item.clone() }]);
    kept.unwrap();
    let mut driver = Driver::over(journal, 120, 40);
    driver.begin(since("2026-03-03")).keys("G<left>");
    assert!(driver.picture().contains("Sylhet"), "{}", driver.picture());
    let change = Change::Flagged { item, visibility: Visibility::Private };
    let later = Moment::new(chrono::DateTime::parse_from_rfc3339("2026-03-12T09:20:00+01:00").unwrap());
    driver.journal_mut().act(later, &[change]).unwrap();
    driver.tell(Msg::Elsewhere);
    let picture = driver.picture();
    assert!(!picture.contains("Sylhet") && picture.contains("3 private items held back"), "{picture}");
}

#[test]
fn no_age_is_told_of_what_has_no_day() {
    let mut journal = Journal::in_memory(now()).unwrap();
    let issue = |issued_on, text: &str| Bulletin {
        title: Some(text.into()),
        publisher: Some("Lamplight".into()),
        issued_on,
        items: vec![Item { kinds: Kinds::REQUEST, text: text.into(), ..Item::default() }],
        ..Bulletin::default()
    };
    let bulletins = vec![issue(None, "rain for Moyale"), issue(Some(now().day()), "Seed for Sylhet")];
    let whole = Whole::of(b"letters");
    let document = Incoming { name: "letters".into(), whole, bulletins, corrections: Vec::new() };
    journal.import(now(), ActId::new(now()), &[document]).unwrap();
    let mut driver = Driver::over(journal, 80, 24);
    driver.begin(since("2026-03-03"));
    let mut told = Vec::new();
    for _ in 0..2 {
        told.push(driver.picture());
        driver.keys("<right>");
    }
    let of = |words: &str| told.iter().find(|picture| picture.contains(words)).unwrap();
    assert!(of("Seed for Sylhet").contains("New today."), "{told:?}");
    assert!(!of("   Rain for Moyale").contains("New today."), "{told:?}");
}
