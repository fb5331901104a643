//! What the screens look like, and that they can be drawn at any size.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::driver::{Driver, now};
use crate::journal::Journal;
use crate::tui::keymap::Entry;
use crate::tui::msg::Msg;
use crate::tui::state::Curtain;
use crate::tui::theme::Theme;
use crate::tui::view::ViewMemory;
use crate::tui::widgets::footer;

const SIZES: [(u16, u16); 4] = [(120, 40), (80, 24), (60, 20), (20, 5)];

/// Every screen, by the keys that lead there.
pub const SCREENS: [(&str, &str); 24] = [
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
    ("own", "+Rain for our valley<tab>Our valley"),
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
    ("actions_found", "?put"),
    ("history", "<space>nVisit refused again.<ctrl-s>uHG<enter>"),
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

/// Draws a screen at many sizes, all from 20x5 to 400x120 with `KNEEL_SIZES=all`; where it is too small, it says so.
pub fn at_every_size(screen: &str, driver: &mut Driver) {
    let all = std::env::var("KNEEL_SIZES").is_ok_and(|sizes| sizes == "all");
    let some = |sizes: &[u16], every: std::ops::RangeInclusive<u16>| -> Vec<u16> {
        if all { every.collect() } else { sizes.to_vec() }
    };
    let columns = some(
        &[1, 2, 19, 20, 21, 27, 39, 40, 44, 59, 60, 61, 75, 76, 84, 99, 100, 101, 120, 250, 400],
        20..=400,
    );
    let rows = some(&[1, 2, 4, 5, 6, 7, 8, 10, 12, 15, 16, 17, 24, 40, 120], 5..=120);
    assert_footers(driver, screen);
    for columns in columns {
        for rows in &rows {
            driver.resize(columns, *rows);
            let small = columns < 20 || *rows < 5;
            if small && columns >= 4 {
                assert!(driver.picture().contains("need"), "{screen} at {columns}x{rows}");
            }
            assert_footer(driver, screen);
        }
    }
}

/// The footer at each width from 20 to 400, as far as its words go.
fn assert_footers(driver: &Driver, screen: &str) {
    let state = &driver.app.state;
    let entries = state.footer(&driver.app.keymap);
    for columns in 20..=400 {
        let mut buffer = Buffer::empty(Rect::new(0, 0, columns, 1));
        let area = buffer.area;
        footer::draw(&mut buffer, area, &entries, &Theme::new(true), &mut ViewMemory::default());
        let line: String = buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect();
        assert_whole(&line, &entries, &format!("{screen} at {columns}"));
    }
}

fn assert_whole(footer: &str, entries: &[Entry], place: &str) {
    let whole: Vec<String> =
        entries.iter().map(|entry| format!("{} {}", entry.keys[0], entry.label)).collect();
    let shown: Vec<&str> = footer.split("   ").map(str::trim).filter(|entry| !entry.is_empty()).collect();
    assert!(shown.len() <= 7 && !shown.is_empty(), "{place}: {footer:?}");
    for entry in shown {
        assert!(whole.iter().any(|whole| whole == entry), "{place}: {entry:?} of {whole:?}");
    }
}

/// At most seven keys stand in the footer, each whole.
pub fn assert_footer(driver: &Driver, screen: &str) {
    let state = &driver.app.state;
    let (columns, rows) = driver.size();
    let covered = rows < 16 && state.status.is_some() && state.lock.page.is_none();
    if state.curtain == Curtain::Drawn || columns < 20 || rows < 5 || covered {
        return;
    }
    let entries = state.footer(&driver.app.keymap);
    assert_whole(&driver.last_line(), &entries, &format!("{screen} at {columns}x{rows}"));
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
                "b before",
                "Esc back",
                "? all actions",
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
fn in_fixed_themes_all_that_is_drawn_has_contrast() {
    use crate::tui::theme::tests::contrast;
    use crate::tui::theme::{Means, Theme};
    use ratatui::style::Modifier;
    for (name, least) in [("light", 4.5), ("dark", 4.5), ("high-contrast", 7.0)] {
        let theme = Theme::named(name, Means { colour: true, exact: true, ascii: false });
        for (screen, _) in SCREENS {
            let mut driver = at(screen, 80, 24);
            driver.paint(theme);
            for cell in &driver.buffer().content {
                assert!(contrast(cell.style()) >= least, "{name}, {screen}: {cell:?}");
                assert!(!cell.modifier.contains(Modifier::DIM), "{name}, {screen}: {cell:?}");
            }
        }
    }
}

#[test]
fn home_has_a_margin_at_every_size() {
    for (columns, rows) in [(120, 40), (80, 24), (80, 9), (60, 20), (40, 10), (20, 5)] {
        let picture = at("home", columns, rows).picture();
        // but for the rules, and the footer, which may need the whole width
        let lines = picture.lines().take(usize::from(rows) - 1).filter(|line| !line.starts_with('─'));
        for line in lines {
            assert!(line.is_empty() || line.starts_with(' '), "{columns}x{rows}: {line:?}\n{picture}");
            assert!(line.chars().count() < usize::from(columns), "{columns}x{rows}: {line:?}\n{picture}");
        }
    }
}

#[test]
fn a_sentence_that_does_not_fit_takes_two_lines() {
    use crate::tui::state::Tone;
    let words =
        "nothing can be read in this picture; save the text as plain text, PDF or Word and read it again";
    for (columns, rows) in [(80, 24), (60, 20), (60, 12)] {
        let mut driver = Driver::new(columns, rows);
        driver.app.state.say(Tone::Trouble, words);
        driver.resize(columns, rows);
        let picture = driver.picture();
        let told: Vec<&str> = picture.split_whitespace().collect();
        assert!(told.join(" ").contains(words), "{picture}");
        at_every_size("a long sentence", &mut driver);
    }
}

#[test]
fn the_way_back_stands_in_the_footer_of_a_small_terminal() {
    for (keys, footer) in
        [("/", "Esc back"), ("i", "Esc back"), ("W", "Esc back"), ("H", "Enter take back   Esc back")]
    {
        let mut driver = Driver::new(40, 10);
        driver.keys(keys);
        assert!(driver.last_line().contains(footer), "{keys}: {}", driver.last_line());
    }
}
