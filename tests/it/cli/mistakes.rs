//! How mistakes and findings are told, to people and to programs.

use std::fs;

use super::{MANIFEST, Project};

const TYPO: &str = "message: Mesage";

#[test]
fn a_mistake_is_shown_with_line_and_suggestion() {
    let project = Project::generated();
    project.put("events.yaml", &MANIFEST.replace("message: Message", TYPO));
    let before = project.files();
    for command in ["check", "generate", "generate --check", "generate --dry-run"] {
        let run = project
            .run(command)
            .code(1)
            .err(" events.yaml:7:")
            .err(TYPO)
            .err("`Message`")
            .err("error: 1 mistake");
        assert_eq!(run.out, "");
    }
    assert_eq!(project.files(), before);
}

#[test]
fn programs_read_mistakes_on_stdout() {
    let project = Project::new();
    project.put("events.yaml", &MANIFEST.replace("message: Message", TYPO));
    let run = project.run("check --format json").code(1);
    let object: serde_json::Value = serde_json::from_str(run.out.trim()).unwrap();
    assert_eq!((&object["file"], &object["line"]), (&"events.yaml".into(), &7.into()), "{object}");
    project.run("check --format github").code(1).out("::error file=events.yaml,line=7,");
    fs::create_dir(project.path("below")).unwrap();
    project.run_in("below", "check --format github").code(1).out("::error file=events.yaml,line=7,");
}

#[test]
fn programs_read_findings_on_stdout() {
    let project = Project::new();
    let run = project.run("generate --check --format json").code(1);
    for line in run.out.lines() {
        let object: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(object["state"], "missing");
        assert!(object["file"].as_str().unwrap().starts_with("generated/"), "{object}");
    }
    project
        .run("generate --check --format github")
        .code(1)
        .out("::error file=generated/rust/")
        .out("title=generated file missing::run `samewire generate`\n");
    project.run("generate --format json").code(0).out("\"state\":\"created\"");
}

#[test]
fn colour_is_for_terminals_and_those_who_ask() {
    let project = Project::new();
    project.put("events.yaml", &MANIFEST.replace("message: Message", TYPO));
    assert!(!project.run("check").code(1).err.contains('\u{1b}'));
    assert!(!project.run("check --color never").code(1).err.contains('\u{1b}'));
    assert!(project.run("check --color always").code(1).err.contains('\u{1b}'));
}
