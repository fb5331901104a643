//! Lines gathered into paragraphs: which of them were one before a mail program broke them.

use std::ops::Range;

use super::days::dates;
use super::document::{Day, Document, Line, Mark};
use super::language::Language;
use super::lists::pictures::is_picture;
use super::publisher::{is_capital, opens_with_cue};
use super::{Link, scripture};
use crate::place;
use crate::text::{has_digit, width};

/// Beyond this a line was not broken to fit a page: it is a paragraph.
const WIDEST_PAGE: usize = 110;

/// Below this a page is no page: short lines under each other are a list of names or a heading's lines.
const NARROWEST_PAGE: usize = 40;

/// A title is no longer, in bytes.
const LONGEST_TITLE: usize = 90;

/// Whom an entry is for has no more words.
const LONGEST_NAME: usize = 5;

/// Lines that belong together.
#[derive(Debug, Clone)]
#[allow(clippy::struct_excessive_bools, reason = "each is something that a form tells or does not tell")]
pub(super) struct Paragraph {
    /// Their places in the document.
    pub lines: Range<usize>,
    /// Their words, joined by single spaces.
    pub text: String,
    /// The mark of the first.
    pub mark: Mark,
    /// How far the first stands from the left.
    pub indent: usize,
    /// Whether a blank line stands before it.
    pub gap: bool,
    pub quoted: bool,
    pub strong: bool,
    pub aside: bool,
    pub links: Vec<Link>,
    /// Who says it, in a chat.
    pub by: Option<String>,
    /// The day that the first opens.
    pub day: Option<Day>,
}

/// The paragraphs of some lines of a document; together they hold each of them. `hard` as in [`Sheet`](super::Sheet).
pub(super) fn gather(
    document: &Document,
    range: Range<usize>,
    hard: bool,
    language: &Language,
) -> Vec<Paragraph> {
    let first = range.start;
    let lines = document.lines.get(range).unwrap_or_default();
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut page = Page {
        widest: 0,
        broken: are_broken(lines),
        hyphens: break_words(lines, language),
        numbered: are_numbered(lines),
    };
    let mut before: Option<&Line> = None;
    let mut top = true;
    for (at, line) in lines.iter().enumerate() {
        top &= at == 0 || !line.gap;
        if line.gap || line.mark != Mark::Plain {
            page.widest = page_width(lines.get(at..).unwrap_or_default());
        }
        match (paragraphs.last_mut(), before) {
            (Some(last), Some(before)) if !hard && joins(last, before, line, page, top, language) => {
                last.lines.end = first + at + 1;
                join(&mut last.text, line.text.trim(), page.hyphens, language);
                last.strong &= line.strong;
                last.links.extend(line.links.iter().cloned());
            }
            _ => paragraphs.push(Paragraph {
                lines: first + at..first + at + 1,
                text: crate::text::squash(line.words()),
                mark: line.mark,
                indent: line.indent,
                gap: line.gap,
                quoted: line.quoted,
                strong: line.strong,
                aside: line.aside,
                links: line.links.clone(),
                by: line.by.clone(),
                day: line.day,
            }),
        }
        before = Some(line);
    }
    paragraphs
}

/// The page that lines may have been broken to fit.
#[derive(Clone, Copy)]
struct Page {
    /// How wide the lines are that stand together here.
    widest: usize,
    /// Whether lines were broken at all: otherwise one that ends a sentence ends a paragraph.
    broken: bool,
    /// Whether words were broken, too: "Fami-" before "lien".
    hyphens: bool,
    /// Whether numbers count headings over paragraphs: "2. Flood in Sela".
    numbered: bool,
}

/// Whether lines were broken to fit a page: somewhere one goes on within a sentence.
fn are_broken(lines: &[Line]) -> bool {
    let goes_on =
        |line: &Line| line.text.starts_with(|letter: char| letter.is_alphabetic() && !letter.is_uppercase());
    let inside = |pair: &[Line]| match pair {
        [before, line] => {
            !line.gap && line.mark == Mark::Plain && !ends_sentence(&before.text) && goes_on(line)
        }
        _ => false,
    };
    lines.windows(2).any(inside)
}

/// Whether numbers count headings over paragraphs: each that stands over a line is short, and that one would have had room beside
/// it.
fn are_numbered(lines: &[Line]) -> bool {
    let over = |pair: &[Line]| match pair {
        [head, line] => {
            (head.mark == Mark::Number && line.mark == Mark::Plain && !line.gap).then(|| heads(head, line))
        }
        _ => None,
    };
    let mut over = lines.windows(2).filter_map(over);
    over.next() == Some(true) && over.next() == Some(true) && over.all(|heads| heads)
}

/// Whether a numbered line heads the line under it, which begins anew and has not the indent of its words.
fn heads(head: &Line, line: &Line) -> bool {
    let first_word = line.text.split_whitespace().next().unwrap_or_default();
    let room = head.indent + width(&head.text) + 1 + width(first_word) <= line.indent + width(&line.text);
    room && is_short(&head.text)
        && head.day.is_none()
        && line.indent < head.indent
        && line.text.starts_with(char::is_uppercase)
}

/// Whether a program broke words at the ends of lines: it does so more than once.
fn break_words(lines: &[Line], language: &Language) -> bool {
    let broken = |pair: &&[Line]| match pair {
        [before, line] => {
            !line.gap && line.mark == Mark::Plain && goes_on_in(&before.text, &line.text, language)
        }
        _ => false,
    };
    lines.windows(2).filter(broken).nth(1).is_some()
}

/// Whether a hyphen at the end of a line breaks a word that the next line goes on with; before "and" it stands for the rest
/// of one.
fn goes_on_in(before: &str, next: &str, language: &Language) -> bool {
    let word = before.trim_end().strip_suffix(['-', '\u{2010}', '\u{AD}']);
    let first = next.split_whitespace().next().unwrap_or_default();
    word.is_some_and(|word| word.ends_with(char::is_alphabetic))
        && first.starts_with(char::is_lowercase)
        && !language.joining.holds(first)
}

/// Puts a line behind the one before it.
fn join(text: &mut String, line: &str, hyphens: bool, language: &Language) {
    if hyphens && goes_on_in(text, line, language) {
        text.pop();
    } else {
        text.push(' ');
    }
    text.push_str(line);
}

/// The widest of the lines that stand together from the first of `lines` on.
fn page_width(lines: &[Line]) -> usize {
    let together =
        lines.iter().enumerate().take_while(|(at, line)| *at == 0 || !line.gap && line.mark == Mark::Plain);
    together.map(|(_, line)| line.indent + width(&line.text)).max().unwrap_or(0)
}

/// Whether `line` goes on with the paragraph whose last line is `before`.
fn joins(
    paragraph: &Paragraph,
    before: &Line,
    line: &Line,
    page: Page,
    top: bool,
    language: &Language,
) -> bool {
    if line.gap || line.aside != before.aside || line.mark != Mark::Plain || line.quoted != before.quoted {
        return false;
    }
    if paragraph.by.is_some() || line.by.is_some() {
        return line.by.is_none();
    }
    if line.day.is_some() || before.day.is_some_and(|day| day.alone) {
        return false;
    }
    if matches!(before.mark, Mark::Heading(_) | Mark::Rule) || before.strong || line.strong {
        return false;
    }
    let finished = ends_sentence(&before.text);
    let goes_on = !finished && line.text.starts_with(char::is_lowercase);
    if is_greeting(&before.text, language) || is_number(&line.text) || is_number(&before.text) {
        return false;
    }
    if stands_alone(&before.text, language) || !goes_on && stands_alone(&line.text, language) {
        return false;
    }
    if page.numbered && before.mark == Mark::Number && heads(before, line) {
        return false;
    }
    if paragraph.mark.is_list() {
        // In a list the next line is part of the item, unless it looks like the heading of the next list.
        let heading = is_short(&line.text)
            && (finished
                || line.text.ends_with([':', '：'])
                || is_bracketed(&line.text)
                || is_capitals(&line.text)
                || place::is_region(&line.text, &language.code));
        // without a mark an entry stands no further in than what heads the next
        return !heading || paragraph.mark != Mark::Entry && line.indent >= paragraph.indent;
    }
    if goes_on {
        // "PRAYER NEEDS" over "from Hill Clinic"
        return !(top && is_capitals(&before.text) && !is_loud(&line.text));
    }
    let titled = || is_short(&before.text) || !page.broken && before.text.len() <= LONGEST_TITLE;
    if top && titled() && is_short(&line.text) {
        // At the top stand a title and names, one to a line.
        return false;
    }
    let asks = |text: &str| is_capital(text) && opens_with_cue(text, language);
    if !finished && asks(&line.text) && asks(&paragraph.text) {
        // "Pray for Ada's home leave" over "Pray for Ben": within a sentence no cue has a capital.
        return false;
    }
    if names_whom(&line.text) && names_whom(&paragraph.text) {
        return false;
    }
    let first_word = line.text.split_whitespace().next().unwrap_or_default();
    let full = before.indent + width(&before.text) + 1 + width(first_word) > page.widest;
    full && (page.broken || !finished) && (NARROWEST_PAGE..=WIDEST_PAGE).contains(&page.widest)
}

/// Whether a text begins with a name and a colon: under another that does, it is of somebody else. "Ada (Holme): her knee".
fn names_whom(text: &str) -> bool {
    let first = text.get(..text.floor_char_boundary(LONGEST_TITLE)).unwrap_or(text);
    first.split_once(": ").is_some_and(|(name, _)| {
        name.starts_with(char::is_uppercase)
            && !has_digit(name)
            && !ends_sentence(name)
            && name.split_whitespace().nth(LONGEST_NAME).is_none()
    })
}

/// "Dear friends," on a line of its own.
fn is_greeting(text: &str, language: &Language) -> bool {
    text.ends_with(',') && is_short(text.trim_end_matches(',')) && language.letter.begin(text)
}

/// A number and nothing else, as pages have.
pub(super) fn is_number(text: &str) -> bool {
    (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A line that is a date, a reference, a label or who said the words before: never part of a paragraph.
fn stands_alone(text: &str, language: &Language) -> bool {
    text.len() <= 80
        && (scripture::reference(text, language).is_some()
            || scripture::is_attribution(text)
            || dates::whole_line(text, language).is_some()
            || text.starts_with('©')
            || language.labels.whole(text).is_some())
}

/// Whether a text is in capitals, and holds some.
pub(super) fn is_capitals(text: &str) -> bool {
    is_loud(text) && text.chars().filter(|letter| letter.is_uppercase()).count() > 2
}

/// Whether a text has no small letter.
pub(super) fn is_loud(text: &str) -> bool {
    !text.chars().any(char::is_lowercase)
}

/// Whether a text ends as a sentence does.
pub(super) fn ends_sentence(text: &str) -> bool {
    let closes =
        |letter: char| matches!(letter, '"' | '\'' | '”' | '’' | '»' | '“' | ')' | ']' | '*' | '^' | ' ');
    let text = text.trim_end_matches(closes);
    text.ends_with(['.', '!', '?', '…', '。', '！', '？'])
}

/// Whether a text has so many words; where no spaces part them, so many pairs of letters.
pub(super) fn has_words(text: &str, least: usize) -> bool {
    let unspaced = |letter: &char| matches!(letter, '\u{3040}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}');
    text.split_whitespace().nth(least - 1).is_some()
        || text.chars().filter(unspaced).nth(2 * least - 1).is_some()
}

/// Whether the full stop at the end is that of a single letter: "Hill Clinic e. V.", "Hill e.V.", "Prayers for Anna B.".
pub(super) fn ends_shortened(text: &str) -> bool {
    let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    let single = |part: &str| part.chars().nth(1).is_none();
    // "май 2024 г."
    let before = text.trim_end_matches(last).trim_end();
    let behind_year =
        before.ends_with(|letter: char| letter.is_ascii_digit()) && last.starts_with(char::is_lowercase);
    // The one before the last is small, else it were a country: "offices in the U.K."
    let dotted = last.matches('.').count() == 1 || last.starts_with(char::is_lowercase);
    last.ends_with('.')
        && dotted
        && last.split('.').all(single)
        && (last.contains(char::is_uppercase) || behind_year)
}

/// Whether a line begins with something in brackets: `[Home]`, `<Home>`.
fn is_bracketed(text: &str) -> bool {
    let closing = match text.chars().next() {
        Some('[') => ']',
        Some('<') => '>',
        Some('【') => '】',
        Some('〈') => '〉',
        _ => return false,
    };
    text.contains(closing)
}

/// Whether a text is short enough, and begins and ends so, that it may be a heading or a title.
pub(super) fn is_short(text: &str) -> bool {
    // Every line is asked, and its words are counted last.
    let text = text.trim_start_matches(|letter| is_picture(letter) || letter == ' ');
    text.len() <= LONGEST_TITLE
        && (is_bracketed(text)
            || text.chars().next().is_some_and(|letter| {
                letter.is_alphanumeric() && !letter.is_lowercase()
                    || matches!(letter, '“' | '"' | '¡' | '¿' | '«' | '„')
            }))
        && (!ends_sentence(text) || ends_shortened(text))
        && !text.ends_with([',', ';'])
        && text.split_whitespace().nth(9).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<Paragraph> {
        let document = Document::new(text);
        gather(&document, 0..document.lines.len(), false, Language::of(None))
    }

    fn check(text: &str, expected: &[&str]) {
        let paragraphs = all(text);
        assert_eq!(paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_last_word_that_is_also_a_label_goes_on() {
        check(
            "* Two of the nurses walked nineteen kilometres to bring this\nrequest.\n\nRequest:",
            &["Two of the nurses walked nineteen kilometres to bring this request.", "Request:"],
        );
    }

    #[test]
    fn lines_that_each_name_somebody_are_not_joined() {
        let (ada, ben) = (
            "Ada (Holme): an operation on Tuesday, and her husband is alone",
            "Ben: glad that the talk with Cy went well",
        );
        check(&format!("Hill Group\n\n{ada}\n{ben}"), &["Hill Group", ada, ben]);
    }

    #[test]
    fn broken_lines_are_joined() {
        check(
            "Pray for the two nurses at the hill clinic, who have\nnot slept since Monday. One of them is ill.\n\nPray for rain.",
            &[
                "Pray for the two nurses at the hill clinic, who have not slept since Monday. One of them is ill.",
                "Pray for rain.",
            ],
        );
    }

    #[test]
    fn lines_that_stand_alone_stay_alone() {
        check(
            "Hill Clinic\nPrayer List\n4 May 2019\nPray.",
            &["Hill Clinic", "Prayer List", "4 May 2019", "Pray."],
        );
        check(
            "“He is near, and he hears all of us who call.”\nPsalm 34:18",
            &["“He is near, and he hears all of us who call.”", "Psalm 34:18"],
        );
    }

    #[test]
    fn an_item_holds_the_lines_under_its_mark() {
        check(
            "* Rain for Sela (Sela)\nThe fields are dry. Pray for rain, and for the\nwells.\n* Next",
            &["Rain for Sela (Sela) The fields are dry. Pray for rain, and for the wells.", "Next"],
        );
        check("- Pray for rain.\nAsia\n- Pray for Ada.", &["Pray for rain.", "Asia", "Pray for Ada."]);
        check("- Ada’s knee\nAsia\n- Ben\nHOME\n- Cy", &["Ada’s knee", "Asia", "Ben", "HOME", "Cy"]);
    }

    #[test]
    fn one_break_before_a_name_is_one() {
        check(
            "Pray for the two nurses at the hill clinic and for\nAda.",
            &["Pray for the two nurses at the hill clinic and for Ada."],
        );
        let ended = "Pray for the two nurses at the hill clinic.\nPray for Ada and for her mother.";
        assert_eq!(all(ended).len(), 2);
    }

    #[test]
    fn long_lines_are_paragraphs_of_their_own() {
        let long = "Pray for the well. ".repeat(9);
        let text = format!("{}\n{}", long.trim(), long.trim());
        assert_eq!(all(&text).len(), 2);
    }
}
