//! `docs/rules.md`: the catalogues of rules, about changes and about one manifest, each with what its fixture shows.

mod lint;

use std::fs;
use std::path::Path;

use samewire_codegen::breaking::Level;
use samewire_codegen::breaking::rules::{Group, RULES, Rule, page as story};

const HEAD: &str = "\
# Rules

Rules about changes come first, rules about one manifest behind them, under [Lint](#lint). An id never gets another meaning, and
`samewire explain FIELD_SAME_TYPE` prints the page of one.

This page is made of the catalogues in the generator, and its examples are tests.

# Changes

What `samewire breaking` looks at. [breaking.md](breaking.md) tells how to use it, and what the levels are for.

A rule finds harm at a level only where somebody is harmed there: a field that may be absent can go at `wire`, and is lost at
`replay`. At `lockstep` only events that are sticky or critical are looked at, and those inside of them, since nothing
else outlives a deployment.
";

pub fn page() -> String {
    let grouped = RULES.iter().filter(|rule| Group::ALL.contains(&rule.group)).count();
    assert_eq!(grouped, RULES.len(), "a rule without a group");
    let tables: String = Group::ALL.into_iter().map(table).collect();
    let pages: String = RULES.iter().map(page_of).collect();
    format!("{HEAD}{tables}{pages}{}", lint::part())
}

fn table(group: Group) -> String {
    let rows = RULES.iter().filter(|rule| rule.group == group).map(|rule| {
        let at = |level| if rule.levels.contains(&level) { "x" } else { "" };
        let levels = Level::ALL.map(at).join(" | ");
        format!("| [{}](#{}) | {} | {levels} |\n", rule.id, anchor(rule.id, rule.title), rule.title)
    });
    let levels = Level::ALL.map(Level::word).join(" | ");
    let head = format!("| rule | what | {levels} |\n|---|---|---|---|---|---|\n");
    format!("\n## {}\n\n{head}{}", group.title(), rows.collect::<String>())
}

/// As GitHub derives it from the heading.
fn anchor(id: &str, title: &str) -> String {
    let heading = format!("{id} {title}").to_lowercase();
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// The page of a rule, whose heading is a part of this one, and the change of its fixture.
fn page_of(rule: &Rule) -> String {
    let file = |name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/breaking").join(rule.id).join(name);
        fs::read_to_string(path).unwrap().replace("\r\n", "\n")
    };
    let (before, after) = (file("previous.yaml"), file("current.yaml"));
    format!("\n#{}\nBefore:\n\n```yaml\n{before}```\n\nAfter:\n\n```yaml\n{after}```\n", story(rule))
}
