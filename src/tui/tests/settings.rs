//! The settings screen, by key strings: what is changed holds at once and is in the file.

use super::driver::Driver;
use super::pictures::at_every_size;
use crate::tui::keymap::Action;
use crate::tui::msg::Msg;
use crate::tui::state::Curtain;

#[test]
fn the_screen_looks_as_it_should() {
    for (columns, rows) in [(120, 40), (80, 24), (60, 20), (20, 5)] {
        let mut driver = Driver::new(columns, rows);
        driver.keys(",");
        insta::assert_snapshot!(format!("settings_{columns}x{rows}"), driver.snapshot());
        driver.keys("jj1");
        insta::assert_snapshot!(format!("settings_number_{columns}x{rows}"), driver.snapshot());
        driver.keys("<esc>Gk");
        insta::assert_snapshot!(format!("settings_table_{columns}x{rows}"), driver.snapshot());
    }
    let mut driver = Driver::new(120, 40);
    driver.keys(",");
    at_every_size("settings", &mut driver);
}

#[test]
fn a_change_holds_at_once_and_is_taken_back() {
    let mut driver = Driver::new(120, 40);
    driver.keys(",<right>");
    assert_eq!(driver.app.state.config.theme, "light");
    driver.keys("<left><left>");
    assert_eq!(driver.app.state.config.theme, "none");
    driver.keys("jj12<enter>");
    assert_eq!((driver.app.state.config.portion, driver.app.state.portion), (12, 12));
    driver.keys("<left>uu");
    assert_eq!((driver.app.state.config.portion, driver.app.state.config.theme), (8, "none"));
    driver.keys("uuu");
    assert_eq!(driver.app.state.config.theme, "default");
    driver.keys("u");
    assert_eq!(driver.status(), "nothing was changed here");
    assert_eq!(driver.journal().history(10).unwrap().len(), 1, "no act of the journal was taken back");
}

#[test]
fn a_number_that_cannot_be_is_told_and_esc_lets_it_go() {
    let mut driver = Driver::new(120, 40);
    driver.keys(",jj0<enter>");
    let told = |driver: &Driver, words: &str| driver.picture().contains(words);
    assert!(
        told(&driver, "that cannot be: a number of requests") && told(&driver, "from 1 to 500"),
        "{}",
        driver.picture()
    );
    driver.keys("9");
    assert!(told(&driver, " 09") && !told(&driver, "that cannot"), "{}", driver.picture());
    driver.keys("q<enter>");
    assert!(
        told(&driver, "09q") && told(&driver, "that cannot be"),
        "it can be put right: {}",
        driver.picture()
    );
    driver.keys("<backspace><enter>");
    assert_eq!(driver.app.state.config.portion, 9);
    driver.keys("<enter>12<enter>");
    assert_eq!(driver.app.state.config.portion, 12, "it is typed anew, not behind the 9");
    driver.keys("<enter><enter>");
    assert_eq!(driver.app.state.config.portion, 12, "nothing is typed, and it stays");
    assert!(!told(&driver, "that cannot be"), "{}", driver.picture());
    driver.keys("9<enter>7q<enter><esc>");
    assert_eq!(driver.app.state.config.portion, 9);
    assert_eq!(driver.app.state.above.len(), 1, "esc left the number, not the screen");
    driver.keys("Gk<enter>");
    assert!(driver.status().starts_with("this one is set in the file"), "{}", driver.status());
    driver.keys("<esc>");
    assert!(driver.app.state.above.is_empty());
}

#[test]
fn a_text_is_typed_and_an_empty_one_takes_it_out() {
    let mut driver = Driver::new(120, 40);
    driver.keys(",jjj<enter>7:3q<enter>");
    assert!(driver.picture().contains("that cannot be: a time"), "{}", driver.picture());
    driver.keys("<backspace>0<enter>");
    assert_eq!(driver.app.state.config.prayer_time.as_deref(), Some("07:30"));
    driver.keys("<enter>");
    assert!(driver.picture().contains("07:30"), "{}", driver.picture());
    driver.keys("<backspace><backspace><backspace><backspace><backspace><enter>");
    assert_eq!(driver.app.state.config.prayer_time, None);
    driver.keys("u");
    assert_eq!(driver.app.state.config.prayer_time.as_deref(), Some("07:30"));
}

#[test]
fn the_file_is_written_and_read_again_with_its_keys() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("config.toml");
    std::fs::write(&path, "# mine\nportion = 5 # a few\n").unwrap();
    let mut driver = Driver::new(120, 40);
    driver.keep_settings(&path);
    driver.keys("<f5>");
    assert_eq!(driver.status(), "the settings were read again");
    assert_eq!(driver.app.state.portion, 5);
    driver.keys(",<right>jj<right>");
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(text, "# mine\nportion = 6 # a few\ntheme = \"light\"\n");

    let more = "\n[keys.home]\nsearch = 'S'\nfly = 'y'\n[views]\n'Tuesday group' = 'is:open'\n";
    std::fs::write(&path, text + more).unwrap();
    driver.keys("<f5>");
    assert!(driver.status().starts_with("config.toml, line 7: keys.home.fly"), "{}", driver.status());
    assert_eq!(driver.app.state.views["Tuesday group"], "is:open");
    let home = [crate::tui::keymap::Section::Home];
    assert_eq!(driver.app.keymap.key(Action::Search, &home).as_deref(), Some("S"));

    std::fs::write(&path, "portion = = 5\n").unwrap();
    driver.keys("12<enter>");
    assert!(driver.status().contains("line is not understood"), "{}", driver.status());
    assert!(driver.picture().contains(" 12 "), "what was typed is not lost: {}", driver.picture());
    driver.keys("<esc>");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "portion = = 5\n", "nothing is written over it");
}

#[test]
fn where_files_lie_is_told() {
    let mut driver = Driver::new(80, 24);
    let (data, config) = ("/home/aigul/.local/share/kneel".into(), "/home/aigul/.config/kneel".into());
    driver.app.state.places = Some(crate::paths::Paths { data, config });
    driver.keys(",G");
    insta::assert_snapshot!(driver.snapshot());
}

#[test]
fn an_unattended_screen_is_blank_until_a_key() {
    let mut driver = Driver::new(80, 24);
    driver.keys("nVisit refused").tell(Msg::Unattended);
    assert_eq!(driver.picture().trim(), "kneel");
    driver.keys("x");
    assert_eq!(driver.app.state.curtain, Curtain::Open);
    assert!(driver.picture().contains("Visit refused"), "{}", driver.picture());
    assert!(!driver.picture().contains("refusedx"), "the key only opens");
}
