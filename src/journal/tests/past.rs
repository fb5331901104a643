//! The list of acts, and any one of them taken back though others came after.

use super::*;
use crate::journal::past::past_sql;

fn acts(journal: &Journal) -> Vec<PastAct> {
    journal.past(Anchor::First, 1000).unwrap().acts
}

/// The newest act that is told with a word.
fn act(journal: &Journal, word: &str) -> ActId {
    let acts = acts(journal);
    acts.iter().find(|act| act.what.contains(word)).unwrap_or_else(|| panic!("{word} in {acts:#?}")).act
}

fn noted(item: &ItemId, text: &str) -> Change {
    Change::Noted { item: item.clone(), text: text.into() }
}

#[test]
fn one_act_is_taken_back_though_others_came_after_and_done_again() {
    let mut journal = journal();
    let item = named(&journal, "Aigul");
    do_it(&mut journal, at(3, 0), noted(&item, "first"));
    let first = acts(&journal)[0].act;
    do_it(&mut journal, at(3, 1), Change::Prayed { item: item.clone() });
    do_it(&mut journal, at(3, 2), noted(&item, "second"));
    let before = picture(&journal);
    let texts =
        |journal: &Journal| detail(journal, &item).written.iter().map(|n| n.text.clone()).collect::<Vec<_>>();
    let told = journal.undo_act(at(4, 0), first).unwrap().unwrap().what;
    assert!(told.starts_with("note on: "), "{told}");
    assert_sound(&journal);
    assert_eq!((texts(&journal), detail(&journal, &item).row.times), (vec!["second".to_owned()], 1));
    assert_eq!(journal.undo_act(at(4, 1), first).unwrap(), None, "it is taken back already");
    assert!(acts(&journal).iter().any(|act| act.act == first && act.undone));
    assert!(journal.redo_act(at(4, 2), first).unwrap().is_some());
    assert_eq!(journal.redo_act(at(4, 3), first).unwrap(), None);
    assert_sound(&journal);
    assert_eq!(picture(&journal), before);
}

#[test]
fn an_import_goes_with_what_came_after_and_comes_back_with_it() {
    let mut journal = journal();
    let item = named(&journal, "Aigul");
    do_it(&mut journal, at(3, 0), Change::Prayed { item: item.clone() });
    do_it(&mut journal, at(3, 1), noted(&item, "they wrote"));
    let ruslan = named(&journal, "Ruslan");
    let mark = do_it(&mut journal, at(3, 2), Change::Prayed { item: ruslan });
    assert!(mark.what.starts_with("prayed: "));
    let newest = acts(&journal)[0].act;
    let import = act(&journal, "imported");
    assert_eq!(journal.standing_on(import).unwrap(), 3);
    assert_eq!(journal.standing_on(newest).unwrap(), 0);
    let before = picture(&journal);
    journal.undo_act(at(4, 0), import).unwrap().unwrap();
    assert_sound(&journal);
    assert_eq!(picture(&journal), []);
    let out_of_sight = &acts(&journal)[0].what;
    assert_eq!(out_of_sight, "prayed: something that is out of sight now");
    // what came after can be taken back meanwhile, and stays away then
    journal.undo_act(at(4, 1), newest).unwrap().unwrap();
    assert_eq!(journal.standing_on(import).unwrap(), 2);
    assert_sound(&journal);
    journal.redo_act(at(4, 2), import).unwrap().unwrap();
    journal.redo_act(at(4, 3), newest).unwrap().unwrap();
    assert_sound(&journal);
    assert_eq!(picture(&journal), before);
}

#[test]
fn what_another_issue_holds_too_does_not_go() {
    let mut journal = journal();
    let mut items = MARCH;
    items[1].1 = "Pastor Ruslan waits for his hearing; pray for a just and patient judge";
    import(&mut journal, at(3, 0), &incoming("again.txt", bulletin("2026-03-01", &items)));
    let item = named(&journal, "Ruslan");
    do_it(&mut journal, at(4, 0), Change::Prayed { item: item.clone() });
    let corrected = acts(&journal)[1].act;
    assert_eq!(journal.standing_on(corrected).unwrap(), 0, "the item stays, in its first words");
    journal.undo_act(at(5, 0), corrected).unwrap().unwrap();
    assert_sound(&journal);
    assert_eq!(detail(&journal, &item).row.times, 1);
}

#[test]
fn a_request_of_ones_own_is_told_by_its_words_also_when_it_is_gone() {
    let mut journal = journal();
    let (text, region, kinds) = ("Rain for our valley".to_owned(), None, Kinds::REQUEST);
    let added = Change::Added { text, region, kinds, visibility: Visibility::Private };
    let item = do_it(&mut journal, at(3, 0), added).added.remove(0);
    do_it(&mut journal, at(3, 1), Change::Prayed { item });
    let added = act(&journal, "added");
    assert_eq!(journal.standing_on(added).unwrap(), 1);
    journal.undo_act(at(4, 0), added).unwrap().unwrap();
    assert_eq!(acts(&journal)[0].what, "prayed: Rain for our valley");
    assert_eq!(journal.touched(acts(&journal)[0].act).unwrap().titles, ["Rain for our valley"]);
}

#[test]
fn what_an_act_touched_is_told_by_name() {
    let mut journal = journal();
    let touched = journal.touched(act(&journal, "imported")).unwrap();
    assert_eq!((touched.titles.len(), touched.more), (1 + MARCH.len(), false));
    assert_eq!(touched.titles[0], "Open Gate Prayer Letter");
    let changes = ["Aigul", "Ruslan"].map(|word| Change::Prayed { item: named(&journal, word) });
    journal.act(at(3, 0), &changes).unwrap();
    assert_eq!(journal.touched(acts(&journal)[0].act).unwrap().titles.len(), 2);
}

#[test]
fn acts_of_ones_other_machine_are_taken_back_and_what_others_shared_is_not() {
    let (mut one, mut other) = (journal(), Journal::in_memory(at(1, 1)).unwrap());
    let item = named(&one, "Aigul");
    do_it(&mut one, at(3, 0), noted(&item, "from the first machine"));
    let (parcel, _) = one.unsent(&Carried::default()).unwrap();
    other.join(parcel).unwrap();
    let note = acts(&other)[0].act;
    other.undo_act(at(4, 0), note).unwrap().unwrap();
    assert_sound(&other);
    assert!(detail(&other, &item).written.is_empty());
    let (back, _) = other.unsent(&Carried::default()).unwrap();
    one.join(back).unwrap();
    assert_sound(&one);
    assert!(detail(&one, &item).written.is_empty());

    let mut friend = Journal::in_memory(at(1, 2)).unwrap();
    let telling = one.telling(&item).unwrap().unwrap().0;
    friend.join_tellings("one", &[telling]).unwrap();
    assert_eq!(acts(&friend), [], "what others shared is no act of this person");
    let shared: Uuid = friend.conn.query_row("SELECT id FROM act LIMIT 1", [], |row| row.get(0)).unwrap();
    assert!(matches!(friend.undo_act(at(5, 0), ActId(shared)), Err(Error::OthersAct)));
    assert_eq!(picture(&friend).len(), 1);
}

/// What one machine has comes to another.
fn hear(from: &Journal, to: &mut Journal) {
    let (parcel, _) = from.unsent(&Carried::default()).unwrap();
    to.join(parcel).unwrap();
    assert_sound(to);
}

#[test]
fn redo_does_again_what_this_machine_took_back_whosever_act_it_was() {
    let (mut one, mut other) = (journal(), Journal::in_memory(at(1, 1)).unwrap());
    hear(&one, &mut other);
    let item = named(&one, "Aigul");
    do_it(&mut other, at(3, 0), noted(&item, "mine"));
    other.undo(at(3, 1)).unwrap().unwrap();
    do_it(&mut one, at(3, 2), noted(&item, "of the other machine"));
    hear(&one, &mut other);
    let theirs = acts(&other)[0].act;
    other.undo_act(at(3, 3), theirs).unwrap().unwrap();
    hear(&other, &mut one);
    assert_eq!(one.redo(at(3, 4)).unwrap(), None, "this machine took nothing back");
    let texts = |journal: &Journal| {
        detail(journal, &item).written.into_iter().map(|note| note.text).collect::<Vec<_>>()
    };
    assert!(other.redo(at(3, 5)).unwrap().is_some());
    assert_eq!(texts(&other), ["of the other machine"], "the last that was taken back");
    assert!(other.redo(at(3, 6)).unwrap().is_some());
    assert_eq!(texts(&other), ["mine", "of the other machine"]);
    assert_eq!(other.redo(at(3, 7)).unwrap(), None);
    // what a machine does in between ends it
    other.undo_act(at(4, 0), theirs).unwrap().unwrap();
    do_it(&mut other, at(4, 1), Change::Prayed { item: item.clone() });
    assert_eq!(other.redo(at(4, 2)).unwrap(), None);
    hear(&other, &mut one);
    assert_eq!(picture(&one), picture(&other));
}

fn named_if_any(journal: &Journal, word: &str) -> Option<ItemId> {
    picture(journal).into_iter().find(|item| item.text.contains(word)).map(|item| item.row.id)
}

/// What is out of sight once an act is taken back was told before, under whichever name a machine knew an item by.
#[test]
fn what_two_machines_brought_goes_with_the_last_of_both_and_is_told_before() {
    for (first, last) in [(0, 1), (1, 0)] {
        let (mut one, mut other) = (journal(), Journal::in_memory(at(1, 1)).unwrap());
        import(&mut other, at(4, 0), &machines::corrected());
        let theirs = named(&other, "Ruslan");
        do_it(&mut other, at(4, 1), noted(&theirs, "before they met"));
        hear(&other, &mut one);
        assert_ne!(named(&one, "Ruslan"), theirs, "the machines name it differently");
        let note = acts(&one)[0].clone();
        assert!(note.what.contains("Ruslan"), "{note:?}");
        assert!(one.touched(note.act).unwrap().titles[0].contains("Ruslan"));
        for minute in 0..2 {
            let item = named(&one, "Ruslan");
            do_it(&mut one, at(5, minute), noted(&item, "after"));
        }
        let imports: Vec<_> = acts(&one).into_iter().filter(|act| act.what.contains("imported")).collect();
        let notes = |journal: &Journal| picture(journal).iter().map(|item| item.written.len()).sum::<usize>();
        let whole = picture(&one);
        assert_eq!((notes(&one), imports.len()), (3, 2));
        for (act, gone) in [(&imports[first], 0), (&imports[last], 3)] {
            assert_eq!(one.standing_on(act.act).unwrap(), gone, "{act:?}");
            one.undo_act(at(6, 0), act.act).unwrap().unwrap();
            assert_sound(&one);
            assert_eq!(notes(&one), 3 - gone, "{act:?}");
            // version 4 took only the names of readings that stand
            let (item, before) = (named_if_any(&one, "Ruslan"), picture(&one));
            one.conn.execute("DELETE FROM alias", []).unwrap();
            if let Some(item) = item {
                let names = [theirs.0.as_str(), item.0.as_str()];
                one.conn.execute("UPDATE item SET id = ?1 WHERE id = ?2", names).unwrap();
                assert_ne!(one.doctor().unwrap().problems, Vec::<String>::new());
            }
            refold::refold_unread(&one.conn).unwrap();
            assert_sound(&one);
            assert_eq!(picture(&one), before);
        }
        assert_eq!(picture(&one), []);
        for act in &imports {
            one.redo_act(at(6, 1), act.act).unwrap().unwrap();
            assert_sound(&one);
        }
        assert_eq!(picture(&one), whole);
        hear(&one, &mut other);
        assert_eq!(picture(&other), whole);
    }
}

#[test]
fn the_list_is_read_page_by_page_by_its_index() {
    let mut journal = journal();
    let item = named(&journal, "Aigul");
    for minute in 0..20 {
        journal.act(at(3, minute), &[Change::Prayed { item: item.clone() }]).unwrap();
    }
    let all = acts(&journal);
    assert_eq!(all.len(), 21);
    assert!(all.windows(2).all(|pair| pair[0].key < pair[1].key && pair[0].at >= pair[1].at));
    let page = |anchor| journal.past(anchor, 6).unwrap();
    assert_eq!(page(Anchor::First).acts, all[..6]);
    assert_eq!(page(Anchor::Last).acts, all[15..]);
    assert_eq!(page(Anchor::After(all[5].key)).acts, all[6..12]);
    assert_eq!(page(Anchor::Before(all[12].key)).acts, all[6..12]);
    let around = page(Anchor::Around(all[10].key));
    assert_eq!((around.acts.as_slice(), around.more_before, around.more_after), (&all[7..13], true, true));
    assert_eq!(page(Anchor::Around(all[1].key)).acts, all[..6]);
    for (from, side, order) in [(false, "<", "DESC"), (true, "<", "DESC"), (true, ">", "ASC")] {
        let plan: Vec<String> = journal
            .conn
            .prepare(&format!("EXPLAIN QUERY PLAN {}", past_sql(from, side, order)))
            .unwrap()
            .query_map([0, 0, 0], |row| row.get(3))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        assert!(plan.iter().any(|step| step.contains("act USING INDEX act_clock")), "{plan:#?}");
        assert!(!plan.iter().any(|step| step.contains("TEMP B-TREE")), "{plan:#?}");
    }
}

#[test]
fn an_act_is_named_by_the_end_or_the_beginning_of_its_id() {
    let mut journal = journal();
    let item = named(&journal, "Aigul");
    do_it(&mut journal, at(3, 0), Change::Prayed { item });
    let act = acts(&journal)[0].act;
    let name = act.name();
    for typed in [name.as_str(), &name[24..], &name.to_uppercase()[24..]] {
        assert_eq!(journal.act_named(typed).unwrap(), act, "{typed}");
    }
    for typed in ["", "zz", "%", "123456789abcdef0123"] {
        assert!(matches!(journal.act_named(typed), Err(Error::NoAct(_))), "{typed}");
    }
    assert!(matches!(journal.act_named("0"), Err(Error::ManyActs(_))));
}

#[test]
fn of_an_archive_no_more_bulletins_are_counted_than_are_told() {
    let mut journal = Journal::in_memory(at(1, 0)).unwrap();
    let act = ActId::new(at(2, 0));
    let documents: Vec<Incoming> = ["2026-03-01", "2026-03-08"]
        .map(|issued| incoming(issued, bulletin(issued, &[("Europe", "Snow on the pass")])))
        .into();
    journal.import(at(2, 0), act, &documents).unwrap();
    assert_eq!(acts(&journal)[0].what, "imported: 2 bulletins");
    let titles = journal.touched(act).unwrap().titles;
    assert_eq!(titles, ["Open Gate Prayer Letter", "Open Gate Prayer Letter"]);
    // as a thousand more of them would be
    journal
        .conn
        .execute_batch(
            "WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 1000)
             INSERT INTO event(id, act, device, clock, day, subject, body, follows)
             SELECT randomblob(16), act, device, clock + n, day, 'bulletin' || n, body, 1
             FROM number, (SELECT * FROM event ORDER BY key LIMIT 1)",
        )
        .unwrap();
    assert_eq!(acts(&journal)[0].what, "imported: more than 1000 bulletins");
}
