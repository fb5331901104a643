//! Regions whose names differ only in how they are written are one.

use super::*;

const SHOUTED: [(&str, &str); 2] =
    [("KENYA:", "Wanjiru waits for the rains"), ("ASIA", "A new roof for the school at Dorvale")];
const CALM: [(&str, &str); 3] = [
    ("Kenya", "Otieno looks for work in the city"),
    ("Côte d’Ivoire", "Awa is ill and far from home"),
    ("Kenya North", "Clean water for the clinic"),
];

/// Regions with their open requests.
fn regions(journal: &Journal) -> Vec<(String, u64)> {
    let regions = journal.overview(day("2026-03-09")).unwrap().regions;
    regions.into_iter().map(|row| (row.name.unwrap_or_default(), row.open)).collect()
}

fn expect(journal: &Journal, expected: &[(&str, u64)]) {
    let expected: Vec<_> = expected.iter().map(|(name, open)| ((*name).to_owned(), *open)).collect();
    assert_eq!(regions(journal), expected);
    assert_sound(journal);
}

/// Two issues, of two publishers.
fn import_both(journal: &mut Journal, first: &[(&str, &str)], second: &[(&str, &str)]) {
    import(journal, at(2, 0), &incoming("one.txt", bulletin("2026-03-01", first)));
    let other = Bulletin { publisher: Some("Mill Lane".into()), ..bulletin("2026-03-02", second) };
    import(journal, at(3, 0), &incoming("other.txt", other));
}

#[test]
fn one_region_bears_the_spelling_that_reads_best_whichever_came_first() {
    let all = [("ASIA", 1), ("Côte d’Ivoire", 1), ("Kenya", 2), ("Kenya North", 1)];
    for (first, second) in [(&SHOUTED[..], &CALM[..]), (&CALM, &SHOUTED)] {
        let mut journal = Journal::in_memory(at(1, 0)).unwrap();
        import_both(&mut journal, first, second);
        expect(&journal, &all);
        let named = |name: &str| Scope::Region(Some(name.into()));
        for name in ["KENYA:", "Kenya", "kenya"] {
            assert_eq!(journal.page(&named(name), Anchor::First, 9).unwrap().total, 2, "{name}");
            assert_eq!(journal.due(&named(name), day("2026-03-09"), 9).unwrap().len(), 2, "{name}");
            let filter = Filter { region: vec![name.into()], ..Filter::default() };
            assert_eq!(journal.select(&filter, 9, day("2026-03-09")).unwrap().len(), 3, "{name}");
        }
        let wanjiru = detail(&journal, &super::named(&journal, "Wanjiru"));
        assert_eq!(wanjiru.row.region.as_deref(), Some("Kenya"));
        assert_eq!(wanjiru.heading.as_deref(), Some("KENYA:"), "as it was printed");
        journal.rebuild().unwrap();
        expect(&journal, &all);
        journal.undo(at(4, 0)).unwrap();
        assert_sound(&journal);
        journal.redo(at(4, 1)).unwrap();
        expect(&journal, &all);
    }
}

#[test]
fn what_a_person_moves_goes_to_the_region_that_is_there() {
    let mut journal = Journal::in_memory(at(1, 0)).unwrap();
    import_both(&mut journal, &SHOUTED, &CALM);
    let awa = named(&journal, "Awa");
    let moved = Change::Edited { item: awa, text: None, region: Some(Some("asia".into())), kinds: None };
    do_it(&mut journal, at(4, 0), moved);
    expect(&journal, &[("asia", 2), ("Kenya", 2), ("Kenya North", 1)]);
    journal.undo(at(4, 1)).unwrap();
    assert_sound(&journal);
}

#[test]
fn accents_apart_two_names_of_a_script_without_capitals_stay_two() {
    let mut journal = Journal::in_memory(at(1, 0)).unwrap();
    import_both(&mut journal, &[("ガーナ", "Ama is at school")], &[("カーナ", "Kofi is at sea")]);
    expect(&journal, &[("カーナ", 1), ("ガーナ", 1)]);
}

#[test]
fn a_journal_in_which_they_were_two_has_them_as_one_when_it_is_next_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.db");
    let mut journal = Journal::open(&path, at(1, 0)).unwrap();
    import_both(&mut journal, &SHOUTED, &CALM);
    let (otieno, wanjiru) = (named(&journal, "Otieno"), named(&journal, "Wanjiru"));
    for item in [&otieno, &wanjiru] {
        do_it(&mut journal, at(4, 0), Change::Prayed { item: item.clone() });
    }
    // as a kneel from before kept it
    journal
        .conn
        .execute_batch(
            "INSERT INTO region(name) VALUES ('KENYA:');
             UPDATE item SET region = last_insert_rowid() WHERE text LIKE 'Wanjiru%';
             UPDATE prayed_day SET requests = 1;
             INSERT INTO prayed_day(place, day, requests)
               SELECT item.region, prayed.day, 1 FROM item JOIN prayed ON prayed.item = item.key WHERE text LIKE 'Wanjiru%'",
        )
        .unwrap();
    drop(journal);
    let mut journal = Journal::open(&path, at(5, 0)).unwrap();
    let two = [("ASIA", 1), ("Côte d’Ivoire", 1), ("Kenya", 1), ("Kenya North", 1), ("KENYA:", 1)];
    expect(&journal, &two);
    let clinic = named(&journal, "clinic");
    do_it(&mut journal, at(5, 0), Change::Prayed { item: clinic });
    expect(&journal, &[("ASIA", 1), ("Côte d’Ivoire", 1), ("Kenya", 2), ("Kenya North", 1)]);
    let back = journal.looking_back(day("2025-03-10"), day("2026-03-15")).unwrap();
    let kenya = back.places.iter().find(|back| back.place == Some(Place::Region("Kenya".into()))).unwrap();
    assert_eq!(kenya.weeks.iter().sum::<u64>(), 2, "its days of prayer with them");
}
