//! The same questions to a small and a large journal, and the same lines again and again in a short and a long bulletin.

use std::time::{Duration, Instant};

use chrono::{Days, NaiveDate};
use kneel::bulletin::{self, Bulletin, Item, Kinds};
use kneel::clock::Moment;
use kneel::journal::{ActId, Anchor, Filter, Incoming, ItemId, Journal, Scope, Step, Whole};

const REGIONS: [&str; 5] = ["Africa, East", "Asia, Central", "Asia, South", "Europe", "Latin America"];
const FEW: usize = 100;
const MANY: usize = 3_000;

/// With thirty times as many items what is read of all would take about thirty times as long.
const MOST: u32 = 6;

/// Less than this cannot be told from other people's load.
const LEAST: Duration = Duration::from_micros(100);

fn now() -> Moment {
    Moment::new("2026-03-12T09:14:00+01:00".parse().unwrap())
}

/// Weekly issues of 25 invented items, of which one in five gives thanks.
fn journal(items: usize) -> Journal {
    let mut journal = Journal::in_memory(now()).unwrap();
    let first = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap();
    let issue = |issue: usize| {
        let item = |number: usize| Item {
            region: Some(REGIONS[number / 5].to_owned()),
            heading: Some(REGIONS[number / 5].to_owned()),
            kinds: if number % 5 == 4 { Kinds::PRAISE } else { Kinds::REQUEST },
            text: format!(
                "Pray for household {issue}-{number}, who wait for water, and for word from the judge."
            ),
            ..Item::default()
        };
        let bulletin = Bulletin {
            publisher: Some("Weekly Letter".into()),
            issued_on: first.checked_add_days(Days::new(issue as u64)),
            language: Some("en".into()),
            items: (0..25).map(item).collect(),
            ..Bulletin::default()
        };
        let whole = Whole::of(issue.to_string().as_bytes());
        Incoming { name: format!("{issue}.txt"), whole, bulletins: vec![bulletin], corrections: Vec::new() }
    };
    let issues: Vec<Incoming> = (0..items / 25).map(issue).collect();
    journal.import(now(), ActId::new(now()), &issues).unwrap();
    journal
}

/// Something that is asked, and of which so many rows are told.
type Question = (&'static str, fn(&Journal, &ItemId) -> usize);

const QUESTIONS: [Question; 9] = [
    ("home", |journal, _| journal.overview(now().day()).unwrap().regions.len()),
    ("today's portion", |journal, _| journal.portion(now().day(), 8).unwrap().len()),
    ("a page of all", |journal, _| journal.page(&Scope::Everything, Anchor::First, 40).unwrap().rows.len()),
    ("the last page of a region", |journal, _| {
        journal.page(&Scope::Region(Some(REGIONS[3].into())), Anchor::Last, 15).unwrap().rows.len()
    }),
    ("a request", |journal, item| usize::from(journal.detail(item).unwrap().is_some())),
    ("its timeline", |journal, item| journal.timeline(item).unwrap().len()),
    ("a list of a region", |journal, _| listed(journal, "region:europe")),
    ("a list of all", |journal, _| listed(journal, "")),
    ("a search for what nearly all have", |journal, _| {
        let filter = Filter::parse("wat").unwrap();
        journal.search(&filter, Step::default(), 15, now().day()).unwrap().rows.len()
    }),
];

fn listed(journal: &Journal, filter: &str) -> usize {
    journal.select(&Filter::parse(filter).unwrap(), 15, now().day()).unwrap().len()
}

/// The least time that each of two things takes, asked in turn, so that both meet the same load.
fn least_of(rounds: usize, mut ask: impl FnMut(usize)) -> [Duration; 2] {
    let mut least = [Duration::MAX; 2];
    for _ in 0..rounds {
        for (at, least) in least.iter_mut().enumerate() {
            let begun = Instant::now();
            ask(at);
            *least = begun.elapsed().min(*least);
        }
    }
    least
}

#[test]
fn what_is_asked_costs_about_the_same_among_thousands_as_among_a_few() {
    let journals = [FEW, MANY].map(journal);
    let item = |journal: &Journal| journal.portion(now().day(), 1).unwrap().remove(0).id;
    let items = journals.each_ref().map(item);
    for (name, ask) in QUESTIONS {
        let mut told = [0; 2];
        let [few, many] = least_of(40, |at| told[at] = ask(&journals[at], &items[at]));
        assert!(told[0] > 0 && told[0] == told[1], "{name}: {told:?} rows");
        assert!(many <= few.max(LEAST) * MOST, "{name}: {many:?} among {MANY} items, {few:?} among {FEW}");
    }
}

/// Lines that make a reader look at what stands around them, told apart by their number.
type Layout = (&'static str, fn(usize) -> String);

const LAYOUTS: [Layout; 16] = [
    ("headings that nothing stands under", |_| "ABCD:\n".into()),
    ("headings in their own paragraphs", |line| format!("Wells {line}\n\n")),
    ("what one reads and all answer", |_| "Reader: for rain.\nAll: Amen\n".into()),
    ("answers in other words", |line| format!("L: rain {line}\nP: wells {line}\n")),
    ("paragraphs that tell", |line| format!("The well {line} was dug, and all went home.\n\n")),
    ("headlines with what they tell", |line| format!("The well\n\nWell {line} was dug at last.\n\n")),
    ("quotations", |line| format!("“Well {line} stays with us, and we are glad.”\n\n")),
    ("owners", |line| format!("© {line} Hill Clinic\n")),
    ("days", |line| format!("{} May 2026\n", line % 28 + 1)),
    ("entries of days", |line| format!("{} May: Ada\n", line % 28 + 1)),
    ("labels over lists", |line| format!("These:\n- rain {line}\n")),
    ("lists in lists", |line| format!("{line}. Office\n   a. rain\n")),
    ("references", |line| format!("Psalm {}:1\n", line % 150 + 1)),
    ("words that hyphens join to one", |line| if line == 0 { "Pray for Ada-" } else { "New-" }.into()),
    ("words that slashes join to one", |line| if line == 0 { "Pray for Ada/" } else { "1/2/" }.into()),
    ("messages of a chat", |line| format!("[02/05/2026, 10:{:02}] Ada: rain {line}\n", line % 60)),
];

/// With sixteen times as many lines what looks at all of them for each would take two hundred and fifty-six times as long.
const MORE_LINES: usize = 16;
const MOST_FOR_THEM: u32 = 80;

#[test]
fn a_bulletin_of_any_layout_is_read_in_time_that_grows_with_its_length() {
    for (name, line) in LAYOUTS {
        let text = |lines: usize| format!("Hill Clinic\n\n{}", (0..lines).map(line).collect::<String>());
        let texts = [text(125), text(125 * MORE_LINES)];
        let [short, long] = least_of(3, |at| {
            let reading = bulletin::read(texts[at].as_bytes(), &[]).unwrap();
            assert!(!reading.document.lines.is_empty());
        });
        assert!(
            long <= short.max(LEAST) * MOST_FOR_THEM,
            "{name}: {long:?} for {MORE_LINES} times the lines of {short:?}"
        );
    }
}
