//! Sentences and headings as bulletins have them, and the places in them.

use proptest::prelude::*;

use serde::de::DeserializeOwned;

use super::source::Source;
use super::*;

/// What a file of `assets/places` lists.
pub(super) fn file<Listed: DeserializeOwned>(name: &str) -> Listed {
    let path = format!("{}/assets/places/{name}.toml", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).expect("the file is there");
    toml::from_str(&text).unwrap_or_else(|error| panic!("{name}.toml: {error}"))
}

pub(super) fn source(language: &str) -> Source {
    file(language)
}

fn check_in(language: &str, text: &str, expected: &[&str]) {
    assert_eq!(countries_in(text, language), expected, "{language}: {text}");
}

fn check(text: &str, expected: &[&str]) {
    check_in("en", text, expected);
}

fn check_headings(language: &str, regions: &[&str], others: &[&str]) {
    for heading in regions {
        assert!(is_region(heading, language), "{language}: {heading}");
    }
    for heading in others {
        assert!(!is_region(heading, language), "{language}: {heading}");
    }
}

#[test]
fn countries_are_found_by_any_of_their_names() {
    check("Kenyan judges met Ugandans in Nairobi.", &["KE", "UG"]);
    check("Peru’s rivers, and the U.S. and the U.K.", &["GB", "PE", "US"]);
    check("nothing here", &[]);
    check("Pray for the Dominican Republic and for Dominica.", &["DM", "DO"]);
}

#[test]
fn the_longest_name_wins() {
    check("Papua New Guinea", &["PG"]);
    check("Equatorial Guinea, Guinea-Bissau and Guinea", &["GN", "GQ", "GW"]);
    check("the Democratic Republic of the Congo", &["CD"]);
    check("Congo-Brazzaville", &["CG"]);
    check("South Sudan and Sudan", &["SD", "SS"]);
    check("Niger and Nigeria", &["NE", "NG"]);
    check("Latin American churches and the South China Sea", &[]);
    check("New Mexico", &["US"]);
}

#[test]
fn names_of_people_and_things_are_no_countries() {
    check("Pray for Jordan, who is ill.", &[]);
    check("Jordan Smith in Chad", &["TD"]);
    check("we ate turkey with Chad and Georgia", &[]);
    check("Atlanta, Georgia", &["US"]);
    check("Moundou, Chad", &["TD"]);
    check("We thank Anna. Jordan is ill.", &[]);
    check("Jordan", &["JO"]);
    check("churches in Georgia and from Jordan", &["GE", "JO"]);
}

#[test]
fn names_and_codes_lead_to_each_other() {
    for name in [
        "elfenbeinküste",
        "costa de marfil",
        "costa do marfim",
        "costa d'avorio",
        "ivoorkust",
        "코트디부아르",
    ] {
        assert_eq!(country_code(name), Some("CI"), "{name}");
    }
    assert_eq!(country_name("ge"), Some("Georgia"), "also a person's name, which is no part of it");
    assert_eq!(country_name("ke"), Some("Kenya"));
    assert_eq!(country_code("kenya"), Some("KE"));
    assert_eq!(country_code("KE"), Some("KE"));
    assert_eq!(country_code("Kenyan hills"), None);
    assert_eq!(country_name("XX"), None);
}

#[test]
fn cities_and_provinces_lie_in_their_countries() {
    check("Fighting in North Kivu, rain in Uttar Pradesh and a court in Port Harcourt", &["CD", "IN", "NG"]);
    check("Hyderabad, Pakistan", &["PK"]);
    check("Split, Croatia; Tripoli, Lebanon", &["HR", "LB"]);
    check("Sofia and Florence sing, Jos is ill, Victoria is home.", &[]);
    check("a team in Sofia and a school in Jos", &["BG", "NG"]);
}

#[test]
fn capitals_of_a_name_are_needed() {
    check("the US and PNG", &["PG", "US"]);
    check("Us too, Png files", &[]);
    check("they polish turkey and chile", &[]);
    check("PRAY FOR KENYA", &["KE"]);
}

#[test]
fn joined_words_are_taken_apart() {
    check("the Kenya-Uganda border, Kenya’s judges, Guinea Bissau, Timor Leste", &["GW", "KE", "TL", "UG"]);
}

#[test]
fn regions_are_known() {
    check_headings(
        "en",
        &[
            "Latin America",
            "Southeast Asia",
            "Africa + Europe",
            "Africa & Europe",
            "The Middle East",
            "Leicester, England",
            "Kenya and Uganda",
            "Ghana – Togo",
            "Asia/Pacific",
            "KENYA",
        ],
        &["Josephat", "Home Office", "Safety in the smoke", "Prayer – Kenya", "kenya", "Indian Ocean"],
    );
}

#[test]
fn german_is_read() {
    let check = |text, expected: &[&str]| check_in("de", text, expected);
    check("Betet für Kenias Richter und die kenianischen Pastoren.", &["KE"]);
    check("Eine Kenianerin und zwei Äthiopier in der Elfenbeinküste", &["CI", "ET", "KE"]);
    check("Das Kenia-Team fliegt nach Kinshasa.", &["CD", "KE"]);
    check("Familien der Südsudanesen im Sudan, in Großbritannien und den USA", &["GB", "SD", "SS", "US"]);
    check("Der Polnische Bund traf Polens Ärzte und eine Französin.", &["FR", "PL"]);
    check("Wir bitten um Essen. Die Kirche in den Bergen ist kalt.", &[]);
    check("Zähle die Tage. Liege ich wach, so hörst du.", &[]);
    check("Der Gott Israels tröste sein Volk Israel.", &[]);
    check("Gemeinden in Israel und Palästina, in München und Wien", &["AT", "DE", "IL", "PS"]);
    check("Lateinamerikanische Lieder im Nahen Osten", &[]);
    check("Churches in Kenya und Uganda", &["KE", "UG"]);
    check_headings(
        "de",
        &[
            "Lateinamerika",
            "Südostasien",
            "Nord- und Südkorea",
            "Kenia und Uganda",
            "Der Nahe Osten",
            "ÖSTERREICH",
            "NAHER OSTEN",
        ],
        &["Familie Bergen", "Essen", "Neues aus dem Büro"],
    );
}

#[test]
fn spanish_is_read() {
    let check = |text, expected: &[&str]| check_in("es", text, expected);
    check("Oren por los kenianos y por las iglesias etíopes de Perú.", &["ET", "KE", "PE"]);
    check("una pastora surcoreana, dos jueces alemanes y tres niñas japonesas", &["DE", "JP", "KR"]);
    check("Corea del Norte, Sudán del Sur, Guinea Ecuatorial y la RDC", &["CD", "GQ", "KP", "SS"]);
    check("los EE. UU. y EE.UU.", &["US"]);
    check("Gracias por el chile y las guindas que trajo Israel.", &[]);
    check("Oramos al Salvador. La Trinidad y el Espíritu Santo", &[]);
    check("en Israel y en Trinidad y Tobago", &["IL", "TT"]);
    check("las familias de El Salvador", &["SV"]);
    check("El Salvador vino al mundo.", &[]);
    check("La Biblia se tradujo al español y las clases de inglés siguen.", &[]);
    check("una misión española en La Paz", &["BO", "ES"]);
    check("Que la paz de Dios guarde a Georgia.", &[]);
    check("Santiago y Victoria, hijos de Rosario", &[]);
    check("Reunión. Gozo. Sana a los enfermos. Aman a Dios. Oyó mi voz.", &[]);
    check("la India y los niños indios de Kenya", &["IN", "KE"]);
    check("churches in Kenya and Spain", &["ES", "KE"]);
    check_headings(
        "es",
        &[
            "AMERICA LATINA",
            "AMÉRICA LATINA",
            "ÁFRICA ORIENTAL",
            "Sudeste asiático",
            "Oriente Medio",
            "Asia/Pacífico",
            "El Caribe",
            "Perú y Bolivia",
            "Lima, Perú",
            "ESPAÑA",
        ],
        &["Petición", "El pastor Israel Soto", "Familia Guzmán"],
    );
}

#[test]
fn portuguese_is_read() {
    let check = |text, expected: &[&str]| check_in("pt", text, expected);
    check("Ore pelos quenianos e pelas igrejas alemãs na Índia.", &["DE", "IN", "KE"]);
    check("as crianças moçambicanas, um médico japonês e duas inglesas", &["GB", "JP", "MZ"]);
    check("Quénia, Polónia, Irão e Vietname", &["IR", "KE", "PL", "VN"]);
    check("O peru do almoço; Ira e perdão; o Natal do Salvador", &[]);
    check("no Irã, no Peru e na Guiné-Bissau", &["GW", "IR", "PE"]);
    check("a igreja sul-coreana de São Paulo", &["BR", "KR"]);
    check("O Espírito Santo e a Vitória em Cristo. Para todos.", &[]);
    check("A Bíblia em inglês", &[]);
    check("Fez o bem; ela servia a Deus. Ama o próximo.", &[]);
    check_headings(
        "pt",
        &[
            "América Latina",
            "AMERICA LATINA",
            "Oriente Médio",
            "Sudeste Asiático",
            "Angola e Moçambique",
            "ÁSIA",
            "Brasil",
        ],
        &["Pedidos", "Família Souza", "O Salvador"],
    );
}

#[test]
fn french_is_read() {
    let check = |text, expected: &[&str]| check_in("fr", text, expected);
    check("Priez pour l’Inde, pour l'Éthiopie et les pasteurs d’Haïti.", &["ET", "HT", "IN"]);
    check("une Kényane, des chrétiennes égyptiennes et la police nigériane", &["EG", "KE", "NG"]);
    check("les Nigériens et le Nigeria", &["NE", "NG"]);
    check("en Côte d’Ivoire, en RDC, au Royaume-Uni et aux États-Unis", &["CD", "CI", "GB", "US"]);
    check("des gants de suède et du chili", &[]);
    check("Tête haute ! Les gènes et le détroit", &[]);
    check("Priez pour Maurice et Dominique. Réunion de prière jeudi", &[]);
    check("à la Dominique et à l’île Maurice", &["DM", "MU"]);
    check("le Salvador ; il est traduit en anglais et en français", &[]);
    check("au Salvador", &["SV"]);
    check("l’église sud-coréenne, les Sud-Soudanais, le Nord-Kivu", &["CD", "KR", "SS"]);
    check_headings(
        "fr",
        &[
            "Afrique de l’Ouest",
            "AFRIQUE DE L'OUEST",
            "Amérique latine",
            "Moyen-Orient",
            "Afrique & Europe",
            "Les Caraïbes",
            "L’Asie",
            "Bénin et Togo",
            "COTE D'IVOIRE",
            "ÉTATS-UNIS",
        ],
        &["Réunion", "Sujets de prière", "Famille Dupuis"],
    );
}

#[test]
fn dutch_is_read() {
    let check = |text, expected: &[&str]| check_in("nl", text, expected);
    check("Bid voor de Keniaanse kerk, voor Kenianen en een Chinees.", &["CN", "KE"]);
    check("Kenia’s rechters, Zuid-Soedanezen en de Ethiopische pastors", &["ET", "KE", "SS"]);
    check("in de VS, Groot-Brittannië, Ivoorkust en Noord-Korea", &["CI", "GB", "KP", "US"]);
    check("Polen en Oekraïne", &["PL", "UA"]);
    check("Let op: de polen van de tent staan in de bergen. Leiden wij?", &[]);
    check("een gemeente in Leiden", &["NL"]);
    check("De Bijbel in het Engels", &[]);
    check_headings(
        "nl",
        &[
            "Zuidoost-Azië",
            "ZUIDOOST-AZIE",
            "Latijns-Amerika",
            "Midden-Oosten",
            "Het Midden-Oosten",
            "Kenia en Oeganda",
            "NEDERLAND",
        ],
        &["Gebedspunten", "Familie Bergen", "Dankpunten"],
    );
}

#[test]
fn italian_is_read() {
    let check = |text, expected: &[&str]| check_in("it", text, expected);
    check("Pregate per i kenioti, per le chiese tedesche e per un medico turco.", &["DE", "KE", "TR"]);
    check("dell’Etiopia, nell'India, in Costa d’Avorio e in Sud Sudan", &["CI", "ET", "IN", "SS"]);
    check("due polacchi e tre slovacche a Roma", &["IT", "PL", "SK"]);
    check("I mali del mondo. Mali e dolori passeranno. Gesù Salvatore", &[]);
    check("una scuola nel Mali", &["ML"]);
    check("La riunione di preghiera è in inglese. Ceci e pane.", &[]);
    check_headings(
        "it",
        &[
            "America Latina",
            "Medio Oriente",
            "Sud-est asiatico",
            "Africa dell’Est",
            "Kenya e Uganda",
            "PERU",
            "PERÙ",
        ],
        &["Richieste", "Famiglia Costa", "Riunione"],
    );
}

#[test]
fn korean_is_read() {
    let check = |text, expected: &[&str]| check_in("ko", text, expected);
    check("케냐에서 온 선교사와 케냐의 교회, 케냐를 위해", &["KE"]);
    check("에티오피아인들에게, 남수단 난민들을 위하여", &["ET", "SS"]);
    check("콩고민주공화국의 고마에서", &["CD"]);
    check("가나안 땅과 그리스도인들, 그리스도의 사랑", &[]);
    check("주님의 인도하심을 따라, 성령의 인도를 구하며, 모든 수단을 다해 오만을 버리게", &[]);
    check("인도에서, 수단에서 섬기는 이들", &["IN", "SD"]);
    check("인도를 위해 기도합니다", &["IN"]);
    check("인도와 네팔", &["IN", "NP"]);
    check("네팔과 인도를 기억하며", &["IN", "NP"]);
    check("주님의 인도와 보호", &[]);
    check("인도", &["IN"]);
    check("가나: 새 교회", &["GH"]);
    check("“믿음”이란 무엇인가", &[]);
    check("이란의 성도들", &["IR"]);
    check("대만족, 한국어, 이란성, 호주머니", &[]);
    check("이제 함께 가자. 가자지구의 아이들", &["PS"]);
    check("이스라엘 백성과 그리스 섬의 난민", &["GR"]);
    check("미국 LA에 사는 Kenya 사람", &["KE", "US"]);
    check(&format!("케냐{}", "에".repeat(90_000)), &[]);
    check_headings(
        "ko",
        &[
            "동남아시아",
            "라틴 아메리카",
            "한국 · 일본",
            "한국, 일본",
            "케냐와 우간다",
            "북한",
            "중동",
            "인도",
        ],
        &["기도 제목", "감사", "김 선교사"],
    );
}

#[test]
fn every_name_of_every_file_leads_to_its_country() {
    for language in names::ALL.iter().map(|names| names.code) {
        let source = source(language);
        for (code, name) in [&source.countries, &source.peoples, &source.cities]
            .into_iter()
            .flatten()
            .flat_map(|(code, names)| names.iter().map(move |name| (code, name.trim_end_matches('?'))))
        {
            check_in(language, name, &[code]);
        }
        for (code, names) in &source.countries {
            let name = names.first().expect("a country has a name").trim_end_matches('?');
            assert!(
                is_place(name, language) && is_region(&name.to_uppercase(), language),
                "{language}: {name}"
            );
            assert!(country_code(name).is_some(), "{code}: {name}");
        }
    }
}

/// Words of which some are names, and what stands between them.
const PIECES: [&str; 24] = [
    "Kenya",
    "kenya",
    "Costa",
    "Rica",
    "South",
    "Sudan",
    "New",
    "Zealand",
    "Papua",
    "Guinea",
    "Guinea-Bissau",
    "Brazilian",
    "the",
    "team",
    "l'",
    "-",
    " ",
    " ",
    "’s",
    ", ",
    "Élie",
    "(",
    "–",
    ". ",
];

proptest! {
    #[test]
    fn a_quick_no_is_none_for_a_text_that_speaks_of_a_country(pieces in prop::collection::vec(0..PIECES.len(), 0..14)) {
        let text: String = pieces.iter().map(|at| PIECES[*at]).collect();
        // a text that speaks of one is looked at to its end
        let mut expected = countries_in(&format!("{text}. Nepal."), "en");
        expected.retain(|code| *code != "NP");
        prop_assert_eq!(countries_in(&text, "en"), expected, "{}", text);
    }
}

#[test]
fn a_country_that_shares_its_name_is_found_with_a_letter_wrong() {
    assert_eq!(country_near("Jordam"), Some("JO"));
    assert_eq!(country_near("Gorgia"), Some("GE"));
    assert_eq!(country_near("Jonathan"), None);
}
