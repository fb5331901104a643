//! What to pray through: the portion, a list, a view, a region, a country, a publisher, or a handful by chance. Fewer as
//! one types.
//!
//! ```text
//!           What will you pray through?
//!
//!           Search
//!
//!         > Today's portion                      8 of 61, all in 8 days
//!           Everything open                                          61
//!           A quiet pick                         a few, by chance
//!
//!           Regions
//!           Africa, East                                              9
//! ```

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::journal::{Scope, Through};
use crate::tui::field::Field;
use crate::tui::keymap::Action;
use crate::tui::msg::{Answer, Command, Query, Seen, Target};
use crate::tui::screens::walk::Walking;
use crate::tui::state::{Screen, State, Tone};
use crate::tui::theme::Theme;
use crate::tui::view::ViewMemory;
use crate::tui::widgets::{paper, scroll, sheet};
use crate::walk::Share;
use crate::{place, text};

/// What the journal has to tell of the ways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// How the portion is shared out.
    pub share: Share,
    /// Codes of countries with what is open in each.
    pub countries: Vec<(String, u64)>,
    /// Publishers with what is open of each.
    pub publishers: Vec<(String, u64)>,
}

/// What the screen knows.
#[derive(Debug, Default)]
pub struct Ways {
    field: Field,
    all: Vec<Way>,
    /// The one under the cursor, among those that fit what is typed.
    cursor: usize,
}

/// One thing to pray through.
#[derive(Debug, Clone)]
struct Way {
    /// What it stands under.
    group: &'static str,
    name: String,
    /// How much it is, in words.
    told: String,
    /// What is walked through, or why that cannot be.
    through: Result<Through, String>,
}

impl Way {
    fn new(group: &'static str, name: impl Into<String>, told: impl Into<String>, through: Through) -> Self {
        Way { group, name: name.into(), told: told.into(), through: Ok(through) }
    }
}

/// A line of the list.
enum Row<'a> {
    Gap,
    Heading(&'a str),
    Way(usize, &'a Way),
}

impl Ways {
    /// Opens the list.
    pub fn open(state: &mut State) -> Vec<Command> {
        let all = listed(state, None);
        state.above.push(Screen::Ways(Box::new(Ways { all, ..Ways::default() })));
        vec![state.ask(Query::Ways { today: state.today, size: state.portion })]
    }

    /// Takes an answer.
    pub fn deliver(state: &mut State, answer: Answer) -> Vec<Command> {
        if let Answer::Ways(found) = answer {
            let ways = listed(state, Some(&found));
            if let Some(Screen::Ways(screen)) = state.above.iter_mut().rfind(|s| matches!(s, Screen::Ways(_)))
            {
                screen.all = ways;
                screen.point(screen.cursor);
            }
        }
        Vec::new()
    }

    /// Those that fit what is typed.
    fn fitting(&self) -> Vec<&Way> {
        let typed = text::fold(&self.field.text());
        let fits = |way: &&Way| {
            typed
                .split_whitespace()
                .all(|word| text::fold(&way.name).contains(word) || text::fold(way.group).starts_with(word))
        };
        self.all.iter().filter(fits).collect()
    }

    /// Whether an action does something here now.
    pub fn is_of_use(&self, action: Action) -> bool {
        action != Action::Open || self.fitting().get(self.cursor).is_some_and(|way| way.through.is_ok())
    }

    /// Puts the cursor on a row.
    pub fn point(&mut self, at: usize) {
        self.cursor = at.min(self.fitting().len().saturating_sub(1));
    }

    /// What is typed makes the list shorter.
    pub fn input(&mut self, key: KeyEvent) {
        self.field.input(key);
        self.cursor = 0;
    }

    /// A text that was pasted.
    pub fn paste(&mut self, words: &str) {
        self.field.paste(words);
        self.cursor = 0;
    }

    /// What a key does here.
    pub fn update(state: &mut State, action: Action, seen: Seen) -> Vec<Command> {
        let Some(Screen::Ways(screen)) = state.above.last_mut() else { return Vec::new() };
        match action {
            Action::Back => {
                state.above.pop();
            }
            Action::Open => match screen.fitting().get(screen.cursor).map(|way| way.through.clone()) {
                Some(Ok(through)) => {
                    state.above.pop();
                    return Walking::begin(state, through);
                }
                Some(Err(complaint)) => state.say(Tone::Trouble, complaint),
                None => {}
            },
            action => {
                if let Some(by) = scroll::stride(action, seen) {
                    screen.point(screen.cursor.saturating_add_signed(by));
                }
            }
        }
        Vec::new()
    }

    /// Draws the screen.
    pub fn view(&self, theme: &Theme, memory: &mut ViewMemory, buffer: &mut Buffer, area: Rect) {
        let heading = if area.width < 30 { "Pray through" } else { "What will you pray through?" };
        let body = sheet::draw(buffer, area, heading, "", theme);
        let Some((_, list)) = sheet::search(buffer, body, &self.field, theme) else { return };
        let fitting = self.fitting();
        if fitting.is_empty() {
            paper::put(buffer, list, 0, 0, "nothing is called so", theme.quiet);
        }
        let rows = lines_of(&fitting);
        let height = usize::from(list.height);
        memory.seen.list = height;
        let here = rows.iter().position(|row| matches!(row, Row::Way(at, _) if *at == self.cursor));
        let here = here.unwrap_or_default();
        let behind = usize::from(height > 2);
        let skip = (here + 1 + behind).saturating_sub(height).min(rows.len().saturating_sub(height));
        paper::more(buffer, list, skip > 0, rows.len() > skip + height, theme.quiet);
        for (row, y) in rows.iter().skip(skip).zip(0..list.height) {
            match row {
                Row::Gap => {}
                Row::Heading(words) => {
                    paper::put(buffer, list, 0, y, words, theme.strong);
                }
                Row::Way(at, way) => {
                    let here = *at == self.cursor;
                    memory.hits.push((Rect { y: list.y + y, height: 1, ..list }, Target::row(*at, here)));
                    if here {
                        paper::put(buffer, list, 0, y, ">", theme.accent);
                    }
                    let style = if here { theme.strong } else { theme.text };
                    let taken = 2 + text::width(&way.name) as u16;
                    paper::put(buffer, list, 2, y, &way.name, style);
                    // the last columns are for the arrows that tell of more
                    let words = Rect { width: list.width.saturating_sub(2), ..list };
                    paper::put_right(buffer, words, y, taken + 2, &way.told, theme.quiet);
                }
            }
        }
    }
}

/// The list that home shows, where it is none of the others.
fn this_list(scope: &Scope) -> Option<String> {
    match scope {
        Scope::Everything | Scope::Own | Scope::Inbox | Scope::View(_) => None,
        Scope::Praises => Some("praises".into()),
        Scope::Answered => Some("answered".into()),
        Scope::Region(name) => Some(name.clone().unwrap_or_else(|| "No region".into())),
        Scope::Country(code) => Some(place::country_name(code).unwrap_or(code).to_owned()),
        Scope::Publisher(name) => Some(name.clone()),
    }
}

/// The ways with their headings, and a gap before each heading.
fn lines_of<'a>(ways: &[&'a Way]) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    let mut group = "";
    for (at, way) in ways.iter().enumerate() {
        if way.group != group {
            group = way.group;
            if !rows.is_empty() {
                rows.push(Row::Gap);
            }
            rows.push(Row::Heading(group));
        }
        rows.push(Row::Way(at, way));
    }
    rows
}

/// All there is to walk through. `found`: what the journal has told of it by now.
fn listed(state: &State, found: Option<&Offer>) -> Vec<Way> {
    let home = &state.home;
    let open = home.overview.open;
    let portion = home.portion.len();
    let told = match found.map(|found| found.share.days()) {
        Some(days) if days > 1 => format!("{portion} of {open}, all in {days} days"),
        _ => format!("{portion} of {open}"),
    };
    let list = |scope| Through::List(scope);
    let mut ways = vec![
        Way::new("", "Today's portion", told, Through::Portion),
        Way::new("", "Everything open", open.to_string(), list(Scope::Everything)),
        Way::new("", "A quiet pick", "a few, by chance", Through::Random),
    ];
    if home.overview.own > 0 {
        ways.push(Way::new("", "My own", home.overview.own.to_string(), list(Scope::Own)));
    }
    if let Some(name) = this_list(&home.scope) {
        ways.push(Way::new("", "This list", name, list(home.scope.clone())));
    }
    ways.extend(state.views.iter().map(|(name, words)| {
        let through = match Scope::view(name, words, state.today) {
            Ok(scope) => Ok(Through::List(scope)),
            Err(error) => Err(format!("the view {name}: {error}")),
        };
        Way { group: "Saved views", name: name.clone(), told: String::new(), through }
    }));
    let region = |name: &Option<String>| name.clone().unwrap_or_else(|| "No region".into());
    let regions = home.overview.regions.iter().filter(|region| region.open > 0);
    ways.extend(regions.map(|row| {
        Way::new("Regions", region(&row.name), row.open.to_string(), list(Scope::Region(row.name.clone())))
    }));
    if let Some(found) = found {
        let mut countries: Vec<Way> = found
            .countries
            .iter()
            .map(|(code, open)| {
                let name = place::country_name(code).unwrap_or(code);
                Way::new("Countries", name, open.to_string(), list(Scope::Country(code.clone())))
            })
            .collect();
        countries.sort_by_cached_key(|way| text::fold(&way.name));
        ways.extend(countries);
        ways.extend(found.publishers.iter().map(|(name, open)| {
            Way::new("Publishers", name, open.to_string(), list(Scope::Publisher(name.clone())))
        }));
    }
    ways
}
