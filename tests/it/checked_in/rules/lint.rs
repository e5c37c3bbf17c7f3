//! The part about one manifest.

use std::fs;
use std::path::Path;

use samewire_codegen::lint::rules::{Group, RULES, Rule, page as story};

use super::anchor;

const HEAD: &str = "
# Lint

What `samewire check` looks for. [lint.md](lint.md) tells how to say what counts, and where something is right as it is. The level is
that of a manifest that says nothing.
";

pub fn part() -> String {
    let grouped = RULES.iter().filter(|rule| Group::ALL.contains(&rule.group)).count();
    assert_eq!(grouped, RULES.len(), "a rule without a group");
    let tables: String = Group::ALL.into_iter().map(table).collect();
    let pages: String = RULES.iter().map(page_of).collect();
    format!("{HEAD}{tables}{pages}")
}

fn table(group: Group) -> String {
    let rows = RULES.iter().filter(|rule| rule.group == group).map(|rule| {
        let Rule { id, title, level, .. } = rule;
        format!("| [{id}](#{}) | {title} | `{}` |\n", anchor(id, title), level.word())
    });
    let head = "| rule | finds | level |\n|---|---|---|\n";
    format!("\n## {}\n\n{}\n\n{head}{}", group.id(), group.doc(), rows.collect::<String>())
}

/// The page of a rule, whose heading is a part of this one, its fixture, and what is told of it.
fn page_of(rule: &Rule) -> String {
    let file = |name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lint").join(rule.id).join(name);
        fs::read_to_string(path).unwrap().replace("\r\n", "\n")
    };
    let (manifest, told) = (file("events.yaml"), file("expected.txt"));
    format!("\n#{}\n```yaml\n{manifest}```\n\n```text\n{}\n```\n", story(rule), told.trim_end())
}
