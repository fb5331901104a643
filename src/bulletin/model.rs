//! What a careful reader finds in a bulletin: the values that every other room speaks of.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::issued::{Issued, Month};

/// One issue of a publisher, as read from a document.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Bulletin {
    /// The title as printed.
    pub title: Option<String>,
    /// The organisation's name as a reader would write it.
    pub publisher: Option<String>,
    /// The day of the issue; `None` where the bulletin does not say, or says only a month.
    pub issued_on: Option<NaiveDate>,
    /// The month of the issue, where the bulletin names a month and no day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued_in: Option<Month>,
    /// Two-letter code of the language (ISO 639-1).
    pub language: Option<String>,
    /// Verses with their references, in order.
    pub scripture: Vec<Scripture>,
    /// What a person prays through, in order.
    pub items: Vec<Item>,
    /// Lines about a region or the publisher that ask nothing.
    pub notes: Vec<Note>,
    /// Lines that no rule could place; shown to the person, never dropped.
    pub unsorted: Vec<Unsorted>,
}

impl Bulletin {
    /// When it was issued, as far as it says.
    pub fn issued(&self) -> Option<Issued> {
        self.issued_on.map(Issued::On).or(self.issued_in.map(Issued::In))
    }

    /// Whether there is nothing in it that a person could pray through, read or sort.
    pub fn is_empty(&self) -> bool {
        let Bulletin { items, notes, unsorted, scripture, .. } = self;
        items.is_empty() && notes.is_empty() && unsorted.is_empty() && scripture.is_empty()
    }
}

/// A verse with its reference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scripture {
    /// The reference as printed, without its leading dash: "Micah 6:8".
    pub reference: String,
    /// The verse without its outer quotation marks.
    pub text: String,
}

/// One paragraph, or several that belong together, that a person prays through.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Item {
    /// The heading as printed that the item stands under; never the previous one for an unheaded item.
    pub heading: Option<String>,
    /// The region that the heading stands for through the years.
    pub region: Option<String>,
    /// Countries the text speaks of: ISO 3166-1 alpha-2 codes in alphabetical order.
    pub countries: Vec<String>,
    /// The day the item belongs to (daily diaries).
    pub date: Option<NaiveDate>,
    /// What the item does: asks, gives thanks, or both.
    pub kinds: Kinds,
    /// A short heading for lists, made from its text.
    #[serde(default)]
    pub title: String,
    /// The whole item, white space collapsed, its bullet or number taken off, nothing else changed.
    pub text: String,
    /// The story that introduces it, where the bulletin tells one.
    pub context: Option<String>,
    /// Each "pray that ..." inside the text, in order.
    pub petitions: Vec<String>,
    /// Whether it speaks of an earlier request ("last month we asked you to pray ...").
    pub follows_up: bool,
    /// Links named in it.
    pub links: Vec<Link>,
}

/// What an item does. At least one is always set: an item with no cue of either is a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "Vec<Kind>", from = "Vec<Kind>")]
pub struct Kinds {
    /// It gives thanks, celebrates or reports an answer.
    pub praise: bool,
    /// It asks.
    pub request: bool,
}

impl Kinds {
    /// Only asks.
    pub const REQUEST: Kinds = Kinds { praise: false, request: true };
    /// Only gives thanks.
    pub const PRAISE: Kinds = Kinds { praise: true, request: false };
    /// Does both: one item in three.
    pub const BOTH: Kinds = Kinds { praise: true, request: true };
}

impl Default for Kinds {
    fn default() -> Self {
        Kinds::REQUEST
    }
}

/// The name of one kind in data that leaves the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Gives thanks.
    Praise,
    /// Asks.
    Request,
}

impl From<Kinds> for Vec<Kind> {
    fn from(kinds: Kinds) -> Self {
        let praise = kinds.praise.then_some(Kind::Praise);
        let request = kinds.request.then_some(Kind::Request);
        praise.into_iter().chain(request).collect()
    }
}

impl From<Vec<Kind>> for Kinds {
    fn from(list: Vec<Kind>) -> Self {
        let praise = list.contains(&Kind::Praise);
        Kinds { praise, request: !praise || list.contains(&Kind::Request) }
    }
}

/// A line about a region or the publisher that asks nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The heading it stands under.
    pub heading: Option<String>,
    /// Its text.
    pub text: String,
}

/// A line that no rule could place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unsorted {
    /// Its number in the document, from 1.
    pub line: usize,
    /// Its text.
    pub text: String,
}

/// A link named in an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The words of the link.
    pub text: String,
    /// Where it goes; `None` where the address was lost on the way.
    pub url: Option<String>,
}
