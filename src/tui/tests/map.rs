//! The map: what it tells, moving on it and in its list, and what one does from there.

use super::driver::{Driver, now};
use super::pictures::at_every_size;
use crate::bulletin::{Bulletin, Item, Kinds};
use crate::journal::{ActId, Anchor, Change, Incoming, Journal, Scope, Verdict, Whole};
use crate::tui::state::Screen;

/// Open requests by country; one of Chad's is answered this year, Nepal gives thanks.
const OPEN: [(&str, usize); 12] = [
    ("KE", 5),
    ("UG", 1),
    ("ET", 2),
    ("PE", 12),
    ("KG", 3),
    ("KZ", 1),
    ("DE", 1),
    ("SK", 2),
    ("FJ", 1),
    ("WS", 1),
    ("AU", 4),
    ("BA", 1),
];

/// A journal whose items speak of the countries of [`OPEN`].
pub fn world() -> Journal {
    let item = |code: &str, number: usize, kinds| Item {
        region: Some("World".into()),
        kinds,
        text: format!("Pray for house number {number} in {code}, where rain is late."),
        countries: vec![code.into()],
        ..Item::default()
    };
    let open = OPEN.iter().flat_map(|(code, count)| (1..=*count).map(move |number| (*code, number)));
    let mut items: Vec<Item> = open.map(|(code, number)| item(code, number, Kinds::REQUEST)).collect();
    items.push(item("TD", 1, Kinds::REQUEST));
    items.push(item("NP", 1, Kinds::PRAISE));
    let bulletin = Bulletin {
        title: Some("Open Gate, March".into()),
        publisher: Some("Open Gate".into()),
        issued_on: Some("2026-03-01".parse().unwrap()),
        items,
        ..Bulletin::default()
    };
    let mut journal = Journal::in_memory(now()).unwrap();
    let whole = Whole::of(b"world");
    let document =
        Incoming { name: "world.txt".into(), whole, bulletins: vec![bulletin], corrections: Vec::new() };
    journal.import(now(), ActId::new(now()), &[document]).unwrap();
    let chad = journal.page(&Scope::Country("TD".into()), Anchor::First, 1).unwrap().rows.remove(0);
    let answered = Change::Answered {
        item: chad.id,
        verdict: Verdict::Answered,
        words: "It rained.".into(),
        day: now().day(),
        praise: None,
    };
    journal.act(now(), &[answered]).unwrap();
    journal
}

fn map(columns: u16, rows: u16) -> Driver {
    let mut driver = Driver::over(world(), columns, rows);
    driver.keys("M");
    driver
}

/// The country under the cursor, by the list beside the map.
fn chosen(driver: &Driver) -> String {
    let picture = driver.picture();
    let line = picture.lines().find_map(|line| line.split("│ > ").nth(1)).unwrap_or_default();
    line.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ').to_owned()
}

#[test]
fn the_map_looks_as_it_should() {
    for (columns, rows) in [(120, 40), (80, 24), (60, 20), (40, 12), (20, 5)] {
        insta::assert_snapshot!(format!("map_{columns}x{rows}"), map(columns, rows).snapshot());
    }
    insta::assert_snapshot!("map_region_120x40", map(120, 40).keys("<right><tab>").snapshot());
    let empty = Driver::new(80, 24).keys("M").snapshot();
    insta::assert_snapshot!("map_empty_80x24", empty);
}

#[test]
fn it_is_drawn_at_every_size() {
    at_every_size("map", &mut map(120, 40));
    at_every_size("region", map(120, 40).keys("<tab>"));
}

#[test]
fn the_list_tells_all_that_the_map_tells() {
    let mut driver = map(120, 40);
    let picture = driver.picture();
    for (name, counts) in [
        ("Peru", "12         0"),
        ("Kenya", " 5         0"),
        ("Bosnia and Herzegovina", " 1         0"),
        ("Chad", " 0         1"),
        ("Nepal", " 0         0"),
    ] {
        let line =
            picture.lines().find(|line| line.split('│').nth(1).is_some_and(|list| list.contains(name)));
        assert!(line.is_some_and(|line| line.trim_end().ends_with(counts)), "{name} in\n{picture}");
    }
    assert_eq!(chosen(&driver), "Peru", "the most open requests come first");
    assert!(picture.contains("Peru   12 open"), "{picture}");
    assert!(driver.keys("<end>").picture().contains("Nepal   0 open, 1 praise"), "{}", driver.picture());
    let chad = driver.keys("N").picture();
    assert!(chad.contains("Chad   0 open, 1 answered this year"), "{chad}");
    driver.keys("s<home>");
    assert_eq!(chosen(&driver), "Australia", "by name");
}

#[test]
fn arrows_lead_to_the_country_that_lies_there() {
    let mut driver = map(120, 40);
    driver.keys("n");
    assert_eq!(chosen(&driver), "Kenya");
    let mut go = |key: &str| {
        driver.keys(key);
        chosen(&driver)
    };
    assert_eq!(
        [go("<left>"), go("<right>"), go("<up>"), go("<down>")],
        ["Uganda", "Kenya", "Ethiopia", "Kenya"]
    );
    assert_eq!([go("<home>"), go("<left>")], ["Peru", "Samoa"]);
    assert_eq!(
        [go("<left>"), go("<left>"), go("<right>"), go("<right>")],
        ["Fiji", "Australia", "Fiji", "Samoa"]
    );
}

#[test]
fn a_region_is_looked_at_by_itself() {
    let mut driver = map(120, 40);
    driver.keys("n<tab>");
    let picture = driver.picture();
    assert_eq!(picture.matches("East Africa").count(), 2, "above the map and above the list\n{picture}");
    assert!(
        picture.contains("Uganda") && picture.contains("Ethiopia") && !picture.contains("Peru"),
        "{picture}"
    );
    for key in ["<left>", "<up>", "<right>", "<down>", "<left>", "<left>"] {
        driver.keys(key);
        assert!(["Kenya", "Uganda", "Ethiopia"].contains(&chosen(&driver).as_str()), "{}", chosen(&driver));
    }
    driver.keys("]");
    assert_eq!(chosen(&driver), "Chad", "the next part of Africa");
    driver.keys("[[");
    assert!(driver.picture().contains("Polynesia"), "around the end: {}", driver.picture());
    driver.keys("<esc>");
    assert!(driver.picture().contains("The world"));
    assert_eq!(chosen(&driver), "Samoa");
    driver.keys("<esc>");
    assert!(driver.app.state.above.is_empty());
}

#[test]
fn a_click_on_a_mark_or_in_the_list_chooses() {
    let mut driver = map(120, 40);
    driver.click("Bosnia and");
    assert_eq!(chosen(&driver), "Bosnia and Herzegovina");
    driver.click("+  "); // the only answer without an open request, left of Ethiopia
    assert_eq!(chosen(&driver), "Chad");
    driver.click("Kyrgyzstan");
    assert!(matches!(driver.app.state.above.last(), Some(Screen::Map(_))));
    assert!(driver.picture().contains("House number 1 in KG"), "{}", driver.picture());
    driver.click("Kyrgyzstan");
    assert_eq!(driver.app.state.home.scope, Scope::Country("KG".into()), "a second click opens");
}

#[test]
fn one_prays_through_a_country_and_comes_back_to_the_map() {
    let mut driver = map(120, 40);
    driver.keys("np");
    assert!(driver.picture().contains("1 of 5"), "{}", driver.picture());
    driver.keys("<space><esc>");
    assert!(matches!(driver.app.state.above.last(), Some(Screen::Map(_))));
    driver.keys("<end>p");
    assert_eq!(driver.status(), "no request is open for Nepal");
}

#[test]
fn its_requests_are_listed_on_home_and_back_leads_to_the_map() {
    let mut driver = map(120, 40);
    driver.keys("n<enter>");
    assert_eq!(driver.app.state.home.scope, Scope::Country("KE".into()));
    let picture = driver.picture();
    assert!(picture.contains("> Kenya") && picture.contains("5 requests"), "{picture}");
    driver.keys("<space>").keys("<esc>");
    assert!(matches!(driver.app.state.above.last(), Some(Screen::Map(_))));
    assert_eq!(chosen(&driver), "Kenya");
    driver.keys("<esc>");
    assert_eq!(driver.app.state.home.scope, Scope::Everything);
}

#[test]
fn where_there_is_no_room_for_a_map_the_arrows_move_in_the_list() {
    let mut driver = map(30, 10);
    assert!(driver.picture().contains("> Peru"), "{}", driver.picture());
    assert!(driver.keys("<down>").picture().contains("> Kenya"), "{}", driver.picture());
    assert!(driver.keys("<up>").picture().contains("> Peru"), "{}", driver.picture());
}

#[test]
fn an_act_is_counted_at_once() {
    let mut driver = map(120, 40);
    driver.keys("n<esc>u");
    driver.keys("M<end>");
    let picture = driver.picture();
    assert!(!picture.contains("answered this year"), "taken back: {picture}");
}

#[test]
fn weight_is_told_without_colour() {
    let mut driver = map(120, 40);
    driver.keys("<end>");
    let shown = driver.without_colour().picture();
    for sign in ["●", "○", "∘", "+", "·"] {
        assert!(shown.contains(sign), "{sign}");
    }
}

#[test]
fn back_from_a_countrys_requests_leads_to_the_region_that_was_looked_at() {
    let mut driver = map(120, 40);
    driver.keys("n<tab><enter><esc>");
    assert_eq!(chosen(&driver), "Kenya");
    assert!(driver.picture().contains("East Africa") && !driver.picture().contains("Peru"));
    driver.keys("<esc>");
    assert!(driver.picture().contains("The world"), "{}", driver.picture());
}
