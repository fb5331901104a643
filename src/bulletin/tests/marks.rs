//! Boxes, ticks and strokes in lists, and headings of praise. All of it is invented.

use super::{brief, only};
use crate::bulletin::{Document, Mark};

#[test]
fn what_is_ticked_is_praise_and_boxes_are_no_words() {
    let expected = [
        "Now | request | Ada, that she would slee",
        "Now | praise | Ben’s reading",
        "Now | praise | Pray for Cy’s job",
        "Now | both | Dee is home. Pray for he",
        "Answered | praise | The lease",
    ];
    let bulletin = only(
        "# Hill list\n\n## Now\n- [ ] Ada, that she would sleep\n- [x] Ben’s reading\n- [X] Pray for Cy’s job\n- [x] Dee is home. Pray for her knee.\n\n\
         ## Answered\n- [x] The lease\n",
    );
    assert_eq!(brief(&bulletin), expected);
    assert_eq!(bulletin.items[0].title, "Ada, that she would sleep");
    let typed = only(
        "Hill prayer list\n\nNOW\n☐ Ada, that she would sleep\n☑ Ben’s reading\n[x] Pray for Cy’s job\n\nASIA\n[ ] Rain\n",
    );
    assert_eq!(
        brief(&typed)[..3],
        expected[..3].iter().map(|line| line.replace("Now", "NOW")).collect::<Vec<_>>()
    );
    assert_eq!(brief(&typed)[3], "ASIA | request | Rain");
    let page = only(
        "<html><body><h1>Hill list</h1><h2>Now</h2><ul><li>[ ] Ada, that she would sleep</li><li>✅ Ben’s reading</li>\
         <li>☑ Pray for Cy’s job</li></ul></body></html>",
    );
    assert_eq!(brief(&page), expected[..3]);
}

#[test]
fn a_tick_is_a_bullet_where_all_entries_have_one() {
    let bulletin = only(
        "Hill Chain\n3 May 2022\n\nPRAYER POINTS\n✅ Ada’s operation\n✅ Pray for Ben.\n✅ Rain\n\nPRAISE\n• The roof\n",
    );
    assert_eq!(
        brief(&bulletin),
        [
            "PRAYER POINTS | request | Ada’s operation",
            "PRAYER POINTS | request | Pray for Ben.",
            "PRAYER POINTS | request | Rain",
            "PRAISE | praise | The roof",
        ]
    );
    let mixed =
        only("Hill Chain\n3 May 2022\n\nSICK\n🙏 Ada’s operation\n🙏 Ben\n✅ Cy, at home\n🙏 Dee’s eye ✅\n");
    assert_eq!(
        brief(&mixed),
        [
            "SICK | request | Ada’s operation",
            "SICK | request | Ben",
            "SICK | praise | Cy, at home",
            "SICK | praise | Dee’s eye",
        ]
    );
}

#[test]
fn what_is_struck_through_before_what_came_is_praise() {
    let expected = [
        "- | praise | Pray for a new teacher. ",
        "- | praise | Pray for a van",
        "- | request | Pray for Tim’s fever.",
        "- | request | Pray for rain.",
    ];
    let list = "- ~~Pray for a new teacher.~~ Answered! Ada begins in May.\n- ~~Pray for a van~~ ✅\n\
                - Pray for ~~Tom’s~~ Tim’s fever.\n- Pray for rain.\n";
    let marked = only(&format!("# Hill Chain\n\n{list}"));
    assert_eq!(brief(&marked)[..2], expected[..2]);
    assert_eq!(brief(&marked)[3], expected[3]);
    assert!(marked.items[0].text.ends_with("Answered! Ada begins in May."));
    let typed = only(&format!("Hill Chain\n3 May 2022\n\n{list}"));
    assert_eq!(brief(&typed)[..2], expected[..2]);
    let page = only(
        "<html><body><h1>Hill Chain</h1><ul><li><s>Pray for a new teacher.</s> <b>Answered!</b> Ada begins in May.</li>\
         <li><del>Pray for a van</del> ✅</li><li><s>Tom</s> Pray for Tim’s fever.</li><li>Pray for rain.</li></ul></body></html>",
    );
    assert_eq!(brief(&page)[..2], expected[..2]);
    assert_eq!(brief(&page)[3], expected[3]);
    assert!(brief(&page)[2].contains("| request |"));
    // what is asked after it is asked
    let on = only("# Hill Chain\n\n- ~~Pray for Ada’s knee.~~ Pray for Ada’s eye.\n- Pray for rain.\n");
    assert_eq!(brief(&on)[0], "- | both | Pray for Ada’s knee. Pra");
}

#[test]
fn an_answer_that_is_cried_out_is_an_item() {
    let bulletin = only(
        "Hill Chain\n3 May 2022\n\nANSWERED! Ada’s house sold on Friday.\n\nPray for Ben. (ANSWERED)\n\nPray for Cy’s knee.\n",
    );
    assert_eq!(
        brief(&bulletin),
        [
            "- | praise | ANSWERED! Ada’s house so",
            "- | praise | Pray for Ben. (ANSWERED)",
            "- | request | Pray for Cy’s knee.",
        ]
    );
    assert_eq!(bulletin.items[0].title, "Ada’s house sold on Friday");
}

#[test]
fn headings_made_of_words_of_praise_give_thanks() {
    let bulletin = only(
        "Team Sela\nJuly 8, 2023\n\nBEFORE WE GO\n• For Ada’s passport\n\nPRAISES SO FAR\n• All bags packed\n\nRecent celebrations\n• Ben’s 60th\n",
    );
    assert_eq!(
        brief(&bulletin),
        [
            "BEFORE WE GO | request | For Ada’s passport",
            "PRAISES SO FAR | praise | All bags packed",
            "Recent celebrations | praise | Ben’s 60th",
        ]
    );
}

#[test]
fn marks_are_read_once() {
    let document = Document::new("- [x] Rain\n[x](http://hill.example) is a link\n[Ada] Rain");
    let marks: Vec<_> = document.lines.iter().map(|line| (line.mark, line.text.as_str())).collect();
    assert_eq!(
        marks,
        [(Mark::Bullet('☑'), "Rain"), (Mark::Plain, "x is a link"), (Mark::Plain, "[Ada] Rain")]
    );
}
