//! `allow` and `breaking`: what somebody has looked at and wants as it is.

use super::keys;
use super::{Context, Text, language, scalar};
use crate::diagnostic::{Diagnostic, codes, did_you_mean, lints, shown};
use crate::model::BREAKING_RULES;
use crate::source::Span;
use crate::yaml::{Kind, Node};

/// A lint that is wrong for a node or a file.
#[derive(Debug)]
pub struct Allow {
    /// Its id, which is known.
    pub lint: Text,
}

/// A breaking change that is wanted.
#[derive(Debug)]
pub struct Approval {
    pub rule: Text,
    pub at: Text,
    pub reason: String,
    pub until: Text,
}

/// `allow: { rule_id: reason }`
pub fn allow(cx: &mut Context, node: &Node) -> Vec<Allow> {
    let mut allowed = Vec::new();
    for entry in keys::entries(cx, node, "`allow`").unwrap_or_default() {
        let lint = scalar::key(cx, &entry.key).filter(|lint| is_lint(cx, lint));
        reason(cx, &entry.value);
        allowed.extend(lint.map(|lint| Allow { lint }));
    }
    allowed
}

fn is_lint(cx: &mut Context, lint: &Text) -> bool {
    let ids = || lints::LINTS.iter().map(|(id, _)| *id);
    let known = ids().any(|id| id == lint.text);
    if !known {
        let of_code = lints::LINTS.iter().find(|(_, code)| code.id.eq_ignore_ascii_case(&lint.text));
        let help = match of_code {
            Some((id, _)) => Some(format!("write `{id}`")),
            None => did_you_mean(&lint.text, ids()),
        };
        let all = ids().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
        let message = format!("there is no lint `{}`", shown(&lint.text));
        cx.diagnostics.push(
            Diagnostic::new(&codes::UNKNOWN_RULE, lint.span, message)
                .help(help.unwrap_or_else(|| format!("the lints are {all}"))),
        );
    }
    known
}

fn reason(cx: &mut Context, node: &Node) -> Option<String> {
    let reason = scalar::prose(cx, node, "a reason")?;
    if reason.trim().is_empty() {
        cx.diagnostics.push(
            Diagnostic::new(&codes::NO_REASON, node.span, "the reason says nothing")
                .help("say why it is right here, for those who read it later"),
        );
        return None;
    }
    Some(reason)
}

/// `breaking: [{ rule, at, reason, until }]`
pub fn breaking(cx: &mut Context, node: &Node) -> Vec<Approval> {
    let Kind::Sequence { items, .. } = &node.kind else {
        scalar::wrong_kind(cx, node, "`breaking`, a list of approvals,");
        return Vec::new();
    };
    let mut approvals: Vec<Approval> = Vec::new();
    for item in items {
        let Some(approval) = approval(cx, item) else { continue };
        let same = |earlier: &&Approval| {
            (&earlier.rule.text, &earlier.at.text) == (&approval.rule.text, &approval.at.text)
        };
        if let Some(earlier) = approvals.iter().find(same) {
            let message = format!("`{}` is approved here twice", shown(&approval.at.text));
            let diagnostic = Diagnostic::new(&codes::APPROVAL, approval.at.span, message);
            let help = "keep the one whose reason and day are right";
            cx.diagnostics.push(diagnostic.second(earlier.at.span, "here too").help(help));
        }
        approvals.push(approval);
    }
    approvals
}

fn approval(cx: &mut Context, item: &Node) -> Option<Approval> {
    let keys = keys::section(cx, item, &language::APPROVAL)?;
    for key in language::APPROVAL.required {
        if keys.get(key).is_none() {
            let message = format!("an approval needs `{key}`");
            cx.diagnostics.push(Diagnostic::new(&codes::MISSING_KEY, item.span, message));
        }
    }
    let mut text = |key: &str| keys.get(key).and_then(|node| scalar::text(cx, node, &format!("`{key}`")));
    let (rule, at, until) = (text("rule"), text("at"), text("until"));
    let rule = rule.filter(|rule| is_rule(cx, rule));
    let at = at.filter(|at| is_path(cx, at));
    let until = until.filter(|until| is_date(cx, until));
    let reason = keys.get("reason").and_then(|node| reason(cx, node));
    Some(Approval { rule: rule?, at: at?, reason: reason?, until: until? })
}

fn is_rule(cx: &mut Context, rule: &Text) -> bool {
    let known = BREAKING_RULES.contains(&rule.text.as_str());
    if !known {
        let message = format!("there is no rule `{}`", shown(&rule.text));
        let help = did_you_mean(&rule.text, BREAKING_RULES.iter().copied());
        let help = help.unwrap_or_else(|| "a rule is written like `FIELD_SAME_TYPE`".to_owned());
        cx.diagnostics.push(Diagnostic::new(&codes::UNKNOWN_RULE, rule.span, message).help(help));
    }
    known
}

/// Sections whose members are named behind them, and sections that stand for themselves too.
const WITH_NAMES: &[&str] = &["server", "client", "desktop", "types"];
const ALONE: &[&str] = &["wire", "tauri", "protocol", "reserved"];

/// What a path names may be gone, so only its form is looked at.
fn is_path(cx: &mut Context, at: &Text) -> bool {
    let mut steps = at.text.split('.');
    let section = steps.next().unwrap_or_default();
    let names: Vec<&str> = steps.collect();
    let known = WITH_NAMES.iter().chain(ALONE);
    let why = if !known.clone().any(|known| *known == section) {
        format!("`{}` is no section of a manifest", shown(section))
    } else if names.is_empty() && WITH_NAMES.contains(&section) {
        format!("the path ends before it names something in `{section}`")
    } else if names.iter().any(|name| name.trim() != *name || name.is_empty()) {
        "a name is missing in the path".to_owned()
    } else {
        return true;
    };
    let help = did_you_mean(section, known.copied()).filter(|_| !names.is_empty());
    refuse(
        cx,
        at.span,
        &why,
        &help.unwrap_or_else(|| "write it like `server.call_ended.duration_secs`".to_owned()),
    );
    false
}

fn is_date(cx: &mut Context, until: &Text) -> bool {
    let date = crate::resolve::value::is_date(&until.text);
    if !date {
        refuse(cx, until.span, "an approval ends on a day of the calendar", "write it like `2027-03-01`");
    }
    date
}

fn refuse(cx: &mut Context, span: Span, message: &str, help: &str) {
    cx.diagnostics.push(Diagnostic::new(&codes::APPROVAL, span, message).help(help));
}
