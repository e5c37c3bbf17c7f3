//! What needs other programs than bash and git: zsh, fish, bash-completion, man, mandoc, shellcheck and pre-commit.
//! `tests/run shells` installs them and runs these tests; others pass them over.
#![cfg(unix)]

use std::fs;

use crate::pages::{block, blocks, page};
use crate::pipeline::repository::{Repository, Run};

const PAGE: &str = "docs/command-line.md";

/// A machine with samewire, and the lines of the page run on it.
fn machine_with(words: &str) -> Repository {
    let machine = Repository::new();
    machine.install();
    passes(&machine.run_in("home", "sh", ["-e", "-c", &block(PAGE, words)], &[]));
    machine
}

#[track_caller]
fn passes(run: &Run) {
    assert_eq!(run.code, 0, "{}", run.printed);
}

/// What is printed by a shell that a person opens.
fn opened(machine: &Repository, shell: &str, text: &str) -> String {
    let run = machine.run_in("work", shell, ["-i", "-c", text], &[("TERM", "dumb")]);
    passes(&run);
    run.printed
}

#[test]
#[ignore = "needs fish"]
fn fish_completes() {
    let machine = machine_with("completions fish");
    let offered = |line: &str| opened(&machine, "fish", &format!("complete -C '{line}'"));
    assert!(offered("samewire gen").starts_with("generate\tWrite the files"), "{}", offered("samewire gen"));
    assert!(offered("samewire generate --ch").starts_with("--check\t"));
    assert!(offered("samewire explain SW011").starts_with("SW011\ta key twice"));
    assert_eq!(offered("samewire man bre").trim(), "breaking");
    assert_eq!(offered("samewire completions z").trim(), "zsh");
    assert_eq!(offered("samewire nothing"), "");
}

/// A pseudo-terminal with zsh in it, into which a line and a tab are typed. what ^G prints tells that the line is complete.
const ZSH: &str = r#"
zmodload zsh/zpty
zpty shell zsh -i
zpty -w shell $'PS1=ready; show() { print -r -- "<$BUFFER>"; zle kill-whole-line }; zle -N show; bindkey "^G" show; print begin\n'
zpty -r shell seen '*begin*ready*'
zpty -w -n shell "$1"$'\t\a'
zpty -r shell seen '*<*>*'
print -r -- "$seen"
zpty -d shell
"#;

#[test]
#[ignore = "needs zsh"]
fn zsh_completes() {
    let machine = machine_with("completions zsh");
    let completed =
        |line: &str| machine.run_in("work", "zsh", ["-f", "-c", ZSH, "zsh", line], &[("TERM", "dumb")]);
    for (line, wanted) in [
        ("samewire gen", "<samewire generate >"),
        ("samewire generate --che", "<samewire generate --check >"),
        ("samewire explain RESERVED_NO_R", "<samewire explain RESERVED_NO_REUSE >"),
        ("samewire nothing", "<samewire nothing>"),
    ] {
        let run = completed(line);
        assert!(run.code == 0 && run.printed.contains(wanted), "{line}: no {wanted} in\n{}", run.printed);
    }
}

#[test]
#[ignore = "needs man and mandoc"]
fn man_and_mandoc_read_the_pages() {
    let machine = machine_with("samewire man --out");
    let folder = machine.path("home/.local/share/man/man1");
    for entry in fs::read_dir(folder).unwrap() {
        let file = entry.unwrap().path();
        let file = file.to_str().unwrap();
        let shown = machine.run_in("home", "man", ["--warnings=all", "-l", file], &[("MANPAGER", "cat")]);
        passes(&shown);
        assert!(
            shown.printed.contains("EXIT STATUS") && !shown.printed.contains("warning:"),
            "{}",
            shown.printed
        );
        let lint = machine.run_in("home", "mandoc", ["-Tlint", "-Wwarning", file], &[]).printed;
        // A page bears no date; clap leaves a line free before possible values.
        let known =
            |line: &&str| !line.contains("missing date") && !line.contains("skipping paragraph macro: br");
        assert_eq!(lint.lines().find(known), None);
    }
    fs::write(machine.path("home/wrong.1"), ".TH\n.SH\n.RE\n").unwrap();
    let lint = machine.run_in("home", "mandoc", ["-Tlint", "-Wwarning", "wrong.1"], &[]);
    assert!(lint.printed.contains("WARNING"), "{}", lint.printed);
}

#[test]
#[ignore = "needs man"]
fn man_finds_the_pages_by_name() {
    let machine = machine_with("samewire man --out");
    let manual = machine.path("home/.local/share/man");
    let variables = [("MANPATH", manual.to_str().unwrap()), ("MANPAGER", "cat")];
    let found = |name: &str| machine.run_in("work", "man", [name], &variables);
    assert!(found("samewire-breaking").printed.contains("nobody breaks"));
    assert!(found("samewire").printed.contains("samewire-stubs(1)"));
    assert_ne!(found("samewire-nothing").code, 0);
    let line = block(PAGE, "| man -l -");
    let shown = machine.run_in("work", "sh", ["-e", "-c", &line], &variables);
    assert!(shown.printed.contains("nobody breaks"), "{}", shown.printed);
}

#[test]
#[ignore = "needs bash-completion"]
fn bash_finds_the_script() {
    for words in ["share/bash-completion", ".bashrc"] {
        let machine = machine_with(words);
        let load = match words {
            ".bashrc" => ". ~/.bashrc",
            _ => ". /usr/share/bash-completion/bash_completion; _completion_loader samewire || true",
        };
        let text = format!("{load}; complete -p samewire");
        let run = machine.run_in("work", "bash", ["--norc", "-c", &text], &[]);
        assert!(run.printed.contains("-F _samewire"), "{}", run.printed);
    }
}

#[test]
#[ignore = "needs shellcheck"]
fn shellcheck_has_nothing_to_say_of_the_recipes() {
    let machine = Repository::new();
    let check = |text: &str| {
        let file = machine.path("home/script");
        fs::write(&file, text).unwrap();
        machine.run_in("home", "shellcheck", ["--shell", "sh", "script"], &[])
    };
    let page = page("docs/pipeline.md");
    let scripts: Vec<_> =
        blocks(&page).into_iter().filter(|block| block.text.starts_with("#!/bin/sh\n")).collect();
    assert_eq!(scripts.len(), 2);
    scripts.iter().for_each(|script| passes(&check(&script.text)));
    assert_ne!(check("cd $1\n").code, 0);
}

/// The hook of the page, called by pre-commit as its configuration on the page says.
#[test]
#[ignore = "needs pre-commit"]
fn pre_commit_runs_the_hook() {
    let repository = Repository::new();
    repository.install();
    repository.put(".pre-commit-config.yaml", &block("docs/pipeline.md", "# .pre-commit-config.yaml"));
    repository.put(".githooks/pre-commit", &block("docs/pipeline.md", "# .githooks/pre-commit"));
    repository.run_in("work", "chmod", ["+x", ".githooks/pre-commit"], &[]);
    passes(&repository.run_in("work", "pre-commit", ["install"], &[]));
    repository.git("add --all");
    let commit = || repository.run_in("work", "git", ["commit", "-m", "change"], &[]);
    passes(&commit());
    // A new generated file, which Git does not know yet.
    repository.change("events.yaml", "rust: {}", "rust: {}, markdown: {}");
    repository.generate();
    repository.git("add --update");
    let refused = commit();
    assert!(
        refused.code != 0 && refused.printed.contains("missing  generated/docs/events.md"),
        "{}",
        refused.printed
    );
    repository.git("add --all");
    passes(&commit());
    repository.change("events.yaml", "on: bool", "on: string");
    repository.generate();
    repository.git("add --all");
    let refused = commit();
    assert!(refused.code != 0 && refused.printed.contains("client.mute.on"), "{}", refused.printed);
    passes(&repository.run_in("work", "git", ["reset", "-q", "--hard"], &[]));
    passes(&repository.run_in("work", "pre-commit", ["run", "--all-files"], &[]));
    repository.is_tidy();
}
