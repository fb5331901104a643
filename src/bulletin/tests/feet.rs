//! What stands under all that is asked: the foot of a page, or somebody's news. All of it is invented.

use super::{brief, only};
use crate::bulletin::Bulletin;

const ASKED: &str =
    "Hill Clinic Prayer Requests\n\nAsia\n\n- Pray for rain in Sela.\n- Pray for Ben, who is ill.\n\n";

/// A bulletin with something at its end.
fn ending(foot: &str) -> Bulletin {
    only(&format!("{ASKED}{foot}"))
}

/// The items under the two that were asked for.
fn told(foot: &str) -> Vec<String> {
    brief(&ending(foot)).split_off(2)
}

fn unsorted(bulletin: &Bulletin) -> Vec<&str> {
    bulletin.unsorted.iter().map(|line| line.text.as_str()).collect()
}

#[test]
fn news_under_a_heading_at_the_end_is_an_item() {
    let foot =
        "Our team\n\nJane had a stroke on Monday and is in hospital. The doctors fear for her sight.\n";
    assert_eq!(told(foot), ["Our team | request | Jane had a stroke on Mon"]);
    let below = format!("{foot}\nDonate | Unsubscribe\nHill Clinic, PO Box 12, Holme\n");
    assert_eq!(told(&below), ["Our team | request | Jane had a stroke on Mon"]);
    let marked = "## Our team\n\nJane had a stroke on Monday and is in hospital.\n";
    assert_eq!(told(marked), ["Our team | request | Jane had a stroke on Mon"]);
    let german = only(
        "Gebetsbrief der Hügelklinik\n\nAsien\n\n- Betet um Regen in Sela.\n- Betet für Ben, der krank ist.\n\nUnser Team\n\n\
         Anna hatte am Montag einen Schlaganfall und liegt im Krankenhaus.\n\nImpressum\n\nHügelklinik e. V., Am Wehr 3\n",
    );
    assert_eq!(brief(&german)[2..], ["Unser Team | request | Anna hatte am Montag ein"]);
}

#[test]
fn news_without_a_heading_at_the_end_is_shown() {
    for above in ["", "---\n\n"] {
        let bulletin = ending(&format!("{above}Jane had a stroke on Monday and is in hospital.\n"));
        assert_eq!(unsorted(&bulletin), ["Jane had a stroke on Monday and is in hospital."], "{above:?}");
    }
}

#[test]
fn what_pages_say_at_their_end_is_no_item() {
    for foot in [
        "Contact us\n\nThe office is open on Mondays from nine to noon.\n",
        "You are receiving this letter since you asked for it. Reply with STOP to leave the mailing list.\n",
        "---\n\nHill Clinic, PO Box 12, Holme. The office is a registered charity.\n",
        "Write to us at office@hill.example for pictures of the work.\n",
        "© 2026 Hill Clinic. All rights reserved.\n",
        "Thank you for standing with us.\n",
        "Donate | Unsubscribe\n\nHill Clinic, 12 Dock Street, Holme\n",
    ] {
        let bulletin = ending(foot);
        assert_eq!(
            (brief(&bulletin).len(), unsorted(&bulletin).len()),
            (2, 0),
            "{foot}: {:?}",
            brief(&bulletin)
        );
    }
    let bank = only(
        "Gebetsbrief der Hügelklinik\n\nAsien\n\n- Betet um Regen in Sela.\n- Betet für Ben, der krank ist.\n\n\
         Impressum\n\nVerantwortlich ist Ada Bell, Am Wehr 3 in Holm.\n\nSpendenkonto\n\nIBAN XX12 3456, Bank in Holm. Vielen Dank!\n",
    );
    assert_eq!((brief(&bank).len(), unsorted(&bank).len()), (2, 0), "{bank:?}");
}

#[test]
fn who_may_add_to_a_sheet_and_how_is_no_item() {
    let plain = "Hill Chapel\n2 May 2026\n\nPray for rain in Sela.\n\n";
    for foot in [
        "If you would like something added to this sheet, please speak to Ada or ring the office on 01632 960017.",
        "Items for next week's sheet to Ada by Thursday noon, please.",
        "Thank you for your prayers and support.",
        "Have a request? Write to pray@hill.example (at most 60 words).",
    ] {
        assert_eq!(only(&format!("{plain}{foot}\n")).items.len(), 1, "{foot}");
        assert_eq!(ending(foot).items.len(), 2, "{foot}");
    }
    let german = only(
        "Kapelle am Hügel\n2. Mai 2026\n\nBetet um Regen in Sela.\n\nGebetsanliegen bitte bis Donnerstag an Ada.\n",
    );
    assert_eq!(german.items.len(), 1);
    let bare =
        only(&format!("{plain}Pray for Ben.\n\nWill you pray?\nWill you give?\nVisit hill.example today.\n"));
    assert_eq!(bare.items.len(), 2, "{bare:?}");
}

#[test]
fn somebody_with_an_office_or_a_list_is_no_foot() {
    let news = "Ada was called to the office on Monday and lost her work.";
    assert_eq!(unsorted(&ending(news)), [news]);
    let plain = only(
        "Hill Chapel\n2 May 2026\n\nPray for Ben.\n\nJane had a stroke on Monday. Write to her at jane@hill.example.\n",
    );
    assert!(plain.items.iter().any(|item| item.text.contains("stroke")), "{plain:?}");
}

#[test]
fn what_a_reply_quotes_was_sent_before() {
    let head = "From: Ada <ada@hill.example>\nTo: chain@hill.example\nSubject: Re: Cy\nDate: Wed, 6 May 2026 20:41:12 +0000\n\n";
    let texts = |body: &str| {
        let read = crate::bulletin::read(format!("{head}{body}").as_bytes(), &[]).unwrap();
        let items = read.bulletins().into_iter().flat_map(|bulletin| bulletin.items);
        items.map(|item| item.text).collect::<Vec<_>>()
    };
    let own = "Thank God, Cy’s test was clear!\n\nPlease pray for Ben, who has chest pains.\n\nAda\n\n";
    let expected = ["Thank God, Cy’s test was clear!", "Please pray for Ben, who has chest pains."];
    let quoted =
        "On Mon, 4 May 2026 at 09:02, Ada <ada@hill.example> wrote:\n\n> Pray for Cy, who has a test.\n";
    assert_eq!(texts(&format!("{own}{quoted}")), expected);
    let headed = "From: Ada\nSent: Monday, May 4, 2026 9:02 AM\nTo: chain\nSubject: Cy\n\nPray for Cy, who has a test.\n";
    assert_eq!(texts(&format!("{own}{headed}")), expected);
    let page = |quoted: &str| {
        let mime = "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n";
        let head = head.replace("\n\n", &format!("\n{mime}\n"));
        let page = format!(
            "{head}<p>Please pray for Ben, who has chest pains.</p><div>On Mon, 4 May 2026 at 09:02, Ada &lt;ada@hill.example&gt; wrote:<br></div>\
             <blockquote>{quoted}</blockquote>\n"
        );
        crate::bulletin::read(page.as_bytes(), &[]).unwrap().bulletins().remove(0).items.len()
    };
    assert_eq!(page("Pray for Cy, who has a test."), 1);
    assert_eq!(page(&"<p>Pray for Cy, who has a test on Monday.</p>".repeat(9)), 1);
    // whoever only answers sends it on
    for answer in ["", "Amen!\n\n", "Thank you for this letter. We are praying for you.\n\n"] {
        for below in [quoted, headed] {
            let texts = texts(&format!("{answer}{below}"));
            assert!(
                texts.iter().any(|text| text == "Pray for Cy, who has a test."),
                "{answer}{below}: {texts:?}"
            );
        }
    }
}

#[test]
fn what_may_be_either_at_the_end_is_shown() {
    for foot in [
        "We look forward to meeting you at the summer fair in Holme.\n",
        "Hill Clinic was begun in 1952 by two nurses on bicycles.\n",
    ] {
        let bulletin = ending(foot);
        assert_eq!(brief(&bulletin).len(), 2, "{foot}");
        assert_eq!(unsorted(&bulletin), [foot.trim()]);
    }
}

#[test]
fn the_first_entry_of_a_diary_may_give_thanks() {
    let bulletin = only(
        "Hill Clinic Prayer Diary, June 2026\n\nMon 1: Thank you for praying for Ada. The surgery went well.\nTue 2: Pray for Ben.\n\
         Wed 3: Pray for rain.\nThu 4: Thank you for praying!\n",
    );
    assert_eq!(
        brief(&bulletin),
        [
            "- | praise | Thank you for praying fo",
            "- | request | Pray for Ben.",
            "- | request | Pray for rain.",
            "- | praise | Thank you for praying!",
        ]
    );
}

#[test]
fn a_word_of_letters_or_pages_within_what_is_told_drops_nothing() {
    let plain = only(
        "Hill Clinic Prayer Requests\n\nAsia\n\nPray for rain in Sela.\n\nOur dear sister Jane had a stroke on Monday.\n\n\
         Tom will donate a kidney to his brother on Friday.\n\nMariam (not her real name) lost her baby on Tuesday.\n\nPray for Ben.\n",
    );
    assert!(plain.items.iter().any(|item| item.text.contains("baby")), "{plain:?}");
    assert!(plain.items.iter().any(|item| item.text.contains("Jane")), "{plain:?}");
    assert!(plain.items.iter().any(|item| item.text.contains("kidney")), "{plain:?}");
    let listed = only(
        "Gebetsbrief der Hügelklinik\n\nGebetsanliegen\n\n- Kraft für Anna\n- Kontakt zu den Nachbarn\n- Spenden für das neue Dach\n",
    );
    assert_eq!(listed.items.len(), 3, "{listed:?}");
}

#[test]
fn a_text_without_a_sign_of_a_bulletin_is_said_to_be_none() {
    let doubted = |text: &str| {
        let problems = crate::bulletin::read(text.as_bytes(), &[]).unwrap().problems;
        problems.iter().any(|problem| problem.what.contains("does not look like"))
    };
    assert!(doubted("Shopping\n\n- milk\n- two loaves of bread\n- soap for the kitchen\n"));
    assert!(doubted("Einkauf\n\n- Milch\n- zwei Brote\n- Seife für die Küche\n"));
    for bulletin in [
        ASKED,
        "Prayer List\n\n- Ada Bell\n- Ben Osei\n",
        "The Hill Team\n\n- Ada Bell, in hospital\n- Give thanks for Ben\n",
        "Hill Clinic\n\n4 May 2026\n\n- Ada Bell, in hospital\n- Ben Osei, out of work\n",
        "Hill Clinic\n\nKenya\n\n- Ada Bell, in hospital\n",
        "กลุ่ม\n\n- สมชาย\n- มาลี\n",
    ] {
        assert!(!doubted(bulletin), "{bulletin}");
    }
}

#[test]
fn good_news_is_praise_without_a_word_of_thanks() {
    let bulletin = only(
        "Hill Clinic News\n\nTeam\n\n- The Millers received their visas.\n- Dad’s scan is clear\n- Jane had a stroke on Monday.\n\
         - Ada’s surgery went well. Pray for strength.\n- Ben’s surgery went well. He has weeks of pain ahead.\n\
         - The Lunds arrived in Nairobi and need a house.\n\nPrayer requests\n\n- Tom passed his exams.\n",
    );
    let kinds: Vec<_> = bulletin.items.iter().map(|item| (item.kinds.praise, item.kinds.request)).collect();
    let (praise, request, both) = ((true, false), (false, true), (true, true));
    assert_eq!(kinds, [praise, praise, request, both, both, request, both]);
}
