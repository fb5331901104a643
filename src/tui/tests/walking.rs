//! The walk by key strings.

use super::driver::{Driver, now};
use crate::bulletin::{Bulletin, Item, Kinds, Scripture};
use crate::journal::{ActId, Change, Incoming, Journal, Scope, Through, Whole};
use crate::tui::effects::Start;
use crate::tui::msg::Msg;
use crate::tui::screens::walk::LONGEST;

fn prayed_today(driver: &Driver) -> u64 {
    driver.journal().overview(now().day()).unwrap().prayed_today
}

fn title(driver: &Driver) -> String {
    driver.app.state.subject().map(|row| row.title.clone()).unwrap_or_default()
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
fn a_list_where_nothing_waits_speaks_for_itself_alone() {
    let mut driver = Driver::new(80, 24);
    driver.begin(Start::Walk(Through::List(Scope::Own)));
    assert!(driver.picture().contains("Nothing more waits here today."), "{}", driver.picture());
    driver.keys("p");
    assert!(driver.picture().contains("1 of 6"), "{}", driver.picture());
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
fn one_space_too_many_at_the_end_marks_nothing() {
    let mut driver = Driver::new(80, 24);
    driver.keys("p<right><right><right><right><right><space><space><space>");
    assert_eq!(prayed_today(&driver), 1);
    assert!(driver.picture().contains("You prayed for"), "{}", driver.picture());
}

#[test]
fn an_answer_given_on_the_way_is_shown_on_the_way() {
    let mut driver = Driver::new(80, 24);
    driver.keys("pa<tab>The judge listened.<enter>");
    let picture = driver.picture();
    assert!(picture.contains("Answered, 12 March") && picture.contains("The judge listened."), "{picture}");
    assert!(picture.contains("1 of 6"), "{picture}");
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
fn a_long_request_says_that_there_is_more() {
    let mut driver = Driver::over(Journal::in_memory(now()).unwrap(), 80, 24);
    driver.keys("+").paste(&"Pray for rain. ".repeat(120)).keys("<ctrl-s>p");
    assert!(driver.picture().contains('↓') && !driver.picture().contains('↑'), "{}", driver.picture());
    driver.keys("j");
    assert!(driver.picture().contains('↓') && driver.picture().contains('↑'), "{}", driver.picture());
    driver.keys(&"j".repeat(140));
    assert!(!driver.picture().contains('↓') && driver.picture().contains("Your own"), "{}", driver.picture());
}

#[test]
fn what_is_wanted_today_stands_first_and_says_so() {
    let mut driver = Driver::new(80, 24);
    driver.keys("jj*");
    assert!(driver.status().starts_with("pinned, it comes every day"), "{}", driver.status());
    let pinned = title(&driver);
    driver.keys("jf<down><down><down>2026-03-12<enter>");
    assert!(driver.status().starts_with("type a day to come"), "{}", driver.status());
    driver.keys("<esc>f<enter>");
    assert!(driver.status().starts_with("to be looked at again on 13 March 2026"), "{}", driver.status());
    let wanted = title(&driver);
    driver.keys("p");
    assert_eq!(title(&driver), pinned);
    assert!(driver.picture().contains("Pinned: it comes every day"), "{}", driver.picture());
    assert_eq!(driver.picture().matches("it comes every day").count(), 1, "{}", driver.picture());
    driver.keys("<esc>").tell(Msg::Day("2026-03-13".parse().unwrap()));
    driver.keys("p");
    assert_eq!(title(&driver), wanted);
    assert!(driver.picture().contains("You wanted to look again today"), "{}", driver.picture());
    assert_eq!(driver.picture().matches("again").count(), 1, "{}", driver.picture());
    driver.keys("f<backtab>");
    assert!(driver.picture().contains("not again"), "{}", driver.picture());
}

#[test]
fn the_portion_is_changed_on_the_spot_and_stays_changed() {
    let mut driver = Driver::new(80, 24);
    driver.keys("p<space>[[[[");
    let told = "a portion is 4 now, in the settings too; today: 3 of 6 open, all in 2 days";
    assert_eq!(driver.status(), told);
    assert!(driver.picture().contains("2 of 4"), "{}", driver.picture());
    driver.keys("<right><right><right>");
    assert!(driver.picture().contains("You prayed for"), "{}", driver.picture());
    driver.keys("bbb]");
    assert!(driver.picture().contains("2 of 5"), "{}", driver.picture());
    assert_eq!((driver.app.state.portion, driver.app.state.config.portion), (5, 5));
    driver.keys("[[[[[[[[[[");
    assert_eq!((driver.app.state.portion, driver.app.state.config.portion), (1, 1));
    assert!(driver.picture().contains("2 of 2"), "what one stands at stays: {}", driver.picture());
    driver.keys("<esc>,jj");
    assert!(driver.picture().contains("1 request"), "the settings say it: {}", driver.picture());
}

#[test]
fn one_chooses_what_to_pray_through_as_one_types() {
    let mut driver = Driver::new(80, 24);
    driver.keys("W");
    let picture = driver.picture();
    assert!(picture.contains("What will you pray through?"), "{picture}");
    for words in ["Today's portion", "Everything open", "A quiet pick", "Africa, East", "Open Gate"] {
        assert!(picture.contains(words), "{words}: {picture}");
    }
    driver.keys("east<enter>");
    assert_eq!(title(&driver), "Rain for the herders around Moyale");
    assert!(driver.picture().contains("1 of 2"), "{}", driver.picture());
    driver.keys("<esc>Wgate<enter>");
    assert!(driver.picture().contains("1 of 6"), "{}", driver.picture());
    driver.keys("]");
    assert!(driver.status().starts_with("this walk is no portion"), "{}", driver.status());
    driver.keys("<esc>Wnowhere");
    assert!(driver.picture().contains("nothing is called so"), "{}", driver.picture());
    driver.keys("<enter><esc>");
    assert!(driver.app.state.above.is_empty());
    driver.keys("W<down><down><enter>");
    assert_eq!(driver.status(), "5 by chance, the same all day");
}

#[test]
fn a_view_is_walked_through_and_one_that_cannot_be_read_is_named() {
    let mut driver = Driver::new(80, 24);
    let view = |name: &str, words: &str| (name.to_owned(), words.to_owned());
    driver.app.state.views = [view("Tuesday", "region:europe"), view("Wrong", "is:nothing")].into();
    driver.keys("Wwrong<enter>");
    assert!(driver.status().starts_with("the view Wrong: `is:nothing`"), "{}", driver.status());
    driver.keys("<esc>Wsaved tue<enter>");
    assert_eq!(driver.status(), "Tuesday: 2");
}

#[test]
fn a_walk_tells_where_it_was_left_whichever_way_one_leaves() {
    for leave in ["<esc>", "q", "<space><space><space><space><space>"] {
        let mut driver = Driver::new(80, 24);
        driver.keys("p<space>");
        let before = driver.journal().doctor().unwrap().events;
        driver.keys(leave);
        let marks = leave.matches("<space>").count() as u64;
        assert_eq!(driver.journal().doctor().unwrap().events, before + marks + 1, "{leave}");
    }
}

#[test]
fn the_end_tells_what_was_prayed_and_noted_and_what_comes_tomorrow() {
    let mut driver = Driver::new(80, 24);
    driver.keys("pnThe stove came.<ctrl-s><space><space><right><right><right><right>");
    let end = driver.picture();
    assert!(end.contains("You prayed for") && end.contains("You noted"), "{end}");
    assert!(end.contains("The stove came.") && end.contains("Tomorrow 6 come, of 6 open."), "{end}");
}

#[test]
fn verses_open_each_bulletin_once() {
    let mut driver = Driver::over(with_verses(), 80, 24);
    driver.keys("p");
    assert!(driver.picture().contains("He gives rain in its time."), "{}", driver.picture());
    assert!(driver.picture().contains("Psalm 1:2") && driver.picture().contains("- Pray for rain."));
    driver.keys("<space>");
    assert!(!driver.picture().contains("He gives rain"), "{}", driver.picture());
    driver.keys("b");
    assert!(driver.picture().contains("He gives rain"), "{}", driver.picture());
}

/// One bulletin with a verse, and an item that asks two things.
fn with_verses() -> Journal {
    let item = |text: &str, petitions: &[&str]| Item {
        text: text.into(),
        petitions: petitions.iter().map(|words| (*words).to_owned()).collect(),
        ..Item::default()
    };
    let verse = Scripture { reference: "Psalm 1:2".into(), text: "He gives rain in its time.".into() };
    let bulletin = Bulletin {
        publisher: Some("Lamplight".into()),
        scripture: vec![verse],
        items: vec![
            item("Pray for rain. It is dry. Pray for the well.", &["Pray for rain", "Pray for the well"]),
            item("Pray for Luke.", &[]),
        ],
        ..Bulletin::default()
    };
    let mut journal = Journal::in_memory(now()).unwrap();
    let document = Incoming {
        name: "lamp.txt".into(),
        whole: Whole::of(b"lamp"),
        bulletins: vec![bulletin],
        corrections: Vec::new(),
    };
    journal.import(now(), ActId::new(now()), &[document]).unwrap();
    journal
}

#[test]
fn home_at_the_end_is_home_wherever_the_walk_began() {
    let mut driver = Driver::new(80, 24);
    driver.keys("L<right>p");
    assert!(driver.picture().contains("1 of "), "a walk over another screen: {}", driver.picture());
    driver.keys(&"<right>".repeat(6)).keys("<enter>");
    assert!(driver.app.state.above.is_empty(), "{:?}", driver.app.state.above);
}

#[test]
fn one_prays_on_beyond_the_portion_with_what_still_waits_and_no_further() {
    let mut driver = Driver::new(80, 24);
    driver.keys("p[[[[[[");
    assert!(driver.picture().contains("1 of 2"), "{}", driver.picture());
    driver.keys("<space><right>");
    assert_eq!(prayed_today(&driver), 1);
    let end = driver.picture();
    assert!(end.contains("You may pray on with 2 more") && end.contains("p pray on"), "{end}");
    driver.keys("p");
    assert_eq!(driver.status(), "2 more, in turn");
    driver.keys("<space><space>p<space><space>");
    assert!(driver.picture().contains("pray on with one more"), "{}", driver.picture());
    driver.keys("p<space>");
    assert_eq!(prayed_today(&driver), 6);
    let end = driver.picture();
    assert!(!end.contains("pray on"), "{end}");
    driver.keys("p");
    assert!(driver.picture().contains("Nothing more waits"), "{}", driver.picture());
}

#[test]
fn what_is_pinned_or_to_be_looked_at_again_says_so_in_its_row() {
    let mut driver = Driver::new(80, 24);
    driver.keys("*jf<enter>jv<space>");
    let picture = driver.picture();
    let row = |words: &str| {
        picture.lines().find(|line| line.contains(words) && line.contains("Mar")).unwrap_or_default()
    };
    assert!(row("Pastor R.").contains(" *  Open Gate"), "{picture}");
    assert!(row("Aigul").contains(" F  Open Gate"), "{picture}");
    driver.keys("k*nStove<ctrl-s>");
    let picture = driver.picture();
    assert!(picture.contains("1 note F *  Open Gate"), "{picture}");
}

#[test]
fn a_long_region_gives_way_to_the_place_in_the_walk() {
    for columns in [40, 60, 80] {
        let region =
            Some("The mountain valleys beyond the great river of the east and its mouths".to_owned());
        let rain = Item { text: "Pray for rain.".into(), region, ..Item::default() };
        let bulletin =
            Bulletin { publisher: Some("Lamplight".into()), items: vec![rain], ..Bulletin::default() };
        let document = Incoming {
            name: "lamp.txt".into(),
            whole: Whole::of(b"lamp"),
            bulletins: vec![bulletin],
            corrections: Vec::new(),
        };
        let mut journal = Journal::in_memory(now()).unwrap();
        journal.import(now(), ActId::new(now()), &[document]).unwrap();
        let mut driver = Driver::over(journal, columns, 20);
        driver.keys("p");
        let picture = driver.picture();
        let head = picture.lines().next().unwrap_or_default();
        assert!(
            head.contains("The mount") && head.contains('\u{2026}') && head.ends_with("1 of 1"),
            "{head}"
        );
    }
}

#[test]
fn a_walk_says_what_it_leaves_out_of_a_list() {
    let region = || Start::Walk(Through::List(Scope::Region(Some("Africa, East".into()))));
    let mut driver = Driver::new(80, 24);
    driver.begin(region());
    assert_eq!((driver.status(), title(&driver).is_empty()), ("", false), "it holds all there is");
    driver.keys("<space><esc>");
    driver.begin(Start::Walk(Through::List(Scope::Everything)));
    assert_eq!(driver.status(), "5 of 6 open: each story once, without what was prayed today or rests");
    assert!(driver.picture().contains("1 of 5"), "{}", driver.picture());
}

#[test]
fn a_walk_through_few_of_very_many_does_not_say_that_they_are_too_many() {
    let request = |n: u32| Item {
        kinds: Kinds::REQUEST,
        text: format!("Pray for the school of town {n}."),
        ..Item::default()
    };
    let items = (0..LONGEST as u32 + 5).map(request).collect();
    let document = Incoming {
        name: "towns.txt".into(),
        whole: Whole::of(b"towns"),
        bulletins: vec![Bulletin { items, ..Bulletin::default() }],
        corrections: Vec::new(),
    };
    let mut journal = Journal::in_memory(now()).unwrap();
    journal.import(now(), ActId::new(now()), &[document]).unwrap();
    let mut driver = Driver::over(journal, 80, 24);
    driver.begin(Start::Walk(Through::List(Scope::Everything)));
    assert_eq!(driver.status(), "500 of 505 open, for one walk");
    driver.keys("<esc>");
    let rows = driver.journal().portion(now().day(), LONGEST).unwrap();
    let prayed: Vec<Change> = rows.into_iter().map(|row| Change::Prayed { item: row.id }).collect();
    driver.journal_mut().act(now(), &prayed).unwrap();
    driver.begin(Start::Walk(Through::List(Scope::Everything)));
    let told = "5 of 505 open: at most 500, each story once, none prayed today or at rest";
    assert_eq!(driver.status(), told);
}

#[test]
fn what_begins_in_lower_case_is_read_with_a_capital_and_stays_as_it_was_written() {
    let mut driver = Driver::over(Journal::in_memory(now()).unwrap(), 80, 24);
    driver.keys("+fuel came for the school, and more is needed<ctrl-s>p");
    assert!(driver.picture().contains("  Fuel came for the school"), "{}", driver.picture());
    let detail = driver.app.state.subject_detail().unwrap();
    assert!(detail.text.starts_with("fuel came"), "{}", detail.text);
}
