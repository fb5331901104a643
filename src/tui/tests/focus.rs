//! The terminal's cursor stands on the focus, on every screen, for screen readers and braille displays.

use super::driver::Driver;
use super::pictures::SCREENS;
use crate::tui::msg::Msg;

#[test]
fn every_screen_has_the_cursor_within_it_at_every_size() {
    for (screen, keys) in SCREENS {
        let mut driver = Driver::new(120, 40);
        driver.keys(keys);
        for (columns, rows) in
            [(20, 5), (27, 8), (40, 12), (60, 20), (80, 24), (100, 30), (120, 40), (250, 60)]
        {
            driver.resize(columns, rows);
            let at = driver.cursor().unwrap_or_else(|| panic!("{screen} hides it at {columns}x{rows}"));
            assert!(at.x < columns && at.y > 0 && at.y + 1 < rows, "{screen} at {columns}x{rows}: {at:?}");
        }
    }
}

#[test]
fn it_goes_along_with_the_row() {
    let mut driver = Driver::new(120, 40);
    let first = driver.cursor().unwrap();
    assert!(driver.at_cursor().starts_with("> due"), "{}", driver.at_cursor());
    driver.keys("j");
    let second = driver.cursor().unwrap();
    assert_eq!((second.x, second.y), (first.x, first.y + 1));
    driver.keys("h");
    assert!(driver.at_cursor().starts_with("> Everything"), "the list of regions: {}", driver.at_cursor());
    driver.keys("ll");
    let reader = driver.at_cursor();
    assert!(!reader.starts_with('>') && !reader.trim().is_empty(), "the text: {reader}");
}

#[test]
fn it_goes_along_with_the_letter() {
    let mut driver = Driver::new(80, 24);
    driver.keys("/pray");
    let at = driver.cursor().unwrap();
    driver.keys("<left><left>");
    assert_eq!(driver.cursor().unwrap().x, at.x - 2);
    assert!(driver.at_cursor().starts_with("ay"), "{}", driver.at_cursor());
    driver.keys("<esc>nFirst<enter>second");
    let lower = driver.cursor().unwrap();
    driver.keys("<up>");
    assert_eq!(driver.cursor().unwrap().y, lower.y - 1);
}

#[test]
fn while_one_prays_it_stands_where_the_reading_begins() {
    let mut driver = Driver::new(120, 40);
    driver.keys("p");
    let begins: String = driver.at_cursor().chars().take(4).collect();
    assert_eq!(begins, "Pray", "{}", driver.picture());
}

#[test]
fn without_colour_it_stands_the_same() {
    for (screen, keys) in SCREENS {
        let mut driver = Driver::new(100, 30);
        driver.keys(keys);
        let coloured = driver.cursor();
        driver.without_colour();
        assert_eq!(driver.cursor(), coloured, "{screen}");
    }
}

#[test]
fn a_screen_that_shows_nothing_shows_no_cursor() {
    let mut driver = Driver::new(80, 24);
    driver.keys("!");
    assert_eq!(driver.cursor(), None);
    driver.keys("j").tell(Msg::Idle);
    driver.resize(19, 4);
    assert_eq!(driver.cursor(), None, "too small to show anything");
}
