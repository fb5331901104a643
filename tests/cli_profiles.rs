//! `kneel profiles` from outside: what is known of a publisher is shown, used, passed on and put aside.

mod cli_common;

use cli_common::Home;

const BULLETIN: &str = "\
Hill Clinic Prayer Requests

4 May 2019

friends of the mill

Pray for rain on the terraces.

Rota of the tea room: Ann
";

const PROFILE: &str = "\
publisher = \"Hill Clinic\"
headings = [\"Friends of the mill\"]
leave_out = [\"Rota of the tea room: …\"]
";

#[test]
fn a_profile_is_used_for_its_publisher_and_shown_in_words() {
    let home = Home::new();
    home.file("config/profiles/hill.toml", PROFILE);
    let letter = home.file("letter.txt", BULLETIN);
    let told = home.kneel(&["import", "--json", "-n", &letter]).done().json();
    let bulletin = &told["documents"][0]["bulletins"][0];
    assert_eq!(bulletin["items"][0]["heading"], "friends of the mill");
    assert_eq!(bulletin["unsorted"].as_array().unwrap().len(), 0);

    let shown = home.kneel(&["profiles"]).done().out;
    let lines: Vec<&str> = shown.lines().collect();
    assert!(lines[0].starts_with("Hill Clinic  ") && lines[0].ends_with("hill.toml"), "{shown}");
    assert_eq!(
        lines[1..],
        [
            "  “Friends of the mill” is a heading",
            "  lines that begin with “Rota of the tea room:” are left out"
        ]
    );
    assert_eq!(home.kneel(&["profiles", "show", "hill"]).done().out, shown);
    let data = home.kneel(&["profiles", "--json"]).done().json();
    assert_eq!(data["format"], "kneel.profiles/1");
    assert_eq!(data["profiles"][0]["rules"][0], "“Friends of the mill” is a heading");
    assert_eq!(data["profiles"][0]["profile"]["headings"][0], "Friends of the mill");
}

#[test]
fn what_is_wrong_with_one_is_said_and_the_others_are_used() {
    let home = Home::new();
    home.file("config/profiles/a.toml", "publisher = \"Quiet Hill\"\nnotes = 3\n");
    home.file("config/profiles/hill.toml", format!("{PROFILE}colour = 1\n"));
    let letter = home.file("letter.txt", BULLETIN);
    let ran = home.kneel(&["import", "--json", &letter]).done();
    assert!(ran.err.contains("a.toml: not used, line 2: "), "{ran:?}");
    assert!(
        ran.err.contains("hill.toml: line 4: `colour` is nothing that kneel knows; the rest is used"),
        "{ran:?}"
    );
    assert_eq!(ran.json()["documents"][0]["bulletins"][0]["items"][0]["heading"], "friends of the mill");
}

#[test]
fn a_profile_goes_from_one_home_to_another_and_is_put_aside() {
    let (mine, theirs) = (Home::new(), Home::new());
    mine.file("config/profiles/hill.toml", PROFILE);
    let file = mine.path("out.toml").display().to_string();
    mine.kneel(&["profiles", "export", "hill clinic", &file]).done();
    mine.kneel(&["profiles", "export", "hill clinic", &file]).ends(1);
    assert_eq!(
        mine.kneel(&["profiles", "export", "hill"]).done().out,
        std::fs::read_to_string(&file).unwrap()
    );

    theirs.file(
        "config/profiles/own.toml",
        "publisher = \"HILL CLINIC\"\nnotes = [\"Friends of the mill\", \"Hours\"]\n",
    );
    let told = theirs.kneel(&["profiles", "import", &file]).done().out;
    assert_eq!(
        told,
        "HILL CLINIC: “Friends of the mill” is a heading\n\
         HILL CLINIC: lines that begin with “Rota of the tea room:” are left out\n"
    );
    let kept = std::fs::read_to_string(theirs.path("config/profiles/own.toml")).unwrap();
    assert!(kept.contains("notes = [\"Hours\"]"), "{kept}");
    theirs.kneel(&["profiles", "import", &file]).ends(3);
    let broken = theirs.file("broken.toml", "headings = 3");
    let refused = theirs.kneel(&["profiles", "import", &broken]).ends(1);
    assert!(refused.err.contains("nothing was changed"), "{refused:?}");

    theirs.kneel(&["profiles", "show", "Quiet Hill"]).ends(1);
    let gone = theirs.kneel(&["profiles", "remove", "hill"]).done();
    assert!(gone.err.contains("own.toml.old"), "{gone:?}");
    assert!(theirs.path("config/profiles/own.toml.old").exists());
    theirs.kneel(&["profiles"]).ends(3);
}
