//! A region that seems to have a new name, asked about after an import, by key strings.

use tempfile::TempDir;

use super::driver::{Driver, now};
use super::pictures::at_every_size;
use crate::journal::Journal;

/// An issue with three regions, the middle one under a name that changes.
fn issue(day: &str, middle: &str, name: &str) -> String {
    format!(
        "Hill Clinic Prayer Requests\n\n{day} 2026\n\nAfrica\n\nPray for {name} in Kenya.\n\n\
         {middle}\n\nPray for {name} and the nurses in Thailand.\n\nEurope\n\nPray for {name} in Spain.\n"
    )
}

/// Three issues are in the journal, and one with a new name was kept just now.
fn asked(columns: u16, rows: u16) -> (TempDir, Driver) {
    let folder = tempfile::tempdir().unwrap();
    let older = folder.path().join("older");
    std::fs::create_dir(&older).unwrap();
    for (day, name) in [("1 February", "Ada"), ("8 February", "Ben"), ("15 February", "Cy")] {
        std::fs::write(older.join(format!("{name}.txt")), issue(day, "Southeast Asia", name)).unwrap();
    }
    let newer = folder.path().join("newer.txt");
    std::fs::write(&newer, issue("22 February", "Asia Pacific", "Di")).unwrap();
    let profiles = Some(folder.path().join("profiles"));
    let mut driver = Driver::with(Journal::in_memory(now()).unwrap(), profiles, columns, rows);
    driver.keys("i").paste(older.to_str().unwrap()).keys("<enter>a<enter>");
    assert!(!driver.picture().contains("One region"), "{}", driver.picture());
    driver.keys("i").paste(newer.to_str().unwrap()).keys("<enter><enter>");
    (folder, driver)
}

fn under(driver: &Driver, region: &str) -> usize {
    let overview = driver.journal().overview(now().day()).unwrap();
    overview.regions.iter().find(|row| row.name.as_deref() == Some(region)).map_or(0, |row| row.open as usize)
}

/// What is remembered of publishers.
fn remembered(folder: &TempDir) -> String {
    let files = std::fs::read_dir(folder.path().join("profiles")).into_iter().flatten();
    files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap()).collect()
}

#[test]
fn the_question_looks_as_it_should() {
    for (columns, rows) in [(120, 40), (80, 24), (60, 20), (20, 5)] {
        let (_folder, driver) = asked(columns, rows);
        insta::assert_snapshot!(format!("renamed_{columns}x{rows}"), driver.snapshot());
    }
    let (_folder, mut driver) = asked(120, 40);
    at_every_size("renamed", &mut driver);
}

#[test]
fn a_new_name_takes_what_stood_under_the_old_one() {
    let (folder, mut driver) = asked(80, 24);
    assert_eq!((under(&driver, "Southeast Asia"), under(&driver, "Asia Pacific")), (3, 1));
    driver.keys("<enter>");
    assert_eq!((under(&driver, "Southeast Asia"), under(&driver, "Asia Pacific")), (0, 4));
    let said =
        "remembered for Hill Clinic: “Asia Pacific” is the new name of “Southeast Asia”; 3 items moved";
    assert!(driver.status().starts_with(said), "{}", driver.status());
    assert!(remembered(&folder).contains("\"Southeast Asia\" = \"Asia Pacific\""), "{}", remembered(&folder));
    driver.keys("u");
    assert_eq!((under(&driver, "Southeast Asia"), under(&driver, "Asia Pacific")), (3, 1));
}

#[test]
fn two_regions_stay_two() {
    let (folder, mut driver) = asked(80, 24);
    driver.keys("<down><enter>");
    assert_eq!((under(&driver, "Southeast Asia"), under(&driver, "Asia Pacific")), (3, 1));
    assert!(driver.status().ends_with("“Southeast Asia” and “Asia Pacific” are two regions"));
    assert!(!driver.picture().contains("u undo"), "undo would take the import back: {}", driver.picture());
    assert!(remembered(&folder).contains("Asia Pacific"));
}

#[test]
fn who_does_not_know_yet_is_asked_another_time() {
    for keys in ["<esc>", "<up><enter>"] {
        let (folder, mut driver) = asked(80, 24);
        driver.keys(keys);
        assert!(!driver.picture().contains("One region"), "{}", driver.picture());
        assert_eq!((under(&driver, "Southeast Asia"), remembered(&folder).as_str()), (3, ""));
    }
}
