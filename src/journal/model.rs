//! The values that go into the journal and come out of it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::search::View;
use super::years_ago::YearsAgo;
use crate::bulletin::{Issued, Kinds, Link};

/// Names an item on every machine alike: 32 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ItemId(pub String);

impl ItemId {
    /// The digits people are shown first; `Journal::short_id` lengthens them where two items share them.
    pub const SHORT: usize = 6;
}

impl std::fmt::Display for ItemId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Who may see an item; the stricter come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// Never leaves the journal.
    Private,
    /// Leaves in what is made for the group.
    #[default]
    Group,
    /// May go anywhere.
    Public,
}

impl Visibility {
    /// Its name in data: "private", "group", "public".
    pub fn name(self) -> &'static str {
        match self {
            Visibility::Private => "private",
            Visibility::Group => "group",
            Visibility::Public => "public",
        }
    }

    /// The one of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Visibility::Private, Visibility::Group, Visibility::Public].into_iter().find(|v| v.name() == name)
    }
}

/// How a request was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// As asked.
    Answered,
    /// In part: the request stays open.
    Partly,
    /// Otherwise than asked.
    Otherwise,
    /// It went the other way for now: the request stays open.
    SetBack,
}

impl Verdict {
    /// Whether there is still something to pray for.
    pub fn keeps_open(self) -> bool {
        matches!(self, Verdict::Partly | Verdict::SetBack)
    }

    /// All of them.
    pub const ALL: [Verdict; 4] = [Verdict::Answered, Verdict::Partly, Verdict::Otherwise, Verdict::SetBack];

    /// Its name in data: `answered`, `partly`, `otherwise`, `set_back`.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Answered => "answered",
            Verdict::Partly => "partly",
            Verdict::Otherwise => "otherwise",
            Verdict::SetBack => "set_back",
        }
    }

    /// The one of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Verdict::ALL.into_iter().find(|verdict| verdict.name() == name)
    }

    /// The verdict in words.
    pub fn words(self) -> &'static str {
        match self {
            Verdict::Answered => "answered",
            Verdict::Partly => "partly answered",
            Verdict::Otherwise => "answered otherwise",
            Verdict::SetBack => "set back",
        }
    }
}

/// What a list needs to know of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ItemRow {
    /// Its place in this journal's file; another journal has others.
    #[serde(skip)]
    pub key: Key,
    /// Its id.
    pub id: ItemId,
    /// A short heading made from its text.
    pub title: String,
    /// What it does.
    pub kinds: Kinds,
    /// The region it stands under.
    pub region: Option<String>,
    /// Who published it; `None` for the person's own.
    pub publisher: Option<String>,
    /// Whether the person added it.
    pub own: bool,
    /// When its bulletin was issued, or the day it was added.
    #[serde(flatten, serialize_with = "Issued::fields")]
    pub issued: Option<Issued>,
    /// The last day it was prayed.
    pub last_prayed: Option<NaiveDate>,
    /// How often it was prayed.
    pub times: u32,
    /// The first day on which it is due again.
    pub snoozed_until: Option<NaiveDate>,
    /// The day that it speaks of.
    pub date: Option<NaiveDate>,
    /// Whether it comes in every day's portion.
    pub pinned: bool,
    /// From which day on the person wants to look at it again; until they did.
    pub follow_up: Option<NaiveDate>,
    /// Whether it was put away.
    pub archived: bool,
    /// The verdict in force.
    pub verdict: Option<Verdict>,
    /// The day of the verdict.
    pub answered_on: Option<NaiveDate>,
    /// Who may see it.
    pub visibility: Visibility,
    /// How many notes it has.
    pub notes: u32,
}

impl ItemRow {
    /// Whether it is a request that still waits: not put away, no verdict that closes it.
    pub fn is_open(&self) -> bool {
        self.kinds.request && !self.archived && self.verdict.is_none_or(Verdict::keeps_open)
    }
}

/// Where an item stands in a list's order, to go on from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Key {
    /// The list's sort value.
    pub sort: i64,
    /// The row, which breaks ties.
    pub row: i64,
}

/// All there is to know of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ItemDetail {
    /// What lists show.
    #[serde(flatten)]
    pub row: ItemRow,
    /// The whole text.
    pub text: String,
    /// The story that introduces it.
    pub context: Option<String>,
    /// Each "pray that ...".
    pub petitions: Vec<String>,
    /// Links named in it.
    pub links: Vec<Link>,
    /// The heading as printed.
    pub heading: Option<String>,
    /// Countries the text speaks of.
    pub countries: Vec<String>,
    /// The title of its bulletin, and the item's number in it from 1.
    pub bulletin: Option<BulletinPlace>,
    /// The day it came into the journal.
    pub added_on: NaiveDate,
    /// The first day it was prayed.
    pub first_prayed: Option<NaiveDate>,
    /// The person's notes, oldest first.
    pub written: Vec<NoteEntry>,
    /// The answer in force.
    pub answer: Option<AnswerEntry>,
    /// Who takes it to heart.
    pub taken_by: Option<String>,
    /// How often others prayed it, as far as they shared it; nobody is named.
    pub prayed_by_others: u32,
    /// Where it stood, for an item that somebody shared.
    pub source: Option<String>,
}

/// Where in which bulletin an item stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BulletinPlace {
    /// The bulletin's id.
    pub id: String,
    /// Its title.
    pub title: Option<String>,
    /// The item's number in it, from 1.
    pub number: u32,
}

/// A note as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteEntry {
    /// Its id.
    pub id: String,
    /// The day it was written.
    pub day: NaiveDate,
    /// Its text.
    pub text: String,
    /// Whether it was rewritten since.
    pub edited: bool,
    /// Whether it goes along with what is shared.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub shared: bool,
    /// What it is where it is no note, but a text that another machine wrote at the same time as the one in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beside: Option<Beside>,
}

impl NoteEntry {
    /// Its text, after what it is where it is no note.
    pub fn words(&self) -> String {
        match self.beside {
            Some(beside) => format!("({}) {}", beside.words(), self.text),
            None => self.text.clone(),
        }
    }
}

/// A text that was written at the same time as another, on machines that did not know of each other. Both are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Beside {
    /// Another text of a note.
    Note,
    /// Another text of the item.
    Text,
    /// Other words of the answer.
    Answer,
}

impl Beside {
    /// In words: "the note, as written elsewhere at the same time".
    pub fn words(self) -> &'static str {
        match self {
            Beside::Note => "the note, as written elsewhere at the same time",
            Beside::Text => "the request, as written elsewhere at the same time",
            Beside::Answer => "the answer, as written elsewhere at the same time",
        }
    }
}

/// An evening of a group: the period that it looked at, and the items in the order of the sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Evening {
    /// What it was about: the name of a view, filter words; `None`: all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub view: Option<String>,
    /// The first day of the period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<NaiveDate>,
    /// How many sat together, where somebody counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people: Option<u32>,
    /// What was answered.
    #[serde(default)]
    pub answered: Vec<ItemId>,
    /// What was answered in part, or set back.
    #[serde(default)]
    pub in_part: Vec<ItemId>,
    /// What still waited.
    #[serde(default)]
    pub waiting: Vec<ItemId>,
    /// What was new.
    #[serde(default)]
    pub new: Vec<ItemId>,
}

impl Evening {
    /// Who and how much, in words: "7 of us, 4 answers".
    pub fn words(&self) -> String {
        let people = self.people.map(|people| match people {
            1 => "1 of us, ".to_owned(),
            people => format!("{people} of us, "),
        });
        let answers = match self.answered.len() {
            0 => "no answer".to_owned(),
            1 => "1 answer".to_owned(),
            answers => format!("{answers} answers"),
        };
        people.unwrap_or_default() + &answers
    }
}

/// An evening that was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EveningRow {
    /// Its id.
    pub id: String,
    /// The day.
    pub day: NaiveDate,
    /// What was looked at.
    #[serde(flatten)]
    pub evening: Evening,
}

/// An answer as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerEntry {
    /// How.
    pub verdict: Verdict,
    /// In the person's words; may be empty.
    pub words: String,
    /// On which day.
    pub day: NaiveDate,
    /// The praise that told of it.
    pub praise: Option<ItemId>,
}

/// One line of an item's timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimelineEntry {
    /// The day.
    pub day: NaiveDate,
    /// What happened, in words: "prayed", "noted", "answered".
    pub what: String,
    /// The text that goes with it: the note, the answer's words.
    pub text: Option<String>,
    /// Whether it was taken back.
    pub undone: bool,
}

/// What the journal holds of a country.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CountryRow {
    /// Its ISO 3166-1 code.
    pub code: String,
    /// Open requests that speak of it.
    pub open: u64,
    /// Praises that ask nothing.
    pub praises: u64,
    /// Requests with a verdict.
    pub answered: u64,
    /// Those among them whose answer came this year.
    pub answered_this_year: u64,
}

/// One act in the history, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActEntry {
    /// The act's id.
    pub act: String,
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// What, in words: "prayed: Aigul's family".
    pub what: String,
    /// Whether it was taken back.
    pub undone: bool,
}

/// Which items a list holds.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum Scope {
    /// Every open request.
    #[default]
    Everything,
    /// The open requests under one region; `None`: under no heading.
    Region(Option<String>),
    /// The open requests that speak of a country, by its ISO 3166-1 code in capitals.
    Country(String),
    /// The open requests of a publisher, by its name.
    Publisher(String),
    /// The person's own open requests.
    Own,
    /// Praises that ask nothing.
    Praises,
    /// Requests with a verdict, newest answer first.
    Answered,
    /// Praises that likely answer a request, and wait for a word of the person.
    Inbox,
    /// What a view holds that the person saved.
    View(Box<View>),
}

/// From where a page of a list is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// The first page.
    First,
    /// The last page.
    Last,
    /// The page that begins behind a row.
    After(Key),
    /// The page that ends before a row.
    Before(Key),
    /// A page with the row (or the place where it would stand) in its middle.
    Around(Key),
}

/// A window on a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// The rows, in the list's order.
    pub rows: Vec<ItemRow>,
    /// Whether rows stand before the first one, or may.
    pub more_before: bool,
    /// Whether rows stand behind the last one, or may.
    pub more_after: bool,
    /// Up to where was looked, where the page could not be filled at its beginning in an instant: what stands before
    /// that place was not looked through.
    pub unread_before: Option<Key>,
    /// The same at its end.
    pub unread_after: Option<Key>,
    /// How many rows the list has in all.
    pub total: u64,
}

/// One line of the list of regions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RegionRow {
    /// The region; `None`: under no heading.
    pub name: Option<String>,
    /// Open requests in it.
    pub open: u64,
}

/// What the left side of the home screen shows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Overview {
    /// All open requests.
    pub open: u64,
    /// Requests with a verdict.
    pub answered: u64,
    /// Praises that ask nothing.
    pub praises: u64,
    /// The person's own open requests.
    pub own: u64,
    /// All items, to tell an empty journal.
    pub items: u64,
    /// Praises that wait for a word of the person; counted no further than to the first that is more than
    /// [`Overview::MANY`].
    pub waiting: u64,
    /// Items prayed on this day.
    pub prayed_today: u64,
    /// Regions by name, the unheaded last; those with no open request too.
    pub regions: Vec<RegionRow>,
    /// What was answered on about this day of an earlier year.
    pub years_ago: Option<YearsAgo>,
}

impl Overview {
    /// So many of what waits are counted: each is looked at with all that it is about, at every start and after every
    /// act.
    pub const MANY: u64 = 99;
}

/// What undo or redo did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Turned {
    /// The act, in words: "prayed: Aigul's family".
    pub what: String,
}
