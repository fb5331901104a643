//! Layouts whose entries belong to days, each read whole. All of them are invented.

use super::{brief, only};
use crate::bulletin::Bulletin;

#[test]
fn a_day_may_be_for_a_name_alone() {
    let bulletin = only(
        "Deanery Diary, May 2026\n\n1\tFri\tPhilip and James\tThe clergy\n2\tSat\tSt Anne's: choir and organist\n3\tSun\tThose who were baptised\n\
         4\tMon\tGive thanks for the toddlers\n",
    );
    assert_eq!(
        brief(&bulletin),
        [
            "- | request | Philip and James The cle",
            "- | request | St Anne's: choir and org",
            "- | request | Those who were baptised",
            "- | praise | Give thanks for the todd",
        ]
    );
    let cycle = only(
        "Cycle of Prayer, June 2026\n\nMonday 8 June\nThe Parish of Holme and Sela\nVicar: Ada Bell; Wardens: Ben Osei, Cy Lund\n\n\
         Tuesday 9 June – Columba\nHolme School; Head: Dee Marlow\n\nWednesday 10 June\nFor all who visit the sick at home.\n",
    );
    assert_eq!(
        brief(&cycle),
        [
            "- | request | The Parish of Holme and ",
            "Columba | request | Holme School; Head: Dee ",
            "- | request | For all who visit the si",
        ]
    );
}

#[test]
fn days_are_counted_and_called_by_name() {
    let fast = only(
        "Hill Assembly\n21 Days of Prayer\n\nDAY 1 – MONDAY 4TH JANUARY 2027\n1. Lord, bless the work.\n\nDAY 2 – TUESDAY 5TH JANUARY 2027\n\
         1. Lord, heal our land.\n\nDAY 3 – WEDNESDAY 6TH JANUARY 2027\n1. Lord, send rain.\n",
    );
    let days = |bulletin: &Bulletin| -> Vec<String> {
        bulletin.items.iter().map(|item| item.date.map_or("-".to_owned(), |day| day.to_string())).collect()
    };
    assert_eq!(days(&fast), ["2027-01-04", "2027-01-05", "2027-01-06"]);
    assert_eq!((fast.issued_on, fast.issued_in), (None, Some("2027-01".parse().unwrap())));
    let lent = only(
        "Forty Days of Prayer\nLent 2026 – Churches in Holme\n\nAsh Wednesday, 18 February\nThe council\nPray for honesty.\n\n\
         Thursday 19 February\nFire station\nPray for the crew.\n\nFriday 20 February\nMarket\nPray for trade.\n\n\
         First Sunday of Lent, 22 February\nOur churches\nGive thanks for unity.\n",
    );
    assert_eq!(days(&lent), ["2026-02-18", "2026-02-19", "2026-02-20", "2026-02-22"]);
    let week = only(
        "Handbook of Prayer 2026\n\nWEEK 23: 1–7 JUNE\n\nMonday\nPray for Ada.\n\nTuesday\nPray for Ben.\n\nWednesday\nPray for ink.\n\nThursday\nPray for rain.\n",
    );
    assert_eq!(days(&week), ["2026-06-01", "2026-06-02", "2026-06-03", "2026-06-04"]);
}

#[test]
fn a_heading_stands_over_several_days() {
    let bulletin = only(
        "Prayer Shelter, July 2026\n\nSri Lanka\nWednesday 1: Pray for Ada.\nThursday 2: Pray for Ben.\n\nPakistan\n\
         Friday 3: Pray for rain.\nSaturday 4: Thank God for ink.\n",
    );
    let headings: Vec<_> =
        bulletin.items.iter().map(|item| item.heading.clone().unwrap_or_default()).collect();
    assert_eq!(headings, ["Sri Lanka", "Sri Lanka", "Pakistan", "Pakistan"]);
}

#[test]
fn the_date_of_the_issue_is_no_day_of_the_diary_under_it() {
    let issued = |text: &str| {
        let bulletin = only(text);
        let days: Vec<_> = bulletin.items.iter().map(|item| item.date.map(|day| day.to_string())).collect();
        (bulletin.issued_on.map(|day| day.to_string()), days.into_iter().flatten().collect::<Vec<_>>())
    };
    let days = ["2025-10-04", "2025-10-05", "2025-10-06"].map(str::to_owned).to_vec();
    let third = (Some("2025-10-03".to_owned()), days.clone());
    let listed = "4 October: Pray for Ada.\n5 October: Pray for Ben.\n6 October: Pray for rain.\n";
    let apart = "4 October\nPray for Ada.\n\n5 October\nPray for Ben.\n\n6 October\nPray for rain.\n";
    for diary in [listed, apart] {
        assert_eq!(issued(&format!("Hill Clinic Prayer\n\n3 October 2025\n\n{diary}")), third);
    }
    let greeted =
        format!("Hill Clinic Prayer\n\n3 October 2025\n\nDear friends, here are our days.\n\n{listed}");
    assert_eq!(issued(&greeted), third);
    let german = "Haus Sela Gebetsbrief\n\n3. Oktober 2025\n\n4. Oktober: Betet für Ada.\n5. Oktober: Betet für Ben.\n6. Oktober: Betet um Regen.\n";
    assert_eq!(issued(german), third);
    // a day of which something is told is a day
    let first = "Hill Clinic Prayer\n\n3 October 2025\nThe parish of Holme\n\n4 October 2025\nThe school at Sela\n\n5 October 2025\nAll who are ill at home\n";
    assert_eq!(issued(first), (None, ["2025-10-03", "2025-10-04", "2025-10-05"].map(str::to_owned).to_vec()));
    let asked = format!("Hill Clinic Prayer\n\n3 October 2025\nPray for Cleo.\n\n{listed}");
    assert_eq!(issued(&asked).0, None);
}

#[test]
fn an_issue_may_be_dated_in_another_language_than_it_is_written_in() {
    let issued = |head: &str, body: &str| {
        let bulletin = only(&format!("{head}\n\n{body}"));
        bulletin.issued().map(|issued| issued.to_string()).unwrap_or_default()
    };
    let english =
        "Pray for Ada, who is ill at home with her mother.\n\nPray that the rain comes to the hills.\n";
    let german = "Betet für Ada, die krank zu Hause bei ihrer Mutter ist.\n\nBetet, dass der Regen in die Berge kommt.\n";
    assert_eq!(issued("Hill Clinic\nOktober 2025", english), "2025-10");
    assert_eq!(issued("Hill Clinic Prayer Letter\n\n3. Oktober 2025", english), "2025-10-03");
    assert_eq!(issued("Haus Sela Gebetsbrief\nOctober 2025", german), "2025-10");
    assert_eq!(issued("Haus Sela Gebetsbrief\n3. Quartal 2025", german), "2025-07");
    assert_eq!(issued("Hill Clinic Prayer Letter Q3 2025", english), "2025-07");
    assert_eq!(
        issued("Hill Clinic Prayer Letter\nSpring 2025", english),
        "",
        "in half of the world it is autumn"
    );
    assert_eq!(issued("Pray for the 2025 harvest", english), "");
}

/// Each item's heading, day and first words.
fn dated(text: &str) -> Vec<String> {
    let told = |item: &crate::bulletin::Item| {
        let day = item.date.map_or("-".to_owned(), |day| day.format("%m-%d").to_string());
        let start: String = item.text.chars().take(16).collect();
        format!("{} | {day} | {start}", item.heading.as_deref().unwrap_or("-"))
    };
    only(text).items.iter().map(told).collect()
}

#[test]
fn days_from_to_are_no_headings_and_no_text() {
    let diary = "Hill Wells\nPrayer Diary – June 2024\n\nThu 6\nPray for Ada.\nFri 7\nPray for Ben.\n8-9 Weekend\nPray for the cooks.\n\
                 Mon 10\nPray for Cleo.\n29 & 30\nPray for rest.\n";
    assert_eq!(
        dated(diary),
        [
            "- | 06-06 | Pray for Ada.",
            "- | 06-07 | Pray for Ben.",
            "- | 06-08 | Pray for the coo",
            "- | 06-10 | Pray for Cleo.",
            "- | 06-29 | Pray for rest."
        ]
    );
    let german = "Gebetskalender Sela\nFebruar 2025\n\nDo 6. Danke für Ada.\nFr 7. Bete für Ben.\nSa 8. Bete um Regen.\n15.-16. Wochenende: Rast in Sela. Bete um Ruhe.\n";
    assert_eq!(dated(german).last().map(String::as_str), Some("- | 02-15 | Rast in Sela. Be"));
}

#[test]
fn a_section_under_the_last_day_is_of_no_day() {
    let diary = "Hill Church Prayer Diary\nMarch 2024\n\nFri 1\nPray for Ada.\nSat 2\nPray for Ben.\nSun 3\nPray for Cleo.\n\n\
                 URGENT NEEDS\nPray for a cook.\nPray for a van.\n";
    assert_eq!(
        dated(diary)[2..],
        [
            "- | 03-03 | Pray for Cleo.",
            "URGENT NEEDS | - | Pray for a cook.",
            "URGENT NEEDS | - | Pray for a van."
        ]
    );
    // where each day has its headings, so has the last
    let headed = "Hill Church Prayer Diary\nMarch 2024\n\nFri 1\n\nMALI\nPray for Ada.\n\nSat 2\n\nCHAD\nPray for Ben.\n\nSun 3\n\n\
                  TOGO\nPray for Cleo.\n\nNIGER\nPray for a van.\n";
    assert_eq!(dated(headed)[2..], ["TOGO | 03-03 | Pray for Cleo.", "NIGER | 03-03 | Pray for a van."]);
}

#[test]
fn weeks_with_a_name_stand_over_their_days() {
    let calendar = "Refuge for the Young\nLent Prayer Calendar 2023\n\nWEEK ONE: HOMES (26 February - 4 March)\nSunday: Pray for Ada.\n\
                    Monday: Pray for Ben.\nTuesday: Pray for rain.\n\nWEEK TWO: SCHOOL (5 - 11 March)\nSunday: Pray for ink.\nMonday: Pray for desks.\n";
    assert_eq!(
        dated(calendar),
        [
            "WEEK ONE: HOMES (26 February - 4 March) | 02-26 | Pray for Ada.",
            "WEEK ONE: HOMES (26 February - 4 March) | 02-27 | Pray for Ben.",
            "WEEK ONE: HOMES (26 February - 4 March) | 02-28 | Pray for rain.",
            "WEEK TWO: SCHOOL (5 - 11 March) | 03-05 | Pray for ink.",
            "WEEK TWO: SCHOOL (5 - 11 March) | 03-06 | Pray for desks."
        ]
    );
}

#[test]
fn a_week_of_silence_and_days_of_prayer_are_titles() {
    let days = "Mon 18: Pray for Ada.\nTue 19: Pray for Ben.\nWed 20: Pray for rain.\n";
    for title in ["Week of Silence 18-25 January 2027", "Ten Days of Prayer, 18 January 2027"] {
        let text = format!("Hill Clinic\n{title}\n\n{days}");
        assert_eq!(
            dated(&text),
            ["- | 01-18 | Pray for Ada.", "- | 01-19 | Pray for Ben.", "- | 01-20 | Pray for rain."]
        );
        let named = [only(&text).title, only(&text).publisher].into_iter().flatten();
        assert!(named.into_iter().any(|name| title.starts_with(&name)), "{title}");
    }
}

#[test]
fn several_countries_stand_under_a_weekday() {
    let week = "Quiet Waters Fellowship\nPray for the World – Lent 2022\n\nMonday\nALBANIA: those who hide; those who rule.\nALGERIA: young believers who leave home.\n\
                Tuesday\nARMENIA: sealed churches; Pastor S. and his appeal.\nANGOLA: clearing of mines.\nWednesday\nBENIN: rain; peace.\nCHAD: leave to meet.\n";
    assert_eq!(
        dated(week),
        [
            "ALBANIA | - | those who hide; ",
            "ALGERIA | - | young believers ",
            "ARMENIA | - | sealed churches;",
            "ANGOLA | - | clearing of mine",
            "BENIN | - | rain; peace.",
            "CHAD | - | leave to meet."
        ]
    );
}

#[test]
fn counted_days_that_go_to_the_end_are_those_of_the_month() {
    let guide = |last: &str| {
        format!(
            "Thirty Days for the Hills\nA prayer guide for September 2023\n\nDay 1\nPray for Ada.\n\nDay 2\nPray for Ben.\n\nDays 3-4\nPray for rain.\n\n{last}\nPray for ink.\n"
        )
    };
    let days = |text: &str| {
        only(text).items.iter().map(|item| item.date.map(|day| day.to_string())).collect::<Vec<_>>()
    };
    let dates = ["2023-09-01", "2023-09-02", "2023-09-03", "2023-09-29"].map(|day| Some(day.to_owned()));
    assert_eq!(days(&guide("Days 29-30")), dates);
    // of fewer days nobody can tell when they began
    assert_eq!(days(&guide("Days 5-7")), [None, None, None, None]);
}

#[test]
fn a_letter_is_of_the_day_under_who_wrote_it() {
    let issued = |text: &str| only(text).issued().map(|issued| issued.to_string()).unwrap_or_default();
    let letter = |foot: &str| {
        issued(&format!(
            "Dear friends,\n\nPlease pray for rain.\n\nPray for Ada, who is ill.\n\nWith love,\nBen and Cleo\n{foot}"
        ))
    };
    assert_eq!(letter("Mbale, November 2025"), "2025-11");
    assert_eq!(letter("Kisumu, 3 October 2025"), "2025-10-03");
    assert_eq!(letter("Mzuzu, Malawi\n2 December 2019"), "2019-12-02");
    assert_eq!(
        letter("Holme, October 28, 2021\n\nGifts may be sent to Hill Clinic, P.O. Box 12."),
        "2021-10-28"
    );
    assert_eq!(letter("Hill Clinic, founded in May 1987"), "");
    assert_eq!(letter("Next meeting: 26 January 2024"), "");
    let german = "Liebe Freunde,\n\nbitte betet für Regen.\n\nBetet für Ada, die krank ist.\n\nEure Cleo\n\n";
    assert_eq!(issued(&format!("{german}Bouar, den 3. Juni 2022")), "2022-06-03");
    assert_eq!(issued(&format!("{german}Bouar, im Juni 2022")), "2022-06");
    assert_eq!(
        issued("Gebetswoche Sela\n12. bis 19. Januar 2025\n\n- Betet für Ada.\n- Betet für Ben.\n"),
        "2025-01-12"
    );
}

#[test]
fn the_date_at_the_head_is_of_the_issue_where_days_stand_under_a_heading_further_down() {
    let bulletin = only(
        "Hill Chapel\n21 January 2024\n\nPray for our sick.\nPray for Ben.\n\nCOMING UP\n23 January: Pray for the elders.\n25 January: Pray for the trustees.\n",
    );
    assert_eq!(bulletin.issued_on.unwrap().to_string(), "2024-01-21");
    let days: Vec<_> = bulletin.items.iter().map(|item| item.date.map(|day| day.to_string())).collect();
    assert_eq!(days, [None, None, Some("2024-01-23".to_owned()), Some("2024-01-25".to_owned())]);
}

#[test]
fn the_last_of_a_list_of_days_is_no_heading_of_the_next_section() {
    let bulletin = only(
        "Monthly Prayers\nMarch 2023\n\n1   Those who live in Sela\n2   World Day of Prayer\n3   Those out of work\n4   Our link parish\n5   Hospitals and hospices\n\n\
         FOR THE SICK\nAda Bell\nBen Osei\n",
    );
    let told: Vec<_> = bulletin
        .items
        .iter()
        .map(|item| (item.text.as_str(), item.date.map(|day| day.to_string()), item.heading.as_deref()))
        .collect();
    assert_eq!(told[4], ("Hospitals and hospices", Some("2023-03-05".to_owned()), None));
    assert_eq!(
        told[5..],
        [("Ada Bell", None, Some("FOR THE SICK")), ("Ben Osei", None, Some("FOR THE SICK"))]
    );
}

#[test]
fn a_title_dates_what_has_a_calendar_at_its_foot() {
    let bulletin = only(
        "Hill Chapel News, 17 November 2024\n\nPray for our sick.\nPray for Ben.\n\nCOMING UP\n19 November: Pray for the elders.\n20 November: Pray for Ada.\n22 November: Pray for Cy.\n",
    );
    assert_eq!(bulletin.issued_on.unwrap().to_string(), "2024-11-17");
    let diary = only(
        "Hill Diary, 17 November 2024\n\n19 November: Pray for the elders.\n20 November: Pray for Ada.\n22 November: Pray for Cy.\n",
    );
    assert_eq!(diary.issued_on, None);
}
