//! What is learned from one issue helps the next of its publisher, and nobody else's.

use proptest::prelude::*;

use super::*;
use crate::bulletin::correction::{Fix, apply};
use crate::bulletin::tests::line;
use crate::bulletin::{Reading, read};

const MAY: &str = "\
Hill Clinic Prayer Requests

May 4, 2019

friends of the mill

Pray for rain on the terraces.

Pray for Ada, who is ill.

good news from all over

Our nurses in Sela have a house of their own.

The road to the mill is open.

Rota of the tea room: Ann
";

const JUNE: &str = "\
Hill Clinic Prayer Requests

June 1, 2019

friends of the mill

Pray for the harvest.

good news from all over

The goats came home.

The bell rings again.

Rota of the tea room: Bert
";

/// Another publisher, in whose bulletins the same lines are something else.
const OTHERS: &str = "\
Lantern Lane Prayer Letter

June 1, 2019

friends of the mill

Pray for the boats.

Rota of the tea room: Bert
";

fn reading(text: &str, profiles: &[Profile]) -> Reading {
    read(text.as_bytes(), profiles).unwrap()
}

/// What each line became: its fate, the heading of an item, its first words.
fn told(reading: &Reading) -> Vec<String> {
    let issues = reading.issues.iter().flat_map(Issue::outcomes);
    let line = |outcome: crate::bulletin::Outcome| {
        let heading = outcome.item.and_then(|item| item.region.as_deref()).unwrap_or("-");
        let text = text_of(reading, outcome.block.lines.start);
        format!("{} | {heading} | {}", outcome.fate.name(), text.chars().take(20).collect::<String>())
    };
    issues.map(line).collect()
}

fn text_of(reading: &Reading, line: usize) -> &str {
    &reading.document.lines[line].text
}

/// Learns from a document in which lines, named by their beginning, are put right.
fn taught(profiles: &[Profile], text: &str, fixes: &[(&str, Fix)]) -> Vec<Lesson> {
    let before = reading(text, profiles);
    let right = fixes.iter().fold(before.clone(), |right, (start, fix)| {
        let at = right.document.lines.iter().position(|line| line.text.starts_with(start)).unwrap();
        let correction = right.correction(at, fix.clone()).unwrap();
        let (right, unfit) = apply(right, &[correction]);
        assert_eq!(unfit, []);
        right
    });
    learn(profiles, &before.document, &right)
}

fn sort(fate: Fate) -> Fix {
    Fix::Sort { lines: 1, fate }
}

fn words(lessons: &[Lesson]) -> Vec<String> {
    lessons.iter().flat_map(|lesson| &lesson.rules).map(ToString::to_string).collect()
}

fn profiles(lessons: Vec<Lesson>) -> Vec<Profile> {
    lessons.into_iter().map(|lesson| lesson.profile).collect()
}

#[test]
fn a_line_put_right_once_is_right_in_the_next_issue_and_nobody_elses() {
    assert_eq!(told(&reading(JUNE, &[]))[2], "unsorted | - | friends of the mill");
    let lessons = taught(&[], MAY, &[("friends", sort(Fate::Heading)), ("Rota", sort(Fate::Boilerplate))]);
    assert_eq!(
        words(&lessons),
        ["lines that begin with “Rota of the tea room:” are left out", "“friends of the mill” is a heading"]
    );
    let known = profiles(lessons);
    assert_eq!(
        told(&reading(JUNE, &known)),
        [
            "title | - | Hill Clinic Prayer R",
            "date | - | June 1, 2019",
            "heading | - | friends of the mill",
            "request | friends of the mill | Pray for the harvest",
            "praise | friends of the mill | good news from all o",
            "request | friends of the mill | The goats came home.",
            "request | friends of the mill | The bell rings again",
            "boilerplate | - | Rota of the tea room",
        ]
    );
    assert_eq!(reading(OTHERS, &known), reading(OTHERS, &[]));
}

#[test]
fn what_was_learned_is_not_learned_again_and_can_be_put_right_itself() {
    let fixes = [("friends", sort(Fate::Heading))];
    let known = profiles(taught(&[], MAY, &fixes));
    assert_eq!(taught(&known, JUNE, &fixes), [], "it is a heading already");
    let lessons = taught(&known, JUNE, &[("friends", sort(Fate::Note))]);
    assert_eq!(words(&lessons), ["“friends of the mill” is a note"]);
    let profile = &lessons[0].profile;
    assert_eq!((profile.headings.len(), profile.notes.len()), (0, 1), "a line is one thing");
}

#[test]
fn a_single_item_teaches_nothing() {
    let both = taught(&[], MAY, &[("Pray for rain", sort(Fate::Both))]);
    assert_eq!(both, []);
    let note = taught(&[], MAY, &[("Pray for Ada", sort(Fate::Note))]);
    assert_eq!(note, []);
    let joined = taught(&[], MAY, &[("Pray for Ada", Fix::Join)]);
    assert_eq!(joined, []);
}

const LISTS: &str = "\
Quiet Hill Prayer List

7 May 2022

Glimpses

- The roof is on.
- Ada and Ben are married.

Needs

- A driver for the night.
- Blankets.
";

#[test]
fn what_stands_under_a_heading_is_learned_from_two_of_its_items() {
    let one = taught(&[], LISTS, &[("The roof", sort(Fate::Praise))]);
    assert_eq!(words(&one), [""; 0]);
    let fixes = [("The roof", sort(Fate::Praise)), ("Ada and", sort(Fate::Praise))];
    let lessons = taught(&[], LISTS, &fixes);
    assert_eq!(words(&lessons), ["under “Glimpses” everything is a praise"]);
    let next = LISTS.replace("The roof is on", "The well is deep").replace("Ada and Ben", "Cy and Di");
    assert_eq!(
        told(&reading(&next, &profiles(lessons)))[2..],
        [
            "heading | - | Glimpses",
            "praise | Glimpses | The well is deep.",
            "praise | Glimpses | Cy and Di are marrie",
            "heading | - | Needs",
            "request | Needs | A driver for the nig",
            "request | Needs | Blankets.",
        ]
    );
}

#[test]
fn a_rule_that_would_harm_the_issue_it_came_from_is_not_kept() {
    let twice =
        MAY.replace("good news from all over", "friends of the mill\n\nThe harvest is in, thank God.");
    let at_top = taught(&[], &twice, &[("friends", sort(Fate::Heading))]);
    assert_eq!(words(&at_top), [""; 0], "the same line is something else further down");
}

#[test]
fn lines_with_the_same_beginning_are_one_kind_of_line() {
    let photos =
        MAY.replace("good news from all over", "seen by our Ann: the mill\n\nseen by our Ann: the well");
    let lessons = taught(
        &[],
        &photos,
        &[
            ("seen by our Ann: the mill", sort(Fate::Boilerplate)),
            ("seen by our Ann: the well", sort(Fate::Boilerplate)),
        ],
    );
    assert_eq!(words(&lessons), ["lines that begin with “seen by our Ann: the” are left out"]);
}

#[test]
fn items_of_one_line_each_are_learned() {
    let list = "Quiet Hill Prayer List\n\n7 May 2022\n\nPray for rain\nand for the goats\nand for Ben.\n";
    assert_eq!(told(&reading(list, &[])).len(), 3, "the reader takes it for one");
    let split = || Fix::Split { after: 0 };
    assert_eq!(taught(&[], list, &[("and for Ben", split())]), [], "once is no pattern");
    let lessons = taught(&[], list, &[("and for the goats", split()), ("and for Ben", split())]);
    assert_eq!(words(&lessons), ["each line is an item of its own"]);
    let next = list.replace("Pray for rain", "Pray for snow\nand for Cy");
    assert_eq!(told(&reading(&next, &profiles(lessons))).len(), 6);
}

#[test]
fn a_publisher_read_under_another_name_is_known_again() {
    let letter = MAY.replace("Hill Clinic", "HC");
    let name = || Fix::Publisher(Some("Hill Clinic".into()));
    let lessons = taught(&[], &letter, &[("HC", name()), ("friends", sort(Fate::Heading))]);
    assert_eq!(words(&lessons), ["“HC” is the same publisher", "“friends of the mill” is a heading"]);
    let known = profiles(lessons);
    let next = reading(&JUNE.replace("Hill Clinic", "HC"), &known);
    assert_eq!(next.issues[0].bulletin.publisher.as_deref(), Some("Hill Clinic"));
    assert_eq!(told(&next)[2], "heading | - | friends of the mill");
    // its own profile comes before one that only goes by that name
    let own = Profile { headings: vec!["Rota …".into()], ..Profile::of("HC") };
    let both = [known[0].clone(), own];
    let next = reading(&JUNE.replace("Hill Clinic", "HC"), &both);
    assert_eq!(next.issues[0].bulletin.publisher.as_deref(), Some("HC"));
}

#[test]
fn a_title_that_anybody_might_use_tells_no_publisher() {
    let anybody = MAY.replace("Hill Clinic Prayer Requests", "Weekly Prayer Update");
    assert_eq!(reading(&anybody, &[]).issues[0].bulletin.publisher, None);
    let name = Fix::Publisher(Some("Hill Clinic".into()));
    assert_eq!(taught(&[], &anybody, &[("Weekly", name)]), []);
}

#[test]
fn the_order_of_days_in_figures_is_learned() {
    let dated = MAY.replace("May 4, 2019", "4/5/2019");
    let day = |text: &str| Some(text.parse().unwrap());
    let lessons = taught(&[], &dated, &[("4/5", Fix::Date(day("2019-05-04")))]);
    assert_eq!(words(&lessons), ["days in figures begin with the day"]);
    let next = reading(&JUNE.replace("June 1, 2019", "1/6/2019"), &profiles(lessons));
    assert_eq!(next.issues[0].bulletin.issued_on, day("2019-06-01"));
}

#[test]
fn a_region_keeps_its_newest_name() {
    let under = |heading: &str| Fix::Under { lines: 1, heading: Some(heading.into()) };
    let lessons = taught(&[], LISTS, &[("A driver", under("Wishes")), ("Blankets", under("Wishes"))]);
    assert_eq!(words(&lessons), ["“Wishes” is the new name of “Needs”"]);
    let profile = lessons[0].profile.with(&Rule::Region("Wishes".into(), "Hopes".into()));
    let next = reading(LISTS, std::slice::from_ref(&profile));
    let item = next.issues[0].bulletin.items.last().unwrap();
    assert_eq!((item.heading.as_deref(), item.region.as_deref()), (Some("Needs"), Some("Hopes")));
    // what a person puts right afterwards leaves the names alone
    let retyped = next.correction(next.document.lines.len() - 1, sort(Fate::Both)).unwrap();
    let (next, _) = apply(next, &[retyped]);
    assert_eq!(next.issues[0].bulletin.items.last().unwrap().region.as_deref(), Some("Hopes"));

    assert!(profile.decided("needs", "Hopes") && !profile.decided("Glimpses", "Hopes"));
    let apart = profile.with(&Rule::Apart("Hopes".into(), "Wishes".into()));
    assert_eq!((apart.newest("Needs"), apart.decided("Wishes", "Hopes")), ("Wishes", true));
    let circle = profile.with(&Rule::Region("Hopes".into(), "Needs".into()));
    assert!(!circle.newest("Needs").is_empty(), "a circle ends");
}

#[test]
fn a_profile_is_written_and_read_as_it_is() {
    let lessons = taught(&[], MAY, &[("friends", sort(Fate::Heading)), ("Rota", sort(Fate::Boilerplate))]);
    let profile = lessons[0]
        .profile
        .with(&Rule::Under("Glimpses".into(), Fate::Praise))
        .with(&Rule::Region("The Delta".into(), "Mekong & Islands".into()))
        .with(&Rule::Apart("Asia".into(), "East Asia".into()))
        .with(&Rule::Days(Order::DayFirst))
        .with(&Rule::Split(Split::Paragraph))
        .with(&Rule::Also("HC".into()));
    let text = toml::to_string(&profile).unwrap();
    let expected = r#"publisher = "Hill Clinic"
also = ["HC"]
days = "day first"
split = "paragraph"
headings = ["friends of the mill"]
leave_out = ["Rota of the tea room: …"]
not_regions = [["Asia", "East Asia"]]

[under]
Glimpses = "praise"

[regions]
"The Delta" = "Mekong & Islands"
"#;
    assert_eq!(text, expected);
    assert_eq!(toml::from_str::<Profile>(&text).unwrap(), profile);
    assert_eq!(profile.rules().len(), 8);
    let newer: Profile = toml::from_str("publisher = \"Hill Clinic\"\ncolour = \"blue\"\n").unwrap();
    assert_eq!(newer.unknown.keys().collect::<Vec<_>>(), ["colour"]);
    assert!(toml::to_string(&newer).unwrap().contains("colour"), "what is not understood is kept");
}

/// Found by the property below: what one reading marked made a diary of the same lines at the next.
#[test]
fn a_reading_that_nobody_put_right_teaches_nothing() {
    let text = "Hill Clinic Prayer Requests\n\nAFRICA\n𞹡𐠊𑣿\u{fffc} 𖠀0ἠ \u{c00}0   A অ aa🌀BA0ව𬺰 AଏA\n\
        Wednesday 6: Pray for rain. THURSDAY 7. Ask for seed.\n#_\n8 May – Kenya\nWell      Sela      Ask";
    let found = read(text.as_bytes(), &[]).unwrap();
    assert_eq!(learn(&[], &found.document, &found), []);
}

/// A profile of a made-up publisher that says all kinds of things about lines that really come.
fn profile() -> impl Strategy<Value = Profile> {
    let fate =
        prop::sample::select(vec![Fate::Heading, Fate::Note, Fate::Boilerplate, Fate::Title, Fate::Item]);
    let rule = (line(), fate, 0..5_usize).prop_map(|(line, fate, kind)| match kind {
        0 => Rule::Under(line, fate),
        1 => Rule::Region(line, "Elsewhere".into()),
        2 => Rule::Split(Split::Line),
        3 => Rule::Line(fate, line.chars().take(6).chain(['…']).collect()),
        _ => Rule::Line(fate, line),
    });
    let grown =
        |rules: Vec<Rule>| rules.iter().fold(Profile::of("Hill Clinic"), |profile, rule| profile.with(rule));
    prop::collection::vec(rule, 1..8).prop_map(grown)
}

proptest! {
    /// A profile never makes another publisher worse: it does not touch it.
    #[test]
    fn nobody_elses_bulletin_is_touched(
        lines in prop::collection::vec(line(), 1..16),
        profile in profile(),
        titled in any::<bool>(),
    ) {
        let title = if titled { "Lantern Lane Prayer Letter\n\n" } else { "" };
        let text = format!("{title}{}", lines.join("\n"));
        let Ok(plain) = read(text.as_bytes(), &[]) else { return Ok(()) };
        let known = [profile];
        let whose = |issue: &Issue| issue.bulletin.publisher.as_deref().is_some_and(|name| known[0].is_of(name));
        if !plain.issues.iter().any(whose) {
            prop_assert_eq!(read(text.as_bytes(), &known).unwrap(), plain);
        }
    }

    /// Whatever a profile says, each line stays in exactly one block; and what it teaches itself changes nothing.
    #[test]
    fn a_profile_loses_no_line(lines in prop::collection::vec(line(), 1..16), profile in profile()) {
        let text = format!("Hill Clinic Prayer Requests\n\n{}", lines.join("\n"));
        let Ok(found) = read(text.as_bytes(), std::slice::from_ref(&profile)) else { return Ok(()) };
        let mut next = 0;
        for block in found.issues.iter().flat_map(|issue| &issue.blocks) {
            prop_assert_eq!(block.lines.start, next);
            next = block.lines.end;
        }
        prop_assert_eq!(next, found.document.lines.len());
        prop_assert_eq!(learn(&[profile], &found.document, &found), []);
    }
}
