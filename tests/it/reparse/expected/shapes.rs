//! What types say of themselves, by the kind of their shape.

use samewire_codegen::model::{
    Flags, IntEnum, JsonKind, Model, Payload, Shape, StringEnum, StringPattern, TypeDef, Union, Untagged,
    UntaggedItem,
};

use super::members::structure;
use super::types::{int, rust};
use super::{meta, tag, wire};
use crate::reparse::Declared;

/// What the type itself says; a tagged union says it by [`variants`].
pub(super) fn shape(model: &Model, def: &TypeDef) -> Vec<String> {
    match &def.shape {
        Shape::Struct(members) => structure(model, members),
        Shape::StringEnum(values) => string_enum(model, values),
        Shape::IntEnum(values) => int_enum(values),
        Shape::Flags(values) => flags(values),
        Shape::Alias(ty) if def.endless => vec![format!("0: {}", rust(model, ty))],
        Shape::Alias(ty) => vec![format!("= {}", rust(model, ty))],
        Shape::Union(_) => Vec::new(),
        Shape::Untagged(union) => untagged(model, union),
    }
}

fn string_enum(model: &Model, values: &StringEnum) -> Vec<String> {
    let (mut lines, mut texts) = (Vec::new(), Vec::new());
    for value in &values.values {
        let name = value.name.pascal();
        match &value.wire {
            StringPattern::Fixed(text) => {
                texts.push(text.clone());
                lines.push(format!("{name}()"));
            }
            StringPattern::Hole { prefix, hole, suffix } => {
                texts.extend([prefix.clone(), suffix.clone()]);
                lines.push(format!("{name}({})", rust(model, hole)));
            }
        }
        lines.extend(meta(&name, &value.meta, None));
    }
    lines.extend(values.open.then(|| unknown("::std::string::String")).into_iter().flatten());
    lines.push(format!("to_wire {texts:?}"));
    lines
}

fn int_enum(values: &IntEnum) -> Vec<String> {
    let mut lines = Vec::new();
    for value in &values.values {
        lines.push(format!("{}()", value.name.pascal()));
        lines.extend(meta(&value.name.pascal(), &value.meta, None));
    }
    lines.extend(values.open.then(|| unknown(int(values.repr.int))).into_iter().flatten());
    let numbers: Vec<String> = values.values.iter().map(|value| value.value.to_string()).collect();
    lines.push(format!("to_wire {numbers:?}"));
    lines
}

fn unknown(payload: &str) -> [String; 2] {
    [format!("Unknown({payload})"), "Unknown doc A value that the manifest does not know.".to_owned()]
}

fn flags(flags: &Flags) -> Vec<String> {
    let mut lines = vec![format!("0: {}", int(flags.repr.int))];
    for bit in &flags.bits {
        let name = bit.name.screaming();
        lines.push(format!("{name} {:?}", [bit.value.to_string()]));
        lines.extend(meta(&name, &bit.meta, None));
    }
    lines
}

fn untagged(model: &Model, union: &Untagged) -> Vec<String> {
    let variant = |item: &UntaggedItem| format!("{}({})", item.name.pascal(), rust(model, &item.ty));
    let mut lines: Vec<String> = union.items.iter().map(variant).collect();
    let mut keys: Vec<&str> = Vec::new();
    for key in union.objects.iter().flat_map(|object| &object.keys) {
        if !keys.contains(&key.wire.as_str()) {
            keys.push(&key.wire);
        }
    }
    lines.push(format!("KINDS {keys:?}"));
    let only_objects = union.items.iter().all(|item| item.kinds == [JsonKind::Object]);
    lines.extend(only_objects.then(|| "FIELDS []".to_owned()));
    lines
}

/// The variants of a tagged union; those with fields have structs of their own.
pub(super) fn variants(model: &Model, def: &TypeDef, union: &Union, declared: &mut Declared) -> Vec<String> {
    let (mut lines, mut tags) = (Vec::new(), Vec::new());
    for variant in &union.variants {
        let (name, own) = (variant.name.pascal(), def.name.join(&variant.name).pascal());
        match &variant.payload {
            Payload::Unit => lines.push(format!("{name}()")),
            Payload::Type(ty) => lines.push(format!("{name}({})", rust(model, ty))),
            Payload::Struct(members) => {
                lines.push(format!("{name}({own})"));
                let mut of_struct = vec![format!(" doc What `{}` carries.", wire(&variant.wire))];
                of_struct.extend(structure(model, members));
                declared.insert(own, of_struct);
            }
        }
        lines.extend(meta(&name, &variant.meta, None));
        tags.extend(tag(0, &variant.wire));
    }
    if union.open {
        lines.push("Unknown(::samewire::Unknown)".to_owned());
        lines.push("Unknown doc A variant that the manifest does not know, kept whole.".to_owned());
    }
    lines.push(format!("TAGS {tags:?}"));
    lines
}
