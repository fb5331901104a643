//! Whole mails, as they come.

use proptest::prelude::*;

use super::*;
use crate::bulletin::Mark;

/// What was opened: each sheet's head, and under it the lines, those set aside in brackets.
fn shown(mail: impl AsRef<[u8]>) -> String {
    let document = open(mail.as_ref()).unwrap();
    let mut shown = String::new();
    for sheet in &document.sheets {
        let day = sheet.sent_on.map(|day| day.to_string());
        let said = [sheet.title.clone(), sheet.publisher.clone(), day, sheet.language.clone()];
        shown.push_str(&said.map(|said| said.unwrap_or_else(|| "?".to_owned())).join(" | "));
        for line in document.lines_of(sheet) {
            let quote = if line.quoted { "> " } else { "" };
            let text =
                if line.aside { format!("\n[{}]", line.text) } else { format!("\n{quote}{}", line.text) };
            shown.push_str(&text);
        }
        shown.push('\n');
    }
    for problem in &document.problems {
        shown.push_str("! ");
        shown.push_str(problem);
        shown.push('\n');
    }
    shown
}

fn check(mail: impl AsRef<[u8]>, expected: &str) {
    assert_eq!(shown(mail), expected);
}

const HEAD: &str = "From: Hill Clinic <news@hill.example>\nTo: ada@home.example\nSubject: Prayer points\nDate: Sat, 4 May 2019 23:30:00 -0500\n";

/// A mail with a part of some type.
fn mail(kind: &str, body: &str) -> String {
    format!("{HEAD}MIME-Version: 1.0\nContent-Type: {kind}\n\n{body}")
}

/// A mail with several parts.
fn mixed(kind: &str, parts: &[(&str, &str)]) -> String {
    let parts = parts.iter().map(|(kind, body)| format!("--cut\nContent-Type: {kind}\n\n{body}\n"));
    mail(&format!("multipart/{kind}; boundary=cut"), &format!("{}--cut--\n", parts.collect::<String>()))
}

const SAID: &str = "Prayer points | Hill Clinic | 2019-05-04 | ?\n";

#[test]
fn a_plain_mail_is_its_lines_and_its_head() {
    check(
        format!("{HEAD}Content-Language: en-GB\n\nPray for rain.\n\nGive thanks.\n"),
        "Prayer points | Hill Clinic | 2019-05-04 | en\nPray for rain.\nGive thanks.\n",
    );
    check(format!("{HEAD}\nPray.\n").replace('\n', "\r\n"), &format!("{SAID}Pray.\n"));
}

#[test]
fn a_mail_without_much_of_a_head_is_read() {
    check("Subject: Prayer\nContent-Type: text/plain\n\nPray.\n", "Prayer | ? | ? | ?\nPray.\n");
    check("From: news@hill.example\nDate: soon\nMIME-Version: 1.0\n\nPray.\n", "? | ? | ? | ?\nPray.\n");
}

#[test]
fn letters_are_what_they_were() {
    let kind = "text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable";
    check(
        mail(kind, "Pray for Zo=C3=AB, who=\n has waited.\n"),
        &format!("{SAID}Pray for Zoë, who has waited.\n"),
    );
    let kind = "text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: base64";
    check(mail(kind, "UHJheSBmb3IgWm/rLg==\n"), &format!("{SAID}Pray for Zoë.\n"));
    let kind = "text/plain; charset=iso-2022-kr";
    check(mail(kind, "Pray.\n"), &format!("{SAID}Pray.\n"));
    let kind = "text/plain; charset=euc-kr\nContent-Transfer-Encoding: base64";
    check(mail(kind, "seK1tcfYIMHWvLy/5C4=\n"), &format!("{SAID}기도해 주세요.\n"));
}

#[test]
fn letters_without_a_charset_are_guessed() {
    let raw = |kind: &str, body: &[u8]| [mail(kind, "").as_bytes(), body].concat();
    let zoe = format!("{SAID}Pray for Zoë, André, she’s well.\n");
    check(raw("text/plain", b"Pray for Zo\xEB, Andr\xE9, she\x92s well.\n"), &zoe);
    check(raw("text/plain; charset=us-ascii", "Pray for Zoë, André, she’s well.\n".as_bytes()), &zoe);
    check(raw("text/plain; charset=windows-1252", "Pray for Zoë, André, she’s well.\n".as_bytes()), &zoe);
    check(raw("text/plain; charset=utf-8", b"Pray for Zo\xEB, Andr\xE9, she\x92s well.\n"), &zoe);
    let head =
        b"Subject: Pri\xE8re pour Zo\xEB\nFrom: L\xE9a <lea@sela.example>\nMIME-Version: 1.0\n\nPriez.\n";
    check(head, "Prière pour Zoë | Léa | ? | ?\nPriez.\n");
}

#[test]
fn encoded_fields_are_read() {
    let head = "Subject: =?utf-8?Q?Pri=C3=A8re?=\n =?utf-8?Q?_de_mai?=\nFrom: =?iso-8859-1?Q?L=E9a?= via Liste <l@sela.example>\nMIME-Version: 1.0\n\nPriez.\n";
    check(head, "Prière de mai | Léa | ? | ?\nPriez.\n");
}

#[test]
fn lines_that_flow_are_whole() {
    let mail = mail("text/plain; format=flowed", "Pray for the two \nnurses.\nGive thanks.\n");
    check(&mail, &format!("{SAID}Pray for the two nurses.\nGive thanks.\n"));
    assert!(open(mail.as_bytes()).unwrap().sheets[0].hard);
}

#[test]
fn the_page_is_read_unless_the_text_says_more() {
    let page = ("text/html", "<h2>Sela</h2><p>Pray for <b>rain</b>.</p>");
    let both = mixed("alternative", &[("text/plain", "Sela\n\nPray for rain."), page]);
    check(&both, &format!("{SAID}Sela\nPray for rain.\n"));
    let document = open(both.as_bytes()).unwrap();
    assert!(document.sheets[0].hard && document.lines[0].mark == Mark::Heading(2));
    let empty =
        mixed("alternative", &[("text/plain", "Pray for rain."), ("text/html", "<img src=\"a.png\">")]);
    check(empty, &format!("{SAID}Pray for rain.\n"));
    let only = mail("text/html", "<p>Pray for rain.</p>");
    check(only, &format!("{SAID}Pray for rain.\n"));
}

#[test]
fn a_page_that_repeats_broken_lines_gives_way_to_the_text() {
    let text = ("text/plain", "Pray for the two nurses, who have not slept since\nMonday. One is ill.");
    let page = ("text/html", "Pray for the two nurses, who have not slept since<br>Monday. One is ill.");
    let document = open(mixed("alternative", &[text, page]).as_bytes()).unwrap();
    assert!(!document.sheets[0].hard);
    assert_eq!(document.lines.len(), 2);
}

#[test]
fn pictures_cards_and_signatures_are_left_out() {
    let parts = [
        ("text/plain", "Pray."),
        ("image/png; name=logo.png\nContent-Transfer-Encoding: base64", "iVBORw0KGgo="),
        ("text/calendar; name=invite.ics", "BEGIN:VCALENDAR"),
        ("text/vcard; name=hill.vcf", "BEGIN:VCARD"),
        ("application/pgp-signature; name=signature.asc", "-----BEGIN PGP SIGNATURE-----"),
    ];
    check(mixed("mixed", &parts), &format!("{SAID}Pray.\n"));
    let related =
        mixed("related", &[("text/html", "<p>Pray.</p>"), ("image/gif\nContent-ID: <a@b>", "GIF8")]);
    check(related, &format!("{SAID}Pray.\n"));
}

#[test]
fn attached_bulletins_are_sheets_of_their_own() {
    let list = "text/plain; name=\"May_prayer_list.txt\"\nContent-Disposition: attachment; filename=\"May_prayer_list.txt\"";
    let parts = [("text/plain", "Pray for Ada, who is ill."), (list, "Pray for rain.")];
    let expected =
        "Pray for Ada, who is ill.\nMay prayer list | Hill Clinic | 2019-05-04 | ?\nPray for rain.\n";
    check(mixed("mixed", &parts), &format!("{SAID}{expected}"));
    let parts = [("text/plain", "Dear all, our letter is attached. Pray with us!"), (list, "Pray for rain.")];
    let expected = "[Dear all, our letter is attached. Pray with us!]\nPray for rain.\n";
    check(mixed("mixed", &parts), &format!("May prayer list | Hill Clinic | 2019-05-04 | ?\n{expected}"));
}

#[test]
fn what_is_attached_and_cannot_be_read_is_told() {
    let old = "application/msword; name=\"list.doc\"\nContent-Disposition: attachment\nContent-Transfer-Encoding: base64";
    let shown = shown(mixed("mixed", &[("text/plain", "Pray."), (old, "0M8R4KGxGuEAAAAA")]));
    assert!(
        shown.starts_with(&format!("{SAID}Pray.\n! the attachment “list.doc” was left out: ")),
        "{shown}"
    );
}

#[test]
fn an_attached_mail_speaks_for_itself() {
    let inner = "From: Quiet Hill <q@quiet.example>\nSubject: Sundays\nDate: Fri, 3 May 2019 08:00:00 +0000\nContent-Type: text/plain\n\nPray for Ben.";
    let parts = [("text/plain", "Pray for Ada."), ("message/rfc822", inner)];
    let expected = "Pray for Ada.\nSundays | Quiet Hill | 2019-05-03 | ?\nPray for Ben.\n";
    check(mixed("mixed", &parts), &format!("{SAID}{expected}"));
}

#[test]
fn a_mailbox_is_a_sheet_for_each_message() {
    let mailbox = "From a@b Sat May  4 10:00:00 2019\nSubject: One\nFrom: Hill <a@hill.example>\n\nPray.\n\nFrom a@b Sun May  5 10:00:00 2019\nSubject: Two\nFrom: Hill <a@hill.example>\n\n>From Sela: rain.\n";
    check(mailbox, "One | Hill | ? | ?\nPray.\nTwo | Hill | ? | ?\nFrom Sela: rain.\n");
    let numbers: Vec<_> = open(mailbox.as_bytes()).unwrap().lines.iter().map(|line| line.number).collect();
    assert_eq!(numbers, [1, 2]);
}

/// A mail from Ada, who passes something on.
fn passed_on(subject: &str, body: &str) -> String {
    format!(
        "From: Ada <ada@home.example>\nSubject: {subject}\nDate: Mon, 6 May 2019 10:00:00 +0000\nMIME-Version: 1.0\n\n{body}"
    )
}

const FORWARDED: &str = "---------- Forwarded message ---------\nFrom: Hill Clinic <news@hill.example>\nDate: Sat, May 4, 2019 at 8:30 AM\nSubject: Prayer points\nTo: <ada@home.example>\n\n";
const ASIDE: &str = "[---------- Forwarded message ---------]\n[From: Hill Clinic <news@hill.example>]\n[Date: Sat, May 4, 2019 at 8:30 AM]\n[Subject: Prayer points]\n[To: <ada@home.example>]\n";

#[test]
fn a_forwarded_mail_is_its_senders() {
    let mail =
        passed_on("Fwd: Prayer points", &format!("For Wednesday.\nAda\n\n{FORWARDED}Pray for rain.\n"));
    check(mail, &format!("{SAID}[For Wednesday.]\n[Ada]\n{ASIDE}Pray for rain.\n"));
    let mail =
        passed_on("Fwd: Prayer points", &format!("Pray for my mother, too.\n\n{FORWARDED}Pray for rain.\n"));
    check(mail, &format!("{SAID}Pray for my mother, too.\n{ASIDE}Pray for rain.\n"));
    let quoted = passed_on("Fwd: x", &format!("{FORWARDED}> Pray for rain.\n>\n> --\n> Hill Clinic\n"));
    check(quoted, &format!("{SAID}{ASIDE}Pray for rain.\n[--]\n[Hill Clinic]\n"));
}

#[test]
fn forwarded_twice_the_innermost_counts() {
    let outer = "-----Original Message-----\nFrom: Ben <ben@home.example>\nSent: Sunday, May 5, 2019 9:00 AM\nTo: Ada\nSubject: FW: Prayer points\n\nHave you seen this?\n\n";
    let outer_aside = "[-----Original Message-----]\n[From: Ben <ben@home.example>]\n[Sent: Sunday, May 5, 2019 9:00 AM]\n[To: Ada]\n[Subject: FW: Prayer points]\n[Have you seen this?]\n";
    let mail = passed_on("FW: Prayer points", &format!("{outer}{FORWARDED}Pray for rain.\n"));
    check(mail, &format!("{SAID}{outer_aside}{ASIDE}Pray for rain.\n"));
}

#[test]
fn several_forwarded_mails_are_several_sheets() {
    let long = "Pray for rain on the hills of Sela, where the wells are dry. ".repeat(20);
    let second = FORWARDED.replace("Hill Clinic", "Quiet Hill").replace("May 4", "May 3");
    let mail = passed_on("Fwd: Prayer points", &format!("{FORWARDED}{long}\n\n{second}Pray for Ben.\n"));
    let shown = shown(mail);
    assert!(shown.starts_with(SAID), "{shown}");
    assert!(shown.contains("\nPrayer points | Quiet Hill | 2019-05-03 | ?\n"), "{shown}");
}

#[test]
fn an_answer_keeps_its_own_head_and_quotes() {
    let mail = passed_on("Re: Prayer points", "Amen.\n\nOn Saturday, Hill Clinic wrote:\n> Pray for rain.\n");
    check(
        mail,
        "Prayer points | Ada | 2019-05-06 | ?\nAmen.\nOn Saturday, Hill Clinic wrote:\n> Pray for rain.\n",
    );
}

#[test]
fn who_passes_a_mail_on_is_no_publisher() {
    check(passed_on("Fwd: Prayer points", "Pray.\n"), "Prayer points | ? | 2019-05-06 | ?\nPray.\n");
}

#[test]
fn signatures_and_feet_of_lists_are_set_aside() {
    check(
        format!("{HEAD}\nPray.\n\n-- \nHill Clinic\nBox 4\n"),
        &format!("{SAID}Pray.\n[--]\n[Hill Clinic]\n[Box 4]\n"),
    );
    let foot = format!("{}\nHill mailing list\nhill@lists.example\n", "_".repeat(47));
    check(
        format!("{HEAD}\nPray.\n\n{foot}"),
        &format!("{SAID}Pray.\n[{}]\n[Hill mailing list]\n[hill@lists.example]\n", "_".repeat(47)),
    );
    check(
        format!("{HEAD}\nPray.\n--\nAsk.\n--\nGive thanks.\n"),
        &format!("{SAID}Pray.\n--\nAsk.\n--\nGive thanks.\n"),
    );
}

fn refused(mail: impl AsRef<[u8]>, sentence: &str) {
    assert_eq!(open(mail.as_ref()).unwrap_err().to_string(), sentence);
}

#[test]
fn what_is_no_mail_of_people_is_refused_in_words() {
    refused(format!("{HEAD}\n"), "there is no text in this mail");
    refused("", "this is no mail, or a damaged one");
    let many = "--cut\n\nPray.\n".repeat(10_001);
    refused(
        mail("multipart/mixed; boundary=cut", &many),
        "this mail has more parts than kneel takes (10,000)",
    );
    let deep = "Content-Type: message/rfc822\n\n".repeat(100_000);
    refused(deep, "this mail has more parts than kneel takes (10,000)");
    let mailbox = "From a@b Sat May  4 10:00:00 2019\n\n\n".repeat(10_001);
    refused(mailbox, "this mailbox has more messages than kneel takes (10,000); import a smaller one");
}

#[test]
fn mails_in_mails_end_somewhere() {
    let nested = |depth| format!("{}Subject: x\n\nPray.\n", "Content-Type: message/rfc822\n\n".repeat(depth));
    check(nested(10), "x | ? | ? | ?\nPray.\n");
    refused(nested(900), "a mail inside of 16 others was left out");
}

proptest! {
    #[test]
    fn any_bytes_come_to_an_end(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let _ = open(&bytes);
    }

    /// Pieces of mails in any order: every line ends in one sheet, and no sheet is empty.
    #[test]
    fn any_pieces_of_mails_are_parted_whole(pieces in proptest::collection::vec(0..PIECES.len(), 0..40)) {
        let mail: String = pieces.iter().map(|&at| PIECES[at]).collect();
        if let Ok(document) = open(mail.as_bytes()) {
            let mut next = 0;
            for sheet in &document.sheets {
                prop_assert_eq!(sheet.lines.start, next);
                prop_assert!(sheet.lines.end > next);
                next = sheet.lines.end;
            }
            prop_assert_eq!(next, document.lines.len());
        }
    }
}

const PIECES: &[&str] = &[
    "From: Hill Clinic <news@hill.example>\n",
    "Date: Sat, 4 May 2019 23:30:00 -0500\n",
    "Subject: Fwd: Prayer\n",
    "To: ada@home.example\n",
    "\n",
    "Content-Type: multipart/mixed; boundary=cut\n\n",
    "Content-Type: multipart/alternative; boundary=\"cut2\"\n\n",
    "Content-Type: message/rfc822\n\n",
    "Content-Type: text/html; charset=utf-7\n",
    "Content-Type: text/plain; format=flowed\n",
    "Content-Transfer-Encoding: base64\n",
    "Content-Transfer-Encoding: quoted-printable\n",
    "Content-Disposition: attachment; filename=a.txt\n",
    "--cut\n",
    "--cut2\n",
    "--cut--\n",
    "---------- Forwarded message ---------\n",
    "> Pray for rain. \n",
    "Pray =\n for =C3=AB\n",
    "UHJheSBmb3IgWm/rLg==\n",
    "<p>Pray</p><li>for\n",
    "-- \n",
    "\nFrom a@b Sat May  4 10:00:00 2019\n",
];

#[test]
fn the_day_that_a_subject_names_is_that_of_the_issue() {
    let issued = |subject: &str, body: &str| {
        let head = HEAD.replace("Prayer points", subject);
        let read = crate::bulletin::read(format!("{head}\n{body}").as_bytes(), &[]).unwrap();
        let bulletin = read.bulletins().remove(0);
        (
            bulletin.title.unwrap_or_default(),
            bulletin.issued_on.map(|day| day.to_string()).unwrap_or_default(),
        )
    };
    let letter = ("Prayer letter 3 May 2019".to_owned(), "2019-05-03".to_owned());
    assert_eq!(issued("Prayer letter 3 May 2019", "Pray for rain.\n"), letter);
    assert_eq!(issued("CORRECTION: Prayer letter 3 May 2019", "Pray for rain.\n"), letter);
    assert_eq!(issued("AW: Korrektur: Prayer letter 3 May 2019", "Pray for rain.\n"), letter);
    assert_eq!(issued("Prayer letter", "Pray for rain.\n").1, "2019-05-04", "else it is that of the mail");
    assert_eq!(issued("Prayer letter, May 2019", "Pray for rain.\n").1, "2019-05-04");
    assert_eq!(
        issued("Prayer letter 3 May 2019", "Hill Prayer\n\n2 May 2019\n\nPray for rain.\n").1,
        "2019-05-02"
    );
}
