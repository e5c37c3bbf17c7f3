//! `version`, `oldest` and `versions`: the older shapes of an event.

use std::ops::Range;

use super::keys::{self, Keys};
use super::language::MOST_VERSIONS as MOST;
use super::place::Place;
use super::{Context, Node, Text, node, scalar};
use crate::diagnostic::{Diagnostic, codes, shown};
use crate::source::Span;
use crate::yaml::{self, Entry};

/// Which versions an event has.
#[derive(Debug)]
pub struct Versions {
    /// The version of the event's own shape.
    pub newest: u32,
    /// Where `version` stands, or else `versions`.
    pub span: Option<Span>,
    /// In ascending order.
    pub older: Vec<Older>,
}

/// An older shape.
#[derive(Debug)]
pub struct Older {
    pub key: Text,
    pub number: u32,
    pub node: Node,
    /// Fields of the next version that are made by hand.
    pub by_hand: Vec<Text>,
}

impl Default for Versions {
    fn default() -> Versions {
        Versions { newest: 1, span: None, older: Vec::new() }
    }
}

pub fn read(cx: &mut Context, keys: &Keys) -> Versions {
    let newest = keys.get("version").map_or(Some(1), |node| version(cx, node));
    let span = keys.key("version").or(keys.key("versions")).map(|key| key.span);
    let oldest = keys.get("oldest").map_or(Some(1), |node| version(cx, node));
    let entries = keys.get("versions").and_then(|node| keys::entries(cx, node, "`versions`"));
    let mut older: Vec<Older> =
        entries.unwrap_or_default().iter().filter_map(|entry| read_older(cx, entry, newest)).collect();
    older.sort_by_key(|version| version.number);
    if let (Some(newest), Some(oldest), Some(span)) = (newest, oldest, span) {
        refuse_older(cx, oldest, newest, &older, keys);
        refuse_missing(cx, oldest..newest, &older, span);
    }
    Versions { newest: newest.unwrap_or(1), span, older }
}

fn version(cx: &mut Context, node: &yaml::Node) -> Option<u32> {
    let version = scalar::integer(node).filter(|version| (1..=MOST).contains(version));
    if version.is_none() {
        let message = format!("a version is an integer from 1 to {MOST}");
        cx.diagnostics.push(Diagnostic::new(&codes::BAD_NUMBER, node.span, message));
    }
    version.and_then(|version| u32::try_from(version).ok())
}

/// `newest` is none when it was refused.
fn read_older(cx: &mut Context, entry: &Entry, newest: Option<u32>) -> Option<Older> {
    let read = node::read(cx, &entry.value, Place::Version);
    let by_hand = read.keys.get("by_hand");
    let by_hand = by_hand.map(|node| scalar::text_or_list(cx, node, "`by_hand`")).unwrap_or_default();
    let number = entry.key.text.strip_prefix('v').and_then(scalar::parse_integer);
    let number =
        number.filter(|number| (1..=MOST).contains(number)).and_then(|number| u32::try_from(number).ok());
    let Some(number) = number else {
        let message = format!("`{}` is no version", shown(&entry.key.text));
        let help = "an older version is called `v1`, `v2` and so on";
        cx.diagnostics.push(Diagnostic::new(&codes::VERSIONS, entry.key.span, message).help(help));
        return None;
    };
    if let Some(newest) = newest.filter(|newest| number >= *newest) {
        let message = format!("the newest version is {newest}, and it is the event itself");
        let help = format!("if there is a newer one, write `version: {}` beside `versions`", number + 1);
        cx.diagnostics.push(Diagnostic::new(&codes::VERSIONS, entry.key.span, message).help(help));
        return None;
    }
    let key = Text { text: entry.key.text.clone(), span: entry.key.span };
    Some(Older { key, number, node: read.node, by_hand })
}

/// Nothing is older than the oldest.
fn refuse_older(cx: &mut Context, oldest: u32, newest: u32, older: &[Older], keys: &Keys) {
    let Some(key) = keys.key("oldest") else { return };
    if oldest > newest {
        let message = format!("the newest version is {newest}");
        cx.diagnostics.push(Diagnostic::new(&codes::VERSIONS, key.span, message));
    }
    for version in older.iter().filter(|version| version.number < oldest) {
        let message = format!("the oldest version that is read is {oldest}");
        cx.diagnostics.push(
            Diagnostic::new(&codes::VERSIONS, version.key.span, message)
                .second(key.span, "by this")
                .help("take the version away, or lower `oldest`"),
        );
    }
}

/// Each version that is read is stated: otherwise nobody could say how its data are read.
fn refuse_missing(cx: &mut Context, read: Range<u32>, older: &[Older], span: Span) {
    const NAMED: usize = 3;
    let stated = |number: &u32| older.binary_search_by_key(number, |version| version.number).is_ok();
    let mut missing = read.filter(|number| !stated(number));
    let named: Vec<String> = missing.by_ref().take(NAMED).map(|number| format!("`v{number}`")).collect();
    if named.is_empty() {
        return;
    }
    let more = if missing.next().is_some() { " and more" } else { "" };
    let message = format!("the shape of {}{more} is not stated", named.join(", "));
    cx.diagnostics.push(
        Diagnostic::new(&codes::VERSIONS, span, message)
            .help(
                "state each version before the newest under `versions`, whole: `v1: { fields: { … } }`, or say which is \
                 the oldest that is read: `oldest: 2`",
            ),
    );
}
