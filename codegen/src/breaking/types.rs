//! Types of fields and payloads, and types with names.

use std::collections::HashSet;

use indexmap::IndexMap;

use super::comparing::{Comparing, Flow, Place};
use super::{HarmKind, Kind, Stream, Where, alternatives, enums, fields, flags, spelling, unions};
use crate::model::{Event, Model, Payload, Shape, Struct, Type, TypeDef, TypeId};
use crate::resolve::{behind, shape_of};
use crate::source::Span;

/// The rules that look at a type in some place.
#[derive(Debug, Clone, Copy)]
pub struct Family {
    /// Neither reads what the other writes.
    pub same: &'static str,
    /// The current type refuses values of the previous one.
    pub narrower: &'static str,
    /// The previous type refuses values of the current one.
    pub wider: &'static str,
}

impl Family {
    pub const FIELD: Family =
        Family { same: "FIELD_SAME_TYPE", narrower: "FIELD_NO_NARROWER_TYPE", wider: "FIELD_NO_WIDER_TYPE" };

    /// One rule for all.
    pub const fn same(rule: &'static str) -> Family {
        Family { same: rule, narrower: rule, wider: rule }
    }
}

/// Whether a type is an object with fields.
pub fn is_struct(cx: &Comparing, ty: &Type) -> bool {
    matches!(shape_of(&cx.joined.types, ty), Some(Shape::Struct(_)))
}

/// Types that are declared and gone, or new.
pub fn declared(cx: &mut Comparing) {
    let joined = cx.joined;
    let (old, new) = (named_of(&joined.previous), named_of(&joined.current));
    let section = Place::section("types");
    for (name, def) in old.iter().filter(|(name, _)| !new.contains_key(*name)) {
        let place = section.gone(name, def.span);
        let harms = vec![(HarmKind::Source, format!("names the type `{name}`"))];
        let message = format!("the type `{name}` is gone");
        cx.differ("TYPE_NO_DELETE", Kind::Removed, &place, message, harms);
    }
    for (name, def) in new.iter().filter(|(name, _)| !old.contains_key(*name)) {
        cx.harmless(Kind::Added, &section.come(name, def.span), format!("the type `{name}` is new"));
    }
}

/// The types of a manifest, but for those that are written in place: these come and go with their places.
fn named_of(model: &Model) -> IndexMap<String, &TypeDef> {
    let mut places: HashSet<Span> = HashSet::new();
    let mut fields = |members: &Struct| places.extend(members.fields.iter().map(|field| field.span));
    for def in &model.types {
        match &def.shape {
            Shape::Struct(members) => fields(members),
            Shape::Union(union) => {
                union.variants.iter().filter_map(|variant| variant.payload.as_struct()).for_each(&mut fields);
            }
            _ => {}
        }
    }
    model.all_events().flat_map(Event::payloads).filter_map(Payload::as_struct).for_each(&mut fields);
    let unions = model.types.iter().filter_map(|def| match &def.shape {
        Shape::Union(union) => Some(union.variants.iter().map(|variant| variant.span)),
        _ => None,
    });
    places.extend(unions.flatten());
    places.extend(model.all_events().map(|event| event.span));
    places.extend(model.all_events().flat_map(|event| event.versions.iter().map(|version| version.span)));
    let declared = model.types.iter().filter(|def| !places.contains(&def.span));
    declared.map(|def| (def.name.pascal(), def)).collect()
}

/// Two types: that of the previous manifest, and that of the current one.
type Types<'j> = (&'j Type, &'j Type);

/// Compares two types in one place.
pub fn compare<'j>(
    cx: &mut Comparing<'j>,
    place: &Place,
    family: &Family,
    previous: &'j Type,
    current: &'j Type,
) {
    inside(cx, place, family, (previous, current), (previous, current));
}

/// Compares two types that lie somewhere inside of `whole`, which is what stands at the place.
fn inside<'j>(
    cx: &mut Comparing<'j>,
    place: &Place,
    family: &Family,
    whole: Types<'j>,
    (previous, current): Types<'j>,
) {
    if let (Type::Named(old), Type::Named(new)) = (previous, current)
        && let (Shape::Alias(before), Shape::Alias(after)) =
            (&cx.joined.def(*old).shape, &cx.joined.def(*new).shape)
        && cx.joined.def(*old).name == cx.joined.def(*new).name
    {
        let place = of_type(cx, place, *old, *new);
        if cx.is_first(*old, *new) {
            compare(cx, &place, &Family::same("TYPE_SAME_SHAPE"), before, after);
        }
        return;
    }
    let types = &cx.joined.types;
    match (behind(types, previous), behind(types, current)) {
        (Type::Nullable(old), Type::Nullable(new))
        | (Type::List(old), Type::List(new))
        | (Type::Set(old), Type::Set(new))
        | (Type::Text(old), Type::Text(new)) => inside(cx, place, family, whole, (old, new)),
        (Type::Map(old_key, old), Type::Map(new_key, new)) => {
            inside(cx, place, family, whole, (old_key, new_key));
            inside(cx, place, family, whole, (old, new));
        }
        (Type::Tuple(old), Type::Tuple(new)) if old.len() == new.len() => {
            old.iter().zip(new).for_each(|pair| inside(cx, place, family, whole, pair));
        }
        (Type::Named(old), Type::Named(new)) => named(cx, place, family, whole, (*old, *new)),
        (old, new) if old == new => {}
        (old, new) => mismatch(cx, place, family, whole, (old, new)),
    }
}

/// Two types with names: what they are made of is compared, at the place of their own.
fn named<'j>(
    cx: &mut Comparing<'j>,
    place: &Place,
    family: &Family,
    whole: Types<'j>,
    (old, new): (TypeId, TypeId),
) {
    let joined = cx.joined;
    let (before, after) = (joined.def(old), joined.def(new));
    let of = of_type(cx, place, old, new);
    let same_name = before.name == after.name;
    if std::mem::discriminant(&before.shape) != std::mem::discriminant(&after.shape) {
        let pair = (joined.expression(old), joined.expression(new));
        if !same_name {
            return mismatch(cx, place, family, whole, pair);
        }
        let words = (kind(&before.shape).to_owned(), kind(&after.shape).to_owned());
        return other(cx, &of, &Family::same("TYPE_SAME_SHAPE"), pair, words);
    }
    let is_first = cx.is_first(old, new);
    if is_first {
        shapes(cx, &of, &before.shape, &after.shape);
    }
    if is_first && same_name {
        cx.meta(&of, &format!("the type `{}`", after.name.pascal()), &before.meta, &after.meta);
    }
    if !same_name {
        let (old, new) = (before.name.pascal(), after.name.pascal());
        let message = format!("its type is called `{new}` in code, and was `{old}`");
        let harms = vec![(HarmKind::Source, format!("names `{old}` here"))];
        cx.differ(family.same, Kind::Changed, place, message, harms);
    }
}

fn shapes<'j>(cx: &mut Comparing<'j>, of: &Place, previous: &'j Shape, current: &'j Shape) {
    match (previous, current) {
        (Shape::Struct(old), Shape::Struct(new)) => fields::compare(cx, of, (old, new)),
        (Shape::StringEnum(old), Shape::StringEnum(new)) => enums::strings(cx, of, old, new),
        (Shape::IntEnum(old), Shape::IntEnum(new)) => enums::integers(cx, of, old, new),
        (Shape::Flags(old), Shape::Flags(new)) => flags::compare(cx, of, old, new),
        (Shape::Union(old), Shape::Union(new)) => unions::compare(cx, of, old, new),
        (Shape::Untagged(old), Shape::Untagged(new)) => alternatives::compare(cx, of, old, new),
        _ => {}
    }
}

/// The place of a type: that of its own, unless it is written in place.
fn of_type(cx: &Comparing, place: &Place, old: TypeId, new: TypeId) -> Place {
    let (before, after) = (cx.joined.def(old), cx.joined.def(new));
    let in_place = place.current == Where::Text(after.span) && place.previous == Where::Text(before.span);
    let at = if in_place { place.at.clone() } else { format!("types.{}", after.name.pascal()) };
    let category = if in_place { place.category.clone() } else { None };
    Place { at, previous: Where::Text(before.span), current: Where::Text(after.span), category }
}

fn kind(shape: &Shape) -> &'static str {
    match shape {
        Shape::Struct(_) => "an object with fields",
        Shape::StringEnum(_) => "an enum of strings",
        Shape::IntEnum(_) => "an enum of integers",
        Shape::Flags(_) => "a set of flags",
        Shape::Union(_) => "a tagged union",
        Shape::Untagged(_) => "one of several types",
        Shape::Alias(_) => "another name for a type",
    }
}

/// Types of different kinds: whether one reads what the other writes. What is said of them names the whole types.
fn mismatch<'j>(cx: &mut Comparing<'j>, place: &Place, family: &Family, whole: Types<'j>, pair: Types<'j>) {
    let word = |ty: &Type| format!("`{}`", spelling::ty(&cx.joined.types, ty));
    let words = (word(whole.0), word(whole.1));
    // What is written in place has the same name in code in both manifests.
    let words = if words.0 == words.1 { (word(pair.0), word(pair.1)) } else { words };
    other(cx, place, family, pair, words);
}

fn other<'j>(
    cx: &mut Comparing<'j>,
    place: &Place,
    family: &Family,
    (old, new): Types<'j>,
    (was, is): (String, String),
) {
    let (new_reads, old_reads) = (cx.wider.fits(old, new), cx.wider.fits(new, old));
    let mut harms = Vec::new();
    if !new_reads {
        harms.push((HarmKind::NewReader, format!("expects {is} and gets {was}")));
    }
    if !old_reads {
        harms.push((HarmKind::OldReader, format!("expects {was} and gets {is}")));
    }
    harms.push((HarmKind::Source, format!("gets another type than {was}")));
    let (rule, how) = match (new_reads, old_reads) {
        (true, true) => (family.same, "another type with the same JSON"),
        (true, false) => (family.wider, "a wider type"),
        (false, true) => (family.narrower, "a narrower type"),
        (false, false) => (family.same, "another type"),
    };
    cx.differ(rule, Kind::Changed, place, format!("it is {is}, and was {was}: {how}"), harms);
}

/// Does something once for each stream but the desktop's: for what all frames of the wire have.
pub fn in_both(cx: &mut Comparing, mut act: impl FnMut(&mut Comparing)) {
    for stream in [Stream::Server, Stream::Client] {
        cx.in_flow(Flow::of(stream), &mut act);
    }
}
