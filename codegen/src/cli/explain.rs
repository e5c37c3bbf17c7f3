//! `explain`: the long story of a diagnostic, of a rule of lint, or of one about changes.

use std::io::Write;

use super::{Failure, Verdict};
use crate::breaking::rules as changes;
use crate::diagnostic::codes::CODES;
use crate::diagnostic::{did_you_mean, explain as page};
use crate::lint::rules as lint;

/// Prints the page of `code`.
pub(super) fn explain(code: &str) -> Result<Verdict, Failure> {
    let rule = || lint::explain(code).or_else(|| changes::explain(code));
    let Some(page) = page(code).map(str::to_owned).or_else(rule) else {
        return Err(Failure::Message(unknown(code)));
    };
    writeln!(anstream::stdout(), "{}", page.trim_end())?;
    Ok(Verdict::Fine)
}

/// Prints every code and every rule, and what it stands for.
pub(super) fn list() -> Result<Verdict, Failure> {
    let mut out = anstream::stdout();
    for (id, title) in known() {
        writeln!(out, "{id}  {title}")?;
    }
    Ok(Verdict::Fine)
}

/// Every code and every rule, with its title.
pub(super) fn known() -> impl Iterator<Item = (&'static str, String)> {
    let codes = CODES.iter().map(|code| (code.id, code.title.to_owned()));
    let of_lint = lint::RULES
        .iter()
        .map(|rule| (rule.id, format!("{} (lint: {}, {})", rule.title, rule.group.id(), rule.level.word())));
    let of_changes = changes::RULES.iter().map(|rule| (rule.id, format!("{} (breaking)", rule.title)));
    codes.chain(of_lint).chain(of_changes)
}

fn unknown(code: &str) -> String {
    let near = did_you_mean(code, known().map(|(id, _)| id));
    let hint = near.unwrap_or_else(|| "`samewire explain` lists them all".to_owned());
    format!("there is no code or rule `{code}`: {hint}")
}
