//! What the screens ask of the journal and of the reader of documents, and what they are answered.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::{FixedOffset, NaiveDate};

use crate::bulletin::{Correction, Scripture};
use crate::group::review::Review;
use crate::journal::{
    ActId, Anchor, AnswerEntry, BulletinDetail, BulletinPage, CountryRow, EveningRow, Incoming, ItemId,
    ItemRow, Overview, Page, Past, PlannedBulletin, Scope, Step, TimelineEntry, Touched,
};
use crate::journal::{Chapter, Through, WalkEnd, WalkPlace};
use crate::reflect::{Period, Reflection};
use crate::regions::{New, Question};
use crate::walk::Share;

use super::opened::{Count, Found, Gathered, Opened};
use super::screens::search::Hits;
use super::screens::views::Saved;
use super::screens::ways::Offer;
use super::shown::{Heard, Known, Loss, Matter, Remembered};

/// A question to the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Query {
    /// Counts, regions, and what remains of today's portion.
    Overview {
        /// Today.
        today: NaiveDate,
        /// The portion's size.
        portion: usize,
    },
    /// A window on a list.
    Page {
        /// The list.
        scope: Scope,
        /// Where the window lies.
        anchor: Anchor,
        /// Its rows.
        limit: usize,
    },
    /// All about an item.
    Detail(ItemId),
    /// What happened to an item.
    Timeline(ItemId),
    /// The story that an item belongs to.
    Story(ItemId),
    /// Items with these words.
    Search {
        /// What was typed.
        words: String,
        /// Which step of it.
        step: Step,
        /// Today.
        today: NaiveDate,
    },
    /// How much the person's views hold.
    Views {
        /// Their filters, by name.
        views: BTreeMap<String, String>,
        /// Today.
        today: NaiveDate,
    },
    /// Praises, the newest first.
    Praises {
        /// Words that must be in them; none: all.
        words: String,
        /// Today.
        today: NaiveDate,
    },
    /// What to walk through.
    Walk {
        /// Which requests.
        through: Through,
        /// Today.
        today: NaiveDate,
        /// How many a portion holds.
        size: usize,
    },
    /// What a walk came to.
    WalkEnd {
        /// What it went through.
        through: Through,
        /// Its requests.
        items: Vec<ItemId>,
        /// Today.
        today: NaiveDate,
        /// How many a portion holds.
        size: usize,
    },
    /// The verses that the bulletin of an item opens with.
    Scripture(ItemId),
    /// What there is to walk through.
    Ways {
        /// Today.
        today: NaiveDate,
        /// How many a portion holds.
        size: usize,
    },
    /// How a request was answered so far.
    Verdict(ItemId),
    /// A draft.
    Kept(String),
    /// Bulletins read so far, the newest first, from the one behind so many others on.
    Bulletins(usize),
    /// A bulletin, whole.
    Bulletin(String),
    /// A praise that waits, and what it may answer.
    Inbox {
        /// The praise, if it still waits.
        praise: Option<ItemId>,
        /// Else the one in this place.
        at: usize,
        /// Whether praises that nobody looked at yet are looked at first, when nobody asks for anything else.
        look: bool,
    },
    /// What a group looks at in an evening.
    Review {
        /// Which.
        matter: Matter,
        /// Today.
        today: NaiveDate,
    },
    /// A request of an evening, with what became of it.
    Entry(ItemId),
    /// The evenings that were, the newest first.
    Evenings,
    /// What there is in each country, and the first open requests of one.
    Map {
        /// Today.
        today: NaiveDate,
        /// The code of the one.
        country: Option<String>,
    },
    /// A window on what happened.
    Past {
        /// Where it lies.
        anchor: Anchor,
        /// Its acts.
        limit: usize,
    },
    /// What an act touched.
    Touched(ActId),
    /// A period, looked back on.
    LookingBack(Period),
    /// What the journal would make of a document.
    Plan(Box<Incoming>),
    /// Which regions have new names in bulletins that came in.
    Renamed(New),
    /// What would go with an item that is forgotten.
    Loss(ItemId),
}

impl Query {
    /// Where its answer goes.
    pub fn slot(&self) -> Slot {
        match self {
            Query::Overview { .. } => Slot::Overview,
            Query::Page { .. } => Slot::Page,
            Query::Detail(_) => Slot::Detail,
            Query::Timeline(_) => Slot::Timeline,
            Query::Story(_) => Slot::Story,
            Query::Search { .. } => Slot::Search,
            Query::Views { .. } => Slot::Views,
            Query::Praises { .. } => Slot::Praises,
            Query::Walk { .. } => Slot::Walk,
            Query::WalkEnd { .. } => Slot::WalkEnd,
            Query::Scripture(_) => Slot::Scripture,
            Query::Ways { .. } => Slot::Ways,
            Query::Verdict(_) => Slot::Verdict,
            Query::Kept(_) => Slot::Kept,
            Query::Bulletins(_) => Slot::Bulletins,
            Query::Bulletin(_) => Slot::Bulletin,
            Query::Inbox { .. } => Slot::Inbox,
            Query::Review { .. } => Slot::Review,
            Query::Entry(_) => Slot::Entry,
            Query::Evenings => Slot::Evenings,
            Query::Map { .. } => Slot::Map,
            Query::Past { .. } => Slot::Past,
            Query::Touched(_) => Slot::Touched,
            Query::LookingBack(_) => Slot::LookingBack,
            Query::Plan(_) => Slot::Plan,
            Query::Renamed(_) => Slot::Renamed,
            Query::Loss(_) => Slot::Loss,
        }
    }
}

/// What is to be read of documents, outside the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Errand {
    /// What a typed path leads to.
    Look(String),
    /// A document, opened to be looked at.
    Open(PathBuf),
    /// What a document holds, in numbers.
    Glance(PathBuf),
    /// Documents, read to be taken in as they are.
    Gather(Vec<PathBuf>),
    /// What the corrections of a document teach of its publisher.
    Learn {
        /// The document as it was read.
        document: Arc<Opened>,
        /// What was put right in it.
        corrections: Vec<Correction>,
    },
}

impl Errand {
    /// Where its answer goes.
    pub fn slot(&self) -> Slot {
        match self {
            Errand::Look(_) | Errand::Open(_) => Slot::Look,
            Errand::Glance(_) | Errand::Gather(_) => Slot::Documents,
            Errand::Learn { .. } => Slot::Learned,
        }
    }
}

/// A place that shows one answer at a time: a newer question to the same place makes the older one stale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is named like its query")]
pub enum Slot {
    Overview,
    Page,
    Detail,
    Timeline,
    Search,
    Views,
    Praises,
    Walk,
    Verdict,
    Kept,
    Bulletins,
    Bulletin,
    Plan,
    Look,
    Documents,
    Learned,
    Renamed,
    Inbox,
    Story,
    Review,
    Entry,
    Evenings,
    Map,
    Past,
    Touched,
    WalkEnd,
    Scripture,
    Ways,
    LookingBack,
    Loss,
}

impl Slot {
    /// How many places there are.
    pub const COUNT: usize = 30;
}

/// What the journal answered.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// Counts, regions, today's portion.
    Overview {
        /// Counts and regions.
        overview: Overview,
        /// What remains of today's portion.
        portion: Vec<ItemRow>,
    },
    /// A window on a list.
    Page {
        /// Where it was asked for.
        anchor: Anchor,
        /// The window.
        page: Page,
    },
    /// An item, if it is there.
    Detail(Option<Box<Known>>),
    /// What happened to an item.
    Timeline(Vec<TimelineEntry>),
    /// The story that an item belongs to.
    Story(Vec<Chapter>),
    /// What a step of a search found, or why it could not search.
    Search(Result<Box<Hits>, String>),
    /// How much the person's views hold.
    Views(Vec<Saved>),
    /// Praises, the newest first.
    Praises(Vec<ItemRow>),
    /// What to walk through.
    Walk {
        /// The requests.
        rows: Vec<ItemRow>,
        /// How many the list has that they are of; 0 where that is no matter.
        open: usize,
        /// Where a walk that was left goes on.
        place: Option<WalkPlace>,
        /// How a portion is shared out.
        share: Share,
    },
    /// What a walk came to.
    WalkEnd(Box<WalkEnd>),
    /// A bulletin, and the verses that it opens with; `None` where the item stands in none.
    Scripture(Option<(String, Vec<Scripture>)>),
    /// What there is to walk through.
    Ways(Box<Offer>),
    /// How a request was answered so far, and the title of the praise that told of it; `None`: it was not.
    Verdict(Option<Box<(AnswerEntry, Option<String>)>>),
    /// A draft.
    Kept(Option<String>),
    /// A window on the bulletins read so far.
    Bulletins(BulletinPage),
    /// A bulletin, if it is there.
    Bulletin(Option<Box<BulletinDetail>>),
    /// A praise that waits, and what it may answer.
    Inbox {
        /// The praise; `None`: none waits.
        heard: Option<Box<Heard>>,
        /// Its place among those that wait.
        at: usize,
        /// How many wait.
        waiting: usize,
        /// Praises that are still to be looked at.
        left: u64,
    },
    /// What a group looks at, and the evening that it is opened again from; `None`: there is no such evening.
    Review(Option<Box<(Review, Option<EveningRow>)>>),
    /// A request of an evening; `None`: it is not there, or private.
    Entry(Option<Box<Remembered>>),
    /// The evenings that were.
    Evenings(Vec<EveningRow>),
    /// What there is in each country, and the first open requests of one.
    Map {
        /// The countries that have anything to tell of.
        countries: Vec<CountryRow>,
        /// The one.
        country: Option<String>,
        /// Its first open requests, in turn.
        requests: Vec<ItemRow>,
    },
    /// A window on what happened.
    Past {
        /// Where it was asked for.
        anchor: Anchor,
        /// The window.
        past: Past,
        /// Where the person's clock stands to UTC.
        offset: FixedOffset,
    },
    /// What an act touched.
    Touched {
        /// The act.
        act: ActId,
        /// What.
        touched: Touched,
    },
    /// A period, looked back on.
    LookingBack(Box<Reflection>),
    /// What the journal would make of a document.
    Plan(Vec<PlannedBulletin>),
    /// What a path leads to.
    Looked(Found),
    /// What a document holds, or why it cannot be read.
    Glanced(Result<Count, String>),
    /// Documents, read to be taken in.
    Gathered(Gathered),
    /// What is remembered of a publisher: a line for each.
    Learned(Vec<String>),
    /// What is to be asked of regions with new names.
    Renamed(Vec<Question>),
    /// What would go with an item that is forgotten.
    Loss(Box<Loss>),
}

impl Answer {
    /// Where it goes.
    pub fn slot(&self) -> Slot {
        match self {
            Answer::Overview { .. } => Slot::Overview,
            Answer::Page { .. } => Slot::Page,
            Answer::Detail(_) => Slot::Detail,
            Answer::Timeline(_) => Slot::Timeline,
            Answer::Story(_) => Slot::Story,
            Answer::Search(_) => Slot::Search,
            Answer::Views(_) => Slot::Views,
            Answer::Praises(_) => Slot::Praises,
            Answer::Walk { .. } => Slot::Walk,
            Answer::WalkEnd(_) => Slot::WalkEnd,
            Answer::Scripture(_) => Slot::Scripture,
            Answer::Ways(_) => Slot::Ways,
            Answer::Verdict(_) => Slot::Verdict,
            Answer::Kept(_) => Slot::Kept,
            Answer::Bulletins(_) => Slot::Bulletins,
            Answer::Bulletin(_) => Slot::Bulletin,
            Answer::Inbox { .. } => Slot::Inbox,
            Answer::Review(_) => Slot::Review,
            Answer::Entry(_) => Slot::Entry,
            Answer::Evenings(_) => Slot::Evenings,
            Answer::Map { .. } => Slot::Map,
            Answer::Past { .. } => Slot::Past,
            Answer::Touched { .. } => Slot::Touched,
            Answer::LookingBack(_) => Slot::LookingBack,
            Answer::Plan(_) => Slot::Plan,
            Answer::Looked(_) => Slot::Look,
            Answer::Glanced(_) | Answer::Gathered(_) => Slot::Documents,
            Answer::Learned(_) => Slot::Learned,
            Answer::Renamed(_) => Slot::Renamed,
            Answer::Loss(_) => Slot::Loss,
        }
    }
}
