//! `check`: mistakes in the manifest, and what its rules find.

use std::collections::BTreeMap;
use std::io::Write;

use clap::Args;
use jiff::civil::Date;

use super::report::{self, count};
use super::{Failure, Format, Input, Verdict, day, input};
use crate::diagnostic::Diagnostics;
use crate::lint;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: Input,
    /// The day on which deprecations and approvals are judged [default: today, in UTC]
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
}

/// Reads the manifest, looks for what its rules find, and reports.
pub(super) fn check(arguments: &Arguments) -> Result<Verdict, Failure> {
    let input = &arguments.input;
    let found = input::find(input)?;
    let loaded = match found.load() {
        Ok(loaded) => loaded,
        Err(rejected) => {
            input::show(&rejected.diagnostics, &rejected.sources, &found.base, input.format)?;
            return Ok(Verdict::Findings);
        }
    };
    let findings = lint::check(&loaded, &day::day(arguments.as_of));
    input::show(&findings, &loaded.sources, &found.base, input.format)?;
    if input.format != Format::Json {
        writeln!(anstream::stdout(), "{}: {}", report::contents(&loaded.model), summary(&findings))?;
    }
    Ok(if findings.errors() == 0 { Verdict::Fine } else { Verdict::Findings })
}

fn summary(findings: &Diagnostics) -> String {
    let (errors, all) = (findings.errors(), findings.len());
    let warnings = count(all - errors, "warning");
    let rules = by_rule(findings);
    match (errors, all - errors) {
        (0, 0) => "no mistakes".to_owned(),
        (0, _) => format!("no errors, {warnings}\n{rules}; `samewire explain RULE` tells more about each"),
        (_, 0) => format!("{}\n{rules}", count(errors, "error")),
        (_, _) => format!("{}, {warnings}\n{rules}", count(errors, "error")),
    }
}

/// `3 ID_HAS_TYPE, 1 TYPE_USED (SW901)`: the most frequent first, with the code of a diagnostic that has another name.
fn by_rule(findings: &Diagnostics) -> String {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for own in findings.iter() {
        let id = match lint::rules::of_code(own.code) {
            Some(rule) if rule.id != own.code.id => format!("{} ({})", rule.id, own.code.id),
            _ => own.code.id.to_owned(),
        };
        *counts.entry(id).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.iter().map(|(id, count)| format!("{count} {id}")).collect::<Vec<_>>().join(", ")
}
