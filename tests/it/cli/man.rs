//! `man`: the pages as text; `tests/it/shells.rs` has man and mandoc read them.

use std::fs;

use samewire_codegen::cli;

use super::Project;

#[test]
fn a_page_tells_what_help_tells() {
    let page = Project::empty().run("man breaking").code(0).out;
    let version = env!("CARGO_PKG_VERSION");
    let title = format!(".TH \"SAMEWIRE\\-BREAKING\" 1 \"\" \"samewire {version}\" \"samewire\"\n");
    assert!(page.starts_with(&title), "{page}");
    for section in ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "\"EXIT STATUS\"", "\"SEE ALSO\""] {
        assert_eq!(page.matches(&format!("\n.SH {section}\n")).count(), 1, "{section} in\n{page}");
    }
    for words in [
        "\\fBsamewire breaking\\fR",
        "\\fB\\-\\-as\\-of\\fR",
        "\nlockstep: Both ends",
        "\nsomebody breaks, or",
    ] {
        assert!(page.contains(words), "no {words:?} in\n{page}");
    }
}

#[test]
fn the_first_page_lists_the_commands() {
    let page = Project::empty().run("man").code(0).out;
    assert!(page.starts_with(".TH \"SAMEWIRE\" 1 "), "{page}");
    for command in cli::command().get_subcommands() {
        assert!(
            page.contains(&format!("\nsamewire\\-{}(1)\n", command.get_name())),
            "{}",
            command.get_name()
        );
    }
}

#[test]
fn all_pages_are_written() {
    let project = Project::empty();
    let mut written = project.run("man --out share/man1").code(0).out("written  share/man1/samewire.1\n");
    let mut wanted: Vec<String> = cli::command()
        .get_subcommands()
        .map(|command| format!("samewire-{}.1", command.get_name()))
        .collect();
    wanted.push("samewire.1".to_owned());
    wanted.sort();
    let mut names: Vec<String> = fs::read_dir(project.path("share/man1"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, wanted);
    assert_eq!(project.text("share/man1/samewire-check.1"), project.run("man check").code(0).out);
    // Once more over what is there.
    let again = project.run("man --out share/man1").code(0);
    assert_eq!(std::mem::take(&mut written.out), again.out);
}

#[test]
fn what_cannot_be_written_is_told_of() {
    let project = Project::new();
    project.run("man --out events.yaml").code(2).err("error: cannot write events.yaml: ");
    project.run("man check --out pages").code(2).err("cannot be used with");
    project.run("man nothing").code(2).err("there is no command `nothing`: `samewire help` lists them all");
}
