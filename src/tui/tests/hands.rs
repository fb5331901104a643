//! The mouse, the clipboard, and links that lead out.

use super::driver::{Driver, journal, now};
use crate::bulletin::{Bulletin, Item, Kinds, Link};
use crate::journal::{ActId, Incoming, Journal, Whole};
use crate::text::Address;
use crate::tui::msg::Command;
use crate::tui::state::Screen;

pub fn with_links(links: Vec<Link>) -> Journal {
    let text = "Pray for the well at Moyale. Read the full story.".to_owned();
    let item = Item { kinds: Kinds::REQUEST, text, links, ..Item::default() };
    let bulletins = vec![Bulletin { items: vec![item], ..Bulletin::default() }];
    let whole = Whole::of(b"links");
    let document = Incoming { name: "links.txt".into(), whole, bulletins, corrections: Vec::new() };
    let mut journal = Journal::in_memory(now()).unwrap();
    journal.import(now(), ActId::new(now()), &[document]).unwrap();
    journal
}

pub fn link(text: &str, url: Option<&str>) -> Link {
    Link { text: text.into(), url: url.map(Into::into) }
}

#[test]
fn a_click_on_a_row_chooses_it_and_another_opens_it() {
    let mut driver = Driver::over(journal(), 80, 24);
    driver.click("herders around");
    assert!(driver.app.state.subject().unwrap().title.contains("herders"));
    assert!(driver.app.state.above.is_empty());
    driver.click("herders around");
    assert!(matches!(driver.app.state.above.last(), Some(Screen::Item(_))));
}

#[test]
fn a_click_on_a_key_of_the_footer_does_it() {
    let mut driver = Driver::over(journal(), 80, 24);
    driver.click("search");
    assert!(matches!(driver.app.state.above.last(), Some(Screen::Search(_))));
}

#[test]
fn the_mouse_is_let_go_and_taken_again() {
    let mut driver = Driver::over(journal(), 80, 24);
    driver.keys("m");
    assert_eq!(driver.others, [Command::Mouse(false)]);
    assert_eq!(driver.status(), "the mouse selects text now");
    driver.keys("m");
    assert_eq!(driver.others, [Command::Mouse(false), Command::Mouse(true)]);
}

#[test]
fn the_text_under_the_cursor_is_copied_whole() {
    let mut driver = Driver::over(with_links(Vec::new()), 80, 24);
    driver.keys("y");
    let text = "Pray for the well at Moyale. Read the full story.";
    assert_eq!(driver.others, [Command::Copy(text.into())]);
}

#[test]
fn a_link_is_shown_whole_before_it_is_opened() {
    let address = "https://open-gate.example/letters/march?of=the%20well";
    let other = "https://bank.example@open-gate.example/";
    let journal = with_links(vec![link("Read the full story", Some(address)), link("", Some(other))]);
    let mut driver = Driver::over(journal, 80, 24);
    driver.keys("<enter>o");
    assert!(driver.picture().contains(address), "{}", driver.picture());
    assert!(driver.picture().contains("It leads to open-gate.example."));
    assert_eq!(driver.others, [], "nothing is opened before it is asked for");
    driver.keys("<down><enter>");
    assert!(driver.status().contains("does not say clearly which site"), "{}", driver.status());
    driver.keys("y<up><enter>");
    assert_eq!(
        driver.others,
        [Command::Copy(other.into()), Command::Browse(Address::read(address).unwrap())]
    );
    assert!(matches!(driver.app.state.above.last(), Some(Screen::Item(_))));
}

#[test]
fn a_link_without_its_address_says_so() {
    let mut driver = Driver::over(with_links(vec![link("Read the full story", None)]), 80, 24);
    driver.keys("<enter>o");
    assert_eq!(driver.status(), "it names a link, but its address was lost on the way here");
    let mut driver = Driver::over(with_links(Vec::new()), 80, 24);
    driver.keys("<enter>o");
    assert_eq!(driver.status(), "there is no link in it");
}

#[test]
fn ctrl_c_leaves_a_blank_screen_and_shows_nothing() {
    let mut driver = Driver::over(journal(), 80, 24);
    driver.keys("!<ctrl-c>");
    assert!(driver.app.state.ended);
    assert!(!driver.picture().contains("herders"), "{}", driver.picture());
}

#[test]
fn an_address_in_the_words_of_ones_own_request_is_a_link_too() {
    let mut driver = Driver::over(with_links(Vec::new()), 80, 24);
    driver.keys("nSee https://well.example/a?b=c, and pray.<ctrl-s><enter>o");
    assert!(driver.picture().contains("https://well.example/a?b=c"), "{}", driver.picture());
}
