//! Sets of bits: unknown ones are kept.

use super::comparing::{Comparing, Place};
use super::enums::{is_one, numbered, partner, repr};
use super::{HarmKind, Kind, names};
use crate::model::Flags;

/// Compares two sets of bits.
pub fn compare(cx: &mut Comparing, place: &Place, previous: &Flags, current: &Flags) {
    repr(cx, place, (previous.repr, current.repr), true);
    let (old, new) = (&previous.bits, &current.bits);
    for bit in old.iter().filter(|bit| partner(bit, new).is_none()) {
        let (name, value) = (bit.name.pascal(), bit.value);
        let place = place.gone(&name, bit.span);
        let harms = vec![
            (HarmKind::Loss, format!("no longer knows what the bit {value} means")),
            (HarmKind::Source, format!("names `{name}`")),
        ];
        cx.differ(
            "FLAG_NO_DELETE",
            Kind::Removed,
            &place,
            format!("the bit `{name}` ({value}) is gone"),
            harms,
        );
    }
    for bit in new.iter().filter(|bit| !old.iter().any(|own| is_one(own, bit))) {
        let (name, value) = (bit.name.pascal(), bit.value);
        let message = format!("the bit `{name}` ({value}) is new: older readers keep it as unknown");
        cx.harmless(Kind::Added, &place.come(&name, bit.span), message);
    }
    for own in old {
        if let Some(other) = partner(own, new) {
            let place = place.both(&own.name.pascal(), own.span, other.span);
            let rule = if own.value == other.value { "FLAG_SAME_NAME" } else { "FLAG_SAME_VALUE" };
            numbered(cx, &place, rule, own, other);
            cx.meta(&place, &format!("the bit `{}`", other.name.pascal()), &own.meta, &other.meta);
        }
    }
    let texts = |all: &[i128]| all.iter().map(i128::to_string).collect::<Vec<_>>();
    let used = new.iter().map(|bit| (bit.value.to_string(), bit.span)).collect::<Vec<_>>();
    names::reserved_in(cx, place, "bit", &texts(&previous.reserved), &texts(&current.reserved), &used);
}
