//! Machines of one person and what happens to them, in any order: what the tests of converging are made of.

use proptest::prelude::*;

use super::*;

/// What one of several machines does, or hears.
#[derive(Debug, Clone)]
pub(super) enum Step {
    /// The n-th machine does something with the n-th item that it knows.
    Do(usize, usize, Deed),
    /// One machine hears of the next of what another wrote: of how many parcels, and whether again from the beginning.
    Hear { from: usize, to: usize, parcels: usize, again: bool },
    /// The clock of a machine jumps by so many years.
    Jump(usize, i32),
}

#[derive(Debug, Clone)]
pub(super) enum Deed {
    ImportMarch,
    ImportCorrected,
    Add,
    Pray,
    Note,
    EditNote,
    TakeNoteAway,
    Reword,
    Answer(Verdict),
    Reopen,
    Flag(Visibility),
    Take,
    Archive,
    Snooze,
    Pin(bool),
    /// So many days ahead; `None`: no longer.
    FollowUp(Option<u8>),
    Undo,
    Redo,
    UndoOne(usize),
    RedoOne(usize),
    Meet,
}

pub(super) fn deed() -> impl Strategy<Value = Deed> {
    use Deed::*;
    prop_oneof![
        2 => Just(ImportMarch), 2 => Just(ImportCorrected), 1 => Just(Add), 2 => Just(Pray), 3 => Just(Note),
        4 => Just(EditNote), 1 => Just(TakeNoteAway), 3 => Just(Reword), 2 => Just(Answer(Verdict::Answered)),
        1 => Just(Answer(Verdict::Partly)), 1 => Just(Reopen), 1 => Just(Flag(Visibility::Private)),
        1 => Just(Flag(Visibility::Public)), 1 => Just(Take), 1 => Just(Archive), 1 => Just(Snooze),
        1 => any::<bool>().prop_map(Pin), 2 => prop::option::of(0..3u8).prop_map(FollowUp), 2 => Just(Undo), 1 => Just(Redo), 1 => Just(Meet),
        3 => (0..20usize).prop_map(UndoOne), 2 => (0..20usize).prop_map(RedoOne),
    ]
}

pub(super) fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (0..5usize, 0..6usize, deed()).prop_map(|(who, item, deed)| Step::Do(who, item, deed)),
        3 => (0..5usize, 0..5usize, 0..3usize, any::<bool>())
            .prop_map(|(from, to, parcels, again)| Step::Hear { from, to, parcels, again }),
        1 => (0..5usize, prop_oneof![Just(-25), Just(25)]).prop_map(|(who, years)| Step::Jump(who, years)),
    ]
}

/// A machine: its journal, its clock, and what it has written, event by event, as a folder would carry it.
pub(super) struct Machine {
    pub journal: Journal,
    pub minutes: i64,
}

impl Machine {
    pub fn now(&mut self) -> Moment {
        self.minutes += 1;
        Moment::new(at(2, 0).local() + chrono::Duration::minutes(self.minutes))
    }

    /// All that it knows, cut into parcels of one event each, with what the event needs.
    pub fn parcels(&self) -> Vec<Parcel> {
        let (whole, _) = self.journal.unsent(&Carried::default()).unwrap();
        let one = |event: &parcel::Event| {
            let named = event.body.get("revision").and_then(|id| id.as_str());
            let revisions: Vec<_> = whole
                .revisions
                .iter()
                .filter(|revision| Some(revision.id.as_str()) == named)
                .cloned()
                .collect();
            let of = |hash: &String| revisions.iter().any(|revision| revision.document == *hash);
            let documents = whole.documents.iter().filter(|document| of(&document.hash)).cloned().collect();
            Parcel { documents, revisions, events: vec![event.clone()] }
        };
        whole.events.iter().map(one).collect()
    }
}

pub(super) fn corrected() -> Incoming {
    let mut items = MARCH;
    items[1].1 = "Pastor Ruslan waits for his hearing on 20 March; pray for a just judge";
    incoming("corrected.txt", bulletin("2026-03-01", &items))
}

pub(super) fn carry_out(machine: &mut Machine, item: usize, deed: &Deed, text: &str) {
    let now = machine.now();
    let journal = &mut machine.journal;
    match deed {
        Deed::ImportMarch => {
            import(journal, now, &incoming("march.txt", bulletin("2026-03-01", &MARCH)));
        }
        Deed::ImportCorrected => {
            import(journal, now, &corrected());
        }
        Deed::Undo => drop(journal.undo(now).unwrap()),
        Deed::Redo => drop(journal.redo(now).unwrap()),
        Deed::UndoOne(number) | Deed::RedoOne(number) => {
            let acts = journal.past(Anchor::First, 100).unwrap().acts;
            let Some(act) = acts.get(number % acts.len().max(1)).map(|act| act.act) else { return };
            match deed {
                Deed::UndoOne(_) => journal.undo_act(now, act).unwrap(),
                _ => journal.redo_act(now, act).unwrap(),
            };
        }
        Deed::Add => {
            let (text, region) = (format!("added {text}"), None);
            let added =
                Change::Added { text, region, kinds: Kinds::REQUEST, visibility: Visibility::Private };
            journal.act(now, &[added]).unwrap();
        }
        Deed::Meet => {
            let evening = Evening { people: Some(7), ..Evening::default() };
            journal.act(now, &[Change::Met { evening }]).unwrap();
        }
        on_item => {
            let all = picture(journal);
            let Some(there) = all.get(item % all.len().max(1)) else { return };
            let item = there.row.id.clone();
            let note = there.written.first().map(|note| note.id.clone());
            let change = match (on_item, note) {
                (Deed::Pray, _) => Change::Prayed { item },
                (Deed::Note, _) => Change::Noted { item, text: format!("note {text}") },
                (Deed::EditNote, Some(note)) => {
                    Change::NoteEdited { item, note, text: format!("rewritten {text}") }
                }
                (Deed::TakeNoteAway, Some(note)) => Change::NoteEdited { item, note, text: String::new() },
                (Deed::Reword, _) => {
                    let text = Some(format!("Pray for {text}"));
                    Change::Edited { item, text, region: None, kinds: None }
                }
                (Deed::Answer(verdict), _) => {
                    let (words, day) = (format!("heard {text}"), now.day());
                    Change::Answered { item, verdict: *verdict, words, day, praise: None }
                }
                (Deed::Reopen, _) => Change::Reopened { item },
                (Deed::Flag(visibility), _) => Change::Flagged { item, visibility: *visibility },
                (Deed::Take, _) => Change::Taken { item, who: Some(format!("Ana {text}")) },
                (Deed::Archive, _) => Change::Archived { item, archived: true },
                (Deed::Pin(pinned), _) => Change::Pinned { item, pinned: *pinned },
                (Deed::FollowUp(ahead), _) => {
                    let day = ahead.map(|days| now.day() + chrono::Days::new(days.into()));
                    Change::FollowUp { item, day }
                }
                (Deed::Snooze, _) => Change::Snoozed { item, until: Some(now.day()) },
                _ => return,
            };
            journal.act(now, &[change]).unwrap();
        }
    }
}
