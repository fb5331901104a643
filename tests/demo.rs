//! The demo's bulletins are read whole: what a newcomer sees first is right.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::Path;

use kneel::bulletin::{Bulletin, Kinds};

/// The one bulletin in a demo document.
fn read(name: &str) -> Bulletin {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/demo").join(name);
    let reading = kneel::bulletin::read(&std::fs::read(path).unwrap(), &[]).unwrap();
    let [bulletin] = <[Bulletin; 1]>::try_from(reading.bulletins()).expect("one bulletin in a document");
    bulletin
}

/// Headings with the number of items under each, and each item's kinds: `b` both, `p` praise, `r` request.
fn outline(bulletin: &Bulletin) -> Vec<(String, String)> {
    let mut outline: Vec<(String, String)> = Vec::new();
    for item in &bulletin.items {
        let heading = item.heading.clone().unwrap_or_default();
        let kind = match item.kinds {
            Kinds::BOTH => 'b',
            Kinds::PRAISE => 'p',
            _ => 'r',
        };
        match outline.last_mut() {
            Some((last, kinds)) if *last == heading => kinds.push(kind),
            _ => outline.push((heading, kind.to_string())),
        }
    }
    outline
}

#[track_caller]
fn check(name: &str, head: [&str; 4], expected: &[(&str, &str)]) {
    let bulletin = read(name);
    let day = bulletin.issued_on.map(|day| day.to_string());
    let references: Vec<&str> = bulletin.scripture.iter().map(|verse| verse.reference.as_str()).collect();
    let [title, publisher, issued_on, reference] = head;
    assert_eq!(bulletin.title.as_deref(), Some(title));
    assert_eq!(bulletin.publisher.as_deref(), Some(publisher));
    assert_eq!(day.as_deref(), Some(issued_on));
    assert_eq!(references, [reference]);
    let found = outline(&bulletin);
    let found: Vec<(&str, &str)> = found.iter().map(|(h, k)| (h.as_str(), k.as_str())).collect();
    assert_eq!(found, expected);
    assert_eq!(bulletin.notes.len(), 1, "the line about offices is a note: {:?}", bulletin.notes);
    assert!(bulletin.unsorted.is_empty(), "{:?}", bulletin.unsorted);
}

#[test]
fn the_justice_mission() {
    check(
        "1-evenhand-justice-2026-03-07.txt",
        ["Evenhand Justice Prayer Requests", "Evenhand Justice", "2026-03-07", "Psalm 82:3-4 (WEB)"],
        &[
            ("", "r"),
            ("East Africa", "b"),
            ("Central Asia", "r"),
            ("South Asia", "rp"),
            ("Latin America", "b"),
            ("Home Office", "r"),
        ],
    );
}

#[test]
fn the_translators() {
    check(
        "2-hearthtongue-translators-2026-03-28.txt",
        [
            "Hearthtongue Translators Prayer Letter",
            "Hearthtongue Translators",
            "2026-03-28",
            "Isaiah 55:10-11 (WEB)",
        ],
        &[
            ("", "r"),
            ("East Africa", "pr"),
            ("Central Asia", "rp"),
            ("Pacific", "r"),
            ("Europe", "b"),
            ("Home Office", "r"),
        ],
    );
}

#[test]
fn the_river_clinics() {
    check(
        "3-heronwake-river-clinics-2026-04-25.txt",
        [
            "Heronwake River Clinics: Prayer and Praise",
            "Heronwake River Clinics",
            "2026-04-25",
            "Psalm 107:29-30 (WEB)",
        ],
        &[
            ("", "b"),
            ("East Africa", "pr"),
            ("Latin America", "rp"),
            ("South Asia", "rr"),
            ("Home Office", "r"),
        ],
    );
}

#[test]
fn the_chapel() {
    check(
        "4-lantern-lane-chapel-2026-05-17.md",
        [
            "Lantern Lane Chapel: Prayers for the Week",
            "Lantern Lane Chapel",
            "2026-05-17",
            "Psalm 46:1 (WEB)",
        ],
        &[("", "b"), ("Our Street", "rrr"), ("East Africa", "bbb"), ("Latin America", "r"), ("Europe", "b")],
    );
}

#[test]
fn a_story_can_be_read_on() {
    let links = |name: &str| -> Vec<String> {
        read(name).items.iter().flat_map(|item| item.links.iter().map(|link| link.text.clone())).collect()
    };
    assert_eq!(links("1-evenhand-justice-2026-03-07.txt"), ["Read the full story"]);
    assert_eq!(links("4-lantern-lane-chapel-2026-05-17.md"), ["Read Daniel’s letter"]);
}
