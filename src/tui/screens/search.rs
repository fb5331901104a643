//! Search as one types: what the screen knows and does; `search_view.rs` draws it.

use chrono::NaiveDate;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::config::Edit;
use crate::journal::{ItemRow, Scope, Searched, Step, VerseRow, last_part};
use crate::text::Needle;
use crate::tui::field::Field;
use crate::tui::keymap::{Action, Section};
use crate::tui::msg::{Answer, Command, Known, Query, Seen};
use crate::tui::screens::item::Item;
use crate::tui::state::{Screen, State, Tone};
use crate::tui::widgets::scroll;

#[path = "search_view.rs"]
mod view;

/// So many steps are gone by themselves; who wants to look further back says more.
const STEPS: usize = 24;

/// What a step of a search found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Hits {
    /// The step.
    pub step: Step,
    /// Items, the last to come in first.
    pub searched: Searched,
    /// Verses before bulletins.
    pub verses: Vec<VerseRow>,
    /// What the part that is being typed may go on with.
    pub offers: Vec<String>,
    /// What is wrong with it; what stands before it was searched for.
    pub complaint: Option<String>,
}

/// A view that is given a name.
#[derive(Debug)]
pub struct Naming {
    /// The name as it is typed.
    pub field: Field,
    /// The view that holds these very words: another name renames it, none takes it off.
    pub is: Option<String>,
    /// The view that these words were made from.
    pub from: Option<String>,
}

/// What the screen knows.
#[derive(Debug, Default)]
pub struct Search {
    /// What is typed.
    pub field: Field,
    /// What was found.
    pub found: Searched,
    /// Verses that were found; they stand below the items.
    pub verses: Vec<VerseRow>,
    /// What the part that is being typed may go on with.
    pub offers: Vec<String>,
    /// Why nothing could be searched for what is typed now.
    pub complaint: Option<String>,
    /// The row under the cursor, verses counted behind items.
    pub cursor: usize,
    /// The item under the cursor.
    pub known: Option<Known>,
    /// Whether the journal has answered at all.
    pub told: bool,
    /// The name that is being given to this search as a view.
    pub naming: Option<Naming>,
    /// What was changed of views here, as what would take it back, the last at the end.
    pub changed: Vec<Vec<Edit>>,
    /// Whether what is on its way into the settings takes a change back.
    pub taking_back: bool,
    /// The view whose words it began with.
    pub from: Option<String>,
    /// What stands for a bulletin in the words, since a verse led there, and what people call it.
    issue: Option<(String, String)>,
    /// The words that what was found is for.
    found_for: String,
    /// Steps that were gone.
    steps: usize,
    /// What was typed before an offer was taken, which was, and what else was offered.
    taken: Option<(String, usize, Vec<String>)>,
}

impl Search {
    /// At most so many are shown: who needs more narrows the words.
    pub const MOST: usize = 200;

    /// Opens the screen; on the list of a view, with its words.
    pub fn open(state: &mut State) -> Vec<Command> {
        let mut search = Search::default();
        if let Scope::View(view) = &state.home.scope
            && let Some(filter) = state.views.get(&view.name)
        {
            search.field = Field::new(&format!("{filter} "));
            search.from = Some(view.name.clone());
        }
        // also where nothing is typed yet: what has to be read for a search is read before the first letter
        let query = search.query(state.today);
        state.above.push(Screen::Search(Box::new(search)));
        vec![state.ask(query)]
    }

    /// The question for what is typed now.
    pub fn query(&self, today: NaiveDate) -> Query {
        Query::Search { words: self.field.text(), step: Step::default(), today }
    }

    /// The sections of the keymap that hold now.
    pub fn sections(&self) -> &'static [Section] {
        if self.naming.is_some() { &[Section::Naming] } else { &[Section::Searching] }
    }

    /// The actions that the footer names.
    pub fn foremost(&self) -> &'static [Action] {
        use Action as A;
        match self.naming {
            Some(_) => &[A::Save, A::Back, A::Help],
            None if !self.offers.is_empty() => &[A::Complete, A::Open, A::Save, A::Back, A::Help],
            None => &[A::Open, A::Save, A::Back, A::Help],
        }
    }

    /// Whether an action does something here now.
    pub fn is_of_use(&self, action: Action) -> bool {
        match (&self.naming, action) {
            (Some(Naming { field, is, .. }), Action::Save) => !field.text().trim().is_empty() || is.is_some(),
            (None, Action::Save) => !self.is_empty() && self.complaint.is_none(),
            (None, Action::Open) => self.count() > 0,
            (None, Action::Complete) => !self.offers.is_empty(),
            _ => true,
        }
    }

    fn is_empty(&self) -> bool {
        self.field.text().trim().is_empty()
    }

    /// How many rows there are, of items and of verses.
    pub fn count(&self) -> usize {
        self.found.rows.len() + self.verses.len()
    }

    /// The item under the cursor.
    pub fn row(&self) -> Option<&ItemRow> {
        self.found.rows.get(self.cursor)
    }

    /// The verse under the cursor.
    pub fn verse(&self) -> Option<&VerseRow> {
        self.verses.get(self.cursor.checked_sub(self.found.rows.len())?)
    }

    /// The bulletin that is looked into, as people call it.
    fn issue(&self) -> Option<&str> {
        let (typed, told) = self.issue.as_ref()?;
        self.field.text().starts_with(typed.trim_end()).then_some(told)
    }

    /// What is marked in the texts.
    pub fn needles(&self) -> &[Needle] {
        &self.found.needles
    }

    /// A key that goes into the words, or into the name of a view.
    pub fn input(state: &mut State, key: KeyEvent) -> Vec<Command> {
        Search::typed(state, |field| field.input(key))
    }

    /// A text that was pasted.
    pub fn paste(state: &mut State, words: &str) -> Vec<Command> {
        Search::typed(state, |field| field.paste(words))
    }

    fn typed(state: &mut State, with: impl FnOnce(&mut Field)) -> Vec<Command> {
        let Some(Screen::Search(search)) = state.above.last_mut() else { return Vec::new() };
        if let Some(naming) = &mut search.naming {
            with(&mut naming.field);
            return Vec::new();
        }
        with(&mut search.field);
        search.taken = None;
        Search::ask(state)
    }

    fn ask(state: &mut State) -> Vec<Command> {
        let today = state.today;
        let Some(Screen::Search(search)) = state.above.last_mut() else { return Vec::new() };
        let query = search.query(today);
        state.settling = true;
        vec![state.ask(query)]
    }

    /// Takes an answer.
    pub fn deliver(state: &mut State, answer: Answer) -> Vec<Command> {
        let Some(search) = state.above.iter_mut().rev().find_map(|screen| match screen {
            Screen::Search(search) => Some(search),
            _ => None,
        }) else {
            return Vec::new();
        };
        match answer {
            Answer::Detail(known) => {
                search.known = known.map(|known| *known);
                return Vec::new();
            }
            Answer::Search(Err(complaint)) => {
                search.complaint = Some(complaint);
                search.offers.clear();
                return Vec::new();
            }
            Answer::Search(Ok(hits)) => search.take(*hits),
            _ => return Vec::new(),
        }
        let rest = search.rest();
        let mut commands = Search::read(state, true);
        // who types on is not kept waiting by it
        commands.extend(rest.map(|query| state.ask_beside(query(state.today))));
        commands
    }

    fn take(&mut self, hits: Hits) {
        let Hits { step, searched, verses, offers, complaint } = hits;
        (self.told, self.complaint, self.offers) = (true, complaint, offers);
        if step.below.is_none() {
            if !step.near {
                (self.verses, self.steps) = (verses, 0);
            }
            self.found = searched;
            let typed = self.field.text();
            if typed != self.found_for {
                (self.cursor, self.found_for) = (0, typed);
            }
            self.cursor = self.cursor.min(self.count().saturating_sub(1));
            return;
        }
        let known = |row: &ItemRow| self.found.rows.iter().any(|other| other.id == row.id);
        let more: Vec<ItemRow> = searched.rows.into_iter().filter(|row| !known(row)).collect();
        self.found.rows.extend(more);
        self.found.rows.truncate(Search::MOST);
        (self.found.rest, self.found.looked) = (searched.rest, searched.looked);
    }

    /// The question for the next step, where one is to be gone.
    fn rest(&mut self) -> Option<impl FnOnce(NaiveDate) -> Query + use<>> {
        let step = self.found.rest?;
        if self.steps >= STEPS || self.found.rows.len() >= Search::MOST {
            return None;
        }
        self.steps += 1;
        let words = self.field.text();
        Some(move |today| Query::Search { words, step, today })
    }

    /// Whether more is being looked through.
    fn goes_on(&self) -> bool {
        self.found.rest.is_some() && self.steps < STEPS && self.found.rows.len() < Search::MOST
    }

    /// Reads the item under the cursor, unless it was read already.
    fn read(state: &mut State, afresh: bool) -> Vec<Command> {
        let Some(Screen::Search(search)) = state.above.last_mut() else { return Vec::new() };
        let Some(id) = search.row().map(|row| row.id.clone()) else {
            search.known = None;
            return Vec::new();
        };
        let same = search.known.as_ref().is_some_and(|known| known.detail.row.id == id);
        if same && !afresh { Vec::new() } else { vec![state.ask(Query::Detail(id))] }
    }

    /// What was on its way into the settings is not in them.
    pub fn failed(&mut self) {
        self.taking_back = false;
    }

    /// What a key does here.
    pub fn update(state: &mut State, action: Action, seen: Seen) -> Vec<Command> {
        let Some(Screen::Search(search)) = state.above.last_mut() else { return Vec::new() };
        if search.naming.is_some() {
            return super::views::named(state, action);
        }
        match action {
            Action::Back => {
                state.above.pop();
                state.refresh()
            }
            Action::Complete => Search::complete(state),
            Action::Save if search.is_empty() => {
                state.say(Tone::Plain, "type what the view is to hold first");
                Vec::new()
            }
            Action::Save if search.complaint.is_some() => Vec::new(),
            Action::Save => {
                let typed = search.field.text().trim().to_owned();
                let from = search.from.clone().filter(|name| state.views.contains_key(name));
                let holds = |name: &&String| state.views.get(*name) == Some(&typed);
                let is = from.as_ref().filter(holds).or_else(|| state.views.keys().find(holds)).cloned();
                let field = Field::new(is.as_ref().or(from.as_ref()).map_or("", String::as_str));
                search.naming = Some(Naming { field, is, from });
                Vec::new()
            }
            Action::Undo => match search.changed.last().cloned() {
                Some(edits) => {
                    search.taking_back = true;
                    state.saving = true;
                    vec![Command::Set(edits)]
                }
                // nothing was changed of a view: the key is the field's own
                None => Search::typed(state, |field| {
                    field.input(KeyEvent::new(KeyCode::Char('u'), KeyModifiers::CONTROL));
                }),
            },
            Action::Open => {
                if let Some(id) = search.row().map(|row| row.id.clone()) {
                    return Item::open(state, id);
                }
                let Some(verse) = search.verse().cloned() else { return Vec::new() };
                let short: String = verse.bulletin.chars().take(12).collect();
                let typed = format!("bulletin:{short} ");
                let told = view::issue(&verse, state);
                if let Some(Screen::Search(search)) = state.above.last_mut() {
                    search.field = Field::new(&typed);
                    search.issue = Some((typed, told));
                }
                Search::ask(state)
            }
            action => {
                if let Some(by) = scroll::stride(action, seen) {
                    search.cursor =
                        search.cursor.saturating_add_signed(by).min(search.count().saturating_sub(1));
                }
                Search::read(state, false)
            }
        }
    }

    /// A click on a row.
    pub fn point(state: &mut State, at: usize) -> Vec<Command> {
        if let Some(Screen::Search(search)) = state.above.last_mut() {
            search.cursor = at.min(search.count().saturating_sub(1));
        }
        Search::read(state, false)
    }

    /// Takes what is offered for the part that is being typed; pressed again, the next.
    fn complete(state: &mut State) -> Vec<Command> {
        let Some(Screen::Search(search)) = state.above.last_mut() else { return Vec::new() };
        let (typed, at, offers) = match search.taken.take() {
            Some((typed, at, offers)) => (typed, (at + 1) % offers.len().max(1), offers),
            None => (search.field.text(), 0, search.offers.clone()),
        };
        let Some(offer) = offers.get(at) else { return Vec::new() };
        let before = typed.get(..last_part(&typed)).unwrap_or_default();
        search.field = Field::new(&format!("{before}{offer}"));
        // a key alone is gone on with; of whole parts the next may be meant
        if !offer.ends_with(':') {
            search.taken = Some((typed, at, offers));
        }
        Search::ask(state)
    }
}
