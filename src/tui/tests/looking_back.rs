//! Looking back, by key strings.

use chrono::Days;

use super::driver::{Driver, journal, now};
use super::pictures::at_every_size;
use crate::clock::Moment;
use crate::journal::{Change, Journal, Scope, Verdict};

/// The invented bulletin, prayed through in the two weeks since, and two of its requests answered. Europe is forgotten.
pub fn lived_in() -> Journal {
    let mut journal = journal();
    let rows = journal.page(&Scope::Everything, crate::journal::Anchor::First, 20).unwrap().rows;
    let at = |days: u64| Moment::new(now().local().checked_sub_days(Days::new(days)).unwrap());
    for days in 1..=10 {
        let prayed =
            rows.iter().filter(|row| row.region.as_deref() != Some("Europe")).skip(days as usize % 3);
        let changes: Vec<Change> = prayed.map(|row| Change::Prayed { item: row.id.clone() }).collect();
        journal.act(at(days), &changes).unwrap();
    }
    let answered = rows.iter().filter(|row| row.region.as_deref() == Some("Africa, East"));
    for (row, verdict) in answered.zip([Verdict::Answered, Verdict::Partly]) {
        let (item, words, praise) = (row.id.clone(), String::new(), None);
        journal.act(at(1), &[Change::Answered { item, verdict, words, day: at(1).day(), praise }]).unwrap();
    }
    journal
}

#[test]
fn the_screen_looks_as_it_should() {
    for (part, keys) in [("days", "L"), ("regions", "L<right>j"), ("answers", "L<left>")] {
        for (columns, rows) in [(120, 40), (80, 24), (60, 20), (20, 5)] {
            let mut driver = Driver::over(lived_in(), 120, 40);
            driver.keys(keys).resize(columns, rows);
            insta::assert_snapshot!(format!("{part}_{columns}x{rows}"), driver.snapshot());
            at_every_size(part, &mut driver);
        }
    }
}

#[test]
fn where_nothing_was_prayed_one_line_says_so() {
    let mut driver = Driver::new(80, 24);
    driver.keys("L");
    let picture = driver.picture();
    assert!(
        picture.contains("Nothing to look back on yet. Esc goes back home, where p begins."),
        "{picture}"
    );
    at_every_size("nothing", &mut driver);
}

#[test]
fn a_forgotten_region_is_first_and_enter_prays_for_it() {
    let mut driver = Driver::over(lived_in(), 80, 24);
    driver.keys("L<right>");
    let picture = driver.picture();
    let first =
        picture.lines().find(|line| line.contains('>') && line.contains("not yet prayed for")).unwrap();
    assert!(first.contains("Europe") && first.contains("2 open"), "{picture}");
    driver.keys("<enter><space><space><esc>");
    let picture = driver.picture();
    assert!(!picture.contains("not yet prayed for") && is_prayed_today(&driver, "Europe"), "{picture}");
}

/// Whether the list says that a region was prayed for today.
fn is_prayed_today(driver: &Driver, region: &str) -> bool {
    driver.picture().lines().any(|line| line.contains(region) && line.contains("  today  "))
}

#[test]
fn undo_takes_a_day_off_again_and_esc_leads_home() {
    let mut driver = Driver::over(lived_in(), 80, 24);
    driver.keys("L<right><enter><space><esc>");
    assert!(is_prayed_today(&driver, "Europe"), "the end of a walk leads back: {}", driver.picture());
    driver.keys("u");
    assert!(driver.picture().contains("not yet prayed for"), "{}", driver.picture());
    driver.keys("<esc>");
    assert!(driver.app.state.above.is_empty());
}

#[test]
fn a_click_chooses_a_part_and_a_region() {
    let mut driver = Driver::over(lived_in(), 80, 24);
    driver.keys("L").click("Regions").click("Asia, Central");
    let picture = driver.picture();
    assert!(picture.lines().any(|line| line.contains("> Asia, Central")), "{picture}");
    assert!(picture.contains("Twelve weeks"), "{picture}");
}
