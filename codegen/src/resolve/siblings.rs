//! What must hold among the fields of one struct, the values of one enum, the events of one direction …

use std::collections::HashMap;

use super::Context;
use crate::diagnostic::{Diagnostic, Diagnostics, codes, shown};
use crate::manifest::{Meta, Text};
use crate::name::Name;
use crate::source::Span;

/// One of several things whose names must differ.
pub struct Sibling<'m> {
    /// Wire names are compared within a group only.
    pub group: usize,
    pub wire: Text,
    pub name: Name,
    pub span: Span,
    pub meta: &'m Meta,
}

pub fn check(cx: &mut Context, word: &str, siblings: &[Sibling], reserved: &[&Text]) {
    let diagnostics = &mut *cx.diagnostics;
    let wires = wire_names(diagnostics, word, siblings);
    code_names(diagnostics, word, siblings);
    old_names(diagnostics, word, siblings, &wires);
    reserved_names(diagnostics, siblings, reserved);
    replacements(diagnostics, word, siblings);
}

type Wires<'s> = HashMap<(usize, &'s str), Span>;

fn wire_names<'s>(diagnostics: &mut Diagnostics, word: &str, siblings: &'s [Sibling]) -> Wires<'s> {
    let mut seen = Wires::with_capacity(siblings.len());
    for sibling in siblings {
        let key = (sibling.group, sibling.wire.text.as_str());
        if let Some(first) = seen.get(&key) {
            let name = shown(&sibling.wire.text);
            let message = match word {
                "type" => format!("there is a type `{name}` already"),
                _ => format!("`{name}` is the wire name of another {word}"),
            };
            diagnostics.push(
                Diagnostic::new(&codes::WIRE_NAME_TAKEN, sibling.wire.span, message)
                    .second(*first, "taken here"),
            );
        } else {
            seen.insert(key, sibling.wire.span);
        }
    }
    seen
}

fn code_names(diagnostics: &mut Diagnostics, word: &str, siblings: &[Sibling]) {
    let mut seen: HashMap<String, &Sibling> = HashMap::with_capacity(siblings.len());
    for sibling in siblings {
        match seen.get(&sibling.name.pascal()) {
            Some(first) if first.wire.text == sibling.wire.text && first.group == sibling.group => {}
            Some(first) => {
                let message = format!("this {word} and another are both `{}` in code", sibling.name.pascal());
                diagnostics.push(
                    Diagnostic::new(&codes::CODE_NAME_TAKEN, sibling.span, message)
                        .second(first.span, "the other")
                        .help(other_name(word)),
                );
            }
            None => {
                seen.insert(sibling.name.pascal(), sibling);
            }
        }
    }
}

fn other_name(word: &str) -> &'static str {
    match word {
        "type" => "give one of them another name",
        "value" => "write the values under code names of their own: `{ code_name: value, … }`",
        _ => "write another code name as the key, and the wire name beside it: `wire: …`",
    }
}

fn old_names(diagnostics: &mut Diagnostics, word: &str, siblings: &[Sibling], wires: &Wires) {
    let mut seen: Wires = HashMap::new();
    for sibling in siblings {
        for old in &sibling.meta.was {
            let key = (sibling.group, old.text.as_str());
            let other = wires.get(&key).or(seen.get(&key));
            if let Some(other) = other {
                let message = format!("the old name `{}` is in use among the {word}s here", shown(&old.text));
                diagnostics.push(
                    Diagnostic::new(&codes::OLD_NAME_TAKEN, old.span, message)
                        .second(*other, "stands here too"),
                );
            }
            seen.entry(key).or_insert(old.span);
        }
    }
}

fn reserved_names(diagnostics: &mut Diagnostics, siblings: &[Sibling], reserved: &[&Text]) {
    if reserved.is_empty() {
        return;
    }
    let reserved: HashMap<&str, Span> = reserved.iter().map(|name| (name.text.as_str(), name.span)).collect();
    for sibling in siblings {
        if let Some(at) = reserved.get(sibling.wire.text.as_str()) {
            let message = format!("`{}` is reserved and may not come back", shown(&sibling.wire.text));
            diagnostics.push(
                Diagnostic::new(&codes::RESERVED_NAME, sibling.wire.span, message)
                    .second(*at, "reserved here"),
            );
        }
    }
}

/// `use` names a sibling that is not deprecated; circles are ruled out by that.
fn replacements(diagnostics: &mut Diagnostics, word: &str, siblings: &[Sibling]) {
    let with_target =
        siblings.iter().filter_map(|sibling| sibling.meta.deprecated.as_ref()?.use_instead.as_ref());
    let mut targets = with_target.peekable();
    if targets.peek().is_none() {
        return;
    }
    let known: HashMap<&str, &Sibling> =
        siblings.iter().map(|other| (other.wire.text.as_str(), other)).collect();
    for target in targets {
        let diagnostic = match known.get(target.text.as_str()) {
            None => {
                let message = format!("there is no {word} `{}` to use instead", shown(&target.text));
                let help = diagnostics.did_you_mean(&target.text, known.keys().copied());
                Diagnostic::new(&codes::REPLACEMENT, target.span, message).maybe_help(help)
            }
            Some(other) if other.meta.deprecated.is_some() => {
                let message = format!("the {word} `{}` is deprecated itself", shown(&target.text));
                Diagnostic::new(&codes::REPLACEMENT, target.span, message).second(other.span, "deprecated")
            }
            Some(_) => continue,
        };
        diagnostics.push(diagnostic);
    }
}
