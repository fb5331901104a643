//! Bulletins in layouts that publishers use, each read whole. All of them are invented.

use super::{brief, only};

#[test]
fn an_agenda_counts_days_and_ranges_of_days() {
    let bulletin = only(
        "Prayer Agenda, February 2027\n\nDear prayer partner, the more we pray, the more we see.\n\n\
         1-3 Continue to pray for the islands.\n\n4–6. Uzbekistan: Few have a well. Pray for rain.\n\n\
         7. Laos (Asia)–praise God for ten readers.\n\n8. Mali (Africa)–has one press. Pray for ink.\n",
    );
    assert_eq!(
        brief(&bulletin),
        [
            "- | request | Continue to pray for the",
            "Uzbekistan | request | Few have a well. Pray fo",
            "Laos (Asia) | praise | praise God for ten reade",
            "Mali (Africa) | request | has one press. Pray for ",
        ]
    );
    let days: Vec<_> = bulletin.items.iter().map(|item| item.date.unwrap().to_string()).collect();
    assert_eq!(days, ["2027-02-01", "2027-02-04", "2027-02-07", "2027-02-08"]);
    assert_eq!((bulletin.publisher, bulletin.unsorted.len()), (None, 0));
}

#[test]
fn the_prayers_of_a_service_bid_line_by_line() {
    let bulletin = only(
        "Prayers of the People, 14 June 2026\n\nFor the sick: that they may rest, among them Ada Bell and Ben Osei of Sela\n\
         For peace in Sudan: that leaders may talk\nFor the school: that it may open\nWe give thanks for Cy, born on Monday.\n",
    );
    assert_eq!(
        brief(&bulletin),
        [
            "- | request | For the sick: that they ",
            "- | request | For peace in Sudan: that",
            "- | request | For the school: that it ",
            "- | praise | We give thanks for Cy, b",
        ]
    );
    assert_eq!(bulletin.publisher, None);
}

#[test]
fn a_message_counts_with_keys() {
    let bulletin = only(
        "*Prayer Points from Hill Radio*\n\n🗓 12 June 2026\n\n1️⃣ Thank God for ten letters.\n2️⃣ Pray for the mast.\n\
         3️⃣ Pray for Ada (21).\n",
    );
    assert_eq!(bulletin.title.as_deref(), Some("Prayer Points from Hill Radio"));
    assert_eq!(bulletin.issued_on.unwrap().to_string(), "2026-06-12");
    assert_eq!(
        brief(&bulletin),
        [
            "- | praise | Thank God for ten letter",
            "- | request | Pray for the mast.",
            "- | request | Pray for Ada (21)."
        ]
    );
}

#[test]
fn facts_and_stories_stand_above_what_a_guide_asks() {
    let day = |number: u32, people: &str| {
        format!(
            "DAY {number}: THE PEOPLE OF {people}\n\nFacts\nHouses: 80\nMain language: Selan\n\n\
             They live by a lake, and most of them fish.\n\nPray:\n- That they find bread.\n- For rain.\n\n"
        )
    };
    let bulletin =
        only(&format!("Prayer Guide\n\n{}{}{}", day(1, "SENEGAL"), day(2, "MALI"), day(3, "GUINEA")));
    let expected = ["SENEGAL", "MALI", "GUINEA"].map(|people| {
        ["That they find bread.", "For rain."]
            .map(|text| format!("THE PEOPLE OF {people} | request | {text}"))
    });
    assert_eq!(brief(&bulletin), expected.concat());
    assert!(
        bulletin
            .items
            .iter()
            .all(|item| item.context.as_deref().is_some_and(|story| story.starts_with("They live")))
    );
}

#[test]
fn an_update_with_thanks_at_its_end_is_a_praise() {
    let bulletin = only(
        "Prayer chain: Tom Finch\n\nTom was taken to the clinic. Ada asks for prayer for the doctors.\n\n\
         Also, Ruth had her operation and is walking again! Thank you for praying.\n\nBlessings,\nDee\n",
    );
    assert_eq!(
        brief(&bulletin),
        ["- | request | Tom was taken to the cli", "- | praise | Also, Ruth had her opera"]
    );
}

#[test]
fn a_masthead_has_the_issue_at_its_right() {
    let bulletin = only(
        "Monthly Prayer Bulletin                Vol. 12, No. 6\nFriends of the Lake                    6 June 2026\n\n\
         SENEGAL\n   1) Pray for the camp at Mbour.\n   2) Thank God for eleven readers.\n",
    );
    assert_eq!(bulletin.title.as_deref(), Some("Monthly Prayer Bulletin"));
    assert_eq!(bulletin.publisher.as_deref(), Some("Friends of the Lake"));
    assert_eq!(bulletin.issued_on.unwrap().to_string(), "2026-06-06");
    assert_eq!(
        brief(&bulletin),
        ["SENEGAL | request | Pray for the camp at Mbo", "SENEGAL | praise | Thank God for eleven rea"]
    );
}

#[test]
fn labels_in_capitals_head_lists_as_the_others_do() {
    let bulletin = only(
        "Hill Chapel Prayer List\n\nHEALTH:\nAda Bell – knee\nBen's grandson Eli (4) – third round of treatment. It begins on Monday at eight.\n\n\
         JOBS:\nKyle\nDee Osei\n\nPRAISES:\nThe scan was clear!\nRain\n",
    );
    assert_eq!(
        brief(&bulletin),
        [
            "HEALTH | request | Ada Bell – knee",
            "HEALTH | request | Ben's grandson Eli (4) –",
            "JOBS | request | Kyle",
            "JOBS | request | Dee Osei",
            "PRAISES | praise | The scan was clear!",
            "PRAISES | praise | Rain",
        ]
    );
}

#[test]
fn labels_may_run_into_items_with_a_dash() {
    let bulletin = only(
        "Our June prayer letter\n\nThree quick things this month:\n\nPRAISE - Our visas came on Friday!\n\n\
         PRAY - Our landlord wants to sell the house.\n\nPRAY – Leo begins at his new school.\n",
    );
    assert_eq!(
        brief(&bulletin),
        [
            "- | praise | Our visas came on Friday",
            "- | request | Our landlord wants to se",
            "- | request | Leo begins at his new sc",
        ]
    );
    assert_eq!(bulletin.publisher, None);
}

#[test]
fn the_rows_of_a_calendar_are_its_days() {
    let bulletin = only(
        "DAILY GUIDE\nMarch 2027\n\nMon 1   Kenya     Pray for drivers.\nTue 2   Uganda    Give thanks for the well.\n\
         Wed 3   Rwanda    Pray for teachers.\nThu 4   Burundi   Ask for ink.\nFri 5   Togo      Pray for Ada.\nSat 6   Malawi    Pray for rain.\n",
    );
    let first: Vec<String> = brief(&bulletin).into_iter().take(2).collect();
    assert_eq!(first, ["Kenya | request | Pray for drivers.", "Uganda | praise | Give thanks for the well"]);
    let days: Vec<_> =
        bulletin.items.iter().filter_map(|item| item.date).map(|day| day.to_string()).collect();
    assert_eq!((days[0].as_str(), days.len()), ("2027-03-01", 6));
}

#[test]
fn a_letter_without_a_title_has_labels() {
    let bulletin = only(
        "Dear praying friends,\n\nWhat a month it was.\n\nThanksgiving\n\n- For the new roof\n- For ten readers\n\nPetition\n\n- For rain\n- For Ada\n\nYours,\nThe Marlows\n",
    );
    assert_eq!(
        brief(&bulletin),
        [
            "Thanksgiving | praise | For the new roof",
            "Thanksgiving | praise | For ten readers",
            "Petition | request | For rain",
            "Petition | request | For Ada",
        ]
    );
    assert_eq!(bulletin.title, None);
}

#[test]
fn places_lead_also_before_small_letters() {
    let bulletin = only(
        "PRIÈRE POUR LA MISSION – juin 2026\n\nLundi 1er\nTchad : prions pour les élèves et pour leurs maîtres.\n\
         Mardi 2\nNiger : remercions Dieu pour le nouveau puits.\nMercredi 3\nMali : que les routes restent ouvertes.\n",
    );
    assert_eq!(
        brief(&bulletin),
        [
            "Tchad | request | prions pour les élèves e",
            "Niger | praise | remercions Dieu pour le ",
            "Mali | request | que les routes restent o",
        ]
    );
    assert_eq!(bulletin.publisher, None);
}

#[test]
fn a_list_has_headings_with_colons_in_its_own_language() {
    let bulletin = only(
        "Oraciones de la semana\nIglesia Río Claro\n\nEnfermos:\nHna. Rosa (rodilla)\nHno. Tomás, operación el jueves\n\n\
         Viajes:\nFamilia Paredes, a Bolivia\n\nGratitud:\nPedro consiguió trabajo\nNació Elías\n",
    );
    assert_eq!(
        brief(&bulletin),
        [
            "Enfermos | request | Hna. Rosa (rodilla)",
            "Enfermos | request | Hno. Tomás, operación el",
            "Viajes | request | Familia Paredes, a Boliv",
            "Gratitud | praise | Pedro consiguió trabajo",
            "Gratitud | praise | Nació Elías",
        ]
    );
}

#[test]
fn weeks_and_weekdays_open_entries_too() {
    let weeks = only(
        "Prayer Fuel, 2nd Quarter 2026\nHill Outreach\n\nMAY\nWeek 1: Bangladesh — Pray for new readers.\n\
         Week 2: India — Praise God for the radios.\nWeek 3: Nepal — Pray for the school.\nWeek 4: Bhutan — Pray for ink.\n",
    );
    assert_eq!(brief(&weeks)[1], "India | praise | Praise God for the radio");
    assert!(weeks.items.iter().all(|item| item.date.is_none()));
    let days = only(
        "PRAYERLINE\nfor the week of June 7–13, 2026\n\nSUN  Pray for all who preach.\nMON  Pray for Ada.\n\
         TUE  Give thanks for the lamp.\nWED  Remember Ben, Cy and Dee.\n",
    );
    let told: Vec<_> = days.items.iter().map(|item| item.date.unwrap().to_string()).collect();
    assert_eq!(told, ["2026-06-07", "2026-06-08", "2026-06-09", "2026-06-10"]);
}

#[test]
fn tables_and_lists_in_lists_say_of_which_place_each_row_is() {
    let table = only(
        "# Prayer – Hill Link\n\n| Date | Country | Prayer |\n|---|---|---|\n| 1 June | Kenya | Pray for rain |\n\
         | 2 June | Mali | Thank God for ink |\n| 3 June | Peru | Pray for Ada |\n",
    );
    let expected = [
        "Kenya | request | Pray for rain",
        "Mali | praise | Thank God for ink",
        "Peru | request | Pray for Ada",
    ];
    assert_eq!(brief(&table), expected);
    let list = only(
        "Prayer Update #12\n\n1. Kenya\n   a. Pray for rain.\n   b. Praise God for two trucks.\n2. Peru\n   - Pray for Ada.\n",
    );
    assert_eq!(
        brief(&list),
        [
            "Kenya | request | Pray for rain.",
            "Kenya | praise | Praise God for two truck",
            "Peru | request | Pray for Ada.",
        ]
    );
}

#[test]
fn arrows_and_shortened_words_of_chats_are_read() {
    let arrows = only(
        "Friends of the Lake — Weekly Prayer\n\nPRAISE & THANKS\n\n>> Forty children came to the camp.\n>> The licence was renewed.\n\n\
         PLEASE PRAY\n\n>> For the cook, who lost her son.\n>> That the truck will be released.\n",
    );
    assert_eq!(
        brief(&arrows),
        [
            "PRAISE & THANKS | praise | Forty children came to t",
            "PRAISE & THANKS | praise | The licence was renewed.",
            "PLEASE PRAY | request | For the cook, who lost h",
            "PLEASE PRAY | request | That the truck will be r",
        ]
    );
    let chat = only(
        "Prayer letter - June 2026\n\nPTL! The container came.\nPls pray 4 our son Jon.\nPls pray: rain.\n",
    );
    let kinds: Vec<_> = chat.items.iter().map(|item| item.kinds.praise).collect();
    assert_eq!(kinds, [true, false, false]);
}

#[test]
fn countries_of_a_list_are_headings_also_before_small_letters() {
    let bulletin = only(
        "Prayer focus: Central Asia\n\nVerse: \"He is near to all who call.\" (Psalm 145:18)\n\nPray for:\n\
         1) Kazakhstan – families far apart\n2) Tajikistan – those who listen at night\n3) Uzbekistan – a licence\n",
    );
    assert_eq!(
        brief(&bulletin),
        [
            "Kazakhstan | request | families far apart",
            "Tajikistan | request | those who listen at nigh",
            "Uzbekistan | request | a licence",
        ]
    );
    assert_eq!(bulletin.scripture[0].text, "He is near to all who call.");
}

#[test]
fn who_asks_may_stand_between_the_title_and_the_first_label() {
    let bulletin = only(
        "Gebedspunten juni 2026\nStichting De Bron\n\nDank met ons voor:\n- de put in Sela\n\nBid met ons voor:\n- Anna\n",
    );
    assert_eq!(bulletin.publisher.as_deref(), Some("Stichting De Bron"));
    assert_eq!(brief(&bulletin), ["- | praise | de put in Sela", "- | request | Anna"]);
}

#[test]
fn what_a_day_tells_and_asks_is_one_entry() {
    let bulletin = only(
        "Prayer Digest, June 2026\n\n1 June | The Selan of Chad\nMost of them herd cattle by the lake.\nPray for their elders.\n\n\
         2 June | The Bori of Niger\nThe Bori live in tents.\nPray for two nurses.\n\n3 June | The Lemi of Mali\nFew of them can read.\nPray for books.\n",
    );
    assert_eq!(
        brief(&bulletin),
        [
            "The Selan of Chad | request | Most of them herd cattle",
            "The Bori of Niger | request | The Bori live in tents. ",
            "The Lemi of Mali | request | Few of them can read. Pr",
        ]
    );
    assert!(bulletin.items[0].text.ends_with("Pray for their elders."));
}

#[test]
fn arrows_before_links_are_no_bullets() {
    let bulletin = only(
        "Hill Weekly Prayer\n9 June 2026\n\nKENYA\nPray for rain in Turkana.\n→ Read more\n\nUGANDA\nGive thanks for the school.\n\
         → See the pictures\n\n→ Donate\n→ Subscribe\n",
    );
    assert_eq!(
        brief(&bulletin),
        ["KENYA | request | Pray for rain in Turkana", "UGANDA | praise | Give thanks for the scho"]
    );
}

#[test]
fn a_heading_stands_over_names_a_story_and_what_is_asked() {
    let bulletin = only(
        "Hill Weekly Prayer – 9 June 2026\n\nTEAM NEWS\nAda Bell\nBen Osei\n\nThey left for Lem on Monday and come back in August.\n\n\
         Please pray:\n- for their children\n- for good talks\n",
    );
    assert_eq!(
        brief(&bulletin),
        ["TEAM NEWS | request | for their children", "TEAM NEWS | request | for good talks"]
    );
}

#[test]
fn whose_it_is_stands_under_the_title_with_its_month() {
    let bulletin = only(
        "MISSION PRAYER NOTES\nThe Harbour Trust, June 2026\n\n1. INDIA: Pray for Rev. Das.\n\n2. NEPAL: Praise God for the hostel.\n\n\
         3. HOME OFFICE: A bookkeeper is needed.\n",
    );
    assert_eq!(bulletin.publisher.as_deref(), Some("The Harbour Trust"));
    assert_eq!(
        brief(&bulletin),
        [
            "INDIA | request | Pray for Rev. Das.",
            "NEPAL | praise | Praise God for the hoste",
            "- | request | HOME OFFICE: A bookkeepe",
        ]
    );
}

#[test]
fn weekdays_may_open_entries_that_begin_small() {
    let bulletin = only(
        "Prayer Focus\nJune 8-14, 2026\n\n* MONDAY - our elders\n* TUESDAY - the Kellys in Chad\n* WEDNESDAY - our teens at camp\n\
         * THURSDAY - those who look for work\n",
    );
    assert_eq!(brief(&bulletin)[1], "- | request | the Kellys in Chad");
    let days: Vec<_> = bulletin.items.iter().map(|item| item.date.unwrap().to_string()).collect();
    assert_eq!(days, ["2026-06-08", "2026-06-09", "2026-06-10", "2026-06-11"]);
}
