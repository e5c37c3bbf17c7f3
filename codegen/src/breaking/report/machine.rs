//! For programs: a JSON object per line.

use serde_json::{Value, json};

use super::{Report, place_json, safe, stale};
use crate::breaking::{Finding, Verdict};

/// An object for each finding and each approval that is of no use, and one that sums them up:
///
/// - `{ verdict, rule, kind, at, category, message, level, levels, why, safe, previous, current, approval }`, where
///   `verdict` is `breaking`, `approved` or `compatible`, and a place is `{ file, line, column, end }`
/// - `{ verdict: "approval", rule, severity, message, safe, current }`
/// - `{ verdict: "summary", against, level, fine, breaking, approved, compatible }`
pub fn json(report: &Report) -> String {
    let findings = report.judged.findings.iter().map(|own| finding(report, own));
    let approvals = report.judged.stale.iter().map(|own| {
        let (id, message, help) = stale(own);
        json!({
            "verdict": "approval",
            "rule": id,
            "severity": if own.expired { "error" } else { "warning" },
            "message": message,
            "safe": help,
            "current": place_json(report.current_place(own.approval.span)),
        })
    });
    let summary = std::iter::once(summary(report));
    findings.chain(approvals).chain(summary).map(|object| format!("{object}\n")).collect()
}

fn finding(report: &Report, finding: &Finding) -> Value {
    let difference = &finding.difference;
    let level = report.judged.level;
    let (verdict, approval) = match &finding.verdict {
        Verdict::Breaks => ("breaking", Value::Null),
        Verdict::Approved(own) => ("approved", json!({ "reason": own.reason, "until": own.until })),
        Verdict::Compatible => ("compatible", Value::Null),
    };
    let levels = difference.levels().into_iter().map(|level| level.word()).collect::<Vec<_>>();
    json!({
        "verdict": verdict,
        "rule": difference.rule,
        "kind": difference.kind.word(),
        "at": difference.at,
        "category": difference.category,
        "message": difference.message,
        "level": level.word(),
        "levels": levels,
        "why": difference.why(level),
        "safe": if difference.breaks(level) { safe(difference) } else { "" },
        "previous": place_json(report.previous_place(report.previous_span(difference))),
        "current": place_json(report.current_place(report.current_span(difference))),
        "approval": approval,
    })
}

fn summary(report: &Report) -> Value {
    let judged = report.judged;
    json!({
        "verdict": "summary",
        "against": report.against,
        "level": judged.level.word(),
        "fine": judged.is_fine(),
        "breaking": judged.breaking().count(),
        "approved": judged.approved().count(),
        "compatible": judged.compatible().count(),
    })
}
