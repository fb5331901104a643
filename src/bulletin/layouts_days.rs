//! Layouts whose entries belong to days, each read whole. All of them are invented.

use super::Bulletin;
use super::tests::{brief, only};

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
