//! What people wrote on an item, also at the same time on machines that did not know of each other: one text of each
//! is in force, and no other is lost. Pure.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use uuid::Uuid;

use super::event::{Event, Over, What};
use super::fold::{Base, State};
use super::model::{AnswerEntry, Beside, NoteEntry, Visibility};
use super::register::Register;
use crate::bulletin::reworded;

/// The fields of an item that keep what stands side by side.
#[derive(Default)]
pub(super) struct Written<'a> {
    words: Register<&'a str>,
    answer: Register<Told<'a>>,
    visibility: Register<Visibility>,
    taken: Register<&'a str>,
    notes: BTreeMap<&'a str, Note<'a>>,
    counts: BTreeMap<&'a str, u32>,
    /// The latest wording of each who shared it in words of their own.
    offered: BTreeMap<i64, (Uuid, &'a str)>,
    /// Each writing with its device, and its day for those that come to stand beside another.
    writings: Vec<(Uuid, i64, NaiveDate)>,
}

/// An answer; `None` in it: it was taken off.
#[derive(Clone, Copy)]
struct Told<'a> {
    answer: Option<&'a AnswerEntry>,
    /// Whether somebody told it in what they shared: what they take off is theirs alone.
    shared: bool,
}

/// A note, and all that was written in it.
struct Note<'a> {
    /// Its place among the notes.
    place: usize,
    day: NaiveDate,
    text: Register<&'a str>,
    /// The writing with which it began.
    first: Option<Uuid>,
    shared: bool,
}

/// The newest writing of a field of an item, which the next one is written over.
#[derive(Debug, Clone, Copy)]
pub(super) enum Field<'a> {
    Words,
    Answer,
    Visibility,
    Taken,
    Note(&'a str),
}

impl<'a> Written<'a> {
    /// Takes an event in, also one that was taken back.
    pub(super) fn gather(&mut self, event: &'a Event) {
        let counts = !event.undone;
        let over = match &event.over {
            Over::All => None,
            Over::These(ids) => Some(ids.clone()),
            Over::Own => Some(
                self.writings
                    .iter()
                    .filter(|(_, device, _)| *device == event.device)
                    .map(|(id, ..)| *id)
                    .collect(),
            ),
        };
        let over = over.as_deref();
        match &event.what {
            // two machines that read one list tell the same notes, and somebody may have written over them since
            What::Noted { note, text, .. } if event.over != Over::Own && self.holds(note, text) => return,
            What::Noted { note, text, day } => {
                let day = day.unwrap_or(event.day);
                let entry = self.note(note, day);
                entry.text.write(event.id, Some(over.unwrap_or_default()), counts.then_some(text.as_str()));
                if counts && entry.first.is_none() {
                    entry.first = Some(event.id);
                    entry.day = day;
                }
            }
            What::NoteEdited { note, text } => {
                self.note(note, event.day).text.write(event.id, over, counts.then_some(text.as_str()));
            }
            What::NoteShared { note, shared } if counts => self.note(note, event.day).shared = *shared,
            What::Edited { text: Some(text), .. } => {
                self.words.write(event.id, over, counts.then_some(text.as_str()));
            }
            What::Answered(_) | What::Reopened => {
                let answer = if let What::Answered(answer) = &event.what { Some(answer) } else { None };
                let shared = event.over == Over::Own;
                self.answer.write(event.id, over, counts.then_some(Told { answer, shared }));
            }
            What::Flagged { visibility } => {
                self.visibility.write(event.id, over, counts.then_some(*visibility));
            }
            What::Taken { who } => self.taken.write(event.id, over, counts.then_some(who.as_str())),
            What::Counted { by, times } if counts => {
                let most = self.counts.entry(by).or_default();
                *most = (*most).max(*times);
            }
            What::Shared(shared) if counts && shared.reworded => {
                self.offered.insert(event.device, (event.id, shared.item.text.as_str()));
            }
            _ => return,
        }
        self.writings.push((event.id, event.device, event.day));
    }

    fn holds(&self, note: &str, text: &str) -> bool {
        self.notes.get(note).is_some_and(|note| note.text.holds(&text))
    }

    fn note(&mut self, id: &'a str, day: NaiveDate) -> &mut Note<'a> {
        let place = self.notes.len();
        let text = Register::default;
        self.notes.entry(id).or_insert_with(|| Note { place, day, text: text(), first: None, shared: false })
    }

    /// What the next writing of a field is written over: for a text the one in force, so that what stands beside it
    /// stays; for what holds only one value all that stand.
    pub(super) fn over(&self, field: Field<'_>) -> Vec<Uuid> {
        match field {
            Field::Words => self.words.newest().map(|(id, _)| id).into_iter().collect(),
            Field::Answer => self.answer.newest().map(|(id, _)| id).into_iter().collect(),
            Field::Visibility => self.visibility.standing().into_iter().map(|(id, _)| id).collect(),
            Field::Taken => self.taken.standing().into_iter().map(|(id, _)| id).collect(),
            Field::Note(id) => {
                self.notes.get(id).and_then(|note| note.text.newest()).map(|(id, _)| id).into_iter().collect()
            }
        }
    }

    /// The answer in force.
    pub(super) fn answer(&self) -> Option<&'a AnswerEntry> {
        self.answers().last().and_then(|(_, answer)| *answer)
    }

    /// The answers that stand, the one in force last.
    fn answers(&self) -> Vec<(Uuid, Option<&'a AnswerEntry>)> {
        let mut standing = self.answer.standing();
        if standing.iter().any(|(_, told)| told.answer.is_some()) {
            standing.retain(|(_, told)| told.answer.is_some() || !told.shared);
        }
        standing.into_iter().map(|(id, told)| (id, told.answer)).collect()
    }

    /// Whether a wording of a person's is in force.
    pub(super) fn is_reworded(&self) -> bool {
        self.words.newest().is_some()
    }

    /// Who takes the item to heart.
    pub(super) fn taken_by(&self) -> Option<String> {
        let mut takers: Vec<&str> =
            self.taken.standing().iter().map(|(_, who)| **who).filter(|who| !who.is_empty()).collect();
        takers.dedup();
        (!takers.is_empty()).then(|| takers.join(", "))
    }

    /// Whether something was written in a note, or it is a writing itself that came to stand beside another.
    pub(super) fn has_note(&self, id: &str) -> bool {
        self.notes.contains_key(id) || self.names_a_writing(id)
    }

    /// Writes what stands into the state of the item.
    pub(super) fn settle(&self, state: &mut State<'a>, base: &'a Base<'_>) {
        if let Some(strictest) = self.visibility.standing().iter().map(|(_, level)| **level).min() {
            state.visibility = strictest;
        }
        state.taken_by = self.taken_by();
        state.others = self.counts.values().fold(0, |sum: u32, times| sum.saturating_add(*times));
        let words = self.words.standing();
        if let Some((_, text)) = words.last().filter(|(_, text)| **text != base.item.text) {
            state.item = std::borrow::Cow::Owned(reworded(&base.item, text, base.language));
        }
        let answers = self.answers();
        state.answer = answers.last().and_then(|(_, answer)| answer.cloned());
        let mut notes: Vec<_> = self.notes.iter().filter(|(id, _)| !self.names_a_writing(id)).collect();
        notes.sort_by_key(|(_, note)| note.place);
        for (note_id, note) in notes {
            let standing = note.text.standing();
            let Some((id, text)) = standing.last().filter(|(_, text)| !text.is_empty()) else {
                // a text that was written while another machine took the note away is kept
                self.beside(Beside::Note, &plain(&standing), &mut state.notes);
                continue;
            };
            state.notes.push(NoteEntry {
                id: (*note_id).to_owned(),
                day: note.day,
                text: (**text).to_owned(),
                edited: note.first != Some(*id),
                shared: note.shared,
                beside: None,
            });
            self.beside(Beside::Note, &plain(&standing), &mut state.notes);
        }
        let mut wordings: Vec<(Uuid, &str)> = self.offered.values().copied().collect();
        wordings.sort_unstable();
        wordings.extend(plain(&words));
        if words.is_empty() {
            wordings.push((Uuid::nil(), base.item.text.as_str()));
        }
        self.beside(Beside::Text, &wordings, &mut state.notes);
        let words_of = |answer: Option<&'a AnswerEntry>| answer.map_or("", |answer| answer.words.as_str());
        let answers: Vec<(Uuid, &str)> =
            answers.iter().map(|(id, answer)| (*id, words_of(*answer))).collect();
        self.beside(Beside::Answer, &answers, &mut state.notes);
    }

    /// Whether a note's id is that of a writing which came to stand beside another.
    fn names_a_writing(&self, id: &str) -> bool {
        Uuid::try_parse(id).is_ok_and(|id| self.writings.iter().any(|(event, ..)| *event == id))
    }

    /// Keeps the texts that stand beside the one in force, the last, unless somebody has taken them away since.
    fn beside(&self, kind: Beside, standing: &[(Uuid, &str)], notes: &mut Vec<NoteEntry>) {
        let Some(((_, in_force), others)) = standing.split_last() else { return };
        let mut told = vec![*in_force];
        for (event, text) in others {
            let id = event.simple().to_string();
            let rewritten = self.notes.get(id.as_str());
            let newest = rewritten.and_then(|note| note.text.newest());
            let (text, edited) = newest.map_or((*text, false), |(_, text)| (*text, true));
            if text.is_empty() || told.contains(&text) {
                continue;
            }
            told.push(text);
            let written = self.writings.iter().find(|(known, ..)| known == event);
            let day = written.map_or(NaiveDate::MIN, |(.., day)| *day);
            let shared = rewritten.is_some_and(|note| note.shared);
            notes.push(NoteEntry { id, day, text: text.to_owned(), edited, shared, beside: Some(kind) });
        }
    }
}

fn plain<'a>(standing: &[(Uuid, &&'a str)]) -> Vec<(Uuid, &'a str)> {
    standing.iter().map(|(id, text)| (*id, **text)).collect()
}
