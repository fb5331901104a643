//! Layouts of lists, services and messages, each read whole. All of them are invented.

use super::{brief, only};
use crate::bulletin::read;

#[test]
fn headings_that_end_with_for_say_what_is_under_them() {
    let bulletin = only(
        "GRAIN OF WHEAT MISSION\nNo. 14, 3rd Street, Sela - 632 009\nPRAYER BULLETIN - AUGUST 2026\n\nPRAISE THE LORD FOR\n* 23 people who came.\n\
         * The health of all.\n\nPLEASE PRAY FOR\n\nBIHAR\n* Bro. Ada (Patna): for the hall.\n",
    );
    assert_eq!(bulletin.title.as_deref(), Some("PRAYER BULLETIN - AUGUST 2026"));
    assert_eq!(
        brief(&bulletin),
        [
            "PRAISE THE LORD FOR | praise | 23 people who came.",
            "PRAISE THE LORD FOR | praise | The health of all.",
            "BIHAR | request | Bro. Ada (Patna): for th",
        ]
    );
    let dotted = only(
        "Weekly Prayers of Hill Street\n\nWe pray for ....\n- One who grieves\n\nWe give thanks for ....\n- A new class\n",
    );
    assert_eq!(brief(&dotted), ["- | request | One who grieves", "- | praise | A new class"]);
}

#[test]
fn rows_of_names_under_capitals_are_entries() {
    let bulletin = only(
        "COMMEMORATIONS\nHoly Hill Mission\nSunday, 21 June 2026\n\nFOR THE HEALTH AND SALVATION OF:\nFather Leo, Matushka Vera, the child Ada, Barbara, Timothy and Serge\n\n\
         FOR THE REPOSE OF:\nOlga; Ben, Maria\n\nTRAVELLERS:\nThe Petrov family (to Sela)\n\nTHANKSGIVING:\nFor the birth of Anna\n",
    );
    assert_eq!(
        brief(&bulletin),
        [
            "FOR THE HEALTH AND SALVATION OF | request | Father Leo, Matushka Ver",
            "FOR THE REPOSE OF | request | Olga; Ben, Maria",
            "TRAVELLERS | request | The Petrov family (to Se",
            "THANKSGIVING | praise | For the birth of Anna",
        ]
    );
}

#[test]
fn lists_count_in_roman_under_letters() {
    let bulletin = only(
        "HILL OUTREACH – PRAYER BRIEF\n\nA. THANKSGIVING\n   i.   3 groups began.\n   ii.  Rain came.\n\nB. INTERCESSION\n   i.   Elder Sam – his eye.\n\
         \u{20}  ii.  Funds for the well (640 needed).\n\n(555) 010-2222\n",
    );
    assert_eq!(
        brief(&bulletin),
        [
            "A. THANKSGIVING | praise | 3 groups began.",
            "A. THANKSGIVING | praise | Rain came.",
            "B. INTERCESSION | request | Elder Sam – his eye.",
            "B. INTERCESSION | request | Funds for the well (640 ",
        ]
    );
}

#[test]
fn readings_are_named_and_items_may_be_both() {
    let bulletin = only(
        "Prayer/Praise Update\n18 Jan 2026\n\nBible reading: Psalm 23; John 10:11\n\nPraise: Everyone arrived.\nPrayer: Ada's headaches.\n\
         Praise/Prayer: Two asked for books. Pray for them.\n",
    );
    assert_eq!(bulletin.scripture[0].reference, "Psalm 23; John 10:11");
    assert_eq!(
        brief(&bulletin),
        [
            "- | praise | Everyone arrived.",
            "- | request | Ada's headaches.",
            "- | both | Two asked for books. Pra"
        ]
    );
}

#[test]
fn the_number_of_an_issue_is_no_day() {
    let bulletin =
        only("Praying for the Fields\nHill Band\nVol. XII  Issue 6  June 2026\n\nAsia\nPray for Ada.\n");
    assert_eq!(bulletin.issued_on, None);
    assert_eq!(bulletin.issued_in, Some("2026-06".parse().unwrap()));
}

#[test]
fn an_issue_is_dated_by_its_month_where_it_names_no_day() {
    let month = |head: &str| {
        let bulletin = only(&format!("{head}\n\nEast Africa\n\nPray for rain around Tolmere in May 2027.\n"));
        (bulletin.issued_on.map(|day| day.to_string()), bulletin.issued_in.map(|month| month.to_string()))
    };
    let alone = |month: &str| (None, Some(month.to_owned()));
    assert_eq!(month("Lamplight Prayer Letter\n\nOctober 2025"), alone("2025-10"));
    assert_eq!(month("Lamplight Prayer Letter, October 2025"), alone("2025-10"));
    assert_eq!(month("Lamplight Prayer Letter\n\n5 October 2025"), (Some("2025-10-05".to_owned()), None));
    assert_eq!(month("Lamplight Prayer Letter\n\n10/2025"), alone("2025-10"));
    assert_eq!(month("Lamplight Prayer Letter\nServing Tolmere since May 1987"), (None, None));
    assert_eq!(month("Lamplight Prayer Letter"), (None, None));
}

#[test]
fn a_chat_is_read_without_its_heads_and_answers() {
    let bulletin = only(
        "[12/06/26, 06:02:11] Ada: *MORNING PRAYER*\n\n1. Thank God for rain.\n2. Pray for Ben.\n[12/06/26, 06:15:40] Cy: Amen\n\
         [12/06/26, 06:20:33] Ada: Please also remember Dee, who is ill.\n",
    );
    assert_eq!(bulletin.issued_on.unwrap().to_string(), "2026-06-12");
    assert_eq!(
        brief(&bulletin),
        [
            "- | praise | Thank God for rain.",
            "- | request | Pray for Ben.",
            "Ada | request | Please also remember Dee",
        ]
    );
}

#[test]
fn what_people_ask_in_a_chat_stands_under_their_names() {
    let group = "12/10/2025, 07:14 - Ada Bell: Please pray for my mum, op on Tuesday\n12/10/2025, 07:20 - Ben J. Osei: 🙏🙏\n\
                 12/10/2025, 07:25 - Cy: Prayer request: safe travel to Lagos\n12/10/2025, 08:00 - Cy: see you Sunday\n\
                 12/10/2025, 08:05 - Dee: My sister's baby came early, she weighs so little.\n\
                 12/10/2025, 08:10 - Dee: Please remember Tom in your prayers.\nHe lost his job on Friday.\n\
                 14/10/2025, 18:30 - Ada Bell: Praise God, op went well!\n14/10/2025, 18:33 - Cy: ok\n";
    let issues = read(group.as_bytes(), &[]).unwrap().bulletins();
    let days: Vec<_> = issues.iter().map(|issue| issue.issued_on.unwrap().to_string()).collect();
    assert_eq!(days, ["2025-10-12", "2025-10-14"]);
    assert_eq!(
        brief(&issues[0]),
        [
            "Ada Bell | request | Please pray for my mum, ",
            "Cy | request | safe travel to Lagos",
            "Dee | request | Please remember Tom in y",
        ]
    );
    assert!(issues[0].items[2].text.ends_with("He lost his job on Friday."));
    let unsorted: Vec<_> =
        issues[0].unsorted.iter().map(|unsorted| (unsorted.line, &*unsorted.text)).collect();
    assert_eq!(unsorted, [(5, "My sister's baby came early, she weighs so little.")]);
    assert_eq!(brief(&issues[1]), ["Ada Bell | praise | Praise God, op went well"]);
    assert!(issues.iter().all(|issue| issue.title.is_none() && issue.publisher.is_none()));
}

#[test]
fn fields_above_a_text_name_it() {
    let bulletin = only(
        "---\ntitle: \"Prayer Letter: Hill Hospital\"\ndate: 2026-05-30\n---\n\n## Give thanks for\n\n* 212 births\n\n## Pray for\n\n* nurses\n",
    );
    assert_eq!(bulletin.title.as_deref(), Some("Prayer Letter: Hill Hospital"));
    assert_eq!(bulletin.issued_on.unwrap().to_string(), "2026-05-30");
    assert_eq!(brief(&bulletin), ["Give thanks for | praise | 212 births", "Pray for | request | nurses"]);
}

#[test]
fn headings_in_capitals_may_ask_over_what_is_told() {
    let bulletin = only(
        "Hill Delta News\n\nPRAY FOR NURSES\nTwo clinics have no nurse at all. Pray for three.\n\nPRAISE GOD FOR CHILDREN\nSixty of them learned to read this year!\n",
    );
    assert_eq!(
        brief(&bulletin),
        [
            "PRAY FOR NURSES | request | Two clinics have no nurs",
            "PRAISE GOD FOR CHILDREN | praise | Sixty of them learned to"
        ]
    );
}

#[test]
fn a_directory_names_whom_its_lines_are_for() {
    let bulletin = only(
        "PRAYER REQUESTS FOR SUNDAY, MAY 17, 2026\n\nIn the Hospital: Ruth Bell (Mercy, Rm 412), Ed Lund\n\nLong-Term Illness: Gene Harper, Cy Day\n\n\
         Military: Josh Tubbs, Tia Colley\n\nExpecting: Jen Miles\n\nPraise: Wanda's scan was clear!\n\nHill Church\n",
    );
    assert_eq!(
        brief(&bulletin),
        [
            "- | request | In the Hospital: Ruth Be",
            "- | request | Long-Term Illness: Gene ",
            "- | request | Military: Josh Tubbs, Ti",
            "- | request | Expecting: Jen Miles",
            "- | praise | Wanda's scan was clear!",
        ]
    );
}

#[test]
fn who_wrote_what_heads_nothing_and_addresses_ask_nothing() {
    let bulletin = only(
        "Our Prayer Focus: March 2026\nMarch 21, 2026 | Written by Ada Bell\n\nPray for the school.\n\nGive thanks for ink.\n\nPosted by Ada on March 22, 2026\n",
    );
    assert_eq!(bulletin.publisher, None);
    assert_eq!(bulletin.issued_on.unwrap().to_string(), "2026-03-21");
    assert_eq!(brief(&bulletin), ["- | request | Pray for the school.", "- | praise | Give thanks for ink."]);
    let sheet =
        only("HILL PRAYER SHEET\n\nPRAISE!\n+ Eleven came.\n\nPlease see hill.example/pray by Monday.\n");
    assert_eq!(brief(&sheet), ["PRAISE! | praise | Eleven came."]);
}

#[test]
fn small_letters_count_what_begins_small() {
    let bulletin = only(
        "HILL CONCERN\nPrayer Bulletin No. 212\n\nTURKEY: Held at the gate\nErol was held at the gate on Monday and sent away.\nPlease pray that:\n\
         a. the ban will be lifted\nb. the church will not lose heart\n",
    );
    let asked: Vec<_> = bulletin.items.iter().map(|item| item.text.as_str()).collect();
    assert_eq!(asked, ["the ban will be lifted", "the church will not lose heart"]);
}

#[test]
fn numbers_count_headings_over_lists() {
    let bulletin = only(
        "HILL MINISTRIES\nPrayer Bulletin – July 2026\n\n1. TURKANA\n   • Thank God for rain.\n2. OFFICE\n   • Pray for the auditors.\n   • Ada's knee\n\
         3. CONFERENCE (August)\n   • Pray for the speakers.\n",
    );
    assert_eq!(
        brief(&bulletin),
        [
            "TURKANA | praise | Thank God for rain.",
            "OFFICE | request | Pray for the auditors.",
            "OFFICE | request | Ada's knee",
            "CONFERENCE (August) | request | Pray for the speakers.",
        ]
    );
}

#[test]
fn labels_with_lines_under_them_stand_over_lists_in_mails() {
    let mail = b"From: Ravi Lund <ravi@hill.example>\nSubject: Quick prayer update\nDate: Tue, 9 Jun 2026 07:12:00 +0000\n\nDear friends,\n\nA short note.\n\n\
        Praise points\n-------------\n- The scan was clear!\n\nPrayer points\n-------------\n- The rain.\n\nThanks so much for standing with us.\n";
    let bulletin = read(mail, &[]).unwrap().bulletins().remove(0);
    assert_eq!(bulletin.title.as_deref(), Some("Quick prayer update"));
    assert_eq!(
        brief(&bulletin),
        ["Praise points | praise | The scan was clear!", "Prayer points | request | The rain."]
    );
}

#[test]
fn dots_after_a_label_end_no_sentence() {
    let bulletin = only(
        "IGNITE PRAYER LIST\nWed 10 June\n\nPlease be praying for...\nMaya - her mum's job\nKai - his dog\n\nPraise God for...\nEllie got baptised!!!\nCamp is full (42)\n",
    );
    let told: Vec<_> = bulletin.items.iter().map(|item| (item.text.as_str(), item.kinds.praise)).collect();
    assert_eq!(
        told,
        [
            ("Maya - her mum's job", false),
            ("Kai - his dog", false),
            ("Ellie got baptised!!!", true),
            ("Camp is full (42)", true),
        ]
    );
}

#[test]
fn news_above_the_list_of_what_is_asked_is_none_of_it() {
    let bulletin = only(
        "Henderson Happenings\nPrayer Letter, April 2026\n\nPrinting\nIn February our team sat for three weeks in Yamu. We hope to print in October.\n\n\
         House Repairs\nThe storm took the tank and part of the porch.\n\nPlease Pray:\n- For the print.\n- For Ada's knee.\n\nPraise:\n- A tank was given.\n",
    );
    let asked: Vec<_> = bulletin.items.iter().map(|item| item.text.as_str()).collect();
    assert_eq!(asked, ["For the print.", "For Ada's knee.", "A tank was given."]);
}

#[test]
fn rows_of_a_table_ask_where_its_head_says_so() {
    let page = b"<html lang=en><title>Prayer Calendar | Hill Mission</title><h1>Prayer Calendar - August 2026</h1><table>\
        <tr><th>Date</th><th>Who</th><th>Please pray for</th></tr><tr><td>Sat 1</td><td>Ada Bell, Spain</td><td>Her move</td></tr>\
        <tr><td>Sun 2</td><td>Our churches</td><td>Thank God for givers</td></tr><tr><td>Mon 3</td><td>Home staff</td><td>Lena, on leave</td></tr></table>\
        <p>Thank you!</p>";
    let bulletin = read(page, &[]).unwrap().bulletins().remove(0);
    assert_eq!(bulletin.publisher.as_deref(), Some("Hill Mission"));
    let told: Vec<_> =
        bulletin.items.iter().map(|item| (item.text.as_str(), item.date.unwrap().to_string())).collect();
    assert_eq!(
        told,
        [
            ("Ada Bell, Spain | Her move", "2026-08-01".to_owned()),
            ("Our churches | Thank God for givers", "2026-08-02".to_owned()),
            ("Home staff | Lena, on leave", "2026-08-03".to_owned()),
        ]
    );
    let needs = only(
        "Hill Prayer\n\nName | Prayer request\nAda Bell | her knee\nBen Osei | work\nCy Lund | his son\n",
    );
    assert_eq!(needs.items.len(), 3);
}

#[test]
fn an_address_under_all_that_is_asked_is_no_list() {
    let page = b"<h1>Millrace Prayer News</h1><p>9 May 2026</p><h2>Laos</h2><p>Pray for the three families in Savan.</p>\
                 <p>Copyright 2026 Millrace Mission, all rights reserved.<br><br><strong>Our mailing address is:</strong><br>\
                 Millrace Mission<br>4 Weir Lane<br><br>You can <a href=\"https://hill.example\">unsubscribe</a>.</p>";
    let bulletin = read(page, &[]).unwrap().bulletins().remove(0);
    assert_eq!(brief(&bulletin), ["Laos | request | Pray for the three famil"]);
}

#[test]
fn what_stands_on_each_page_heads_nothing() {
    let bulletin = only(
        "Hill Mission\nPrayer Bulletin\nJune 2026\n\nEast Africa\nPray for the clinic at Lomuru, where the doc-\ntor has been alone since April and where the med-\n\
         icine comes once a month.\n\nHill Mission Prayer Bulletin\nPage 1 of 2\n\nAsk God for rain on the hills around it.\n\n\
         South Asia\nPray for the translators.\n\nHill Mission Prayer Bulletin\nPage 2 of 2\n",
    );
    assert_eq!(
        brief(&bulletin),
        [
            "East Africa | request | Pray for the clinic at L",
            "East Africa | request | Ask God for rain on the ",
            "South Asia | request | Pray for the translators",
        ]
    );
    assert!(bulletin.unsorted.is_empty());
}

#[test]
fn a_day_of_a_chat_is_in_the_language_of_the_chat() {
    let chat = "12/10/2025, 07:14 - Ada: Please pray for my mum, she is in hospital and will have her op on Tuesday\n\
                14/10/2025, 18:30 - Ada: Praise God, op went well!\n15/10/2025, 18:30 - Cy: We are praying for you, Ada\n";
    let issues = read(chat.as_bytes(), &[]).unwrap().bulletins();
    let found: Vec<_> = issues.iter().map(|issue| (issue.language.as_deref(), issue.items.len())).collect();
    assert_eq!(found, [(Some("en"), 1), (Some("en"), 1)]);
}

#[test]
fn names_on_one_line_are_asked_for_by_the_line_above() {
    let sheet = only(
        "St Hilda's Church\nPrayers for the week, 5 May 2024\n\nPlease remember in your prayers:\nAda Bell, Ben Osei, baby Cy, Sister Mary\n\n\
         Those who have died:\nDee Lund, Tom Marsh\n",
    );
    let texts: Vec<_> = sheet.items.iter().map(|item| item.text.as_str()).collect();
    assert_eq!(texts, ["Ada Bell, Ben Osei, baby Cy, Sister Mary", "Dee Lund, Tom Marsh"]);
}

#[test]
fn a_chat_may_have_a_title_above_it() {
    let chat = only(
        "Tuesday group prayer points\n\n[07/05/2024, 20:15:03] Ruth: Please pray for my brother Col, who starts chemo on Friday\n\
         [07/05/2024, 20:16:40] Mike: Amen\n[07/05/2024, 20:21:11] Sue: Praise God, Ellie passed her driving test\n",
    );
    assert_eq!(
        brief(&chat),
        ["Ruth | request | Please pray for my broth", "Sue | praise | Praise God, Ellie passed"]
    );
}
