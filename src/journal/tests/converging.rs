//! Journals that hear of each other in any order, in parts, twice or late come to the same, and no text is lost.

use proptest::prelude::*;
use std::collections::BTreeSet;

use super::machines::{Deed, Machine, Step, carry_out, corrected, step};
use super::*;
use crate::journal::event::What;

/// Every text that somebody wrote, that was not taken back, and that nobody wrote over knowing it.
fn texts_that_stand(journal: &Journal) -> BTreeSet<String> {
    let events: Vec<(Uuid, String, Option<String>, bool)> = journal
        .conn
        .prepare(
            "SELECT event.id, body, over, act.undone_at IS NOT NULL FROM event JOIN act ON act.id = event.act
             ORDER BY event.clock, event.id",
        )
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let mut covered = BTreeSet::new();
    let over: std::collections::HashMap<Uuid, Vec<Uuid>> = events
        .iter()
        .map(|(id, _, over, _)| {
            let over = over.as_deref().unwrap_or_default().split(' ').filter_map(|id| id.parse().ok());
            (*id, over.collect())
        })
        .collect();
    for (id, _, _, undone) in &events {
        let mut next = if *undone { Vec::new() } else { over[id].clone() };
        while let Some(id) = next.pop() {
            if covered.insert(id) {
                next.extend(over.get(&id).into_iter().flatten());
            }
        }
    }
    let mut dropped = BTreeSet::new();
    let mut texts = Vec::new();
    for (id, body, _, undone) in &events {
        if *undone {
            continue;
        }
        let what: What = serde_json::from_str(body).unwrap();
        if let What::NoteEdited { note, .. } = &what {
            dropped.insert(note.clone()); // names the writing that stood beside another, and writes over it
        }
        let text = match what {
            What::Noted { text, .. }
            | What::NoteEdited { text, .. }
            | What::Edited { text: Some(text), .. } => text,
            What::Answered(answer) => answer.words,
            _ => continue,
        };
        if !covered.contains(id) && !text.is_empty() {
            texts.push((id.simple().to_string(), text));
        }
    }
    texts.into_iter().filter(|(id, _)| !dropped.contains(id)).map(|(_, text)| text).collect()
}

/// Every text that a person finds on the items.
fn texts_that_are_seen(journal: &Journal) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    for item in picture(journal) {
        seen.insert(item.text);
        seen.extend(item.written.into_iter().map(|note| note.text));
        seen.extend(item.answer.map(|answer| answer.words));
    }
    seen
}

/// What is about items that are not there, because their import was taken back, is seen when it is done again.
fn lost(journal: &Journal) -> Vec<String> {
    let seen = texts_that_are_seen(journal);
    let all_there: bool = journal
        .conn
        .query_row("SELECT NOT EXISTS (SELECT 1 FROM act WHERE undone_at IS NOT NULL)", [], |row| row.get(0))
        .unwrap();
    let there = |text: &&String| {
        let mark: &str = text.rsplit(' ').next().unwrap_or_default();
        all_there || about_an_item_that_is_there(journal, mark)
    };
    texts_that_stand(journal).iter().filter(|text| !seen.contains(*text)).filter(there).cloned().collect()
}

fn about_an_item_that_is_there(journal: &Journal, mark: &str) -> bool {
    journal
        .conn
        .query_row(
            "SELECT EXISTS (SELECT 1 FROM event JOIN item ON item.id = event.subject
               OR item.id = (SELECT alias.item FROM alias WHERE alias.id = event.subject)
             WHERE instr(event.body, ?1) > 0)",
            [format!(" {mark}\"")],
            |row| row.get(0),
        )
        .unwrap()
}

fn check(machines: usize, steps: &[Step]) {
    let mut all: Vec<Machine> = (0..machines)
        .map(|n| Machine { journal: Journal::in_memory(at(1, n as u32)).unwrap(), minutes: 0 })
        .collect();
    for (number, step) in steps.iter().enumerate() {
        match step {
            Step::Do(who, item, deed) => {
                carry_out(&mut all[who % machines], *item, deed, &format!("t{number}"));
            }
            Step::Jump(who, years) => all[who % machines].minutes += i64::from(*years) * 365 * 24 * 60,
            Step::Hear { from, to, parcels, again } => {
                let (from, to) = (from % machines, to % machines);
                let mut carried = all[from].parcels();
                if *again {
                    carried.reverse(); // the newest first
                }
                carried.truncate(carried.len() * parcels / 2); // none, half of it, or all
                for parcel in carried {
                    all[to].journal.join(parcel).unwrap();
                }
            }
        }
    }
    // in the end everybody hears of everything
    let said: Vec<Vec<Parcel>> = all.iter().map(Machine::parcels).collect();
    for (to, machine) in all.iter_mut().enumerate() {
        for (from, parcels) in said.iter().enumerate().filter(|(from, _)| *from != to) {
            let backwards = (to + from) % 2 == 0;
            let mut parcels: Vec<_> = parcels.clone();
            if backwards {
                parcels.reverse();
            }
            for parcel in parcels {
                machine.journal.join(parcel).unwrap();
            }
        }
    }
    let first = folded(&all[0].journal);
    for machine in &all {
        assert_eq!(folded(&machine.journal), first);
        assert_eq!(machine.journal.doctor().unwrap().problems, Vec::<String>::new());
    }
    assert_eq!(lost(&all[0].journal), Vec::<String>::new());
}

/// Everything that is folded, but for the keys that each journal gives its own rows.
fn folded(journal: &Journal) -> Vec<String> {
    let mut lines = Vec::new();
    for sql in [
        "SELECT json_array(item.id, bulletin.id, number, publisher.name, region.name, own, item.title, text,
           item.praise, item.request, item.issued_on, added_on, item.visibility, archived, snoozed_until, times,
           first_prayed, last_prayed, answer, answer_words, written, note_text, turn, issue_turn, answer_turn,
           item.open, taken_by, others, pinned, follow_up)
         FROM item JOIN region ON region.key = item.region
         LEFT JOIN publisher ON publisher.key = item.publisher
         LEFT JOIN bulletin ON bulletin.key = item.bulletin ORDER BY item.id",
        "SELECT json_array(id, revision, title, issued_on, items, sight) FROM bulletin ORDER BY id",
        "SELECT json_array(hex(act.id), act.clock, hex(device.id), undone_at, turned_at)
         FROM act JOIN device ON device.key = act.device ORDER BY act.id",
        "SELECT json_array(id, item, bulletin) FROM alias ORDER BY id",
        "SELECT json_array(id, clock, day, body) FROM evening ORDER BY id",
        "SELECT json_array(name, items, open) FROM region WHERE items > 0
         UNION ALL SELECT json_array(name, open) FROM publisher WHERE open > 0 ORDER BY 1",
        "SELECT json_array(items, open, own, praises, answered) FROM tally",
    ] {
        let mut query = journal.conn.prepare(sql).unwrap();
        lines.extend(query.query_map([], |row| row.get::<_, String>(0)).unwrap().map(Result::unwrap));
    }
    lines
}

#[test]
fn machines_that_hear_of_each_other_come_to_the_same() {
    // KNEEL_SCHEDULES tells how many schedules are tried: 10,000 and more for the record, a few at every test
    let schedules =
        std::env::var("KNEEL_SCHEDULES").ok().and_then(|number| number.parse().ok()).unwrap_or(150);
    let config = ProptestConfig { cases: schedules, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(machines in 3..=5usize, steps in prop::collection::vec(step(), 1..24))| {
        check(machines, &steps);
    });
}

#[test]
fn one_issue_seen_differently_by_two_machines_is_one_set_of_items() {
    let steps = [
        Step::Do(0, 0, Deed::ImportMarch),
        Step::Do(0, 0, Deed::ImportCorrected),
        Step::Do(1, 0, Deed::ImportCorrected),
        Step::Do(1, 1, Deed::Note),
        Step::Do(0, 1, Deed::Note),
    ];
    check(3, &steps);
    let (mut one, mut other) = (journal(), Journal::in_memory(at(1, 0)).unwrap());
    import(&mut one, at(3, 0), &corrected());
    import(&mut other, at(4, 0), &corrected());
    let item = named(&other, "Ruslan");
    do_it(&mut other, at(4, 1), Change::Noted { item, text: "he wrote".into() });
    let (parcel, _) = other.unsent(&Carried::default()).unwrap();
    one.join(parcel).unwrap();
    assert_eq!(picture(&one).len(), MARCH.len());
    assert_eq!(detail(&one, &named(&one, "Ruslan")).written.len(), 1);
    assert_sound(&one);
}

#[test]
fn an_undo_that_comes_before_what_it_takes_back_holds() {
    check(
        3,
        &[
            Step::Do(0, 0, Deed::ImportMarch),
            Step::Hear { from: 0, to: 1, parcels: 2, again: false },
            Step::Do(0, 2, Deed::Answer(Verdict::Answered)),
            Step::Do(1, 2, Deed::Answer(Verdict::Partly)),
            Step::Do(0, 0, Deed::Undo),
            Step::Hear { from: 0, to: 2, parcels: 2, again: true },
        ],
    );
}

/// A telling of the one item in which a word is found.
fn told(journal: &Journal, word: &str) -> Telling {
    journal.telling(&named(journal, word)).unwrap().unwrap().0
}

#[test]
fn a_bulletin_comes_in_after_somebody_shared_one_of_its_items() {
    let (mut one, mut other) = (journal(), Journal::in_memory(at(1, 1)).unwrap());
    let item = named(&one, "Aigul");
    do_it(&mut one, at(3, 0), Change::Prayed { item: item.clone() });
    other.join_tellings("one", &[told(&one, "Aigul")]).unwrap();
    import(&mut other, at(4, 0), &incoming("march.txt", bulletin("2026-03-01", &MARCH)));
    assert_eq!(picture(&other).len(), MARCH.len());
    assert_eq!(detail(&other, &item).prayed_by_others, 1);
    assert_sound(&other);
    other.undo(at(5, 0)).unwrap();
    assert_eq!(picture(&other).len(), 1, "what was shared is still there");
    assert_sound(&other);
}

#[test]
fn a_mark_that_came_before_its_bulletin_counts() {
    let (mut one, mut other) = (journal(), Journal::in_memory(at(1, 1)).unwrap());
    let item = named(&one, "Aigul");
    do_it(&mut one, at(3, 0), Change::Prayed { item: item.clone() });
    let (parcel, _) = one.unsent(&Carried::default()).unwrap();
    let mark = Parcel { events: parcel.events[1..].to_vec(), ..Parcel::default() };
    other.join(mark).unwrap();
    import(&mut other, at(4, 0), &incoming("march.txt", bulletin("2026-03-01", &MARCH)));
    assert_eq!(detail(&other, &item).row.times, 1);
    assert_sound(&other);
}

#[test]
fn what_happened_is_told_also_where_a_reading_has_not_come_yet() {
    let (mut one, mut other) = (journal(), journal());
    import(&mut one, at(3, 0), &corrected());
    let (parcel, _) = one.unsent(&Carried::default()).unwrap();
    other.join(Parcel { events: parcel.events, ..Parcel::default() }).unwrap();
    let told: Vec<String> = other.history(9).unwrap().into_iter().map(|act| act.what).collect();
    assert_eq!(told.first().unwrap(), "imported: a bulletin without a title");
    assert_eq!(other.timeline(&named(&other, "Ruslan")).unwrap().len(), 2);
    for act in other.past(Anchor::First, 9).unwrap().acts {
        other.touched(act.act).unwrap();
    }
}

#[test]
fn of_two_readings_that_bear_one_name_one_is_in_force_with_its_items_alone() {
    let (one, mut other) = (journal(), Journal::in_memory(at(1, 1)).unwrap());
    let (parcel, _) = one.unsent(&Carried::default()).unwrap();
    let mut others = parcel.clone();
    others.revisions[0].body["ids"][0] = "f".repeat(32).into();
    for parcel in [parcel, others] {
        other.join(parcel).unwrap();
        assert_eq!(picture(&other).len(), MARCH.len());
        assert_sound(&other);
    }
}

#[test]
fn a_reading_that_an_older_kneel_hands_back_takes_nothing_away() {
    let mut one = Journal::in_memory(at(1, 0)).unwrap();
    let issue = Bulletin { issued_in: "2025-10".parse().ok(), ..bulletin("", &MARCH) };
    import(&mut one, at(2, 0), &incoming("october.txt", issue));
    let (whole, _) = one.unsent(&Carried::default()).unwrap();
    let mut less = whole.clone();
    less.revisions[0].body["bulletin"].as_object_mut().unwrap().remove("issued_in").unwrap();
    for parcels in [[&whole, &less], [&less, &whole]] {
        let mut other = Journal::in_memory(at(1, 1)).unwrap();
        for parcel in parcels {
            other.join(parcel.clone()).unwrap();
            assert_sound(&other);
        }
        let issued = detail(&other, &named(&other, "Aigul")).row.issued;
        assert_eq!(issued, Some(Issued::In("2025-10".parse().unwrap())));
    }
}

#[test]
fn what_takes_an_act_back_names_no_other() {
    let mut one = journal();
    one.undo(at(3, 0)).unwrap();
    let (parcel, _) = one.unsent(&Carried::default()).unwrap();
    let undone = parcel.events.iter().position(|event| event.body["kind"] == "undone").unwrap();
    for subject in ["f".repeat(32), parcel.events[undone].body["act"].as_str().unwrap().to_owned()] {
        let mut parcel = parcel.clone();
        parcel.events[undone].subject = subject;
        assert!(!parcel.is_sound());
        assert!(Journal::in_memory(at(1, 1)).unwrap().join(parcel).is_err());
    }
}

#[test]
fn nobody_shares_what_could_not_be_named() {
    let (one, mut other) = (journal(), Journal::in_memory(at(1, 1)).unwrap());
    let whole = named(&one, "Aigul").0;
    for id in [&whole[..6], "", &whole.to_uppercase(), &whole.replace(&whole[..1], "ä")] {
        let telling = Telling { id: ItemId(id.to_owned()), ..told(&one, "Aigul") };
        assert!(matches!(other.join_tellings("one", &[telling]), Err(Error::NotAnExport(_))), "{id}");
    }
    assert_eq!(picture(&other), []);
}

#[test]
fn an_issue_older_than_all_clocks_is_shared() {
    let (mut one, mut other) = (Journal::in_memory(at(1, 0)).unwrap(), Journal::in_memory(at(1, 1)).unwrap());
    import(&mut one, at(2, 0), &incoming("old.txt", bulletin("1965-03-07", &MARCH)));
    other.join_tellings("one", &[told(&one, "Aigul")]).unwrap();
    assert_eq!(detail(&other, &named(&other, "Aigul")).row.issued, Some(Issued::On(day("1965-03-07"))));
    assert_sound(&other);
}

#[test]
fn an_issue_of_a_month_is_shared_without_a_day() {
    let (mut one, mut other) = (Journal::in_memory(at(1, 0)).unwrap(), Journal::in_memory(at(1, 1)).unwrap());
    let issue = Bulletin { issued_in: "2025-10".parse().ok(), ..bulletin("", &MARCH) };
    import(&mut one, at(2, 0), &incoming("october.txt", issue));
    let shared = serde_json::to_value(told(&one, "Aigul").shared).unwrap();
    assert_eq!((shared.get("issued_on"), &shared["issued_in"]), (None, &"2025-10".into()));
    other.join_tellings("one", &[told(&one, "Aigul")]).unwrap();
    let issued = detail(&other, &named(&other, "Aigul")).row.issued;
    assert_eq!(issued, Some(Issued::In("2025-10".parse().unwrap())));
    assert_sound(&other);
}

#[test]
fn no_file_brings_days_that_do_not_stand_in_order() {
    let (one, mut other) = (journal(), Journal::in_memory(at(1, 1)).unwrap());
    for day in [NaiveDate::MIN, NaiveDate::MAX] {
        let mut issued = told(&one, "Aigul");
        issued.shared.as_mut().unwrap().issued_on = Some(day);
        let mut written = told(&one, "Aigul");
        written.written.day = day;
        for telling in [issued, written] {
            assert!(matches!(other.join_tellings("one", &[telling]), Err(Error::NotAnExport(_))));
        }
        let (mut parcel, _) = one.unsent(&Carried::default()).unwrap();
        parcel.events[0].day = day;
        assert!(!parcel.is_sound());
        assert!(other.join(parcel).is_err());
    }
    assert_eq!(picture(&other), []);
}

#[test]
fn no_file_moves_the_clock_out_of_all_time() {
    let (one, mut other) = (journal(), journal());
    for clock in [i64::MAX, -1] {
        let mut telling = told(&one, "Aigul");
        telling.written.clock = clock;
        assert!(matches!(other.join_tellings("one", &[telling]), Err(Error::NotAnExport(_))));
        let (mut parcel, _) = one.unsent(&Carried::default()).unwrap();
        parcel.events[0].clock = clock;
        assert!(!parcel.is_sound());
        assert!(other.join(parcel).is_err());
    }
    let item = named(&other, "Aigul");
    do_it(&mut other, at(5, 0), Change::Prayed { item });
    other.undo(at(5, 1)).unwrap();
    assert_sound(&other);
}

#[test]
fn what_was_taken_back_and_done_again_is_told_again() {
    let (mut one, mut other) = (journal(), Journal::in_memory(at(1, 1)).unwrap());
    let item = named(&one, "Aigul");
    let answered = |words: &str| Change::Answered {
        item: item.clone(),
        verdict: Verdict::Answered,
        words: words.into(),
        day: day("2026-03-05"),
        praise: None,
    };
    let words = |journal: &Journal| detail(journal, &item).answer.map(|answer| answer.words);
    do_it(&mut one, at(5, 0), answered("warm again"));
    other.join_tellings("one", &[told(&one, "Aigul")]).unwrap();
    one.undo(at(5, 1)).unwrap();
    other.join_tellings("one", &[told(&one, "Aigul")]).unwrap();
    assert_eq!(words(&other), None);
    one.redo(at(5, 2)).unwrap();
    other.join_tellings("one", &[told(&one, "Aigul")]).unwrap();
    assert_eq!(words(&other).as_deref(), Some("warm again"));
    do_it(&mut one, at(5, 3), answered("warm, and fed"));
    other.join_tellings("one", &[told(&one, "Aigul")]).unwrap();
    one.undo(at(5, 4)).unwrap();
    other.join_tellings("one", &[told(&one, "Aigul")]).unwrap();
    assert_eq!(words(&other).as_deref(), Some("warm again"), "the second word was taken back");
    assert_sound(&other);
}

#[test]
fn what_others_take_off_is_theirs_alone() {
    let (mut one, mut other) = (journal(), journal());
    let item = named(&one, "Aigul");
    let answered = || Change::Answered {
        item: item.clone(),
        verdict: Verdict::Answered,
        words: String::new(),
        day: day("2026-03-05"),
        praise: None,
    };
    do_it(&mut other, at(5, 0), answered());
    do_it(&mut one, at(5, 1), answered());
    do_it(&mut one, at(5, 2), Change::Reopened { item: item.clone() });
    other.join_tellings("one", &[told(&one, "Aigul")]).unwrap();
    assert!(detail(&other, &item).answer.is_some());
    assert_sound(&other);
}

#[test]
fn the_words_of_others_are_not_told_again() {
    let (mut one, mut other) = (Journal::in_memory(at(1, 0)).unwrap(), Journal::in_memory(at(1, 1)).unwrap());
    let (text, region) = ("Rain for Moyale".to_owned(), None);
    let added = Change::Added { text, region, kinds: Kinds::REQUEST, visibility: Visibility::Group };
    let item = one.act(at(2, 0), &[added]).unwrap().added.remove(0);
    other.join_tellings("one", &[told(&one, "Moyale")]).unwrap();
    assert_eq!(other.telling(&item).unwrap(), None);
    do_it(&mut other, at(3, 0), Change::Prayed { item: item.clone() });
    let (again, _) = other.telling(&item).unwrap().unwrap();
    assert_eq!((again.shared, again.times), (None, 1));
    one.join_tellings("other", &[Telling { shared: None, ..told(&other, "Moyale") }]).unwrap();
    assert_eq!(detail(&one, &item).prayed_by_others, 1);
    assert_sound(&one);
}

#[test]
fn what_is_newest_is_added_as_it_would_be_folded() {
    let (mut one, mut other) = (journal(), Journal::in_memory(at(1, 1)).unwrap());
    let (parcel, mut carried) = one.unsent(&Carried::default()).unwrap();
    other.join(parcel).unwrap();
    let item = named(&one, "Aigul");
    let noted = |text: &str| Change::Noted { item: item.clone(), text: text.into() };
    let marked = || Change::Prayed { item: item.clone() };
    let days = [vec![marked()], vec![noted("a letter"), marked(), marked()], vec![noted("warm again")]];
    for (number, day) in days.iter().enumerate() {
        for change in day {
            one.act(at(5 + number as u32, 0), std::slice::from_ref(change)).unwrap();
        }
        let (parcel, next) = one.unsent(&carried).unwrap();
        carried = next;
        other.join(parcel).unwrap();
        assert_eq!(folded(&other), folded(&one), "day {number}");
        assert_sound(&other);
    }
    assert_eq!(detail(&other, &item).row.times, 3);
    assert_eq!(named(&other, "letter"), item, "the note is found");
}
