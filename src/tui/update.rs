//! What a message changes and what it asks for. Pure: no clock, no disk, no screen.

use crate::journal::{Change, Scope, Through, Visibility};

use super::input::{input, paste, point, wheel};
use super::keymap::Action;
use super::msg::{After, Command, Msg, Slot, Turn};
use super::of_use::is_answered;
use super::screens::answering::Answering;
use super::screens::bulletins::Bulletins;
use super::screens::documents::Documents;
use super::screens::evenings::Evenings;
use super::screens::forgetting::Forgetting;
use super::screens::gather::Gather;
use super::screens::history::History;
use super::screens::home::{Focus, Home};
use super::screens::importing::Importing;
use super::screens::inbox::Inbox;
use super::screens::item::Item;
use super::screens::links::Links;
use super::screens::locked::{self, Locked};
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
use super::screens::views;
use super::screens::walk::Walking;
use super::screens::ways::Ways;
use super::screens::writing::Writing;
use super::state::{Curtain, Mouse, Screen, State, Tone};
use super::widgets::window::Window;

/// Takes a message into the state and tells what is to be done outside.
pub fn update(state: &mut State, msg: Msg) -> Vec<Command> {
    if let Some(commands) = locked::first(state, &msg) {
        return commands;
    }
    match msg {
        Msg::Do(action) => {
            state.status = None;
            act(state, action)
        }
        Msg::Actions(offers) => {
            state.status = None;
            Palette::open(state, offers);
            Vec::new()
        }
        // a blank screen shows again what it showed, and nothing else comes of the key
        Msg::Type(_) if state.curtain == Curtain::Drawn => {
            state.curtain = Curtain::Open;
            Vec::new()
        }
        Msg::Paste(_) | Msg::Point(_) | Msg::Wheel { .. } if state.curtain == Curtain::Drawn => Vec::new(),
        Msg::Type(key) => input(state, key),
        Msg::Paste(words) => paste(state, &words),
        Msg::Point(target) => point(state, target),
        Msg::Wheel { down, over } => wheel(state, down, over),
        Msg::Seen(seen) => {
            state.seen = seen;
            Vec::new()
        }
        Msg::Answered { generation, answer } => {
            if state.takes(generation, answer.slot()) {
                state.deliver(answer)
            } else {
                Vec::new()
            }
        }
        Msg::Unanswered { generation, slot, sentence } => {
            if state.takes(generation, slot) {
                match (slot, state.above.last_mut()) {
                    (Slot::Look, Some(Screen::Importing(importing))) => importing.failed(),
                    (Slot::Look, Some(Screen::Documents(documents))) => documents.failed(),
                    _ => {}
                }
                state.say(Tone::Trouble, sentence);
            }
            Vec::new()
        }
        Msg::Acted { what, added, after } => acted(state, what, added, after),
        Msg::Turned { turn, what } => turned(state, turn, what),
        Msg::Forgotten { item, told } => Forgetting::done(state, &item, told),
        Msg::Doubted { act, later } => {
            state.saving = false;
            History::doubted(state, act, later);
            Vec::new()
        }
        Msg::Trouble(sentence) => {
            state.say(Tone::Trouble, sentence);
            Vec::new()
        }
        Msg::Told(sentence) => {
            state.say(Tone::Plain, sentence);
            Vec::new()
        }
        Msg::Failed(sentence) => {
            state.saving = false;
            match state.above.last_mut() {
                Some(Screen::Documents(documents)) => documents.failed(),
                Some(Screen::Settings(settings)) => settings.failed(),
                Some(Screen::Search(search)) => search.failed(),
                _ => {}
            }
            state.say(Tone::Trouble, sentence);
            Vec::new()
        }
        Msg::Edited(text) => match state.above.last_mut() {
            Some(Screen::Writing(writing)) => writing.edited(text),
            _ => Vec::new(),
        },
        Msg::Completed { typed, paths } => {
            let none = paths.is_empty();
            if let Some(Screen::Importing(importing)) = state.above.last_mut() {
                importing.completed(&typed, paths);
                if none {
                    state.say(Tone::Plain, "no file or folder begins like that");
                }
            }
            Vec::new()
        }
        Msg::Imported { act, tally } => match state.above.last() {
            Some(Screen::Preview(_)) => Preview::kept(state, &tally),
            _ => Documents::imported(state, act, tally),
        },
        Msg::Settled { told, moved } => {
            (state.saving, state.settling) = (false, true);
            state.say(if moved { Tone::Done } else { Tone::Plain }, told);
            state.refresh()
        }
        Msg::Idle => Locked::begin(state),
        Msg::Quiet => {
            Walking::quiet(state);
            Vec::new()
        }
        Msg::Unattended => {
            state.curtain = Curtain::Drawn;
            Vec::new()
        }
        Msg::Configured { config, told } => {
            state.saving = false;
            let (views, portion) = (state.views.clone(), state.portion);
            state.set(*config);
            if let Some(Screen::Settings(settings)) = state.above.last_mut() {
                settings.configured();
            }
            views::tell(state, &views);
            if !told.words.is_empty() {
                state.say(if told.trouble { Tone::Trouble } else { Tone::Plain }, told.words);
            }
            state.settling = true;
            let mut commands = state.refresh();
            if portion != state.portion {
                commands.extend(Walking::resized(state));
            }
            commands
        }
        Msg::Unlocked | Msg::StillLocked(_) => Vec::new(),
        Msg::Elsewhere => state.refresh(),
        Msg::Day(today) => {
            state.today = today;
            state.refresh()
        }
    }
}

/// An action: what is alike on all screens first, then what the topmost one makes of it.
pub(super) fn act(state: &mut State, action: Action) -> Vec<Command> {
    match action {
        Action::Quit => {
            state.ended = true;
            let mut commands: Vec<Command> = Walking::leaving(state).into_iter().collect();
            commands.push(Command::Quit);
            return commands;
        }
        Action::Suspend => return vec![Command::Suspend],
        Action::Blank => {
            state.curtain = Curtain::Drawn;
            return Vec::new();
        }
        // before a group only what was done there is taken back: other acts may be private
        Action::Undo | Action::Redo if state.above.iter().any(|screen| screen.review().is_some()) => {}
        Action::Mouse => return turn_mouse(state),
        Action::Lock => return Locked::asked(state),
        Action::Reload => {
            state.saving = true;
            return vec![Command::Reload];
        }
        // in a preview nothing is written yet: what was put right there is taken back there; so are settings and views
        Action::Undo | Action::Redo
            if matches!(
                state.above.last(),
                Some(Screen::Preview(_) | Screen::Settings(_) | Screen::Search(_))
            ) => {}
        Action::Undo => return turn(state, Turn::Undo),
        Action::Redo => return turn(state, Turn::Redo),
        _ => {}
    }
    if matches!(state.above.last(), Some(Screen::Walk(_)))
        && let Some(commands) = Walking::update(state, action)
    {
        return commands;
    }
    let seen = state.seen;
    match (state.above.last_mut(), action) {
        (None, action) => home(state, action),
        (Some(Screen::Writing(_)), action) => Writing::update(state, action),
        (Some(Screen::Answering(_)), action) => Answering::update(state, action),
        (Some(Screen::Notes(_)), action) => Notes::update(state, action, seen),
        (Some(Screen::Praises(_)), action) => Praises::update(state, action, seen),
        (Some(Screen::Snooze(_)), action) => Snooze::update(state, action),
        (Some(Screen::Forgetting(_)), action) => Forgetting::update(state, action, seen),
        (Some(Screen::Ways(_)), action) => Ways::update(state, action, seen),
        (Some(Screen::Inbox(_)), action) => Inbox::update(state, action, seen),
        (Some(Screen::Search(_)), action) => Search::update(state, action, seen),
        (Some(Screen::Importing(_)), action) => Importing::update(state, action),
        (Some(Screen::Documents(_)), action) => Documents::update(state, action),
        (Some(Screen::Preview(_)), action) => Preview::update(state, action),
        (Some(Screen::Renamed(_)), action) => Renamed::update(state, action),
        (Some(Screen::Palette(_)), action) => Palette::update(state, action, seen),
        (Some(Screen::History(_)), action) => History::update(state, action, seen),
        (Some(Screen::Gather(_)), action) => Gather::update(state, action),
        (Some(Screen::Evenings(_)), action) => Evenings::update(state, action, seen),
        (Some(Screen::Map(_)), action) => WorldMap::update(state, action, seen),
        (Some(Screen::LookingBack(_)), action) => LookingBack::update(state, action, seen),
        (Some(Screen::Review(_)), action) => Review::update(state, action, seen),
        (Some(Screen::Settings(_)), action) => Settings::update(state, action, seen),
        (Some(Screen::Links(_)), action) => Links::update(state, action, seen),
        (Some(Screen::Item(_)), Action::Back) => {
            let form = state.above.pop().is_some_and(|screen| screen.is_form());
            if form { Vec::new() } else { state.refresh() }
        }
        (Some(Screen::Item(item)), action) => {
            item.moved(action, seen);
            subject(state, action)
        }
        (Some(Screen::Bulletins(_)), action) => Bulletins::update(state, action, seen),
        // by the list of all actions: the key goes on to the next request here
        (Some(Screen::Walk(_)), Action::Open) => {
            let id = state.subject().map(|row| row.id.clone());
            id.map_or_else(Vec::new, |id| Item::open(state, id))
        }
        (Some(Screen::Walk(_)), action) => subject(state, action),
    }
}

fn home(state: &mut State, action: Action) -> Vec<Command> {
    match action {
        Action::Pray => Walking::begin(state, Through::Portion),
        Action::Walks => Ways::open(state),
        Action::PrayList => {
            let scope = state.home.scope.clone();
            Walking::begin(state, Through::List(scope))
        }
        Action::Own => Writing::own(state),
        Action::Import => {
            state.above.push(Screen::Importing(Box::default()));
            Vec::new()
        }
        Action::Search => Search::open(state),
        Action::Bulletins => Bulletins::open(state),
        Action::Inbox => Inbox::open(state, None),
        Action::Map => WorldMap::open(state),
        Action::Settings => {
            state.above.push(Screen::Settings(Settings::default()));
            Vec::new()
        }
        Action::Review => Gather::open(state),
        Action::History => History::open(state),
        Action::LookBack => LookingBack::open(state),
        Action::Open if state.home.focus == Focus::Side && state.home.scope != Scope::Inbox => {
            Home::update(state, action)
        }
        Action::Open => match state.subject().map(|row| row.id.clone()) {
            None if state.home.scope == Scope::Inbox => Inbox::open(state, None),
            Some(id) if state.home.scope == Scope::Inbox => Inbox::open(state, Some(id)),
            Some(id) => Item::open(state, id),
            None => Vec::new(),
        },
        Action::Prayed
        | Action::Note
        | Action::Rewrite
        | Action::Answer
        | Action::Snooze
        | Action::FollowUp
        | Action::Pin
        | Action::Edit
        | Action::Privacy
        | Action::Copy
        | Action::Links
        | Action::Archive
        | Action::Forget => subject(state, action),
        action => Home::update(state, action),
    }
}

/// What can be done with the item under the cursor or before the eyes.
fn subject(state: &mut State, action: Action) -> Vec<Command> {
    let Some(row) = state.subject().cloned() else {
        if state.above.is_empty() {
            state.say(Tone::Plain, "no request is chosen here");
        }
        return Vec::new();
    };
    let today = state.today;
    let item = row.id.clone();
    let change = match action {
        Action::Note => return Writing::note(state, &row),
        Action::Rewrite => {
            return match state.subject_detail().cloned() {
                Some(detail) => Notes::begin(state, detail),
                None => Vec::new(),
            };
        }
        Action::Links => {
            if let Some(detail) = state.subject_detail().cloned() {
                Links::open(state, &detail);
            }
            return Vec::new();
        }
        Action::Copy => {
            let text = state.subject_detail().map(|detail| detail.text.clone());
            return text.map(Command::Copy).into_iter().collect();
        }
        Action::Edit => {
            return match state.subject_detail().cloned() {
                Some(detail) => Writing::edit(state, &detail),
                None => Vec::new(),
            };
        }
        Action::Answer if !row.kinds.request => {
            state.say(Tone::Plain, "this one gives thanks; it asks nothing that could be answered");
            return Vec::new();
        }
        // An answer in force is taken off again, as putting away and resting are.
        Action::Answer if is_answered(&row) => Change::Reopened { item },
        Action::Answer => return Answering::open(state, &row),
        Action::Snooze => {
            state.above.push(Screen::Snooze(Box::new(Snooze::new(&row, today))));
            return Vec::new();
        }
        Action::FollowUp => {
            state.above.push(Screen::Snooze(Box::new(Snooze::follow_up(&row))));
            return Vec::new();
        }
        Action::Forget => return Forgetting::open(state, &row),
        Action::Pin => Change::Pinned { item, pinned: !row.pinned },
        Action::Prayed => Change::Prayed { item },
        Action::Privacy => {
            let visibility = match row.visibility {
                Visibility::Private => Visibility::Group,
                Visibility::Group => Visibility::Public,
                Visibility::Public => Visibility::Private,
            };
            Change::Flagged { item, visibility }
        }
        Action::Archive => Change::Archived { item, archived: !row.archived },
        _ => return Vec::new(),
    };
    state.saving = true;
    vec![Command::Act { changes: vec![change], after: After::Stay }]
}

fn turn_mouse(state: &mut State) -> Vec<Command> {
    let (mouse, words) = match state.mouse {
        Mouse::Ours => (Mouse::LetGo, "the mouse selects text now"),
        Mouse::LetGo => (Mouse::Ours, "the mouse moves in kneel again"),
    };
    state.mouse = mouse;
    state.say(Tone::Plain, words);
    vec![Command::Mouse(mouse == Mouse::Ours)]
}

fn turn(state: &mut State, turn: Turn) -> Vec<Command> {
    state.saving = true;
    vec![Command::Turn(turn)]
}

fn acted(state: &mut State, what: String, added: bool, after: After) -> Vec<Command> {
    state.saving = false;
    let mut commands = Vec::new();
    match after {
        After::Stay => {}
        After::WalkOn => commands.extend(Walking::walk_on(state, what.clone())),
        After::Close { draft } => {
            state.above.pop();
            commands.extend(draft.map(|key| Command::Keep { key, body: None }));
        }
        After::Kept(told) => return Review::kept(state, told),
    }
    // A request of one's own is shown at once where it stands.
    if added && state.above.is_empty() {
        state.home.scope = Scope::Own;
        state.home.list = Window::default();
    }
    Review::acted(state, &what);
    state.say(Tone::Done, what);
    state.settling = true;
    commands.extend(state.refresh());
    commands
}

fn turned(state: &mut State, turn: Turn, what: Option<String>) -> Vec<Command> {
    state.saving = false;
    if let Some(Screen::Documents(documents)) = state.above.last_mut() {
        documents.turned();
    }
    let mut commands = Vec::new();
    let what = Review::turned(state, turn, what);
    match (turn, what) {
        (Turn::Undo, Some(what)) => {
            if let Some(Screen::Inbox(inbox)) = state.above.last_mut() {
                inbox.undone();
            }
            state.say(Tone::Undone, format!("taken back: {what}"));
            commands.extend(Walking::undone(state, &what));
        }
        (Turn::Redo, Some(what)) => state.say(Tone::Done, format!("done again: {what}")),
        (Turn::Undo, None) => state.say(Tone::Plain, "there is nothing to take back"),
        (Turn::Redo, None) => state.say(Tone::Plain, "there is nothing to do again"),
    }
    state.settling = true;
    commands.extend(state.refresh());
    commands
}
