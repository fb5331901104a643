//! The whole app by key strings.

use super::driver::{Driver, journal, now};
use crate::journal::{Journal, Scope, Visibility};
use crate::tui::msg::{Command, Msg};
use crate::tui::state::Screen;

fn prayed_today(driver: &Driver) -> u64 {
    driver.journal().overview(now().day()).unwrap().prayed_today
}

fn title(driver: &Driver) -> String {
    driver.app.state.subject().map(|row| row.title.clone()).unwrap_or_default()
}

#[test]
fn the_first_picture_is_complete() {
    let driver = Driver::new(120, 40);
    let picture = driver.picture();
    assert!(picture.contains("prayed 0 of 6 today"), "{picture}");
    assert!(picture.contains("6 requests"), "{picture}");
    assert!(picture.contains("Nargiza") || picture.contains("Waiting since"), "{picture}");
}

#[test]
fn a_mark_is_taken_back_and_made_again() {
    let mut driver = Driver::new(120, 40);
    driver.keys("jj");
    let third = title(&driver);
    driver.keys("<space>");
    assert_eq!(prayed_today(&driver), 1);
    assert!(driver.status().starts_with("prayed: "), "{}", driver.status());
    assert_ne!(title(&driver), third, "what was prayed goes to the end of the list");
    driver.keys("u");
    assert_eq!(prayed_today(&driver), 0);
    assert!(driver.status().starts_with("taken back: prayed: "), "{}", driver.status());
    driver.keys("<ctrl-r>");
    assert_eq!(prayed_today(&driver), 1);
    driver.keys("uu");
    assert!(driver.status().starts_with("taken back: "), "the import is an act too: {}", driver.status());
}

#[test]
fn a_walk_goes_through_the_portion_and_ends_gently() {
    let mut driver = Driver::new(80, 24);
    driver.keys("p");
    assert_eq!(driver.status(), "today: 6 of 6 open");
    assert!(driver.picture().contains("1 of 6"));
    driver.keys("<space><space><space>");
    assert_eq!(prayed_today(&driver), 3);
    assert!(driver.picture().contains("4 of 6"));
    driver.keys("<right>");
    assert_eq!(prayed_today(&driver), 3, "moving on marks nothing");
    driver.keys("<space><space>");
    let end = driver.picture();
    assert!(end.contains("You prayed for"), "{end}");
    assert_eq!(driver.journal().kept("walk").unwrap(), None);
    driver.keys("<enter>");
    assert!(driver.app.state.above.is_empty());
    assert!(driver.picture().contains("prayed 5 of 6 today"), "{}", driver.picture());
}

#[test]
fn undo_in_a_walk_goes_back_to_the_request() {
    let mut driver = Driver::new(80, 24);
    driver.keys("p");
    let first = title(&driver);
    driver.keys("<space>");
    assert_ne!(title(&driver), first);
    driver.keys("u");
    assert_eq!(title(&driver), first);
    assert!(driver.picture().contains("1 of 6"));
    assert_eq!(prayed_today(&driver), 0);
}

#[test]
fn going_back_and_praying_again_does_not_mark_twice() {
    let mut driver = Driver::new(80, 24);
    driver.keys("p<space>b");
    assert!(driver.picture().contains("Prayed today."), "{}", driver.picture());
    driver.keys("<space>");
    assert!(driver.picture().contains("2 of 6"));
    assert_eq!(driver.journal().history(10).unwrap().len(), 2, "the import and one mark");
}

#[test]
fn a_walk_that_was_left_goes_on_where_it_was() {
    let mut driver = Driver::new(80, 24);
    driver.keys("p<space><right>");
    let here = title(&driver);
    driver.keys("<esc>");
    assert_eq!(driver.status(), "your place is kept");
    driver.keys("p");
    assert_eq!(title(&driver), here);
    assert!(driver.picture().contains("3 of 6"), "{}", driver.picture());
}

#[test]
fn what_is_not_for_today_rests_until_tomorrow() {
    let mut driver = Driver::new(80, 24);
    driver.keys("ps");
    assert!(driver.picture().contains("2 of 6"));
    driver.keys("<esc>");
    assert_eq!(driver.journal().portion(now().day(), 8).unwrap().len(), 5);
    assert_eq!(driver.journal().portion(now().day().succ_opt().unwrap(), 8).unwrap().len(), 6);
}

#[test]
fn a_note_is_kept_as_it_is_typed_and_saved_once() {
    let mut driver = Driver::new(80, 24);
    driver.keys("nVisit refused");
    let id = driver.app.state.subject().unwrap().id.clone();
    let key = format!("draft:{id}");
    assert!(driver.journal().kept(&key).unwrap().unwrap().contains("Visit refused"));
    driver.keys("<esc>");
    assert_eq!(driver.status(), "what you wrote is kept for later");
    driver.keys("n");
    assert!(driver.picture().contains("Visit refused"), "{}", driver.picture());
    driver.keys(" again.<ctrl-s>");
    assert_eq!(driver.journal().kept(&key).unwrap(), None);
    let written = driver.journal().detail(&id).unwrap().unwrap().written;
    assert_eq!(written.len(), 1);
    assert_eq!(written[0].text, "Visit refused again.");
    assert!(driver.picture().contains("Visit refused again."), "the reader shows it at once");
}

#[test]
fn the_editor_is_opened_on_what_is_written_and_gives_it_back() {
    let mut driver = Driver::new(80, 24);
    driver.keys("nOne<ctrl-o>");
    assert_eq!(driver.others, [Command::Edit("One".into())]);
    driver.tell(Msg::Edited(Some("One\nTwo\n".into()))).keys("<ctrl-s>");
    let id = driver.app.state.subject().unwrap().id.clone();
    assert_eq!(driver.journal().detail(&id).unwrap().unwrap().written[0].text, "One\nTwo");
}

#[test]
fn an_answer_is_told_with_verdict_words_and_day() {
    let mut driver = Driver::new(80, 24);
    let id = driver.app.state.subject().unwrap().id.clone();
    driver.keys("a<right><tab>Half of it<tab>");
    for _ in 0..10 {
        driver.keys("<backspace>");
    }
    driver.keys("2026-03-99<enter>");
    assert!(driver.status().starts_with("the day is not a date"), "{}", driver.status());
    driver.keys("<backspace><backspace>04<enter>");
    let answer = driver.journal().detail(&id).unwrap().unwrap().answer.unwrap();
    assert_eq!((answer.verdict.name(), answer.words.as_str()), ("partly", "Half of it"));
    assert_eq!(answer.day.to_string(), "2026-03-04");
    driver.keys("A");
    assert_eq!(driver.app.state.home.scope, Scope::Answered);
    let picture = driver.picture();
    assert!(picture.contains("in part") && picture.contains("Half of it"), "{picture}");
}

#[test]
fn a_closed_answer_is_taken_off_by_the_same_key() {
    let mut driver = Driver::new(80, 24);
    let id = driver.app.state.subject().unwrap().id.clone();
    driver.keys("a<enter>A");
    assert_eq!(driver.app.state.subject().unwrap().id, id);
    driver.keys("a");
    assert_eq!(driver.journal().detail(&id).unwrap().unwrap().answer, None);
}

#[test]
fn resting_privacy_and_putting_away_say_what_they_did() {
    let mut driver = Driver::new(80, 24);
    let id = driver.app.state.subject().unwrap().id.clone();
    driver.keys("<enter>vv");
    assert_eq!(driver.journal().detail(&id).unwrap().unwrap().row.visibility, Visibility::Private);
    assert!(driver.picture().contains("private: never shared"));
    driver.keys("s<down><enter>");
    let row = driver.journal().detail(&id).unwrap().unwrap().row;
    assert_eq!(row.snoozed_until.unwrap().to_string(), "2026-03-19");
    assert!(driver.picture().contains("Rests until 19 March"), "{}", driver.picture());
    driver.keys("x");
    assert!(driver.picture().contains("Put away."), "{}", driver.picture());
    driver.keys("uuuu");
    let row = driver.journal().detail(&id).unwrap().unwrap().row;
    assert_eq!((row.archived, row.snoozed_until, row.visibility), (false, None, Visibility::Group));
}

#[test]
fn a_day_to_rest_until_is_typed() {
    let mut driver = Driver::new(80, 24);
    let id = driver.app.state.subject().unwrap().id.clone();
    driver.keys("s2026-03-01<enter>");
    assert!(driver.status().starts_with("type a day to come"));
    driver.keys("<backspace><backspace>31<enter>");
    let row = driver.journal().detail(&id).unwrap().unwrap().row;
    assert_eq!(row.snoozed_until.unwrap().to_string(), "2026-03-31");
}

#[test]
fn a_request_of_ones_own_is_private_and_shown() {
    let mut driver = Driver::new(80, 24);
    driver.keys("oRain for our valley<tab>Our valley<ctrl-s>");
    let row = driver.app.state.subject().unwrap().clone();
    assert!(row.own);
    assert_eq!((row.visibility, row.region.as_deref()), (Visibility::Private, Some("Our valley")));
    assert!(driver.picture().contains("Rain for our valley"), "{}", driver.picture());
}

#[test]
fn an_items_text_is_changed_and_an_unchanged_one_is_left() {
    let mut driver = Driver::new(80, 24);
    let id = driver.app.state.subject().unwrap().id.clone();
    driver.keys("e<ctrl-s>");
    assert_eq!(driver.status(), "nothing was changed");
    driver.keys("e Amen.<ctrl-s>");
    assert!(driver.journal().detail(&id).unwrap().unwrap().text.ends_with(" Amen."));
}

#[test]
fn search_finds_as_one_types_and_opens() {
    let mut driver = Driver::new(80, 24);
    driver.keys("/moyale");
    let picture = driver.picture();
    assert!(picture.contains("herders") && picture.contains("well at Moyale"), "{picture}");
    assert!(!picture.contains("youth camp"), "{picture}");
    driver.keys("<down><enter>");
    assert!(matches!(driver.app.state.above.last(), Some(Screen::Item(_))));
    driver.keys("<esc>");
    assert!(matches!(driver.app.state.above.last(), Some(Screen::Search(_))), "back to the search");
    driver.keys(" nowhere");
    assert!(driver.picture().contains("nothing found"));
    driver.keys("<esc>/is:purple");
    assert!(driver.picture().contains("is:purple"), "{}", driver.picture());
}

#[test]
fn regions_narrow_the_list_by_keys_and_by_clicks() {
    let mut driver = Driver::new(120, 40);
    driver.keys("hjjj");
    assert_eq!(driver.app.state.home.scope, Scope::Region(Some("Africa, East".into())));
    assert!(driver.picture().contains("2 requests"), "{}", driver.picture());
    driver.click("Europe");
    assert_eq!(driver.app.state.home.scope, Scope::Region(Some("Europe".into())));
    driver.click("translators");
    assert!(title(&driver).contains("translators"), "{}", title(&driver));
}

#[test]
fn an_empty_journal_says_how_to_begin() {
    let mut driver = Driver::over(Journal::in_memory(now()).unwrap(), 80, 24);
    let picture = driver.picture();
    assert!(picture.contains("read prayer bulletins") && picture.contains("kneel demo"), "{picture}");
    driver.keys("p<esc><space>naxevjkG<enter>");
    assert!(driver.app.state.above.is_empty());
}

#[test]
fn a_pasted_text_steers_no_terminal() {
    let mut driver = Driver::new(80, 24);
    driver.keys("n").paste("a\u{1b}[2Jb\u{202e}c\r\nd").keys("<ctrl-s>");
    let id = driver.app.state.subject().unwrap().id.clone();
    assert_eq!(driver.journal().detail(&id).unwrap().unwrap().written[0].text, "abc\nd");
}

#[test]
fn keys_that_come_faster_than_the_journal_answers_meet_the_right_rows() {
    let mut driver = Driver::new(120, 40);
    driver.burst("<space><space><space>");
    assert_eq!(prayed_today(&driver), 3, "three requests, none of them twice");
    driver.burst("uu");
    assert_eq!(prayed_today(&driver), 1);
    driver.burst("p<space><space>n");
    assert_eq!(prayed_today(&driver), 3);
    assert!(matches!(driver.app.state.above.last(), Some(Screen::Writing(_))));
    driver.burst("Amen.<ctrl-s><esc>/translators<enter>");
    let opened = driver.app.state.subject().unwrap().title.clone();
    assert!(opened.contains("translators"), "{opened}");
    driver.burst("<esc><esc>G<space>");
    assert!(!driver.app.state.is_waiting() && !driver.app.state.settling);
}

#[test]
fn a_long_request_says_that_there_is_more() {
    let mut driver = Driver::over(Journal::in_memory(now()).unwrap(), 80, 24);
    driver.keys("o").paste(&"Pray for rain. ".repeat(120)).keys("<ctrl-s>p");
    assert!(driver.picture().contains('↓') && !driver.picture().contains('↑'), "{}", driver.picture());
    driver.keys("j");
    assert!(driver.picture().contains('↓') && driver.picture().contains('↑'), "{}", driver.picture());
    driver.keys(&"j".repeat(60));
    assert!(!driver.picture().contains('↓') && driver.picture().contains("Your own"), "{}", driver.picture());
}

#[test]
fn help_shows_the_keys_of_the_screen_below() {
    let mut driver = Driver::new(80, 60);
    driver.keys("p?");
    let picture = driver.picture();
    assert!(picture.contains("mark it as prayed and go on"), "{picture}");
    assert!(!picture.contains("read bulletins into the journal"), "{picture}");
    driver.keys("<esc>");
    assert!(matches!(driver.app.state.above.last(), Some(Screen::Walk(_))));
}

#[test]
fn a_file_is_imported_with_a_summary_and_one_undo_takes_it_back() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("letter.txt");
    std::fs::write(
        &file,
        "Harbour Light Prayer Requests\n12 March 2026\n\nAsia\n\nPray for the crew of the Heron.\n",
    )
    .unwrap();
    std::fs::write(folder.path().join("picture.jpg"), [0xff, 0xd8, 0, 0, 0, 1, 0, 2, 0, 3]).unwrap();
    let mut driver = Driver::over(Journal::in_memory(now()).unwrap(), 100, 30);
    driver.keys("i").paste(folder.path().to_str().unwrap()).keys("<enter>");
    let picture = driver.picture();
    assert!(picture.contains("read 1 new bulletin"), "{picture}");
    assert!(picture.contains("1 file was not read") && picture.contains("picture.jpg: "), "{picture}");
    driver.keys("<esc>u");
    assert!(driver.app.state.home.is_empty(), "{}", driver.picture());
    driver.keys("i").paste("/nowhere/at/all").keys("<enter>");
    assert!(driver.status().contains("there is no such file"), "{}", driver.status());
    driver.keys("<esc>");
}

#[test]
fn marks_from_elsewhere_are_shown() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.db");
    let mut other = Journal::open(&path, now()).unwrap();
    drop(journal());
    let add = |journal: &mut Journal, text: &str| {
        let change = crate::journal::Change::Added {
            text: text.into(),
            region: None,
            kinds: crate::bulletin::Kinds::REQUEST,
            visibility: Visibility::Private,
        };
        journal.act(now(), &[change]).unwrap()
    };
    let receipt = add(&mut other, "Rain for our valley");
    let mut driver = Driver::over(Journal::open(&path, now()).unwrap(), 80, 24);
    assert!(driver.picture().contains("prayed 0 of 1 today"));
    let prayed = crate::journal::Change::Prayed { item: receipt.added[0].clone() };
    other.act(now(), &[prayed]).unwrap();
    driver.tell(Msg::Elsewhere);
    assert!(driver.picture().contains("prayed 1 of 1 today"), "{}", driver.picture());
}
