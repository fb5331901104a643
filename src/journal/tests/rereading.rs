//! Kept originals read again.

use super::*;

/// What reading the one original again would change, were this read in it.
fn plan(journal: &Journal, read: Bulletin) -> Vec<Reread> {
    let hashes = journal.originals(None).unwrap();
    let original = journal.original(&hashes[0]).unwrap().unwrap();
    journal.plan_reread(&original, vec![read]).unwrap()
}

/// The differences in a line each, items by a word of theirs.
fn told(rereads: &[Reread]) -> Vec<String> {
    let line = |one: &Difference| {
        let about = one.about.as_deref().and_then(|about| about.split(' ').next()).unwrap_or("-");
        let value =
            |value: &Option<String>| value.as_deref().unwrap_or("-").chars().take(24).collect::<String>();
        format!("{:?} {about} {} > {}", one.what, value(&one.from), value(&one.to))
    };
    rereads.iter().flat_map(|reread| &reread.differences).map(line).collect()
}

#[test]
fn the_original_is_kept_as_it_came() {
    let journal = journal();
    let document = incoming("march.txt", bulletin("2026-03-01", &MARCH));
    let hashes = journal.originals(None).unwrap();
    let original = journal.original(&hashes[0]).unwrap().unwrap();
    assert_eq!((original.name, Whole::of(&original.bytes)), (document.name, document.whole));
    let id = journal.bulletins(1).unwrap()[0].id.clone();
    assert_eq!(journal.originals(Some(&id)).unwrap(), hashes);
    assert_eq!(journal.originals(Some("none")).unwrap(), Vec::<String>::new());
    assert_eq!(journal.bulletins_named(&id[..5]).unwrap(), [id]);
    assert_eq!(journal.bulletins_named("x%").unwrap(), Vec::<String>::new());
}

#[test]
fn reading_the_same_again_is_no_difference() {
    let journal = journal();
    assert_eq!(plan(&journal, bulletin("2026-03-01", &MARCH)), []);
}

#[test]
fn what_is_read_otherwise_is_written_and_marks_notes_and_answers_stay() {
    let mut journal = journal();
    let (ruslan, aigul) = (named(&journal, "Ruslan"), named(&journal, "Aigul"));
    let (wisdom, water, marsabit) =
        (named(&journal, "Wisdom"), named(&journal, "Moyale"), named(&journal, "Marsabit"));
    do_it(&mut journal, at(3, 0), Change::Prayed { item: ruslan.clone() });
    do_it(&mut journal, at(3, 1), Change::Noted { item: ruslan.clone(), text: "wrote to him".into() });
    let edited = Change::Edited {
        item: aigul.clone(),
        text: Some("A stove for Aigul".into()),
        region: None,
        kinds: Some(Kinds::BOTH),
    };
    do_it(&mut journal, at(3, 2), edited);
    do_it(&mut journal, at(3, 3), Change::Prayed { item: water.clone() });
    let before = picture(&journal);

    let better = [
        ("Asia, Central", "Pastor Ruslan waits for his hearing; pray for a just judge in Osh"),
        ("Asia, Central", "+Aigul and her children have heating for the winter"),
        ("Europe", "The bell of Tirana rings again"),
    ];
    let mut read = bulletin("2026-03-02", &better);
    read.publisher = Some("The Open Gate".into());
    let rereads = plan(&journal, read.clone());
    assert_eq!(
        told(&rereads),
        [
            "Publisher - Open Gate > The Open Gate",
            "Date - 2026-03-01 > 2026-03-02",
            "Text Pastor Pastor Ruslan waits for  > Pastor Ruslan waits for ",
            "New The - > -",
            "Gone Wisdom - > -",
            "Stays Clean - > -",
            "Gone Thanks - > -",
        ]
    );
    assert_eq!(picture(&journal), before, "a plan writes nothing");
    assert_eq!(journal.reread(at(4, 0), &rereads).unwrap(), "read again: 1 bulletin");
    assert_sound(&journal);
    let found = detail(&journal, &ruslan);
    assert!(found.text.ends_with("in Osh"));
    assert_eq!(
        (found.row.times, found.written.len(), found.row.publisher.as_deref()),
        (1, 1, Some("The Open Gate"))
    );
    let found = detail(&journal, &aigul);
    assert_eq!(
        (found.text.as_str(), found.row.kinds),
        ("A stove for Aigul", Kinds::BOTH),
        "hand-written stays"
    );
    let archived = |id: &ItemId| detail(&journal, id).row.archived;
    assert_eq!([&wisdom, &marsabit, &water].map(archived), [true, true, false]);
    assert_eq!(detail(&journal, &named(&journal, "Tirana")).row.region.as_deref(), Some("Europe"));
    assert_eq!(plan(&journal, read), [], "once is enough");
    let again = import(&mut journal, at(4, 1), &incoming("march.txt", bulletin("2026-03-01", &MARCH)));
    assert_eq!(again[0].plan, Plan::Known, "importing the original again changes nothing");

    assert_eq!(journal.undo(at(5, 0)).unwrap().unwrap().what, "read again: 1 bulletin");
    assert_sound(&journal);
    assert_eq!(picture(&journal), before);
    journal.redo(at(5, 1)).unwrap();
    assert_sound(&journal);
    assert!(detail(&journal, &wisdom).row.archived);
    let timeline = journal.timeline(&ruslan).unwrap();
    assert!(timeline.iter().any(|entry| entry.what == "read again"), "{timeline:?}");
}

#[test]
fn other_kinds_alone_are_written_too_and_turned_back() {
    let mut journal = journal();
    let water = named(&journal, "Moyale");
    let mut read = bulletin("2026-03-01", &MARCH);
    read.items[3].kinds = Kinds::BOTH;
    read.items[3].petitions = vec!["the term opens".into()];
    let rereads = plan(&journal, read);
    assert_eq!(told(&rereads), ["Kinds Clean request > praise and request"]);
    journal.reread(at(3, 0), &rereads).unwrap();
    assert_sound(&journal);
    assert_eq!(detail(&journal, &water).row.kinds, Kinds::BOTH);
    // a reader that goes back to what it found at first finds the first reading again
    let back = plan(&journal, bulletin("2026-03-01", &MARCH));
    journal.reread(at(3, 1), &back).unwrap();
    assert_sound(&journal);
    assert_eq!(detail(&journal, &water).row.kinds, Kinds::REQUEST);
    assert_eq!(plan(&journal, bulletin("2026-03-01", &MARCH)), []);
}

#[test]
fn a_document_that_turns_out_to_hold_two_bulletins_keeps_the_first() {
    let mut journal = journal();
    let first = journal.bulletins(1).unwrap()[0].id.clone();
    let hashes = journal.originals(None).unwrap();
    let original = journal.original(&hashes[0]).unwrap().unwrap();
    let second = bulletin("2026-03-08", &[("Europe", "A boat for the islands"), MARCH[4]]);
    let both = || vec![second.clone(), bulletin("2026-03-01", &MARCH[..4])];
    let rereads = journal.plan_reread(&original, both()).unwrap();
    assert_eq!(
        told(&rereads),
        ["New A - > -", "New Thanks - > -", "Gone Thanks - > -"],
        "the first is known by its items"
    );
    journal.reread(at(3, 0), &rereads).unwrap();
    assert_sound(&journal);
    let bulletins = journal.bulletins(10).unwrap();
    assert_eq!((bulletins.len(), &bulletins[1].id), (2, &first));
    assert_eq!(journal.plan_reread(&original, both()).unwrap(), []);
    // and back: the second is found no more, what nobody touched is put away, the bulletin stays
    let rereads = journal.plan_reread(&original, vec![bulletin("2026-03-01", &MARCH[..4])]).unwrap();
    assert_eq!(told(&rereads), ["Gone A - > -", "Gone Thanks - > -"]);
    journal.reread(at(4, 0), &rereads).unwrap();
    assert_sound(&journal);
    assert_eq!(journal.bulletins(10).unwrap().len(), 2);
    assert_eq!(journal.plan_reread(&original, vec![bulletin("2026-03-01", &MARCH[..4])]).unwrap(), []);
}

#[test]
fn an_issue_that_a_later_document_corrected_is_left_to_that_one() {
    let mut journal = journal();
    let mut items = MARCH;
    items[1].1 = "Pastor Ruslan waits for his hearing on 20 March; pray for a just judge";
    import(&mut journal, at(3, 0), &incoming("corrected.txt", bulletin("2026-03-01", &items)));
    let hashes = journal.originals(None).unwrap();
    let names = hashes.iter().map(|hash| journal.original(hash).unwrap().unwrap().name);
    assert_eq!(names.collect::<Vec<_>>(), ["corrected.txt"]);
}

#[test]
fn what_was_put_right_comes_with_the_original_and_with_an_export() {
    let mut journal = journal();
    let mut right = incoming("march.txt", bulletin("2026-03-01", &MARCH));
    right.bulletins[0].items[2].kinds = Kinds::BOTH;
    right.corrections = vec![Correction {
        at: Spot { line: 4, words: "Aigul and her children".into() },
        fix: Fix::Sort { lines: 1, fate: Fate::Both },
    }];
    import(&mut journal, at(3, 0), &right);
    let kept = |journal: &Journal| {
        let hashes = journal.originals(None).unwrap();
        journal.original(&hashes[0]).unwrap().unwrap().corrections
    };
    assert_eq!(kept(&journal), right.corrections);
    let mut told = Vec::new();
    journal.export(&mut told).unwrap();
    let mut other = Journal::in_memory(at(1, 0)).unwrap();
    other.merge(&mut &*told).unwrap();
    assert_eq!(kept(&other), right.corrections);
    // read again, it carries them on
    let mut read = right.bulletins[0].clone();
    read.items[0].heading = Some("Home".into());
    let rereads = plan(&journal, read);
    journal.reread(at(4, 0), &rereads).unwrap();
    assert_eq!(kept(&journal), right.corrections);
    journal.undo(at(4, 1)).unwrap();
    journal.undo(at(4, 2)).unwrap();
    assert_eq!(kept(&journal), [], "what was taken back is not put right again");
}
