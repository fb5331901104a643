//! RSS, Atom and JSON feeds to lines: a sheet for each entry.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use feed_rs::model::{Entry, Feed, Text};
use feed_rs::parser::{Builder, ParseErrorKind, ParseFeedError};

use super::{Unreadable, html};
use crate::bulletin::{Document, Line, Mark, Sheet};
use crate::text::{decode, safe_line, squash};

/// No feed of bulletins goes back further than this many entries.
const MOST_ENTRIES: usize = 10_000;

pub(super) fn open(bytes: &[u8]) -> Result<Document, Unreadable> {
    let mut feed = parse(bytes)?;
    let mut document = Document::default();
    if feed.entries.len() > MOST_ENTRIES {
        feed.entries.truncate(MOST_ENTRIES);
        document.problems.push("only the first 10,000 entries of the feed were read".to_owned());
    }
    let publisher = publisher(&feed);
    for entry in &feed.entries {
        let start = document.lines.len();
        document.lines.extend(lines(entry));
        if document.lines.len() == start {
            continue;
        }
        for (at, line) in document.lines.iter_mut().enumerate().skip(start) {
            line.number = at + 1;
        }
        let published = entry.published.or(entry.updated);
        document.sheets.push(Sheet {
            lines: start..document.lines.len(),
            hard: true,
            title: entry.title.as_ref().and_then(words),
            publisher: publisher.clone(),
            sent_on: published.map(|moment| moment.date_naive()),
            language: entry.language.as_ref().or(feed.language.as_ref()).and_then(|code| language(code)),
        });
    }
    if document.lines.is_empty() {
        return Err(sentence("there is nothing to read in this feed yet"));
    }
    Ok(document)
}

fn parse(bytes: &[u8]) -> Result<Feed, Unreadable> {
    let parse = |bytes: &[u8]| Builder::new().timestamp_parser(day).build().parse(bytes);
    let feed = match parse(bytes) {
        // Of the many versions of RSS the parser knows a few by number; the others hold the same.
        Err(ParseFeedError::ParseError(ParseErrorKind::NoFeedRoot)) => parse(&versioned(bytes)),
        parsed => parsed,
    };
    let mut feed = feed.map_err(|_| {
        sentence("this feed is damaged; open it in a browser, save the page, and import that")
    })?;
    feed.entries.retain(|entry| entry.content.is_some() || entry.summary.is_some() || entry.title.is_some());
    Ok(feed)
}

/// A feed as one of RSS 2.0.
fn versioned(bytes: &[u8]) -> Vec<u8> {
    let tag = b"<rss";
    let end = memchr::memmem::find(bytes, tag).map_or(bytes.len(), |at| at + tag.len());
    let (head, rest) = bytes.split_at(end);
    [head, b" version=\"2.0\"", rest].concat()
}

/// The day of a moment on the calendar of who wrote it, as if it were one in Greenwich: the parser would turn it into
/// the day there.
fn day(moment: &str) -> Option<DateTime<Utc>> {
    let moment = moment.trim();
    let iso = || moment.get(..10).and_then(|day| NaiveDate::parse_from_str(day, "%Y-%m-%d").ok());
    let posted = || {
        let sent = mail_parser::DateTime::parse_rfc822(moment)?;
        NaiveDate::from_ymd_opt(sent.year.into(), sent.month.into(), sent.day.into())
    };
    let day = iso().or_else(posted)?;
    Some(day.and_time(NaiveTime::MIN).and_utc())
}

/// The feed's author, where its title only adds what they publish in it; else that title.
fn publisher(feed: &Feed) -> Option<String> {
    let title = feed.title.as_ref().and_then(words);
    let author = feed.authors.iter().find_map(|person| person.name.as_deref()).map(|name| squash(&safe_line(name)));
    let within = |author: &String| title.as_ref().is_none_or(|title| title.contains(author.as_str()));
    author.filter(|author| !author.is_empty() && within(author)).or(title)
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
        line.links.iter().any(|link| {
            link.url.as_ref().is_some_and(|url| entry.links.iter().any(|own| own.href == *url))
        })
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

/// The lines of a text of some media type.
fn told(text: &str, kind: &str) -> Vec<Line> {
    if kind.contains("html") {
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
