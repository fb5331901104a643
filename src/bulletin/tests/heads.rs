//! Which lines and leads head what comes below them, and how far. All of it is invented.

use super::{brief, only};

#[test]
fn a_lead_written_like_those_of_places_ends_the_place_above() {
    let stopped = "**Kenya.** Pray for rain.\n\n**Mali.** Pray for Ben.\n\n**At home.** Cy is leaving. Give thanks for him.\n";
    assert_eq!(
        brief(&only(stopped)),
        [
            "Kenya | request | Pray for rain.",
            "Mali | request | Pray for Ben.",
            "At home | praise | Cy is leaving. Give than"
        ]
    );
    let dashed = "# Gebetsbrief\n\n**Peru** – Betet um Regen.\n\n**Mali** – Betet für Ben.\n\n**Zentrale** – Unser Koch geht. Betet um Nachfolge.\n";
    let heads: Vec<_> = only(dashed).items.into_iter().filter_map(|item| item.heading).collect();
    assert_eq!(heads, ["Peru", "Mali", "Zentrale"]);
    let loud = "Hill Mission Prayer News\n\nKENYA. Pray for rain.\n\nMALI. Pray for Ben.\n\nSTAFF. Cy is leaving. Pray for him.\n";
    let heads: Vec<_> = only(loud).items.into_iter().filter_map(|item| item.heading).collect();
    assert_eq!(heads, ["KENYA", "MALI", "STAFF"]);
}

#[test]
fn a_short_sentence_or_title_is_no_lead() {
    let text = "Hill Mission Prayer News\n\nKenya. Pray for rain.\n\nMali. Pray for Ben.\n\nDr. Bell has a fever. Pray for her.\n\n\
        It rained. Pray for the fields.\n\nPray on. Ask God for peace.\n";
    let bulletin = only(text);
    let texts: Vec<_> = bulletin.items.iter().map(|item| item.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "Pray for rain.",
            "Pray for Ben.",
            "Dr. Bell has a fever. Pray for her.",
            "It rained. Pray for the fields.",
            "Pray on. Ask God for peace.",
        ]
    );
}

#[test]
fn places_before_dashes_head_what_begins_small_beside_one_that_asks() {
    let text = "Hill Chapel\n3 May 2026\n\nWORLD NEWS\nKenya – floods have closed the road. Pray for the drivers.\nMali – pray for rain.\n";
    assert_eq!(
        brief(&only(text)),
        ["Kenya | request | floods have closed the r", "Mali | request | pray for rain."]
    );
}

#[test]
fn a_line_between_two_rules_is_a_heading_below_the_title() {
    let text = "The Lamp\n2 May 2026\n\n*****\nFROM THE BARN\n*****\n\nPray for Ben.\n\n*****\nFROM THE OFFICE\n*****\n\nThank God for stamps.\n";
    let bulletin = only(text);
    assert_eq!(bulletin.title.as_deref(), Some("The Lamp"));
    assert_eq!(
        brief(&bulletin),
        ["FROM THE BARN | request | Pray for Ben.", "FROM THE OFFICE | praise | Thank God for stamps."]
    );
    let framed = only("*****\nTHE LAMP\n*****\n\nPray for Ben.\n");
    assert_eq!(framed.title.as_deref(), Some("THE LAMP"));
}

#[test]
fn people_over_their_list_head_it_among_other_lists() {
    let text = "Hill Chapel\nPRAYER SHEET\n\nOUR TOWN\nPray for the food bank.\nPray for the school.\n\nOUR PARTNERS\n\
        Ada and Ben Bell (Kenya)\n• Pray for their visa.\n• Pray for Ben’s knee.\nCy Lund (Mali)\nPray for rain.\n";
    assert_eq!(
        brief(&only(text))[2..],
        [
            "Ada and Ben Bell (Kenya) | request | Pray for their visa.",
            "Ada and Ben Bell (Kenya) | request | Pray for Ben’s knee.",
            "Cy Lund (Mali) | request | Pray for rain.",
        ]
    );
}

#[test]
fn lines_that_go_on_with_we_pray_are_entries() {
    let german = "Kloster am Hügel\n12. Mai 2026\n\nWir beten:\nfür Schwester Ada\nfür die Gäste\n\nWir danken:\nfür die Ernte\nfür 40 Jahre Bruder Cy\n";
    let expected = [
        "- | request | für Schwester Ada",
        "- | request | für die Gäste",
        "- | praise | für die Ernte",
        "- | praise | für 40 Jahre Bruder Cy",
    ];
    assert_eq!(brief(&only(german)), expected);
    let commas = "Hill House\n12 May 2026\n\nWe pray\nfor Sister Ada, who travels on Tuesday,\nfor the guests.\n\nWe give thanks\nfor apples,\nfor Cy.\n";
    assert_eq!(
        brief(&only(commas)),
        [
            "We pray | request | for Sister Ada, who trav",
            "We pray | request | for the guests.",
            "We give thanks | praise | for apples,",
            "We give thanks | praise | for Cy.",
        ]
    );
}

#[test]
fn lines_that_begin_small_are_entries_of_what_leads_on_to_them() {
    let text = "Hill Chapel Prayers\n\nPray for our elders:\nwisdom as they preach\nrest for Cy after a long autumn\n\nPray for our town:\nhonest trade\n\n\
        Praise God for:\n9 new members\na dry roof\n";
    assert_eq!(
        brief(&only(text)),
        [
            "Pray for our elders | request | wisdom as they preach",
            "Pray for our elders | request | rest for Cy after a long",
            "Pray for our town | request | honest trade",
            "Praise God for | praise | 9 new members",
            "Praise God for | praise | a dry roof",
        ]
    );
    // a sentence that was broken
    let broken = "Hill Chapel Prayers\n\nPray for our two nurses:\nthey have not slept since Monday, and\none of them is ill.\n\nPray for rain.\n";
    assert_eq!(only(broken).items.len(), 2);
}

#[test]
fn the_last_section_of_a_sheet_may_be_names() {
    let text = "Hill Chapel\n12 May 2026\n\nPray for peace.\n\nSick:\nAda Bell\nBen and Dee Osei\n";
    assert_eq!(brief(&only(text))[1..], ["Sick | request | Ada Bell", "Sick | request | Ben and Dee Osei"]);
    let german = "Kapelle am Hügel\n12. Mai 2026\n\nBetet um Frieden.\n\nKranke:\nAda Bell\nFamilie Lund\n";
    assert_eq!(brief(&only(german))[1..], ["Kranke | request | Ada Bell", "Kranke | request | Familie Lund"]);
    let one = "Kapelle am Hügel\n12. Mai 2026\n\nWir beten für die Kranken:\nAda Bell – Chemo\nBen Vogt\n\nTrauernde:\nFamilie Lund\n";
    assert_eq!(brief(&only(one))[2..], ["Trauernde | request | Familie Lund"]);
    let sum = "Hill Chapel\n12 May 2026\n\n- Pray for peace.\n\nTHANKSGIVING\nAda’s knee is well.\n£1,120 came in.\n";
    assert_eq!(
        brief(&only(sum))[1..],
        ["THANKSGIVING | praise | Ada’s knee is well.", "THANKSGIVING | praise | £1,120 came in."]
    );
}

#[test]
fn what_stands_under_a_letter_or_says_where_the_office_is_are_no_names() {
    for text in [
        "Hill Chapel\n\nDear friends,\n\nPray for peace.\n\nYours:\nAda Bell\nBen Osei\n",
        "Hill Chapel\n\nPray for peace.\n\nOffice:\nDock Street 4\nHolme\n",
        "Hill Chapel\n\nPray for peace.\n\nWrite to:\nAda Bell\nada@hill.example\n",
        "Hill Chapel\n\nPray for peace.\n\nCompiled by:\nAda Bell\nBen Osei\n",
    ] {
        assert_eq!(only(text).items.len(), 1, "{text}");
    }
}

#[test]
fn numbers_count_headings_over_paragraphs() {
    let text = "HILLNET\nIssue 12, 30 May 2026\n\n1. NEW: Flood in Sela\nTwo of our schools are under water. Pray for the head teacher, who sleeps on the roof.\n\n\
        2. FOLLOW-UP: Court case in Holme\nThe judge has closed the case! Thank God with us for that and for his patience.\n";
    assert_eq!(
        brief(&only(text)),
        [
            "NEW: Flood in Sela | request | Two of our schools are u",
            "FOLLOW-UP: Court case in Holme | praise | The judge has closed the",
        ]
    );
    // entries that were broken to fit a page
    let broken = "HILLNET\n\n1. Pray for Ben, who has his interview at the\nHome Office on Thursday at ten.\n2. Pray for Ada and for her mother in\nHolme, who is ill.\n";
    assert_eq!(
        brief(&only(broken)),
        ["- | request | Pray for Ben, who has hi", "- | request | Pray for Ada and for her"]
    );
}

#[test]
fn what_follows_a_list_within_a_list_stands_beside_it_again() {
    let text = "Hill Assembly Prayer Points\n\n1. The Sick\n   a. Sis. Ada Bell\n      - for healing\n      - for money for the scan\n   b. Elder Ben\n\
        2. Our Town\n   a. For rain\n   b. For peace\n";
    assert_eq!(
        brief(&only(text)),
        [
            "Sis. Ada Bell | request | for healing",
            "Sis. Ada Bell | request | for money for the scan",
            "The Sick | request | Elder Ben",
            "Our Town | request | For rain",
            "Our Town | request | For peace",
        ]
    );
}

#[test]
fn under_headings_a_letter_asks_before_its_list_too() {
    let alert = "Hill Alert\n\nDear friends,\n\nINDIA\n\nPastor Ada was held on Sunday. Please pray for her release.\n\nKENYA\n\n- Pray for Ben.\n- Pray for rain.\n";
    assert_eq!(
        brief(&only(alert)),
        [
            "INDIA | request | Pastor Ada was held on S",
            "KENYA | request | Pray for Ben.",
            "KENYA | request | Pray for rain.",
        ]
    );
    let letter = "Hill Letter\n\nDear friends,\n\nSCHOOL\nThe term began. We thank God for it.\n\nPRAYER POINTS\n- Pray for Ben.\n- Pray for rain.\n";
    assert_eq!(only(letter).items.len(), 2, "what is told is told again in the list");
}

#[test]
fn a_heading_may_hold_a_stroke() {
    let sheet = "HILL CHAPEL\nPrayer List\n\nHOSPITAL\nAda Bell - hip\nBen Osei\n\nHOMEBOUND / NURSING CARE\nCy Lund\nDee Lund (Holme)\n";
    let headings: Vec<_> = only(sheet).items.into_iter().filter_map(|item| item.heading).collect();
    assert_eq!(headings, ["HOSPITAL", "HOSPITAL", "HOMEBOUND / NURSING CARE", "HOMEBOUND / NURSING CARE"]);
}

#[test]
fn whom_we_pray_for_heads_their_names() {
    let sheet = "Gemeinde am Hügel, 17. Mai 2026\n\nWir beten\nFür unsere Kranken:\nAda Bell, Ben Osei\nFür die Trauernden:\nFamilie Lund\n";
    assert_eq!(
        brief(&only(sheet)),
        ["Für unsere Kranken | request | Ada Bell, Ben Osei", "Für die Trauernden | request | Familie Lund"]
    );
}

#[test]
fn a_letter_ends_where_places_have_their_own_news() {
    let letter = only(
        "Weekly Prayer\nHill Mission\n6 May 2019\n\nDear friends,\n\nThank you for praying with us again this week.\n\nKenya\n\n\
         Pray for the nurses in Kisii, who have no water.\n\nNepal: Church closed\n\nPolice closed a church in Dolakha on Sunday.\n\n\
         Please pray:\n- for the pastor\n- that the church would open again\n",
    );
    assert_eq!(
        brief(&letter),
        [
            "Kenya | request | Pray for the nurses in K",
            "Nepal: Church closed | request | for the pastor",
            "Nepal: Church closed | request | that the church would op",
        ]
    );
}
