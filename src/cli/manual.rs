//! `kneel completions` and `kneel man`: made from the command line's own definition.

use std::io::Write;
use std::path::PathBuf;

use clap_complete::Shell;

use super::{Desk, Error, Exit, help};

/// Print what a shell needs to complete kneel's commands
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  kneel completions bash > ~/.local/share/bash-completion/completions/kneel
  kneel completions zsh > ~/.zfunc/_kneel
  kneel completions fish > ~/.config/fish/completions/kneel.fish")]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

pub fn completions(args: &CompletionsArgs, desk: &mut Desk) -> Result<Exit, Error> {
    // By way of memory: the generator panics where it cannot write.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut help::command(), "kneel", &mut script);
    desk.out.write_all(&script)?;
    Ok(Exit::Done)
}

/// Print the manual, or write all its pages into a folder
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  kneel man | man -l -
  kneel man --out ~/.local/share/man/man1")]
pub struct ManArgs {
    /// The folder for the pages; made where it is not there
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

pub fn man(args: &ManArgs, desk: &mut Desk) -> Result<Exit, Error> {
    let mut command = help::command();
    command.build();
    match &args.out {
        Some(folder) => {
            let failed = |error| Error::Failed(format!("{} could not be written: {error}", folder.display()));
            std::fs::create_dir_all(folder).map_err(failed)?;
            for page in pages(&command) {
                page.generate_to(folder).map_err(failed)?;
            }
        }
        None => {
            for page in pages(&command) {
                page.render(&mut desk.out)?;
            }
        }
    }
    Ok(Exit::Done)
}

/// The page of kneel and one for each command.
fn pages(command: &clap::Command) -> impl Iterator<Item = clap_mangen::Man> {
    let all = std::iter::once(command).chain(command.get_subcommands());
    all.cloned().map(clap_mangen::Man::new)
}
