//! What a footer names does something: each of its keys, pressed where it is named, changes what is on the screen or asks
//! for something to be done. In a full journal, in an empty one, and wherever a list holds nothing or the cursor stands at
//! its end.

use crossterm::event::{Event, KeyEvent};

use super::driver::{self, Driver, now};
use super::{bulletins, hands, inbox, looking_back, map, pictures, preview, review};
use crate::journal::Journal;
use crate::tui::keymap::Action;
use crate::tui::msg::Command;
use crate::tui::state::Screen;

/// A journal by its name, how it is made, and keys.
type Place = (&'static str, fn() -> Journal, &'static [&'static str]);

/// Journals, and keys that lead to what is looked at there: screens as they open, lists that hold nothing, and
/// the ends of lists.
const PLACES: [Place; 8] = [
    (
        "an empty journal",
        || Journal::in_memory(now()).unwrap(),
        &["", "p", "P", "A", "W", "b", "/", "/x", "I", "M", "L", "R", "H", "h", "l", "i", "+"],
    ),
    (
        "a bulletin",
        driver::journal,
        &[
            "",
            "G",
            "h",
            "hjj",
            "A",
            "x",
            "nFirst.<ctrl-s>nSecond.<ctrl-s>w",
            "nFirst.<ctrl-s>w",
            "n",
            "a",
            "a<tab><tab>",
            "a<backtab>qqqq",
            "a<enter>",
            "s<up>",
            "s<up>tomorrow",
            "s<up>yesterday",
            "e",
            "P",
            "Wqqqq",
            "/qqqq",
            "/is:",
            "/is:ope",
            "/is:nonsense",
            "/pray <ctrl-s>",
            "/pray <ctrl-s>Ours",
            "?qqqq",
            "H",
            ",<right>",
            ",j",
            ",jj<enter>",
            ",G",
            "i",
            "hjjl<enter>",
        ],
    ),
    ("praises that answer", inbox::journal, &["hj", "hjj", "I", "Ij", "IG", "In", "Iy", "InNnn"]),
    ("the world", map::world, &["M", "MG", "M<tab>", "M<tab><tab>", "M<tab>G", "M<enter>", "Ms"]),
    (
        "links",
        || hands::with_links(vec![hands::link("the story", Some("https://example.org/story"))]),
        &["o", "P<right>", "H"],
    ),
    ("bulletins", || bulletins::with_bulletins(3), &["b", "bG", "b<enter>", "b<enter>G"]),
    (
        "an evening",
        review::journal,
        &["R", "RE", "R<enter>", "R<enter>G", "R<enter>a", "R<enter>t", "R<enter><right><esc>"],
    ),
    ("lived in", looking_back::lived_in, &["L", "L<right>", "L<right>G", "L<left>", "A", "p"]),
];

fn there(journal: fn() -> Journal, keys: &str) -> Driver {
    let mut driver = Driver::over(journal(), 100, 30);
    driver.keys(keys);
    driver
}

/// The picture without what is said above the footer: a sentence that nothing can be done is nothing done.
fn shown(driver: &mut Driver) -> String {
    driver.app.state.status = None;
    driver.resize(100, 30);
    driver.snapshot()
}

/// Whether a command does something by itself. To ask, or to keep a place that one stands at, changes nothing.
fn is_act(command: &Command) -> bool {
    !matches!(command, Command::Ask { .. } | Command::Place { .. } | Command::Keep { .. })
}

/// Presses each key that the footer names, each time come there anew, and tells those that do nothing.
fn idle(place: &str, come: impl Fn() -> Driver, idle: &mut Vec<String>) -> usize {
    let named = come().app.state.named();
    for action in &named {
        let mut driver = come();
        let (keymap, state) = (&driver.app.keymap, &driver.app.state);
        let sections = state.sections();
        let key = sections.iter().find_map(|section| {
            let keys = keymap.keys_of(*section, *action).iter().map(|key| -> KeyEvent { (*key).into() });
            keys.into_iter().find(|key| keymap.action(*key, sections) == Some(*action))
        });
        let before = shown(&mut driver);
        let key = key.unwrap_or_else(|| panic!("{action:?} is named at {place} and has no key"));
        let commands = driver.app.input(Event::Key(key));
        let acts = commands.iter().any(is_act);
        driver.carry_out(commands);
        if !acts && shown(&mut driver) == before {
            idle.push(format!("{place}: {action:?}"));
        }
    }
    named.len()
}

#[test]
fn every_key_that_a_footer_names_does_something() {
    let mut found = Vec::new();
    let mut pressed = 0;
    for (name, journal, ways) in PLACES {
        let screens = pictures::SCREENS.iter().map(|(_, keys)| keys).filter(|_| name == "a bulletin");
        for keys in ways.iter().chain(screens) {
            pressed += idle(&format!("{name}, {keys:?}"), || there(journal, keys), &mut found);
        }
    }
    assert_eq!(found, Vec::<String>::new());
    assert!(pressed > 400, "{pressed}");
}

#[test]
fn every_key_named_while_one_looks_before_keeping_does_something() {
    let mut found = Vec::new();
    let ways = [
        "", "j", "jj", "jjj", "jjjjj", "G", "Gk", "]", "r", "v", "vjj", "vG", "T", "Tx", "R", "Rqq", "i",
        "<tab>", "<tab>j", "jr<esc>", "/", "D",
    ];
    for keys in ways {
        let (folder, _) = preview::letter(100, 30);
        let come = || {
            let mut driver = Driver::over(Journal::in_memory(now()).unwrap(), 100, 30);
            preview::open(&mut driver, &folder.path().join("harbour light.txt"));
            driver.keys(keys);
            driver
        };
        idle(&format!("looking, {keys:?}"), come, &mut found);
    }
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn lists_of_nothing_name_the_next_step() {
    for (keys, words) in [("b", "No bulletin was read yet."), ("H", "Nothing was done yet.")] {
        let picture = Driver::over(Journal::in_memory(now()).unwrap(), 80, 24).keys(keys).picture();
        assert!(picture.contains(&format!("{words} On home, i reads a bulletin.")), "{picture}");
        assert!(!picture.contains("newest first"), "{picture}");
    }
}

#[test]
fn an_empty_list_offers_nothing_that_needs_an_item() {
    let driver = there(driver::journal, "A");
    assert_eq!(driver.journal().overview(now().day()).unwrap().answered, 0);
    assert_eq!(driver.app.state.named(), [Action::Pray, Action::Search, Action::Quit, Action::Help]);
    let driver = there(|| Journal::in_memory(now()).unwrap(), "I");
    assert_eq!(driver.app.state.named(), [Action::Back, Action::Help]);
}

#[test]
fn a_key_that_takes_something_off_or_does_it_again_says_so() {
    let mut driver = there(driver::journal, "");
    assert!(driver.last_line().contains("a answered"), "{}", driver.last_line());
    for keys in ["a<ctrl-s>A", "<enter>"] {
        driver.keys(keys);
        assert!(driver.last_line().contains("a reopen"), "{keys}: {}", driver.last_line());
    }
    driver.keys("a<esc>xH");
    assert!(driver.last_line().contains("Enter take back"), "{}", driver.last_line());
    driver.keys("<enter>");
    assert!(driver.last_line().contains("Enter do again"), "{}", driver.last_line());
    // what is answered in part stays open, and another answer can be told
    let driver = there(driver::journal, "a<right><ctrl-s>A");
    assert!(driver.last_line().contains("a answered"), "{}", driver.last_line());
}

#[test]
fn where_one_types_f1_opens_all_actions_and_the_footer_says_so() {
    for keys in
        ["n", "+", "e", "/", "W", "i", "a<tab>", "a<backtab>qqqq", "/pray<ctrl-s>", "jjja<backtab><right>"]
    {
        let mut driver = there(driver::journal, keys);
        assert!(driver.last_line().ends_with("F1 all actions"), "{keys}: {}", driver.last_line());
        driver.keys("?");
        assert!(driver.picture().contains('?'), "{keys}: {}", driver.picture());
        assert!(!matches!(driver.app.state.above.last(), Some(Screen::Palette(_))), "{keys}");
        driver.keys("<f1>");
        assert!(matches!(driver.app.state.above.last(), Some(Screen::Palette(_))), "{keys}");
    }
}
