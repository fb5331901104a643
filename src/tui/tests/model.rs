//! Random hands at the keys: whatever is pressed, typed, pasted, clicked or resized, the state holds together, each
//! picture can be drawn, the journal is whole, and taking every act back leads to where it began.
//!
//! `KNEEL_SEQUENCES=5000` tries so many sequences; a few are tried at every test. `KNEEL_SEED` begins elsewhere.

use std::collections::HashSet;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::driver::{Driver, journal, now};
use super::{hands, inbox, map, pictures};
use crate::journal::{Anchor, Filter, Journal};
use crate::tui::actions::{Action, Section};
use crate::tui::bindings::BINDINGS;
use crate::tui::holding::TOGETHER;
use crate::tui::keymap::{Keymap, Table};
use crate::tui::msg::{Command, Msg};
use crate::tui::offers::offers;
use crate::tui::state::{Curtain, Screen};

/// Keys in a sequence.
const LENGTH: usize = 40;
const SIZES: [(u16, u16); 9] =
    [(120, 40), (80, 24), (60, 20), (20, 5), (40, 10), (100, 16), (250, 60), (21, 6), (33, 15)];
/// What is pasted: a plain word, several lines, escapes and other controls, wide letters, a right-to-left word, marks.
const PASTED: [&str; 7] = [
    "rain",
    "one\r\ntwo\n\n\tthree",
    "\u{1b}[31mred\u{7}\u{202e}\u{0}",
    "東京の祈り 🙏🏽",
    "سلام",
    "e\u{301}\u{301}\u{301}\u{301}",
    "a very long line that goes on and on, further than any field is wide, and then some more of the same",
];
const TYPED: [char; 12] = ['q', 'x', 'Z', ' ', '7', 'é', 'ß', '水', '?', '!', '/', '\u{301}'];

/// The generator of Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % most.max(1) as u64) as usize
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

/// What was done so far; told when a check fails.
struct Trace {
    seed: u64,
    done: Vec<String>,
}

impl Drop for Trace {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("KNEEL_SEED={} KNEEL_SEQUENCES=1 fails after:\n{:#?}", self.seed, self.done);
        }
    }
}

fn number(name: &str, else_: u64) -> u64 {
    std::env::var(name).ok().and_then(|number| number.parse().ok()).unwrap_or(else_)
}

/// Every key of a section.
fn keys_of(keymap: &Keymap, section: Section) -> Vec<KeyEvent> {
    let known = BINDINGS.iter().filter(|known| known.section == section);
    known
        .flat_map(|known| keymap.keys_of(section, known.action))
        .map(|key| -> KeyEvent { (*key).into() })
        .collect()
}

fn press(key: KeyEvent) -> Event {
    Event::Key(key)
}

fn plain(code: KeyCode) -> Event {
    press(KeyEvent::new(code, KeyModifiers::NONE))
}

/// One thing that a hand does, or the world; whether a picture of all of it was drawn.
fn step(
    dice: &mut Dice,
    driver: &mut Driver,
    folder: &str,
    trace: &mut Trace,
    waiting: &mut Vec<Command>,
) -> bool {
    let importing = matches!(driver.app.state.above.last(), Some(Screen::Importing(_)));
    let event = match dice.below(100) {
        0..=54 => {
            let sections = driver.app.state.sections();
            let section = if sections.is_empty() { Section::Home } else { dice.of(sections) };
            press(dice.of(&keys_of(&driver.app.keymap, section)))
        }
        55..=62 => {
            let section = dice.of(&Section::ALL);
            press(dice.of(&keys_of(&driver.app.keymap, section)))
        }
        63..=76 => plain(KeyCode::Char(dice.of(&TYPED))),
        77..=79 => plain(dice.of(&[KeyCode::Backspace, KeyCode::Delete, KeyCode::Home, KeyCode::End])),
        80..=82 if importing => Event::Paste(folder.to_owned()),
        80..=82 => Event::Paste(dice.of(&PASTED).to_owned()),
        83..=90 => {
            let hits = &driver.app.memory.hits;
            let Some((area, _)) = hits.get(dice.below(hits.len())).copied() else { return false };
            let (column, row) = (area.x + area.width / 2, area.y);
            let kind = MouseEventKind::Down(MouseButton::Left);
            Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE })
        }
        91..=93 => {
            let kind = dice.of(&[MouseEventKind::ScrollDown, MouseEventKind::ScrollUp]);
            Event::Mouse(MouseEvent { kind, column: 9, row: 3, modifiers: KeyModifiers::NONE })
        }
        94..=97 => {
            let (columns, rows) = dice.of(&SIZES);
            trace.done.push(format!("resize to {columns}x{rows}"));
            driver.resize(columns, rows);
            return true;
        }
        _ => {
            let day = |ahead| now().day() + chrono::Days::new(ahead);
            let msg = match dice.below(3) {
                0 => Msg::Elsewhere,
                1 => Msg::Day(day(1)),
                _ => Msg::Day(day(0)),
            };
            trace.done.push(format!("{msg:?}"));
            driver.tell(msg);
            return true;
        }
    };
    // no path of this machine is looked at but the folder of the test
    let typed = |event: &Event| matches!(event, Event::Key(key) if matches!(key.code, KeyCode::Char('/' | '7') | KeyCode::Tab));
    if importing && typed(&event) {
        return false;
    }
    if let Event::Key(key) = &event
        && driver.app.keymap.action(*key, driver.app.state.sections()) == Some(Action::Quit)
        && dice.below(20) > 0
    {
        return false;
    }
    trace.done.push(format!("{event:?}"));
    waiting.extend(driver.app.input(event));
    if dice.below(6) == 0 {
        return false; // the next key comes before the journal has answered
    }
    driver.carry_out(std::mem::take(waiting));
    let edits: Vec<Command> = driver.others.drain(..).collect();
    if edits.iter().any(|command| matches!(command, Command::Edit(_))) {
        let text = dice.of(&[None, Some("in the editor\nwritten"), Some("")]);
        driver.tell(Msg::Edited(text.map(str::to_owned)));
    }
    true
}

fn assert_sound(driver: &Driver) {
    let state = &driver.app.state;
    let sections = state.sections();
    if state.curtain == Curtain::Open {
        assert!(TOGETHER.contains(&sections), "{sections:?} must stand in TOGETHER, for keys that clash");
    }
    assert!(!state.is_waiting(), "somebody waits for an answer that does not come");
    let words = state.status.as_ref().map_or("", |status| &status.words);
    assert!(!words.chars().any(char::is_control), "{words:?}");
    let home = &state.home.list;
    assert!(home.cursor < home.page.rows.len().max(1));
    for screen in &state.above {
        if let Screen::Search(search) = screen {
            assert!(search.cursor < search.count().max(1));
        }
    }
    assert!(state.above.len() < 30, "screens pile up: {:?}", state.above);
    pictures::assert_footer(driver, "here");
}

fn sequence(seed: u64, folder: &str, visited: &mut HashSet<Section>) {
    let mut dice = Dice(seed);
    let mut trace = Trace { seed, done: Vec::new() };
    let (columns, rows) = dice.of(&SIZES);
    let address = hands::link("the story", Some("https://example.org/story"));
    let which = dice.below(8);
    let made = || match which {
        0..=2 => journal(),
        3 => map::world(),
        4..=6 => inbox::journal(),
        _ => hands::with_links(vec![address.clone()]),
    };
    let begun = made();
    let acts: Vec<_> = acts(&begun);
    let mut driver = Driver::over(begun, columns, rows);
    // half of them begin at home, the others where the screens begin that are hard to come to
    match dice.below(10) {
        0..=4 if which == 7 => drop(driver.keys("o")),
        0..=4 => {}
        5 => drop(driver.keys("i").paste(&format!("{folder}/one.txt")).keys("<enter>")),
        6 => drop(driver.keys("i").paste(folder).keys("<enter>")),
        7 => drop(driver.keys(dice.of(&["R", "R<enter>"]))),
        8 => drop(driver.keys("+")),
        _ => drop(driver.keys(dice.of(&pictures::SCREENS).1)),
    }
    trace.done.push(format!("begins at {:?}", driver.app.state.above.last()));
    let mut waiting = Vec::new();
    for _ in 0..LENGTH {
        let drawn = step(&mut dice, &mut driver, folder, &mut trace, &mut waiting);
        if driver.app.state.ended {
            break;
        }
        if drawn && waiting.is_empty() {
            assert_sound(&driver);
        }
        visited.extend(driver.app.state.sections());
    }
    driver.carry_out(waiting);
    let journal = driver.journal_mut();
    assert_eq!(journal.doctor().unwrap().problems, Vec::<String>::new());
    // every act of these keys taken back, in any order, and what was there before done again
    let mut all = self::acts(journal);
    while !all.is_empty() {
        let act = all.swap_remove(dice.below(all.len()));
        if acts.contains(&act) {
            journal.redo_act(now(), act).unwrap();
        } else {
            journal.undo_act(now(), act).unwrap();
        }
    }
    let mut before = made();
    for row in before.select(&Filter::default(), 1000, now().day()).unwrap() {
        if journal.has_forgotten(&row.id) {
            before.forget(&row.id).unwrap();
        }
    }
    assert_eq!(journal.folded().unwrap(), before.folded().unwrap(), "undo does not lead back");
    assert_eq!(journal.doctor().unwrap().problems, Vec::<String>::new());
}

fn acts(journal: &Journal) -> Vec<crate::journal::ActId> {
    journal.past(Anchor::First, 10_000).unwrap().acts.into_iter().map(|act| act.act).collect()
}

#[test]
fn whatever_is_pressed_the_screens_hold_together_and_undo_leads_back() {
    let folder = tempfile::tempdir().unwrap();
    let letter = |day: &str| {
        format!(
            "Lamplight, {day} April 2026\n\nKenya\n\n- Pray for the well at Moyale.\n- Thanks for rain.\n\nWhat is this line\n"
        )
    };
    std::fs::write(folder.path().join("one.txt"), letter("4")).unwrap();
    std::fs::write(folder.path().join("two.txt"), letter("11")).unwrap();
    let folder = folder.path().to_str().unwrap();
    let (seed, sequences) = (number("KNEEL_SEED", 1), number("KNEEL_SEQUENCES", 150));
    let mut visited = HashSet::new();
    for number in 0..sequences {
        sequence(seed + number, folder, &mut visited);
    }
    let unseen: Vec<Section> =
        Section::ALL.into_iter().filter(|section| !visited.contains(section)).collect();
    assert!(sequences < 100 || unseen == [Section::Locked], "no hand came to {unseen:?}");
}

#[test]
fn every_section_holds_somewhere_and_every_binding_has_words() {
    for section in Section::ALL {
        assert!(TOGETHER.iter().any(|sections| sections.contains(&section)), "{section:?}");
    }
    for known in BINDINGS {
        assert!(
            !known.label.is_empty() && !known.help.is_empty() && known.label.len() <= 20,
            "{}",
            known.name
        );
    }
}

#[test]
fn nothing_that_can_be_done_is_without_a_key_or_a_place_in_the_list() {
    let (keymap, _) = Keymap::new(&Table::new());
    for known in BINDINGS {
        let reached = TOGETHER.iter().filter(|sections| sections.contains(&known.section));
        let by_key = reached.clone().any(|sections| keymap.key(known.action, sections).is_some());
        assert!(by_key, "{} of {:?} has no key on any screen", known.name, known.section);
    }
}

/// Does what stands in a place of the list.
fn choose(driver: &mut Driver, at: usize) {
    driver.keys("<f1>");
    for _ in 0..at {
        driver.keys("<down>");
    }
    driver.keys("<enter>");
}

/// From the list everything is done as by its key: the same journal, the same picture.
#[test]
fn the_list_does_what_the_keys_do() {
    let every = number("KNEEL_SIZES", 0) > 0 || std::env::var("KNEEL_SIZES").is_ok_and(|all| all == "all");
    let mut count = 0;
    for (screen, keys) in pictures::SCREENS {
        let there = |keys: &str| {
            let mut driver = Driver::new(80, 24);
            driver.keys(keys);
            driver
        };
        let driver = there(keys);
        if matches!(driver.app.state.above.last(), Some(Screen::Palette(_))) {
            continue;
        }
        let offers = offers(&driver.app.keymap, &driver.app.state);
        for (at, offer) in offers.iter().enumerate().filter(|(_, offer)| offer.here) {
            count += 1;
            if offer.keys.is_empty() {
                let mut by_list = there(keys);
                choose(&mut by_list, at);
                let done = by_list.picture() != driver.picture() || !by_list.others.is_empty();
                assert!(done, "{} on {screen} does nothing", offer.name);
                continue;
            }
            if !every && count % 5 != 0 {
                continue;
            }
            let (mut by_key, mut by_list) = (there(keys), there(keys));
            let bound = by_key.app.keymap.keys_of(offer.section, offer.action);
            let sections = by_key.app.state.sections();
            let key = bound.iter().map(|key| -> KeyEvent { (*key).into() });
            let key =
                key.into_iter().find(|key| by_key.app.keymap.action(*key, sections) == Some(offer.action));
            let commands = by_key.app.input(press(key.unwrap()));
            by_key.carry_out(commands);
            choose(&mut by_list, at);
            if offer.action == Action::Help {
                continue; // that is the list itself
            }
            assert_eq!(by_list.picture(), by_key.picture(), "{} on {screen}", offer.name);
            assert_eq!(by_list.others, by_key.others, "{} on {screen}", offer.name);
            assert_eq!(
                acts(by_list.journal()).len(),
                acts(by_key.journal()).len(),
                "{} on {screen}",
                offer.name
            );
        }
    }
    assert!(count > 100, "{count} actions");
}
