//! What each correction does, and what holds for any of them on any text.

use proptest::prelude::*;

use super::*;
use crate::bulletin::tests::line;
use crate::bulletin::{Scripture, read};

const BULLETIN: &str = "\
Hill Clinic Prayer Requests

May 4, 2019

Pray for rain. Pray for Ada, who is ill.
Praise God for the well.

Asia

Pray for Ben. He walks again.

Pray for the nurses.

He is near to all who call.
Psalm 34:18

Pray for Cy.

Rota: tea,
and Ann
";

fn reading() -> Reading {
    read(BULLETIN.as_bytes(), &[]).unwrap()
}

/// The place of the first line that begins so.
fn at(reading: &Reading, start: &str) -> usize {
    reading.document.lines.iter().position(|line| line.text.starts_with(start)).unwrap()
}

fn corrected(fixes: &[(&str, Fix)]) -> Reading {
    fixes.iter().fold(reading(), |reading, (start, fix)| {
        let correction = reading.correction(at(&reading, start), fix.clone()).unwrap();
        let (reading, unfit) = apply(reading, &[correction]);
        assert_eq!(unfit, []);
        reading
    })
}

fn sort(lines: usize, fate: Fate) -> Fix {
    Fix::Sort { lines, fate }
}

/// The items of the first issue: heading, kind and words.
fn items(reading: &Reading) -> Vec<String> {
    let outcomes = reading.issues[0].outcomes().filter_map(|outcome| Some((outcome.fate, outcome.item?)));
    let told = outcomes.map(|(fate, item)| {
        format!("{} | {} | {}", item.heading.as_deref().unwrap_or("-"), fate.name(), item.text)
    });
    told.collect()
}

#[test]
fn without_corrections_nothing_changes() {
    assert_eq!(apply(reading(), &[]), (reading(), Vec::new()));
    let same = reading().correction(0, Fix::Split { after: 0 }).unwrap();
    assert_eq!(apply(reading(), &[same]).0, reading(), "assembled again from the same blocks");
}

#[test]
fn an_item_is_split_at_a_line_and_at_a_sentence() {
    let fixes =
        [("Praise God", Fix::Split { after: 0 }), ("Pray for rain. Pray for Ada", Fix::Split { after: 15 })];
    let reading = corrected(&fixes);
    assert_eq!(
        items(&reading)[..3],
        [
            "- | request | Pray for rain.",
            "- | request | Pray for Ada, who is ill.",
            "- | praise | Praise God for the well."
        ]
    );
    let numbers: Vec<usize> = reading.document.lines.iter().map(|line| line.number).collect();
    assert_eq!(numbers[2..5], [5, 5, 6], "both halves stand in the line they came from");
    assert_eq!(reading.document.sheets[0].lines, 0..reading.document.lines.len());
}

#[test]
fn two_blocks_become_one() {
    let reading = corrected(&[("Pray for the nurses", Fix::Join)]);
    assert_eq!(
        items(&reading)[1],
        "Asia | request | Pray for Ben. He walks again. Pray for the nurses. He is near to all who call."
    );
    let again =
        corrected(&[("Pray for the nurses", Fix::Join), ("Pray for the nurses", Fix::Split { after: 0 })]);
    let join = again.correction(at(&again, "Pray for the nurses"), Fix::Join).unwrap();
    let (once, _) = apply(again, std::slice::from_ref(&join));
    assert_eq!(apply(once.clone(), &[join]), (once, Vec::new()), "what is one stays one");
    let first = read(b"Pray for rain.\n", &[]).unwrap();
    let join = first.correction(0, Fix::Join).unwrap();
    assert_eq!(
        apply(first.clone(), std::slice::from_ref(&join)),
        (first, vec![join]),
        "nothing stands before"
    );
}

#[test]
fn lines_become_what_the_person_says() {
    let reading = corrected(&[("Pray for Ben", sort(1, Fate::Both)), ("Pray for Cy", sort(1, Fate::Note))]);
    assert_eq!(items(&reading)[1].split(" | ").nth(1), Some("both"));
    assert_eq!(reading.issues[0].bulletin.notes.last().unwrap().text, "Pray for Cy.");

    let reading = corrected(&[("Asia", sort(1, Fate::Boilerplate))]);
    assert!(items(&reading).iter().all(|item| item.starts_with("- | ")), "{:?}", items(&reading));

    let reading = corrected(&[("Pray for rain", sort(1, Fate::Heading))]);
    assert_eq!(items(&reading)[0].split(" | ").next(), Some("Pray for rain. Pray for Ada, who is ill."));
    assert_eq!(items(&reading)[0].split(" | ").nth(2), Some("Praise God for the well."), "one line of two");
}

#[test]
fn a_verse_is_found_in_its_lines() {
    let plain = corrected(&[("He is near", sort(2, Fate::Unsorted))]);
    let line = at(&plain, "He is near");
    let (reading, unfit) = apply(plain.clone(), &[plain.correction(line, sort(2, Fate::Scripture)).unwrap()]);
    let verse = Scripture { reference: "Psalm 34:18".into(), text: "He is near to all who call.".into() };
    assert_eq!((&reading.issues[0].bulletin.scripture, unfit), (&vec![verse], vec![]));
}

#[test]
fn an_item_moves_to_another_heading_and_those_after_it_stay() {
    let under = |heading: Option<&str>| Fix::Under { lines: 1, heading: heading.map(Into::into) };
    let reading = corrected(&[("Pray for Ben", under(Some("South Asia"))), ("Pray for Cy", under(None))]);
    let headings: Vec<_> =
        items(&reading).iter().map(|item| item.split(" | ").next().unwrap().to_owned()).collect();
    assert_eq!(headings[1], "South Asia");
    assert_eq!(headings.last().unwrap(), "-");
    let item = &reading.issues[0].bulletin.items[1];
    assert_eq!((item.region.as_deref(), item.heading.as_deref()), (Some("South Asia"), Some("South Asia")));
}

#[test]
fn title_publisher_and_day_are_set() {
    let day = NaiveDate::from_ymd_opt(2019, 4, 5);
    let reading = corrected(&[
        ("Hill", Fix::Title(Some("Prayers".into()))),
        ("Hill", Fix::Publisher(Some("Quiet Hill Clinic".into()))),
        ("Hill", Fix::Date(day)),
    ]);
    let bulletin = &reading.issues[0].bulletin;
    assert_eq!(
        (bulletin.title.as_deref(), bulletin.publisher.as_deref(), bulletin.issued_on),
        (Some("Prayers"), Some("Quiet Hill Clinic"), day)
    );
    let titled = corrected(&[("Rota", sort(2, Fate::Title))]);
    assert_eq!(titled.issues[0].bulletin.title.as_deref(), Some("Rota: tea, and Ann"));
    let again = titled.correction(at(&titled, "Rota"), sort(2, Fate::Note)).unwrap();
    assert_eq!(apply(titled, &[again]).0.issues[0].bulletin.title, reading_title());
}

fn reading_title() -> Option<String> {
    reading().issues[0].bulletin.title.clone()
}

#[test]
fn a_line_that_moved_is_found_and_one_that_changed_is_given_back() {
    let note = reading().correction(at(&reading(), "Pray for Cy"), sort(1, Fate::Note)).unwrap();
    let longer = read(format!("From: the hill\n\n{BULLETIN}").as_bytes(), &[]).unwrap();
    let (found, unfit) = apply(longer, std::slice::from_ref(&note));
    assert_eq!(
        (found.issues[0].bulletin.notes.last().unwrap().text.as_str(), unfit),
        ("Pray for Cy.", vec![])
    );
    let other = read(BULLETIN.replace("Cy", "Di").as_bytes(), &[]).unwrap();
    assert_eq!(apply(other.clone(), std::slice::from_ref(&note)), (other, vec![note]));
}

#[test]
fn corrections_are_kept_as_data() {
    let kept: Vec<Correction> = [
        Fix::Join,
        Fix::Split { after: 3 },
        sort(2, Fate::Boilerplate),
        Fix::Under { lines: 1, heading: None },
        Fix::Date(NaiveDate::from_ymd_opt(2019, 5, 4)),
        Fix::Title(None),
    ]
    .into_iter()
    .map(|fix| reading().correction(1, fix).unwrap())
    .collect();
    let json = serde_json::to_string(&kept).unwrap();
    assert_eq!(serde_json::from_str::<Vec<Correction>>(&json).unwrap(), kept);
    for fate in Fate::ALL {
        assert_eq!(Fate::from_name(fate.name()), Some(fate));
        assert_eq!(serde_json::to_value(fate).unwrap(), fate.name());
    }
}

fn fix() -> impl Strategy<Value = Fix> {
    let fate = prop::sample::select(Fate::ALL.to_vec());
    prop_oneof![
        (0..40_usize).prop_map(|after| Fix::Split { after }),
        Just(Fix::Join),
        (0..6_usize, fate).prop_map(|(lines, fate)| sort(lines, fate)),
        (0..4_usize, prop::option::of("[A-Z][a-z]{2,8}"))
            .prop_map(|(lines, heading)| Fix::Under { lines, heading }),
        prop::option::of("[A-Z][a-z]{2,8}").prop_map(Fix::Title),
        prop::option::of("[A-Z][a-z]{2,8}").prop_map(Fix::Publisher),
        Just(Fix::Date(NaiveDate::from_ymd_opt(2020, 2, 29))),
    ]
}

proptest! {
    /// Whatever is corrected, each line stays in exactly one block, no word goes, and each item has its block.
    #[test]
    fn no_correction_loses_a_line(
        lines in prop::collection::vec(line(), 1..24),
        fixes in prop::collection::vec((0..26_usize, fix()), 0..12),
    ) {
        let Ok(mut reading) = read(lines.join("\n").as_bytes(), &[]) else { return Ok(()) };
        let words = |reading: &Reading| {
            reading.document.lines.iter().flat_map(|line| line.text.chars()).filter(|c| !c.is_whitespace()).collect::<String>()
        };
        let (first, before) = (reading.clone(), words(&reading));
        let mut all = Vec::new();
        for (line, fix) in fixes {
            let Some(correction) = reading.correction(line, fix) else { continue };
            reading = apply(reading, std::slice::from_ref(&correction)).0;
            all.push(correction);
        }
        prop_assert_eq!(&before, &words(&reading));
        let mut next = 0;
        for block in reading.issues.iter().flat_map(|issue| &issue.blocks) {
            prop_assert_eq!(block.lines.start, next, "a gap or an overlap");
            prop_assert!(block.lines.end > block.lines.start);
            next = block.lines.end;
        }
        prop_assert_eq!(next, reading.document.lines.len());
        for issue in &reading.issues {
            let blocks = issue.blocks.iter().filter(|block| block.part == Part::Item).count();
            prop_assert_eq!(blocks, issue.bulletin.items.len(), "an item without its block");
        }
        // One after the other or all at once, they come to the same.
        prop_assert_eq!(apply(first, &all).0, reading);
    }
}
