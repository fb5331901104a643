//! Importing by key strings.

use super::driver::{Driver, now};
use crate::journal::Journal;

#[test]
fn a_path_that_leads_nowhere_says_so_at_once() {
    let mut driver = Driver::new(80, 24);
    driver.keys("i/nowhere<tab>");
    assert_eq!(driver.status(), "no file or folder begins like that");
    driver.keys("x");
    assert_eq!(driver.status(), "");
}

#[test]
fn a_name_with_a_space_is_completed_and_read() {
    let folder = tempfile::tempdir().unwrap();
    let letters = folder.path().join("Prayer Letters");
    std::fs::create_dir(&letters).unwrap();
    let text = "Harbour Light\n12 March 2026\n\nAsia\n\nPray for the crew of the Heron.\n";
    std::fs::write(letters.join("harbour light.txt"), text).unwrap();
    let mut driver = Driver::over(Journal::in_memory(now()).unwrap(), 80, 24);
    driver.keys("i").paste(&format!("{}/Pr", folder.path().display())).keys("<tab><tab><enter>");
    assert!(driver.picture().contains("Enter keeps 1 request;"), "{}", driver.picture());
}

#[test]
fn a_list_of_files_that_goes_on_says_so() {
    let folder = tempfile::tempdir().unwrap();
    for number in 10..40 {
        std::fs::write(folder.path().join(format!("letter {number}.txt")), "").unwrap();
    }
    let mut driver = Driver::new(80, 24);
    driver.keys("i").paste(&format!("{}/", folder.path().display())).keys("<tab>");
    assert!(driver.picture().contains('↓') && !driver.picture().contains('↑'), "{}", driver.picture());
    driver.keys("<up>");
    assert!(driver.picture().contains('↑') && !driver.picture().contains('↓'), "{}", driver.picture());
}

#[test]
fn a_path_that_cannot_be_read_is_told_and_can_be_typed_again() {
    let mut driver = Driver::over(Journal::in_memory(now()).unwrap(), 100, 30);
    driver.keys("i").paste("/nowhere/at/all").keys("<enter>");
    assert!(driver.status().contains("there is no such file"), "{}", driver.status());
    driver.keys("x");
    assert!(driver.picture().contains("/nowhere/at/allx"), "{}", driver.picture());
    driver.keys("<esc>");
}
