//! A text as lines, with what the form of each one tells.

use std::ops::Range;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::days::dates::number;
use super::lists::marks::mark_of;
use super::lists::ticks;
use super::{Link, inline};
use crate::text::lines_of;

/// What some write before the items of a list.
const ARROWS: &str = ">>";

/// So many ranges among the numbers before lines, and the numbers are days.
const FEWEST_RANGES: usize = 2;

/// A document as lines.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Document {
    /// The lines that hold something, in order; blank lines are known by [`Line::gap`].
    pub lines: Vec<Line>,
    /// What of it came on its own, in order: a mail, an attachment, an entry of a feed. Together they hold every line.
    pub sheets: Vec<Sheet>,
    /// What a person should know of how it was opened: "page 3 is a scan without text".
    pub problems: Vec<String>,
}

/// Lines that came on their own, and what the format says of them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Sheet {
    /// Their places in the document.
    pub lines: Range<usize>,
    /// Whether each line ends where its writer ended it; otherwise some were broken to fit a page.
    pub hard: bool,
    /// What it is called: a mail's subject, an entry's title, a file's name.
    pub title: Option<String>,
    /// Who sent it, as a reader would write it.
    pub publisher: Option<String>,
    /// The day it was sent.
    pub sent_on: Option<NaiveDate>,
    /// The language it says it is in (ISO 639-1).
    pub language: Option<String>,
}

/// A line that holds something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[allow(clippy::struct_excessive_bools, reason = "each is something that a form tells or does not tell")]
pub struct Line {
    /// Its number in the file, from 1; where the file has no lines, its place among those that hold something.
    pub number: usize,
    /// The page it stands on, from 1, where there are pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// Its words, without mark, emphasis and addresses of links.
    pub text: String,
    /// What stands before its words.
    pub mark: Mark,
    /// How far its words stand from the left, its mark not counted.
    pub indent: usize,
    /// Whether a blank line stands before it.
    pub gap: bool,
    /// Whether it is quoted with `>`.
    pub quoted: bool,
    /// Whether all of it is emphasised.
    pub strong: bool,
    /// Whether its format says that it belongs to the page and not to what is told on it: a menu, a running header.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub aside: bool,
    /// Links whose addresses are known.
    pub links: Vec<Link>,
    /// Who says it, where a message of a chat begins with it that is one person's own and of one thing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The day that it opens, in a diary.
    #[serde(skip)]
    pub(super) day: Option<Day>,
}

/// The day that a line opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Day {
    /// Which it is; `None` where nothing says of which month or year.
    pub date: Option<NaiveDate>,
    /// How much of the line says so, in bytes from its beginning.
    pub opening: usize,
    /// Whether that is all of the line.
    pub alone: bool,
}

/// What a line is by its first characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mark {
    /// Words only.
    Plain,
    /// A list's bullet.
    Bullet(char),
    /// A list's number.
    Number,
    /// None; but the line is an item of a list all the same.
    Entry,
    /// A heading of this level.
    Heading(u8),
    /// No words: a line drawn across the page.
    Rule,
}

impl Mark {
    /// Whether the line is an item of a list.
    pub fn is_list(self) -> bool {
        matches!(self, Mark::Bullet(_) | Mark::Number | Mark::Entry)
    }
}

impl Line {
    /// Its words without the day that it opens, where there are more.
    pub(super) fn words(&self) -> &str {
        let after = self.day.filter(|day| !day.alone).and_then(|day| self.text.get(day.opening..));
        after.map_or(&self.text, str::trim)
    }
}

impl Document {
    /// Reads plain text and Markdown alike: people mix them, and only the inline marks need to know which it is.
    pub fn new(text: &str) -> Self {
        Self::marked(text, inline::is_markdown(text))
    }

    /// Reads a text of which it is known whether stars and the like mark words in it.
    pub(super) fn marked(text: &str, markdown: bool) -> Self {
        let days = counts_days(text);
        let arrows = points_with_arrows(text);
        let mut lines: Vec<Line> = Vec::new();
        let mut gap = true;
        for (index, raw) in lines_of(text).enumerate() {
            let pointed = arrows.then(|| raw.trim_start().strip_prefix(ARROWS)).flatten();
            let Some(mut line) = read_line(pointed.unwrap_or(raw), markdown, days) else {
                gap = true;
                continue;
            };
            if pointed.is_some() && line.mark == Mark::Plain {
                line.mark = Mark::Bullet('>');
            }
            line.number = index + 1;
            line.gap = std::mem::take(&mut gap);
            if line.mark == Mark::Rule && !line.gap {
                underline(&mut lines, raw.trim());
                head_of_table(&mut lines, raw.trim());
            }
            lines.push(line);
        }
        let whole = Sheet { lines: 0..lines.len(), ..Sheet::default() };
        Self { lines, sheets: vec![whole], problems: Vec::new() }
    }

    /// The lines without what a reading marked in them, to be read as for the first time: else marks of lists and days would
    /// lead the next reading elsewhere.
    pub(super) fn unmarked(&self) -> Self {
        let mut document = self.clone();
        for line in &mut document.lines {
            line.day = None;
            if line.mark == Mark::Entry {
                line.mark = Mark::Plain;
            }
        }
        document
    }

    /// Parts a line in two before a byte of its text; `None` where either would hold nothing.
    pub(super) fn cut(&mut self, at: usize, byte: usize) -> Option<()> {
        let whole = self.lines.get_mut(at)?;
        let (head, tail) = whole.text.split_at_checked(byte)?;
        let (head, tail) = (head.trim_end().to_owned(), tail.trim_start().to_owned());
        if head.is_empty() || tail.is_empty() {
            return None;
        }
        let (links, kept) =
            whole.links.drain(..).partition::<Vec<Link>, _>(|link| !head.contains(&link.text));
        let second =
            Line { text: tail, mark: Mark::Plain, gap: false, links, by: None, day: None, ..whole.clone() };
        (whole.text, whole.links) = (head, kept);
        self.lines.insert(at + 1, second);
        for sheet in &mut self.sheets {
            sheet.lines.start += usize::from(sheet.lines.start > at);
            sheet.lines.end += usize::from(sheet.lines.end > at);
        }
        Some(())
    }

    /// Whether its sheets hold each line once and in order: so it is, unless it comes from somewhere else.
    pub fn is_whole(&self) -> bool {
        let mut next = 0;
        let follows = |sheet: &Sheet| {
            let Range { start, end } = sheet.lines;
            start == std::mem::replace(&mut next, end) && start <= end
        };
        self.sheets.iter().all(follows) && next == self.lines.len()
    }

    /// The lines of one of its sheets.
    pub fn lines_of(&self, sheet: &Sheet) -> &[Line] {
        self.lines.get(sheet.lines.clone()).unwrap_or_default()
    }
}

/// One line; `None` for a blank one. What tables leave behind when they are copied as text is blank,
/// too, and so is a lone `>` between two quoted paragraphs.
fn read_line(raw: &str, markdown: bool, days: bool) -> Option<Line> {
    if raw.chars().all(|letter| letter.is_whitespace() || matches!(letter, '|' | '>')) {
        return None;
    }
    let content = raw.trim_end().trim_end_matches('|').trim_end();
    let row = content.trim_start().strip_prefix('|').filter(|row| row.contains('|'));
    let mut text = row.unwrap_or(content).trim_start();
    let mut quoted = false;
    while let Some(inner) = text.strip_prefix('>') {
        quoted = true;
        text = inner.trim_start();
    }
    let (mark, words) = match mark_of(text) {
        (Mark::Number, _) if days => (Mark::Plain, text),
        (Mark::Plain, words) if row.is_some() => (Mark::Bullet('|'), words),
        marked => marked,
    };
    // Letters count within what numbers count.
    let lettered = mark == Mark::Number && text.starts_with(|letter: char| letter.is_ascii_lowercase());
    let indent = content.len() - words.len() + usize::from(lettered);
    let stricken = ticks::struck(words);
    let mark = stricken.map_or(mark, |(struck, rest)| ticks::stroke(mark, struck, rest));
    let (plain, links, strong) = match stricken {
        _ if markdown => inline::plain(words),
        Some((struck, rest)) => (format!("{struck}{rest}"), Vec::new(), false),
        None => (words.to_owned(), Vec::new(), false),
    };
    Some(Line {
        number: 0,
        page: None,
        text: plain,
        mark,
        indent,
        gap: false,
        quoted,
        strong,
        aside: false,
        links,
        by: None,
        day: None,
    })
}

/// Whether lines begin with arrows as with bullets; in a mail they quote, and other lines have one.
fn points_with_arrows(text: &str) -> bool {
    let all = || lines_of(text).map(str::trim_start).filter(|line| line.starts_with('>'));
    memchr::memmem::find(text.as_bytes(), ARROWS.as_bytes()).is_some()
        && all().nth(1).is_some()
        && all().all(|line| line.strip_prefix(ARROWS).is_some_and(|rest| rest.starts_with(' ')))
}

/// Whether the numbers before lines are days, and not those of a list: some count ranges ("1-3", "4-6.").
fn counts_days(text: &str) -> bool {
    let numbered = lines_of(text).filter(|line| line.starts_with(|letter: char| letter.is_ascii_digit()));
    let range = |line: &&str| {
        let (from, rest) = first_number(line)?;
        let (to, rest) = first_number(rest.strip_prefix(['-', '–'])?)?;
        let parted =
            rest.starts_with([' ', '.', ')', ':', '–', '-', '|']) && rest.contains(char::is_alphabetic);
        (from < to && to <= 31 && parted).then_some(())
    };
    numbered.filter(|line| range(line).is_some()).nth(FEWEST_RANGES - 1).is_some()
}

/// The number that a text begins with, and what follows.
fn first_number(text: &str) -> Option<(u8, &str)> {
    let (digits, rest) = number(text)?;
    Some((digits.parse().ok()?, rest))
}

/// What stands over the rule of a table says what its columns hold: no row of it.
fn head_of_table(lines: &mut [Line], rule: &str) {
    if let Some(line) = lines.last_mut().filter(|line| line.mark == Mark::Bullet('|') && rule.contains('|')) {
        (line.mark, line.aside) = (Mark::Plain, true);
    }
}

/// A row of `=` or `-` right under a short line makes that line a heading, and one of any mark that stands above it, too; at
/// the very top stands the title.
fn underline(lines: &mut [Line], rule: &str) {
    let framed = match &*lines {
        [_, .., above, line] => above.mark == Mark::Rule && above.text == rule && !line.gap,
        _ => false,
    };
    let level = match rule.chars().next() {
        Some('=') => 1,
        Some('-') => 2,
        _ if framed => 2,
        _ => return,
    };
    if let Some(line) = lines.last_mut()
        && rule.len() >= 3
        && line.mark == Mark::Plain
        && line.text.len() <= 80
        && !line.text.ends_with('.')
    {
        line.mark = Mark::Heading(level);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(usize, Mark, &str)]) {
        let document = Document::new(text);
        let found: Vec<_> =
            document.lines.iter().map(|line| (line.number, line.mark, line.text.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn marks_are_told_from_words() {
        check(
            "# Title #\n\n== Africa ==\n- one\n * two\n•three\n1. four\n(2) five\n---\nwords",
            &[
                (1, Mark::Heading(1), "Title"),
                (3, Mark::Heading(2), "Africa"),
                (4, Mark::Bullet('-'), "one"),
                (5, Mark::Bullet('*'), "two"),
                (6, Mark::Bullet('•'), "three"),
                (7, Mark::Number, "four"),
                (8, Mark::Number, "five"),
                (9, Mark::Rule, "---"),
                (10, Mark::Plain, "words"),
            ],
        );
        check(
            "15. Oktober 2021\n—John Osei\n1. März\n2. März: Mali\n3. May God bless",
            &[
                (1, Mark::Plain, "15. Oktober 2021"),
                (2, Mark::Plain, "—John Osei"),
                (3, Mark::Plain, "1. März"),
                (4, Mark::Plain, "2. März: Mali"),
                (5, Mark::Number, "May God bless"),
            ],
        );
    }

    #[test]
    fn arrows_are_bullets_where_nothing_is_quoted() {
        check(">> Rain\n>> Ada", &[(1, Mark::Bullet('>'), "Rain"), (2, Mark::Bullet('>'), "Ada")]);
        let quoted = Document::new("> He wrote:\n>> Rain\n>> Ada");
        assert!(quoted.lines.iter().all(|line| line.quoted && line.mark == Mark::Plain));
    }

    #[test]
    fn lists_in_lists_count_letters() {
        check(
            "1. Kenya\n   a. Pray.\n   b) Ask.\na. m. it rained",
            &[
                (1, Mark::Number, "Kenya"),
                (2, Mark::Number, "Pray."),
                (3, Mark::Number, "Ask."),
                (4, Mark::Plain, "a. m. it rained"),
            ],
        );
    }

    #[test]
    fn the_rows_of_a_table_are_entries() {
        let text = "| Day | Prayer |\n|-----|:------|\n| 1 June | Pray for Ada |\n| 2 June | Pray for Ben |";
        check(
            text,
            &[
                (1, Mark::Plain, "Day | Prayer"),
                (2, Mark::Rule, "-----|:------"),
                (3, Mark::Bullet('|'), "1 June | Pray for Ada"),
                (4, Mark::Bullet('|'), "2 June | Pray for Ben"),
            ],
        );
        assert!(Document::new(text).lines[0].aside);
    }

    #[test]
    fn an_underlined_line_is_a_heading() {
        check("Africa\n------", &[(1, Mark::Heading(2), "Africa"), (2, Mark::Rule, "------")]);
    }

    #[test]
    fn what_a_table_leaves_is_taken_off() {
        check("HILL CLINIC |\n|\nPray. |", &[(1, Mark::Plain, "HILL CLINIC"), (3, Mark::Plain, "Pray.")]);
        assert!(Document::new("a |\n|\nb |").lines[1].gap);
    }

    #[test]
    fn a_document_is_whole_if_its_sheets_hold_each_line_once() {
        let whole = |sheets: &[(usize, usize)]| {
            let sheet = |&(start, end)| Sheet { lines: Range { start, end }, ..Sheet::default() };
            let sheets = sheets.iter().map(sheet).collect();
            Document { sheets, ..Document::new("one\ntwo\nthree") }.is_whole()
        };
        assert!(whole(&[(0, 3)]) && whole(&[(0, 1), (1, 1), (1, 3)]));
        for sheets in [[(0, 1), (1, 2)], [(0, 2), (2, 4)], [(0, 2), (1, 3)], [(1, 2), (2, 3)]] {
            assert!(!whole(&sheets), "{sheets:?}");
        }
        assert!(!whole(&[(0, 2), (2, 1), (1, 3)]));
    }

    #[test]
    fn quotes_and_links_are_known() {
        let document = Document::new("> **Come.**\n>\n> See [the well](http://well.example)");
        assert!(document.lines[0].quoted && document.lines[0].strong && document.lines[1].gap);
        assert_eq!(document.lines[1].text, "See the well");
        assert_eq!(document.lines[1].links[0].url.as_deref(), Some("http://well.example"));
    }
}
