//! Days that lines open, found.

use super::*;

/// The days of a document's lines, and the words after them.
fn days(text: &str, code: &str) -> Vec<String> {
    let language = Language::of(Some(code));
    let mut document = Document::new(text);
    part(&mut document, 0, language);
    let sheet = document.sheets[0].clone();
    mark(&mut document, sheet.lines.clone(), &sheet, language);
    let told = document.lines.iter().filter_map(|line| {
        let day = line.day?;
        let date = day.date.map_or("?".to_owned(), |date| date.to_string());
        Some(format!("{date} {}", line.text.get(day.opening..).unwrap_or_default()).trim_end().to_owned())
    });
    told.collect()
}

#[test]
fn entries_open_with_their_days_in_many_ways() {
    assert_eq!(
        days(
            "Hill Diary\nMARCH 2024\n\nFriday 1| KENYA Pray.\n\nSaturday 2| Pray.\n\nSunday 3| Ask.\n",
            "en"
        ),
        ["2024-03-01 KENYA Pray.", "2024-03-02 Pray.", "2024-03-03 Ask."]
    );
    assert_eq!(
        days(
            "A well a day\nNovember 2019\n\n1–Kenya: Pray.\n\n2–Mali: Ask.\n\n5-8–Chad: Pray.\n\n9–Niger.Pray.\n",
            "en"
        ),
        [
            "2019-11-01 Kenya: Pray.",
            "2019-11-02 Mali: Ask.",
            "2019-11-05 Chad: Pray.",
            "2019-11-09 Niger.Pray."
        ]
    );
    assert_eq!(
        days(
            "Wells, February 2021\n\n1-2 February\nPray.\n\n3-4 February\nPray.\n\n5 February\nPray.\n",
            "en"
        ),
        ["2021-02-01", "2021-02-03", "2021-02-05"]
    );
    assert_eq!(
        days("28 September 2022 – Kenya\n\nPray.\n\n6 August 2022 – Mali\n\nPray.\n", "en"),
        ["2022-09-28 Kenya", "2022-08-06 Mali"]
    );
    assert_eq!(
        days(
            "Hill Diary, May 2024\n\nWeek of 6 May\n\nMonday 6: Pray.\n\nTuesday 7: Pray.\n\nWednesday 8: Pray.\n",
            "en"
        ),
        ["2024-05-06 Pray.", "2024-05-07 Pray.", "2024-05-08 Pray."]
    );
}

#[test]
fn entries_of_one_line_stand_under_each_other() {
    let line = "Ask that those who do not yet know what they seek may find it (Luke 15)";
    assert_eq!(
        days(&format!("Hill, May 2024\n\nMay 7: {line}\nMay 8: {line}\nMay 9: {line}\n"), "en"),
        ["2024-05-07", "2024-05-08", "2024-05-09"].map(|day| format!("{day} {line}"))
    );
}

#[test]
fn days_from_to_open_with_the_first() {
    assert_eq!(
        days(
            "Hill Diary – June 2024\n\nFri 7\nPray.\n8-9 Weekend\nPray.\nMon 10\nPray.\nWeekend 15-16 – Mali\nPray.\nSat-Sun 22-23\nPray.\n\
             24 Mon - 25 Tue\nPray.\nWed 26 – Fri 28: Ask.\n29 & 30\nPray.\n",
            "en"
        ),
        [
            "2024-06-07",
            "2024-06-08",
            "2024-06-10",
            "2024-06-15 Mali",
            "2024-06-22",
            "2024-06-24",
            "2024-06-26 Ask.",
            "2024-06-29"
        ]
    );
    assert_eq!(
        days(
            "Kalender, Februar 2025\n\nDo 6. Betet.\nFr 7. Betet.\n8.-9. Wochenende: Betet.\nMo 10. Betet.\n11./12.: Betet.\n13. und 14. Februar: Betet.\nSa 15. – So 16. Betet.\n",
            "de"
        ),
        [
            "2025-02-06 Betet.",
            "2025-02-07 Betet.",
            "2025-02-08 Betet.",
            "2025-02-10 Betet.",
            "2025-02-11 Betet.",
            "2025-02-13 Betet.",
            "2025-02-15 Betet."
        ]
    );
    assert_eq!(
        days(
            "Calendrier, octobre 2023\n\nMercredi 4 : Prions.\nJeudi 5 : Prions.\nVendredi 6 : Prions.\nWeek-end 7-8 : Prions.\n",
            "fr"
        ),
        ["2023-10-04 Prions.", "2023-10-05 Prions.", "2023-10-06 Prions.", "2023-10-07 Prions."]
    );
    assert_eq!(
        days(
            "Agenda, junio de 2024\n\nJueves 6: Oren.\nViernes 7: Oren.\nFin de semana 8-9: Oren.\nLunes 10: Oren.\n",
            "es"
        ),
        ["2024-06-06 Oren.", "2024-06-07 Oren.", "2024-06-08 Oren.", "2024-06-10 Oren."]
    );
}

#[test]
fn numbers_that_are_no_days_stay_in_their_day() {
    let diary = "Hill Diary, June 2024\n\nFri 7\nPray.\n2-3 Old wells failed.\nSat 8\nPray.\nSun 9-10 Sunday schools meet.\nMon 11 for 12 Nurses\nTue 12\nPray.\n";
    assert_eq!(
        days(diary, "en"),
        ["2024-06-07", "2024-06-08", "2024-06-09 Sunday schools meet.", "2024-06-12"]
    );
}

#[test]
fn weeks_begin_on_sunday_or_in_the_month_before() {
    let week = |first: &str, second: &str| {
        days(
            &format!(
                "Lent Calendar 2023\n\n{first}\nSunday: Pray.\nMonday: Pray.\nTuesday: Pray.\n\n{second}\nSunday: Pray.\nMonday: Pray.\n"
            ),
            "en",
        )
    };
    let expected = ["2023-02-26", "2023-02-27", "2023-02-28", "2023-03-05", "2023-03-06"]
        .map(|day| format!("{day} Pray."));
    assert_eq!(week("Week 1: 26 February - 4 March", "Week 2: 5-11 March"), expected);
    assert_eq!(week("WEEK ONE: HOMES (26 February - 4 March)", "WEEK TWO: SCHOOL (5 - 11 March)"), expected);
    let alone = "Hill\n\nMonday\nMALI: rain.\nCHAD: ink.\nTuesday\nTOGO: ink.\nWednesday\nNIGER: rain.\n";
    assert_eq!(days(alone, "en"), ["?", "?", "?"]);
    let programme = "Hill\n\nSunday\nService at ten.\nTuesday\nChoir at seven.\nWednesday\nCoffee at two.\n";
    assert_eq!(days(programme, "en"), [""; 0]);
}

#[test]
fn a_list_that_counts_ranges_counts_days() {
    assert_eq!(
        days(
            "Hill Agenda, February 2027\n\n1-3 Ask for Europe.\n\n4-6. Ask.\n\n7–8. Chad: Pray.\n\n9. Mali: Pray.\n\n10. Pray.\n",
            "en"
        ),
        [
            "2027-02-01 Ask for Europe.",
            "2027-02-04 Ask.",
            "2027-02-07 Chad: Pray.",
            "2027-02-09 Mali: Pray.",
            "2027-02-10 Pray."
        ]
    );
}

#[test]
fn days_may_be_counted_or_only_named() {
    assert_eq!(
        days(
            "Hill Week\n12-18 May 2024\n\nSunday\nPray.\n\nMonday\nAsk.\n\nTuesday\nPray.\n\nWednesday\nAsk.\n",
            "en"
        ),
        ["2024-05-12", "2024-05-13", "2024-05-14", "2024-05-15"]
    );
    assert_eq!(
        days(
            "Hill, July 2023\n\nDay 1 – Fiji\nPray.\n\nDay 2 – Mali\nAsk.\n\nDay 3\nPray.\n\nDay 4\nAsk.\n",
            "en"
        ),
        ["? Fiji", "? Mali", "?", "?"]
    );
}

#[test]
fn other_languages_write_days_otherwise() {
    assert_eq!(
        days(
            "달력\n2023년 12월 둘째 주\n\n12월 11일 (월) 몽골\n기도.\n\n12월 12일 (화) 네팔\n기도.\n\n12월 13일 (수) 일본\n기도.\n",
            "ko"
        ),
        ["2023-12-11 몽골", "2023-12-12 네팔", "2023-12-13 일본"]
    );
    assert_eq!(
        days(
            "Kalender, Mai 2024\n\nMo 6. Mai – Mali\nBetet.\n\nDi 7. Mai – Togo\nBetet.\n\nMi, 8.\nBetet.\n",
            "de"
        ),
        ["2024-05-06 Mali", "2024-05-07 Togo", "2024-05-08"]
    );
    assert_eq!(
        days(
            "Agenda, mayo de 2024\n\nLunes 6 de mayo: Oren.\n\nMartes 7 de mayo: Oren.\n\nMiércoles 8: Oren.\n",
            "es"
        ),
        ["2024-05-06 Oren.", "2024-05-07 Oren.", "2024-05-08 Oren."]
    );
}

#[test]
fn figures_say_days_and_months() {
    assert_eq!(
        days(
            "Heft, 2/2024\nApril 2024\n\nMo, 01.04. Tal: Betet.\n\nDi, 02.04.: Betet.\n\nSa/So, 6./7.4. Betet.\n",
            "de"
        ),
        ["2024-04-01 Tal: Betet.", "2024-04-02 Betet.", "2024-04-06 Betet."]
    );
    assert_eq!(
        days("Kalender 2022\naugustus 2022\n\nMa 1/8 Bid.\n\nDi 2/8 Bid.\n\nWo 3/8 – Bid.\n", "nl"),
        ["2022-08-01 Bid.", "2022-08-02 Bid.", "2022-08-03 Bid."]
    );
    assert_eq!(
        days("01.04.2024 – Betet.\n\n02.04.2024 – Betet.\n\n03.–05.04.2024 – Betet.\n", "de"),
        ["2024-04-01 Betet.", "2024-04-02 Betet.", "2024-04-03 Betet."]
    );
    let parts = "Heft, April 2024\n\n1.1 – Tal\nBetet.\n\n1.2 – Berg\nBetet.\n\n1.3 – Hof\nBetet.\n";
    assert_eq!(days(parts, "de"), [""; 0]);
}

#[test]
fn a_day_behind_a_sentence_is_an_entry_of_its_own() {
    assert_eq!(
        days("Term, January 2023\n\nMonday 9\nPray for Ada. Tuesday 10\nPray.\nWednesday 11\nPray.\n", "en"),
        ["2023-01-09", "2023-01-10", "2023-01-11"]
    );
}

#[test]
fn months_and_years_turn() {
    assert_eq!(
        days("December 2023\n\nSat 30: Pray.\n\nSun 31: Pray.\n\nMon 1: Pray.\n\nTue 2: Pray.\n", "en"),
        ["2023-12-30 Pray.", "2023-12-31 Pray.", "2024-01-01 Pray.", "2024-01-02 Pray."]
    );
    assert_eq!(
        days("Mon 1: Pray.\n\nTue 2: Pray.\n\nWed 3: Pray.\n", "en"),
        ["? Pray.", "? Pray.", "? Pray."]
    );
}

#[test]
fn other_numbers_and_dates_make_no_diary() {
    let none: [&str; 0] = [];
    assert_eq!(
        days("Hill list\nThursday 3 August 2017\n\n1. Rain.\n2. Fuel.\n3. Ada.\n4. Ben.\n", "en"),
        none
    );
    assert_eq!(days("May 2019\n\nTuesday 5 people came.\n\nPray.\n\nMonday 6 we met.\n", "en"), none);
    let issues = "Hill\n\n14 December 2017\n\nPray for Ada.\n\nPray for Ben.\n\n7 December 2017\n\nPray for Cy.\n\nPray for Di.\n\n\
                  30 November 2017\n\nPray for Ed.\n\nPray for Flo.\n";
    assert_eq!(days(issues, "en"), none);
}

#[test]
fn a_time_of_the_day_is_no_day() {
    let programme = "Hill News\n\nDi 19.11. 15:00 Chor\nMi 20.11. 19:30 Gebet\nFr 22.11. 17:00 Jugend\n";
    assert_eq!(days(programme, "de"), [""; 0]);
    let one = "Hill Diary\n\nMon 1: Pray for rain.\n\nTue 2: 10am, the council meets. Pray.\n\nWed 3: Pray for Ben.\n";
    assert_eq!(days(one, "en").len(), 3);
    assert_eq!(
        days("Hill News, May 2026\n\n9:00 Worship\n10:30 Coffee\n11:15 Prayer\n12:00 Lunch\n", "en"),
        [""; 0]
    );
}

#[test]
fn a_month_within_an_entry_is_not_the_diarys() {
    let told = "March 2023\n\nFri 3   Give thanks for the breakfast,\n        which served its ten thousandth plate in January. Pray for Ola\n        and her team.\n\n\
                Sat 4   Pray for Ben.\n\nSun 5   Pray for Cy.\n";
    let found: Vec<String> = days(told, "en").iter().map(|day| day.chars().take(10).collect()).collect();
    assert_eq!(found, ["2023-03-03", "2023-03-04", "2023-03-05"]);
}
