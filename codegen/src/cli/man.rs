//! `man`: a manual page for samewire and for each of its commands.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, Command};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::report::good;
use super::{Failure, Verdict, command, exit_codes};
use crate::diagnostic::did_you_mean;

const VERSION: &str = concat!("samewire ", env!("CARGO_PKG_VERSION"));

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The command whose page is printed [default: the page of samewire itself]
    command: Option<String>,
    /// Write the pages of all commands into this folder, which is made if need be, instead of printing one.
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    out: Option<PathBuf>,
}

/// Prints a page, or writes all of them.
pub(super) fn man(arguments: &Arguments) -> Result<Verdict, Failure> {
    let mut top = command().disable_help_subcommand(true);
    top.build();
    if let Some(folder) = &arguments.out {
        return write(&top, folder);
    }
    let page = match &arguments.command {
        None => page(&top)?,
        Some(name) => page(top.find_subcommand(name).ok_or_else(|| unknown(&top, name))?)?,
    };
    anstream::stdout().write_all(&page)?;
    Ok(Verdict::Fine)
}

fn write(top: &Command, folder: &Path) -> Result<Verdict, Failure> {
    let refused = |path: &Path, error: &io::Error| {
        Failure::Message(format!("cannot write {}: {error}", path.display()))
    };
    fs::create_dir_all(folder).map_err(|error| refused(folder, &error))?;
    for command in [top].into_iter().chain(top.get_subcommands()) {
        let path = folder.join(Man::new(command.clone()).get_filename());
        fs::write(&path, page(command)?).map_err(|error| refused(&path, &error))?;
        writeln!(anstream::stdout(), "{}  {}", good("written"), path.display())?;
    }
    Ok(Verdict::Fine)
}

/// The page of a command that is built. It bears no date: the same version makes the same page.
fn page(command: &Command) -> io::Result<Vec<u8>> {
    let man = Man::new(command.clone());
    let mut page = title(command).into_bytes();
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut page)?;
    }
    ending(command).to_writer(&mut page)?;
    Ok(page)
}

/// Written here, since roff forgets the quotes of an empty date, so that what follows would be taken for it.
fn title(command: &Command) -> String {
    let name = command.get_display_name().unwrap_or(command.get_name()).to_uppercase();
    format!(".TH \"{}\" 1 \"\" \"{VERSION}\" \"samewire\"\n", name.replace('-', "\\-"))
}

fn ending(command: &Command) -> Roff {
    let mut roff = Roff::default();
    roff.control("SH", ["EXIT STATUS"]);
    for (code, meaning) in exit_codes::of(command.get_name()) {
        roff.control("TP", []);
        roff.text([bold(code.to_string())]);
        roff.text([roman(meaning)]);
    }
    if !command.has_subcommands() {
        roff.control("SH", ["SEE ALSO"]);
        roff.text([bold("samewire"), roman("(1)")]);
    }
    roff
}

fn unknown(top: &Command, name: &str) -> Failure {
    let near = did_you_mean(name, top.get_subcommands().map(Command::get_name));
    let hint = near.unwrap_or_else(|| "`samewire help` lists them all".to_owned());
    Failure::Message(format!("there is no command `{name}`: {hint}"))
}
