//! `kneel subscribe`, `fetch` and what belongs to them from outside, against a real server on this machine.

#![allow(clippy::unwrap_used, reason = "a helper of tests fails as a test does")]

mod cli_common;
mod loopback;

use std::fs;
use std::io::Write;

use cli_common::{Home, LATER_LETTER, LETTER};
use flate2::Compression;
use flate2::write::GzEncoder;
use loopback::{Server, answer};
use serde_json::json;

const NEXT_DAY: &str = "2026-03-13T09:14:00+01:00";

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A home that is subscribed to a page of a server.
fn subscribed(server: &Server) -> Home {
    let home = Home::new();
    home.kneel(&["subscribe", &server.url("/letter"), "--name", "Lamplight"]).done();
    home
}

fn items(home: &Home) -> usize {
    home.kneel(&["list"]).done().out.lines().count()
}

#[test]
fn what_is_new_is_read_once_and_one_undo_takes_it_back() {
    let server = Server::giving(vec![
        answer(200, &["ETag: \"a,1\"", "Last-Modified: Sat, 07 Mar 2026 08:00:00 GMT"], LETTER),
        answer(304, &[], ""),
        answer(200, &["ETag: W/\"2\""], LATER_LETTER),
    ]);
    let mut home = subscribed(&server);
    assert!(server.asked().is_empty(), "to subscribe asks nobody");
    let fetched = home.kneel(&["fetch"]).done();
    assert_eq!(fetched.out, "Lamplight Prayer Letter, 7 March 2026: 5 new items\n");
    assert!(fetched.err.contains("`kneel undo` takes them back"), "{fetched:?}");
    assert_eq!(items(&home), 5);

    let request = &server.asked()[0];
    assert!(request.starts_with("GET /letter HTTP/1.1\r\n"), "{request}");
    assert_eq!(server.header("accept-encoding").unwrap(), "gzip");
    assert_eq!(
        server.header("user-agent").unwrap(),
        format!("kneel/{} (prayer bulletin reader)", env!("CARGO_PKG_VERSION"))
    );
    for secret in ["cookie", "referer", "authorization", "if-none-match", "if-modified-since", "from"] {
        assert_eq!(server.header(secret), None, "{secret}");
    }

    let again = home.on(NEXT_DAY).kneel(&["fetch"]).ends(3);
    assert!(again.err.contains("Lamplight: nothing new"), "{again:?}");
    assert_eq!(server.header("if-none-match").unwrap(), "\"a,1\"");
    assert_eq!(server.header("if-modified-since").unwrap(), "Sat, 07 Mar 2026 08:00:00 GMT");

    home.kneel(&["fetch", "--now"]).done();
    assert_eq!(items(&home), 7);
    home.kneel(&["undo"]).done();
    assert_eq!(items(&home), 5);
    assert_eq!(server.asked().len(), 3);
}

#[test]
fn a_server_is_left_alone_for_an_hour_unless_the_person_insists() {
    let server = Server::giving(vec![answer(200, &[], LETTER), answer(200, &[], LETTER)]);
    let mut home = subscribed(&server);
    home.kneel(&["fetch"]).done();
    let early = home.on("2026-03-12T10:08:59+01:00").kneel(&["fetch"]).ends(3);
    assert!(early.err.contains("it rests until 10:09"), "{early:?}");
    assert_eq!(server.asked().len(), 1);
    let same = home.on("2026-03-12T10:09:00+01:00").kneel(&["fetch"]).ends(3);
    assert!(same.err.contains("nothing new"), "{same:?}");
    assert_eq!(server.asked().len(), 2);
    home.kneel(&["undo"]).done();
    assert_eq!(items(&home), 0, "the same again was no step of its own");
}

#[test]
fn an_answer_holds_as_long_as_it_says() {
    let server = Server::giving(vec![answer(200, &["Cache-Control: public, max-age=86400"], LETTER)]);
    let mut home = subscribed(&server);
    home.kneel(&["fetch"]).done();
    let told = home.on("2026-03-12T20:00:00+01:00").kneel(&["fetch", "--json"]).ends(3).json();
    let until = told["subscriptions"][0]["rests_until"].as_str().unwrap();
    assert!(("2026-03-13T09:14:00".."2026-03-13T09:24:01").contains(&&until[..19]), "{until}");
    assert_eq!(server.asked().len(), 1);
}

#[test]
fn a_correction_revises_and_a_new_entry_is_all_that_comes() {
    let corrected = LETTER.replace("her hearing on March 20", "her hearing on March 27");
    let longer =
        corrected.clone() + "\n  • Please pray for Tamsin Orrell, who reads to the blind in Pokhara.\n";
    let server = Server::giving(vec![
        answer(200, &[], LETTER),
        answer(200, &[], &corrected),
        answer(200, &[], &longer),
    ]);
    let home = subscribed(&server);
    home.kneel(&["fetch"]).done();
    let id = home.shown("Nilufa")["id"].clone();
    let told = home.kneel(&["fetch", "--now", "--json"]).done().json();
    let bulletin = &told["subscriptions"][0]["documents"][0]["bulletins"][0];
    assert_eq!(
        (&bulletin["new"], &bulletin["revised"], &bulletin["known"]),
        (&json!(0), &json!(1), &json!(4))
    );
    assert_eq!(home.shown("Nilufa")["id"], id);
    let told = home.kneel(&["fetch", "--now", "--json"]).done().json();
    let bulletin = &told["subscriptions"][0]["documents"][0]["bulletins"][0];
    assert_eq!(
        (&bulletin["new"], &bulletin["revised"], &bulletin["known"]),
        (&json!(1), &json!(0), &json!(5))
    );
}

#[test]
fn what_is_packed_is_unpacked_and_a_bomb_is_put_down() {
    let gzip = "Content-Encoding: gzip";
    let bomb = packed(&vec![b' '; 52 << 20]);
    assert!(bomb.len() < 100_000);
    let server = Server::giving(vec![
        answer(200, &[gzip], &bomb),
        answer(200, &[gzip], &packed(LETTER.as_bytes())[..200]),
        answer(200, &[gzip], packed(LETTER.as_bytes())),
    ]);
    let home = subscribed(&server);
    let refused = home.kneel(&["fetch"]).ends(1);
    assert!(refused.err.contains("larger than 50 MB; no bulletin is"), "{refused:?}");
    let refused = home.kneel(&["fetch", "--now"]).ends(1);
    assert!(refused.err.contains("cannot be undone"), "{refused:?}");
    assert_eq!(items(&home), 0);
    home.kneel(&["fetch", "--now"]).done();
    assert_eq!(items(&home), 5);
}

#[test]
fn half_a_document_is_none() {
    let mut half = answer(200, &["ETag: \"1\""], LETTER);
    half.truncate(half.len() - 100);
    let server = Server::giving(vec![half, Vec::new(), answer(200, &[], LETTER)]);
    let home = subscribed(&server);
    for _ in 0..2 {
        let refused = home.kneel(&["fetch", "--now"]).ends(1);
        assert!(refused.err.contains("failed or broke off; kneel asks again later"), "{refused:?}");
        assert_eq!(items(&home), 0);
    }
    home.kneel(&["fetch", "--now"]).done();
    assert_eq!(server.header("if-none-match"), None, "what was not read was not remembered");
    assert_eq!(items(&home), 5);
}

#[test]
fn letters_are_read_as_they_were_written_whatever_the_server_says() {
    let letter = LETTER.replace("Joren Askild", "René Askild");
    let (letter, _, _) = encoding_rs::WINDOWS_1252.encode(&letter);
    let server = Server::giving(vec![answer(200, &["Content-Type: text/plain; charset=utf-8"], letter)]);
    let home = subscribed(&server);
    home.kneel(&["fetch"]).done();
    assert!(home.shown("Askild")["text"].as_str().unwrap().contains("René Askild"));
}

#[test]
fn a_move_for_good_is_remembered_and_told_and_another_is_not() {
    let server = Server::giving(vec![
        answer(302, &["Location: /today"], ""),
        answer(200, &[], LETTER),
        answer(301, &["Location: /new/letter"], ""),
        answer(200, &[], LETTER),
        answer(200, &[], LATER_LETTER),
    ]);
    let home = subscribed(&server);
    let fetched = home.kneel(&["fetch"]).done();
    assert!(!fetched.err.contains("moved"), "{fetched:?}");
    let moved = home.kneel(&["fetch", "--now"]).ends(3);
    assert!(
        moved.err.contains("has moved for good") && moved.err.contains("/new/letter from now on"),
        "{moved:?}"
    );
    home.kneel(&["fetch", "--now"]).done();
    let paths: Vec<String> =
        server.asked().iter().map(|head| head.split(' ').nth(1).unwrap().to_owned()).collect();
    assert_eq!(paths, ["/letter", "/today", "/letter", "/new/letter", "/new/letter"]);
    let listed = home.kneel(&["subscriptions", "--long"]).done().out;
    assert!(listed.contains(&server.url("/new/letter")), "{listed}");
    home.kneel(&["subscribe", &server.url("/letter")]).ends(3);
    assert_eq!(
        home.kneel(&["subscriptions", "--long"]).done().out,
        listed,
        "the old address is the same subscription"
    );
}

#[test]
fn a_server_cannot_send_kneel_in_circles_or_out_of_the_web() {
    let bait = Home::new();
    let file = bait.file("letter.txt", LETTER);
    let mut answers = vec![answer(302, &["Location: /letter"], ""); 6];
    answers.push(answer(301, &[&format!("Location: file://{file}")], ""));
    let server = Server::giving(answers);
    let home = subscribed(&server);
    let circle = home.kneel(&["fetch"]).ends(1);
    assert!(circle.err.contains("sends on and on"), "{circle:?}");
    assert_eq!(server.asked().len(), 6);
    let out = home.kneel(&["fetch", "--now"]).ends(1);
    assert!(out.err.contains("what is no web page"), "{out:?}");
    assert_eq!(items(&home), 0);
}

#[test]
fn what_is_gone_ends_and_what_is_missing_stays() {
    let server = Server::giving(vec![
        answer(404, &[], "not here"),
        answer(410, &[], "gone"),
        answer(200, &[], LETTER),
    ]);
    let home = subscribed(&server);
    let missing = home.kneel(&["fetch"]).ends(1);
    assert!(missing.err.contains("nothing at this address (404); the subscription stays"), "{missing:?}");
    assert!(home.kneel(&["subscriptions"]).done().out.contains("(404)"));
    let gone = home.kneel(&["fetch", "--now", "--quiet"]).ends(3);
    assert!(gone.err.contains("it has ended") && gone.err.contains("(410)"), "{gone:?}");
    assert!(home.kneel(&["fetch", "--now", "--quiet"]).ends(3).err.is_empty(), "it was told once");
    assert!(home.kneel(&["fetch"]).ends(3).err.contains("kneel unsubscribe"));
    assert_eq!(server.asked().len(), 2, "what has ended is not asked again");
    assert!(home.kneel(&["subscriptions"]).done().out.contains("nothing more will come"));
    home.kneel(&["subscribe", &server.url("/letter")]).done();
    home.kneel(&["fetch"]).done();
    assert_eq!(items(&home), 5);
    assert!(home.kneel(&["subscriptions"]).done().out.contains("Lamplight"), "it keeps its name");
}

#[test]
fn a_server_that_asks_to_be_left_alone_is_even_if_the_person_insists() {
    let server = Server::giving(vec![
        answer(429, &["Retry-After: 7200"], ""),
        answer(503, &["Retry-After: Fri, 13 Mar 2026 10:14:00 GMT"], ""),
        answer(200, &[], LETTER),
    ]);
    let mut home = subscribed(&server);
    let busy = home.kneel(&["fetch"]).ends(1);
    assert!(busy.err.contains("asks to be left alone for now (429)"), "{busy:?}");
    home.on("2026-03-12T11:13:59+01:00").kneel(&["fetch", "--now"]).ends(3);
    assert_eq!(server.asked().len(), 1);
    home.on(NEXT_DAY).kneel(&["fetch"]).ends(1);
    home.on("2026-03-13T11:13:00+01:00").kneel(&["fetch", "--now"]).ends(3);
    assert_eq!(server.asked().len(), 2);
    home.on("2026-03-13T11:30:00+01:00").kneel(&["fetch", "--now"]).done();
}

#[test]
fn failures_put_off_further_and_further() {
    let server = Server::giving(vec![answer(500, &[], ""); 3]);
    let mut home = subscribed(&server);
    home.kneel(&["fetch"]).ends(1);
    home.on("2026-03-12T10:09:00+01:00").kneel(&["fetch"]).ends(1);
    home.on("2026-03-12T10:40:00+01:00").kneel(&["fetch"]).ends(3);
    home.on("2026-03-12T12:00:00+01:00").kneel(&["fetch"]).ends(1);
    assert_eq!(server.asked().len(), 3);
}

#[test]
fn a_page_without_requests_is_no_bulletin() {
    let server =
        Server::giving(vec![answer(200, &[], "Welcome to the network of this hotel.\n\nSign in here.\n")]);
    let home = subscribed(&server);
    let refused = home.kneel(&["fetch"]).ends(1);
    assert!(refused.err.contains("there are no requests or praises in what came"), "{refused:?}");
    assert_eq!(home.kneel(&["bulletins"]).done().out, "");
}

#[test]
fn one_that_fails_does_not_keep_the_others() {
    let (good, bad) =
        (Server::giving(vec![answer(200, &[], LETTER)]), Server::giving(vec![answer(500, &[], "")]));
    let home = subscribed(&good);
    home.kneel(&["subscribe", &bad.url("/x"), "--name", "Bad"]).done();
    home.kneel(&["subscribe", &bad.url("/y"), "--name", "Not asked"]).done();
    let told = home.kneel(&["fetch", "--json", "bad", "lamplight"]).ends(4);
    let statuses: Vec<_> =
        told.json()["subscriptions"].as_array().unwrap().iter().map(|one| one["status"].clone()).collect();
    assert_eq!(statuses, ["failed", "new"]);
    assert!(told.err.contains("is in trouble (500)"), "{told:?}");
    assert_eq!((items(&home), bad.asked().len()), (5, 1));
}

/// The addresses lead to a server that counts: nobody may ask for what a document mentions.
#[test]
fn nothing_is_fetched_because_a_document_mentions_it() {
    let mentioned = Server::giving(vec![answer(200, &[], "x")]);
    let letter = LETTER.replace(
        "Forty people",
        &format!(
            "See {} and ![photo]({}). Forty people",
            mentioned.url("/story"),
            mentioned.url("/photo.jpg")
        ),
    );
    let server = Server::giving(vec![answer(200, &[], letter)]);
    let home = subscribed(&server);
    home.kneel(&["fetch"]).done();
    assert_eq!(server.asked().len(), 1);
    assert!(mentioned.asked().is_empty());
}

#[test]
fn a_secret_address_is_shown_only_to_whom_asks_for_all_of_it() {
    let server = Server::giving(vec![
        answer(500, &[], ""),
        answer(301, &["Location: /moved/Zz9876Secret?key=Secret42"], ""),
        answer(200, &[], LETTER),
    ]);
    let home = Home::new();
    let url = server.url("/feeds/k3Jd82SecretQ?token=Secret41");
    let mut told = vec![home.piped(&["subscribe", "-"], format!("{url}\n"))];
    told.push(home.kneel(&["subscribe", &url]));
    told.push(home.kneel(&["fetch"]));
    told.push(home.kneel(&["fetch", "--now", "--json"]));
    told.push(home.kneel(&["subscriptions"]));
    told.push(home.kneel(&["subscriptions", "--json"]));
    told.push(home.kneel(&["history"]));
    told.push(home.kneel(&["export", "--format", "json"]));
    told.push(home.kneel(&["unsubscribe", "https://example.org/Secret43"]));
    for ran in &told {
        assert!(!ran.out.contains("Secret") && !ran.err.contains("Secret"), "{ran:#?}");
    }
    let long = home.kneel(&["subscriptions", "--long"]).done().out;
    assert!(long.contains(&server.url("/moved/Zz9876Secret?key=Secret42")), "{long}");
}

#[test]
fn a_proxy_that_cannot_be_used_is_not_gone_around() {
    let server = Server::giving(vec![answer(200, &[], LETTER)]);
    let home = subscribed(&server);
    let output = home.command().env("ALL_PROXY", "carrier-pigeon://loft").arg("fetch").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().contains("nothing was asked for"));
    assert!(server.asked().is_empty());
}

#[test]
fn a_folder_gives_what_is_new_in_it() {
    let mut home = Home::new();
    home.file("letters/1.txt", LETTER);
    home.kneel(&["subscribe", "letters"]).done();
    home.kneel(&["fetch"]).done();
    assert_eq!(items(&home), 5);
    home.kneel(&["fetch"]).ends(3);

    home.file("letters/copy of 1.txt", LETTER);
    home.file("letters/2026/2.txt", LATER_LETTER);
    let fetched = home.kneel(&["fetch"]).done();
    assert_eq!(fetched.out, "Lamplight Prayer Letter, 11 April 2026: 2 new items\n");

    fs::remove_file(home.path("letters/1.txt")).unwrap();
    home.kneel(&["fetch"]).ends(3);
    assert_eq!(items(&home), 7, "what is removed from the folder stays in the journal");

    home.kneel(&["undo"]).done();
    home.on(NEXT_DAY).kneel(&["fetch"]).ends(3);
    assert_eq!(items(&home), 5, "what was taken back is not new");

    home.file("letters/3.txt", "");
    let refused = home.kneel(&["fetch"]).ends(4);
    assert!(refused.err.contains("3.txt: it is empty"), "{refused:?}");

    fs::rename(home.path("letters"), home.path("elsewhere")).unwrap();
    let lost = home.kneel(&["fetch"]).ends(1);
    assert!(lost.err.contains("the folder is not there"), "{lost:?}");
    assert_eq!(items(&home), 5);
}

#[test]
fn a_maildir_gives_each_mail_once_while_it_moves_through_it() {
    let home = Home::new();
    fs::create_dir_all(home.path("mail/cur")).unwrap();
    fs::create_dir_all(home.path("mail/tmp")).unwrap();
    home.file("mail/new/17.M1.host", LETTER);
    home.kneel(&["subscribe", "mail"]).done();
    home.kneel(&["fetch"]).done();
    home.kneel(&["undo"]).done();
    fs::rename(home.path("mail/new/17.M1.host"), home.path("mail/cur/17.M1.host:2,S")).unwrap();
    home.kneel(&["fetch"]).ends(3);
    home.file("mail/new/18.M1.host", LATER_LETTER);
    home.kneel(&["fetch"]).done();
    assert_eq!(items(&home), 2);
}

#[test]
fn subscriptions_are_listed_found_and_ended() {
    let home = Home::new();
    home.file("letters/1.txt", LETTER);
    home.file("other/1.txt", LATER_LETTER);
    assert!(home.kneel(&["subscriptions"]).done().err.contains("subscribed to nothing yet"));
    assert!(home.files().iter().all(|(path, _)| !path.ends_with("journal.db")), "to ask makes no journal");
    home.kneel(&["fetch"]).ends(3);
    home.kneel(&["subscribe", "letters"]).done();
    home.kneel(&["subscribe", "letters/"]).ends(3);
    home.kneel(&["subscribe", "letters", "--name", "Lamplight"]).done();
    home.kneel(&["subscribe", "other", "--name", "Ærlig"]).done();
    let listed = home.kneel(&["subscriptions", "--json"]).done().json();
    assert_eq!(listed["format"], "kneel.subscriptions/1");
    let one = &listed["subscriptions"][1]; // after "ae"
    assert_eq!(
        (&one["name"], &one["kind"], &one["fetched_at"]),
        (&json!("Lamplight"), &json!("folder"), &json!(null))
    );
    let id = one["id"].as_str().unwrap();
    home.kneel(&["fetch", id]).done();
    let listed = home.kneel(&["subscriptions"]).done().out;
    assert!(listed.contains("fetched 2026-03-12 09:14") && listed.contains("not fetched yet"), "{listed}");
    home.kneel(&["unsubscribe", "nobody"]).ends(1);
    home.kneel(&["unsubscribe", &id[..4]]).done();
    home.kneel(&["unsubscribe", "other"]).done();
    assert_eq!(home.kneel(&["subscriptions"]).done().out, "");
    assert_eq!(items(&home), 5);
}

#[test]
fn one_fetch_is_one_step() {
    let home = Home::new();
    home.file("letters/1.txt", LETTER);
    home.file("other/1.txt", LATER_LETTER);
    home.kneel(&["subscribe", "letters"]).done();
    home.kneel(&["subscribe", "other"]).done();
    home.kneel(&["fetch"]).done();
    assert_eq!(items(&home), 7);
    home.kneel(&["undo"]).done();
    assert_eq!(items(&home), 0);
    home.kneel(&["redo"]).done();
    assert_eq!(items(&home), 7);
}

#[test]
fn what_cannot_be_subscribed_to_is_told() {
    let home = Home::new();
    let letter = home.file("letter.txt", LETTER);
    for (place, words) in [
        ("ftp://example.org/letter", "begin with https:// or http:// only"),
        ("https://", "names no machine"),
        ("https://me:pw@example.org/", "a name and a password"),
        ("example.org/feed", "neither a folder that is there nor an address"),
        (letter.as_str(), "is a file; `kneel import` reads it"),
    ] {
        let refused = home.kneel(&["subscribe", place]).ends(2);
        assert!(refused.err.contains(words) && !refused.err.contains("me:pw"), "{refused:?}");
    }
    let told = home.kneel(&["subscribe", "http://example.org/feed"]).done();
    assert!(told.err.contains("others on the way can read and change"), "{told:?}");
    let told = home.kneel(&["subscribe", "https://example.org/feed"]).done();
    assert!(!told.err.contains("others on the way"), "{told:?}");
}

#[test]
fn a_timer_may_wait_and_is_told_nothing_where_there_is_nothing() {
    let home = Home::new();
    home.file("letters/1.txt", LETTER);
    home.kneel(&["subscribe", "letters"]).done();
    home.kneel(&["fetch", "--spread", "0"]).done();
    let quiet = home.kneel(&["fetch", "--quiet"]).ends(3);
    assert!(quiet.err.is_empty() && quiet.out.is_empty(), "{quiet:?}");
    home.kneel(&["fetch", "--spread", "721"]).ends(2);
}
