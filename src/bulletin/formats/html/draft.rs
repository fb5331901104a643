//! A line while its words come in.

use crate::bulletin::formats::typed::marked;
use crate::bulletin::lists::ticks;
use crate::bulletin::{Line, Link, Mark};
use crate::text;

/// A longer address is data and leads nowhere that a person would go.
const LONGEST_ADDRESS: usize = 2000;

/// A heading of more bytes than this is a paragraph that was made large.
const LONGEST_HEADING: usize = 200;

/// The words of a line so far.
#[derive(Default)]
pub(super) struct Draft {
    text: String,
    links: Vec<Link>,
    /// The link that is open: from which letter on, and its address.
    open: Option<(usize, String)>,
    /// How many links begin in the line, also those whose addresses lead nowhere.
    anchors: usize,
    /// Letters in links, and all letters.
    linked: usize,
    letters: usize,
    /// As much of the beginning as is struck through, in bytes.
    struck: usize,
    /// Whether all letters so far are bold, italic, underlined; `None` before the first.
    shared: Option<[bool; 3]>,
}

/// Where a line stands.
pub(super) struct Spot {
    pub mark: Option<Mark>,
    pub indent: usize,
    pub quoted: bool,
    pub gap: bool,
}

impl Draft {
    /// Adds words with what of bold, italic and underlined they are.
    pub(super) fn push(&mut self, words: &str, emphasis: [bool; 3]) {
        let letters = words.bytes().filter(|byte| !byte.is_ascii_whitespace()).count();
        if letters > 0 {
            let ([bold, italic, underlined], [b, i, u]) = (self.shared.unwrap_or([true; 3]), emphasis);
            self.shared = Some([bold && b, italic && i, underlined && u]);
            self.letters += letters;
            self.linked += if self.open.is_some() { letters } else { 0 };
        }
        self.text.push_str(words);
    }

    /// Whether no letter came in yet.
    pub(super) fn is_empty(&self) -> bool {
        self.letters == 0
    }

    /// Begins a link. Two links that touch are two words.
    pub(super) fn open_link(&mut self, address: &str) {
        if self.anchors > 0 && !self.text.ends_with(char::is_whitespace) {
            self.text.push(' ');
        }
        self.anchors += 1;
        self.open = Some((self.text.len(), address.trim().to_owned()));
    }

    /// How much came in so far, in bytes.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// Strikes through what came in since, if the line begins there.
    pub(super) fn strike(&mut self, from: usize) {
        if self.text.get(..from).is_some_and(|before| before.trim().is_empty()) {
            self.struck = self.text.len();
        }
    }

    /// Ends the link that is open.
    pub(super) fn close_link(&mut self) {
        self.keep_link();
        self.open = None;
    }

    /// Keeps the part of the open link that stands in this line. An address that is not of the web is no link.
    fn keep_link(&mut self) {
        let Some((from, address)) = &self.open else { return };
        let words = tidy(self.text.get(*from..).unwrap_or_default());
        let web = ["http://", "https://"]
            .iter()
            .any(|web| address.get(..web.len()).is_some_and(|beginning| beginning.eq_ignore_ascii_case(web)));
        if web && !words.is_empty() && address.len() <= LONGEST_ADDRESS {
            let url = text::safe_line(address).into_owned();
            self.links.push(Link { text: words, url: Some(url) });
        }
    }

    /// Whether the line is several links and nothing else.
    pub(super) fn is_menu(&self) -> bool {
        // Signs between them are no links.
        self.anchors > 2 && self.letters - self.linked <= self.anchors * 3 && self.linked * 2 > self.letters
    }

    /// Whether the line is one link and hardly anything else.
    pub(super) fn is_link(&self) -> bool {
        self.anchors == 1 && self.linked * 10 > self.letters * 7
    }

    /// The line that it became, and an empty draft in its place; `None` where it is blank.
    pub(super) fn take(&mut self, spot: &Spot) -> Option<Line> {
        self.keep_link();
        let open = self.open.take().map(|(_, address)| (0, address));
        let anchors = usize::from(open.is_some());
        let draft = std::mem::replace(self, Self { open, anchors, ..Self::default() });
        let text = tidy(&draft.text);
        let struck = tidy(draft.text.get(..draft.struck).unwrap_or_default());
        let (typed, words) = marked(&text);
        let mark = match spot.mark {
            Some(Mark::Heading(level)) if words.len() <= LONGEST_HEADING => Mark::Heading(level),
            None | Some(Mark::Heading(_)) => typed,
            Some(mark) => mark,
        };
        // a box that was typed behind the list's own mark is said by the words no more
        let (mark, words) = match mark {
            Mark::Heading(_) | Mark::Rule => (mark, words),
            _ => ticks::ticked(if ticks::is_box(typed) { typed } else { mark }, words),
        };
        let after = words.strip_prefix(struck.as_str()).filter(|_| !struck.is_empty());
        let mark = after.map_or(mark, |rest| ticks::stroke(mark, &struck, rest));
        (!words.is_empty()).then(|| Line {
            number: 0,
            page: None,
            text: words.to_owned(),
            mark,
            indent: spot.indent,
            gap: spot.gap,
            quoted: spot.quoted,
            strong: draft.shared.is_some_and(|shared| shared.contains(&true)),
            aside: false,
            links: draft.links,
            by: None,
            day: None,
        })
    }
}

/// Words made safe and one space apart, without the invisible letters that newsletters fill space with. Between two
/// letters they are part of a word.
fn tidy(text: &str) -> String {
    let safe = text::safe_line(text);
    if !safe.contains(is_filler) {
        return text::squash(&safe);
    }
    let words = safe.split_whitespace().map(|word| word.trim_matches(is_filler));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn is_filler(letter: char) -> bool {
    matches!(letter, '\u{200C}' | '\u{200D}' | '\u{200E}' | '\u{200F}' | '\u{34F}' | '\u{61C}' | '\u{180E}')
}
