//! `lint`, `allow` and `breaking`: what is looked for, and what somebody has looked at and wants as it is.

use super::keys;
use super::{Context, Text, language, scalar};
use crate::diagnostic::{Diagnostic, codes, did_you_mean, shown};
use crate::lint::rules::RULES;
use crate::lint::{Group, Level, Rule, Target};
use crate::model::BREAKING_RULES;
use crate::source::Span;
use crate::yaml::{Kind, Node};

/// A rule that is wrong for a node or a file.
#[derive(Debug)]
pub struct Allow {
    pub rule: &'static Rule,
    /// Its id.
    pub span: Span,
}

/// A breaking change that is wanted.
#[derive(Debug)]
pub struct Approval {
    pub rule: Text,
    pub at: Text,
    pub reason: String,
    pub until: Text,
}

/// `lint: { RULE_OR_GROUP: warn }`
pub fn levels(cx: &mut Context, node: &Node) -> Vec<(Target, Level)> {
    let mut levels = Vec::new();
    for entry in keys::entries(cx, node, "`lint`").unwrap_or_default() {
        let target = scalar::key(cx, &entry.key).and_then(|key| target(cx, &key));
        let meanings = [Level::Off, Level::Warn, Level::Error];
        let level = scalar::choice(cx, &entry.value, "a level", &language::LEVELS, meanings);
        levels.extend(target.zip(level));
    }
    levels
}

fn target(cx: &mut Context, key: &Text) -> Option<Target> {
    let group = Group::ALL.into_iter().find(|group| group.id() == key.text);
    let rule = || RULES.iter().find(|rule| rule.id == key.text);
    let target = group.map(Target::Group).or_else(|| rule().map(Target::Rule));
    if target.is_none() {
        let groups = Group::ALL.map(Group::id);
        let help = || format!("the groups are {}; `samewire explain` lists the rules", listed(groups));
        unknown(cx, key, RULES.iter().map(|rule| rule.id).chain(groups), help);
    }
    target
}

/// `allow: { RULE: reason }`
pub fn allow(cx: &mut Context, node: &Node) -> Vec<Allow> {
    let mut allowed = Vec::new();
    for entry in keys::entries(cx, node, "`allow`").unwrap_or_default() {
        let rule = scalar::key(cx, &entry.key).and_then(|key| allowable(cx, &key));
        reason(cx, &entry.value);
        allowed.extend(rule.map(|rule| Allow { rule, span: entry.key.span }));
    }
    allowed
}

fn allowable(cx: &mut Context, key: &Text) -> Option<&'static Rule> {
    let mut all = RULES.iter().filter(|rule| rule.can_be_allowed());
    let found = all.clone().find(|rule| rule.id == key.text);
    if found.is_none() {
        let of_group = Group::ALL.into_iter().find(|group| group.id() == key.text);
        let help = || match of_group {
            Some(group) => {
                format!("a group is switched off as a whole, at the top: `lint: {{ {}: off }}`", group.id())
            }
            None => "`samewire explain` lists the rules".to_owned(),
        };
        unknown(cx, key, all.by_ref().map(|rule| rule.id), help);
    }
    found
}

/// Refuses the id of a rule that there is none of.
fn unknown<'a>(
    cx: &mut Context,
    key: &Text,
    known: impl Iterator<Item = &'a str>,
    otherwise: impl Fn() -> String,
) {
    let of_code = RULES.iter().find(|rule| rule.code.id.eq_ignore_ascii_case(&key.text));
    let of_code = of_code.filter(|rule| rule.can_be_allowed()).map(|rule| format!("write `{}`", rule.id));
    let help = of_code.or_else(|| did_you_mean(&key.text, known)).unwrap_or_else(otherwise);
    let message = format!("there is no rule `{}`", shown(&key.text));
    cx.diagnostics.push(Diagnostic::new(&codes::UNKNOWN_RULE, key.span, message).help(help));
}

fn listed<const N: usize>(words: [&str; N]) -> String {
    words.map(|word| format!("`{word}`")).join(", ")
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
