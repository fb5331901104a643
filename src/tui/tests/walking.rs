//! The walk by key strings.

use super::driver::{Driver, now};
use crate::journal::{Journal, Scope, Through};
use crate::tui::effects::Start;

fn prayed_today(driver: &Driver) -> u64 {
    driver.journal().overview(now().day()).unwrap().prayed_today
}

fn title(driver: &Driver) -> String {
    driver.app.state.subject().map(|row| row.title.clone()).unwrap_or_default()
}

#[test]
fn a_walk_goes_through_the_portion_and_ends_gently() {
    let mut driver = Driver::new(80, 24);
    driver.keys("p");
    assert_eq!(driver.status(), "today: 6 of 6 open");
    assert!(driver.picture().contains("1 of 6"));
    driver.keys("<space><space><space>");
    assert_eq!(prayed_today(&driver), 3);
    assert!(driver.picture().contains("4 of 6"));
    driver.keys("<right>");
    assert_eq!(prayed_today(&driver), 3, "moving on marks nothing");
    driver.keys("<space><space>");
    let end = driver.picture();
    assert!(end.contains("You prayed for"), "{end}");
    assert_eq!(driver.journal().kept("walk").unwrap(), None);
    driver.keys("<enter>");
    assert!(driver.app.state.above.is_empty());
    assert!(driver.picture().contains("prayed 5 of 6 today"), "{}", driver.picture());
}

#[test]
fn a_list_where_nothing_waits_speaks_for_itself_alone() {
    let mut driver = Driver::new(80, 24);
    driver.begin(Start::Walk(Through::List(Scope::Own)));
    assert!(driver.picture().contains("Nothing more waits here today."), "{}", driver.picture());
    driver.keys("p");
    assert!(driver.picture().contains("1 of 6"), "{}", driver.picture());
}

#[test]
fn undo_in_a_walk_goes_back_to_the_request() {
    let mut driver = Driver::new(80, 24);
    driver.keys("p");
    let first = title(&driver);
    driver.keys("<space>");
    assert_ne!(title(&driver), first);
    driver.keys("u");
    assert_eq!(title(&driver), first);
    assert!(driver.picture().contains("1 of 6"));
    assert_eq!(prayed_today(&driver), 0);
}

#[test]
fn going_back_and_praying_again_does_not_mark_twice() {
    let mut driver = Driver::new(80, 24);
    driver.keys("p<space>b");
    assert!(driver.picture().contains("Prayed today."), "{}", driver.picture());
    driver.keys("<space>");
    assert!(driver.picture().contains("2 of 6"));
    assert_eq!(driver.journal().history(10).unwrap().len(), 2, "the import and one mark");
}

#[test]
fn a_walk_that_was_left_goes_on_where_it_was() {
    let mut driver = Driver::new(80, 24);
    driver.keys("p<space><right>");
    let here = title(&driver);
    driver.keys("<esc>");
    assert_eq!(driver.status(), "your place is kept");
    driver.keys("p");
    assert_eq!(title(&driver), here);
    assert!(driver.picture().contains("3 of 6"), "{}", driver.picture());
}

#[test]
fn one_space_too_many_at_the_end_marks_nothing() {
    let mut driver = Driver::new(80, 24);
    driver.keys("p<right><right><right><right><right><space><space><space>");
    assert_eq!(prayed_today(&driver), 1);
    assert!(driver.picture().contains("You prayed for"), "{}", driver.picture());
}

#[test]
fn an_answer_given_on_the_way_is_shown_on_the_way() {
    let mut driver = Driver::new(80, 24);
    driver.keys("pa<tab>The judge listened.<enter>");
    let picture = driver.picture();
    assert!(picture.contains("Answered, 12 March") && picture.contains("The judge listened."), "{picture}");
    assert!(picture.contains("1 of 6"), "{picture}");
}

#[test]
fn what_is_not_for_today_rests_until_tomorrow() {
    let mut driver = Driver::new(80, 24);
    driver.keys("ps");
    assert!(driver.picture().contains("2 of 6"));
    driver.keys("<esc>");
    assert_eq!(driver.journal().portion(now().day(), 8).unwrap().len(), 5);
    assert_eq!(driver.journal().portion(now().day().succ_opt().unwrap(), 8).unwrap().len(), 6);
}

#[test]
fn a_long_request_says_that_there_is_more() {
    let mut driver = Driver::over(Journal::in_memory(now()).unwrap(), 80, 24);
    driver.keys("+").paste(&"Pray for rain. ".repeat(120)).keys("<ctrl-s>p");
    assert!(driver.picture().contains('↓') && !driver.picture().contains('↑'), "{}", driver.picture());
    driver.keys("j");
    assert!(driver.picture().contains('↓') && driver.picture().contains('↑'), "{}", driver.picture());
    driver.keys(&"j".repeat(140));
    assert!(!driver.picture().contains('↓') && driver.picture().contains("Your own"), "{}", driver.picture());
}
