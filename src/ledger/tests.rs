//! What people keep elsewhere, read: tables and lists with what is found in them.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::journal::{OwnAnswer, OwnNote};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 12).unwrap()
}

/// A request on one line, what is not said of it left out.
fn told(entry: &Entry) -> String {
    let Own { text, day, region, kinds, notes, answer, prayed, archived, visibility, snoozed_until, .. } =
        &entry.own;
    let Own { pinned, follow_up, .. } = &entry.own;
    let on = |day: &Option<NaiveDate>| day.map(|day| format!(" {day}")).unwrap_or_default();
    let mut told = vec![format!("{}: {}", entry.line, text.replace('\n', " / "))];
    told.extend(day.map(|day| day.to_string()));
    told.extend(region.as_ref().map(|region| format!("in {region}")));
    let praise = if kinds.request { "both" } else { "praise" };
    told.extend(kinds.praise.then(|| praise.to_owned()));
    told.extend(
        notes.iter().map(|OwnNote { day, text }| format!("note{}: {}", on(day), text.replace('\n', " / "))),
    );
    if let Some(OwnAnswer { verdict, words, day }) = answer {
        told.push(format!("{}{}: {words}", verdict.name(), on(day)));
    }
    told.extend(prayed.map(|one| format!("prayed {}{}{}", one.times, on(&one.first), on(&one.last))));
    told.extend(snoozed_until.map(|day| format!("rests until {day}")));
    told.extend(archived.then(|| "let go".to_owned()));
    told.extend(pinned.then(|| "every day".to_owned()));
    told.extend(follow_up.map(|day| format!("again on {day}")));
    told.extend((*visibility != Visibility::Private).then(|| "seen".to_owned()));
    told.join(" | ")
}

fn remarks(remarks: &[Remark]) -> impl Iterator<Item = String> {
    remarks
        .iter()
        .map(|remark| format!("{}{}: {}", if remark.kept { "" } else { "!" }, remark.line, remark.what))
}

fn check_table(raw: &str, mapping: &str, expected: &[&str]) {
    let mapping = if mapping.is_empty() { Mapping::default() } else { Mapping::parse(mapping).unwrap() };
    let found = match table(raw, &mapping, None, Visibility::Private) {
        Ok(found) => found.entries.iter().map(told).chain(remarks(&found.remarks)).collect(),
        Err(trouble) => vec![format!("{trouble:?}")],
    };
    assert_eq!(found, expected, "{raw}");
}

fn check_list(text: &str, expected: &[&str]) {
    let found = match list(text, None, Visibility::Private, today()) {
        Ok(found) => found.entries.iter().map(told).chain(remarks(&found.remarks)).collect(),
        Err(trouble) => vec![format!("{trouble:?}")],
    };
    assert_eq!(found, expected, "{text}");
}

#[test]
fn rows_are_requests_with_all_that_is_told_of_them() {
    check_table(
        "Request,Date,Category,Type,Notes,Answered on,How,Last prayed,Private?,Colour\n\
         Aunt Mary's hip,25/01/2026,Family,request,Room 12,03/02/2026,She walks,,yes,\n\
         \"Rain,\nmuch rain\",02/02/2026,Valley,praise,,,,10/03/2026,no,blue\n",
        "",
        &[
            "2: Aunt Mary's hip | 2026-01-25 | in Family | note: Room 12 | answered 2026-02-03: She walks",
            "3: Rain, / much rain | 2026-02-02 | in Valley | praise | note: Colour: blue | prayed 1 2026-03-10",
        ],
    );
}

#[test]
fn an_order_that_nothing_tells_is_asked_for() {
    check_table("Request,Date\nRain,03/04/2026\n", "", &["Order(3, 4, 2026)"]);
    check_table("Title,Created,Details,Status\nRain,03/04/2026,,\n", "", &["Order(3, 4, 2026)"]);
    check_table("Anliegen;Datum\nRegen;03/04/2026\n", "", &["2: Regen | 2026-04-03"]);
    check_table(
        "Request,Date,Answered on\nRain,03/04/2026,04/25/2026\n",
        "",
        &["2: Rain | 2026-03-04 | answered 2026-04-25: "],
    );
    check_table(
        "Request,Date\nRain,03/04/2026\nSun,25/4/2026\nSnow,4/26/2026",
        "",
        &[
            "2: Rain | note: Date: 03/04/2026",
            "3: Sun | 2026-04-25",
            "4: Snow | 2026-04-26",
            "2: Date: “03/04/2026” could be two days, and the column writes days both ways; --dates day-first or month-first says it; it is kept as a note",
        ],
    );
}

#[test]
fn rows_that_cannot_come_are_named_and_the_others_come() {
    check_table(
        "Request,Date\nRain,2026-01-02\n,2026-01-03\nSun,2026-01-04,and,more\n,\n,\nSnow\nHail,soon\n",
        "",
        &[
            "2: Rain | 2026-01-02",
            "7: Snow",
            "8: Hail | note: Date: soon",
            "!3: there is nothing to pray for in it: Request is empty",
            "!4: it has 4 cells where the first row has 2; is a cell with a separator in it without quotation marks?",
            "5: empty rows, up to line 6",
            "7: it has 1 cells where the first row has 2; what is there was read",
            "8: Date: “soon” is no day that kneel can read; it is kept as a note",
        ],
    );
}

#[test]
fn states_are_heard_in_every_language() {
    check_table(
        "Anliegen;Status;Antwort\nEins;erhört;\nZwei;offen;noch nichts\nDrei;teilweise;halb\nVier;archiviert;\nFünf;grün;\n",
        "",
        &[
            "2: Eins | answered: ",
            "3: Zwei | note: noch nichts",
            "4: Drei | partly: halb",
            "5: Vier | let go",
            "6: Fünf | note: Status: grün",
        ],
    );
}

#[test]
fn a_list_is_read_as_it_is_kept() {
    check_list(
        "# My prayers\n\n## Family\n- [ ] Aunt Mary's hip\n  - 3 March: the operation is on Friday\n  - ask her about the stairs\n- [x] Job for Sam (answered 3 May)\n\
         * 2026-02-01 Peace with Tom\n  and his brother\n\n## Thanks\n- The new roof\n\n## Work\n- ~~The old office~~\n- ~~Visa for Ana~~ answered: it came\n- [x] The lease\n  - Answered 2026-03-01: two more years\n",
        &[
            "4: Aunt Mary's hip | in Family | note 2026-03-03: the operation is on Friday | note: ask her about the stairs",
            "7: Job for Sam | in Family | answered 2025-05-03: ",
            "8: Peace with Tom and his brother | 2026-02-01 | in Family",
            "12: The new roof | praise",
            "15: The old office | in Work | let go",
            "16: Visa for Ana | in Work | answered: it came",
            "17: The lease | in Work | answered 2026-03-01: two more years",
            "1: the title of the list, which is not kept: My prayers",
        ],
    );
}

#[test]
fn days_stand_before_or_behind_and_over_entries() {
    check_list(
        "1 March 2026\n- Rain\n- Sun (5 March 2026)\n- 3 March: Snow\n- The hearing on 20 March 2026\n- The trial (20 March 2026)\n- Hail ✓\n- Fog ✓ (answered: it lifted)\n- Wind — answered on 2 March: it turned\n",
        &[
            "2: Rain | 2026-03-01",
            "3: Sun | 2026-03-05",
            "4: Snow | 2026-03-03",
            "5: The hearing on 20 March 2026 | 2026-03-01",
            "6: The trial (20 March 2026) | 2026-03-01",
            "7: Hail | 2026-03-01 | answered: ",
            "8: Fog | 2026-03-01 | answered: it lifted",
            "9: Wind | 2026-03-01 | answered 2026-03-02: it turned",
        ],
    );
}

#[test]
fn entries_without_boxes_stand_over_those_with_them() {
    check_list(
        "- Family\n  - [ ] Mary\n    - her hip\n  - [x] Sam\n- Friends\n  - Tom\n",
        &["2: Mary | in Family | note: her hip", "4: Sam | in Family | answered: ", "5: Friends | note: Tom"],
    );
}

#[test]
fn lines_that_are_no_entries_are_named() {
    check_list(
        "- Rain\n\nSome words about the year.\n\n| a | b |\n",
        &[
            "1: Rain",
            "!3: this is no entry of the list, and does not come in: Some words about the year.",
            "!5: this is no entry of the list, and does not come in: | a | b |",
        ],
    );
    check_list("Rain\nSun for the harvest\n", &["1: Rain", "2: Sun for the harvest"]);
    check_list(
        "Mine\n====\n\nFamily\n---\n- Call center - answer phones\n  - answer her letter\n",
        &[
            "6: Call center - answer phones | in Family | note: answer her letter",
            "1: the title of the list, which is not kept: Mine",
        ],
    );
    check_list("- 03/04/2026: Rain\n", &["Order(3, 4, 2026)"]);
}

/// Whether every word of `cell` stands in what came of the table.
fn is_there(cell: &str, came: &str) -> bool {
    cell.split_whitespace().all(|word| came.contains(word))
}

fn quoted(cells: &[String]) -> String {
    cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect::<Vec<_>>().join(",")
}

proptest! {
    #[test]
    fn no_cell_of_a_table_is_lost(
        rows in proptest::collection::vec(proptest::collection::vec("[a-z0-9 ./\\-\"\\n,;é✓=']{0,12}|yes|open|3/4/2026|answered", 9), 0..6)
    ) {
        let header = "text,day,category,type,notes,answered on,answer,last prayed,colour";
        let body: Vec<String> = rows.iter().map(|row| quoted(row)).collect();
        let raw = format!("{header}\n{}\n", body.join("\n"));
        let found = table(&raw, &Mapping::default(), Some(Order::DayFirst), Visibility::Private).unwrap();
        let refused = found.remarks.iter().filter(|remark| !remark.kept).count();
        let filled = rows.iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty())).count();
        prop_assert_eq!(found.entries.len() + refused, filled);
        let mut entries = found.entries.iter();
        for row in rows.iter().filter(|row| !row[0].trim().is_empty()) {
            let own = &entries.next().unwrap().own;
            let came = serde_json::to_value(own).unwrap().to_string().replace("\\n", "\n").replace("\\\"", "\"");
            for (at, cell) in row.iter().enumerate() {
                // what was understood is said in other words: days, yes and no, kinds
                let other = match at {
                    1 => own.day.is_some(),
                    3 => came.contains("praise"),
                    5 => own.answer.is_some() || words::says(cell, &[words::Says::No, words::Says::LetGo]).is_some(),
                    7 => own.prayed.is_some() || words::says(cell, &[words::Says::No]).is_some(),
                    _ => false,
                };
                prop_assert!(other || is_there(cell, &came), "{:?} is lost in {}", cell, came);
            }
        }
    }

    #[test]
    fn any_text_is_a_table_or_a_list_without_a_loss_of_lines(text in "([ \\-*#x~\\[\\]()a-c1-3:/|\",\n]|answered|3 May 2026|\\PC){0,80}") {
        let _ = table(&text, &Mapping::default(), Some(Order::DayFirst), Visibility::Private);
        let found = list(&text, Some(Order::DayFirst), Visibility::Private, today()).unwrap();
        let named = |line: usize| found.remarks.iter().any(|remark| remark.line == line);
        let all: String = found.entries.iter().map(|entry| serde_json::to_string(&entry.own).unwrap()).collect();
        for (number, line) in (1..).zip(text.lines()) {
            let (_, shape) = marks::shape(line);
            if let marks::Shape::Words(words) = shape {
                let letters: String = words.chars().filter(char::is_ascii_lowercase).collect();
                let there = words.split(|c: char| !c.is_ascii_lowercase()).all(|word| all.contains(word));
                prop_assert!(named(number) || there || letters.is_empty() || words.contains("answered") || words.contains("May"), "{}: {}", number, line);
            }
        }
    }
}
