//! What is typed, pasted, clicked and turned with the wheel, handed to the topmost screen.

use crossterm::event::KeyEvent;

use super::keymap::Action;
use super::msg::{Command, Target};
use super::screens::answering::Answering;
use super::screens::bulletins::Bulletins;
use super::screens::history::History;
use super::screens::home::Home;
use super::screens::looking_back::LookingBack;
use super::screens::map::WorldMap;
use super::screens::palette::Palette;
use super::screens::review::Review;
use super::screens::search::Search;
use super::state::{Screen, State, Tone};
use super::update::act;

pub(super) fn input(state: &mut State, key: KeyEvent) -> Vec<Command> {
    state.status = None;
    let today = state.today;
    match state.above.last_mut() {
        Some(Screen::Writing(writing)) => writing.input(key),
        Some(Screen::Search(_)) => Search::input(state, key),
        Some(Screen::Palette(palette)) => {
            palette.typed(|field| field.input(key));
            Vec::new()
        }
        Some(Screen::Praises(praises)) => {
            praises.field.input(key);
            state.settling = true;
            let query = praises.query(today);
            vec![state.ask(query)]
        }
        Some(Screen::Ways(ways)) => {
            ways.input(key);
            Vec::new()
        }
        Some(Screen::Answering(_)) => Answering::input(state, key),
        Some(Screen::Snooze(form)) => {
            form.input(key);
            Vec::new()
        }
        Some(Screen::Review(review)) if review.is_typing() => {
            review.input(key);
            Vec::new()
        }
        Some(Screen::Importing(form)) => {
            form.input(key);
            Vec::new()
        }
        Some(Screen::Preview(preview)) => {
            preview.input(key);
            Vec::new()
        }
        Some(Screen::Settings(settings)) => {
            settings.input(key);
            Vec::new()
        }
        // silence would leave somebody wondering whether the key came through
        _ => {
            state.say(Tone::Plain, "that key does nothing here");
            Vec::new()
        }
    }
}

pub(super) fn paste(state: &mut State, words: &str) -> Vec<Command> {
    let today = state.today;
    match state.above.last_mut() {
        Some(Screen::Writing(writing)) => writing.paste(words),
        Some(Screen::Search(_)) => Search::paste(state, words),
        Some(Screen::Palette(palette)) => {
            palette.typed(|field| field.paste(words));
            Vec::new()
        }
        Some(Screen::Praises(praises)) => {
            praises.field.paste(words);
            state.settling = true;
            let query = praises.query(today);
            vec![state.ask(query)]
        }
        Some(Screen::Ways(ways)) => {
            ways.paste(words);
            Vec::new()
        }
        Some(Screen::Answering(form)) => form.paste(words),
        Some(Screen::Snooze(form)) => {
            form.paste(words);
            Vec::new()
        }
        Some(Screen::Review(review)) => {
            review.paste(words);
            Vec::new()
        }
        Some(Screen::Importing(form)) => {
            form.paste(words);
            Vec::new()
        }
        Some(Screen::Settings(settings)) => {
            settings.paste(words);
            Vec::new()
        }
        Some(Screen::Preview(preview)) => {
            preview.paste(words);
            Vec::new()
        }
        _ => Vec::new(),
    }
}

pub(super) fn point(state: &mut State, target: Target) -> Vec<Command> {
    state.status = None;
    match (state.above.last_mut(), target) {
        (_, Target::Key(action)) => act(state, action),
        (
            None
            | Some(
                Screen::Search(_)
                | Screen::Notes(_)
                | Screen::Praises(_)
                | Screen::Ways(_)
                | Screen::Evenings(_)
                | Screen::Inbox(_)
                | Screen::Documents(_)
                | Screen::Links(_)
                | Screen::Map(_),
            ),
            Target::Here,
        ) => act(state, Action::Open),
        // what Enter does there
        (
            Some(Screen::Gather(_) | Screen::Renamed(_) | Screen::Snooze(_) | Screen::Importing(_)),
            Target::Here,
        ) => act(state, Action::Save),
        (Some(Screen::Settings(settings)), Target::Here) if !settings.is_typing() => act(state, Action::Save),
        (Some(Screen::LookingBack(_)), Target::Here) => act(state, Action::Pray),
        (Some(Screen::Answering(form)), Target::Here) if form.is_of_use(Action::NextChoice) => {
            act(state, Action::NextChoice)
        }
        (Some(Screen::Preview(preview)), Target::Here) if preview.is_choosing() => act(state, Action::Open),
        (None, target) => Home::point(state, target),
        (Some(Screen::Search(_)), Target::Row(at)) => Search::point(state, at),
        (Some(Screen::Palette(_)), Target::Row(at)) => Palette::point(state, at),
        (Some(Screen::History(_)), target) => History::point(state, target),
        (Some(Screen::Ways(ways)), Target::Row(at)) => {
            ways.point(at);
            Vec::new()
        }
        (Some(Screen::Notes(notes)), Target::Row(at)) => {
            notes.point(at);
            Vec::new()
        }
        (Some(Screen::Inbox(inbox)), Target::Row(at)) => {
            inbox.point(at);
            Vec::new()
        }
        (Some(Screen::Praises(praises)), Target::Row(at)) => {
            praises.point(at);
            Vec::new()
        }
        (Some(Screen::Map(_)), Target::Row(at)) => WorldMap::point(state, at),
        (Some(Screen::Review(_)), Target::Row(at)) => Review::point(state, at),
        (Some(Screen::Links(links)), Target::Row(at)) => {
            links.point(at);
            Vec::new()
        }
        (Some(Screen::LookingBack(screen)), target) => {
            screen.click(target);
            Vec::new()
        }
        (Some(Screen::Evenings(evenings)), Target::Row(at)) => {
            evenings.point(at);
            Vec::new()
        }
        (Some(Screen::Gather(gather)), Target::Row(at)) => {
            gather.point(at);
            Vec::new()
        }
        (Some(Screen::Documents(documents)), Target::Row(at)) => {
            documents.point(at);
            Vec::new()
        }
        (Some(Screen::Settings(settings)), Target::Row(at)) => {
            settings.point(at);
            Vec::new()
        }
        (Some(Screen::Preview(preview)), Target::Row(at)) => {
            preview.click(at);
            Vec::new()
        }
        (Some(Screen::Answering(form)), Target::Row(at)) => {
            form.point(at);
            Vec::new()
        }
        (Some(Screen::Forgetting(form)), Target::Row(at)) => {
            form.point(at);
            Vec::new()
        }
        (Some(Screen::Snooze(form)), Target::Row(at)) => {
            form.point(at);
            Vec::new()
        }
        (Some(Screen::Renamed(form)), Target::Row(at)) => {
            form.point(at);
            Vec::new()
        }
        (Some(Screen::Importing(form)), Target::Row(at)) => {
            form.point(at);
            Vec::new()
        }
        (Some(Screen::Bulletins(_)), target) => Bulletins::point(state, target),
        _ => Vec::new(),
    }
}

/// The wheel moves what lies under the pointer as the keys would, a few lines at a time; in a text being written it does
/// nothing.
pub(super) fn wheel(state: &mut State, down: i32, over: Option<Target>) -> Vec<Command> {
    let action = if down > 0 { Action::Down } else { Action::Up };
    let seen = state.seen;
    match state.above.last_mut() {
        Some(Screen::Forgetting(form)) => {
            form.wheel(down, seen);
            Vec::new()
        }
        None => Home::wheel(state, down, over),
        Some(Screen::Bulletins(_)) => Bulletins::wheel(state, down, over),
        Some(Screen::LookingBack(_)) => LookingBack::wheel(state, down, over),
        Some(Screen::History(_)) => History::wheel(state, down, over),
        Some(Screen::Map(_)) => {
            let action = if down > 0 { Action::NextChoice } else { Action::PreviousChoice };
            act(state, action)
        }
        Some(Screen::Writing(_) | Screen::Answering(_) | Screen::Snooze(_) | Screen::Renamed(_)) => {
            Vec::new()
        }
        Some(_) => (0..down.unsigned_abs()).flat_map(|_| act(state, action)).collect(),
    }
}
