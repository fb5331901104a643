//! What the paragraphs of a document are sorted into. Each line of it ends in exactly one block.

use std::ops::Range;

use super::Link;
use super::correction::Said;
use super::cues::Heard;
use super::document::Day;
use super::language::Label;

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// The bulletin's or the publisher's name, and lines beside it.
    Title,
    /// A line that dates the issue or what follows.
    Date,
    /// A verse with its reference.
    Scripture,
    /// A region, a section.
    Heading,
    /// A line about a region or the publisher that asks nothing.
    Note,
    /// A story that introduces the items after it.
    Story,
    /// What a person prays through.
    Item,
    /// What belongs to the page, the mail or the office.
    Boilerplate,
    /// What no rule could place.
    Unsorted,
}

impl Part {
    /// How many there are.
    pub(super) const COUNT: usize = Part::Unsorted as usize + 1;
}

/// Lines that are one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What they are.
    pub part: Part,
    /// Their places in the document's lines.
    pub lines: Range<usize>,
    /// Their words; an item's without its lead and label.
    pub text: String,
    /// The words taken off an item's beginning because they are its heading ("Kenya: ..."); or the heading under which it
    /// stands again, below a list within its own.
    pub lead: Option<String>,
    /// A verse's reference.
    pub reference: Option<String>,
    pub(super) label: Option<Label>,
    pub(super) day: Option<Day>,
    pub(super) listed: bool,
    pub(super) heard: Heard,
    pub(super) said: Said,
    pub(super) links: Vec<Link>,
}

impl Block {
    /// Lines that are one thing and say no more than their words.
    pub(super) fn new(part: Part, lines: Range<usize>, text: String) -> Self {
        Block {
            part,
            lines,
            text,
            lead: None,
            reference: None,
            label: None,
            day: None,
            listed: false,
            heard: Heard::default(),
            said: Said::default(),
            links: Vec::new(),
        }
    }
}
