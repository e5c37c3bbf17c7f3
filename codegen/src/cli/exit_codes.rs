//! What each exit code means, for `--help` and the man pages.

use clap::Command;

const WRONG: &str = "the command is wrong, or the system refused";

/// Every command with its exit codes at the end of its help.
pub(super) fn told(command: Command) -> Command {
    let own = text(command.get_name());
    command.after_help(own).mut_subcommands(|command| {
        let text = text(command.get_name());
        command.after_help(text)
    })
}

/// The exit codes of a command and what they mean.
pub(super) fn of(command: &str) -> Vec<(u8, &'static str)> {
    let meanings: &[(u8, &str)] = match command {
        "generate" => &[
            (0, "all generated files are as they should be, after writing or as they were"),
            (1, "the manifest has mistakes; with --check also: a generated file is not up to date"),
        ],
        "watch" => &[(2, "the watch could not begin, or the command is wrong"), (130, "Ctrl-C has ended it")],
        "check" => &[
            (0, "the manifest has no mistakes, warnings at most"),
            (1, "it has mistakes, or a rule of lint whose level is `error` has found something"),
        ],
        "breaking" => &[
            (0, "nobody breaks; with --changelog, whatever changed"),
            (1, "somebody breaks, or an approval has ended"),
            (
                2,
                "there is nothing to compare with, one of the manifests has mistakes, or the command is wrong",
            ),
        ],
        "stubs" => &[
            (0, "printed"),
            (1, "the manifest has mistakes"),
            (2, "there is no such event or category, the command is wrong, or the system refused"),
        ],
        "init" => &[(0, "written"), (2, "the file exists, the command is wrong, or the system refused")],
        "explain" => &[(0, "printed"), (2, "there is no such code or rule, or the command is wrong")],
        "schema" | "completions" => &[(0, "printed")],
        "man" => &[(0, "printed or written")],
        _ => &[
            (0, "all is well"),
            (1, "the manifest has mistakes, generated files are not up to date, or a change breaks somebody"),
            (2, "the command is wrong, the system refused, or there is nothing to compare with"),
            (130, "Ctrl-C has ended `watch`"),
        ],
    };
    let mut meanings = meanings.to_vec();
    if meanings.iter().all(|(code, _)| *code != 2) {
        meanings.push((2, WRONG));
    }
    meanings
}

fn text(command: &str) -> String {
    let lines = of(command).into_iter().map(|(code, meaning)| format!("\n  {code}  {meaning}"));
    format!("Exit codes:{}", lines.collect::<String>())
}
