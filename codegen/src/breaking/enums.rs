//! Enums of strings and of integers.

use super::comparing::{Comparing, Place};
use super::names::{self, Called};
use super::types::{self, Family};
use super::{HarmKind, Kind};
use crate::model::{IntEnum, IntValue, Repr, StringEnum, StringPattern, StringValue};
use crate::resolve::value::range;

/// Compares two enums of strings.
pub fn strings<'j>(cx: &mut Comparing<'j>, place: &Place, previous: &'j StringEnum, current: &'j StringEnum) {
    opened(cx, place, "ENUM_STAYS_OPEN", "enum", previous.open, current.open);
    let called = |value: &'j StringValue| Called::new(text(&value.wire), &value.name, &value.meta);
    let (old, new): (Vec<_>, Vec<_>) = (previous.values.iter().collect(), current.values.iter().collect());
    let matched = names::matched(&old, &new, called);
    for value in matched.removed {
        let place = place.gone(&text(&value.wire), value.span);
        removed(cx, &place, &text(&value.wire), current.open, value.name.pascal());
    }
    for value in matched.added {
        let place = place.come(&text(&value.wire), value.span);
        added(cx, &place, &text(&value.wire), previous.open);
    }
    for pair in &matched.pairs {
        let (before, after) = (pair.previous, pair.current);
        let place = place.both(&text(&before.wire), before.span, after.span);
        let lost = lost(previous.open && current.open);
        let names = (&*before.name.pascal(), &*after.name.pascal());
        names::renamed(cx, "ENUM_VALUE_SAME_NAME", &place, "the value", pair, names, lost);
        cx.meta(&place, &format!("the value `{}`", text(&after.wire)), &before.meta, &after.meta);
        if let (StringPattern::Hole { hole: old, .. }, StringPattern::Hole { hole: new, .. }) =
            (&before.wire, &after.wire)
        {
            types::compare(cx, &place, &Family::same("ENUM_VALUE_SAME_NAME"), old, new);
        }
    }
    let used = current.values.iter().map(|value| (text(&value.wire), value.span)).collect::<Vec<_>>();
    names::reserved_in(cx, place, "value", &previous.reserved, &current.reserved, &used);
}

/// The text of a value, `<>` for its hole: what goes into the hole is compared by itself.
fn text(pattern: &StringPattern) -> String {
    match pattern {
        StringPattern::Fixed(text) => text.clone(),
        StringPattern::Hole { prefix, suffix, .. } => format!("{prefix}<>{suffix}"),
    }
}

/// Compares two enums of integers.
pub fn integers<'j>(cx: &mut Comparing<'j>, place: &Place, previous: &'j IntEnum, current: &'j IntEnum) {
    opened(cx, place, "ENUM_STAYS_OPEN", "enum", previous.open, current.open);
    repr(cx, place, (previous.repr, current.repr), previous.open || current.open);
    let (old, new) = (&previous.values, &current.values);
    for value in old.iter().filter(|value| partner(value, new).is_none()) {
        let place = place.gone(&value.value.to_string(), value.span);
        removed(cx, &place, &value.value.to_string(), current.open, value.name.pascal());
    }
    for value in new.iter().filter(|value| !old.iter().any(|own| is_one(own, value))) {
        let place = place.come(&value.value.to_string(), value.span);
        added(cx, &place, &value.value.to_string(), previous.open);
    }
    for own in old {
        if let Some(other) = partner(own, new) {
            let place = place.both(&own.value.to_string(), own.span, other.span);
            numbered(cx, &place, "ENUM_VALUE_SAME_NAME", own, other);
            forgotten(cx, &place, own, other);
            cx.meta(&place, &format!("the value `{}`", other.value), &own.meta, &other.meta);
        }
    }
    let texts = |all: &[i128]| all.iter().map(i128::to_string).collect::<Vec<_>>();
    let used = new.iter().map(|value| (value.value.to_string(), value.span)).collect::<Vec<_>>();
    names::reserved_in(cx, place, "value", &texts(&previous.reserved), &texts(&current.reserved), &used);
}

/// An integer means what it is called: a name that moves to another integer is the same value.
pub fn partner<'j>(own: &IntValue, new: &'j [IntValue]) -> Option<&'j IntValue> {
    let named = new.iter().find(|other| other.name == own.name);
    named.or_else(|| new.iter().find(|other| is_one(own, other)))
}

pub fn is_one(own: &IntValue, other: &IntValue) -> bool {
    let meets = other.value == own.value || other.was.contains(&own.value) || own.was.contains(&other.value);
    meets || own.name == other.name
}

/// Notes that a value has another number, or another name.
pub fn numbered(cx: &mut Comparing, place: &Place, rule: &'static str, own: &IntValue, other: &IntValue) {
    let (old, new) = (own.value, other.value);
    let (was, is) = (own.name.pascal(), other.name.pascal());
    let mut harms = Vec::new();
    if was != is {
        harms.push((HarmKind::Source, format!("names `{was}`, which is gone")));
    }
    if old == new {
        let message = format!("{old} is called `{is}` in code, and was `{was}`");
        return if was != is {
            cx.differ(rule, Kind::Changed, place, message, harms)
        };
    }
    if !other.was.contains(&old) {
        harms.push((HarmKind::NewReader, format!("does not take {old} for `{is}`, which it means there")));
    }
    if !own.was.contains(&new) {
        harms.push((HarmKind::OldReader, format!("does not take {new} for `{was}`, which it means now")));
    }
    let how = if other.was.contains(&old) {
        "`was` lets new readers know the old one"
    } else {
        "without the old one under `was`"
    };
    cx.differ(rule, Kind::Changed, place, format!("`{is}` is {new}, and was {old}: {how}"), harms);
}

/// Notes old numbers that are no longer read.
fn forgotten(cx: &mut Comparing, place: &Place, own: &IntValue, other: &IntValue) {
    let is = other.name.pascal();
    for was in own.was.iter().filter(|was| other.value != **was && !other.was.contains(was)) {
        let message = format!("`{is}` is no longer read under its old number {was}");
        let clause = format!("meets {was}, if it was stored before the number changed, and does not know it");
        let harms = vec![(HarmKind::Loss, clause)];
        cx.differ("ENUM_VALUE_SAME_NAME", Kind::Changed, place, message, harms);
    }
}

/// Another integer type, or another way to write it.
pub fn repr(cx: &mut Comparing, place: &Place, (previous, current): (Repr, Repr), unlisted: bool) {
    if previous == current {
        return;
    }
    let word = |repr: Repr| match repr.text {
        true => format!("string<{}>", repr.int.name()),
        false => repr.int.name().to_owned(),
    };
    let message = format!("it is written as `{}`, and was as `{}`", word(current), word(previous));
    let holds = |outer: Repr, inner: Repr| {
        let ((least, most), (from, to)) = (range(outer.int), range(inner.int));
        outer.text == inner.text && (!unlisted || (least <= from && to <= most))
    };
    let mut harms = Vec::new();
    if !holds(current, previous) {
        harms.push((HarmKind::NewReader, format!("refuses what was written as `{}`", word(previous))));
    }
    if !holds(previous, current) {
        harms.push((HarmKind::OldReader, format!("refuses what is written as `{}`", word(current))));
    }
    harms.push((HarmKind::Source, format!("expects `{}`", word(previous))));
    cx.differ("ENUM_SAME_REPR", Kind::Changed, place, message, harms);
}

/// Whether unknown values, or variants, are kept.
pub fn opened(
    cx: &mut Comparing,
    place: &Place,
    rule: &'static str,
    what: &str,
    previous: bool,
    current: bool,
) {
    match (previous, current) {
        (true, false) => {
            let message = format!("the {what} is no longer open");
            let harms = vec![
                (HarmKind::NewReader, "refuses what it does not know, and kept it before".to_owned()),
                (HarmKind::Source, "has a case for what is unknown".to_owned()),
            ];
            cx.differ(rule, Kind::Changed, place, message, harms);
        }
        (false, true) => {
            let message = format!(
                "the {what} is open now: what is new in it can be read once all readers have this change"
            );
            let harms = vec![(HarmKind::Source, "has no case for what is unknown".to_owned())];
            cx.differ(rule, Kind::Changed, place, message, harms);
        }
        _ => {}
    }
}

fn lost(open: bool) -> &'static str {
    if open { "takes for an unknown value" } else { "refuses, or takes for an unknown value," }
}

fn removed(cx: &mut Comparing, place: &Place, value: &str, open: bool, name: String) {
    let message = format!("the value `{value}` is gone");
    let mut harms = match open {
        true => vec![(HarmKind::Loss, format!("no longer knows `{value}`"))],
        false => vec![(HarmKind::NewReader, format!("refuses `{value}`"))],
    };
    harms.push((HarmKind::Source, format!("names `{name}`")));
    cx.differ("ENUM_VALUE_NO_DELETE", Kind::Removed, place, message, harms);
}

fn added(cx: &mut Comparing, place: &Place, value: &str, open: bool) {
    if open {
        let message = format!("the value `{value}` is new: older readers keep it as unknown");
        return cx.differ("ENUM_VALUE_NO_ADD", Kind::Added, place, message, Vec::new());
    }
    let message = format!("the value `{value}` is new, and the enum was closed");
    let harms = vec![(HarmKind::OldReader, format!("refuses `{value}`, and all that it comes in"))];
    cx.differ("ENUM_VALUE_NO_ADD", Kind::Added, place, message, harms);
}
