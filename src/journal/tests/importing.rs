//! Documents are written as they are read, and what was expected of their bulletins holds.

use proptest::prelude::*;

use super::*;

/// A bulletin by a few numbers: whose, of which day, and which requests.
fn letter((publisher, day, asked): (u8, u8, Vec<u8>)) -> Bulletin {
    let texts: Vec<String> =
        asked.iter().map(|number| format!("Rain for the herders of valley {number}")).collect();
    let regions = ["", "Asia, Central", "Africa, East"];
    let items: Vec<(&str, &str)> = asked
        .iter()
        .zip(&texts)
        .map(|(number, text)| (regions[usize::from(number % 3)], text.as_str()))
        .collect();
    let issued = ["", "2026-03-01", "2026-03-08"][usize::from(day)];
    let mut letter = bulletin(issued, &items);
    for (at, item) in letter.items.iter_mut().enumerate() {
        item.countries = [vec![], vec!["KE".into()], vec!["ET".into(), "KE".into()]][at % 3].clone();
    }
    letter.publisher = [None, Some("Open Gate"), Some("OPEN GATE"), Some("Hill Clinic")]
        [usize::from(publisher)]
    .map(ToOwned::to_owned);
    letter
}

fn letters() -> impl Strategy<Value = Vec<Vec<Bulletin>>> {
    let one = (0..4u8, 0..3u8, prop::collection::vec(0..9u8, 0..4)).prop_map(letter);
    prop::collection::vec(prop::collection::vec(one, 1..3), 1..5)
}

fn document(number: usize, bulletins: Vec<Bulletin>) -> Incoming {
    let whole = Whole::of(format!("{bulletins:?}").as_bytes());
    Incoming { name: format!("{number}.txt"), whole, bulletins, corrections: Vec::new() }
}

/// What the counts beside the items should be, counted one by one.
const COUNTED: [(&str, &str); 4] = [
    ("SELECT items, open, own, praises, answered FROM tally",
     "SELECT count(*), coalesce(sum(open), 0), coalesce(sum(open AND own), 0),
        coalesce(sum(praise AND NOT request AND NOT archived), 0), coalesce(sum(verdict IS NOT NULL), 0) FROM item"),
    ("SELECT key, items, open FROM region WHERE items > 0 ORDER BY key",
     "SELECT region, count(*), sum(open) FROM item GROUP BY region ORDER BY region"),
    ("SELECT key, open FROM publisher WHERE open > 0 ORDER BY key",
     "SELECT publisher, sum(open) FROM item WHERE publisher IS NOT NULL AND open GROUP BY publisher ORDER BY publisher"),
    ("SELECT items, open, praises FROM country WHERE code = 'KE' AND items > 0",
     "SELECT count(*), sum(open), sum(praise AND NOT request AND NOT archived) FROM item
      WHERE countries LIKE '% KE %' HAVING count(*) > 0"),
];

fn rows(journal: &Journal, sql: &str) -> Vec<String> {
    let mut query = journal.conn.prepare(sql).unwrap();
    let columns = query.column_count();
    let row = |row: &rusqlite::Row<'_>| {
        let cells: Vec<String> = (0..columns).map(|at| format!("{:?}", row.get_ref(at).unwrap())).collect();
        Ok(cells.join(" "))
    };
    query.query_map([], row).unwrap().map(Result::unwrap).collect()
}

fn assert_counted(journal: &Journal) {
    for (kept, counted) in COUNTED {
        assert_eq!(rows(journal, kept), rows(journal, counted), "{kept}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_expected_of_a_bulletin_is_what_is_planned_when_nothing_is_expected(
        before in letters(), then in letters(), marked in any::<bool>(), undone in any::<bool>(),
    ) {
        let imported = |expecting: bool| {
            let mut journal = Journal::in_memory(at(1, 0)).unwrap();
            let mut plans = Vec::new();
            let mut number = 0;
            for (day, letters) in [(2, &before), (4, &then), (5, &before)] {
                let documents = letters.iter().map(|letters| {
                    number += 1;
                    let ready = Ready::of(document(number, letters.clone()));
                    let (incoming, expected) = ready.into_parts();
                    (incoming, if expecting { expected } else { Vec::new() })
                });
                let now = at(day, 0);
                let done = journal.import_each(now, ActId::new(now), documents).unwrap();
                plans.extend(done.into_iter().map(|(_, plans)| plans));
                assert_counted(&journal);
                let first = journal.portion(now.day(), 1).unwrap();
                if let Some(row) = first.first().filter(|_| marked) {
                    journal.act(at(day, 1), &[Change::Prayed { item: row.id.clone() }]).unwrap();
                }
                if undone && day == 2 {
                    journal.undo(at(day, 2)).unwrap();
                }
                assert_counted(&journal);
            }
            assert_sound(&journal);
            (plans, journal.folded().unwrap())
        };
        prop_assert_eq!(imported(true), imported(false));
    }
}

#[test]
fn nothing_is_told_and_nothing_kept_before_all_of_a_transaction_has_come() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.db");
    let mut journal = Journal::open(&path, at(1, 0)).unwrap();
    let other = Journal::open(&path, at(1, 0)).unwrap();
    let items = |journal: &Journal| journal.overview(day("2026-03-02")).unwrap().items;
    let mut came = 0;
    let ready = ["2026-03-01", "2026-03-08", "2026-03-15"].map(|issued| {
        Ready::of(incoming(issued, bulletin(issued, &[("Europe", issued), ("Asia", "Snow on the pass")])))
    });
    let documents = ready.into_iter().inspect(|_| {
        assert_eq!(items(&other), 0);
        came += 1;
    });
    let done = journal.import_as_read(at(2, 0), ActId::new(at(2, 0)), documents).unwrap();
    assert_eq!((done.len(), came), (3, 3));
    assert!(done.iter().all(|(_, plans)| plans[0].plan == Plan::New));
    assert_eq!((items(&other), items(&journal)), (6, 6));
    assert_sound(&other);
    journal.undo(at(2, 1)).unwrap();
    assert_eq!(items(&other), 0);
}

#[test]
fn where_nothing_comes_nothing_is_written() {
    let mut journal = journal();
    let before = journal.history(10).unwrap();
    let none = std::iter::empty();
    assert!(journal.import_as_read(at(3, 0), ActId::new(at(3, 0)), none).unwrap().is_empty());
    assert_eq!(journal.history(10).unwrap(), before);
}
