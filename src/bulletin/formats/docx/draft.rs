//! A line while its runs come in.

use super::super::typed::marked;
use super::styles::{Kind, Look};
use crate::bulletin::lists::ticks;
use crate::bulletin::{Line, Link, Mark};
use crate::text;

/// Columns are as wide as this, in twentieths of a point: an indent of half an inch is four of them.
const COLUMN: i32 = 180;

/// The words of a line so far.
#[derive(Default)]
pub(super) struct Draft {
    text: String,
    links: Vec<Link>,
    /// Whether all letters so far are bold, italic, underlined; `None` before the first.
    shared: Option<[bool; 3]>,
}

impl Draft {
    /// Adds the letters of a run.
    pub(super) fn push(&mut self, letters: &str, look: &Look) {
        if !letters.trim().is_empty() {
            let [bold, italic, underlined] = self.shared.unwrap_or([true; 3]);
            self.shared = Some([
                bold && look.bold == Some(true),
                italic && look.italic == Some(true),
                underlined && look.underlined == Some(true),
            ]);
        }
        self.text.push_str(letters);
    }

    /// Where the next letter will stand.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// Makes a link of all letters from a place on. An address that is not of the web goes nowhere for a reader.
    pub(super) fn link(&mut self, from: usize, address: &str) {
        let words = text::squash(&text::safe_line(self.text.get(from..).unwrap_or(&self.text)));
        if !words.is_empty() && ["http://", "https://"].iter().any(|web| address.starts_with(web)) {
            let url = text::safe_line(address).into_owned();
            self.links.push(Link { text: words, url: Some(url) });
        }
    }

    /// The line that it became, a title as a heading of level 0; `None` where it is blank.
    pub(super) fn line(&mut self, kind: Kind, indent: i32) -> Option<Line> {
        let draft = std::mem::take(self);
        let squashed = text::squash(&text::safe_line(&draft.text));
        let (mark, words) = match kind {
            Kind::Title => (Mark::Heading(0), squashed.as_str()),
            Kind::Heading(level) => (Mark::Heading(level), squashed.as_str()),
            Kind::Bullet => ticks::ticked(Mark::Bullet('•'), &squashed),
            Kind::Number => ticks::ticked(Mark::Number, &squashed),
            Kind::Plain | Kind::Contents => marked(&squashed),
        };
        (!words.is_empty()).then(|| Line {
            number: 0,
            page: None,
            text: words.to_owned(),
            mark,
            indent: usize::try_from(indent / COLUMN).unwrap_or(0),
            gap: false,
            quoted: false,
            strong: draft.shared.is_some_and(|shared| shared.contains(&true)),
            aside: kind == Kind::Contents,
            links: draft.links,
            by: None,
            day: None,
        })
    }
}
