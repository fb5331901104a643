//! RSS, Atom and JSON feeds to lines: a sheet for each entry.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use feed_rs::model::{Entry, Feed, Text};
use feed_rs::parser::{Builder, ParseErrorKind, ParseFeedError};

use super::{Format, Unreadable, day_of, html};
use crate::bulletin::{Document, Line, Mark, Sheet};
use crate::text::{decode, letters, safe_line, squash};

/// No feed of bulletins goes back further than this many entries.
const MOST_ENTRIES: usize = 10_000;

/// Where a feed declares its charset, in bytes from its beginning.
const DECLARES: usize = 200;

pub(super) fn open(bytes: &[u8]) -> Result<Document, Unreadable> {
    let mut feed = parse(bytes)?;
    let mut document = Document::default();
    let entries = feed.entries.len();
    if entries > MOST_ENTRIES {
        feed.entries.truncate(MOST_ENTRIES);
        document.problems.push(format!(
            "only the first {MOST_ENTRIES} of the {entries} entries of the feed were read; import the others from saved pages or \
             from a feed of their own"
        ));
    }
    let publisher = publisher(&feed);
    for entry in &feed.entries {
        if is_too_deep(entry) {
            document.problems.push(
                "an entry of the feed that is nested deeper than kneel follows was left out".to_owned(),
            );
            continue;
        }
        let start = document.lines.len();
        document.lines.extend(lines(entry));
        if document.lines.len() == start {
            continue;
        }
        for (at, line) in document.lines.iter_mut().enumerate().skip(start) {
            line.number = at + 1;
        }
        let told_on = entry.published.or(entry.updated);
        document.sheets.push(Sheet {
            lines: start..document.lines.len(),
            hard: true,
            title: entry.title.as_ref().and_then(words),
            publisher: publisher.clone(),
            sent_on: told_on.map(|moment| moment.date_naive()),
            language: entry.language.as_ref().or(feed.language.as_ref()).and_then(|code| language(code)),
        });
    }
    if document.lines.is_empty() {
        return Err(sentence("there is nothing to read in this feed yet"));
    }
    Ok(document)
}

fn parse(bytes: &[u8]) -> Result<Feed, Unreadable> {
    let source = plain(bytes)?;
    let parse = |source: &str| Builder::new().timestamp_parser(day).build().parse(source.as_bytes());
    let feed = match parse(&source) {
        // Of the many versions of RSS the parser knows a few by number; the others hold the same.
        Err(ParseFeedError::ParseError(ParseErrorKind::NoFeedRoot)) => {
            parse(&source.replacen("<rss", "<rss version=\"2.0\"", 1))
        }
        parsed => parsed,
    };
    feed.map_err(|_| sentence("this feed is damaged; open it in a browser, save the page, and import that"))
}

/// A feed's letters, without declarations of charsets: they are letters already, and the parser panics on a second one.
fn plain(bytes: &[u8]) -> Result<String, Unreadable> {
    let head = bytes.get(..bytes.len().min(DECLARES)).unwrap_or_default();
    let declared = memchr::memmem::find(head, b"encoding=").and_then(|at| {
        let value = head.get(at..)?.split(|byte| b"\"'".contains(byte)).nth(1)?;
        std::str::from_utf8(value).ok()
    });
    Ok(letters(bytes, declared)?.0.replace("<?xml", "<?x"))
}

/// The day of a moment on the calendar of who wrote it, as if it were one in Greenwich: the parser would turn it into
/// the day there.
fn day(moment: &str) -> Option<DateTime<Utc>> {
    let moment = moment.trim();
    let posted = || {
        let sent = mail_parser::DateTime::parse_rfc822(moment)?;
        NaiveDate::from_ymd_opt(sent.year.into(), sent.month.into(), sent.day.into())
    };
    let day = day_of(moment).or_else(posted)?;
    Some(day.and_time(NaiveTime::MIN).and_utc())
}

/// The feed's author, where its title only adds what they publish in it; else that title.
fn publisher(feed: &Feed) -> Option<String> {
    let title = feed.title.as_ref().and_then(words);
    let author =
        feed.authors.iter().find_map(|person| person.name.as_deref()).map(|name| squash(&safe_line(name)));
    let within = |author: &String| title.as_ref().is_none_or(|title| title.contains(author.as_str()));
    author.filter(|author| !author.is_empty() && within(author)).or(title)
}

/// Whether one of an entry's texts is nested deeper than pages may be.
fn is_too_deep(entry: &Entry) -> bool {
    let body = entry.content.as_ref().and_then(|content| content.body.as_deref());
    let others = [&entry.title, &entry.summary].into_iter().flatten().map(|text| text.content.as_str());
    body.into_iter().chain(others).any(html::is_too_deep)
}

/// The lines of an entry: its title, and its text or what stands for it. What only leads back to the entry on its page
/// is set aside.
fn lines(entry: &Entry) -> Vec<Line> {
    let title = entry.title.as_ref().and_then(words);
    let content = entry.content.as_ref().and_then(|content| {
        let body = content.body.as_deref().filter(|body| !body.trim().is_empty())?;
        Some(told(body, content.content_type.essence().to_string().as_str()))
    });
    let summary = || {
        let text = entry.summary.as_ref()?;
        Some(told(&text.content, text.content_type.essence().to_string().as_str()))
    };
    let mut lines = content.filter(|lines| !lines.is_empty()).or_else(summary).unwrap_or_default();
    let leads_back = |line: &Line| {
        line.links
            .iter()
            .any(|link| link.url.as_ref().is_some_and(|url| entry.links.iter().any(|own| own.href == *url)))
    };
    if lines.len() > 1
        && let Some(last) = lines.last_mut()
        && leads_back(last)
    {
        last.aside = true;
    }
    if let Some(title) = title
        && lines.first().is_none_or(|first| first.text != title)
    {
        if let Some(first) = lines.first_mut() {
            first.gap = true;
        }
        lines.insert(0, heading(title));
    }
    lines
}

/// The lines of a text of some media type, or of what it is in spite of that.
fn told(text: &str, kind: &str) -> Vec<Line> {
    if kind.contains("html") || Format::of(text.as_bytes()) == Format::Html {
        return html::lines(text);
    }
    decode(text.as_bytes()).map(|decoded| Document::new(&decoded.text).lines).unwrap_or_default()
}

fn heading(text: String) -> Line {
    Line {
        number: 0,
        page: None,
        text,
        mark: Mark::Heading(1),
        indent: 0,
        gap: true,
        quoted: false,
        strong: false,
        aside: false,
        links: Vec::new(),
        by: None,
        day: None,
    }
}

/// The words of a title, which may have been written as a page: "Rain &amp; harvest".
fn words(title: &Text) -> Option<String> {
    let lines = html::lines(&title.content);
    let words = lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ");
    let words = squash(&safe_line(&words));
    (!words.is_empty()).then_some(words)
}

/// "en" of "en-GB".
fn language(code: &str) -> Option<String> {
    let code = code.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    (code.len() == 2).then_some(code)
}

fn sentence(words: &str) -> Unreadable {
    Unreadable::Format(words.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What was opened: each sheet's head, and under it the lines, those set aside in brackets.
    fn shown(document: &Document) -> String {
        let mut shown = String::new();
        for sheet in &document.sheets {
            let day = sheet.sent_on.map(|day| day.to_string());
            let said = [sheet.title.clone(), sheet.publisher.clone(), day, sheet.language.clone()];
            shown.push_str(&said.map(|said| said.unwrap_or_else(|| "?".to_owned())).join(" | "));
            for line in document.lines_of(sheet) {
                let text = if line.aside { format!("\n[{}]", line.text) } else { format!("\n{}", line.text) };
                shown.push_str(&text);
            }
            shown.push('\n');
        }
        shown
    }

    fn check(feed: &str, expected: &str) {
        let document = open(feed.as_bytes()).unwrap_or_else(|error| panic!("{error} in {feed}"));
        assert_eq!(shown(&document), expected);
    }

    fn refused(feed: &str, sentence: &str) {
        assert_eq!(open(feed.as_bytes()).unwrap_err().to_string(), sentence);
    }

    /// A feed of RSS with these elements in its items.
    fn rss(items: &[&str]) -> String {
        let items = items.join("</item><item>");
        format!(
            "<?xml version=\"1.0\"?>\n<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>Hill Clinic</title><language>en-GB</language><item>{items}</item></channel></rss>"
        )
    }

    #[test]
    fn each_item_of_rss_is_a_sheet() {
        let feed = rss(&[
            "<title>Rain &amp;amp; harvest</title><pubDate>Sat, 04 May 2019 23:30:00 -0500</pubDate><description>Pray [...]</description><content:encoded><![CDATA[<p>Pray for <b>rain</b>.</p><p>Give thanks.</p>]]></content:encoded>",
            "<title>Wells</title><description>&lt;p&gt;Pray for the wells.&lt;/p&gt;</description>",
        ]);
        check(
            &feed,
            "Rain & harvest | Hill Clinic | 2019-05-04 | en\nRain & harvest\nPray for rain.\nGive thanks.\nWells | Hill Clinic | ? | en\nWells\nPray for the wells.\n",
        );
    }

    #[test]
    fn each_entry_of_atom_is_a_sheet() {
        check(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"de\"><title>Haus Sela: Gebet</title><author><name>Haus Sela</name></author><entry><title>Mai</title><updated>2019-05-04T23:30:00+02:00</updated><content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><p>Betet um Regen.</p></div></content></entry><entry><title>April</title><published>2019-04-01T08:00:00Z</published><updated>2019-05-01T08:00:00Z</updated><summary>Betet für Ada.</summary></entry></feed>",
            "Mai | Haus Sela | 2019-05-04 | de\nMai\nBetet um Regen.\nApril | Haus Sela | 2019-04-01 | de\nApril\nBetet für Ada.\n",
        );
    }

    #[test]
    fn other_versions_are_read() {
        let item = "<item><title>May</title><link>https://hill.example/may</link><description>Pray.</description></item>";
        let expected = "May | Hill | ? | ?\nMay\nPray.\n";
        for version in ["", " version=\"0.91\"", " version=\"0.94\"", " version=\"2.0.1\""] {
            check(&format!("<rss{version}><channel><title>Hill</title>{item}</channel></rss>"), expected);
        }
        check(
            &format!(
                "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\"><channel><title>Hill</title></channel>{item}</rdf:RDF>"
            ),
            expected,
        );
        check(
            "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Hill\", \"items\": [{\"id\": \"1\", \"title\": \"May\", \"content_html\": \"<p>Pray.</p>\"}]}",
            expected,
        );
    }

    #[test]
    fn what_leads_back_to_the_entry_is_set_aside() {
        let feed = rss(&[
            "<title>May</title><link>https://hill.example/may</link><content:encoded><![CDATA[<p>Pray.</p><p>The post <a href=\"https://hill.example/may\">May</a> appeared first on Hill.</p>]]></content:encoded>",
        ]);
        check(&feed, "May | Hill Clinic | ? | en\nMay\nPray.\n[The post May appeared first on Hill.]\n");
    }

    #[test]
    fn letters_are_what_they_were() {
        let feed = rss(&["<title>Zo\u{eb}</title><description>Pray.</description>"]);
        let latin = feed.replace("version=\"1.0\"", "version='1.0' encoding='iso-8859-1'");
        let latin: Vec<u8> = latin.chars().map(|letter| letter as u8).collect();
        let expected = "Zoë | Hill Clinic | ? | en\nZoë\nPray.\n";
        assert_eq!(shown(&open(&latin).unwrap()), expected);
        check(&feed, expected);
    }

    #[test]
    fn entities_do_not_expand() {
        let bomb = "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]><rss version=\"2.0\"><channel><title>Hill</title><item><title>May</title><description>Pray &b;.</description></item></channel></rss>";
        let shown = shown(&open(bomb.as_bytes()).unwrap());
        assert!(shown.contains("Pray") && !shown.contains("haha"), "{shown}");
    }

    #[test]
    fn a_feed_that_tells_nothing_is_refused_in_words() {
        refused(
            "<rss version=\"2.0\"><channel><title>Hill</title></channel></rss>",
            "there is nothing to read in this feed yet",
        );
        let damaged = "this feed is damaged; open it in a browser, save the page, and import that";
        refused("<rss version=\"2.0\"><channel><item><title>May</channel>", damaged);
        refused("<rss version=\"2.0\"><?xml version=\"1.0\" encoding=\"koi8-r\"?></rss>", damaged);
    }

    #[test]
    fn an_entry_that_is_nested_too_deep_is_left_out() {
        let deep = "&lt;div&gt;".repeat(300);
        let item = |words: &str| format!("<title>May</title><description>{words}</description>");
        let feed = rss(&[&item(&format!("{deep}Pray.")), &item("Ask for seed.")]);
        let document = open(feed.as_bytes()).unwrap();
        assert_eq!(
            document.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>(),
            ["May", "Ask for seed."]
        );
        assert!(document.problems[0].contains("nested deeper"), "{:?}", document.problems);
    }

    #[test]
    fn of_a_very_long_feed_the_first_entries_are_read() {
        let item = "<title>May</title>";
        let document = open(rss(&vec![item; MOST_ENTRIES + 1]).as_bytes()).unwrap();
        assert_eq!(document.sheets.len(), MOST_ENTRIES);
        let told = "only the first 10000 of the 10001 entries of the feed were read; import the others from saved pages or from \
                    a feed of their own";
        assert_eq!(document.problems, [told]);
    }

    proptest! {
        #[test]
        fn any_pieces_of_feeds_come_to_an_end(pieces in proptest::collection::vec(0..PIECES.len(), 0..40)) {
            let feed: String = pieces.iter().map(|&at| PIECES[at]).collect();
            if let Ok(document) = open(feed.as_bytes()) {
                prop_assert_eq!(document.sheets.last().map(|sheet| sheet.lines.end), Some(document.lines.len()));
            }
        }
    }

    const PIECES: &[&str] = &[
        "<?xml version=\"1.0\" encoding=\"windows-1252\"?>",
        "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">",
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"http://hill.example\">",
        "<channel>",
        "</channel>",
        "<item>",
        "</item>",
        "<entry>",
        "</entry>",
        "<title>May</title>",
        "<content:encoded><![CDATA[<p>Pray]]></content:encoded>",
        "<content type=\"xhtml\"><div>Pray</content>",
        "<updated>2019-13-44T99</updated>",
        "<pubDate>Sat, 99 May 2019</pubDate>",
        "&unknown; &#0; &#xFFFFFFFF;",
        "<a href=\"",
        "{\"version\": \"https://jsonfeed.org/version/1\"}",
    ];
}
