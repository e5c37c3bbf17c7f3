//! `--help`: every command, option and value is told of, and what the pages show can be typed.

use clap::Command;
use clap::error::ErrorKind;
use samewire_codegen::cli;

use super::Project;
use crate::pages::{blocks, names, page};

/// samewire and each of its commands.
fn commands() -> Vec<Command> {
    let mut top = cli::command().disable_help_subcommand(true);
    top.build();
    let mut commands: Vec<Command> = top.get_subcommands().cloned().collect();
    commands.insert(0, top);
    commands
}

/// What is said nothing of.
fn untold(command: &Command) -> Vec<String> {
    let mut untold = Vec::new();
    let name = command.get_name();
    if command.get_about().is_none() {
        untold.push(name.to_owned());
    }
    if !command.get_after_help().is_some_and(|text| text.to_string().contains("Exit codes:\n  ")) {
        untold.push(format!("{name}: exit codes"));
    }
    for argument in command.get_arguments() {
        let argument_name = format!("{name} {}", argument.get_id());
        if argument.get_help().is_none() {
            untold.push(argument_name.clone());
        }
        for value in argument.get_possible_values() {
            // Shells have names, and nothing to be said of them.
            if value.get_help().is_none() && argument.get_id() != "shell" && argument.get_id() != "help" {
                untold.push(format!("{argument_name} {}", value.get_name()));
            }
        }
    }
    untold
}

#[test]
fn everything_is_told_of() {
    for command in commands() {
        let flags = command.get_arguments().filter(|argument| !argument.get_action().takes_values());
        let flags: Vec<String> =
            flags.map(|flag| format!("{} {}", command.get_name(), flag.get_id())).collect();
        let untold: Vec<String> = untold(&command);
        // A flag has the values true and false.
        let untold =
            untold.iter().filter(|name| !flags.iter().any(|flag| name.starts_with(&format!("{flag} "))));
        assert_eq!(untold.collect::<Vec<_>>(), Vec::<&String>::new());
    }
}

#[test]
fn what_is_not_told_of_is_noticed() {
    let silent = Command::new("x").arg(clap::Arg::new("y").long("y").value_parser(["z"]));
    assert_eq!(untold(&silent), ["x", "x: exit codes", "x y", "x y z"]);
}

#[test]
fn help_ends_with_exit_codes() {
    let project = Project::empty();
    for command in commands().iter().skip(1) {
        let short = project.run(&format!("{} -h", command.get_name())).code(0).out;
        let long = project.run(&format!("help {}", command.get_name())).code(0).out;
        for text in [short, long] {
            assert!(text.contains("\nExit codes:\n  ") && text.contains("\n  2  "), "{text}");
        }
    }
    project.run("--help").code(0).out("\nExit codes:\n").out("samewire init");
}

/// Every `samewire …` on a page: in a block, behind `$`, `cargo` or `run:`, and between backticks.
fn shown(text: &str) -> Vec<String> {
    let mut shown = Vec::new();
    for block in blocks(text).iter().filter(|block| ["sh", "text", "yaml"].contains(&block.language.as_str()))
    {
        for line in block.text.lines() {
            let line = line
                .trim_start()
                .trim_start_matches("$ ")
                .trim_start_matches("- ")
                .trim_start_matches("run: ");
            shown.extend(command(line.split_once("<(").map_or(line, |(_, inner)| inner)));
        }
    }
    let outside = text.split("```").step_by(2).collect::<String>();
    shown.extend(outside.split('`').skip(1).step_by(2).filter_map(|code| command(&code.replace('\n', " "))));
    shown
}

/// A command up to where the shell goes on.
fn command(line: &str) -> Option<String> {
    let line = line.trim_start_matches("cargo ");
    let end = line.find(['|', '>', ';', '#', '&', ')', '…']).unwrap_or(line.len());
    let line = line[..end].trim();
    (line.starts_with("samewire ") && !line.contains(['=', '{'])).then(|| line.to_owned())
}

/// Why a command cannot be typed so; what is left out on purpose does not count.
fn mistaken(shown: &str) -> Option<String> {
    let words = shown.split_whitespace().map(|word| word.trim_matches('"'));
    let error = cli::command().try_get_matches_from(words).err()?;
    let left_out = [
        ErrorKind::MissingRequiredArgument,
        ErrorKind::MissingSubcommand,
        ErrorKind::DisplayHelp,
        ErrorKind::DisplayVersion,
    ];
    // A word in capitals stands for one that the reader knows.
    let stands_for = shown.split(' ').any(|word| ["SHELL", "COMMAND"].contains(&word));
    (!left_out.contains(&error.kind()) && !stands_for).then(|| format!("{shown}: {error}"))
}

#[test]
fn what_the_pages_show_can_be_typed() {
    let mut used = Vec::new();
    let others = ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"].map(str::to_owned);
    for name in others.into_iter().chain(names()) {
        for command in shown(&page(&name)) {
            assert_eq!(mistaken(&command), None, "{name}");
            used.push(command);
        }
    }
    for command in commands() {
        let about = command.get_long_about().map(ToString::to_string).unwrap_or_default();
        for command in shown(&about) {
            assert_eq!(mistaken(&command), None, "help of {command}");
        }
        let name = format!("samewire {}", command.get_name());
        let is_told = command.has_subcommands() || used.iter().any(|used| used.starts_with(&name));
        assert!(is_told, "no page shows `{name}`");
    }
    let with_options = used.iter().filter(|command| command.contains(" --")).count();
    assert!(with_options >= 20, "only {with_options} commands were found: {used:#?}");
}

#[test]
fn what_cannot_be_typed_is_noticed() {
    let page = "```sh\nsamewire genrate\nsamewire check --formt json # why\n```\nand `samewire generate\n--chek`, `samewire explain`";
    let noticed = shown(page).iter().filter_map(|shown| mistaken(shown)).count();
    assert_eq!((shown(page).len(), noticed), (4, 3));
}
