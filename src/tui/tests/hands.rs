//! The mouse, the clipboard, and links that lead out.

use ratatui::layout::Rect;

use super::driver::{Driver, journal, now};
use super::{bulletins, inbox, looking_back, map, preview, review};
use crate::bulletin::{Bulletin, Item, Kinds, Link};
use crate::journal::{ActId, Incoming, Journal, Scope, Whole};
use crate::text::Address;
use crate::tui::msg::{Command, Target};
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

/// What is drawn in a line of an area, and whether the cursor's mark stands before it.
fn drawn(driver: &Driver, area: Rect, y: u16) -> (String, bool) {
    let line: String = (area.x..area.right()).map(|x| driver.buffer()[(x, y)].symbol()).collect();
    let words = line.split_whitespace().filter(|word| !matches!(*word, ">" | "now" | "done"));
    (words.collect::<Vec<_>>().join(" ").chars().take(10).collect(), line.trim_start().starts_with('>'))
}

/// How a journal is made, and keys that lead to a screen.
type Place = (fn() -> Journal, &'static str);

/// On screens with one, two and three areas the first row that is drawn, one in the middle and the last are clicked.
#[test]
fn a_click_chooses_what_is_drawn_there() {
    let screens: [Place; 16] = [
        (journal, "G"),
        (journal, "hjj"),
        (journal, "H"),
        (journal, "/pray"),
        (journal, "W"),
        (journal, ","),
        (journal, "a"),
        (journal, "a<backtab><right>"),
        (journal, "nFirst.<ctrl-s>nSecond.<ctrl-s>w"),
        (inbox::journal, "I"),
        (map::world, "M"),
        (|| bulletins::with_bulletins(9), "b"),
        (|| bulletins::with_bulletins(9), "b<enter>"),
        (looking_back::lived_in, "L<right>"),
        (review::journal, "R<enter>"),
        (
            || with_links(vec![link("a", Some("https://a.example/")), link("b", Some("https://b.example/"))]),
            "o",
        ),
    ];
    let mut clicked = 0;
    for (journal, keys) in screens {
        for (columns, rows) in [(120, 40), (70, 20), (40, 12)] {
            let there = || {
                let mut driver = Driver::over(journal(), columns, rows);
                driver.keys(keys);
                driver
            };
            let hits = there().app.memory.hits.clone();
            let is_row = |(area, target): &&(Rect, Target)| {
                matches!(target, Target::Row(_) | Target::Side(_)) && area.width >= 10
            };
            let hits: Vec<_> = hits.iter().filter(is_row).collect();
            let some = [0, hits.len() / 2, hits.len().saturating_sub(1)];
            for (area, target) in some.into_iter().filter_map(|at| hits.get(at)) {
                let mut driver = there();
                let (words, _) = drawn(&driver, *area, area.y);
                driver.click_at(area.x + 1, area.y);
                let chosen =
                    (0..rows).map(|y| drawn(&driver, *area, y)).any(|(line, mark)| mark && line == words);
                let place = format!("{keys} at {columns}x{rows}, {target:?} in {area}: {words:?}");
                assert!(!words.is_empty() && chosen, "{place}\n{}", driver.picture());
                clicked += 1;
            }
        }
    }
    assert!(clicked > 100, "{clicked}");
}

#[test]
fn a_second_click_does_what_enter_would() {
    let mut driver = Driver::over(journal(), 120, 40);
    driver.keys("s").click("for a week").click("for a week");
    assert!(driver.status().contains("until 19 March"), "{}", driver.status());
    let folder = tempfile::tempdir().unwrap();
    driver.keep_settings(&folder.path().join("config.toml"));
    driver.keys(",").click("Plain signs  ").click("Plain signs  ");
    assert!(driver.picture().contains("Plain signs                 yes"), "{}", driver.picture());
    let two = vec![link("a", Some("https://a.example/")), link("b", Some("https://b.example/"))];
    let mut driver = Driver::over(with_links(two), 80, 24);
    driver.keys("o").click("https://b.example").click("https://b.example");
    assert_eq!(driver.others, [Command::Browse(Address::read("https://b.example/").unwrap())]);
    let mut driver = Driver::over(looking_back::lived_in(), 80, 24);
    driver.keys("L<right>").click("Europe").click("Europe");
    assert!(matches!(driver.app.state.above.last(), Some(Screen::Walk(_))), "{}", driver.picture());
}

#[test]
fn a_click_on_what_a_form_offers_is_none_on_the_lines_behind_it() {
    let (_folder, mut driver) = preview::letter(80, 24);
    driver.keys("jjjjjjr<esc>").click("stay").click("stay");
    assert!(matches!(driver.app.state.above.last(), Some(Screen::Preview(_))));
    driver.keys("<esc>").click("and forget").click("and forget");
    assert!(!matches!(driver.app.state.above.last(), Some(Screen::Preview(_))), "{}", driver.picture());
}

#[test]
fn a_click_on_the_list_beside_a_bulletin_leads_back_to_it() {
    let mut driver = Driver::over(bulletins::with_bulletins(9), 120, 40);
    driver.keys("b<enter>").click("12 Mar  Letter 0");
    let Some(Screen::Bulletins(list)) = driver.app.state.above.last() else { panic!("{}", driver.picture()) };
    assert!(!list.is_inside(), "{}", driver.picture());
}

#[test]
fn the_wheel_moves_what_is_under_the_pointer() {
    let mut driver = Driver::over(journal(), 120, 40);
    let first = driver.app.state.subject().unwrap().id.clone();
    driver.keys("h").wheel_over("herders around");
    assert_ne!(driver.app.state.subject().unwrap().id, first, "the list, though keys move on the left");
    assert_eq!(driver.app.state.home.scope, Scope::Everything);
    driver.keys("l").wheel_over("Answered");
    assert_eq!(driver.app.state.home.scope, Scope::Answered, "the left, though keys move in the list");
    let mut driver = Driver::over(journal(), 120, 16);
    let first = driver.app.state.subject().unwrap().id.clone();
    driver.wheel_over("Waiting since");
    assert_eq!(driver.app.state.subject().unwrap().id, first, "the text scrolls: {}", driver.picture());
    let mut driver = Driver::over(bulletins::with_bulletins(9), 120, 40);
    driver.keys("b<enter>").wheel_over("Letter 5");
    assert!(driver.at_cursor().contains("Letter 3"), "{}", driver.at_cursor());
}

#[test]
fn a_click_on_a_key_of_the_footer_does_it() {
    let mut driver = Driver::over(journal(), 100, 30);
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
