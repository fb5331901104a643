//! The pictures of the screens in `docs/pictures` are drawn from the real views, and are as the views are now.
//! `WRITE_PICTURES=1 cargo test --test pictures` draws them anew.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod story;
mod svg;

use std::path::Path;

use kneel::clock::Clock;
use kneel::tui::app::App;
use kneel::tui::effects::settle;
use kneel::tui::keymap::{Keymap, Table};
use kneel::tui::state::State;
use kneel::tui::theme::Theme;
use kneel::tui::view::view;
use kneel::tui::worker::Desk;
use kneel::walk::DEFAULT_PORTION;
use ratatui::buffer::{Buffer, Cell};
use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::{Position, Rect};

/// The pictures: a name, the keys that lead there, words that must stand on it.
const PICTURES: [(&str, &str, &str); 7] = [
    ("home", "hjjjjjljjjj", "Your notes"),
    ("walk", "p<right>", "2 of"),
    ("inbox", "I", "We asked"),
    ("review", "R<enter>", "We asked"),
    ("map", "M", "Kenya"),
    ("looking-back", "L", "Looking back"),
    ("actions", "?", "Home"),
];

/// Columns and rows of a picture.
const SIZE: (u16, u16) = (100, 30);

/// A person at the keys, over the journal of the pictures.
struct Person {
    app: App,
    desk: Desk,
    shown: Buffer,
    cursor: Option<Position>,
}

impl Person {
    fn new() -> Self {
        let now = story::now();
        let (keymap, _) = Keymap::new(&Table::new());
        let app = App::new(State::new(now.day(), DEFAULT_PORTION), keymap);
        let desk = Desk::new(story::journal(), Clock::fixed(now), None);
        let shown = Buffer::empty(Rect::new(0, 0, SIZE.0, SIZE.1));
        let mut person = Person { app, desk, shown, cursor: None };
        let asked = person.app.state.refresh();
        settle(&mut person.app, &mut person.desk, asked);
        person.look();
        person
    }

    /// Types keys: letters as they are, others by name.
    fn types(&mut self, mut keys: &str) {
        while let Some(letter) = keys.chars().next() {
            let named = keys.strip_prefix('<').and_then(|rest| rest.split_once('>'));
            let (key, rest) = if let Some((name, rest)) = named {
                (crokey::parse(name).unwrap().into(), rest)
            } else {
                let key = KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE);
                (key, &keys[letter.len_utf8()..])
            };
            keys = rest;
            let commands = self.app.input(Event::Key(key));
            settle(&mut self.app, &mut self.desk, commands);
            self.look();
        }
    }

    fn look(&mut self) {
        let App { state, keymap, memory, .. } = &mut self.app;
        self.shown.reset();
        self.cursor = view(state, keymap, &Theme::new(true), memory, &mut self.shown);
        self.app.looked();
    }
}

#[test]
fn the_pictures_are_as_the_screens_are() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pictures");
    let write = std::env::var_os("WRITE_PICTURES").is_some();
    let mut old = Vec::new();
    let mut files = Vec::new();
    for (name, keys, words) in PICTURES {
        let mut person = Person::new();
        person.types(keys);
        let shown: String = person.shown.content.iter().map(Cell::symbol).collect();
        assert!(shown.contains(words), "{name} shows no `{words}`:\n{shown}");
        for palette in &svg::PALETTES {
            let file = format!("{name}-{}.svg", palette.name);
            let path = folder.join(&file);
            let drawn = svg::draw(&person.shown, person.cursor, palette);
            if write {
                std::fs::create_dir_all(&folder).unwrap();
                std::fs::write(&path, &drawn).unwrap();
            } else if std::fs::read_to_string(&path).ok().as_ref() != Some(&drawn) {
                old.push(file.clone());
            }
            files.push(file);
        }
    }
    let others =
        std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let others: Vec<String> = others.filter(|name| !files.contains(name)).collect();
    assert_eq!(others, Vec::<String>::new(), "these lie in docs/pictures and nobody draws them");
    assert_eq!(
        old,
        Vec::<String>::new(),
        "the screens look otherwise by now; `WRITE_PICTURES=1 cargo test --test pictures` draws them anew; look at them"
    );
}
