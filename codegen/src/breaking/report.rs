//! A judged comparison, for people and for programs.

mod github;
mod human;
mod machine;
mod sarif;

use std::path::Path;

use serde_json::{Value, json};

use super::against::Shown;
use super::{Difference, Judged, Stale, Where, rules, sections};
use crate::source::{Place, Sources, Span, display_path};

pub use github::github;
pub use human::{human, listed};
pub use machine::json;
pub use sarif::sarif;

/// What a report is about.
#[derive(Debug)]
pub struct Report<'r> {
    /// What was found.
    pub judged: &'r Judged,
    /// What was compared with, as it was named: `main`.
    pub against: &'r str,
    /// The texts of the previous manifest.
    pub previous: &'r Sources,
    /// How their paths are shown.
    pub previous_shown: &'r Shown,
    /// The texts of the current manifest.
    pub current: &'r Sources,
    /// What their paths are shown relative to.
    pub base: &'r Path,
}

impl Report<'_> {
    fn current_span(&self, difference: &Difference) -> Span {
        span(self.current, difference.current)
    }

    fn previous_span(&self, difference: &Difference) -> Span {
        span(self.previous, difference.previous)
    }

    fn current_path(&self, path: &Path) -> String {
        display_path(path, Some(self.base))
    }

    fn current_place(&self, span: Span) -> (String, Option<Place>) {
        let path = self.current.file(span).map(|file| self.current_path(file.path()));
        (path.unwrap_or_default(), self.current.place(span))
    }

    fn previous_place(&self, span: Span) -> (String, Option<Place>) {
        let path = self.previous.file(span).map(|file| self.previous_shown.path(file.path()));
        (path.unwrap_or_default(), self.previous.place(span))
    }
}

fn span(sources: &Sources, at: Where) -> Span {
    match at {
        Where::Text(span) => span,
        Where::Section(name) => sections::span(sources, name),
    }
}

/// `server.call_ended: the server event …`
fn title(difference: &Difference) -> String {
    format!("{}: {}", difference.at, difference.message)
}

/// How to do it so that nothing breaks.
fn safe(difference: &Difference) -> &'static str {
    difference.rule.and_then(rules::rule).map_or("", |rule| rule.safe.trim_end_matches('.'))
}

/// Why an approval is of no use, and what to do about it.
fn stale(stale: &Stale) -> (&'static str, String, &'static str) {
    let (rule, at, until) = (&stale.approval.rule, &stale.approval.at, &stale.approval.until);
    match stale.expired {
        true => (
            "APPROVAL_EXPIRED",
            format!("the approval of {rule} at `{at}` has ended on {until}"),
            "undo the change, or look at it again and give the approval a later day",
        ),
        false => (
            "APPROVAL_UNUSED",
            format!("the approval of {rule} at `{at}` approves nothing"),
            "take it away, if the change was released; else look whether `rule` and `at` are those of a finding",
        ),
    }
}

/// Lines and columns, counted from 1.
fn place_json((file, place): (String, Option<Place>)) -> Value {
    json!({
        "file": file,
        "line": place.map(|place| place.line),
        "column": place.map(|place| place.column),
        "end": place.map(|place| json!({ "line": place.end_line, "column": place.end_column })),
    })
}
