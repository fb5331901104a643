//! Strings in every field of a journal, through every screen, and typed and pasted into every field of the screens: what
//! is drawn goes through the writer that the terminal has, and each byte of it is looked at.
//!
//! `KNEEL_STRINGS=1000000` tries so many.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use kneel::bulletin::{Bulletin, Item, Kinds, Link, Note, Scripture, Unsorted};
use kneel::clock::{Clock, Moment};
use kneel::config::Config;
use kneel::journal::{ActId, Change, Incoming, Journal, Verdict, Visibility, Whole};
use kneel::tui::app::App;
use kneel::tui::effects::settle;
use kneel::tui::keymap::{Keymap, Table};
use kneel::tui::msg::Msg;
use kneel::tui::state::State;
use kneel::tui::terminal::Steady;
use kneel::tui::theme::{Means, Theme};
use kneel::tui::view::view;
use kneel::tui::worker::Desk;
use ratatui::layout::Rect;

use crate::dice::Dice;
use crate::number;
use crate::strings::string;
use crate::terminal::stranger;

/// Every screen, by the keys that lead there from home; `$` types a string, `%` pastes one.
const WAYS: [&str; 38] = [
    "jjjjjjjjkl",
    "hjjjlh",
    "hjjljjjjl",
    " ",
    "p<right><right> <right>s",
    "p<space>ss<space>ss<enter>",
    "<enter>jjjj<esc>",
    "jj<enter>o<down><esc><esc>",
    "nx%$<ctrl-s><enter>w<down>",
    "n$%<esc>",
    "+%<tab>%<enter>",
    "+x$<tab>$<ctrl-s>",
    "a<tab>%$<enter>A",
    "a<backtab><right><right><esc>",
    "s<down><down><esc>",
    "W<down><down><down><enter>",
    "W%$<esc>",
    "f<down><esc>",
    "f%$<enter>",
    "/%<enter><down><down><enter>",
    "/$<esc>",
    "/pray<down><down>",
    "i%<enter><esc>",
    "i$<esc>",
    "?%<esc>",
    "?$<down>",
    ",<down><down><enter>%$<enter><esc>",
    ",%",
    "H<down><enter><down><esc>",
    "HG<enter>",
    "b<down><enter><down><esc>",
    "b%",
    "L<down><down><down><tab><down>",
    "M<down><right><enter><down>",
    "R<enter><down><down>n%<ctrl-s>",
    "R%<enter>",
    "I<down><down><enter>",
    "vvx%<esc>",
];

const SIZES: [(u16, u16); 6] = [(120, 40), (80, 24), (60, 20), (20, 5), (33, 15), (200, 50)];

#[derive(Clone, Default)]
struct Paper(Rc<RefCell<Vec<u8>>>);

impl Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The moment at which all happens.
pub fn now() -> Moment {
    Moment::new("2026-03-12T09:14:00+01:00".parse().unwrap())
}

/// Whoever makes up strings, and counts them.
pub struct Source {
    pub dice: Dice,
    pub made: usize,
}

impl Source {
    /// One more.
    pub fn string(&mut self) -> String {
        self.made += 1;
        string(&mut self.dice)
    }

    fn some(&mut self) -> Option<String> {
        (self.dice.below(5) > 0).then(|| self.string())
    }

    fn item(&mut self, regions: &[String]) -> Item {
        let kinds = self.dice.of(&[Kinds::REQUEST, Kinds::PRAISE, Kinds::BOTH]);
        Item {
            heading: self.some(),
            region: Some(regions[self.dice.below(regions.len())].clone()),
            countries: vec![self.dice.of(&["KE", "BD", "", "\x1b["]).to_string()],
            date: None,
            kinds,
            title: self.string(),
            text: format!("Pray {}", self.string()),
            context: self.some(),
            petitions: vec![self.string()],
            follows_up: self.dice.below(2) == 0,
            links: vec![Link { text: self.string(), url: self.some() }],
        }
    }

    fn bulletin(&mut self, publisher: &str, day: &str) -> Bulletin {
        let regions = [self.string(), self.string(), "Africa, East".to_owned()];
        Bulletin {
            title: self.some(),
            publisher: Some(publisher.to_owned()),
            issued_on: day.parse().ok(),
            issued_in: None,
            language: Some("en".to_owned()),
            scripture: vec![Scripture { reference: self.string(), text: self.string() }],
            items: (0..8).map(|_| self.item(&regions)).collect(),
            notes: vec![Note { heading: self.some(), text: self.string() }],
            unsorted: vec![Unsorted { line: 1, text: self.string() }],
        }
    }

    fn journal(&mut self) -> Journal {
        let mut journal = Journal::in_memory(now()).unwrap();
        self.fill(&mut journal);
        journal
    }

    /// Has strings in every field of a journal.
    pub fn fill(&mut self, journal: &mut Journal) {
        let publisher = self.string();
        for day in ["2026-02-01", "2026-03-01"] {
            let bulletins = vec![self.bulletin(&publisher, day)];
            let name = self.string();
            let whole = Whole::of(name.as_bytes());
            let document = Incoming { name, whole, bulletins, corrections: Vec::new() };
            journal.import(now(), ActId::new(now()), &[document]).unwrap();
        }
        let rows = journal.portion(now().day(), 8).unwrap();
        for (at, row) in rows.iter().enumerate() {
            let item = row.id.clone();
            let change = match at % 4 {
                0 => Change::Noted { item, text: format!("x{}", self.string()) },
                1 => Change::Taken { item, who: Some(format!("x{}", self.string())) },
                2 => Change::Answered {
                    item,
                    verdict: Verdict::Partly,
                    words: self.string(),
                    day: now().day(),
                    praise: None,
                },
                _ => Change::Edited {
                    item,
                    text: Some(format!("x{}", self.string())),
                    region: Some(self.some()),
                    kinds: None,
                },
            };
            journal.act(now(), &[change]).unwrap();
        }
        let text = format!("x{}", self.string());
        let region = self.some();
        let own = Change::Added { text, region, kinds: Kinds::REQUEST, visibility: Visibility::Private };
        journal.act(now(), &[own]).unwrap();
    }
}

/// The app over a journal, drawn as a terminal would get it.
struct Screens {
    app: App,
    desk: Desk,
    paper: Paper,
    terminal: Steady<Paper>,
    first: bool,
    theme: Theme,
    size: (u16, u16),
}

impl Screens {
    fn open(journal: Journal, size: (u16, u16), theme: Theme) -> Self {
        let mut desk = Desk::new(journal, Clock::fixed(now()), None);
        let (keymap, _) = Keymap::new(&Table::new());
        let mut state = State::new(now().day(), 8);
        state.set(Config::default());
        let asked = state.refresh();
        let mut app = App::new(state, keymap);
        settle(&mut app, &mut desk, asked);
        let paper = Paper::default();
        let terminal = Steady::new(paper.clone());
        Screens { app, desk, paper, terminal, first: true, theme, size }
    }

    fn input(&mut self, event: Event) -> Result<(), String> {
        let commands = self.app.input(event);
        settle(&mut self.app, &mut self.desk, commands);
        self.draw()
    }

    fn draw(&mut self) -> Result<(), String> {
        let App { state, keymap, memory, .. } = &mut self.app;
        let area = Rect::new(0, 0, self.size.0, self.size.1);
        self.terminal.show(area, |buffer| view(state, keymap, &self.theme, memory, buffer)).unwrap();
        self.app.looked();
        let bytes = self.paper.0.take();
        // the first picture wipes what stood there before; a text must not
        let picture =
            if std::mem::take(&mut self.first) { bytes.strip_prefix(b"\x1b[2J") } else { Some(&*bytes) };
        stranger(picture.unwrap_or_default(), self.size).map_or(Ok(()), Err)
    }

    fn go(&mut self, way: &str, source: &mut Source) -> Result<(), String> {
        for event in events(way, source) {
            self.input(event)?;
        }
        // what another program did meanwhile is shown, too
        let commands = self.app.tell(Msg::Elsewhere);
        settle(&mut self.app, &mut self.desk, commands);
        self.draw()
    }
}

/// What the person does.
fn events(mut way: &str, source: &mut Source) -> Vec<Event> {
    let mut events = Vec::new();
    while let Some(first) = way.chars().next() {
        way = &way[first.len_utf8()..];
        let typed = |letter| Event::Key(KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE));
        match first {
            '%' => events.push(Event::Paste(source.string())),
            '$' => {
                events.extend(source.string().chars().filter(|letter| *letter != '\n').take(40).map(typed));
            }
            '<' => {
                let (name, rest) = way.split_once('>').unwrap();
                way = rest;
                events.push(Event::Key(crokey::parse(name).unwrap().into()));
            }
            letter => events.push(typed(letter)),
        }
    }
    events
}

#[test]
fn no_string_steers_the_terminal_from_any_screen() {
    let strings = number("KNEEL_STRINGS", 4_000);
    let first = number("KNEEL_SEED", 1) as u64;
    let (mut made, mut pictures, mut seed) = (0, 0, first);
    while made < strings {
        let mut source = Source { dice: Dice(seed), made: 0 };
        let journal = source.journal();
        let size = source.dice.of(&SIZES);
        let named = source.dice.of(&["default", "none", "light", "dark", "high-contrast"]);
        let means =
            Means { colour: true, exact: source.dice.below(2) == 0, ascii: source.dice.below(4) == 0 };
        let mut screens = Screens::open(journal, size, Theme::named(named, means));
        // the journal is the same for a few ways, so that more is looked at than is written
        for _ in 0..6 {
            let way = source.dice.of(&WAYS);
            let gone = screens.go(way, &mut source);
            assert!(gone.is_ok(), "KNEEL_SEED={seed}, by {way:?} at {size:?}: {}", gone.unwrap_err());
            screens.app.state.above.clear();
            pictures += 1;
        }
        made += source.made;
        seed += 1;
    }
    println!("{made} strings through {pictures} ways over the screens: nothing but kneel's own sequences");
}
