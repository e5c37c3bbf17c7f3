//! The rules at work.

use indexmap::IndexMap;

use super::allow;
use super::linting::Linting;
use super::rules::{Level, RULES, Rule, of_code};
use super::{Settings, dates, docs, ids, names, secrets, shapes, types};
use crate::Loaded;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, codes};
use crate::source::{Sources, Span};

/// Finds all that a rule is about.
type Handler = fn(&mut Linting);

/// What keeps each rule that is for [`check`] alone.
const HANDLERS: &[(&str, Handler)] = &[
    ("EVENT_NAME_STYLE", names::events),
    ("FIELD_NAME_STYLE", names::fields),
    ("TYPE_NAME_STYLE", names::types),
    ("ENUM_VALUE_STYLE", names::values),
    ("VARIANT_NAME_STYLE", names::variants),
    ("ENUM_VALUE_ONE_SPELLING", names::spellings),
    ("CATEGORY_ONE_SPELLING", names::categories),
    ("EVENT_HAS_DOC", docs::events),
    ("EVENT_HAS_CATEGORY", docs::categories),
    ("EVENT_HAS_EXAMPLE", docs::examples),
    ("TYPE_HAS_DOC", docs::types),
    ("FIELD_HAS_DOC", docs::fields),
    ("VARIANT_HAS_DOC", docs::variants),
    ("ID_HAS_TYPE", ids::has_type),
    ("ID_SAME_TYPE", ids::same_type),
    ("JSON_HAS_TYPE", types::json),
    ("TIME_HAS_TYPE", types::times),
    ("DURATION_HAS_UNIT", types::durations),
    ("PAYLOAD_NOT_DEEP", shapes::deep),
    ("SHAPE_NOT_REPEATED", shapes::repeated),
    ("CLIENT_SECRET_SENSITIVE", secrets::of_clients),
    ("DEPRECATED_NOT_OVERDUE", dates::deprecated),
    ("DEPRECATED_SAYS_WHAT_INSTEAD", docs::instead),
    ("APPROVAL_NOT_OVERDUE", dates::approvals),
    ("SERVER_ENUM_OPEN", types::closed),
];

/// The ids of the rules that are for [`check`] alone.
pub fn handled() -> impl Iterator<Item = &'static str> {
    HANDLERS.iter().map(|(id, _)| *id)
}

/// All that the rules find in a manifest, its warnings among them, in the order of the text. Those of level `error` are
/// errors. `as_of` is the day on which this is asked, as `2027-03-01`.
pub fn check(loaded: &Loaded, as_of: &str) -> Diagnostics {
    check_without(loaded, as_of, &[])
}

/// As [`check`], as if the rules with these ids did not exist. For tests that look whether a rule is needed.
pub fn check_without(loaded: &Loaded, as_of: &str, off: &[&str]) -> Diagnostics {
    let settings = &loaded.lint;
    let looks = |rule: &Rule| settings.level(rule) != Level::Off && !off.contains(&rule.id);
    let mut found = found(loaded, as_of, &looks);
    allow::apply(settings, |rule| !rule.is_of_reading() && looks(rule), &mut found);
    let of_reading = loaded.warnings.iter().cloned();
    let all =
        of_reading.chain(folded(found, &loaded.sources)).filter(|own| of_code(own.code).is_none_or(looks));
    let mut diagnostics = Diagnostics::default();
    all.for_each(|own| diagnostics.push(levelled(settings, own)));
    diagnostics.sort();
    diagnostics
}

fn found(loaded: &Loaded, as_of: &str, looks: &dyn Fn(&Rule) -> bool) -> Diagnostics {
    let mut cx = Linting::new(&loaded.model, &loaded.lint, as_of);
    for rule in RULES.iter().filter(|rule| looks(rule)) {
        if let Some((_, handler)) = HANDLERS.iter().find(|(id, _)| *id == rule.id) {
            cx.keep(rule, *handler);
        }
    }
    cx.finish()
}

/// Findings of one text are one finding, which tells where the others are: ten fields that are called alike are one
/// thing to mend.
fn folded(found: Diagnostics, sources: &Sources) -> Vec<Diagnostic> {
    let mut alike: IndexMap<(&str, &str, Option<Span>), Vec<&Diagnostic>> = IndexMap::new();
    for own in found.iter() {
        // An exception is taken out by itself.
        let alone = own.span().filter(|_| *own.code == codes::UNUSED_ALLOW);
        alike.entry((own.code.id, own.message.as_str(), alone)).or_default().push(own);
    }
    let fold = |alike: &Vec<&Diagnostic>| {
        let (first, others) = alike.split_first()?;
        let mut own = (*first).clone();
        if !others.is_empty() {
            own.message += &elsewhere(first, others, sources);
        }
        Some(own)
    };
    alike.values().filter_map(fold).collect()
}

/// How many more there are, and the lines of some.
fn elsewhere(first: &Diagnostic, others: &[&Diagnostic], sources: &Sources) -> String {
    const NAMED: usize = 5;
    let of_file = |own: &Diagnostic| own.span().map(|span| span.file);
    let mut lines: Vec<String> = others
        .iter()
        .filter(|own| of_file(own) == of_file(first))
        .filter_map(|own| Some(sources.place(own.span()?)?.line.to_string()))
        .collect();
    lines.dedup();
    let more = if lines.len() > NAMED { " and others" } else { "" };
    lines.truncate(NAMED);
    let (count, places) = (others.len(), if others.len() == 1 { "place" } else { "places" });
    let lines = match &lines[..] {
        [] => String::new(),
        [line] => format!(" (line {line})"),
        lines => format!(" (lines {}{more})", lines.join(", ")),
    };
    format!(", here and in {count} more {places}{lines}")
}

fn levelled(settings: &Settings, own: Diagnostic) -> Diagnostic {
    match of_code(own.code).map(|rule| settings.level(rule)) {
        Some(Level::Error) => own.with_severity(Severity::Error),
        _ => own,
    }
}
