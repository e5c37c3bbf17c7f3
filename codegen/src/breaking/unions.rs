//! Tagged unions.

use super::comparing::{Comparing, Place};
use super::frames::Framed;
use super::names::{self, Called};
use super::payloads::{self, Carried};
use super::{HarmKind, Kind, enums, frames};
use crate::model::{Union, Variant};
use crate::resolve::spelled;

/// Compares two tagged unions.
pub fn compare<'j>(cx: &mut Comparing<'j>, place: &Place, previous: &'j Union, current: &'j Union) {
    enums::opened(cx, place, "UNION_STAYS_OPEN", "union", previous.open, current.open);
    let inside = |cx: &Comparing<'j>, union: &'j Union| {
        frames::inside(cx, union.variants.iter().map(|variant| &variant.payload))
    };
    let (before, after) = (inside(cx, previous), inside(cx, current));
    let framed = Framed { rule: "UNION_SAME_PICTURE", before: &before, after: &after };
    frames::pictures(cx, place, framed, &previous.picture, &current.picture);
    let called = |union: &'j Union| {
        |variant: &'j Variant| Called::framed(&variant.wire, &variant.name, &variant.meta, &union.picture)
    };
    let (old, new): (Vec<_>, Vec<_>) =
        (previous.variants.iter().collect(), current.variants.iter().collect());
    let matched = names::matched_by((&old, called(previous)), (&new, called(current)));
    for variant in matched.removed {
        removed(cx, place, variant, current.open);
    }
    for variant in matched.added {
        added(cx, place, variant, previous.open);
    }
    let carried = Carried::of_variant(&previous.picture, &current.picture);
    for pair in &matched.pairs {
        let (before, after) = (pair.previous, pair.current);
        let place = place.both(&spelled(&before.wire), before.span, after.span);
        let lost = "refuses, or takes for an unknown variant,";
        let names = (&*before.name.pascal(), &*after.name.pascal());
        names::renamed(cx, "UNION_VARIANT_SAME_NAME", &place, "the variant", pair, names, lost);
        cx.meta(&place, &format!("the variant `{}`", spelled(&after.wire)), &before.meta, &after.meta);
        payloads::compare(cx, &place, &carried, (&before.payload, &after.payload));
    }
    let used = new.iter().map(|variant| (spelled(&variant.wire), variant.span)).collect::<Vec<_>>();
    names::reserved_in(cx, place, "variant", &previous.reserved, &current.reserved, &used);
}

fn removed(cx: &mut Comparing, place: &Place, variant: &Variant, open: bool) {
    let name = spelled(&variant.wire);
    let mut harms = match open {
        true => vec![(HarmKind::Loss, format!("no longer knows `{name}`"))],
        false => vec![(HarmKind::NewReader, format!("refuses `{name}`, and all that it comes in"))],
    };
    harms.push((HarmKind::Source, format!("names `{}`", variant.name.pascal())));
    let place = place.gone(&name, variant.span);
    let message = format!("the variant `{name}` is gone");
    cx.differ("UNION_VARIANT_NO_DELETE", Kind::Removed, &place, message, harms);
}

fn added(cx: &mut Comparing, place: &Place, variant: &Variant, open: bool) {
    let name = spelled(&variant.wire);
    let place = place.come(&name, variant.span);
    if open {
        let message = format!("the variant `{name}` is new: older readers keep it as unknown");
        return cx.differ("UNION_VARIANT_NO_ADD", Kind::Added, &place, message, Vec::new());
    }
    let message = format!("the variant `{name}` is new, and the union was closed");
    let harms = vec![(HarmKind::OldReader, format!("refuses `{name}`, and all that it comes in"))];
    cx.differ("UNION_VARIANT_NO_ADD", Kind::Added, &place, message, harms);
}
