//! The state of an item is the fold of its events in clock order. Pure: values in, values out.

use std::borrow::Cow;
use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::event::{Event, What, clock_ms};
use super::model::{AnswerEntry, NoteEntry, Verdict, Visibility};
use super::written::Written;
use crate::bulletin::{Issued, Item, Kinds, title_of};

/// Nobody counted more marks elsewhere, whatever a file says.
const MOST_BEFORE: u32 = 1_000_000_000;

/// What an item is before anything happened to it: as read from a bulletin, or as the person added it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Base<'a> {
    /// The item as read.
    pub item: Cow<'a, Item>,
    /// Its bulletin's row and its number in it; `None` for the person's own.
    pub place: Option<(i64, u32)>,
    /// The publisher's row.
    pub publisher: Option<i64>,
    /// When its bulletin was issued, or the day it was added.
    pub issued: Option<Issued>,
    /// The language of its bulletin.
    pub language: Option<&'a str>,
    /// The day it came in.
    pub added_on: NaiveDate,
    /// Who may see it at first.
    pub visibility: Visibility,
    /// Where it stood, for an item that somebody shared and no bulletin of this journal has.
    pub source: Option<&'a str>,
    /// Whether the person added it.
    pub own: bool,
}

/// The state of an item: what its row in the journal holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct State<'a> {
    /// The item in the words that it has now, with what is read in them.
    pub item: Cow<'a, Item>,
    pub region: Option<Cow<'a, str>>,
    pub kinds: Kinds,
    pub visibility: Visibility,
    pub archived: bool,
    pub snoozed_until: Option<NaiveDate>,
    pub times: u32,
    /// How often others prayed it.
    pub others: u32,
    /// How many of these were counted elsewhere, before it came here.
    pub before: u32,
    pub first_prayed: Option<NaiveDate>,
    pub last_prayed: Option<NaiveDate>,
    pub last_prayed_ms: i64,
    /// The days on which it was prayed, as far as they are known.
    pub days: BTreeSet<NaiveDate>,
    pub notes: Vec<NoteEntry>,
    pub answer: Option<AnswerEntry>,
    pub taken_by: Option<String>,
    pub pinned: bool,
    /// The day on which the person wants to look at it again, until they did.
    pub follow_up: Option<NaiveDate>,
    /// Requests that it does not answer; an empty one: none at all.
    pub dismissed: Vec<String>,
}

/// Folds an item's events, oldest first, over what it was; events that were taken back do not count.
pub(super) fn fold<'a>(base: &'a Base<'_>, events: &'a [Event]) -> State<'a> {
    let item = base.item.as_ref();
    let mut state = State {
        item: Cow::Borrowed(item),
        region: item.region.as_deref().or(item.heading.as_deref()).map(Cow::Borrowed),
        kinds: base.item.kinds,
        visibility: base.visibility,
        archived: false,
        snoozed_until: None,
        times: 0,
        others: 0,
        before: 0,
        first_prayed: None,
        last_prayed: None,
        last_prayed_ms: 0,
        days: BTreeSet::new(),
        notes: Vec::new(),
        answer: None,
        taken_by: None,
        pinned: false,
        follow_up: None,
        dismissed: Vec::new(),
    };
    let mut written = Written::default();
    for event in events {
        written.gather(event);
        if !event.undone {
            step(&mut state, event);
        }
    }
    written.settle(&mut state, base);
    // a bulletin that another program wrote into an export may have no titles
    if state.item.title.is_empty() {
        state.item.to_mut().title = title_of(&state.item.text, base.language);
    }
    state
}

/// What a field of one value makes of an event: the latest counts.
fn step<'a>(state: &mut State<'a>, event: &'a Event) {
    match &event.what {
        What::Prayed => {
            state.times += 1;
            state.first_prayed.get_or_insert(event.day);
            state.last_prayed = Some(event.day);
            state.last_prayed_ms = clock_ms(event.clock);
            state.days.insert(event.day);
            state.follow_up = after_looking(state.follow_up, event.day);
        }
        // none were counted: some tables have a row for what was never prayed
        What::PrayedBefore { times: 0, .. } => {}
        // two machines that read the same list tell the same marks and notes; they count once
        What::PrayedBefore { times, first, last } => {
            let times = (*times).min(MOST_BEFORE);
            state.times += times.saturating_sub(state.before);
            state.before = state.before.max(times);
            state.first_prayed = state.first_prayed.into_iter().chain(first.or(*last)).min();
            state.last_prayed = state.last_prayed.into_iter().chain(last.or(*first)).max();
            state.days.extend(first.iter().chain(last));
            let noon = last.or(*first).and_then(|day| day.and_hms_opt(12, 0, 0));
            let told = noon.map_or(0, |noon| noon.and_utc().timestamp_millis());
            state.last_prayed_ms = state.last_prayed_ms.max(told);
        }
        What::Dismissed { request } => {
            let request = request.clone().map_or_else(String::new, |id| id.0);
            if !state.dismissed.contains(&request) {
                state.dismissed.push(request);
            }
        }
        What::Snoozed { until } => state.snoozed_until = *until,
        What::Edited { region, kinds, .. } => {
            if let Some(region) = region {
                state.region = Some(region.as_str()).filter(|name| !name.is_empty()).map(Cow::Borrowed);
            }
            state.kinds = kinds.unwrap_or(state.kinds);
        }
        What::Archived { archived } => state.archived = *archived,
        What::Pinned { pinned } => state.pinned = *pinned,
        What::FollowUp { day } => state.follow_up = *day,
        What::Answered(_) => state.follow_up = after_looking(state.follow_up, event.day),
        _ => {}
    }
}

/// What remains of a follow-up once the item was looked at on a day: one that is still to come.
pub(super) fn after_looking(follow_up: Option<NaiveDate>, day: NaiveDate) -> Option<NaiveDate> {
    follow_up.filter(|wanted| *wanted > day)
}

impl State<'_> {
    /// Whether it is a request that still waits.
    pub(super) fn open(&self) -> bool {
        let verdict = self.answer.as_ref().map(|answer| answer.verdict);
        self.kinds.request && !self.archived && verdict.is_none_or(Verdict::keeps_open)
    }

    /// Its turn in the rotation: never prayed first, the newest issue of those before the others; then
    /// the least recently prayed. Days before 1970 are negative days, prayers milliseconds after 1970,
    /// so one number orders both.
    pub(super) fn turn(&self, base: &Base<'_>) -> i64 {
        if self.times == 0 { issue_turn(base) } else { self.last_prayed_ms.max(1) }
    }
}

/// Newest issue first; below zero for every day of the common era.
pub(super) fn issue_turn(base: &Base<'_>) -> i64 {
    -day_number(base.issued.map_or(base.added_on, Issued::day))
}

/// Newest answer first.
pub(super) fn answer_turn(state: &State<'_>) -> i64 {
    state.answer.as_ref().map_or(0, |answer| -day_number(answer.day))
}

fn day_number(day: NaiveDate) -> i64 {
    i64::from(day.num_days_from_ce())
}

#[cfg(test)]
mod tests {
    use super::super::event::Over;
    use super::super::model::Beside;
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn base() -> Base<'static> {
        Base {
            item: Cow::Owned(Item { text: "Rain for the herders".into(), ..Item::default() }),
            place: None,
            publisher: None,
            issued: Some(Issued::On(day("2026-03-01"))),
            language: None,
            added_on: day("2026-03-02"),
            visibility: Visibility::Group,
            source: None,
            own: false,
        }
    }

    fn event(minute: i64, on: &str, what: What) -> Event {
        let (clock, day) = ((minute * 60_000) << 16, day(on));
        Event {
            id: uuid::Uuid::from_u128(clock as u128),
            device: 1,
            clock,
            day,
            what,
            over: Over::All,
            undone: false,
            turned: 0,
        }
    }

    /// An event that knew of those of these minutes.
    fn over(minute: i64, knew: &[i64], what: What) -> Event {
        let ids = knew.iter().map(|minute| event(*minute, "2026-03-03", What::Prayed).id).collect();
        Event { over: Over::These(ids), ..event(minute, "2026-03-03", what) }
    }

    fn answered(words: &str) -> What {
        let (verdict, day) = (Verdict::Answered, day("2026-03-03"));
        What::Answered(AnswerEntry { verdict, words: words.into(), day, praise: None })
    }

    fn texts(state: &State<'_>) -> Vec<String> {
        state.notes.iter().map(|note| note.text.clone()).collect()
    }

    #[test]
    fn a_note_that_two_rewrote_at_once_keeps_both_texts_until_one_is_taken_away() {
        let edit = |text: &str| What::NoteEdited { note: "n".into(), text: text.into() };
        let (base, noted) =
            (base(), over(1, &[], What::Noted { note: "n".into(), text: "first".into(), day: None }));
        let mut events = vec![noted, over(2, &[1], edit("of one")), over(3, &[1], edit("of the other"))];
        let state = fold(&base, &events);
        assert_eq!(texts(&state), ["of the other", "of one"]);
        assert_eq!(state.notes[1].beside, Some(Beside::Note));
        let (kept, beside) = (state.notes[1].id.clone(), state.notes[1].clone());
        assert_eq!(beside.id, kept);
        // who goes on with the note that they see does not take the other text away with it
        events.push(over(4, &[3], edit("of the other, and more")));
        assert_eq!(texts(&fold(&base, &events)), ["of the other, and more", "of one"]);
        events.push(over(5, &[], What::NoteEdited { note: kept, text: String::new() }));
        assert_eq!(texts(&fold(&base, &events)), ["of the other, and more"]);
    }

    #[test]
    fn two_wordings_and_two_answers_at_once_are_both_kept() {
        let edit = |text: &str| What::Edited { text: Some(text.into()), region: None, kinds: None };
        let events = [
            over(1, &[], edit("Rain in Moyale")),
            over(2, &[], edit("Rain for all")),
            over(3, &[], answered("It rained")),
            over(4, &[], answered("It poured")),
        ];
        let (base, state_of) = (base(), fold);
        let state = state_of(&base, &events);
        assert_eq!(state.item.text, "Rain for all");
        assert_eq!(state.answer.as_ref().unwrap().words, "It poured");
        assert_eq!(texts(&state), ["Rain in Moyale", "It rained"]);
        let kinds: Vec<_> = state.notes.iter().map(|note| note.beside).collect();
        assert_eq!(kinds, [Some(Beside::Text), Some(Beside::Answer)]);
    }

    #[test]
    fn of_two_flags_set_at_once_the_stricter_counts() {
        let flag = |visibility| What::Flagged { visibility };
        let events = [over(1, &[], flag(Visibility::Private)), over(2, &[], flag(Visibility::Public))];
        assert_eq!(fold(&base(), &events).visibility, Visibility::Private);
        let events = [over(1, &[], flag(Visibility::Private)), over(2, &[1], flag(Visibility::Public))];
        assert_eq!(fold(&base(), &events).visibility, Visibility::Public);
    }

    #[test]
    fn marks_of_others_are_counted_once_for_each() {
        let counted = |by: &str, times| What::Counted { by: by.into(), times };
        let events =
            [over(1, &[], counted("a", 3)), over(2, &[], counted("b", 2)), over(3, &[], counted("a", 4))];
        assert_eq!(fold(&base(), &events).others, 6);
    }

    #[test]
    fn marks_are_counted_with_their_first_and_last_day() {
        let (base, events) =
            (base(), [event(1, "2026-03-03", What::Prayed), event(2, "2026-03-05", What::Prayed)]);
        let state = fold(&base, &events);
        assert_eq!(state.times, 2);
        assert_eq!(
            (state.first_prayed, state.last_prayed),
            (Some(day("2026-03-03")), Some(day("2026-03-05")))
        );
    }

    #[test]
    fn whatever_was_counted_elsewhere_a_mark_is_one_more() {
        let told = What::PrayedBefore { times: u32::MAX, first: None, last: None };
        let events = [event(1, "2026-03-03", told), event(2, "2026-03-05", What::Prayed)];
        assert_eq!(fold(&base(), &events).times, MOST_BEFORE + 1);
    }

    #[test]
    fn no_marks_from_elsewhere_change_nothing() {
        let told = |times| {
            let (first, last) = (Some(day("2024-01-01")), Some(day("2025-01-01")));
            event(1, "2026-03-03", What::PrayedBefore { times, first, last })
        };
        let (base, none, some) = (base(), [told(0)], [told(2)]);
        assert_eq!(fold(&base, &none), fold(&base, &[]));
        assert_eq!(fold(&base, &some).times, 2);
    }

    #[test]
    fn a_follow_up_stands_until_the_item_is_looked_at_on_its_day_or_later() {
        let wanted = event(1, "2026-03-03", What::FollowUp { day: Some(day("2026-03-10")) });
        let folded = |then: Event| fold(&base(), &[wanted.clone(), then]).follow_up;
        assert_eq!(folded(event(2, "2026-03-09", What::Prayed)), Some(day("2026-03-10")));
        assert_eq!(folded(event(2, "2026-03-10", What::Prayed)), None);
        assert_eq!(folded(event(2, "2026-03-12", answered("It rained"))), None);
        let anew = What::FollowUp { day: Some(day("2026-04-01")) };
        assert_eq!(folded(event(2, "2026-03-12", anew)), Some(day("2026-04-01")));
        assert_eq!(folded(event(2, "2026-03-09", What::FollowUp { day: None })), None);
    }

    #[test]
    fn what_is_pinned_stays_so_until_it_is_said_otherwise() {
        let pin = |minute, pinned| event(minute, "2026-03-03", What::Pinned { pinned });
        assert!(fold(&base(), &[pin(1, true), event(2, "2026-03-04", What::Prayed)]).pinned);
        assert!(!fold(&base(), &[pin(1, true), pin(2, false)]).pinned);
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
            let base = Base { issued: Some(Issued::On(day(issued))), ..base() };
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
        let noted = event(1, "2026-03-03", What::Noted { note: "n".into(), text: "first".into(), day: None });
        let again = event(2, "2026-03-04", What::NoteEdited { note: "n".into(), text: "second".into() });
        let gone = event(3, "2026-03-05", What::NoteEdited { note: "n".into(), text: String::new() });
        let (base, events) = (base(), [noted, again, gone]);
        let state = fold(&base, &events[..2]);
        assert_eq!(state.notes[0].text, "second");
        assert!(state.notes[0].edited && state.notes[0].day == day("2026-03-03"));
        assert!(fold(&base, &events).notes.is_empty());
    }

    #[test]
    fn what_is_read_in_a_text_follows_its_new_wording() {
        let text = Some("Pray that rain would fall in Kenya.".to_owned());
        let edited = event(1, "2026-03-03", What::Edited { text, region: None, kinds: None });
        let mut base = base();
        base.item.to_mut().petitions = vec!["Rain for the herders".into()];
        base.item.to_mut().countries = vec!["ET".into()];
        let events = [edited];
        let (before, after) = (fold(&base, &[]).item, fold(&base, &events).item);
        assert_eq!(before.petitions, ["Rain for the herders"]);
        assert_eq!(before.countries, ["ET"]);
        assert_eq!(after.petitions, ["Pray that rain would fall in Kenya"]);
        assert_eq!(
            (after.title.as_str(), &after.countries),
            ("Rain would fall in Kenya", &vec!["KE".to_owned()])
        );
    }

    #[test]
    fn a_persons_wording_and_region_win() {
        let edit = |text: Option<&str>, region: Option<&str>| What::Edited {
            text: text.map(Into::into),
            region: region.map(Into::into),
            kinds: None,
        };
        let (base, moved) = (base(), event(1, "2026-03-03", edit(Some("Rain at last"), Some("Africa"))));
        let events = [moved, event(2, "2026-03-04", edit(None, Some("")))];
        assert_eq!(fold(&base, &events[..1]).region.as_deref(), Some("Africa"));
        let state = fold(&base, &events);
        assert_eq!((state.item.text.as_str(), state.region), ("Rain at last", None));
    }
}
