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
    assert!(driver.picture().contains("Ctrl-r redo"), "{}", driver.picture());
    driver.keys("<ctrl-r>");
    assert_eq!(prayed_today(&driver), 1);
    driver.keys("uu");
    assert!(driver.status().starts_with("taken back: "), "the import is an act too: {}", driver.status());
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
    driver.keys("a<right><tab>Half of it<tab>2026-03-99<enter>");
    assert!(driver.status().starts_with("type a day up to today, such as yesterday"), "{}", driver.status());
    driver.keys("<backspace><backspace>04<enter>");
    let answer = driver.journal().detail(&id).unwrap().unwrap().answer.unwrap();
    assert_eq!((answer.verdict.name(), answer.words.as_str()), ("partly", "Half of it"));
    assert_eq!(answer.day.to_string(), "2026-03-04");
    driver.keys("A");
    assert_eq!(driver.app.state.home.scope, Scope::Answered);
    let picture = driver.picture();
    assert!(picture.contains("partly") && picture.contains("Half of it"), "{picture}");
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
fn days_are_typed_on_screens_as_on_the_command_line() {
    let mut driver = Driver::new(80, 24);
    let id = driver.app.state.subject().unwrap().id.clone();
    driver.keys("fsoon<enter>");
    assert_eq!(driver.status(), "type a day to come, such as friday, 2w or 2026-03-19");
    driver.keys("<esc>");
    for (typed, day) in [("friday", "2026-03-13"), ("1w", "2026-03-19"), ("20 March", "2026-03-20")] {
        driver.keys(&format!("f{typed}<enter>"));
        let row = driver.journal().detail(&id).unwrap().unwrap().row;
        assert_eq!(row.follow_up.map(|day| day.to_string()).as_deref(), Some(day), "{typed}");
    }
    for (typed, day) in [("yesterday", "2026-03-11"), ("friday", "2026-03-06"), ("8 march", "2026-03-08")] {
        driver.keys(&format!("a<right><tab><tab>{typed}<enter>"));
        let answer = driver.journal().detail(&id).unwrap().unwrap().answer;
        assert_eq!(answer.map(|answer| answer.day.to_string()).as_deref(), Some(day), "{typed}");
        driver.keys("u");
    }
    driver.keys("a<tab><tab>20 march 2026<enter>");
    assert_eq!(driver.status(), "type a day up to today, such as yesterday, friday or 2026-03-12");
}

#[test]
fn a_request_of_ones_own_is_private_and_shown() {
    let mut driver = Driver::new(80, 24);
    driver.keys("+Rain for our valley<tab>Our valley<ctrl-s>");
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
fn help_shows_the_keys_of_the_screen_below() {
    let mut driver = Driver::new(80, 66);
    driver.keys("p?");
    let picture = driver.picture();
    assert!(picture.contains("mark it as prayed and go on"), "{picture}");
    let (here, home) = picture.split_once("Home, from anywhere").unwrap();
    assert!(!here.contains("read bulletins into the journal"), "{picture}");
    assert!(home.contains("read bulletins into the journal"), "{picture}");
    driver.keys("<esc>");
    assert!(matches!(driver.app.state.above.last(), Some(Screen::Walk(_))));
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

#[test]
fn on_the_lists_alone_keys_are_about_no_request_that_nobody_sees() {
    for (columns, rows) in [(80, 24), (60, 20), (27, 8)] {
        let mut driver = Driver::new(columns, rows);
        if columns >= 60 {
            assert!(driver.last_line().contains("h lists"), "{}", driver.last_line());
        }
        driver.keys("hjjj");
        assert!(!driver.picture().contains("Pray for rain"), "{}", driver.picture());
        for key in ["<space>", "*", "n", "a", "x", "v", "?mark it as prayed<enter>"] {
            driver.keys(key);
            assert_eq!(driver.status(), "no request is chosen here", "{key}");
            assert!(driver.app.state.above.is_empty(), "{key}: {}", driver.picture());
        }
        assert_eq!(driver.journal().history(9).unwrap().len(), 1, "nothing was done");
        driver.keys("j");
        for key in ["Space", "a answered", "n note"] {
            assert!(!driver.last_line().contains(key), "{}", driver.last_line());
        }
        driver.keys("<enter>");
        assert!(driver.app.state.above.is_empty(), "Enter goes into the list: {}", driver.picture());
        driver.keys("<space>");
        assert!(driver.status().starts_with("prayed: "), "{}", driver.status());
    }
    let mut driver = Driver::new(120, 40);
    driver.keys("h<space>");
    assert!(driver.status().starts_with("prayed: "), "beside them the request is seen: {}", driver.status());
}

#[test]
fn enter_on_the_lists_goes_into_the_one_that_is_chosen() {
    let mut driver = Driver::new(120, 40);
    driver.keys("hjjj<enter>j<enter>");
    assert_eq!(driver.app.state.above.len(), 1, "the second request of it");
    assert!(driver.picture().contains("Africa, East") && driver.picture().contains("well at Moyale"));
    let mut driver = Driver::over(super::inbox::journal(), 80, 24);
    driver.keys("I<esc>hj<enter>");
    assert!(matches!(driver.app.state.above.last(), Some(Screen::Inbox(_))));
}

#[test]
fn a_key_without_a_meaning_says_so_until_the_next_one() {
    let mut driver = Driver::new(80, 24);
    driver.keys("z");
    assert_eq!(driver.status(), "that key does nothing here");
    driver.keys("jpz");
    assert_eq!(driver.status(), "that key does nothing here");
    driver.keys("nz");
    assert!(driver.status().is_empty() && driver.picture().contains(" z"), "what is typed is a letter");
}

#[test]
fn an_empty_request_says_what_is_written_there() {
    let mut driver = Driver::new(80, 24);
    driver.keys("+");
    assert!(driver.picture().contains("what you ask for"), "{}", driver.picture());
    assert!(!driver.keys("Rain").picture().contains("what you ask for"), "{}", driver.picture());
}
