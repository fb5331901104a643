//! Notes rewritten and taken away, praises linked to answers, by key strings.

use super::driver::{Driver, journal, now};
use crate::bulletin::Kinds;
use crate::journal::{Change, ItemId, Journal, Scope, Through, Verdict, Visibility};
use crate::tui::effects::Start;
use crate::tui::msg::Msg;

fn here(driver: &Driver) -> ItemId {
    driver.app.state.subject().unwrap().id.clone()
}

fn notes(driver: &Driver, item: &ItemId) -> Vec<String> {
    let written = driver.journal().detail(item).unwrap().unwrap().written;
    written.into_iter().map(|note| note.text).collect()
}

#[test]
fn the_only_note_is_rewritten() {
    let mut driver = Driver::new(80, 24);
    let item = here(&driver);
    driver.keys("w");
    assert_eq!(driver.status(), "there is no note on it yet");
    driver.keys("nVisit refused<ctrl-s><enter>w again<ctrl-s>");
    assert_eq!(notes(&driver, &item), ["Visit refused again"]);
    assert!(driver.status().starts_with("note rewritten on: "), "{}", driver.status());
    assert!(driver.picture().contains("note rewritten"), "the timeline tells it: {}", driver.picture());
    driver.keys("w<ctrl-s>");
    assert_eq!(driver.status(), "nothing was changed");
    driver.keys("u");
    assert_eq!(notes(&driver, &item), ["Visit refused"]);
}

#[test]
fn one_of_several_notes_is_chosen_and_taken_away() {
    let mut driver = Driver::new(80, 24);
    let item = here(&driver);
    driver.keys("nFirst<ctrl-s>nSecond<ctrl-s>nThird<ctrl-s><enter>w");
    let picture = driver.picture();
    assert!(picture.find("Third") < picture.find("First"), "the newest first: {picture}");
    driver.keys("<down><enter>");
    assert!(driver.picture().contains("Second"), "{}", driver.picture());
    for _ in "Second".chars() {
        driver.keys("<backspace>");
    }
    assert!(driver.picture().contains("saved empty, the note is taken away"), "{}", driver.picture());
    driver.keys("<ctrl-s>");
    assert_eq!(notes(&driver, &item), ["First", "Third"]);
    assert!(driver.status().starts_with("took a note away: "), "{}", driver.status());
    assert!(driver.picture().contains("u undo"), "{}", driver.picture());
    driver.keys("u");
    assert_eq!(notes(&driver, &item), ["First", "Second", "Third"]);
    driver.keys("w<down><down><down><down>");
    driver.click("Third").keys("<enter>!<ctrl-s>");
    assert_eq!(notes(&driver, &item), ["First", "Second", "Third!"]);
}

#[test]
fn what_was_begun_on_a_note_is_kept_for_later() {
    let mut driver = Driver::new(80, 24);
    let item = here(&driver);
    driver.keys("nVisit refused<ctrl-s>w again<esc>");
    assert_eq!(driver.status(), "what you wrote is kept for later");
    assert_eq!(notes(&driver, &item), ["Visit refused"]);
    driver.keys("n");
    assert!(!driver.picture().contains("again"), "a new note is another one: {}", driver.picture());
    driver.keys("<esc>+");
    assert!(!driver.picture().contains("again"), "so is a request: {}", driver.picture());
    driver.keys("<esc>w<ctrl-s>");
    assert_eq!(notes(&driver, &item), ["Visit refused again"]);
    driver.keys("w<ctrl-o>").tell(Msg::Edited(Some("Visit allowed\n".into()))).keys("<ctrl-s>");
    assert_eq!(notes(&driver, &item), ["Visit allowed"]);
}

#[test]
fn a_praise_is_linked_to_an_answer() {
    let mut driver = Driver::new(80, 24);
    let item = here(&driver);
    driver.keys("a<tab>Free at last<tab><tab>");
    assert!(driver.picture().contains("none; choose"), "{}", driver.picture());
    driver.keys("<right>");
    let picture = driver.picture();
    assert!(picture.contains("Damir is released") && picture.contains("The well at Moyale"), "{picture}");
    assert!(!picture.contains("youth camp"), "praises only: {picture}");
    driver.keys("dam<enter>");
    assert!(driver.picture().contains("Damir is released"), "{}", driver.picture());
    driver.keys("<enter>");
    let answer = driver.journal().detail(&item).unwrap().unwrap().answer.unwrap();
    let praise = driver.journal().detail(&answer.praise.unwrap()).unwrap().unwrap();
    assert_eq!(praise.text, "Thank God: Damir is released.");
    driver.keys("A");
    assert_eq!(driver.app.state.home.scope, Scope::Answered);
    assert!(
        driver.picture().contains("\u{201c}Thank God: Damir is released.\u{201d}"),
        "{}",
        driver.picture()
    );
}

#[test]
fn what_gives_thanks_and_asks_is_not_offered_for_itself() {
    let mut driver = Driver::new(80, 24);
    driver.keys("jjj");
    let row = driver.app.state.subject().unwrap().clone();
    assert!(row.kinds.praise && row.kinds.request);
    driver.keys("a<backtab><right>");
    let picture = driver.picture();
    let times = picture.matches("The well at Moyale").count();
    assert!(times == 1 && picture.contains("Damir"), "the heading only: {picture}");
}

#[test]
fn a_linked_praise_can_be_left_out_again() {
    let mut driver = Driver::new(80, 24);
    let item = here(&driver);
    driver.keys("a<backtab><right>nowhere");
    assert!(driver.picture().contains("no praise has these words"), "{}", driver.picture());
    driver.keys("<enter><esc>dam<enter>");
    assert!(
        driver.picture().contains("Praise  Thank God: Damir"),
        "letters look for one: {}",
        driver.picture()
    );
    driver.keys("<backspace>");
    assert!(driver.picture().contains("none; choose"), "{}", driver.picture());
    driver.keys("<enter>");
    assert_eq!(driver.journal().detail(&item).unwrap().unwrap().answer.unwrap().praise, None);
}

#[test]
fn an_answer_that_is_not_saved_is_kept_as_it_is_typed() {
    let mut driver = Driver::new(80, 24);
    let item = here(&driver);
    let key = format!("draft:answer:{item}");
    driver.keys("a<esc>");
    assert_eq!((driver.status(), driver.journal().kept(&key).unwrap()), ("", None), "nothing was told");
    driver.keys("a<right><tab>Free at last<tab>2026-03-1<tab>dam<enter>");
    let kept = driver.journal().kept(&key).unwrap().unwrap();
    assert!(kept.contains("Free at last"), "before anything closes it: {kept}");
    driver.keys("<esc>");
    assert_eq!(driver.status(), "what you wrote is kept for later");
    driver.keys("ja");
    assert!(!driver.picture().contains("Free"), "another request has its own: {}", driver.picture());
    driver.keys("<esc>ka");
    let picture = driver.picture();
    for words in ["[partly]", "Free at last", "Day     2026-03-1\n", "Praise  Thank God: Damir"] {
        assert!(format!("{picture}\n").contains(words), "{words}: {picture}");
    }
    driver.keys("<tab><tab>2<enter>");
    let answer = driver.journal().detail(&item).unwrap().unwrap().answer.unwrap();
    assert_eq!((answer.words.as_str(), answer.praise.is_some()), ("Free at last", true));
    assert_eq!(driver.journal().kept(&key).unwrap(), None, "what is saved is no draft any more");
}

#[test]
fn another_answer_goes_on_with_the_one_that_stands() {
    let mut driver = Driver::new(80, 24);
    let item = here(&driver);
    let answer = |driver: &Driver| driver.journal().detail(&item).unwrap().unwrap().answer.unwrap();
    driver.keys("a<right><tab>Half of it<tab>2026-03-04<tab>dam<enter><enter>");
    let first = answer(&driver);
    driver.burst("Aa");
    let picture = format!("{}\n", driver.picture());
    for words in ["[partly]", "Words   Half of it\n", "Day     2026-03-04\n", "Praise  Thank God: Damir"] {
        assert!(picture.contains(words), "{words}: {picture}");
    }
    driver.keys("<enter>");
    assert_eq!(driver.status(), "nothing was changed");
    driver.keys("a<left>");
    assert!(driver.picture().contains("Day     2026-03-12"), "it came today: {}", driver.picture());
    driver.keys("<tab>, then all<esc>");
    assert_eq!(driver.status(), "what you wrote is kept for later");
    driver.keys("a<enter>");
    let second = answer(&driver);
    assert_eq!((second.verdict, second.words.as_str()), (Verdict::Answered, "Half of it, then all"));
    assert_eq!((second.day, &second.praise), (now().day(), &first.praise));
    driver.keys("aja<esc>");
    assert_eq!(driver.status(), "", "an answer that was taken off is not gone on with");
}

#[test]
fn an_answer_of_several_lines_is_no_draft_and_keeps_them() {
    let mut driver = Driver::new(80, 24);
    let item = here(&driver);
    let (text, visibility) = ("Thank God for half of it".to_owned(), Visibility::Group);
    let praise = Change::Added { text, region: None, kinds: Kinds::PRAISE, visibility };
    let mut added = driver.journal_mut().act(now(), &[praise]).unwrap();
    let praise = added.added.pop();
    let words = "Half of it.\nMore in May.".to_owned();
    let day = "2026-03-04".parse().unwrap();
    let told =
        Change::Answered { item: item.clone(), verdict: Verdict::Partly, words: words.clone(), day, praise };
    driver.journal_mut().act(now(), &[told]).unwrap();
    driver.journal_mut().undo_act(now(), added.act).unwrap();
    let answer = |driver: &Driver| driver.journal().detail(&item).unwrap().unwrap().answer.unwrap();
    let first = answer(&driver);
    driver.keys("a");
    let picture = driver.picture();
    assert!(picture.contains("Half of it. More in May."), "{picture}");
    assert!(picture.contains("Praise  a praise that is not in this journal"), "{picture}");
    driver.keys("<esc>");
    assert_eq!(driver.status(), "");
    driver.keys("a<enter>");
    assert_eq!((driver.status(), answer(&driver)), ("nothing was changed", first.clone()));
    driver.keys("a<tab><tab>2026-03-05<enter>");
    let second = answer(&driver);
    assert_eq!((second.words, second.praise), (words, first.praise), "what was not touched stays");
    assert_eq!(second.day.to_string(), "2026-03-05");
}

#[test]
fn what_happened_quotes_the_praise_of_each_answer() {
    let mut driver = Driver::new(80, 40);
    driver.keys("a<right><backtab>dam<enter><enter>a<tab>And more<backtab><backtab><backspace><enter>");
    driver.keys("<enter>");
    let picture = driver.picture();
    assert!(picture.contains("\u{201c}Thank God: Damir is released.\u{201d}"), "{picture}");
}

#[test]
fn the_day_of_an_answer_is_the_day_it_is_saved_on_unless_another_was_typed() {
    let mut driver = Driver::new(80, 24);
    driver.keys("a<tab>Free<esc>").tell(Msg::Day("2026-03-14".parse().unwrap()));
    driver.keys("a");
    assert!(driver.picture().contains("2026-03-14"), "{}", driver.picture());
}

#[test]
fn the_newest_praise_comes_first() {
    let mut journal = journal();
    let praise = Change::Added {
        text: "Thank God for rain".into(),
        region: None,
        kinds: Kinds::PRAISE,
        visibility: Visibility::Private,
    };
    journal.act(now(), &[praise]).unwrap();
    let mut driver = Driver::over(journal, 80, 24);
    driver.keys("a<backtab><right>");
    let picture = driver.picture();
    assert!(picture.find("12 Mar  ") < picture.find(" 1 Mar  "), "{picture}");
}

#[test]
fn a_walk_can_be_the_first_screen() {
    let mut driver = Driver::new(80, 24);
    driver.begin(Start::Walk(Through::Portion));
    assert!(driver.picture().contains("1 of 6"), "{}", driver.picture());
    driver.keys("<esc>");
    assert!(driver.app.state.above.is_empty(), "home lies below");
    let mut driver = Driver::new(80, 24);
    driver.begin(Start::Walk(Through::List(Scope::Region(Some("Europe".into())))));
    assert!(driver.picture().contains("1 of 2"), "{}", driver.picture());
}

#[test]
fn an_empty_journal_begins_at_home_all_the_same() {
    let mut driver = Driver::over(Journal::in_memory(now()).unwrap(), 80, 24);
    driver.begin(Start::Walk(Through::Portion));
    assert!(driver.app.state.above.is_empty() && driver.app.state.home.is_empty());
}
