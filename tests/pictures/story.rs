//! The journal of the pictures: the demo's bulletins as they came, and what somebody prayed and noted over ten weeks.
//! All of it is invented, and always the same.

use chrono::DateTime;
use kneel::bulletin::{self, Kinds};
use kneel::clock::Moment;
use kneel::journal::{
    ActId, Change, FEW_PRAISES, Filter, Incoming, ItemId, Journal, Verdict, Visibility, Whole,
};

const BULLETINS: [(&str, &str, &str); 4] = [
    ("2026-03-07", "evenhand.txt", include_str!("../../assets/demo/1-evenhand-justice-2026-03-07.txt")),
    (
        "2026-03-28",
        "hearthtongue.txt",
        include_str!("../../assets/demo/2-hearthtongue-translators-2026-03-28.txt"),
    ),
    (
        "2026-04-25",
        "heronwake.txt",
        include_str!("../../assets/demo/3-heronwake-river-clinics-2026-04-25.txt"),
    ),
    ("2026-05-17", "lantern.md", include_str!("../../assets/demo/4-lantern-lane-chapel-2026-05-17.md")),
];

/// Monday, 18 May 2026, early.
pub fn now() -> Moment {
    on("2026-05-18")
}

fn on(day: &str) -> Moment {
    Moment::new(DateTime::parse_from_rfc3339(&format!("{day}T07:30:00+01:00")).unwrap())
}

/// The journal.
pub fn journal() -> Journal {
    let mut journal = Journal::in_memory(on("2026-03-07")).unwrap();
    let own = |text: &str| Change::Added {
        text: text.into(),
        region: None,
        kinds: Kinds::REQUEST,
        visibility: Visibility::Private,
    };
    for (at, (day, name, text)) in BULLETINS.into_iter().enumerate() {
        let bulletins = bulletin::read(text.as_bytes(), &[]).unwrap().bulletins();
        let whole = Whole::of(text.as_bytes());
        let document = Incoming { name: name.into(), whole, bulletins, corrections: Vec::new() };
        journal.import(on(day), ActId::new(on(day)), &[document]).unwrap();
        if at == 0 {
            journal
                .act(on("2026-03-08"), &[own("Grandmother's operation, and a good night before it")])
                .unwrap();
        }
        // a portion every other day until the next one came
        let last = BULLETINS.get(at + 1).map_or("2026-05-18", |next| next.0);
        let mut today = on(day).day().succ_opt().unwrap();
        while today.to_string().as_str() < last {
            pray(&mut journal, &today.to_string(), 5);
            today = today.checked_add_days(chrono::Days::new(2)).unwrap();
        }
    }
    let pump = item(&journal, "customs shed is:request before:2026-04-01");
    note(&mut journal, "2026-04-20", &pump, "Wrote to Agnes: the papers are stamped, the crane is not free.");
    let brothers = item(&journal, "Okello is:request before:2026-04-01");
    let told = item(&journal, "Okello after:2026-04-01");
    let verdict = Verdict::Answered;
    let words = "They may stay, and somebody told them so.".to_owned();
    let day = on("2026-04-26").day();
    let answered = Change::Answered { item: brothers, verdict, words, day, praise: Some(told) };
    journal.act(on("2026-04-26"), &[answered]).unwrap();
    journal.look_at_few(FEW_PRAISES).unwrap();
    pray(&mut journal, "2026-05-18", 2);
    journal
}

fn note(journal: &mut Journal, day: &str, item: &ItemId, text: &str) {
    journal.act(on(day), &[Change::Noted { item: item.clone(), text: text.into() }]).unwrap();
}

/// The one item that a filter names.
fn item(journal: &Journal, filter: &str) -> ItemId {
    let rows = journal.select(&Filter::parse(filter).unwrap(), 9, now().day()).unwrap();
    let [row] = <[_; 1]>::try_from(rows).unwrap_or_else(|rows| panic!("{filter}: {rows:#?}"));
    row.id
}

fn pray(journal: &mut Journal, day: &str, portion: usize) {
    for row in journal.portion(on(day).day(), portion).unwrap() {
        journal.act(on(day), &[Change::Prayed { item: row.id }]).unwrap();
    }
}
