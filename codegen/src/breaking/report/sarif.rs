//! For code scanning: SARIF 2.1.0.

use serde_json::{Value, json};

use super::{Report, safe, stale, title};
use crate::breaking::rules::RULES;
use crate::breaking::{Finding, Verdict};
use crate::source::Place;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// One run: a result for each finding that breaks somebody, approved ones suppressed, and approvals of no use.
pub fn sarif(report: &Report) -> String {
    let judged = report.judged;
    let mut results: Vec<Value> =
        judged.breaking().chain(judged.approved()).map(|own| finding(report, own)).collect();
    results.extend(judged.stale.iter().map(|own| {
        let (id, message, help) = stale(own);
        json!({
            "ruleId": id,
            "level": if own.expired { "error" } else { "warning" },
            "message": { "text": format!("{message}: {help}") },
            "locations": [location(report.current_place(own.approval.span))],
        })
    }));
    let rules = RULES.iter().map(|rule| {
        json!({
            "id": rule.id,
            "shortDescription": { "text": rule.title },
            "fullDescription": { "text": rule.why },
            "help": { "text": format!("The safe way: {}", rule.safe) },
        })
    });
    let about_approvals =
        [("APPROVAL_EXPIRED", "an approval is over"), ("APPROVAL_UNUSED", "an approval approves nothing")];
    let about_approvals =
        about_approvals.map(|(id, title)| json!({ "id": id, "shortDescription": { "text": title } }));
    let rules = rules.chain(about_approvals);
    let driver = json!({
        "name": "samewire",
        "version": env!("CARGO_PKG_VERSION"),
        "informationUri": env!("CARGO_PKG_REPOSITORY"),
        "rules": rules.collect::<Vec<_>>(),
    });
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{ "tool": { "driver": driver }, "columnKind": "unicodeCodePoints", "results": results }],
    });
    format!("{log:#}\n")
}

fn finding(report: &Report, finding: &Finding) -> Value {
    let difference = &finding.difference;
    let why = difference.why(report.judged.level).join("\n");
    let text = format!("{}\n{why}\nThe safe way: {}", title(difference), safe(difference));
    let mut before = location(report.previous_place(report.previous_span(difference)));
    before["message"] = json!({ "text": "before" });
    let mut result = json!({
        "ruleId": difference.rule,
        "level": "error",
        "message": { "text": text },
        "locations": [location(report.current_place(report.current_span(difference)))],
        "relatedLocations": [before],
    });
    if let Verdict::Approved(approval) = &finding.verdict {
        result["suppressions"] = json!([{ "kind": "inSource", "justification": approval.reason }]);
    }
    result
}

fn location((file, place): (String, Option<Place>)) -> Value {
    let region = place.map(|place| {
        json!({
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
        })
    });
    let uri = uri(&file);
    match region {
        Some(region) => {
            json!({ "physicalLocation": { "artifactLocation": { "uri": uri }, "region": region } })
        }
        None => json!({ "physicalLocation": { "artifactLocation": { "uri": uri } } }),
    }
}

/// A path as a relative reference: what could be taken for a scheme, or is no character of one, is escaped.
fn uri(file: &str) -> String {
    let is_plain =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'.' | b'_' | b'~');
    let escaped = file.bytes().map(|byte| match is_plain(byte) {
        true => char::from(byte).to_string(),
        false => format!("%{byte:02X}"),
    });
    escaped.collect()
}
