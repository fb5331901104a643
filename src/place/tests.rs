//! Sentences and headings as bulletins have them, and the places in them.

use super::*;

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
    check("Jordan", &["JO"]);
    check("churches in Georgia and from Jordan", &["GE", "JO"]);
}

#[test]
fn names_and_codes_lead_to_each_other() {
    assert_eq!(country_code("elfenbeinküste"), Some("CI"));
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
    check("the US and Us, CAR and a Car", &["CF", "US"]);
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
