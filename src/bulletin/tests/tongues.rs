//! Bulletins in other languages than English, each read whole. All of them are invented.

use super::{brief, only};

fn days(bulletin: &crate::bulletin::Bulletin) -> Vec<String> {
    bulletin.items.iter().map(|item| item.date.map(|date| date.to_string()).unwrap_or_default()).collect()
}

#[test]
fn a_diary_in_a_language_known_in_brief_has_its_days() {
    let bulletin = only(
        "Pokok Doa Syafaat Bukit Ministry\nEdisi 14-16 Agustus 2023\n\nSenin, 14 Agustus 2023\n\
         Kita berdoa untuk sekolah di Sela dan untuk para guru.\n\nSelasa, 15 Agustus 2023\n\
         Bersyukur untuk sumur yang baru.\n\nRabu, 16 Agustus 2023\nDesa itu tidak memiliki dokter.\n",
    );
    assert_eq!(
        brief(&bulletin),
        [
            "- | request | Kita berdoa untuk sekola",
            "- | praise | Bersyukur untuk sumur ya",
            "- | request | Desa itu tidak memiliki ",
        ]
    );
    assert_eq!(days(&bulletin), ["2023-08-14", "2023-08-15", "2023-08-16"]);
    assert_eq!(bulletin.language.as_deref(), Some("id"));
    assert_eq!(bulletin.publisher.as_deref(), Some("Bukit Ministry"));
}

#[test]
fn a_list_in_a_language_known_in_brief_has_kinds_verse_and_date() {
    let bulletin = only(
        "Böneblad från Kullmissionen\n3 november 2024\n\n\"Han är nära alla som ropar.\" Psaltaren 145:18\n\n\
         Kenya\n• Tacka för de nya brunnarna.\n• Be för skolan i Sela, där tre lärare saknas.\n",
    );
    assert_eq!(
        brief(&bulletin),
        ["Kenya | praise | Tacka för de nya brunnar", "Kenya | request | Be för skolan i Sela, dä"]
    );
    assert_eq!(bulletin.issued_on.unwrap().to_string(), "2024-11-03");
    assert_eq!(bulletin.scripture.first().map(|verse| &*verse.reference), Some("Psaltaren 145:18"));
    assert_eq!(bulletin.title.as_deref(), Some("Böneblad från Kullmissionen"));
}

#[test]
fn a_script_without_spaces_is_heard_within_its_runs() {
    let bulletin = only(
        "山冈宣教会代祷信\n2024年5月3日\n\n一、尼泊尔\n塞拉的弟兄们在雨季中失去了他们的房子。\n\n\
         二、肯尼亚\n1. 感谢神让新水井完工。\n2. 请为塞拉的学校祷告，三位老师还没有来。\n\n“祂靠近凡呼求祂的人。”（诗篇145:18）\n",
    );
    assert_eq!(
        brief(&bulletin),
        [
            "一、尼泊尔 | request | 塞拉的弟兄们在雨季中失去了他们的房子。",
            "二、肯尼亚 | praise | 感谢神让新水井完工。",
            "二、肯尼亚 | request | 请为塞拉的学校祷告，三位老师还没有来。",
        ]
    );
    assert_eq!(bulletin.issued_on.unwrap().to_string(), "2024-05-03");
    assert_eq!(bulletin.scripture.first().map(|verse| &*verse.reference), Some("诗篇145:18"));
}

#[test]
fn a_booklet_says_days_in_figures_and_breaks_words() {
    let bulletin = only(
        "Gebetsheft der Hügelallianz\n\nApril – Juni 2024\n2/2024\nHerausgeber & Kontakt: Hügelallianz e.V.\n\n2\nApril 2024\n\n\
         Liebe Beterinnen und Beter,\nder Frühling zieht ein, und mit ihm beginnt für viele unserer Werke die Zeit\n\
         der Freizeiten. Wir freuen uns, dass ihr mit uns vor Gott steht.\n\n\
         Mo, 01.04. Sonnbach: Im Gästehaus beginnt heute die Osterfreizeit für Fami-\n\
         lien. Beten Sie bitte für gute Begegnungen und für die Mitarbeiter in der Kü-\nche.\n\n\
         Di, 02.04. Wir danken für den Umbau.\n\n3\nMi, 03.04. Tansania: Die Schwestern brauchen Haus-\nund Hoftür. Betet, dass sie bald da ist.\n",
    );
    assert_eq!(
        brief(&bulletin),
        [
            "Sonnbach | request | Im Gästehaus beginnt heu",
            "- | praise | Wir danken für den Umbau",
            "Tansania | request | Die Schwestern brauchen ",
        ]
    );
    assert_eq!(days(&bulletin), ["2024-04-01", "2024-04-02", "2024-04-03"]);
    let texts: Vec<_> = bulletin.items.iter().map(|item| &*item.text).collect();
    assert!(texts[0].contains("für Familien. Beten") && texts[0].ends_with("in der Küche."), "{texts:?}");
    assert!(texts[2].contains("Haus- und Hoftür"), "{texts:?}");
}

#[test]
fn a_message_begins_with_when_it_was_sent_and_by_whom() {
    let bulletin = only(
        "12/3/24, 9:15 - Loma Clara: *Motivos de oración* 🙏\n\n🔹 Demos gracias por el bautismo de doce jóvenes.\n\
         🔹 Oremos por Marta, que será operada el jueves.\n🔹 Pidamos sabiduría para los ancianos.\n\
         12/3/24, 9:20 - Pedro: Amén\n12/3/24, 9:41 - Lucía: Amén 🙏\n",
    );
    assert_eq!(
        brief(&bulletin),
        [
            "- | praise | Demos gracias por el bau",
            "- | request | Oremos por Marta, que se",
            "- | request | Pidamos sabiduría para l",
        ]
    );
    assert_eq!(bulletin.items[2].text, "Pidamos sabiduría para los ancianos.");
    assert!(bulletin.title.unwrap().contains("Motivos de oración"));
    assert_eq!(bulletin.issued_on.unwrap().to_string(), "2024-03-12");
}

#[test]
fn a_verse_may_stand_behind_its_label_and_reference() {
    let bulletin = only(
        "Sujets de prière – 23/08/2022\n\nLa rentrée\n\nDemandons à Dieu sa protection pour les enfants de nos écoles.\n\n\
         Verset : Psaume 34:18 « Il est près de ceux qui ont le cœur brisé. »\n",
    );
    assert_eq!(brief(&bulletin), ["La rentrée | request | Demandons à Dieu sa prot"]);
    assert_eq!(bulletin.scripture.first().map(|verse| &*verse.reference), Some("Psaume 34:18"));
}

#[test]
fn a_letter_ends_with_names_above_lists_without_blank_lines() {
    let bulletin = only(
        "Rundbrief Nr. 47                                    Sela, im Mai 2024\n\nLiebe Freunde,\n\n\
         im März wurde unsere Tochter geboren. Wir sind Gott so dankbar!\n\nDanke, dass ihr an uns denkt!\nEure Jan & Mira\n\n\
         Wir danken für:\n– die Geburt von Ida\n– die Bewahrung auf der Fahrt\nWir bitten um:\n– das Geld für das Dach\n",
    );
    assert_eq!(
        brief(&bulletin),
        [
            "- | praise | die Geburt von Ida",
            "- | praise | die Bewahrung auf der Fa",
            "- | request | das Geld für das Dach"
        ]
    );
    assert_eq!((bulletin.title.as_deref(), bulletin.publisher), (Some("Rundbrief Nr. 47"), None));
}

#[test]
fn people_before_colons_are_asked_for_one_by_one() {
    let bulletin = only(
        "Gebetsanliegen der Woche\n\n13. Mai 2024\n\n## Fürbitte für unsere Missionare\n\n\
         Tim & Lea Brandt (Togo): Bitte betet um eine Wohnung in Lomé.\n\n\
         Ruth Seidel (Nepal): Sprachprüfung am 17. Mai; Weisheit im Umgang mit den Behörden.\n",
    );
    let people = "Fürbitte für unsere Missionare";
    assert_eq!(
        brief(&bulletin),
        [
            format!("{people} | request | Tim & Lea Brandt (Togo):"),
            format!("{people} | request | Ruth Seidel (Nepal): Spr")
        ]
    );
}

#[test]
fn places_head_labels_in_a_mail_and_small_words_on_days() {
    let bulletin = only(
        "Chers amis,\n\nVoici nos sujets de prière. Merci de les porter avec nous !\n\nTCHAD\nActions de grâce\n\
         - Douze élèves ont reçu leur diplôme.\nSujets de prière\n- Pour Élise, notre sage-femme.\n\nMALI\nActions de grâce\n- La pluie est venue.\nSujets de prière\n- Pour les puits.\n",
    );
    assert_eq!(
        brief(&bulletin),
        [
            "TCHAD | praise | Douze élèves ont reçu le",
            "TCHAD | request | Pour Élise, notre sage-f",
            "MALI | praise | La pluie est venue.",
            "MALI | request | Pour les puits.",
        ]
    );
    let bulletin = only(
        "Calendario di preghiera – Giugno 2024\nMissione Colle della Luce\n\nLunedì 3. Albania: preghiamo per Luca.\n\n\
         Martedì 4. Ciad: la stagione secca continua.\n\nMercoledì 5. Preghiamo per le case.\n",
    );
    assert_eq!(
        brief(&bulletin),
        [
            "Albania | request | preghiamo per Luca.",
            "Ciad | request | la stagione secca contin",
            "- | request | Preghiamo per le case.",
        ]
    );
    assert_eq!(bulletin.publisher.as_deref(), Some("Missione Colle della Luce"));
}

#[test]
fn lines_in_brackets_head_lists() {
    let bulletin = only(
        "언덕교회 중보기도 (5월 13일 ~ 5월 19일)\n\n[월] 나라를 위하여\n1. 이 땅에 정의가 흐르게 하소서\n2. 지도자들을 위해\n\
         [화] 교회를 위하여\n1. 새가족 정착을 위해\n2. 학교 건축을 마치게 하심을 감사\n",
    );
    assert_eq!(
        brief(&bulletin),
        [
            "[월] 나라를 위하여 | request | 이 땅에 정의가 흐르게 하소서",
            "[월] 나라를 위하여 | request | 지도자들을 위해",
            "[화] 교회를 위하여 | request | 새가족 정착을 위해",
            "[화] 교회를 위하여 | praise | 학교 건축을 마치게 하심을 감사",
        ]
    );
    assert_eq!(bulletin.publisher.as_deref(), Some("언덕교회"));
}

#[test]
fn entries_over_lists_within_them_are_headings() {
    let bulletin = only(
        "PONTOS DE ORAÇÃO - REDE VALE VERDE\nSemana 20/2024\n\n1) IGREJA\na) Pelos novos convertidos.\nb) Pela escola, em julho.\n\n\
         2) MISSÕES\na) Pr. Elias (Guiné-Bissau): saúde e visto.\nb) Louvor: o barco chegou!\n",
    );
    assert_eq!(
        brief(&bulletin),
        [
            "IGREJA | request | Pelos novos convertidos.",
            "IGREJA | request | Pela escola, em julho.",
            "MISSÕES | request | Pr. Elias (Guiné-Bissau)",
            "MISSÕES | praise | o barco chegou!",
        ]
    );
    assert_eq!(bulletin.publisher.as_deref(), Some("Rede Vale Verde"));
    let requests = only(
        "Hill Clinic Prayer List\n\n1. Pray for Kenya\n   a. The schools\n   b. The wells\n2. Pray for Mali\n   a. Rain\n",
    );
    assert_eq!(requests.items.len(), 5);
}

#[test]
fn a_language_without_a_file_keeps_its_first_line_for_the_title() {
    let bulletin = only(
        "Malsupra Folio – Monteto\nMajo\n\nKenja tero\n- Dankon pro la novaj putoj en Morolo.\n- Por la lernejo de Sela.\n",
    );
    assert_eq!(bulletin.title.as_deref(), Some("Malsupra Folio – Monteto"));
    assert_eq!((bulletin.publisher, bulletin.items.len()), (None, 2));
}
