//! For GitHub: annotations in its workflow log, which stand in a pull request beside the changed lines.

use super::{Report, safe, stale, title};
use crate::breaking::{Finding, Verdict};
use crate::diagnostic::machine::{data, property};
use crate::source::Span;

/// An error for each finding that breaks somebody, a notice for each that is approved, and approvals of no use.
pub fn github(report: &Report) -> String {
    let judged = report.judged;
    let findings = judged.breaking().chain(judged.approved()).map(|own| finding(report, own));
    let approvals = judged.stale.iter().map(|own| {
        let (id, message, help) = stale(own);
        let word = if own.expired { "error" } else { "warning" };
        command(report, word, own.approval.span, id, &format!("{message}\nhelp: {help}"))
    });
    findings.chain(approvals).collect()
}

fn finding(report: &Report, finding: &Finding) -> String {
    let difference = &finding.difference;
    let (file, place) = report.previous_place(report.previous_span(difference));
    let line = place.map(|place| format!(":{}:{}", place.line, place.column)).unwrap_or_default();
    let why = difference.why(report.judged.level).join("\n");
    let (word, last) = match &finding.verdict {
        Verdict::Approved(own) => ("notice", format!("approved until {}: {}", own.until, own.reason)),
        _ => ("error", format!("help: {}", safe(difference))),
    };
    let message = format!("{}\n{why}\nbefore: {file}{line}\n{last}", title(difference));
    command(report, word, report.current_span(difference), difference.rule.unwrap_or(""), &message)
}

fn command(report: &Report, word: &str, span: Span, title: &str, message: &str) -> String {
    let (file, place) = report.current_place(span);
    let mut properties = format!("file={}", property(&file));
    if let Some(place) = place {
        properties += &format!(",line={},col={},endLine={}", place.line, place.column, place.end_line);
    }
    format!("::{word} {properties},title={}::{}\n", property(title), data(message))
}
