//! The state of an item is the fold of its events in clock order. Pure: values in, values out.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate};

use super::event::{Event, What, clock_ms};
use super::model::{AnswerEntry, NoteEntry, Verdict, Visibility};
use crate::bulletin::{Item, Kinds, reworded, title_of};

/// What an item is before anything happened to it: as read from a bulletin, or as the person added it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Base {
    /// The item as read.
    pub item: Item,
    /// Its bulletin's row and its number in it; `None` for the person's own.
    pub place: Option<(i64, u32)>,
    /// The publisher's row.
    pub publisher: Option<i64>,
    /// The day of its issue, or the day it was added.
    pub issued_on: Option<NaiveDate>,
    /// The language of its bulletin.
    pub language: Option<String>,
    /// The day it came in.
    pub added_on: NaiveDate,
    /// Who may see it at first.
    pub visibility: Visibility,
}

/// The state of an item: what its row in the journal holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct State {
    pub title: String,
    pub text: String,
    pub petitions: Vec<String>,
    pub countries: Vec<String>,
    pub region: Option<String>,
    pub kinds: Kinds,
    pub visibility: Visibility,
    pub archived: bool,
    pub snoozed_until: Option<NaiveDate>,
    pub times: u32,
    pub first_prayed: Option<NaiveDate>,
    pub last_prayed: Option<NaiveDate>,
    pub last_prayed_ms: i64,
    pub notes: Vec<NoteEntry>,
    pub answer: Option<AnswerEntry>,
}

/// Folds an item's events, oldest first, over what it was; events that were taken back do not count.
pub(super) fn fold(base: &Base, events: &[Event]) -> State {
    let mut state = State {
        title: String::new(),
        text: base.item.text.clone(),
        petitions: Vec::new(),
        countries: Vec::new(),
        region: base.item.region.clone().or_else(|| base.item.heading.clone()),
        kinds: base.item.kinds,
        visibility: base.visibility,
        archived: false,
        snoozed_until: None,
        times: 0,
        first_prayed: None,
        last_prayed: None,
        last_prayed_ms: 0,
        notes: Vec::new(),
        answer: None,
    };
    for event in events.iter().filter(|event| !event.undone) {
        step(&mut state, event);
    }
    let language = base.language.as_deref();
    let item = if state.text == base.item.text {
        Cow::Borrowed(&base.item)
    } else {
        Cow::Owned(reworded(&base.item, &state.text, language))
    };
    // a bulletin that another program wrote into an export may have no titles
    let untitled = item.title.is_empty();
    state.title = if untitled { title_of(&item.text, language) } else { item.title.clone() };
    state.petitions.clone_from(&item.petitions);
    state.countries.clone_from(&item.countries);
    state
}

fn step(state: &mut State, event: &Event) {
    match &event.what {
        What::Prayed => {
            state.times += 1;
            state.first_prayed.get_or_insert(event.day);
            state.last_prayed = Some(event.day);
            state.last_prayed_ms = clock_ms(event.clock);
        }
        What::Noted { note, text } => state.notes.push(NoteEntry {
            id: note.clone(),
            day: event.day,
            text: text.clone(),
            edited: false,
        }),
        What::NoteEdited { note, text } if text.is_empty() => state.notes.retain(|entry| entry.id != *note),
        What::NoteEdited { note, text } => {
            if let Some(entry) = state.notes.iter_mut().find(|entry| entry.id == *note) {
                entry.text.clone_from(text);
                entry.edited = true;
            }
        }
        What::Answered(answer) => state.answer = Some(answer.clone()),
        What::Reopened => state.answer = None,
        What::Snoozed { until } => state.snoozed_until = *until,
        What::Edited { text, region, kinds } => {
            if let Some(text) = text {
                state.text.clone_from(text);
            }
            if let Some(region) = region {
                state.region = Some(region.clone()).filter(|name| !name.is_empty());
            }
            state.kinds = kinds.unwrap_or(state.kinds);
        }
        What::Flagged { visibility } => state.visibility = *visibility,
        What::Archived { archived } => state.archived = *archived,
        What::Imported { .. }
        | What::Added { .. }
        | What::Undone { .. }
        | What::Redone { .. }
        | What::Unknown => {}
    }
}

impl State {
    /// Whether it is a request that still waits.
    pub(super) fn open(&self) -> bool {
        let verdict = self.answer.as_ref().map(|answer| answer.verdict);
        self.kinds.request && !self.archived && verdict.is_none_or(Verdict::keeps_open)
    }

    /// Its turn in the rotation: never prayed first, the newest issue of those before the others; then
    /// the least recently prayed. Days before 1970 are negative days, prayers milliseconds after 1970,
    /// so one number orders both.
    pub(super) fn turn(&self, base: &Base) -> i64 {
        if self.times == 0 { issue_turn(base) } else { self.last_prayed_ms.max(1) }
    }
}

/// Newest issue first; below zero for every day of the common era.
pub(super) fn issue_turn(base: &Base) -> i64 {
    -day_number(base.issued_on.unwrap_or(base.added_on))
}

/// Newest answer first.
pub(super) fn answer_turn(state: &State) -> i64 {
    state.answer.as_ref().map_or(0, |answer| -day_number(answer.day))
}

fn day_number(day: NaiveDate) -> i64 {
    i64::from(day.num_days_from_ce())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn base() -> Base {
        Base {
            item: Item { text: "Rain for the herders".into(), ..Item::default() },
            place: None,
            publisher: None,
            issued_on: Some(day("2026-03-01")),
            language: None,
            added_on: day("2026-03-02"),
            visibility: Visibility::Group,
        }
    }

    fn event(minute: i64, on: &str, what: What) -> Event {
        Event { clock: (minute * 60_000) << 16, day: day(on), what, undone: false }
    }

    #[test]
    fn marks_are_counted_with_their_first_and_last_day() {
        let state =
            fold(&base(), &[event(1, "2026-03-03", What::Prayed), event(2, "2026-03-05", What::Prayed)]);
        assert_eq!(state.times, 2);
        assert_eq!(
            (state.first_prayed, state.last_prayed),
            (Some(day("2026-03-03")), Some(day("2026-03-05")))
        );
    }

    #[test]
    fn what_was_taken_back_does_not_count() {
        let mut mark = event(1, "2026-03-03", What::Prayed);
        mark.undone = true;
        assert_eq!(fold(&base(), &[mark]), fold(&base(), &[]));
    }

    #[test]
    fn the_rotation_takes_the_never_prayed_first_then_the_longest_wait() {
        let never = |issued: &str| {
            let base = Base { issued_on: Some(day(issued)), ..base() };
            fold(&base, &[]).turn(&base)
        };
        let prayed = |minute| fold(&base(), &[event(minute, "2026-03-03", What::Prayed)]).turn(&base());
        let mut turns = [prayed(9), never("2025-01-01"), prayed(5), never("2026-03-01")];
        turns.sort_unstable();
        assert_eq!(turns, [never("2026-03-01"), never("2025-01-01"), prayed(5), prayed(9)]);
    }

    #[test]
    fn in_part_and_set_back_stay_open() {
        let with = |verdict| {
            let answer = AnswerEntry { verdict, words: String::new(), day: day("2026-04-01"), praise: None };
            fold(&base(), &[event(1, "2026-04-01", What::Answered(answer))]).open()
        };
        assert!(with(Verdict::Partly) && with(Verdict::SetBack));
        assert!(!with(Verdict::Answered) && !with(Verdict::Otherwise));
    }

    #[test]
    fn a_note_is_rewritten_and_taken_away() {
        let noted = event(1, "2026-03-03", What::Noted { note: "n".into(), text: "first".into() });
        let again = event(2, "2026-03-04", What::NoteEdited { note: "n".into(), text: "second".into() });
        let gone = event(3, "2026-03-05", What::NoteEdited { note: "n".into(), text: String::new() });
        let state = fold(&base(), &[noted.clone(), again.clone()]);
        assert_eq!(state.notes[0].text, "second");
        assert!(state.notes[0].edited && state.notes[0].day == day("2026-03-03"));
        assert!(fold(&base(), &[noted, again, gone]).notes.is_empty());
    }

    #[test]
    fn what_is_read_in_a_text_follows_its_new_wording() {
        let text = Some("Pray that rain would fall in Kenya.".to_owned());
        let edited = event(1, "2026-03-03", What::Edited { text, region: None, kinds: None });
        let mut base = base();
        base.item.petitions = vec!["Rain for the herders".into()];
        base.item.countries = vec!["ET".into()];
        let (before, after) = (fold(&base, &[]), fold(&base, &[edited]));
        assert_eq!((before.petitions, before.countries), (base.item.petitions, base.item.countries));
        assert_eq!(after.petitions, ["Pray that rain would fall in Kenya"]);
        assert_eq!((after.title.as_str(), after.countries), ("Rain would fall in Kenya", vec!["KE".into()]));
    }

    #[test]
    fn a_persons_wording_and_region_win() {
        let edit = |text: Option<&str>, region: Option<&str>| What::Edited {
            text: text.map(Into::into),
            region: region.map(Into::into),
            kinds: None,
        };
        let state = fold(
            &base(),
            &[
                event(1, "2026-03-03", edit(Some("Rain at last"), Some("Africa"))),
                event(2, "2026-03-04", edit(None, Some(""))),
            ],
        );
        assert_eq!((state.text.as_str(), state.region), ("Rain at last", None));
    }
}
