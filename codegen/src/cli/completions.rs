//! `completions`: a script by which a shell completes commands, options, and the codes that `explain` knows.

use std::io::Write;

use clap::Command;
use clap::builder::{PossibleValue, PossibleValuesParser};
use clap_complete::Shell;

use super::{Failure, Verdict, command, explain};

/// Prints the script for `shell`.
pub(super) fn completions(shell: Shell) -> Result<Verdict, Failure> {
    let mut script = Vec::new();
    let mut command = with_known_values(command());
    clap_complete::generate(shell, &mut command, "samewire", &mut script);
    anstream::stdout().write_all(&script)?;
    if shell == Shell::Fish {
        write!(anstream::stdout(), "{}", words_for_fish(&command))?;
    }
    Ok(Verdict::Fine)
}

/// What may stand behind a command without an option: clap's script for fish has none of it.
fn words_for_fish(command: &Command) -> String {
    let line = |command: &Command, value: &PossibleValue| {
        let help = value.get_help().map(ToString::to_string).unwrap_or_default();
        let help = help.replace('\\', "\\\\").replace('\'', "\\'");
        let (command, value) = (command.get_name(), value.get_name());
        format!(
            "complete -c samewire -n '__fish_seen_subcommand_from {command}' -f -a '{value}' -d '{help}'\n"
        )
    };
    let values = command.get_subcommands().flat_map(|command| {
        let values = command.get_positionals().flat_map(|argument| argument.get_possible_values());
        values.map(move |value| line(command, &value))
    });
    values.collect()
}

/// Words that the commands themselves look up, so that they can say which one was meant.
fn with_known_values(command: Command) -> Command {
    let commands: Vec<PossibleValue> =
        command.get_subcommands().map(|known| PossibleValue::new(known.get_name().to_owned())).collect();
    let codes: Vec<PossibleValue> =
        explain::known().map(|(id, title)| PossibleValue::new(id).help(title)).collect();
    let known = |values| move |argument: clap::Arg| argument.value_parser(PossibleValuesParser::new(values));
    command
        .mut_subcommand("explain", |explain| explain.mut_arg("code", known(codes)))
        .mut_subcommand("man", |man| man.mut_arg("command", known(commands)))
}
