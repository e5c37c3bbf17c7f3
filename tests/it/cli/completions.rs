//! `completions`: what bash makes of the script, and that no script lacks a command or an option.

use std::fs;
use std::process::Command;

use samewire_codegen::cli;
use tempfile::TempDir;

use super::{Project, run};

/// Does what bash does for the last of the words, with the function that the script has registered.
const COMPLETE: &str = r#"
source "$1"; shift
registered=$(complete -p samewire)
[[ $registered =~ -F\ ([^ ]+) ]] || exit 9
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMP_POINT=${#COMP_LINE}
"${BASH_REMATCH[1]}" samewire "${@: -1}" "${@: -2:1}"
printf '%s\n' ${COMPREPLY[@]+"${COMPREPLY[@]}"}
"#;

fn script(shell: &str) -> String {
    Project::empty().run(&format!("completions {shell}")).code(0).out
}

/// What bash offers for the last word of a line, sorted.
fn offered(line: &str) -> Vec<String> {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("samewire.bash");
    fs::write(&file, script("bash")).unwrap();
    let mut bash = Command::new("bash");
    bash.args(["--norc", "--noprofile", "-c", COMPLETE, "bash"]).arg(file);
    let printed = run(bash.args(line.split(' ')).current_dir(folder.path())).code(0).out;
    let mut offered: Vec<String> = printed.split_whitespace().map(str::to_owned).collect();
    offered.sort();
    offered
}

fn commands() -> Vec<String> {
    let command = cli::command();
    let mut names: Vec<String> = command.get_subcommands().map(|known| known.get_name().to_owned()).collect();
    names.sort();
    names
}

#[test]
fn bash_completes_commands_and_options() {
    assert_eq!(offered("samewire gen"), ["generate"]);
    let all = offered("samewire ");
    assert_eq!(commands().iter().find(|name| !all.contains(name)), None);
    let options = offered("samewire generate --");
    for option in ["--check", "--dry-run", "--format", "--manifest", "--root", "--color"] {
        assert!(options.contains(&option.to_owned()), "{option} is not in {options:?}");
    }
    assert_eq!(offered("samewire generate --ch"), ["--check"]);
    assert_eq!(offered("samewire nothing-like-it --ch"), Vec::<String>::new());
}

#[test]
fn bash_completes_values() {
    assert_eq!(offered("samewire check --format "), ["github", "human", "json"]);
    assert_eq!(offered("samewire breaking --level re"), ["replay"]);
    assert_eq!(offered("samewire completions z"), ["zsh"]);
    assert_eq!(offered("samewire man bre"), ["breaking"]);
    assert_eq!(offered("samewire explain SW00"), (1..10).map(|n| format!("SW00{n}")).collect::<Vec<_>>());
    assert_eq!(offered("samewire explain RESERVED_"), ["RESERVED_NO_DELETE", "RESERVED_NO_REUSE"]);
}

#[test]
fn bash_completes_paths() {
    let project = Project::new();
    let file = project.path("samewire.bash");
    fs::write(&file, script("bash")).unwrap();
    let mut bash = Command::new("bash");
    bash.args(["--norc", "--noprofile", "-c", COMPLETE, "bash"]).arg(file);
    bash.args(["samewire", "check", "--manifest", "ev"]).current_dir(project.path(""));
    assert_eq!(run(&mut bash).code(0).out.trim(), "events.yaml");
}

#[test]
fn every_script_has_all_commands_and_options() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = script(shell);
        for command in cli::command().get_subcommands() {
            assert!(script.contains(command.get_name()), "{shell}: {}", command.get_name());
            for option in command.get_arguments().filter_map(clap::Arg::get_long) {
                assert!(script.contains(option), "{shell}: --{option}");
            }
        }
        assert!(!script.contains("--no-such-option"));
    }
}

#[test]
fn an_unknown_shell_is_told_of() {
    Project::empty()
        .run("completions tcsh")
        .code(2)
        .err("possible values: bash, elvish, fish, powershell, zsh");
}

/// The words that are completed are looked up by the commands, which know better what was meant.
#[test]
fn commands_still_say_what_was_meant() {
    let project = Project::empty();
    project.run("explain SW0111").code(2).err("did you mean `SW011`?");
    project.run("man breakin").code(2).err("there is no command `breakin`: did you mean `breaking`?");
}
