//! The list of all actions, and the list of what happened.

use super::driver::{Driver, now};
use crate::journal::{Anchor, Scope};
use crate::tui::keymap::{Keymap, Table};
use crate::tui::state::Screen;

fn prayed_today(driver: &Driver) -> u64 {
    driver.journal().overview(now().day()).unwrap().prayed_today
}

#[test]
fn an_action_is_found_and_done_as_by_its_key() {
    let mut driver = Driver::new(80, 24);
    driver.keys("jj?amen<enter>");
    assert_eq!(prayed_today(&driver), 1);
    assert!(driver.app.state.above.is_empty());
    driver.keys("<f1>take back<enter>");
    assert_eq!(prayed_today(&driver), 0, "{}", driver.status());
    driver.keys("<ctrl-p><esc>");
    assert!(driver.app.state.above.is_empty());
}

#[test]
fn what_home_does_is_done_from_anywhere_and_what_is_written_stays() {
    let mut driver = Driver::new(80, 24);
    driver.keys("nVisit refused<f1>thanks<enter>");
    assert!(driver.app.state.above.is_empty(), "{:?}", driver.app.state.above);
    assert_eq!(driver.app.state.home.scope, Scope::Answered);
    driver.keys("hgln");
    assert!(driver.picture().contains("Visit refused"), "{}", driver.picture());
    driver.keys("<esc>p?find<enter>");
    assert!(matches!(driver.app.state.above.as_slice(), [Screen::Search(_)]));
}

#[test]
fn an_evening_that_is_not_finished_is_not_left_by_the_way() {
    let mut driver = Driver::new(80, 24);
    driver.keys("R<enter>?find<enter>");
    assert!(matches!(driver.app.state.above.last(), Some(Screen::Review(_))));
    assert!(driver.status().starts_with("that is done from home"), "{}", driver.status());
}

#[test]
fn letters_go_into_the_text_where_one_types() {
    let mut driver = Driver::new(80, 24);
    driver.keys("n? really");
    assert!(driver.picture().contains("? really"), "{}", driver.picture());
    driver.keys("<ctrl-p>");
    assert!(matches!(driver.app.state.above.last(), Some(Screen::Palette(_))));
    driver.keys("?<backspace>save<enter>");
    assert!(driver.status().starts_with("note on: "), "{}", driver.status());
}

#[test]
fn an_action_without_a_key_says_so_and_is_done() {
    let mut driver = Driver::new(80, 60);
    driver.app.keymap = Keymap::new(&toml::from_str::<Table>("[home]\nbulletins = []").unwrap()).0;
    driver.keys("?");
    let picture = driver.picture();
    assert!(picture.contains("no key            list the bulletins read so far; Enter does it"), "{picture}");
    driver.keys("issues<enter>");
    assert!(matches!(driver.app.state.above.last(), Some(Screen::Bulletins(_))));
}

#[test]
fn a_click_moves_there_and_another_does_it() {
    let mut driver = Driver::new(80, 40);
    driver.keys("?").click("search all items");
    assert!(matches!(driver.app.state.above.last(), Some(Screen::Palette(_))));
    driver.click("search all items");
    assert!(matches!(driver.app.state.above.last(), Some(Screen::Search(_))));
}

#[test]
fn a_click_on_the_footer_opens_the_list() {
    let mut driver = Driver::new(120, 40);
    driver.click("all actions");
    assert!(matches!(driver.app.state.above.last(), Some(Screen::Palette(_))));
}

#[test]
fn any_act_is_taken_back_from_the_list_and_done_again() {
    let mut driver = Driver::new(120, 40);
    driver.keys("<space>nVisit refused<ctrl-s>H<down>");
    assert!(driver.picture().contains("What happened"), "{}", driver.picture());
    driver.keys("<enter>");
    assert!(driver.status().starts_with("taken back: prayed: "), "{}", driver.status());
    assert_eq!(prayed_today(&driver), 0);
    assert!(driver.picture().contains("taken back"), "{}", driver.picture());
    driver.keys("u");
    assert!(driver.status().starts_with("done again: prayed: "), "{}", driver.status());
    assert_eq!(prayed_today(&driver), 1);
}

#[test]
fn an_import_that_others_stand_on_is_asked_about_once_more() {
    let mut driver = Driver::new(120, 40);
    driver.keys("<space>HG<enter>");
    assert_eq!(driver.status(), "1 later act stands on it; once more takes it back");
    assert!(driver.picture().contains("1 later act stands on it. It stays in the"), "{}", driver.picture());
    driver.keys("<esc>");
    assert!(matches!(driver.app.state.above.last(), Some(Screen::History(_))), "the doubt goes first");
    driver.keys("<enter>");
    assert!(driver.status().starts_with("1 later act"), "asked again: {}", driver.status());
    driver.keys("<enter>");
    assert!(driver.status().starts_with("taken back: imported: "), "{}", driver.status());
    assert_eq!(driver.journal().overview(now().day()).unwrap().items, 0);
    driver.keys("<enter>");
    assert_eq!(driver.journal().overview(now().day()).unwrap().items, 7);
    assert_eq!(prayed_today(&driver), 1, "with its mark");
    assert_eq!(driver.journal().past(Anchor::First, 9).unwrap().acts.len(), 2);
}

#[test]
fn a_long_history_is_gone_through_from_end_to_end() {
    let mut journal = super::driver::journal();
    let filter = crate::journal::Filter { words: vec!["herders".into()], ..Default::default() };
    let item = journal.select(&filter, 1, now().day()).unwrap().remove(0).id;
    for _ in 0..400 {
        journal.act(now(), &[crate::journal::Change::Prayed { item: item.clone() }]).unwrap();
    }
    let mut driver = Driver::over(journal, 80, 24);
    driver.keys("HG");
    assert!(driver.picture().contains(">  today 09:14  imported: "), "{}", driver.picture());
    driver.keys("k<enter>");
    let count = |driver: &Driver| driver.journal().row(&item).unwrap().unwrap().times;
    assert_eq!(count(&driver), 399, "{}", driver.status());
    assert!(driver.picture().contains("taken back"), "{}", driver.picture());
    for _ in 0..80 {
        driver.keys("<pageup>");
    }
    driver.keys("<enter>");
    let newest = driver.journal().past(Anchor::First, 1).unwrap().acts.remove(0);
    assert!(newest.undone && count(&driver) == 398, "the newest is reached, page by page");
    driver.keys("G").tell(crate::tui::msg::Msg::Elsewhere);
    assert!(
        driver.picture().contains(">  today 09:14  imported: "),
        "the place is kept: {}",
        driver.picture()
    );
}

#[test]
fn all_that_an_act_touched_can_be_read() {
    let mut driver = Driver::over(super::bulletins::with_bulletins(30), 80, 14);
    driver.keys("H");
    assert!(!driver.picture().contains("Letter 29"), "{}", driver.picture());
    driver.keys("<right>G");
    assert!(driver.picture().contains("Letter 29"), "{}", driver.picture());
    driver.resize(40, 10).keys("g");
    assert!(driver.picture().contains("Letter 0") && !driver.picture().contains("newest first"));
    driver.keys("<esc>");
    assert!(driver.picture().contains("newest first"), "{}", driver.picture());
    driver.resize(80, 14).wheel_over("Letter 0");
    assert!(
        !driver.picture().contains("Letter 0\n"),
        "the wheel moves what lies under it: {}",
        driver.picture()
    );
    driver.keys("<esc>");
    assert!(driver.app.state.above.is_empty());
}
