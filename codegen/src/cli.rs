//! The command line: every command is load, a stage or two, and a report.

mod breaking;
mod check;
mod completions;
mod day;
mod exit_codes;
mod explain;
mod findings;
mod generate;
mod init;
mod input;
mod man;
mod report;
mod stubs;
mod watch;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::schema;

/// What shells give a program that Ctrl-C has ended.
const INTERRUPTED: u8 = 130;

/// One manifest of every real-time event; every binding is generated from it.
///
/// `samewire init` writes a manifest to start from, `samewire generate` the files that it describes.
///
/// `samewire help COMMAND` tells all about a command, `samewire -h` less than this.
#[derive(Debug, Parser)]
#[command(name = "samewire", version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// Whether what is printed has colours.
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    color: Color,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write the files that the manifest describes: only what changed, only inside the project.
    ///
    /// `samewire generate --check` is for pipelines and hooks: it compares, and writes nothing.
    Generate {
        #[command(flatten)]
        input: Input,
        /// Write nothing; exit 1 if a generated file is missing, changed or left over, and show how.
        #[arg(long)]
        check: bool,
        /// Write nothing; say what would be written.
        #[arg(long, conflicts_with = "check")]
        dry_run: bool,
    },
    /// Generate, and again after each save of the manifest or of what it includes, until Ctrl-C.
    ///
    /// A line tells what changed in the protocol and how many files that wrote. With a mistake in the manifest it
    /// shows what `generate` shows, and leaves the generated files as they were until the mistake is mended.
    Watch(watch::Arguments),
    /// Look for mistakes in the manifest, and for what will be regretted, and write nothing.
    ///
    /// `lint` at the top of the manifest says which rules count how much; `samewire explain` lists them.
    Check(check::Arguments),
    /// Compare the manifest with an earlier one: what changed, whom that breaks, and what would be safe.
    ///
    /// `samewire breaking --against main` before a merge.
    ///
    /// `samewire breaking --against v1.2` for the oldest release that is still in use.
    ///
    /// `samewire breaking --against v1.2 --changelog` prints what changed for people.
    Breaking(breaking::Arguments),
    /// Write a small manifest to start from and a schema for editors, and say what to do next.
    Init {
        /// The file to write, or a folder to write events.yaml into; the schema comes beside it.
        #[arg(default_value = input::MANIFEST)]
        path: PathBuf,
    },
    /// Print handlers to begin with, in TypeScript, for all events of the server or for some.
    ///
    /// `samewire stubs > src/handlers.ts` handles every event: `events.attach(handlers)`.
    ///
    /// `samewire stubs message_new --category calls` prints those of a few, for `events.attachPartial(handlers)`.
    ///
    /// `samewire stubs --upgrades > upgrades.ts` prints the functions for fields that older versions name in `by_hand`.
    Stubs {
        #[command(flatten)]
        input: Input,
        /// Names of events, as they are on the wire [default: all].
        #[arg(value_name = "EVENT")]
        events: Vec<String>,
        /// A category, of which all events are taken; may be given more than once.
        #[arg(long, value_name = "NAME")]
        category: Vec<String>,
        /// Print the functions that upgrade older versions and are written by hand, instead of handlers.
        #[arg(long, conflicts_with_all = ["events", "category"])]
        upgrades: bool,
    },
    /// Tell the long story of a diagnostic, of a rule of lint, or of one about changes.
    Explain {
        /// A code or a rule, such as SW011, ID_HAS_TYPE or EVENT_NO_DELETE [default: all of them are listed]
        code: Option<String>,
    },
    /// Print the JSON Schema of the manifest, by which editors complete and check it.
    ///
    /// `samewire schema > samewire.schema.json` beside a manifest that begins with
    /// `# yaml-language-server: $schema=samewire.schema.json`.
    Schema {
        /// Print the schema of a file that a manifest includes, instead.
        #[arg(long)]
        included: bool,
    },
    /// Print the script by which a shell completes commands and options.
    ///
    /// `source <(samewire completions bash)` tries it in bash.
    Completions {
        /// The shell that is to read it.
        shell: Shell,
    },
    /// Print the manual page of samewire or of a command, or write all pages.
    ///
    /// `samewire man breaking | man -l -` shows one.
    ///
    /// `samewire man --out ~/.local/share/man/man1` writes all of them to where `man samewire` finds them.
    Man(man::Arguments),
}

#[derive(Debug, Args)]
struct Input {
    /// The manifest [default: events.yaml, here or in a folder above, up to the project's]
    #[arg(long, value_name = "PATH")]
    manifest: Option<PathBuf>,
    /// The project, outside of which nothing is read or written [default: the nearest folder with .git]
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// What reports look like.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people: the line, and what is wrong with it.
    Human,
    /// For programs: an object per line.
    Json,
    /// For GitHub Actions: annotations at the lines of a pull request.
    Github,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Color {
    /// In a terminal, unless NO_COLOR is set.
    Auto,
    /// Everywhere.
    Always,
    /// Nowhere.
    Never,
}

/// How a command ended that could do its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Fine,
    Findings,
    /// Somebody ended a command that does not end by itself.
    Interrupted,
}

/// Why a command could not do its work.
#[derive(Debug)]
enum Failure {
    Message(String),
    Print(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::Print(error)
    }
}

/// The whole command line as data: what is parsed, completed, and told in manual pages.
pub fn command() -> clap::Command {
    exit_codes::told(Arguments::command())
}

/// Runs the command of this process's arguments.
pub fn main() -> ExitCode {
    let parsed = Arguments::from_arg_matches(&command().get_matches());
    let arguments = parsed.unwrap_or_else(|error| error.exit());
    match arguments.color {
        Color::Auto => anstream::ColorChoice::Auto,
        Color::Always => anstream::ColorChoice::Always,
        Color::Never => anstream::ColorChoice::Never,
    }
    .write_global();
    match run(arguments.command) {
        Ok(Verdict::Fine) => ExitCode::SUCCESS,
        Ok(Verdict::Findings) => ExitCode::from(1),
        Ok(Verdict::Interrupted) => ExitCode::from(INTERRUPTED),
        Err(failure) => {
            complain(&failure);
            ExitCode::from(2)
        }
    }
}

fn run(command: Command) -> Result<Verdict, Failure> {
    match command {
        Command::Generate { input, check: true, .. } => generate::check(&input),
        Command::Generate { input, dry_run: true, .. } => generate::dry_run(&input),
        Command::Generate { input, .. } => generate::write(&input),
        Command::Watch(arguments) => watch::watch(&arguments),
        Command::Check(arguments) => check::check(&arguments),
        Command::Breaking(arguments) => breaking::breaking(&arguments),
        Command::Init { path } => init::init(&path),
        Command::Stubs { input, upgrades: true, .. } => stubs::upgrades(&input),
        Command::Stubs { input, events, category, .. } => stubs::stubs(&input, &events, &category),
        Command::Explain { code: None } => explain::list(),
        Command::Explain { code: Some(code) } => explain::explain(&code),
        Command::Schema { included: false } => print_schema(schema::Of::Manifest),
        Command::Schema { included: true } => print_schema(schema::Of::Included),
        Command::Completions { shell } => completions::completions(shell),
        Command::Man(arguments) => man::man(&arguments),
    }
}

fn print_schema(of: schema::Of) -> Result<Verdict, Failure> {
    write!(anstream::stdout(), "{}", schema::text(of))?;
    Ok(Verdict::Fine)
}

/// Says why on stderr, as far as anybody still listens.
fn complain(failure: &Failure) {
    let message = match failure {
        Failure::Message(message) => message.clone(),
        Failure::Print(error) if error.kind() == io::ErrorKind::BrokenPipe => return,
        Failure::Print(error) => format!("cannot print: {error}"),
    };
    let _ = writeln!(anstream::stderr(), "{} {message}", report::error("error:"));
}
