//! What generated Rust has to say of a model, a line for each thing.

use std::collections::BTreeMap;

use samewire_codegen::model::{
    Direction, ErrorAnswer, Event, Field, Int, JsonKind, Meta, Model, Payload, PictureMember, PictureNode,
    Scope, Shape, StringPattern, Struct, Type, TypeDef, Union, UntaggedItem, WireName,
};
use samewire_codegen::name::Name;

use super::{Declared, laid_out, spelled};

/// What the model says.
pub fn expected(model: &Model) -> BTreeMap<String, Declared> {
    let names = ["types", "server", "client"];
    let mut modules: BTreeMap<_, _> =
        names.into_iter().map(|name| (name.to_owned(), Declared::new())).collect();
    for def in &model.types {
        let module = module_of(def.scope);
        let mut lines = meta("", &def.meta, None);
        lines.extend(shape(model, def));
        let declared = modules.get_mut(module).unwrap();
        if let Shape::Union(union) = &def.shape {
            lines.extend(variants(model, def, union, declared));
        }
        declared.insert(def.name.pascal(), lines);
    }
    for (module, events) in [("server", &model.server), ("client", &model.client)] {
        for event in events {
            modules.get_mut(module).unwrap().insert(event.name.pascal(), payload(model, event));
        }
    }
    for (event, payload) in model.replies() {
        let name = format!("{}Reply", event.name.pascal());
        modules.get_mut("client").unwrap().insert(name, reply(model, event, payload));
    }
    modules
}

/// The module that the types of a scope are in.
pub(super) fn module_of(scope: Scope) -> &'static str {
    match scope {
        Scope::Types => "types",
        Scope::Server => "server",
        Scope::Client => "client",
        Scope::Desktop => "desktop",
    }
}

pub(super) fn wire(name: &WireName) -> String {
    match name {
        WireName::Text(text) => text.clone(),
        WireName::Int(value) => value.to_string(),
        WireName::Bool(value) => value.to_string(),
    }
}

/// The picture and the name of what travels in one.
fn tag(picture: usize, name: &WireName) -> Vec<String> {
    match name {
        WireName::Int(value) => vec![picture.to_string(), value.to_string(), value.to_string()],
        WireName::Bool(_) => vec![picture.to_string()],
        WireName::Text(text) => vec![picture.to_string(), text.clone()],
    }
}

fn payload(model: &Model, event: &Event) -> Vec<String> {
    let mut lines = meta("", &event.meta, Some(format!("The payload of `{}`.", wire(&event.wire))));
    carried(model, &event.payload, &mut lines);
    lines.push(format!("NAME {:?}", [wire(&event.wire)]));
    lines
}

fn reply(model: &Model, event: &Event, payload: &Payload) -> Vec<String> {
    let mut lines = vec![format!(" doc The answer to `{}`.", wire(&event.wire))];
    carried(model, payload, &mut lines);
    lines.push(format!("NAME {:?}", [wire(&event.wire)]));
    lines
}

fn carried(model: &Model, payload: &Payload, lines: &mut Vec<String>) {
    match payload {
        Payload::Unit => lines.push("FIELDS []".to_owned()),
        Payload::Struct(members) => lines.extend(structure(model, members)),
        Payload::Type(ty) => lines.push(format!("0: {}", rust(model, ty))),
    }
}

pub fn event_enum(model: &Model, direction: Direction) -> Vec<String> {
    let (module, from, to) = match direction {
        Direction::Server => ("server", "server", "client"),
        Direction::Client => ("client", "client", "server"),
    };
    let mut tags = Vec::new();
    let mut lines = vec![format!(" doc An event from the {from} to the {to}.")];
    for event in model.events(direction) {
        let name = event.name.pascal();
        lines.push(format!("{name}({module}::{name})"));
        lines.extend(meta(&name, &event.meta, None));
        tags.extend(tag(event.picture, &event.wire));
        tags.extend((event.version > 1).then(|| event.version.to_string()));
    }
    if direction == Direction::Server {
        lines.extend(answers(model, &mut tags));
    }
    lines.push("Unknown(::samewire::Unknown)".to_owned());
    lines.push("Unknown doc An event that the manifest does not know, kept whole.".to_owned());
    lines.push(format!("TAGS {tags:?}"));
    lines
}

/// Replies, and the refusal that has a picture of its own.
fn answers(model: &Model, tags: &mut Vec<String>) -> Vec<String> {
    let mut lines = Vec::new();
    let pictures = model.wire.server.pictures.len();
    for (event, _) in model.replies() {
        let name = format!("{}Reply", event.name.pascal());
        lines.push(format!("{name}(client::{name})"));
        lines.push(format!("{name} doc The answer to `{}`.", wire(&event.wire)));
        tags.extend(tag(pictures, &event.wire));
    }
    if let Some(ErrorAnswer::Picture(_)) = model.wire.error {
        lines.extend(["Refused(Refusal)", "Refused doc The refusal of a client event."].map(str::to_owned));
        let picture = pictures + usize::from(model.wire.reply.is_some());
        tags.extend([picture.to_string(), String::new()]);
    }
    lines
}

fn meta(owner: &str, meta: &Meta, otherwise: Option<String>) -> Vec<String> {
    let mut lines = Vec::new();
    let mut doc = |text: &str| {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        lines.extend(text.trim_end().split('\n').map(|line| format!("{owner} doc {}", laid_out(line))));
    };
    if let Some(text) = meta.doc.as_ref().or(otherwise.as_ref()) {
        doc(text);
    }
    if let Some(since) = &meta.since {
        doc("");
        doc(&format!("Since {since}."));
    }
    if meta.experimental {
        doc("");
        doc("Experimental: it may change without notice.");
    }
    if let Some(deprecated) = &meta.deprecated {
        let since = deprecated.since.as_ref().map(|since| format!("since {since}"));
        let instead = deprecated.use_instead.as_ref().map(|name| format!("use `{name}` instead"));
        let note: Vec<String> = since.into_iter().chain(deprecated.reason.clone()).chain(instead).collect();
        let note: String = note.join("; ").chars().map(spelled).collect();
        let note: Vec<String> = Some(note).filter(|note| !note.is_empty()).into_iter().collect();
        lines.push(format!("{owner} deprecated {note:?}"));
    }
    lines
}

fn shape(model: &Model, def: &TypeDef) -> Vec<String> {
    let mut lines = Vec::new();
    let unknown = |payload: &str| {
        [format!("Unknown({payload})"), "Unknown doc A value that the manifest does not know.".to_owned()]
    };
    match &def.shape {
        Shape::Struct(members) => return structure(model, members),
        Shape::StringEnum(values) => {
            let mut texts = Vec::new();
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
        }
        Shape::IntEnum(values) => {
            for value in &values.values {
                lines.push(format!("{}()", value.name.pascal()));
                lines.extend(meta(&value.name.pascal(), &value.meta, None));
            }
            lines.extend(values.open.then(|| unknown(int(values.repr.int))).into_iter().flatten());
            let numbers: Vec<String> = values.values.iter().map(|value| value.value.to_string()).collect();
            lines.push(format!("to_wire {numbers:?}"));
        }
        Shape::Flags(flags) => {
            lines.push(format!("0: {}", int(flags.repr.int)));
            for bit in &flags.bits {
                let name = bit.name.screaming();
                lines.push(format!("{name} {:?}", [bit.value.to_string()]));
                lines.extend(meta(&name, &bit.meta, None));
            }
        }
        Shape::Alias(ty) if def.endless => lines.push(format!("0: {}", rust(model, ty))),
        Shape::Alias(ty) => lines.push(format!("= {}", rust(model, ty))),
        Shape::Union(_) => {}
        Shape::Untagged(union) => {
            let variant = |item: &UntaggedItem| format!("{}({})", item.name.pascal(), rust(model, &item.ty));
            lines.extend(union.items.iter().map(variant));
            let mut keys: Vec<&str> = Vec::new();
            for key in union.objects.iter().flat_map(|object| &object.keys) {
                if !keys.contains(&key.wire.as_str()) {
                    keys.push(&key.wire);
                }
            }
            lines.push(format!("KINDS {keys:?}"));
            let only_objects = union.items.iter().all(|item| item.kinds == [JsonKind::Object]);
            lines.extend(only_objects.then(|| "FIELDS []".to_owned()));
        }
    }
    lines
}

/// The variants of a tagged union; those with fields have structs of their own.
fn variants(model: &Model, def: &TypeDef, union: &Union, declared: &mut Declared) -> Vec<String> {
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

fn structure(model: &Model, members: &Struct) -> Vec<String> {
    let mut lines = Vec::new();
    for field in &members.fields {
        lines.push(format!("{}: {}", field.name.snake(), field_type(model, field)));
        lines.extend(meta(field.name.snake(), &field.meta, None));
    }
    let (mut names, mut old) = (Vec::new(), Vec::new());
    wire_names(model, members, &mut names, &mut old);
    names.extend(old);
    lines.push(format!("FIELDS {names:?}"));
    lines
}

/// The names of all members with those that are spread among them; those of a union with its old ones.
fn wire_names<'m>(
    model: &'m Model,
    members: &'m Struct,
    names: &mut Vec<&'m String>,
    old: &mut Vec<&'m String>,
) {
    for field in &members.fields {
        if !field.spread {
            names.push(&field.wire);
            old.extend(&field.meta.was);
            continue;
        }
        match shape_behind(model, &field.ty) {
            Some(Shape::Struct(inner)) => wire_names(model, inner, names, old),
            Some(Shape::Untagged(_) | Shape::Union(_)) => {
                let mut all = Vec::new();
                alternatives(model, &field.ty, &mut all);
                let first = |(at, name): &(usize, &&String)| !all[..*at].contains(name);
                names.extend(all.iter().enumerate().filter(first).map(|(_, name)| *name));
            }
            _ => {}
        }
    }
}

fn alternatives<'m>(model: &'m Model, ty: &'m Type, all: &mut Vec<&'m String>) {
    match shape_behind(model, ty) {
        Some(Shape::Struct(members)) => of_alternative(model, members, all),
        Some(Shape::Union(union)) => {
            if let PictureNode::Object(members) = &union.picture.node {
                all.extend(members.iter().filter_map(|member| match member {
                    PictureMember::Key { key, .. } => Some(key),
                    _ => None,
                }));
            }
            for variant in &union.variants {
                match &variant.payload {
                    Payload::Struct(members) => of_alternative(model, members, all),
                    Payload::Type(ty) => alternatives(model, ty, all),
                    Payload::Unit => {}
                }
            }
        }
        Some(Shape::Untagged(union)) => {
            union.items.iter().for_each(|item| alternatives(model, &item.ty, all))
        }
        _ => {}
    }
}

fn of_alternative<'m>(model: &'m Model, members: &'m Struct, all: &mut Vec<&'m String>) {
    for field in &members.fields {
        match field.spread {
            true => alternatives(model, &field.ty, all),
            false => all.extend(std::iter::once(&field.wire).chain(&field.meta.was)),
        }
    }
}

/// The shape that a chain of names ends in; none for a type without one.
fn shape_behind<'m>(model: &'m Model, ty: &Type) -> Option<&'m Shape> {
    let Type::Named(id) = ty else { return None };
    match &model.type_def(*id).shape {
        Shape::Alias(ty) => shape_behind(model, ty),
        shape => Some(shape),
    }
}

/// The table of section 4 of the language.
fn field_type(model: &Model, field: &Field) -> String {
    let ty = rust(model, &field.ty);
    let option = |ty: &str| format!("::core::option::Option<{ty}>");
    match (field.optional, field.nullable, &field.default) {
        (true, false, None) if field.ty == Type::Null => "bool".to_owned(),
        (true, true, None) => option(&option(&ty)),
        (true, false, None) | (_, true, _) => option(&ty),
        (false, false, _) | (true, false, Some(_)) => ty,
    }
}

fn rust(model: &Model, ty: &Type) -> String {
    let of = |ty: &Type| rust(model, ty);
    match ty {
        Type::Bool => "bool".to_owned(),
        Type::String => "::std::string::String".to_owned(),
        Type::Int(int) => self::int(*int).to_owned(),
        Type::F32 => "f32".to_owned(),
        Type::F64 => "f64".to_owned(),
        Type::Uuid => "::samewire::Uuid".to_owned(),
        Type::Timestamp(_) => "::samewire::Timestamp".to_owned(),
        Type::Date => "::samewire::Date".to_owned(),
        Type::Bytes => "::std::vec::Vec<u8>".to_owned(),
        Type::Json => "::samewire::Value".to_owned(),
        Type::Null => "()".to_owned(),
        Type::Nullable(item) => format!("::core::option::Option<{}>", of(item)),
        Type::List(item) => match **item {
            Type::Event(_) => {
                let element = format!("::core::result::Result<{},::samewire::frame::BadEvent>", of(item));
                format!("::std::vec::Vec<{element}>")
            }
            _ => format!("::std::vec::Vec<{}>", of(item)),
        },
        Type::Set(item) if is_ordered(model, item, 0) => {
            format!("::std::collections::BTreeSet<{}>", of(item))
        }
        Type::Set(item) => format!("::std::vec::Vec<{}>", of(item)),
        Type::Map(key, item) => format!("::std::collections::BTreeMap<{},{}>", of(key), of(item)),
        Type::Tuple(items) => tuple(&items.iter().map(of).collect::<Vec<_>>()),
        Type::Text(item) => of(item),
        Type::Named(id) => {
            let def = model.type_def(*id);
            let module = module_of(def.scope);
            format!("super::{module}::{}", Name::pascal(&def.name))
        }
        Type::Event(direction) => format!("super::{direction:?}Event"),
    }
}

/// More than twelve are two tuples, the first of which has as many twelves as the second, or one more.
fn tuple(items: &[String]) -> String {
    if items.len() <= 12 {
        return format!("({})", items.join(","));
    }
    let (first, rest) = items.split_at(items.len().div_ceil(12).div_ceil(2) * 12);
    format!("({},{})", tuple(first), tuple(rest))
}

/// Whether Rust can compare values; what is nested as deep as this holds itself.
fn is_ordered(model: &Model, ty: &Type, depth: usize) -> bool {
    let of = |ty: &Type| depth > 20 || is_ordered(model, ty, depth + 1);
    match ty {
        Type::F32 | Type::F64 | Type::Json | Type::Event(_) => false,
        Type::Nullable(item) | Type::List(item) | Type::Set(item) | Type::Text(item) => of(item),
        Type::Map(key, item) => of(key) && of(item),
        Type::Tuple(items) => items.iter().all(of),
        Type::Named(id) => match &model.type_def(*id).shape {
            Shape::Struct(_) | Shape::Union(_) => false,
            Shape::Untagged(union) => union.items.iter().all(|item| of(&item.ty)),
            Shape::Alias(ty) => of(ty),
            _ => true,
        },
        _ => true,
    }
}

fn int(int: Int) -> &'static str {
    match int {
        Int::I8 => "i8",
        Int::I16 => "i16",
        Int::I32 => "i32",
        Int::I64 => "i64",
        Int::U8 => "u8",
        Int::U16 => "u16",
        Int::U32 => "u32",
        Int::U64 => "u64",
        Int::U128 => "u128",
    }
}
