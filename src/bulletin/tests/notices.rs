//! What is announced beside what is prayed for. All of it is invented.

use super::{brief, only};

#[test]
fn what_is_announced_beside_what_is_prayed_for_is_no_request() {
    let sheet = only(
        "St Hilda's, Sela\nPew Sheet for Sunday 15 March 2026\n\nTHIS WEEK\nSunday 10.30am Holy Communion\nMonday 7.30pm PCC in the hall\n\
         Wednesday 10.00am Midweek Eucharist\n\nPLEASE PRAY FOR\nThe sick: Ada Bell, Ben Osei\nThe family of Cy Lund\n\nNOTICES\n\
         - Coffee is served after the service.\n- Please pray for the fair on 20 June.\n- Please return your boxes.\n\nROTA\nReader: Ada Bell\nCoffee: Dee\n",
    );
    assert_eq!(
        brief(&sheet),
        [
            "PLEASE PRAY FOR | request | The sick: Ada Bell, Ben ",
            "PLEASE PRAY FOR | request | The family of Cy Lund",
            "NOTICES | request | Please pray for the fair",
        ]
    );
    let mail = only(
        "# Hill Church Weekly\n\n## What's on\n\n### Lent lunches\n\nBring bread, and Dee brings soup.\n\n## Prayer\n\n- Ben's operation\n\n\
         ## Announcements for next week\n\n- The choir sings on Tuesday.\n\n## Kenya\n\n- Rain for Sela\n",
    );
    assert_eq!(brief(&mail), ["Prayer | request | Ben's operation", "Kenya | request | Rain for Sela"]);
}

#[test]
fn a_programme_is_no_request() {
    let letter = only(
        "Gemeindebrief Hügelkirche, März 2026\n\nTermine\nSonntag, 10:00 Gottesdienst\nDienstag, 19:30 Chor\nMittwoch, 15 Uhr Senioren\n\n\
         Wir beten für\n- Ada Huber, die operiert wird\n- unsere Konfirmanden\n",
    );
    assert_eq!(
        brief(&letter),
        [
            "Wir beten für | request | Ada Huber, die operiert ",
            "Wir beten für | request | unsere Konfirmanden"
        ]
    );
    // one alone, and what is asked
    let list = only(
        "Hill Prayer List\n\nSURGERY\n- Monday 8am: Ada Bell, knee\n- Ben Osei, Tuesday 9am\n\nPRAY\n- Sunday 7pm: our service\n- Monday 7pm: the PCC\n",
    );
    assert_eq!(list.items.len(), 4);
}

#[test]
fn where_all_is_prayed_for_meetings_are_too() {
    let list = only(
        "Hill Mission Prayer Points\n\nMEETINGS\n- the board, on Tuesday\n\nHEALTH\n- Ada Bell\n\nEVENTS\n- the summer camp\n",
    );
    assert_eq!(list.items.len(), 3);
    let under_one = only("PRAYER REQUESTS\n\nMEETINGS\n- the board, on Tuesday\n\nHEALTH\n- Ada Bell\n");
    assert_eq!(under_one.items.len(), 2);
}

#[test]
fn a_programme_dates_nothing_below_it() {
    let sheet = only(
        "ST HILDA'S PEW SHEET\nSunday 12 May 2024\n\nTHIS WEEK\nMon 13   9.30 am   Toddlers\nTue 14   10.00 am  Holy Communion\n\
         Wed 15   7.30 pm   PCC\n\nPrayers\n- Pray for Ada Bell, who is in hospital.\n- Pray for the new wardens.\n",
    );
    let dates: Vec<_> = sheet.items.iter().map(|item| item.date).collect();
    assert_eq!(dates, [None, None]);
    assert_eq!(sheet.issued_on.map(|day| day.to_string()).as_deref(), Some("2024-05-12"));
}

#[test]
fn buttons_ask_nothing() {
    let page = "<html><body><h1>Hill Prayer News</h1><h2>Kenya</h2><p>Pray for rain in Sela.</p>\
                <p><a href='https://hill.example/p'>PRAY WITH US</a> <a href='https://hill.example/g'>GIVE WATER</a></p></body></html>";
    let bulletins = crate::bulletin::read(page.as_bytes(), &[]).unwrap().bulletins();
    assert_eq!(brief(&bulletins[0]), ["Kenya | request | Pray for rain in Sela."]);
}

#[test]
fn a_programme_is_no_chat() {
    let sheet = only(
        "Hügelkirche\n\n12.10.2025 10:00 - Gottesdienst\n14.10.2025 19:30 - Chor\n15.10.2025 15:00 - Senioren\n\nWir beten für\n- Ada Huber\n",
    );
    assert_eq!(brief(&sheet), ["Wir beten für | request | Ada Huber"]);
}
