//! The loop: takes what arrives, carries out what `update` asks for, and draws once when all is taken in.

mod browser;
mod clipboard;
mod idle;
pub mod paths;
mod quiet;

use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow};
use crossterm::event::Event;
use signal_hook::consts::SIGTSTP;
use signal_hook::low_level::emulate_default_handler;

use crate::clock::Clock;
use crate::config::Config;
use crate::editor;
use crate::journal::{Journal, Through};
use crate::paths::Paths;

use super::app::App;
use super::keymap::Keymap;
use super::msg::{Command, Matter, Msg};
use super::screens::review::Review;
use super::screens::walk::Walking;
use super::state::{State, Tone};
use super::terminal::{self, Easel, Guard, Surroundings, keys::Keys, watch};
use super::worker::reader::{self, Asked, Reader};
use super::worker::{self, Desk, settings};
use idle::{Idle, Wait};
use quiet::Quiet;

/// How long a picture waits for the journal's answers, so that a key makes one picture and not two. Whatever they take, a person
/// sees their key taken within 5 ms: as long is left for the picture, and for others who use the machine.
const PATIENCE: Duration = Duration::from_millis(2);

/// What comes in through the one channel.
#[derive(Debug)]
pub enum Arrival {
    /// Something the person did.
    Input(Event),
    /// Something the journal said.
    Told(Msg),
    /// The terminal has another size.
    Resized,
    /// The process was asked to stop for a while.
    Suspended,
    /// The process goes on after it was stopped from outside.
    Continued,
    /// The process was asked to end, by a signal.
    Ended(i32),
    /// The terminal has vanished, or cannot be read.
    Gone(Option<String>),
    /// A thread fell.
    Fell,
}

/// What a start may say.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// A sentence to show first.
    pub notice: Option<String>,
    /// What to show first.
    pub start: Start,
    /// Where publishers' profiles lie; `None`: none are read or written.
    pub profiles: Option<PathBuf>,
    /// Where files lie.
    pub places: Option<Paths>,
    /// Whether settings that are changed on the screen hold only until kneel is left.
    pub loose: bool,
}

/// What the screens begin with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Start {
    /// The home screen.
    #[default]
    Home,
    /// A walk.
    Walk(Through),
    /// An evening, and how many sit together, where that was said already.
    Review(Matter, Option<u32>),
}

/// Runs the screens until the person leaves, or the terminal is gone: whether they left by themselves.
pub fn run(journal: Journal, clock: Clock, config: &Config, options: Options) -> Result<bool> {
    if !terminal::is_there() {
        return Err(anyhow!("the screens need a terminal; `kneel --help` lists what works without one"));
    }
    let around = Surroundings::here();
    if around.dumb {
        return Err(anyhow!(
            "this terminal says that it can only print lines (TERM=dumb), so there are no screens here; \
             `kneel pray --plain`, `kneel list` and all other commands work"
        ));
    }
    let profiles = options.profiles.clone();
    let lockable = journal.is_encrypted();
    let mut desk = Desk::new(journal, clock, profiles.clone());
    desk.keep_settings(options.places.as_ref().map(Paths::config_file), options.loose);
    let mut app = opened(&mut desk, clock, config, options);
    app.state.lock.can = lockable;
    let (arrivals, arriving) = mpsc::channel();
    watch::watch(arrivals.clone()).context("watching for signals")?;
    let guard = Guard::new().context("taking over the terminal")?;
    let mut easel = Easel::new(around);
    easel.paint_as(config);
    easel.draw(&mut app)?;

    let idle = Idle::new(config, lockable, clock);
    thread::Builder::new().name("sweep".into()).spawn(editor::sweep)?;
    let errands = hire_reader(Reader::new(profiles), arrivals.clone())?;
    let (commands, worker) = hire(desk, arrivals.clone())?;
    let keys = Some(Keys::read(arrivals.clone())?);
    let quiet = Quiet::new(config);
    let mut house = House { app, easel, keys, commands, errands, arrivals, clock, idle, quiet };
    let end = house.live(&arriving);

    drop(guard);
    if let Some(keys) = house.keys.take().filter(|_| !matches!(end, Ok(End::Gone))) {
        keys.stop();
    }
    drop(house);
    let fell = worker.join().is_err();
    match end? {
        End::Signal(signal) => {
            emulate_default_handler(signal).context("ending by the signal")?;
            Ok(false)
        }
        End::Left if !fell => Ok(true),
        End::Gone if !fell => Ok(false),
        End::Left | End::Gone | End::Fell => {
            Err(anyhow!("kneel met a mistake of its own; what was saved is safe"))
        }
    }
}

/// The app with all that its first picture shows.
fn opened(desk: &mut Desk, clock: Clock, config: &Config, options: Options) -> App {
    let (keymap, _) = Keymap::new(&config.keys);
    let trouble = options.places.as_ref().and_then(|places| settings::trouble(&places.config_file()));
    let mut state = State::new(clock.now().day(), config.portion);
    state.set(config.clone());
    state.places = options.places.filter(|_| !options.loose);
    let asked = state.refresh();
    let mut app = App::new(state, keymap);
    settle(&mut app, desk, asked);
    let brought = desk.portion_into_settings(config.portion);
    settle(&mut app, desk, brought);
    begin(&mut app, desk, options.start);
    match (options.notice, trouble) {
        (Some(notice), _) => app.state.say(Tone::Plain, notice),
        (None, Some(trouble)) => app.state.say(Tone::Trouble, trouble),
        (None, None) => {}
    }
    app
}

/// Opens the first screen over home. An empty journal stays at home, which tells how to begin.
pub fn begin(app: &mut App, desk: &mut Desk, start: Start) {
    match start {
        Start::Walk(through) if !app.state.home.is_empty() => {
            let asked = Walking::begin(&mut app.state, through);
            settle(app, desk, asked);
        }
        Start::Review(matter, people) if !app.state.home.is_empty() => {
            let asked = Review::begin(&mut app.state, matter, people);
            settle(app, desk, asked);
        }
        Start::Walk(_) | Start::Review(..) | Start::Home => {}
    }
}

/// Carries out commands about the journal here and now, and those that follow from them; tells the others.
pub fn settle(app: &mut App, desk: &mut Desk, commands: Vec<Command>) -> Vec<Command> {
    let mut others = Vec::new();
    let mut waiting = std::collections::VecDeque::from(commands);
    while let Some(command) = waiting.pop_front() {
        match command {
            Command::Edit(_)
            | Command::Copy(_)
            | Command::Browse(_)
            | Command::Mouse(_)
            | Command::Suspend
            | Command::Quit => others.push(command),
            command => {
                let mut told = Vec::new();
                desk.carry_out(command, &mut |msg| told.push(msg));
                for msg in told {
                    waiting.extend(app.tell(msg));
                }
            }
        }
    }
    others
}

fn hire(desk: Desk, arrivals: Sender<Arrival>) -> io::Result<(Sender<Command>, JoinHandle<()>)> {
    let (commands, work) = mpsc::channel();
    let worker = thread::Builder::new().name("journal".into()).spawn(move || {
        let _fall = watch::Fall(arrivals.clone());
        worker::work(desk, &work, &mut |msg| {
            // Nobody listens any more while the terminal is being left; what is to be written is still written.
            let _ = arrivals.send(Arrival::Told(msg));
        });
    })?;
    Ok((commands, worker))
}

/// Nobody waits for its end: what it reads is nowhere yet.
fn hire_reader(reader: Reader, arrivals: Sender<Arrival>) -> io::Result<Sender<Asked>> {
    let (errands, work) = mpsc::channel();
    thread::Builder::new().name("reader".into()).spawn(move || {
        let _fall = watch::Fall(arrivals.clone());
        reader::work(reader, &work, &mut |msg| {
            let _ = arrivals.send(Arrival::Told(msg));
        });
    })?;
    Ok(errands)
}

/// How it ended.
enum End {
    Left,
    Signal(i32),
    Gone,
    Fell,
}

/// All that lives while the screens are shown.
struct House {
    app: App,
    easel: Easel,
    keys: Option<Keys>,
    commands: Sender<Command>,
    errands: Sender<Asked>,
    arrivals: Sender<Arrival>,
    clock: Clock,
    idle: Idle,
    quiet: Quiet,
}

impl House {
    fn live(&mut self, arriving: &Receiver<Arrival>) -> Result<End> {
        // since when the last picture does not show all that is known
        let mut stale: Option<Instant> = None;
        loop {
            let patience = stale
                .filter(|_| self.app.state.is_picture_waiting())
                .map(|since| PATIENCE.saturating_sub(since.elapsed()))
                .filter(|rest| !rest.is_zero());
            let first = if let Some(rest) = patience {
                arriving.recv_timeout(rest)
            } else {
                if stale.take().is_some() && !self.drawn()? {
                    return Ok(End::Gone);
                }
                self.next(arriving)
            };
            match first {
                Ok(arrival) => {
                    for arrival in std::iter::once(arrival).chain(arriving.try_iter()) {
                        if let Some(end) = self.take(arrival)? {
                            return Ok(end);
                        }
                    }
                    stale = stale.or_else(|| Some(Instant::now()));
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Ok(End::Gone),
            }
        }
    }

    /// Waits for what comes next, or until nobody has been there for long enough.
    fn next(&mut self, arriving: &Receiver<Arrival>) -> Result<Arrival, RecvTimeoutError> {
        let state = &self.app.state;
        self.quiet.look(state, Instant::now());
        loop {
            let quiet = self.quiet.rest(state, Instant::now());
            if quiet == Some(Duration::ZERO) {
                return Ok(Arrival::Told(Msg::Quiet));
            }
            let rest = match self.idle.wait(state) {
                Wait::Over(msg) => return Ok(Arrival::Told(msg)),
                Wait::Forever => quiet,
                Wait::For(rest) => Some(quiet.map_or(rest, |quiet| quiet.min(rest))),
            };
            let Some(rest) = rest else {
                return arriving.recv().map_err(|_| RecvTimeoutError::Disconnected);
            };
            match arriving.recv_timeout(rest) {
                Err(RecvTimeoutError::Timeout) => {}
                other => return other,
            }
        }
    }

    /// Keeps to what the person set from now on.
    fn settle_in(&mut self, config: &Config) {
        self.easel.paint_as(config);
        self.idle = Idle::new(config, self.app.state.lock.can, self.clock);
        self.quiet = Quiet::new(config);
    }

    /// A key, a click: somebody is there. One that comes after too long is not taken: it was meant for what the
    /// person saw last.
    fn touched(&mut self, event: Event) -> Vec<Command> {
        let over = self.idle.wait(&self.app.state);
        self.idle.touch();
        if let Wait::Over(msg) = over { self.app.tell(msg) } else { self.app.input(event) }
    }

    /// Draws; `false` where the terminal takes nothing any more.
    fn drawn(&mut self) -> Result<bool> {
        match self.easel.draw(&mut self.app) {
            Ok(()) => Ok(true),
            Err(error) if is_gone(&error) => Ok(false),
            Err(error) => Err(error).context("drawing on the terminal"),
        }
    }

    fn take(&mut self, arrival: Arrival) -> Result<Option<End>> {
        let commands = match arrival {
            Arrival::Input(event) => {
                let mut commands = self.new_day();
                commands.extend(self.touched(event));
                commands
            }
            Arrival::Told(msg) => {
                if let Msg::Configured { config, .. } = &msg {
                    self.settle_in(config);
                }
                if matches!(msg, Msg::Forgotten { .. }) {
                    // what a kneel that was killed left of a text in an editor may be of that item
                    thread::Builder::new().name("sweep".into()).spawn(editor::sweep)?;
                }
                self.quiet.heard(&msg);
                self.app.tell(msg)
            }
            // also where it is the same again: a terminal that was small for a moment has lost what was outside
            Arrival::Resized => {
                self.easel.forget()?;
                Vec::new()
            }
            Arrival::Suspended => vec![Command::Suspend],
            Arrival::Continued => {
                terminal::enter()?;
                self.easel.forget()?;
                self.new_day()
            }
            Arrival::Ended(signal) => {
                self.tell_the_place();
                return Ok(Some(End::Signal(signal)));
            }
            Arrival::Gone(None) => {
                self.tell_the_place();
                return Ok(Some(End::Gone));
            }
            Arrival::Gone(Some(error)) => return Err(anyhow!("the terminal cannot be read: {error}")),
            Arrival::Fell => return Ok(Some(End::Fell)),
        };
        for command in commands {
            match command {
                Command::Quit => return Ok(Some(End::Left)),
                Command::Suspend => self.suspend()?,
                Command::Edit(text) => self.edit(&text)?,
                Command::Copy(text) => self.aside(move || clipboard::copy(&text))?,
                Command::Browse(address) => self.aside(move || browser::open(&address))?,
                Command::Mouse(ours) => terminal::take_mouse(ours)?,
                Command::Read { generation, errand } => {
                    self.errands.send((generation, errand)).map_err(|_| anyhow!("nobody reads documents"))?;
                }
                command => self.commands.send(command).map_err(|_| anyhow!("the journal is closed"))?,
            }
        }
        Ok(None)
    }

    /// Whoever is sent away in the middle of a walk goes on from there, also on another machine.
    fn tell_the_place(&self) {
        if let Some(command) = Walking::leaving(&self.app.state) {
            // nobody takes it where the journal is closed, and the place is kept here in any case
            let _ = self.commands.send(command);
        }
    }

    fn new_day(&mut self) -> Vec<Command> {
        let day = self.clock.now().day();
        if day == self.app.state.today { Vec::new() } else { self.app.tell(Msg::Day(day)) }
    }

    /// Lends the terminal to somebody else: no key is read meanwhile, and all is drawn anew after.
    fn lend<T>(&mut self, to: impl FnOnce() -> T) -> Result<T> {
        if let Some(keys) = self.keys.take() {
            keys.stop();
        }
        terminal::leave();
        let given = to();
        terminal::enter().context("taking the terminal back")?;
        self.easel.forget()?;
        self.keys = Some(Keys::read(self.arrivals.clone())?);
        Ok(given)
    }

    fn suspend(&mut self) -> Result<()> {
        self.lend(|| emulate_default_handler(SIGTSTP))?.context("stepping out to the shell")
    }

    /// Does something that may take a while beside all else, and tells what came of it.
    fn aside(&self, what: impl FnOnce() -> Result<String, String> + Send + 'static) -> Result<()> {
        let arrivals = self.arrivals.clone();
        thread::Builder::new().name("aside".into()).spawn(move || {
            let msg = what().map_or_else(Msg::Trouble, Msg::Told);
            let _ = arrivals.send(Arrival::Told(msg));
        })?;
        Ok(())
    }

    fn edit(&mut self, text: &str) -> Result<()> {
        let edited = self.lend(|| editor::edit(text))?;
        self.idle.touch();
        let msg = match edited {
            Ok(text) => Msg::Edited(text),
            Err(error) => Msg::Trouble(error.to_string()),
        };
        self.arrivals.send(Arrival::Told(msg)).map_err(|_| anyhow!("the screens are closed"))
    }
}

fn is_gone(error: &io::Error) -> bool {
    use io::ErrorKind::{BrokenPipe, NotConnected};
    matches!(error.kind(), BrokenPipe | NotConnected) || error.raw_os_error() == Some(EIO)
}

/// What writing to a terminal that has vanished gives.
const EIO: i32 = 5;
