//! Whole bulletins, all of them invented, and what holds for any text at all.

mod days;
mod feet;
mod heads;
mod layouts;
mod lists;
mod marks;
mod notices;
mod tongues;

use proptest::prelude::*;

use super::*;
use crate::text;

const WEEKLY: &str = "\
Hill Clinic Prayer Requests

May 4, 2019

“He hears us before we call, and he is near.”

— Psalm 34:18


  • Praise God that the well at Sela was dug on Monday. Pray for Anna’s family, who gave the land, and pray for rain.

West Africa

  • Please pray for our two nurses in Ghana. They have not slept since the flood. Read the full story .

South Asia

  • Praise God for nine new readers in Patna! Their teacher, Josephat, wept.

Clinic Office & Friends

Hill Clinic has offices in Canada and the U.K.

  • In April we asked you to pray for a driver. Josephat Osei has come!

Donate | Unsubscribe
";

pub(super) fn only(text: &str) -> Bulletin {
    let mut bulletins = read(text.as_bytes(), &[]).unwrap().bulletins();
    assert_eq!(bulletins.len(), 1);
    bulletins.remove(0)
}

/// An item in one line: its heading, kinds and beginning.
pub(super) fn brief(bulletin: &Bulletin) -> Vec<String> {
    let line = |item: &Item| {
        let kinds = match (item.kinds.praise, item.kinds.request) {
            (true, true) => "both",
            (true, false) => "praise",
            _ => "request",
        };
        let start: String = item.text.chars().take(24).collect();
        format!("{} | {kinds} | {start}", item.heading.as_deref().unwrap_or("-"))
    };
    bulletin.items.iter().map(line).collect()
}

#[test]
fn a_weekly_bulletin_is_read_whole() {
    let bulletin = only(WEEKLY);
    assert_eq!(bulletin.title.as_deref(), Some("Hill Clinic Prayer Requests"));
    assert_eq!(bulletin.publisher.as_deref(), Some("Hill Clinic"));
    assert_eq!(bulletin.issued_on.unwrap().to_string(), "2019-05-04");
    assert_eq!(bulletin.language.as_deref(), Some("en"));
    let verse = Scripture {
        reference: "Psalm 34:18".into(),
        text: "He hears us before we call, and he is near.".into(),
    };
    assert_eq!(bulletin.scripture, [verse]);
    let expected = [
        "- | both | Praise God that the well",
        "West Africa | request | Please pray for our two ",
        "South Asia | praise | Praise God for nine new ",
        "Clinic Office & Friends | praise | In April we asked you to",
    ];
    assert_eq!(brief(&bulletin), expected);
    assert_eq!(bulletin.items[0].petitions, ["Pray for Anna’s family, who gave the land", "pray for rain"]);
    assert_eq!(bulletin.items[1].countries, ["GH"]);
    assert_eq!(bulletin.items[1].links, [Link { text: "Read the full story".into(), url: None }]);
    assert!(bulletin.items[3].follows_up && !bulletin.items[1].follows_up);
    let note = Note {
        heading: Some("Clinic Office & Friends".into()),
        text: "Hill Clinic has offices in Canada and the U.K.".into(),
    };
    assert_eq!(bulletin.notes, [note]);
    assert_eq!(bulletin.unsorted, []);
}

#[test]
fn the_same_bulletin_without_blank_lines_and_bullets_is_the_same() {
    let bare: String = WEEKLY
        .replace("  • ", "")
        .lines()
        .filter(|line| !line.is_empty())
        .flat_map(|line| [line, "\n"])
        .collect();
    assert_eq!(brief(&only(&bare)), brief(&only(WEEKLY)));
}

#[test]
fn markdown_is_read_as_well() {
    let bulletin = only(
        "# Hill Clinic: Weekly Prayer\n\n*4 May 2019*\n\n> “He is near.”\n>\n> – Psalm 34:18\n\n\
         * **Rain at last.** Thank God! [Read more](http://hill.example)\n\n## Asia\n\nPray for Zoë\\*, who is ill.\n\n---\n\n\\*Name changed.\n",
    );
    assert_eq!(
        brief(&bulletin),
        ["- | praise | Rain at last. Thank God!", "Asia | request | Pray for Zoë*, who is il"]
    );
    assert_eq!(bulletin.items[0].links[0].url.as_deref(), Some("http://hill.example"));
    assert_eq!(bulletin.scripture[0].reference, "Psalm 34:18");
    assert_eq!((bulletin.publisher.as_deref(), bulletin.unsorted.len()), (Some("Hill Clinic"), 0));
}

#[test]
fn run_in_leads_are_headings() {
    let bulletin = only(
        "Hill Clinic Weekly Prayer\n\nPray for rain, and for the two drivers who carry it.\n\n\
         Africa: Praise God for the well.\n\nPlease also pray for Sela.\n\nHill Isles: Pray for Ada: she is ill.\n",
    );
    let expected = [
        "- | request | Pray for rain, and for t",
        "Africa | praise | Praise God for the well.",
        "Africa | request | Please also pray for Sel",
        "Hill Isles | request | Pray for Ada: she is ill",
    ];
    assert_eq!(brief(&bulletin), expected);
}

#[test]
fn labels_tell_what_items_do() {
    let bulletin = only(
        "Hill Chapel\nPrayer List\nSunday 5 May 2019\n\nPRAISE\n- A new roof.\n- A baby. Prayer for his mother.\n\nREQUESTS\n- Ada’s knee\n",
    );
    assert_eq!(
        brief(&bulletin),
        [
            "PRAISE | praise | A new roof.",
            "PRAISE | both | A baby. Prayer for his m",
            "REQUESTS | request | Ada’s knee"
        ]
    );
    assert_eq!(
        (bulletin.title.as_deref(), bulletin.publisher.as_deref()),
        (Some("Prayer List"), Some("Hill Chapel"))
    );
}

#[test]
fn a_title_in_a_list_and_its_wrapped_body_are_one_item() {
    let bulletin = only(
        "WEEKLY PRAYER\nSource: Hill Clinic\nWeek of 2019-05-04\n\n== East Africa ==\n\n* Rain for the fields (Sela)\n\
         The fields have been dry since March, and the school keeps its\nwater in two jars. Pray for rain.\n\n* Ada (Sela)\nPray for her.\n",
    );
    assert_eq!(
        brief(&bulletin),
        [
            "East Africa | request | Rain for the fields (Sel",
            "East Africa | request | Ada (Sela) Pray for her."
        ]
    );
    assert_eq!(bulletin.publisher.as_deref(), Some("Hill Clinic"));
    assert_eq!(bulletin.issued_on.unwrap().to_string(), "2019-05-04");
}

#[test]
fn a_paragraph_without_a_cue_goes_on_with_its_item() {
    let bulletin =
        only("Hill Prayer\n\nPray for Ada.\n\nShe fell on Monday, and cannot walk.\n\nPray for Ben.\n");
    assert_eq!(brief(&bulletin), ["- | request | Pray for Ada. She fell o", "- | request | Pray for Ben."]);
}

#[test]
fn a_letter_tells_and_its_list_asks() {
    let bulletin = only(
        "Dear friends,\n\nIt has rained for nine days. Pray for Koffi, who lost his job.\n\nWe were glad for your letters.\n\n\
         With love,\nMarc\n\nPrayer points:\n- Thank God for the rain.\n- Pray for Koffi and his family.\n",
    );
    assert_eq!(
        brief(&bulletin),
        ["- | praise | Thank God for the rain.", "- | request | Pray for Koffi and his f"]
    );
    let without =
        only("Dear friends,\n\nIt has rained. Pray for Koffi, who lost his job.\n\nWith love,\nMarc\n");
    assert_eq!(brief(&without), ["- | request | It has rained. Pray for "]);
}

#[test]
fn a_paragraph_without_a_cue_is_an_item_of_its_own_in_a_flat_list() {
    let bulletin = only(
        "Hill Prayer\n\nPray for Ada.\n\nThe licence runs out in May.\n\nHer desk is full.\n\nPray for Ben.\n",
    );
    let expected = [
        "- | request | Pray for Ada.",
        "- | request | The licence runs out in ",
        "- | request | Pray for Ben.",
    ];
    assert_eq!(brief(&bulletin), expected);
}

#[test]
fn an_address_alone_belongs_to_the_page() {
    let bulletin = only("Hill Prayer\nwww.hill.example\n\nPray for Ada.\n\nada@hill.example\n");
    assert_eq!(
        (brief(&bulletin), bulletin.unsorted.len()),
        (vec!["- | request | Pray for Ada.".to_owned()], 0)
    );
}

#[test]
fn what_no_rule_can_place_is_kept() {
    let reading = read(b"Hill Prayer\n\nPray for Ada.\n\nRota: tea, Ann\n", &[]).unwrap();
    assert_eq!(reading.problems[0].line, Some(5));
    assert_eq!(reading.bulletins()[0].unsorted, [Unsorted { line: 5, text: "Rota: tea, Ann".into() }]);
}

/// Lines such as bulletins are made of, in any order.
pub(super) fn line() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "",
        "",
        "",
        "Hill Clinic Prayer",
        "Africa",
        "AFRICA",
        "## Asia",
        "== Asia ==",
        "**Asia**",
        "---",
        "======",
        "|",
        "4 May 2019",
        "Tuesday 5",
        "Wednesday 6: Pray for rain. THURSDAY 7. Ask for seed.",
        "8 May – Kenya",
        "14 May 2019",
        "Well      Sela      Ask",
        "“He is near.”",
        "— Psalm 34:18",
        "“He is near.” (Psalm 34:18)",
        "Verse of the week:",
        "Verse of the week: “He is near.” (Psalm 34:18)",
        "– Auntie Vi",
        "PRAISE",
        "Prayer requests:",
        "Praise: rain",
        "Kenya: Pray for rain.",
        "Pray for Ada.",
        "- Praise God for rain.",
        "  • Ask God for rain. Read the full story .",
        "1. Rain",
        "* Rain (Sela)",
        "The fields are dry.",
        "> quoted",
        "The fields are dry and have been so since March, all the way up to the",
        "hills. Two wells are left.",
        "Unsubscribe | Donate",
        "*Names changed.",
        "© Hill Clinic",
        "[a](b)",
        "Dear friends,",
        "기도해 주세요.",
        "Source: Hill",
    ]);
    prop_oneof![4 => known.prop_map(str::to_owned), 1 => "\\PC{0,60}", 1 => "[ *_>#|•.-]{0,8}"]
}

proptest! {
    /// The promise of this floor: each line that holds something is in exactly one block, and the words of an item, a
    /// note or an unsorted block are in the bulletin.
    #[test]
    fn no_line_is_lost(lines in prop::collection::vec(line(), 0..30)) {
        let written = lines.join("\n");
        let Ok(reading) = read(written.as_bytes(), &[]) else {
            prop_assert!(written.trim().is_empty() || text::safe(&written).trim().is_empty());
            return Ok(());
        };
        let safe = text::decode(written.as_bytes()).unwrap().text;
        // Lines may be parted where a day opens in them; no letter of them goes.
        let letters = |document: &Document| {
            let all = document.lines.iter().flat_map(|line| line.text.chars());
            all.filter(|letter| !letter.is_whitespace()).collect::<String>()
        };
        prop_assert_eq!(letters(&reading.document), letters(&Document::new(&safe)));
        let mut next = 0;
        for block in reading.issues.iter().flat_map(|issue| &issue.blocks) {
            prop_assert_eq!(block.lines.start, next, "a gap or an overlap");
            prop_assert!(block.lines.end > block.lines.start);
            next = block.lines.end;
        }
        prop_assert_eq!(next, reading.document.lines.len());
        let mut kept = String::new();
        for issue in &reading.issues {
            strings(&serde_json::to_value(&issue.bulletin).unwrap(), &mut kept);
        }
        for block in reading.issues.iter().flat_map(|issue| &issue.blocks) {
            if !matches!(block.part, Part::Boilerplate | Part::Date | Part::Title | Part::Heading | Part::Story) {
                let lines = reading.document.lines[block.lines.clone()].iter();
                // A day is the item's date.
                let all = lines.map(Line::words).collect::<Vec<_>>().join(" ");
                // A label ("Praise: ...") is what the item does, and stands in its kinds; one before a verse ("Verse of
                // the week: ...") says that it is one.
                let after = match block.part {
                    Part::Scripture => all.split_once(": "),
                    _ => all.split_once(':').filter(|_| block.label.is_some()),
                };
                let all = after.map_or(all.as_str(), |(_, after)| after);
                for word in text::words(all) {
                    prop_assert!(kept.contains(word.text), "{:?} of {:?} is gone", word.text, block);
                }
            }
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused_in_words(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Err(refused) = read(&bytes, &[]) {
            let sentence = refused.to_string();
            prop_assert!(!sentence.is_empty() && !sentence.ends_with('.'));
        }
    }

    #[test]
    fn a_title_fits_its_line(item in "\\PC{0,200}") {
        prop_assert!(text::width(&title_of(&item, Some("en"))) <= 80);
    }
}

/// All strings of a value, one after the other.
fn strings(value: &serde_json::Value, all: &mut String) {
    match value {
        serde_json::Value::String(text) => {
            all.push_str(text);
            all.push(' ');
        }
        serde_json::Value::Array(list) => list.iter().for_each(|value| strings(value, all)),
        serde_json::Value::Object(map) => map.values().for_each(|value| strings(value, all)),
        _ => {}
    }
}

#[test]
fn thanks_over_a_list_make_its_items_praises() {
    let text = "Hill News\n\nPlease pray with us:\n1) For Ada's permit.\n2) For the road.\n\nAnd give thanks with us:\n\
                - For the clinic\n- For rain\n";
    let expected = [
        "- | request | For Ada's permit.",
        "- | request | For the road.",
        "- | praise | For the clinic",
        "- | praise | For rain",
    ];
    assert_eq!(brief(&only(text)), expected);
}

#[test]
fn pictures_mark_the_items_of_a_chat() {
    let text = "*PRAYER POINTS*\n\n🙏 *Grace* - surgery on Tuesday\n🙏🏽 *Camp* - still need funds\n🎉 *Praise:* Otieno got the job!\n";
    let bulletin = only(text);
    assert_eq!(bulletin.title.as_deref(), Some("PRAYER POINTS"));
    let expected = [
        "- | request | Grace - surgery on Tuesd",
        "- | request | Camp - still need funds",
        "- | praise | Otieno got the job!",
    ];
    assert_eq!(brief(&bulletin), expected);
    let once = only("🙏 Rain for Sela\n\nPray for Ada.\n");
    assert_eq!(brief(&once), ["- | request | Pray for Ada."], "one picture makes no list");
}

#[test]
fn lines_that_nowhere_break_inside_a_sentence_are_paragraphs() {
    let text = "Boletín de oración\n\nPERÚ\nOremos por la hermana Flor, que será operada el jueves en Cusco.\n\
                Demos gracias a Dios por los catorce bautizados en Puno.\n";
    let expected = ["PERÚ | request | Oremos por la hermana Fl", "PERÚ | praise | Demos gracias a Dios por"];
    assert_eq!(brief(&only(text)), expected);
}

#[test]
fn a_calendar_set_in_columns_is_a_diary() {
    let text = "PRAYER CALENDAR — NOVEMBER 2026\nNorthern Lights Mission\n\nSun 1    Thank God for those before us.\n\
                Mon 2    Tromsø: Pray for Ingrid.\nTue 3    Pray for a building.\nWed 4    Pray for Nuuk.\n\
                Thu 5    Board meeting.\nFri 6    Pray for a printer.\n";
    let bulletin = only(text);
    assert_eq!(bulletin.publisher.as_deref(), Some("Northern Lights Mission"));
    let days: Vec<String> = bulletin.items.iter().filter_map(|item| Some(item.date?.to_string())).collect();
    assert_eq!(days.len(), 6, "{:?}", bulletin.unsorted);
    assert_eq!(days.last().map(String::as_str), Some("2026-11-06"));
    assert_eq!(bulletin.items[0].heading, None);
}

#[test]
fn what_is_told_between_title_and_label_is_the_items_context() {
    let text = "Prayer Alert: Pastor detained\n14 September 2026\n\nOfficers entered a house on Friday evening.\n\n\
                His wife has not been told where he is.\n\nPlease pray\n- that he would be free soon\n- for Selam\n";
    let bulletin = only(text);
    let told = "Officers entered a house on Friday evening. His wife has not been told where he is.";
    let contexts: Vec<_> = bulletin.items.iter().map(|item| item.context.as_deref()).collect();
    assert_eq!(contexts, [Some(told), Some(told)]);
    assert_eq!(bulletin.unsorted, []);
}

#[test]
fn thanks_in_a_letters_beginning_are_no_item() {
    let text = "Gebetsbrief\nLichtblick e.V.\n\nLiebe Freunde,\n\nviel ist geschehen. Danke für alle Gebete!\n\n\
                Dank:\n• Die Schule hat ihr Dach.\n\nBitte:\n• Betet für Anneliese.\n";
    let bulletin = only(text);
    let expected = ["- | praise | Die Schule hat ihr Dach.", "- | request | Betet für Anneliese."];
    assert_eq!(brief(&bulletin), expected);
}

#[test]
fn what_was_answered_is_praise() {
    let text = "Digest\n\nRequests\n\n1. Amina - a hearing on the 25th.\n2. The boat - it failed again.\n\n\
                Answered\n\n1. Rain in Kaolack - three days of it!\n2. Moussa - scan clear.\n";
    let kinds: Vec<bool> = only(text).items.iter().map(|item| item.kinds.praise).collect();
    assert_eq!(kinds, [false, false, true, true]);
}

#[test]
fn thanks_are_heard_in_the_words_in_which_they_are_given() {
    for (asked, told) in [
        ("Pray for Ada, who is ill.", "An answer at last: two drivers brought a generator to the church."),
        ("Bitte betet für die Kinder.", "Er stand eines Abends wieder vor der Tür. Wir sind so dankbar."),
        ("Bitte betet für die Kinder.", "Gott sei gelobt, seit Juli gibt es keine neuen Erkrankungen."),
        ("Orem pelos pais da Cláudia.", "Deus supriu! Os salários de maio foram pagos no dia certo."),
        ("Priez pour les enfants du foyer.", "Les papiers sont arrivés. Nous louons Dieu !"),
        ("Bid voor de kinderen van Lia.", "Het dak is dicht. We danken de Heer!"),
    ] {
        let bulletin = only(&format!("• {asked}\n• {told}\n"));
        let kinds: Vec<bool> = bulletin.items.iter().map(|item| item.kinds.praise).collect();
        assert_eq!(kinds, [false, true], "{told}");
    }
}

#[test]
fn the_field_of_a_mail_that_was_copied_is_no_name() {
    let reading = read(
        b"Subject: Friday prayer for Hill Clinic\n\nHi all\n\n1. Pray for Dan.\n2. Pray for rain.\n",
        &[],
    )
    .unwrap();
    let bulletin = &reading.bulletins()[0];
    assert_eq!(bulletin.title.as_deref(), Some("Friday prayer for Hill Clinic"));
    assert_eq!(bulletin.publisher.as_deref(), Some("Hill Clinic"));
    assert_eq!(bulletin.items.len(), 2);
}

#[test]
fn what_is_asked_for_by_name_heads_what_stands_under_it() {
    let text = "Hill Letter\n\nPray for the Otis family in Kenya:\n\n• Their visas, which end in May.\n• Their son Tom.\n\n\
                Please pray for the following people:\n\n• Ada, who is ill.\n";
    let reading = read(text.as_bytes(), &[]).unwrap();
    let items = &reading.bulletins()[0].items;
    let headings: Vec<_> = items.iter().map(|item| item.heading.as_deref().unwrap_or("-")).collect();
    assert_eq!(headings[..2], ["Pray for the Otis family in Kenya"; 2]);
    assert_eq!(items[0].countries, ["KE"]);
}

#[test]
fn an_introduction_to_all_that_follows_is_no_item() {
    for next in [
        "- Rain for Tola\n- Joy for the staff\n",
        "Schools\n\nPray for the teachers.\n\nRoads\n\nPray for the drivers.\n",
    ] {
        let text = format!(
            "Hill Letter\n\nWe invite all of you who are our friends to join us in prayer for these topics:\n\n{next}"
        );
        let reading = read(text.as_bytes(), &[]).unwrap();
        let bulletin = &reading.bulletins()[0];
        assert_eq!((bulletin.items.len(), bulletin.unsorted.len()), (2, 1), "{:?}", bulletin.items);
    }
}

#[test]
fn the_number_of_an_issue_is_no_day_and_a_diary_may_say_its_own() {
    let issued =
        |text: &str| read(text.as_bytes(), &[]).unwrap().bulletins()[0].issued_on.map(|day| day.to_string());
    assert_eq!(
        issued(
            "Nouvelles du Tchad\nLettre n° 14 - juin 2021\n\n• Priez pour Awa, qui attend son opération dans la ville.\n"
        ),
        None
    );
    assert_eq!(issued("Hill Letter 14 – June 2021\n\n• Pray for Ada.\n"), None);
    assert_eq!(issued("Hill Letter 14 – June 5, 2021\n\n• Pray for Ada.\n").as_deref(), Some("2021-06-05"));
    assert_eq!(issued("Hill Letter 14 June 2021\n\n• Pray for Ada.\n").as_deref(), Some("2021-06-14"));
    let diary = "Hill Prayers\n\nUpdated: Aug 9, 2021\n\n• Aug. 05, 2021 | Pray for Ada.\n\n• Aug. 04, 2021 | Pray for Ben.\n\n• Aug. 03, 2021 | Pray for Cleo.\n";
    assert_eq!(issued(diary).as_deref(), Some("2021-08-09"));
}

#[test]
fn a_day_that_no_bulletin_is_of_is_none() {
    for day in ["0001-01-01T00:00:00Z", "9999-12-31", "+12026-3-7"] {
        let page = format!(
            "<!doctype html><meta property='article:published_time' content='{day}'><p>Pray for the well.</p>"
        );
        let reading = read(page.as_bytes(), &[]).unwrap();
        assert_eq!(reading.issues[0].bulletin.issued_on, None, "{day}");
    }
}
