//! An evening of remembered answers: what is looked at, in which order, and each request with what became of it.

use chrono::{Days, NaiveDate};
use serde::Serialize;

use super::redact::Redaction;
use super::sheet::{Entry, Heard, HeldBack, Part, PartKind, Said, Sheet};
use crate::bulletin::Issued;
use crate::journal::{
    Evening, EveningRow, Filter, Gathering, Is, ItemDetail, ItemId, ItemRow, Journal, Period, Result,
    Verdict, Visibility,
};

/// A group that never met looks so many days back.
const FIRST_TIME: u64 = 92;

/// So many that wait, and so many new ones, are enough for an evening.
const ENOUGH: usize = 200;

/// What an evening is about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct About {
    /// The name of a view, or the filter as it was typed; `None`: everything.
    pub view: Option<String>,
    /// Which items.
    pub filter: Filter,
}

impl About {
    /// About what a view or a typed filter names; nothing typed: about everything. Whether a request is open or
    /// answered is what the evening tells, so it does not choose.
    pub fn new(view: Option<String>, filter: Filter) -> Self {
        let is = filter.is.iter().copied().filter(|is| !matches!(is, Is::Open | Is::Answered)).collect();
        About { view: view.filter(|view| !view.trim().is_empty()), filter: Filter { is, ..filter } }
    }

    /// About one region, as it is named on the command line.
    pub fn region(name: &str) -> Self {
        let filter = Filter { region: vec![name.to_owned()], ..Filter::default() };
        About { view: Some(format!("region:{name}")), filter }
    }
}

/// From when on a group looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Since {
    /// Since it last met about the same, else three months back.
    #[default]
    Last,
    /// From a day on.
    Day(NaiveDate),
    /// From the beginning.
    Beginning,
}

impl Since {
    /// The first day; `None`: from the beginning.
    pub fn first_day(
        self,
        journal: &Journal,
        view: Option<&str>,
        today: NaiveDate,
    ) -> Result<Option<NaiveDate>> {
        match self {
            Since::Last => since_last(journal, view, today).map(Some),
            Since::Day(day) => Ok(Some(day)),
            Since::Beginning => Ok(None),
        }
    }
}

/// The list of an evening: the items of each part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// What it is about.
    pub view: Option<String>,
    /// The first day of the period.
    pub since: Option<NaiveDate>,
    /// The last.
    pub until: NaiveDate,
    /// The items of each part, and how many more there are.
    pub parts: Vec<(PartKind, Vec<ItemRow>, usize)>,
    /// Private items that are held back.
    pub private: usize,
    /// What the last evening saw answered in part, on the first day of this period: it waits on.
    known: Vec<ItemId>,
}

impl Review {
    /// All its items, in order.
    pub fn items(&self) -> impl Iterator<Item = (PartKind, &ItemRow)> {
        self.parts.iter().flat_map(|(kind, rows, _)| rows.iter().map(move |row| (*kind, row)))
    }

    /// How many items a part has.
    pub fn count(&self, kind: PartKind) -> usize {
        self.parts.iter().filter(|(part, ..)| *part == kind).map(|(_, rows, more)| rows.len() + more).sum()
    }

    /// The part in which an item stands by now: what was answered during the evening is an answer of it.
    fn part_by_now(&self, was: PartKind, row: &ItemRow) -> PartKind {
        let known = row.answered_on == self.since && self.known.contains(&row.id);
        let in_period =
            !known && row.answered_on.is_some_and(|day| self.since.is_none_or(|since| day >= since));
        match row.verdict.filter(|_| in_period) {
            Some(Verdict::Answered | Verdict::Otherwise) => PartKind::Answered,
            Some(Verdict::Partly | Verdict::SetBack) => PartKind::InPart,
            None if matches!(was, PartKind::Answered | PartKind::InPart) => PartKind::Waiting,
            None => was,
        }
    }

    /// The evening as it is kept, each item where it stands by now.
    pub fn evening(&self, people: Option<u32>) -> Evening {
        let ids = |kind| {
            self.items()
                .filter(|(part, row)| self.part_by_now(*part, row) == kind)
                .map(|(_, row)| row.id.clone())
                .collect::<Vec<_>>()
        };
        Evening {
            view: self.view.clone(),
            since: self.since,
            people,
            answered: ids(PartKind::Answered),
            in_part: ids(PartKind::InPart),
            waiting: ids(PartKind::Waiting),
            new: ids(PartKind::New),
        }
    }
}

/// Since when a group looks: since it last met about the same, else three months back.
pub fn since_last(journal: &Journal, view: Option<&str>, today: NaiveDate) -> Result<NaiveDate> {
    let last = journal.last_evening(view)?.map(|evening| evening.day);
    Ok(last.unwrap_or_else(|| today.checked_sub_days(Days::new(FIRST_TIME)).unwrap_or(today)))
}

/// The list of an evening.
pub fn review(
    journal: &Journal,
    about: &About,
    since: Option<NaiveDate>,
    today: NaiveDate,
) -> Result<Review> {
    let period = Period { since, until: today, filter: about.filter.clone(), most: ENOUGH };
    let Gathering { mut answered, mut in_part, mut waiting, more_waiting, new, more_new, private } =
        journal.gather(&period)?;
    let mut known = Vec::new();
    // the day of the last evening belongs to both periods; what was looked at then is no news now
    if let Some(last) = journal.last_evening(about.view.as_deref())?.filter(|last| since == Some(last.day)) {
        let of_that_day = |row: &ItemRow| row.answered_on == Some(last.day);
        answered.retain(|row| !(of_that_day(row) && last.evening.answered.contains(&row.id)));
        let seen = |row: &mut ItemRow| of_that_day(row) && last.evening.in_part.contains(&row.id);
        let seen: Vec<ItemRow> = in_part.extract_if(.., seen).collect();
        known.extend(seen.iter().map(|row| row.id.clone()));
        waiting.extend(seen);
    }
    let parts = vec![
        (PartKind::Answered, answered, 0),
        (PartKind::InPart, in_part, 0),
        (PartKind::Waiting, waiting, more_waiting),
        (PartKind::New, new, more_new),
    ];
    Ok(Review { view: about.view.clone(), since, until: today, parts, private, known })
}

/// An evening that was, opened again: its items as they are now, those that have become private since held back.
pub fn reopen(journal: &Journal, was: &EveningRow) -> Result<Review> {
    let Evening { view, since, answered, in_part, waiting, new, .. } = &was.evening;
    let mut private = 0;
    let mut part = |kind, ids: &[ItemId]| -> Result<_> {
        let mut there = Vec::with_capacity(ids.len());
        for id in ids {
            match journal.row(id)? {
                Some(row) if row.visibility == Visibility::Private => private += 1,
                row => there.extend(row),
            }
        }
        Ok((kind, there, 0))
    };
    let parts = vec![
        part(PartKind::Answered, answered)?,
        part(PartKind::InPart, in_part)?,
        part(PartKind::Waiting, waiting)?,
        part(PartKind::New, new)?,
    ];
    Ok(Review { view: view.clone(), since: *since, until: was.day, parts, private, known: Vec::new() })
}

/// An evening in a list of evenings, without the names of what was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EveningLine {
    /// Its id.
    pub id: String,
    /// The day.
    pub day: NaiveDate,
    /// What it was about.
    pub view: Option<String>,
    /// The first day of its period.
    pub since: Option<NaiveDate>,
    /// How many sat together.
    pub people: Option<u32>,
    /// How many requests were answered.
    pub answered: usize,
    /// How many in part, or set back.
    pub in_part: usize,
    /// How many waited.
    pub waiting: usize,
    /// How many were new.
    pub new: usize,
}

impl From<&EveningRow> for EveningLine {
    fn from(row: &EveningRow) -> Self {
        let Evening { view, since, people, answered, in_part, waiting, new } = &row.evening;
        EveningLine {
            id: row.id.clone(),
            day: row.day,
            view: view.clone(),
            since: *since,
            people: *people,
            answered: answered.len(),
            in_part: in_part.len(),
            waiting: waiting.len(),
            new: new.len(),
        }
    }
}

/// A request with what became of it; `None` where it is not there, or private. Notes go along where they are marked.
pub fn entry(journal: &Journal, id: &ItemId, held_back: &mut HeldBack) -> Result<Option<Entry>> {
    let Some(item) = journal.detail(id)?.filter(|item| item.row.visibility != Visibility::Private) else {
        return Ok(None);
    };
    let heard = match &item.answer {
        None => None,
        Some(answer) => {
            let praise = answer.praise.as_ref().map(|id| journal.detail(id)).transpose()?.flatten();
            let praise = praise.filter(|praise| praise.row.visibility != Visibility::Private);
            Some(Heard {
                verdict: answer.verdict,
                day: answer.day,
                words: Some(answer.words.clone()).filter(|words| !words.is_empty()),
                praise: praise.map(|praise| said(&praise)),
            })
        }
    };
    let (along, home): (Vec<_>, Vec<_>) = item.written.iter().partition(|note| note.shared);
    held_back.notes += home.len();
    let notes = along.into_iter().map(|note| Said {
        text: note.text.clone(),
        day: Some(Issued::On(note.day)),
        source: None,
    });
    Ok(Some(Entry {
        item: id.clone(),
        title: item.row.title.clone(),
        region: item.row.region.clone(),
        asked: said(&item),
        day: item.row.date,
        heard,
        times: item.row.times.saturating_add(item.prayed_by_others),
        taken_by: item.taken_by.clone(),
        notes: notes.collect(),
    }))
}

fn said(item: &ItemDetail) -> Said {
    let day = item.row.issued.or(item.row.own.then_some(Issued::On(item.added_on)));
    Said { text: item.text.clone(), day, source: source(item) }
}

/// Where an item stood: "Lamplight, item 4"; nothing for a person's own.
fn source(item: &ItemDetail) -> Option<String> {
    let bulletin = item.bulletin.as_ref();
    let title = bulletin.and_then(|bulletin| bulletin.title.clone());
    let name = item.row.publisher.clone().or(title).or(item.source.clone())?;
    Some(match bulletin {
        Some(bulletin) => format!("{name}, item {}", bulletin.number),
        None => name,
    })
}

/// A review as a sheet that may leave: redacted, its notes only where they are marked.
pub fn sheet(journal: &Journal, review: &Review, redaction: &Redaction) -> Result<Sheet> {
    let mut held_back = HeldBack { items: review.private, ..HeldBack::default() };
    let mut parts = Vec::with_capacity(review.parts.len());
    for (kind, rows, more) in &review.parts {
        let mut entries = Vec::with_capacity(rows.len());
        for row in rows {
            if let Some(entry) = entry(journal, &row.id, &mut held_back)? {
                let language = journal.language(&row.id)?;
                entries.push(redacted(entry, redaction, language.as_deref(), &mut held_back));
            }
        }
        parts.push(Part { kind: *kind, entries, more: *more });
    }
    let title = review.view.as_ref().map(|view| redaction.text(view, None, &mut held_back));
    Ok(Sheet { title, since: review.since, until: review.until, parts, held_back })
}

/// An entry as it may leave.
fn redacted(entry: Entry, redaction: &Redaction, language: Option<&str>, held_back: &mut HeldBack) -> Entry {
    if redaction.is_empty() {
        return entry;
    }
    let mut line = |text: &str| redaction.text(text, language, held_back);
    let Entry { item, title, region, asked, day, heard, times, taken_by, notes } = entry;
    let mut words = |said: Said| Said {
        text: line(&said.text),
        day: said.day,
        source: said.source.as_deref().map(&mut line),
    };
    let asked = words(asked);
    let notes = notes.into_iter().map(&mut words).collect();
    let heard =
        heard.map(|heard| Heard { praise: heard.praise.map(&mut words), words: heard.words, ..heard });
    let heard = heard.map(|heard| Heard { words: heard.words.as_deref().map(&mut line), ..heard });
    Entry {
        item,
        title: line(&title),
        region: region.as_deref().map(&mut line),
        asked,
        day,
        heard,
        times,
        taken_by: taken_by.as_deref().map(&mut line),
        notes,
    }
}

#[cfg(test)]
mod tests;
