//! Untagged unions: alternatives that are told apart by their kind of JSON, or by deciding keys.

use super::comparing::{Comparing, Place};
use super::types::{self, Family};
use super::{HarmKind, Kind, spelling};
use crate::model::{JsonKind, Type, Untagged, UntaggedItem};
use crate::resolve::members::of_type;

/// Compares two untagged unions.
pub fn compare<'j>(cx: &mut Comparing<'j>, place: &Place, previous: &'j Untagged, current: &'j Untagged) {
    let partners = partners(cx, previous, current);
    for (own, partner) in previous.items.iter().zip(&partners) {
        match partner {
            Some(at) => {
                let other = &current.items[*at];
                types::compare(cx, place, &Family::FIELD, &own.ty, &other.ty);
            }
            None => removed(cx, place, own, current),
        }
    }
    for (at, item) in current.items.iter().enumerate() {
        if !partners.contains(&Some(at)) {
            added(cx, place, item, previous);
        }
    }
    let pairs: Vec<(usize, usize)> =
        partners.iter().enumerate().filter_map(|(own, other)| Some((own, (*other)?))).collect();
    decided(cx, place, HarmKind::NewReader, previous, current, &pairs);
    let pairs: Vec<(usize, usize)> = pairs.into_iter().map(|(own, other)| (other, own)).collect();
    decided(cx, place, HarmKind::OldReader, current, previous, &pairs);
}

/// Which alternative of the current union is which of the previous one: that of its name, or of its kind of JSON where
/// only one can be of that kind.
fn partners(cx: &Comparing, previous: &Untagged, current: &Untagged) -> Vec<Option<usize>> {
    let name = |ty: &Type| spelling::ty(&cx.joined.types, ty);
    let is_object = |item: &UntaggedItem| item.kinds.contains(&JsonKind::Object);
    let shares = |own: &UntaggedItem, other: &UntaggedItem| {
        own.kinds.iter().any(|kind| *kind != JsonKind::Object && other.kinds.contains(kind))
    };
    let mut taken = vec![false; current.items.len()];
    let mut partners = vec![None; previous.items.len()];
    for by_name in [true, false] {
        for (own, partner) in
            previous.items.iter().zip(&mut partners).filter(|(_, partner)| partner.is_none())
        {
            let lone = |other: &UntaggedItem| {
                is_object(own)
                    && is_object(other)
                    && [previous, current]
                        .iter()
                        .all(|union| union.items.iter().filter(|i| is_object(i)).count() == 1)
            };
            let fits = |other: &UntaggedItem| match by_name {
                true => name(&own.ty) == name(&other.ty),
                false => shares(own, other) || lone(other),
            };
            *partner = (0..taken.len()).find(|&at| !taken[at] && fits(&current.items[at]));
            if let Some(at) = partner {
                taken[*at] = true;
            }
        }
    }
    partners
}

fn removed<'j>(cx: &mut Comparing<'j>, place: &Place, item: &'j UntaggedItem, current: &'j Untagged) {
    let name = spelling::ty(&cx.joined.types, &item.ty);
    let is_read = current.items.iter().any(|other| cx.wider.fits(&item.ty, &other.ty));
    let mut harms = Vec::new();
    if !is_read {
        harms.push((HarmKind::NewReader, format!("refuses a `{name}` here")));
    }
    harms.push((HarmKind::Source, format!("expects a `{name}`")));
    let message = format!("the alternative `{name}` is gone");
    cx.differ("ALTERNATIVE_NO_DELETE", Kind::Removed, place, message, harms);
}

fn added<'j>(cx: &mut Comparing<'j>, place: &Place, item: &'j UntaggedItem, previous: &'j Untagged) {
    let name = spelling::ty(&cx.joined.types, &item.ty);
    let is_read = previous.items.iter().any(|other| cx.wider.fits(&item.ty, &other.ty));
    let mut harms = Vec::new();
    if !is_read {
        harms.push((HarmKind::OldReader, format!("refuses a `{name}` here, and all that it comes in")));
    }
    harms.push((HarmKind::Source, format!("has no case for a `{name}`")));
    let message = format!("the alternative `{name}` is new");
    cx.differ("ALTERNATIVE_NO_ADD", Kind::Added, place, message, harms);
}

/// Whether an object of the writer has a member that tells the reader it is another one.
fn decided(
    cx: &mut Comparing,
    place: &Place,
    reader_is: HarmKind,
    writer: &Untagged,
    reader: &Untagged,
    pairs: &[(usize, usize)],
) {
    for (own, meant) in pairs {
        let written = of_type(&cx.joined.types, &writer.items[*own].ty);
        let meant = reader.objects.iter().position(|object| object.item == *meant);
        let others = reader
            .objects
            .iter()
            .filter(|object| Some(object.item) != meant.map(|at| reader.objects[at].item));
        let misled = others
            .flat_map(|object| &object.keys)
            .find(|key| meant.is_some_and(|meant| key.against.contains(&meant)) && written.has(&key.wire));
        let Some(key) = misled else { continue };
        let name = spelling::ty(&cx.joined.types, &writer.items[*own].ty);
        let key = &key.wire;
        let message = format!("`{key}`, which is a member of `{name}`, tells another alternative");
        let clause = format!("takes a `{name}` with `{key}` for another alternative, or refuses it");
        cx.differ("ALTERNATIVE_SAME_KEYS", Kind::Changed, place, message, vec![(reader_is, clause)]);
    }
}
