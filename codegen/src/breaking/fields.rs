//! Members of objects.

use super::comparing::{Comparing, Place};
use super::names::{self, Called, Pair};
use super::types::{self, Family};
use super::{HarmKind, Kind, presence, spelling};
use crate::model::{Field, Shape, Struct, Type, TypeDef};
use crate::resolve::members::{Members, is_required, of_struct};
use crate::resolve::shape_of;

/// Compares two structs.
pub fn compare<'j>(cx: &mut Comparing<'j>, place: &Place, (previous, current): (&'j Struct, &'j Struct)) {
    let types = &cx.joined.types;
    let (before, after) = (of_struct(types, previous), of_struct(types, current));
    let others = Others { before: before.takes_others, after: after.takes_others };
    let (old_spread, old) = spreads(previous);
    let (new_spread, new) = spreads(current);
    let matched = names::matched(&old_spread, &new_spread, called_in_code);
    for pair in &matched.pairs {
        let place = place.both(pair.previous.name.snake(), pair.previous.span, pair.current.span);
        types::compare(cx, &place, &Family::same("FIELD_SAME_SPREAD"), &pair.previous.ty, &pair.current.ty);
    }
    let mut members = (old, new);
    for field in matched.removed {
        spread(cx, place, field, Kind::Removed, &mut members.0);
    }
    for field in matched.added {
        spread(cx, place, field, Kind::Added, &mut members.1);
    }
    own(cx, place, &others, &members.0, &members.1);
    among_others(cx, place, (&before, &members.0), (&after, &members.1));
    let used = after.fields.iter().map(|field| (field.wire.clone(), field.span)).collect::<Vec<_>>();
    names::reserved_in(cx, place, "field", &previous.reserved, &current.reserved, &used);
}

/// Whether an object takes members that nobody declares.
#[derive(Debug, Clone, Copy, Default)]
pub struct Others {
    pub before: bool,
    pub after: bool,
}

impl Others {
    /// Whom it harms that a name which is declared in one of the manifests is that of any other member in the other one.
    /// `gone`: the previous manifest declares it.
    pub fn harms(self, name: &str, gone: bool) -> Vec<(HarmKind, String)> {
        let (declares, takes) = match gone {
            true => (HarmKind::OldReader, HarmKind::NewReader),
            false => (HarmKind::NewReader, HarmKind::OldReader),
        };
        if !(if gone { self.after } else { self.before }) {
            return Vec::new();
        }
        vec![
            (takes, format!("takes `{name}` for one of the members that it does not declare")),
            (
                declares,
                format!("takes any member that happens to be called `{name}` for the one it declares"),
            ),
        ]
    }
}

fn spreads(members: &Struct) -> (Vec<&Field>, Vec<&Field>) {
    members.fields.iter().partition(|field| field.spread)
}

fn called_in_code(field: &Field) -> Called<'_> {
    Called::new(String::new(), &field.name, &field.meta)
}

/// A spread field that is in one of the manifests only: its members may lie in the other all the same.
fn spread<'j>(
    cx: &mut Comparing<'j>,
    place: &Place,
    field: &'j Field,
    kind: Kind,
    members: &mut Vec<&'j Field>,
) {
    let name = field.name.snake();
    let place = match kind {
        Kind::Added => place.come(name, field.span),
        _ => place.gone(name, field.span),
    };
    let word = if kind == Kind::Added { "new" } else { "gone" };
    let message = format!("the spread field `...{name}` is {word}");
    let source = (HarmKind::Source, format!("finds its members elsewhere than in `{name}`"));
    if let Some(Shape::Struct(inner)) = shape_of(&cx.joined.types, &field.ty) {
        let (deeper, own) = spreads(inner);
        members.extend(own);
        cx.differ("FIELD_SAME_SPREAD", kind, &place, message, vec![source]);
        for field in deeper {
            spread(cx, &place, field, kind, members);
        }
        return;
    }
    let harms = vec![
        (HarmKind::NewReader, format!("reads other members where `...{name}` is spread, or none")),
        (HarmKind::OldReader, format!("reads other members where `...{name}` is spread, or none")),
        source,
    ];
    cx.differ("FIELD_SAME_SPREAD", kind, &place, message, harms);
}

/// The fields with names on the wire.
fn own<'j>(
    cx: &mut Comparing<'j>,
    place: &Place,
    others: &Others,
    previous: &[&'j Field],
    current: &[&'j Field],
) {
    let mut matched =
        names::matched(previous, current, |field| Called::new(field.wire.clone(), &field.name, &field.meta));
    if let Some(pair) = guessed(&cx.joined.types, &matched) {
        guess(cx, place, pair);
        matched.removed.clear();
        matched.added.clear();
    }
    for field in matched.removed {
        removed(cx, place, others, field);
    }
    for field in matched.added {
        added(cx, place, others, field);
    }
    for pair in &matched.pairs {
        let place = place.both(&pair.previous.wire, pair.previous.span, pair.current.span);
        field(cx, &place, pair);
    }
}

/// The only field that has gone, and the only one that has come, if both must be there and are of one type: nobody who
/// renames a field without `was` is spared anything by two findings.
fn guessed<'j>(types: &[TypeDef], matched: &names::Matched<'j, Field>) -> Option<(&'j Field, &'j Field)> {
    let ([previous], [current]) = (&matched.removed[..], &matched.added[..]) else { return None };
    let are_required = is_required(previous) && is_required(current);
    let alike = are_required && spelling::ty(types, &previous.ty) == spelling::ty(types, &current.ty);
    alike.then_some((*previous, *current))
}

fn guess(cx: &mut Comparing, place: &Place, (previous, current): (&Field, &Field)) {
    let (old, new) = (&previous.wire, &current.wire);
    let place = place.both(old, previous.span, current.span);
    let message =
        format!("the field `{old}` is gone and `{new}` of the same type is new: renamed without `was`");
    let harms = vec![
        (HarmKind::NewReader, format!("refuses what has no `{new}`")),
        (HarmKind::OldReader, format!("refuses what has no `{old}`")),
        (HarmKind::Source, format!("names `{}`", previous.name.snake())),
    ];
    cx.differ("FIELD_SAME_NAME", Kind::Changed, &place, message, harms);
}

/// Names that what is spread declares in one of the manifests only, where all others are taken too: `own` are the fields
/// for which that is said already.
fn among_others<'j>(
    cx: &mut Comparing<'j>,
    place: &Place,
    (before, old): (&Members, &[&'j Field]),
    (after, new): (&Members, &[&'j Field]),
) {
    let others = Others { before: before.takes_others, after: after.takes_others };
    let is_own = |own: &[&Field], name: &str| {
        own.iter().any(|field| field.wire == name || field.meta.was.iter().any(|was| was == name))
    };
    for name in before.names().filter(|name| !after.has(name) && !is_own(old, name)) {
        let harms = others.harms(name, true);
        if !harms.is_empty() {
            let message = format!("`{name}`, which was declared by what is spread here, is any other member");
            cx.differ("FIELD_SAME_SPREAD", Kind::Changed, place, message, harms);
        }
    }
    for name in after.names().filter(|name| !before.has(name) && !is_own(new, name)) {
        let harms = others.harms(name, false);
        if !harms.is_empty() {
            let message = format!("`{name}`, which was any other member, is declared by what is spread here");
            cx.differ("FIELD_SAME_SPREAD", Kind::Changed, place, message, harms);
        }
    }
}

fn removed(cx: &mut Comparing, place: &Place, others: &Others, field: &Field) {
    let name = &field.wire;
    let place = place.gone(name, field.span);
    let message = format!("the field `{name}` is gone");
    let mut harms = Vec::new();
    if is_required(field) {
        harms.push((HarmKind::OldReader, format!("cannot read what has no `{name}`")));
    }
    harms.extend(others.harms(name, true));
    harms.push((HarmKind::Loss, format!("no longer finds `{name}` in them")));
    harms.push((HarmKind::Source, format!("names `{}`", field.name.snake())));
    cx.differ("FIELD_NO_DELETE", Kind::Removed, &place, message, harms);
}

fn added(cx: &mut Comparing, place: &Place, others: &Others, field: &Field) {
    let name = &field.wire;
    let written = spelling::field(&cx.joined.types, field);
    let place = place.come(name, field.span);
    if is_required(field) {
        let message = format!("the field `{written}` is new and must be there");
        let mut harms = vec![(HarmKind::NewReader, format!("refuses what has no `{name}`"))];
        harms.extend(others.harms(name, false));
        harms.push((HarmKind::Source, format!("gives no `{}`", field.name.snake())));
        return cx.differ("FIELD_NO_NEW_REQUIRED", Kind::Added, &place, message, harms);
    }
    if others.before {
        let message = format!("the field `{written}` is new, and `{name}` was any other member before");
        let harms = others.harms(name, false);
        return cx.differ("FIELD_SAME_SPREAD", Kind::Added, &place, message, harms);
    }
    cx.harmless(Kind::Added, &place, format!("the field `{written}` is new and may be absent"));
}

fn field<'j>(cx: &mut Comparing<'j>, place: &Place, pair: &Pair<'j, Field>) {
    let (previous, current) = (pair.previous, pair.current);
    let lost = match is_required(previous) || is_required(current) {
        true => "misses a field that must be there, and passes over",
        false => "passes over",
    };
    let names = (previous.name.snake(), current.name.snake());
    names::renamed(cx, "FIELD_SAME_NAME", place, "the field", pair, names, lost);
    cx.meta(place, &format!("the field `{}`", current.wire), &previous.meta, &current.meta);
    presence::compare(cx, place, previous, current);
    let (old, new): (&'j Type, &'j Type) = (&previous.ty, &current.ty);
    types::compare(cx, place, &Family::FIELD, old, new);
}
