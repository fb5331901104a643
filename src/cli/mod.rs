//! The command line: what a person types. One file per subcommand, small related ones share.
//!
//! Data goes to stdout, words for people to stderr, and nothing asks a question without a terminal.
//! [`Desk`] is what a command works on, [`Exit`] how it ends.

mod add;
mod answer;
mod archive;
mod backup;
mod bulletins;
mod config;
pub mod day;
mod demo;
mod desk;
mod doctor;
mod due;
mod edit;
mod encrypt;
mod error;
mod export;
mod fetch;
mod first;
mod forget;
mod handout;
mod help;
mod home;
mod import;
mod items;
mod keys;
mod leaving;
mod list;
mod manual;
mod map;
mod note;
mod plain;
mod pray;
mod prayed;
mod profiles;
mod regions;
mod remind;
mod reread;
mod review;
mod salvage;
mod share;
mod show;
mod snooze;
mod stats;
mod subscribe;
mod subscriptions;
mod suggest;
mod sync;
mod thread;
mod today;
mod topics;
mod undo;
mod unlock;
mod unsubscribe;
mod words;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{FromArgMatches, Parser, Subcommand};

pub use desk::Desk;
pub use error::Error;

use crate::intake;
pub use crate::tui::terminal::fall::speak_plainly;

/// A prayer journal for the terminal.
#[derive(Debug, Parser)]
#[command(name = "kneel", version, disable_help_subcommand = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    /// Read passphrases from this file descriptor
    #[arg(long, global = true, value_name = "N")]
    passphrase_fd: Option<u32>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Import(import::Args),
    Add(add::Args),
    Bulletins(bulletins::Args),
    Subscribe(subscribe::Args),
    Fetch(fetch::Args),
    Subscriptions(subscriptions::Args),
    Unsubscribe(unsubscribe::Args),
    Profiles(profiles::Args),
    Reread(reread::Args),
    Regions(regions::Args),
    Today(today::Args),
    Due(due::Args),
    Remind(remind::Args),
    Pray(pray::Args),
    Prayed(prayed::Args),
    Snooze(snooze::Args),
    FollowUp(first::FollowUpArgs),
    Pin(first::PinArgs),
    List(list::Args),
    Search(list::SearchArgs),
    Map(map::Args),
    Show(show::Args),
    Note(note::Args),
    Answer(answer::Args),
    Reopen(answer::ReopenArgs),
    Suggest(suggest::Args),
    Dismiss(suggest::DismissArgs),
    Thread(thread::Args),
    Review(review::Args),
    Edit(edit::Args),
    Flag(archive::FlagArgs),
    Archive(archive::Args),
    Undo(undo::Args),
    Redo(undo::RedoArgs),
    History(undo::HistoryArgs),
    Stats(stats::Args),
    Handout(handout::Args),
    Share(share::Args),
    Sync(sync::Args),
    Export(export::Args),
    Backup(backup::Args),
    Restore(backup::RestoreArgs),
    Doctor(doctor::Args),
    Forget(forget::Args),
    Config(config::Args),
    Encrypt(encrypt::Args),
    Decrypt(encrypt::DecryptArgs),
    Keys(keys::Args),
    Demo(demo::Args),
    Help(topics::Args),
    Completions(manual::CompletionsArgs),
    Man(manual::ManArgs),
}

/// How a command ended that did not fail outright.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// All was done.
    Done,
    /// Nothing was done.
    Failed,
    /// The command line could not be understood.
    Usage,
    /// There was nothing to do.
    Nothing,
    /// Some documents were refused, the others were read.
    Partly,
    /// The journal is from a newer kneel.
    Newer,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(match exit {
            Exit::Done => 0,
            Exit::Failed => 1,
            Exit::Usage => 2,
            Exit::Nothing => 3,
            Exit::Partly => 4,
            Exit::Newer => 5,
        })
    }
}

/// Does what another kneel started this process for, if one did: it opens documents and knows of nothing else.
pub fn errand() -> Option<ExitCode> {
    let mut arguments = std::env::args_os().skip(1);
    (arguments.next()? == intake::ERRAND).then(|| intake::serve(arguments))
}

/// Reads the arguments of this process; prints help or what is wrong with them and ends it where clap does.
pub fn parse() -> Cli {
    if let Some(cli) = help::at_once(std::env::args_os()) {
        return cli;
    }
    let parsed = help::command().try_get_matches();
    parsed.and_then(|matches| Cli::from_arg_matches(&matches)).unwrap_or_else(|error| refuse(&error))
}

/// Says what is wrong with the arguments, which it repeats: so they are made safe. Help repeats nothing.
fn refuse(error: &clap::Error) -> ! {
    if !error.use_stderr() {
        error.exit();
    }
    let _ = write!(io::stderr(), "{}", crate::text::safe(&error.render().to_string()));
    std::process::exit(error.exit_code());
}

/// Does what the command line asks.
pub fn run(cli: Cli, desk: &mut Desk) -> Result<Exit, Error> {
    desk.read_first_line(cli.passphrase_fd)?;
    let writes = cli.command.as_ref().is_some_and(Command::writes);
    let exit = match cli.command {
        Some(command) => carry_out(command, desk)?,
        None => home::run(desk)?,
    };
    if writes && matches!(exit, Exit::Done | Exit::Partly) {
        desk.copy_of_the_day();
    }
    Ok(exit)
}

impl Command {
    /// Whether it may change what is in the journal. The screens see to copies by themselves.
    fn writes(&self) -> bool {
        match self {
            Command::Import(args) => args.keeps(),
            Command::Reread(args) => args.keeps(),
            Command::Sync(args) => args.keeps(),
            Command::Add(_)
            | Command::Fetch(_)
            | Command::Regions(_)
            | Command::Pray(_)
            | Command::Prayed(_)
            | Command::Snooze(_)
            | Command::FollowUp(_)
            | Command::Pin(_)
            | Command::Note(_)
            | Command::Answer(_)
            | Command::Reopen(_)
            | Command::Suggest(_)
            | Command::Dismiss(_)
            | Command::Edit(_)
            | Command::Flag(_)
            | Command::Archive(_)
            | Command::Undo(_)
            | Command::Redo(_) => true,
            _ => false,
        }
    }
}

fn carry_out(command: Command, desk: &mut Desk) -> Result<Exit, Error> {
    match command {
        Command::Import(args) => import::run(&args, desk),
        Command::Add(args) => add::run(args, desk),
        Command::Bulletins(args) => bulletins::run(&args, desk),
        Command::Subscribe(args) => subscribe::run(&args, desk),
        Command::Fetch(args) => fetch::run(&args, desk),
        Command::Subscriptions(args) => subscriptions::run(&args, desk),
        Command::Unsubscribe(args) => unsubscribe::run(&args, desk),
        Command::Profiles(args) => profiles::run(&args, desk),
        Command::Reread(args) => reread::run(&args, desk),
        Command::Regions(args) => regions::run(&args, desk),
        Command::Today(args) => today::run(&args, desk),
        Command::Due(args) => due::run(&args, desk),
        Command::Remind(args) => remind::run(&args, desk),
        Command::Pray(args) => pray::run(&args, desk),
        Command::Prayed(args) => prayed::run(&args, desk),
        Command::Snooze(args) => snooze::run(&args, desk),
        Command::FollowUp(args) => first::follow_up(&args, desk),
        Command::Pin(args) => first::pin(&args, desk),
        Command::List(args) => list::run(&args, desk),
        Command::Search(args) => list::search(&args, desk),
        Command::Map(args) => map::run(&args, desk),
        Command::Show(args) => show::run(&args, desk),
        Command::Note(args) => note::run(args, desk),
        Command::Answer(args) => answer::run(args, desk),
        Command::Reopen(args) => answer::reopen(&args, desk),
        Command::Suggest(args) => suggest::run(&args, desk),
        Command::Dismiss(args) => suggest::dismiss(&args, desk),
        Command::Thread(args) => thread::run(&args, desk),
        Command::Review(args) => review::run(&args, desk),
        Command::Edit(args) => edit::run(args, desk),
        Command::Flag(args) => archive::flag(&args, desk),
        Command::Archive(args) => archive::run(&args, desk),
        Command::Undo(args) => undo::run(&args, desk),
        Command::Redo(args) => undo::redo(&args, desk),
        Command::History(args) => undo::history(&args, desk),
        Command::Stats(args) => stats::run(&args, desk),
        Command::Handout(args) => handout::run(&args, desk),
        Command::Share(args) => share::run(&args, desk),
        Command::Sync(args) => sync::run(&args, desk),
        Command::Export(args) => export::run(&args, desk),
        Command::Backup(args) => backup::run(args, desk),
        Command::Restore(args) => backup::restore(&args, desk),
        Command::Doctor(args) => doctor::run(&args, desk),
        Command::Forget(args) => forget::run(&args, desk),
        Command::Config(args) => config::run(&args, desk),
        Command::Encrypt(args) => encrypt::run(&args, desk),
        Command::Decrypt(args) => encrypt::decrypt(&args, desk),
        Command::Keys(args) => keys::run(&args, desk),
        Command::Demo(_) => demo::run(desk),
        Command::Help(args) => topics::run(&args, desk),
        Command::Completions(args) => manual::completions(&args, desk),
        Command::Man(args) => manual::man(&args, desk),
    }
}
