//! The keys of a mapping: known ones to be asked for, unknown ones refused.

use std::collections::HashMap;

use super::language::Section;
use super::place::{Place, belongs_to};
use super::{Context, flow, scalar};
use crate::diagnostic::{Diagnostic, codes, did_you_mean, shown};
use crate::source::Span;
use crate::yaml::{Entry, Key, Kind, Node};

/// The known keys of one mapping.
pub struct Keys<'y> {
    pub span: Span,
    entries: HashMap<&'y str, &'y Entry>,
}

impl<'y> Keys<'y> {
    pub fn none(span: Span) -> Keys<'y> {
        Keys { span, entries: HashMap::new() }
    }

    pub fn get(&self, key: &str) -> Option<&'y Node> {
        self.entries.get(key).map(|entry| &entry.value)
    }

    pub fn key(&self, key: &str) -> Option<&'y Key> {
        self.entries.get(key).map(|entry| &entry.key)
    }
}

/// The keys of a section that is not a node.
pub fn section<'y>(cx: &mut Context, node: &'y Node, section: &Section) -> Option<Keys<'y>> {
    let entries = entries(cx, node, section.what)?;
    let known: Vec<&str> = section.keys.iter().map(|key| key.name).collect();
    let help = |key: &str| {
        did_you_mean(key, known.iter().copied())
            .or_else(|| Some(format!("{} has {}", section.what, listed(&known))))
    };
    Some(known_keys(cx, node.span, entries, |key| known.contains(&key), help))
}

/// The keys of a node.
pub fn node<'y>(cx: &mut Context, node: &'y Node, place: Place) -> Option<Keys<'y>> {
    let entries = entries(cx, node, place.word())?;
    Some(known_keys(cx, node.span, entries, |key| place.allows(key), |key| help(key, place)))
}

fn help(key: &str, place: Place) -> Option<String> {
    if place == Place::Desktop && Place::Event.allows(key) {
        let help =
            "an event of `desktop` is called by its key, and has no frame, no answer and no older versions";
        return Some(help.to_owned());
    }
    if let Some(owners) = belongs_to(key) {
        return Some(format!("`{key}` is a key of {owners}"));
    }
    let fields = match place {
        Place::Event | Place::Desktop | Place::Variant | Place::Reply | Place::Version => "the payload",
        Place::Type | Place::Field => "an object",
    };
    let fields = format!("if it is a field of {fields}, put it under `fields:`");
    did_you_mean(key, place.keys().map(|known| known.name)).or(Some(fields))
}

pub fn entries<'y>(cx: &mut Context, node: &'y Node, what: &str) -> Option<&'y [Entry]> {
    match &node.kind {
        Kind::Mapping { entries, .. } => Some(entries),
        _ => {
            scalar::wrong_kind(cx, node, what);
            None
        }
    }
}

fn known_keys<'y>(
    cx: &mut Context,
    span: Span,
    entries: &'y [Entry],
    known: impl Fn(&str) -> bool,
    help: impl Fn(&str) -> Option<String>,
) -> Keys<'y> {
    let mut keys = Keys::none(span);
    let whole =
        entries.iter().zip(flow::cut_by_comma(entries)).filter(|(_, cut)| *cut != flow::Cut::Continues);
    for (entry, _) in whole {
        let key = entry.key.text.as_str();
        if known(key) {
            keys.entries.entry(key).or_insert(entry);
        } else {
            cx.diagnostics.push(
                Diagnostic::new(&codes::UNKNOWN_KEY, entry.key.span, format!("unknown key `{}`", shown(key)))
                    .maybe_help(help(key)),
            );
        }
    }
    keys
}

fn listed(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
