//! A secret stands in every field there is, and every way out is searched for it.
#![cfg(feature = "encrypt")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cli_common;

use std::fs;

use cli_common::{Home, Ran};
use kneel::group::sealed::{self, Opening};
use kneel::group::share::Share;

const PASSPHRASE: &str = "seven sleepy goats";

/// Words that nothing else holds, by the field that they stand in. None of them may leave.
const SECRETS: &[&str] = &[
    // a private item of one's own: text, region, note, answer
    "zorvalq",
    "zorregio",
    "zornotiz",
    "zoranswer",
    // a private item of a bulletin
    "zorprivat",
    // a publisher whose bulletins are private: its name, title, heading, text, story, link
    "zorpublish",
    "zortitle",
    "zorheading",
    "zoritem",
    "zorlink",
    // a note that stays home, one that was marked and called back
    "zorhome",
    "zorcalled",
    // names that are listed, in texts, answers and notes that do go out
    "zulfiya",
    "karimova",
    // places of a country that is listed
    "kyrgyz",
    "bishkek",
];

const OPEN: &str = "\
Lamplight Prayer Letter

7 March 2026

Central Asia

  • Please pray for Zulfiya Karimova in Bishkek, Kyrgyzstan, who waits for her hearing. Read more at https://lamplight.example/zulfiya

  • Please pray for the zorprivat meeting on Friday.

South Asia

  • Please pray for Nilufa, who waits for her hearing in Dhaka.
";

const CLOSED: &str = "\
Zorpublish Zortitle Letter

8 March 2026

Zorheading

  • Please pray for the zoritem in the hills. Read the story at https://closed.example/zorlink
";

fn with_passphrase(home: &Home, args: &[&str]) -> Ran {
    home.piped(&[args, &["--passphrase-fd", "0"]].concat(), format!("{PASSPHRASE}\n"))
}

/// A journal with a secret in every field.
fn lived_in() -> Home {
    let home = Home::new();
    home.file(
        "config/config.toml",
        "[privacy]\nnames = [\"Zulfiya Karimova\"]\ncountries = [\"Kyrgyzstan\"]\n\
         [publishers.\"Zorpublish Zortitle\"]\nvisibility = \"private\"\n",
    );
    for (name, text) in [("open.txt", OPEN), ("closed.txt", CLOSED)] {
        let path = home.file(name, text);
        home.kneel(&["import", &path]).done();
    }
    home.kneel(&["flag", &home.id("zorprivat"), "private"]).done();
    assert_eq!(home.shown("zoritem")["visibility"], "private", "as its publisher was set");
    home.kneel(&["add", "the zorvalq of my own", "--region", "Zorregio"]).done();
    let own = home.id("zorvalq");
    home.kneel(&["note", &own, "zornotiz"]).done();
    home.kneel(&["answer", &own, "--words", "zoranswer"]).done();
    let hearing = home.id("Karimova");
    home.kneel(&["note", &hearing, "zorhome for me"]).done();
    home.kneel(&["note", &hearing, "Zulfiya wrote from Bishkek, zorcalled"]).done();
    home.kneel(&["note", &hearing, "--share", "2"]).done();
    home.kneel(&["note", &hearing, "--keep-home", "2"]).done();
    home.kneel(&["note", &hearing, "Karimova is well, wrote her sister in Bishkek"]).done();
    home.kneel(&["note", &hearing, "--share", "3"]).done();
    home.kneel(&["answer", &hearing, "--words", "Zulfiya is free, and back in Kyrgyzstan"]).done();
    home.kneel(&["prayed", &hearing]).done();
    home
}

#[track_caller]
fn assert_silent(way: &str, out: &str) {
    let folded = out.to_lowercase();
    for secret in SECRETS {
        assert!(!folded.contains(secret), "{secret} leaves by {way}:\n{out}");
    }
}

#[test]
fn no_way_out_tells_a_secret() {
    let home = lived_in();
    // it is all there at home
    let whole = home.kneel(&["export"]).done().out.to_lowercase();
    for secret in SECRETS {
        assert!(whole.contains(secret), "{secret} is not in the journal");
    }

    for format in ["text", "md", "html", "pdf"] {
        if format == "pdf" && !cfg!(all(feature = "pdf-out", feature = "pdf-in")) {
            continue;
        }
        let name = format!("sheet.{format}");
        let said = home
            .kneel(&["handout", "--since", "1y", "--format", format, "--lines", "--to", &name, "--yes"])
            .done();
        assert_silent("what a handout says", &said.err);
        if format == "pdf" {
            // read back as any bulletin, in a home that knows nothing
            let other = Home::new();
            let path = home.path(&name).display().to_string();
            assert_silent("a PDF", &other.kneel(&["import", "--dry-run", "--json", &path]).done().out);
        } else {
            let sheet = fs::read_to_string(home.path(&name)).unwrap();
            assert_silent(format, &sheet);
            assert!(sheet.contains("Nilufa") && sheet.contains("Z. K."), "{format}: {sheet}");
        }
    }
    let printed = home.kneel(&["handout", "--since", "1y"]).done();
    assert_silent("a handout on stdout", &printed.out);

    let shared = with_passphrase(&home, &["share", "--to", "group.age", "--yes"]).done();
    assert_silent("what share shows", &(shared.out + &shared.err));
    let bytes = fs::read(home.path("group.age")).unwrap();
    let opened = sealed::open(&bytes, &Opening::Passphrase(PASSPHRASE)).unwrap();
    let share = Share::of_bytes(&opened).unwrap();
    assert_silent("a shared file", &serde_json::to_string(&share).unwrap());
    assert!(!share.is_empty());
    let look = home.kneel(&["share", "--dry-run"]).done();
    assert_silent("share --dry-run", &(look.out + &look.err));

    let folder = home.path("tuesday");
    fs::create_dir(&folder).unwrap();
    let folder = folder.display().to_string();
    let synced = with_passphrase(&home, &["sync", "--group", &folder, "--yes"]).done();
    assert_silent("what sync says", &(synced.out + &synced.err));
    let member = Home::new();
    with_passphrase(&member, &["sync", "--group", &folder]).done();
    assert_silent("a group's folder", &member.kneel(&["export"]).done().out);
    assert!(member.kneel(&["list", "is:answered"]).done().out.contains("Z. K."));

    home.kneel(&["stats", "--html", "back.html", "--svg", "back.svg"]).done();
    for name in ["back.html", "back.svg"] {
        let page = fs::read_to_string(home.path(name)).unwrap();
        assert_silent(name, &page);
        assert!(page.contains("1 prayer"), "it is counted: {page}");
    }

    for args in [&["review", "--plain", "--since", "1y"][..], &["review", "--json", "--since", "1y"]] {
        let review = home.kneel(args).done();
        // a review is looked at where the group sits: names are theirs to know, private items are not
        let names = ["zulfiya", "karimova", "kyrgyz", "bishkek"];
        let lower = (review.out + &review.err).to_lowercase();
        for secret in SECRETS.iter().filter(|secret| !names.contains(secret)) {
            assert!(!lower.contains(secret), "{secret} is told by {args:?}");
        }
    }

    for format in ["markdown", "csv"] {
        let export = home.kneel(&["export", "--format", format]).done();
        let lower = (export.out + &export.err).to_lowercase();
        for secret in ["zorvalq", "zornotiz", "zoranswer", "zorprivat", "zoritem", "zorhome", "zorcalled"] {
            assert!(!lower.contains(secret), "{secret} leaves by {format}");
        }
    }
}

#[test]
fn what_says_what_to_hide_must_be_understood_before_anything_leaves() {
    let home = Home::with_letter();
    home.file("config/config.toml", "[privacy]\nnames = [\n  \"Joren\"\n  \"Tamsin\",\n]\n");
    let ran = home.kneel(&["handout", "--to", "sheet.md", "--yes"]);
    assert!(ran.err.contains("nothing was written"), "{}", ran.err);
    assert!(ran.err.contains("config.toml:"), "{}", ran.err);
    assert!(!home.path("sheet.md").exists());
    home.file("config/config.toml", "portoin = 3\n");
    let ran = home.kneel(&["handout", "--to", "sheet.md", "--yes"]).done();
    assert!(ran.err.contains("did you mean `portion`?"), "{}", ran.err);
}
