//! `docs/diagnostics.md`: the table of codes, and the page of each.

use samewire_codegen::diagnostic::Severity;
use samewire_codegen::diagnostic::codes::{CODES, Code};

const HEAD: &str = "\
# Diagnostics

Everything that samewire says about a manifest has a code, which never gets another meaning. `samewire explain SW202` prints
the page of one, `samewire explain` the list. An error stands in the way; a warning does not.

A part of them is known to editors too: by the JSON Schema, as [the manifest](manifest.md#in-an-editor) says.

This page is made of the tables in the generator.
";

/// What the first digit of a code stands for.
const GROUPS: [(char, &str); 8] = [
    ('0', "The file"),
    ('1', "Keys"),
    ('2', "Names and types"),
    ('3', "Values"),
    ('4', "Frames"),
    ('5', "Files and outputs"),
    ('6', "Targets"),
    ('9', "Warnings"),
];

pub fn page() -> String {
    let grouped = CODES.iter().filter(|code| GROUPS.iter().any(|(digit, _)| in_group(code, *digit))).count();
    assert_eq!(grouped, CODES.len(), "a code without a group");
    let tables: String = GROUPS.iter().map(|(digit, title)| table(*digit, title)).collect();
    let pages: String = CODES.iter().map(|code| story(code)).collect();
    format!("{HEAD}{tables}{pages}")
}

fn in_group(code: &Code, digit: char) -> bool {
    code.id.strip_prefix("SW").is_some_and(|number| number.starts_with(digit))
}

fn table(digit: char, title: &str) -> String {
    let rows = CODES.iter().filter(|code| in_group(code, digit)).map(|code| {
        let severity = match code.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        format!("| [{}](#{}) | {} | {severity} |\n", code.id, anchor(code), code.title)
    });
    format!("\n## {title}\n\n| code | what | |\n|---|---|---|\n{}", rows.collect::<String>())
}

/// As GitHub derives it from the heading.
fn anchor(code: &Code) -> String {
    let heading = format!("{} {}", code.id, code.title).to_lowercase();
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-'));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// The page of a code, whose heading is a part of this one.
fn story(code: &Code) -> String {
    format!("\n#{}\n", code.page.trim_end())
}

#[test]
fn an_anchor_is_the_one_that_github_gives() {
    let taken = CODES.iter().find(|code| code.id == "SW015").unwrap();
    assert_eq!(anchor(taken), "sw015-a-text-that-yaml-reads-as-something-else");
}
