//! The thread that owns the journal. It answers questions, does acts, and notices when another program wrote.

mod copying;
mod countries;
mod forgetting;
mod lock;
mod looking_back;
mod past;
pub mod reader;
mod searching;
pub mod settings;
mod walks;
mod words;

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use chrono::NaiveDate;

use crate::bulletin::Issued;
use crate::clock::Clock;
use crate::group::HeldBack;
use crate::group::review::{self, Review};
use crate::journal::{
    ActId, AnswerEntry, Error, EveningRow, FEW_PRAISES, Filter, Is, ItemId, ItemRow, Journal, Overview, Step,
};
use crate::profiles;
use crate::regions::{self, Question};

use super::effects::paths;
use super::msg::{Answer, Asked, Command, Heard, Known, Matter, Msg, Query, Remembered, Turn};
use super::opened::Tally;
use super::screens::bulletins::Bulletins;
use super::screens::evenings::Evenings;
use super::screens::praises::Praises;
use copying::Copying;
use lock::Locked;
use reader::Reader;
use settings::Settings;
use words::Words;

/// So long nobody has asked for anything, and a story is worked out.
const PAUSE: Duration = Duration::from_millis(250);

/// How often the journal is asked whether another program wrote.
const LOOK: Duration = Duration::from_secs(1);

/// How often where nobody has been there for a while: whoever comes back finds what was written all the same, since it is
/// asked before their first key is carried out.
const SELDOM: Duration = Duration::from_secs(15);

/// The journal with the clock its acts are dated by, and somebody who reads documents.
pub struct Desk {
    journal: Journal,
    clock: Clock,
    /// Who reads documents; for the screens themselves, on another thread.
    reader: Reader,
    /// While the journal is closed.
    locked: Option<Locked>,
    settings: Settings,
    copying: Copying,
    words: Words,
}

impl Desk {
    /// A desk with a journal on it. `profiles`: where publishers' profiles lie, if any are used.
    pub fn new(journal: Journal, clock: Clock, profiles: Option<PathBuf>) -> Self {
        let (reader, settings, copying) = (Reader::new(profiles), Settings::default(), Copying::default());
        Desk { journal, clock, reader, locked: None, settings, copying, words: Words::default() }
    }

    /// The journal, to see what is in it.
    #[cfg(test)]
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// The journal, to write to it as another program would.
    #[cfg(test)]
    pub fn journal_mut(&mut self) -> &mut Journal {
        &mut self.journal
    }

    /// Carries out a command that is about the journal; what comes of it goes to `tell`.
    pub fn carry_out(&mut self, command: Command, tell: &mut dyn FnMut(Msg)) {
        let now = self.clock.now();
        let Some(command) = self.unless_locked(command, tell) else { return };
        match command {
            Command::Read { generation, errand } => self.reader.run(generation, &errand, tell),
            Command::Ask { generation, query } => {
                let slot = query.slot();
                tell(match self.answer(query) {
                    Ok(answer) => Msg::Answered { generation, answer },
                    Err(error) => Msg::Unanswered { generation, slot, sentence: error.to_string() },
                });
            }
            Command::Act { changes, after } => tell(match self.journal.act(now, &changes) {
                Ok(receipt) => Msg::Acted { what: receipt.what, added: !receipt.added.is_empty(), after },
                Err(error) => Msg::Failed(error.to_string()),
            }),
            Command::Turn(turn) => {
                let turned = match turn {
                    Turn::Undo => self.journal.undo(now),
                    Turn::Redo => self.journal.redo(now),
                };
                tell(match turned {
                    Ok(turned) => Msg::Turned { turn, what: turned.map(|turned| turned.what) },
                    Err(error) => Msg::Failed(error.to_string()),
                });
            }
            Command::TurnOne { act, turn, sure } => {
                let turned = past::turn_one(&mut self.journal, now, act, turn, sure);
                tell(turned.unwrap_or_else(|error| Msg::Failed(error.to_string())));
            }
            Command::Forget { item, from_copies } => {
                let forgotten = forgetting::forget(&mut self.journal, now, item, from_copies);
                tell(forgotten.unwrap_or_else(|error| Msg::Failed(error.to_string())));
            }
            Command::Place { walk, left } => {
                if let Err(error) = self.journal.keep_walk(now, &walk, left) {
                    tell(Msg::Trouble(error.to_string()));
                }
            }
            Command::Keep { key, body } => {
                if let Err(error) = self.journal.keep(&key, body.as_deref()) {
                    tell(Msg::Trouble(error.to_string()));
                }
            }
            Command::Import { act, documents } => {
                let act = act.unwrap_or_else(|| ActId::new(now));
                self.copy_before(act, &documents, tell);
                tell(match self.journal.import(now, act, &documents) {
                    Ok(plans) => {
                        let mut tally = Tally::default();
                        tally.add(&documents, &plans);
                        // what cannot be looked at now is looked at when the inbox is opened
                        tally.answers = self.journal.look_at_few(FEW_PRAISES).ok().flatten().unwrap_or(0);
                        Msg::Imported { act, tally }
                    }
                    Err(error) => Msg::Failed(error.to_string()),
                });
            }
            Command::Settle { question, verdict } => {
                if let Some(folder) = self.reader.folder() {
                    let Question { publisher, renaming } = question;
                    let names = (renaming.older.as_str(), renaming.newer.as_str());
                    let settled = regions::settle(&mut self.journal, now, folder, &publisher, names, verdict);
                    tell(match settled {
                        Ok(settled) => {
                            Msg::Settled { told: settled.told(&publisher), moved: settled.moved > 0 }
                        }
                        Err(error) => Msg::Failed(error.to_string()),
                    });
                }
            }
            Command::Complete(typed) => {
                let paths = paths::completions(&typed);
                tell(Msg::Completed { typed, paths });
            }
            Command::Reload => self.reload(tell),
            Command::Set(edits) => self.set(&edits, tell),
            Command::Lock
            | Command::Unlock(_)
            | Command::Edit(_)
            | Command::Copy(_)
            | Command::Browse(_)
            | Command::Mouse(_)
            | Command::Suspend
            | Command::Quit => {}
        }
    }

    /// Asks whether another program wrote.
    fn look_for_others(&mut self, tell: &mut dyn FnMut(Msg)) {
        if self.locked.is_none() && self.journal.changed_elsewhere().unwrap_or(false) {
            tell(Msg::Elsewhere);
        }
    }

    /// Carries out what nobody waits for. Gives it back where somebody asked for something else before it was done.
    fn at_leisure(
        &mut self,
        command: Command,
        asked: &mut dyn FnMut() -> bool,
        tell: &mut dyn FnMut(Msg),
    ) -> Option<Command> {
        let Command::Ask { generation, query } = command else {
            self.carry_out(command, tell);
            return None;
        };
        let query = match query {
            Query::Inbox { praise, at, look: true } if self.locked.is_none() => {
                let looked = self.journal.look_until(asked);
                // what went wrong is said by the answer, and what was not looked at stays so
                let look = looked.is_ok_and(|looked| looked.now == 0 && looked.left > 0);
                let query = Query::Inbox { praise, at, look };
                if look {
                    return Some(Command::Ask { generation, query });
                }
                query
            }
            Query::Story(id) if self.locked.is_none() => {
                match self.journal.story_until(&id, asked) {
                    Ok(None) => return Some(Command::Ask { generation, query: Query::Story(id) }),
                    Ok(Some(story)) => {
                        tell(Msg::Answered { generation, answer: Answer::Story(story) });
                        return None;
                    }
                    // what went wrong is said by the answer
                    Err(_) => Query::Story(id),
                }
            }
            Query::Search { words, step, today } if self.locked.is_none() => {
                match searching::search(&self.journal, &words, step, today, asked) {
                    Ok(Some(answer)) => {
                        tell(Msg::Answered { generation, answer });
                        return None;
                    }
                    Ok(None) => {
                        let query = Query::Search { words, step, today };
                        return Some(Command::Ask { generation, query });
                    }
                    Err(_) => Query::Search { words, step, today },
                }
            }
            query => query,
        };
        self.carry_out(Command::Ask { generation, query }, tell);
        None
    }

    /// Answers a question.
    fn answer(&mut self, query: Query) -> Result<Answer, Error> {
        let journal = &self.journal;
        Ok(match query {
            Query::Overview { today, portion } => Answer::Overview {
                overview: journal.overview(today)?,
                portion: journal.portion(today, portion)?,
            },
            Query::Page { scope, anchor, limit } => {
                Answer::Page { anchor, page: journal.page(&scope, anchor, limit)? }
            }
            Query::Detail(id) => Answer::Detail(known(journal, &id)?.map(Box::new)),
            Query::Timeline(id) => Answer::Timeline(journal.timeline(&id)?),
            Query::Story(id) => Answer::Story(journal.story(&id)?),
            Query::Search { words, step, today } => {
                self.words.of_books();
                let never = &mut || false;
                let answer = searching::search(journal, &words, step, today, never)?;
                answer.unwrap_or_else(|| Answer::Search(Ok(Box::default())))
            }
            Query::Views { views, today } => searching::views(journal, &views, today)?,
            Query::Praises { words, today } => Answer::Praises(praises(journal, &words, today)?),
            Query::Walk { through, today, size } => walks::begin(journal, &through, today, size)?,
            Query::WalkEnd { through, items, today, size } => {
                walks::end(journal, &through, &items, today, size)?
            }
            Query::Scripture(id) => Answer::Scripture(journal.scripture(&id)?),
            Query::Ways { today, size } => walks::ways(journal, today, size)?,
            Query::Verdict(id) => Answer::Verdict(told_before(journal, &id)?.map(Box::new)),
            Query::Kept(key) => Answer::Kept(journal.kept(&key)?),
            Query::Inbox { praise, at, look } => {
                if look {
                    self.journal.look_for_answers()?;
                }
                inbox(&mut self.journal, praise.as_ref(), at)?
            }
            Query::Review { matter, today } => Answer::Review(review(journal, &matter, today)?.map(Box::new)),
            Query::Entry(id) => Answer::Entry(remembered(journal, &id)?.map(Box::new)),
            Query::Map { today, country } => countries::answer(journal, today, country)?,
            Query::Past { anchor, limit } => {
                let offset = *self.clock.now().local().offset();
                Answer::Past { anchor, past: journal.past(anchor, limit)?, offset }
            }
            Query::Touched(act) => Answer::Touched { act, touched: journal.touched(act)? },
            Query::Evenings => Answer::Evenings(journal.evenings(Evenings::MOST)?),
            Query::LookingBack(period) => looking_back::answer(journal, period)?,
            Query::Bulletins(before) => Answer::Bulletins(journal.bulletin_page(before, Bulletins::ROWS)?),
            Query::Bulletin(id) => Answer::Bulletin(journal.bulletin(&id)?.map(Box::new)),
            Query::Renamed(new) => {
                let profiles = self.reader.folder().map(|folder| profiles::load(folder).0);
                let raised = profiles.map(|profiles| regions::raised(journal, &profiles, &new));
                Answer::Renamed(raised.transpose()?.unwrap_or_default())
            }
            Query::Plan(document) => Answer::Plan(journal.plan(&document)?),
            Query::Loss(item) => forgetting::loss(journal, self.clock.now(), &item)?,
        })
    }
}

/// An item with all that a reader shows of it.
fn known(journal: &Journal, id: &ItemId) -> Result<Option<Known>, Error> {
    let Some(detail) = journal.detail(id)? else { return Ok(None) };
    let praise = match detail.answer.as_ref().and_then(|answer| answer.praise.as_ref()) {
        Some(praise) => journal.detail(praise)?.map(|praise| praise.text),
        None => None,
    };
    let told = match journal.praises_for(id)?.first() {
        Some(praise) => journal.row(praise)?.map(|praise| praise.title),
        None => None,
    };
    Ok(Some(Known { short: journal.short_id(id)?, detail, praise, told }))
}

/// The answer that stands for a request, and the title of the praise that it names.
fn told_before(journal: &Journal, id: &ItemId) -> Result<Option<(AnswerEntry, Option<String>)>, Error> {
    let Some(answer) = journal.detail(id)?.and_then(|detail| detail.answer) else { return Ok(None) };
    let praise = answer.praise.as_ref().map(|praise| journal.row(praise)).transpose()?.flatten();
    Ok(Some((answer, praise.map(|praise| praise.title))))
}

/// More praises than anybody goes through in one evening: those that were decided upon make room for others.
const MOST_WAITING: usize = Overview::MANY as usize + 1;

/// A praise that waits; the one in a place where the one that is asked for waits no longer.
fn inbox(journal: &mut Journal, praise: Option<&ItemId>, at: usize) -> Result<Answer, Error> {
    let waiting = journal.line_of_waiting(MOST_WAITING)?;
    // how many they are is told where none waits
    let left = journal.praises_unlooked(if waiting.is_empty() { MOST_TOLD } else { 1 })?;
    let there = praise.and_then(|praise| waiting.iter().position(|other| other == praise));
    let at = there.unwrap_or(at).min(waiting.len().saturating_sub(1));
    let suggestion = waiting.get(at).map(|id| journal.suggestion(id)).transpose()?.flatten();
    let heard = match suggestion {
        None => None,
        Some(suggestion) => {
            let mut asked = Vec::new();
            let requests = suggestion.candidates.iter().map(|proposal| &proposal.request);
            let marks = journal.common_words(&suggestion.item, requests)?;
            for (proposal, marks) in suggestion.candidates.iter().zip(marks) {
                if let Some(known) = known(journal, &proposal.request)? {
                    asked.push(Asked { proposal: proposal.clone(), known, marks });
                }
            }
            let from = journal
                .detail(&suggestion.item)?
                .and_then(|detail| detail.bulletin.and_then(|place| place.title).or(detail.row.publisher));
            Some(Box::new(Heard { suggestion, from, asked }))
        }
    };
    Ok(Answer::Inbox { heard, at, waiting: waiting.len(), left })
}

/// So many praises that nobody looked at yet are counted.
const MOST_TOLD: u64 = 100_000;

/// The list of an evening. Those opened again show their items as they are now.
fn review(
    journal: &Journal,
    matter: &Matter,
    today: NaiveDate,
) -> Result<Option<(Review, Option<EveningRow>)>, Error> {
    match matter {
        Matter::Period { about, since } => {
            let since = since.first_day(journal, about.view.as_deref(), today)?;
            Ok(Some((review::review(journal, about, since, today)?, None)))
        }
        Matter::Evening(id) => {
            let Some(was) = journal.evenings(Evenings::MOST)?.into_iter().find(|row| row.id == *id) else {
                return Ok(None);
            };
            Ok(Some((review::reopen(journal, &was)?, Some(was))))
        }
    }
}

/// A request of an evening, unless it is private.
fn remembered(journal: &Journal, id: &ItemId) -> Result<Option<Remembered>, Error> {
    let Some(entry) = review::entry(journal, id, &mut HeldBack::default())? else { return Ok(None) };
    let Some(detail) = journal.detail(id)? else { return Ok(None) };
    Ok(Some(Remembered { row: detail.row, entry, answer: detail.answer }))
}

/// In so many steps what few praises have is found among a million items; who types on finds it sooner.
const STEPS: usize = 8;

/// The newest praises with some words, each the beginning of a word.
fn praises(journal: &Journal, words: &str, today: NaiveDate) -> Result<Vec<ItemRow>, Error> {
    let words = words.split_whitespace().map(str::to_owned).collect();
    let filter = Filter { is: vec![Is::Praise], words, ..Filter::default() };
    let (mut rows, mut next) = (Vec::new(), Some(Step::default()));
    for _ in 0..STEPS {
        let Some(step) = next.filter(|step| !step.near && rows.len() < Praises::MOST) else { break };
        let searched = journal.search(&filter, step, Praises::MOST - rows.len(), today)?;
        rows.extend(searched.rows);
        next = searched.rest;
    }
    rows.sort_by_key(|row| (std::cmp::Reverse(row.issued.map(Issued::day)), row.key.row));
    Ok(rows)
}

/// Works until nobody asks any more. Acts are never skipped; of questions to one place, and of texts kept under one
/// name, only the last one that waits is worked off.
///
/// What takes longer than all else in a large journal, and what nobody acts on, waits until nobody asks for more: stories,
/// and what praises may answer that nobody looked at yet.
pub fn work(mut desk: Desk, commands: &Receiver<Command>, tell: &mut dyn FnMut(Msg)) {
    let mut at_leisure: Vec<Command> = Vec::new();
    let mut came: Option<Command> = None;
    loop {
        // what waits for the shortest time goes first
        let pauses = at_leisure.iter().enumerate().map(|(at, command)| (pause(command).unwrap_or(PAUSE), at));
        let nothing = if desk.copying.is_long_quiet() { SELDOM } else { LOOK };
        let (waits, first) = pauses.min().unwrap_or((nothing, 0));
        let next = came.take().map_or_else(|| commands.recv_timeout(waits), Ok);
        match next {
            Ok(command) => {
                if waits == SELDOM {
                    desk.look_for_others(tell);
                }
                desk.copying.is_asked();
                let mut waiting = vec![command];
                waiting.extend(commands.try_iter());
                for command in without_stale(waiting) {
                    at_leisure.retain(|waiting| !is_stale(waiting, &command));
                    if pause(&command).is_some() {
                        at_leisure.push(command);
                    } else {
                        desk.carry_out(command, tell);
                    }
                }
            }
            Err(RecvTimeoutError::Timeout) if !at_leisure.is_empty() => {
                let command = at_leisure.remove(first);
                let mut asked = || {
                    came = came.take().or_else(|| commands.try_recv().ok());
                    came.is_some()
                };
                if let Some(command) = desk.at_leisure(command, &mut asked, tell) {
                    at_leisure.push(command);
                }
            }
            Err(RecvTimeoutError::Timeout) => {
                desk.look_for_others(tell);
                desk.copy_when_quiet(tell);
            }
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

/// How long nobody must have asked for anything else before a command is carried out; `None`: it does not wait.
fn pause(command: &Command) -> Option<Duration> {
    match command {
        Command::Ask { query: Query::Story(_) | Query::Inbox { look: true, .. }, .. } => Some(PAUSE),
        Command::Ask { query: Query::Views { .. }, .. } => Some(Duration::ZERO),
        Command::Ask { query, .. } if searching::goes_on(query) => Some(Duration::ZERO),
        _ => None,
    }
}

/// Whether a newer command makes one needless that waits.
fn is_stale(waiting: &Command, newer: &Command) -> bool {
    match (waiting, newer) {
        (Command::Ask { query, .. }, Command::Ask { query: newer, .. }) => query.slot() == newer.slot(),
        (Command::Keep { key, .. }, Command::Keep { key: newer, .. }) => key == newer,
        (Command::Place { left: false, .. }, Command::Place { .. }) => true,
        _ => false,
    }
}

fn without_stale(mut waiting: Vec<Command>) -> Vec<Command> {
    let mut at = 0;
    while let Some(command) = waiting.get(at) {
        // a text that is asked for is kept before it is told, however soon another follows
        let asked = |later: &&Command| matches!((command, *later), (Command::Keep { key, .. }, Command::Ask { query: Query::Kept(of), .. }) if key == of);
        let later = waiting.iter().skip(at + 1).take_while(|later| !asked(later));
        let stale = later.into_iter().any(|later| is_stale(command, later));
        if stale {
            waiting.remove(at);
        } else {
            at += 1;
        }
    }
    waiting
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::ItemId;
    use crate::tui::msg::After;

    #[test]
    fn stale_questions_are_skipped_and_acts_never() {
        let ask = |generation, id: &str| Command::Ask { generation, query: Query::Detail(ItemId(id.into())) };
        let keep = |body: &str| Command::Keep { key: "draft:a".into(), body: Some(body.into()) };
        let act = || Command::Act { changes: Vec::new(), after: After::Stay };
        let waiting = vec![ask(1, "a"), keep("b"), act(), ask(2, "b"), act(), keep("bo"), ask(3, "c")];
        assert_eq!(without_stale(waiting), [act(), act(), keep("bo"), ask(3, "c")]);
    }
}
