//! What the terminal knows: home below, other screens stacked above it, and which answers it still waits for.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::config::Config;
use crate::journal::{ItemDetail, ItemRow};
use crate::paths::Paths;

use super::msg::{Answer, Command, Errand, Query, Seen, Slot};
use super::screens::answering::Answering;
use super::screens::bulletins::Bulletins;
use super::screens::documents::Documents;
use super::screens::evenings::Evenings;
use super::screens::forgetting::Forgetting;
use super::screens::gather::Gather;
use super::screens::history::History;
use super::screens::home::Home;
use super::screens::importing::Importing;
use super::screens::inbox::Inbox;
use super::screens::item::Item;
use super::screens::links::Links;
use super::screens::locked::Lock;
use super::screens::looking_back::LookingBack;
use super::screens::map::WorldMap;
use super::screens::notes::Notes;
use super::screens::palette::Palette;
use super::screens::praises::Praises;
use super::screens::preview::Preview;
use super::screens::renaming::Renamed;
use super::screens::review::Review;
use super::screens::search::Search;
use super::screens::settings::Settings;
use super::screens::snooze::Snooze;
use super::screens::walk::Walking;
use super::screens::ways::Ways;
use super::screens::writing::Writing;

/// Everything on the screens.
#[derive(Debug, Default)]
pub struct State {
    /// The person's local day.
    pub today: NaiveDate,
    /// How many requests today's portion holds.
    pub portion: usize,

    /// The views that the person saved, with their filters.
    pub views: BTreeMap<String, String>,
    /// All that the person set.
    pub config: Config,
    /// Where files lie, if the person may be told.
    pub places: Option<Paths>,
    /// What stands before the screens.
    pub curtain: Curtain,
    /// The screen below all others.
    pub home: Home,
    /// The screens above it, the topmost last.
    pub above: Vec<Screen>,
    /// What was last done, or went wrong.
    pub status: Option<Status>,
    /// How wide the picture is, in columns.
    pub columns: u16,
    /// What the last frame could show.
    pub seen: Seen,
    /// Whether an act is on its way to the disk; keys wait until it is there.
    pub saving: bool,
    /// Whether the rows that keys would be about are on their way; keys wait for them.
    pub settling: bool,
    /// Who has the mouse.
    pub mouse: Mouse,
    /// Whether the person asked to leave.
    pub ended: bool,
    /// Whether the screens can be locked, and are.
    pub lock: Lock,
    questions: Questions,
}

/// A screen above home.
#[derive(Debug)]
#[allow(missing_docs, reason = "each is told where it is defined")]
pub enum Screen {
    Walk(Walking),
    Ways(Box<Ways>),
    Item(Item),
    Search(Box<Search>),
    Bulletins(Box<Bulletins>),
    Palette(Box<Palette>),
    History(Box<History>),
    Writing(Box<Writing>),
    Notes(Box<Notes>),
    Answering(Box<Answering>),
    Praises(Box<Praises>),
    Snooze(Box<Snooze>),
    Forgetting(Box<Forgetting>),
    Importing(Box<Importing>),
    Documents(Box<Documents>),
    Preview(Box<Preview>),
    Renamed(Box<Renamed>),
    Inbox(Box<Inbox>),
    Gather(Box<Gather>),
    Evenings(Box<Evenings>),
    LookingBack(Box<LookingBack>),
    Review(Box<Review>),
    Map(Box<WorldMap>),
    Settings(Settings),
    Links(Box<Links>),
}

/// A curtain before all screens: while it is drawn, nothing is shown until a key is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Curtain {
    /// All is seen.
    #[default]
    Open,
    /// Nothing is.
    Drawn,
}

/// Who has the mouse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mouse {
    /// kneel, to choose and to scroll.
    #[default]
    Ours,
    /// The terminal, to select text.
    LetGo,
}

/// A sentence above the footer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// The sentence.
    pub words: String,
    /// What it is about.
    pub tone: Tone,
}

/// What a status is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something was done that can be undone.
    Done,
    /// Something was undone that can be done again.
    Undone,
    /// Something to know.
    Plain,
    /// Something went wrong.
    Trouble,
}

impl State {
    /// The state before anything was asked.
    pub fn new(today: NaiveDate, portion: usize) -> Self {
        State { today, portion, ..State::default() }
    }

    /// Takes what the person set.
    pub fn set(&mut self, config: Config) {
        self.portion = config.portion;
        self.views.clone_from(&config.views);
        self.config = config;
    }

    /// A question to the journal, numbered, so that only the newest answer in its place is taken.
    pub fn ask(&mut self, query: Query) -> Command {
        let generation = self.questions.ask(query.slot());
        Command::Ask { generation, query }
    }

    /// A question that nobody waits for: keys and pictures come before its answer.
    pub fn ask_beside(&mut self, query: Query) -> Command {
        let slot = query.slot();
        let asked = self.ask(query);
        if let Some(waits) = self.questions.waits.get_mut(slot as usize) {
            *waits = false;
        }
        asked
    }

    /// An errand to the reader of documents, numbered as questions are.
    pub fn send(&mut self, errand: Errand) -> Command {
        let generation = self.questions.ask(errand.slot());
        Command::Read { generation, errand }
    }

    /// Lets an answer that is still to come be known as late.
    pub fn call_off(&mut self, slot: Slot) {
        let generation = self.questions.ask(slot);
        self.takes(generation, slot);
    }

    /// Whether an answer is the newest in its place; if so, it is no longer waited for.
    pub fn takes(&mut self, generation: u64, slot: Slot) -> bool {
        let taken = self.questions.takes(generation, slot);
        self.settling &= self.is_picture_waiting();
        taken
    }

    /// Whether answers or an act are still to come.
    #[cfg(test)]
    pub fn is_waiting(&self) -> bool {
        self.saving || self.questions.waits.iter().any(|waits| *waits)
    }

    /// Whether something is still to come that the next picture should show. The story of an item is worked out at
    /// leisure, and comes into the picture when it is there.
    pub fn is_picture_waiting(&self) -> bool {
        self.saving || self.questions.is_waited_for_but(Slot::Story)
    }

    /// The item that acts are about: under the cursor, or before the eyes.
    pub fn subject(&self) -> Option<&ItemRow> {
        match self.above.iter().rev().find(|screen| !screen.is_form()) {
            // of a list that nobody sees none is meant
            None if self.home.is_side_alone(self.columns) => None,
            None => self.home.list.row(),
            Some(Screen::Walk(walk)) => walk.known().map(|known| &known.detail.row),
            Some(Screen::Item(item)) => item.known.as_ref().map(|known| &known.detail.row),
            Some(_) => None,
        }
    }

    /// The subject with its text, where it has been read already.
    pub fn subject_detail(&self) -> Option<&ItemDetail> {
        let id = &self.subject()?.id;
        let known = match self.above.iter().rev().find(|screen| !screen.is_form()) {
            None => self.home.known.as_ref(),
            Some(Screen::Walk(walk)) => walk.known(),
            Some(Screen::Item(item)) => item.known.as_ref(),
            Some(_) => None,
        };
        known.map(|known| &known.detail).filter(|detail| detail.row.id == *id)
    }

    /// Says something above the footer.
    pub fn say(&mut self, tone: Tone, words: impl Into<String>) {
        self.status = Some(Status { words: words.into(), tone });
    }

    /// Asks again for everything that the screens show.
    pub fn refresh(&mut self) -> Vec<Command> {
        let mut commands = Home::refresh(self);
        let mut queries = Vec::new();
        for screen in &self.above {
            match screen {
                Screen::Walk(walk) => queries.extend(walk.queries(self.today, self.portion)),
                Screen::Ways(_) => queries.push(Query::Ways { today: self.today, size: self.portion }),
                Screen::Item(item) => {
                    queries.push(Query::Detail(item.id.clone()));
                    queries.push(Query::Timeline(item.id.clone()));
                    queries.push(Query::Story(item.id.clone()));
                }
                Screen::Search(search) => queries.push(search.query(self.today)),
                Screen::Praises(praises) => queries.push(praises.query(self.today)),
                Screen::Bulletins(bulletins) => queries.extend(bulletins.queries()),
                Screen::Inbox(inbox) => queries.push(inbox.query()),
                Screen::Review(review) => queries.extend(review.here().map(Query::Entry)),
                Screen::Evenings(_) => queries.push(Query::Evenings),
                Screen::Map(map) => queries.push(map.query(self.today)),
                Screen::History(history) => queries.extend(history.queries()),
                Screen::LookingBack(_) => queries.push(LookingBack::query(self)),
                _ => {}
            }
        }
        for query in queries {
            commands.push(self.ask(query));
        }
        commands
    }

    /// Hands an answer to the topmost screen that shows such things.
    pub fn deliver(&mut self, answer: Answer) -> Vec<Command> {
        let slot = answer.slot();
        if let Answer::Learned(lines) = answer {
            if let (Some(status), false) = (&mut self.status, lines.is_empty()) {
                status.words = format!("{}; {}", status.words, lines.join("; "));
            }
            return Vec::new();
        }
        if let Answer::Renamed(questions) = answer {
            // Who has begun something else by now is not interrupted.
            if matches!(self.above.last(), None | Some(Screen::Documents(_))) {
                Renamed::ask(self, questions);
            }
            return Vec::new();
        }
        let place = self.above.iter().rposition(|screen| screen.shows(slot));
        match place.and_then(|at| self.above.get_mut(at)) {
            None => Home::deliver(self, answer),
            Some(Screen::Walk(_)) => Walking::deliver(self, answer),
            Some(Screen::Ways(_)) => Ways::deliver(self, answer),
            Some(Screen::Item(item)) => {
                item.deliver(answer);
                Vec::new()
            }
            Some(Screen::Search(_)) => Search::deliver(self, answer),
            Some(Screen::Praises(praises)) => {
                praises.deliver(answer);
                Vec::new()
            }
            Some(Screen::Bulletins(_)) => Bulletins::deliver(self, answer),
            Some(Screen::Writing(writing)) => {
                writing.deliver(answer);
                Vec::new()
            }
            Some(Screen::Answering(form)) => {
                form.deliver(answer);
                Vec::new()
            }
            Some(Screen::Inbox(_)) => Inbox::deliver(self, answer),
            Some(Screen::Review(_)) => Review::deliver(self, answer),
            Some(Screen::Evenings(evenings)) => {
                evenings.deliver(answer);
                Vec::new()
            }
            Some(Screen::Map(_)) => WorldMap::deliver(self, answer),
            Some(Screen::History(_)) => History::deliver(self, answer),
            Some(Screen::LookingBack(screen)) => {
                screen.deliver(answer);
                Vec::new()
            }
            Some(Screen::Forgetting(form)) => {
                form.deliver(answer);
                Vec::new()
            }
            Some(Screen::Importing(_)) => Importing::deliver(self, answer),
            Some(Screen::Documents(_)) => Documents::deliver(self, answer),
            Some(Screen::Preview(_)) => {
                Preview::deliver(self, answer);
                Vec::new()
            }
            Some(_) => Vec::new(),
        }
    }
}

impl Screen {
    /// Whether it is a form over another screen, about that screen's item.
    pub fn is_form(&self) -> bool {
        matches!(
            self,
            Screen::Writing(_)
                | Screen::Answering(_)
                | Screen::Notes(_)
                | Screen::Praises(_)
                | Screen::Snooze(_)
                | Screen::Forgetting(_)
                | Screen::Importing(_)
                | Screen::Documents(_)
                | Screen::Preview(_)
                | Screen::Renamed(_)
                | Screen::Gather(_)
                | Screen::Evenings(_)
                | Screen::Palette(_)
                | Screen::Ways(_)
                | Screen::Links(_)
                | Screen::Settings(_)
        )
    }

    /// Whether leaving it by the way would end or lose what is done on it.
    pub fn is_to_be_finished(&self) -> bool {
        matches!(self, Screen::Preview(_) | Screen::Documents(_) | Screen::Review(_))
    }

    /// The evening, where it is one.
    pub fn review(&self) -> Option<&Review> {
        match self {
            Screen::Review(review) => Some(review),
            _ => None,
        }
    }

    fn shows(&self, slot: Slot) -> bool {
        match self {
            Screen::Walk(_) => {
                matches!(slot, Slot::Detail | Slot::Walk | Slot::Story | Slot::Scripture | Slot::WalkEnd)
            }
            Screen::Ways(_) => slot == Slot::Ways,
            Screen::Item(_) => matches!(slot, Slot::Detail | Slot::Timeline | Slot::Story),
            Screen::Search(_) => matches!(slot, Slot::Search | Slot::Detail),
            Screen::Bulletins(_) => matches!(slot, Slot::Bulletins | Slot::Bulletin),
            Screen::Inbox(_) => slot == Slot::Inbox,
            Screen::Praises(_) => slot == Slot::Praises,
            Screen::Review(_) => matches!(slot, Slot::Review | Slot::Entry),
            Screen::Evenings(_) => slot == Slot::Evenings,
            Screen::Map(_) => slot == Slot::Map,
            Screen::History(_) => matches!(slot, Slot::Past | Slot::Touched),
            Screen::LookingBack(_) => slot == Slot::LookingBack,
            Screen::Writing(_) => slot == Slot::Kept,
            Screen::Answering(_) => matches!(slot, Slot::Verdict | Slot::Kept),
            Screen::Forgetting(_) => slot == Slot::Loss,
            Screen::Importing(_) => slot == Slot::Look,
            Screen::Documents(_) => matches!(slot, Slot::Look | Slot::Documents),
            Screen::Preview(_) => matches!(slot, Slot::Kept | Slot::Plan),
            _ => false,
        }
    }
}

/// Counts questions, so that a late answer is known as late.
#[derive(Debug, Default)]
struct Questions {
    last: u64,
    newest: [u64; Slot::COUNT],
    waits: [bool; Slot::COUNT],
}

impl Questions {
    fn ask(&mut self, slot: Slot) -> u64 {
        self.last += 1;
        if let (Some(newest), Some(waits)) =
            (self.newest.get_mut(slot as usize), self.waits.get_mut(slot as usize))
        {
            *newest = self.last;
            *waits = true;
        }
        self.last
    }

    fn takes(&mut self, generation: u64, slot: Slot) -> bool {
        let current = self.newest.get(slot as usize) == Some(&generation);
        if let Some(waits) = self.waits.get_mut(slot as usize).filter(|_| current) {
            *waits = false;
        }
        current
    }

    fn is_waited_for_but(&self, slot: Slot) -> bool {
        self.waits.iter().enumerate().any(|(at, waits)| *waits && at != slot as usize)
    }
}
