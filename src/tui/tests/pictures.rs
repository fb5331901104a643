//! What the screens look like, and that they can be drawn at any size.

use super::driver::{Driver, now};
use crate::journal::Journal;
use crate::tui::msg::Msg;

const SIZES: [(u16, u16); 4] = [(120, 40), (80, 24), (60, 20), (20, 5)];

/// Every screen, by the keys that lead there.
const SCREENS: [(&str, &str); 22] = [
    ("home", "j"),
    ("home_regions", "hj"),
    ("home_reader", "l"),
    ("praises", "hjjl"),
    ("home_marked", "<space>"),
    ("walk", "p<right>"),
    ("walk_end", "p<space>ss<space>ss"),
    ("item", "nVisit refused again.<ctrl-s><enter>"),
    ("note", "nVisit refused again. Pray for the officer on the gate.<enter><enter>And for us."),
    (
        "notes",
        "nFirst letter arrived.<ctrl-s>nVisit refused again. Pray for the officer on the gate.<ctrl-s>w<down>",
    ),
    ("rewrite", "nVisit refused again.<ctrl-s>w Pray for the officer."),
    ("own", "oRain for our valley<tab>Our valley"),
    ("answer", "a<tab>The judge listened"),
    ("praise_choice", "a<backtab><right>"),
    ("answered", "a<tab>The judge listened.<enter>A"),
    ("snooze", "s<down>"),
    ("walks", "W<down><down><down>"),
    ("look_again", "f<down>"),
    ("search", "/pray"),
    ("import", "i/nowhere"),
    ("help", "?"),
    ("settings", ","),
];

fn at(screen: &str, columns: u16, rows: u16) -> Driver {
    let keys = SCREENS.iter().find(|(name, _)| *name == screen).unwrap().1;
    let mut driver = Driver::new(120, 40);
    driver.keys(keys).resize(columns, rows);
    driver
}

#[test]
fn the_screens_look_as_they_should() {
    for (screen, _) in SCREENS {
        for (columns, rows) in SIZES {
            insta::assert_snapshot!(
                format!("{screen}_{columns}x{rows}"),
                at(screen, columns, rows).snapshot()
            );
        }
    }
}

#[test]
fn an_empty_journal_looks_as_it_should() {
    for (columns, rows) in SIZES {
        let driver = Driver::over(Journal::in_memory(now()).unwrap(), columns, rows);
        insta::assert_snapshot!(format!("first_run_{columns}x{rows}"), driver.snapshot());
    }
}

#[test]
fn every_screen_is_drawn_at_every_size() {
    for (screen, keys) in SCREENS {
        let mut driver = Driver::new(120, 40);
        driver.keys(keys);
        at_every_size(screen, &mut driver);
    }
}

/// Draws a screen at many sizes; where it is too small, it says so.
pub fn at_every_size(screen: &str, driver: &mut Driver) {
    for columns in [1, 2, 19, 20, 21, 27, 39, 40, 44, 59, 60, 61, 75, 76, 84, 99, 100, 101, 120, 250, 400] {
        for rows in [1, 2, 4, 5, 6, 7, 8, 10, 12, 15, 16, 17, 24, 40, 120] {
            driver.resize(columns, rows);
            let small = columns < 20 || rows < 5;
            let told = driver.picture().contains("need");
            assert!(!small || columns < 4 || told, "{screen} at {columns}x{rows}");
        }
    }
}

#[test]
fn the_footer_never_shows_half_a_word() {
    for columns in 20..=120 {
        let mut driver = Driver::new(columns, 24);
        driver.keys("p");
        let picture = driver.picture();
        let footer = picture.lines().last().unwrap().trim().to_owned();
        for entry in footer.split("   ").filter(|entry| !entry.is_empty()) {
            let whole = [
                "Space prayed, go on",
                "s not today",
                "n note",
                "a answered",
                "b back",
                "Esc stop",
                "? all keys",
            ];
            assert!(whole.contains(&entry.trim()), "{columns}: {entry:?} in {footer:?}");
        }
    }
}

#[test]
fn days_of_other_years_fit_their_column() {
    let mut driver = Driver::new(80, 24);
    driver.keys("hjjl").tell(Msg::Day("2027-03-12".parse().unwrap()));
    assert!(driver.picture().contains("praise  Mar 2026  Thank God: Damir"), "{}", driver.picture());
}

#[test]
fn with_plain_signs_every_cell_is_ascii() {
    use crate::tui::theme::{Means, Theme};
    let plain = Theme::named("default", Means { colour: true, exact: true, ascii: true });
    for (screen, _) in SCREENS {
        for (columns, rows) in SIZES {
            let mut driver = at(screen, columns, rows);
            let usual = driver.picture();
            driver.paint(plain);
            assert!(driver.picture().is_ascii(), "{screen}: {}", driver.picture());
            assert_eq!(driver.picture().lines().count(), usual.lines().count(), "{screen}");
        }
    }
}

#[test]
fn fixed_themes_leave_no_cell_to_the_terminal() {
    use crate::tui::theme::{Means, Theme};
    use ratatui::style::Color;
    for name in ["light", "dark", "high-contrast"] {
        let theme = Theme::named(name, Means { colour: true, exact: true, ascii: false });
        for (screen, _) in SCREENS {
            let mut driver = at(screen, 80, 24);
            driver.paint(theme);
            for cell in &driver.buffer().content {
                assert!(
                    matches!(cell.fg, Color::Rgb(..)) && matches!(cell.bg, Color::Rgb(..)),
                    "{name}: {cell:?}"
                );
            }
        }
    }
}
