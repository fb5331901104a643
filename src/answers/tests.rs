//! What is asked and told in each language, and which belongs to which.

use chrono::NaiveDate;

use super::*;

fn seen(text: &str, language: &str, day: &str) -> Profile {
    profile(&Source {
        text,
        language: Some(language),
        publisher: Some("Open Gate"),
        issued_on: Some(day.parse().unwrap()),
        ..Source::default()
    })
}

/// The place of the request that a praise is most likely an answer to.
fn best(language: &str, praise: &str, requests: &[&str]) -> (usize, Vec<String>) {
    let praise = seen(praise, language, "2026-03-01");
    let requests: Vec<Profile> = requests.iter().map(|text| seen(text, language, "2026-01-01")).collect();
    let requests: Vec<&Profile> = requests.iter().collect();
    let rarity = Rarity::of(requests.iter().copied());
    let ranked = rank(&praise, &requests, &rarity, Weights::shipped(), 3, &mut || false).unwrap();
    let reasons = reasons(&praise, requests[ranked[0].at], &ranked[0].features, &rarity);
    (ranked[0].at, reasons)
}

/// Each with a praise that shares no rare word with its request, only the subject.
const ASKED: [(&str, &str, [&str; 3]); 8] = [
    (
        "en",
        "Thank God! The scan is clear, and the oncologist shook her hand.",
        [
            "Pray for a landlord who would let us rent two rooms near the market.",
            "Pray for Ellen's second round of chemotherapy.",
            "Pray for the hearing of the fishermen, and for a just judge.",
        ],
    ),
    (
        "de",
        "Gott sei Dank, der Chirurg ist zufrieden und sie wurde aus dem Krankenhaus entlassen.",
        [
            "Betet für ein Visum für Familie Brandt.",
            "Betet für die Operation von Elke am Dienstag.",
            "Betet für Regen und für die Ernte im Norden.",
        ],
    ),
    (
        "fr",
        "Merci Seigneur : le juge l'a acquitté et il a quitté la prison lundi.",
        [
            "Priez pour la traduction du livre de Ruth.",
            "Priez pour le procès de Karim devant le tribunal.",
            "Priez pour le toit de l'école avant les pluies.",
        ],
    ),
    (
        "es",
        "Gracias a Dios, el consulado selló sus pasaportes y ya tienen el permiso de residencia.",
        [
            "Oren por la cirugía de rodilla de Marta.",
            "Oren por la visa de la familia Ortiz.",
            "Oren por la cosecha y por lluvia en el valle.",
        ],
    ),
    (
        "pt",
        "Graças a Deus, ele foi contratado e já recebeu o primeiro salário.",
        [
            "Orem pela perfuração do poço na aldeia.",
            "Orem por um emprego para o Paulo, que está desempregado.",
            "Orem pela saúde da avó no hospital.",
        ],
    ),
    (
        "it",
        "Grazie a Dio, ha superato l'esame a pieni voti.",
        [
            "Pregate per il visto della famiglia Conti.",
            "Pregate per Lucia che prepara l'esame di diploma.",
            "Pregate per la pioggia e per il raccolto.",
        ],
    ),
    (
        "nl",
        "God zij dank, de rechter sprak hem vrij en hij mocht de gevangenis verlaten.",
        [
            "Bid voor het visum van de familie Bakker.",
            "Bid voor het proces van Johan bij de rechtbank.",
            "Bid voor regen en voor de oogst.",
        ],
    ),
    (
        "ko",
        "하나님께 감사합니다. 수술이 잘 되어 병원에서 퇴원했습니다.",
        [
            "비자가 나오도록 기도해 주세요.",
            "김 집사의 수술을 위해 기도해 주세요.",
            "비가 내리고 풍년이 들도록 기도해 주세요.",
        ],
    ),
];

#[test]
fn a_praise_finds_its_request_by_the_subject_in_every_language() {
    for (language, praise, requests) in ASKED {
        let (found, why) = best(language, praise, &requests);
        assert_eq!(found, 1, "{language}: {why:?}");
    }
}

#[test]
fn a_first_name_alone_is_not_enough_where_another_surname_stands_beside_it() {
    let requests = [
        "Pray for David Moss, who takes his driving test.",
        "Pray for David Kerr, who takes his driving test.",
    ];
    let (found, _) = best("en", "Thank God, David Kerr has passed his driving test!", &requests);
    assert_eq!(found, 1);
}

#[test]
fn accents_initials_and_the_possessive_do_not_part_a_name() {
    let (told, asked) = (
        seen("Praise God! Mahefa R.'s permit has come.", "en", "2026-03-01"),
        seen("Pray for Mahéfa Rakoto and his permit.", "en", "2026-01-01"),
    );
    let features = compare(&told, &asked, &Rarity::of([&asked]));
    assert!(features.get(Feature::FullName) > 0.5 && features.get(Feature::NoName) <= 0.0, "{features:?}");
}

#[test]
fn a_call_back_counts_the_time_it_names() {
    let told = seen("Last month we asked you to pray for a cook. She has come!", "en", "2026-03-01");
    let compared = |day| {
        let asked = seen("Pray for a cook for the camp.", "en", day);
        compare(&told, &asked, &Rarity::of([&asked])).get(Feature::Recalled)
    };
    assert!(told.calls_back());
    assert_eq!((compared("2026-02-01"), compared("2025-08-01")), (1.0, -1.0));
    let asks = seen("We pray for a cook, and asked nobody last month.", "en", "2026-03-01");
    assert!(!asks.calls_back(), "to pray for somebody calls nothing back");
}

#[test]
fn a_number_counts_with_what_it_counts() {
    let number = |told: &str, asked: &str| {
        let (told, asked) = (seen(told, "en", "2026-03-01"), seen(asked, "en", "2026-01-01"));
        compare(&told, &asked, &Rarity::of([&asked])).get(Feature::Number)
    };
    assert!(number("All 340 goats drink.", "Water for 340 goats.") > 0.5);
    assert!(number("On 14 May they came.", "They come on 14 February.") <= 0.0);
}

#[test]
fn what_goes_on_is_an_update_and_what_was_refused_a_setback() {
    let news = |text| seen(text, "en", "2026-03-01").news();
    assert_eq!(news("Praise God, the ministry has granted it at last."), News::Answer);
    assert_eq!(
        news("Thank you for praying; please continue to pray, there is no decision yet."),
        News::Update
    );
    assert_eq!(news("Thank you for praying. The committee refused it."), News::SetBack);
}

#[test]
fn reasons_say_what_a_person_can_check() {
    let (_, why) = best(
        "en",
        "Thank God: the pump at Moyale ran on Saturday.",
        &["Pray for rain in Marsabit.", "Pray for a new pump at Moyale.", "Pray for the teachers."],
    );
    assert_eq!(why, ["same name: Moyale", "same word: “pump”", "asked 8 weeks before", "same publisher"]);
}

/// For each word all petitions were gone through, and more than 65,535 of one word were too many to count.
#[test]
fn a_text_without_end_is_seen_while_one_waits() {
    let petitions = vec!["Pray for rain and maize".to_owned(); 70_000];
    let text = petitions.join(". ");
    let seen = profile(&Source { text: &text, petitions: &petitions, ..Source::default() });
    let maize = seen.terms.iter().find(|term| &*term.word == "maize").unwrap();
    assert_eq!((maize.asked, maize.count()), (1_000, u16::MAX));
}

#[test]
fn what_is_asked_is_found_wherever_it_stands() {
    let asked = |text: &str, petitions: &[&str]| {
        let petitions: Vec<String> = petitions.iter().map(|words| (*words).to_owned()).collect();
        let seen = profile(&Source { text, petitions: &petitions, ..Source::default() });
        let terms = seen.terms.iter().filter(|term| term.asked > 0);
        terms.map(|term| format!("{} {} {}", term.word, term.asked, term.told)).collect::<Vec<_>>()
    };
    let text = "Pray for maize. The maize is dry. Pray for goats and maize.";
    assert_eq!(asked(text, &["Pray for maize", "Pray for goats and maize"]), ["goats 1 0", "maize 2 1"]);
    assert_eq!(asked(text, &["Pray for goats and maize", "Pray for maize"]), ["goats 1 0", "maize 2 1"]);
    assert_eq!(
        asked(text, &["Pray for goats", "goats and maize", "Pray for snow"]),
        ["goats 1 0", "maize 1 2"]
    );
}

#[test]
fn a_day_beyond_all_calendars_recalls_nothing() {
    let text = "Two weeks ago we asked you to pray for the well, and last winter for the road. Thank God, it has water!";
    assert_eq!(seen(text, "en", "2026-03-01").recalls.len(), 2);
    for day in [NaiveDate::MIN, NaiveDate::MAX] {
        let recalls = seen(text, "en", &day.to_string()).recalls;
        assert!(recalls.iter().all(|(first, last)| first < last), "{recalls:?}");
    }
}

/// The evidence of a praise with one earlier request.
fn evidence(language: &str, told: &str, asked: &str) -> Features {
    let (told, asked) = (seen(told, language, "2026-03-01"), seen(asked, language, "2026-01-01"));
    compare(&told, &asked, &Rarity::of([&asked]))
}

#[test]
fn a_german_noun_is_no_name_and_a_genitive_is_one() {
    let names = |told, asked| evidence("de", told, asked).get(Feature::Names) > 0.0;
    let roofs = names(
        "Alle Familien haben ein festes Dach.",
        "Das Dach der Gemeinde ist undicht, ein Dach aus Blech.",
    );
    assert!(!roofs, "a roof is nobody");
    assert!(!names("Die Hausmutter hat begonnen.", "Wir suchen eine Hausmutter."));
    assert!(names("Annas Vater dankt Gott.", "Betet für Anna und ihren Vater."));
    assert!(names("Wir danken Gott, dass Jorge gesund ist.", "Betet für Jorge."));
}

#[test]
fn a_name_counts_where_both_texts_begin_with_it_and_a_word_of_the_language_does_not() {
    let names = |told, asked| evidence("en", told, asked).get(Feature::Names) > 0.0;
    assert!(names("Naomi turned the mine down.", "Naomi has been offered work by a mine."));
    assert!(!names("Rain has come.", "Rain is needed."));
}

#[test]
fn a_place_is_told_from_somebody() {
    let shared = |told, asked| {
        let found = evidence("en", told, asked);
        (found.get(Feature::Names) > 0.5, found.get(Feature::Places) > 0.5)
    };
    let road = "Pray for the road to the clinic at Loruk.";
    assert_eq!(shared("Thank God for forty women from Loruk who can sew.", road), (false, true));
    let team = "Pray for the health of the Besu team.";
    assert_eq!(shared("Praise God for hymns among all Besu people.", team), (false, true));
    let family = "Pray for the Moyo family in their loss.";
    assert_eq!(shared("Thank God that Moyo smiles again.", family), (true, false));
    assert_eq!(shared("Thank God that Naomi stays.", "Pray that Naomi would stay."), (true, false));
}

#[test]
fn kin_of_somebody_are_somebody_else() {
    let apart = |language, told, asked| evidence(language, told, asked).get(Feature::OtherKin) > 0.5;
    let mother = "Vera's mother in Peterborough has pneumonia.";
    assert!(apart("en", "Praise God that Vera has passed her driving test!", mother));
    assert!(!apart("en", "Praise God that Vera's mum is back in her own armchair.", mother));
    assert!(!apart("en", "Thank God with Vera, whose mother came home.", mother));
    let son = "Oren por el hijo de Carmen.";
    assert!(apart("es", "Damos gracias porque Carmen ya trabaja.", son));
    assert!(!apart("es", "Damos gracias porque Rubén, el hijo de Carmen, ya trabaja.", son));
}

#[test]
fn what_every_bulletin_names_and_the_publisher_itself_are_no_names() {
    let names = |language, told, asked| evidence(language, told, asked).get(Feature::Names) > 0.0;
    assert!(!names("en", "They want to read the Bible.", "She hides her Bible in their room."));
    assert!(!names("en", "Ten years of Open Gate in Accra!", "Pray for the lawyers of Open Gate."));
    // the stem of Tuesday, which is in every text
    assert!(names("es", "Por fin, Marta aprobó.", "Por los jóvenes, sobre todo Marta."));
}

#[test]
fn a_korean_name_is_known_by_the_title_behind_it() {
    let found = evidence("ko", "이도윤 형제가 건강을 되찾았습니다.", "이도윤 형제가 뎅기열로 입원했습니다.");
    assert!(found.get(Feature::Names) > 0.5 && found.get(Feature::NeedOutcome) > 0.0, "{found:?}");
}

#[test]
fn the_sick_get_well_in_every_language() {
    for (language, told, asked) in [
        ("de", "Sie steht wieder auf den Beinen.", "Er wurde mit Schmerzen ins Krankenhaus eingeliefert."),
        ("es", "Salió del hospital.", "Está ingresada desde el lunes."),
        ("fr", "Elle est sortie, guérie.", "Elle est hospitalisée."),
        ("it", "È stata dimessa.", "È ricoverata da lunedì."),
        ("nl", "Hij is weer opgeknapt.", "Hij is opgenomen."),
        ("pt", "Teve alta na sexta.", "Está internada há dias."),
        ("ko", "완쾌했습니다.", "투병 중입니다."),
    ] {
        assert!(evidence(language, told, asked).get(Feature::NeedOutcome) > 0.0, "{language}");
    }
}
